"""Counts of words in two groups in; how much more one group uses each word, in the usual measures, out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse, special, stats

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


def log_likelihood(n: Floats, n_rest: Floats, total: float, total_rest: float) -> Floats:
    """Signed log-likelihood ratio G2 of each word (Dunning 1993), below 0 when underused."""
    table = np.array([[n, n_rest], [total - n, total_rest - n_rest]], dtype=float)
    margins = table.sum(axis=1, keepdims=True) * np.array([total, total_rest])[None, :, None]
    expected = margins / (total + total_rest)
    g2 = 2 * special.rel_entr(table, expected).sum(axis=(0, 1))
    signed: Floats = np.where(table[0, 0] < expected[0, 0], -g2, g2)
    return signed


def log_odds(n: Floats, n_rest: Floats, total: float, total_rest: float, prior: float) -> Floats:
    """Log-odds ratio of each word with an informative Dirichlet prior, over its standard error.

    The prior gives each word its share of both groups together, as if seen in `prior` words more.

    References
    ----------
    Monroe, B. L., Colaresi, M. P. and Quinn, K. M. (2008). Fightin' words. Political Analysis 16, 372-403,
    equations 15, 16, 20 and 22.
    """
    expected = prior * (n + n_rest) / (total + total_rest)
    seen, seen_rest = n + expected, n_rest + expected
    with np.errstate(divide="ignore", invalid="ignore"):  # a corpus of one word has no odds
        odds, odds_rest = seen / (total + prior - seen), seen_rest / (total_rest + prior - seen_rest)
        z: Floats = (np.log(odds) - np.log(odds_rest)) / np.sqrt(1 / seen + 1 / seen_rest)
    return z


def log_ratio(n: Floats, n_rest: Floats, total: float, total_rest: float) -> Floats:
    """Binary logarithm of the ratio of rates, half an occurrence in place of none (Hardie 2014).

    In a group much smaller than the other, half an occurrence would be a higher rate than the other's: none
    is never called more, but as much at most.
    """
    rate, rate_rest = np.maximum(n, 0.5) / total, np.maximum(n_rest, 0.5) / total_rest
    ratio: Floats = np.log2(rate / rate_rest)
    return np.clip(ratio, np.where(n_rest > 0, -np.inf, 0.0), np.where(n > 0, np.inf, 0.0))


def dispersion(counts: sparse.csc_matrix, lengths: Floats) -> Floats:
    """Gries' deviation of proportions DP of each word: 0 when even over the articles; NaN when absent."""
    shares = lengths / lengths.sum()
    totals = np.asarray(counts.sum(axis=0), dtype=float).ravel()
    column = np.repeat(np.arange(counts.shape[1]), np.diff(counts.indptr))
    share = shares[counts.indices]
    off = np.abs(counts.data / totals[column] - share) - share
    found = 0.5 * (1 + np.bincount(column, weights=off, minlength=counts.shape[1]))
    return np.where(totals > 0, found, np.nan)


def article_p(counts: sparse.csr_matrix, lengths: Floats, inside: Mask) -> Floats:
    """P values of equal rates in a group of articles and in all others, with articles as the units.

    A score test: were the rates equal, each article would have negative binomial counts around the common
    rate. How far a word clumps in single articles is estimated from all articles, so words that a few of them
    repeat are no evidence. The tail on the side of the skewness is Pearson's type III; the other is normal,
    which is too wide there. In 3,788 real articles, with groups of 5 to 1,900 articles drawn by chance, 1.9
    to 4.3 % of the words had p below .05 and at most .04 % p below .0005.
    """
    n = np.asarray(counts.sum(axis=0), dtype=float).ravel()
    size, total = len(lengths), lengths.sum()
    rate = n / total
    squares = np.asarray(counts.multiply(counts).sum(axis=0), dtype=float).ravel()
    squares = squares - 2 * rate * (counts.T @ lengths) + rate**2 * (lengths**2).sum()
    clumping = (squares * size / (size - 1) - n) / (rate**2 * (lengths**2).sum())
    variance, third = np.zeros_like(n), np.zeros_like(n)
    for part, sign in ((lengths[inside], 1), (lengths[~inside], -1)):
        weight = sign * (1 - part.sum() / total)
        second_, third_ = _cumulants(rate, np.maximum(clumping, 0), part)
        variance += weight**2 * second_
        third += weight**3 * third_
    excess = np.asarray(counts[inside].sum(axis=0), dtype=float).ravel() - rate * lengths[inside].sum()
    return _two_tails(excess, variance, third)


def paired_p(near: sparse.csr_matrix, elsewhere: sparse.csr_matrix, lengths: Floats, rest: Floats) -> Floats:
    """P values of equal rates in two parts of the same articles, with articles as the units.

    The score test of a difference of two ratios: each article adds its excess in one part, less that in the
    other, over the common rate. The variance is that of these sums, so that neither words that burst in one
    part of an article nor topics that both parts share are taken for evidence.
    """
    total, total_rest = float(lengths.sum()), float(rest.sum())
    n, n_rest = (np.asarray(part.sum(axis=0), dtype=float).ravel() for part in (near, elsewhere))
    share = total_rest / (total + total_rest)
    rate = (n + n_rest) / (total + total_rest)
    joined = (share * near - (1 - share) * elsewhere).tocsc()
    # what an article would add without the word; only articles that have it add something else
    expected = share * lengths - (1 - share) * rest
    second, third = (rate**power * (expected**power).sum() * (-1) ** power for power in (2, 3))
    column = np.repeat(np.arange(joined.shape[1]), np.diff(joined.indptr))
    none = -rate[column] * expected[joined.indices]
    for power, sums in ((2, second), (3, third)):
        sums += np.bincount(column, (joined.data + none) ** power - none**power, joined.shape[1])
    excess = share * n - (1 - share) * n_rest - rate * expected.sum()
    # A rare word that bursts in one part is mostly not seen to there: the part that has too few of it varies
    # at least as words do there. Without this, words that burst near the actor only had p below .05 in 10 to
    # 15 of a hundred.
    least = share**2 * rate * total * _burstiness(near, lengths)
    least_rest = (1 - share) ** 2 * rate * total_rest * _burstiness(elsewhere, rest)
    variance = np.maximum(second, np.where(excess < 0, least, least_rest))
    return _two_tails(excess, variance, third)


def _burstiness(counts: sparse.csr_matrix, lengths: Floats) -> float:
    """Variance of all words' counts over articles, as a multiple of what chance would give; at least 1."""
    n = np.asarray(counts.sum(axis=0), dtype=float).ravel()
    rate = n / lengths.sum()
    squares = np.asarray(counts.multiply(counts).sum(axis=0), dtype=float).ravel()
    squares = squares - 2 * rate * (counts.T @ lengths) + rate**2 * (lengths**2).sum()
    return max(float(squares.sum() / n.sum()), 1.0) if n.any() else 1.0


def _two_tails(excess: Floats, variance: Floats, third: Floats) -> Floats:
    """P values: the tail on the side of the skewness is Pearson's type III, the other one normal."""
    t = np.divide(excess, np.sqrt(variance), out=np.zeros_like(excess), where=variance > 0)
    skewness = np.divide(third, variance**1.5, out=np.zeros_like(excess), where=variance > 0)
    skewed = t * skewness > 0
    p = stats.norm.sf(np.abs(t))
    p[skewed] = stats.pearson3.sf(np.abs(t[skewed]), np.abs(skewness[skewed]))
    return np.asarray(np.minimum(1, 2 * p), dtype=float)


def _cumulants(rate: Floats, clumping: Floats, lengths: Floats) -> tuple[Floats, Floats]:
    """Variance and third cumulant of the sum of negative binomial counts of articles of these lengths."""
    one, two, three = (float((lengths**power).sum()) for power in (1, 2, 3))
    second = rate * one + clumping * rate**2 * two
    third = rate * one + 3 * clumping * rate**2 * two + 2 * clumping**2 * rate**3 * three
    return second, third
