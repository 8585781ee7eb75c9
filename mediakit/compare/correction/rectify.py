"""Scores and codes of a group in; its mean by scores, by codes and by both, with standard errors, out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

Floats = NDArray[np.float64]

SOURCES = ("automated", "coded", "corrected")


def rectify(group: pd.DataFrame, slope: float, inflation: float) -> Iterator[dict[str, Any]]:
    """The three means of a group whose units have score, code (missing where not coded) and probability.

    `inflation` makes up for residuals that are too small, since the slope was fitted to them.
    """
    score = group["score"].to_numpy(float)
    coded = group["code"].notna().to_numpy()
    code, scored = group.loc[coded, "code"].to_numpy(float), score[coded]
    weight = _weights(group.loc[coded, "probability"].to_numpy(float))
    n_all, n = len(score), len(code)
    common = {
        "n_articles": n_all,
        "n_coded": n,
        "error": float(weight @ (scored - code)) if n else np.nan,
    }
    spread = _variance(score, _weights(np.full(n_all, np.nan)))
    yield {
        **common,
        "measure": "automated",
        "estimate": float(score.mean()),
        "error_of_mean": np.sqrt(spread / n_all),
        "degrees": n_all - 1.0,
        "spread": spread,
    }
    left = code - slope * scored
    for measure, value, add in (("coded", code, 0.0), ("corrected", left, slope)):
        own = _variance_of_mean(value, weight) * (inflation if add else 1.0)
        shared = add**2 * spread / n_all
        both = 2 * add * _covariance(scored, value, weight) / n_all if add else 0.0
        variance = max(own + shared + both, 0.0) if n > 1 else np.nan
        yield {
            **common,
            "measure": measure,
            "estimate": float(weight @ value) + add * float(score.mean()) if n else np.nan,
            "error_of_mean": np.sqrt(variance),
            # Kish's effective number of units stands for n when they were drawn with unequal probability
            "degrees": _degrees([own, shared], [1 / float(weight @ weight) - 1 if n else 0.0, n_all - 1]),
            "spread": _variance(code, weight),
        }


def contrast(pairs: pd.DataFrame) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Difference, standard error, degrees of freedom, p and Hedges g of each pair of independent groups."""
    a, b = (pairs[f"estimate_{side}"].to_numpy(float) for side in "ab")
    v_a, v_b = (pairs[f"error_of_mean_{side}"].to_numpy(float) ** 2 for side in "ab")
    d_a, d_b = (pairs[f"degrees_{side}"].to_numpy(float) for side in "ab")
    spread = pairs[["spread_a", "spread_b"]].mean(axis=1).to_numpy(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        degrees = (v_a + v_b) ** 2 / (v_a**2 / d_a + v_b**2 / d_b)
        error = np.sqrt(v_a + v_b)
        p = 2 * stats.t.sf(np.abs(a - b) / error, degrees)
        effect = (a - b) / np.sqrt(spread) * (1 - 3 / (4 * (d_a + d_b) - 1))
    return a - b, error, degrees, p, np.where(spread > 0, effect, np.nan)


def _weights(probability: Floats) -> Floats:
    """Weights of the units that add up to one; equal where no probability is known."""
    weight = 1 / np.where(np.isnan(probability), 1.0, probability)
    normed: Floats = weight / weight.sum() if len(weight) else weight
    return normed


def _variance(values: Floats, weight: Floats) -> float:
    return _covariance(values, values, weight)


def _variance_of_mean(values: Floats, weight: Floats) -> float:
    """Variance of a weighted mean, linearised; missing with fewer than two units."""
    if len(values) < 2:
        return np.nan
    return float(weight**2 @ (values - weight @ values) ** 2) * len(values) / (len(values) - 1)


def _covariance(a: Floats, b: Floats, weight: Floats) -> float:
    """Weighted covariance, with the usual n / (n - 1); missing with fewer than two units."""
    if len(a) < 2:
        return np.nan
    product = (a - weight @ a) * (b - weight @ b)
    return float(weight @ product) * len(a) / (len(a) - 1)


def _degrees(variances: list[float], degrees: list[float]) -> float:
    """Welch and Satterthwaite's degrees of freedom of a sum of variances."""
    down = sum(v**2 / d for v, d in zip(variances, degrees, strict=True) if v > 0 and d > 0)
    return sum(variances) ** 2 / down if down > 0 else np.nan
