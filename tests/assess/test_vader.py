import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from mediakit._core.errors import InputError
from mediakit.assess.vader import score_vader

SENTENCES = [
    "The talks were a GREAT success!!!",
    "It was not a good day, but nobody died.",
    "The harbour opens at nine.",
    "",
    "Kind of horrible :( 😡",
]
theirs = SentimentIntensityAnalyzer()


@given(st.lists(st.text(max_size=60) | st.sampled_from(SENTENCES), max_size=4))
def test_scores_are_the_librarys_own(sentences):
    scores = score_vader(sentences)
    assert scores.to_dict("records") == [theirs.polarity_scores(sentence) for sentence in sentences]


def test_one_row_a_sentence_whatever_the_index():
    scores = score_vader(pd.Series(SENTENCES, index=[7, 7, 1, 0, 3]))
    assert list(scores.columns) == ["neg", "neu", "pos", "compound"]
    assert scores.index.tolist() == [0, 1, 2, 3, 4]
    assert scores["compound"].tolist() == [theirs.polarity_scores(text)["compound"] for text in SENTENCES]


def test_no_sentences_give_an_empty_table_of_floats():
    scores = score_vader([])
    assert list(scores.columns) == ["neg", "neu", "pos", "compound"]
    assert len(scores) == 0
    assert (scores.dtypes == "float64").all()


@pytest.mark.parametrize(
    ("sentences", "message"),
    [
        ("One sentence.", r"one str.*score_vader\(\[sentence\]\)"),
        (3, "one int"),
        (["Fine.", None], "missing value at position 1.*fillna"),
        (pd.Series(["Fine.", np.nan]), "missing value at position 1"),
        (["Fine.", 4], "got 4 at position 1"),
        ([["Fine."]], r"got \['Fine.'\] at position 0"),
    ],
)
def test_refuses_what_is_no_list_of_sentences(sentences, message):
    with pytest.raises(InputError, match=message):
        score_vader(sentences)
