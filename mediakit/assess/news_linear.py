"""Words of passages in, what a logistic regression on hashed features of them makes of the passages out."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack
from scipy.special import log_softmax

from mediakit.assess.news_words import BEFORE, Floats, Ints, Words, WordTable

# Rows of weights that features share by their hashes; a few clash, and the regression lives with it.
N_BUCKETS = 1 << 18
# The word; the word and its side; near the target, its place; in the target's clause, its side; two words.
_SHARES = np.array([0.5, 0.5, 1.0, 0.7, 0.5], np.float32)
_NEAR, _SIDE = 3, 7  # words from the target: a word has its own place, a pair its side
_FADE = 4.0  # words from the target after which a word's valence counts for a third
_N_SUMS = 17
_DENIED = -0.7  # what negation leaves of a valence; VADER has -0.74
_NEGATION_REACH = 3
_MOST = 2.5  # of the sum of valences

_BREAKS = """, ; : ( ) " “ ” — – -- that who which but and because although though while whereas if when since
    after before as or"""
_NEGATIONS = "not no never n't neither nor without hardly scarcely barely nobody nothing none cannot"


@dataclass(frozen=True)
class Linear:
    """Weights of a logistic regression.

    Attributes
    ----------
    weights : array, shape (N_BUCKETS, 3)
        Of hashed words and pairs of words by where they stand.
    sums : array, shape (17, 3)
        Of sums of the words' valences, the target's kind and place, and the bias.
    """

    weights: Floats
    sums: Floats

    def score(self, words: Words, table: WordTable) -> Floats:
        """Logarithms of probabilities, up to a constant, shape (passages, 3)."""
        buckets, values = hash_features(words, table)
        of_words = np.einsum("wf,wfc->wc", values, self.weights[buckets])
        return np.asarray(
            np.add.reduceat(of_words, words.first) + sum_valences(words, table) @ self.sums, np.float32
        )


def make_linear() -> Linear:
    """A regression that has learned nothing."""
    return Linear(np.zeros((N_BUCKETS, 3), np.float32), np.zeros((_N_SUMS, 3), np.float32))


def fit_linear(start: Linear, words: Words, table: WordTable, expected: Floats, penalty: float) -> Linear:
    """Weights that predict the expected probabilities, kept near those at the start.

    Parameters
    ----------
    start : Linear
        Weights to begin with.
    words, table : Words, WordTable
        The words of the passages to learn from.
    expected : array, shape (passages, 3)
        Probabilities of the labels, or counts: a passage weighs what its row sums up to.
    penalty : float
        Half of it times the squared way from the start is added to the sum of the cross entropies.
    """
    buckets, values = hash_features(words, table)
    ends = np.append(words.first[1:], len(words.row)) * len(_SHARES)
    hashed = csr_matrix(
        (values.ravel(), buckets.ravel(), np.insert(ends, 0, 0)), shape=(len(words.first), N_BUCKETS)
    )
    features = hstack([hashed, csr_matrix(sum_valences(words, table))], format="csr", dtype=np.float64)
    met = np.unique(features.indices)  # no other weight moves
    features = features[:, met]
    begin = np.asarray(features @ np.concatenate([start.weights, start.sums])[met], np.float64)
    wanted = expected.astype(np.float64)
    amount = wanted.sum(axis=1, keepdims=True)

    def measure(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        moved = flat.reshape(-1, 3)
        logs = log_softmax(begin + features @ moved, axis=1)
        loss = -float((wanted * logs).sum()) + penalty / 2 * float((moved**2).sum())
        slope = features.T @ (np.exp(logs) * amount - wanted) + penalty * moved
        return loss, slope.ravel()

    found = minimize(
        measure, np.zeros(3 * len(met)), jac=True, method="L-BFGS-B", options={"maxiter": 100, "ftol": 1e-6}
    )
    both = np.concatenate([start.weights, start.sums])
    both[met] += found.x.reshape(-1, 3).astype(np.float32)
    return replace(start, weights=both[:N_BUCKETS], sums=both[N_BUCKETS:])


def hash_features(words: Words, table: WordTable) -> tuple[Ints, Floats]:
    """Buckets and values, shape (words, features of a word); a feature a word lacks has the value 0."""
    key = table.row_keys[words.row]
    place = words.place - BEFORE
    apart = np.abs(place)
    side = place > 0
    following = np.append(key[1:], key[:1])
    is_last = np.append(words.passage[1:] != words.passage[:-1], True)
    is_other = place != 0
    buckets = np.stack(
        [
            _mix(1, key),
            _mix(2, key, side),
            _mix(3, key, words.place),
            _mix(4, key, side),
            _mix(5, key, following, np.where(apart <= _SIDE, side, 2)),
        ],
        axis=1,
    )
    has = [is_other, is_other, is_other & (apart <= _NEAR), is_other & _in_clause(words, table), ~is_last]
    return (buckets % np.uint64(N_BUCKETS)).astype(np.int64), np.stack(has, axis=1) * _SHARES


def sum_valences(words: Words, table: WordTable) -> Floats:
    """Praise and blame summed by where they stand, the target's kind and place, and 1; a row a passage."""
    place = words.place - BEFORE
    near = np.exp(-np.abs(place) / _FADE)
    left, right = place < 0, place > 0
    weights = [np.ones(len(place)), near, _in_clause(words, table), left, right, near * left, near * right]
    valence = _deny(words, table)
    columns = [
        np.minimum(np.add.reduceat(part * weight, words.first) / 4, _MOST)
        for part in (np.maximum(valence, 0), np.maximum(-valence, 0))
        for weight in weights
    ]
    is_pronoun = words.row[words.target] != len(table.vectors) - 1
    columns += [is_pronoun, words.target == words.first, np.ones(len(words.first))]
    return np.stack(columns, axis=1).astype(np.float32)


def _deny(words: Words, table: WordTable) -> Floats:
    """The words' valences, turned round where a negation stands shortly before."""
    valence, negates = table.valences[words.row], table.find_marks(_NEGATIONS)[words.row]
    denied = np.zeros(len(valence), bool)
    for step in range(1, _NEGATION_REACH + 1):
        denied[step:] |= negates[:-step] & (words.passage[step:] == words.passage[:-step])
    return np.asarray(np.where(denied, _DENIED * valence, valence), np.float32)


def _in_clause(words: Words, table: WordTable) -> NDArray[np.bool_]:
    """Words with no comma, quotation mark or conjunction between them and the target."""
    breaks = np.cumsum(table.find_marks(_BREAKS)[words.row])
    return np.asarray(breaks == breaks[words.target][words.passage])


def _mix(*parts: int | NDArray[np.generic]) -> NDArray[np.uint64]:
    """One number from several, spread evenly."""
    mixed = np.zeros(1, np.uint64)
    for part in parts:
        mixed = (mixed ^ np.asarray(part, np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        mixed = mixed ^ (mixed >> np.uint64(29))
    return mixed
