"""Phrases of codebooks in, a finder out; a text in, the places of the phrases out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from mediakit._core.phrases import ANY, JOINT, MAX_WORD, WORD, Gap, Part, normal_word, phrase_pattern

_WORDS = re.compile(f"({WORD.pattern})")
# Forms of words are kept from text to text; a corpus of many languages must not fill the memory with them.
_MAX_KEPT = 500_000

# Start, end and number of a phrase in a text.
Hit = tuple[int, int, int]


class _Stretch(NamedTuple):
    """A part of a phrase without stars and gaps, and how few and how many words stand before its first."""

    text: str
    fewest: int
    most: int

    @property
    def n_words(self) -> int:
        """Words of which it has a letter or more."""
        return self.text.count("<") + (not self.text.startswith("<"))


class _Whole(NamedTuple):
    """A phrase that is found with its anchor, which begins with its word number `before`."""

    number: int
    n_words: int
    before: int


class _Partial(NamedTuple):
    """A phrase with stars or gaps, which has to be looked at where its anchor stands.

    The anchor begins with the phrase's word number `most`, or where a gap stands before it with one between
    `fewest` and `most`. The clue is another stretch of the phrase: it begins and ends between the words
    number `first` and `last`, counted from the anchor's first, and is quickly looked for. The pattern says
    where the phrase begins and ends.
    """

    number: int
    fewest: int
    most: int
    clue: str
    first: int
    last: int
    pattern: re.Pattern[str]


class PhraseFinder:
    """Finds many phrases in one pass over a text.

    The text is written anew as words in brackets, <holy><war>, with a bar where a phrase must end. Each
    phrase has an anchor, its longest stretch without a star or gap, and an Aho-Corasick automaton finds all
    anchors at once: the time depends on the length of the text and on what is found, hardly on the number of
    phrases. Only where the anchor of a phrase with stars or gaps stands, and another of its stretches where
    it could, the whole phrase is looked at.

    Parameters
    ----------
    phrases : iterable of (tuple of Part, int)
        What `parse_phrase` gives for a phrase, and the number to find it by; a number can have several.
    """

    def __init__(self, phrases: Iterable[tuple[tuple[Part, ...], int]]) -> None:
        searches: dict[str, tuple[list[_Whole], list[_Partial]]] = {}
        for parts, number in phrases:
            anchor, search = _plan(parts, number)
            wholes, partials = searches.setdefault(anchor, ([], []))
            if isinstance(search, _Whole):
                wholes.append(search)
            else:
                partials.append(search)
        self._searches = list(searches.values())
        self._anchors = AhoCorasick(list(searches), store_patterns=False) if searches else None
        self._bracketed = _Bracketed()

    def find(self, text: str) -> list[Hit]:
        """Start, end and number of each phrase in a text; one is given twice where two of its forms match."""
        if self._anchors is None:
            return []
        # What stands between words and the words, in turn; an underscore is no letter.
        pieces = _WORDS.split(text.replace("_", "|"))
        bracketed = list(map(self._bracketed.__getitem__, pieces))
        normal = "".join(bracketed)
        hits = self._anchors.find_matches_as_indexes(normal, overlapping=True)
        if not hits:
            return []
        # Word n stands between the edges 2n and 2n + 1, in the text as in its new form.
        edges, places = list(accumulate(map(len, bracketed))), list(accumulate(map(len, pieces)))
        n_edges = len(edges)
        found = []
        for which, start, _ in hits:
            word = bisect_right(edges, start) // 2
            wholes, partials = self._searches[which]
            for number, n_words, before in wholes:
                at = 2 * (word - before)
                found.append((places[at], places[at + 2 * n_words - 1], number))
            for search in partials:
                # Nine in ten end here: written out, since a call for each would take longer than the rest.
                low, high = 2 * (word + search.first), 2 * (word + search.last) + 1
                low = edges[low] if 0 <= low < n_edges else 0
                high = edges[high] if high < n_edges else len(normal)
                if normal.find(search.clue, low, high) >= 0:
                    found += [
                        (places[first], places[last], search.number)
                        for first, last in _match(search, word, normal, edges)
                    ]
        return found


def _match(search: _Partial, word: int, normal: str, edges: list[int]) -> Iterator[tuple[int, int]]:
    """The first and last edge of a phrase with its anchor at a word, for each word it can begin with."""
    for at in range(2 * max(word - search.most, 0), 2 * (word - search.fewest) + 1, 2):
        match = search.pattern.match(normal, edges[at])
        if match:
            yield at, bisect_left(edges, match.end())


class _Bracketed(dict[str, str]):
    """How a piece of a text is searched: a word as <word>, what stands between two as nothing or a bar.

    The bar stands where a phrase must end. What is too long for a word matches no letters.
    """

    def __missing__(self, piece: str) -> str:
        if len(self) > _MAX_KEPT:
            self.clear()
        if WORD.match(piece):
            normal = normal_word(piece)
            self[piece] = f"<{normal}>" if len(normal) <= MAX_WORD else "<>"
        else:
            self[piece] = "" if JOINT.fullmatch(piece) else "|"
        return self[piece]


def _plan(parts: tuple[Part, ...], number: int) -> tuple[str, _Whole | _Partial]:
    """The anchor of a phrase, and what to do where it stands."""
    stretches = _cut_stretches(parts)
    named = sorted((one for one in stretches if one.text.strip("<>")), key=_rarity, reverse=True)
    anchor, others = named[0], named[1:]
    has_gap = any(isinstance(part, Gap) and part != ANY for part in parts)
    texts = [stretch.text for stretch in stretches]
    at = texts.index(anchor.text)
    # The anchor is the whole phrase when stars stand only before its first and behind its last letter.
    if not has_gap and texts[:at] in ([], ["<"]) and texts[at + 1 :] in ([], [">"]):
        return anchor.text, _Whole(number, len(parts), anchor.most)
    pattern = re.compile(phrase_pattern(parts))
    if not others:
        return anchor.text, _Partial(number, anchor.fewest, anchor.most, "", 0, 0, pattern)
    clue = others[0]
    first, last = clue.fewest - anchor.most, clue.most - anchor.fewest + clue.n_words - 1
    return anchor.text, _Partial(number, anchor.fewest, anchor.most, clue.text, first, last, pattern)


def _cut_stretches(parts: tuple[Part, ...]) -> list[_Stretch]:
    """A phrase cut at its stars and gaps."""
    stretches = []
    text, start, before = "", (0, 0), (0, 0)
    for part in parts:
        if isinstance(part, Gap) and part != ANY:
            stretches.append(_Stretch(text, *start))
            before = (before[0] + part.least, before[1] + part.most)
            text, start = "", before
            continue
        first, *rest = re.split(r"\*+", f"<{part}>" if isinstance(part, str) else "<*>")
        text += first
        for piece in rest:
            stretches.append(_Stretch(text, *start))
            text, start = piece, before
        before = (before[0] + 1, before[1] + 1)
    return [*stretches, _Stretch(text, *start)]


def _rarity(stretch: _Stretch) -> tuple[int, int]:
    """Long words are rare, and so are long phrases."""
    words = stretch.text.replace(">", "").split("<")
    return max(map(len, words)), len(stretch.text)
