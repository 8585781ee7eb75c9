"""What all figures share: paper and ink, colours for colour-blind readers, wrapped names, a description."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, LinearSegmentedColormap, to_hex, to_rgb, to_rgba
from matplotlib.transforms import IdentityTransform, ScaledTranslation, Transform, blended_transform_factory

# Okabe, M. and Ito, K. (2008). Color Universal Design; black is kept for text.
PALETTE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442")
# The first three differ in grey print; from the fourth on a colour is as light as one before it.
HATCHES = ("", "", "", "///", "\\\\\\", "xxx", "...")
_INKS = ("#222222", "white", "black")
_CAPTION = 14.5  # characters of 9 points that fit an inch: captions were seen to take 15 to 17
_BOLD = 12  # characters of 10 bold points that fit an inch
_NARROW = 5.0  # inches; a column of a journal has 3.2 to 3.5, its page 6.5 to 7.5
_READABLE = 7.0  # contrast ratio of WCAG's level AAA

_SETTINGS: Any = {  # the stubs want literal keys
    "font.size": 9,
    "axes.titlesize": 10,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": 9,
    "axes.grid": False,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.labelsize": 9,
    "ytick.labelsize": 9,
    "xtick.labelcolor": "inherit",
    "ytick.labelcolor": "inherit",
    "hatch.linewidth": 0.5,
    "figure.dpi": 100,
    "savefig.dpi": 200,
    "axes.unicode_minus": True,
    "text.usetex": False,  # names are plain text
}


@contextmanager
def style(ax: Axes | None = None) -> Iterator[None]:
    """Context with the settings of all figures; the user's own settings are back afterwards.

    Paper is what the user's figure has, or would have, and ink is what stands out from it.
    """
    # Not rc_context: it restores all settings, also "interactive", which a notebook's backend switches on
    # when the first figure is made, that is in here; no later figure of the notebook would be shown.
    settings = _SETTINGS | _colours(_paper_of(ax)) | {"font.family": _fonts()}
    before = {name: mpl.rcParams[name] for name in settings}
    mpl.rcParams.update(settings)
    try:
        yield
    finally:
        mpl.rcParams.update(before)


def _colours(background: str) -> dict[Any, Any]:
    on_it = text_colour(background)
    return {
        "figure.facecolor": background,
        "axes.facecolor": background,
        "savefig.facecolor": background,
        "axes.edgecolor": mix(on_it, background, 0.55),
        "axes.labelcolor": on_it,
        "axes.titlecolor": on_it,
        "text.color": on_it,
        "xtick.color": on_it,
        "ytick.color": on_it,
    }


def _paper_of(ax: Axes | None) -> str:
    """Colour behind a figure; what is transparent lies on white, for ink must stand out from something."""
    layers = [mpl.rcParams["figure.facecolor"]]
    if ax is not None:
        root = ax.figure.get_figure(root=True)
        layers = [part.get_facecolor() for part in (root, ax.figure) if part is not None]
    paper_ = "white"
    for layer in layers:
        paper_ = mix(layer, paper_, to_rgba(layer)[3])
    return paper_


def _fonts() -> list[str]:
    """The font whose widths the figures are made for, then the user's, for signs that it lacks."""
    return list(dict.fromkeys(["DejaVu Sans", *mpl.rcParams["font.family"]]))


def paper() -> str:
    """Colour behind the figure that is being drawn."""
    return str(mpl.rcParams["axes.facecolor"])


def ink() -> str:
    """Colour of text and of what is as important."""
    return str(mpl.rcParams["text.color"])


def grey() -> str:
    """Colour of lines that help: between ink and paper."""
    return str(mpl.rcParams["axes.edgecolor"])


def pale() -> str:
    """Colour of areas that help: nearly paper."""
    return mix(ink(), paper(), 0.12)


def highlight() -> str:
    """Colour of areas to look at; darker on dark paper, so that lines stand out from it too."""
    return mix("#F0E442", paper(), 0.15 if is_dark(paper()) else 0.3)


def mix(colour: Any, other: Any, share: float) -> str:
    """A colour with this share of the first and the rest of the second."""
    pairs = zip(to_rgb(colour), to_rgb(other), strict=True)
    red, green, blue = (share * one + (1 - share) * two for one, two in pairs)
    return to_hex((red, green, blue))


def make_axes(ax: Axes | None, width: float, height: float) -> Axes:
    """The user's Axes on one paper with its figure, or those of a new figure of this size in inches."""
    if ax is None:
        return plt.subplots(figsize=(min(width, room(None)), height), layout="constrained")[1]
    ax.set_facecolor(paper())
    ax.tick_params(labelcolor=ink(), color=ink())
    for text in (ax.xaxis.label, ax.yaxis.label):
        text.set_color(ink())
    ax.spines[:].set_edgecolor(grey())
    ax.spines[["top", "right"]].set_visible(False)
    ax.grid(visible=False)
    return ax


def room(ax: Axes | None) -> float:
    """Inches across that a figure may take with its labels: the user's Axes', or what the settings allow.

    A journal's style sheet says how wide a figure may be; matplotlib's own default says nothing.
    """
    if ax is None:
        size, usual = (
            tuple(map(float, settings["figure.figsize"])) for settings in (mpl.rcParams, mpl.rcParamsDefault)
        )
        return size[0] if size != usual else math.inf
    across = ax.figure.bbox.width / ax.figure.dpi
    place = ax.get_subplotspec()
    if place is None:
        return float(ax.get_position().width * across)
    ratios = np.asarray(place.get_gridspec().get_width_ratios(), dtype=float)
    return float(across * ratios[place.colspan.start : place.colspan.stop].sum() / ratios.sum())


def is_narrow(ax: Axes | None) -> bool:
    """Whether there is no room for names, bars and numbers side by side, as in a journal's column."""
    return room(ax) < _NARROW


def keep_height(ax: Axes, inches: float) -> None:
    """Make a figure of ours as high as its rows need, whatever its labels and its caption take."""
    figure = ax.figure.get_figure(root=True)
    figure.draw_without_rendering()
    missing = inches - ax.get_window_extent().height / figure.dpi
    figure.set_figheight(figure.get_figheight() + max(missing, 0.0))


def is_dark(background: Any) -> bool:
    """Whether text on this background is light."""
    return text_colour(background) == "white"


def diverging() -> Colormap:
    """Vermilion over paper to blue, paper at zero."""
    ends = ("#F0803C", "#56B4E9") if is_dark(paper()) else ("#D55E00", "#0072B2")
    return LinearSegmentedColormap.from_list("mediakit_diverging", [ends[0], paper(), ends[1]])


def sequential() -> Colormap:
    """Paper to blue, away from the paper's lightness."""
    strong = ["#0072B2", "#A6DBFF"] if is_dark(paper()) else ["#56B4E9", "#00436B"]
    return LinearSegmentedColormap.from_list("mediakit_sequential", [paper(), *strong])


def contrast(colour: Any, background: Any) -> float:
    """Contrast ratio of two colours by WCAG 2, from 1 to 21."""

    def luminance(colour: Any) -> float:
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    low, high = sorted((luminance(colour), luminance(background)))
    return (high + 0.05) / (low + 0.05)


def text_colour(background: Any) -> str:
    """Ink that stands out from the background, 4.5 times at least."""
    for candidate in _INKS:
        if contrast(candidate, background) >= _READABLE:
            return candidate
    return max(_INKS, key=lambda candidate: contrast(candidate, background))


def plain(text: object) -> str:
    """A name as matplotlib shows it: no mathematical mode, one line."""
    return " ".join(str(text).split()).replace("$", r"\$")


def wrap(name: object, width: int, *, n_lines: int = 3) -> str:
    """A name in lines of at most this many characters; further lines are cut, and so is a longer word."""
    lines = textwrap.wrap(" ".join(str(name).split()), width, break_on_hyphens=False) or ["(no name)"]
    if len(lines) > n_lines:
        last = lines[n_lines - 1]
        last = f"{last} …" if len(last) + 2 <= width else f"{last[: width - 1].rstrip()}…"
        lines = [*lines[: n_lines - 1], last]
    return "\n".join(map(plain, lines))


def set_caption(ax: Axes, text: str) -> None:
    """Write sentences, each on a line of its own, under the axis: in lines as long as the Axes are wide.

    Where that takes more than three lines, they go from the left of the labels to the right of the numbers.
    """
    left, right, own = _reach(ax)
    caption = _fill(text, own)
    if caption.count("\n") < 3:
        ax.set_xlabel(caption)
        return
    ax.set_xlabel(_fill(text, (right - left) / ax.figure.dpi), ha="left", multialignment="left")
    ax.xaxis.label.set_transform(_inches_across(ax, IdentityTransform()))
    ax.xaxis.label.set_x(left / ax.figure.dpi)


def _fill(text: str, width: float) -> str:
    n_characters = max(int(_CAPTION * width), 20)
    return "\n".join(wrap(line, n_characters, n_lines=6) for line in text.split("\n"))


def set_title(ax: Axes, text: str, pad: float | None = None) -> None:
    """Write a title in lines as long as the figure is wide, from the left of the labels where it is long."""
    left, right, own = _reach(ax)
    if len(text) <= _BOLD * own:
        ax.set_title(plain(text), pad=pad)
        return
    n_characters = max(int(_BOLD * (right - left) / ax.figure.dpi), 12)
    title = ax.set_title(wrap(text, n_characters), pad=pad)
    points = mpl.rcParams["axes.titlepad"] if pad is None else pad
    above = ScaledTranslation(0, points / 72, ax.figure.get_figure(root=True).dpi_scale_trans)
    title.set_transform(_inches_across(ax, ax.transAxes) + above)
    title.set_x(left / ax.figure.dpi)


def _inches_across(ax: Axes, down: Transform) -> Transform:
    """Inches from the page's left, for the Axes move when a caption or a title is there."""
    return blended_transform_factory(ax.figure.get_figure(root=True).dpi_scale_trans, down)


def _reach(ax: Axes) -> tuple[float, float, float]:
    """Pixels where the Axes with their labels begin and end, and inches of the Axes alone."""
    figure = ax.figure.get_figure(root=True)
    figure.draw_without_rendering()  # only then is the room known
    box, page = ax.get_tightbbox() or ax.bbox, figure.bbox
    return max(box.x0, page.x0), min(box.x1, page.x1), ax.get_window_extent().width / figure.dpi


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
