import pandas as pd
import pytest

from mediakit import plot
from mediakit._core.errors import InputError, UnknownNameError

TEXT = "It rains, Ana said. Nobody, Ben said, is dry.\n\nThe sun shone."
ARTICLES = pd.DataFrame({"article_id": ["a", "b"], "title": ["Rain", ""], "text": [TEXT, ""]})


def make_quotes(*spans, use="speech"):
    rows = [
        {
            "quote_id": str(at), "article_id": "a", "field": "text", "start": TEXT.index(words),
            "end": TEXT.index(words) + len(words), "text": words, "in_marks": in_marks, "actor": actor, "use": use,
        }
        for at, (words, in_marks, actor) in enumerate(spans)
    ]  # fmt: skip
    return pd.DataFrame(rows)


QUOTES = make_quotes(("It rains", True, "Ana"), ("Nobody", False, "Ben"), ("is dry", False, "Ben"))


def test_strips_fill_the_whole_article_once():
    ax = plot.article_strip(QUOTES, ARTICLES, "a")
    assert sum(bar.get_width() for bar in ax.patches) == pytest.approx(1)
    first = sorted((bar.get_x(), bar.get_width()) for bar in ax.patches)[0]
    assert first == (0, pytest.approx(len("It rains") / len(TEXT)))


def test_speakers_stand_in_the_order_in_which_they_speak_with_their_share():
    ax = plot.article_strip(QUOTES, ARTICLES, "a")
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels == ["the outlet's own words", "Ana", "Ben"]
    assert ax.texts[1].get_text() == f"{100 * 8 / len(TEXT):.0f} %"


def test_words_without_marks_are_hatched():
    ax = plot.article_strip(QUOTES, ARTICLES, "a")
    assert [bool(bar.get_hatch()) for bar in ax.patches][-3:] == [False, True, True]


def test_further_speakers_share_a_strip():
    labels = [
        label.get_text() for label in plot.article_strip(QUOTES, ARTICLES, "a", n_shown=1).get_yticklabels()
    ]
    assert labels == ["the outlet's own words", "Ben", "1 other"]


def test_scare_quotes_are_the_outlets_words():
    ax = plot.article_strip(make_quotes(("dry", True, None), use="scare"), ARTICLES, "a")
    assert len(ax.get_yticklabels()) == 1


def test_wrong_articles():
    with pytest.raises(UnknownNameError, match="'zz'"):
        plot.article_strip(QUOTES, ARTICLES, "zz")
    with pytest.raises(InputError, match="no text"):
        plot.article_strip(QUOTES, ARTICLES, "b")


def test_the_description_has_names_as_they_are():
    ax = plot.article_strip(QUOTES.assign(actor="A$AP"), ARTICLES, "a")
    assert "A$AP 3" in plot.describe(ax)
