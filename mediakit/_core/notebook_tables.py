"""Tables in, short HTML for a notebook out: all text is escaped, and the colours are the notebook's own."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import pandas as pd

N_SHOWN = 10
_P_VALUES = frozenset({"p", "p_adjusted", "p_equivalence"})
_WIDTH = 80  # characters of a cell; the table itself has the whole


def html_list(items: Sequence[str]) -> str:
    """Sentences as a list; nothing when there are none."""
    return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>" if items else ""


def html_table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows of text as a table, numbers to the right; nothing when there are no rows."""
    if not rows:
        return ""
    sides = ["right" if _is_number(cells) else "left" for cells in zip(*rows, strict=True)]

    def line(tag: str, cells: Sequence[str]) -> str:
        shown = zip(sides, cells, strict=True)
        return "".join(f"<{tag} style='text-align:{side}'>{escape(cell)}</{tag}>" for side, cell in shown)

    body = "".join(f"<tr>{line('td', row)}</tr>" for row in rows)
    return f"<table><thead><tr>{line('th', names)}</tr></thead><tbody>{body}</tbody></table>"


def html_head(table: pd.DataFrame, columns: Sequence[str]) -> str:
    """The first rows of a table of results: these columns where they are filled, low and high as one.

    Examples
    --------
    >>> table = pd.DataFrame({"estimate": [0.25], "low": [-0.5], "high": [1.0], "p": [2e-5]})
    >>> html_head(table, ["estimate", "interval", "p"]).partition("<tbody>")[2].count("<td")
    3
    """
    head = table.head(N_SHOWN)
    shown = {
        name: _interval(head) if name == "interval" else [_format(value, name) for value in head[name]]
        for name in columns
        if name == "interval" or name in head
    }
    shown = {name: cells for name, cells in shown.items() if any(cells)}
    return html_table([name.replace("_", " ") for name in shown], list(zip(*shown.values(), strict=True)))


def count_rows(table: pd.DataFrame) -> str:
    """How many rows there are, and that only the first are shown."""
    return f"{len(table):,} rows" + (f", the first {N_SHOWN}" if len(table) > N_SHOWN else "")


def _interval(table: pd.DataFrame) -> list[str]:
    ends = zip(table["low"], table["high"], strict=True)
    return [
        "" if pd.isna(low) or pd.isna(high) else f"{_format(low)} to {_format(high)}" for low, high in ends
    ]


def _format(value: Any, name: str = "") -> str:
    if pd.isna(value):
        return ""
    if isinstance(value, float):
        if name in _P_VALUES and value < 0.0005:
            return "<0.001"
        return f"{value:.3f}".replace("-", "−")
    text = f"{value:,}" if isinstance(value, int) else str(value)
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"


def _is_number(cells: Sequence[str]) -> bool:
    kept = [cell.lstrip("−<") for cell in cells if cell]
    return bool(kept) and all(cell[0].isdigit() and cell[-1].isdigit() for cell in kept)
