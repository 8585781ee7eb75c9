import numpy as np
import pytest
from scipy import sparse, stats

from mediakit.compare.keyness import article_p, dispersion, log_likelihood, log_odds, log_ratio


def test_log_likelihood_is_scipys_g_test_with_the_sign_of_the_difference():
    n, rest, total, total_rest = np.array([30.0, 2, 0]), np.array([10.0, 40, 7]), 1000.0, 3000.0
    found = log_likelihood(n, rest, total, total_rest)
    for at, sign in enumerate((1, -1, -1)):
        table = [[n[at], rest[at]], [total - n[at], total_rest - rest[at]]]
        g2 = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
        assert found[at] == pytest.approx(sign * g2)


def test_log_odds_by_hand():
    # Monroe et al. (2008), equations 15 to 22. 12 and 4 of 100 and 200 words; a prior of 30 words gives the word
    # 30 * 16 / 300 = 1.6: log(13.6 / 116.4) - log(5.6 / 224.4) = 1.5437; 1/13.6 + 1/5.6 = 0.2521 = 0.5021 squared.
    z = log_odds(np.array([12.0]), np.array([4.0]), 100.0, 200.0, 30.0)
    assert z[0] == pytest.approx(1.5437 / 0.5021, abs=0.001)


def test_a_heavy_prior_pulls_rare_words_further_than_frequent_ones():
    n, rest = np.array([5.0, 500.0]), np.array([1.0, 100.0])
    light, heavy = (log_odds(n, rest, 5000.0, 5000.0, prior) for prior in (10.0, 10_000.0))
    assert (heavy > 0).all() and (heavy < light).all()
    assert (heavy / light)[0] < (heavy / light)[1]


def test_log_ratio_is_one_for_twice_the_rate_and_finite_for_none():
    found = log_ratio(np.array([4.0, 8.0, 0.0]), np.array([4.0, 4.0, 4.0]), 100.0, 200.0)
    assert found.tolist() == [1, 2, -2]


def test_dispersion_by_hand():
    # Three articles of 10, 10 and 20 words: even, in the first only, and absent.
    counts = sparse.csc_matrix(np.array([[1.0, 3, 0], [1, 0, 0], [2, 0, 0]]))
    assert dispersion(counts, np.array([10.0, 10, 20])).tolist() == pytest.approx(
        [0, 0.75, np.nan], nan_ok=True
    )


def draw(rng, n_words, lengths, factor=1.0):
    """Words that clump: a rate of one in 500, gamma distributed over articles."""
    rates = rng.gamma(0.2, 5.0, (n_words, len(lengths))) / 500
    return sparse.csr_matrix(rng.poisson(rates * lengths * factor).T.astype(float))


@pytest.mark.parametrize(
    ("n", "n_rest", "longer"), [(10, 40, 1), (40, 40, 1), (100, 400, 1), (100, 400, 3), (400, 100, 3)]
)
def test_words_without_difference_are_called_different_at_the_level_only(n, n_rest, longer):
    rng = np.random.default_rng(0)
    inside = np.arange(n + n_rest) < n
    lengths = rng.integers(100, 900, n + n_rest) * np.where(inside, longer, 1.0)
    counts = draw(rng, 2000, lengths)
    counts = counts[:, np.flatnonzero(counts.getnnz(axis=0) >= 5)]
    p = article_p(counts, lengths, inside)
    assert (p < 0.05).mean() <= 0.065
    assert (p < 0.001).mean() <= 0.005
    own, rest = (np.asarray(counts[part].sum(axis=0)).ravel() for part in (inside, ~inside))
    g2 = log_likelihood(own, rest, lengths[inside].sum(), lengths[~inside].sum())
    assert (np.abs(g2) > stats.chi2.isf(0.05, 1)).mean() > 0.3  # what a test of words as units would say


def test_words_twice_as_frequent_are_found():
    rng = np.random.default_rng(0)
    inside = np.arange(500) < 100
    lengths = rng.integers(100, 900, 500).astype(float)
    p = article_p(draw(rng, 1000, lengths, np.where(inside, 2.0, 1.0)), lengths, inside)
    assert (p < 0.05).mean() > 0.6


def test_a_word_that_one_article_repeats_is_no_evidence():
    lengths = np.full(40, 500.0)
    inside = np.arange(40) < 20
    repeated, spread = np.zeros(40), inside * 2.0
    repeated[0] = 40
    p = article_p(sparse.csr_matrix(np.stack([repeated, spread], axis=1)), lengths, inside)
    assert p[0] > 0.2 and p[1] < 0.001


def test_a_word_that_a_small_group_never_uses_is_not_called_frequent():
    none, some = np.array([0.0]), np.array([5.0])
    assert log_ratio(none, some, 100.0, 10_000.0).tolist() == [0]
    assert log_ratio(some, none, 10_000.0, 100.0).tolist() == [0]
