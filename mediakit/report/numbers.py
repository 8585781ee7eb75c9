"""Numbers in, the words and grids a page shows out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

Row = dict[str, Any]
NONE = "–"
# VADER's own convention for the compound score: from 0.05 positive, from -0.05 negative.
_NEUTRAL = 0.05


@dataclass(frozen=True)
class Cell:
    """One cell of a grid: its words, where they lead, and further lines in small print."""

    text: str
    href: str | None = None
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Grid:
    """A table on a page: the first cell of each row is its heading; `n_numeric` last columns hold numbers."""

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    n_numeric: int = 0
    note: str = ""
    anchor: str = ""


def to_rows(table: pd.DataFrame) -> list[Row]:
    """The rows of a table as dictionaries, None where a value is missing."""
    names = [str(name) for name in table.columns]
    values = table.astype(object).where(table.notna(), None)
    return [dict(zip(names, row, strict=True)) for row in values.itertuples(index=False, name=None)]


def decimal(value: float | None, places: int = 2) -> str:
    """A number with a fixed number of decimals and a true minus sign; a dash when there is none.

    Examples
    --------
    >>> decimal(-0.314), decimal(None)
    ('−0.31', '–')
    """
    if value is None or value != value:
        return NONE
    shown = f"{value:,.{places}f}"
    return (shown.removeprefix("-") if float(shown.replace(",", "")) == 0 else shown).replace("-", "−")


def signed(value: float | None, places: int = 2) -> str:
    """A difference: as `decimal`, with a plus sign above nought.

    Examples
    --------
    >>> signed(0.5), signed(-0.5)
    ('+0.50', '−0.50')
    """
    shown = decimal(value, places)
    return f"+{shown}" if value is not None and value > 0 and float(shown.replace(",", "")) else shown


def p_value(value: float | None) -> str:
    """A p value with three decimals, and never as nought.

    Examples
    --------
    >>> p_value(0.0002), p_value(0.0312)
    ('< 0.001', '0.031')
    """
    if value is None or value != value:
        return NONE
    return "< 0.001" if value < 0.001 else f"{value:.3f}"


def day(published: Any) -> str:
    """The day of a time stamp, or a dash."""
    return NONE if published is None or pd.isna(published) else f"{published:%Y-%m-%d}"


def moment(published: Any, date_only: bool) -> str:
    """Day and time of a time stamp in UTC; the day alone where the source gave no more."""
    if published is None or pd.isna(published):
        return "undated"
    if date_only:
        return day(published)
    return f"{published:%Y-%m-%d %H:%M} UTC"


def vader_label(score: float) -> str:
    """What VADER calls a compound score.

    Examples
    --------
    >>> vader_label(-0.38), vader_label(0.0)
    ('negative', 'neutral')
    """
    return "positive" if score >= _NEUTRAL else "negative" if score <= -_NEUTRAL else "neutral"
