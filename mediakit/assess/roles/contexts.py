"""Mentions, articles and voices in, the words to read around each mention out, all in the mention's voice."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import pandas as pd

from mediakit._core.sentences import find_sentences
from mediakit._core.spans import FIELDS
from mediakit.assess.passages import Passage, cut_passages
from mediakit.assess.voices import Stretches, Voice, cut_span

# The same words elsewhere in the article are read too, at half the weight: with one mention an actor .01 to
# .02 of macro-F1 on the author's own codes. At most four, so that a long article costs no more.
_N_ECHOES, ECHO_WEIGHT = 4, 0.5
_CAPITAL = re.compile(r"[A-Z]")


class Context(NamedTuple):
    """The words around a mention, those of the sentences beside it, and the whole sentence's span."""

    passage: Passage
    beside: tuple[str, ...]
    sentence_start: int
    sentence_end: int


class _Covered:
    """Spans of a text, which may overlap, to be asked whether a stretch meets one of them."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))  # end of a span so far

    def meets(self, start: int, end: int) -> bool:
        """Whether a span has a character in the stretch."""
        n_before = bisect_left(self._starts, end)
        return n_before > 0 and self._furthest[n_before - 1] > start


def add_echoes(mentions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The mentions, then the places where the same name stands without being one; with a column weight."""
    texts = _texts(articles)
    columns = ["article_id", "field", "start", "end", "text", "actor"]
    taken: dict[tuple[str, str], list[tuple[int, int]]] = {}
    places = (mentions[name].tolist() for name in ("article_id", "field", "start", "end"))
    for article_id, field, start, end in zip(*places, strict=True):
        taken.setdefault((article_id, field), []).append((start, end))
    covered = {place: _Covered(spans) for place, spans in taken.items()}
    nothing = _Covered([])
    echoes = []
    distinct = mentions[mentions["text"].str.contains(_CAPITAL)].drop_duplicates(
        ["article_id", "text", "actor"]
    )
    for article_id, name, actor in zip(
        distinct["article_id"], distinct["text"], distinct["actor"], strict=True
    ):
        pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
        n_found = 0
        for field in FIELDS:
            mentioned = covered.get((article_id, field), nothing)
            for match in pattern.finditer(texts[field][article_id]):
                start, end = match.span()
                if n_found < _N_ECHOES and not mentioned.meets(start, end):
                    echoes.append((article_id, field, start, end, name, actor))
                    n_found += 1
    added = pd.DataFrame(echoes, columns=columns)
    both = pd.concat([mentions[columns], added], ignore_index=True) if echoes else mentions[columns].copy()
    weight = np.where(np.arange(len(both)) < len(mentions), 1.0, ECHO_WEIGHT)
    return both.reset_index(drop=True).assign(weight=weight)


def find_contexts(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    stretches: Stretches | None = None,
    voices: Sequence[Voice] | None = None,
) -> list[Context]:
    """The context of each mention; with voices, only what is said in the mention's own."""
    texts = _texts(articles)

    @cache
    def read_field(article_id: str, field: str) -> tuple[list[tuple[int, int]], list[int]]:
        sentences = find_sentences(texts[field][article_id]) or [(0, len(texts[field][article_id]))]
        return sentences, [start for start, _ in sentences]

    columns = (mentions[name].tolist() for name in ("article_id", "field", "start"))
    places = []
    for article_id, field, start in zip(*columns, strict=True):
        sentences, starts = read_field(article_id, field)
        at = max(0, int(np.searchsorted(starts, start, side="right")) - 1)
        text = texts[field][article_id]
        beside = [sentences[k] for k in (at - 1, at + 1) if 0 <= k < len(sentences)]
        places.append((text, sentences[at], beside))
    passages = cut_passages(
        mentions, [(text, *own) for text, own, _ in places], stretches, voices, with_cues=True
    )
    contexts = []
    keys = zip(mentions["article_id"], mentions["field"], strict=True)
    for at, (key, passage, (text, own, beside)) in enumerate(zip(keys, passages, places, strict=True)):
        if stretches is None or voices is None:
            words = tuple(text[start:end] for start, end in beside)
        else:
            words = tuple(
                text[piece.start : piece.end]
                for start, end in beside
                for piece in cut_span(stretches.get(key, []), start, end)
                if piece.voice.key == voices[at].key
            )
        contexts.append(Context(passage, words, *own))
    return contexts


def _texts(articles: pd.DataFrame) -> dict[str, dict[str, str]]:
    ids = articles["article_id"].tolist()
    return {field: dict(zip(ids, articles[field].tolist(), strict=True)) for field in FIELDS}
