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
}
EFFECTS = {"mean": "Hedges g", "share": "Cohen's h", "rate": "rate ratio a/b", "word_share": "Cohen's h"}

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


def invert_p(limits: Limits, difference: Floats) -> Floats:
    """P values: one minus the level at which the interval of the difference just touches zero."""
    low, high = np.log(np.full_like(difference, _SMALLEST_P)), np.zeros_like(difference)
    for _ in range(40):  # halves 27.6 log units to a relative error of 3e-11
        middle = (low + high) / 2
        lower, upper = limits(1 - np.exp(middle))
        covers = (lower <= 0) & (upper >= 0)
        low, high = np.where(covers, middle, low), np.where(covers, high, middle)
    p: Floats = np.where(difference == 0, 1.0, np.exp((low + high) / 2))
    return p


def adapted_contrast(pairs: pd.DataFrame, measure: str, level: float) -> tuple[Floats, Floats, Floats]:
    """Low, high and p of each pair that has the moments of a test; the pairs are taken as testable."""
    a, b = (pairs[f"estimate_{side}"].to_numpy(float) for side in "ab")
    correlation = pairs["correlation"].to_numpy(float)

    def limits(at: Floats | float) -> tuple[Floats, Floats]:
        sides = [
            adapted_limits(
                measure,
                pairs[f"estimate_{side}"].to_numpy(float),
                pairs[f"variance_{side}"].to_numpy(float),
                pairs[f"skewness_{side}"].to_numpy(float),
                pairs[f"n_articles_{side}"].to_numpy(float),
                at,
            )
            for side in "ab"
        ]
        return mover_limits(a, sides[0], b, sides[1], correlation)

    low, high = limits(level)
    independent = correlation == 0
    p = invert_p(limits, a - b)
    if measure == "share":
        p[independent] = share_p(pairs[independent])
    return low, high, p


def welch_contrast(pairs: pd.DataFrame, level: float) -> tuple[Floats, Floats, Floats]:
    """Low, high and p of Welch's t test on article values; paired where groups share articles."""
    v_a, v_b = (pairs[f"variance_{side}"].to_numpy(float) for side in "ab")
    n_a, n_b = (pairs[f"n_articles_{side}"].to_numpy(float) for side in "ab")
    difference = (pairs["estimate_a"] - pairs["estimate_b"]).to_numpy(float)
    degrees = (v_a + v_b) ** 2 / (v_a**2 / (n_a - 1) + v_b**2 / (n_b - 1))
    correlation = pairs["correlation"].to_numpy(float)
    degrees = np.where(correlation != 0, np.minimum(n_a, n_b) - 1, degrees)
    variance = v_a + v_b - 2 * correlation * np.sqrt(v_a * v_b)
    error = np.sqrt(np.maximum(variance, 0))
    half = stats.t.isf((1 - level) / 2, degrees) * error
    with np.errstate(divide="ignore", invalid="ignore"):
        p = 2 * stats.t.sf(np.abs(difference) / error, degrees)
    return difference - half, difference + half, p


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
    """Hedges g for means, Cohen's h for shares, the ratio a/b for rates."""
    a, b = (pairs[f"estimate_{side}"].to_numpy(float) for side in "ab")
    with np.errstate(divide="ignore", invalid="ignore"):
        if measure == "rate":
            return np.where(b > 0, a / b, np.nan)
        if measure in ("share", "word_share"):
            h: Floats = 2 * (np.arcsin(np.sqrt(a)) - np.arcsin(np.sqrt(b)))
            return h
        n_a, n_b = (pairs[f"n_articles_{side}"].to_numpy(float) for side in "ab")
        squares = sum(
            pairs[f"variance_{side}"].to_numpy(float) * n * (n - 1) for side, n in (("a", n_a), ("b", n_b))
        )
        degrees = n_a + n_b - 2
        small_sample = 1 - 3 / (4 * degrees - 1)
        g: Floats = np.where(squares > 0, small_sample * (a - b) / np.sqrt(squares / degrees), np.nan)
        return g


def _combine(one: Floats, other: Floats, correlation: Floats) -> Floats:
    return np.sqrt(np.maximum(one**2 + other**2 - 2 * correlation * one * other, 0))
