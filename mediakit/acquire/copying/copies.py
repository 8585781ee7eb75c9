"""Articles in, the copies among them out: wire copy, reprints and updates, with the share of words copied."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mediakit._core.errors import InputError
from mediakit._core.tables import build_table, check_table
from mediakit.acquire.copying.candidates import find_candidates
from mediakit.acquire.copying.lineage import describe_groups, read_facts
from mediakit.acquire.copying.overlap import MOSTLY, Passages
from mediakit.acquire.copying.shingles import read_words


def find_copies(articles: pd.DataFrame, *, min_share: float = 0.3) -> pd.DataFrame:
    """Find articles that share much of their wording, and say which was first.

    Two articles are linked when at least `min_share` of the later one's own prose stands in runs of five or
    more words that the earlier one has too (half of it, when both are of one outlet), or when half of the
    earlier one's prose reappears in the later. Words in quotation marks, which two reporters may have heard,
    and phrases that an outlet repeats in otherwise different articles link nothing. Linked articles form a
    group when they have the words of the same story.

    Parameters
    ----------
    articles : DataFrame
        The articles table; outlet, published, agency and republished_from help to tell the kinds apart.
    min_share : float, default 0.3
        Share of an article's prose, above 0 and at most 1.

    Returns
    -------
    DataFrame
        The copies table, a row for each linked article, groups from the earliest to the latest: article_id,
        group_id, origin (True for the one the others of its group come from: an agency's article, else one
        whose outlet the others credit, else the earliest), kind ("wire" when the origin is an agency's or the
        article credits one, "update" when the words come from an earlier article of the same outlet, else
        "reprint"; the origin has the kind of its copies), share (0 to 1, words copied from earlier articles
        of whatever group; 0 for the origin).

    Raises
    ------
    TableError
        When `articles` is no articles table.
    InputError
        When `min_share` is not above 0 and at most 1.

    Notes
    -----
    An article joined from two stories stands in the group it has most words of; its share counts the words of
    both. The other story is a group of its own, be it of one article, whose origin is then the article the
    words were taken from; so two stories are never one group because somebody joined them. The one exception
    is an article that was there before both: its group is of those who took from it.

    Case and punctuation do not count, and the order of the rows does not: of articles of the same or no date
    the longest comes first. In Chinese and Japanese, runs of eight characters take the place of five words.

    Examples
    --------
    >>> import pandas as pd
    >>> lead = "The port stayed shut on Monday because the dockers had not been paid since August, "
    >>> lead += "they said, and a ship with barley waited in the roads for the third day in a row."
    >>> articles = pd.DataFrame({
    ...     "article_id": ["a", "b", "c"], "outlet": ["Herald", "Gazette", "Gazette"],
    ...     "published": ["2024-11-01", "2024-11-02", "2024-11-02"],
    ...     "text": [lead, lead + " Talks go on.", "A choir sang in the cathedral. Nobody spoke of barley."],
    ... })
    >>> find_copies(articles)[["article_id", "origin", "kind", "share"]].round(2).values.tolist()
    [['a', True, 'reprint', 0.0], ['b', False, 'reprint', 0.92]]
    """
    if not 0 < min_share <= 1:
        raise InputError(f"min_share is a share of words, above 0 and at most 1; got {min_share!r}.")
    table = _in_order(check_table(articles, "articles"))
    words = read_words(table["text"])
    outlets = pd.factorize(table["outlet"].where(table["outlet"] != "", None))[0].astype(np.int64)
    pairs, standing = find_candidates(words, outlets, min_share)
    passages = Passages(words, standing)
    same = (outlets[pairs[:, 0]] == outlets[pairs[:, 1]]) & (outlets[pairs[:, 0]] >= 0)
    needed = np.where(same, max(MOSTLY, min_share), min_share)
    links = pairs[np.fromiter(passages.linked(pairs, needed), np.bool_, len(pairs))]
    return build_table("copies", describe_groups(links, read_facts(table), passages))


def _in_order(articles: pd.DataFrame) -> pd.DataFrame:
    """The articles from the earliest to the latest, those of one time from the shortest to the longest."""
    table = articles[["article_id", "outlet", "text", "agency", "republished_from"]].fillna("")
    known = articles["published"].notna()
    time = articles["published"].astype("int64").where(known, np.iinfo(np.int64).max)
    table = table.assign(time=time, length=table["text"].str.len())
    return table.sort_values(["time", "length", "article_id"], ignore_index=True)
