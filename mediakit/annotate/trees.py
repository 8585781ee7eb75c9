"""Columns of numbers in, a probability out: boosted decision trees of one depth, as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import GradientBoostingClassifier

from mediakit.annotate.features import Floats, Ints

_DEPTH = 4
# Inner nodes, inner nodes and leaves of a tree, with their dtypes.
_SHAPE = ((2**_DEPTH - 1, np.int16), (2**_DEPTH - 1, np.float32), (2**_DEPTH, np.float32))


def _list_left_leaves() -> NDArray[np.uint16]:
    """The leaves on each inner node's left side, as bits: those that a value above its limit rules out."""
    found = []
    for level in range(_DEPTH):
        n_leaves = 2 ** (_DEPTH - level)  # below each node of the level
        found += [(2 ** (n_leaves // 2) - 1) << n_leaves * place for place in range(2**level)]
    return np.array(found, np.uint16)


_LEFT_LEAVES = _list_left_leaves()
# The lowest leaf that is left when some are ruled out; the rightmost one always is.
_FIRST_LEAF = np.array(
    [(~ruled_out & (ruled_out + 1)).bit_length() - 1 for ruled_out in range(2 ** (2**_DEPTH - 1))]
)


@dataclass(frozen=True)
class Trees:
    """Complete binary trees, node after node: the children of node k are 2 k + 1 and 2 k + 2.

    Attributes
    ----------
    column : array of int, shape (trees, inner nodes)
        The column each node looks at.
    limit : array of float, shape (trees, inner nodes)
        Values above the limit go to the second child.
    leaf : array of float, shape (trees, leaves)
        What each leaf adds to the log odds.
    prior : array of float, shape ()
        Log odds before any tree.
    """

    column: NDArray[np.int16]
    limit: Floats
    leaf: Floats
    prior: NDArray[np.float32]

    def predict(self, values: Floats) -> Floats:
        """Probability of each row of values, shape (rows, columns)."""
        columns = np.ascontiguousarray(values.T)
        total = np.full(len(values), self.prior, np.float64)
        for column, limit, leaf in zip(self.column, self.limit, self.leaf, strict=True):
            is_above = columns.take(column, axis=0) > limit[:, None]
            ruled_out = np.bitwise_or.reduce(is_above * _LEFT_LEAVES[:, None], axis=0)
            total += leaf.take(_FIRST_LEAF.take(ruled_out))
        return (1 / (1 + np.exp(-total))).astype(np.float32)


def fit_trees(values: Floats, right: NDArray[np.bool_], *, n_trees: int, seed: int) -> Trees:
    """Trees that tell right rows from wrong ones."""
    n_right = int(right.sum())
    if n_right in (0, len(right)):  # nothing to tell apart
        column, limit, leaf = (np.zeros((0, n), kind) for n, kind in _SHAPE)
        return Trees(column, limit, leaf, _log_odds(n_right + 1, len(right) + 2))
    learner = GradientBoostingClassifier(
        learning_rate=0.06,
        n_estimators=n_trees,
        max_depth=_DEPTH,
        min_samples_leaf=40,
        subsample=0.5,
        max_features=0.25,
        random_state=seed,
    ).fit(values, right)
    grown = [_complete(one.tree_) for one in learner.estimators_[:, 0]]
    column, limit, leaf = (np.stack(part) for part in zip(*grown, strict=True))
    return Trees(
        column.astype(np.int16),
        limit.astype(np.float32),
        (learner.learning_rate * leaf).astype(np.float32),
        _log_odds(n_right, len(right)),
    )


def _log_odds(n_right: int, n: int) -> NDArray[np.float32]:
    return np.array(np.log(n_right / (n - n_right)), np.float32)


def _complete(tree: Any) -> tuple[Ints, Floats, Floats]:
    """One grown tree with every branch drawn out to the same depth."""
    column = np.zeros(2**_DEPTH - 1, np.int64)
    limit = np.zeros(2**_DEPTH - 1)
    leaf = np.zeros(2**_DEPTH)
    places = {0: 0}  # place in the complete tree: node of the grown one
    for place in range(2 ** (_DEPTH + 1) - 1):
        node = places[place]
        ends = tree.children_left[node] < 0
        if place >= len(column):
            leaf[place - len(column)] = tree.value[node].item()
        else:
            column[place], limit[place] = (0, 0.0) if ends else (tree.feature[node], tree.threshold[node])
            places[2 * place + 1] = node if ends else tree.children_left[node]
            places[2 * place + 2] = node if ends else tree.children_right[node]
    return column, limit, leaf
