"""The lexicon in, the weights out that one would expect before any text was coded."""

from __future__ import annotations

import numpy as np

from mediakit.assess.roles.clues import RELATIONS
from mediakit.assess.roles.features import Floats, count_features
from mediakit.assess.roles.model import ROLES
from mediakit.assess.roles.words import WordClass, list_classes

# How much a relation says of who does, is or has what the word means, and of whom it is done to.
_OF_SUBJECT = {
    "head": 1.5,
    "inside": 0.8,
    "before": 1.0,
    "owned": 1.0,
    "is": 1.0,
    "agent": 1.0,
    "by": 1.0,
    "left": 0.1,
    "right": 0.1,
}
_OF_OBJECT = {"of": 0.5, "patient": 1.0, "against": 1.0}
# Against or from whom one acts: who helps or flees faces an antagonist, who fires at somebody an innocent.
_FACED = {"protagonist": "antagonist", "innocent": "antagonist", "antagonist": "innocent", "none": "none"}
# With the penalty on what is learned beyond it, chosen by cross-validation: see resources/models/roles_en.md.
_SCALE = 0.8


def expect_weights(scale: float = _SCALE) -> Floats:
    """Weights toward each role, shape (features, 3): positive for the role the lexicon names, zero in sum."""
    expected = np.zeros((count_features(), len(ROLES)))
    for number, word_class in enumerate(list_classes()):
        for relation in RELATIONS:
            role, amount = _expect(word_class, relation)
            if role in ROLES:
                row = number * len(RELATIONS) + RELATIONS.index(relation)
                expected[row] -= scale * amount / len(ROLES)
                expected[row, ROLES.index(role)] += scale * amount
    return expected


def _expect(word_class: WordClass, relation: str) -> tuple[str, float]:
    if relation in _OF_SUBJECT:
        return word_class.subject, _OF_SUBJECT[relation]
    if relation == "against" and word_class.kind == "verb":
        return _FACED[word_class.subject], _OF_OBJECT[relation]
    return word_class.object, _OF_OBJECT.get(relation, 0.0)


def expect_cast(scale: float = _SCALE) -> Floats:
    """Weights toward having a role at all, shape (features,): half of what is expected of any role."""
    return np.asarray(expect_weights(scale).max(axis=1) / 2, np.float64)
