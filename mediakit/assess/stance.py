"""Quotes in, stance out: how an outlet introduces what somebody says, by its reporting words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from mediakit._core.codebooks import Frame
from mediakit._core.resources import read_lexicon
from mediakit._core.sentences import find_sentences, sentence_at
from mediakit._core.spans import FIELDS, check_spans
from mediakit._core.tables import build_table, check_table
from mediakit.assess.cues import CueMatcher

# Of several words the most marked decides: "lashed out, saying" is hostile, "told" beside it or not.
_STANCES = ("hostile", "distancing", "endorsing", "neutral")
_SCORES = {"hostile": -1.0, "distancing": -1.0, "endorsing": 1.0, "neutral": 0.0}
# Characters on either side of a cue in which a longer phrase around it is looked for.
_REACH = 60
_KEY = ["article_id", "quote_id"]
_KEPT = ["quote_id", "article_id", "field", "cue", "cue_start", "cue_end", "speaker", "actor"]


class _Found(NamedTuple):
    stance: str
    entry: str


def score_stance(quotes: pd.DataFrame, articles: pd.DataFrame | None = None) -> pd.DataFrame:
    """How the outlet introduces each quotation: neutral, distancing, endorsing or hostile.

    The reporting words are looked up in a lexicon of some 600 verbs and phrases, in all their forms:

    - neutral: they say that it was said, no more ("said", "according to", "criticised");
    - distancing: they leave the truth to the speaker, or doubt it ("claimed", "would have us believe");
    - endorsing: they take what is said as true, or the speaker as credible ("pointed out", "admitted");
    - hostile: they make the speaker look aggressive, vain, dishonest or ridiculous ("ranted", "boasted",
      "had the nerve to say").

    Of several words the most marked decides: hostile, then distancing, then endorsing. A stance is the
    word's, not the outlet's intention; house styles differ ("claims" in headlines may just be short).

    Parameters
    ----------
    quotes : DataFrame
        The quotes table; needed beside the spans are quote_id and cue.
    articles : DataFrame, optional
        The articles table. With it, phrases around a cue are read too ("had the nerve to" before "say").

    Returns
    -------
    DataFrame
        The stance table: a row for each quote_id, in the order of the quotes, with cue, speaker, actor,
        stance and score (1 endorsing, 0 neutral, -1 distancing or hostile). entry is what decided. The stance
        is missing where there is no cue, or none the lexicon knows. Titles and terms in quotation marks are
        no quotations and left out.

    Raises
    ------
    TableError
        When a table lacks a column, or the quotes do not fit the articles.

    Notes
    -----
    Measured on 150 reporting words of PolNeAR's training part: see the card, resources/lexicons/en/stance.md.
    English only: in other languages nearly all is missing.

    Examples
    --------
    >>> quotes = pd.DataFrame({
    ...     "quote_id": ["a", "b"], "article_id": ["1", "1"], "field": "text", "start": [0, 9],
    ...     "end": [4, 12], "text": ["Stay", "Go."], "actor": ["Toll", "Orlov"],
    ...     "cue": ["said", "would have us believe"]})
    >>> score_stance(quotes)[["quote_id", "actor", "stance", "score"]]
      quote_id  actor      stance  score
    0        a   Toll     neutral    0.0
    1        b  Orlov  distancing   -1.0

    Shares for each actor and outlet: ``compare_groups(stance, articles, within=["actor", "stance"],
    measure="share")``; the mean of the score: ``compare_groups(stance, articles, measure="mean")``.
    """
    quotes = check_table(quotes, "quotes")
    texts: Mapping[tuple[str, str], str] = {}
    if articles is not None:
        articles = check_table(articles, "articles")
        check_spans(quotes, articles, "quotes")
        texts = {
            (article_id, field): text
            for field in FIELDS
            for article_id, text in zip(articles["article_id"], articles[field], strict=True)
        }
    quotes = quotes[~(quotes["use"].isin(["title", "term"]) & quotes["cue"].isna())]
    # The first stretch that has a cue speaks for its attribution.
    ordered = quotes.assign(has_no_cue=quotes["cue"].isna(), order=range(len(quotes)))
    firsts = ordered.sort_values(["has_no_cue", "order"]).drop_duplicates(_KEY).sort_values("order")
    sides = _find_sides(firsts, quotes, texts)
    found = [
        None if pd.isna(cue) else _look_up(*side) for cue, side in zip(firsts["cue"], sides, strict=True)
    ]
    table = firsts[_KEPT].reset_index(drop=True)
    table["entry"] = [one.entry if one else np.nan for one in found]
    table["stance"] = [one.stance if one else np.nan for one in found]
    table["score"] = [_SCORES[one.stance] if one else np.nan for one in found]
    return build_table("stance", table)


def _find_sides(
    firsts: pd.DataFrame, quotes: pd.DataFrame, texts: Mapping[tuple[str, str], str]
) -> list[tuple[str, int, int]]:
    """The words around each cue that can belong to it, and where among them the cue stands."""
    stretches: dict[tuple[str, str], list[tuple[int, int]]] = {}
    columns = (quotes[name] for name in ("article_id", "field", "start", "end"))
    for article_id, field, start, end in zip(*columns, strict=True):
        stretches.setdefault((article_id, field), []).append((start, end))
    sentences_of = cache(lambda place: find_sentences(texts[place]))
    sides = []
    columns = (firsts[name] for name in ("article_id", "field", "cue", "cue_start", "cue_end"))
    for article_id, field, cue, start, end in zip(*columns, strict=True):
        place = (article_id, field)
        if place not in texts or pd.isna(cue) or pd.isna(start) or pd.isna(end):
            sides.append((cue, 0, 0 if pd.isna(cue) else len(cue)))
            continue
        first, last = sentence_at(sentences_of(place), start)
        first, last = max(first, start - _REACH), min(last, end + _REACH)
        # What is quoted says nothing about who quotes.
        first = max([first, *(stop for _, stop in stretches[place] if stop <= start)])
        last = min([last, *(begin for begin, _ in stretches[place] if begin >= end)])
        sides.append((texts[place][first : max(last, end)], start - first, end - first))
    return sides


@cache
def _look_up(words: str, start: int, end: int) -> _Found | None:
    """The stance of the phrases that overlap a cue or stand directly beside it."""
    matcher = _matcher()
    found = []
    for cue in matcher.find_cues(words):
        between = words[cue.end : start] if cue.end <= start else words[end : cue.start]
        if not between.strip():
            found.append((cue.frame, matcher.rules[cue.rule].phrase))
    return _Found(_STANCES[min(found)[0]], min(found)[1]) if found else None


@cache
def _matcher() -> CueMatcher:
    phrases: dict[str, list[str]] = {stance: [] for stance in _STANCES}
    for phrase, stance in read_lexicon("en", "stance"):
        phrases[stance].append(phrase)
    return CueMatcher(
        [
            Frame(name=stance, definition="a stance", cues=tuple(phrases[stance]))
            for stance in _STANCES
            if phrases[stance]
        ]
    )
