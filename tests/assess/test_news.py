import numpy as np
import pytest
from assess.by_hand import make_articles, make_mentions, make_quotes

from mediakit._core.errors import InputError
from mediakit._core.resources import resource_path
from mediakit.assess.news import score_passages
from mediakit.assess.news_model import NewsModel, load_shipped
from mediakit.assess.passages import Passage
from mediakit.assess.sentiment import score_sentiment


def score(text, **actors):
    """The score toward each actor named in a text."""
    articles = make_articles(text)
    mentions = make_mentions(articles, {name: name for name in actors or {"Lund": None}})
    return score_sentiment(articles, mentions, method="news").set_index("actor")["score"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Lund is a brave and honest leader who saved the crew.", "positive"),
        ("Colleagues praised Lund for her outstanding work.", "positive"),
        ("Lund was accused of fraud and lied to investigators.", "negative"),
        ("Critics say Lund is a corrupt and dangerous liar.", "negative"),
        ("Lund will speak in the town hall on Tuesday.", "neutral"),
        ("Lund said the report would be published on Monday.", "neutral"),
    ],
)
def test_plain_cases(text, label):
    articles = make_articles(text)
    table = score_sentiment(articles, make_mentions(articles, {"Lund": "Ada Lund"}), method="news")
    assert table["label"].tolist() == [label]


def test_who_is_blamed_and_who_blames_differ():
    scores = score("Lund criticized Orlov for the cuts.", Lund=1, Orlov=1)
    assert scores["Orlov"] < -0.5
    assert scores["Orlov"] < scores["Lund"] - 0.2
    scores = score("Lund praised Orlov.", Lund=1, Orlov=1)
    assert scores["Orlov"] > 0.5
    assert scores["Orlov"] > scores["Lund"] + 0.2
    scores = score("Orlov was criticized by Lund.", Lund=1, Orlov=1)
    assert scores["Orlov"] < scores["Lund"] - 0.2


def test_who_accuses_is_far_from_who_is_accused():
    scores = score("Lund accused Orlov of betraying the crew.", Lund=1, Orlov=1)
    assert scores["Lund"] > -0.4
    assert scores["Orlov"] < -0.7


def test_denied_nouns():
    assert score("Lund is not a liar.").iloc[0] > -0.1


def test_who_praises_in_the_passive():
    scores = score("Orlov was praised by Lund as a hero.", Lund=1, Orlov=1)
    assert scores["Orlov"] > scores["Lund"] + 0.2


def test_the_name_makes_no_difference():
    one, other = (score(f"{name} was accused of fraud.", **{name: 1}).iloc[0] for name in ("Lund", "Trump"))
    assert one == other


def test_whoever_stands_beside_the_target_makes_no_difference():
    scores = {score(f"Lund met {name} in May.", Lund=1).iloc[0] for name in ("Orlov", "Trump", "Clinton")}
    assert len(scores) == 1


def test_words_of_another_voice_do_not_count():
    text = "Lund opened the hall. Orlov said “Lund is a horrible corrupt liar” on Monday."
    articles = make_articles(text)
    mentions = make_mentions(articles, {"Lund": "Ada Lund", "Orlov": "Pavel Orlov"})
    quotes = make_quotes(articles, ("Lund is a horrible corrupt liar", "Pavel Orlov"))
    table = score_sentiment(articles, mentions, quotes, method="news")
    assert table["voice_kind"].tolist() == ["own", "own", "quoted"]
    assert table["label"].tolist() == ["neutral", "neutral", "negative"]


def test_probabilities_add_up_and_do_not_hang_on_the_company():
    passages = [Passage(f"Lund {word} the crew", 0, 4) for word in ("saved", "met", "robbed")]
    together = load_shipped().predict(passages)
    assert together.sum(axis=1) == pytest.approx(1, abs=1e-5)
    alone = np.concatenate([load_shipped().predict([passage]) for passage in passages])
    assert together == pytest.approx(alone, abs=1e-5)
    score, _ = score_passages(passages)
    assert score == pytest.approx(together[:, 2] - together[:, 0], abs=1e-4)
    assert (np.abs(score) <= 1).all()


def test_no_passage_no_score():
    score, label = score_passages([])
    assert len(score) == len(label) == 0


def test_hostile_text_is_scored_too():
    texts = ["", "Lund", "\n\n", "’’’’’", "a" * 100_000, "\ud800 Lund", "“" * 5_000, "Lund " * 5_000]
    scores, labels = score_passages([Passage(text, 0, min(4, len(text))) for text in texts])
    assert np.isfinite(scores).all()
    assert set(labels) <= {"negative", "neutral", "positive"}


def test_shipped_model_is_small_plain_arrays():
    path = resource_path("models", "sentiment_en.npz")
    assert path.stat().st_size < 3_000_000
    with np.load(path, allow_pickle=False) as stored:
        assert {array.dtype.kind for array in stored.values()} <= set("iuf")


def test_a_model_is_the_same_after_saving_again(tmp_path):
    model = load_shipped()
    path = model.save(tmp_path / "model.npz")
    assert path.read_bytes() == NewsModel.load(path).save(tmp_path / "again.npz").read_bytes()
    passages = [Passage("Lund lied", 0, 4)]
    assert NewsModel.load(path).predict(passages) == pytest.approx(model.predict(passages), abs=0.01)


def test_other_files_are_refused(tmp_path):
    path = tmp_path / "model.npz"
    path.write_bytes(b"no model")
    with pytest.raises(InputError, match="is no model of sentiment"):
        NewsModel.load(path)
    np.savez(path, format=np.array(99))
    with pytest.raises(InputError, match="has format 99; this version reads 3"):
        NewsModel.load(path)
    np.savez(path, format=np.array(3))
    with pytest.raises(InputError, match="is no model of sentiment"):
        NewsModel.load(path)


def test_vader_takes_no_model():
    articles = make_articles("Lund won.")
    mentions = make_mentions(articles, {"Lund": "Ada Lund"})
    with pytest.raises(InputError, match="takes no model"):
        score_sentiment(articles, mentions, method="vader", model=load_shipped())
