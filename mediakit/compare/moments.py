"""Cells in; estimate, variance and skewness of every group and pair of groups out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from mediakit.compare.measures import Cell, Floats
from mediakit.compare.units import has_shared_units, set_against_rest

# Rounding leaves a variance of about 1e-33 of the squared estimate where all articles have the same value.
_NO_VARIANCE = 1e-20
REST = "rest"
MOMENTS = ("n_articles", "n_units", "n", "estimate", "variance", "skewness", "spread", "n_effective")
_COUNTS = {"n_articles": int, "n_units": int, "n": int}


def summarise_cells(
    cells: Iterable[Cell], groups: Sequence[Any], by: str, within: Sequence[str]
) -> pd.DataFrame:
    """One row for each group and cell that has articles.

    Returns
    -------
    DataFrame
        `by`, `within`, then n_articles, n_units (what was sampled), n (rows), estimate, variance (of the
        estimate, 0 where the units do not vary), skewness (of the estimate), spread (variance of the
        articles' values) and n_effective (units of one size that would weigh as these do).
    """
    keys: list[tuple[Any, ...]] = []
    members: list[Any] = []
    moments = [np.empty((0, len(MOMENTS)))]
    for cell in cells:
        found = summarise(cell, len(groups))
        present = np.flatnonzero(found[:, 0])
        keys += [cell.key] * len(present)
        members += [groups[number] for number in present.tolist()]
        moments.append(found[present])
    table = pd.DataFrame(keys, columns=list(within), index=range(len(keys)))
    table.insert(0, by, pd.Series(members, dtype=pd.Index(groups).dtype))
    table[list(MOMENTS)] = np.concatenate(moments)
    return table.astype(_COUNTS)


def pair_cells(
    cells: Iterable[Cell], groups: Sequence[Any], within: Sequence[str], against: str
) -> pd.DataFrame:
    """Every pair of groups of a cell, or every group and the rest, with the moments of both.

    Returns
    -------
    DataFrame
        `within`, group_a, group_b, the moments with _a and _b, correlation (of both estimates, 0 where the
        groups share no unit).
    """
    rows: list[tuple[Any, ...]] = []
    moments = [np.empty((0, 2 * len(MOMENTS) + 1))]
    for cell in cells:
        for names, found in _pair_groups(cell, groups, against):
            rows += [(*cell.key, *pair) for pair in names]
            moments.append(found)
    columns = [f"{name}_{side}" for side in "ab" for name in MOMENTS]
    table = pd.DataFrame(rows, columns=[*within, "group_a", "group_b"], index=range(len(rows)))
    table[[*columns, "correlation"]] = np.concatenate(moments)
    return table.astype({f"{name}_{side}": int for side in "ab" for name in _COUNTS})


def split_pairs(cell: Cell, groups: Sequence[Any], against: str) -> Iterator[tuple[Any, Any, Cell, int, int]]:
    """Names of both groups of each pair, the cell that holds them, and their numbers there."""
    present = np.unique(cell.group)
    if against == REST:
        if len(present) > 1:
            for number in present:
                yield groups[number], REST, set_against_rest(cell, int(number)), 0, 1
        return
    for a, b in combinations(present.tolist(), 2):
        yield groups[a], groups[b], cell, a, b


def _pair_groups(
    cell: Cell, groups: Sequence[Any], against: str
) -> Iterator[tuple[list[tuple[Any, Any]], Floats]]:
    """Names of the pairs of a cell, and their moments; all pairs of one cell at once, for speed."""
    if against == REST:
        for a, b, both, _, _ in split_pairs(cell, groups, against):
            moments = summarise(both, 2)
            yield [(a, b)], np.r_[moments[0], moments[1], correlate(both, 2)[0, 1]][None, :]
        return
    present = np.unique(cell.group)
    first, second = np.triu_indices(len(present), k=1)
    a, b = present[first], present[second]
    moments = summarise(cell, len(groups))
    correlation = correlate(cell, len(groups))[a, b]
    names = [(groups[i], groups[j]) for i, j in zip(a, b, strict=True)]
    yield names, np.column_stack([moments[a], moments[b], correlation])


def influences(cell: Cell, n_groups: int) -> Floats:
    """What each unit adds to its group's estimate: the jackknife's pseudo-value, centred, over n.

    For a mean this is (y - mean) / n exactly; for a ratio of sums the leave-one-out change.
    """
    n, z_sum, estimate = _ratios(cell, n_groups)
    residual = cell.y - estimate[cell.group] * cell.z
    others = z_sum[cell.group] - cell.z
    weight = np.divide(1.0, others, out=np.zeros_like(others), where=others > 0)
    result: Floats = residual * weight * ((n - 1) / n)[cell.group]
    return result


def correlate(cell: Cell, n_groups: int) -> Floats:
    """Correlations of the estimates of groups, from the units they share."""
    if not has_shared_units(cell):
        return np.zeros((n_groups, n_groups))
    place = np.unique(cell.unit, return_inverse=True)[1]
    influence = np.zeros((int(place.max()) + 1, n_groups))
    influence[place, cell.group] = influences(cell, n_groups)
    product = influence.T @ influence
    spread = np.sqrt(np.diag(product))
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = np.nan_to_num(product / np.outer(spread, spread))
    return found


def summarise(cell: Cell, n_groups: int) -> Floats:
    """The `MOMENTS` of each group, one row a group."""
    n, z_sum, estimate = _ratios(cell, n_groups)
    influence = influences(cell, n_groups)
    squares = np.bincount(cell.group, cell.y**2, n_groups)
    scale = np.divide(squares, z_sum**2, out=np.zeros(n_groups), where=z_sum > 0)
    variance = np.bincount(cell.group, influence**2, n_groups) * n / np.maximum(n - 1, 1)
    variance[variance <= _NO_VARIANCE * scale] = 0.0
    third = np.bincount(cell.group, influence**3, n_groups)
    skewness = np.divide(third, variance**1.5, out=np.zeros(n_groups), where=variance > 0)
    n_units = np.bincount(cell.group, minlength=n_groups)
    n_articles, n_rows, square = (
        np.bincount(cell.group, values, n_groups) for values in (cell.n_articles, cell.n_rows, cell.square)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = (square / z_sum - estimate**2) * n_articles / (n_articles - 1)
        n_effective = z_sum**2 / np.bincount(cell.group, cell.z**2, n_groups)
    if cell.n_effective is not None:
        n_effective = cell.n_effective[:n_groups]
    moments = [n_articles, n_units, n_rows, estimate, variance, skewness, spread, n_effective]
    return np.column_stack(moments)


def _ratios(cell: Cell, n_groups: int) -> tuple[Floats, Floats, Floats]:
    n = np.maximum(np.bincount(cell.group, minlength=n_groups), 1).astype(np.float64)
    y_sum, z_sum = (np.bincount(cell.group, part, n_groups).astype(np.float64) for part in (cell.y, cell.z))
    estimate = np.divide(y_sum, z_sum, out=np.full(n_groups, np.nan), where=z_sum > 0)
    return n, z_sum, estimate
