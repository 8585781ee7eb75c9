"""Intervals must cover the truth as often as they say, with few, skewed and clustered articles.

Each call of `compare_groups` holds many replications as cells, and outlets of 5, 10, 40 and 200 articles as
groups; all outlets have the same truth, so that the truth of every difference is zero. With 600 replications
the standard error of a coverage is 0.009, which the bands allow for.
"""

from functools import cache

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from mediakit.compare.design import Design
from mediakit.compare.groups import compare_groups

SIZES = (5, 10, 40, 200)
N_REPLICATIONS = 600
OUTLETS = np.repeat([f"n{size:03d}" for size in SIZES], SIZES)

# What was measured with 1,000 replications, for outlets of 5, 10, 40 and 200 articles:
# symmetric  .952 .967 .959 .957    share      .956 .966 .959 .948
# skewed     .932 .952 .957 .954    rate       .952 .923 .939 .944
# discrete   .984 .932 .927 .935    word_share .949 .938 .960 .938
# (discrete with 5,000 replications: .982 .918 .946 .951), and for differences .922 to .986, median .954.
SCENARIOS = ("symmetric", "skewed", "discrete", "share", "rate", "word_share")


def article_scores(scenario, shape, rng):
    """The mean score an article would have with endless rows; and the spread of its rows."""
    if scenario == "symmetric":
        return rng.normal(0, 0.3, shape), 0.2, 0.0
    return 2 * rng.beta(0.8, 2.4, shape) - 1, 0.1, 2 * 0.25 - 1  # skewness 1: most near -1, a long tail


def simulate_means(scenario, rng):
    """One to nine rows an article, all rows of an article around the article's own mean."""
    articles = pd.DataFrame(
        {"article_id": np.arange(len(OUTLETS)).astype(str), "outlet": OUTLETS, "text": ""}
    )
    n_rows = 1 + rng.binomial(8, 0.3, (N_REPLICATIONS, len(OUTLETS)))
    replication, article = np.indices(n_rows.shape)
    at = np.repeat(np.arange(n_rows.size), n_rows.ravel())
    if scenario == "discrete":  # rows are -1, 0 or 1, mostly 0, and an article leans to one side
        lean = rng.choice([-1, 1, 0], n_rows.shape, p=[0.3, 0.2, 0.5]).ravel()[at]
        scores, truth = lean * (rng.random(len(at)) < 0.5), -0.05
    else:
        means, spread, truth = article_scores(scenario, n_rows.shape, rng)
        scores = means.ravel()[at] + rng.normal(0, spread, len(at))
    rows = pd.DataFrame({"article_id": article.ravel()[at].astype(str), "cell": replication.ravel()[at]})
    return rows.assign(score=scores), articles, "cell", np.full(N_REPLICATIONS, truth)


def simulate_shares(rng):
    """Each replication has its own truth, since coverage of a share jumps with it."""
    articles = pd.DataFrame(
        {"article_id": np.arange(len(OUTLETS)).astype(str), "outlet": OUTLETS, "text": ""}
    )
    truth = rng.uniform(0.03, 0.97, N_REPLICATIONS)
    replication, article = np.nonzero(rng.random((N_REPLICATIONS, len(OUTLETS))) < truth[:, None])
    return pd.DataFrame({"article_id": article.astype(str), "cell": replication}), articles, "cell", truth


def simulate_rates(rng):
    """Articles of 80 to 1,500 words; most have no row, some have many (variance four times the mean)."""
    n_words = np.clip(rng.lognormal(5.6, 0.6, len(OUTLETS)), 80, 1500).astype(int)
    articles = pd.DataFrame({"article_id": np.arange(len(OUTLETS)).astype(str), "outlet": OUTLETS})
    articles["text"] = ["word " * count for count in n_words]
    inclination = rng.gamma(0.8, 5 / 0.8, (N_REPLICATIONS, len(OUTLETS)))
    n_rows = rng.poisson(inclination * n_words / 1000)
    replication, article = np.indices(n_rows.shape)
    at = np.repeat(np.arange(n_rows.size), n_rows.ravel())
    rows = pd.DataFrame({"article_id": article.ravel()[at].astype(str), "cell": replication.ravel()[at]})
    return rows, articles, "cell", np.full(N_REPLICATIONS, 5.0)


def simulate_word_shares(rng):
    """Replications are strata of articles here: the denominator is all words of an article's rows."""
    n_replications = N_REPLICATIONS // 3  # these articles are not shared by the replications, and cost more
    n = n_replications * len(OUTLETS)
    articles = pd.DataFrame({"article_id": np.arange(n).astype(str), "text": ""})
    articles["outlet"] = np.tile(OUTLETS, n_replications)
    articles["cell"] = np.repeat(np.arange(n_replications), len(OUTLETS))
    n_words = 10 + rng.poisson(rng.gamma(2, 30, n))
    n_own = rng.binomial(n_words, rng.beta(0.9, 2.1, n))
    text = np.array(["w " * count for count in range(n_words.max() + 1)], dtype=object)
    rows = pd.DataFrame(
        {
            "article_id": np.tile(articles["article_id"], 2),
            "actor": np.repeat(["A", "B"], n),
            "text": np.concatenate([text[n_own], text[n_words - n_own]]),
        }
    )
    return rows, articles, ["cell", "actor"], np.full(n_replications, 0.3)


@cache
def simulated(scenario):
    rng = np.random.default_rng(SCENARIOS.index(scenario))
    if scenario in ("share", "rate", "word_share"):
        make = {"share": simulate_shares, "rate": simulate_rates, "word_share": simulate_word_shares}[
            scenario
        ]
        rows, articles, within, truth = make(rng)
        measure = scenario
    else:
        rows, articles, within, truth = simulate_means(scenario, rng)
        measure = "mean"
    compared = compare_groups(
        rows, articles, within=within, measure=measure, design=Design(correction="none")
    )
    estimates, contrasts = compared.estimates, compared.contrasts
    if scenario == "word_share":
        estimates, contrasts = (table[table["actor"] == "A"] for table in (estimates, contrasts))
    return rows, articles, truth, estimates, contrasts


def coverage(scenario):
    """Share of intervals that hold the truth, by size; where articles do not vary there is none."""
    _, _, truth, estimates, _ = simulated(scenario)
    known = estimates[estimates["low"].notna()]
    wanted = truth[known["cell"].astype(int)]
    return ((known["low"] <= wanted) & (wanted <= known["high"])).groupby(known["outlet"]).mean()


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_intervals_of_estimates_cover_the_truth(scenario):
    covered = coverage(scenario)
    assert list(covered.index) == ["n005", "n010", "n040", "n200"]
    assert covered.between(0.905, 0.99).all(), covered.to_dict()
    assert 0.93 <= covered.mean() <= 0.97


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_intervals_of_differences_cover_zero(scenario):
    contrasts = simulated(scenario)[4]
    tested = contrasts[contrasts["p"].notna()]
    covers = (tested["low"] <= 0) & (tested["high"] >= 0)
    by_pair = covers.groupby([tested["group_a"], tested["group_b"]]).mean()
    assert by_pair.between(0.905, 0.995).all(), by_pair.to_dict()
    assert 0.93 <= by_pair.mean() <= 0.975


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_equal_groups_are_rarely_found_different(scenario):
    p = simulated(scenario)[4]["p"].dropna()
    assert 0.02 <= (p < 0.05).mean() <= 0.065
    assert (p < 0.01).mean() <= 0.02


def test_intervals_that_take_rows_for_the_unit_cover_too_seldom():
    rows, articles, truth, _, _ = simulated("symmetric")
    rows = rows.merge(articles[["article_id", "outlet"]], on="article_id")
    large = rows[rows["outlet"] == "n200"].groupby("cell")["score"].agg(["mean", "sem", "size"])
    half = stats.t.isf(0.025, large["size"] - 1) * large["sem"]
    covered = ((large["mean"] - truth[large.index]).abs() <= half).mean()
    assert covered < 0.85
    assert coverage("symmetric")["n200"] > covered + 0.08
