"""Estimates in, their intervals by outlet in one panel for each actor out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from mediakit._core.errors import InputError
from mediakit.plot import style
from mediakit.plot.selection import (
    PERCENT,
    describe_choice,
    format_estimate,
    interval_label,
    select_estimates,
    too_few,
)

_ROW_HEIGHT = 0.23  # inches; one line of 9 point text


def intervals(
    estimates: pd.DataFrame,
    *,
    groups: str = "outlet",
    panel: str | None = "actor",
    where: Mapping[str, Any] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Forest plot: each group's estimate with its interval, and the articles it rests on.

    Within a panel the highest estimate comes first; panels with most articles come first. An open circle has
    no interval, and the reason beside it. An arrow marks an interval that goes on beyond the figure.

    Parameters
    ----------
    estimates : DataFrame
        The estimates of `compare_groups`.
    groups : str, default "outlet"
        Column of the groups.
    panel : str or None, default "actor"
        Column that makes the panels; None when there is none.
    where : mapping, optional
        Values to choose, such as ``{"voice_kind": "own"}``; see `heatmap`.
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
    ...     "estimate": [0.1, -0.2], "low": [0.0, -0.3], "high": [0.2, -0.1], "method": "95% t"})
    >>> intervals(estimates).get_xlabel()
    'mean score (95 % interval, sampling error only)'
    """
    keys = [groups, *([panel] if panel else [])]
    table = select_estimates(estimates, keys, where).dropna(subset=["estimate"])
    if table.empty:
        raise InputError("No estimate has a value: there is nothing to draw.")
    measure = str(table["measure"].iloc[0])
    lines = _order_lines(table, groups, panel)
    with style.style(ax):
        ax = style.make_axes(ax, 7.8, _ROW_HEIGHT * len(lines) + 1.1)
        left, right = _limits(table, measure)
        ax.set_xlim(left, right)
        ax.set_ylim(len(lines) - 0.4, -0.7)
        if left <= 0 <= right:
            ax.axvline(0, color=style.grey(), linewidth=0.8, zorder=0)
        for y, line in enumerate(lines):
            if isinstance(line, str):
                draw_heading(ax, y, line, height=0.9)
            else:
                _draw_estimate(ax, y, line, measure)
        _label_lines(ax, lines, groups)
        style.set_caption(ax, f"{describe_choice(table, keys)} ({interval_label(table)})")
        ax.spines["left"].set_visible(False)
        ax.tick_params(axis="y", length=0)
        ax.xaxis.set_major_formatter(lambda value, _: _tick(value, measure))
    style.set_description(ax, _sentence(table, groups, panel, measure))
    return ax


def _order_lines(table: pd.DataFrame, groups: str, panel: str | None) -> list[Any]:
    """Headings (text) and estimates (rows) from top to bottom."""
    table = table.assign(_few=too_few(table)).sort_values(
        ["estimate", groups], ascending=[False, True], kind="stable"
    )
    if panel is None:
        return [row for _, row in table.iterrows()]
    lines: list[Any] = []
    sizes = table.groupby(panel, sort=True)["n_articles"].sum().sort_values(ascending=False, kind="stable")
    for name in sizes.index:
        lines.append(str(name))
        lines.extend(row for _, row in table[table[panel] == name].iterrows())
    return lines


def _limits(table: pd.DataFrame, measure: str) -> tuple[float, float]:
    estimate, low, high = (table[name].to_numpy(float) for name in ("estimate", "low", "high"))
    low, high = np.fmin(low, estimate), np.fmax(high, estimate)
    if measure != "mean":  # an interval from five articles may reach a hundred times its estimate
        return 0.0, float(min(high.max(), 2.5 * estimate.max()) * 1.04) or 1.0
    span = float(high.max() - low.min())
    margin = max(0.04 * span, (0.1 - span) / 2)  # estimates that are all the same are not blown up
    return min(float(low.min()) - margin, 0.0), max(float(high.max()) + margin, 0.0)


def _draw_estimate(ax: Axes, y: int, row: Any, measure: str) -> None:
    certain = not np.isnan(row["low"])
    if certain:
        draw_interval(ax, y, row["low"], row["high"], style.PALETTE[0])
    face = style.PALETTE[0] if certain else style.paper()
    ax.plot([row["estimate"]], [y], "o", markersize=5, color=style.PALETTE[0], markerfacecolor=face, zorder=3)
    note = "" if certain else ("too few" if row["_few"] else "no variation")
    label = f"{format_estimate(row['estimate'], measure)}   n = {row['n_articles']:,}"
    ax.annotate(
        f"{label}  {note}".rstrip(),
        (1.02, y),
        xycoords=("axes fraction", "data"),
        va="center",
        fontsize=8,
        annotation_clip=False,
    )


def draw_interval(ax: Axes, y: float, low: float, high: float, colour: str) -> None:
    """A line from low to high; an arrow where it goes on beyond the figure."""
    left, right = ax.get_xlim()
    ax.plot([max(low, left), min(high, right)], [y, y], color=colour, linewidth=1.6)
    for beyond, x, marker in ((high > right, right, ">"), (low < left, left, "<")):
        if beyond:
            ax.plot([x], [y], marker=marker, color=colour, markersize=5, clip_on=False)


def draw_heading(ax: Axes, y: float, name: str, height: float) -> None:
    """A name on a band across the figure, this many lines high."""
    ax.axhspan(y - height / 2, y + height / 2, color=style.pale(), zorder=1)
    n_characters = int(min(7 * style.room(ax), 56))
    ax.annotate(
        style.wrap(name, n_characters, n_lines=1), (0.01, y), xycoords=("axes fraction", "data"), va="center",
        annotation_clip=False, color=style.text_colour(style.pale()), fontweight="bold", fontsize=8.5,
    )  # fmt: skip


def _label_lines(ax: Axes, lines: list[Any], groups: str) -> None:
    n_characters = 18 if style.is_narrow(ax) else 40
    at = [y for y, line in enumerate(lines) if not isinstance(line, str)]
    ax.set_yticks(at, [style.wrap(lines[y][groups], n_characters, n_lines=1) for y in at])


def _tick(value: float, measure: str) -> str:
    return f"{value:.0%}".replace("%", " %") if measure in PERCENT else f"{value:g}".replace("-", "−")


def _sentence(table: pd.DataFrame, groups: str, panel: str | None, measure: str) -> str:
    keys = [groups, *([panel] if panel else [])]
    certain = int(table["low"].notna().sum())
    low, high = (format_estimate(table["estimate"].agg(how), measure) for how in ("min", "max"))
    text = (
        f"Forest plot of the {describe_choice(table, keys)} of {table[groups].nunique()} groups ({groups})"
        + (f" for {table[panel].nunique()} values of {panel}" if panel else "")
        + f": estimates from {low} to {high}; {certain} of {len(table)} with a {interval_label(table)}."
    )
    return text.replace("−", "-")
