"""Features of actors in, the probabilities of their roles out: a small linear model, kept as plain arrays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from scipy.special import expit, softmax

from mediakit._core.model_files import read_model, refuse_model, write_model
from mediakit._core.resources import resource_path
from mediakit.assess.roles.features import Floats, count_features

ROLES = ("protagonist", "antagonist", "innocent")
_FORMAT = 1
_KIND, _TRAINER = "roles", "train_roles"


@dataclass(frozen=True)
class RoleModel:
    """What tells an actor's role from word classes around its mentions.

    Attributes
    ----------
    weights : array, shape (features, 3)
        Toward each role, in the order protagonist, antagonist, innocent.
    bias : array, shape (3,)
        The same for an actor without any clue.
    cast_weights : array, shape (features + 1,)
        Toward having a role at all; the last belongs to the logarithm of the number of mentions.
    cast_bias : array, shape (1,)
        The same for an actor without any clue.
    """

    weights: Floats
    bias: Floats
    cast_weights: Floats
    cast_bias: Floats

    def predict(self, features: csr_matrix, n_mentions: Floats) -> Floats:
        """Probabilities of the three roles, shape (actors, 3); what is missing to 1 is having none."""
        cast = expit(
            features @ self.cast_weights[:-1] + np.log(n_mentions) * self.cast_weights[-1] + self.cast_bias[0]
        )
        return np.asarray(self.choose(features) * cast[:, None], np.float64)

    def choose(self, features: csr_matrix) -> Floats:
        """Probabilities of the three roles of an actor that has one, shape (actors, 3)."""
        return np.asarray(softmax(features @ self.weights + self.bias, axis=1), np.float64)

    def save(self, path: str | Path) -> Path:
        """Write the model as an .npz file, in 16 bits."""
        names = ("weights", "bias", "cast_weights", "cast_bias")
        return write_model(path, {name: getattr(self, name).astype(np.float16) for name in names}, _FORMAT)

    @classmethod
    def load(cls, path: str | Path) -> RoleModel:
        """Read a model that `save` wrote.

        Raises
        ------
        InputError
            When the file is no such model, or one of another format or lexicon.
        """
        arrays = read_model(path, _KIND, _TRAINER, _FORMAT)
        try:
            model = cls(
                **{name: array.astype(np.float64) for name, array in arrays.items() if name != "format"}
            )
            if model.weights.shape != (count_features(), len(ROLES)):
                raise ValueError(f"{model.weights.shape[0]} weights for {count_features()} features")
        except (ValueError, KeyError, TypeError) as error:
            raise refuse_model(path, _KIND, _TRAINER, error) from error
        return model


@cache
def load_shipped() -> RoleModel:
    """The model the package carries, read once."""
    return RoleModel.load(resource_path("models", "roles_en.npz"))
