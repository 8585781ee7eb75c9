"""Counts of words in; what a model of frames looks at, as numbers of articles, out."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from mediakit._core.model_files import read_model
from mediakit._core.resources import read_lexicon, resource_path
from mediakit.assess.framing.wordcounts import WordCounts

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

N_BUCKETS = 2**16
VECTORS_FORMAT = 1
_PER_WORDS = 500  # rates are per 500 words, about an article's length
_FEWEST_WORDS = 100  # a rate in a text of five words would say little
_VALENCES = ("praise", "blame")


@dataclass(frozen=True)
class WordFacts:
    """What is known of each word.

    Attributes
    ----------
    bucket : array of int, shape (words,)
        The word's hash, below N_BUCKETS.
    vectors : array, shape (words, dimensions)
        Words used alike have like vectors; zero where a word has none.
    weights : array, shape (words,)
        The word's weight in the mean vector of an article: high for rare words.
    classes : sparse matrix, shape (words, measures but the last)
        How much a word counts for each measure.
    """

    bucket: Ints
    vectors: Floats
    weights: Floats
    classes: sp.csr_array


@dataclass(frozen=True)
class Features:
    """What is known of each article.

    Attributes
    ----------
    buckets : sparse matrix, shape (articles, N_BUCKETS)
        Counts of hashed words.
    vectors : array, shape (articles, dimensions)
        Mean vector of the words.
    measures : array, shape (articles, measures)
        Logarithms of the rates of classes of words (feeling, money, faith ...), and of the length.
    """

    buckets: sp.csr_array
    vectors: Floats
    measures: Floats

    def take(self, rows: Ints) -> Features:
        """The features of some of the articles."""
        return Features(self.buckets[rows], self.vectors[rows], self.measures[rows])


def describe_words(words: Sequence[str]) -> WordFacts:
    """Look words up: their hashes, vectors and classes."""
    hashes = np.array([zlib.crc32(word.encode()) for word in words], np.int64)
    keys, vectors, weights = _load_vectors()
    at = np.minimum(np.searchsorted(keys, hashes), len(keys) - 1)
    known = keys[at] == hashes
    return WordFacts(
        hashes % N_BUCKETS,
        np.where(known[:, None], vectors[at], 0.0),
        np.where(known, weights[at], 0.0),
        _stack([find_classes(word) for word in words], len(list_measures()) - 1),
    )


def describe_articles(counted: WordCounts, facts: WordFacts) -> Features:
    """Describe each article by its words, the mean of their vectors and the rates of their classes."""
    counts = counted.by_article()
    weighted = damp(counts).multiply(facts.weights[None, :]).tocsr()
    total = np.asarray(weighted.sum(axis=1)).reshape(-1, 1)
    n_words = np.asarray(counts.sum(axis=1)).reshape(-1, 1)
    rates = (counts @ facts.classes).toarray() * _PER_WORDS / np.maximum(n_words, _FEWEST_WORDS)
    return Features(
        sum_buckets(counts, facts),
        np.asarray(weighted @ facts.vectors) / np.maximum(total, 1e-9),
        np.hstack([np.log1p(rates), np.log1p(n_words)]),
    )


def sum_buckets(counts: sp.csr_array, facts: WordFacts) -> sp.csr_array:
    """Counts of words as counts of their hashes."""
    n = len(facts.bucket)
    hashed = sp.csr_array((np.ones(n), (np.arange(n), facts.bucket)), shape=(n, N_BUCKETS))
    return sp.csr_array(counts @ hashed)


def damp(counts: sp.csr_array) -> sp.csr_array:
    """1 plus the logarithm of each count: a word's tenth time says less than its first."""
    damped = counts.copy()
    damped.data = 1 + np.log(damped.data)
    return damped


def list_measures() -> list[str]:
    """Names of the measures, in their order."""
    return [*(name for name, _ in read_lexicon("en", "frame_measures")), *_VALENCES, "length"]


@cache
def find_classes(word: str) -> dict[int, float]:
    """The measures a word counts for, by number, and how much it counts.

    Examples
    --------
    >>> [(list_measures()[number], value) for number, value in find_classes("taxpayers").items()]
    [('cost', 1.0)]
    """
    exact, stems = _load_classes()
    found = dict.fromkeys(exact.get(word, ()), 1.0)
    for size in range(2, len(word) + 1):
        found |= dict.fromkeys(stems.get(word[:size], ()), 1.0)
    valence = _load_valences().get(word, 0.0)
    if valence:
        found[list_measures().index(_VALENCES[valence < 0])] = abs(valence)
    return found


@cache
def _load_classes() -> tuple[dict[str, tuple[int, ...]], dict[str, tuple[int, ...]]]:
    """Classes of whole words, and of beginnings of words."""
    exact: dict[str, tuple[int, ...]] = {}
    stems: dict[str, tuple[int, ...]] = {}
    for number, (_, entries) in enumerate(read_lexicon("en", "frame_measures")):
        for entry in entries.split():
            table, key = (stems if entry.endswith("*") else exact), entry.removesuffix("*")
            table[key] = (*table.get(key, ()), number)
    return exact, stems


@cache
def _load_valences() -> dict[str, float]:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return dict(SentimentIntensityAnalyzer().lexicon)


@cache
def _load_vectors() -> tuple[NDArray[np.int64], Floats, Floats]:
    path = resource_path("models", "glove_en.npz")
    arrays = read_model(path, "word vectors", "benchmarks.learn_frames", VECTORS_FORMAT)
    vectors = arrays["vectors"] * arrays["scale"].astype(float)
    return arrays["keys"].astype(np.int64), vectors, arrays["weights"].astype(float)


def _stack(rows: Sequence[dict[int, float]], width: int) -> sp.csr_array:
    ends = np.cumsum([0, *map(len, rows)])
    columns = np.array([column for row in rows for column in row], np.int64)
    values = np.array([value for row in rows for value in row.values()], float)
    return sp.csr_array((values, columns, ends), shape=(len(rows), width))
