"""Articles and mentions of an actor in; the words that stand near the actor, by group, out."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mediakit._core.errors import InputError
from mediakit._core.sentences import find_sentences, sentence_at
from mediakit._core.tables import check_columns, check_table
from mediakit.compare import keyness
from mediakit.compare.arguments import check_by
from mediakit.compare.words import (
    LEAST_ARTICLES,
    build_keyness,
    check_options,
    compare_words,
    count_runs,
    hold_against_rest,
)

_PRIOR = 500.0  # as in compare_words
_HIDDEN = "\n"  # a line break ends a run of words, so that no n-gram reaches over what was hidden


def compare_collocates(
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    actor: str,
    *,
    by: str | None = "outlet",
    quotes: pd.DataFrame | None = None,
    n_words: int = 1,
    min_articles: int = 5,
) -> pd.DataFrame:
    """Find the words that stand in sentences with an actor, in each group more or less than in the others.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    mentions : DataFrame
        The mentions table; the actor's own mentions are not counted as words.
    actor : str
        The actor, as in `mentions`.
    by : str or None, default "outlet"
        Column that makes the groups. None holds all sentences with the actor against all other sentences of
        the articles that mention the actor.
    quotes : DataFrame, optional
        The quotes table: what stands in quotations, in marks or reported, is left out, so that the words are
        the outlet's own.
    n_words : int, default 1
        Words in a row that are counted as one: 2 for pairs.
    min_articles : int, default 5
        Words near the actor in fewer articles are left out. With by=None words in fewer parts, of which every
        article has two: near and elsewhere.

    Returns
    -------
    DataFrame
        The keyness table as `compare_words` gives it, of the sentences with the actor. With by=None its
        first column is `place`, "near" for every row, and the rest are the other sentences; p holds the two
        parts of each article against each other, with articles as units.

    Raises
    ------
    TableError, InputError
        When there is no such column, or no mention of the actor.

    Examples
    --------
    >>> articles = pd.DataFrame({
    ...     "article_id": list("abcdefghij"), "outlet": ["Post"] * 5 + ["Times"] * 5,
    ...     "text": ["Kyiv begs for aid. Rain fell."] * 5 + ["Kyiv asks for aid. Rain fell."] * 5})
    >>> mentions = pd.DataFrame({
    ...     "article_id": list("abcdefghij"), "field": "text", "start": 0, "end": 4, "actor": "Kyiv",
    ...     "text": "Kyiv"})
    >>> found = compare_collocates(articles, mentions, "Kyiv")
    >>> found[["outlet", "word", "n", "n_rest"]].head(1)
      outlet  word  n  n_rest
    0   Post  begs  5       0
    """
    articles = check_table(articles, "articles")
    mentions = check_table(mentions, "mentions")
    if by is not None:
        check_by(by)
        check_columns(articles, [by], "The articles table")
    ours = mentions[mentions["actor"] == actor]
    if ours.empty:
        known = mentions["actor"].value_counts().index[:5].tolist()
        raise InputError(
            f"No mention of the actor {actor!r}. The actors mentioned most are: {', '.join(known) or 'none'}."
        )
    articles = articles[articles["article_id"].isin(ours["article_id"])]
    if articles.empty:
        raise InputError(
            f"The actor {actor!r} is mentioned in articles that the articles table lacks, such as "
            f"{ours['article_id'].iloc[0]!r}. Pass the articles the mentions were found in."
        )
    hidden = _spans(ours)
    if quotes is not None:
        for key, spans in _spans(check_table(quotes, "quotes")).items():
            hidden[key] = hidden.get(key, []) + spans
    near, elsewhere = _split(articles, _spans(ours), hidden)
    if by is not None:
        return compare_words(near, by=by, n_words=n_words, min_articles=min_articles)
    return _hold_against_elsewhere(near, elsewhere, n_words, min_articles)


def _hold_against_elsewhere(
    near: pd.DataFrame, elsewhere: pd.DataFrame, n_words: int, min_articles: int
) -> pd.DataFrame:
    """The keyness table of sentences with the actor, held against the others of the same articles."""
    check_options(n_words, min_articles, _PRIOR)
    both = pd.concat([near, elsewhere], ignore_index=True)
    counts, lengths, words = count_runs(both, n_words, min_articles)
    n = len(near)
    if not (lengths[:n].any() and lengths[n:].any()):
        raise InputError(
            "There are no words in sentences with the actor, or none in others: nothing to hold against each "
            "other. Pass articles with more text, or compare outlets with by='outlet'."
        )
    inside = np.arange(len(both)) < n
    found = hold_against_rest(counts, lengths, inside, _PRIOR).assign(place="near", word=words)
    enough = n >= LEAST_ARTICLES
    found["p"] = keyness.paired_p(counts[:n], counts[n:], lengths[:n], lengths[n:]) if enough else np.nan
    return build_keyness(found, "place", "score test of two parts of each article", "bh")


Spans = dict[tuple[str, str], list[tuple[int, int]]]


def _spans(table: pd.DataFrame) -> Spans:
    """The spans of a table by article and field."""
    found: Spans = {}
    columns = zip(*(table[name] for name in ("article_id", "field", "start", "end")), strict=True)
    for article_id, field, start, end in columns:
        found.setdefault((article_id, field), []).append((int(start), int(end)))
    return found


def _split(articles: pd.DataFrame, mentions: Spans, hidden: Spans) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The articles with the sentences that hold a mention alone, and with all others."""
    near, elsewhere = articles.copy(), articles.copy()
    for field in ("title", "text"):
        parts = [
            _split_text(text, mentions.get((article_id, field), []), hidden.get((article_id, field), []))
            for article_id, text in zip(articles["article_id"], articles[field], strict=True)
        ]
        near[field] = [part[0] for part in parts]
        elsewhere[field] = [part[1] for part in parts]
    return near, elsewhere


def _split_text(text: str, mentions: list[tuple[int, int]], hidden: list[tuple[int, int]]) -> tuple[str, str]:
    sentences = find_sentences(text)
    with_actor = {sentence_at(sentences, start) for start, _ in mentions} if sentences else set()
    shown = list(text)
    for start, end in hidden:
        shown[start:end] = _HIDDEN * (min(end, len(text)) - start)
    near: list[str] = []
    elsewhere: list[str] = []
    for sentence in sentences:
        words = "".join(shown[slice(*sentence)])
        (near if sentence in with_actor else elsewhere).append(words)
    return "\n".join(near), "\n".join(elsewhere)
