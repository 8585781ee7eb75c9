"""Scores of dated articles in; the days on which a group's level changed, with an interval of days, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit._core.dated_events import read_events
from mediakit._core.errors import InputError, UnknownNameError
from mediakit._core.tables import build_table
from mediakit.compare.arguments import check_seed, read_cells, read_design
from mediakit.compare.checks import check_articles, check_scores
from mediakit.compare.corrections import adjust_p
from mediakit.compare.design import Design
from mediakit.compare.measures import MEASURES, Floats, iterate_cells, lay_out
from mediakit.compare.periods import find_days

_LEAST_DAYS = 7  # with articles, on each side of a change
_LEAST_ARTICLES = 20  # of a series, for any search


def find_changes(
    scores: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str = "outlet",
    within: str | Sequence[str] | None = "actor",
    measure: str = "mean",
    events: pd.DataFrame | None = None,
    design: Design | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """Find the days from which on a group's level was another: change points, tested with days as units.

    Parameters
    ----------
    scores, articles, by, within, measure
        As in `compare_groups`; `published` of articles gives the days (UTC). Voices are never taken together:
        with a column `voice_kind` in scores, each is a series of its own.
    events : DataFrame, optional
        Dated events: date and label. The one nearest to each change is named.
    design : Design, optional
        Its level (of tests and of intervals), number of resamples and correction count.
    seed : int, default 0
        Seed of permutations and resamples.

    Returns
    -------
    DataFrame
        The changes table, a row for each change found, series by series in the order of time: `by`, `within`,
        measure, date (the first day of the new level), date_low, date_high (interval of the date), before,
        after (the levels, in the unit of the measure), difference (after minus before), p (of no change at
        all), p_adjusted (over all series; missing for further changes of a series), family_size (series
        searched), n_days, n_articles (of the stretch that was divided), event, event_days (days from the
        event to the change, negative when the change came first), method.

        Series without a change have no row; nor have series of fewer than 20 articles or 14 days.

    Raises
    ------
    TableError, InputError, UnknownNameError
        When a column is missing, no article has a date, or a value cannot be used.

    Notes
    -----
    A series is divided where the weighted cumulative sum of its residuals (CUSUM) is largest. p is the share
    of permutations of its days with a larger one, which takes days for exchangeable: news stays on a topic
    for days, so look at a change beside what happened. After a significant change both parts are searched
    again. The interval of the date holds the places found when the days before and after are resampled.

    References
    ----------
    Page, E. S. (1954). Continuous inspection schemes. Biometrika 41, 100-115. Vostrikova, L. (1981).
    Detecting "disorder" in multidimensional random processes. Soviet Mathematics Doklady 24, 55-59.

    Examples
    --------
    >>> days = pd.date_range("2024-01-01", periods=60, tz="UTC")
    >>> articles = pd.DataFrame({
    ...     "article_id": [f"a{i}" for i in range(60)], "outlet": "Post", "text": "", "published": days})
    >>> scores = pd.DataFrame({
    ...     "article_id": articles["article_id"], "actor": "Kyiv",
    ...     "score": np.random.default_rng(0).normal(0, 0.1, 60) + np.repeat([0.0, -0.3], [40, 20])})
    >>> events = pd.DataFrame({"date": ["2024-02-08"], "label": ["ceasefire ends"]})
    >>> found = find_changes(scores, articles, events=events)
    >>> found.assign(date=found["date"].dt.date)[["date", "event", "event_days"]]
             date           event  event_days
    0  2024-02-10  ceasefire ends           2
    >>> found[["before", "after"]].round(2)
       before  after
    0   -0.01  -0.26
    """
    design, cells = read_design(design), read_cells(within)
    check_seed(seed)
    if measure not in MEASURES:
        raise UnknownNameError("measure", measure, MEASURES)
    if isinstance(scores, pd.DataFrame) and "voice_kind" in scores and "voice_kind" not in [by, *cells]:
        cells.append("voice_kind")
    articles = check_articles(articles)
    dated = articles[articles["published"].notna()].reset_index(drop=True)
    if dated.empty:
        raise InputError("No article has a date in published; changes in time need dates.")
    scores = check_scores(scores, articles, by, cells, measure)
    named = None if events is None else read_events(events)
    scores = scores[scores["article_id"].isin(dated["article_id"])]
    series = list(_list_series(scores, dated, by, cells, measure))
    rng = np.random.default_rng(seed)
    p = np.array([_divide(one, design.n_resamples, rng)[1] for one in series], dtype=float)
    adjusted = adjust_p(p, design.correction)
    columns = [
        *[name for name in cells if name not in scores],
        *[name for name in cells if name in scores],
        by,
    ]
    rows = []
    for one, own, corrected in zip(series, p, adjusted, strict=True):
        if corrected > 1 - design.level:
            continue
        for change in _find_all(one, own, 1 - design.level, design, rng):
            key = dict(zip(columns, one.key, strict=True))
            is_first = change.pop("is_first")
            rows.append({**key, **change, "p_adjusted": corrected if is_first else np.nan})
    table = pd.DataFrame(rows, columns=None if rows else [*columns, "date"])
    table = _name_events(
        table.assign(
            measure=measure,
            family_size=len(series),
            method=f"CUSUM, {design.n_resamples:,} permutations of days, {design.level:.0%} interval",
        ),
        named,
    )
    built = build_table("changes", table)
    first = [by, *cells]
    built = built[[*first, *(name for name in built.columns if name not in first)]]
    return built.sort_values([*first, "date"], ignore_index=True)


@dataclass(frozen=True)
class _Series:
    """The days of a group in a cell that have articles: sums above and below the line, and articles."""

    key: tuple[Any, ...]
    days: NDArray[np.int64]
    y: Floats
    z: Floats
    n_articles: NDArray[np.int64]

    def part(self, start: int, stop: int) -> _Series:
        return replace(
            self,
            days=self.days[start:stop],
            y=self.y[start:stop],
            z=self.z[start:stop],
            n_articles=self.n_articles[start:stop],
        )

    @property
    def level(self) -> float:
        return float(self.y.sum() / self.z.sum())

    @property
    def can_be_divided(self) -> bool:
        return len(self.days) >= 2 * _LEAST_DAYS and self.n_articles.sum() >= _LEAST_ARTICLES


def _list_series(
    scores: pd.DataFrame, articles: pd.DataFrame, by: str, cells: list[str], measure: str
) -> Iterator[_Series]:
    """Every group of every cell that has days and articles enough."""
    day = find_days(articles).astype("int64").to_numpy() // (24 * 60 * 60 * 1_000_000)
    layout = lay_out(scores, articles, by, cells, measure)
    groups = sorted(layout.units[by].unique())
    for cell in iterate_cells(layout, groups, measure):
        for number in np.unique(cell.group):
            inside = cell.group == number
            days, place = np.unique(day[cell.unit[inside]], return_inverse=True)
            one = _Series(
                (*cell.key, groups[number]),
                days,
                np.bincount(place, cell.y[inside]).astype(np.float64),
                np.bincount(place, cell.z[inside]).astype(np.float64),
                np.bincount(place),
            )
            if one.can_be_divided and one.z.sum() > 0:
                yield one


def _divide(series: _Series, n_permutations: int, rng: np.random.Generator) -> tuple[int, float]:
    """How many days stand before the likeliest change, and p of no change."""
    residual = series.y - series.level * series.z
    place, observed = (found[0] for found in _largest(residual[None, :], series.z[None, :]))
    if observed <= 0:
        return int(place), 1.0
    order = rng.permuted(np.tile(np.arange(len(residual)), (n_permutations, 1)), axis=1)
    _, drawn = _largest(residual[order], series.z[order])
    p = (1 + int((drawn >= observed - 1e-12).sum())) / (n_permutations + 1)
    return int(place), p


def _largest(residual: Floats, weight: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Place and size of the largest weighted cumulative sum of each row, days enough away from both ends."""
    share = np.cumsum(weight, axis=1)
    share = share / share[:, -1:]
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.abs(np.cumsum(residual, axis=1)) / np.sqrt(share * (1 - share))
    size = np.nan_to_num(size[:, _LEAST_DAYS - 1 : -_LEAST_DAYS], posinf=0.0)
    at = size.argmax(axis=1)
    return at + _LEAST_DAYS, size[np.arange(len(size)), at]


def _find_all(
    series: _Series, p: float, alpha: float, design: Design, rng: np.random.Generator, is_first: bool = True
) -> Iterator[dict[str, Any]]:
    """The change of a series, and those of its parts."""
    if not is_first:
        if not series.can_be_divided:
            return
        _, p = _divide(series, design.n_resamples, rng)
        if p > alpha:
            return
    residual = series.y - series.level * series.z
    place = int(_largest(residual[None, :], series.z[None, :])[0][0])
    before, after = series.part(0, place), series.part(place, len(series.days))
    low, high = _interval(series, place, design, rng)
    yield {
        "is_first": is_first,
        "date": pd.Timestamp(int(after.days[0]), unit="D"),
        "date_low": pd.Timestamp(int(series.days[low]), unit="D"),
        "date_high": pd.Timestamp(int(series.days[high]), unit="D"),
        "before": before.level,
        "after": after.level,
        "difference": after.level - before.level,
        "p": p,
        "n_days": len(series.days),
        "n_articles": int(series.n_articles.sum()),
    }
    for part in (before, after):
        yield from _find_all(part, 1.0, alpha, design, rng, is_first=False)


def _interval(series: _Series, place: int, design: Design, rng: np.random.Generator) -> tuple[int, int]:
    """Numbers of the first and last day of the interval of a change."""
    n = len(series.days)
    drawn = np.hstack(
        [
            rng.integers(0, place, (design.n_resamples, place)),
            rng.integers(place, n, (design.n_resamples, n - place)),
        ]
    )
    y, z = series.y[drawn], series.z[drawn]
    residual = y - y.sum(axis=1, keepdims=True) / z.sum(axis=1, keepdims=True) * z
    places, _ = _largest(residual, z)
    tail = (1 - design.level) / 2
    low, high = np.quantile(places, [tail, 1 - tail])
    return min(int(np.floor(low)), place), max(int(np.ceil(high)), place)


def _name_events(changes: pd.DataFrame, events: pd.DataFrame | None) -> pd.DataFrame:
    """The changes with the event nearest in time, the earlier of two equally near."""
    if events is None or events.empty or changes.empty:
        return changes
    events = events.sort_values(["date", "label"], ignore_index=True)
    apart = changes["date"].to_numpy()[:, None] - events["date"].to_numpy()[None, :]
    days = apart.astype("timedelta64[D]").astype(int)
    nearest = np.abs(days).argmin(axis=1)
    return changes.assign(
        event=events["label"].to_numpy()[nearest], event_days=days[np.arange(len(days)), nearest]
    )
