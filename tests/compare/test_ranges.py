"""Limits of intervals stay among the values that are possible."""

import numpy as np
import pandas as pd
import pytest

from mediakit._core.errors import InputError
from mediakit.compare.design import Design
from mediakit.compare.groups import compare_groups


@pytest.fixture
def articles():
    ids = [f"a{at:02}" for at in range(10)]
    return pd.DataFrame({"article_id": ids, "outlet": ["Post"] * 5 + ["Times"] * 5, "text": "x"})


def scores_of(articles, values):
    return articles[["article_id"]].assign(actor="Kyiv", score=np.array(values, dtype=float))


EXTREME = [1, 1, 1, 1, -0.9, 0, 0, 0.1, 0, 0]


def test_limits_of_scores_of_a_stated_range_are_cut_and_it_is_said(articles):
    scores = scores_of(articles, EXTREME)
    free = compare_groups(scores, articles, design=Design(method="welch")).estimates
    cut = compare_groups(scores, articles, design=Design(method="welch", score_range=(-1, 1))).estimates
    assert free["high"].iloc[0] > 1
    assert cut["high"].iloc[0] == 1
    assert "cut at 1" in cut["note"].iloc[0]
    assert cut["low"].tolist() == free["low"].tolist()
    assert cut["high"].iloc[1] == free["high"].iloc[1]


def test_sentiment_tables_are_known_to_lie_between_minus_one_and_one(articles):
    scores = scores_of(articles, EXTREME).assign(label="positive", voice_kind="own")
    estimates = compare_groups(scores, articles, design=Design(method="welch")).estimates
    assert estimates["high"].max() == 1


def test_a_score_outside_the_stated_range_is_refused(articles):
    scores = scores_of(articles, [3, *EXTREME[1:]])
    with pytest.raises(InputError, match=r"1 scores? lies? outside score_range=\(-1, 1\), such as 3.0"):
        compare_groups(scores, articles, design=Design(score_range=(-1, 1)))


def test_differences_reach_no_further_than_the_range(articles):
    scores = scores_of(articles, [1, 1, 1, 1, -0.9, -1, -1, -1, -1, 0.9])
    contrast = compare_groups(scores, articles, design=Design(method="welch", score_range=(-1, 1))).contrasts
    assert contrast["high"].iloc[0] <= 2
