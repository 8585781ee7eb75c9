"""Articles in; the events that several of them tell of out."""

from __future__ import annotations

import heapq
from collections.abc import Iterable

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.preprocessing import normalize

from mediakit._core.errors import InputError
from mediakit._core.tables import build_table, check_table
from mediakit.compare.events.similar import Floats, event_words, order_articles, pair_articles
from mediakit.compare.versions import Ints

_ACTORS = (
    0.15  # weight of the actors in the likeness of two articles; more joined different events of one topic
)
_LEAST = 0.05  # pairs less alike than this count as not alike at all


def find_events(
    articles: pd.DataFrame,
    mentions: pd.DataFrame | None = None,
    *,
    days: float = 3,
    min_similarity: float = 0.22,
) -> pd.DataFrame:
    """Group articles by the event they tell of: close in time, with the same telling words and actors.

    Two articles are as alike as the cosine of their most telling words (tf-idf of headline and beginning),
    and, with mentions, of the actors they name. Articles are joined to events, the most alike first, as long
    as the articles of two events are on average at least `min_similarity` alike; articles more than `days`
    apart are not alike at all.

    Parameters
    ----------
    articles : DataFrame
        The articles table. Articles without a date are joined with each other only.
    mentions : DataFrame, optional
        The mentions table; names of actors then count besides words.
    days : float, default 3
        How far apart two articles on one event may be published.
    min_similarity : float, default 0.22
        Mean likeness from which articles belong together, above 0 and at most 1: lower joins more, and joins
        different events of one topic.

    Returns
    -------
    DataFrame
        The events table, a row for each article that shares its event with another, in the order of time:
        article_id, event_id (the article_id of the event's first article), similarity (mean likeness to the
        other articles of the event, 0 to 1), n_articles and n_outlets of the event. An article that stands
        alone has no row.

    Raises
    ------
    TableError
        When `articles` or `mentions` is no such table.
    InputError
        When an option cannot be used.

    Examples
    --------
    >>> articles = pd.DataFrame({
    ...     "article_id": ["a", "b", "c"], "outlet": ["Post", "Times", "Times"], "published": "2024-11-01",
    ...     "text": ["The old bridge over the Lenne reopened.", "The Lenne bridge is open again, an old one.",
    ...              "Bakers raised the price of bread."]})
    >>> find_events(articles)[["article_id", "event_id", "n_outlets"]]
      article_id event_id  n_outlets
    0          a        a          2
    1          b        a          2
    """
    if not days > 0:
        raise InputError(f"days is {days!r}; expected a number above 0, such as 3.")
    if not 0 < min_similarity <= 1:
        raise InputError(f"min_similarity is {min_similarity!r}; expected a number above 0 and at most 1.")
    ordered = order_articles(check_table(articles, "articles"))
    if ordered.empty:
        return build_table("events", [])
    likeness = event_words(ordered)
    if mentions is not None:
        actors = _actors(ordered, check_table(mentions, "mentions"))
        likeness = sparse.hstack([np.sqrt(1 - _ACTORS) * likeness, np.sqrt(_ACTORS) * actors]).tocsr()
    a, b, similarity = pair_articles(ordered, likeness, days, _LEAST)
    event = _join(len(ordered), zip(a.tolist(), b.tolist(), similarity.tolist(), strict=True), min_similarity)
    return _build(ordered, event, a, b, similarity)


def _actors(ordered: pd.DataFrame, mentions: pd.DataFrame) -> sparse.csr_matrix:
    """The actors each article names, rare ones weighing more, as rows of length one."""
    row = pd.Index(ordered["article_id"]).get_indexer(mentions["article_id"])
    column, names = pd.factorize(mentions["actor"])
    known = (row >= 0) & (column >= 0)
    shape = (len(ordered), max(len(names), 1))
    counts = sparse.csr_matrix((np.ones(known.sum()), (row[known], column[known])), shape)
    weights = TfidfTransformer(sublinear_tf=True).fit_transform(counts) if counts.nnz else counts
    return normalize(weights)


def _join(n: int, pairs: Iterable[tuple[int, int, float]], least: float) -> Ints:
    """For each article the number of its event, by average linkage of pairs; pairs not given count as 0."""
    links: list[dict[int, float]] = [{} for _ in range(n)]  # sums of likeness between two events
    for one, other, similarity in pairs:
        links[one][other] = similarity
    size, event = [1] * n, np.arange(n)
    members: list[list[int]] = [[at] for at in range(n)]
    waiting = [
        (-similarity, one, other, 1, 1)
        for one in range(n)
        for other, similarity in links[one].items()
        if one < other and similarity >= least
    ]
    heapq.heapify(waiting)
    while waiting:
        _, one, other, size_of_one, size_of_other = heapq.heappop(waiting)
        if size[one] != size_of_one or size[other] != size_of_other:
            continue  # one of them has grown, or is gone, since this was written
        for third, total in links[other].items():
            if third != one:
                links[one][third] = links[third][one] = links[one].get(third, 0.0) + total
                del links[third][other]
        del links[one][other]
        links[other] = {}
        members[one] += members[other]
        size[one], size[other] = size_of_one + size_of_other, 0
        for third, total in sorted(links[one].items()):
            mean = total / (size[one] * size[third])
            if mean >= least:
                first, second = sorted((one, third))
                heapq.heappush(waiting, (-mean, first, second, size[first], size[second]))
    for at in range(n):
        if size[at]:
            event[members[at]] = min(members[at])
    return event.astype(np.int64)


def _build(ordered: pd.DataFrame, event: Ints, a: Ints, b: Ints, similarity: Floats) -> pd.DataFrame:
    """The events table of the articles that share theirs."""
    size = np.bincount(event, minlength=len(event))[event]
    together = event[a] == event[b]
    likeness = np.bincount(a[together], similarity[together], len(event)) / np.maximum(size - 1, 1)
    outlets = ordered["outlet"].where(ordered["outlet"] != "")
    table = pd.DataFrame(
        {
            "article_id": ordered["article_id"],
            "event_id": ordered["article_id"].to_numpy()[event],
            "similarity": likeness,
            "n_articles": size,
            "n_outlets": outlets.groupby(event).transform("nunique"),
        }
    )
    return build_table("events", table[size > 1])
