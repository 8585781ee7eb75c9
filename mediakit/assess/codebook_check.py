"""A frame codebook and articles in, a row for each cue with what it finds out."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import pandas as pd

from mediakit._core.codebooks import Codebook, Source, load_codebook
from mediakit._core.spans import FIELDS, check_spans
from mediakit._core.tables import build_table, check_table
from mediakit.assess.cue_table import find_cue_rows
from mediakit.assess.cues import CueMatcher
from mediakit.assess.voices import cut_stretches

_CONTEXT = 60  # characters on either side of a cue
OPEN, CLOSE = "[[", "]]"
# What is shown as no character: controls, surrogates, and what turns the direction of writing.
INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff]+")


def check_codebook(
    codebook: Source,
    articles: pd.DataFrame,
    *,
    mentions: pd.DataFrame | None = None,
    quotes: pd.DataFrame | None = None,
    actors: Source | None = None,
    n_examples: int = 10,
) -> pd.DataFrame:
    """What each cue of a frame codebook finds in articles: how often, where, and examples to argue about.

    Parameters
    ----------
    codebook : str, Path or Codebook
        A codebook of frames: the name of a shipped one, a path to a TOML file, or a Codebook.
    articles : DataFrame
        The articles table; needed are article_id and text.
    mentions, quotes, actors : optional
        As for `find_frames`; needed for cues that ask for an actor or a voice.
    n_examples : int, default 10
        Examples of each cue at most, taken at equal distances from all its places.

    Returns
    -------
    DataFrame
        A row for each cue, in the order of the codebook: frame, cue, n (how often it counts), n_found (how
        often its words stand there: the difference is excluded, out of the context it asks for, or part of
        another cue), n_articles, n_outlets (0 when outlets are unknown) and examples, short stretches of text
        with the cue in double brackets.

    Raises
    ------
    CodebookError, UnknownNameError
        As `load_codebook` does.
    InputError
        When a cue asks for a context that is not given.
    TableError
        When a table lacks a column, or its offsets do not fit the articles.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["Doing nothing; doing nothing wrong."]})
    >>> checked = check_codebook("diplomacy_and_war", articles)
    >>> checked.loc[checked["n_found"] > 0, ["cue", "n", "n_found", "examples"]].to_dict("records")
    [{'cue': 'doing nothing', 'n': 1, 'n_found': 2, 'examples': ['[[Doing nothing]]; doing nothing wrong.']}]
    """
    codebook = load_codebook(codebook, kind="frames")
    actor_codebook = None if actors is None else load_codebook(actors, kind="actors")
    articles = check_table(articles, "articles")
    for name, table in (("mentions", mentions), ("quotes", quotes)):
        if table is not None:
            check_spans(check_table(table, name), articles, name)
    hits = find_cue_rows(
        articles,
        codebook,
        mentions=None if mentions is None else check_table(mentions, "mentions"),
        stretches=None if quotes is None else cut_stretches(check_table(quotes, "quotes")),
        actors=actor_codebook,
    )
    outlets = dict(zip(articles["article_id"], articles["outlet"], strict=True))
    hits["outlet"] = hits["article_id"].map(outlets).replace("", np.nan)
    found = _count_matches(codebook, articles)
    of_rule = dict(list(hits.groupby("at_rule")))
    none = hits.iloc[:0]
    texts = {
        (article_id, field): text
        for field in FIELDS
        for article_id, text in zip(articles["article_id"], articles[field], strict=True)
    }
    rows = []
    rules = [(frame.name, rule) for frame in codebook.frames for rule in frame.rules]
    for at, (frame, rule) in enumerate(rules):
        own = of_rule.get(at, none)
        rows.append(
            {
                "frame": frame,
                "cue": rule.phrase,
                "n": len(own),
                "n_found": found[at],
                "n_articles": own["article_id"].nunique(),
                "n_outlets": own["outlet"].nunique(),
                "examples": _cut_examples(own, texts, n_examples),
            }
        )
    return build_table("cues", rows)


def _count_matches(codebook: Codebook, articles: pd.DataFrame) -> Counter[int]:
    matcher = CueMatcher(codebook.frames)
    found = Counter[int]()
    for field in FIELDS:
        for text in articles[field]:
            found.update(matcher.count_matches(text))
    return found


def _cut_examples(hits: pd.DataFrame, texts: dict[tuple[str, str], str], n_examples: int) -> list[str]:
    chosen = np.unique(np.linspace(0, len(hits) - 1, min(n_examples, len(hits))).round().astype(int))
    columns = (hits[name].iloc[chosen] for name in ("article_id", "field", "start", "end"))
    return [
        _cut_example(texts[article_id, field], start, end)
        for article_id, field, start, end in zip(*columns, strict=True)
    ]


def _cut_example(text: str, start: int, end: int) -> str:
    first, last = max(0, start - _CONTEXT), min(len(text), end + _CONTEXT)
    before, after = text[first:start], text[end:last]
    if first:  # whole words only
        before = "… " + before.partition(" ")[2]
    if last < len(text):
        after = after.rpartition(" ")[0] + " …"
    marked = f"{_plain(before)}{OPEN}{_plain(text[start:end])}{CLOSE}{_plain(after)}"
    return re.sub(r"\s+", " ", marked).strip()


def _plain(text: str) -> str:
    return INVISIBLE.sub(" ", text).replace(OPEN, "[").replace(CLOSE, "]")
