"""Quotations and speakers on PolNeAR's development articles, which are not part of the project."""

import importlib.util

import pytest
from quality.test_sample import FLOORS

import mediakit as mk

pytestmark = [pytest.mark.quality, pytest.mark.shared]


@pytest.fixture(scope="module")
def scorer(shared):
    spec = importlib.util.spec_from_file_location("score_quotes", shared / "eval/score_quotes.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_quotes(scorer, shared):
    articles, gold = scorer.load(shared / "eval/polnear", "dev")
    found = mk.find_quotes(articles.assign(title=""))
    scores = scorer.score(found, articles, gold, n_boot=10)
    by_kind = {
        "words_in_marks": scores["tokens_in_marks"]["F1"],
        "quotations": scores["attribution"]["F1"],
        "end_to_end": scores["end_to_end"]["F1"],
        "end_to_end_marks": scores["end_to_end_direct_mixed"]["F1"],
    }
    print("\npolnear_dev:", by_kind)
    floors = FLOORS["polnear_dev"]["floors"]
    assert {name: score for name, score in by_kind.items() if score < floors[name]} == {}
