"""A text in; its attributions out: which stretches are whose words, found by rules from marks and verbs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mediakit._core.spans import count_words
from mediakit.annotate.drafts import Attribution, Drafts
from mediakit.annotate.headlines import before_colon, find_subject, names_speaker
from mediakit.annotate.marks import Stretch, find_stretches
from mediakit.annotate.phrases import Span, find_speaker_after
from mediakit.annotate.pieces import subtract
from mediakit.annotate.ruled import LONGEST
from mediakit.annotate.speech import MarkedText
from mediakit.annotate.works import find_use

_COLON = re.compile(r"\s*(?P<who>[^\W\d_][^\s:“”]*(?: [^\s:“”]+){0,5}?)\s*:\s*$")  # "Mayor: ‘We stay’"
_TRAILING = re.compile(r"\s*(?:[:,–—-]|\s)\s*(?:says?\s+)?(?=[^\W\d_])")
_SHORT = 4  # words; what is longer in marks, in a sentence of the outlet's own, is speech
# Share of speakers taken over from the words before that are right, in 28 such cases of PolNeAR's
# development articles.
_TAKEN_OVER = 0.4
_FAR = 3  # attributions that are looked back on for a speaker


def complete(
    marked: MarkedText, reported: Sequence[Attribution], *, is_headline: bool = False
) -> list[Attribution]:
    """All attributions of a text in order: those reported, and one for each marked stretch that none holds.

    Titles of works and terms are set apart; what remains of the marked stretches goes on with an attribution
    before it, has its speaker beside it, or stands for distance. Spans do not overlap.
    """
    text, stretches = marked.text, marked.stretches
    uses = find_use(text, stretches)
    named = [Attribution(((s.start, s.end),), use=use) for s, use in zip(stretches, uses, strict=True) if use]
    rest = [stretch for stretch, use in zip(stretches, uses, strict=True) if use is None]
    left = _without(reported, [attribution.spans[0] for attribution in named])
    drafts = Drafts(_claim(text, list(left), rest))
    _attach(text, marked.units, rest, drafts, is_headline)
    return sorted([*drafts.all, *named], key=lambda attribution: attribution.spans[0])


def _without(attributions: Sequence[Attribution], holes: Sequence[Span]) -> Iterator[Attribution]:
    """The attributions without the words of some spans."""
    for attribution in attributions:
        spans = attribution.spans
        first = bisect_right(holes, spans[0][0], key=lambda hole: hole[1])
        for hole in holes[first : bisect_left(holes, spans[-1][1], key=lambda hole: hole[0])]:
            spans = subtract(spans, hole)
        if spans:
            yield attribution if spans is attribution.spans else replace(attribution, spans=spans)


def _attach(
    text: str, units: Sequence[Span], stretches: Sequence[Stretch], drafts: Drafts, is_headline: bool
) -> Drafts:
    """Give every stretch that no report holds an attribution: the one it goes on with, or its own."""
    starts = [start for start, _ in units]
    for stretch in stretches:
        if drafts.within(stretch.start, stretch.end):
            continue
        which = max(bisect_right(starts, stretch.start) - 1, 0)
        unit = _around(stretch, units[which])
        previous = units[which - 1] if which else None
        alone = _is_alone(text, unit, stretch)
        if (partner := _partner(text, stretch, drafts, alone)) is not None:
            drafts.extend(partner, (stretch.start, stretch.end))
        elif not alone and (told := _told_on(text, unit, previous, stretch, drafts)) is not None:
            drafts.extend(told, unit)
        elif (
            not alone
            and (report := _report_of(unit, drafts)) is not None
            and count_words(text[stretch.start : stretch.end]) > 1
        ):
            drafts.extend(report, (stretch.start, stretch.end))
        else:
            drafts.add(_own(text, unit, stretch, alone, drafts, is_headline))
    return drafts


def _claim(text: str, drafts: Sequence[Attribution], stretches: Sequence[Stretch]) -> Iterator[Attribution]:
    """The attributions with each marked stretch whole in one: the one that holds most of it."""
    spans = [list(draft.spans) for draft in drafts]
    held: dict[int, Counter[int]] = defaultdict(
        Counter
    )  # stretch: characters of it that each attribution holds
    for at, draft in enumerate(drafts):
        for start, end in draft.spans:
            first = bisect_right(stretches, start, key=lambda stretch: stretch.end)
            for which in range(first, bisect_left(stretches, end, key=lambda stretch: stretch.start)):
                stretch = stretches[which]
                held[which][at] += min(end, stretch.end) - max(start, stretch.start)
    for which, shares in held.items():
        hole = (stretches[which].start, stretches[which].end)
        for at in shares:
            spans[at] = list(subtract(spans[at], hole))
        spans[shares.most_common(1)[0][0]].append(hole)
    for draft, kept in zip(drafts, spans, strict=True):
        worded = tuple(sorted(span for span in kept if re.search(r"\w", text[slice(*span)])))
        if worded:
            yield draft if worded == draft.spans else replace(draft, spans=worded)


def _around(stretch: Stretch, unit: Span) -> Span:
    """The unit, or what stands around the stretch in one that is too long to be a sentence."""
    if unit[1] - unit[0] <= LONGEST:
        return unit
    return max(unit[0], stretch.start - 200), min(unit[1], stretch.end + 200)


def _is_alone(text: str, unit: Span, stretch: Stretch) -> bool:
    """True when nothing but marked stretches stands in the unit."""
    outside = text[unit[0] : stretch.start] + " " + text[stretch.end : unit[1]]
    for other in reversed(find_stretches(outside)):
        outside = outside[: other.start] + outside[other.end :]
    return re.search(r"\w", outside) is None


def _partner(text: str, stretch: Stretch, drafts: Drafts, alone: bool) -> int | None:
    """The attribution a stretch goes on with: the one it continues, or the one before in its paragraph."""
    nearest = next(drafts.before(stretch.start), None)
    if nearest is None or stretch.continues:
        return nearest
    attribution = drafts.all[nearest]
    between = text[attribution.spans[-1][1] : stretch.start]
    if alone and attribution.use == "speech" and "\n" not in between and count_words(between) < 12:
        return nearest if _ends_marked(text, attribution) else None
    return None


def _ends_marked(text: str, attribution: Attribution) -> bool:
    """True when the attribution holds a whole marked utterance that another can follow."""
    return any(re.search(r"[“”\"‘’'«»„]|``", text[max(s - 3, 0) : e + 3]) for s, e in attribution.spans)


def _told_on(text: str, unit: Span, previous: Span | None, stretch: Stretch, drafts: Drafts) -> int | None:
    """The report of the sentence before, when this one goes on with it: partly quoted, without a verb."""
    if previous is None or "\n" in text[previous[1] : stretch.start] or drafts.within(*unit):
        return None
    nearest = next(drafts.before(stretch.start), None)
    if nearest is None or count_words(text[stretch.start : stretch.end]) < 3:
        return None
    report = drafts.all[nearest]
    return nearest if report.cue is not None and report.spans[-1][1] > previous[0] else None


def _report_of(unit: Span, drafts: Drafts) -> int | None:
    """The report that stands in the same unit."""
    return next((at for at in drafts.within(*unit) if drafts.all[at].use == "speech"), None)


def _own(
    text: str, unit: Span, stretch: Stretch, alone: bool, drafts: Drafts, is_headline: bool
) -> Attribution:
    span = (stretch.start, stretch.end)
    n_words = count_words(text[stretch.start : stretch.end])
    if alone:
        return Attribution((span,), speaker=_inherited(text, unit, drafts), confidence=_TAKEN_OVER)
    if beside := _beside(text, unit, stretch, is_headline):
        return beside
    if n_words > _SHORT:
        return Attribution((span,), speaker=_inherited(text, unit, drafts), confidence=_TAKEN_OVER)
    return Attribution((span,), use="scare")


def _beside(text: str, unit: Span, stretch: Stretch, is_headline: bool) -> Attribution | None:
    """A stretch whose speaker stands beside it with no known verb: “Go,” she sighed; Mayor: ‘We stay’."""
    span = (stretch.start, stretch.end)
    opening = text[unit[0] : stretch.start - len(stretch.mark)]
    closing = stretch.end + (len(stretch.mark) if stretch.closed else 0)
    colon = _COLON.fullmatch(opening)
    if colon and (not is_headline or names_speaker(colon["who"])):
        return Attribution(
            (span,), speaker=before_colon(text, (unit[0] + colon.start("who"), unit[0] + colon.end("who")))
        )
    if is_headline and not opening.strip() and (after := _TRAILING.match(text, closing, unit[1])):
        speaker = find_subject(text, after.end(), unit[1])
        if speaker is not None:
            return Attribution((span,), speaker=speaker)
    if re.search(r"[,?!…—–-]\W*$", text[stretch.start : closing + 1]):
        cue, speaker = find_speaker_after(text, closing, unit[1])
        if speaker is not None:
            return Attribution((span,), cue=cue, speaker=speaker)
    return None


def _inherited(text: str, unit: Span, drafts: Drafts) -> Span | None:
    """The speaker of the last speech before, when it stands in this paragraph or the one before."""
    for looked, at in enumerate(drafts.before(unit[0])):
        draft = drafts.all[at]
        if draft.use == "speech" and draft.speaker is not None:
            return draft.speaker if text[draft.spans[-1][1] : unit[0]].count("\n\n") <= 1 else None
        if looked > _FAR:
            break
    return None
