"""A linear chain over lines of words: scores of labels in, their probabilities or the best sequence out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Lines:
    """Lines of words laid side by side, the longest first, so that one step goes along all of them.

    Attributes
    ----------
    words : array of int, shape (words,)
        The first word of every line, then the second one of every line that has two, and so on.
    ends : array of int, shape (steps,)
        Where the words of each step end among these.
    """

    words: Ints
    ends: Ints

    @classmethod
    def lay(cls, line: Ints) -> Lines:
        """Lay out words by the non-decreasing numbers of their lines."""
        first = np.flatnonzero(np.diff(line, prepend=-1))
        length = np.diff(first, append=len(line))
        rank = np.empty(len(length), np.int64)
        rank[np.argsort(-length, kind="stable")] = np.arange(len(length))
        step = np.arange(len(line)) - np.repeat(first, length)
        ends = np.cumsum(np.bincount(step))
        words = np.empty(len(line), np.int64)
        words[np.append(0, ends)[step] + np.repeat(rank, length)] = np.arange(len(line))
        return cls(words, ends)

    @property
    def n_lines(self) -> int:
        """How many lines there are: each has a word in the first step."""
        return int(self.ends[0]) if len(self.ends) else 0

    @property
    def before(self) -> Ints:
        """Where the word before it in its line stands, for each word behind the first step."""
        active = np.diff(self.ends, prepend=0)
        before: Ints = np.arange(self.n_lines, len(self.words)) - np.repeat(active[:-1], active[1:])
        return before

    def list_steps(self) -> list[tuple[slice, slice]]:
        """For each step, where the words before its words stand, and where its words stand."""
        steps, last = [], 0
        for start, end in zip([0, *self.ends.tolist()], self.ends.tolist(), strict=False):
            steps.append((slice(last, last + end - start if start else 0), slice(start, end)))
            last = start
        return steps


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
    """One run forwards and backwards over laid out lines, in the order of the layout.

    Attributes
    ----------
    forward, backward : array of float, shape (words, labels)
        `forward` times `backward` is each label's probability.
    onward : array of float, shape (words, labels)
        The word's score times `backward`, scaled: what a step into this word is worth.
    """

    forward: Floats
    backward: Floats
    onward: Floats


def sweep(scores: Floats, gaps: Ints, chain: Chain, lines: Lines) -> Sweep:
    """Run forwards and backwards over all lines at once.

    Parameters
    ----------
    scores : array of float, shape (words, labels)
    gaps : array of int, shape (words,)
        The kind of gap before each word.
    """
    n_gaps, n_labels, _ = chain.steps.shape
    weights = np.exp(chain.steps)
    onto = weights.transpose(1, 0, 2).reshape(n_labels, -1)
    back = weights.transpose(2, 0, 1).reshape(n_labels, -1)
    gap, rows = gaps[lines.words], n_gaps * np.arange(lines.n_lines)

    def move(values: Floats, ways: Floats, step: slice) -> Floats:
        """The values across the gaps before the words of a step."""
        moved: Floats = (values @ ways).reshape(-1, n_labels).take(rows[: len(values)] + gap[step], axis=0)
        return moved

    local = np.exp(scores - scores.max(axis=1, keepdims=True)).take(lines.words, axis=0)
    forward, onward, backward = np.empty_like(local), np.empty_like(local), np.ones_like(local)
    scale = np.empty((len(local), 1), np.float32)
    steps = lines.list_steps()
    for before, step in steps:
        value = (move(forward[before], onto, step) if step.start else np.exp(chain.start)) * local[step]
        value.sum(axis=1, keepdims=True, out=scale[step])
        np.divide(value, scale[step], out=forward[step])
    for before, step in reversed(steps):
        np.divide(local[step] * backward[step], scale[step], out=onward[step])
        if step.start:
            backward[before] = move(onward[step], back, step)
    return Sweep(forward, backward, onward)


def find_probabilities(scores: Floats, gaps: Ints, chain: Chain, lines: Lines) -> Floats:
    """Probability of each label at each word, shape (words, labels)."""
    swept = sweep(scores, gaps, chain, lines)
    result = np.empty_like(scores)
    result[lines.words] = swept.forward * swept.backward
    return result


def find_best(scores: Floats, gaps: Ints, chain: Chain, lines: Lines, extra: Floats) -> Ints:
    """The labels of the best sequence of each line, shape (variants, words).

    Parameters
    ----------
    extra : array of float, shape (variants, labels)
        What is added to the scores of all words in each variant.
    """
    ways = np.ascontiguousarray(chain.steps.transpose(1, 2, 0))  # from, to, gap
    ways_back = np.ascontiguousarray(chain.steps.transpose(0, 2, 1))  # gap, to, from
    gap = gaps[lines.words]
    total = scores.take(lines.words, axis=0).T + extra[:, :, None]  # variants, labels, words
    steps = lines.list_steps()
    for before, step in steps:
        if step.start:
            reach = total[:, :, None, before] + ways.take(gap[step], axis=2)
            total[..., step] += reach.max(axis=1)
        else:
            total[..., step] += chain.start[:, None]
    best = np.empty((len(extra), len(scores)), np.int64)
    label = np.zeros((len(extra), 0), np.int64)
    for before, step in reversed(steps):
        ending = total[:, :, step.start + label.shape[1] : step.stop].argmax(axis=1)
        label = np.concatenate([label, ending], axis=1)
        best[:, lines.words[step]] = label
        if step.start:
            came = total[..., before].transpose(0, 2, 1) + ways_back[gap[step], label]
            label = came.argmax(axis=2)
    return best
