"""Estimates with their spread over articles in, confidence limits out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Floats = NDArray[np.float64]

METHODS = {
    "mean": "skewness-corrected t (Hall 1992)",
    "share": "Wilson score (1927)",
    "joined_mean": "t, jackknife, effective number of units",
    "joined_share": "Wilson score with the effective number of articles (Dean and Pagano 2015)",
    "rate": "t on the log rate, jackknife",
    "word_share": "t on the log odds, jackknife",
    "ratio": "skewness-corrected t (Hall 1992), jackknife",
}


def wilson_limits(share: Floats, n: Floats, level: float | Floats) -> tuple[Floats, Floats]:
    """Wilson's score interval of a share of n articles.

    Examples
    --------
    >>> low, high = wilson_limits(np.array([0.5]), np.array([10]), 0.95)
    >>> round(float(low[0]), 3), round(float(high[0]), 3)
    (0.237, 0.763)
    """
    z = stats.norm.isf((1 - np.asarray(level)) / 2)
    centre = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return np.where(share <= 0, 0.0, centre - half), np.where(share >= 1, 1.0, centre + half)


def t_limits(estimate: Floats, variance: Floats, n: Floats, level: float | Floats) -> tuple[Floats, Floats]:
    """Student's interval of a mean over n articles; `variance` is that of the mean."""
    half = _t_quantile(level, n) * np.sqrt(variance)
    return estimate - half, estimate + half


def skew_t_limits(
    estimate: Floats, variance: Floats, skewness: Floats, n: Floats, level: float | Floats
) -> tuple[Floats, Floats]:
    """Student's interval with the skewness of the mean taken out by Hall's monotone cubic transformation.

    References
    ----------
    Hall, P. (1992). On the removal of skewness by transformation. Journal of the Royal Statistical Society B
    54, 221-228. Two samples: Zhou, X.-H. and Dinh, P. (2005). Biostatistics 6, 187-200.
    """
    t, error = _t_quantile(level, n), np.sqrt(variance)
    return estimate - error * _unskew(t, skewness), estimate - error * _unskew(-t, skewness)


def log_t_limits(
    estimate: Floats, variance: Floats, n: Floats, level: float | Floats
) -> tuple[Floats, Floats]:
    """Student's interval on the log scale, for a rate above zero."""
    factor = _exp(_t_quantile(level, n) * np.sqrt(variance) / estimate)
    return estimate / factor, estimate * factor


def logit_t_limits(
    estimate: Floats, variance: Floats, n: Floats, level: float | Floats
) -> tuple[Floats, Floats]:
    """Student's interval on the log odds scale, for a share between 0 and 1."""
    odds = estimate / (1 - estimate)
    factor = _exp(_t_quantile(level, n) * np.sqrt(variance) / (estimate * (1 - estimate)))
    low, high = odds / factor, odds * factor
    return low / (1 + low), 1 / (1 + 1 / high)


def adapted_limits(
    measure: str, estimate: Floats, variance: Floats, skewness: Floats, n: Floats, level: float | Floats
) -> tuple[Floats, Floats]:
    """The interval that suits the measure, of n units; NaN where the units do not vary.

    "joined_mean" and "joined_share" are of articles of which several make a unit, or that are weighted.
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        if measure == "share":
            return wilson_limits(estimate, n, level)
        if measure == "joined_share":
            return wilson_limits(estimate, effective_number(estimate, variance, n, level), level)
        known = np.where(variance > 0, variance, np.nan)
        if measure == "joined_mean":
            return t_limits(estimate, known, n, level)
        if measure in ("mean", "ratio"):
            return skew_t_limits(estimate, known, skewness, n, level)
        limits = log_t_limits if measure == "rate" else logit_t_limits
        return limits(estimate, known, n, level)


def effective_number(share: Floats, variance: Floats, n: Floats, level: float | Floats) -> Floats:
    """Independent articles that would give a share its variance, fewer for the doubt about the variance.

    References
    ----------
    Dean, N. and Pagano, M. (2015). Evaluating confidence interval methods for binomial proportions in
    clustered surveys. Journal of Survey Statistics and Methodology 3, 484-503.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        alike = np.where(variance > 0, 1 + share * (1 - share) / variance, n)
    z = stats.norm.isf((1 - np.asarray(level)) / 2)
    number: Floats = alike * (z / _t_quantile(level, n)) ** 2
    return number


def _exp(exponent: Floats) -> Floats:
    """The exponential, held below 1e44: limits stay finite at levels near one, which p is found by."""
    power: Floats = np.exp(np.minimum(exponent, 100))
    return power


def _t_quantile(level: float | Floats, n: Floats) -> Floats:
    quantile: Floats = stats.t.isf((1 - np.asarray(level)) / 2, np.maximum(n - 1, 1))
    return quantile


def _unskew(t: Floats, skewness: Floats) -> Floats:
    """Inverse of t + a t²/3 + a² t³/27 + a/6, in closed form; for a = 0 it is t."""
    a = np.where(np.abs(skewness) < 1e-9, 1e-9, skewness)
    root: Floats = 3 / a * (np.cbrt(1 + a * (t - a / 6)) - 1)
    return root
