"""Draws the page of figures: each with its code, on light and on dark paper."""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl

mpl.use("agg")
from matplotlib import pyplot as plt

from mediakit import plot

# figure: what it shows, and the code that draws it from a user's tables
_ENTRIES = {
    "intervals": (
        "Each outlet's estimate with its interval, by actor",
        'compared = mk.compare_groups(sentiment, articles, within="actor")\n'
        'mk.plot.intervals(compared.estimates, where={"voice_kind": "own"})',
    ),
    "heatmap": (
        "Outlets by actors, each cell with its number and n",
        "mk.plot.heatmap(compared.estimates)",
    ),
    "contrasts": (
        "Differences between two outlets, filled where the corrected p tells them from zero",
        'mk.plot.contrasts(compared.contrasts, where={"voice_kind": "own"})',
    ),
    "sensitivity": (
        "The same differences without copies, and which of them hang on copies",
        "compared = mk.compare_groups(sentiment, articles, copies=mk.find_copies(articles))\n"
        "mk.plot.sensitivity(compared.sensitivity)",
    ),
    "voice_share": (
        "Whose words fill the quotations",
        'words = mk.compare_groups(quotes, articles, within="actor", measure="word_share")\n'
        "mk.plot.voice_share(words.estimates)",
    ),
    "quote_matrix": (
        "Who ran, trimmed, reworded or left out the same statement",
        "mk.plot.quote_matrix(mk.align_quotes(articles, quotes))",
    ),
    "timeline": (
        "Outlets over time, with dated events",
        'by_week = mk.add_periods(articles, "week")\n'
        'weekly = mk.compare_groups(sentiment, by_week, within="period")\n'
        'events = pd.DataFrame({"date": ["2024-02-08"], "label": ["bridge closes"]})\n'
        'mk.plot.timeline(weekly.estimates, where={"voice_kind": "own"}, events=events)',
    ),
    "frame_fingerprint": (
        "How often each outlet frames the same actor how",
        'shares = mk.compare_groups(frames, articles, within=["actor", "frame"], measure="share")\n'
        'mk.plot.frame_fingerprint(shares.estimates, where={"actor": "Kyiv", "voice_kind": "own"})',
    ),
    "keyness": (
        "Words that one outlet uses more, and less, than all others",
        'mk.plot.keyness(mk.compare_words(articles), group="Post")',
    ),
    "top_features": (
        "The words that a classifier of your own frames goes by",
        "classifier = mk.FrameClassifier().fit(articles, codes)\n"
        "mk.plot.top_features(classifier.top_features())",
    ),
    "article_strip": (
        "Whose words stand where in one article",
        "mk.plot.article_strip(quotes, articles, article_id)",
    ),
    "ingest_funnel": (
        "From the records of the files to the articles that are no copies",
        "mk.plot.ingest_funnel(corpus.files, copies=mk.find_copies(corpus.articles))",
    ),
}
_PAPERS = {"light": "default", "dark": "dark_background"}


def write_gallery(out: Path) -> None:
    """The page gallery.md, and beside it a picture of every figure on each paper.

    Raises
    ------
    ValueError
        When a figure of `plot.gallery` has no entry here, or the other way round.
    """
    folder = out / "figures"
    folder.mkdir(parents=True, exist_ok=True)
    told = {}
    for paper, style in _PAPERS.items():
        with plt.style.context(style):
            figures = plot.gallery()
            if set(figures) != set(_ENTRIES):
                raise ValueError(f"Entries of the gallery differ: {sorted(set(figures) ^ set(_ENTRIES))}.")
            for name, ax in figures.items():
                ax.figure.savefig(folder / f"{name}_{paper}.png", dpi=150)
                told[name] = plot.describe(ax)
                plt.close(ax.figure)
    parts = [
        "# Figures\n\nEach function takes a table, returns matplotlib's Axes, and draws into your own with "
        "`ax=`. Figures take the paper of your matplotlib style, and ink that is readable on it. "
        "`mk.plot.describe(ax)` is the alternative text of a figure. "
        "Figures are made for the width of a page, 7 inches and more; one column of 3.5 inches has room for "
        "few names. The numbers below are invented.\n"
    ]
    for name, (sentence, code) in _ENTRIES.items():
        pictures = "\n\n".join(
            f"```{{image}} figures/{name}_{paper}.png\n:alt: {told[name]}\n:class: only-{paper}\n"
            ":width: 100%\n```"
            for paper in _PAPERS
        )
        parts.append(f"## {name}\n\n{sentence}.\n\n{pictures}\n\n```python\n{code}\n```\n")
    (out / "gallery.md").write_text("\n".join(parts), encoding="utf-8")
