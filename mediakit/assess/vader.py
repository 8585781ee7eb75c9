"""Sentences in, VADER's four numbers out."""

from __future__ import annotations

import hashlib
import inspect
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from mediakit._core.errors import InputError
from mediakit.assess.vader_rules import Floats, VaderRules

_COLUMNS = ["neg", "neu", "pos", "compound"]

# vaderSentiment 3.3.2: its module, line ends as "\n", and its lists and constants as JSON.
_SOURCE_SHA256 = "ad0e9df0f3f7ca3766382f699eec5e79f8bff43e94a222324417a530384c4a6b"
_LISTS_SHA256 = "b6bdfda8adc7f0f906d95f12fbbde5b92669624033540bf12ea13ead60231607"


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

    Notes
    -----
    The numbers are those of vaderSentiment's `polarity_scores` to the last digit, its slips included; the
    lexicon, the emojis and the constants are read from the installed package. Its rules are gone through
    here for all words of many sentences at once, which takes about an eighth of the time. The
    installed package is compared with the version these rules were written for, 3.3.2; where its source or
    its lists differ, the package itself does the scoring.

    References
    ----------
    Hutto and Gilbert (2014), VADER: a parsimonious rule-based model for sentiment analysis of social media
    text, ICWSM.

    Examples
    --------
    >>> score_vader(["A great victory.", "The town was destroyed."])["compound"].tolist()
    [0.6249, -0.4939]
    """
    return score_with_terms(_check_sentences(sentences), {})


def score_with_terms(sentences: Iterable[str], valences: Mapping[str, float]) -> pd.DataFrame:
    """The same with more words, or other valences for words of the lexicon; words in lower case."""
    score = _load_scorer(tuple(valences.items()))
    return pd.DataFrame(score(list(sentences)), columns=_COLUMNS)


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
def _load_scorer(more: tuple[tuple[str, float], ...] = ()) -> Callable[[Sequence[str]], Floats]:
    """What scores sentences: our rules, or the library itself where they were not written for it."""
    # Reading the lexicon takes a moment: done once, and only when someone asks for scores.
    from vaderSentiment import vaderSentiment as library

    analyzer = library.SentimentIntensityAnalyzer()
    is_known = _is_known(library, analyzer)
    analyzer.lexicon.update(more)
    if is_known:
        return VaderRules(library, analyzer).score

    def score(sentences: Sequence[str]) -> Floats:
        found = map(analyzer.polarity_scores, sentences)
        rows = [[scores[name] for name in _COLUMNS] for scores in found]
        return np.array(rows, np.float64).reshape(-1, len(_COLUMNS))

    return score


def _is_known(library: Any, analyzer: Any) -> bool:
    """Whether the library's source, lists and constants are those `VaderRules` was compared with."""
    if _sha256(inspect.getsource(library)) != _SOURCE_SHA256:
        return False
    lists = [library.BOOSTER_DICT, library.NEGATE, library.SPECIAL_CASES, analyzer.lexicon, analyzer.emojis]
    constants = [library.C_INCR, library.N_SCALAR]
    return _sha256(json.dumps(lists + constants)) == _LISTS_SHA256


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
