"""The top features of a classifier in, the words that speak for each frame as bars out."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from mediakit._core.errors import InputError
from mediakit._core.tables import check_table
from mediakit._core.wording import plural
from mediakit.plot import style

_COLUMN_WIDTH, _ROW_HEIGHT = 2.5, 0.22  # inches
_N_COLUMNS = 3
_BAR = 0.3  # of a column's width, for the longest bar; the rest is for the words
_WORD = 17  # characters


def top_features(
    top_features: pd.DataFrame,
    *,
    n_shown: int = 8,
    ax: Axes | None = None,
) -> Axes:
    """Bars of the words that speak most for each frame: what a trained classifier goes by.

    All bars start at zero and have one scale. The number behind a word is that of the coded articles that
    have it. Look for words that should not matter: an outlet's name, a reporter, one event.

    Parameters
    ----------
    top_features : DataFrame
        What `FrameClassifier.top_features` returned. Words that speak against a frame are not drawn.
    n_shown : int, default 8
        Words for each frame.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    TableError, InputError
        When it is no such table, or no word speaks for any frame.

    Examples
    --------
    >>> import matplotlib
    >>> matplotlib.use("agg")
    >>> words = pd.DataFrame({
    ...     "frame": ["conflict", "conflict", "economic"], "word": ["clash", "calm", "prices"],
    ...     "weight": [0.9, -0.3, 0.7], "n_articles": [12, 30, 25]})
    >>> [text.get_text() for text in top_features(words).texts]
    ['conflict', 'clash  12', 'economic', 'prices  25']
    """
    table = check_table(top_features, "top_features")
    if n_shown < 1:
        raise InputError(f"n_shown is {n_shown!r}; expected 1 or more.")
    frames = list(dict.fromkeys(table["frame"].dropna()))
    table = table[table["weight"] > 0].sort_values("weight", ascending=False, kind="stable")
    if table.empty:
        raise InputError(
            "No word speaks for any frame: there is nothing to draw. A classifier that was saved without "
            "words has none."
        )
    shown = {frame: table[table["frame"] == frame].head(n_shown) for frame in frames}
    n_columns = max(int(min(_N_COLUMNS, len(frames), style.room(ax) // _COLUMN_WIDTH)), 1)
    height = max(map(len, shown.values())) + 2  # lines of a frame: its name, its words, room
    n_rows = -(-len(frames) // n_columns)
    with style.style(ax):
        ax = style.make_axes(ax, _COLUMN_WIDTH * n_columns + 0.2, _ROW_HEIGHT * height * n_rows + 0.7)
        ax.set_xlim(-0.02, n_columns)
        ax.set_ylim(height * n_rows - 0.4, -0.6)
        scale = _BAR / float(table["weight"].max())
        for at, (frame, words) in enumerate(shown.items()):
            row, column = divmod(at, n_columns)
            _draw_frame(ax, column, row * height, str(frame), words, scale)
        ax.set_xticks([])
        ax.set_yticks([])
        ax.spines[:].set_visible(False)
        caption = (
            f"bar: what the word adds to the decision, on average; longest {table['weight'].max():.2f}. "
            "Number: coded articles that have it. No interval."
        )
        style.set_caption(ax, caption)
    style.set_description(ax, _sentence(shown))
    return ax


def _draw_frame(ax: Axes, x: int, y: int, frame: str, words: pd.DataFrame, scale: float) -> None:
    ax.text(x, y, style.wrap(frame.replace("_", " "), 30, n_lines=1), va="center", fontweight="bold")
    ax.plot([x, x], [y + 0.5, y + len(words) + 0.5], color=style.grey(), linewidth=0.8)
    columns = (words[name] for name in ("word", "weight", "n_articles"))
    for line, (word, weight, n_articles) in enumerate(zip(*columns, strict=True), start=1):
        ax.barh(y + line, weight * scale, left=x, height=0.7, color=style.PALETTE[0])
        ax.annotate(
            f"{style.wrap(word, _WORD, n_lines=1)}  {n_articles:,}", (x + weight * scale, y + line), (4, 0),
            textcoords="offset points", va="center", fontsize=8.5,
        )  # fmt: skip


def _sentence(shown: dict[str, pd.DataFrame]) -> str:
    told = "; ".join(
        f"{frame}: {', '.join(words['word'].head(5)) or 'none'}" for frame, words in shown.items()
    )
    return f"Bars of the words that speak for {plural(len(shown), 'frame')}. {told}."
