"""Days on which a level changed."""

import numpy as np
import pandas as pd
import pytest

from mediakit._core.errors import InputError, TableError
from mediakit.compare.changes import find_changes
from mediakit.compare.design import Design

QUICK = Design(n_resamples=400, correction="none")


def made(levels, *, n_series=1, per_day=2, spread=0.3, seed=0):
    """Articles of some outlets on consecutive days around a level for each day."""
    rng = np.random.default_rng(seed)
    n_days = len(levels)
    days = pd.date_range("2024-01-01", periods=n_days, freq="D", tz="UTC")
    outlet = np.repeat([f"o{i:03d}" for i in range(n_series)], n_days * per_day)
    articles = pd.DataFrame(
        {
            "article_id": [f"a{i}" for i in range(len(outlet))],
            "outlet": outlet,
            "text": "Words.",
            "published": np.tile(np.repeat(days, per_day), n_series),
        }
    )
    level = np.tile(np.repeat(levels, per_day), n_series)
    scores = articles[["article_id"]].assign(actor="Kyiv", score=level + rng.normal(0, spread, len(level)))
    return scores, articles


def test_a_step_is_found_with_its_levels():
    found = find_changes(*made([0.0] * 40 + [-0.6] * 30, spread=0.2), design=QUICK)
    assert found["date"].dt.strftime("%Y-%m-%d").tolist() == ["2024-02-10"]
    assert found["before"].iloc[0] == pytest.approx(0, abs=0.1)
    assert found["after"].iloc[0] == pytest.approx(-0.6, abs=0.1)
    assert found["difference"].iloc[0] == pytest.approx(found["after"].iloc[0] - found["before"].iloc[0])
    assert found[["outlet", "actor", "n_days", "n_articles"]].to_numpy().tolist() == [
        ["o000", "Kyiv", 70, 140]
    ]


def test_two_steps_are_both_found_in_order():
    found = find_changes(*made([0.0] * 30 + [0.8] * 30 + [-0.4] * 30, spread=0.2), design=QUICK)
    assert found["date"].dt.day_of_year.tolist() == [31, 61]
    assert found["p_adjusted"].notna().sum() == 1  # the first division is the test of the family


def test_false_alarms_are_as_rare_as_the_level_says():
    found = find_changes(*made([0.0] * 40, n_series=300), design=QUICK)
    assert found["family_size"].iloc[0] == 300
    assert 4 <= found["outlet"].nunique() <= 27  # 15 expected, standard error 3.8


def test_corrected_over_all_series_hardly_any_alarm_is_left():
    found = find_changes(*made([0.0] * 40, n_series=300), design=Design(n_resamples=400))
    assert found["outlet"].nunique() <= 2


def test_intervals_of_the_date_hold_it():
    found = find_changes(*made([0.0] * 30 + [0.3] * 30, n_series=150, spread=0.5), design=QUICK)
    first = found[found["p_adjusted"].notna()]
    true = pd.Timestamp("2024-01-31", tz="UTC")
    held = (first["date_low"] <= true) & (true <= first["date_high"])
    assert len(first) > 60
    assert held.mean() > 0.9


def test_voices_are_series_of_their_own():
    scores, articles = made([0.0] * 40 + [-0.6] * 30, spread=0.2)
    voices = pd.concat([scores.assign(voice_kind="own"), scores.assign(voice_kind="quoted", score=0.1)])
    found = find_changes(voices, articles, design=QUICK)
    assert found["voice_kind"].tolist() == ["own"]
    assert found["family_size"].tolist() == [2]


def test_rates_count_articles_without_a_row():
    _, articles = made([0.0] * 60, per_day=1)
    scores = articles[["article_id"]].iloc[30:].assign(actor="Kyiv")
    found = find_changes(scores, articles, measure="share", design=QUICK)
    assert found[["before", "after"]].to_numpy().tolist() == [[0.0, 1.0]]


def test_the_nearest_event_is_named():
    events = pd.DataFrame({"date": ["2024-02-20", "2024-02-08"], "label": ["talks", "attack"]})
    found = find_changes(*made([0.0] * 40 + [-0.6] * 30, spread=0.2), events=events, design=QUICK)
    assert found[["event", "event_days"]].to_numpy().tolist() == [["attack", 2]]


def test_short_series_are_not_searched():
    assert find_changes(*made([0.0] * 6 + [5.0] * 6), design=QUICK).empty


def test_same_seed_same_table():
    given = made([0.0] * 30 + [0.5] * 30)
    pd.testing.assert_frame_equal(find_changes(*given, design=QUICK), find_changes(*given, design=QUICK))


def test_order_of_the_articles_does_not_matter():
    scores, articles = made([0.0] * 30 + [0.5] * 30)
    shuffled = articles.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(
        find_changes(scores, shuffled, design=QUICK), find_changes(scores, articles, design=QUICK)
    )


def test_articles_without_dates():
    scores, articles = made([0.0] * 30)
    with pytest.raises(InputError, match="No article has a date"):
        find_changes(scores, articles.drop(columns="published"))


def test_wrong_events():
    with pytest.raises(TableError, match="no column 'label'"):
        find_changes(*made([0.0] * 30), events=pd.DataFrame({"date": ["2024-01-01"]}))
    with pytest.raises(InputError, match="no date for 'talks'"):
        undated = pd.DataFrame({"date": ["2024-01-01", None], "label": ["attack", "talks"]})
        find_changes(*made([0.0] * 30), events=undated)
    with pytest.raises(InputError, match="cannot be read"):
        find_changes(*made([0.0] * 30), events=pd.DataFrame({"date": ["soon"], "label": ["x"]}))


def test_scores_must_be_a_table():
    with pytest.raises(TableError, match="got NoneType"):
        find_changes(None, made([0.0] * 30)[1])
