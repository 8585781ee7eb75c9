"""The period of an article."""

import pandas as pd
import pytest

from mediakit._core.errors import InputError, MediakitError
from mediakit.compare.periods import add_periods, choose_period


def dated(*published, **columns):
    ids = [f"a{i}" for i in range(len(published))]
    return pd.DataFrame({"article_id": ids, "text": "Words.", "published": list(published), **columns})


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        ("day", ["2023-12-31", "2024-01-01"]),
        ("week", ["2023-12-25", "2024-01-01"]),
        ("month", ["2023-12-01", "2024-01-01"]),
        ("quarter", ["2023-10-01", "2024-01-01"]),
        ("year", ["2023-01-01", "2024-01-01"]),
    ],
)
def test_lengths(every, expected):
    articles = dated("2023-12-31 23:30", "2024-01-01 00:30")
    assert add_periods(articles, every)["period"].tolist() == expected


def test_cuts_in_any_order_make_named_periods():
    articles = dated("2024-01-31 23:59", "2024-02-01", "2024-03-01", None)
    period = add_periods(articles, cuts=["2024-03-01", "2024-02-01"])["period"]
    assert period.tolist()[:3] == ["before 2024-02-01", "from 2024-02-01", "from 2024-03-01"]
    assert period.isna().tolist() == [False, False, False, True]
    assert sorted(period.dropna()) == period.dropna().tolist()


def test_days_begin_in_the_zone_asked_for():
    articles = dated("2023-12-31 23:30")
    assert add_periods(articles, "day", timezone="Europe/Berlin")["period"].tolist() == ["2024-01-01"]


def test_a_bare_date_is_its_own_day_in_every_zone():
    articles = dated("2024-01-01", date_only=True)
    assert add_periods(articles, "day", timezone="America/New_York")["period"].tolist() == ["2024-01-01"]


def test_articles_stay_as_they_were():
    articles = dated("2024-01-01").set_index(pd.Index([7]))
    added = add_periods(articles)
    pd.testing.assert_frame_equal(added.drop(columns="period"), articles)


@pytest.mark.parametrize(
    "options",
    [
        {"every": "decade"},
        {"timezone": "Mars/Base"},
        {"cuts": []},
        {"timezone": ""},
        {"cuts": ["soon"]},
        {"cuts": ["2024-01-01"] * 2},
    ],
)
def test_wrong_options(options):
    with pytest.raises(MediakitError, match=r"expected|Unknown length"):
        add_periods(dated("2024-01-01"), **options)


def test_before_and_after_compose_with_compare_groups():
    from mediakit.compare.groups import compare_groups

    articles = add_periods(
        dated(*pd.date_range("2024-01-01", periods=20, freq="D", tz="UTC"), outlet="Post"),
        cuts=["2024-01-11"],
    )
    scores = articles[["article_id"]].assign(actor="Kyiv", score=[0.1, 0.2] * 5 + [0.5, 0.6] * 5)
    contrasts = compare_groups(scores, articles, by="period", within=["outlet", "actor"]).contrasts
    assert contrasts["difference"].round(2).tolist() == [-0.4]
    assert contrasts["group_a"].tolist() == ["before 2024-01-11"]


def test_input_error_names_the_zone():
    with pytest.raises(InputError, match="'Mars/Base'"):
        add_periods(dated("2024-01-01"), timezone="Mars/Base")


@pytest.mark.parametrize(
    ("n", "freq", "expected"),
    [
        (40, "3h", "day"),  # five days of eight articles
        (40, "1D", "week"),
        (365, "1D", "week"),
        (40, "7D", "month"),
        (10, "1D", None),  # two weeks
        (3, "365D", None),  # an article a year
    ],
)
def test_the_shortest_period_that_has_enough_articles(n, freq, expected):
    published = pd.date_range("2024-01-01", periods=n, freq=freq)
    assert choose_period(dated(*published, outlet="Post"), "outlet", 4) == expected


def test_undated_articles_have_no_period_to_follow():
    assert choose_period(dated(None, None, outlet="Post"), "outlet", 1) is None
