import numpy as np
import pytest

from mediakit.assess.news_recurrence import Steps, record_recurrences, run_recurrences
from mediakit.assess.news_words import N_EXTRA, WordTable, hash_words
from mediakit.assess.passages import Passage

TABLE = WordTable(
    hash_words(["the"]), np.zeros((1 + N_EXTRA, 2), np.float32), np.zeros(1 + N_EXTRA, np.float32)
)
TEXTS = ["Lund saw the crew", "Lund", "Lund left the crew at sea in May", "Lund and the crew"]
WORDS = TABLE.find_words([Passage(text, 0, 4) for text in TEXTS])
LENGTHS = [4, 1, 8, 4]
STEPS = Steps.of_words(WORDS)
UNITS = 3


def draw(*shape):
    return np.random.default_rng(0).normal(0, 1, shape).astype(np.float32)


def run_plainly(given, across, bias):
    """One passage and one way, as the equations are written."""
    state, states = np.zeros(UNITS), []
    for word in given.astype(float):
        recurring = state @ across
        reset, update = (1 / (1 + np.exp(-(word + recurring)[at : at + UNITS])) for at in (0, UNITS))
        candidate = np.tanh(word[2 * UNITS :] + reset * (recurring[2 * UNITS :] + bias))
        state = (1 - update) * candidate + update * state
        states.append(state)
    return np.array(states)


def test_each_passage_is_read_both_ways_and_by_itself():
    inputs, across, bias = draw(sum(LENGTHS), 6 * UNITS), draw(2, UNITS, 3 * UNITS), draw(2, UNITS)
    states = run_recurrences(STEPS.by_step(inputs), across, bias, STEPS)
    for first, length in zip(WORDS.first, LENGTHS):
        here = slice(first, first + length)
        forward = run_plainly(inputs[here, : 3 * UNITS], across[0], bias[0])
        backward = run_plainly(inputs[here, 3 * UNITS :][::-1], across[1], bias[1])[::-1]
        assert states[here] == pytest.approx(np.concatenate([forward, backward], axis=1), abs=1e-5)


def test_what_is_recorded_is_what_is_run():
    inputs, across, bias = draw(sum(LENGTHS), 6 * UNITS), draw(2, UNITS, 3 * UNITS), draw(2, UNITS)
    states, tape = record_recurrences(STEPS.by_step(inputs), across, bias, STEPS)
    assert states == pytest.approx(run_recurrences(STEPS.by_step(inputs), across, bias, STEPS), abs=1e-6)
    assert (tape.before[:, : len(TEXTS)] == 0).all()


def test_steps_go_through_all_words_once():
    assert STEPS.ends.tolist() == [4, 7, 10, 13, 14, 15, 16, 17]
    for way in STEPS.word:
        assert sorted(way.tolist()) == list(range(len(WORDS.row)))
    assert set(STEPS.word[0, :4].tolist()) == set(WORDS.first.tolist())
    values = draw(len(WORDS.row), 4)
    assert np.array_equal(STEPS.by_word(STEPS.by_step(values)), values)
