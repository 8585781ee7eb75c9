"""Keyness in, the words that set a group apart as bars to both sides out."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from mediakit._core.errors import InputError, UnknownNameError
from mediakit._core.tables import check_table, get_table
from mediakit.plot import style

_ROW_HEIGHT = 0.21  # inches; one line of 8.5 point text
_SURE = 0.05


def keyness(
    keyness: pd.DataFrame,
    *,
    group: str | None = None,
    n_shown: int = 12,
    ax: Axes | None = None,
) -> Axes:
    """Bars of the words a group uses more (right) and less (left) than all others.

    The length is the binary logarithm of the ratio of rates: 1 is twice, -1 half as often. The words are
    those with the largest log-likelihood on each side. Filled bars have an adjusted p below .05 with articles
    as units; empty ones do not.

    Parameters
    ----------
    keyness : DataFrame
        The table of `compare_words` or `compare_collocates`.
    group : str, optional
        The group to draw; needed when the table has several.
    n_shown : int, default 12
        Words on each side.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    TableError, InputError, UnknownNameError
        When it is no keyness table, or the group is missing or unknown.

    Examples
    --------
    >>> import matplotlib
    >>> matplotlib.use("agg")
    >>> words = pd.DataFrame({
    ...     "outlet": "Post", "word": ["regime", "aid"], "n": [9, 1], "n_rest": [2, 8], "n_articles": [5, 1],
    ...     "g2": [8.0, -6.0], "log_ratio": [2.1, -3.0], "p_adjusted": [0.01, 0.2]})
    >>> plotted = keyness(words)
    >>> [text.get_text() for text in plotted.texts if "n =" not in text.get_text()][:2]
    ['regime', 'aid']
    """
    table = check_table(keyness, "keyness")
    table, name = _choose(table, group)
    table = table.dropna(subset=["g2", "log_ratio"])
    more = table[table["g2"] > 0].nlargest(max(n_shown, 1), "g2")
    less = table[table["g2"] < 0].nsmallest(max(n_shown, 1), "g2")
    shown = pd.concat([more, less.iloc[::-1]], ignore_index=True)
    if shown.empty:
        raise InputError(f"No word of {name!r} differs in rate from the others: there is nothing to draw.")
    with style.style(ax):
        ax = style.make_axes(ax, 7.0, _ROW_HEIGHT * len(shown) + 1.1)
        longest = float(shown["log_ratio"].abs().max()) or 1.0
        ax.set_xlim(-1.55 * longest, 1.55 * longest)
        ax.set_ylim(len(shown) - 0.4, -0.6)
        columns = ("word", "g2", "log_ratio", "p_adjusted", "n", "n_articles")
        for y, row in enumerate(zip(*(shown[column] for column in columns), strict=True)):
            _draw_word(ax, y, *row)
        ax.axvline(0, color=style.ink(), linewidth=0.8)
        ax.set_yticks([])
        ax.spines["left"].set_visible(False)
        ax.xaxis.set_major_formatter(lambda value, _: f"{2 ** abs(value):.3g}×")
        style.set_caption(
            ax, "times less often · times more often; filled: p < .05, adjusted, articles as units"
        )
        style.set_title(ax, f"Words of {name} against all others")
    style.set_description(ax, _sentence(shown, name))
    return ax


def _choose(table: pd.DataFrame, group: str | None) -> tuple[pd.DataFrame, str]:
    """The rows of one group, and its name."""
    columns = [column for column in table.columns if column not in get_table("keyness").names]
    if not columns:
        return table, "the group"
    column = columns[0]
    groups = sorted(table[column].dropna().unique(), key=str)
    if not groups:
        raise InputError("The keyness table has no rows: there is nothing to draw.")
    if group is None:
        if len(groups) > 1:
            raise InputError(
                f"The table has {len(groups)} groups in {column!r}. Choose one: group={str(groups[0])!r}."
            )
        group = groups[0]
    if group not in groups:
        raise UnknownNameError("group", str(group), map(str, groups))
    return table[table[column] == group], str(group)


def _draw_word(
    ax: Axes, y: int, word: str, g2: float, ratio: float, p: float, n: int, n_articles: int
) -> None:
    more = g2 > 0  # not the ratio, which may be 0 for a word that one side never uses
    colour = style.PALETTE[0] if more else style.PALETTE[5]
    ax.barh(
        y, ratio, height=0.7, facecolor=colour if p < _SURE else style.paper(), edgecolor=colour, linewidth=1
    )
    side = 1 if more else -1
    away: dict[str, Any] = {"textcoords": "offset points", "va": "center", "fontsize": 8.5}
    ax.annotate(
        style.wrap(word, 24, n_lines=1), (0, y), (-4 * side, 0), ha="right" if more else "left", **away
    )
    ax.annotate(
        f"n = {n:,} in {n_articles:,}", (ratio, y), (4 * side, 0), ha="left" if more else "right",
        **{**away, "fontsize": 7.5},
    )  # fmt: skip


def _sentence(shown: pd.DataFrame, name: str) -> str:
    sides = (("more", shown[shown["g2"] > 0]), ("less", shown[shown["g2"] < 0]))
    told = "; ".join(f"{side} often: {', '.join(part['word'].head(6))}" for side, part in sides if len(part))
    return f"Bars of {len(shown)} words that {name} uses more or less than all others. {told}."
