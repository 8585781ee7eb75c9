"""Tables as CSV files that a spreadsheet opens without running anything: a table in, a file out."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd

# A cell that starts so is a formula to a spreadsheet; the full-width signs are to some of them, too.
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
# NUL ends a cell in several readers, and a lone surrogate cannot be written; both are replaced one to one,
# so that offsets into the text stay right.
_UNWRITABLE: dict[int, str] = {0: "\u2400", **dict.fromkeys(range(0xD800, 0xE000), "\ufffd")}


def write_csv(table: pd.DataFrame, path: Path) -> None:
    """Write a table as UTF-8 CSV, the same bytes for the same table.

    A text cell that a spreadsheet would take for a formula, because it starts with ``=``, ``+``, ``-``,
    ``@``, a tab or a carriage return, gets an apostrophe in front; one that already starts with apostrophes
    and then such a sign gets one more. Taking one apostrophe away from every cell of that form gives the text
    back.
    Lists are written as JSON; numbers stay numbers.
    """
    safe = pd.DataFrame({name: _safe_column(table[name]) for name in table.columns}, index=table.index)
    safe.rename(columns=_safe_cell).to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


def _safe_column(column: pd.Series[Any]) -> pd.Series[Any]:
    if pd.api.types.is_numeric_dtype(column) or pd.api.types.is_datetime64_any_dtype(column):
        return column
    return column.astype(object).map(_safe_cell)


def _safe_cell(value: Any) -> Any:
    if isinstance(value, list | tuple | dict):
        value = json.dumps(value, ensure_ascii=False, default=str)
    if not isinstance(value, str):
        return value
    value = value.translate(_UNWRITABLE)
    return f"'{value}" if _FORMULA.match(value) else value
