"""Scores and articles in; what each article contributes to its group, cell by cell, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit._core.spans import count_words

Floats = NDArray[np.float64]
MEASURES = ("mean", "share", "rate", "word_share")


@dataclass(frozen=True)
class Layout:
    """The articles that count and what each contributes.

    Every measure is a ratio, the sum of `y` over articles by the sum of `z`: for means and shares z is 1.

    Attributes
    ----------
    units : DataFrame
        An article in a group: article_id, the group, columns of articles that split the groups further, z.
    contributions : DataFrame
        An article in a group and cell, where it has rows: the unit's number, y, n (rows).
    by : str
        The column that makes the groups.
    strata, cells : list of str
        Columns that make the cells: of articles, and of scores.
    """

    units: pd.DataFrame
    contributions: pd.DataFrame
    by: str
    strata: list[str]
    cells: list[str]


@dataclass(frozen=True)
class Cell:
    """The articles of one cell: group number, article number, y and z of each unit, rows of each group."""

    key: tuple[Any, ...]
    group: NDArray[np.intp]
    article: NDArray[np.intp]
    y: Floats
    z: Floats
    n_rows: Floats


def lay_out(
    scores: pd.DataFrame, articles: pd.DataFrame, by: str, within: Sequence[str], measure: str
) -> Layout:
    """Which articles count for a measure, and what each contributes to every cell."""
    strata = [column for column in within if column not in scores.columns]
    cells = [column for column in within if column in scores.columns]
    grouping = [by] if by in articles.columns else []
    units = articles[["article_id", *grouping, *strata]].dropna()
    own = [column for column in [by, *cells] if column not in grouping]
    rows = scores[["article_id", *own]].assign(value=_row_values(scores, measure))
    rows = rows.merge(units, on="article_id").dropna(subset=[by, "value"])
    unit_key = ["article_id", by, *strata]

    if measure == "word_share":
        units = rows.groupby(unit_key, sort=True, observed=True)["value"].sum().rename("z").reset_index()
        units = units[units["z"] > 0].reset_index(drop=True)
    else:
        if measure == "mean" and not grouping:
            units = rows[unit_key].drop_duplicates()
        elif not grouping:
            units = units.merge(rows[[by]].drop_duplicates(), how="cross")
        units = units.sort_values(unit_key, ignore_index=True)
        units["z"] = _thousand_words(articles, units["article_id"]) if measure == "rate" else 1.0

    per_article = rows.dropna(subset=cells).groupby([*unit_key, *cells], sort=True, observed=True)["value"]
    values = per_article.agg(n="size", total="sum").reset_index()
    y: dict[str, Any] = {
        "mean": values["total"] / values["n"],
        "share": 1.0,
        "rate": values["n"].astype(float),
        "word_share": values["total"],
    }
    values["y"] = y[measure]
    numbered = units[unit_key].assign(unit=np.arange(len(units)))
    values = values.merge(numbered, on=unit_key)
    return Layout(units, values[["unit", *strata, *cells, "y", "n"]], by, strata, cells)


def iterate_cells(layout: Layout, groups: Sequence[Any], measure: str) -> Iterator[Cell]:
    """Each cell with the articles that count in it, in the order of the cells' keys."""
    units, values = layout.units, layout.contributions
    group = pd.Categorical(units[layout.by], categories=list(groups)).codes.astype(np.intp)
    article = pd.factorize(units["article_id"])[0]
    z = units["z"].to_numpy(float)
    if measure == "mean":  # only articles with a row count, so each cell has its own
        for key, part in _split(values, [*layout.strata, *layout.cells]):
            at = part["unit"].to_numpy()
            yield _make_cell(key, group[at], article[at], part["y"].to_numpy(float), z[at], part, group)
        return
    by_cell = dict(_split(values, [*layout.strata, *layout.cells]))
    cells = sorted({key[len(layout.strata) :] for key in by_cell})
    for stratum, members in _split(units, layout.strata):
        at = members.index.to_numpy()
        place = dict(zip(at.tolist(), range(len(at)), strict=True))
        for cell in cells:
            part = by_cell.get(stratum + cell, values[:0])
            y = np.zeros(len(at))
            y[[place[unit] for unit in part["unit"]]] = part["y"]
            yield _make_cell(stratum + cell, group[at], article[at], y, z[at], part, group)


def _make_cell(
    key: tuple[Any, ...],
    group: NDArray[np.intp],
    article: NDArray[np.intp],
    y: Floats,
    z: Floats,
    values: pd.DataFrame,
    groups_of_units: NDArray[np.intp],
) -> Cell:
    n_groups = int(groups_of_units.max()) + 1
    rows = np.zeros(n_groups)
    np.add.at(rows, groups_of_units[values["unit"].to_numpy()], values["n"].to_numpy(float))
    return Cell(key, group, article, y, z, rows)


def _split(frame: pd.DataFrame, columns: list[str]) -> Iterator[tuple[tuple[Any, ...], pd.DataFrame]]:
    if not columns:
        yield (), frame
        return
    for key, part in frame.groupby(columns, sort=True, observed=True):
        yield (key if isinstance(key, tuple) else (key,)), part


def _row_values(scores: pd.DataFrame, measure: str) -> pd.Series[Any]:
    if measure == "mean":
        return scores["score"].astype(float)
    if measure == "word_share":
        return scores["text"].fillna("").map(count_words).astype(float)
    return pd.Series(1.0, index=scores.index)


def _thousand_words(articles: pd.DataFrame, article_ids: pd.Series[Any]) -> Floats:
    n_words = articles["title"].map(count_words) + articles["text"].map(count_words)
    by_id = pd.Series(n_words.to_numpy(float) / 1000, index=articles["article_id"])
    return np.asarray(by_id.reindex(article_ids), dtype=np.float64)
