"""A trained model of the tone toward a target: arrays of weights in one file, no words and no code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_softmax

from mediakit._core.model_files import read_model, refuse_model, write_model
from mediakit._core.resources import resource_path
from mediakit.assess.news_linear import Linear
from mediakit.assess.news_network import Network, name_weights, softmax
from mediakit.assess.news_words import Floats, WordTable
from mediakit.assess.passages import Passage

_FORMAT = 3
_KIND, _TRAINER = "sentiment", "train_sentiment"
_VALENCE_STEPS = 30.0  # of one unit of valence
# Passages read at once: some 3,000 words, whose arrays stay in a processor's cache.
_BATCH = 128
# Of the regression in the mean of both logarithms, and by how much the mean is too cautious; both by what
# came out best on coded sentences held back.
_LINEAR_SHARE = 0.3
_SHARPENING = 1.3
_TINY = np.float32(1e-9)  # no logarithm of zero


@dataclass(frozen=True)
class NewsModel:
    """What tells the tone toward a target: a network that reads vectors of words, and a regression.

    Attributes
    ----------
    table : WordTable
        Vectors of words, known by their hashes.
    network : Network
        Weights.
    linear : Linear
        A logistic regression on hashed words and pairs of words. It errs elsewhere than the network.
    """

    table: WordTable
    network: Network
    linear: Linear

    def predict(self, passages: Sequence[Passage]) -> Floats:
        """Probabilities that each passage is negative, neutral and positive toward its target.

        Returns
        -------
        array of float32, shape (passages, 3)
        """
        predicted = [np.empty((0, 3), np.float32)]
        for at in range(0, len(passages), _BATCH):
            words = self.table.find_words(passages[at : at + _BATCH])
            by_network = np.log(self.network.predict(self._products, self._stands, words) + _TINY)
            by_linear = log_softmax(self.linear.score(words, self.table), axis=1)
            mean = (1 - _LINEAR_SHARE) * by_network + _LINEAR_SHARE * by_linear
            predicted.append(softmax(_SHARPENING * mean))
        return np.concatenate(predicted)

    @cached_property
    def _products(self) -> Floats:
        """What each word of the table gives to the network's recurrences, wherever it stands."""
        return self.network.multiply(self.table.vectors)

    @cached_property
    def _stands(self) -> Floats:
        """What its place and form add to that."""
        return self.network.multiply_places()

    def save(self, path: str | Path) -> Path:
        """Write the model as an .npz file; what belongs to words is rounded to 8 bits, the rest to 16."""
        vectors, scale = _to_bytes(self.table.vectors)
        weights, linear_scale = _to_bytes(self.linear.weights)
        arrays = {
            "keys": self.table.keys,
            "names": self.table.names,
            "vectors": vectors,
            "scale": scale,
            "valences": np.round(self.table.valences * _VALENCE_STEPS).astype(np.int8),
            "linear_weights": weights,
            "linear_scale": linear_scale,
            "linear_sums": self.linear.sums.astype(np.float32),
            **{name: getattr(self.network, name).astype(np.float16) for name in name_weights()},
        }
        return write_model(path, arrays, _FORMAT)

    @classmethod
    def load(cls, path: str | Path) -> NewsModel:
        """Read a model that `save` wrote.

        Raises
        ------
        InputError
            When the file is no such model, or one of another format.
        """
        arrays = read_model(path, _KIND, _TRAINER, _FORMAT)
        try:
            valences = (arrays["valences"] / _VALENCE_STEPS).astype(np.float32)
            return cls(
                WordTable(arrays["keys"], arrays["vectors"] * arrays["scale"], valences, arrays["names"]),
                Network(**{name: arrays[name].astype(np.float32) for name in name_weights()}),
                Linear(arrays["linear_weights"] * arrays["linear_scale"], arrays["linear_sums"]),
            )
        except (ValueError, KeyError, TypeError) as error:
            raise refuse_model(path, _KIND, _TRAINER, error) from error


def _to_bytes(weights: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Weights as whole numbers from -127 to 127, and what one is worth in each column."""
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-9) / 127
    return np.round(weights / scale).astype(np.int8), scale.astype(np.float32)


@cache
def load_shipped(name: str = "sentiment_en") -> NewsModel:
    """The model the package carries, read once."""
    return NewsModel.load(resource_path("models", f"{name}.npz"))
