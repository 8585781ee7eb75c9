import numpy as np
import pytest

from mediakit import plot
from mediakit._core.errors import InputError
from mediakit.plot.style import PALETTE

from .conftest import ACTORS, OUTLETS, make_estimates, outside, overlaps


def points(ax):
    """Drawn estimates: value, line from the top, filled."""
    return [
        (line.get_xdata()[0], line.get_ydata()[0], line.get_markerfacecolor() == PALETTE[0])
        for line in ax.lines
        if line.get_marker() == "o"
    ]


def test_each_estimate_has_a_point_and_those_with_enough_articles_an_interval():
    estimates = make_estimates()
    ax = plot.intervals(estimates)
    assert len(points(ax)) == len(estimates)
    assert sum(not filled for _, _, filled in points(ax)) == 7
    spans = [line for line in ax.lines if len(line.get_xdata()) == 2 and line.get_marker() == "None"]
    drawn = sorted(tuple(line.get_xdata()) for line in spans if line.get_ydata()[0] == line.get_ydata()[1])
    known = estimates.dropna(subset=["low"])
    assert np.allclose(drawn, sorted(zip(known["low"], known["high"], strict=True)))


def test_highest_estimate_of_a_panel_comes_first():
    ax = plot.intervals(make_estimates(actors=["NATO"]), panel=None)
    in_order = [value for value, _, _ in sorted(points(ax), key=lambda point: point[1])]
    assert in_order == sorted(in_order, reverse=True)


def test_zero_line_and_what_the_interval_is():
    ax = plot.intervals(make_estimates())
    assert any(list(line.get_xdata()) == [0, 0] for line in ax.lines)
    assert ax.get_xlabel() == "mean score (95 % interval, sampling error only)"


def test_number_of_articles_at_the_right_and_the_reason_for_no_interval():
    texts = [text.get_text() for text in plot.intervals(make_estimates()).texts]
    assert "−0.50   n = 12" in texts
    assert sum(text.endswith("n = 3  too few") for text in texts) == 7


def test_long_names_do_not_overlap_and_stay_inside_the_figure():
    ax = plot.intervals(make_estimates())
    assert overlaps([*ax.texts, *ax.get_yticklabels()]) == []
    assert outside([*ax.texts, *ax.get_yticklabels(), ax.xaxis.label]) == []
    assert {tick.get_text() for tick in ax.get_yticklabels()} == set(OUTLETS)
    assert set(ACTORS) <= {text.get_text() for text in ax.texts}


def test_an_interval_beyond_the_figure_has_an_arrow():
    estimates = make_estimates("rate")
    estimates.loc[0, "high"] = 50.0
    ax = plot.intervals(estimates)
    assert ax.get_xlim()[0] == 0
    assert ax.get_xlim()[1] < 1
    assert [line.get_marker() for line in ax.lines if line.get_marker() in "<>"] == [">"]


def test_measures_are_not_mixed():
    mixed = make_estimates().merge(make_estimates("rate"), how="outer")
    with pytest.raises(InputError, match=r"2 values of measure: mean, rate"):
        plot.intervals(mixed)
    assert "rate per 1,000 words" in plot.intervals(mixed, where={"measure": "rate"}).get_xlabel()


def test_description():
    assert plot.describe(plot.intervals(make_estimates())) == (
        "Forest plot of the mean score of 6 groups (outlet) for 8 values of actor: "
        "estimates from -0.50 to +0.50; 41 of 48 with a 95 % interval, sampling error only."
    )


def test_estimates_that_are_all_zero_are_not_blown_up():
    ax = plot.intervals(make_estimates().assign(estimate=0.0, low=0.0, high=0.0))
    left, right = ax.get_xlim()
    assert left <= -0.05 and right >= 0.05
