"""What words give in, states of two gated recurrences out: one reads forward, the other backward."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mediakit.assess.news_words import Floats, Ints, Words


@dataclass(frozen=True)
class Steps:
    """The words of some passages in the order in which recurrences read them, all passages side by side.

    Attributes
    ----------
    word : array of int, shape (2, words)
        Positions of the words: the first of each passage, then the second, and so on; in the second row the
        last of each passage, then the last but one. Long passages come first at each step.
    ends : array of int
        Where each step ends in `word`.
    """

    word: Ints
    ends: Ints

    @classmethod
    def of_words(cls, words: Words) -> Steps:
        """The steps of the passages of these words."""
        length = np.diff(words.first, append=len(words.row))
        order = np.argsort(-length, kind="stable")
        first, last = words.first[order], (words.first + length - 1)[order]
        running = np.searchsorted(-length[order], -np.arange(length.max(initial=0)), side="left")
        step = np.repeat(np.arange(len(running)), running)
        ends = np.cumsum(running)
        at = np.arange(len(words.row)) - (ends - running)[step]
        return cls(np.stack([first[at] + step, last[at] - step]), ends)

    def by_step(self, values: Floats) -> Floats:
        """Columns of words, half of them for either way, in the order of the steps."""
        half = values.shape[1] // 2
        return np.stack([values[self.word[0], :half], values[self.word[1], half:]])

    def by_word(self, values: Floats) -> Floats:
        """The same turned back."""
        half = values.shape[2]
        both = np.empty((values.shape[1], 2 * half), values.dtype)
        both[self.word[0], :half], both[self.word[1], half:] = values
        return both


@dataclass(frozen=True)
class Tape:
    """What a run of the recurrences leaves for the way back, in the order of the steps.

    Attributes
    ----------
    before : array, shape (2, words, units), as all
        States before each word.
    reset, update, inner, candidate : array
        Of the gated recurrent unit.
    """

    before: Floats
    reset: Floats
    update: Floats
    inner: Floats
    candidate: Floats


def run_recurrences(given: Floats, across: Floats, bias: Floats, steps: Steps) -> Floats:
    """The state after each word, shape (words, 2 * units): gated recurrent units (Cho et al. 2014).

    Parameters
    ----------
    given : array, shape (2, words, 3 * units)
        What each word gives to the gates (reset, update) and the candidate, in the order of the steps.
    across : array, shape (2, units, 3 * units)
        Weights from state to state.
    bias : array, shape (2, units)
        Added to what the state gives to the candidate.
    steps : Steps
        The order of the words.
    """
    units = across.shape[1]
    # Arrays of their own are worked on in half the time that slices of one take.
    to_gates, to_candidate = (np.ascontiguousarray(part) for part in np.split(across, [2 * units], axis=2))
    states = np.empty((2, given.shape[1], units), given.dtype)
    state = np.zeros((2, steps.ends[0], units), given.dtype)
    start = 0
    for end in steps.ends.tolist():
        state = state[:, : end - start]
        now = given[:, start:end]
        gates = state @ to_gates
        gates += now[..., : 2 * units]
        gates = open_gates(gates)
        inner = state @ to_candidate
        inner += bias[:, None]
        inner *= gates[..., :units]
        inner += now[..., 2 * units :]
        candidate = np.tanh(inner, out=inner)
        state = np.add(candidate, gates[..., units:] * (state - candidate), out=states[:, start:end])
        start = end
    return steps.by_word(states)


def record_recurrences(given: Floats, across: Floats, bias: Floats, steps: Steps) -> tuple[Floats, Tape]:
    """As `run_recurrences`, and what the way back needs."""
    units = across.shape[1]
    states, before, reset, update, inner, candidate = (
        np.empty((2, given.shape[1], units), given.dtype) for _ in range(6)
    )
    state = np.zeros((2, steps.ends[0], units), given.dtype)
    start = 0
    for end in steps.ends.tolist():
        here = np.s_[:, start:end]
        before[here] = state[:, : end - start]
        recurring = before[here] @ across
        gates = open_gates(given[here][..., : 2 * units] + recurring[..., : 2 * units])
        reset[here], update[here] = gates[..., :units], gates[..., units:]
        inner[here] = recurring[..., 2 * units :] + bias[:, None]
        candidate[here] = np.tanh(given[here][..., 2 * units :] + reset[here] * inner[here])
        state = candidate[here] + update[here] * (before[here] - candidate[here])
        states[here] = state
        start = end
    return steps.by_word(states), Tape(before, reset, update, inner, candidate)


def return_recurrences(
    gradient: Floats, across: Floats, steps: Steps, tape: Tape
) -> tuple[Floats, Floats, Floats]:
    """Gradients of the inputs, of the weights from state to state and of their bias."""
    units = across.shape[1]
    of_states = steps.by_step(gradient)
    of_inputs, of_recurring = (np.empty((*of_states.shape[:2], 3 * units), of_states.dtype) for _ in range(2))
    back = across.transpose(0, 2, 1)
    later = np.zeros((2, 0, units), of_states.dtype)
    starts = np.concatenate([[0], steps.ends[:-1]])
    for start, end in zip(starts.tolist()[::-1], steps.ends.tolist()[::-1], strict=True):
        here = np.s_[:, start:end]
        reset, update, candidate = tape.reset[here], tape.update[here], tape.candidate[here]
        of_state = of_states[here]
        of_state[:, : later.shape[1]] += later
        of_candidate = of_state * (1 - update) * (1 - candidate * candidate)
        of_reset = of_candidate * tape.inner[here] * reset * (1 - reset)
        of_update = of_state * (tape.before[here] - candidate) * update * (1 - update)
        of_inputs[here] = np.concatenate([of_reset, of_update, of_candidate], axis=-1)
        of_recurring[here] = np.concatenate([of_reset, of_update, of_candidate * reset], axis=-1)
        later = np.asarray(of_state * update + of_recurring[here] @ back, of_states.dtype)
    of_across = tape.before.transpose(0, 2, 1) @ of_recurring
    of_bias = of_recurring[..., 2 * units :].sum(axis=1)
    return steps.by_word(of_inputs), of_across, of_bias


def open_gates(x: Floats) -> Floats:
    """The logistic function, in place: from 0 to 1."""
    # By the hyperbolic tangent, which numpy computes faster than the exponential.
    x *= np.float32(0.5)
    np.tanh(x, out=x)
    x *= np.float32(0.5)
    x += np.float32(0.5)
    return x
