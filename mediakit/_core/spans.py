"""Spans are half-open character offsets into an article's title or text; these helpers cut and check them."""

from __future__ import annotations

import re

import pandas as pd

from mediakit._core.errors import TableError

FIELDS = ("title", "text")

# A word is a run of letters and digits, with apostrophes and hyphens inside.
WORD = re.compile(r"\w+(?:[’'\-]\w+)*")


def count_words(text: str) -> int:
    """Number of words in a text."""
    return len(WORD.findall(text))


def cut_spans(table: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    """The words each row of a span table points to, cut from the articles."""
    fields = {
        (article_id, field): text
        for field in FIELDS
        for article_id, text in zip(articles["article_id"], articles[field], strict=True)
    }
    return [
        fields[article_id, field][start:end]
        for article_id, field, start, end in zip(
            table["article_id"], table["field"], table["start"], table["end"], strict=True
        )
    ]


def check_spans(table: pd.DataFrame, articles: pd.DataFrame, name: str) -> None:
    """Refuse a span table whose offsets do not give its text in these articles.

    Raises
    ------
    TableError
        When an article is unknown or a span's text is not what stands there.
    """
    if table.empty:
        return
    unknown = set(table["article_id"]) - set(articles["article_id"])
    if unknown:
        raise TableError(
            f"The {name} table has {len(unknown)} article_id that the articles table lacks, such as "
            f"{sorted(unknown)[0]!r}. Pass the articles the {name} were found in."
        )
    for at, (expected, found) in enumerate(zip(table["text"], cut_spans(table, articles), strict=True)):
        if expected != found:
            raise TableError(
                f"Row {at} of the {name} table says {expected!r}, but the article has {found!r} "
                "at its offsets. Were the articles changed after the table was made?"
            )
