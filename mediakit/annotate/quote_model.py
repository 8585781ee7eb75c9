"""A trained model: arrays of weights in one file, no words and no code."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from mediakit._core.model_files import read_model, write_model
from mediakit._core.resources import resource_path
from mediakit.annotate.crf import Chain
from mediakit.annotate.trees import Trees
from mediakit.annotate.weights import Weights

_FORMAT = 1
_SCORERS = ("tagger", "linker")
_JUDGES = ("judge", "speaker")


@dataclass(frozen=True)
class Scorer:
    """Weights of hashed features, and the chain between the labels."""

    weights: Weights
    chain: Chain


@dataclass(frozen=True)
class QuoteModel:
    """What finds attributions, in the order of use: labels of words, their links, and who judges these."""

    tagger: Scorer
    linker: Scorer
    judge: Trees
    speaker: Trees

    def save(self, path: str | Path) -> Path:
        """Write the model as an .npz file."""
        arrays: dict[str, np.ndarray] = {}
        for name in _SCORERS:
            scorer: Scorer = getattr(self, name)
            arrays[f"{name}_weights"] = scorer.weights.steps
            arrays[f"{name}_scale"] = scorer.weights.scale
            arrays[f"{name}_start"] = scorer.chain.start.astype(np.float32)
            arrays[f"{name}_steps"] = scorer.chain.steps.astype(np.float32)
        for name in _JUDGES:
            trees: Trees = getattr(self, name)
            arrays |= {f"{name}_{part.name}": np.asarray(getattr(trees, part.name)) for part in fields(Trees)}
        return write_model(path, arrays, _FORMAT)

    @classmethod
    def load(cls, path: str | Path) -> QuoteModel:
        """Read a model that `save` wrote.

        Raises
        ------
        InputError
            When the file is no such model, or one of another format.
        """
        arrays = read_model(path, "quotations", "train_quotes", _FORMAT)
        parts: dict[str, Any] = {}
        for name in _SCORERS:
            weights, scale, start, steps = (
                arrays[f"{name}_{part}"] for part in ("weights", "scale", "start", "steps")
            )
            parts[name] = Scorer(Weights(weights, scale), Chain(start, steps))
        for name in _JUDGES:
            parts[name] = Trees(**{part.name: arrays[f"{name}_{part.name}"] for part in fields(Trees)})
        return cls(**parts)


@cache
def load_shipped(name: str = "quotes_en") -> QuoteModel:
    """The model the package carries, read once."""
    return QuoteModel.load(resource_path("models", f"{name}.npz"))
