"""A table in, a file out: CSV that a spreadsheet opens without running anything, or Parquet."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import pandas as pd
import pyarrow as pa

from mediakit._core.errors import InputError

MANIFEST = "data/manifest.json"
MADE_BY = "mediakit report"

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

    Raises
    ------
    InputError
        When the file cannot be written.
    """
    with explain_write_errors(path):
        _make_safe(table).to_csv(path, index=False, lineterminator="\n", encoding="utf-8")


def make_csv(table: pd.DataFrame) -> bytes:
    """A table as `write_csv` writes it."""
    text: str = _make_safe(table).to_csv(index=False, lineterminator="\n")
    return text.encode("utf-8")


def write_parquet(table: pd.DataFrame, path: Path) -> None:
    """Write a table as Parquet; a column whose values have no type in common is written as text.

    Records, and lists in a column of text, are written as JSON.

    Raises
    ------
    InputError
        When the file cannot be written.
    """
    mixed = [name for name in table.columns if table[name].dtype == object and not _has_type(table[name])]
    storable = table.assign(**{name: table[name].map(_as_text) for name in mixed})
    with explain_write_errors(path):
        storable.to_parquet(path, index=False)


def check_file(path: Path) -> None:
    """Make the folder of a file that is to be written, and refuse one that cannot be.

    Raises
    ------
    InputError
        When there is no such place, or no right to write there.
    """
    with explain_write_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            path.open("r+b").close()
        else:
            TemporaryFile(dir=path.parent).close()


def check_folder(folder: Path) -> list[str]:
    """The files of the report that is in a folder, which may be replaced; none when it is new or empty.

    Raises
    ------
    InputError
        When the folder is a file, holds something and no report of ours, or cannot be written.
    """
    with explain_write_errors(folder):
        if folder.is_file():
            raise InputError(f"{str(folder)!r} is a file; a report needs a folder. Name another one.")
        folder.parent.mkdir(parents=True, exist_ok=True)
        TemporaryFile(dir=folder if folder.exists() else folder.parent).close()
        if not folder.exists() or not any(folder.iterdir()):
            return []
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["made_by"] == MADE_BY:
            return [str(name) for name in manifest["files"]]
    except (OSError, ValueError, KeyError, TypeError):
        pass  # no manifest, or none of ours: the folder is somebody's
    raise InputError(
        f"The folder {str(folder)!r} is not empty and holds no report of mediakit (no {MANIFEST}), so "
        "nothing was written. Name a new folder, or empty this one."
    )


@contextmanager
def explain_write_errors(path: Path) -> Iterator[None]:
    """Turn the system's refusal to write into an error that says where and what to do."""
    try:
        yield
    except OSError as error:
        blocked = isinstance(error, FileExistsError | NotADirectoryError)
        reason = "a part of this path is a file" if blocked else error.strerror or error
        raise InputError(f"Cannot write to {str(path)!r}: {reason}. Name another place.") from error


def _make_safe(table: pd.DataFrame) -> pd.DataFrame:
    safe = pd.DataFrame({name: _safe_column(table[name]) for name in table.columns}, index=table.index)
    return safe.rename(columns=_safe_cell)


def _safe_column(column: pd.Series[Any]) -> pd.Series[Any]:
    if pd.api.types.is_numeric_dtype(column) or pd.api.types.is_datetime64_any_dtype(column):
        return column
    return column.astype(object).map(_safe_cell)


def _safe_cell(value: Any) -> Any:
    value = _flatten(value)
    if not isinstance(value, str):
        return value
    value = value.translate(_UNWRITABLE)
    return f"'{value}" if _FORMULA.match(value) else value


def _flatten(value: Any) -> Any:
    """A list or record as JSON, anything else as it is."""
    return (
        json.dumps(value, ensure_ascii=False, default=str)
        if isinstance(value, list | tuple | dict)
        else value
    )


def _as_text(value: Any) -> str | None:
    value = _flatten(value)
    return value if isinstance(value, str) else None if pd.isna(value) else str(value)


def _has_type(column: pd.Series[Any]) -> bool:
    """Whether Parquet has a type for all values of a column: a plain one, or lists of a plain one."""
    try:
        kind = pa.array(column, from_pandas=True).type
    except (pa.ArrowException, TypeError, ValueError, OverflowError):
        return False
    if pa.types.is_list(kind):
        kind = kind.value_type
    return not pa.types.is_nested(kind)
