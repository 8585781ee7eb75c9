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
Numbers = NDArray[np.intp]
MEASURES = ("mean", "share", "rate", "word_share", "ratio")
NEEDED = {"mean": ["score"], "word_share": ["text"], "ratio": ["part", "whole"]}
_OWN_ARTICLES = ("mean", "ratio")  # measures of which a cell has its own articles: those with a row


@dataclass(frozen=True)
class Layout:
    """The articles that count and what each contributes.

    Every measure is a ratio, the sum of `y` over articles by the sum of `z`: for means and shares z is 1.

    Attributes
    ----------
    units : DataFrame
        An article in a group: _article (its row in the articles table), the group, columns of articles that
        split the groups further, z.
    contributions : DataFrame
        An article in a group and cell, where it has rows: _unit (row of `units`), y, z, n (rows).
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
    """The units of one cell that count, at first its articles.

    Attributes
    ----------
    key : tuple
        The values of the columns that make the cell.
    group, unit : array of int
        Number of the unit's group, and of the unit; a unit may stand in several groups.
    y, z : array of float
        What the unit adds to the sums above and below the line.
    square : array of float
        Squared y of the unit's articles, for the spread of articles.
    n_articles, n_rows : array of float
        Articles of the unit, and their rows of the scores table.
    n_effective : array of float or None
        For each group, how many units of one weight these are worth; None: as their z says.
    """

    key: tuple[Any, ...]
    group: Numbers
    unit: Numbers
    y: Floats
    z: Floats
    square: Floats
    n_articles: Floats
    n_rows: Floats
    n_effective: Floats | None = None


def lay_out(
    scores: pd.DataFrame, articles: pd.DataFrame, by: str, within: Sequence[str], measure: str
) -> Layout:
    """Which articles count for a measure, and what each contributes to every cell.

    Rows of articles that are not among those given are left out.
    """
    strata = [column for column in within if column not in scores.columns]
    cells = [column for column in within if column in scores.columns]
    grouping = [by] if by in articles.columns else []
    units = articles[[*grouping, *strata]].assign(_article=np.arange(len(articles))).dropna()
    own = [column for column in [by, *cells] if column not in grouping]
    rows = scores[own].assign(
        _article=pd.Index(articles["article_id"]).get_indexer(scores["article_id"]),
        **_row_values(scores, measure),
    )
    rows = rows.merge(units, on="_article").dropna(subset=[by, "_part", "_whole"])
    unit_key = ["_article", by, *strata]

    if measure == "word_share":
        units = rows.groupby(unit_key, sort=True, observed=True)["_part"].sum().rename("z").reset_index()
        units = units[units["z"] > 0].reset_index(drop=True)
    else:
        if measure in _OWN_ARTICLES and not grouping:
            units = rows[unit_key].drop_duplicates()
        elif not grouping:
            units = units.merge(rows[[by]].drop_duplicates(), how="cross")
        units = units.sort_values(["_article", by], ignore_index=True)
        words = thousand_words(articles) if measure == "rate" else np.ones(len(articles))
        units["z"] = words[units["_article"].to_numpy()]

    numbered = units[unit_key].assign(_unit=np.arange(len(units)))
    rows = rows.dropna(subset=cells).merge(numbered, on=unit_key)
    found = rows.groupby(["_unit", *strata, *cells], sort=True, observed=True)
    values = found.agg(n=("_part", "size"), _part=("_part", "sum"), _whole=("_whole", "sum")).reset_index()
    values["y"] = values["_part"]
    if measure == "mean":
        values["y"] = values["_part"] / values["n"]
    elif measure == "share":
        values["y"] = 1.0
    values["z"] = values["_whole"] if measure == "ratio" else 1.0
    return Layout(units, values[["_unit", *strata, *cells, "y", "z", "n"]], by, strata, cells)


def iterate_cells(layout: Layout, groups: Sequence[Any], measure: str) -> Iterator[Cell]:
    """Each cell with the articles that count in it, in the order of the cells' keys."""
    units, values = layout.units, layout.contributions
    group = pd.Categorical(units[layout.by], categories=list(groups)).codes.astype(np.intp)
    article = units["_article"].to_numpy(np.intp)

    def make(key: tuple[Any, ...], at: Numbers, y: Floats, z: Floats, n_rows: Floats) -> Cell:
        return Cell(key, group[at], article[at], y, z, y**2, np.ones(len(at)), n_rows)

    if measure in _OWN_ARTICLES:
        for key, part in _split(values, [*layout.strata, *layout.cells]):
            y, z, n_rows = (part[name].to_numpy(np.float64) for name in "yzn")
            yield make(key, part["_unit"].to_numpy(np.intp), y, z, n_rows)
        return
    z = units["z"].to_numpy(np.float64)
    by_cell = dict(_split(values, [*layout.strata, *layout.cells]))
    cells = sorted({key[len(layout.strata) :] for key in by_cell})
    for stratum, members in _split(units, layout.strata):
        at = members.index.to_numpy(np.intp)
        for cell in cells:
            part = by_cell.get(stratum + cell, values[:0])
            y, n_rows = np.zeros((2, len(at)))
            place = np.searchsorted(at, part["_unit"].to_numpy())
            y[place], n_rows[place] = part["y"], part["n"]
            yield make(stratum + cell, at, y, z[at], n_rows)


def thousand_words(articles: pd.DataFrame) -> Floats:
    """Words of title and text of each article, in thousands; taken from `_n_words` where it was counted."""
    if "_n_words" not in articles:
        articles = count_all_words(articles)
    return articles["_n_words"].to_numpy(np.float64) / 1000


def count_all_words(articles: pd.DataFrame) -> pd.DataFrame:
    """The articles with their words, `_n_words`, which are then counted once for several comparisons."""
    return articles.assign(_n_words=articles["title"].map(count_words) + articles["text"].map(count_words))


def _split(frame: pd.DataFrame, columns: list[str]) -> Iterator[tuple[tuple[Any, ...], pd.DataFrame]]:
    if not columns:
        yield (), frame
        return
    for key, part in frame.groupby(columns, sort=True, observed=True):
        yield (key if isinstance(key, tuple) else (key,)), part


def _row_values(scores: pd.DataFrame, measure: str) -> dict[str, pd.Series[Any]]:
    """What a row adds to the sum above, and to the sum below, the line."""
    ones = pd.Series(1.0, index=scores.index)
    if measure == "mean":
        return {"_part": scores["score"].astype(float), "_whole": ones}
    if measure == "ratio":
        return {"_part": scores["part"].astype(float), "_whole": scores["whole"].astype(float)}
    if measure == "word_share":
        return {"_part": scores["text"].fillna("").map(str).map(count_words).astype(float), "_whole": ones}
    return {"_part": ones, "_whole": ones}
