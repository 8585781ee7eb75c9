"""Articles, mentions and quotes in, sentiment out: the tone toward each mentioned actor, voice by voice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit._core.errors import UnknownNameError
from mediakit._core.sentences import find_sentences, sentence_at
from mediakit._core.spans import FIELDS, check_spans
from mediakit._core.tables import build_table, check_table
from mediakit.assess.vader import score_vader
from mediakit.assess.voices import Stretch, Voice, cut_span, cut_stretches, find_voices, voice_columns

# VADER's own thresholds on the compound (Hutto and Gilbert 2014).
_VADER_THRESHOLD = 0.05


def score_sentiment(
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    quotes: pd.DataFrame | None = None,
    *,
    method: str = "vader",
) -> pd.DataFrame:
    """Tone toward the actor of each mention, in the words of one voice of its sentence.

    What is scored is the mention's sentence. Where quotes are given, the sentence is cut at the edges of the
    quotations, and only the pieces in the mention's own voice are scored, joined by a blank: the words of the
    outlet and of a speaker are never mixed, nor those of two speakers. Words a speaker says inside marks and
    words the outlet reports of the same speaker count as one voice; quotations without a known speaker are
    a voice each.

    Parameters
    ----------
    articles : DataFrame
        The articles table; needed are article_id and text.
    mentions : DataFrame
        The mentions table, found in these articles.
    quotes : DataFrame, optional
        The quotes table. Without it whole sentences are scored, and the voice is missing, not "outlet".
    method : {"vader"}, default "vader"
        "vader" is the VADER compound of the words scored, with its own thresholds of ±0.05 for the label.
        It knows nothing of the target: two actors in one sentence and voice get the same score.

    Returns
    -------
    DataFrame
        The sentiment table, one row a mention, in the order of the mentions. score is without unit, from -1
        (negative toward the actor) to 1 (positive); sentence_start and sentence_end are those of the whole
        sentence, also where only a part of it was scored.

    Raises
    ------
    UnknownNameError
        When no method has this name.
    TableError
        When a table lacks a column, or the mentions' offsets do not fit the articles.

    Notes
    -----
    Validation of "vader": on the test sentences of NewsMTSC (US news, the tone toward a person, whole
    sentences, gold targets) its macro-F1 over three labels is .513, and it orders outlets by mean tone no
    better than chance. It is a baseline to compare with, not a measure of tone.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["Ada Lund won a great victory."]})
    >>> mentions = pd.DataFrame({"article_id": ["a"], "field": ["text"], "start": [0], "end": [8],
    ...                          "text": ["Ada Lund"], "actor": ["Ada Lund"]})
    >>> score_sentiment(articles, mentions)[["actor", "score", "label"]].to_dict("records")
    [{'actor': 'Ada Lund', 'score': 0.8316, 'label': 'positive'}]
    """
    if method not in METHODS:
        raise UnknownNameError("method of score_sentiment", method, METHODS)
    articles = check_table(articles, "articles")
    mentions = check_table(mentions, "mentions")
    check_spans(mentions, articles, "mentions")
    table = mentions[["article_id", "field", "start", "end", "text", "actor"]]
    sentences = _sentences_of(table, articles)
    table = table.assign(
        sentence_start=[start for _, start, _ in sentences], sentence_end=[end for _, _, end in sentences]
    )
    words = [text[start:end] for text, start, end in sentences]
    if quotes is not None:
        quotes = check_table(quotes, "quotes")
        check_spans(quotes, articles, "quotes")
        stretches = cut_stretches(quotes)
        voices = find_voices(table, stretches)
        places = zip(table["article_id"], table["field"], strict=True)
        words = [
            _words_of_voice(stretches.get(place, []), *sentence, voice)
            for place, sentence, voice in zip(places, sentences, voices, strict=True)
        ]
        table = pd.concat([table, voice_columns(voices)], axis=1)
    score, label = METHODS[method](words)
    return build_table("sentiment", table.assign(score=score, label=label, method=method))


def _score_by_vader(words: list[str]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.str_]]:
    # Mentions share sentences: each distinct text is scored once.
    codes, distinct = pd.factorize(pd.Series(words, dtype=object))
    score = score_vader(distinct)["compound"].to_numpy()[codes]
    label = np.where(
        score >= _VADER_THRESHOLD, "positive", np.where(score <= -_VADER_THRESHOLD, "negative", "neutral")
    )
    return score, label


METHODS: Mapping[str, Callable[[list[str]], tuple[npt.NDArray[np.float64], npt.NDArray[np.str_]]]] = {
    "vader": _score_by_vader,
}


def _sentences_of(table: pd.DataFrame, articles: pd.DataFrame) -> list[tuple[str, int, int]]:
    """The field's text, and start and end of the sentence, of each mention."""
    by_id = articles.set_index("article_id")
    texts = {field: by_id[field] for field in FIELDS}

    @cache
    def read_field(article_id: str, field: str) -> tuple[str, list[tuple[int, int]]]:
        text = texts[field][article_id]
        return text, find_sentences(text) or [(0, len(text))]

    places = zip(table["article_id"], table["field"], table["start"], strict=True)
    found = []
    for article_id, field, start in places:
        text, sentences = read_field(article_id, field)
        found.append((text, *sentence_at(sentences, start)))
    return found


def _words_of_voice(stretches: list[Stretch], text: str, start: int, end: int, voice: Voice) -> str:
    """The words of a sentence that are in one voice."""
    pieces = cut_span(stretches, start, end)
    return " ".join(text[piece.start : piece.end] for piece in pieces if piece.voice.key == voice.key)
