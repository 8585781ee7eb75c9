"""Rows of hashed features with their labels in, the weights of a chain out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mediakit.annotate.crf import Chain, Lines, sweep
from mediakit.annotate.features import Floats, Ints

_NEVER = np.float32(-50)


@dataclass(frozen=True)
class Examples:
    """Words, or pairs, or drafts, to learn from.

    Attributes
    ----------
    rows : array of int, shape (examples, features)
        Rows of the weight table each example's features point to.
    labels : array of int, shape (examples,)
        Odd labels begin a span, even ones above 0 go on with the one before.
    gaps : array of int, shape (examples,)
        The kind of gap before each example.
    line : array of int, shape (examples,)
        Non-decreasing number of the sequence each example is in.
    """

    rows: NDArray[np.int32]
    labels: Ints
    gaps: Ints
    line: Ints

    def take(self, where: NDArray[np.bool_]) -> Examples:
        """The examples of some whole sequences."""
        return Examples(self.rows[where], self.labels[where], self.gaps[where], self.line[where])


@dataclass(frozen=True)
class Settings:
    """How to learn; rates, decay and dropout were compared on held-back training articles of PolNeAR.

    `dropout` is the share of features left out at random at each step, `decay` the strength of the pull
    toward zero, `batch` the number of examples a step looks at.
    """

    n_bits: int = 18
    epochs: int = 4
    rate: float = 0.05
    decay: float = 1e-4
    dropout: float = 0.2
    batch: int = 3000


@dataclass(frozen=True)
class Fitted:
    """Weights of hashed features, shape (2 ** bits, labels), and the chain between the labels."""

    weights: Floats
    chain: Chain


@dataclass
class _Learned:
    """An array being learned by Adagrad, and its mean over the later steps."""

    values: Floats
    squares: Floats = field(init=False)
    total: Floats = field(init=False)

    def __post_init__(self) -> None:
        self.squares = np.full_like(self.values, 1e-2)
        self.total = np.zeros_like(self.values)

    def step(self, gradient: Floats, rate: float, rows: Ints | slice = slice(None)) -> None:
        self.squares[rows] += gradient * gradient
        self.values[rows] -= rate * gradient / np.sqrt(self.squares[rows])

    def mean(self, n: int) -> Floats:
        return (self.total / n).astype(np.float32)


def fit_chain(examples: Examples, n_labels: int, n_gaps: int, settings: Settings, *, seed: int) -> Fitted:
    """Weights that make the labels of the examples probable: a conditional random field, by Adagrad.

    Parameters
    ----------
    examples : Examples
    n_labels, n_gaps : int
    settings : Settings
    seed : int

    Returns
    -------
    Fitted
        The mean of the weights over the later part of the training, which is steadier than the last ones.
    """
    rng = np.random.default_rng(seed)
    allowed = forbid_breaks(n_labels, n_gaps)
    weights = _Learned(np.zeros((1 << settings.n_bits, n_labels), np.float32))
    start = _Learned(np.zeros(n_labels, np.float32))
    steps = _Learned(np.zeros((n_gaps, n_labels, n_labels), np.float32))
    batches = list(_iterate_batches(examples.line, settings.batch))
    n_steps, n_averaged, done = settings.epochs * len(batches), 0, 0
    for _ in range(settings.epochs):
        for number in rng.permutation(len(batches)).tolist():
            part = examples.take(batches[number])
            features = _as_matrix(part.rows, settings, rng)
            chain = Chain(start.values + allowed.start, steps.values + allowed.steps)
            at_words, at_start, at_steps = find_gradient(features @ weights.values, part, chain)
            rate = settings.rate * (1 - done / n_steps)
            touched = np.flatnonzero(np.bincount(part.rows.ravel(), minlength=len(weights.values)))
            pull = settings.decay * len(part.labels) * weights.values[touched]
            weights.step((features.T @ at_words)[touched] + pull, rate, touched)
            start.step(at_start, rate)
            steps.step(at_steps, rate)
            done += 1
            if (done > 0.3 * n_steps and done % 10 == 0) or done == n_steps:
                n_averaged += 1
                for learned in (weights, start, steps):
                    learned.total += learned.values
    mean = Chain(start.mean(n_averaged) + allowed.start, steps.mean(n_averaged) + allowed.steps)
    return Fitted(weights.mean(n_averaged), mean)


def forbid_breaks(n_labels: int, n_gaps: int) -> Chain:
    """A chain in which a span goes on only after its own beginning."""
    start = np.zeros(n_labels, np.float32)
    steps = np.zeros((n_gaps, n_labels, n_labels), np.float32)
    for label in range(2, n_labels, 2):
        start[label] = _NEVER
        others = [before for before in range(n_labels) if before not in (label, label - 1)]
        steps[:, others, label] = _NEVER
    return Chain(start, steps)


def find_gradient(scores: Floats, part: Examples, chain: Chain) -> tuple[Floats, Floats, Floats]:
    """How the loss changes with the scores of the words, of the first labels and of the steps."""
    lines = Lines.lay(part.line)
    swept = sweep(scores, part.gaps, chain, lines)
    at_words = np.empty_like(scores)
    at_words[lines.words] = swept.forward * swept.backward
    at_words[np.arange(len(scores)), part.labels] -= 1
    at_steps = np.zeros_like(chain.steps)
    first, word = np.split(lines.words, [lines.n_lines])
    before, onto = swept.forward[lines.before], swept.onward[lines.n_lines :]
    gap = part.gaps[word]
    for kind in range(len(at_steps)):
        here = gap == kind
        at_steps[kind] = (before[here].T @ onto[here]) * np.exp(chain.steps[kind])
    np.subtract.at(at_steps, (gap, part.labels[word - 1], part.labels[word]), 1)
    return at_words, at_words[first].sum(axis=0), at_steps


def _as_matrix(rows: NDArray[np.int32], settings: Settings, rng: np.random.Generator) -> sparse.csr_matrix:
    """Features as a sparse matrix, some left out and the others raised to make up for it."""
    kept = rng.random(rows.size, dtype=np.float32) >= settings.dropout
    values = kept.astype(np.float32) / np.float32(1 - settings.dropout)
    ends = np.arange(0, rows.size + 1, rows.shape[1])
    return sparse.csr_matrix((values, rows.ravel(), ends), shape=(len(rows), 1 << settings.n_bits))


def _iterate_batches(line: Ints, size: int) -> Iterator[Ints]:
    """Examples of whole sequences of similar length, about `size` of them at a time."""
    first = np.flatnonzero(np.diff(line, prepend=-1))
    length = np.diff(first, append=len(line))
    order = np.argsort(length, kind="stable")
    group = (np.cumsum(length[order]) - 1) // size
    for some in np.split(order, np.flatnonzero(np.diff(group)) + 1):
        some = np.sort(some)
        yield np.concatenate([np.arange(first[k], first[k] + length[k]) for k in some.tolist()])
