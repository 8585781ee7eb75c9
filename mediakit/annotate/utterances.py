"""A text in; its attributions out: which stretches are whose words, found by rules from marks and verbs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mediakit._core.spans import count_words
from mediakit.annotate.lexicon import tokenise
from mediakit.annotate.marks import Stretch, find_stretches
from mediakit.annotate.phrases import Span, find_speaker_after
from mediakit.annotate.speech import find_reports, find_units

# Words that stand before the title of a work, and before a word that is talked about, not used.
_WORKS = re.compile(
    r"\b(?:film|movie|book|novel|memoir|song|album|single|series|programme|program|show|play|musical|opera|"
    r"exhibition|essay|poem|documentary|podcast|painting|mural|article|report|pamphlet|comedy|drama|"
    r"author of|titled|entitled|headlined|starring|concert|festival|campaign|lecture|talk|anthem|hymn|ballad|"
    r"reading of|brochure|leaflet|magazine|journal|newsletter|sermon|panel|debate|discussion|rally|ship|"
    r"freighter|vessel|boat|ferry|trawler|yacht|pub|café|restaurant|hotel)s?,?\s*(?:called|titled|entitled|named)?,?\s*$",
    re.IGNORECASE,
)
_TERMS = re.compile(
    r"(?:\bso-called|\b(?:words?|terms?|phrases?|expressions?|adjectives?|nouns?|verbs?|labels?|slogans?|letters?|"
    r"names?|nicknames?|acronyms?|sign|column|heading|category)(?: (?:of|like|such as|is|was))?|\bknown as|"
    r"\bnicknamed|\bcode-?named|\bmarked|\blabell?ed|\bstamped|\bor|\breads?)\s*$",
    re.IGNORECASE,
)
_SMALL = frozenset("a an the and or but of in on at to for from by with as".split())
_COLON = re.compile(r"\s*(?P<who>[^\W\d_][^\s:“”]*(?: [^\s:“”]+){0,5}?)\s*:\s*$")  # "Mayor: ‘We stay’"
_TRAILING = re.compile(r"\s*(?:[:,–—-]|\s)\s*(?:says?\s+)?(?P<who>[^\W\d_][^:“”\"\n]{1,40}?)\s*$")
_SHORT = 4  # words; what is longer in marks, alone in a sentence, is speech


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


def find_attributions(text: str, is_headline: bool = False) -> list[Attribution]:
    """All attributions of a text in order; each marked stretch is in one, and their spans do not overlap."""
    stretches = find_stretches(text)
    units = find_units(text, stretches)
    named, rest = _set_apart(text, stretches)
    found: list[tuple[int, Attribution]] = []  # with the number of the unit each stands in
    for which, unit in enumerate(units):
        for report in find_reports(text, unit, rest):
            if report.content:
                content = tuple(_to_marks(text, span, rest) for span in report.content)
                found.append((which, Attribution(content, report.cue, report.speaker)))
    found = _attach(text, units, rest, _nest(found), is_headline)
    attributions = [attribution for _, attribution in found] + named
    return sorted(attributions, key=lambda attribution: attribution.spans[0])


def _set_apart(text: str, stretches: Sequence[Stretch]) -> tuple[list[Attribution], list[Stretch]]:
    """Titles of works and terms, and the stretches that remain."""
    named: list[Attribution] = []
    rest: list[Stretch] = []
    for stretch in stretches:
        use = _named_use(text, stretch)
        if use is None and named and named[-1].use == "term":  # “red”, “amber” and “green”
            use = "term" if _is_listed(text, named[-1].spans[0][1], stretch) else None
        if use is None:
            rest.append(stretch)
        else:
            named.append(Attribution(((stretch.start, stretch.end),), use=use))
    return named, rest


def _named_use(text: str, stretch: Stretch) -> str | None:
    line = text.rfind("\n", 0, stretch.start) + 1
    before = text[max(stretch.start - 60, line) : stretch.start - len(stretch.mark)].rstrip() + " "
    words = [token for token in tokenise(text, stretch.start, stretch.end) if token.is_word]
    capitals = sum(token.is_capitalised for token in words)
    if words and words[0].is_capitalised and 2 * capitals >= len(words) and _WORKS.search(before):
        return "title"
    in_capitals = all(token.is_capitalised or token.lower in _SMALL for token in words)
    if in_capitals and len(words) > 2 and before.strip() and not _is_headline(before):
        return "title" if not re.search(r"[,.!?]$|\b[A-Z]{3}", text[stretch.start : stretch.end]) else None
    return "term" if len(words) <= _SHORT and _TERMS.search(before) else None


def _is_headline(before: str) -> bool:
    words = re.findall(r"[^\W\d_]{4,}", before)
    return bool(words) and all(word[0].isupper() for word in words)


def _is_listed(text: str, last: int, stretch: Stretch) -> bool:
    between = text[last + 1 : stretch.start - len(stretch.mark)]
    return re.fullmatch(r"[\s,”\"’']*(?:and|or)?\s*", between) is not None


def _to_marks(text: str, span: Span, stretches: Sequence[Stretch]) -> Span:
    """The span, up to the edges of a stretch it cuts only punctuation off."""
    start, end = span
    for stretch in stretches:
        if stretch.start < start < stretch.end and not re.search(r"\w", text[stretch.start : start]):
            start = stretch.start
        if stretch.start < end < stretch.end and not re.search(r"\w", text[end : stretch.end]):
            end = stretch.end
    return start, end


def _nest(found: Sequence[tuple[int, Attribution]]) -> list[tuple[int, Attribution]]:
    """Cut what a later report of the same unit says out of the content of the earlier ones."""
    kept: list[tuple[int, Attribution]] = []
    for at, (unit, attribution) in enumerate(found):
        spans = attribution.spans
        for other_unit, other in found[at + 1 :]:
            if other_unit != unit:
                break
            for hole in other.spans:
                spans = _subtract(spans, hole)
        spans = tuple(span for span in spans if span[1] - span[0] > 2)
        if spans:
            kept.append((unit, replace(attribution, spans=spans)))
    return kept


def _subtract(spans: Sequence[Span], hole: Span) -> tuple[Span, ...]:
    pieces = []
    for start, end in spans:
        if hole[1] <= start or end <= hole[0]:
            pieces.append((start, end))
        else:
            pieces += [piece for piece in ((start, hole[0]), (hole[1], end)) if piece[0] < piece[1]]
    return tuple(pieces)


def _attach(
    text: str,
    units: Sequence[Span],
    stretches: Sequence[Stretch],
    found: list[tuple[int, Attribution]],
    is_headline: bool,
) -> list[tuple[int, Attribution]]:
    """Give every stretch that no report holds an attribution: the one it goes on with, or its own."""
    for stretch in stretches:
        span = (stretch.start, stretch.end)
        holders = [a for _, a in found if any(s < stretch.end and stretch.start < e for s, e in a.spans)]
        if holders:
            continue
        unit = next((at for at, (s, e) in enumerate(units) if s <= stretch.start < e), len(units) - 1)
        alone = _is_alone(text, units[unit], stretches)
        partner = _partner(text, units, unit, stretch, found) if alone or stretch.continues else None
        if partner is not None:
            where, attribution = found[partner]
            found[partner] = (where, replace(attribution, spans=tuple(sorted((*attribution.spans, span)))))
            continue
        told = _told_on(text, unit, stretch, found) if not alone else None
        if told is not None:
            where, attribution = found[told]
            found[told] = (where, replace(attribution, spans=(*attribution.spans, units[unit])))
            continue
        found.append((unit, _own(text, units, unit, stretch, alone, found, is_headline)))
        found.sort(key=lambda pair: pair[1].spans[0])
    return found


def _is_alone(text: str, unit: Span, stretches: Sequence[Stretch]) -> bool:
    """True when nothing but marked stretches stands in the unit."""
    left = text[unit[0] : unit[1]]
    for stretch in reversed([s for s in stretches if unit[0] <= s.start and s.end <= unit[1]]):
        left = left[: stretch.start - unit[0]] + left[stretch.end - unit[0] :]
    return re.search(r"\w", left) is None


def _partner(
    text: str, units: Sequence[Span], unit: int, stretch: Stretch, found: Sequence[tuple[int, Attribution]]
) -> int | None:
    """The attribution a stretch goes on with: the one before in its paragraph, or the one it continues."""
    before = [at for at, (where, a) in enumerate(found) if a.spans[-1][1] <= stretch.start and where <= unit]
    if not before:
        return None
    nearest = max(before, key=lambda at: found[at][1].spans[-1])
    where, attribution = found[nearest]
    if stretch.continues:
        return nearest
    between = text[attribution.spans[-1][1] : stretch.start]
    if (
        attribution.use == "speech"
        and "\n" not in between
        and unit - where <= 2
        and _ends_marked(text, attribution)
    ):
        return nearest
    return None


def _told_on(text: str, unit: int, stretch: Stretch, found: Sequence[tuple[int, Attribution]]) -> int | None:
    """The report of the sentence before, when this one goes on with it: partly quoted, without a verb."""
    if any(where == unit for where, _ in found) or count_words(text[stretch.start : stretch.end]) < 3:
        return None
    before = [at for at, (where, a) in enumerate(found) if where == unit - 1 and a.cue is not None]
    if not before or "\n" in text[found[before[-1]][1].spans[-1][1] : stretch.start]:
        return None
    return before[-1]


def _ends_marked(text: str, attribution: Attribution) -> bool:
    """True when the attribution holds a whole marked utterance that another can follow."""
    return any(re.search(r"[“”\"‘’'«»„]|``", text[max(s - 3, 0) : e + 3]) for s, e in attribution.spans)


def _own(
    text: str,
    units: Sequence[Span],
    unit: int,
    stretch: Stretch,
    alone: bool,
    found: Sequence[tuple[int, Attribution]],
    is_headline: bool,
) -> Attribution:
    span = (stretch.start, stretch.end)
    n_words = count_words(text[stretch.start : stretch.end])
    if alone:
        return Attribution((span,), speaker=_inherited(text, units, unit, found))
    report = next((a for where, a in found if where == unit and a.use == "speech"), None)
    if report is not None and (n_words > 1 or report.cue is not None):
        return Attribution((span,), cue=report.cue, speaker=report.speaker)
    if beside := _beside(text, units[unit], stretch, is_headline):
        return beside
    if n_words > _SHORT:
        return Attribution((span,), speaker=_inherited(text, units, unit, found))
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


def _inherited(
    text: str, units: Sequence[Span], unit: int, found: Sequence[tuple[int, Attribution]]
) -> Span | None:
    """The speaker of the last speech before, when it stands in this paragraph or the one before."""
    speech = [(w, a) for w, a in found if w <= unit and a.use == "speech" and a.speaker is not None]
    if not speech:
        return None
    _, last = max(speech, key=lambda pair: pair[1].spans[-1])
    between = text[last.spans[-1][1] : units[unit][0]]
    return last.speaker if between.count("\n\n") <= 1 else None
