"""A user's arguments in; the same, checked, out: names of columns, designs, seeds, groups and numbers."""

from __future__ import annotations

from collections.abc import Iterable
from numbers import Integral

import numpy as np
import pandas as pd

from mediakit._core.errors import InputError, TableError
from mediakit.compare.design import Design


def check_by(by: object) -> None:
    """Refuse what is not the name of one column, and the column that names articles.

    Raises
    ------
    InputError
        When `by` is no string, or "article_id".
    """
    if not isinstance(by, str):
        raise InputError(f"by is {by!r}; expected the name of one column, such as 'outlet'.")
    if by == "article_id":
        raise InputError("by is 'article_id', which no two articles share; expected a column of groups.")


def read_cells(within: object) -> list[str]:
    """The columns that make cells, as a list.

    Raises
    ------
    InputError
        When it is not a name, some names, or None.
    """
    names = [] if within is None else within
    cells = list(names) if isinstance(names, (list, tuple, pd.Index)) else [names]
    columns = [name for name in cells if isinstance(name, str)]
    if len(columns) < len(cells):
        raise InputError(f"within is {within!r}; expected a column, a list of columns, or None.")
    return columns


def read_design(design: object) -> Design:
    """The design, or the default one.

    Raises
    ------
    InputError
        When it is no Design.
    """
    if design is None:
        return Design()
    if not isinstance(design, Design):
        raise InputError(
            f"design is {design!r}; expected mediakit.Design, such as mediakit.Design(correction='holm')."
        )
    return design


def check_seed(seed: object) -> None:
    """Refuse seeds that are no whole number of at least 0."""
    if isinstance(seed, bool) or not isinstance(seed, Integral) or seed < 0:
        raise InputError(f"seed is {seed!r}; expected a whole number of at least 0.")


def check_groups(table: pd.DataFrame, columns: Iterable[str], name: str) -> None:
    """Refuse columns whose values cannot be put in order, such as lists, or numbers among text.

    Raises
    ------
    TableError
        When there is such a column.
    """
    for column in columns:
        if column not in table.columns or isinstance(table[column].dtype, pd.CategoricalDtype):
            continue
        try:
            sorted(table[column].dropna().unique())
        except TypeError as error:
            kinds = sorted({type(value).__name__ for value in table[column].dropna()})
            raise TableError(
                f"The column {column!r} of the {name} table has values of the kind {', '.join(kinds)}, which "
                "make no groups. Expected text, numbers or dates of one kind; a column of lists becomes one "
                f"with a row for each value by {name}.explode({column!r})."
            ) from error


def read_numbers(table: pd.DataFrame, column: str, name: str) -> pd.Series[float]:
    """A column as numbers, missing where it is.

    Raises
    ------
    TableError
        When a value is no finite number of a size that can be squared.
    """
    values = table[column]
    numbers = np.array([_number(value) for value in values], dtype=float)
    wrong = np.flatnonzero(~(np.abs(numbers) < 1e100) & values.notna().to_numpy())
    if len(wrong):
        shown = repr(values.iloc[wrong[0]])
        raise TableError(
            f"The column {column!r} of the {name} table has {shown[:40]} in row {wrong[0]}, and "
            f"{len(wrong):,} such values; expected finite numbers. Mend the rows, or leave them missing."
        )
    return pd.Series(numbers, index=table.index)


def _number(value: object) -> float:
    """A value as a float: missing where it is none, infinite where it is too large."""
    if isinstance(value, (complex, np.complexfloating)):
        return np.nan
    try:
        return float(value)  # type: ignore[arg-type]
    except OverflowError:
        return np.inf
    except (TypeError, ValueError):
        return np.nan
