"""Standardised estimates must cover the common truth where outlets differ in composition, and plain ones not."""

from functools import cache

import numpy as np
import pandas as pd
import pytest

from mediakit.compare.design import Design
from mediakit.compare.groups import compare_groups

N_REPLICATIONS = 400
N_ARTICLES = 40


@cache
def by_sections():
    """Two outlets with the same tone in each section; one prints thrice as much of the harsh section."""
    rng = np.random.default_rng(12)
    outlet = np.repeat(["Post", "Times"], N_ARTICLES)
    war = np.concatenate([np.arange(N_ARTICLES) < 30, np.arange(N_ARTICLES) < 10])
    articles = pd.DataFrame({
        "article_id": [f"a{at:03}" for at in range(2 * N_ARTICLES)], "outlet": outlet,
        "section": np.where(war, "War", "Sport"), "text": "",
    })  # fmt: skip
    noise = np.where(war, 0.3, 0.15) * rng.normal(0, 1, (N_REPLICATIONS, len(articles)))
    scores = pd.DataFrame({
        "article_id": np.tile(articles["article_id"], N_REPLICATIONS),
        "cell": np.repeat(np.arange(N_REPLICATIONS), len(articles)),
        "score": (np.where(war, -0.4, 0.2) + noise).ravel(),
    })  # fmt: skip
    return scores, articles


def covers_zero(design):
    contrasts = compare_groups(*by_sections(), within="cell", design=design).contrasts
    return ((contrasts["low"] <= 0) & (contrasts["high"] >= 0)).mean(), contrasts["difference"].mean()


@pytest.mark.parametrize("method", ["adapted", "welch"])
def test_standardised_differences_cover_and_plain_ones_do_not(method):
    covered, bias = covers_zero(Design(method=method, correction="none", standardise="section"))
    assert 0.92 <= covered <= 0.975, covered
    assert abs(bias) < 0.01
    plain, plain_bias = covers_zero(Design(method=method, correction="none"))
    assert plain < 0.1, plain
    assert plain_bias == pytest.approx(-0.3, abs=0.02)
