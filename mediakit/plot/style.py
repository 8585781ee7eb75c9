"""What all figures share: fonts, colours for colour-blind readers, wrapped names, a description."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, LinearSegmentedColormap, to_rgb

# Okabe, M. and Ito, K. (2008). Color Universal Design; black is kept for text.
PALETTE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442")
INK = "#222222"
PALE = "#E6E6E6"
GREY = "#8A8A8A"

_SETTINGS: Any = {  # the stubs want literal keys
    # Ink is dark, so paper must be white whatever style the user has.
    "figure.facecolor": "white",
    "axes.facecolor": "white",
    "savefig.facecolor": "white",
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "axes.titlesize": 10,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": 9,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.labelsize": 9,
    "ytick.labelsize": 9,
    "hatch.linewidth": 0.5,
    "figure.dpi": 100,
    "savefig.dpi": 200,
    "axes.unicode_minus": True,
}


@contextmanager
def style() -> Iterator[None]:
    """Context with the settings of all figures; the user's own settings are back afterwards."""
    # Not rc_context: it restores all settings, also "interactive", which a notebook's backend switches on
    # when the first figure is made, that is in here; no later figure of the notebook would be shown.
    before = {name: mpl.rcParams[name] for name in _SETTINGS}
    mpl.rcParams.update(_SETTINGS)
    try:
        yield
    finally:
        mpl.rcParams.update(before)


def make_axes(ax: Axes | None, width: float, height: float) -> Axes:
    """The user's Axes, or those of a new figure of this size in inches."""
    if ax is not None:
        return ax
    return plt.subplots(figsize=(width, height), layout="constrained")[1]


def diverging() -> Colormap:
    """Vermilion over white to blue, white at zero."""
    return LinearSegmentedColormap.from_list("mediakit_diverging", ["#D55E00", "#FFFFFF", "#0072B2"])


def sequential() -> Colormap:
    """White to dark blue."""
    return LinearSegmentedColormap.from_list("mediakit_sequential", ["#FFFFFF", "#56B4E9", "#00436B"])


def text_colour(background: Any) -> str:
    """White or ink, whichever stands out from the background by WCAG's contrast ratio."""

    def luminance(colour: Any) -> float:
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    behind = luminance(background) + 0.05
    return "white" if 1.05 / behind > behind / (luminance(INK) + 0.05) else INK


def plain(text: object) -> str:
    """A name as matplotlib shows it: no mathematical mode, one line."""
    return " ".join(str(text).split()).replace("$", r"\$")


def wrap(name: object, width: int, *, n_lines: int = 3) -> str:
    """A name in lines of about this many characters; words stay whole if they can, further lines are cut."""
    lines = textwrap.wrap(
        plain(name),
        width,
        max_lines=n_lines,
        placeholder=" …",
        break_long_words=False,
        break_on_hyphens=False,
    )
    if lines == ["…"]:  # the one word, or text without spaces, is longer than the line
        return plain(name)[: width - 1] + "…"
    return "\n".join(lines) or "(no name)"


def set_description(ax: Axes, sentence: str) -> None:
    """Keep a sentence that describes the figure with its Axes."""
    ax.set_label(sentence)


def describe(ax: Axes) -> str:
    """A sentence that describes a figure of this package, for alternative text; empty for other figures.

    Parameters
    ----------
    ax : matplotlib Axes
        What one of the functions of `mediakit.plot` returned.

    Returns
    -------
    str
        One or more sentences in plain text.

    Examples
    --------
    >>> import matplotlib
    >>> matplotlib.use("agg")
    >>> import pandas as pd
    >>> from mediakit import plot
    >>> estimates = pd.DataFrame({
    ...     "outlet": ["Post", "Times"], "actor": "Kyiv", "measure": "mean", "n_articles": [8, 9],
    ...     "estimate": [0.1, -0.2], "low": [0.0, -0.3], "high": [0.2, -0.1]})
    >>> plot.describe(plot.heatmap(estimates))[:60]
    'Heat map of the mean score by outlet (2 rows) and actor (1 c'
    """
    return str(ax.get_label())
