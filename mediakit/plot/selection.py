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
VOICE_LABELS = {
    "own": "in the outlet's own words",
    "quoted": "inside quotation marks",
    "reported": "in the outlet's paraphrase of a speaker",
    "unresolved": "inside marks without a known speaker",
}


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
    check_columns(table, columns, "The estimates table")
    table = choose_rows(table, where, "estimates")
    declared = {*get_table("estimates").names, *columns} - {"measure"}
    refuse_several(table, [name for name in table.columns if name not in declared], "estimates")
    table = table.dropna(subset=list(columns)).reset_index(drop=True)
    if table.duplicated(list(columns)).any():
        example = table.loc[table.duplicated(list(columns)), list(columns)].iloc[0].tolist()
        raise InputError(f"The estimates table has more than one row for {example}. Pass each once.")
    return table


def choose_rows(table: pd.DataFrame, where: Mapping[str, Any] | None, what: str) -> pd.DataFrame:
    """The rows of a table with these values.

    Raises
    ------
    TableError, InputError
        When a column is missing, no row has a value, or the table has no rows.
    """
    chosen = dict(where or {})
    check_columns(table, [*chosen], f"The {what} table")
    for column, value in chosen.items():
        known = sorted(table[column].dropna().unique(), key=str)
        table = table[table[column] == value]
        if table.empty:
            raise InputError(
                f"No row of the {what} has {column} {value!r}. Known: {', '.join(map(str, known)) or 'none'}."
            )
    if table.empty:
        raise InputError(f"The {what} table has no rows: there is nothing to draw.")
    return table


def refuse_several(table: pd.DataFrame, columns: Sequence[str], what: str) -> None:
    """Raise when one of the columns has several values, which would end up in one figure.

    Raises
    ------
    InputError
        When one has.
    """
    for column in columns:
        values = sorted(table[column].dropna().astype(str).unique())
        if len(values) > 1:
            raise InputError(
                f"The {what} hold {len(values)} values of {column}: {', '.join(values[:6])}"
                f"{', …' if len(values) > 6 else ''}. They are not pooled unasked. Choose one with "
                f"where={{{column!r}: {values[0]!r}}}, and draw one figure for each."
            )


def describe_choice(table: pd.DataFrame, columns: Sequence[str]) -> str:
    """What the shown estimates have in common, such as "mean score, in the outlet's own words"."""
    measure = str(table["measure"].iloc[0])
    parts = [MEASURE_LABELS.get(measure, measure)]
    declared = {*get_table("estimates").names, *columns}
    parts += [
        describe_value(name, table[name].iloc[0])
        for name in table.columns
        if name not in declared and table[name].notna().any()
    ]
    return ", ".join(parts)


def name_value(column: str, value: object) -> str:
    """A value of a column in words: of `voice_kind` whose words they are."""
    return VOICE_LABELS.get(str(value), str(value)) if column == "voice_kind" else str(value)


def describe_value(column: str, value: object) -> str:
    """A value with what it is of, such as "actor: Kyiv" or "in the outlet's own words"."""
    name = name_value(column, value)
    if column == "scores":
        return f"from the scores of {name}"
    return name if name in VOICE_LABELS.values() else f"{column}: {name}"


def too_few(table: pd.DataFrame) -> pd.Series[Any]:
    """True where an estimate rests on too few articles for an interval."""
    return table["note"].fillna("").str.startswith("too few").astype(bool)


def level_of(table: pd.DataFrame) -> float | None:
    """Level of the intervals, 0 to 1, as their method names it; None when it does not."""
    method = next(iter(table["method"].dropna()), "") if "method" in table else ""
    found = re.match(r"(\d+(?:\.\d+)?) ?%", str(method))
    return float(found[1]) / 100 if found else None


def interval_label(table: pd.DataFrame) -> str:
    """What the intervals are, from the level their method names."""
    level = level_of(table)
    return f"{f'{100 * level:g} % ' if level else ''}interval, sampling error only"


def format_estimate(value: float, measure: str) -> str:
    """An estimate in its measure's unit: percent for shares, a sign for means."""
    if measure in PERCENT:
        return f"{value:.0%}".replace("%", " %")
    return f"{value:+.2f}".replace("-", "−") if measure == "mean" else f"{value:.2f}"
