"""Larger units, stories and families of tests must keep what they promise, and rows as units must fail.

Each call holds many replications as cells; with 400 the standard error of a coverage is 0.011.
"""

from functools import cache

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from mediakit.compare.corrections import adjust_p
from mediakit.compare.design import Design
from mediakit.compare.groups import compare_groups

N_REPLICATIONS = 400
SIZES = (5, 10, 40)

# Measured with two times 400 replications for outlets of 5, 10, 20, 40 and 200 authors with one to ten articles
# each (benchmarks/compare.py): adapted and welch .946 .958 .950 .938 .948; false positives of adapted .02 .03 .04
# .05 .05, of welch .04 .06 .05 .05 .05. Articles taken for the units cover .65 to .74, rows .43 to .49.


@cache
def by_authors():
    """Authors of one to ten articles, with a mean of their own: half of the variance is between authors."""
    rng = np.random.default_rng(10)
    outlet = np.repeat([f"n{size:03d}{side}" for size in SIZES for side in "ab"], np.repeat(SIZES, 2))
    author = np.repeat(np.arange(len(outlet)), rng.integers(1, 11, len(outlet)))
    articles = pd.DataFrame({"article_id": [f"a{at:04}" for at in range(len(author))], "text": ""})
    articles["outlet"], articles["author"] = outlet[author], author.astype(str)
    shape = (N_REPLICATIONS, len(articles))
    score = rng.normal(0, 0.2, (N_REPLICATIONS, len(outlet)))[:, author] + rng.normal(0, 0.2, shape)
    rows = pd.DataFrame({
        "article_id": np.tile(articles["article_id"], N_REPLICATIONS),
        "cell": np.repeat(np.arange(N_REPLICATIONS), len(articles)), "score": score.ravel(),
    })  # fmt: skip
    return rows, articles


def covered(estimates):
    known = estimates[estimates["low"].notna()]
    return ((known["low"] <= 0) & (known["high"] >= 0)).groupby(known["outlet"].str[:4]).mean()


def found(contrasts):
    """Share of pairs of two outlets of one size that are told apart."""
    of_one_size = contrasts["group_a"].str[:4] == contrasts["group_b"].str[:4]
    pairs = contrasts[of_one_size & contrasts["p"].notna()]
    return (pairs["p"] < 0.05).groupby(pairs["group_a"].str[:4]).mean()


@pytest.mark.parametrize("method", ["adapted", "welch"])
def test_authors_as_units_cover_and_articles_do_not(method):
    design = Design(unit="author", method=method, correction="none")
    compared = compare_groups(*by_authors(), within="cell", design=design)
    assert covered(compared.estimates).between(0.92, 0.975).all(), covered(compared.estimates).to_dict()
    assert found(compared.contrasts).between(0.005, 0.07).all(), found(compared.contrasts).to_dict()
    naive = compare_groups(*by_authors(), within="cell", design=Design(method=method))
    assert (covered(naive.estimates) < 0.85).all()
    assert (found(naive.contrasts) > 0.15).all()


def test_shares_of_articles_of_authors_cover():
    """Each author writes of Kyiv in a share of the articles, another one for every author; .4 on average."""
    rng = np.random.default_rng(12)
    _, articles = by_authors()
    author = articles["author"].astype(int).to_numpy()
    inclination = rng.beta(1.2, 1.8, (N_REPLICATIONS, author.max() + 1))[:, author]
    cell, article = np.nonzero(rng.random(inclination.shape) < inclination)
    rows = pd.DataFrame({"article_id": articles["article_id"].to_numpy()[article], "cell": cell})
    estimates = compare_groups(
        rows, articles, within="cell", measure="share", design=Design(unit="author")
    ).estimates
    inside = (estimates["low"] <= 0.4) & (estimates["high"] >= 0.4)
    by_size = inside.groupby(estimates["outlet"].str[:4]).mean()
    assert by_size.between(0.92, 0.985).all(), by_size.to_dict()


@pytest.mark.parametrize("method", ["adapted", "welch"])
def test_differences_within_stories_cover(method):
    """Stories of very different tone, told by both outlets, a share of them twice."""
    rng = np.random.default_rng(13)
    n_stories, n = 12, 400
    story = np.repeat(np.arange(n_stories), 3)
    outlet = np.tile(["Post", "Post", "Times"], n_stories)
    articles = pd.DataFrame({"article_id": [f"a{at:02}" for at in range(len(story))], "text": ""})
    articles = articles.assign(outlet=outlet, event_id=story.astype(str))
    tone = rng.normal(0, 1, (n, n_stories))[:, story] + rng.normal(0, 0.2, (n, len(story)))
    rows = pd.DataFrame({
        "article_id": np.tile(articles["article_id"], n), "cell": np.repeat(np.arange(n), len(story)),
        "score": tone.ravel(),
    })  # fmt: skip
    design = Design(story="event_id", method=method, correction="none")
    contrasts = compare_groups(rows, articles, within="cell", design=design).contrasts
    inside = (contrasts["low"] <= 0) & (contrasts["high"] >= 0)
    assert 0.92 <= inside.mean() <= 0.975
    plain = compare_groups(rows, articles, within="cell", design=Design(method=method)).contrasts
    wider = (plain["high"] - plain["low"]).median() / (contrasts["high"] - contrasts["low"]).median()
    assert wider > 3


@pytest.mark.parametrize("correction", ["holm", "bh"])
def test_a_family_of_equal_outlets_has_no_finding_nineteen_times_in_twenty(correction):
    rng = np.random.default_rng(14)
    articles = pd.DataFrame({"article_id": [f"a{at:03}" for at in range(90)], "text": ""})
    articles["outlet"] = np.repeat([f"o{at}" for at in range(6)], 15)
    rows = pd.DataFrame({
        "article_id": np.tile(articles["article_id"], N_REPLICATIONS),
        "cell": np.repeat(np.arange(N_REPLICATIONS), 90), "score": rng.normal(0, 0.3, 90 * N_REPLICATIONS),
    })  # fmt: skip
    design = Design(correction="none")
    contrasts = compare_groups(rows, articles, within="cell", design=design).contrasts
    families = [adjust_p(family.to_numpy(), correction) for _, family in contrasts.groupby("cell")["p"]]
    assert {len(family) for family in families} == {15}
    assert np.mean([(family < 0.05).any() for family in families]) <= 0.065
    assert np.mean([(family < 0.05).any() for _, family in contrasts.groupby("cell")["p"]]) > 0.25


def test_words_as_units_find_what_is_not_there():
    """The test a token count invites: every row independent."""
    rows, articles = by_authors()
    rows = rows.merge(articles[["article_id", "outlet"]])
    groups = (
        rows[rows["outlet"].str.startswith("n040")].groupby(["outlet", "cell"])["score"].agg(["mean", "sem"])
    )
    a, b = groups.loc["n040a"], groups.loc["n040b"]
    p = 2 * stats.norm.sf((a["mean"] - b["mean"]).abs() / np.hypot(a["sem"], b["sem"]))
    assert (p < 0.05).mean() > 0.2
