"""Sentences in, VADER's four numbers out."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import pandas as pd

from mediakit._core.errors import InputError

_COLUMNS = ["neg", "neu", "pos", "compound"]


def score_vader(sentences: Iterable[str]) -> pd.DataFrame:
    """VADER's scores of each sentence: vaderSentiment's own numbers.

    VADER was made for short social media posts. Score sentences with it: on longer texts the compound runs
    to -1 or 1 whatever they say. Toward a target named in a news sentence it is a weak baseline, not a
    measure of tone; see `score_sentiment` for its figures.

    Parameters
    ----------
    sentences : list or Series of str
        One text a row.

    Returns
    -------
    DataFrame
        One row a sentence, index 0 to n-1. neg, neu, pos: shares of the sentence's weight that are negative,
        neutral and positive, 0 to 1. compound: -1 (negative) to 1 (positive).

    Raises
    ------
    InputError
        When `sentences` is a single string, or a sentence is missing or no string.

    References
    ----------
    Hutto and Gilbert (2014), VADER: a parsimonious rule-based model for sentiment analysis of social media
    text, ICWSM.

    Examples
    --------
    >>> score_vader(["A great victory.", "The town was destroyed."])["compound"].tolist()
    [0.6249, -0.4939]
    """
    analyzer = _load_analyzer()
    rows = [analyzer.polarity_scores(sentence) for sentence in _check_sentences(sentences)]
    return pd.DataFrame(rows, columns=_COLUMNS, dtype="float64")


def _check_sentences(sentences: object) -> list[str]:
    if isinstance(sentences, (str, bytes)) or not isinstance(sentences, Iterable):
        raise InputError(
            f"score_vader needs a list or Series of sentences, got one {type(sentences).__name__}. "
            "Wrap a single sentence: score_vader([sentence])."
        )
    checked = list(sentences)
    for at, sentence in enumerate(checked):
        if not isinstance(sentence, str):
            got = (
                "a missing value"
                if pd.api.types.is_scalar(sentence) and pd.isna(sentence)
                else repr(sentence)
            )
            raise InputError(
                f"score_vader got {got} at position {at} where a string was expected. "
                'Drop the row, or put an empty string there: sentences.fillna("").'
            )
    return checked


@cache
def _load_analyzer() -> Any:
    # Reading the lexicon takes a moment: done once, and only when someone asks for scores.
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()
