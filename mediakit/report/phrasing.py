"""Counts, shares and hashes in; the phrases in which a page tells of them out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mediakit._core.wording import plural
from mediakit.report.numbers import NONE, Grid

UNKNOWN = "is not recorded in this analysis"


@dataclass(frozen=True)
class Section:
    """A part of the methods: an anchor, a heading, paragraphs, and tables."""

    anchor: str
    heading: str
    paragraphs: Sequence[str]
    grids: Sequence[Grid] = ()


def share(part: int, whole: int) -> str:
    """A part in percent of a whole.

    Examples
    --------
    >>> share(1, 8), share(999, 1000), share(1000, 1000)
    ('12 %', 'more than 99 %', '100 %')
    """
    if not whole:
        return NONE
    if 0 < part < 0.005 * whole:
        return "less than 1 %"
    return "more than 99 %" if 0.995 * whole < part < whole else f"{100 * part / whole:.0f} %"


def were(count: int, one: str, many: str = "") -> str:
    """A count, its noun and the verb.

    Examples
    --------
    >>> were(1, "article"), were(2, "article")
    ('1 article was', '2 articles were')
    """
    return f"{plural(count, one, many)} {'was' if count == 1 else 'were'}"


def short_sha(sha256: str | None) -> str:
    """The first twelve digits of a hash; the page has all of them in one table."""
    return f"SHA-256 {sha256[:12]}…" if sha256 else f"its hash {UNKNOWN}"


def listed(counts: Mapping[str, int]) -> str:
    """Counts and what they count, those of nought left out.

    Examples
    --------
    >>> listed({"direct": 3, "mixed": 0, "indirect": 1})
    '3 direct, 1 indirect'
    """
    return ", ".join(f"{count:,} {name}" for name, count in counts.items() if count)
