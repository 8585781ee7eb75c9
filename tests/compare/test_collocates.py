"""Words near an actor."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

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


@pytest.mark.parametrize("elsewhere", [True, False])
def test_words_that_burst_in_articles_are_seldom_found_near_the_actor(elsewhere):
    """No word is drawn to the actor, but each article repeats its own words near the actor, or elsewhere too."""
    ours, naive = [], []
    for seed in range(8):
        found = compare_collocates(
            *bursting(np.random.default_rng(seed), elsewhere=elsewhere), actor="Kyiv", by=None
        )
        ours += found["p"].tolist()
        naive += stats.chi2.sf(found["g2"].abs(), 1).tolist()
    assert len(ours) > 300
    assert np.mean(np.array(ours) < 0.05) < 0.06
    assert np.mean(np.array(naive) < 0.05) > 0.2


def test_a_word_drawn_to_the_actor_is_found():
    articles, mentions = bursting(np.random.default_rng(9))
    places = mentions.drop_duplicates("article_id")["start"].tolist()
    texts = zip(articles["text"], places, strict=True)
    # the word after the actor, of three letters, is another one in every article
    articles["text"] = [f"{text[: at + 5]}zzz{text[at + 8 :]}" for text, at in texts]
    found = compare_collocates(articles, mentions, "Kyiv", by=None).set_index("word")
    assert found.loc["zzz", ["n", "n_rest"]].tolist() == [40, 0]
    assert found.loc["zzz", "p_adjusted"] < 0.01


def bursting(rng, n_articles=40, n_words=60, again=0.7, elsewhere=True):
    """Articles of twelve sentences, three with the actor; a word repeats an earlier one of its part, mostly."""
    vocabulary = [f"w{chr(97 + at // 10)}{chr(97 + at % 10)}" for at in range(n_words)]
    chances = rng.dirichlet(np.full(n_words, 0.5))
    articles, mentions = [], []
    for at in range(n_articles):
        text, said = "", {True: [], False: []}
        for is_near in rng.permutation([True] * 3 + [False] * 9).tolist():
            if is_near:
                mentions.append((f"a{at}", "text", len(text), len(text) + 4, "Kyiv", "Kyiv"))
            text += "Kyiv" if is_near else "Here"
            for _ in range(15):
                known = said[is_near]
                repeats = (is_near or elsewhere) and known and rng.random() < again
                word = rng.choice(known) if repeats else rng.choice(vocabulary, p=chances)
                known.append(str(word))
                text += f" {word}"
            text += ". "
        articles.append((f"a{at}", "Post", text))
    columns = ["article_id", "field", "start", "end", "text", "actor"]
    return pd.DataFrame(articles, columns=["article_id", "outlet", "text"]), pd.DataFrame(
        mentions, columns=columns
    )
