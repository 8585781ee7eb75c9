import numpy as np
import pandas as pd
import pytest
from scipy import stats

from mediakit.compare.intervals import t_limits, wilson_limits
from mediakit.compare.pairs import effect_sizes, invert_p, mover_limits, share_p


def shares(yes_a, n_a, yes_b, n_b):
    return pd.DataFrame(
        {
            "estimate_a": [yes_a / n_a],
            "n_articles_a": [n_a],
            "estimate_b": [yes_b / n_b],
            "n_articles_b": [n_b],
        }
    )


def test_difference_of_shares_is_newcombes_example():
    # Newcombe (1998), Table II, example (a), method 10: 56/70 - 48/80 is 0.2, from 0.0524 to 0.3339
    a, b = np.array([56 / 70]), np.array([48 / 80])
    low, high = mover_limits(
        a, wilson_limits(a, np.array([70]), 0.95), b, wilson_limits(b, np.array([80]), 0.95), np.zeros(1)
    )
    assert (round(low[0], 4), round(high[0], 4)) == (0.0524, 0.3339)


def test_share_p_is_the_n_minus_one_chi_squared():
    table = np.array([[20, 30], [12, 48]])
    chi_squared = stats.chi2_contingency(table, correction=False).statistic * 109 / 110
    assert share_p(shares(20, 50, 12, 60))[0] == pytest.approx(stats.chi2.sf(chi_squared, 1))


def test_share_p_is_fishers_where_little_is_expected():
    expected = stats.fisher_exact([[1, 4], [0, 200]]).pvalue
    assert share_p(shares(1, 5, 0, 200))[0] == pytest.approx(expected)
    assert share_p(shares(0, 5, 0, 200))[0] == 1


def test_inverted_p_of_a_single_t_interval_is_students():
    estimate, variance, n = np.array([0.3, -1.0]), np.array([0.04, 0.09]), np.array([8.0, 30.0])
    p = invert_p(lambda level: t_limits(estimate, variance, n, level), estimate)
    expected = 2 * stats.t.sf(np.abs(estimate) / np.sqrt(variance), n - 1)
    assert p == pytest.approx(expected, rel=1e-6)


def test_effects_of_shares_and_rates():
    pair = shares(5, 10, 1, 10)
    assert effect_sizes(pair, "share")[0] == pytest.approx(2 * (np.arcsin(0.5**0.5) - np.arcsin(0.1**0.5)))
    assert effect_sizes(pair, "rate")[0] == pytest.approx(5)
    assert np.isnan(effect_sizes(shares(5, 10, 0, 10), "rate")[0])
