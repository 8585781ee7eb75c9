import numpy as np
import pandas as pd
import pytest

from mediakit.compare.design import Design
from mediakit.compare.groups import compare_groups


@pytest.fixture(scope="module")
def compared():
    rng = np.random.default_rng(11)
    articles = pd.DataFrame({"article_id": [f"a{i}" for i in range(120)], "text": "x"})
    articles["outlet"] = np.repeat(["Post", "Times"], 60)
    scores = articles[["article_id"]].assign(actor="Kyiv", score=rng.normal(0, 0.3, 120))
    scores.loc[:59, "score"] += 0.15
    return {
        name: compare_groups(scores, articles, design=Design(method=name))
        for name in ("adapted", "welch", "bootstrap_t")
    }


def test_with_many_symmetric_articles_all_intervals_agree(compared):
    for table in ("estimates", "contrasts"):
        limits = {name: getattr(found, table)[["low", "high"]].to_numpy() for name, found in compared.items()}
        width = np.ptp(limits["welch"], axis=1).mean()
        assert limits["adapted"] == pytest.approx(limits["welch"], abs=0.06 * width)
        assert limits["bootstrap_t"] == pytest.approx(limits["welch"], abs=0.06 * width)


def test_p_agrees_with_the_interval(compared):
    contrast = compared["bootstrap_t"].contrasts.iloc[0]
    assert (contrast["p"] < 0.05) == (contrast["low"] > 0 or contrast["high"] < 0)
    assert contrast["p"] == pytest.approx(compared["welch"].contrasts["p"].iloc[0], abs=0.01)


def test_another_seed_gives_other_limits_near_by():
    rng = np.random.default_rng(1)
    articles = pd.DataFrame({"article_id": [f"a{i}" for i in range(30)], "outlet": "Post", "text": "x"})
    scores = articles[["article_id"]].assign(actor="Kyiv", score=rng.exponential(size=30))
    design = Design(method="bootstrap_t")
    first, second = (
        compare_groups(scores, articles, design=design, seed=seed).estimates["high"][0] for seed in (0, 1)
    )
    assert first != second
    assert first == pytest.approx(second, rel=0.1)
