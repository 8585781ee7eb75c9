import numpy as np
import pandas as pd
import pytest
from assess.framing.coded import make_coded

from mediakit._core.errors import InputError, TableError, UnknownNameError
from mediakit._core.spans import check_spans
from mediakit.assess.framing.classifier import FrameClassifier
from mediakit.assess.framing.scores import score_frames

FRAMES = ["resolution", "human_interest", "conflict", "moral", "economic"]

ARTICLES = pd.DataFrame(
    {
        "article_id": ["clash", "cost", "faith"],
        "title": ["Critics attack plan", "", ""],
        "text": [
            "Republicans accused the president of lying and sued. Democrats denounced the hoax as an attack. "
            "It was Monday.",
            "The carbon tax will cost companies $4 billion, economists said. Jobs and profits would fall by 9 "
            "percent. The market lost $3 million.",
            "The Pope called it a sin against God and a moral duty. Pray for our children, the bishop urged. "
            "We must not be selfish.",
        ],
    }
)


def test_frames_are_told_apart():
    table = score_frames(ARTICLES)
    assert table["frame"].tolist() == FRAMES * 3
    scores = table.pivot(index="article_id", columns="frame", values="score")
    assert scores["conflict"].idxmax() == "clash"
    assert scores["economic"].idxmax() == "cost"
    assert scores["moral"].idxmax() == "faith"
    assert scores.to_numpy().min() >= 0
    assert scores.to_numpy().max() <= 1


def test_each_score_leads_back_to_a_sentence():
    table = score_frames(ARTICLES)
    check_spans(table, ARTICLES, "framing")
    row = table.set_index(["article_id", "frame"]).loc[("faith", "moral")]
    assert row["text"].startswith("The Pope")
    assert (table["share"] >= 0).all()


def test_agreement_that_is_not_known_is_missing():
    assert score_frames(ARTICLES)["agreement"].isna().all()


def test_an_article_is_scored_alike_alone_and_among_others():
    alone = pd.concat([score_frames(ARTICLES.iloc[[at]]) for at in range(3)], ignore_index=True)
    pd.testing.assert_frame_equal(alone, score_frames(ARTICLES))


def test_other_languages_and_empty_articles_have_no_score():
    articles = pd.DataFrame(
        {
            "article_id": ["d", "e", "n"],
            "text": ["Der Streit.", "A clash.", None],
            "language": ["de-AT", "en", "en"],
        }
    )
    with pytest.warns(UserWarning, match="1 article of 3 got no score: language de"):
        table = score_frames(articles)
    assert len(table) == 15
    assert table.groupby("article_id")["score"].count().to_dict() == {"d": 0, "e": 5, "n": 0}
    check_spans(table, articles.fillna("").assign(title=""), "framing")


def test_no_articles_give_no_rows():
    assert score_frames(ARTICLES.head(0)).columns[:3].tolist() == ["article_id", "frame", "score"]


def test_models_of_ones_own(tmp_path):
    own = FrameClassifier(name="mine").fit(*make_coded())
    path = own.save(tmp_path / "mine.npz")
    by_object, by_file = score_frames(ARTICLES, own), score_frames(ARTICLES, path)
    assert by_file["frame"].tolist() == ["people", "money"] * 3
    assert set(by_object["model"]) == set(by_file["model"]) == {"mine"}
    np.testing.assert_allclose(by_object["score"], by_file["score"], atol=0.01)


def test_an_unknown_model_and_a_table_without_texts_are_refused():
    with pytest.raises(UnknownNameError, match="generic"):
        score_frames(ARTICLES, "generik")
    with pytest.raises(TableError, match="text"):
        score_frames(ARTICLES.drop(columns="text"))
    with pytest.raises(InputError, match="got NoneType for a model"):
        score_frames(ARTICLES, None)
