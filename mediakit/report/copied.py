"""Articles and their groups of copies in, each article's relatives and the passages it shares out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from mediakit.report.numbers import Row, to_rows

# Shorter runs of the same words are often names and set phrases.
MIN_WORDS = 8
# A word, or one character of a script that writes without spaces.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+")


@dataclass(frozen=True)
class Copied:
    """An article's place in its group: its row, the group's origin, the other articles with their rows."""

    row: Row
    origin: Row | None
    others: Sequence[tuple[Row, Row]]


def copies_by_article(copies: pd.DataFrame, articles: Mapping[str, Row]) -> dict[str, Copied]:
    """For each article of a group of copies, its place in the group."""
    groups: dict[str, list[Row]] = {}
    for row in to_rows(copies):
        if row["article_id"] in articles:
            groups.setdefault(row["group_id"], []).append(row)
    placed = {}
    for group in groups.values():
        origin = next((articles[row["article_id"]] for row in group if row["origin"]), None)
        for row in group:
            others = [(articles[other["article_id"]], other) for other in group if other is not row]
            placed[row["article_id"]] = Copied(row, None if row["origin"] else origin, others)
    return placed


def shared_passages(text: str, origin: str) -> list[tuple[int, int]]:
    """Stretches of a text, from word to word, whose words stand in the origin in the same order.

    Examples
    --------
    >>> line = "The lock gates gave way at noon and water filled the lower town"
    >>> start, end = shared_passages(f"Update: {line}.", f"{line}, a warden said.")[0]
    >>> f"Update: {line}."[start:end] == line
    True
    """
    known = {run for run, _, _ in _runs(origin)}
    passages: list[tuple[int, int]] = []
    for run, start, end in _runs(text):
        if run not in known:
            continue
        if passages and start <= passages[-1][1]:
            passages[-1] = (passages[-1][0], end)
        else:
            passages.append((start, end))
    return passages


def _runs(text: str) -> list[tuple[tuple[str, ...], int, int]]:
    """Each run of so many words, with the offsets of its first and its last character."""
    words = [(match.group().casefold(), match.start(), match.end()) for match in _WORD.finditer(text)]
    return [
        (tuple(word for word, _, _ in words[at : at + MIN_WORDS]), words[at][1], words[at + MIN_WORDS - 1][2])
        for at in range(len(words) - MIN_WORDS + 1)
    ]
