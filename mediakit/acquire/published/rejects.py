"""A problem of a published file in, its row of the rejects table out."""

from __future__ import annotations

from typing import Any

from mediakit.acquire.reading import Problem


def as_reject(source_file: str, problem: Problem, article_id: str | None = None) -> dict[str, Any]:
    """The row of a problem; `article_id` is that of an article read with a doubt."""
    return {
        "source_file": source_file,
        "place": problem.place,
        "reason": problem.reason,
        "remedy": problem.remedy,
        "kind": "doubt" if problem.doubt else "rejected",
        "n_records": problem.n_records,
        "article_id": article_id,
    }
