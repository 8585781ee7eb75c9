"""A trained model and articles in; the framing table out."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit._core.spans import FIELDS
from mediakit._core.tables import build_table
from mediakit.assess.framing.features import Floats, Ints, describe_articles, describe_words
from mediakit.assess.framing.frame_model import FrameModel
from mediakit.assess.framing.wordcounts import WordCounts, count_words

_BATCH = 500  # articles read at once: their arrays take some 100 MB
_DIGITS = 4  # what is beyond differs between processors


def score_articles(model: FrameModel, articles: pd.DataFrame, is_read: NDArray[np.bool_]) -> pd.DataFrame:
    """Score each frame in each article; those not read, or without a word, have no score.

    Parameters
    ----------
    model : FrameModel
    articles : DataFrame
        A checked articles table.
    is_read : array of bool, shape (articles,)

    Returns
    -------
    DataFrame
        The framing table: a row for each article and frame.
    """
    batches = range(0, len(articles), _BATCH)
    parts = [
        _score_batch(model, articles.iloc[at : at + _BATCH], is_read[at : at + _BATCH]) for at in batches
    ]
    return build_table("framing", pd.concat(parts, ignore_index=True) if parts else ())


def _score_batch(model: FrameModel, articles: pd.DataFrame, is_read: NDArray[np.bool_]) -> pd.DataFrame:
    texts = pd.DataFrame({name: articles[name].where(is_read, "") for name in FIELDS})
    counted = count_words(texts)
    facts = describe_words(counted.words)
    features = describe_articles(counted, facts)
    n_articles, n_frames = len(articles), len(model.frames)
    has_words = np.bincount(counted.article, counted.counts.sum(axis=1), n_articles) > 0
    score = np.where(has_words[:, None], model.predict(features), np.nan)
    best, share = _find_best(model.lead_back(features, counted, facts), counted, n_articles)
    field, start, end = (
        np.where(best >= 0, values[best], 0) if len(values) else np.zeros_like(best)
        for values in (np.where(counted.field == 0, 0, 1), counted.start, counted.end)
    )
    field = np.where(best >= 0, field, FIELDS.index("text"))
    rows = np.repeat(np.arange(n_articles), n_frames)
    places = zip(rows, field.ravel(), start.ravel(), end.ravel(), strict=True)
    values = [articles[name].tolist() for name in FIELDS]
    return pd.DataFrame(
        {
            "article_id": articles["article_id"].to_numpy()[rows],
            "frame": np.tile(np.array(model.frames, dtype=object), n_articles),
            "score": np.round(score, _DIGITS).ravel(),
            "agreement": np.tile(model.agreement, n_articles),
            "field": np.array(FIELDS, dtype=object)[field.ravel()],
            "start": start.ravel(),
            "end": end.ravel(),
            "text": [values[at][row][first:last] for row, at, first, last in places],
            "share": np.round(share, _DIGITS).ravel(),
            "model": model.name,
        }
    )


def _find_best(added: Floats, counted: WordCounts, n_articles: int) -> tuple[Ints, Floats]:
    """The sentence that adds most to each article's decision, -1 for none, and its share of what adds."""
    n_frames = added.shape[1]
    best = np.full((n_articles, n_frames), -1)
    share = np.full((n_articles, n_frames), np.nan)
    bounds = np.searchsorted(counted.article, np.arange(n_articles + 1))
    for article, (first, last) in enumerate(pairwise(bounds)):
        if first < last:
            here = added[first:last]
            best[article] = first + here.argmax(axis=0)
            speaks = np.maximum(here, 0)
            total = speaks.sum(axis=0)
            share[article] = np.divide(speaks.max(axis=0), total, out=np.zeros(n_frames), where=total > 0)
    return best, share
