"""Quotations in 2,000 generated articles of broken marks and scripts, and in one of 200,000 words."""

import random

import pandas as pd
import pytest

import mediakit as mk
from mediakit._core.spans import check_spans

MARKS = ["“", "”", '"', "''", "``", "‘", "’", "'", "«", "»", "„", "‚", "‹", "›", "—", "–", "-", "「", "」"]
WORDS = [
    *"The mayor said that Iva Toll told reporters according to officials in Kyiv he she I we it not".split(),
    *"THE MAYOR SAID NOTHING sagte dijo declared, insisted: asked? no! Mr. U.S. 3.5 … ...".split(),
    *[
        "😀",
        "👩\u200d🚒",
        "\u200fשלום\u200f",
        "世界",
        "ﬁn",
        "e\u0301",
        "\u200b",
        "\u202e",
        "\ufeff",
        "Ω",
        "ß",
        "İ",
    ],
]
GLUE = [" ", " ", " ", " ", "", "\n", "\n\n", "\t", "\u00a0", "\u202f", "  "]


def generate(number):
    """One article, the same for a number on every machine."""
    chance = random.Random(number)
    styles = [MARKS, chance.sample(MARKS, 2), ['"'], ["“", "”"]]
    marks = chance.choice(styles)
    no_spaces = chance.random() < 0.1
    capitals = chance.random() < 0.1
    parts = []
    for _ in range(chance.randrange(0, 160)):
        parts.append(chance.choice(marks) if chance.random() < 0.2 else chance.choice(WORDS))
        parts.append("" if no_spaces else chance.choice(GLUE))
    text = "".join(parts)
    return text.upper() if capitals else text


def check(quotes, articles):
    check_spans(quotes, articles, "quotes")
    texts = {
        (article_id, field): text
        for field in ("title", "text")
        for article_id, text in zip(articles["article_id"], articles[field])
    }
    for role in ("cue", "speaker"):
        named = quotes.dropna(subset=[role])
        for row in named.itertuples():
            words = texts[row.article_id, row.field]
            start, end = int(getattr(row, f"{role}_start")), int(getattr(row, f"{role}_end"))
            assert words[start:end] == getattr(row, role)
    ordered = quotes.sort_values(["article_id", "field", "start"], kind="stable")
    same = (ordered[["article_id", "field"]] == ordered[["article_id", "field"]].shift()).all(axis=1)
    assert (ordered["start"] >= ordered["end"].shift().fillna(0))[same].all()


@pytest.mark.parametrize("part", range(4))
def test_generated_articles(part):
    numbers = range(500 * part, 500 * (part + 1))
    articles = pd.DataFrame(
        {
            "article_id": [str(number) for number in numbers],
            "title": [generate(number + 10_000)[:90].replace("\n", " ") for number in numbers],
            "text": [generate(number) for number in numbers],
        }
    )
    quotes = mk.find_quotes(articles)
    check(quotes, articles)
    assert quotes["article_id"].nunique() > 300


@pytest.mark.parametrize("gap", [" ", "\n\n"], ids=["one line", "paragraphs"])
def test_two_hundred_thousand_words(gap):
    sentence = "“It is over,” said Iva Toll, who told reporters that the port was closed and ‘not safe’."
    n_times = 200_000 // len(sentence.split())
    articles = pd.DataFrame(
        {"article_id": ["long"], "title": ["Port closed"], "text": [gap.join([sentence] * n_times)]}
    )
    quotes = mk.find_quotes(articles)
    check(quotes, articles)
    assert quotes["text"].eq("It is over,").sum() > 0.99 * n_times


def test_marks_alone_and_words_without_any():
    texts = ["“" * 3000, '"' * 3001, "' " * 2000, "”“" * 1500, "word " * 5000, "W" * 20_000, "", " \n "]
    articles = pd.DataFrame({"article_id": list("abcdefgh"), "title": "", "text": texts})
    check(mk.find_quotes(articles), articles)
