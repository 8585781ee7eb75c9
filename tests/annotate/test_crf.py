from itertools import product

import numpy as np
import pytest

from mediakit.annotate.crf import Chain, Lines, find_best, find_probabilities


@pytest.fixture
def problem():
    rng = np.random.default_rng(0)
    line = np.array([0, 0, 0, 0, 1, 2, 2])
    scores = rng.normal(size=(7, 3)).astype(np.float32)
    gaps = rng.integers(0, 2, 7)
    chain = Chain(rng.normal(size=3).astype(np.float32), rng.normal(size=(2, 3, 3)).astype(np.float32))
    return scores, gaps, chain, line


def sequences(scores, gaps, chain, words):
    """Every sequence of labels of one line, with its score."""
    for labels in product(range(scores.shape[1]), repeat=len(words)):
        total = chain.start[labels[0]] + sum(scores[word, at] for word, at in zip(words, labels, strict=True))
        total += sum(chain.steps[gaps[words[k]], labels[k - 1], labels[k]] for k in range(1, len(words)))
        yield labels, total


def test_probabilities_are_those_of_all_sequences(problem):
    scores, gaps, chain, line = problem
    expected = np.zeros_like(scores)
    for number in range(3):
        words = np.flatnonzero(line == number)
        for labels, total in sequences(scores, gaps, chain, words):
            expected[words, labels] += np.exp(total)
    expected /= expected.sum(axis=1, keepdims=True)
    assert np.allclose(find_probabilities(scores, gaps, chain, Lines.lay(line)), expected, atol=1e-5)


def test_best_is_the_best_of_all_sequences(problem):
    scores, gaps, chain, line = problem
    best = find_best(scores, gaps, chain, Lines.lay(line), np.zeros((1, 3), np.float32))[0]
    for number in range(3):
        words = np.flatnonzero(line == number)
        labels, _ = max(sequences(scores, gaps, chain, words), key=lambda one: one[1])
        assert best[words].tolist() == list(labels)


def test_no_words():
    lines = Lines.lay(np.zeros(0, np.int64))
    chain = Chain(np.zeros(3, np.float32), np.zeros((1, 3, 3), np.float32))
    empty, gaps = np.zeros((0, 3), np.float32), np.zeros(0, np.int64)
    assert find_best(empty, gaps, chain, lines, np.zeros((1, 3), np.float32)).shape == (1, 0)
    assert find_probabilities(empty, gaps, chain, lines).shape == (0, 3)
