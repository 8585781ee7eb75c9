import pytest
from assess.by_hand import make_articles, make_mentions

from mediakit._core.codebooks import Codebook
from mediakit._core.errors import InputError, UnknownNameError
from mediakit.assess.passages import Passage
from mediakit.assess.sentiment import score_sentiment
from mediakit.assess.terms import read_terms
from mediakit.assess.vader import score_vader


def codebook(**valences):
    """A lexicon of single words: its name is "mine"."""
    directions = {True: "positive", False: "negative"}
    frames = [
        {
            "name": word,
            "definition": f"The word {word}.",
            "direction": "neutral" if valence == 0 else directions[valence > 0],
            "weight": abs(valence) or 1,
            "cues": [word.replace("_", " ")],
        }
        for word, valence in valences.items()
    ]
    return Codebook.model_validate({"codebook": {"name": "mine", "kind": "frames"}, "frame": frames})


def score(text, lexicon, method="vader"):
    articles = make_articles(text)
    mentions = make_mentions(articles, {"Lund": "Ada Lund"})
    return score_sentiment(articles, mentions, method=method, lexicon=lexicon).iloc[0]


def test_terms_are_replaced_and_the_target_is_found_again():
    terms = read_terms(codebook(war=0, holy_war=3))
    text = "The holy war and the war: Lund fought the war."
    [passage] = terms.replace([Passage(text, text.index("Lund"), text.index("Lund") + 4)])
    assert passage.text[passage.start : passage.end] == "Lund"
    assert "war" not in passage.text.split()
    war, holy = terms.valences
    assert passage.text.startswith(f"The {holy} and the {war}:")
    assert (terms.valences[war], terms.valences[holy]) == (0, 3)


def test_a_term_inside_the_target_stays():
    [passage] = read_terms(codebook(united=0)).replace([Passage("Lund of United won.", 0, 14)])
    assert passage == Passage("Lund of United won.", 0, 14)


def test_vader_takes_the_terms_valence():
    text = "Lund of the supreme bench spoke of escalation."
    assert score(text, None)["score"] == score_vader([text])["compound"][0] > 0.5
    assert score(text, codebook(supreme=0))["score"] == 0
    assert score(text, codebook(supreme=0, escalation=-1.9))["score"] == pytest.approx(
        score_vader(["Lund spoke of tragic."])["compound"][0], abs=0.1
    )
    assert (
        score("Lund is not grand.", codebook(grand=3))["score"]
        < 0
        < score("Lund is grand.", codebook(grand=3))["score"]
    )


def test_vader_without_terms_stays_as_it_is():
    before = score_vader(["A great war."])
    score("Lund is grand.", codebook(war=2, grand=3))
    assert score_vader(["A great war."]).equals(before)


def test_news_takes_the_terms_valence():
    text = "Lund is a blargh."
    plain, good, bad, none = (
        score(text, lexicon, "news")["score"]
        for lexicon in (None, codebook(blargh=3), codebook(blargh=-3), codebook(blargh=0))
    )
    assert bad < -0.3 < 0.3 < good
    assert bad < plain < good and bad < none < good


def test_where_the_terms_come_from_is_in_the_table():
    assert score("Lund won.", codebook(won=0))["method"] == "vader+mine"
    assert score("Lund won.", codebook(won=0), "news")["method"] == "news+mine"
    assert score("Lund won.", "news_terms")["method"] == "vader+news_terms"


def test_too_heavy_and_unknown_lexicons_are_refused():
    with pytest.raises(InputError, match=r"'grand'.* has the weight 5; valences go up to 4"):
        read_terms(codebook(grand=5))
    with pytest.raises(UnknownNameError, match="news_term"):
        score("Lund won.", "news_term")
