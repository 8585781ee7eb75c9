"""A user's options in; the same, checked, out: names of columns, designs and seeds."""

from __future__ import annotations

from numbers import Integral

import pandas as pd

from mediakit._core.errors import InputError
from mediakit.compare.design import Design


def check_name(by: object) -> None:
    """Refuse what is not the name of one column.

    Raises
    ------
    InputError
        When `by` is no string.
    """
    if not isinstance(by, str):
        raise InputError(f"by is {by!r}; expected the name of one column, such as 'outlet'.")


def check_by(by: object) -> None:
    """Refuse what is not the name of one column, and the column that names articles.

    Raises
    ------
    InputError
        When `by` is no string, or "article_id".
    """
    check_name(by)
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
