"""A frame codebook in, a matcher out; a text in, its cues out as spans that do not overlap."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from mediakit._core.codebooks import CueRule, Frame
from mediakit._core.errors import CodebookError
from mediakit._core.phrases import (
    ANY,
    JOINT,
    MAX_WORD,
    WORD,
    Gap,
    Part,
    normal_word,
    parse_phrase,
    phrase_pattern,
)

_WORDS = re.compile(f"({WORD.pattern})")
# Forms of words are kept from text to text; a corpus of many languages must not fill the memory with them.
_MAX_KEPT = 500_000


class Cue(NamedTuple):
    """A cue in a text: a half-open span, the position of its frame, and of its rule among all rules."""

    start: int
    end: int
    frame: int
    rule: int


Holds = Callable[[CueRule, int, int], bool]


class _Owner(NamedTuple):
    """Whose phrase it is: a cue, or an excluded phrase, of one rule or (rule -1) of a whole frame."""

    frame: int
    rule: int
    excluded: bool


class _Search(NamedTuple):
    """A phrase to look for where its anchor stands.

    The anchor's first word is the phrase's word number `before`, of `n_words`. Where a gap stands before it,
    that number is between `fewest` and `before`; `pattern` then says where the phrase begins and ends. A
    phrase without stars between its first and last letter is found with its anchor and has no pattern.
    """

    owner: _Owner
    n_words: int
    fewest: int
    before: int
    pattern: re.Pattern[str] | None


class CueMatcher:
    """Finds the cues of all frames of a codebook in one pass over a text.

    The text is written anew as words in brackets, <holy><war>, with a bar where a phrase must end. Each
    phrase has an anchor, its longest stretch without a star or gap, and an Aho-Corasick automaton finds all
    anchors at once: the time depends on the length of the text and on what is found, hardly on the number of
    cues. Only where the anchor of a phrase with stars or gaps stands, the whole phrase is looked at.

    Parameters
    ----------
    frames : sequence of Frame
        The frames of a codebook, in its order.

    Attributes
    ----------
    rules : list of CueRule
        The cues of all frames in full, in order.

    Raises
    ------
    CodebookError
        When a cue or an excluded phrase cannot be used.
    """

    def __init__(self, frames: Sequence[Frame]) -> None:
        self.rules: list[CueRule] = []
        searches: dict[str, list[_Search]] = {}
        for at, frame in enumerate(frames):
            owned = [(phrase, _Owner(at, -1, excluded=True)) for phrase in frame.exclude]
            for rule in frame.rules:
                number = len(self.rules)
                self.rules.append(rule)
                owned.append((rule.phrase, _Owner(at, number, excluded=False)))
                owned += [(phrase, _Owner(at, number, excluded=True)) for phrase in rule.exclude]
            for phrase, owner in owned:
                for parts in _parse(phrase, frame.name):
                    anchor, search = _plan(parts, owner)
                    searches.setdefault(anchor, []).append(search)
        self._searches = list(searches.values())
        self._anchors = AhoCorasick(list(searches), store_patterns=False) if searches else None
        self._asks = [bool(rule.voices or rule.near) for rule in self.rules]
        self._bracketed = _Bracketed()

    def find_cues(self, text: str, holds: Holds | None = None) -> list[Cue]:
        """The cues in a text, in order: where they overlap the longest, of equals the one listed first.

        A cue that overlaps a phrase its frame (or the cue itself) excludes does not count, unless it is
        longer and covers it. A cue that asks for a context counts where `holds`, given its rule and span,
        says that it stands in one, and pushes out others only there.
        """
        cues: dict[tuple[int, int], _Owner] = {}
        excluded = []
        for start, end, owner in self._find_phrases(text):
            if owner.excluded:
                excluded.append(Cue(start, end, owner.frame, owner.rule))
            elif (start, end) in cues and cues[start, end] <= owner:
                continue
            elif not self._asks[owner.rule] or holds is None or holds(self.rules[owner.rule], start, end):
                cues[start, end] = owner
        found = [Cue(*span, owner.frame, owner.rule) for span, owner in cues.items()]
        if excluded:
            found = [cue for cue in found if not any(_blocks(other, cue) for other in excluded)]
        return _keep_longest(found)

    def count_matches(self, text: str) -> Counter[int]:
        """How often each rule's words stand in a text, whether they count there or not."""
        found = {(start, end, owner) for start, end, owner in self._find_phrases(text)}
        return Counter(owner.rule for _, _, owner in found if not owner.excluded)

    def _find_phrases(self, text: str) -> Iterator[tuple[int, int, _Owner]]:
        if self._anchors is None:
            return
        # What stands between words and the words, in turn; an underscore is no letter.
        pieces = _WORDS.split(text.replace("_", "|"))
        bracketed = list(map(self._bracketed.__getitem__, pieces))
        normal = "".join(bracketed)
        hits = self._anchors.find_matches_as_indexes(normal, overlapping=True)
        if not hits:
            return
        # Word n stands between the edges 2n and 2n + 1, in the text as in its new form.
        edges, edges_in_text = list(accumulate(map(len, bracketed))), list(accumulate(map(len, pieces)))
        for which, start, _ in hits:
            word = bisect_right(edges, start) // 2
            for owner, n_words, fewest, before, pattern in self._searches[which]:
                if pattern is None:
                    first = 2 * (word - before)
                    yield edges_in_text[first], edges_in_text[first + 2 * n_words - 1], owner
                    continue
                for at in range(2 * max(word - before, 0), 2 * (word - fewest) + 1, 2):
                    match = pattern.match(normal, edges[at])
                    if match:
                        yield edges_in_text[at], edges_in_text[bisect_left(edges, match.end())], owner


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


def _parse(phrase: str, frame: str) -> list[tuple[Part, ...]]:
    try:
        return parse_phrase(phrase)
    except ValueError as error:
        raise CodebookError(f"The frame {frame!r} has the phrase {phrase!r}: {error}.") from error


def _plan(parts: tuple[Part, ...], owner: _Owner) -> tuple[str, _Search]:
    """The anchor of a phrase, and what to do where it stands."""
    stretches = _cut_stretches(parts)
    anchor, fewest, most = max((one for one in stretches if one[0].strip("<>")), key=_rarity)
    texts = [text for text, _, _ in stretches]
    at = texts.index(anchor)
    has_gap = any(isinstance(part, Gap) and part != ANY for part in parts)
    # The anchor is the whole phrase when stars stand only before its first and behind its last letter.
    is_whole = not has_gap and texts[:at] in ([], ["<"]) and texts[at + 1 :] in ([], [">"])
    pattern = None if is_whole else re.compile(phrase_pattern(parts))
    return anchor, _Search(owner, len(parts), fewest, most, pattern)


def _cut_stretches(parts: tuple[Part, ...]) -> list[tuple[str, int, int]]:
    """A phrase cut at its stars and gaps; how few and how many words stand before each stretch's first."""
    stretches = []
    text, start, before = "", (0, 0), (0, 0)
    for part in parts:
        if isinstance(part, Gap) and part != ANY:
            stretches.append((text, *start))
            before = (before[0] + part.least, before[1] + part.most)
            text, start = "", before
            continue
        first, *rest = re.split(r"\*+", f"<{part}>" if isinstance(part, str) else "<*>")
        text += first
        for piece in rest:
            stretches.append((text, *start))
            text, start = piece, before
        before = (before[0] + 1, before[1] + 1)
    return [*stretches, (text, *start)]


def _rarity(stretch: tuple[str, int, int]) -> tuple[int, int]:
    """Long words are rare, and so are long phrases."""
    words = stretch[0].replace(">", "").split("<")
    return max(map(len, words)), len(stretch[0])


def _blocks(excluded: Cue, cue: Cue) -> bool:
    if excluded.frame != cue.frame or excluded.rule not in (-1, cue.rule):
        return False
    if excluded.end <= cue.start or cue.end <= excluded.start:
        return False
    covered = cue.start <= excluded.start and excluded.end <= cue.end
    return not (covered and cue.end - cue.start > excluded.end - excluded.start)


def _keep_longest(cues: list[Cue]) -> list[Cue]:
    kept: list[Cue] = []
    cues.sort()
    at = 0
    while at < len(cues):
        # Most cues overlap no other; those that do are settled among themselves.
        after, end = at + 1, cues[at].end
        while after < len(cues) and cues[after].start < end:
            end = max(end, cues[after].end)
            after += 1
        kept += cues[at:after] if after == at + 1 else _settle(cues[at:after])
        at = after
    return kept


def _settle(cues: list[Cue]) -> list[Cue]:
    origin = cues[0].start
    taken = bytearray(max(cue.end for cue in cues) - origin)
    kept = []
    for cue in sorted(cues, key=lambda cue: (cue.start - cue.end, cue.frame, cue.start)):
        start, end = cue.start - origin, cue.end - origin
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            kept.append(cue)
    return sorted(kept)
