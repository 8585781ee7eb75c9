"""Keyword in context."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit._core.errors import InputError, TableError
from mediakit.compare.contexts import find_contexts

TEXT = (
    "Ana Orlov called it a “holy battle” on Monday. Allies stayed silent.\n\n"
    "The holy war, she said, was being won. Wonders of HOLY places."
)


@pytest.fixture
def articles():
    return pd.DataFrame(
        {
            "article_id": ["a", "b"],
            "outlet": ["Post", "Times"],
            "title": ["Holy words", ""],
            "text": [TEXT, "None."],
        }
    )


def found(articles, phrase, **options):
    return find_contexts(articles, phrase, **options)["text"].tolist()


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("holy", ["Holy", "holy", "holy", "HOLY"]),
        ("holy battle", ["holy battle"]),
        ("hol* war", ["holy war"]),
        ("holy *", ["Holy words", "holy battle", "holy war", "HOLY places"]),
        ("[win]", ["won"]),
        ("[call] *{0,3} holy", ["called it a “holy"]),
        ("said was", []),  # a comma ends a phrase
        ("silent the", []),  # and so does a paragraph
        (["silent", "allies"], ["Allies", "silent"]),
    ],
)
def test_phrases(articles, phrase, expected):
    assert found(articles, phrase) == expected


def test_words_around_stay_in_the_paragraph(articles):
    table = find_contexts(articles, "holy", n_words=3)
    assert table[["before", "after"]].to_numpy().tolist() == [
        ["", "words"],
        ["called it a “", "battle” on Monday."],
        ["The", "war, she said,"],
        ["won. Wonders of", "places."],
    ]
    assert table["outlet"].tolist() == ["Post"] * 4


def test_no_words_around(articles):
    table = find_contexts(articles, "silent", n_words=0)
    assert table[["before", "after"]].to_numpy().tolist() == [["", "."]]


def test_spans_of_a_table_in_the_order_of_the_articles(articles):
    spans = pd.DataFrame({"article_id": ["b", "a"], "field": "text", "start": [0, 4], "end": [4, 9]})
    table = find_contexts(articles, spans)
    assert table[["article_id", "text"]].to_numpy().tolist() == [["a", "Orlov"], ["b", "None"]]
    assert table["phrase"].isna().all()


@given(st.text(alphabet="ab \n.“”", max_size=60), st.integers(0, 4))
def test_spans_are_true(text, n_words):
    articles = pd.DataFrame({"article_id": ["a"], "text": [text]})
    for row in find_contexts(articles, ["a b*", "b"], n_words=n_words).itertuples():
        assert text[row.start : row.end] == row.text
        line = text[text.rfind("\n", 0, row.start) + 1 :].split("\n")[0].split()
        assert "".join(line).find(f"{row.before}{row.text}{row.after}".replace(" ", "")) >= 0


@pytest.mark.parametrize("phrase", ["", "*", "a, b", "[win] *{2,1} it"])
def test_phrases_that_cannot_match(articles, phrase):
    with pytest.raises(InputError, match="phrase"):
        find_contexts(articles, phrase)


def test_wrong_number_of_words(articles):
    with pytest.raises(InputError, match="n_words is -1"):
        find_contexts(articles, "holy", n_words=-1)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"article_id": "zz"}, "lacks, such as 'zz'"),
        ({"field": "body"}, "articles or fields"),
        ({"end": 999}, "lies outside"),
        ({"start": float("nan")}, "lies outside"),
    ],
)
def test_wrong_spans(articles, change, message):
    spans = pd.DataFrame({"article_id": ["a"], "field": ["text"], "start": [0], "end": [4]}).assign(**change)
    with pytest.raises(TableError, match=message):
        find_contexts(articles, spans)


def test_nothing_found_is_an_empty_table(articles):
    assert find_contexts(articles, "peace").empty
