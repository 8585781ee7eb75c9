import pandas as pd
import pytest
from assess.by_hand import make_articles, make_quotes

from mediakit._core.phrases import parse_phrase
from mediakit._core.resources import read_lexicon
from mediakit.assess.stance import score_stance
from mediakit.compare.groups import compare_groups


def stance_of(cue):
    quotes = pd.DataFrame(
        {"quote_id": ["q"], "article_id": ["a"], "field": ["text"], "start": [0], "end": [2], "text": ["So"],
         "cue": [cue]}
    )  # fmt: skip
    (value,) = score_stance(quotes)["stance"]
    return value if isinstance(value, str) else None


@pytest.mark.parametrize(
    ("cue", "stance"),
    [
        ("said", "neutral"),
        ("according to", "neutral"),
        ("has also been saying", "neutral"),
        ("claimed", "distancing"),
        ("was quoted as saying", "distancing"),
        ("would have us believe", "distancing"),
        ("would have the country believe", "distancing"),
        ("reportedly said", "distancing"),
        ("pointed out", "endorsing"),
        ("admits", "endorsing"),
        ("made it clear", "endorsing"),
        ("ranted", "hostile"),
        ("had the nerve to say", "hostile"),
        ("lashed out, saying", "hostile"),
        ("told a crowd, boasting", "hostile"),
        ("refused to confirm", "neutral"),
        ("xyzzied", None),
        (":", None),
        (None, None),
    ],
)
def test_stance_of_reporting_words(cue, stance):
    assert stance_of(cue) == stance


TEXT = "“Stay,” Lund had the nerve to say. “We rightly go,” Orlov claimed. The “calm” was odd."


def make(text=TEXT):
    articles = make_articles(text).assign(outlet="Post")
    quotes = make_quotes(
        articles,
        ("Stay,", "Lund", {"cue": "say", "cue_start": text.find("say"), "cue_end": text.find("say") + 3}),
        ("We rightly go,", "Orlov",
         {"cue": "claimed", "cue_start": text.find("claimed"), "cue_end": text.find("claimed") + 7}),
        ("calm", None, {"use": "term"}),
    )  # fmt: skip
    return articles, quotes


def test_phrases_around_the_cue_are_read_with_the_articles():
    articles, quotes = make()
    assert score_stance(quotes)[["actor", "stance"]].values.tolist() == [
        ["Lund", "neutral"],
        ["Orlov", "distancing"],
    ]
    table = score_stance(quotes, articles)
    assert table[["actor", "stance", "entry", "score"]].values.tolist() == [
        ["Lund", "hostile", "[have] the nerve to", -1.0],
        ["Orlov", "distancing", "[claim]", -1.0],
    ]


def test_what_is_quoted_says_nothing_about_who_quotes():
    text = "Lund said honestly we stay. Orlov said: honestly."
    articles = make_articles(text)
    start = text.index("said")
    quotes = make_quotes(
        articles, ("honestly we stay", "Lund", {"cue": "said", "cue_start": start, "cue_end": start + 4})
    )
    assert score_stance(quotes, articles)["stance"].tolist() == ["neutral"]


def test_one_row_for_each_attribution_from_the_stretch_with_the_cue():
    articles = make_articles("“Go,” she ranted, “now.”")
    quotes = make_quotes(articles, ("Go,", "Lund", {"cue": None}), ("now.", "Lund", {"cue": "ranted"}))
    table = score_stance(quotes.assign(quote_id="q"))
    assert table[["quote_id", "stance"]].values.tolist() == [["q", "hostile"]]


def test_ready_for_comparison():
    articles, quotes = make()
    other_articles, other = make(TEXT.replace("claimed", "said    ").replace("had the nerve to say", "says"))
    articles = pd.concat([articles, other_articles.assign(article_id="b", outlet="Times")])
    quotes = pd.concat([quotes, other.assign(article_id="b", quote_id=other["quote_id"] + "b", cue="said")])
    stance = score_stance(quotes)
    means = compare_groups(stance, articles, measure="mean").estimates
    assert dict(zip(zip(means["outlet"], means["actor"]), means["estimate"])) == {
        ("Post", "Lund"): 0.0, ("Post", "Orlov"): -1.0, ("Times", "Lund"): 0.0, ("Times", "Orlov"): 0.0,
    }  # fmt: skip
    shares = compare_groups(stance, articles, within=["actor", "stance"], measure="share").estimates
    picked = shares[(shares["actor"] == "Orlov") & (shares["stance"] == "distancing")]
    assert picked.set_index("outlet")["estimate"].to_dict() == {"Post": 1.0, "Times": 0.0}


def test_no_quotes_give_an_empty_table():
    _, quotes = make()
    table = score_stance(quotes.iloc[:0])
    assert len(table) == 0
    assert table.columns.tolist() == score_stance(quotes).columns.tolist()


def test_the_lexicon_has_each_phrase_once_in_a_known_class():
    rows = read_lexicon("en", "stance")
    assert len(rows) >= 250
    seen = {}
    for phrase, stance in rows:
        assert stance in {"neutral", "distancing", "endorsing", "hostile"}, phrase
        for parts in parse_phrase(phrase):
            assert seen.setdefault(parts, stance) == stance, (phrase, parts)
