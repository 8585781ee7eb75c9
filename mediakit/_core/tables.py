"""Rows or a user's DataFrame in; a table with its declared columns and dtypes, or an error, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from mediakit._core.errors import TableError, UnknownNameError
from mediakit._core.table_kinds import Column as Column
from mediakit._core.table_kinds import Kind as Kind
from mediakit._core.table_kinds import Table as Table
from mediakit._core.table_list import TABLES as TABLES

# pandas 3 has a string dtype with NaN as its missing value; pandas 2.2 keeps strings as objects.
_TEXT_DTYPE: Any = "str" if int(pd.__version__.split(".")[0]) >= 3 else object


_NUMBER_DTYPES: Mapping[str, Any] = {"int": "int64", "maybe_int": "Int64", "float": "float64"}


def get_table(name: str) -> Table:
    """Declaration of a table by name.

    Raises
    ------
    UnknownNameError
        When no table has this name.
    """
    if name not in TABLES:
        raise UnknownNameError("table", name, TABLES)
    return TABLES[name]


def build_table(name: str, rows: Iterable[Mapping[str, Any]] | pd.DataFrame) -> pd.DataFrame:
    """Rows as a table with its declared columns, in their order and dtypes; other columns stay at the end.

    Columns the rows lack are filled with the kind's missing value: NaN for text and float, NaT for time, an
    empty list, False, 0, <NA>.
    """
    table = get_table(name)
    frame = rows.copy() if isinstance(rows, pd.DataFrame) else pd.DataFrame(list(rows))
    frame = frame.reset_index(drop=True)
    extra = [column for column in frame.columns if column not in table.names]
    columns = {
        column.name: _as_kind(frame[column.name], column.kind)
        if column.name in frame
        else _missing(column.kind, len(frame))
        for column in table.columns
    }
    return pd.DataFrame({**columns, **{name: frame[name] for name in extra}}, index=frame.index)


def check_table(frame: object, name: str) -> pd.DataFrame:
    """A user's DataFrame as the named table, checked once at the public door; the input stays as it was.

    Raises
    ------
    TableError
        When it is no DataFrame, lacks a required column, holds values of another kind, or repeats a key.
    """
    table = get_table(name)
    if not isinstance(frame, pd.DataFrame):
        raise TableError(
            f"Expected the {name} table as a pandas DataFrame (a row is {table.row}), "
            f"got {type(frame).__name__}."
        )
    if isinstance(frame.columns, pd.MultiIndex):
        raise TableError(
            f"The {name} table has columns in {frame.columns.nlevels} levels; expected one. Join them, for "
            "example with frame.columns = ['_'.join(map(str, names)) for names in frame.columns]."
        )
    lacking = [column for column in table.required if column not in frame.columns]
    if lacking:
        raise TableError(
            f"The {name} table lacks the column{'s' if len(lacking) > 1 else ''} {_quoted(lacking)}. "
            f"It has {_quoted(map(str, frame.columns)) or 'no columns'}. "
            f"A row is {table.row}; needed are {_quoted(table.required)}. Rename the columns with "
            "frame.rename(columns={...})."
        )
    repeated_names = frame.columns[frame.columns.duplicated()]
    if len(repeated_names):
        raise TableError(f"The {name} table has two columns {repeated_names[0]!r}. Rename or drop one.")
    try:
        checked = build_table(name, frame)
    except (TypeError, ValueError, OverflowError):
        for declared in table.columns:
            if declared.name in frame.columns:
                _check_kind(frame[declared.name], declared, name)
        raise
    if name == "articles":  # a missing body or title is an empty one: spans need a string to point into
        for column in ("title", "text", "outlet"):
            checked[column] = checked[column].fillna("")
    for key in table.key:
        if checked[key].isna().any():
            place = checked.index[checked[key].isna()][0]
            raise TableError(f"The {name} table has no {key} in row {place}. Each row needs its own.")
    if table.key:
        repeated = checked.duplicated(list(table.key))
        if repeated.any():
            example = checked.loc[repeated, list(table.key)].iloc[0].tolist()
            raise TableError(
                f"The {name} table has {int(repeated.sum())} repeated keys; the first is {example}. "
                f"Each row needs its own {', '.join(table.key)}; drop or rename the repeated ones."
            )
    return checked


def _check_kind(series: pd.Series[Any], column: Column, name: str) -> None:
    """Refuse a column whose values are not of its kind, naming the first that is not."""
    try:
        _as_kind(series, column.kind)
    except (TypeError, ValueError, OverflowError) as error:
        place, value = next(
            ((place, value) for place, value in series.items() if not _is_kind(value, column.kind)),
            (series.index[0], series.iloc[0]),
        )
        raise TableError(
            f"The column {column.name!r} of the {name} table ({column.meaning}) has {value!r} in "
            f"row {place}, which cannot be read as {column.kind.removeprefix('maybe_')}. "
            f"Mend or drop the value. ({error})"
        ) from error


def _is_kind(value: Any, kind: Kind) -> bool:
    try:
        _as_kind(pd.Series([value], dtype=object), kind)
    except (TypeError, ValueError, OverflowError):
        return False
    return True


def check_columns(frame: pd.DataFrame, columns: Sequence[str], what: str) -> None:
    """Refuse a frame that lacks one of the columns, naming those it has.

    Raises
    ------
    TableError
        When a column is missing.
    """
    lacking = [column for column in columns if column not in frame.columns]
    if lacking:
        raise TableError(
            f"{what} has no column {_quoted(lacking)}. It has {_quoted(map(str, frame.columns))}."
        )


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(repr(name) for name in names)


def _missing(kind: Kind, n: int) -> pd.Series[Any]:
    if kind == "list":
        return pd.Series([[] for _ in range(n)], dtype=object)
    dtypes: dict[str, Any] = {
        **_NUMBER_DTYPES,
        "text": _TEXT_DTYPE,
        "time": "datetime64[us, UTC]",
        "bool": bool,
    }
    fill: Any = {"int": 0, "maybe_int": pd.NA, "bool": False, "time": pd.NaT}.get(kind, np.nan)
    missing: pd.Series[Any] = pd.Series(fill, index=range(n), dtype=dtypes[kind])
    return missing


def _as_kind(series: pd.Series[Any], kind: Kind) -> pd.Series[Any]:
    if kind == "text" and isinstance(series.dtype, pd.StringDtype) and series.dtype == _TEXT_DTYPE:
        return series
    if kind == "text":
        missing = series.isna()
        text = series.astype(object).map(lambda value: value if isinstance(value, str) else str(value))
        return text.where(~missing, np.nan).astype(_TEXT_DTYPE)
    if kind == "time":
        # Each value by itself: one column may hold days, and times with and without a zone.
        is_time = pd.api.types.is_datetime64_any_dtype(series)
        times: pd.Series[Any] = pd.to_datetime(series, utc=True, format=None if is_time else "mixed")
        return times.astype("datetime64[us, UTC]")
    if kind == "list":
        return series.map(_as_list)
    if kind == "bool":
        return series.astype(object).where(~series.isna(), False).astype(bool)
    converted: pd.Series[Any] = series.astype(_NUMBER_DTYPES[kind])
    return converted


def _as_list(value: object) -> list[Any]:
    if isinstance(value, np.ndarray):  # as Parquet gives lists back; its numbers are not Python's own
        return list(value.tolist())
    return list(value) if isinstance(value, (list, tuple)) else []
