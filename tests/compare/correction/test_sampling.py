"""Drawing articles by chance."""

import pandas as pd
import pytest

from mediakit._core.errors import InputError, TableError
from mediakit.compare.correction.sampling import sample_articles


def made(n_post=8, n_times=3):
    n = n_post + n_times
    return pd.DataFrame(
        {
            "article_id": [f"a{i}" for i in range(n)],
            "outlet": ["Post"] * n_post + ["Times"] * n_times,
            "text": "Words.",
            "published": pd.date_range("2024-01-01", periods=n, freq="D", tz="UTC"),
        },
        index=range(100, 100 + n),
    )


def test_each_group_gives_n_and_a_smaller_one_gives_all():
    drawn = sample_articles(made(), 4)
    assert drawn["outlet"].value_counts().to_dict() == {"Post": 4, "Times": 3}
    assert drawn.groupby("outlet")["probability"].first().to_dict() == {"Post": 0.5, "Times": 1.0}


def test_order_index_and_columns_stay():
    articles = made()
    drawn = sample_articles(articles, 4)
    assert drawn.index.is_monotonic_increasing
    pd.testing.assert_frame_equal(drawn.drop(columns="probability"), articles.loc[drawn.index])


def test_same_seed_same_draw_other_seed_another():
    draws = [tuple(sample_articles(made(40), 5, seed=seed)["article_id"]) for seed in (0, 0, 1)]
    assert draws[0] == draws[1] != draws[2]


def test_every_article_is_drawn_equally_often():
    counts = pd.concat([sample_articles(made(8, 0), 2, seed=seed)["article_id"] for seed in range(300)])
    assert counts.value_counts().between(50, 100).all()  # 75 expected, standard error 7.5
    assert counts.nunique() == 8


def test_without_groups_all_articles_are_one():
    assert len(sample_articles(made(), 4, by=None)) == 4


def test_articles_without_a_group_are_not_drawn():
    articles = made()
    articles.loc[100, "outlet"] = None
    drawn = sample_articles(articles.rename(columns={"outlet": "paper"}), 20, by="paper")
    assert len(drawn) == 10


def test_constructed_weeks_take_whole_days_one_of_each_weekday():
    days = made(28, 0)
    articles = pd.concat([days, days.assign(article_id=days["article_id"] + "b")], ignore_index=True)
    drawn = sample_articles(articles, 1, constructed_weeks=True)
    assert drawn["published"].dt.day_of_week.value_counts().to_dict() == dict.fromkeys(range(7), 2)
    assert set(drawn["probability"]) == {0.25}


def test_constructed_weeks_need_dates():
    with pytest.raises(InputError, match="No article has a date"):
        sample_articles(made().drop(columns="published"), 1, constructed_weeks=True)


@pytest.mark.parametrize("n", [0, -1, 2.5, True])
def test_n_must_be_a_count(n):
    with pytest.raises(InputError, match="expected a whole number"):
        sample_articles(made(), n)


def test_unknown_column():
    with pytest.raises(TableError, match="no column 'desk2'"):
        sample_articles(made(), 2, by="desk2")


def test_articles_without_an_outlet_are_no_group():
    articles = made(4, 2)
    assert len(sample_articles(articles.assign(outlet=articles["outlet"].replace("Times", "")), 9)) == 4
    with pytest.raises(InputError, match="No article has a value in 'outlet'"):
        sample_articles(articles.drop(columns="outlet"), 2)
