import numpy as np
import pytest

from mediakit.assess.news_linear import fit_linear, hash_features, make_linear, sum_valences
from mediakit.assess.news_network import softmax
from mediakit.assess.news_words import N_EXTRA, WordTable, hash_words
from mediakit.assess.passages import Passage

KNOWN = {"good": 2.0, "bad": -2.0, "not": 0.0, "but": 0.0, ",": 0.0, "the": 0.0, "praised": 2.0}
TABLE = WordTable(
    hash_words(list(KNOWN)),
    np.zeros((len(KNOWN) + N_EXTRA, 2), np.float32),
    np.array([*KNOWN.values()] + [0] * N_EXTRA, np.float32),
)
PRAISE, BLAME = 0, 7  # columns: the sum of all valences of a sign
CLAUSE, LEFT, RIGHT = 2, 3, 4  # from there on


def read(text):
    start = text.index("Lund")
    return TABLE.find_words([Passage(text, start, start + 4)])


def sums(text):
    return sum_valences(read(text), TABLE)[0]


def test_valences_are_summed_by_where_they_stand():
    found = sums("good Lund , bad")
    assert found[PRAISE] == found[PRAISE + LEFT] == found[PRAISE + CLAUSE] == 0.5
    assert found[BLAME] == found[BLAME + RIGHT] == 0.5
    assert found[PRAISE + RIGHT] == found[BLAME + LEFT] == found[BLAME + CLAUSE] == 0


def test_negation_turns_a_valence_round():
    found = sums("Lund is not the good")
    assert found[PRAISE] == 0
    assert found[BLAME] == pytest.approx(0.35)
    far = sums("Lund is not the the the good")
    assert far[PRAISE] == 0.5


def features(text):
    buckets, values = hash_features(read(text), TABLE)
    return {bucket for bucket, value in zip(buckets.ravel().tolist(), values.ravel().tolist()) if value}


def test_the_same_words_on_another_side_or_in_another_clause_differ():
    one, other, third = (
        features(text) for text in ("Lund praised the", "praised the Lund", "Lund , praised")
    )
    assert one & other  # the bare words, and the pair of them
    assert one - other and other - one
    assert one - third


def test_a_passage_has_the_features_it_has_alone():
    passages = [Passage("Lund praised the good", 0, 4), Passage("bad Lund", 4, 8)]
    together = hash_features(TABLE.find_words(passages), TABLE)
    alone = [hash_features(TABLE.find_words([passage]), TABLE) for passage in passages]
    values = np.concatenate([values for _, values in alone])
    assert np.array_equal(together[1], values)
    same = np.concatenate([buckets for buckets, _ in alone])[values > 0]
    assert np.array_equal(together[0][values > 0], same)


TEXTS = ["Lund praised the", "the praised Lund", "Lund , the"]
PASSAGES = [Passage(text, text.index("Lund"), text.index("Lund") + 4) for text in TEXTS]
EXPECTED = np.eye(3, dtype=np.float32)


def learn(start, penalty):
    return fit_linear(start, TABLE.find_words(PASSAGES), TABLE, EXPECTED, penalty)


def test_what_is_coded_is_learned():
    model = learn(make_linear(), 0.01)
    assert softmax(model.score(TABLE.find_words(PASSAGES), TABLE)).diagonal().min() > 0.9


def test_a_penalty_keeps_the_weights_near_the_start():
    start = learn(make_linear(), 0.01)
    words = TABLE.find_words(PASSAGES[::-1])
    near, far = (fit_linear(start, words, TABLE, EXPECTED, penalty) for penalty in (1e6, 0.01))
    assert np.abs(near.weights - start.weights).max() < 1e-3
    assert np.abs(far.weights - start.weights).max() > 0.1


def test_weights_are_those_of_a_regression():
    """At the best weights the slope of the loss is the penalty's."""
    model = learn(make_linear(), 0.5)
    words = TABLE.find_words(PASSAGES)
    amiss = softmax(model.score(words, TABLE)) - EXPECTED
    slope = sum_valences(words, TABLE).T @ amiss + 0.5 * model.sums
    assert np.abs(slope).max() < 0.01
