"""Roles of actors on codes the author made of published articles, which are not part of the project."""

import importlib.util
from pathlib import Path

import pandas as pd
import pytest
from quality.test_sample import check
from sklearn.metrics import f1_score

from mediakit.assess.roles.score import score_roles
from mediakit.assess.roles.training import train_roles

pytestmark = [pytest.mark.quality, pytest.mark.shared]


@pytest.fixture(scope="module")
def learner():
    path = Path(__file__).parents[2] / "benchmarks" / "learn_roles.py"
    spec = importlib.util.spec_from_file_location("learn_roles", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_roles_of_another_field(learner, shared):
    """Learned without the articles of the test half, as a user of another corpus would meet the model."""
    climate, framing = learner.read_framing(shared / "eval/narrative_framing")
    others, codes = learner.read_codes(
        shared / "corpora/news_articles_2016_2017.parquet", shared / "eval/polnear/train_articles.jsonl"
    )
    articles = pd.concat([climate, others], ignore_index=True)
    learn, test = (codes[codes["part"] == part].drop(columns="part") for part in ("learn", "test"))
    scores = {}
    for name, coded in (("climate", framing), ("climate_and_codes", learner.join(framing, learn))):
        roles = score_roles(articles, test, model=train_roles(articles, coded))
        best = roles.loc[roles.groupby(["article_id", "actor"], sort=False)["score"].idxmax()]
        predicted = test[["article_id", "actor", "role"]].merge(best, on=["article_id", "actor"])
        scores[name] = f1_score(predicted["role_x"], predicted["role_y"], average="macro")
    check("roles", scores)
