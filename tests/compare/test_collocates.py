"""Words near an actor."""

import pandas as pd
import pytest

from mediakit._core.errors import InputError, TableError
from mediakit.compare.collocates import compare_collocates

TEXTS = {
    "Post": "Kyiv begs for aid. Rain fell on the coast. “Kyiv is brave,” Orlov said.",
    "Times": "Kyiv asks for aid. Rain fell on the coast. “Kyiv is brave,” Orlov said.",
}


@pytest.fixture
def articles():
    outlets = ["Post"] * 6 + ["Times"] * 6
    return pd.DataFrame(
        {
            "article_id": [f"a{i}" for i in range(12)],
            "outlet": outlets,
            "title": "Rain",
            "text": [TEXTS[outlet] for outlet in outlets],
        }
    )


@pytest.fixture
def mentions(articles):
    rows = [
        {
            "article_id": key,
            "field": "text",
            "start": start,
            "end": start + 4,
            "text": "Kyiv",
            "actor": "Ukraine",
        }
        for key, text in zip(articles["article_id"], articles["text"], strict=True)
        for start in (0, text.index("Kyiv is"))
    ]
    return pd.DataFrame(rows)


@pytest.fixture
def quotes(articles):
    starts = [text.index("Kyiv is") for text in articles["text"]]
    return pd.DataFrame(
        {
            "quote_id": [f"q{i}" for i in range(12)],
            "article_id": articles["article_id"],
            "field": "text",
            "start": starts,
            "end": [start + len("Kyiv is brave,") for start in starts],
            "text": "Kyiv is brave,",
        }
    )


def words_of(found, outlet):
    return found[found["outlet"] == outlet].set_index("word")["n"].to_dict()


def test_only_words_of_sentences_with_the_actor_count(articles, mentions):
    found = compare_collocates(articles, mentions, "Ukraine")
    assert words_of(found, "Post") == {
        "begs": 6, "asks": 0, "for": 6, "aid": 6, "is": 6, "brave": 6, "orlov": 6, "said": 6}  # fmt: skip
    assert found.loc[0, "word"] == "begs"


def test_with_quotes_the_words_are_the_outlets_own(articles, mentions, quotes):
    found = compare_collocates(articles, mentions, "Ukraine", quotes=quotes)
    assert set(words_of(found, "Post")) == {"begs", "asks", "for", "aid", "orlov", "said"}


def test_pairs_do_not_reach_over_what_is_hidden(articles, mentions, quotes):
    found = compare_collocates(articles, mentions, "Ukraine", quotes=quotes, n_words=2)
    assert set(words_of(found, "Post")) == {"begs for", "asks for", "for aid", "orlov said"}


def test_near_against_elsewhere(articles, mentions):
    found = compare_collocates(articles, mentions, "Ukraine", by=None).set_index("word")
    assert set(found["place"]) == {"near"}
    assert found.loc["rain", ["n", "n_rest"]].tolist() == [0, 24]
    assert found.loc["aid", ["n", "n_rest"]].tolist() == [12, 0]
    assert found.loc["aid", "g2"] > 0 > found.loc["rain", "g2"]


def test_articles_stay_as_they_were(articles, mentions):
    before = articles.copy()
    compare_collocates(articles, mentions, "Ukraine")
    pd.testing.assert_frame_equal(articles, before)


def test_unknown_actor_names_the_known(articles, mentions):
    with pytest.raises(InputError, match=r"'Kyiv'\. The actors mentioned most are: Ukraine"):
        compare_collocates(articles, mentions, "Kyiv")


def test_unknown_column(articles, mentions):
    with pytest.raises(TableError, match="no column 'paper'"):
        compare_collocates(articles, mentions, "Ukraine", by="paper")
