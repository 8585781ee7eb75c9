"""Contexts in, counts of word classes by their relation to the mention, and the tone toward it, out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from mediakit.assess.news_model import load_shipped
from mediakit.assess.roles.clues import NEAR, RELATIONS, find_clues
from mediakit.assess.roles.contexts import Context
from mediakit.assess.roles.words import Word, find_words, list_classes

Floats = NDArray[np.float64]

# Relations that are alike are counted together too: a rare word class learns from all of them.
_GROUPS = (
    ("head", "inside"),
    ("before", "owned", "is", "agent", "patient"),
    ("of", "against", "for", "by"),
    ("left", "right"),
    ("rest",),
    ("near",),
)
_GROUP_OF = np.array([next(n for n, group in enumerate(_GROUPS) if name in group) for name in RELATIONS])
_GROUP_SHARE = 0.5
_NEGATED = -0.5
_BESIDE = 0.5  # of a word in the sentence before or behind
_MOST = 2.0  # more of one class in one relation says no more
_TONE_SHARE = 2.0
# Where a verb says who acts on whom, the tone says less: who is attacked is spoken of badly too.
_TONE_WITH_VERB = 0.2
_VERB_RELATIONS = frozenset(number for number, name in enumerate(RELATIONS) if name in {"agent", "patient"})


def count_features() -> int:
    """How many features a context has."""
    return len(list_classes()) * (len(RELATIONS) + len(_GROUPS)) + 3


def read_features(contexts: Sequence[Context]) -> csr_matrix:
    """Features of each context, shape (contexts, `count_features()`): counts, the same in groups, and tone.

    The tone is that of `score_sentiment(method="news")`: probabilities of negative, neutral and positive.
    """
    rows, columns, values = [], [], []
    n_relations = len(RELATIONS)
    share = np.full((len(contexts), 1), _TONE_SHARE)
    for row, context in enumerate(contexts):
        words = find_words(context.passage.text)
        first, last = _find_mention(words, context.passage.start, context.passage.end)
        clues = find_clues(words, first, last)
        if any(clue.relation in _VERB_RELATIONS and clue.classes for clue in clues):
            share[row] *= _TONE_WITH_VERB
        for clue in clues:
            for number in clue.classes:
                rows.append(row)
                columns.append(number * n_relations + clue.relation)
                values.append(_NEGATED if clue.negated else 1.0)
        for sentence in context.beside:
            for word in find_words(sentence):
                for number in word.classes:
                    rows.append(row)
                    columns.append(number * n_relations + NEAR)
                    values.append(_BESIDE)
    shape = (len(contexts), len(list_classes()) * n_relations)
    counts = csr_matrix((values, (rows, columns)), shape=shape)
    tone = load_shipped().predict([context.passage for context in contexts])
    return hstack([counts, counts @ _group_columns(), csr_matrix(share * tone)], format="csr")


def average_features(features: csr_matrix, codes: NDArray[np.int64], weights: Floats) -> csr_matrix:
    """The weighted mean of the rows of each code, from 0 to the highest; counts are cut off at two."""
    n = int(codes.max()) + 1 if len(codes) else 0
    total = np.bincount(codes, weights, minlength=n)
    share = weights / total[codes] if n else weights
    averaged = csr_matrix((share, (codes, np.arange(len(codes)))), shape=(n, len(codes))) @ features
    averaged.data = np.clip(averaged.data, -_MOST, _MOST)
    return averaged


def _group_columns() -> csr_matrix:
    """Sums a class's relations by group: shape (classes * relations, classes * groups)."""
    n_classes, n_relations = len(list_classes()), len(RELATIONS)
    rows = np.arange(n_classes * n_relations)
    columns = rows // n_relations * len(_GROUPS) + _GROUP_OF[rows % n_relations]
    values = np.full(len(rows), _GROUP_SHARE)
    return csr_matrix((values, (rows, columns)), shape=(len(rows), n_classes * len(_GROUPS)))


def _find_mention(words: Sequence[Word], start: int, end: int) -> tuple[int, int]:
    """The words of a mention, at least one; (0, 0) in a text without words."""
    first = min(bisect_right(words, start, key=attrgetter("end")), max(len(words) - 1, 0))
    last = bisect_left(words, end, key=attrgetter("start"))
    return first, min(max(last, first + 1), len(words))
