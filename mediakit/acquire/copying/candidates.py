"""Words of many texts in, pairs of texts that may share passages out, and what are standing phrases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from mediakit.acquire.copying.shingles import Hashes, Mask, Words, close_gaps, words_in

Integers = npt.NDArray[np.int64]

# Every fourth shingle, chosen by its hash and so the same ones in every text, is enough to find candidates:
# a passage of 25 words goes unseen once in 400 times.
_ONE_IN = np.uint64(4)
# A passage in so many texts of one outlet, or of any, is a standing phrase (a notice, a stock paragraph, a
# gallery) when the texts repeat on average less than this share of their words: copies repeat most of them.
_STANDING_IN_ONE_OUTLET = 3
_STANDING_IN = 20
_REPEATED_SHARE = 0.6
# Sampled shingles of one passage lie four words apart on average, and closer than this 19 times in 20.
_STANDING_GAP = 12
# A shingle in more texts than this is paired with its first and its previous holder alone.
_MOST_PAIRED = 20
_PAIRS_AT_ONCE = 4_000_000


@dataclass(frozen=True)
class _Sample:
    """Sampled shingles, ordered by hash and then by text; a text has each hash once."""

    runs: Integers  # entries of one hash have one number
    holders: Integers
    places: Integers  # of the first word, in all words


def find_candidates(words: Words, outlets: Integers, min_share: float) -> tuple[Integers, Mask]:
    """Pairs of texts that share enough sampled shingles to look at closely, and the standing phrases.

    Parameters
    ----------
    words : Words
    outlets : array of int64
        A number for the outlet of each text; negative when unknown.
    min_share : float
        Share of its words that one of the two should have from the other, above 0 and at most 1.

    Returns
    -------
    pairs : array of int64
        Two columns, the positions of the texts, the smaller first; ordered.
    standing : array of bool
        For each word, whether it belongs to a phrase that many texts have though they share little else.
    """
    n_texts = len(words.lengths)
    sample = _take_sample(words)
    sizes = np.bincount(sample.holders, minlength=n_texts)
    is_standing = _find_standing(sample, sizes, outlets)
    standing = _standing_words(words, np.sort(sample.places[is_standing]))
    is_own = ~is_standing & ~words.marked[sample.places]
    # Half of what a link needs, since a sample may be short of it; of a text that is mostly a quotation or
    # standing phrases at least a part in three counts.
    own = np.bincount(sample.holders[is_own], minlength=n_texts)
    needed = 0.5 * min_share * np.maximum(own, 0.3 * sizes)
    codes, shared = _count_pairs(sample.runs[~is_standing], sample.holders[~is_standing], n_texts)
    first, second = codes // n_texts, codes % n_texts
    enough = shared >= np.minimum(needed[first], needed[second])
    return np.column_stack([first[enough], second[enough]]), standing


def _take_sample(words: Words) -> _Sample:
    places: list[Integers] = []
    hashes: list[Hashes] = []
    for at in range(len(words.lengths)):
        shingles = words.shingles(at)
        taken = np.flatnonzero(shingles % _ONE_IN == 0)
        chosen, first = np.unique(shingles[taken], return_index=True)
        hashes.append(chosen)
        places.append(taken[first] + words.starts[at])
    holders = np.repeat(np.arange(len(hashes)), [len(one) for one in hashes])
    unordered = np.concatenate([np.empty(0, np.uint64), *hashes])
    by_hash = np.argsort(unordered, kind="stable")  # within a hash the first text stays first
    ordered = unordered[by_hash]
    runs = np.cumsum(np.r_[False, ordered[1:] != ordered[:-1]])[: len(ordered)]
    return _Sample(runs, holders[by_hash], np.concatenate([np.empty(0, np.int64), *places])[by_hash])


def _find_standing(sample: _Sample, sizes: Integers, outlets: Integers) -> Mask:
    """For each sampled shingle, whether many texts, or some of its outlet, have it and repeat little else."""
    held_by = np.bincount(sample.runs)[sample.runs]
    repeated = np.bincount(sample.holders[held_by > 1], minlength=len(sizes)) / np.maximum(sizes, 1)
    standing = np.zeros(len(sample.runs), dtype=np.bool_)
    many = np.flatnonzero(held_by >= _STANDING_IN)
    standing[many] = _mean(repeated[sample.holders[many]], sample.runs[many]) < _REPEATED_SHARE
    outlet = outlets[sample.holders]
    some = np.flatnonzero((held_by >= _STANDING_IN_ONE_OUTLET) & (outlet >= 0))
    _, own_runs, n_own = np.unique(
        sample.runs[some] * (len(sizes) + 1) + outlet[some], return_inverse=True, return_counts=True
    )
    few = _mean(repeated[sample.holders[some]], own_runs) < _REPEATED_SHARE
    standing[some[few & (n_own[own_runs] >= _STANDING_IN_ONE_OUTLET)]] = True
    return standing


def _mean(values: npt.NDArray[np.float64], runs: Integers) -> npt.NDArray[np.float64]:
    """For each value the mean of its run."""
    means: npt.NDArray[np.float64] = np.bincount(runs, values) / np.maximum(np.bincount(runs), 1)
    return means[runs]


def _standing_words(words: Words, places: Integers) -> Mask:
    """The words of standing phrases, from the places of their sampled shingles."""
    standing = np.zeros(len(words.codes), dtype=np.bool_)
    texts = np.searchsorted(words.starts, places, side="right") - 1
    bounds = np.flatnonzero(np.r_[True, texts[1:] != texts[:-1], True][: len(texts) + bool(len(texts))])
    for start, end in pairwise(bounds.tolist()):
        at = int(texts[start])
        span, length = words.span(at), int(words.lengths[at])
        runs = np.zeros(span.stop - span.start - length + 1, dtype=np.bool_)
        runs[places[start:end] - span.start] = True
        standing[span] = close_gaps(words_in(runs, length), _STANDING_GAP)
    return standing


def _count_pairs(runs: Integers, holders: Integers, n_texts: int) -> tuple[Integers, Integers]:
    """Pairs of texts as one number each, and how many runs hold them both; ordered."""
    codes, shared = np.empty(0, np.int64), np.empty(0, np.int64)
    waiting: list[tuple[Integers, Integers]] = []
    starts = np.flatnonzero(np.r_[True, runs[1:] != runs[:-1]][: len(runs)])
    for pairs in _pairs_in_parts(holders, starts, np.diff(np.r_[starts, len(runs)]), n_texts):
        waiting.append(np.unique(pairs, return_counts=True))
        # Joined only when as much waits as is joined already: the cost stays in proportion to the pairs.
        if sum(len(some) for some, _ in waiting) > max(len(codes), _PAIRS_AT_ONCE):
            codes, shared = _join([(codes, shared), *waiting])
            waiting = []
    return _join([(codes, shared), *waiting])


def _join(parts: Sequence[tuple[Integers, Integers]]) -> tuple[Integers, Integers]:
    """Numbers and how often they were counted, from several such counts."""
    codes, back = np.unique(np.concatenate([some for some, _ in parts]), return_inverse=True)
    weights = np.concatenate([times for _, times in parts])
    return codes, np.bincount(back, weights=weights, minlength=len(codes)).astype(np.int64)


def _pairs_in_parts(
    holders: Integers, starts: Integers, counts: Integers, n_texts: int
) -> Iterator[Integers]:
    """The pairs that meet in a run, as one number each, some millions at a time."""
    for size in range(2, _MOST_PAIRED + 1):
        of_size = starts[counts == size]
        one, other = np.triu_indices(size, k=1)
        step = max(_PAIRS_AT_ONCE // len(one), 1)
        for begin in range(0, len(of_size), step):
            block = holders[of_size[begin : begin + step, None] + np.arange(size)]
            yield (block[:, one] * n_texts + block[:, other]).ravel()
    large = counts > _MOST_PAIRED
    if large.any():
        firsts = np.repeat(starts[large], counts[large])
        within = np.concatenate([np.arange(count) for count in counts[large]])
        places = firsts + within
        yield holders[firsts[within > 0]] * n_texts + holders[places[within > 0]]
        yield holders[places[within > 1] - 1] * n_texts + holders[places[within > 1]]
