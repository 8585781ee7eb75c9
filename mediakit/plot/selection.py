"""Estimates in; those a figure shows, of one measure and with nothing mixed unasked, out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from mediakit._core.errors import InputError
from mediakit._core.tables import check_columns, check_table, get_table

MEASURE_LABELS = {
    "mean": "mean score",
    "share": "share of articles",
    "rate": "rate per 1,000 words",
    "word_share": "share of words",
}
PERCENT = ("share", "word_share")


def select_estimates(
    estimates: object, columns: Sequence[str], where: Mapping[str, Any] | None
) -> pd.DataFrame:
    """The estimates with these values, once it is sure that nothing else is mixed.

    Raises
    ------
    TableError, InputError
        When a column is missing, nothing is left, or several measures or values of another column would end
        up in one figure.
    """
    table = check_table(estimates, "estimates")
    chosen = dict(where or {})
    check_columns(table, [*columns, *chosen], "The estimates table")
    for column, value in chosen.items():
        known = sorted(table[column].dropna().unique(), key=str)
        table = table[table[column] == value]
        if table.empty:
            raise InputError(
                f"No estimate has {column} {value!r}. Known: {', '.join(map(str, known)) or 'none'}."
            )
    if table.empty:
        raise InputError("The estimates table has no rows: there is nothing to draw.")
    declared = {*get_table("estimates").names, *columns} - {"measure"}
    for column in [name for name in table.columns if name not in declared]:
        values = sorted(table[column].dropna().astype(str).unique())
        if len(values) > 1:
            raise InputError(
                f"The estimates hold {len(values)} values of {column}: {', '.join(values[:6])}"
                f"{', …' if len(values) > 6 else ''}. They are not pooled unasked. Choose one with "
                f"where={{{column!r}: {values[0]!r}}}, and draw one figure for each."
            )
    table = table.dropna(subset=list(columns)).reset_index(drop=True)
    if table.duplicated(list(columns)).any():
        example = table.loc[table.duplicated(list(columns)), list(columns)].iloc[0].tolist()
        raise InputError(f"The estimates table has more than one row for {example}. Pass each once.")
    return table


def describe_choice(table: pd.DataFrame, columns: Sequence[str]) -> str:
    """What the shown estimates have in common, such as "mean score, voice_kind: own"."""
    measure = str(table["measure"].iloc[0])
    parts = [MEASURE_LABELS.get(measure, measure)]
    declared = {*get_table("estimates").names, *columns}
    parts += [
        f"{name}: {table[name].iloc[0]}"
        for name in table.columns
        if name not in declared and table[name].notna().any()
    ]
    return ", ".join(parts)


def too_few(table: pd.DataFrame) -> pd.Series[Any]:
    """True where an estimate rests on too few articles for an interval."""
    return table["note"].fillna("").str.startswith("too few").astype(bool)


def interval_label(table: pd.DataFrame) -> str:
    """What the intervals are, from the level their method names."""
    found = re.match(r"(\d+(?:\.\d+)?) ?%", str(table["method"].dropna().iloc[0])) if len(table) else None
    level = f"{found[1]} % interval" if found else "interval"
    return f"{level}, sampling error only"


def format_estimate(value: float, measure: str) -> str:
    """An estimate in its measure's unit: percent for shares, a sign for means."""
    if measure in PERCENT:
        return f"{value:.0%}".replace("%", " %")
    return f"{value:+.2f}".replace("-", "−") if measure == "mean" else f"{value:.2f}"
