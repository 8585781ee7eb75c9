"""Estimates in, a heat map of outlets by actors out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.patches import Rectangle

from mediakit._core.wording import plural
from mediakit.plot import style
from mediakit.plot.selection import (
    MEASURE_LABELS,
    describe_choice,
    format_estimate,
    select_estimates,
    too_few,
)

_CELL_WIDTH, _CELL_HEIGHT = 0.92, 0.52  # inches; two lines of 9 point text with room around them
_LINE = 12  # characters of an 8 point name that fit a cell's width
_TITLE = 11  # bold characters over a cell; the colour bar is as wide as one
_SLANTED_LINE = 28  # characters in a line of a slanted name; two lines hold most names of organisations


def heatmap(
    estimates: pd.DataFrame,
    *,
    rows: str = "outlet",
    columns: str = "actor",
    where: Mapping[str, Any] | None = None,
    limit: float | None = None,
    ax: Axes | None = None,
) -> Axes:
    r"""Heat map of estimates: each cell has its number and the articles it rests on.

    Means with values of both signs, or between -1 and 1, are centred at zero; shares and rates begin at zero.
    Cells with too few articles are hatched, combinations that don't occur have a dash.

    Parameters
    ----------
    estimates : DataFrame
        The estimates of `compare_groups`.
    rows, columns : str, default "outlet" and "actor"
        Columns of the table that make the rows and the columns of the figure.
    where : mapping, optional
        Values to choose, such as ``{"voice_kind": "own"}``. Voices, frames and measures are never mixed: when
        a column holds several values, choose one.
    limit : float, optional
        Value of the darkest colour; by default the largest distance from zero.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    TableError, InputError
        When a column is missing, or the estimates hold several voices or measures.

    Examples
    --------
    >>> import matplotlib
    >>> matplotlib.use("agg")
    >>> estimates = pd.DataFrame({
    ...     "outlet": ["Post", "Times"], "actor": "Kyiv", "measure": "mean", "n_articles": [8, 9],
    ...     "estimate": [0.1, -0.2], "low": [0.0, -0.3], "high": [0.2, -0.1]})
    >>> [text.get_text() for text in heatmap(estimates).texts]
    ['+0.10\nn = 8', '−0.20\nn = 9']
    """
    table = select_estimates(estimates, [rows, columns], where)
    measure = str(table["measure"].iloc[0])
    names = {name: sorted(table[name].unique(), key=str) for name in (rows, columns)}
    centred = measure == "mean" and (table["estimate"].abs().max() <= 1 or table["estimate"].min() < 0)
    top = limit or float(table["estimate"].abs().max()) or 1.0
    norm = Normalize(-top if centred else 0.0, top)
    with style.style(ax):
        height = _CELL_HEIGHT * len(names[rows]) + 1.5
        ax = style.make_axes(ax, _CELL_WIDTH * len(names[columns]) + 2.6, height)
        cmap = style.diverging() if centred else style.sequential()
        few = too_few(table)
        present = {
            (row.row, row.column): row
            for row in pd.DataFrame(
                {
                    "row": table[rows],
                    "column": table[columns],
                    "estimate": table["estimate"],
                    "n": table["n_articles"],
                    "few": few,
                }
            ).itertuples()
        }
        for y, row in enumerate(names[rows]):
            for x, column in enumerate(names[columns]):
                _draw_cell(ax, x, y, present.get((row, column)), measure, cmap, norm)
        _label_axes(ax, names[rows], names[columns])
        title = _capitalised(describe_choice(table, [rows, columns]))
        ax.set_title(style.wrap(title, _TITLE * (len(names[columns]) + 1)), pad=10)
        _add_colour_bar(ax, cmap, norm, measure)
    style.set_description(ax, _sentence(table, rows, columns, names, measure))
    return ax


def _draw_cell(ax: Axes, x: int, y: int, cell: Any, measure: str, cmap: Any, norm: Normalize) -> None:
    colour: Any = style.paper()
    hatch = None
    if cell is None or pd.isna(cell.estimate):
        text = "–"
    elif cell.few:
        colour, hatch, text = style.pale(), "////", f"too few\nn = {cell.n:,}"
    else:
        colour = cmap(norm(cell.estimate))
        text = f"{format_estimate(cell.estimate, measure)}\nn = {cell.n:,}"
    box = Rectangle((x - 0.5, y - 0.5), 1, 1, facecolor=colour, edgecolor=style.paper(), linewidth=1.5)
    ax.add_patch(box)
    if hatch:  # a second patch: hatches take the edge's colour
        lines = Rectangle(
            (x - 0.5, y - 0.5),
            1,
            1,
            fill=False,
            hatch=hatch,
            edgecolor=style.mix(style.ink(), style.pale(), 0.2),
            linewidth=0,
        )
        ax.add_patch(lines)
    ax.text(
        x, y, text, ha="center", va="center", fontsize=8, color=style.text_colour(colour), linespacing=1.3
    )


def _label_axes(ax: Axes, row_names: list[Any], column_names: list[Any]) -> None:
    ax.set_xlim(-0.5, len(column_names) - 0.5)
    ax.set_ylim(len(row_names) - 0.5, -0.5)
    ax.set_yticks(range(len(row_names)), [style.wrap(name, 24) for name in row_names])
    upright = [style.wrap(name, _LINE) for name in column_names]
    if all(map(_fits, column_names, upright)):
        ax.set_xticks(range(len(column_names)), upright, fontsize=8)
    else:
        slanted = [style.wrap(name, _SLANTED_LINE, n_lines=2) for name in column_names]
        ax.set_xticks(range(len(column_names)), slanted, fontsize=8, rotation=40, ha="left")
        for tick in ax.get_xticklabels():
            tick.set_rotation_mode("anchor")
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)


def _fits(name: object, label: str) -> bool:
    """Whether a label has the whole name with no word broken."""
    return "…" not in label and max(map(len, str(name).split()), default=0) <= _LINE


def _add_colour_bar(ax: Axes, cmap: Any, norm: Normalize, measure: str) -> None:
    bar = ax.figure.colorbar(ScalarMappable(norm, cmap), ax=ax, fraction=0.03, pad=0.02, aspect=18)
    bar.outline.set_visible(False)
    bar.set_label(MEASURE_LABELS.get(measure, measure) + "\n(n: articles)")
    bar.ax.yaxis.set_major_formatter(lambda value, _: format_estimate(value, measure))
    bar.ax.tick_params(labelsize=8, length=2)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentence(
    table: pd.DataFrame, rows: str, columns: str, names: Mapping[str, list[Any]], measure: str
) -> str:
    text = (
        f"Heat map of the {describe_choice(table, [rows, columns])} by {rows} "
        f"({plural(len(names[rows]), 'row')}) and {columns} ({plural(len(names[columns]), 'column')})"
    )
    few = too_few(table)
    enough = table[~few & table["estimate"].notna()]
    if len(enough):
        low, high = (enough.iloc[at] for at in (enough["estimate"].argmin(), enough["estimate"].argmax()))
        text += (
            f": lowest {format_estimate(low['estimate'], measure)} for {low[rows]} and {low[columns]}, "
            f"highest {format_estimate(high['estimate'], measure)} for {high[rows]} and {high[columns]}"
        )
    text = text.replace("−", "-") + "."
    return text + (f" {plural(int(few.sum()), 'cell')} with too few articles." if few.any() else "")
