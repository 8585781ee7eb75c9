import numpy as np
import pandas as pd
import pytest

from mediakit._core.errors import InputError
from mediakit.compare.design import Design
from mediakit.compare.groups import compare_groups
from mediakit.compare.sensitivity import choose_copies


@pytest.fixture
def wired():
    """Two outlets of 30 articles: twelve of the Post are harsh copies of one wire story."""
    rng = np.random.default_rng(2)
    articles = pd.DataFrame({"article_id": [f"a{at:02}" for at in range(60)], "text": "x"})
    articles["outlet"] = ["Post"] * 30 + ["Times"] * 30
    score = rng.normal(0, 0.1, 60)
    score[:12] = -0.25
    scores = articles[["article_id"]].assign(actor="Kyiv", score=score)
    copies = pd.DataFrame({
        "article_id": articles["article_id"][:12], "group_id": "g", "origin": [True] + [False] * 11,
        "kind": "reprint", "share": [0.0] + [0.9] * 10 + [0.1],
    })  # fmt: skip
    return scores, articles, copies


def test_a_difference_made_of_copies_is_marked(wired):
    scores, articles, copies = wired
    compared = compare_groups(scores, articles, copies=copies)
    rows = compared.sensitivity.set_index("copies")
    assert rows["n_a"].to_dict() == {"all": 30, "one_per_group": 19, "own_words": 20}
    assert rows["told_apart"].to_dict() == {"all": True, "one_per_group": False, "own_words": False}
    assert rows["sensitive"].all()
    assert compared.contrasts["note"].tolist() == ["verdict hangs on copies: see sensitivity"]
    plain = compare_groups(scores, articles)
    assert plain.sensitivity.empty
    assert plain.contrasts["difference"].tolist() == [rows.loc["all", "difference"]]


def test_the_design_chooses_which_articles_make_the_tables(wired):
    scores, articles, copies = wired
    for choice in ("one_per_group", "own_words"):
        compared = compare_groups(scores, articles, copies=copies, design=Design(copies=choice))
        rows = compared.sensitivity.set_index("copies")
        assert compared.contrasts["difference"].iloc[0] == rows.loc[choice, "difference"]
        assert compared.estimates["n_articles"].iloc[0] == rows.loc[choice, "n_a"]


def test_a_difference_that_stays_is_not_marked(wired):
    scores, articles, copies = wired
    scores.loc[30:, "score"] += 1
    compared = compare_groups(scores, articles, copies=copies)
    assert not compared.sensitivity["sensitive"].any()
    assert compared.contrasts["note"].tolist() == [""]


def test_a_changed_sign_is_sensitive_but_no_changed_verdict(wired):
    scores, articles, copies = wired
    noise = np.tile([-0.5, 0.5], 30)
    scores["score"] = noise + np.where(np.arange(60) < 12, -0.01, 0.005) * (np.arange(60) < 30)
    compared = compare_groups(scores, articles, copies=copies)
    assert compared.sensitivity["sensitive"].all()
    assert not compared.sensitivity["told_apart"].any()
    assert compared.contrasts["note"].tolist() == [""]


def test_one_of_a_group_is_the_origin_or_else_the_first():
    articles = pd.DataFrame({
        "article_id": list("abcd"), "published": pd.to_datetime(["2024-01-03", "2024-01-02", "2024-01-04", None]),
        "outlet": "Post", "agency": None,
    })  # fmt: skip
    copies = pd.DataFrame(
        {"article_id": list("zbac"), "group_id": "g", "origin": [True, False, False, False]}
    )
    kept = choose_copies(articles, copies.assign(share=0.5), Design(copies="one_per_group"))
    assert kept["article_id"].tolist() == ["b", "d"]


def test_words_of_an_agency_are_not_the_outlets_own_but_the_agencys():
    articles = pd.DataFrame({
        "article_id": list("abc"), "outlet": ["Post", "Reuters", "Post"],
        "agency": ["Reuters", "reuters", None], "published": pd.NaT,
    })  # fmt: skip
    copies = pd.DataFrame({"article_id": [], "group_id": [], "origin": [], "share": []})
    kept = choose_copies(articles, copies, Design(copies="own_words"))
    assert kept["article_id"].tolist() == ["b", "c"]


@pytest.mark.parametrize("options", [{"copies": "one_per_group"}, {"unit": "copies"}])
def test_a_design_that_needs_copies_says_so(wired, options):
    with pytest.raises(InputError, match=r"no copies.*find_copies"):
        compare_groups(*wired[:2], design=Design(**options))


def test_copies_of_several_outlets_are_one_unit():
    """The same 40 stories in both outlets, word for word but for an outlet's own small shift."""
    rng = np.random.default_rng(0)
    story = rng.normal(0, 0.3, 40)
    articles = pd.DataFrame({"article_id": [f"a{at:02}" for at in range(80)], "text": "x"})
    articles["outlet"] = ["Post"] * 40 + ["Times"] * 40
    scores = articles[["article_id"]].assign(actor="Kyiv", score=np.r_[story, story + 0.05])
    scores["score"] += rng.normal(0, 0.02, 80)
    copies = pd.DataFrame({
        "article_id": articles["article_id"], "group_id": [f"g{at}" for at in range(40)] * 2,
        "origin": [True] * 40 + [False] * 40, "share": 0.9,
    })  # fmt: skip
    p = {
        (unit, method): compare_groups(
            scores, articles, copies=copies, design=Design(unit=unit, method=method)
        ).contrasts["p"].iloc[0]
        for unit in ("article", "copies")
        for method in ("welch", "bootstrap_t")
    }  # fmt: skip
    assert min(p["article", "welch"], p["article", "bootstrap_t"]) > 0.3
    assert max(p["copies", "welch"], p["copies", "bootstrap_t"]) < 0.001
