"""Articles, mentions and quotes in, the words to score around each mention out, each in one voice."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import pandas as pd

from mediakit._core.sentences import find_sentences, sentence_at
from mediakit._core.spans import FIELDS
from mediakit.assess.voices import Stretch, Voice, cut_span

Sentence = tuple[str, int, int]  # the field's text, start and end


class Passage(NamedTuple):
    """Words to score, and where the target is named in them: a half-open span."""

    text: str
    start: int
    end: int


def find_sentences_of(mentions: pd.DataFrame, articles: pd.DataFrame) -> list[Sentence]:
    """The field's text, and start and end of the sentence, of each mention."""
    ids = articles["article_id"].tolist()  # a list is read many times as fast as a column of strings
    texts = {field: dict(zip(ids, articles[field].tolist(), strict=True)) for field in FIELDS}

    @cache
    def read_field(article_id: str, field: str) -> tuple[str, list[tuple[int, int]]]:
        text = texts[field][article_id]
        return text, find_sentences(text) or [(0, len(text))]

    columns = (mentions[name].tolist() for name in ("article_id", "field", "start"))
    found = []
    for article_id, field, start in zip(*columns, strict=True):
        text, sentences = read_field(article_id, field)
        found.append((text, *sentence_at(sentences, start)))
    return found


def cut_passages(
    mentions: pd.DataFrame,
    sentences: Sequence[Sentence],
    stretches: dict[tuple[str, str], list[Stretch]] | None = None,
    voices: Sequence[Voice] | None = None,
    *,
    with_cues: bool = False,
) -> list[Passage]:
    """The words to score of each mention: its sentence, or the pieces of it in the mention's voice.

    With cues, "accused" counts as a word of whoever accuses: it says how what follows is meant.
    """
    spans = zip(mentions["start"].tolist(), mentions["end"].tolist(), strict=True)
    if stretches is None or voices is None:
        return [
            Passage(text[start:end], *_clip(first - start, last - start, end - start))
            for (first, last), (text, start, end) in zip(spans, sentences, strict=True)
        ]
    places = zip(mentions["article_id"].tolist(), mentions["field"].tolist(), strict=True)
    return [
        _cut_voice(stretches.get(place, []), sentence, span, voice, with_cue=with_cues)
        for place, sentence, span, voice in zip(places, sentences, spans, voices, strict=True)
    ]


def _cut_voice(
    stretches: list[Stretch], sentence: Sentence, mention: tuple[int, int], voice: Voice, *, with_cue: bool
) -> Passage:
    """The pieces of a sentence in one voice, joined by a blank, and the mention's place in what is joined."""
    text, start, end = sentence
    pieces: list[str] = []
    length, first, last = 0, None, 0
    for piece in cut_span(stretches, start, end):
        if piece.voice.key != voice.key:
            if not (with_cue and voice.cue_start is not None and voice.cue_end is not None):
                continue
            piece = Stretch(max(piece.start, voice.cue_start), min(piece.end, voice.cue_end), voice)
            if piece.start >= piece.end:
                continue
        shift = length - piece.start
        if piece.start < mention[1] and mention[0] < piece.end:  # a mention may cross the edge of its voice
            first = max(mention[0], piece.start) + shift if first is None else first
            last = min(mention[1], piece.end) + shift
        pieces.append(text[piece.start : piece.end])
        length += piece.end - piece.start + 1
    return Passage(" ".join(pieces), first or 0, last)


def _clip(start: int, end: int, length: int) -> tuple[int, int]:
    """A mention's span inside its sentence; one that runs on into the next is cut."""
    return min(max(start, 0), length), min(max(end, 0), length)
