"""Words of two texts in, the passages they share out: how many words, in whose prose, word by word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import numpy as np

from mediakit.acquire.copying.candidates import Integers
from mediakit.acquire.copying.shingles import Hashes, Mask, Words, close_gaps, contained, runs_with, words_in

# Fewer copied words than five shingles are a quotation, a standing phrase of the outlet or a list of names.
FEWEST_SHINGLES = 5
# An earlier article counts as taken over by a longer one when this share of it reappears there; and an outlet
# repeats its own background from story to story, so that an update must have this share too.
MOSTLY = 0.5
# Both ways, for articles of a few lines.
_SHORT_SHARE = 0.8
# Words changed one by one leave gaps in what was copied; in longer ones a word in the same place is chance.
_LONGEST_GAP = 10
# Shingles of so many articles are kept, since an article is compared with several others in a row.
_REMEMBERED = 1000


class Passages:
    """What the texts of some articles share, each looked at in its own words or in all.

    Parameters
    ----------
    words : Words
        The words of all articles.
    standing : array of bool
        For each word, whether it belongs to a standing phrase.
    """

    def __init__(self, words: Words, standing: Mask) -> None:
        self.words = words
        self.shingles = lru_cache(_REMEMBERED)(words.shingles)
        self._own = ~(words.marked | standing)

    def own(self, at: int) -> Mask:
        """For each word of an article, whether it is its own prose: not in marks and no standing phrase."""
        return self._own[self.words.span(at)]

    def length(self, at: int) -> int:
        """Words of a shingle of an article."""
        return int(self.words.lengths[at])

    def fewest(self, at: int) -> int:
        """So many words must be copied for a link."""
        return FEWEST_SHINGLES * self.length(at)

    def covered(self, at: int, others: Hashes) -> Mask:
        """For each word of an article, whether it lies inside one of these shingles."""
        return words_in(contained(self.shingles(at), others), self.length(at))

    def share(self, at: int, other: int) -> float:
        """Share of an article's words inside shingles that the other has."""
        covered = self.covered(at, self.shingles(other))
        return float(covered.sum() / max(len(covered), 1))

    def linked(self, pairs: Integers, min_share: Iterable[float]) -> Iterator[bool]:
        """For each pair of an earlier and a later article, whether enough prose of one is in the other's.

        Enough is `min_share` of the later one's own prose, or at least half of the earlier one's. Articles
        too short to judge by the number of words must have nearly all of each other, marks and all.
        """
        for (earlier, later), needed in zip(pairs.tolist(), min_share, strict=True):
            yield (
                self._enough(later, earlier, needed)
                or self._enough(earlier, later, max(MOSTLY, needed))
                or min(self.share(later, earlier), self.share(earlier, later)) >= _SHORT_SHARE
            )

    def _enough(self, at: int, other: int, needed: float) -> bool:
        # What stands in the other's marks was heard by both; its standing phrases come with a reprint.
        said = ~self.words.marked[self.words.span(other)]
        theirs = self.shingles(other)[runs_with(said, self.length(other))]
        own = self.own(at)
        copied = int((self.covered(at, theirs) & own).sum())
        return copied >= self.fewest(at) and copied >= needed * int(own.sum())

    def aligned(self, at: int, source: int) -> Mask:
        """For each word of an article, whether it was copied from the source.

        Copied are the words in shared shingles, and in the short gaps between them those the source has at
        the same distance from the copied words before or after: where a word was replaced here and there, all
        others are copied.
        """
        length = self.length(at)
        shingles, there = self.shingles(at), self.shingles(source)
        covered = words_in(contained(shingles, there), length)
        gaps = close_gaps(covered, _LONGEST_GAP) & ~covered
        if not gaps.any():
            return covered
        offsets = _offsets(shingles, there, len(covered), length)
        mine, theirs = self.words.codes[self.words.span(at)], self.words.codes[self.words.span(source)]
        gap = np.flatnonzero(gaps)
        places = np.flatnonzero(covered)
        after = np.searchsorted(places, gap)
        for anchor in (places[after - 1], places[after]):
            place = gap + offsets[anchor]
            inside = (place >= 0) & (place < len(theirs))
            covered[gap[inside]] |= theirs[place[inside]] == mine[gap[inside]]
        return covered


def _offsets(shingles: Hashes, there: Hashes, n_words: int, length: int) -> Integers:
    """For each copied word, how far from its place it stands in the source; elsewhere 0."""
    order = np.argsort(there, kind="stable")
    found = np.flatnonzero(contained(shingles, there))
    offsets = np.zeros(n_words, dtype=np.int64)
    distance = order[np.searchsorted(there[order], shingles[found])] - found
    # The last word of a shingle first: where shingles overlap, each word goes with the one it begins.
    for step in reversed(range(length)):
        offsets[found + step] = distance
    return offsets
