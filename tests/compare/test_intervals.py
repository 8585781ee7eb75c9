import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from mediakit.compare.intervals import adapted_limits, skew_t_limits, t_limits, wilson_limits


@pytest.mark.parametrize(("yes", "n"), [(0, 5), (5, 5), (1, 12), (7, 20), (199, 200)])
def test_wilson_is_scipys(yes, n):
    low, high = wilson_limits(np.array([yes / n]), np.array([n]), 0.95)
    expected = stats.binomtest(yes, n).proportion_ci(0.95, method="wilson")
    assert (low[0], high[0]) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_wilson_of_newcombes_first_example():
    low, high = wilson_limits(np.array([81 / 263]), np.array([263]), 0.95)
    assert (round(low[0], 4), round(high[0], 4)) == (0.2553, 0.3662)


def test_t_limits_are_scipys():
    values = np.array([0.1, 0.4, -0.2, 0.3, 0.9])
    low, high = t_limits(np.array([values.mean()]), np.array([values.var(ddof=1) / 5]), np.array([5]), 0.9)
    expected = stats.ttest_1samp(values, 0).confidence_interval(0.9)
    assert (low[0], high[0]) == pytest.approx((expected.low, expected.high))


@given(st.floats(-1, 1), st.floats(1e-4, 1), st.integers(3, 300))
def test_without_skewness_it_is_students_interval(estimate, variance, n):
    arguments = np.array([estimate]), np.array([variance])
    plain = t_limits(*arguments, np.array([n]), 0.95)
    corrected = skew_t_limits(*arguments, np.array([0.0]), np.array([n]), 0.95)
    assert np.ravel(corrected) == pytest.approx(np.ravel(plain), rel=1e-5, abs=1e-6)


@given(st.floats(0.05, 1.5), st.integers(5, 200))
def test_a_long_right_tail_moves_both_limits_up(skewness, n):
    arguments = np.array([0.0]), np.array([1.0])
    low, high = t_limits(*arguments, np.array([n]), 0.95)
    moved_low, moved_high = skew_t_limits(*arguments, np.array([skewness]), np.array([n]), 0.95)
    assert moved_low > low
    assert moved_high > high


@pytest.mark.parametrize("measure", ["mean", "share", "rate", "word_share"])
@given(st.floats(0.02, 0.98), st.floats(1e-4, 0.2), st.floats(-0.5, 0.5), st.integers(5, 200))
def test_limits_hold_the_estimate_and_widen_with_the_level(measure, estimate, variance, skewness, n):
    arguments = [np.array([value], dtype=float) for value in (estimate, variance, skewness, n)]
    low, high = adapted_limits(measure, *arguments, 0.8)
    wide_low, wide_high = adapted_limits(measure, *arguments, 0.99)
    assert wide_low <= low <= estimate <= high <= wide_high
    if measure != "mean":
        assert wide_low >= 0
    if measure in ("share", "word_share"):
        assert wide_high <= 1
