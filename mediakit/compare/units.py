"""Cells of articles in; the same with articles joined to larger units out."""

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
        names = name_units(articles, design.story or design.unit, "story" if design.story else "unit")
    codes = pd.factorize(names)[0]
    alone = codes < 0
    codes[alone] = codes.max(initial=-1) + 1 + np.arange(alone.sum())
    return codes.astype(np.intp)


def join_units(cell: Cell, unit: Numbers) -> Cell:
    """The cell with its articles joined to units: within a group, all entries of one unit become one."""
    codes = cell.group * (int(unit.max(initial=0)) + 1) + unit
    found, place = np.unique(codes, return_inverse=True)
    if len(found) == len(codes) and np.array_equal(place, np.arange(len(codes))):
        return replace(cell, unit=unit)
    sums = (np.bincount(place, values, len(found)).astype(np.float64) for values in _values(cell))
    group, unit = np.divmod(found, int(unit.max(initial=0)) + 1)
    n_effective = cell.n_effective
    if n_effective is not None:  # units are worth no more than there are of them
        n_effective = np.minimum(n_effective, np.bincount(group, minlength=len(n_effective)))
    joined = Cell(cell.key, group.astype(np.intp), unit.astype(np.intp), *sums)
    return replace(joined, n_effective=n_effective)


def set_against_rest(cell: Cell, group: int) -> Cell:
    """The cell with two groups: the given one, and all others taken together."""
    n_effective = cell.n_effective
    if n_effective is not None:
        n_effective = np.array([n_effective[group], n_effective.sum() - n_effective[group]])
    two = replace(cell, group=(cell.group != group).astype(np.intp), n_effective=n_effective)
    return join_units(two, cell.unit)


def has_shared_units(cell: Cell) -> bool:
    """Whether a unit stands in several groups."""
    return len(np.unique(cell.unit)) < len(cell.unit)


def _values(cell: Cell) -> tuple[Floats, ...]:
    return cell.y, cell.z, cell.square, cell.n_articles, cell.n_rows


def take_units(cell: Cell, kept: NDArray[np.bool_]) -> Cell:
    """The cell with some of its units."""
    return Cell(cell.key, cell.group[kept], cell.unit[kept], *(values[kept] for values in _values(cell)))


def name_units(articles: pd.DataFrame, name: str, option: str) -> pd.Series[Any]:
    """The column of articles that an option of the design names, missing where it is empty."""
    if name not in articles.columns:
        raise TableError(
            f"The articles table has no column {name!r}, which Design({option}=...) names. It has: "
            f"{', '.join(map(str, articles.columns))}."
        )
    values: pd.Series[Any] = articles[name].where(articles[name] != "")
    return values
