"""Articles with dates in; the same with the period each falls into out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from mediakit._core.errors import InputError, UnknownNameError
from mediakit._core.tables import check_table

# Weeks begin on Monday.
CODES = {"day": "D", "week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}
_FEWEST_PERIODS, _MOST_PERIODS = 4, 60  # fewer make no line, more no figure


def add_periods(
    articles: pd.DataFrame,
    every: str = "week",
    *,
    cuts: Sequence[str] | None = None,
    timezone: str = "UTC",
) -> pd.DataFrame:
    """Add the period in which each article was published, to compare periods or before and after a date.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    every : {"day", "week", "month", "quarter", "year"}, default "week"
        Length of the periods; weeks begin on Monday.
    cuts : list of str, optional
        Dates that separate the periods, instead of `every`: each is the first day of a period. One date makes
        a before and an after.
    timezone : str, default "UTC"
        Zone in which days begin, such as "Europe/Berlin". It moves articles with a time of day only.

    Returns
    -------
    DataFrame
        The articles with `period` (text), missing where published is missing: the first day, such as
        "2024-01-01"; with cuts "before 2024-02-01" and "from 2024-02-01". The names sort in order of time.

    Raises
    ------
    InputError, UnknownNameError
        When a length, date or zone is not known.

    Examples
    --------
    >>> articles = pd.DataFrame({
    ...     "article_id": list("abc"), "text": "", "published": ["2024-01-03", "2024-01-07", "2024-01-08"]})
    >>> add_periods(articles)["period"].tolist()
    ['2024-01-01', '2024-01-01', '2024-01-08']
    >>> add_periods(articles, cuts=["2024-01-07"])["period"].tolist()
    ['before 2024-01-07', 'from 2024-01-07', 'from 2024-01-07']

    Before and after, for each outlet: ``compare_groups(scores, add_periods(articles, cuts=[date]),
    by="period", within=["outlet", "actor"])``.
    """
    if every not in CODES:
        raise UnknownNameError("length of periods", every, CODES)
    day = find_days(articles, timezone)
    if cuts is None:
        period = day.dt.to_period(CODES[every]).dt.start_time.dt.strftime("%Y-%m-%d")
    else:
        starts = _read_cuts(cuts)
        names = [f"before {starts[0]:%Y-%m-%d}", *(f"from {start:%Y-%m-%d}" for start in starts)]
        number = np.searchsorted(starts.to_numpy(), day.to_numpy(), side="right")
        period = pd.Series(np.array(names, dtype=object)[number], index=day.index).where(day.notna())
    return articles.assign(period=period.to_numpy())


def choose_period(articles: pd.DataFrame, by: str, least: int) -> str | None:
    """The shortest period in which groups have enough articles to be followed; None when none will do.

    There must be 4 to 60 periods, and at least `least` articles in half of those that a group has any in.

    Examples
    --------
    >>> days = pd.date_range("2024-01-01", periods=40)
    >>> articles = pd.DataFrame({
    ...     "article_id": days.strftime("%j"), "outlet": "Post", "text": "", "published": days})
    >>> choose_period(articles, "outlet", 5)
    'week'
    """
    for every in CODES:
        period = add_periods(articles, every)["period"]
        sizes = period.groupby([articles[by].to_numpy(), period]).size()
        if sizes.index.get_level_values(1).nunique() < _FEWEST_PERIODS:
            return None  # longer ones are fewer still
        if sizes.index.get_level_values(1).nunique() <= _MOST_PERIODS and sizes.median() >= least:
            return every
    return None


def find_days(articles: pd.DataFrame, timezone: str = "UTC") -> pd.Series[pd.Timestamp]:
    """The day on which each article was published, without a zone; a bare date is its own day anywhere."""
    checked = check_table(articles, "articles")
    try:
        local = checked["published"].dt.tz_convert(timezone)
    except (LookupError, ValueError, OSError) as error:  # what unknown zones raise differs by version
        raise InputError(
            f"timezone is {timezone!r}; expected a name such as 'UTC' or 'Europe/Berlin'."
        ) from error
    times = local.dt.tz_localize(None).where(~checked["date_only"], checked["published"].dt.tz_localize(None))
    days: pd.Series[pd.Timestamp] = times.dt.floor("D")
    return days


def _read_cuts(cuts: Sequence[str]) -> pd.DatetimeIndex:
    try:
        starts = pd.DatetimeIndex([pd.Timestamp(cut) for cut in cuts]).normalize()
    except (TypeError, ValueError) as error:
        raise InputError(f"cuts are {cuts!r}; expected dates such as ['2024-02-01'].") from error
    if not len(starts) or starts.hasnans or starts.tz is not None or not starts.is_unique:
        raise InputError(f"cuts are {cuts!r}; expected different dates without a zone, at least one.")
    return starts.sort_values()
