"""Alignments in, a matrix of statements by outlets out: who ran, trimmed, reworded or left out which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle

from mediakit._core.errors import InputError, UnknownNameError
from mediakit._core.tables import check_table
from mediakit._core.wording import plural
from mediakit.plot import style

_CELL_WIDTH, _ROW_HEIGHT = 0.92, 0.5  # inches; three lines of an 8 point label
_TALL_ROW = 0.78  # inches; the label over the cells, where there is no room beside them
_LEAST_LABEL = 2.0  # inches
_LABEL = 46  # characters in a line of a statement
_OUTLET = 12  # characters of an outlet's name in a column
# The darker, the more of the words: it reads in grey too.
_COLOURS = {"full": "#0072B2", "trimmed": "#9BCDEB", "paraphrase": "#FBE3B5", "absent": None}
_LEGEND = {
    "full": "in full",
    "trimmed": "trimmed: share of words kept",
    "paraphrase": "reworded (candidate)",
    "absent": "event told without it",
}


def quote_matrix(
    alignments: pd.DataFrame,
    *,
    statements: Sequence[str] | None = None,
    n_shown: int = 12,
    ax: Axes | None = None,
) -> Axes:
    r"""Matrix of statements by outlets: each cell says how the outlet ran the statement.

    An empty place means that no article of the outlet told of the event, so that nothing can be said.

    Parameters
    ----------
    alignments : DataFrame
        The alignments of `align_quotes`.
    statements : sequence of str, optional
        The statement_id to show, in this order. By default those that most outlets ran or left out, of equals
        the earliest, as long as two outlets have a row.
    n_shown : int, default 12
        Number of statements shown by default.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    TableError, InputError, UnknownNameError
        When it is no alignments table, nothing is left to draw, or a statement is not in it.

    Examples
    --------
    >>> import matplotlib
    >>> matplotlib.use("agg")
    >>> alignments = pd.DataFrame({
    ...     "statement_id": "a-0", "outlet": ["Echo", "Post", "Times"], "quote_id": [None, "b-0", "a-0"],
    ...     "status": ["absent", "trimmed", "full"], "share": [0, 0.4, 1], "speaker": "Iva Toll",
    ...     "text": [None, "We stay,", "We stay, whatever comes."]})
    >>> [text.get_text() for text in quote_matrix(alignments).texts]
    ['absent', '40 %', 'full']
    """
    table = check_table(alignments, "alignments")
    unknown = sorted(set(table["status"]) - set(_COLOURS))
    if unknown:
        raise UnknownNameError("status", unknown[0], _COLOURS)
    chosen = _choose(table, statements, n_shown)
    table = table[table["statement_id"].isin(chosen)]
    outlets = sorted(table["outlet"].unique())
    own, narrow = ax is None, style.room(ax) < _CELL_WIDTH * len(outlets) + _LEAST_LABEL
    with style.style(ax):
        row_height = _TALL_ROW if narrow else _ROW_HEIGHT
        room = style.room(ax)
        width = _CELL_WIDTH * len(outlets) + 4.2
        ax = style.make_axes(ax, width, row_height * len(chosen) + 1.5)
        n_characters = int(min(_LABEL, 16 * room if narrow else 14 * (room - _CELL_WIDTH * len(outlets))))
        labels = [_label(table, statement, n_characters) for statement in chosen]
        columns = ("outlet", "statement_id", "status", "share")
        for outlet, statement, status, share in zip(*(table[name].tolist() for name in columns), strict=True):
            _draw_cell(ax, outlets.index(outlet), chosen.index(statement), status, share, narrow)
        ax.set_xlim(-0.5, len(outlets) - 0.5)
        ax.set_ylim(len(chosen) - 0.5, -0.5)
        outlet = int(min(_OUTLET, _OUTLET * room / (_CELL_WIDTH * len(outlets))))
        ax.set_xticks(range(len(outlets)), [style.wrap(name, outlet) for name in outlets], fontsize=8)
        if narrow:
            ax.set_yticks([])
            for y, label in enumerate(labels):
                ax.text(-0.46, y + 0.06, label, fontsize=7.5, va="bottom")
        else:
            ax.set_yticks(range(len(chosen)), labels, fontsize=8)
        ax.xaxis.tick_top()
        ax.tick_params(length=0)
        ax.spines[:].set_visible(False)
        handles = [_patch(status, label=label) for status, label in _LEGEND.items()]
        ax.legend(
            handles=handles, loc="upper right", bbox_to_anchor=(1, 0), ncols=1 if narrow else 2,
            frameon=False, fontsize=8,
        )  # fmt: skip
        style.set_title(ax, f"Who ran which words (n = {plural(len(chosen), 'statement')})", pad=10)
        if own:
            style.keep_height(ax, row_height * len(chosen))
    style.set_description(ax, _sentence(table, chosen, outlets))
    return ax


def _choose(table: pd.DataFrame, statements: Sequence[str] | None, n_shown: int) -> list[str]:
    """The statements to show, in order."""
    sizes = table.groupby("statement_id", sort=False).agg(
        ran=("status", lambda status: (status != "absent").sum()), rows=("status", "size")
    )
    if statements is not None:
        for statement in statements:
            if statement not in sizes.index:
                raise UnknownNameError("statement", statement, sizes.index)
        chosen = list(dict.fromkeys(statements))
    else:
        shared = sizes[sizes["rows"] > 1].sort_values(["ran", "rows"], ascending=False, kind="stable")
        kept = set(shared.index[: max(n_shown, 0)])
        chosen = [statement for statement in sizes.index if statement in kept]  # in the order they appeared
    if not chosen:
        raise InputError(
            f"None of the {len(sizes)} statements of the alignments has rows of two outlets: nothing to draw."
        )
    return chosen


def _draw_cell(ax: Axes, x: int, y: int, status: str, share: float, narrow: bool) -> None:
    words = {"trimmed": f"{100 * share:.0f} %", "paraphrase": "reworded"}
    top, height = (0.1, 0.34) if narrow else (-0.42, 0.84)
    ax.add_patch(_patch(status, box=(x - 0.46, y + top, 0.92, height)))
    colour = style.text_colour(_COLOURS[status] or style.paper())
    place = (x, y + top + height / 2)
    ax.text(*place, words.get(status, status), ha="center", va="center", fontsize=8, color=colour)


def _patch(status: str, *, box: tuple[float, float, float, float] | None = None, label: str = "") -> Patch:
    """The box of a cell, or its key in the legend."""
    look: dict[str, Any] = {
        "facecolor": _COLOURS[status] or style.paper(),
        "edgecolor": style.grey(),
        "linewidth": 0.8,
    }
    if status == "absent":
        look["linestyle"] = (0, (3, 2))
    return Patch(label=label, **look) if box is None else Rectangle(box[:2], box[2], box[3], **look)


def _label(table: pd.DataFrame, statement: str, width: int) -> str:
    """Speaker and first words of a statement."""
    rows = table[table["statement_id"] == statement]
    fullest = rows[rows["quote_id"] == statement]
    text = (fullest if len(fullest) else rows)["text"].dropna()
    words = style.wrap(f"“{text.iloc[0]}”" if len(text) else statement, width, n_lines=2)
    speaker = rows["speaker"].dropna()
    return f"{style.wrap(speaker.iloc[0], width - 1, n_lines=1)}:\n{words}" if len(speaker) else words


def _sentence(table: pd.DataFrame, chosen: list[str], outlets: list[str]) -> str:
    counts = table["status"].value_counts()
    told = ", ".join(f"{counts.get(status, 0)} {name}" for status, name in _LEGEND.items())
    return (
        f"Matrix of {plural(len(chosen), 'statement')} by {plural(len(outlets), 'outlet')} "
        f"({', '.join(outlets)}): "
        f"{told.replace(': share of words kept', '')}."
    )
