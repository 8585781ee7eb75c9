"""Estimates of groups in; differences between all pairs of groups, with interval, p and effect, out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from scipy import stats

from mediakit.compare.intervals import Floats, adapted_limits

Limits = Callable[[Floats | float], tuple[Floats, Floats]]

P_METHODS = {
    "mean": "p by inverting it",
    "share": "p by N-1 chi-squared (Campbell 2007), Fisher's exact test where fewer than 1 is expected",
    "rate": "p by inverting it",
    "word_share": "p by inverting it",
    "joined_mean": "p by inverting it",
    "joined_share": "p by inverting it",
    "ratio": "p by inverting it",
}
EFFECTS = {
    "mean": "Hedges g",
    "share": "Cohen's h",
    "rate": "rate ratio a/b",
    "word_share": "Cohen's h",
    "ratio": "ratio a/b",
}

_SMALLEST_P = 1e-12  # below this neither t quantiles nor the assumptions mean anything


def pair_groups(summary: pd.DataFrame, by: str, within: Sequence[str]) -> pd.DataFrame:
    """Every pair of groups of a cell side by side: the columns of `summary` with _a and _b, a before b."""
    keys = list(within)
    right = summary.copy()
    if keys:
        pairs = summary.merge(right, on=keys, suffixes=("_a", "_b"))
    else:
        pairs = summary.merge(right, how="cross", suffixes=("_a", "_b"))
    pairs = pairs[pairs[f"{by}_a"] < pairs[f"{by}_b"]]
    return pairs.sort_values([*keys, f"{by}_a", f"{by}_b"], ignore_index=True)


def mover_limits(
    a: Floats,
    limits_a: tuple[Floats, Floats],
    b: Floats,
    limits_b: tuple[Floats, Floats],
    correlation: Floats,
) -> tuple[Floats, Floats]:
    """Interval of a - b recovered from the limits of a and of b; for Wilson limits this is Newcombe's.

    References
    ----------
    Newcombe, R. G. (1998). Statistics in Medicine 17, 873-890. Zou, G. Y. and Donner, A. (2008). Statistics
    in Medicine 27, 1693-1702.
    """
    (low_a, high_a), (low_b, high_b) = limits_a, limits_b
    difference = a - b
    return (
        difference - _combine(a - low_a, high_b - b, correlation),
        difference + _combine(high_a - a, b - low_b, correlation),
    )


def tail_p(limits: Limits, difference: Floats, bound: float) -> Floats:
    """One-sided p values: half of one minus the level at which the interval just touches the bound."""
    low, high = np.log(np.full_like(difference, _SMALLEST_P)), np.zeros_like(difference)
    for _ in range(40):  # halves 27.6 log units to a relative error of 3e-11
        middle = (low + high) / 2
        lower, upper = limits(1 - np.exp(middle))
        covers = (lower <= bound) & (upper >= bound)
        low, high = np.where(covers, middle, low), np.where(covers, high, middle)
    tail: Floats = np.where(difference == bound, 1.0, np.exp((low + high) / 2)) / 2
    return tail


def invert_p(limits: Limits, difference: Floats) -> Floats:
    """P values of no difference: one minus the level at which the interval just touches zero."""
    return 2 * tail_p(limits, difference, 0.0)


def equivalence_p(limits: Limits, difference: Floats, margin: float) -> Floats:
    """P values of a difference of at least the margin, in one direction or the other: the larger of two.

    References
    ----------
    Schuirmann, D. J. (1987). A comparison of the two one-sided tests procedure and the power approach for
    assessing the equivalence of average bioavailability. Journal of Pharmacokinetics and Biopharmaceutics 15,
    657-680.
    """
    above, below = (tail_p(limits, difference, bound) for bound in (margin, -margin))
    above = np.where(difference > margin, 1 - above, above)
    return np.maximum(above, np.where(difference < -margin, 1 - below, below))


def adapted_limits_of_pairs(pairs: pd.DataFrame, measure: str) -> Limits:
    """The interval of each difference as a function of the level; the pairs are taken as testable."""
    a, b = (pairs[f"estimate_{side}"].to_numpy(float) for side in "ab")
    correlation = pairs["correlation"].to_numpy(float)
    variance_a, variance_b = (pairs[f"variance_{side}"].to_numpy(float) for side in "ab")
    skewness_a, skewness_b = (pairs[f"skewness_{side}"].to_numpy(float) for side in "ab")
    n_a, n_b = (pairs[f"n_units_{side}"].to_numpy(float) for side in "ab")

    def limits(level: Floats | float) -> tuple[Floats, Floats]:
        limits_a = adapted_limits(measure, a, variance_a, skewness_a, n_a, level)
        limits_b = adapted_limits(measure, b, variance_b, skewness_b, n_b, level)
        return mover_limits(a, limits_a, b, limits_b, correlation)

    return limits


def welch_limits_of_pairs(pairs: pd.DataFrame) -> Limits:
    """Welch's interval of each difference as a function of the level; paired where groups share units."""
    v_a, v_b = (pairs[f"variance_{side}"].to_numpy(float) for side in "ab")
    n_a, n_b = (pairs[f"n_units_{side}"].to_numpy(float) for side in "ab")
    difference = (pairs["estimate_a"] - pairs["estimate_b"]).to_numpy(float)
    correlation = pairs["correlation"].to_numpy(float)
    degrees = (v_a + v_b) ** 2 / (v_a**2 / (n_a - 1) + v_b**2 / (n_b - 1))
    degrees = np.where(correlation != 0, np.minimum(n_a, n_b) - 1, degrees)
    error = np.sqrt(np.maximum(v_a + v_b - 2 * correlation * np.sqrt(v_a * v_b), 0))

    def limits(level: Floats | float) -> tuple[Floats, Floats]:
        half = stats.t.isf((1 - np.asarray(level)) / 2, degrees) * error
        return difference - half, difference + half

    return limits


def share_p(pairs: pd.DataFrame) -> Floats:
    """P values of no difference between two shares of different articles.

    References
    ----------
    Campbell, I. (2007). Chi-squared and Fisher-Irwin tests of two-by-two tables with small sample
    recommendations. Statistics in Medicine 26, 3661-3675.
    """
    n_a, n_b = (pairs[f"n_articles_{side}"].to_numpy(float) for side in "ab")
    yes_a, yes_b = (pairs[f"estimate_{side}"].to_numpy(float) * n for side, n in (("a", n_a), ("b", n_b)))
    total = n_a + n_b
    pooled = (yes_a + yes_b) / total
    least = np.minimum(n_a, n_b) * np.minimum(pooled, 1 - pooled)
    with np.errstate(divide="ignore", invalid="ignore"):
        error = np.sqrt(pooled * (1 - pooled) * (1 / n_a + 1 / n_b) * total / (total - 1))
        p = np.nan_to_num(2 * stats.norm.sf(np.abs(yes_a / n_a - yes_b / n_b) / error), nan=1.0)
    for at in np.flatnonzero(least < 1):
        table = np.rint([[yes_a[at], n_a[at] - yes_a[at]], [yes_b[at], n_b[at] - yes_b[at]]])
        p[at] = stats.fisher_exact(table.astype(int)).pvalue
    return np.asarray(p, dtype=float)


def effect_sizes(pairs: pd.DataFrame, measure: str) -> Floats:
    """Hedges g for means, Cohen's h for shares, the ratio a/b for rates and ratios."""
    a, b = (pairs[f"estimate_{side}"].to_numpy(float) for side in "ab")
    with np.errstate(divide="ignore", invalid="ignore"):
        if measure in ("rate", "ratio"):
            return np.where(b > 0, a / b, np.nan)
        if measure in ("share", "word_share"):
            h: Floats = 2 * (np.arcsin(np.sqrt(a)) - np.arcsin(np.sqrt(b)))
            return h
        n_a, n_b = (pairs[f"n_articles_{side}"].to_numpy(float) for side in "ab")
        spreads = ((pairs[f"spread_{side}"].to_numpy(float), n) for side, n in (("a", n_a), ("b", n_b)))
        squares = sum(np.where(n > 1, spread * (n - 1), 0) for spread, n in spreads)
        degrees = n_a + n_b - 2
        g: Floats = np.where(squares > 0, _unbiased(degrees) * (a - b) / np.sqrt(squares / degrees), np.nan)
        return g


def paired_effects(pairs: pd.DataFrame) -> Floats:
    """The mean difference within stories over the standard deviation of the differences (d_z)."""
    n = pairs["n_units"].to_numpy(float)
    difference, variance = (pairs[name].to_numpy(float) for name in ("difference", "variance"))
    with np.errstate(divide="ignore", invalid="ignore"):
        effect: Floats = np.where(variance > 0, _unbiased(n - 1) * difference / np.sqrt(variance * n), np.nan)
    return effect


def _unbiased(degrees: Floats) -> Floats:
    """Hedges' correction for small samples."""
    correction: Floats = 1 - 3 / (4 * degrees - 1)
    return correction


def _combine(one: Floats, other: Floats, correlation: Floats) -> Floats:
    return np.sqrt(np.maximum(one**2 + other**2 - 2 * correlation * one * other, 0))
