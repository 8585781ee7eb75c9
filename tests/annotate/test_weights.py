import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mediakit.annotate import features
from mediakit.annotate.features import find_rows
from mediakit.annotate.tagger import TEMPLATES, describe_words
from mediakit.annotate.weights import Weights
from mediakit.annotate.words import find_words

TEXTS = ["“Stay,” she said.\nHe said that it was late.", "Officials said so."]
N_BITS = 8


@pytest.fixture
def table():
    return describe_words(find_words(TEXTS))


def draw(n_labels, lowest=-127, highest=127):
    rng = np.random.default_rng(0)
    steps = rng.integers(lowest, highest, (2**N_BITS, n_labels), np.int8, endpoint=True)
    return Weights(steps, rng.random(n_labels).astype(np.float32))


def add_plainly(weights, table):
    rows = find_rows(table, TEMPLATES, N_BITS)
    return weights.steps.astype(np.int64)[rows].sum(axis=1) * weights.scale


@pytest.mark.parametrize("n_labels", [1, 2, 5, 7])
def test_sums_are_those_of_each_weight_by_itself(table, n_labels):
    weights = draw(n_labels)
    assert np.allclose(weights.sum_up(table, TEMPLATES), add_plainly(weights, table), rtol=1e-6)


@pytest.mark.parametrize("extreme", [-127, 127])
def test_no_label_runs_into_the_next_one_at_the_ends_of_the_range(table, extreme):
    weights = draw(7, extreme, extreme)
    sums = weights.sum_up(table, TEMPLATES)
    assert np.allclose(sums, extreme * len(TEMPLATES) * weights.scale, rtol=1e-6)


def test_rows_in_blocks_have_the_same_sums(table, monkeypatch):
    weights = draw(7)
    whole = weights.sum_up(table, TEMPLATES)
    monkeypatch.setattr(features, "_BLOCK", 3)
    assert (weights.sum_up(table, TEMPLATES) == whole).all()


@given(arrays(np.float32, (4, 3), elements=st.floats(-10, 10, width=32)))
def test_rounding_keeps_within_half_a_step(given_weights):
    rounded = Weights.round(given_weights)
    assert (abs(rounded.steps * rounded.scale - given_weights) <= 0.51 * rounded.scale).all()
