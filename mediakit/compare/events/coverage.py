"""Articles and events in; which outlet told of which event, and when, out."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd

from mediakit._core.errors import InputError, TableError
from mediakit._core.tables import build_table, check_table


def compare_coverage(articles: pd.DataFrame, events: pd.DataFrame, *, min_outlets: int = 2) -> pd.DataFrame:
    """Say of every event and outlet whether the outlet told of it, with how many articles, and how late.

    Whether an event is told at all and how it is told are two questions: compare the tone of outlets within
    the events both told (``Design(story="event_id")``), and what each leaves out here.

    Parameters
    ----------
    articles : DataFrame
        All articles the events were found in; their outlets are the outlets compared.
    events : DataFrame
        The events table of `find_events`.
    min_outlets : int, default 2
        Events that fewer outlets told of are left out.

    Returns
    -------
    DataFrame
        The coverage table, a row for each event and outlet, events in the order of their first article:
        event_id, outlet, covered, n_articles, share (of the event's articles, 0 to 1), hours_after (the first
        article of the event; 0 for the outlet that was first, missing where it did not tell or a date is
        missing).

        An outlet that did not tell of an event may have done so in articles that are not among these, or in
        other words: check before you call it silence.

    Raises
    ------
    TableError
        When a table lacks a column, or events has articles that `articles` lacks.
    InputError
        When `min_outlets` is below 1.

    Examples
    --------
    >>> articles = pd.DataFrame({
    ...     "article_id": ["a", "b", "c"], "outlet": ["Post", "Times", "Sun"],
    ...     "published": ["2024-11-01 08:00", "2024-11-01 14:00", "2024-11-02"], "text": ""})
    >>> events = pd.DataFrame({"article_id": ["a", "b"], "event_id": "a"})
    >>> compare_coverage(articles, events)[["outlet", "covered", "hours_after"]]
      outlet  covered  hours_after
    0   Post     True          0.0
    1    Sun    False          NaN
    2  Times     True          6.0
    """
    if min_outlets < 1:
        raise InputError(f"min_outlets is {min_outlets!r}; expected a whole number of at least 1.")
    articles, events = check_table(articles, "articles"), check_table(events, "events")
    unknown = events.loc[~events["article_id"].isin(articles["article_id"]), "article_id"]
    if len(unknown):
        raise TableError(
            f"The events table has {len(unknown)} article_id that the articles table lacks, such as "
            f"{unknown.iloc[0]!r}. Pass the articles the events were found in."
        )
    told = events[["article_id", "event_id"]].merge(articles[["article_id", "outlet", "published"]])
    told = told[told["outlet"] != ""]
    counted = told.groupby(["event_id", "outlet"])["published"].agg(["size", "min"]).reset_index()
    first = counted.groupby("event_id").agg(
        first=("min", "min"), n=("size", "sum"), n_outlets=("size", "size")
    )
    first = first[first["n_outlets"] >= min_outlets].reset_index()
    first = first.sort_values(["first", "event_id"], na_position="last", ignore_index=True)
    outlets = sorted(articles.loc[articles["outlet"] != "", "outlet"].unique())
    rows = pd.DataFrame(list(product(first["event_id"], outlets)), columns=["event_id", "outlet"])
    rows = rows.merge(first, on="event_id", how="left").merge(counted, on=["event_id", "outlet"], how="left")
    size = rows["size"].fillna(0).astype(int)
    table = rows[["event_id", "outlet"]].assign(
        covered=size > 0,
        n_articles=size,
        share=size / np.maximum(rows["n"], 1),
        hours_after=(rows["min"] - rows["first"]).dt.total_seconds() / 3600,
    )
    return build_table("coverage", table)
