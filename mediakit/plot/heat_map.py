"""Estimates in, a heat map of outlets by actors out, with a panel for each kind of voice."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
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
    VOICE_LABELS,
    describe_choice,
    format_estimate,
    name_value,
    select_estimates,
    too_few,
)

_CELL_WIDTH, _CELL_HEIGHT = 0.92, 0.52  # inches; two lines of 9 point text with room around them
_LINE = 12  # characters of an 8 point name that fit a cell's width
_LEAST_CELL = 0.6  # inches; its text in 8 points
_GAP = 0.25  # cells between two panels
_MOST = 9  # columns of a figure that may be as wide as it likes
_SLANTED_LINE = 28  # characters in a line of a slanted name; two lines hold most names of organisations


def heatmap(
    estimates: pd.DataFrame,
    *,
    rows: str = "outlet",
    columns: str = "actor",
    panel: str | None = "voice_kind",
    where: Mapping[str, Any] | None = None,
    limit: float | None = None,
    ax: Axes | None = None,
) -> Axes:
    r"""Heat map of estimates: each cell has its number and the articles it rests on.

    Means with values of both signs, or between -1 and 1, are centred at zero; shares and rates begin at zero.
    Cells with too few articles are hatched, combinations that don't occur have a dash. Where the estimates
    hold several kinds of voices, each has a panel with the same rows, columns and colours.

    Parameters
    ----------
    estimates : DataFrame
        The estimates of `compare_groups`.
    rows, columns : str, default "outlet" and "actor"
        Columns of the table that make the rows and the columns of the figure.
    panel : str or None, default "voice_kind"
        Column of which each value gets a panel. A table without it, or with one value, has no panels. None
        when several values are to be refused.
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
        One, with all panels.

    Raises
    ------
    TableError, InputError
        When a column is missing, or the estimates hold several measures or frames.

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
    table, voices = _choose_voices(estimates, rows, columns, panel, where)
    measure = str(table["measure"].iloc[0])
    names = {name: sorted(table[name].unique(), key=str) for name in (rows, columns)}
    centred = measure == "mean" and (table["estimate"].abs().max() <= 1 or table["estimate"].min() < 0)
    top = limit or float(table["estimate"].abs().max()) or 1.0
    norm = Normalize(-top if centred else 0.0, top)
    own, narrow = ax is None, style.is_narrow(ax)
    grid = _lay_out(style.room(ax), len(names[rows]), len(names[columns]), voices, panel)
    with style.style(ax):
        ax = style.make_axes(ax, grid.cell_width * grid.width + 2.6, _CELL_HEIGHT * grid.height + 1.5)
        cmap = style.diverging() if centred else style.sequential()
        cells = _cells(table, rows, columns, panel if voices else None)
        for (left, above), voice in zip(grid.places, voices or [None], strict=True):
            for y, row in enumerate(names[rows]):
                for x, column in enumerate(names[columns]):
                    cell = cells.get((voice, row, column))
                    _draw_cell(ax, left + x, above + y, cell, measure, cmap, norm, grid.text_size)
            if voice is not None:
                ax.text(left - 0.45, above - 0.56, grid.headings[voice], va="bottom", fontsize=8.5)
        _label_axes(ax, names[rows], names[columns], grid, narrow)
        if not narrow:
            _add_colour_bar(ax, cmap, norm, measure)
        shared = [rows, columns, *([panel] if voices and panel else [])]
        style.set_title(ax, _capitalised(describe_choice(table, shared)), pad=10)
        if narrow:  # the numbers in the cells say what a colour bar would
            style.set_caption(ax, "n: articles")
        if own:
            style.keep_height(ax, _CELL_HEIGHT * grid.height)
    style.set_description(ax, _sentence(table, rows, columns, names, measure, voices, panel))
    return ax


@dataclass(frozen=True)
class _Grid:
    """Where the panels stand, in cells: left and upper cell of each, and the ends of all."""

    places: list[tuple[float, float]]
    headings: Mapping[Any, str]
    heading_height: float
    width: float
    height: float
    cell_width: float  # inches
    text_size: float  # points


def _choose_voices(
    estimates: object, rows: str, columns: str, panel: str | None, where: Mapping[str, Any] | None
) -> tuple[pd.DataFrame, list[Any]]:
    """The estimates to show, and the values that get a panel each; none when there is only one."""
    several: list[Any] = []
    if panel is not None and panel not in (rows, columns) and isinstance(estimates, pd.DataFrame):
        chosen = estimates[panel].dropna().unique().tolist() if panel in estimates else []
        several = sorted(chosen, key=lambda value: (_order(value), str(value)))
    if panel is None or len(several) < 2 or panel in (where or {}):
        return select_estimates(estimates, [rows, columns], where), []
    table = select_estimates(estimates, [rows, columns, panel], where)
    voices = [value for value in several if (table[panel] == value).any()]
    return table, voices if len(voices) > 1 else []


def _order(voice: object) -> int:
    """Place among the kinds of voices, the outlet's own words first."""
    known = list(VOICE_LABELS)
    return known.index(str(voice)) if voice in known else len(known)


def _lay_out(room: float, n_rows: int, n_columns: int, voices: list[Any], panel: str | None) -> _Grid:
    """Panels side by side where there is room, else below each other."""
    n_panels = max(len(voices), 1)
    beside = 1.3 if room < math.inf else 2.6  # inches of names and, where there is room, of the colour bar
    n_across = int(
        min(n_panels, max((room - beside) // (_LEAST_CELL * n_columns), 1), max(_MOST // n_columns, 1))
    )
    width = n_across * (n_columns + _GAP) - _GAP
    cell_width = min(_CELL_WIDTH, max((room - beside) / width, 0.2))
    line = max(int(13 * cell_width * n_columns), 8)  # characters of 8.5 points
    headings = {voice: style.wrap(_capitalised(name_value(str(panel), voice)), line) for voice in voices}
    n_lines = max((heading.count("\n") + 1 for heading in headings.values()), default=0)
    over = (0.14 * n_lines + 0.16) / _CELL_HEIGHT if voices else 0.0  # cells
    places = [
        (at % n_across * (n_columns + _GAP), over + at // n_across * (n_rows + over))
        for at in range(n_panels)
    ]
    n_down = -(-n_panels // n_across)
    text_size = min(8.0, max(13 * cell_width, 4.5))
    return _Grid(places, headings, over, width, n_down * (n_rows + over), cell_width, text_size)


def _cells(table: pd.DataFrame, rows: str, columns: str, panel: str | None) -> dict[Any, Any]:
    """What a cell shows, by panel, row and column."""
    voices = table[panel] if panel else [None] * len(table)
    shown = pd.DataFrame({"estimate": table["estimate"], "n": table["n_articles"], "few": too_few(table)})
    keys = zip(voices, table[rows], table[columns], strict=True)
    return dict(zip(keys, shown.itertuples(), strict=True))


def _draw_cell(
    ax: Axes, x: float, y: float, cell: Any, measure: str, cmap: Any, norm: Normalize, size: float
) -> None:
    colour: Any = style.paper()
    hatch = None
    if cell is None or pd.isna(cell.estimate):
        text = "–"
    elif cell.few:
        colour, hatch, text = style.pale(), "////", f"too few\nn = {cell.n:,}"
    else:
        colour = cmap(norm(cell.estimate))
        text = f"{format_estimate(cell.estimate, measure)}\nn = {cell.n:,}"
    corner = (x - 0.5, y - 0.5)
    ax.add_patch(Rectangle(corner, 1, 1, facecolor=colour, edgecolor=style.paper(), linewidth=1.5))
    if hatch:  # a second patch: hatches take the edge's colour
        lines = style.mix(style.ink(), style.pale(), 0.2)
        ax.add_patch(Rectangle(corner, 1, 1, fill=False, hatch=hatch, edgecolor=lines, linewidth=0))
    ax.text(
        x, y, text, ha="center", va="center", fontsize=size, color=style.text_colour(colour), linespacing=1.3
    )


def _label_axes(ax: Axes, row_names: list[Any], column_names: list[Any], grid: _Grid, narrow: bool) -> None:
    ax.set_xlim(-0.5, grid.width - 0.5)
    ax.set_ylim(grid.height - 0.5, -0.5)
    above = sorted({y for _, y in grid.places})
    row_labels = [style.wrap(name, 13 if narrow else 24) for name in row_names]
    ax.set_yticks([y + at for y in above for at in range(len(row_names))], row_labels * len(above))
    lefts = sorted({x for x, _ in grid.places})
    at = [x + column for x in lefts for column in range(len(column_names))]
    line = int(_LINE * grid.cell_width / _CELL_WIDTH)
    upright = [style.wrap(name, max(line, 1)) for name in column_names]
    if all(_fits(name, label, line) for name, label in zip(column_names, upright, strict=True)):
        ax.set_xticks(at, upright * len(lefts), fontsize=8)
    else:
        length = 20 if narrow else _SLANTED_LINE
        slanted = [style.wrap(name, length, n_lines=2) for name in column_names]
        ax.set_xticks(at, slanted * len(lefts), fontsize=8, rotation=40, ha="left")
        for tick in ax.get_xticklabels():
            tick.set_rotation_mode("anchor")
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)


def _fits(name: object, label: str, line: int) -> bool:
    """Whether a label has the whole name with no word broken."""
    return "…" not in label and max(map(len, str(name).split()), default=0) <= line


def _add_colour_bar(ax: Axes, cmap: Any, norm: Normalize, measure: str) -> None:
    bar = ax.figure.colorbar(ScalarMappable(norm, cmap), ax=ax, fraction=0.03, pad=0.02, aspect=18)
    bar.outline.set_visible(False)
    bar.set_label(MEASURE_LABELS.get(measure, measure) + "\n(n: articles)")
    bar.ax.yaxis.set_major_formatter(lambda value, _: format_estimate(value, measure))
    bar.ax.tick_params(labelsize=8, length=2)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentence(
    table: pd.DataFrame,
    rows: str,
    columns: str,
    names: Mapping[str, list[Any]],
    measure: str,
    voices: list[Any],
    panel: str | None,
) -> str:
    shared = [rows, columns, *([panel] if voices and panel else [])]
    text = (
        f"Heat map of the {describe_choice(table, shared)} by {rows} "
        f"({plural(len(names[rows]), 'row')}) and {columns} ({plural(len(names[columns]), 'column')})"
    )
    if voices:
        words = ", ".join(name_value(str(panel), voice) for voice in voices)
        text += f", a panel for each of {len(voices)} values of {panel} ({words})"

    def place(row: Any) -> str:
        voice = f" {name_value(str(panel), row[panel])}" if voices else ""
        return f"{row[rows]} and {row[columns]}{voice}"

    few = too_few(table)
    enough = table[~few & table["estimate"].notna()]
    if len(enough):
        low, high = (enough.iloc[at] for at in (enough["estimate"].argmin(), enough["estimate"].argmax()))
        text += (
            f": lowest {format_estimate(low['estimate'], measure)} for {place(low)}, "
            f"highest {format_estimate(high['estimate'], measure)} for {place(high)}"
        )
    text = text.replace("−", "-") + "."
    return text + (f" {plural(int(few.sum()), 'cell')} with too few articles." if few.any() else "")
