import matplotlib as mpl
import pandas as pd
import pytest

mpl.use("agg")
from matplotlib import pyplot as plt

OUTLETS = ["BBC News", "Fox", "Kyiv Independent", "Süddeutsche Zeitung", "The Philadelphia Evening Bulletin"]
OUTLETS.append("The Wall Street Journal")
ACTORS = [
    "Volodymyr Zelensky",
    "United Nations High Commissioner for Refugees",
    "Donald Trump",
    "Vladimir Putin",
    "European Commission",
    "Bundesverfassungsgericht",
    "NATO",
    "Organization for Security and Co-operation in Europe",
]


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def make_estimates(measure="mean", outlets=OUTLETS, actors=ACTORS):
    """Estimates of every outlet and actor; one in seven rests on too few articles."""
    rows = []
    for i, outlet in enumerate(outlets):
        for j, actor in enumerate(actors):
            few = (3 * i + j) % 7 == 6
            value = ((5 * i + 3 * j) % 11 - 5) / 10
            if measure != "mean":
                value = (1 + (5 * i + 3 * j) % 11) / 70
            rows.append(
                {
                    "outlet": outlet,
                    "actor": actor,
                    "measure": measure,
                    "n_articles": 3 if few else 12 + i + j,
                    "n": 20 + i + 2 * j,
                    "estimate": value,
                    "low": None if few else value - 0.1 * (measure == "mean") - 0.01,
                    "high": None if few else value + 0.15,
                    "method": "95% skewness-corrected t",
                    "note": "too few articles (n = 3 < 5)" if few else "",
                }
            )
    return pd.DataFrame(rows)


def shown_ticks(axis):
    """Labels of the ticks that are drawn: matplotlib keeps some beyond the limits."""
    axis.figure.draw_without_rendering()
    low, high = sorted(axis.get_view_interval())
    ticks = [tick for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high]
    return [label for tick in ticks for label in (tick.label1, tick.label2) if label.get_visible()]


def visible_texts(ax):
    """Everything written in and around Axes."""
    legend = ax.get_legend()
    titles = [ax.title, ax._left_title, ax._right_title]
    texts = [
        *ax.texts,
        *shown_ticks(ax.xaxis),
        *shown_ticks(ax.yaxis),
        ax.xaxis.label,
        ax.yaxis.label,
        *titles,
        *(legend.get_texts() if legend else []),
    ]
    return [text for text in texts if text.get_visible() and text.get_text().strip()]


def overlaps(artists):
    """Pairs of artists with text whose drawn boxes overlap."""
    shown = [artist for artist in artists if artist.get_text().strip() and artist.get_visible()]
    figure = shown[0].figure
    figure.draw_without_rendering()
    boxes = [artist.get_window_extent().padded(-1) for artist in shown]
    return [
        (shown[i].get_text(), shown[j].get_text())
        for i in range(len(shown))
        for j in range(i + 1, len(shown))
        if boxes[i].overlaps(boxes[j])
    ]


def outside(artists):
    """Texts that reach beyond the figure."""
    figure = artists[0].figure
    figure.draw_without_rendering()
    page = figure.bbox.padded(1)
    return [
        artist.get_text()
        for artist in artists
        if artist.get_text().strip()
        for box in [artist.get_window_extent()]
        if box.x0 < page.x0 or box.x1 > page.x1 or box.y0 < page.y0 or box.y1 > page.y1
    ]
