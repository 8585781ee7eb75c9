"""A text in; its attributions out: which stretches are whose words, found by rules from marks and verbs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from mediakit._core.spans import count_words
from mediakit.annotate.drafts import Attribution, Drafts
from mediakit.annotate.lexicon import is_role, tokenise
from mediakit.annotate.marks import Stretch, find_stretches
from mediakit.annotate.phrases import Span, find_speaker_after
from mediakit.annotate.speech import MarkedText, find_reports
from mediakit.annotate.works import find_use

_COLON = re.compile(r"\s*(?P<who>[^\W\d_][^\s:“”]*(?: [^\s:“”]+){0,5}?)\s*:\s*$")  # "Mayor: ‘We stay’"
_TRAILING = re.compile(r"\s*(?:[:,–—-]|\s)\s*(?:says?\s+)?(?P<who>[^\W\d_][^:“”\"\n]{1,40}?)\s*$")
_DENIAL = re.compile(
    r"(?:\b(?:not|never|neither|nor)|n[’']t)(?: (?:yet|even|explicitly|publicly|\w+ly|be|have|been))?\s+$"
)
_NOBODY = re.compile(r"\b(?:neither|nor|nobody|no one)\b", re.IGNORECASE)
_APPOSED = re.compile(r", [A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,3}(?=[,.])")
_SIGNED = re.compile(
    r"[ \t]*[―—–][ \t]*(?P<who>(?![a-z])[^\W\d_][^\s,:;]*"
    r"(?:[ \t]+(?:(?![a-zà-ÿ])[^\W\d_][^\s,:;“”\"]*|van|von|de|da|di|del|der|bin|al|la)){0,4}?)"
    r"(?:,[^\n.“”\"]{1,80})?\.?[ \t]*(?=\n|$)"
)
# What stands between two reports of one sentence, before the second one's speaker or verb.
_JOINT = re.compile(r"(?:[,;]?\s+(?:and|but|while)\s+|[,;]\s+)(?:also\s+|then\s+)?$")
_SELVES = frozenset("i we you one".split())
_SHORT = 4  # words; what is longer in marks, in a sentence of the outlet's own, is speech
_LONGEST = 4000  # characters; what goes on longer without a stop is a table or damaged, and no sentence
_ROOM = 20  # characters before a marked stretch in which another report can begin
# Share of speakers taken over from the words before that are right, in 28 such cases of PolNeAR's
# development articles.
_TAKEN_OVER = 0.4
_SIGNATURE = 0.9  # 27 of 27 there, all in one article
_FAR = 3  # attributions that are looked back on for a speaker


def find_by_rules(marked: MarkedText) -> list[Attribution]:
    """What reporting verbs and "according to" introduce, sentence by sentence: for headlines."""
    inside = _by_unit(marked.units, marked.stretches)
    return [
        found
        for unit, part in zip(marked.units, inside, strict=True)
        for found in _find_reported(marked.text, unit, part)
    ]


def _find_for_marks(marked: MarkedText, tagged: Drafts) -> Iterator[Attribution]:
    """What the rules find for marked words that have no speaker yet, or stand far inside a content."""
    for unit, part in zip(marked.units, _by_unit(marked.units, marked.stretches), strict=True):
        if any(_lacks_speaker(stretch, tagged) or _closes_mixed(stretch, tagged) for stretch in part):
            for found in _find_reported(marked.text, unit, part):
                if any(_overlap(marked.stretches, span) for span in found.spans):
                    yield found


def _lacks_speaker(stretch: Stretch, tagged: Drafts) -> bool:
    return all(tagged.all[at].speaker is None for at in tagged.within(stretch.start, stretch.end))


def merge(marked: MarkedText, tagged: Iterable[Attribution]) -> list[Attribution]:
    """What a tagger found, with what the rules find for marked words that it gave no speaker.

    On development articles the tagger is right far more often (end to end F1 .65 against .46); the rules are
    surer of plain cases it has seen too few of.
    """
    text, stretches = marked.text, marked.stretches
    found = Drafts(
        _tidy(text, one, stretches)
        for one in tagged
        if not _is_denied(text, one) and not _is_within_speech(text, one, stretches)
    )
    dropped: set[int] = set()
    for ruled in list(_find_for_marks(marked, found)):
        if (first := _runs_into(ruled, found)) is not None:
            _split(text, first, ruled, found)
            continue
        held = {at for start, end in ruled.spans for at in found.within(start, end)} - dropped
        if all(found.all[at].speaker is None for at in held):
            dropped |= held
            found.add(ruled)
    for signed in _find_signed(text, stretches):
        dropped |= set(found.within(*signed.spans[0]))
        found.add(signed)
    return [attribution for at, attribution in enumerate(found.all) if at not in dropped]


def _find_signed(text: str, stretches: Sequence[Stretch]) -> Iterator[Attribution]:
    """Marked words with their speaker behind a dash at the end of the line: “We stay.” — Iva Toll."""
    for stretch in stretches:
        if stretch.closed and (name := _SIGNED.match(text, stretch.end + len(stretch.mark))):
            yield Attribution(
                ((stretch.start, stretch.end),), speaker=name.span("who"), confidence=_SIGNATURE
            )


def _closes_mixed(stretch: Stretch, tagged: Drafts) -> bool:
    """True when words outside marks stand before the stretch in the same content."""
    held = tagged.within(stretch.start, stretch.end)
    return any(tagged.all[at].spans[0][0] < stretch.start - _ROOM for at in held)


def _runs_into(ruled: Attribution, found: Drafts) -> int | None:
    """The attribution that runs on into another report: "accused them of inaction and voiced “alarm”"."""
    if ruled.cue is None:
        return None
    holders = found.within(*ruled.cue)
    return holders[0] if len(holders) == 1 and found.all[holders[0]].spans[0][0] < ruled.cue[0] else None


def _split(text: str, first: int, ruled: Attribution, found: Drafts) -> None:
    """End the first report's content before the second report, which has its own speaker or the same."""
    whole = found.all[first]
    assert ruled.cue is not None
    start = whole.spans[0][0]
    own = ruled.speaker if ruled.speaker is not None and ruled.speaker[0] >= start else None
    cut = min(ruled.cue[0], own[0] if own else ruled.cue[0])
    between = _JOINT.search(text, start, cut)
    if between is None:
        return
    spans = tuple((s, min(e, between.start())) for s, e in whole.spans if s < between.start())
    found.replace(first, replace(whole, spans=spans))
    found.add(replace(ruled, speaker=own or whole.speaker))


def _is_denied(text: str, attribution: Attribution) -> bool:
    """True when the text says that nobody said it: "has not denied", "neither Toll nor Lund mentioned"."""
    if attribution.cue is None:
        return False
    start = attribution.cue[0]
    if _DENIAL.search(text[max(start - 40, 0) : start]):
        return True
    speaker = attribution.speaker
    return speaker is not None and _NOBODY.search(text[max(speaker[0] - 8, 0) : speaker[1]]) is not None


def _is_within_speech(text: str, attribution: Attribution, stretches: Sequence[Stretch]) -> bool:
    """True when a speaker in marks speaks of himself: the "We think" in “We think it is over,” said Toll."""
    speaker = attribution.speaker
    if speaker is None or text[slice(*speaker)].lower() not in _SELVES:
        return False
    return any(stretch.start <= speaker[0] < stretch.end for stretch in _overlap(stretches, speaker))


def _tidy(text: str, attribution: Attribution, stretches: Sequence[Stretch]) -> Attribution:
    """The attribution with its words up to the edges of marks, and no punctuation around cue and speaker."""
    spans = tuple(
        _to_clause(text, _to_marks(text, span, held), held)
        for span in attribution.spans
        for held in (_overlap(stretches, span),)
    )
    cue, speaker = (_trimmed(text, span) for span in (attribution.cue, attribution.speaker))
    speaker = _with_name(text, _without_dateline(text, speaker))
    return replace(attribution, spans=spans, cue=cue, speaker=speaker)


def _to_clause(text: str, span: Span, stretches: Sequence[Stretch]) -> Span:
    """The span, up to a semicolon behind a marked stretch: what follows is another clause."""
    for stretch in stretches:
        end = stretch.end + (len(stretch.mark) if stretch.closed else 0)
        if stretch.end < span[1] and text[end : end + 1] == ";":
            return span[0], stretch.end
    return span


def _without_dateline(text: str, speaker: Span | None) -> Span | None:
    if speaker is None:
        return None
    dashes = [mark.end() for mark in re.finditer(r" [–—] ", text[slice(*speaker)])]
    return speaker[0] + max(dashes, default=0), speaker[1]


def _with_name(text: str, speaker: Span | None) -> Span | None:
    """The speaker with the name behind a title: "the mayor, Iva Toll"."""
    if speaker is None or not any(is_role(token) for token in tokenise(text, *speaker)[-1:]):
        return speaker
    name = _APPOSED.match(text, speaker[1])
    return (speaker[0], name.end()) if name else speaker


def _trimmed(text: str, span: Span | None) -> Span | None:
    words = re.search(r"\w(?:.*\w)?", text[slice(*span)], re.DOTALL) if span else None
    return (span[0] + words.start(), span[0] + words.end()) if span and words else None


def _overlap(stretches: Sequence[Stretch], span: Span) -> Sequence[Stretch]:
    """The stretches that a span overlaps."""
    first = bisect_right(stretches, span[0], key=lambda stretch: stretch.end)
    return stretches[first : bisect_left(stretches, span[1], key=lambda stretch: stretch.start)]


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
            spans = _subtract(spans, hole)
        if spans:
            yield replace(attribution, spans=spans)


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
    found: list[Attribution] = []
    if unit[1] - unit[0] > _LONGEST:
        return found
    for report in find_reports(text, unit, stretches):
        content = tuple(_to_marks(text, span, stretches) for span in report.content)
        if content:
            found.append(Attribution(content, report.cue, report.speaker))
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
            spans[at] = list(_subtract(spans[at], hole))
        spans[shares.most_common(1)[0][0]].append(hole)
    for draft, kept in zip(drafts, spans, strict=True):
        worded = sorted((start, end) for start, end in kept if re.search(r"\w", text[start:end]))
        if worded:
            yield replace(draft, spans=tuple(worded))


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


def _inherited(text: str, unit: Span, drafts: Drafts) -> Span | None:
    """The speaker of the last speech before, when it stands in this paragraph or the one before."""
    for looked, at in enumerate(drafts.before(unit[0])):
        draft = drafts.all[at]
        if draft.use == "speech" and draft.speaker is not None:
            return draft.speaker if text[draft.spans[-1][1] : unit[0]].count("\n\n") <= 1 else None
        if looked > _FAR:
            break
    return None
