import pandas as pd
import pytest

from mediakit._core.errors import TableError
from mediakit._core.spans import check_spans, count_words, cut_spans
from mediakit._core.tables import build_table

ARTICLES = build_table(
    "articles",
    [
        {"article_id": "a", "title": "A “holy battle”", "text": "It is a “holy battle”, she said."},
        {"article_id": "b", "title": "Rain", "text": "Naïve 😀 hopes."},
    ],
)


def spans(*rows):
    return pd.DataFrame(rows, columns=["article_id", "field", "start", "end", "text"])


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("", 0),
        ("— … “”", 0),
        ("She said: “no”.", 3),
        ("Choe’s well-known don't", 3),
        ("in 2024, 1,000 came", 5),
        ("Київ чекає", 2),
    ],
)
def test_words_are_runs_of_letters_and_digits(text, n):
    assert count_words(text) == n


def test_spans_are_cut_from_title_and_text_in_unicode_characters():
    table = spans(("a", "title", 3, 14, ""), ("a", "text", 9, 20, ""), ("b", "text", 8, 13, ""))
    assert cut_spans(table, ARTICLES) == ["holy battle", "holy battle", "hopes"]


def test_right_spans_pass():
    check_spans(spans(("a", "text", 9, 20, "holy battle"), ("b", "text", 6, 7, "😀")), ARTICLES, "frames")
    check_spans(spans(), ARTICLES, "frames")


def test_a_span_that_says_other_words_is_refused_with_both():
    with pytest.raises(
        TableError, match=r"Row 1 of the frames table says 'holy war', but .* has 'holy battl'"
    ):
        check_spans(spans(("b", "title", 0, 4, "Rain"), ("a", "text", 9, 19, "holy war")), ARTICLES, "frames")


def test_a_span_of_an_article_that_is_not_there_is_refused():
    with pytest.raises(TableError, match=r"has 1 article_id that the articles table lacks, such as 'c'"):
        check_spans(spans(("c", "text", 0, 2, "It"), ("c", "text", 0, 2, "It")), ARTICLES, "quotes")
