"""Rows with ids as they came in, rows with unique ids out, and what had to be dropped or renamed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mediakit._core.provenance import short_hash
from mediakit.acquire.reading import Problem

_SUFFIX_LENGTH = 8
_CONTENT = ("outlet", "title", "text", "published")


@dataclass(frozen=True)
class _Admitted:
    """An article that was kept: its id, and where it was read."""

    article_id: str
    shown: str


class Identities:
    """The ids given so far, and what stands under each."""

    def __init__(self) -> None:
        # For each id that was given or wished for: the content of its articles, first of all the holder's.
        self._known: dict[str, dict[str, _Admitted]] = {}

    def admit(self, row: dict[str, Any], place: str, shown: str) -> tuple[bool, Problem | None]:
        """Whether a row is to be kept, with an id of its own, and the problem when its id was taken.

        The same content under the same id is dropped; other content gets the id with a hash of it behind.
        """
        article_id = row["article_id"]
        content = _digest(row)
        known = self._known.setdefault(article_id, {})
        if not known:
            known[content] = _Admitted(article_id, shown)
            return True, None
        if content in known:
            same = known[content]
            return False, Problem(
                place,
                f"the same article as in {same.shown}, id {same.article_id!r}",
                "nothing to do: it was read once",
            )
        holder = next(iter(known.values()))
        row["article_id"] = self._free(article_id, content)
        known[content] = _Admitted(row["article_id"], shown)
        self._known[row["article_id"]] = {content: known[content]}
        return True, Problem(
            place,
            f"the id {article_id!r} belongs to another article in {holder.shown}; "
            f"renamed to {row['article_id']!r}",
            "give each article an id of its own, or name the column with the right one in columns=",
            doubt=True,
        )

    def _free(self, article_id: str, content: str) -> str:
        """The id with a hash of the content behind it: the same whatever else was read."""
        suffix = f"-{content[:_SUFFIX_LENGTH]}"
        free = article_id + suffix
        while free in self._known:
            free += suffix
        return free


def _digest(row: Mapping[str, Any]) -> str:
    return short_hash([str(row.get(name) or "") for name in _CONTENT], 24)
