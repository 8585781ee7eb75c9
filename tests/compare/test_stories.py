import numpy as np
import pandas as pd
import pytest
from scipy import stats

from mediakit._core.errors import InputError, TableError
from mediakit.compare.design import Design
from mediakit.compare.groups import compare_groups


@pytest.fixture
def told():
    """Thirty stories of very different tone; the Times is 0.1 above the Post in each, and tells the good ones."""
    rng = np.random.default_rng(1)
    tone = np.sort(rng.normal(0, 0.5, 30))
    rows = []
    for story in range(30):
        for outlet, shift in (("Post", 0.0), ("Times", 0.1)):
            if story in (range(25, 30) if outlet == "Post" else range(8)):
                continue
            rows.append((outlet, f"e{story}", tone[story] + shift + rng.normal(0, 0.03)))
    table = pd.DataFrame(rows, columns=["outlet", "event_id", "score"])
    table["article_id"] = [f"a{at:02}" for at in range(len(table))]
    return table[["article_id", "score"]].assign(actor="Kyiv"), table.assign(text="x").drop(columns="score")


def test_within_stories_the_choice_of_stories_is_gone(told):
    scores, articles = told
    plain = compare_groups(scores, articles).contrasts.iloc[0]
    within = compare_groups(scores, articles, design=Design(story="event_id")).contrasts.iloc[0]
    assert plain["difference"] < -0.3
    assert within["difference"] == pytest.approx(-0.1, abs=0.02)
    assert (within["n_a"], within["n_b"]) == (17, 17)
    assert within["note"] == "within 17 stories"
    assert within["high"] < 0


def test_by_welch_it_is_the_paired_test_on_stories(told):
    scores, articles = told
    table = scores.merge(articles).pivot(index="event_id", columns="outlet", values="score").dropna()
    expected = stats.ttest_rel(table["Post"], table["Times"])
    found = compare_groups(scores, articles, design=Design(story="event_id", method="welch")).contrasts.iloc[
        0
    ]
    assert found["p"] == pytest.approx(expected.pvalue, rel=1e-5)
    interval = expected.confidence_interval()
    assert (found["low"], found["high"]) == pytest.approx((interval.low, interval.high))
    d = table["Post"] - table["Times"]
    assert found["effect"] == pytest.approx(d.mean() / d.std() * (1 - 3 / (4 * 16 - 1)))


@pytest.mark.parametrize("method", ["adapted", "bootstrap_t", "permutation"])
def test_the_methods_agree(told, method):
    design = Design(story="event_id", method=method, margin=0.2)
    found = compare_groups(*told, design=design).contrasts.iloc[0]
    welch = compare_groups(*told, design=Design(story="event_id", method="welch")).contrasts.iloc[0]
    assert (found["low"], found["high"]) == pytest.approx((welch["low"], welch["high"]), abs=0.1)
    assert found["p"] < 0.01
    assert found["p_equivalence"] < 0.01


def test_articles_without_a_story_and_too_few_stories_are_said(told):
    scores, articles = told
    articles.loc[articles["event_id"].isin([f"e{at}" for at in range(12, 30)]), "event_id"] = None
    compared = compare_groups(scores, articles, design=Design(story="event_id"))
    assert "31 articles without event_id are left out." in compared.note
    assert compared.contrasts["note"].tolist() == ["too few stories (n = 4 < 5)"]
    assert compared.contrasts["p"].isna().all()


def test_a_story_needs_a_column_and_no_other_unit(told):
    with pytest.raises(TableError, match="'event'"):
        compare_groups(*told, design=Design(story="event"))
    with pytest.raises(InputError, match="neither standardise nor unit"):
        Design(story="event_id", unit="author")
