"""Estimates of one comparison in, its SVG figures with a description in words out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from mediakit import plot
from mediakit._core.tables import TABLES
from mediakit.report.inert import file_stem, make_inert

MAX_COLUMNS = 10
MAX_PANELS = 4
# Where fewer of the estimates have an interval, the heat map says so in less room.
_WORTH_INTERVALS = 0.3
# Ids in the file come from the salt and not from chance; letters are outlines, so no font is needed.
_SVG: dict[Any, Any] = {"svg.hashsalt": "mediakit", "svg.fonttype": "path"}


@dataclass(frozen=True)
class Figure:
    """A figure of the report: its file, what it shows, in words, and a note on what it leaves out."""

    path: str
    svg: bytes
    alt: str
    note: str


def draw_figures(part: pd.DataFrame, by: str, within: Sequence[str], name: str) -> list[Figure]:
    """Figures of the estimates of one measure and voice, by groups and at most one other column.

    Parameters
    ----------
    part : DataFrame
        Rows of the estimates table with one measure, and one voice where voices are kept apart.
    by : str
        Column of the groups.
    within : sequence of str
        Columns that split the groups further; with two or more there is no figure.
    name : str
        What tells the comparison from others; it becomes part of the file names.
    """
    kept = part.columns[part.notna().any() | part.columns.isin(TABLES["estimates"].names)]
    shown = part[kept].drop(columns="scores", errors="ignore").map(_drawable).dropna(subset=["estimate"])
    if shown.empty or len(within) > 1:
        return []
    if not within:
        return [_save("intervals", name, lambda: plot.intervals(shown, groups=by, panel=None), "")]
    column = within[0]
    if part["measure"].iloc[0] == "word_share":
        return [_save("voices", name, lambda: plot.voice_share(shown, rows=by, columns=column), "")]
    few = _largest(shown, column, MAX_COLUMNS)
    figures = [
        _save("heatmap", name, lambda: plot.heatmap(few, rows=by, columns=column), _note(shown, few, column))
    ]
    if part["measure"].iloc[0] == "mean" and few["low"].notna().mean() >= _WORTH_INTERVALS:
        fewer = _largest(shown, column, MAX_PANELS)
        note = _note(shown, fewer, column)
        figures.append(_save("intervals", name, lambda: plot.intervals(fewer, groups=by, panel=column), note))
    return figures


def _drawable(value: Any) -> Any:
    """A value whose characters the font has: it lacks the pictures of the control characters."""
    return re.sub("[\u2400-\u2421]", "\ufffd", make_inert(value)) if isinstance(value, str) else value


def _largest(part: pd.DataFrame, column: str, limit: int) -> pd.DataFrame:
    """The estimates of those values of a column that most articles stand behind."""
    sizes = part.groupby(column, sort=True)["n_articles"].sum().sort_values(ascending=False, kind="stable")
    return part[part[column].isin(sizes.index[:limit])]


def _note(part: pd.DataFrame, shown: pd.DataFrame, column: str) -> str:
    total, left = part[column].nunique(), shown[column].nunique()
    return "" if left == total else f"The {left} of {total} with most articles."


def _save(kind: str, name: str, draw: Callable[[], Axes], note: str) -> Figure:
    with mpl.rc_context(_SVG):
        ax = draw()
        figure = ax.get_figure(root=True)
        assert figure is not None
        content = BytesIO()
        figure.savefig(content, format="svg", metadata={"Date": None, "Creator": None}, bbox_inches="tight")
        plt.close(figure)
    return Figure(f"figures/{file_stem(f'{kind} {name}')}.svg", content.getvalue(), plot.describe(ax), note)
