"""Frames of climate articles, cross-validated on the training part, which is not part of the project."""

import importlib.util
from pathlib import Path

import pytest
from quality.test_sample import check

from mediakit.assess.framing.classifier import FrameClassifier
from mediakit.assess.framing.scores import score_frames

pytestmark = [pytest.mark.quality, pytest.mark.shared]


@pytest.fixture(scope="module")
def coded(shared):
    path = Path(__file__).parents[2] / "benchmarks" / "learn_frames.py"
    spec = importlib.util.spec_from_file_location("learn_frames", path)
    benchmark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    return benchmark.read_coded(shared / "eval/narrative_framing/train_articles.jsonl")


@pytest.fixture(scope="module")
def fitted(coded):
    return FrameClassifier(name="generic").fit(*coded)


@pytest.mark.parametrize("by", ["outlet", "article"])
def test_held_back(fitted, by):
    table = fitted.cross_validate(by=by)
    assert len(table) == 5
    check(f"framing_by_{by}", {"f1": table["f1"].mean(), "auc": table["auc"].mean()})


def test_the_shipped_model_is_the_one_measured(fitted, coded):
    """Trained again, it gives the shipped scores; an article on a threshold may come to lie beyond it."""
    articles = coded[0].head(60)
    shipped, again = score_frames(articles), fitted.score(articles)
    assert ((shipped["score"] - again["score"]).abs() > 0.002).mean() < 0.02
