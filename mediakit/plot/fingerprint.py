"""Estimates by frame in, the profile of each group's frames around one actor out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from mediakit._core.errors import InputError
from mediakit._core.wording import plural
from mediakit.plot import style
from mediakit.plot.selection import (
    describe_choice,
    format_estimate,
    interval_label,
    select_estimates,
    too_few,
)

_ROW_HEIGHT, _COLUMN_WIDTH = 0.3, 1.35  # inches
_LEAST_WIDTH = 1.1  # inches
_HEADING = 2  # lines over a group that stands below others
_BAR = 0.58  # of a column's width, for the longest bar; the rest is for the figures


def frame_fingerprint(
    estimates: pd.DataFrame,
    *,
    groups: str = "outlet",
    frames: str = "frame",
    where: Mapping[str, Any] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Bars of every frame, a column for each group: how differently groups frame the same actor.

    All bars start at zero and have one scale. Frames are in the order of their mean, groups by name. A line
    over the end of a bar is its interval; an empty bar has none.

    Parameters
    ----------
    estimates : DataFrame
        Estimates of `compare_groups` of a measure that is not below zero, such as the share of articles, for
        frames of one actor and voice.
    groups, frames : str, default "outlet" and "frame"
        Columns that make the columns and rows of the figure.
    where : mapping, optional
        Values to choose, such as ``{"actor": "Kyiv", "voice_kind": "own"}``; see `heatmap`.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    TableError, InputError
        When a column is missing, several actors, voices or measures are mixed, or an estimate is below zero.

    Examples
    --------
    >>> import matplotlib
    >>> matplotlib.use("agg")
    >>> estimates = pd.DataFrame({
    ...     "outlet": ["Post", "Times"], "frame": "threat", "measure": "share", "n_articles": [20, 30],
    ...     "estimate": [0.4, 0.1], "low": [0.2, 0.0], "high": [0.6, 0.2], "method": "95% Wilson"})
    >>> [text.get_text() for text in frame_fingerprint(estimates).texts]
    ['40 %', '10 %']
    """
    table = select_estimates(estimates, [groups, frames], where).dropna(subset=["estimate"])
    if table.empty:
        raise InputError("No estimate has a value: there is nothing to draw.")
    if (table["estimate"] < 0).any():
        raise InputError(
            "frame_fingerprint draws bars from zero, and some estimates are below zero. Draw shares "
            "or rates; for means use plot.heatmap."
        )
    measure = str(table["measure"].iloc[0])
    names = sorted(table[groups].unique(), key=str)
    order = (
        table.groupby(frames)["estimate"].mean().sort_values(ascending=False, kind="stable").index.tolist()
    )
    longest = max(float(table["estimate"].max()), 1e-9)
    own, label_width = ax is None, 12 if style.is_narrow(ax) else 26
    n_across = _n_across(ax, len(names))
    places = {name: divmod(at, n_across) for at, name in enumerate(names)}
    labels = [style.wrap(str(frame).replace("_", " "), label_width) for frame in order]
    row_height = max(_ROW_HEIGHT, 0.16 * max(label.count("\n") + 1 for label in labels))
    depth = len(order) + _HEADING  # lines of a row of groups
    n_lines = depth * len({row for row, _ in places.values()}) - _HEADING
    with style.style(ax):
        ax = style.make_axes(ax, _COLUMN_WIDTH * n_across + 2.2, row_height * n_lines + 1.4)
        ax.set_xlim(-0.02, n_across)
        ax.set_ylim(n_lines - 0.4, -0.6)
        columns = (groups, frames, "estimate", "low", "high")
        for (name, frame, *values), is_few in zip(
            zip(*(table[column] for column in columns), strict=True), too_few(table), strict=True
        ):
            row, x = places[name]
            _draw_bar(ax, x, row * depth + order.index(frame), values, longest, measure, is_few)
        sizes = table.groupby(groups)["n_articles"].max()
        headings = {name: f"{style.wrap(name, 18)}\nn = {sizes[name]:,}" for name in names}
        _label_groups(ax, headings, places, depth, len(order))
        rows = sorted({row for row, _ in places.values()})
        ax.set_yticks([row * depth + at for row in rows for at in range(len(order))], labels * len(rows))
        ax.tick_params(length=0)
        ax.spines[:].set_visible(False)
        style.set_caption(ax, f"{describe_choice(table, [groups, frames])}; lines: {interval_label(table)}")
        if own:
            style.keep_height(ax, row_height * n_lines)
    style.set_description(ax, _sentence(table, groups, frames, measure))
    return ax


def _n_across(ax: Axes | None, n_groups: int) -> int:
    """Groups side by side; where there is no room for all, the others stand below them."""
    room = style.room(ax) - (1.1 if style.is_narrow(ax) else 2.0)
    return int(max(1, min(n_groups, room / _LEAST_WIDTH)))


def _label_groups(
    ax: Axes, headings: Mapping[Any, str], places: Mapping[Any, tuple[int, int]], depth: int, n_bars: int
) -> None:
    """Name and articles of each group over its column, and the column's line at zero."""
    first = {x: headings[name] for name, (row, x) in places.items() if row == 0}
    ax.set_xticks([*first], [*first.values()], ha="left", multialignment="left")
    ax.xaxis.tick_top()
    for name, (row, x) in places.items():
        top = row * depth - 0.6
        ax.plot([x, x], [top, top + n_bars + 0.2], color=style.grey(), linewidth=0.8)
        if row:
            ax.annotate(headings[name], (x, top), (0, 4), textcoords="offset points", va="bottom")


def _draw_bar(
    ax: Axes, x: int, y: int, values: list[float], longest: float, measure: str, is_few: bool
) -> None:
    estimate, low, high = values
    scale = _BAR / longest
    known = not (pd.isna(low) or is_few)
    colour = style.PALETTE[0]
    face = colour if known else style.paper()
    ax.barh(y, estimate * scale, left=x, height=0.62, facecolor=face, edgecolor=colour, linewidth=0.8)
    end = estimate
    if known:
        end = min(high, longest * 1.15)
        ax.plot([x + low * scale, x + end * scale], [y, y], color=style.ink(), linewidth=1.0)
    ax.annotate(
        format_estimate(estimate, measure), (x + max(end, estimate) * scale, y), (3, 0),
        textcoords="offset points", va="center", fontsize=7.5,
    )  # fmt: skip


def _sentence(table: pd.DataFrame, groups: str, frames: str, measure: str) -> str:
    largest = table.sort_values("estimate", ascending=False, kind="stable").drop_duplicates(groups)
    largest = largest.sort_values(groups)
    first = "; ".join(
        f"{row[groups]}: {row[frames]} {format_estimate(row['estimate'], measure)}"
        for row in largest.to_dict("records")
    )
    return (
        f"Bars of the {describe_choice(table, [groups, frames])} for "
        f"{plural(table[frames].nunique(), frames)} and {plural(table[groups].nunique(), 'group')}. "
        f"Largest in each: {first}."
    )
