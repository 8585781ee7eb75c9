"""On their own ground the numbers are those of statsmodels: Welch, Holm, Benjamini-Hochberg, TOST."""

import numpy as np
import pandas as pd
import pytest

from mediakit.compare.corrections import adjust_p
from mediakit.compare.design import Design
from mediakit.compare.groups import compare_groups

multitest = pytest.importorskip("statsmodels.stats.multitest", reason="needs statsmodels (extra: test)")
weightstats = pytest.importorskip("statsmodels.stats.weightstats", reason="needs statsmodels (extra: test)")


@pytest.fixture(scope="module")
def groups():
    rng = np.random.default_rng(6)
    return {
        name: rng.normal(mean, spread, n)
        for name, mean, spread, n in (("Post", 0, 0.2, 25), ("Sun", 0.05, 0.4, 12), ("Times", 0.3, 0.3, 60))
    }


def contrasts(groups, **options):
    outlet = np.repeat(list(groups), [len(values) for values in groups.values()])
    articles = pd.DataFrame(
        {"outlet": outlet, "text": "x", "article_id": [f"a{at:03}" for at in range(len(outlet))]}
    )
    scores = articles[["article_id"]].assign(actor="Kyiv", score=np.concatenate(list(groups.values())))
    return compare_groups(scores, articles, design=Design(method="welch", **options)).contrasts


@pytest.mark.parametrize(("correction", "name"), [("holm", "holm"), ("bh", "fdr_bh")])
def test_welch_and_corrections(groups, correction, name):
    found = contrasts(groups, correction=correction)
    expected = [
        weightstats.ttest_ind(groups[a], groups[b], usevar="unequal")[1]
        for a, b in zip(found["group_a"], found["group_b"])
    ]
    assert found["p"].to_numpy() == pytest.approx(expected, rel=1e-6)
    assert found["p_adjusted"].to_numpy() == pytest.approx(
        multitest.multipletests(expected, method=name)[1], rel=1e-6
    )


@pytest.mark.parametrize("margin", [0.02, 0.1, 0.3])
def test_equivalence(groups, margin):
    found = contrasts(groups, margin=margin, correction="none")
    expected = [
        weightstats.ttost_ind(groups[a], groups[b], -margin, margin, usevar="unequal")[0]
        for a, b in zip(found["group_a"], found["group_b"])
    ]
    assert found["p_equivalence"].to_numpy() == pytest.approx(expected, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize(("correction", "name"), [("holm", "holm"), ("bh", "fdr_bh")])
def test_corrections_of_random_p(correction, name):
    p = np.random.default_rng(0).beta(0.5, 3, 200)
    assert adjust_p(p, correction) == pytest.approx(multitest.multipletests(p, method=name)[1])
