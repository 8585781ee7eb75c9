"""Copies found among real articles and edits of them, which are not part of the project."""

import pytest
from quality.edited import COPIES, TRAPS, make_edited, pairs_of_groups, read_real, score_pairs
from quality.test_sample import FLOORS

import mediakit as mk

pytestmark = [pytest.mark.quality, pytest.mark.shared]

N_PAIRS = 20


@pytest.fixture(scope="module")
def edited(shared):
    articles, pairs = make_edited(read_real(shared).sample(1500, random_state=0), N_PAIRS)
    return articles, pairs, mk.find_copies(articles)


def test_pairs(edited):
    _, pairs, copies = edited
    scores = score_pairs(pairs_of_groups(copies), pairs)
    print("\ncopies_edited:", {name: round(score, 3) for name, score in scores.items()})
    floors = FLOORS["copies_edited"]["floors"]
    assert {*floors} == {"precision", "recall", *COPIES, "woven"}
    assert {name: scores[name] for name, floor in floors.items() if scores[name] < floor} == {}
    assert {name: scores[name] for name in TRAPS if scores[name] > 0} == {}


def test_both_origins_of_a_woven_article_are_told(edited):
    _, pairs, copies = edited
    found = copies.set_index("article_id")
    woven = pairs[pairs["kind"] == "woven"]
    assert found["origin"].reindex(woven["one"]).eq(True).all()
    assert found["share"].reindex(woven["other"]).gt(0.95).all()
    assert found["group_id"].reindex(woven["one"]).is_unique
