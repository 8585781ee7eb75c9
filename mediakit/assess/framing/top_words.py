"""A trained model and the articles it learned from in; the words that weigh most for each frame out."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mediakit.assess.framing.features import Features, WordFacts
from mediakit.assess.framing.frame_model import FrameModel
from mediakit.assess.framing.wordcounts import WordCounts

COLUMNS = ["frame", "word", "weight", "n_articles"]
_KEPT = 100  # for and against each frame
_FEWEST = 3  # articles: what is in fewer says more about them than about a frame


def rank_words(model: FrameModel, features: Features, counted: WordCounts, facts: WordFacts) -> pd.DataFrame:
    """What words add to the decisions on articles that have them, on average.

    Returns
    -------
    DataFrame
        frame, word, weight, n_articles; by frame, the weights falling; up to 100 for and 100 against each.
    """
    counts = counted.by_article().tocoo()
    article, word = counts.coords
    adds = model.weigh_words(features, facts, article, word, counts.data)
    n_articles = np.bincount(word, minlength=len(counted.words))
    enough = n_articles >= _FEWEST
    parts = []
    for at, frame in enumerate(model.frames):
        mean = np.bincount(word, adds[:, at], len(n_articles)) / np.maximum(n_articles, 1)
        table = pd.DataFrame(
            {"frame": frame, "word": counted.words, "weight": mean, "n_articles": n_articles}, columns=COLUMNS
        )[enough].sort_values(["weight", "word"], ascending=[False, True])
        parts.append(table if len(table) <= 2 * _KEPT else pd.concat([table[:_KEPT], table[-_KEPT:]]))
    return pd.concat(parts, ignore_index=True)
