"""Estimates by period in, a line for each group with its interval out, gaps shown and events dated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import dates as mdates
from matplotlib.axes import Axes

from mediakit._core.dated_events import read_events
from mediakit._core.errors import InputError, TableError
from mediakit._core.wording import plural
from mediakit.plot import style
from mediakit.plot.selection import (
    PERCENT,
    describe_choice,
    format_estimate,
    interval_label,
    select_estimates,
)

_dates: Any = mdates  # has no types
_MARKERS = "osD^vP"  # lines differ without colour too
_MISSING_PERIOD = (
    1.6  # of the usual distance between periods: months differ by a tenth, a gap is twice as long
)
_WEEK = 7  # days
_LABEL_HEIGHT = 0.15  # inches between the names of two lines


def timeline(
    estimates: pd.DataFrame,
    *,
    groups: str = "outlet",
    where: Mapping[str, Any] | None = None,
    events: pd.DataFrame | None = None,
    n_shown: int = 4,
    ax: Axes | None = None,
) -> Axes:
    """Line of each group's estimates over time, with intervals; a period without an estimate breaks the line.

    Parameters
    ----------
    estimates : DataFrame
        The estimates of `compare_groups` for articles with `period`, as `add_periods` names them by their
        first day.
    groups : str, default "outlet"
        Column that makes the lines.
    where : mapping, optional
        Values to choose; see `heatmap`.
    events : DataFrame, optional
        Dated events, as date and label.
    n_shown : int, default 4
        Groups with most articles that get a line, at most 6.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    TableError, InputError
        When a column is missing, periods are no dates, or several measures or voices are mixed.

    Examples
    --------
    >>> import matplotlib
    >>> matplotlib.use("agg")
    >>> estimates = pd.DataFrame({
    ...     "period": ["2024-01-01", "2024-01-08"], "outlet": "Post", "measure": "mean", "n_articles": [8, 9],
    ...     "estimate": [0.1, -0.2], "low": [0.0, -0.3], "high": [0.2, -0.1], "method": "95% t"})
    >>> timeline(estimates).get_ylabel()
    'mean score'
    """
    if not 1 <= n_shown <= len(_MARKERS):
        raise InputError(f"n_shown is {n_shown!r}; expected a number from 1 to {len(_MARKERS)}.")
    table = select_estimates(estimates, [groups, "period"], where).dropna(subset=["estimate"])
    if table.empty:
        raise InputError("No estimate has a value: there is nothing to draw.")
    table = _add_dates(table).sort_values([groups, "date"], ignore_index=True)
    sizes = table.groupby(groups)["n_articles"].sum().sort_values(ascending=False, kind="stable")
    shown = sizes.index[:n_shown].tolist()
    measure = str(table["measure"].iloc[0])
    n_left_out = len(sizes) - len(shown)
    table = table[table[groups].isin(shown)]
    with style.style(ax):
        narrow = style.is_narrow(ax)
        longest = 16 if narrow else 26
        ax = style.make_axes(ax, 8.4, 3.8)
        ends = []
        for at, name in enumerate(shown):
            line = table[table[groups] == name]
            _draw_line(ax, line, style.PALETTE[at], _MARKERS[at])
            before_n = "\n" if narrow else " "
            label = f"{style.wrap(name, longest, n_lines=1)}{before_n}(n = {line['n_articles'].sum():,})"
            ends.append((float(line["estimate"].iloc[-1]), label, at))
        _set_limits(ax, table, measure)
        _label_lines(ax, ends)
        if events is not None:
            _draw_events(ax, read_events(events))
        _label_axes(ax, table, groups, measure, n_left_out)
    style.set_description(ax, _sentence(table, groups, shown, measure))
    return ax


def _add_dates(table: pd.DataFrame) -> pd.DataFrame:
    dates = pd.to_datetime(table["period"], errors="coerce", format="ISO8601")
    if dates.isna().any():
        example = table.loc[dates.isna(), "period"].iloc[0]
        raise TableError(
            f"The period {example!r} is no date. Make periods with add_periods(articles, 'week'); before and "
            "after a date are drawn by `intervals`."
        )
    return table.assign(date=dates)


def _draw_line(ax: Axes, line: pd.DataFrame, colour: str, marker: str) -> None:
    """The line in pieces, none over a missing period, with a band where there are intervals."""
    days = _dates.date2num(line["date"].to_numpy())
    steps = np.diff(days)
    usual = np.median(steps) if len(steps) else 1.0
    for piece in np.split(np.arange(len(days)), np.flatnonzero(steps > _MISSING_PERIOD * usual) + 1):
        part = line.iloc[piece]
        ax.plot(days[piece], part["estimate"], color=colour, linewidth=1.6, marker=marker, markersize=4)
        ax.fill_between(
            days[piece], part["low"].astype(float), part["high"].astype(float),
            color=colour, alpha=0.14, linewidth=0,
        )  # fmt: skip
    open_ends = line[line["low"].isna()]
    ax.plot(
        _dates.date2num(open_ends["date"].to_numpy()), open_ends["estimate"], linestyle="", marker=marker,
        markersize=4, color=colour, markerfacecolor=style.paper(), zorder=3,
    )  # fmt: skip


def _set_limits(ax: Axes, table: pd.DataFrame, measure: str) -> None:
    days = _dates.date2num(table["date"].to_numpy())
    room = max(0.02 * (days.max() - days.min()), 0.5)
    ax.set_xlim(days.min() - room, days.max() + room)
    low = float(np.nanmin(table[["low", "estimate"]].to_numpy(float)))
    high = float(np.nanmax(table[["high", "estimate"]].to_numpy(float)))
    if measure == "mean":
        low, high = min(low, 0.0), max(high, 0.0)
        ax.axhline(0, color=style.grey(), linewidth=0.8, zorder=0)
    else:
        low = 0.0
    ax.set_ylim(low - (0.05 * (high - low) if low < 0 else 0), high + 0.12 * max(high - low, 0.01))


def _label_lines(ax: Axes, ends: list[tuple[float, str, int]]) -> None:
    """Names at the right ends of the lines, moved apart where they would touch."""
    height = ax.figure.get_figure(root=True).get_size_inches()[1] * 0.8
    low, high = ax.get_ylim()
    n_lines = max(name.count("\n") + 1 for _, name, _ in ends)
    least = n_lines * _LABEL_HEIGHT / height * (high - low)
    place = -np.inf
    for value, name, at in sorted(ends):
        place = max(value, place + least)
        ax.annotate(
            name, (1, place), (7, 0), xycoords=("axes fraction", "data"), textcoords="offset points",
            fontsize=8, va="center", color=style.ink(), annotation_clip=False,
            bbox={"boxstyle": "square,pad=0.1", "facecolor": "none", "edgecolor": "none"},
        )  # fmt: skip
        ax.plot(
            [1.004], [place], marker=_MARKERS[at], color=style.PALETTE[at], markersize=4, clip_on=False,
            transform=ax.get_yaxis_transform(),
        )  # fmt: skip


def _draw_events(ax: Axes, events: pd.DataFrame) -> None:
    left, right = ax.get_xlim()
    events = events.assign(day=_dates.date2num(events["date"].to_numpy()))
    inside = events[events["day"].between(left, right)].sort_values("day")
    for at, (day, label) in enumerate(zip(inside["day"], inside["label"], strict=True)):
        ax.axvline(day, color=style.ink(), linewidth=0.8, linestyle=(0, (4, 3)), zorder=1)
        to_left = day > (left + right) / 2
        ax.annotate(
            style.wrap(label, 30, n_lines=1), (day, 1.0), xycoords=("data", "axes fraction"),
            xytext=(-3 if to_left else 3, -3 - 10 * (at % 3)), textcoords="offset points", fontsize=7.5,
            va="top", ha="right" if to_left else "left",
        )  # fmt: skip


def _label_axes(ax: Axes, table: pd.DataFrame, groups: str, measure: str, n_left_out: int) -> None:
    days = np.unique(_dates.date2num(table["date"].to_numpy()))
    if len(days) == 1:
        ax.set_xticks(days, [str(table["date"].iloc[0].date())])
    else:
        few = np.ptp(days) < _WEEK  # the usual locator would go on to hours
        locator = (
            _dates.DayLocator()
            if few
            else _dates.AutoDateLocator(minticks=3, maxticks=4 if style.is_narrow(ax) else 8)
        )
        ax.xaxis.set_major_locator(locator)
        ax.xaxis.set_major_formatter(_dates.ConciseDateFormatter(locator))
    ax.set_ylabel(style.wrap(describe_choice(table, [groups, "period", "date"]), 48))
    if measure in PERCENT:
        ax.yaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f} %")
    others = f"; {plural(n_left_out, 'further group')} not shown" if n_left_out else ""
    style.set_caption(ax, f"shaded: {interval_label(table)}; open: too few articles{others}")


def _sentence(table: pd.DataFrame, groups: str, shown: list[str], measure: str) -> str:
    first, last = table["period"].min(), table["period"].max()
    told = "; ".join(
        f"{name}: {format_estimate(part['estimate'].iloc[0], measure)} to "
        f"{format_estimate(part['estimate'].iloc[-1], measure)}"
        for name, part in ((name, table[table[groups] == name]) for name in shown)
    )
    text = (
        f"Lines of the {describe_choice(table, [groups, 'period', 'date'])} from {first} to {last}. {told}."
    )
    return text.replace("−", "-")
