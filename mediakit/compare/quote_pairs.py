"""Versions of statements in; pairs of them that share words, speaker and time, out."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from mediakit.compare.versions import Ints, Mask, Versions

Floats = NDArray[np.float64]

# Pairs of neighbouring words, the rarest of a version, that lead to its candidates: ten find 99.3 % of the
# made-up versions of benchmarks/align.py, five 94 %; twenty find all and take twice the time.
_N_PAIRS = 10
# A pair of words that more versions of a window share leads nowhere: it is a phrase, not a statement.
_MAX_SHARED = 3_000
_BLOCK = 4_000  # versions compared at once
_CHUNK = 200_000  # pairs weighed at once
# A candidate is looked at when it has this share of the shorter version's words, weighted by rarity (99 % of
# the made-up versions have), or so many of them that a long run may be among them.
_LEAST_SHARE, _LONG_RUN_WORDS = 0.3, 7
_NO_DATE = -10  # a period of its own, apart from all others


def find_pairs(versions: Versions, days: float) -> pd.DataFrame:
    """Candidates for versions of the same statement.

    Returns
    -------
    DataFrame
        a, b (numbers of versions, a < b), named (True when both speakers are known), share_less and
        share_more (0 to 1, of the shorter and of the longer version's words, weighted by rarity, that the
        other one has in some form).
    """
    a, b = _neighbours(versions, days)
    kept = _within(versions, a, b, days)
    a, b = a[kept], b[kept]
    agree, named = _compare_speakers(versions, a, b)
    a, b, named = a[agree], b[agree], named[agree]
    less, more, n_words = _share_words(versions, a, b)
    pairs = pd.DataFrame({"a": a, "b": b, "named": named, "share_less": less, "share_more": more})
    return pairs[(less >= _LEAST_SHARE) | (n_words >= _LONG_RUN_WORDS)].reset_index(drop=True)


def _neighbours(versions: Versions, days: float) -> tuple[Ints, Ints]:
    """Versions of one or two neighbouring periods that share a rare pair of neighbouring words."""
    owner, pair = _word_pairs(versions)
    _, pair, n_versions = np.unique(pair, return_inverse=True, return_counts=True)
    shared = n_versions[pair] > 1
    owner, pair = owner[shared], pair[shared]
    period = _periods(versions, days)
    period -= period.min(initial=0)
    n_periods = int(period.max(initial=0)) + 3
    order = np.lexsort((n_versions[pair], owner))
    rank = np.arange(len(owner)) - np.searchsorted(owner[order], owner[order])
    asking = order[rank < _N_PAIRS]

    held = pair * n_periods + period[owner] + 1
    asked = np.concatenate(
        [pair[asking] * n_periods + period[owner[asking]] + 1 + step for step in (-1, 0, 1)]
    )
    keys, held = np.unique(held, return_inverse=True)
    at = np.searchsorted(keys, asked)
    found = at < len(keys)
    found[found] = keys[at[found]] == asked[found]
    few = np.bincount(held, minlength=len(keys))
    found[found] = few[at[found]] <= _MAX_SHARED
    n = len(versions.table)
    shape = (n, len(keys))
    index = sparse.csr_matrix((np.ones(len(held), np.int32), (owner, held)), shape).T.tocsr()
    asker = np.tile(owner[asking], 3)[found]
    query = sparse.csr_matrix((np.ones(len(asker), np.int32), (asker, at[found])), shape)
    codes = [np.empty(0, np.int64)]
    for start in range(0, n, _BLOCK):
        block = (query[start : start + _BLOCK] @ index).tocoo()
        a, b = block.row.astype(np.int64) + start, block.col.astype(np.int64)
        codes.append(np.unique((np.minimum(a, b) * n + np.maximum(a, b))[a != b]))
    unique = np.unique(np.concatenate(codes))
    return unique // max(n, 1), unique % max(n, 1)


def _word_pairs(versions: Versions) -> tuple[Ints, Ints]:
    """Each version with its pairs of neighbouring words; other words may stand between two telling ones."""
    everything = _pairs_at(versions.stems, versions.owners, 1)
    stems, owners = versions.stems[versions.telling], versions.owners[versions.telling]
    parts = [everything, _pairs_at(stems, owners, 1), _pairs_at(stems, owners, 2)]
    owner, pair = (np.concatenate([part[at] for part in parts]) for at in (0, 1))
    return _distinct(owner, pair)


def _distinct(owner: Ints, code: Ints) -> tuple[Ints, Ints]:
    """Each version with its codes, once each."""
    base = int(code.max(initial=0)) + 1
    both = np.unique(owner * base + code)
    return both // base, both % base


def _pairs_at(stems: Ints, owners: Ints, distance: int) -> tuple[Ints, Ints]:
    one, other = stems[:-distance], stems[distance:]
    same = owners[:-distance] == owners[distance:]
    # Without order: "the day of victory" and "victory day" share a pair.
    pair = np.minimum(one, other) * (int(stems.max(initial=0)) + 1) + np.maximum(one, other)
    return owners[:-distance][same], pair[same]


def _periods(versions: Versions, days: float) -> Ints:
    """For each version, the period of this many days it was published in."""
    published = versions.table["published"]
    length = pd.Timedelta(days=days) // pd.Timedelta(microseconds=1)
    known = published.notna().to_numpy()
    period = np.full(len(published), _NO_DATE, dtype=np.int64)
    times = published[known].astype("int64").to_numpy()
    period[known] = (
        (times - times.min(initial=np.iinfo(np.int64).max)) // max(length, 1) if known.any() else 0
    )
    return period


def _within(versions: Versions, a: Ints, b: Ints, days: float) -> Mask:
    published = versions.table["published"]
    apart = (published.iloc[a].reset_index(drop=True) - published.iloc[b].reset_index(drop=True)).abs()
    undated = published.isna().to_numpy()
    return (apart <= pd.Timedelta(days=days)).to_numpy(bool) | (undated[a] & undated[b])


def _compare_speakers(versions: Versions, a: Ints, b: Ints) -> tuple[Mask, Mask]:
    """Whether two speakers may be one, and whether both are known."""
    name = versions.table["name"].to_numpy(np.int64)
    named = (name[a] >= 0) & (name[b] >= 0)
    agree = ~named | (name[a] == name[b])
    open_ = np.flatnonzero(~agree)
    n = len(versions.names) or 1
    codes, at = np.unique(name[a[open_]] * n + name[b[open_]], return_inverse=True)
    same = [versions.names[code // n] <= versions.names[code % n] for code in codes.tolist()]
    turned = [versions.names[code // n] >= versions.names[code % n] for code in codes.tolist()]
    agree[open_] = (np.array(same, dtype=bool) | np.array(turned, dtype=bool))[at]
    return agree, named


def _share_words(versions: Versions, a: Ints, b: Ints) -> tuple[Floats, Floats, Floats]:
    """Shares of the lighter and of the heavier version's weight that both have, and the number of words."""
    matrix, weights = _weigh_words(versions)
    totals = matrix @ weights
    both, n_words = np.empty(len(a)), np.empty(len(a))
    for start in range(0, len(a), _CHUNK):
        part = slice(start, start + _CHUNK)
        shared = matrix[a[part]].multiply(matrix[b[part]])
        both[part], n_words[part] = shared @ weights, shared.sum(axis=1).ravel()
    lighter, heavier = np.minimum(totals[a], totals[b]), np.maximum(totals[a], totals[b])
    return both / np.maximum(lighter, 1e-9), both / np.maximum(heavier, 1e-9), n_words


def _weigh_words(versions: Versions) -> tuple[sparse.csr_matrix, Floats]:
    """Which version has which stem, and what each stem weighs: more when rare, little for function words."""
    owner, stem = _distinct(versions.owners, versions.stems)
    n, n_stems = len(versions.table), int(versions.stems.max(initial=0)) + 1
    matrix = sparse.csr_matrix((np.ones(len(owner)), (owner, stem)), (n, n_stems))
    telling = np.full(n_stems, 0.1)
    telling[versions.stems[versions.telling]] = 1.0
    weights = telling * np.log1p(n / np.maximum(np.bincount(stem, minlength=n_stems), 1))
    return matrix, weights
