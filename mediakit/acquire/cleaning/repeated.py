"""Rows of articles in, the same rows without the lines an outlet repeats, and a doubt for each line out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mediakit._core.sentences import find_sentences
from mediakit._core.wording import plural
from mediakit.acquire.cleaning.credits import credit_of

# A line is an outlet's own furniture when at least this many of its articles have it, and this share of them.
_FEWEST = 5
_FEWEST_SHARE = 0.005
# It opens or closes the article, or stands as a paragraph of its own, nearly wherever it is found.
_IN_PLACE = 0.8
# Articles that share more of their words than this with half of the others that have the line are versions of
# one story: what they repeat is the story.
_SAME_STORY = 0.3
_LOOKED_AT = 200  # articles with the line that are compared for that, evenly spaced
_MOST_CHARACTERS = 600  # longer than any notice of an outlet

_SENTENCE = re.compile(r"[\w%][.!?…]")
_CLOSERS = "\"'”’»"


@dataclass
class _Unit:
    """A sentence of an article: its place, its words with figures made equal, and its size."""

    start: int
    end: int
    key: str
    n_words: int
    alone: bool  # a paragraph of its own


def drop_repeated(rows: Sequence[dict[str, Any]]) -> list[tuple[int, str]]:
    """Take out of the rows' texts, in place, what an outlet repeats around its articles.

    Share lines, newsletter boxes, notes on contributors: sentences that open or close the article or stand
    alone, and that at least five of an outlet's articles have which otherwise differ. Nothing that a single
    article says goes, nor what the versions of one story share, nor a whole text. An agency or origin that
    such a line credits is kept in its column.

    Returns
    -------
    list of (int, str)
        For each line the position of the first row it was taken from, and what was done.
    """
    by_outlet: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        if row["outlet"]:
            by_outlet.setdefault(row["outlet"], []).append(at)
    doubts: list[tuple[int, str]] = []
    for outlet, places in by_outlet.items():
        if len(places) >= _FEWEST:
            doubts += _clean_outlet(outlet, places, rows)
    return doubts


def _clean_outlet(
    outlet: str, places: Sequence[int], rows: Sequence[dict[str, Any]]
) -> Iterator[tuple[int, str]]:
    articles = [_find_units(rows[at]["text"]) for at in places]
    repeated = _find_repeated(articles)
    taken: dict[str, list[int]] = {}
    shown: dict[str, str] = {}
    for at, units in zip(places, articles, strict=True):
        drop = _in_place(units, repeated)
        if not drop or len(drop) == len(units):
            continue
        row = rows[at]
        for unit in drop:
            line = row["text"][unit.start : unit.end]
            taken.setdefault(unit.key, []).append(at)
            shown.setdefault(unit.key, line)
            for name, value in (credit_of(line) or {}).items():
                row[name] = row[name] or value
        row["text"] = _cut_out(row["text"], drop)
    for key, ats in taken.items():
        line = shown[key] if len(shown[key]) <= 80 else f"{shown[key][:79]}…"
        yield ats[0], f"{outlet} repeats {line!r}; it was taken out of {plural(len(ats), 'article')}"


def _find_units(text: str) -> list[_Unit]:
    spans = find_sentences(text)
    units = []
    for at, (start, end) in enumerate(spans):
        line_starts = at == 0 or "\n" in text[spans[at - 1][1] : start]
        line_ends = at + 1 == len(spans) or "\n" in text[end : spans[at + 1][0]]
        words = text[start:end].split()
        units.append(_Unit(start, end, _as_key(" ".join(words)), len(words), line_starts and line_ends))
    return units


def _as_key(line: str) -> str:
    """The line for comparing: figures count as equal ("page 29"), not those of a sentence ("It rose 3%.")."""
    is_sentence = _SENTENCE.fullmatch(line.rstrip(_CLOSERS)[-2:]) is not None
    return (line if is_sentence else re.sub(r"\d+", "0", line)).casefold()


def _find_repeated(articles: Sequence[Sequence[_Unit]]) -> set[str]:
    """The sentences that are furniture of the outlet whose articles these are."""
    holders: dict[str, list[int]] = {}
    for at, units in enumerate(articles):
        for key in dict.fromkeys(unit.key for unit in units if unit.end - unit.start <= _MOST_CHARACTERS):
            holders.setdefault(key, []).append(at)
    fewest = max(_FEWEST, _FEWEST_SHARE * len(articles))
    often = {key: ats for key, ats in holders.items() if len(ats) >= fewest}
    in_place: Counter[str] = Counter()
    for units in articles:
        in_place.update({unit.key for unit in _in_place(units, often)})
    return {
        key
        for key, ats in often.items()
        if in_place[key] >= _IN_PLACE * len(ats) and not _is_one_story(key, ats, articles, often)
    }


def _is_one_story(
    line: str, ats: Sequence[int], articles: Sequence[Sequence[_Unit]], often: Collection[str]
) -> bool:
    """Whether the articles that have a line share so much besides that they are versions of one story."""
    looked = [articles[at] for at in ats[:: max(1, len(ats) // _LOOKED_AT)]]
    shared = Counter(key for units in looked for key in {unit.key for unit in units} if key in often)
    common = {key for key, count in shared.items() if key != line and 2 * count >= len(looked)}
    shares = sorted(
        sum(unit.n_words for unit in units if unit.key in common) / sum(unit.n_words for unit in units)
        for units in looked
    )
    return shares[len(shares) // 2] > _SAME_STORY


def _in_place(units: Sequence[_Unit], keys: Collection[str]) -> list[_Unit]:
    """The units with these keys that open or close the article, or are a paragraph of their own."""
    first = next((at for at, unit in enumerate(units) if unit.key not in keys), len(units))
    last = next((at for at in range(len(units), 0, -1) if units[at - 1].key not in keys), 0)
    return [
        unit for at, unit in enumerate(units) if unit.key in keys and (at < first or at >= last or unit.alone)
    ]


def _cut_out(text: str, units: Sequence[_Unit]) -> str:
    """The text without these units; all else stays character for character."""
    kept, at = [], 0
    for unit in units:
        kept.append(text[at : unit.start])
        at = unit.end
        while at < len(text) and text[at].isspace():  # the space in front of it now separates its neighbours
            at += 1
    kept.append(text[at:])
    return "".join(kept).strip()
