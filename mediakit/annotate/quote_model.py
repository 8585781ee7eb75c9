"""A trained model: arrays of weights in one file, no words and no code."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

import numpy as np

from mediakit._core.errors import InputError
from mediakit._core.resources import resource_path
from mediakit.annotate.crf import Chain
from mediakit.annotate.features import Floats

_FORMAT = 1
_TRAINED = (1980, 1, 1, 0, 0, 0)  # a fixed date in the archive: the same model gives the same bytes


@dataclass(frozen=True)
class Scorer:
    """Weights of hashed features, shape (2 ** bits, labels), and the chain between the labels."""

    weights: Floats
    chain: Chain


@dataclass(frozen=True)
class QuoteModel:
    """The four scorers that find attributions, in the order they are used."""

    tagger: Scorer
    linker: Scorer
    judge: Scorer
    speaker: Scorer

    def save(self, path: str | Path) -> Path:
        """Write the model as an .npz file; weights are rounded to 8 bits, each label with its own scale."""
        arrays: dict[str, np.ndarray] = {"format": np.array(_FORMAT)}
        for name, scorer in self._scorers().items():
            scale = np.maximum(np.abs(scorer.weights).max(axis=0), 1e-9) / 127
            arrays[f"{name}_weights"] = np.round(scorer.weights / scale).astype(np.int8)
            arrays[f"{name}_scale"] = scale.astype(np.float32)
            arrays[f"{name}_start"] = scorer.chain.start.astype(np.float32)
            arrays[f"{name}_steps"] = scorer.chain.steps.astype(np.float32)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for name, array in arrays.items():
                buffer = io.BytesIO()
                np.save(buffer, array, allow_pickle=False)
                archive.writestr(
                    zipfile.ZipInfo(f"{name}.npy", _TRAINED), buffer.getvalue(), zipfile.ZIP_DEFLATED
                )
        return Path(path)

    @classmethod
    def load(cls, path: str | Path) -> QuoteModel:
        """Read a model that `save` wrote.

        Raises
        ------
        InputError
            When the file is no such model, or one of another format.
        """
        try:
            with np.load(path, allow_pickle=False) as stored:
                arrays = dict(stored)
            known = int(arrays["format"])
        except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
            raise InputError(
                f"{str(path)!r} is no model of quotations: {error}. Train one with train_quotes(...).save(path)."
            ) from error
        if known != _FORMAT:
            raise InputError(
                f"The model {str(path)!r} has format {known}; this version reads {_FORMAT}. Train it again."
            )
        scorers = {}
        for item in fields(cls):
            weights, scale, start, steps = (
                arrays[f"{item.name}_{part}"] for part in ("weights", "scale", "start", "steps")
            )
            scorers[item.name] = Scorer(weights.astype(np.float32) * scale, Chain(start, steps))
        return cls(**scorers)

    def _scorers(self) -> dict[str, Scorer]:
        return {item.name: getattr(self, item.name) for item in fields(self)}


@cache
def load_shipped(name: str = "quotes_en") -> QuoteModel:
    """The model the package carries, read once."""
    return QuoteModel.load(resource_path("models", f"{name}.npz"))
