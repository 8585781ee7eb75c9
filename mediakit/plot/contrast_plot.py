"""Contrasts in, their differences with intervals out: once, or once for each choice among copies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from mediakit._core.errors import InputError
from mediakit._core.tables import check_table, get_table
from mediakit._core.wording import plural
from mediakit.plot import style
from mediakit.plot.contrast_pairs import CHOICES, Pair, in_order, rank, read_pairs
from mediakit.plot.forest_plot import draw_heading, draw_interval
from mediakit.plot.selection import (
    MEASURE_LABELS,
    PERCENT,
    choose_rows,
    describe_value,
    interval_label,
    level_of,
    refuse_several,
)

_LINE = 0.17  # inches; one line of 7.5 point text
_GAP = 0.7  # lines between two pairs
_HEADING = 1.5  # lines
_FAR = 2.5  # times the largest difference: where an interval is cut and gets an arrow


def contrasts(
    contrasts: pd.DataFrame,
    *,
    where: Mapping[str, Any] | None = None,
    n_shown: int = 20,
    ax: Axes | None = None,
) -> Axes:
    """Forest plot of differences between two groups: the first minus the second, with their intervals.

    Filled: told from zero by the p corrected over the whole family. Open: not told, or too few articles for
    an interval. An arrow marks an interval that goes on beyond the figure. The largest difference of a cell
    comes first, cells with most articles come first.

    Parameters
    ----------
    contrasts : DataFrame
        The contrasts of `compare_groups`, of one measure.
    where : mapping, optional
        Values to choose, such as ``{"measure": "mean", "actor": "Kyiv"}``.
    n_shown : int, default 20
        Contrasts to show: those with the smallest corrected p, then those with most articles. The figure
        says how many it leaves out.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    TableError, InputError
        When a column is missing, nothing is left, or several measures would share the axis.

    Examples
    --------
    >>> import matplotlib
    >>> matplotlib.use("agg")
    >>> differences = pd.DataFrame({
    ...     "actor": "Kyiv", "group_a": "Post", "group_b": ["Sun", "Times"], "measure": "mean",
    ...     "difference": [0.3, -0.1], "low": [0.1, -0.3], "high": [0.5, 0.1], "p_adjusted": [0.01, 0.4],
    ...     "n_a": 20, "n_b": [18, 25], "method": "95% MOVER interval"})
    >>> [label.get_text() for label in contrasts(differences).get_yticklabels()]
    ['Post − Sun', 'Post − Times']
    """
    table = check_table(contrasts, "contrasts")
    table = _choose(table, where, "contrasts")
    told = table["p_adjusted"] < 1 - (level_of(table) or 0.95)
    table = table.assign(copies="all", told_apart=told, sensitive=False)
    return _draw(table, n_shown, ax)


def sensitivity(
    sensitivity: pd.DataFrame,
    *,
    where: Mapping[str, Any] | None = None,
    n_shown: int = 12,
    ax: Axes | None = None,
) -> Axes:
    r"""Differences between two groups under each choice of articles among copies, below each other.

    Filled: told from zero by the corrected p; open: not. A shaded pair is one whose sign or verdict hangs on
    the choice, and the figure says which.

    Parameters
    ----------
    sensitivity : DataFrame
        `Comparison.sensitivity` or `Analysis.sensitivity`: contrasts of one measure under each choice.
    where : mapping, optional
        Values to choose, such as ``{"scores": "sentiment", "actor": "Kyiv"}``.
    n_shown : int, default 12
        Pairs to show: first those whose verdict hangs on copies, then those with the smallest corrected p,
        then those with most articles. The figure says how many it leaves out.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    TableError, InputError
        When a column is missing, nothing is left, or several measures would share the axis.

    Examples
    --------
    >>> import matplotlib
    >>> matplotlib.use("agg")
    >>> choices = pd.DataFrame({
    ...     "actor": "Kyiv", "group_a": "Post", "group_b": "Times", "measure": "mean",
    ...     "copies": ["all", "one_per_group", "own_words"], "difference": [0.3, 0.2, 0.1],
    ...     "low": [0.1, -0.1, -0.2], "high": [0.5, 0.5, 0.4], "p_adjusted": [0.01, 0.2, 0.6],
    ...     "n_a": [20, 15, 11], "n_b": [25, 14, 12], "told_apart": [True, False, False], "sensitive": True})
    >>> [label.get_text() for label in sensitivity(choices).get_yticklabels()]
    ['Post − Times\n(verdict hangs on copies)']
    """
    table = _choose(check_table(sensitivity, "sensitivity"), where, "sensitivity")
    unknown = table.loc[~table["copies"].isin([*CHOICES]), "copies"]
    if len(unknown):
        raise InputError(
            f"Choices of copies are {', '.join(map(repr, CHOICES))}; got {unknown.iloc[0]!r} in the table."
        )
    return _draw(table, n_shown, ax)


def _choose(table: pd.DataFrame, where: Mapping[str, Any] | None, what: str) -> pd.DataFrame:
    table = choose_rows(table, where, what)
    refuse_several(table, ["measure"], what)
    table = table.dropna(subset=["difference"])
    if table.empty:
        raise InputError("No difference has a value: there is nothing to draw.")
    return table


def _draw(table: pd.DataFrame, n_shown: int, ax: Axes | None) -> Axes:
    if n_shown < 1:
        raise InputError(f"n_shown is {n_shown!r}; expected 1 or more.")
    declared = {*get_table("contrasts").names, *get_table("sensitivity").names}
    cells = [name for name in table.columns if name not in declared]
    choices = [name for name in CHOICES if (table["copies"] == name).any()]
    narrow, own = style.is_narrow(ax), ax is None
    every = read_pairs(table, cells, len(choices), narrow=narrow)
    pairs = in_order(rank(every)[:n_shown])
    measure = str(table["measure"].iloc[0])
    places, headings, end = _lay_out(pairs, len(choices))
    with style.style(ax):
        ax = style.make_axes(ax, 8.4, _LINE * end + (1.25 if len(choices) > 1 else 0.95))
        left, right = _limits(pairs, measure)
        ax.set_xlim(left, right)
        ax.set_ylim(end, 0)
        ax.axvline(0, color=style.grey(), linewidth=0.8, zorder=0)
        for y, heading in headings:
            draw_heading(ax, y, heading, height=1.3)
        for pair, y in zip(pairs, places, strict=True):
            _draw_pair(ax, pair, y, measure, choices, narrow)
        ax.set_yticks([y + (len(choices) - 1) / 2 for y in places], [pair.label for pair in pairs])
        ax.tick_params(axis="y", length=0)
        ax.spines["left"].set_visible(False)
        ax.xaxis.set_major_formatter(lambda value, _: _number(value, measure, axis=True))
        if len(choices) > 1:
            _add_legend(ax, choices, n_columns=1 if narrow else 3)
        style.set_caption(ax, _caption(table, cells, measure, len(every) - len(pairs), narrow))
        if own:
            style.keep_height(ax, _LINE * end)
    style.set_description(ax, _sentence(pairs, measure, choices, len(every)))
    return ax


def _lay_out(pairs: Sequence[Pair], n_choices: int) -> tuple[list[float], list[tuple[float, str]], float]:
    """Line of each pair's first row, the headings with their lines, and the number of all lines."""
    places, headings = [], []
    at = 0.3
    before = ""
    for pair in pairs:
        if pair.heading != before:
            headings.append((at + 0.5, pair.heading))
            at += _HEADING
            before = pair.heading
        room = max(n_choices, 1 + pair.label.count("\n"))
        places.append(at + 0.5 + (room - n_choices) / 2)
        at += room + _GAP
    return places, headings, at


def _limits(pairs: Sequence[Pair], measure: str) -> tuple[float, float]:
    """Ends of the axis, with zero and all differences inside."""
    rows = [row for pair in pairs for row in pair.rows]
    far = _FAR * max(abs(row["difference"]) for row in rows) or 1.0
    low = min(float(np.fmin(row["low"], row["difference"])) for row in rows)
    high = max(float(np.fmax(row["high"], row["difference"])) for row in rows)
    low, high = min(max(low, -far), 0.0), max(min(high, far), 0.0)
    room = 0.05 * (high - low)
    return low - room, high + room


def _draw_pair(ax: Axes, pair: Pair, y: float, measure: str, choices: Sequence[str], narrow: bool) -> None:
    if pair.note:
        ax.axhspan(y - 0.6, y + len(choices) - 0.4, color=style.highlight(), zorder=0.1)
    beside: dict[str, Any] = {"va": "center", "fontsize": 7.5, "annotation_clip": False}
    for row in pair.rows:
        at = y + choices.index(row["copies"])
        _, marker, colour = CHOICES[row["copies"]]
        if pd.notna(row["low"]):
            draw_interval(ax, at, row["low"], row["high"], colour)
        face = colour if row["told_apart"] else style.paper()
        ax.plot(
            [row["difference"]], [at], marker, markersize=4.5, color=colour, markerfacecolor=face, zorder=3
        )
        few = "" if pd.notna(row["low"]) or narrow else "  no interval"
        before = "  " if narrow else "   n = "
        label = f"{_number(row['difference'], measure)}{before}{row['n_a']:,} / {row['n_b']:,}{few}"
        ax.annotate(label, (1.02, at), xycoords=("axes fraction", "data"), **beside)


def _add_legend(ax: Axes, choices: Sequence[str], n_columns: int) -> None:
    handles = [
        Line2D([], [], marker=marker, color=colour, markersize=4.5, label=label)
        for label, marker, colour in (CHOICES[name] for name in choices)
    ]
    ax.legend(
        handles=handles, loc="lower left", bbox_to_anchor=(0, 1), ncols=n_columns, frameon=False, fontsize=8,
        borderaxespad=0.3,
    )  # fmt: skip


def _number(value: float, measure: str, *, axis: bool = False) -> str:
    """A difference with its sign; of shares in percentage points."""
    if measure in PERCENT:
        text = f"{100 * value:+.3g}" if axis else f"{100 * value:+.0f}"
    else:
        text = f"{value:+.3g}" if axis else f"{value:+.2f}"
    return "0" if axis and float(text) == 0 else text.replace("-", "−")


def _caption(table: pd.DataFrame, cells: Sequence[str], measure: str, n_left_out: int, narrow: bool) -> str:
    values = {name: table[name].unique() for name in cells}
    common = [
        describe_value(name, one[0]) for name, one in values.items() if len(one) == 1 and pd.notna(one[0])
    ]
    unit = ", percentage points" if measure in PERCENT else ""
    first = f"difference in {MEASURE_LABELS.get(measure, measure)}{unit}, first minus second"
    lines = [
        ", ".join([first, *common]),
        f"lines: {interval_label(table)}; filled: told from zero, p corrected",
    ]
    if narrow:
        lines.append("right: difference, articles of each")
    if n_left_out:
        lines.append(f"{plural(n_left_out, 'further pair')} not shown")
    return "\n".join(lines)


def _sentence(pairs: Sequence[Pair], measure: str, choices: Sequence[str], n_pairs: int) -> str:
    def name(pair: Pair) -> str:
        row = pair.rows[0]
        about = f" ({pair.heading})" if pair.heading else ""
        return f"{row['group_a']} minus {row['group_b']}{about} {_number(row['difference'], measure)}"

    told = [pair for pair in pairs if pair.rows[0]["told_apart"]]
    text = (
        f"Forest plot of differences in the {MEASURE_LABELS.get(measure, measure)} between two groups, "
        f"{len(pairs)} of {n_pairs}; {len(told)} told from zero"
    )
    text += ": " + "; ".join(map(name, told[:6])) + "." if told else "."
    if len(choices) > 1:
        hang = [f"{name(pair)}, {pair.note}" for pair in pairs if pair.note]
        text += f" {len(hang)} hang on copies" + (f": {'; '.join(hang[:6])}." if hang else ".")
    return text.replace("−", "-")
