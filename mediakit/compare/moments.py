"""Cells of articles in; estimate, variance and skewness of every group out, and their correlation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.compare.measures import Cell, Floats

# Rounding leaves a variance of about 1e-33 of the squared estimate where all articles have the same value.
_NO_VARIANCE = 1e-20


def summarise_cells(
    cells: Iterable[Cell], groups: Sequence[Any], by: str, within: Sequence[str]
) -> pd.DataFrame:
    """One row for each group and cell that has articles.

    Returns
    -------
    DataFrame
        `by`, `within`, then n_articles, n (rows), estimate, variance (of the estimate, 0 where the articles
        do not vary) and skewness (of the estimate).
    """
    keys: list[tuple[Any, ...]] = []
    members: list[Any] = []
    moments = [np.empty((0, 5))]
    for cell in cells:
        at, found = _summarise(cell, len(groups))
        keys += [cell.key] * len(at)
        members += [groups[number] for number in at]
        moments.append(found)
    names = ["n_articles", "n", "estimate", "variance", "skewness"]
    table = pd.DataFrame(keys, columns=list(within), index=range(len(keys)))
    table.insert(0, by, pd.Series(members, dtype=pd.Index(groups).dtype))
    table[names] = np.concatenate(moments)
    return table.astype({"n_articles": int, "n": int})


def correlate_groups(
    cells: Iterable[Cell], groups: Sequence[Any], by: str, within: Sequence[str]
) -> pd.DataFrame:
    """Correlation of the estimates of two groups that share articles, for every pair and cell."""
    parts = [pd.DataFrame(columns=[f"{by}_a", f"{by}_b", *within, "correlation"])]
    for cell in cells:
        influence = np.zeros((int(cell.article.max()) + 1, len(groups)))
        influence[cell.article, cell.group] = influences(cell, len(groups))
        product = influence.T @ influence
        spread = np.sqrt(np.diag(product))
        a, b = np.triu_indices(len(groups), k=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            correlation = np.nan_to_num(product[a, b] / (spread[a] * spread[b]))
        names = pd.Index(groups)
        part = pd.DataFrame({f"{by}_a": names[a], f"{by}_b": names[b], "correlation": correlation})
        parts.append(part.assign(**name_cell(within, cell)))
    return pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)


def influences(cell: Cell, n_groups: int) -> Floats:
    """What each article adds to its group's estimate: the jackknife's pseudo-value, centred, over n.

    For a mean this is (y - mean) / n exactly; for a ratio of sums the leave-one-out change.
    """
    n, z_sum, estimate = _ratios(cell, n_groups)
    residual = cell.y - estimate[cell.group] * cell.z
    others = z_sum[cell.group] - cell.z
    weight = np.divide(1.0, others, out=np.zeros_like(others), where=others > 0)
    result: Floats = residual * weight * ((n - 1) / n)[cell.group]
    return result


def _ratios(cell: Cell, n_groups: int) -> tuple[Floats, Floats, Floats]:
    n = np.maximum(np.bincount(cell.group, minlength=n_groups), 1).astype(np.float64)
    y_sum, z_sum = (np.bincount(cell.group, part, n_groups).astype(np.float64) for part in (cell.y, cell.z))
    estimate = np.divide(y_sum, z_sum, out=np.full(n_groups, np.nan), where=z_sum > 0)
    return n, z_sum, estimate


def _summarise(cell: Cell, n_groups: int) -> tuple[NDArray[np.intp], Floats]:
    """Numbers of the groups that have articles, and for each the columns that `summarise_cells` names."""
    n, z_sum, estimate = _ratios(cell, n_groups)
    influence = influences(cell, n_groups)
    squares = np.bincount(cell.group, cell.y**2, n_groups)
    scale = np.divide(squares, z_sum**2, out=np.zeros(n_groups), where=z_sum > 0)
    variance = np.bincount(cell.group, influence**2, n_groups) * n / np.maximum(n - 1, 1)
    variance[variance <= _NO_VARIANCE * scale] = 0.0
    third = np.bincount(cell.group, influence**3, n_groups)
    skewness = np.divide(third, variance**1.5, out=np.zeros(n_groups), where=variance > 0)
    present = np.flatnonzero(np.bincount(cell.group, minlength=n_groups))
    return present, np.column_stack([n, cell.n_rows, estimate, variance, skewness])[present]


def name_cell(within: Sequence[str], cell: Cell) -> dict[str, Any]:
    """The columns of a cell with their values."""
    return dict(zip(within, cell.key, strict=True))
