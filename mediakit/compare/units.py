"""Cells of articles in; the same with articles joined to larger units, or weighted, out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit._core.errors import TableError
from mediakit.compare.design import Design
from mediakit.compare.measures import Cell, Floats, Numbers


def number_units(articles: pd.DataFrame, copies: pd.DataFrame | None, design: Design) -> Numbers:
    """For each article the number of the unit it belongs to; without one it is a unit of its own.

    Raises
    ------
    TableError
        When the articles lack the column.
    """
    if design.unit == "article" and design.story is None:
        return np.arange(len(articles))
    if design.unit == "copies" and copies is not None:
        names = articles["article_id"].map(copies.set_index("article_id")["group_id"])
    else:
        names = _column(articles, design.story or design.unit, "story" if design.story else "unit")
    codes = pd.factorize(names)[0]
    alone = codes < 0
    codes[alone] = codes.max(initial=-1) + 1 + np.arange(alone.sum())
    return codes.astype(np.intp)


def number_layers(articles: pd.DataFrame, design: Design) -> Numbers | None:
    """For each article the number of the value its group is standardised over; -1 without one."""
    if design.standardise is None:
        return None
    return pd.factorize(_column(articles, design.standardise, "standardise"))[0].astype(np.intp)


def join_units(cell: Cell, unit: Numbers) -> Cell:
    """The cell with its articles joined to units: within a group, all entries of one unit become one."""
    codes = cell.group * (int(unit.max(initial=0)) + 1) + unit
    found, place = np.unique(codes, return_inverse=True)
    if len(found) == len(codes) and np.array_equal(place, np.arange(len(codes))):
        return replace(cell, unit=unit)
    sums = (np.bincount(place, values, len(found)).astype(np.float64) for values in _values(cell))
    group, unit = np.divmod(found, int(unit.max(initial=0)) + 1)
    return Cell(cell.key, group.astype(np.intp), unit.astype(np.intp), *sums)


def set_against_rest(cell: Cell, group: int) -> Cell:
    """The cell with two groups: the given one, and all others taken together."""
    return join_units(replace(cell, group=(cell.group != group).astype(np.intp)), cell.unit)


def has_shared_units(cell: Cell) -> bool:
    """Whether a unit stands in several groups."""
    return len(np.unique(cell.unit)) < len(cell.unit)


def standardise_cell(cell: Cell, n_groups: int, layer: Numbers) -> Cell:
    """The cell with every group weighted to the composition that all groups together have.

    Direct standardisation: within a group the articles of a layer weigh as much as the layer has of all
    articles of the cell. Layers of which a group has fewer than two articles are left out for all groups.
    Of y only what differs from the layer's own ratio varies, and z does not: the composition is fixed.
    """
    layer = layer[cell.unit]
    counts = np.zeros((n_groups, int(layer.max(initial=0)) + 1))
    np.add.at(counts, (cell.group[layer >= 0], layer[layer >= 0]), 1)
    common = np.all(counts[counts.any(axis=1)] >= 2, axis=0)
    kept = (layer >= 0) & common[layer]
    part, layer = _take(cell, kept), layer[kept]
    share = np.where(common, counts.sum(axis=0), 0) / max(counts[:, common].sum(), 1)
    size = np.bincount(part.group, minlength=n_groups)
    weight = share[layer] / counts[part.group, layer] * size[part.group]
    y, z = part.y * weight, part.z * weight
    own = _ratio(y, z, part.group * counts.shape[1] + layer)
    n = counts[part.group, layer]
    residual = (y - own * z) * np.sqrt(n / (n - 1))
    even = (np.bincount(part.group, z, n_groups) / np.maximum(size, 1))[part.group]
    return replace(part, y=_ratio(y, z, part.group) * even + residual, z=even, square=part.square * weight)


def _values(cell: Cell) -> tuple[Floats, ...]:
    return cell.y, cell.z, cell.square, cell.n_articles, cell.n_rows


def _take(cell: Cell, kept: NDArray[np.bool_]) -> Cell:
    return Cell(cell.key, cell.group[kept], cell.unit[kept], *(values[kept] for values in _values(cell)))


def _ratio(y: Floats, z: Floats, place: Numbers) -> Floats:
    """For each entry the ratio of the sums of y and z over its place."""
    above, below = np.bincount(place, y), np.bincount(place, z)
    ratio = np.divide(above, below, out=np.zeros_like(above), where=below > 0)
    return ratio[place]


def _column(articles: pd.DataFrame, name: str, option: str) -> pd.Series[Any]:
    if name not in articles.columns:
        raise TableError(
            f"The articles table has no column {name!r}, which Design({option}=...) names. It has: "
            f"{', '.join(map(str, articles.columns))}."
        )
    values: pd.Series[Any] = articles[name].where(articles[name] != "")
    return values
