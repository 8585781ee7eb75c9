"""Rows with ids as they came in, rows with unique ids out, and what had to be dropped or renamed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mediakit._core.provenance import short_hash
from mediakit.acquire.reading import Problem

_CONTENT = ("outlet", "title", "text", "published")


class Identities:
    """The ids given so far, and what stands under each."""

    def __init__(self) -> None:
        self._content: dict[str, str] = {}
        self._place: dict[str, str] = {}
        self._copies: dict[str, int] = {}

    def admit(self, row: dict[str, Any], place: str, shown: str) -> tuple[bool, Problem | None]:
        """Whether a row is to be kept, with an id of its own, and the problem when its id was taken.

        The same content under the same id is dropped; other content gets the id with a number behind it.
        """
        article_id = row["article_id"]
        content = _digest(row)
        if article_id not in self._content:
            self._note(article_id, content, shown)
            return True, None
        first = self._place[article_id]
        if any(self._content.get(known) == content for known in self._names(article_id)):
            return False, Problem(
                place, f"the same article as in {first}, id {article_id!r}", "nothing to do: it was read once"
            )
        number = self._copies.get(article_id, 1) + 1
        while f"{article_id}-{number}" in self._content:
            number += 1
        self._copies[article_id] = number
        row["article_id"] = f"{article_id}-{number}"
        self._note(row["article_id"], content, shown)
        return True, Problem(
            place,
            f"the id {article_id!r} belongs to another article in {first}; renamed to {row['article_id']!r}",
            "give each article an id of its own, or name the column with the right one in columns=",
            doubt=True,
        )

    def _names(self, article_id: str) -> Sequence[str]:
        numbers = range(2, self._copies.get(article_id, 1) + 1)
        return [article_id, *(f"{article_id}-{number}" for number in numbers)]

    def _note(self, article_id: str, content: str, shown: str) -> None:
        self._content[article_id] = content
        self._place[article_id] = shown


def _digest(row: Mapping[str, Any]) -> str:
    return short_hash([str(row.get(name) or "") for name in _CONTENT], 24)
