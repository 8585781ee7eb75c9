"""Estimates of word shares in, stacked bars of whose words fill the space out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.transforms import ScaledTranslation

from mediakit._core.errors import InputError
from mediakit._core.wording import plural
from mediakit.plot import style
from mediakit.plot.selection import MEASURE_LABELS, describe_choice, select_estimates

_UNNAMED = "unnamed"
_OTHERS = "others ("
_BAR_HEIGHT = 0.6  # inches; three lines of 7.5 point text
_MARGIN = 10  # pixels between a label and the ends of its part


def voice_share(
    estimates: pd.DataFrame,
    *,
    rows: str = "outlet",
    columns: str = "actor",
    where: Mapping[str, Any] | None = None,
    n_shown: int = 6,
    rest: str = "other or unnamed",
    ax: Axes | None = None,
) -> Axes:
    r"""Stacked bars from 0 to 100 %: whose words fill the space that an outlet gives to quoted words.

    Parameters
    ----------
    estimates : DataFrame
        Estimates of the measure "word_share" from `compare_groups`.
    rows, columns : str, default "outlet" and "actor"
        Columns of the table that make the bars and their parts.
    where : mapping, optional
        Values to choose; see `heatmap`.
    n_shown : int, default 6
        Parts with the largest mean share are shown by name, at most 7; the rest are "others".
    rest : str, default "other or unnamed"
        Name of what is missing to 100 %: words of speakers without a row in the table. Say "unnamed" when the
        table has all speakers with a name.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    TableError, InputError
        When a column is missing, or the estimates are no word shares.

    Examples
    --------
    >>> import matplotlib
    >>> matplotlib.use("agg")
    >>> estimates = pd.DataFrame({
    ...     "outlet": "Post", "actor": ["Kyiv", "Paris"], "measure": "word_share", "n_articles": 9,
    ...     "n": [12, 5], "estimate": [0.5, 0.3]})
    >>> [text.get_text() for text in voice_share(estimates).texts if "%" in text.get_text()]
    ['Kyiv 50 %', 'Paris 30 %', 'other or unnamed 20 %']
    """
    table = select_estimates(estimates, [rows, columns], where)
    if table["measure"].iloc[0] != "word_share":
        raise InputError(
            f"voice_share draws the measure 'word_share', got {table['measure'].iloc[0]!r}. Make it with "
            "compare_groups(quotes, articles, measure='word_share')."
        )
    if not 1 <= n_shown <= len(style.PALETTE):
        raise InputError(f"n_shown is {n_shown!r}; expected a number from 1 to {len(style.PALETTE)}.")
    with style.style(ax):
        shares, looks = _lump(table, rows, columns, n_shown, rest)
        own = ax is None
        ax = style.make_axes(ax, 8.4, _BAR_HEIGHT * len(shares) + 1.9)
        ax.set_xlim(0, 1)
        ax.set_ylim(len(shares) - 0.45, -0.55)
        _draw_bars(ax, shares, looks)
        _label_axes(ax, table, rows, shares)
        what = describe_choice(table, [rows, columns]).removeprefix(MEASURE_LABELS["word_share"])
        _add_legend(ax, looks)
        style.set_title(ax, f"Whose words fill the quotations{what}", pad=20)
        if own:
            style.keep_height(ax, _BAR_HEIGHT * len(shares))
        ax.figure.draw_without_rendering()  # type: ignore[union-attr]  # only then is the room known
        if _label_parts(ax, shares, looks):
            ax.get_legend().remove()  # type: ignore[union-attr]
    names = [str(name) for name in shares.columns]
    lumped = [name for name in names if name in {_UNNAMED, rest} or name.startswith(_OTHERS)]
    style.set_description(ax, _sentence(shares, columns, lumped))
    return ax


def _lump(
    table: pd.DataFrame, rows: str, columns: str, n_shown: int, rest: str
) -> tuple[pd.DataFrame, dict[str, dict[str, Any]]]:
    """Shares with a row for each bar and a column for each part, and the colours of the parts."""
    wide = table.pivot_table(index=rows, columns=columns, values="estimate", aggfunc="sum").fillna(0.0)
    order = wide.mean().sort_values(ascending=False, kind="stable").index.drop(_UNNAMED, errors="ignore")
    shares = wide[order[:n_shown]].copy()
    looks: dict[str, dict[str, Any]] = {
        name: {"facecolor": colour, "edgecolor": style.paper(), "linewidth": 1, "hatch": hatch}
        for name, colour, hatch in zip(shares.columns, style.PALETTE, style.HATCHES, strict=False)
    }
    if len(order) > n_shown:
        others = f"{_OTHERS}{len(order) - n_shown})"
        shares[others] = wide[order[n_shown:]].sum(axis=1)
        looks[others] = {"facecolor": style.pale(), "edgecolor": style.paper(), "linewidth": 1}
    if _UNNAMED in wide:
        shares[_UNNAMED] = wide[_UNNAMED]
    missing = (1 - shares.sum(axis=1)).clip(lower=0)
    if (missing > 0.0005).any():  # less is rounding
        shares[rest] = shares.get(rest, 0.0) + missing
    for name in (_UNNAMED, rest):
        if name in shares and name not in looks:
            looks[name] = {
                "facecolor": style.paper(),
                "edgecolor": style.grey(),
                "hatch": "....",
                "linewidth": 0.5,
            }
    return shares, looks


def _draw_bars(ax: Axes, shares: pd.DataFrame, looks: Mapping[str, Mapping[str, Any]]) -> None:
    left = pd.Series(0.0, index=shares.index)
    for name in shares.columns:
        ax.barh(range(len(shares)), shares[name], left=left, height=0.76, **looks[name])
        left = left + shares[name]


def _label_parts(ax: Axes, shares: pd.DataFrame, looks: Mapping[str, Mapping[str, Any]]) -> bool:
    """Write into all parts what fits there; True when every part has its name and needs no legend."""
    all_named = True
    ends = shares.cumsum(axis=1)
    for y, outlet in enumerate(shares.index):
        for name in shares.columns:
            share = shares.loc[outlet, name]
            middle = ends.loc[outlet, name] - share / 2
            all_named &= share == 0 or _write_inside(ax, middle, y, name, share, looks[name])
    return all_named


def _write_inside(ax: Axes, x: float, y: int, name: str, share: float, look: Mapping[str, Any]) -> bool:
    """Write name and percent where they fit, else the percent where it fits; True when the name fits."""
    percent = f"{100 * share:.0f}"
    text = ax.text(
        x,
        y,
        "",
        ha="center",
        va="center",
        fontsize=7.5,
        linespacing=1.1,
        color=style.text_colour(look["facecolor"]),
    )
    if look.get("hatch"):
        text.set_bbox({"facecolor": look["facecolor"], "edgecolor": "none", "pad": 1})
    corners = ax.transData.transform([(0, 0), (share, 0)])
    room = corners[1, 0] - corners[0, 0] - _MARGIN
    for label in (f"{name} {percent} %", f"{style.wrap(name, 12)}\n{percent} %", percent):
        text.set_text(style.plain(label) if "\n" not in label else label)
        if label.count("\n") <= 2 and text.get_window_extent().width <= room:
            return label != percent
    text.remove()
    return False


def _row_name(ax: Axes) -> int:
    """Characters in a line of the name of a bar."""
    return 12 if style.is_narrow(ax) else 24


def _label_axes(ax: Axes, table: pd.DataFrame, rows: str, shares: pd.DataFrame) -> None:
    ax.set_yticks(range(len(shares)), [style.wrap(name, _row_name(ax)) for name in shares.index])
    ends = [0, 50, 100] if style.is_narrow(ax) else [0, 25, 50, 75, 100]
    ax.set_xticks([end / 100 for end in ends], [f"{end} %" for end in ends])
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.set_xlabel(style.wrap("share of the words in quotations", 20 if style.is_narrow(ax) else 40))
    counts = table.groupby(rows)[["n", "n_articles"]].agg({"n": "sum", "n_articles": "max"})
    beside: dict[str, Any] = {"xycoords": ("axes fraction", "data"), "fontsize": 8, "annotation_clip": False}
    counted = "stretches" if style.is_narrow(ax) else "quoted stretches"
    ax.annotate(f"{counted}\n/ articles", (1.02, -0.62), va="bottom", **beside)
    for y, name in enumerate(shares.index):
        count = counts.loc[name]
        ax.annotate(f"{count['n']:,} / {count['n_articles']:,}", (1.02, y), va="center", **beside)


def _add_legend(ax: Axes, looks: Mapping[str, Mapping[str, Any]]) -> None:
    narrow = style.is_narrow(ax)
    names = [style.wrap(name, 24 if narrow else 40, n_lines=1) for name in looks]
    longest = max(map(len, names))
    inches = 0.65 if narrow else 0.5  # under the axis label
    below = ScaledTranslation(0, -inches, ax.figure.dpi_scale_trans)
    legend = ax.legend(
        [Patch(**look) for look in looks.values()],
        [""] * len(names),
        loc="upper left",
        bbox_to_anchor=(0, 0),
        bbox_transform=ax.transAxes + below,
        # 104 characters of 8 points are as wide as bars and counts of a wide figure
        ncols=1 if narrow else min(4, max(1, 104 // (longest + 6))),
        frameon=False,
        fontsize=8,
        borderaxespad=0,
    )
    for text, name in zip(legend.get_texts(), names, strict=True):
        text.set_text(name)  # only now: a label that begins with "_" would be left out


def _sentence(shares: pd.DataFrame, columns: str, lumped: list[str]) -> str:
    first = "; ".join(
        f"{outlet}: {bar.idxmax()} {100 * bar.max():.0f} %"
        for outlet, bar in shares.drop(columns=lumped).iterrows()
    )
    return (
        f"Stacked bars of the share of quoted words by {columns} for {plural(len(shares), 'group')}. "
        f"Largest named part in each: {first}."
    )
