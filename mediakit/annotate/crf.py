"""A linear chain over lines of words: scores of labels in, their probabilities or the best sequence out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Lines:
    """Lines of words laid side by side, the longest first, so that step t of all of them is one row.

    Attributes
    ----------
    index : array of int, shape (steps, lines)
        The word at each step of each line; padding, always at the end, points to word 0.
    active : array of int, shape (steps,)
        How many lines, counted from the left, are that long.
    """

    index: Ints
    active: Ints

    @classmethod
    def lay(cls, line: Ints) -> Lines:
        """Lay out words by the non-decreasing numbers of their lines."""
        first = np.flatnonzero(np.diff(line, prepend=-1))
        length = np.diff(first, append=len(line))
        order = np.argsort(-length, kind="stable")
        first, length = first[order], length[order]
        steps = np.arange(length[0] if len(length) else 0)[:, None]
        inside = steps < length
        return cls(np.where(inside, first + steps, 0), inside.sum(axis=1))


@dataclass(frozen=True)
class Chain:
    """What a chain knows besides the words: scores of the first label and of each step between two labels.

    Attributes
    ----------
    start : array of float, shape (labels,)
    steps : array of float, shape (gaps, labels, labels)
        Scores from one label (rows) to the next (columns), for each kind of gap between two words.
    """

    start: Floats
    steps: Floats


@dataclass(frozen=True)
class Sweep:
    """One run forwards and backwards over laid out lines.

    Attributes
    ----------
    forward, backward : array of float, shape (steps, lines, labels)
        `forward` times `backward` is each label's probability; `backward` of a step already holds the word's
        own score at `onward`.
    onward : array of float, shape (steps, lines, labels)
        The word's score times `backward`, scaled: what a step into this word is worth.
    log_likelihood : float
        Sum over lines of the logarithm of the total weight of all sequences.
    """

    forward: Floats
    backward: Floats
    onward: Floats
    log_total: float


def sweep(scores: Floats, gaps: Ints, chain: Chain, lines: Lines) -> Sweep:
    """Run forwards and backwards over all lines at once.

    Parameters
    ----------
    scores : array of float, shape (words, labels)
    gaps : array of int, shape (words,)
        The kind of gap before each word.
    """
    n_steps, n_lines = lines.index.shape
    n_gaps, n_labels, _ = chain.steps.shape
    top = scores.max(axis=1, keepdims=True)
    local = np.exp(scores - top)[lines.index]
    weights = np.exp(chain.steps)
    onto = weights.transpose(1, 0, 2).reshape(n_labels, -1)
    back = weights.transpose(2, 0, 1).reshape(n_labels, -1)
    gap = gaps[lines.index]
    rows = np.arange(n_lines)
    forward, onward = np.zeros_like(local), np.zeros_like(local)
    backward = np.ones_like(local)
    scale = np.ones((n_steps, n_lines), np.float32)
    for step, n in enumerate(lines.active.tolist()):
        if step:
            moved = (forward[step - 1, :n] @ onto).reshape(n, n_gaps, n_labels)
            value = moved[rows[:n], gap[step, :n]] * local[step, :n]
        else:
            value = np.exp(chain.start) * local[0]
        scale[step, :n] = value.sum(axis=1)
        forward[step, :n] = value / scale[step, :n, None]
    for step in range(n_steps - 1, -1, -1):
        n = int(lines.active[step])
        onward[step, :n] = local[step, :n] * backward[step, :n] / scale[step, :n, None]
        if step:
            moved = (onward[step, :n] @ back).reshape(n, n_gaps, n_labels)
            backward[step - 1, :n] = moved[rows[:n], gap[step, :n]]
    total = float(np.log(scale).sum(dtype=np.float64) + top.sum(dtype=np.float64))
    return Sweep(forward, backward, onward, total)


def find_probabilities(scores: Floats, gaps: Ints, chain: Chain, lines: Lines) -> Floats:
    """Probability of each label at each word, shape (words, labels)."""
    result = np.zeros_like(scores)
    swept = sweep(scores, gaps, chain, lines)
    inside = np.arange(lines.index.shape[1]) < lines.active[:, None]
    result[lines.index[inside]] = (swept.forward * swept.backward)[inside]
    return result


def find_best(scores: Floats, gaps: Ints, chain: Chain, lines: Lines) -> Ints:
    """The labels of the best sequence of each line, shape (words,)."""
    n_steps, n_lines = lines.index.shape
    labels = np.zeros(len(scores), np.int64)
    if n_steps == 0:
        return labels
    came = np.zeros((n_steps, n_lines, scores.shape[1]), np.int8)
    last = np.zeros((n_lines, scores.shape[1]), np.float32)
    for step, n in enumerate(lines.active.tolist()):
        here = scores[lines.index[step, :n]]
        if step:
            reach = last[:n, :, None] + chain.steps[gaps[lines.index[step, :n]]]
            came[step, :n] = reach.argmax(axis=1)
            last[:n] = reach.max(axis=1) + here
        else:
            last[:n] = chain.start + here
    label = last.argmax(axis=1)
    rows = np.arange(n_lines)
    for step in range(n_steps - 1, -1, -1):
        n = int(lines.active[step])
        labels[lines.index[step, :n]] = label[:n]
        label[:n] = came[step, rows[:n], label[:n]]
    return labels
