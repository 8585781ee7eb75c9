"""Moments of groups and pairs in; the tables estimates and contrasts out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from mediakit._core.tables import build_table
from mediakit.compare.corrections import adjust_p
from mediakit.compare.design import Design
from mediakit.compare.intervals import METHODS, adapted_limits, t_limits
from mediakit.compare.pairs import EFFECTS, P_METHODS, adapted_contrast, effect_sizes, welch_contrast


def build_estimates(
    summary: pd.DataFrame, by: str, within: Sequence[str], measure: str, design: Design
) -> pd.DataFrame:
    """The table estimates: columns of the groups and cells first; bootstrap limits stand in `summary`."""
    estimate, variance, skewness, n = (
        summary[name].to_numpy(float) for name in ("estimate", "variance", "skewness", "n_articles")
    )
    if design.interval == "adapted":
        low, high = adapted_limits(measure, estimate, variance, skewness, n, design.level)
        method = METHODS[measure]
    elif design.interval == "welch":
        low, high = t_limits(estimate, variance, n, design.level)
        method = "t on article values"
    else:
        low, high = summary["low"].to_numpy(float), summary["high"].to_numpy(float)
        method = f"bootstrap-t, {design.n_resamples:,} resamples of articles"
    known = (variance > 0) | _needs_no_variance(measure, design)
    low, high = np.where(known, low, np.nan), np.where(known, high, np.nan)
    few = n < design.min_articles
    note = np.where(known, "", "articles do not vary: no interval")
    table = summary.assign(
        measure=measure,
        low=np.where(few, np.nan, low),
        high=np.where(few, np.nan, high),
        method=f"{design.level:.0%} {method}",
        note=np.where(few, _few("n", summary["n_articles"], design), note),
    )
    return _ordered(table.drop(columns=["variance", "skewness"]), "estimates", [by, *within])


def build_contrasts(
    pairs: pd.DataFrame, by: str, within: Sequence[str], measure: str, design: Design
) -> pd.DataFrame:
    """The table contrasts: columns of the cells first; bootstrap limits and p stand in `pairs`."""
    few_a, few_b = (pairs[f"n_articles_{side}"] < design.min_articles for side in "ab")
    still = (pairs["variance_a"] == 0) | (pairs["variance_b"] == 0)
    still &= not _needs_no_variance(measure, design)
    testable = ~(few_a | few_b | still)
    low, high, p = np.full((3, len(pairs)), np.nan)
    at, tested = np.flatnonzero(testable), pairs[testable]
    if design.interval == "adapted":
        low[at], high[at], p[at] = adapted_contrast(tested, measure, design.level)
        method = f"MOVER interval from {METHODS[measure]}; {P_METHODS[measure]}"
    elif design.interval == "welch":
        low[at], high[at], p[at] = welch_contrast(tested, design.level)
        method = "Welch's t test on article values"
    else:
        low[at], high[at], p[at] = (tested[name].to_numpy(float) for name in ("low", "high", "p"))
        method = f"bootstrap-t, {design.n_resamples:,} resamples of articles"
    note = np.where(still, "articles of a group do not vary: no interval, no test", "")
    note = np.where(few_b, _few("n_b", pairs["n_articles_b"], design), note)
    note = np.where(few_a, _few("n_a", pairs["n_articles_a"], design), note)
    table = pairs[list(within)].assign(
        group_a=pairs[f"{by}_a"],
        group_b=pairs[f"{by}_b"],
        measure=measure,
        difference=pairs["estimate_a"] - pairs["estimate_b"],
        low=low,
        high=high,
        p=p,
        p_adjusted=adjust_p(p, design.correction),
        family_size=int(testable.sum()),
        n_a=pairs["n_articles_a"],
        n_b=pairs["n_articles_b"],
        effect=effect_sizes(pairs, measure),
        method=f"{design.level:.0%} {method}; correction {design.correction}; effect: {EFFECTS[measure]}",
        note=note,
    )
    return _ordered(table, "contrasts", list(within))


def _needs_no_variance(measure: str, design: Design) -> bool:
    """Whether intervals hold where all articles are alike, as Wilson's do for 0 of 20 articles."""
    return measure == "share" and design.interval == "adapted"


def _few(name: str, counts: pd.Series[Any], design: Design) -> list[str]:
    return [f"too few articles ({name} = {count} < {design.min_articles})" for count in counts]


def _ordered(table: pd.DataFrame, name: str, first: list[str]) -> pd.DataFrame:
    built = build_table(name, table)
    return built[[*first, *[column for column in built.columns if column not in first]]]
