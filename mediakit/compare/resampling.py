"""Cells in; limits of estimates, and limits and p of differences, by bootstrap-t or permutation, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from mediakit.compare.design import Design
from mediakit.compare.measures import Cell, Floats
from mediakit.compare.moments import correlate, split_pairs, summarise
from mediakit.compare.units import has_shared_units

_CHUNK = 100_000  # drawn values held at once; they stay in the cache
TESTS = ("low", "high", "p", "p_equivalence")


def resample_cells(
    cells: Iterable[Cell], groups: Sequence[Any], by: str, within: Sequence[str], design: Design, seed: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Limits of every estimate, and limits and p of every difference, from studentised draws.

    Returns
    -------
    estimates : DataFrame
        `within`, `by`, low, high (equal tails); empty for permutation, which says nothing of one group.
    contrasts : DataFrame
        `within`, group_a, group_b, low, high, p, p_equivalence (NaN without a margin), all from the same
        draws, so that they agree; no p is below 1 / (n_resamples + 1).
    """
    estimates: list[tuple[Any, ...]] = []
    contrasts: list[tuple[Any, ...]] = []
    for number, cell in enumerate(cells):
        drawn: dict[int, Draws] = {}  # estimates and pairs of one cell share the draws of a group
        if design.method == "bootstrap_t":
            for group in np.flatnonzero(np.bincount(cell.group) >= design.min_articles).tolist():
                drawn[group] = _draw(cell, group, design.n_resamples, [seed, number])
                estimates.append((*cell.key, groups[group], *drawn[group].limits(design.level)))
        if design.story is not None:
            continue
        for at, (name_a, name_b, both, a, b) in enumerate(split_pairs(cell, groups, design.against)):
            sizes = np.bincount(both.group)
            if min(sizes[a], sizes[b]) < design.min_articles:
                continue
            if design.method == "permutation":
                t = _permute(both, a, b, design.n_resamples, [seed, number, at])
            else:
                known = drawn if both is cell else {}
                t = _resample(both, a, b, design.n_resamples, [seed, number], known)
            difference, variance = _difference(both, a, b)
            contrasts.append((*cell.key, name_a, name_b, *judge(difference, variance, t, design)))
    return (
        pd.DataFrame(estimates, columns=[*within, by, "low", "high"]),
        pd.DataFrame(contrasts, columns=[*within, "group_a", "group_b", *TESTS]),
    )


class Draws:
    """Estimate and variance of some units, and of each bootstrap resample of them."""

    def __init__(self, y: Floats, z: Floats, n_resamples: int, seed: Sequence[int]) -> None:
        rng = np.random.default_rng(seed)
        estimate, variance = _jackknife(y[None, :], z[None, :])
        self.estimate, self.variance = float(estimate[0]), float(variance[0])
        draw = _mean if np.all(z == z[0]) else _jackknife
        parts = []
        step = max(1, _CHUNK // len(y))
        for start in range(0, n_resamples, step):
            rows = min(step, n_resamples - start)
            at = rng.integers(0, len(y), (rows, len(y)), dtype=np.int32)
            parts.append(draw(y.take(at), z if draw is _mean else z.take(at)))
        self.estimates = np.concatenate([part[0] for part in parts])
        self.variances = np.concatenate([part[1] for part in parts])

    def limits(self, level: float) -> tuple[float, float]:
        """Limits of the estimate, with equal tails."""
        t = studentise(self.estimates - self.estimate, self.variances)
        lower, upper = np.quantile(t, [(1 - level) / 2, (1 + level) / 2], method="nearest")
        error = np.sqrt(self.variance)
        return float(self.estimate - upper * error), float(self.estimate - lower * error)


def judge(difference: float, variance: float, t: Floats, design: Design) -> tuple[float, ...]:
    """Low, high, p and p of equivalence of a difference, from studentised draws under no difference."""
    error = np.sqrt(variance)
    if not error > 0:
        return (np.nan,) * len(TESTS)
    half = np.quantile(np.abs(t), design.level, method="nearest") * error
    p = _tail(np.abs(t), abs(difference) / error)
    p_equivalence = np.nan
    if design.margin is not None:
        above = _tail(-t, -(difference - design.margin) / error)
        p_equivalence = max(above, _tail(t, (difference + design.margin) / error))
    return difference - half, difference + half, p, p_equivalence


def studentise(change: Floats, variance: Floats) -> Floats:
    """Change over its error; a resample of equal units is as far out as can be."""
    error = np.sqrt(variance)
    error = np.where(error > 1e-9 * np.abs(change), error, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.nan_to_num(change / error, nan=0.0, posinf=np.inf, neginf=-np.inf)


def _difference(cell: Cell, a: int, b: int) -> tuple[float, float]:
    """The difference of two groups and its variance."""
    n_groups = int(cell.group.max()) + 1
    estimate, variance = summarise(cell, n_groups)[:, 3:5].T
    covariance = correlate(cell, n_groups)[a, b] * np.sqrt(variance[a] * variance[b])
    return float(estimate[a] - estimate[b]), float(variance[a] + variance[b] - 2 * covariance)


def _draw(cell: Cell, group: int, n_resamples: int, seed: Sequence[int]) -> Draws:
    """Resamples of a group; of a cell whose groups share units the same units are drawn for all groups."""
    chosen = cell.group == group
    if not has_shared_units(cell):
        return Draws(cell.y[chosen], cell.z[chosen], n_resamples, [*seed, group])
    found, place = np.unique(cell.unit, return_inverse=True)
    y, z = np.zeros((2, len(found)))
    y[place[chosen]], z[place[chosen]] = cell.y[chosen], cell.z[chosen]
    return Draws(y, z, n_resamples, seed)  # one seed and number of units: the same draws


def _resample(
    cell: Cell, a: int, b: int, n_resamples: int, seed: Sequence[int], drawn: dict[int, Draws]
) -> Floats:
    """Studentised differences of two groups whose units are drawn again, with replacement."""
    of_a, of_b = (drawn.get(group) or _draw(cell, group, n_resamples, seed) for group in (a, b))
    change = (of_a.estimates - of_a.estimate) - (of_b.estimates - of_b.estimate)
    correlation = correlate(cell, int(cell.group.max()) + 1)[a, b]
    covariance = correlation * np.sqrt(of_a.variances * of_b.variances)
    return studentise(change, of_a.variances + of_b.variances - 2 * covariance)


def _permute(cell: Cell, a: int, b: int, n_permutations: int, seed: Sequence[int]) -> Floats:
    """Studentised differences of two groups whose units change places at random.

    References
    ----------
    Chung, E. and Romano, J. P. (2013). Exact and asymptotically robust permutation tests. Annals of
    Statistics 41, 484-507.
    """
    chosen = np.flatnonzero((cell.group == a) | (cell.group == b))
    y, z, n_a = cell.y[chosen], cell.z[chosen], int(np.sum(cell.group == a))
    rng = np.random.default_rng(seed)
    parts = []
    step = max(1, _CHUNK // len(y))
    for start in range(0, n_permutations, step):
        rows = min(step, n_permutations - start)
        at = rng.permuted(np.broadcast_to(np.arange(len(y)), (rows, len(y))), axis=1)
        first, second = at[:, :n_a], at[:, n_a:]
        (of_a, v_a), (of_b, v_b) = (_jackknife(y[part], z[part]) for part in (first, second))
        parts.append(studentise(of_a - of_b, v_a + v_b))
    return np.concatenate(parts)


def _mean(y: Floats, z: Floats) -> tuple[Floats, Floats]:
    """What `_jackknife` gives where all z are the same, in a third of the time."""
    n = y.shape[1]
    mean = y.mean(axis=1)
    squares = np.einsum("ij,ij->i", y, y) - n * mean**2
    variance = np.maximum(squares, 0) / (n * (n - 1))
    return mean / z[0], variance / z[0] ** 2


def _jackknife(y: Floats, z: Floats) -> tuple[Floats, Floats]:
    """Ratio of sums and its variance, for each row of units."""
    n = y.shape[1]
    z_sum = z.sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        estimate = y.sum(axis=1, keepdims=True) / z_sum
        influence = (y - estimate * z) / (z_sum - z) * (n - 1) / n
    variance = np.sum(influence**2, axis=1) * n / (n - 1)
    return estimate[:, 0], np.nan_to_num(variance)


def _tail(t: Floats, least: float) -> float:
    """Share of draws that are as far out, the observed one among them."""
    return (int(np.sum(t >= least)) + 1) / (len(t) + 1)
