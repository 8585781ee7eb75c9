"""A text in any language in; the stretches in marks or behind dashes, and its sentences, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mediakit.annotate.foreign_lexicon import Lexicon
from mediakit.annotate.marks import Stretch, find_stretches
from mediakit.annotate.phrases import Span
from mediakit.annotate.speech import find_units

# Pairs that only these languages use, rewritten sign by sign to pairs whose two sides differ.
_PAIRS = (
    (re.compile(r"„([^„“”\"\n]{1,2000}?)\"(?!\w)"), "„\\1“"),  # a typewriter's closing mark
    (re.compile(r"[「『]([^「」『』\n]{1,2000}?)[」』]"), "„\\1“"),
    (re.compile(r"‹([^‹›\n]{1,300}?)›"), "‚\\1‘"),
    (re.compile(r"›([^‹›\n]{1,300}?)‹"), "‚\\1‘"),
)
# German and Danish marks point inward, »…«: lines where the first one does.
_INWARD_LINE = re.compile(r"(?m)^[^«\n]*».*$")
_INWARD = re.compile(r"»([^«»\n]{1,2000}?)«(?!\w)")
_SPACES = re.compile("[\u00a0\u202f\u2009]")
_DASH = re.compile(r"(?m)^[ \t]*[—–―-](?=\s?[\w¿¡«…])")
_INNER_DASH = re.compile(r"\s?[—–―]")
# Full stops that end no sentence: German ordinals, and what the three languages shorten.
_NO_END = {
    "de": re.compile(
        r"(?:\b\d{1,2}|\b(?:Nr|St|Mio|Mrd|bzw|ca|evtl|ggf|inkl|usw|Abs|Art|Str|Tel|geb|z\.\s?B|d\.\s?h|u\.\s?a)"
        r"|\bu\.\s?a)\.$"
    ),
    "fr": re.compile(r"\b(?:Mme|Mlle|Mgr|MM|M|St|Ste|Me|av|env|art|chap|éd|p)\.$"),
    "es": re.compile(r"\b(?:Sr|Sra|Srta|D|Dña|Dr|Dra|Ud|Uds|EE|núm|art|pág|aprox|Gral|Excmo|Excma)\.$"),
}


def find_foreign_stretches(text: str, words: Lexicon | None) -> list[Stretch]:
    """What stands in marks of any style; in French and Spanish also speeches that a dash opens."""
    plain = _INWARD_LINE.sub(lambda line: _INWARD.sub("„\\1“", line.group()), _SPACES.sub(" ", text))
    for pair, instead in _PAIRS:
        plain = pair.sub(instead, plain)
    stretches = find_stretches(plain)
    if words is None or words.language == "de":
        return stretches
    spoken = [
        s for s in _spoken(plain, words) if not any(o.start < s.end and s.start < o.end for o in stretches)
    ]
    return sorted([*stretches, *spoken], key=lambda stretch: stretch.start)


def _spoken(text: str, words: Lexicon) -> Iterator[Stretch]:
    """Speeches behind a dash at a line's beginning, where the line has a reporting verb beside it."""
    for dash in _DASH.finditer(text):
        end = text.find("\n", dash.end())
        end = len(text) if end < 0 else end
        pieces = _dash_pieces(text, dash.end(), end, words)
        yield from (_stretch(text, *piece) for piece in pieces)


def _dash_pieces(text: str, start: int, end: int, words: Lexicon) -> list[Span]:
    """Spans of a line's speech: up to the verb, and behind what tells of the speaker."""
    if words.language == "fr":
        for comma in re.finditer(r"[,?!…]\s", text[start:end]):
            if _begins_with_verb(text[start + comma.end() : end], words):
                return [(start, start + comma.start() + 1)]
        return []
    dashes = [start + found.start() for found in _INNER_DASH.finditer(text[start:end])]
    if not dashes or not _begins_with_verb(re.sub(r"^[\s—–―]+", "", text[dashes[0] : end]), words):
        return []
    pieces = [(start, dashes[0])]
    if len(dashes) > 1:
        pieces.append((dashes[1] + 1, end))
    return pieces


def _begins_with_verb(text: str, words: Lexicon) -> bool:
    found = [word.lower() for word in re.findall(r"[^\W\d_]+", text[:40])[:3]]
    return any(word in words.finite for word in found[:2]) or any(word in words.participles for word in found)


def _stretch(text: str, start: int, end: int) -> Stretch:
    while start < end and not (text[start].isalnum() or text[start] in "¿¡«"):
        start += 1
    while end > start and text[end - 1] in ", \t":
        end -= 1
    return Stretch(start, end, "—", closed=False)


def find_foreign_units(text: str, stretches: Sequence[Stretch], language: str) -> list[Span]:
    """Sentences, one where a marked stretch runs through several; no ordinal or abbreviation ends one."""
    units: list[Span] = []
    no_end = _NO_END.get(language)
    for start, end in find_units(text, stretches):
        if (
            units
            and no_end
            and "\n" not in text[units[-1][1] : start]
            and no_end.search(text, *_tail(units[-1]))
        ):
            units[-1] = units[-1][0], end
        else:
            units.append((start, end))
    return units


def _tail(unit: Span) -> Span:
    return max(unit[0], unit[1] - 20), unit[1]
