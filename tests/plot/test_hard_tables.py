"""Tables that are large, small, empty of intervals or full of odd names: drawn without overlaps, or refused."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from matplotlib import pyplot as plt

from mediakit import MediakitError, plot

from .conftest import make_estimates, outside, overlaps, shown_ticks, visible_texts

TWELVE = [f"The Philadelphia Evening Bulletin & Po {at:02d}" for at in range(12)]  # 40 characters
ONE_WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsges"  # 60 characters
HOSTILE = ["$x_1$", "_hidden", "a_b$", "\\", "قناة الجزيرة", " "]


def make_periods(starts, outlets=("Post", "Times")):
    rows = [
        {"period": str(day)[:10], "outlet": outlet, "measure": "mean", "n_articles": 9, "estimate": 0.1 * at,
         "low": 0.1 * at - 0.1, "high": 0.1 * at + 0.1, "method": "95% t", "note": ""}
        for day in starts
        for at, outlet in enumerate(outlets)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def check_layout(ax, slanted=False):
    texts = visible_texts(ax)
    ticks = set(shown_ticks(ax.xaxis)) if slanted else set()  # slanted boxes overlap, their letters do not
    assert not overlaps([text for text in texts if text not in ticks])
    assert not outside(texts)


@pytest.mark.parametrize("name", ["intervals", "heatmap"])
@pytest.mark.parametrize("measure", ["mean", "share", "rate"])
@pytest.mark.parametrize("outlets", [TWELVE, ["Post"], [ONE_WORD, "Post"], HOSTILE], ids=len)
def test_estimates_of_many_long_and_odd_names(name, measure, outlets):
    table = make_estimates(measure, outlets=outlets, actors=["Kyiv", ONE_WORD, "_a$"])
    check_layout(getattr(plot, name)(table), slanted=name == "heatmap")


@pytest.mark.parametrize("outlets", [TWELVE, ["Post"], [ONE_WORD, "Post"], HOSTILE], ids=len)
def test_shares_of_many_long_and_odd_names(outlets):
    table = make_estimates("share", outlets=outlets, actors=["threat", ONE_WORD, "_a$"])
    check_layout(plot.frame_fingerprint(table.rename(columns={"actor": "frame"})))
    check_layout(plot.voice_share(table.assign(measure="word_share")))


@pytest.mark.parametrize("name", ["intervals", "heatmap"])
def test_no_estimate_has_an_interval(name):
    table = make_estimates(outlets=["Post", "Times"]).assign(low=np.nan, high=np.nan, note="too few articles")
    check_layout(getattr(plot, name)(table), slanted=name == "heatmap")


@pytest.mark.parametrize(
    "starts",
    [
        pd.date_range("2024-05-01", periods=1),
        pd.date_range("2024-05-01", periods=2),
        pd.date_range("2024-05-01", periods=6),
        pd.date_range("2014-01-01", periods=120, freq="MS"),
        pd.to_datetime(["2014-01-01", "2014-01-02", "2024-01-01"]),
    ],
    ids=["one day", "two days", "six days", "ten years", "two days, ten years later"],
)
def test_a_time_line_names_days_and_never_hours(starts):
    ax = plot.timeline(make_periods(starts, ["Post", "قناة", ONE_WORD]))
    check_layout(ax)
    assert not any(":" in label.get_text() for label in shown_ticks(ax.xaxis))


def test_one_period_has_its_date():
    ax = plot.timeline(make_periods(["2024-05-01"]))
    assert [label.get_text() for label in shown_ticks(ax.xaxis)] == ["2024-05-01"]


@pytest.mark.parametrize("group", HOSTILE)
def test_words_with_signs(group):
    words = ["$5", "_", "a_b", "x$y$z", "\\frac{1}{2}", ONE_WORD]
    table = pd.DataFrame(
        {"outlet": group, "word": words, "n": 5, "n_rest": 4, "n_articles": 3, "g2": [9, 8, 7, -7, -8, -9.0],
         "log_ratio": [2, 1, 0.5, -0.5, -1, -2], "p_adjusted": 0.01}
    )  # fmt: skip
    check_layout(plot.keyness(table))


NUMBERS = st.one_of(st.just(float("nan")), st.floats(-2, 2))
NAMES = st.sampled_from([*HOSTILE, ONE_WORD, "Post", "Times"])
ROWS = st.fixed_dictionaries(
    {
        "outlet": NAMES,
        "actor": NAMES,
        "n_articles": st.integers(0, 10**6),
        "estimate": NUMBERS,
        "low": NUMBERS,
        "high": NUMBERS,
        "measure": st.just("mean"),
        "note": st.sampled_from(["", "too few articles"]),
    }
)


@pytest.mark.parametrize("name", ["heatmap", "intervals", "frame_fingerprint", "voice_share"])
@given(rows=st.lists(ROWS, max_size=8), measure=st.sampled_from(["mean", "share", "rate", "word_share"]))
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
def test_any_table_is_drawn_or_refused_in_our_words(name, rows, measure):
    table = pd.DataFrame(
        rows, columns=["outlet", "actor", "n_articles", "estimate", "low", "high", "measure", "note"]
    )
    options = {"frames": "actor"} if name == "frame_fingerprint" else {}
    try:
        ax = getattr(plot, name)(table.assign(measure=measure), **options)
        ax.figure.draw_without_rendering()
    except MediakitError:
        pass
    finally:
        plt.close("all")
