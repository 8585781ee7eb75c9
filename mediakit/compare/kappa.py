"""Codes by coder and unit in; Cohen's kappa, averaged over pairs of coders, out."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def mean_kappa(codes: NDArray[np.int64], distances: Floats) -> float:
    """Cohen's kappa of each pair of coders over the units both coded, averaged (Light 1971).

    Parameters
    ----------
    codes : array (coders, units)
        Number of the value, -1 where there is none.
    distances : array (values, values)
        Weight of each disagreement; 1 everywhere but on the diagonal gives the plain kappa.

    Returns
    -------
    float
        At most 1; 0 is agreement by chance, NaN when no two coders have units and varying codes in common.

    Examples
    --------
    >>> codes = np.array([[0, 0, 1, 1], [0, 0, 1, 0]])
    >>> mean_kappa(codes, 1 - np.eye(2))
    0.5
    """
    found = []
    for one, other in combinations(codes, 2):
        both = (one >= 0) & (other >= 0)
        cells = one[both] * len(distances) + other[both]
        table = np.bincount(cells, minlength=distances.size).reshape(distances.shape)
        n = table.sum()
        expected = (np.outer(table.sum(axis=1), table.sum(axis=0)) * distances).sum() / n if n else 0.0
        if expected > 0:
            found.append(1 - (table * distances).sum() / expected)
    return float(np.mean(found)) if found else float("nan")


def value_distances(values: Floats, level: str) -> Floats:
    """Weights of disagreements: 0 and 1 for nominal values, squared steps, differences or ratios else."""
    n = len(values)
    if level == "nominal":
        return 1 - np.eye(n)
    if level == "ordinal":
        values = np.arange(n, dtype=float)
    squared: Floats = np.subtract.outer(values, values) ** 2
    if level == "ratio":
        sums = np.add.outer(values, values) ** 2
        squared = np.divide(squared, sums, out=np.zeros_like(sums), where=sums != 0)
    return squared
