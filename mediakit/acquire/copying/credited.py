"""An article's text in, the agencies it credits out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mediakit.acquire.cleaning.credits import agency_in, credit_of

# A dateline, or an agency's mark in brackets before or after a paragraph.
_MARKS = (
    re.compile(r"^[A-ZÀ-Þ][^\n()]{1,60}\(([^()\n]{2,40})\)\s*[-–—:]", re.MULTILINE),
    re.compile(r"^[ \t]*\(([^()\n]{2,40})\)\s*[-–—:]", re.MULTILINE),
    re.compile(r"[.!?”\"’»]\s*\(([^()\n]{2,40})\)[ \t.]*$", re.MULTILINE),
)
_LAST_LINES = 3
_LONGEST_CREDIT = 300


def credited_agencies(text: str, agency: str = "") -> list[str]:
    r"""The agencies an article credits, in the order they are met.

    Looked at are the agency column, agencies in brackets in datelines and before or after paragraphs, and the
    credits in the last lines. An agency that is only spoken of is not credited.

    Examples
    --------
    >>> text = "OSTREL (Reuters) - The port is shut.\n\nNobody was hurt. (AFP)\n\nHe told AP of it."
    >>> credited_agencies(text, "dpa")
    ['dpa', 'Reuters', 'AFP']
    """
    return list(dict.fromkeys(_named(text, agency)))


def _named(text: str, agency: str) -> Iterator[str]:
    yield from filter(None, agency.split(", "))
    marks = (found[1] for pattern in _MARKS for found in pattern.finditer(text))
    lines = text.rstrip().rsplit("\n", _LAST_LINES)[-_LAST_LINES:]
    credits = (credit_of(line) or {} for line in lines if 0 < len(line) <= _LONGEST_CREDIT)
    for name in (*map(agency_in, marks), *(credit.get("agency") for credit in credits)):
        yield from name.split(", ") if name else ()
