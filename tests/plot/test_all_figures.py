import pytest
from matplotlib import pyplot as plt

from mediakit import plot

from .conftest import outside, overlaps

NAMES = sorted(set(plot.__all__) - {"describe", "gallery"})


@pytest.fixture(scope="module")
def figures():
    return plot.gallery()


def shown_ticks(axis):
    """Labels of the ticks that are drawn: matplotlib keeps some beyond the limits."""
    axis.figure.draw_without_rendering()
    low, high = sorted(axis.get_view_interval())
    ticks = [tick for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high]
    return [label for tick in ticks for label in (tick.label1, tick.label2) if label.get_visible()]


def test_every_figure_is_in_the_gallery(figures):
    assert list(figures) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_no_text_overlaps_or_leaves_the_page(name):
    ax = plot.gallery()[name]
    labels = [
        *ax.texts,
        *shown_ticks(ax.xaxis),
        *shown_ticks(ax.yaxis),
        ax.xaxis.label,
        ax.yaxis.label,
        ax.title,
    ]
    assert not overlaps(labels)
    assert not outside(labels)


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_has_a_description(figures, name):
    assert plot.describe(figures[name]).endswith(".")


def test_paper_is_white_under_a_dark_style():
    with plt.style.context("dark_background"):
        ax = plot.gallery()["intervals"]
    assert ax.figure.get_facecolor()[:3] == ax.get_facecolor()[:3] == (1, 1, 1)
