"""A text in; its attributions out: which stretches are whose words, found by rules from marks and verbs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from mediakit._core.spans import count_words
from mediakit.annotate.marks import Stretch, find_stretches
from mediakit.annotate.phrases import Span, find_speaker_after
from mediakit.annotate.speech import find_reports, find_units
from mediakit.annotate.works import find_use

_COLON = re.compile(r"\s*(?P<who>[^\W\d_][^\s:“”]*(?: [^\s:“”]+){0,5}?)\s*:\s*$")  # "Mayor: ‘We stay’"
_TRAILING = re.compile(r"\s*(?:[:,–—-]|\s)\s*(?:says?\s+)?(?P<who>[^\W\d_][^:“”\"\n]{1,40}?)\s*$")
_SHORT = 4  # words; what is longer in marks, in a sentence of the outlet's own, is speech
_LONGEST = 4000  # characters; what goes on longer without a stop is a table or damaged, and no sentence
_FAR = 3  # attributions that are looked back on for a speaker


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words that belong together as one act of quoting or reporting.

    `spans` are the content in order, without the marks at its edges; `use` says whether the marks stand for
    speech, distance ("scare"), a work's title, or a term.
    """

    spans: tuple[Span, ...]
    cue: Span | None = None
    speaker: Span | None = None
    use: str = "speech"


class _Drafts:
    """Attributions under construction, found by where their spans stand."""

    def __init__(self, drafts: Iterable[Attribution]) -> None:
        self.all = list(drafts)
        self._spans = sorted((*span, at) for at, draft in enumerate(self.all) for span in draft.spans)

    def within(self, start: int, end: int) -> list[Attribution]:
        """Those with a span that overlaps start..end, in order."""
        first = bisect_left(self._spans, (start,))
        first -= first > 0 and self._spans[first - 1][1] > start
        found = []
        for at in range(first, len(self._spans)):
            if self._spans[at][0] >= end:
                break
            found.append(self.all[self._spans[at][2]])
        return found

    def before(self, position: int) -> Iterator[int]:
        """Numbers of those with a span that ends before a position, the nearest first."""
        for at in range(bisect_left(self._spans, (position,)) - 1, -1, -1):
            if self._spans[at][1] <= position:
                yield self._spans[at][2]

    def add(self, draft: Attribution) -> None:
        """Add an attribution."""
        self.all.append(draft)
        for span in draft.spans:
            insort(self._spans, (*span, len(self.all) - 1))

    def extend(self, at: int, span: Span) -> None:
        """Add a span to one of the attributions."""
        self.all[at] = replace(self.all[at], spans=tuple(sorted((*self.all[at].spans, span))))
        insort(self._spans, (*span, at))


def find_attributions(text: str, is_headline: bool = False) -> list[Attribution]:
    """All attributions of a text in order; each marked stretch is in one, and their spans do not overlap."""
    stretches = find_stretches(text)
    uses = find_use(text, stretches)
    named = [Attribution(((s.start, s.end),), use=use) for s, use in zip(stretches, uses, strict=True) if use]
    rest = [stretch for stretch, use in zip(stretches, uses, strict=True) if use is None]
    units = find_units(text, stretches)
    reported: list[Attribution] = []
    for unit, inside in zip(units, _by_unit(units, rest), strict=True):
        reported += _find_reported(text, unit, inside)
    drafts = _attach(text, units, rest, _Drafts(reported), is_headline)
    return sorted([*drafts.all, *named], key=lambda attribution: attribution.spans[0])


def _by_unit(units: Sequence[Span], stretches: Sequence[Stretch]) -> list[list[Stretch]]:
    """The stretches that stand, at least in part, in each unit."""
    starts = [stretch.start for stretch in stretches]
    found = []
    for start, end in units:
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        first -= first > 0 and stretches[first - 1].end > start
        found.append(list(stretches[first:last]))
    return found


def _find_reported(text: str, unit: Span, stretches: Sequence[Stretch]) -> list[Attribution]:
    """What the reports of one unit say, the words of a later report cut out of the earlier ones."""
    found = [
        Attribution(
            tuple(_to_marks(text, span, stretches) for span in report.content), report.cue, report.speaker
        )
        for report in find_reports(text, unit, stretches)
        if report.content
    ]
    kept = []
    for at, attribution in enumerate(found):
        spans = attribution.spans
        for hole in (span for later in found[at + 1 :] for span in later.spans):
            spans = _subtract(spans, hole)
        spans = tuple(span for span in spans if span[1] - span[0] > 2)
        if spans:
            kept.append(replace(attribution, spans=spans))
    return kept


def _to_marks(text: str, span: Span, stretches: Sequence[Stretch]) -> Span:
    """The span, up to the edges of a stretch it cuts only punctuation off."""
    start, end = span
    for stretch in stretches:
        if stretch.start < start < stretch.end and not re.search(r"\w", text[stretch.start : start]):
            start = stretch.start
        if stretch.start < end < stretch.end and not re.search(r"\w", text[end : stretch.end]):
            end = stretch.end
    return start, end


def _subtract(spans: Sequence[Span], hole: Span) -> tuple[Span, ...]:
    pieces = []
    for start, end in spans:
        if hole[1] <= start or end <= hole[0]:
            pieces.append((start, end))
        else:
            pieces += [piece for piece in ((start, hole[0]), (hole[1], end)) if piece[0] < piece[1]]
    return tuple(pieces)


def _attach(
    text: str, units: Sequence[Span], stretches: Sequence[Stretch], drafts: _Drafts, is_headline: bool
) -> _Drafts:
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
        else:
            drafts.add(_own(text, unit, stretch, alone, drafts, is_headline))
    return drafts


def _around(stretch: Stretch, unit: Span) -> Span:
    """The unit, or what stands around the stretch in one that is too long to be a sentence."""
    if unit[1] - unit[0] <= _LONGEST:
        return unit
    return max(unit[0], stretch.start - 200), min(unit[1], stretch.end + 200)


def _is_alone(text: str, unit: Span, stretch: Stretch) -> bool:
    """True when nothing but marked stretches stands in the unit."""
    outside = text[unit[0] : stretch.start] + " " + text[stretch.end : unit[1]]
    for other in reversed(find_stretches(outside)):
        outside = outside[: other.start] + outside[other.end :]
    return re.search(r"\w", outside) is None


def _partner(text: str, stretch: Stretch, drafts: _Drafts, alone: bool) -> int | None:
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


def _told_on(text: str, unit: Span, previous: Span | None, stretch: Stretch, drafts: _Drafts) -> int | None:
    """The report of the sentence before, when this one goes on with it: partly quoted, without a verb."""
    if previous is None or "\n" in text[previous[1] : stretch.start] or drafts.within(*unit):
        return None
    nearest = next(drafts.before(stretch.start), None)
    if nearest is None or count_words(text[stretch.start : stretch.end]) < 3:
        return None
    report = drafts.all[nearest]
    return nearest if report.cue is not None and report.spans[-1][1] > previous[0] else None


def _own(
    text: str, unit: Span, stretch: Stretch, alone: bool, drafts: _Drafts, is_headline: bool
) -> Attribution:
    span = (stretch.start, stretch.end)
    n_words = count_words(text[stretch.start : stretch.end])
    if alone:
        return Attribution((span,), speaker=_inherited(text, unit, drafts))
    report = next((draft for draft in drafts.within(*unit) if draft.use == "speech"), None)
    if report is not None and (n_words > 1 or report.cue is not None):
        return Attribution((span,), cue=report.cue, speaker=report.speaker)
    if beside := _beside(text, unit, stretch, is_headline):
        return beside
    if n_words > _SHORT:
        return Attribution((span,), speaker=_inherited(text, unit, drafts))
    return Attribution((span,), use="scare")


def _beside(text: str, unit: Span, stretch: Stretch, is_headline: bool) -> Attribution | None:
    """A stretch whose speaker stands beside it with no known verb: “Go,” she sighed; Mayor: ‘We stay’."""
    span = (stretch.start, stretch.end)
    opening = text[unit[0] : stretch.start - len(stretch.mark)]
    closing = stretch.end + (len(stretch.mark) if stretch.closed else 0)
    if colon := _COLON.fullmatch(opening):
        return Attribution((span,), speaker=(unit[0] + colon.start("who"), unit[0] + colon.end("who")))
    if is_headline and not opening.strip():
        after = _TRAILING.fullmatch(text[closing : unit[1]])
        if after:
            return Attribution((span,), speaker=(closing + after.start("who"), closing + after.end("who")))
    if re.search(r"[,?!…—–-]\W*$", text[stretch.start : closing + 1]):
        cue, speaker = find_speaker_after(text, closing, unit[1])
        if speaker is not None:
            return Attribution((span,), cue=cue, speaker=speaker)
    return None


def _inherited(text: str, unit: Span, drafts: _Drafts) -> Span | None:
    """The speaker of the last speech before, when it stands in this paragraph or the one before."""
    for looked, at in enumerate(drafts.before(unit[0])):
        draft = drafts.all[at]
        if draft.use == "speech" and draft.speaker is not None:
            return draft.speaker if text[draft.spans[-1][1] : unit[0]].count("\n\n") <= 1 else None
        if looked > _FAR:
            break
    return None
