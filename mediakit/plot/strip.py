"""An article's quotations in, a strip of whose words stand where along its length out."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from mediakit._core.errors import InputError, UnknownNameError
from mediakit._core.tables import check_table
from mediakit._core.wording import plural
from mediakit.plot import style

_ROW_HEIGHT = 0.34  # inches
_OWN = "the outlet's own words"
_NOBODY = "no known speaker"
_HATCH = "////"


def article_strip(
    quotes: pd.DataFrame,
    articles: pd.DataFrame,
    article_id: str,
    *,
    n_shown: int = 8,
    ax: Axes | None = None,
) -> Axes:
    """Strips along the length of one article: the outlet's own words, and those of each speaker below.

    Words in marks are filled, words without marks hatched.

    Parameters
    ----------
    quotes : DataFrame
        The quotes table.
    articles : DataFrame
        The articles table; the body of the article is drawn.
    article_id : str
        The article.
    n_shown : int, default 8
        Speakers with a strip of their own, those with most words; the others share one.
    ax : matplotlib Axes, optional
        Where to draw; by default a new figure.

    Returns
    -------
    matplotlib Axes

    Raises
    ------
    TableError, UnknownNameError, InputError
        When a table is wrong, there is no such article, or it has no text.

    Examples
    --------
    >>> import matplotlib
    >>> matplotlib.use("agg")
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["It rains, Ana said. Nobody else spoke."]})
    >>> quotes = pd.DataFrame({
    ...     "quote_id": ["q"], "article_id": ["a"], "field": ["text"], "start": [0], "end": [8],
    ...     "text": ["It rains"], "actor": ["Ana"]})
    >>> strip = article_strip(quotes, articles, "a")
    >>> [label.get_text() for label in strip.get_yticklabels()], [text.get_text() for text in strip.texts]
    (["the outlet's own words", 'Ana'], ['79 %', '21 %'])
    """
    checked = check_table(articles, "articles").set_index("article_id")
    if article_id not in checked.index:
        raise UnknownNameError("article", str(article_id), checked.index[:5])
    article = checked.loc[article_id]
    text = str(article["text"])
    if not text.strip():
        raise InputError(f"The article {article_id!r} has no text: there is nothing to draw.")
    table = check_table(quotes, "quotes")
    table = table[(table["article_id"] == article_id) & (table["field"] == "text")]
    speech = table[table["use"].fillna("speech") == "speech"]
    strips = _make_strips(speech, len(text), n_shown)
    with style.style(ax):
        ax = style.make_axes(ax, 8.4, _ROW_HEIGHT * len(strips) + 1.2)
        labels, told = [], []
        for y, (name, spans) in enumerate(strips):
            colour = style.grey() if name == _OWN else style.PALETTE[(y - 1) % len(style.PALETTE)]
            for start, end, in_marks in spans:
                look: dict[str, Any] = (
                    {"facecolor": colour} if in_marks else {"facecolor": style.paper(), "hatch": _HATCH}
                )
                left, width = start / len(text), (end - start) / len(text)
                ax.barh(y, width, left=left, height=0.72, edgecolor=colour, linewidth=0.6, **look)
            share = sum(end - start for start, end, _ in spans) / len(text)
            labels.append(style.wrap(name, 34, n_lines=1))
            ax.annotate(  # not behind the name, which may be written from right to left
                f"{100 * share:.0f} %", (1.01, y), xycoords=("axes fraction", "data"), va="center",
                fontsize=8.5, annotation_clip=False,
            )  # fmt: skip
            told.append(f"{name} {100 * share:.0f} %")
        breaks = [at / len(text) for at in range(len(text)) if text.startswith("\n\n", at)]
        ax.vlines(breaks, -0.6, len(strips) - 0.4, color=style.pale(), linewidth=0.7, zorder=0)
        ax.set_xlim(0, 1)
        ax.set_ylim(len(strips) - 0.4, -0.6)
        ax.set_yticks(range(len(strips)), labels)
        ax.set_xticks([0, 0.5, 1], ["begins", "middle", "ends"])
        ax.tick_params(axis="y", length=0)
        ax.spines["left"].set_visible(False)
        style.set_caption(
            ax,
            f"place in the article of {plural(len(text.split()), 'word')}; filled: in marks, "
            "hatched: reported; thin lines: paragraphs",
        )
        ax.set_title(style.wrap(article["title"] or article_id, 80, n_lines=1))
    style.set_description(ax, f"Strips of whose words stand where along an article. {'; '.join(told)}.")
    return ax


Span = tuple[int, int, bool]


def _make_strips(speech: pd.DataFrame, length: int, n_shown: int) -> list[tuple[str, list[Span]]]:
    """The outlet's words and each speaker's, in the order in which they first speak."""
    who = speech["actor"].fillna(speech["speaker"]).fillna(_NOBODY)
    by_speaker: dict[str, list[Span]] = {}
    columns = (who, speech["start"], speech["end"], speech["in_marks"])
    for name, start, end, in_marks in sorted(zip(*columns, strict=True), key=lambda row: row[1]):
        by_speaker.setdefault(name, []).append((int(start), int(end), bool(in_marks)))
    sizes = {name: sum(end - start for start, end, _ in spans) for name, spans in by_speaker.items()}
    large = sorted(sizes, key=lambda name: -sizes[name])[: max(n_shown, 1)]
    strips = [(_OWN, _between([span for spans in by_speaker.values() for span in spans], length))]
    strips += [(name, by_speaker[name]) for name in by_speaker if name in large]
    rest = [span for name in by_speaker if name not in large for span in by_speaker[name]]
    if rest:
        strips.append((plural(len(by_speaker) - len(large), "other"), sorted(rest)))
    return strips


def _between(spans: list[Span], length: int) -> list[Span]:
    """What lies outside of the spans."""
    found, at = [], 0
    for start, end, _ in sorted(spans):
        if start > at:
            found.append((at, start, True))
        at = max(at, end)
    if at < length:
        found.append((at, length, True))
    return found
