"""Passages in, the tone of each toward its target out: scores and labels of a trained model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from mediakit.assess.news_model import NewsModel, load_shipped
from mediakit.assess.news_network import LABELS
from mediakit.assess.news_words import Floats, WordTable
from mediakit.assess.passages import Passage
from mediakit.assess.terms import Terms

# Words as good or bad as words get: a term takes their mean vector, shorter where its valence is lower.
_PRAISE = ("great", "excellent", "wonderful", "outstanding", "superb", "brilliant")
_BLAME = ("terrible", "horrible", "awful", "disgraceful", "dreadful", "appalling")
_VALENCE = 3.0
_DIGITS = 4  # what is beyond differs between processors


def score_passages(
    passages: Sequence[Passage], terms: Terms | None = None, model: NewsModel | None = None
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.str_]]:
    """P(positive) - P(negative) toward each passage's target, and the most probable label.

    Parameters
    ----------
    passages : sequence of Passage
        What to score.
    terms : Terms, optional
        Terms of a field, which then count as words of their valence.
    model : NewsModel, optional
        A trained model; the one the package carries when not given.

    Returns
    -------
    score : array of float
        -1 to 1, rounded to four digits.
    label : array of str
        "negative", "neutral" or "positive".
    """
    model = load_shipped() if model is None else model
    if terms is not None:
        model = replace(model, table=add_terms(model.table, terms))
        passages = terms.replace(passages)
    probabilities = model.predict(passages).astype(np.float64)
    score = np.round(probabilities[:, 2] - probabilities[:, 0], _DIGITS) + 0.0  # no minus zero
    return score, np.array(LABELS)[probabilities.argmax(axis=1)]


def add_terms(table: WordTable, terms: Terms) -> WordTable:
    """A table of words with the words that stand for the terms."""
    praise, blame = _mean_vector(table, _PRAISE), _mean_vector(table, _BLAME)
    vectors = {
        word: (praise if valence > 0 else blame) * (abs(valence) / _VALENCE)
        for word, valence in terms.valences.items()
    }
    return table.with_words(vectors, terms.valences)


def _mean_vector(table: WordTable, words: Sequence[str]) -> Floats:
    rows = [row for row in map(table.find_row, words) if row is not None]
    if not rows:
        return np.zeros(table.vectors.shape[1], np.float32)
    return np.asarray(table.vectors[rows].mean(axis=0), np.float32)
