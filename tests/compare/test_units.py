import numpy as np
import pandas as pd
import pytest

from mediakit._core.errors import TableError
from mediakit.compare.design import Design
from mediakit.compare.groups import compare_groups


def test_articles_of_a_unit_are_not_independent():
    """Forty articles of four authors are worth four articles, and too few for an interval."""
    rng = np.random.default_rng(0)
    articles = pd.DataFrame({"article_id": [f"a{at:03}" for at in range(120)], "text": "x"})
    articles["outlet"] = np.repeat(["Post", "Sun", "Times"], 40)
    articles["author"] = [
        f"{outlet} {at % (4 if outlet == 'Sun' else 8)}" for at, outlet in enumerate(articles["outlet"])
    ]
    own = dict(zip(articles["author"].unique(), rng.normal(0, 0.3, 20)))
    scores = articles[["article_id"]].assign(actor="Kyiv", score=articles["author"].map(own))
    scores["score"] += rng.normal(0, 0.02, 120)
    estimates = compare_groups(scores, articles, design=Design(unit="author")).estimates.set_index("outlet")
    plain = compare_groups(scores, articles).estimates.set_index("outlet")
    assert estimates["estimate"].tolist() == pytest.approx(plain["estimate"].tolist())
    assert estimates["n_articles"].tolist() == [40, 40, 40]
    assert estimates.loc["Sun", "note"] == "too few units of author (n = 4 < 5)"
    assert estimates.loc["Post", "note"] == "few units of author (8): interval and p are approximate"
    width, narrow = (table.loc["Post", "high"] - table.loc["Post", "low"] for table in (estimates, plain))
    authors = scores.merge(articles).query("outlet == 'Post'").groupby("author")["score"].mean()
    assert width == pytest.approx(2 * 2.365 * authors.std() / np.sqrt(8), rel=0.15)
    assert narrow < 0.55 * width


def test_articles_without_a_unit_stand_for_themselves(sections):
    scores, articles = sections
    design = Design(unit="author", method="welch")
    alone = compare_groups(scores, articles.assign(author=None), design=design)
    plain = compare_groups(scores, articles, design=Design(method="welch"))
    columns = ["estimate", "low", "high", "n_articles"]
    pd.testing.assert_frame_equal(alone.estimates[columns], plain.estimates[columns])


def test_each_group_against_the_rest_has_all_others_articles(sections):
    scores, articles = sections
    articles["outlet"] = ["Post", "Sun", "Times", "Echo"] * 25
    contrasts = compare_groups(scores, articles, design=Design(against="rest", method="welch")).contrasts
    assert contrasts["group_a"].tolist() == ["Echo", "Post", "Sun", "Times"]
    assert set(contrasts["group_b"]) == {"rest"}
    assert (contrasts["n_b"] == 75).all()
    table = scores.merge(articles)
    own = table["outlet"] == "Echo"
    assert contrasts["difference"].iloc[0] == pytest.approx(
        table["score"][own].mean() - table["score"][~own].mean()
    )


def test_a_column_that_is_missing_is_named(sections):
    with pytest.raises(TableError, match=r"no column 'desk_id', which Design\(unit=...\) names"):
        compare_groups(*sections, design=Design(unit="desk_id"))


def test_the_period_holds_both_its_days(sections):
    scores, articles = sections
    articles["published"] = pd.to_datetime("2024-01-01 23:30", utc=True) + pd.to_timedelta(
        np.arange(100) // 10, unit="D"
    )
    articles.loc[99, "published"] = pd.NaT
    compared = compare_groups(scores, articles, design=Design(period=("2024-01-03", "2024-01-07")))
    assert compared.estimates["n_articles"].sum() == 50
    assert compared.note == "50 articles, 1 of them undated, are outside the period and left out."
