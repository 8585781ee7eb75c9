import numpy as np
import pytest

from mediakit.assess.news_fitting import Settings, _draw_masks, fit_network, run_backward, run_forward
from mediakit.assess.news_network import Network, make_network, name_weights
from mediakit.assess.news_words import N_EXTRA, WordTable, hash_words
from mediakit.assess.passages import Passage

KNOWN = ["praised", "blamed", "by", "was", "the", "crew", "met"]
TABLE = WordTable(
    hash_words(KNOWN),
    np.random.default_rng(0).normal(0, 1, (len(KNOWN) + N_EXTRA, 8)).astype(np.float32),
    np.zeros(len(KNOWN) + N_EXTRA, np.float32),
)
PASSAGES = [Passage(f"Lund {verb} the crew", 0, 4) for verb in ("praised", "blamed", "met")] + [
    Passage(f"Lund was {verb} by the crew", 0, 4) for verb in ("praised", "blamed", "met")
]
EXPECTED = np.eye(3, dtype=np.float32)[[1, 1, 1, 2, 0, 1]]


@pytest.fixture(scope="module")
def parts():
    """A small network, words, what is left out, and what came of it."""
    random = np.random.default_rng(1)
    network = make_network(8, 5, 2, 2, 3, 6, seed=0)
    # In double precision, and with no weight at zero: else differences drown in rounding.
    network = Network(
        **{
            name: (weights := getattr(network, name).astype(float)) + random.normal(0, 0.1, weights.shape)
            for name in name_weights()
        }
    )
    words = TABLE.find_words(PASSAGES)
    masks = _draw_masks(words, network, Settings(), random)
    vectors = TABLE.vectors[words.row].astype(float)
    return network, vectors, words, masks


def loss(network, vectors, words, masks):
    probabilities = run_forward(network, vectors, words, masks).probabilities.astype(float)
    return -(EXPECTED * np.log(probabilities)).sum() / len(EXPECTED)


@pytest.mark.parametrize("name", name_weights())
def test_gradients_are_slopes(parts, name):
    network, vectors, words, masks = parts
    gradients, _ = run_backward(network, run_forward(*parts), EXPECTED, words, masks)
    weights = getattr(network, name)
    random = np.random.default_rng(2)
    direction = random.normal(0, 1, weights.shape)
    step = 1e-3

    def moved(by):
        changed = {other: getattr(network, other) for other in name_weights()}
        return loss(Network(**(changed | {name: weights + by * direction})), vectors, words, masks)

    slope = (moved(step) - moved(-step)) / (2 * step)
    assert slope == pytest.approx(float((gradients[name] * direction).sum()), rel=0.05, abs=1e-3)


def test_gradient_of_words_is_a_slope(parts):
    network, vectors, words, masks = parts
    _, of_words = run_backward(network, run_forward(*parts), EXPECTED, words, masks)
    direction = np.random.default_rng(3).normal(0, 1, vectors.shape)
    step = 1e-3
    up, down = (loss(network, vectors + by * direction, words, masks) for by in (step, -step))
    assert (up - down) / (2 * step) == pytest.approx(float((of_words * direction).sum()), rel=0.05, abs=1e-3)


def test_who_does_what_to_whom_is_learned():
    settings = Settings(epochs=60, batch=6, drop_words=0.0, drop_hidden=0.1, rate=5e-3)
    table, network = fit_network(TABLE, PASSAGES * 4, np.tile(EXPECTED, (4, 1)), settings, seed=0)
    words = table.find_words(PASSAGES)
    predicted = network.predict(network.multiply(table.vectors), network.multiply_places(), words)
    assert predicted.argmax(axis=1).tolist() == [1, 1, 1, 2, 0, 1]
    met = np.unique(TABLE.find_words(PASSAGES).row)
    moved = (table.vectors != TABLE.vectors).any(axis=1)
    assert np.flatnonzero(moved).tolist() == met.tolist()


def test_same_seed_same_weights():
    settings = Settings(epochs=2, batch=4)
    one, same, other = (
        fit_network(TABLE, PASSAGES, EXPECTED, settings, seed=seed)[1].out for seed in (0, 0, 1)
    )
    assert np.array_equal(one, same)
    assert not np.array_equal(one, other)


def test_left_out_units_are_the_only_difference_to_prediction(parts):
    network, vectors, words, _ = parts
    nothing = Settings(drop_words=0, drop_given=0, drop_read=0, drop_hidden=0)
    masks = _draw_masks(words, network, nothing, np.random.default_rng(0))
    passed = run_forward(network, vectors, words, masks)
    assert passed.probabilities == pytest.approx(
        network.predict(network.multiply(TABLE.vectors.astype(float)), network.multiply_places(), words),
        abs=1e-6,
    )
