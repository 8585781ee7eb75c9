"""Cells of articles in; bootstrap-t limits of estimates, and limits and p of differences, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from mediakit.compare.design import Design
from mediakit.compare.measures import Cell, Floats
from mediakit.compare.moments import name_cell

_CHUNK = 2_000_000  # drawn values held at once: 16 MB an array


def resample_cells(
    cells: Iterable[Cell], groups: Sequence[Any], by: str, within: Sequence[str], design: Design, seed: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Limits of every estimate, and limits and p of every difference, from studentised resamples of articles.

    Returns
    -------
    estimates : DataFrame
        `within`, `by`, low, high (equal tails).
    contrasts : DataFrame
        `within`, `by` with _a and _b, low, high and p (both from the absolute studentised difference, so that
        they agree; no p is below 1 / (n_resamples + 1)).
    """
    estimates, contrasts = [], []
    for number, cell in enumerate(cells):
        drawn = {}
        for at, name in enumerate(groups):
            chosen = cell.group == at
            if chosen.sum() >= design.min_articles:
                rng = np.random.default_rng([seed, number, at])
                drawn[name] = _Draws(cell.y[chosen], cell.z[chosen], design.n_resamples, rng)
        key = name_cell(within, cell)
        for name, draws in drawn.items():
            low, high = draws.limits(design.level)
            estimates.append({**key, by: name, "low": low, "high": high})
        for a, b in combinations(drawn, 2):
            low, high, p = _compare(drawn[a], drawn[b], design.level)
            contrasts.append({**key, f"{by}_a": a, f"{by}_b": b, "low": low, "high": high, "p": p})
    return (
        pd.DataFrame(estimates, columns=[*within, by, "low", "high"]),
        pd.DataFrame(contrasts, columns=[*within, f"{by}_a", f"{by}_b", "low", "high", "p"]),
    )


class _Draws:
    """Estimate and variance of one group's articles, and of each resample of them."""

    def __init__(self, y: Floats, z: Floats, n_resamples: int, rng: np.random.Generator) -> None:
        estimate, variance = _jackknife(y[None, :], z[None, :])
        self.estimate, self.variance = float(estimate[0]), float(variance[0])
        parts = []
        for start in range(0, n_resamples, max(1, _CHUNK // len(y))):
            rows = min(max(1, _CHUNK // len(y)), n_resamples - start)
            at = rng.integers(0, len(y), (rows, len(y)))
            parts.append(_jackknife(y[at], z[at]))
        self.estimates = np.concatenate([part[0] for part in parts])
        self.variances = np.concatenate([part[1] for part in parts])

    def limits(self, level: float) -> tuple[float, float]:
        t = _studentise(self.estimates - self.estimate, self.variances)
        lower, upper = np.quantile(t, [(1 - level) / 2, (1 + level) / 2], method="nearest")
        error = np.sqrt(self.variance)
        return float(self.estimate - upper * error), float(self.estimate - lower * error)


def _jackknife(y: Floats, z: Floats) -> tuple[Floats, Floats]:
    """Ratio of sums and its variance, for each row of articles."""
    n = y.shape[1]
    z_sum = z.sum(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        estimate = y.sum(axis=1, keepdims=True) / z_sum
        influence = (y - estimate * z) / (z_sum - z) * (n - 1) / n
    variance = np.sum(influence**2, axis=1) * n / (n - 1)
    return estimate[:, 0], np.nan_to_num(variance)


def _studentise(change: Floats, variance: Floats) -> Floats:
    """Change over its error; a resample of equal articles is as far out as can be."""
    error = np.sqrt(variance)
    error = np.where(error > 1e-9 * np.abs(change), error, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.nan_to_num(change / error, nan=0.0, posinf=np.inf, neginf=-np.inf)


def _compare(a: _Draws, b: _Draws, level: float) -> tuple[float, float, float]:
    difference = a.estimate - b.estimate
    error = np.sqrt(a.variance + b.variance)
    change = (a.estimates - a.estimate) - (b.estimates - b.estimate)
    t = np.abs(_studentise(change, a.variances + b.variances))
    half = np.quantile(t, level, method="nearest") * error
    beyond = int(np.sum(t >= abs(difference) / error)) if error > 0 else len(t)
    return difference - half, difference + half, (beyond + 1) / (len(t) + 1)
