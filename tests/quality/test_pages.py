"""Title, date, authors and body of saved news pages, which are not part of the project, beside trafilatura's."""

import importlib.util
from pathlib import Path

import pytest
from quality.test_sample import FLOORS

pytestmark = [pytest.mark.quality, pytest.mark.shared]

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "pages.py"


@pytest.fixture(scope="module")
def scorer():
    spec = importlib.util.spec_from_file_location("benchmark_pages", BENCHMARK)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_news_pages(scorer, shared):
    folder = shared / "formats/news_pages"
    gold = scorer.load_gold(folder)
    ours = scorer.score_pages(scorer.read_with_us(folder, gold), gold).mean()
    theirs = scorer.score_pages(scorer.read_with_trafilatura(folder, gold), gold).mean()
    print(f"\nnews_pages: {ours.round(3).to_dict()}; trafilatura {theirs.round(3).to_dict()}")
    floors = FLOORS["news_pages"]["floors"]
    assert {name: score for name, score in ours.items() if score < floors[name]} == {}
    assert (ours > theirs).all()


@pytest.mark.parametrize(("text", "score"), [("a b c d e", 1), ("a b c d x", 0.5), ("v w x y z", 0)])
def test_f1_of_grams(scorer, text, score):
    assert scorer.f1_of_grams(text, "A b, c d e.") == score
