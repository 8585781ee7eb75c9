"""P values in, p values corrected for the size of their family out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from mediakit._core.errors import UnknownNameError


def adjust_p(p: NDArray[np.float64], correction: str) -> NDArray[np.float64]:
    """P values corrected over the family of those that are not missing, in the same order.

    Parameters
    ----------
    p : array
        P values, NaN where no test was made.
    correction : {"bh", "holm", "none"}
        Benjamini and Hochberg (1995), Holm (1979), or none.

    Examples
    --------
    >>> adjust_p(np.array([0.01, 0.04, np.nan, 0.03]), "holm").round(2).tolist()
    [0.03, 0.06, nan, 0.06]
    """
    p = np.asarray(p, dtype=float)
    adjusted = p.copy()
    tested = ~np.isnan(p)
    if correction == "bh":
        adjusted[tested] = stats.false_discovery_control(p[tested]) if tested.any() else p[tested]
    elif correction == "holm":
        adjusted[tested] = _holm(p[tested])
    elif correction != "none":
        raise UnknownNameError("correction", correction, ("bh", "holm", "none"))
    return adjusted


def _holm(p: NDArray[np.float64]) -> NDArray[np.float64]:
    order = np.argsort(p, kind="stable")
    steps = p[order] * np.arange(len(p), 0, -1)
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1)
    return adjusted
