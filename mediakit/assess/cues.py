"""A frame codebook in, a matcher out; a text in, its cues out as spans that do not overlap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from mediakit._core.codebooks import CueRule, Frame
from mediakit._core.errors import CodebookError
from mediakit._core.phrases import Part, parse_phrase
from mediakit.assess.phrase_search import Hit, PhraseFinder


class Cue(NamedTuple):
    """A cue in a text: a half-open span, the position of its frame, and of its rule among all rules."""

    start: int
    end: int
    frame: int
    rule: int


Holds = Callable[[CueRule, int, int], bool]


_CUE, _EXCLUDED, _COVERING = range(3)


class _Owner(NamedTuple):
    """Whose phrase it is, of one rule or (rule -1) of a whole frame, and what for.

    A phrase is a cue, or one in which a cue does not count, or one in which alone a cue counts.
    """

    frame: int
    rule: int
    use: int


class CueMatcher:
    """Finds the cues of all frames of a codebook in one pass over a text, and settles which of them count.

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
        self._owners: list[_Owner] = []
        phrases: list[tuple[tuple[Part, ...], int]] = []
        for at, frame in enumerate(frames):
            owned = [(phrase, _Owner(at, -1, _EXCLUDED)) for phrase in frame.exclude]
            for rule in frame.rules:
                number = len(self.rules)
                self.rules.append(rule)
                owned.append((rule.phrase, _Owner(at, number, _CUE)))
                owned += [(phrase, _Owner(at, number, _EXCLUDED)) for phrase in rule.exclude]
                owned += [(phrase, _Owner(at, number, _COVERING)) for phrase in rule.only_in]
            for phrase, owner in owned:
                phrases += [(parts, len(self._owners)) for parts in _parse(phrase, frame.name)]
                self._owners.append(owner)
        self._finder = PhraseFinder(phrases)
        self._places = [(owner.frame, owner.rule) for owner in self._owners]
        self._counts_at_once = [
            owner.use == _CUE
            and not (self.rules[owner.rule].asks_for_context or self.rules[owner.rule].only_in)
            for owner in self._owners
        ]
        self._has_others = not all(self._counts_at_once)

    def find_cues(self, text: str, holds: Holds | None = None) -> list[Cue]:
        """The cues in a text, in order: where they overlap the longest, of equals the one listed first.

        A cue that overlaps a phrase its frame (or the cue itself) excludes does not count, unless it is
        longer and covers it. A cue that asks for a context counts where `holds`, given its rule and span,
        says that it stands in one, and pushes out others only there.
        """
        hits = self._finder.find(text)
        if self._has_others and not all(self._counts_at_once[number] for _, _, number in hits):
            hits = self._drop_others(hits, holds)
        return _keep_longest(hits, self._places)

    def count_matches(self, text: str) -> Counter[int]:
        """How often each rule's words stand in a text, whether they count there or not."""
        found = {(start, end, self._owners[number]) for start, end, number in self._finder.find(text)}
        return Counter(owner.rule for _, _, owner in found if owner.use == _CUE)

    def _drop_others(self, hits: list[Hit], holds: Holds | None) -> list[Hit]:
        """Of all phrases found, the cues that meet their conditions and that nothing excludes."""
        excluded, covering, cues = [], [], []
        for start, end, number in hits:
            owner = self._owners[number]
            if owner.use == _EXCLUDED:
                excluded.append((start, end, owner))
            elif owner.use == _COVERING:
                covering.append((start, end, owner))
            else:
                cues.append((start, end, number))
        kept = []
        for start, end, number in cues:
            owner = self._owners[number]
            rule = self.rules[owner.rule]
            if rule.only_in and not any(
                other.rule == owner.rule and first <= start and end <= last for first, last, other in covering
            ):
                continue
            if any(_blocks(phrase, (start, end, owner)) for phrase in excluded):
                continue
            if not rule.asks_for_context or holds is None or holds(rule, start, end):
                kept.append((start, end, number))
        return kept


def _parse(phrase: str, frame: str) -> list[tuple[Part, ...]]:
    try:
        return parse_phrase(phrase)
    except ValueError as error:
        raise CodebookError(f"The frame {frame!r} has the phrase {phrase!r}: {error}.") from error


def _blocks(phrase: tuple[int, int, _Owner], cue: tuple[int, int, _Owner]) -> bool:
    """Whether an excluded phrase overlaps a cue it holds for, and the cue is not longer and covers it."""
    first, last, excluded = phrase
    start, end, owner = cue
    if excluded.frame != owner.frame or excluded.rule not in (-1, owner.rule):
        return False
    if last <= start or end <= first:
        return False
    return not (start <= first and last <= end and end - start > last - first)


def _keep_longest(hits: list[Hit], places: list[tuple[int, int]]) -> list[Cue]:
    kept: list[Cue] = []
    hits.sort()
    at = 0
    while at < len(hits):
        # Most cues overlap no other; those that do are settled among themselves.
        start, end, number = hits[at]
        after = at + 1
        while after < len(hits) and hits[after][0] < end:
            end = max(end, hits[after][1])
            after += 1
        if after == at + 1:
            kept.append(Cue(start, end, *places[number]))
        else:
            kept += _settle([Cue(first, last, *places[one]) for first, last, one in hits[at:after]])
        at = after
    return kept


def _settle(cues: list[Cue]) -> list[Cue]:
    """Of cues that overlap in a chain those that stay: the longest first, then what lies free beside it."""
    if len(cues) == 2:
        return [min(cues, key=_precedence)]
    origin = cues[0].start
    taken = bytearray(max(cue.end for cue in cues) - origin)
    kept = []
    for cue in sorted(cues, key=_precedence):
        start, end = cue.start - origin, cue.end - origin
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            kept.append(cue)
    return sorted(kept)


def _precedence(cue: Cue) -> tuple[int, int, int]:
    return cue[0] - cue[1], cue[2], cue[0]
