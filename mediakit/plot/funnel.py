"""What was read from files in, bars from all records down to the articles that count out."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from mediakit._core.errors import InputError
from mediakit._core.tables import check_columns, check_table
from mediakit._core.wording import plural
from mediakit.plot import style

_ROW_HEIGHT = 0.42  # inches


def ingest_funnel(
    files: pd.DataFrame,
    *,
    copies: pd.DataFrame | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Bars from the records that were seen to the articles that were read, and those that are no copies.

    Parameters
    ----------
    files : DataFrame
        The files table of a Corpus or an Analysis: ``corpus.files``.
    copies : DataFrame, optional
        The copies table of `find_copies`.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    TableError, InputError
        When columns are missing, or no record was seen.

    Examples
    --------
    >>> import matplotlib
    >>> matplotlib.use("agg")
    >>> files = pd.DataFrame({
    ...     "source_file": ["a.csv", "b.txt"], "n_records": [90, 10], "n_read": [80, 9],
    ...     "n_rejected": [10, 1], "n_doubts": [3, 0]})
    >>> [text.get_text() for text in ingest_funnel(files).texts]
    ['100', '89']
    """
    steps = funnel_steps(files, copies)
    n_seen = int(steps["n"].iloc[0])
    if n_seen == 0:
        raise InputError("No record was seen in any file: there is nothing to draw.")
    with style.style(ax):
        ax = style.make_axes(ax, 7.4, _ROW_HEIGHT * len(steps) + 0.7)
        for y, n in enumerate(steps["n"]):
            ax.barh(y, n, height=0.66, color=style.PALETTE[0])
            ax.annotate(f"{n:,}", (n, y), (4, 0), textcoords="offset points", va="center", fontsize=8.5)
        ax.set_xlim(0, 1.12 * n_seen)
        ax.set_ylim(len(steps) - 0.5, -0.5)
        labels = [f"{step}\n({note})" for step, note in zip(steps["step"], steps["note"], strict=True)]
        ax.set_yticks(range(len(steps)), labels, fontsize=8.5)
        ax.tick_params(axis="y", length=0)
        ax.spines[["left", "bottom"]].set_visible(False)
        ax.set_xticks([])
    told = ", ".join(f"{n:,} {step}" for step, n in zip(steps["step"], steps["n"], strict=True))
    style.set_description(ax, f"Bars of what was read: {told}.")
    return ax


def funnel_steps(files: pd.DataFrame, copies: pd.DataFrame | None = None) -> pd.DataFrame:
    """The bars of `ingest_funnel`: step, n, and a note on what was lost on the way.

    Raises
    ------
    TableError
        When columns are missing.
    """
    check_columns(files, ["n_records", "n_read", "n_rejected", "n_doubts"], "The files table")
    table = check_table(files, "files")
    n_seen, n_read, n_doubts = (int(table[name].sum()) for name in ("n_records", "n_read", "n_doubts"))
    steps = [
        ("records seen", n_seen, f"in {plural(len(table), 'file')}"),
        ("articles read", n_read, f"{n_seen - n_read:,} rejected, {plural(n_doubts, 'doubt')}"),
    ]
    if copies is not None:
        n_copies = int((~check_table(copies, "copies")["origin"]).sum())
        left = ("no copies of others", n_read - n_copies, plural(n_copies, "copy", "copies"))
        steps.append(left)
    return pd.DataFrame(steps, columns=["step", "n", "note"])
