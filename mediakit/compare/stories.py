"""Cells whose units are stories in; the mean difference of groups within the stories both told, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from mediakit.compare.design import Design
from mediakit.compare.intervals import skew_t_limits, t_limits
from mediakit.compare.measures import Cell, Floats
from mediakit.compare.moments import split_pairs
from mediakit.compare.pairs import Limits
from mediakit.compare.resampling import TESTS, Draws, judge, studentise

_MOMENTS = ("n_articles_a", "n_articles_b", "n_units", "difference", "variance", "skewness")


def contrast_stories(
    cells: Iterable[Cell], groups: Sequence[Any], within: Sequence[str], design: Design, seed: int
) -> pd.DataFrame:
    """Every pair of groups that told of the same stories, with the mean difference within them.

    Returns
    -------
    DataFrame
        `within`, group_a, group_b, n_articles_a, n_articles_b (in these stories), n_units (stories),
        difference, variance and skewness (of the mean difference), low, high, p, p_equivalence (of methods
        that draw, else NaN).
    """
    rows = []
    for number, cell in enumerate(cells):
        for at, (name_a, name_b, both, a, b) in enumerate(split_pairs(cell, groups, design.against)):
            differences, *n_articles = _within_stories(both, a, b)
            if len(differences):
                moments = _moments(differences)
                t = _draw(differences, design, [seed, number, at])
                found = judge(moments[0], moments[1], t, design) if len(t) else (np.nan,) * len(TESTS)
                rows.append((*cell.key, name_a, name_b, *n_articles, len(differences), *moments, *found))
    return pd.DataFrame(rows, columns=[*within, "group_a", "group_b", *_MOMENTS, *TESTS])


def story_limits(pairs: pd.DataFrame, design: Design) -> Limits:
    """The interval of each mean difference as a function of the level."""
    names = ("difference", "variance", "skewness", "n_units")
    difference, variance, skewness, n = (pairs[name].to_numpy(float) for name in names)

    def limits(level: Floats | float) -> tuple[Floats, Floats]:
        if design.method == "welch":
            return t_limits(difference, variance, n, level)
        return skew_t_limits(difference, variance, skewness, n, level)

    return limits


def _within_stories(cell: Cell, a: int, b: int) -> tuple[Floats, int, int]:
    """The difference of two groups in each story of both, and the articles of each in these stories."""
    of_a, of_b = (np.flatnonzero((cell.group == group) & (cell.z > 0)) for group in (a, b))
    _, first, second = np.intersect1d(cell.unit[of_a], cell.unit[of_b], return_indices=True)
    in_a, in_b = of_a[first], of_b[second]
    differences = cell.y[in_a] / cell.z[in_a] - cell.y[in_b] / cell.z[in_b]
    return differences, int(cell.n_articles[in_a].sum()), int(cell.n_articles[in_b].sum())


def _moments(values: Floats) -> tuple[float, float, float]:
    """Mean, its variance and its skewness; no variance where rounding alone makes one."""
    n, mean = len(values), float(values.mean())
    influence = (values - mean) / n
    variance = float(np.sum(influence**2)) * n / max(n - 1, 1)
    if variance <= 1e-20 * float(np.mean(values**2)):
        return mean, 0.0, 0.0
    return mean, variance, float(np.sum(influence**3)) / variance**1.5


def _draw(values: Floats, design: Design, seed: Sequence[int]) -> Floats:
    """Studentised mean differences of stories drawn again, or with signs changed at random."""
    if len(values) < design.min_articles or design.method not in ("bootstrap_t", "permutation"):
        return np.empty(0)
    if design.method == "bootstrap_t":
        draws = Draws(values, np.ones_like(values), design.n_resamples, seed)
        return studentise(draws.estimates - draws.estimate, draws.variances)
    signs = np.random.default_rng(seed).choice([-1.0, 1.0], (design.n_resamples, len(values)))
    changed = signs * values
    return studentise(changed.mean(axis=1), changed.var(axis=1, ddof=1) / len(values))
