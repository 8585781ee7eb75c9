"""Passages with the probabilities of their labels in, a network and word vectors that predict them out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, pi
from typing import NamedTuple

import numpy as np

from mediakit.assess.news_network import Network, attend, make_network, name_weights, pool, softmax
from mediakit.assess.news_recurrence import (
    Steps,
    Tape,
    record_recurrences,
    return_recurrences,
)
from mediakit.assess.news_words import Floats, Ints, Words, WordTable
from mediakit.assess.passages import Passage

Weights = dict[str, Floats]

_DECAYING = ("inward", "across", "query", "key", "layer", "out")
_MOMENTUM, _SPREAD, _TINY = 0.9, 0.99, 1e-8  # of Adam
_WARM = 0.05  # share of all steps in which the rate of learning rises


@dataclass(frozen=True)
class Settings:
    """How to learn; chosen by cross-validation on sentences held back.

    Attributes
    ----------
    units, heads, asking, breadth, hidden : int
        Of the network.
    epochs, batch : int
        How often all passages are seen, and how many at once.
    rate, word_rate : float
        Of learning, and that of word vectors beside it.
    decay, word_decay : float
        How fast weights, and word vectors' way from where they started, shrink.
    drop_words, drop_given, drop_read, drop_hidden : float
        Shares of words and units left out at each step.
    """

    units: int = 112
    heads: int = 3
    asking: int = 3
    breadth: int = 16
    hidden: int = 128
    epochs: int = 5
    batch: int = 128
    rate: float = 3e-3
    word_rate: float = 0.5
    decay: float = 1e-3
    word_decay: float = 1e-2
    drop_words: float = 0.15
    drop_given: float = 0.2
    drop_read: float = 0.2
    drop_hidden: float = 0.4


class _Masks(NamedTuple):
    """What is left out at one step: factors for words, their vectors, states and hidden units."""

    words: Floats
    given: Floats
    read: Floats
    hidden: Floats


class _Pass(NamedTuple):
    """What the network made of a batch on the way to its probabilities."""

    steps: Steps
    given: Floats
    tape: Tape
    read: Floats
    attention: Floats
    pooled: Floats
    hidden: Floats
    probabilities: Floats


def fit_network(
    table: WordTable,
    passages: Sequence[Passage],
    expected: Floats,
    settings: Settings,
    seed: int,
    start: Network | None = None,
) -> tuple[WordTable, Network]:
    """Word vectors and a network that predict the expected probabilities of the passages' labels.

    Parameters
    ----------
    table : WordTable
        Word vectors to begin with.
    passages : sequence of Passage
        What to learn from.
    expected : array, shape (passages, 3)
        Probabilities of the labels, or counts: a passage weighs what its row sums up to.
    settings : Settings
        How to learn.
    seed : int
        Of the first weights, the order and what is left out.
    start : Network, optional
        Weights to begin with; drawn by chance when not given.
    """
    random = np.random.default_rng(seed)
    network = start or make_network(
        table.vectors.shape[1],
        settings.units,
        settings.heads,
        settings.asking,
        settings.breadth,
        settings.hidden,
        seed,
    )
    learner = _Learner(network, table.vectors, settings, -(-len(passages) // settings.batch))
    for _ in range(settings.epochs):
        order = random.permutation(len(passages))
        for at in range(0, len(order), settings.batch):
            chosen = order[at : at + settings.batch]
            words = table.find_words([passages[i] for i in chosen.tolist()])
            learner.learn(words, expected[chosen], random)
    return replace(table, vectors=learner.vectors), learner.network


class _Learner:
    """A network and word vectors that get better batch by batch, by Adam (Kingma and Ba 2015)."""

    def __init__(self, network: Network, vectors: Floats, settings: Settings, steps_an_epoch: int) -> None:
        self.network = network
        self.vectors = vectors.copy()
        self._start = vectors
        self._settings = settings
        self._n_steps = max(settings.epochs * steps_an_epoch, 1)
        self._step = 0
        names = name_weights()
        self._mean: Weights = {name: np.zeros_like(getattr(network, name)) for name in names}
        self._square: Weights = {name: np.zeros_like(getattr(network, name)) for name in names}
        self._word_mean, self._word_square = np.zeros_like(vectors), np.zeros_like(vectors)

    def learn(self, words: Words, expected: Floats, random: np.random.Generator) -> None:
        """One step toward the expected probabilities."""
        self._step += 1
        settings = self._settings
        masks = _draw_masks(words, self.network, settings, random)
        passed = run_forward(self.network, self.vectors[words.row], words, masks)
        gradients, of_words = run_backward(self.network, passed, expected, words, masks)
        rows, of_rows = _sum_rows(of_words, words.row)
        # No step on one odd batch is longer than on another.
        scale = np.float32(1 / max(1.0, np.sqrt(sum(float((g**2).sum()) for g in gradients.values()))))
        rate = settings.rate * self._pace()
        bias = float(np.sqrt(1 - _SPREAD**self._step) / (1 - _MOMENTUM**self._step))
        weights = {}
        for name, gradient in gradients.items():
            move = _move(self._mean[name], self._square[name], gradient * scale)
            kept = 1 - rate * settings.decay if name in _DECAYING else 1.0
            weights[name] = np.asarray((getattr(self.network, name) - rate * bias * move) * kept, np.float32)
        self.network = replace(self.network, **weights)
        # Only the words met move, and go back a little toward where they started.
        mean, square = self._word_mean[rows], self._word_square[rows]
        move = _move(mean, square, of_rows * scale)
        self._word_mean[rows], self._word_square[rows] = mean, square
        moved = self.vectors[rows] - self._start[rows] - rate * settings.word_rate * bias * move
        self.vectors[rows] = self._start[rows] + moved * (1 - rate * settings.word_decay)

    def _pace(self) -> float:
        """The rate of learning rises, then falls along half a cosine wave."""
        done = self._step / self._n_steps
        return min(1.0, done / _WARM) * (0.5 + 0.5 * cos(pi * done)) + 0.005


def _move(mean: Floats, square: Floats, gradient: Floats) -> Floats:
    """Adam's step, before its bias is taken out; the running means are updated in place."""
    mean *= _MOMENTUM
    mean += (1 - _MOMENTUM) * gradient
    square *= _SPREAD
    square += (1 - _SPREAD) * gradient * gradient
    return np.asarray(mean / (np.sqrt(square) + _TINY), np.float32)


def _draw_masks(words: Words, network: Network, settings: Settings, random: np.random.Generator) -> _Masks:
    def draw(n: int, width: int, share: float) -> Floats:
        kept = random.random((n, width), dtype=np.float32) >= share
        return np.asarray(kept / np.float32(1 - share), np.float32)

    n_words, units = len(words.row), network.across.shape[1]
    whole = (draw(n_words, 1, settings.drop_words) > 0).astype(np.float32)
    return _Masks(
        whole,
        draw(n_words, network.place.shape[1], settings.drop_given),
        draw(n_words, 2 * units, settings.drop_read),
        draw(len(words.first), len(network.layer_bias), settings.drop_hidden),
    )


def run_forward(network: Network, vectors: Floats, words: Words, masks: _Masks) -> _Pass:
    """As `Network.predict`, with some words and units left out, and what came of each layer."""
    steps = Steps.of_words(words)
    embedded = vectors * masks.words + network.place[words.place] + network.form[words.form]
    given = embedded * masks.given
    read, tape = record_recurrences(
        steps.by_step(np.asarray(given @ network.inward + network.inward_bias, given.dtype)),
        network.across,
        network.across_bias,
        steps,
    )
    read = read * masks.read
    attention = attend(network.rate(read, words), words)
    pooled = pool(read, attention, words)
    hidden = np.maximum(pooled @ network.layer + network.layer_bias, 0) * masks.hidden
    probabilities = softmax(hidden @ network.out + network.out_bias)
    return _Pass(steps, given, tape, read, attention, pooled, hidden, probabilities)


def run_backward(
    network: Network, passed: _Pass, expected: Floats, words: Words, masks: _Masks
) -> tuple[Weights, Floats]:
    """Gradients of the mean cross entropy: of each of the network's arrays, and of the words' vectors."""
    weight = expected.sum(axis=1, keepdims=True)
    scores = (passed.probabilities * weight - expected) / np.float32(len(expected))
    gradients: Weights = {"out": passed.hidden.T @ scores, "out_bias": scores.sum(axis=0)}
    hidden = (scores @ network.out.T) * masks.hidden * (passed.hidden > 0)
    gradients |= {"layer": passed.pooled.T @ hidden, "layer_bias": hidden.sum(axis=0)}
    read, shares = _pool_backward(hidden @ network.layer.T, passed, words)
    by_rate, of_heads = _rate_backward(network, shares, passed.read, words)
    read = (read + by_rate) * masks.read
    inputs, across, across_bias = return_recurrences(read, network.across, passed.steps, passed.tape)
    embedded = (inputs @ network.inward.T) * masks.given
    gradients |= of_heads
    gradients |= {
        "across": across,
        "across_bias": across_bias,
        "inward": passed.given.T @ inputs,
        "inward_bias": inputs.sum(axis=0),
        "place": _scatter(embedded, words.place, len(network.place)),
        "form": _scatter(embedded, words.form, len(network.form)),
    }
    return gradients, np.asarray(embedded * masks.words, np.float32)


def _pool_backward(pooled: Floats, passed: _Pass, words: Words) -> tuple[Floats, Floats]:
    """Gradients of what was read, and of the heads' scores."""
    units = passed.read.shape[1]
    n_heads = passed.attention.shape[1]
    of_target, of_highest = pooled[:, n_heads * units : -units], pooled[:, -units:]
    highest = passed.pooled[:, -units:]
    read = (passed.read == highest[words.passage]) * of_highest[words.passage]
    shares = np.empty_like(passed.attention)
    for head in range(n_heads):
        of_sum = pooled[:, head * units : (head + 1) * units][words.passage]
        read += passed.attention[:, head : head + 1] * of_sum
        shares[:, head] = (of_sum * passed.read).sum(axis=1)
    read[words.target] += of_target
    mean = np.add.reduceat(passed.attention * shares, words.first)[words.passage]
    return read, np.asarray(passed.attention * (shares - mean), passed.read.dtype)


def _rate_backward(network: Network, scores: Floats, read: Floats, words: Words) -> tuple[Floats, Weights]:
    """Gradients of what was read and of the heads' weights, from those of the heads' scores."""
    n_plain, flat = network.heads.shape[1], (read.shape[1], -1)
    plain, asking = scores[:, :n_plain], scores[:, n_plain:]
    weight = asking[:, :, None] * network.key.shape[2] ** -0.5
    asked = np.tensordot(read[words.target], network.query, 1)
    offered = np.tensordot(read, network.key, 1)
    of_asked = np.add.reduceat(weight * offered, words.first).reshape(len(words.first), -1)
    of_offered = (weight * asked[words.passage]).reshape(len(read), -1)
    by_rate = plain @ network.heads.T + of_offered @ network.key.reshape(flat).T
    by_rate[words.target] += of_asked @ network.query.reshape(flat).T
    return by_rate, {
        "heads": read.T @ plain,
        "head_place": _scatter(plain, words.place, len(network.head_place)),
        "query": (read[words.target].T @ of_asked).reshape(network.query.shape),
        "key": (read.T @ of_offered).reshape(network.key.shape),
        "key_place": _scatter(asking, words.place, len(network.key_place)),
    }


def _scatter(values: Floats, rows: Ints, n: int) -> Floats:
    """Sums of the values of each row, zero where a row has none."""
    met, sums = _sum_rows(values, rows)
    total = np.zeros((n, values.shape[1]), np.float32)
    total[met] = sums
    return total


def _sum_rows(values: Floats, rows: Ints) -> tuple[Ints, Floats]:
    """The distinct rows, and the sum of the values of each."""
    order = np.argsort(rows, kind="stable")
    ordered = rows[order]
    first = np.flatnonzero(np.diff(ordered, prepend=-1))
    return ordered[first], np.add.reduceat(values[order], first)
