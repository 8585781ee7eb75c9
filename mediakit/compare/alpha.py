"""Counts of codes by unit in; Krippendorff's alpha and percent agreement out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def krippendorff_alpha(counts: Floats, values: Floats, level: str) -> float:
    """Krippendorff's alpha; NaN when all codes are alike or no unit has two.

    Written out here because the package `krippendorff` is under the GPL, and because counts of units can be
    resampled without going back to coders.

    Parameters
    ----------
    counts : array (units, values)
        How many coders gave a unit a value.
    values : array
        The values as numbers, ascending; nominal and ordinal alpha use their order at most.
    level : {"nominal", "ordinal", "interval", "ratio"}
        Level of measurement.

    References
    ----------
    Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability.

    Examples
    --------
    >>> counts = np.array([[2, 0], [0, 2], [1, 1]])
    >>> round(krippendorff_alpha(counts, np.array([1.0, 2.0]), "nominal"), 3)
    0.444
    """
    n_codes = counts.sum(axis=1)
    counts, n_codes = counts[n_codes > 1], n_codes[n_codes > 1]
    totals = counts.sum(axis=0)
    total = totals.sum()
    if level == "ordinal":  # the ordinal distance is the squared distance of mid-ranks
        values, level = np.cumsum(totals) - totals / 2, "interval"
    expected = float(_disagreement(totals[None, :], values, level)[0]) / (total - 1) if total else 0.0
    if expected <= 0:
        return float("nan")
    observed = float((_disagreement(counts, values, level) / (n_codes - 1)).sum())
    return float(1 - observed / expected)


def _disagreement(counts: Floats, values: Floats, level: str) -> Floats:
    """Sum of the distances of all ordered pairs of codes, by row."""
    n = counts.sum(axis=1)
    result: Floats
    if level == "nominal":
        result = n**2 - (counts**2).sum(axis=1)
    elif level == "interval":
        centred = values - values.mean() if len(values) else values  # far from zero, the difference cancels
        result = 2 * (n * (counts @ centred**2) - (counts @ centred) ** 2)
    else:
        sums = np.add.outer(values, values)
        distances = np.divide(
            np.subtract.outer(values, values), sums, out=np.zeros_like(sums), where=sums != 0
        )
        result = ((counts @ distances**2) * counts).sum(axis=1)
    return result


def percent_agreement(counts: Floats) -> float:
    """Share of pairs of coders who agree, averaged over units, 0 to 1; NaN when no unit has two codes."""
    n_codes = counts.sum(axis=1)
    counts, n_codes = counts[n_codes > 1], n_codes[n_codes > 1]
    if not len(counts):
        return float("nan")
    return float(((counts * (counts - 1)).sum(axis=1) / (n_codes * (n_codes - 1))).mean())
