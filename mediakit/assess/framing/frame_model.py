"""A trained model of frames: what each article's features say of each frame, and which words say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.sparse.linalg import norm as norm_of_rows
from scipy.special import expit

from mediakit.assess.framing.features import Features, Floats, Ints, WordFacts, damp
from mediakit.assess.framing.wordcounts import WordCounts

_NUMBERS = (
    "idf", "vector_mean", "vectors", "measure_mean", "measures", "intercept", "slope", "offset", "threshold",
    "agreement",
)  # fmt: skip
_TINY = 1e-9
# Articles between the threshold and .5 are moved past .5 and keep their order; others stay where they are.
_SLOPE_OF_LIFTED = 0.1


@dataclass(frozen=True)
class FrameModel:
    """Logistic regressions, one a frame, on the features of articles.

    Attributes
    ----------
    name : str
        What the column `model` says.
    frames : tuple of str
        The frames.
    idf : array, shape (buckets,)
        Weight of a hashed word by the number of training articles that have it.
    words : array, shape (buckets, frames)
        Weights of hashed words.
    vector_mean, vectors, measure_mean, measures
        Mean of the training articles, and weights, shape (features, frames).
    intercept : array, shape (frames,)
    slope, offset : array, shape (frames,)
        Calibration: a decision as the logit of a probability.
    threshold : array, shape (frames,)
        The probability from which the frame counts as present.
    agreement : array, shape (frames,)
        Human agreement on the frame, where it is known.
    """

    name: str
    frames: tuple[str, ...]
    idf: Floats
    words: Floats
    vector_mean: Floats
    vectors: Floats
    measure_mean: Floats
    measures: Floats
    intercept: Floats
    slope: Floats
    offset: Floats
    threshold: Floats
    agreement: Floats

    def decide(self, features: Features) -> Floats:
        """The decision for each article and frame, before calibration."""
        return np.asarray(
            weigh_buckets(features.buckets, self.idf) @ self.words
            + (features.vectors - self.vector_mean) @ self.vectors
            + (features.measures - self.measure_mean) @ self.measures
            + self.intercept
        )

    def predict(self, features: Features) -> Floats:
        """Probability of each frame in each article, with the threshold moved to .5."""
        return move_threshold(expit(self.slope * self.decide(features) + self.offset), self.threshold)

    def lead_back(self, features: Features, counted: WordCounts, facts: WordFacts) -> Floats:
        """What each sentence adds to the decision on its article, shape (sentences, frames).

        A sentence has its share of what its words add: of three "tax" in an article, one has a third.
        """
        counts = counted.by_article().tocoo()
        rows, columns = counts.coords
        adds = self.weigh_words(features, facts, rows, columns, counts.data)
        added = np.empty((len(counted.article), len(self.frames)))
        for frame, by_word in enumerate(adds.T):
            share = sp.csr_array((by_word / counts.data, (rows, columns)), shape=counts.shape)
            added[:, frame] = counted.counts.multiply(share[counted.article]).sum(axis=1)
        return added

    def weigh_words(
        self, features: Features, facts: WordFacts, article: Ints, word: Ints, count: Floats
    ) -> Floats:
        """What each word of each article adds to the decisions, shape (pairs of article and word, frames)."""
        bucket, damped = facts.bucket[word], 1 + np.log(count)
        norm = norm_of_rows(_weigh_idf(features.buckets, self.idf), axis=1)[article]
        added = (damped * self.idf[bucket] / np.maximum(norm, _TINY))[:, None] * self.words[bucket]
        weight = facts.weights[word] * damped
        total = np.bincount(article, weight, len(features.vectors))[article]
        pull = ((facts.vectors - self.vector_mean) @ self.vectors)[word]
        added += (weight / np.maximum(total, _TINY))[:, None] * pull
        # A measure is shared out among the words that count for it; the length belongs to no word.
        n_classes = facts.classes.shape[1]
        found = facts.classes[word].multiply(count[:, None]).tocsr()
        shape = (len(features.measures), len(article))
        belongs = sp.csr_array((np.ones(len(article)), (article, np.arange(len(article)))), shape=shape)
        sums = belongs @ found
        rate = features.measures[:, :n_classes] / np.maximum(sums.toarray(), _TINY)
        for frame, weights in enumerate(self.measures[:n_classes].T):
            added[:, frame] += found.multiply((rate * weights)[article]).sum(axis=1)
        return np.asarray(added)

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """The model as arrays; the weights of words are rounded to 16 bits, other numbers to 32."""
        scale = np.maximum(np.abs(self.words).max(axis=0), _TINY) / 32_767
        return {
            "name": np.array(self.name),
            "frames": np.array(self.frames),
            "words": np.round(self.words / scale).astype(np.int16),
            "scale": scale.astype(np.float32),
            **{name: getattr(self, name).astype(np.float32) for name in _NUMBERS},
        }

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> FrameModel:
        """The model that `to_arrays` gave."""
        return cls(
            name=str(arrays["name"]),
            frames=tuple(map(str, arrays["frames"])),
            words=arrays["words"] * arrays["scale"].astype(float),
            **{name: arrays[name].astype(float) for name in _NUMBERS},
        )


def weigh_buckets(counts: sp.csr_array, idf: Floats) -> sp.csr_array:
    """Damped counts of hashed words, weighted and brought to length 1: long articles weigh no more."""
    weighted = _weigh_idf(counts, idf)
    norm = np.maximum(norm_of_rows(weighted, axis=1), _TINY)
    return sp.csr_array(weighted.multiply(1 / norm[:, None]))


def _weigh_idf(counts: sp.csr_array, idf: Floats) -> sp.csr_array:
    return sp.csr_array(damp(counts).multiply(idf[None, :]))


def move_threshold(probability: Floats, threshold: Floats) -> Floats:
    """Probabilities as they are below the threshold, and from it on at least .5, in the same order.

    Examples
    --------
    >>> move_threshold(np.array([0.1, 0.3, 0.4, 0.9]), np.array(0.3)).tolist()
    [0.1, 0.5, 0.51, 0.9]
    """
    lifted = np.maximum(probability, 0.5 + (probability - threshold) * _SLOPE_OF_LIFTED)
    lowered = np.minimum(probability, 0.5 - (threshold - probability) * _SLOPE_OF_LIFTED - _TINY)
    return np.where(probability >= threshold, lifted, lowered)
