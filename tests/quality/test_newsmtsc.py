"""Sentiment toward people on NewsMTSC's development sentences, which are not part of the project."""

import importlib.util

import pytest
from quality.test_sample import FLOORS

pytestmark = [pytest.mark.quality, pytest.mark.shared]


@pytest.fixture(scope="module")
def scorer(shared):
    spec = importlib.util.spec_from_file_location("score_sentiment", shared / "eval/score_sentiment.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_news(scorer, shared):
    scores = {
        part: scorer.run(shared / f"eval/newsmtsc/{part}.jsonl", "news")["macro_f1"]
        for part in ("dev_rw", "dev_mt")
    }
    floors = FLOORS["newsmtsc"]["floors"]
    print("\nnewsmtsc:", scores)
    assert {part: score for part, score in scores.items() if score < floors[part]} == {}
