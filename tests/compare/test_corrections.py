import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from mediakit._core.errors import UnknownNameError
from mediakit.compare.corrections import adjust_p

P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=30).map(np.array)


@given(P_VALUES)
def test_bh_is_scipys(p):
    assert adjust_p(p, "bh") == pytest.approx(stats.false_discovery_control(p))


@given(P_VALUES)
def test_holm_by_its_definition(p):
    adjusted = adjust_p(p, "holm")
    ranked = np.sort(p)
    for value, got in zip(p, adjusted, strict=True):
        steps = [(len(p) - i) * ranked[i] for i in range(len(p)) if ranked[i] <= value]
        assert got == pytest.approx(min(1, max(steps)))


@pytest.mark.parametrize("correction", ["bh", "holm", "none"])
def test_missing_p_values_are_not_in_the_family(correction):
    with_gap = adjust_p(np.array([0.01, np.nan, 0.04]), correction)
    assert np.isnan(with_gap[1])
    assert with_gap[[0, 2]].tolist() == adjust_p(np.array([0.01, 0.04]), correction).tolist()
    assert adjust_p(np.array([np.nan]), correction).size == 1


def test_unknown_correction():
    with pytest.raises(UnknownNameError, match="Unknown correction"):
        adjust_p(np.array([0.5]), "fdr")
