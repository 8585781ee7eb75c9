"""Spans and quotes in, the voice of each span out: who says these words."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import Any, NamedTuple

import numpy as np
import pandas as pd


class Voice(NamedTuple):
    """Who says a stretch of words, in which kind of voice, and where the speaker and the cue stand."""

    name: str | None
    kind: str
    quote_id: str | None = None
    speaker_start: int | None = None
    speaker_end: int | None = None
    cue_start: int | None = None
    cue_end: int | None = None

    @property
    def key(self) -> tuple[str | None, str | None]:
        """Equal for words of the same speaker; an unknown speaker is equal only within one quotation."""
        return (self.name, None) if self.name is not None else (None, self.quote_id)


OUTLET = Voice("outlet", "own")


class Stretch(NamedTuple):
    """A half-open span of a field in one voice."""

    start: int
    end: int
    voice: Voice


Stretches = dict[tuple[str, str], list[Stretch]]


def find_voices(spans: pd.DataFrame, stretches: Stretches) -> list[Voice]:
    """The voice of each span of a table: that of the innermost quotation around it.

    Parameters
    ----------
    spans : DataFrame
        article_id, field, start, end.
    stretches : dict
        What `cut_stretches` made of the quotes.

    Returns
    -------
    list of Voice
        One a row, in order. kind is "own" outside all quotations, "quoted" inside marks with a known
        speaker, "reported" in an unmarked stretch of an attribution, "unresolved" inside marks without
        a known speaker. name is the quotation's actor, or else the speaker's surface form; "outlet"
        outside; None where the speaker is unknown.

    Notes
    -----
    A span that crosses a quotation's edge has the voice its first character has, unless more than half of
    its characters have another one.
    """
    return [
        voice_of(stretches.get((article_id, field), []), start, end)
        for article_id, field, start, end in zip(
            spans["article_id"], spans["field"], spans["start"], spans["end"], strict=True
        )
    ]


def cut_stretches(quotes: pd.DataFrame) -> Stretches:
    """The quotations of each field as stretches that do not overlap, each in its innermost voice.

    Innermost is the shortest of the quotations that cover a character. Titles and terms in marks without
    a speaker are no quotations: they belong to whoever's words are around them.
    """
    in_own_words = quotes["use"].isin(["title", "term"]) & quotes["speaker"].isna() & quotes["actor"].isna()
    return {
        (str(article_id), str(field)): _cut_field(rows)
        for (article_id, field), rows in quotes[~in_own_words].groupby(["article_id", "field"], sort=False)
    }


def voice_of(stretches: list[Stretch], start: int, end: int) -> Voice:
    """The voice of one span, by the rule in `find_voices`."""
    pieces = cut_span(stretches, start, max(end, start + 1))
    length = Counter[Voice]()
    for piece in pieces:
        length[piece.voice] += piece.end - piece.start
    voice, longest = length.most_common(1)[0]
    return voice if 2 * longest > length.total() else pieces[0].voice


def cut_span(stretches: list[Stretch], start: int, end: int) -> list[Stretch]:
    """A span cut where the voice changes; what lies outside all stretches is the outlet's."""
    pieces = []
    at = start
    for which in range(bisect_right(stretches, start, key=lambda stretch: stretch.end), len(stretches)):
        stretch = stretches[which]  # no slice: a copy of the tail for each span would be quadratic
        if stretch.start >= end:
            break
        if stretch.start > at:
            pieces.append(Stretch(at, stretch.start, OUTLET))
        pieces.append(Stretch(max(at, stretch.start), min(end, stretch.end), stretch.voice))
        at = pieces[-1].end
    if at < end:
        pieces.append(Stretch(at, end, OUTLET))
    return pieces


def voice_columns(voices: list[Voice]) -> pd.DataFrame:
    """The three voice columns of a table, index 0 to n-1."""
    rows = [(voice.name, voice.kind, voice.quote_id) for voice in voices]
    return pd.DataFrame(rows, columns=["voice", "voice_kind", "quote_id"])


def _cut_field(rows: pd.DataFrame) -> list[Stretch]:
    starts, ends = rows["start"].to_numpy(), rows["end"].to_numpy()
    edges = np.unique(np.concatenate([starts, ends]))
    # Painted from the longest to the shortest quotation, the innermost stays on top.
    owner = np.full(len(edges), -1)
    for row in np.argsort(starts - ends, kind="stable"):
        owner[np.searchsorted(edges, starts[row]) : np.searchsorted(edges, ends[row])] = row
    voices = [_voice(row) for row in rows.to_dict("records")]
    return [
        Stretch(int(edges[at]), int(edges[at + 1]), voices[row]) for at, row in enumerate(owner) if row >= 0
    ]


def _voice(quote: dict[Any, Any]) -> Voice:
    name = next((quote[key] for key in ("actor", "speaker") if isinstance(quote[key], str)), None)
    if not quote["in_marks"]:
        kind = "reported"
    else:
        kind = "unresolved" if name is None else "quoted"
    return Voice(name, kind, quote["quote_id"], *_span(quote, "speaker"), *_span(quote, "cue"))


def _span(quote: dict[Any, Any], what: str) -> tuple[int, int] | tuple[None, None]:
    start, end = quote[f"{what}_start"], quote[f"{what}_end"]
    return (None, None) if pd.isna(start) or pd.isna(end) else (int(start), int(end))
