import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from mediakit.compare.kappa import mean_kappa, value_distances


@pytest.mark.parametrize(("level", "weights"), [("nominal", None), ("ordinal", "quadratic")])
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=30))
def test_kappa_of_two_coders_is_scikit_learns(level, weights, pairs):
    codes = np.array(pairs).T
    ours = mean_kappa(codes, value_distances(np.arange(4.0), level))
    if len(set(codes.ravel())) > 1:
        assert ours == pytest.approx(cohen_kappa_score(*codes, weights=weights, labels=range(4)))
    else:
        assert np.isnan(ours)


def test_three_coders_have_the_mean_of_their_pairs_over_the_units_both_coded():
    codes = np.array([[0, 0, 1, 1, -1], [0, 0, 1, 1, 0], [0, 1, 1, -1, 1]])
    pairs = [([0, 0, 1, 1], [0, 0, 1, 1]), ([0, 0, 1], [0, 1, 1]), ([0, 0, 1, 0], [0, 1, 1, 1])]
    expected = np.mean([cohen_kappa_score(*pair) for pair in pairs])
    assert mean_kappa(codes, value_distances(np.arange(2.0), "nominal")) == pytest.approx(expected)


def test_distances_follow_the_level():
    values = np.array([0.0, 1.0, 4.0])
    assert value_distances(values, "interval")[0].tolist() == [0, 1, 16]
    assert value_distances(values, "ordinal")[0].tolist() == [0, 1, 4]
    assert value_distances(values, "ratio")[1].tolist() == pytest.approx([1, 0, 9 / 25])
