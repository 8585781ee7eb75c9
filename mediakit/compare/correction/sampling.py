"""Articles in; a random part of them for coding or reading, with the probability of each, out."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mediakit._core.errors import InputError
from mediakit._core.tables import check_columns, check_table


def sample_articles(
    articles: pd.DataFrame,
    n: int,
    *,
    by: str | None = "outlet",
    constructed_weeks: bool = False,
    seed: int = 0,
) -> pd.DataFrame:
    """Draw articles by chance, equally many from each group, with the probability of each beside it.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    n : int
        How many articles to draw from each group; of a smaller group all are taken. With
        `constructed_weeks` the number of weeks to construct for each group.
    by : str or None, default "outlet"
        Column that makes the groups; None draws from all articles together. Articles without a value in it
        are not drawn.
    constructed_weeks : bool, default False
        Draw days instead of articles: for each group n Mondays, n Tuesdays and so on, out of the days (in
        UTC) on which it has articles, and all articles of these days.
    seed : int, default 0
        Seed of the draw.

    Returns
    -------
    DataFrame
        The drawn articles in their order, all columns, and `probability`: the share of the group's articles,
        or of its days of that weekday, that was drawn; above 0, at most 1. `correct_estimates` reads it.

    Raises
    ------
    InputError
        When n is below 1, no article has a group, or weeks are asked for and no article has a date.
    TableError
        When there is no such column.

    References
    ----------
    Riffe, D., Aust, C. F. and Lacy, S. R. (1993). The effectiveness of random, consecutive day and
    constructed week sampling in newspaper content analysis. Journalism Quarterly 70, 133-139.

    Examples
    --------
    >>> articles = pd.DataFrame({
    ...     "article_id": list("abcdef"), "outlet": ["Post"] * 4 + ["Times"] * 2, "text": "Words."})
    >>> sample_articles(articles, 2)[["outlet", "probability"]].value_counts().sort_index()
    outlet  probability
    Post    0.5            2
    Times   1.0            2
    Name: count, dtype: int64
    """
    checked = check_table(articles, "articles")
    if by is not None:
        if not isinstance(by, str):
            raise InputError(f"by is {by!r}; expected the name of one column, such as 'outlet', or None.")
        check_columns(checked, [by], "The articles table")
    if isinstance(n, bool) or not isinstance(n, int) or n < 1:
        raise InputError(f"n is {n!r}; expected a whole number of at least 1.")
    rng = np.random.default_rng(seed)
    group = pd.Series("all", index=checked.index)
    if by is not None:
        group = checked[by].map(str).where(checked[by].notna() & (checked[by] != ""))
        if len(group) and group.isna().all():
            raise InputError(f"No article has a value in {by!r}. Fill it, or draw from all with by=None.")
    if constructed_weeks:
        probability = _draw_days(group, checked["published"], n, rng)
    else:
        probability = _draw(group, pd.Series(checked.index, index=checked.index), n, rng)
    drawn = probability.notna().to_numpy()
    return articles[drawn].assign(probability=probability[drawn].to_numpy())


def _draw(group: pd.Series[str], unit: pd.Series[int], n: int, rng: np.random.Generator) -> pd.Series[float]:
    """The share of each group's units that was drawn, for rows of drawn units; missing for the others."""
    probability = pd.Series(np.nan, index=group.index)
    for _, units in unit.groupby(group, sort=True):
        different = np.sort(units.unique())
        chosen = rng.choice(different, min(n, len(different)), replace=False)
        rows = units.index[units.isin(chosen)]
        probability[rows] = len(chosen) / len(different)
    return probability


def _draw_days(
    group: pd.Series[str], published: pd.Series[pd.Timestamp], n: int, rng: np.random.Generator
) -> pd.Series[float]:
    """The same with days as units, n of each weekday."""
    dated = published.notna() & group.notna()
    if not dated.any():
        raise InputError(
            "No article has a date in published; constructed weeks are made of days. Fill published, or draw "
            "with constructed_weeks=False."
        )
    day = published[dated].dt.floor("D")
    number = (day - pd.Timestamp("1970-01-01", tz="UTC")).dt.days
    weekday = group[dated] + "\0" + day.dt.day_of_week.map(str)
    return _draw(weekday, number, n, rng).reindex(group.index)
