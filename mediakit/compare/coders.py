"""Codes of several coders in; their agreement with intervals, as a table, out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit._core.errors import InputError, TableError, UnknownNameError
from mediakit._core.notebook_tables import count_rows, html_head
from mediakit._core.tables import build_table, check_columns, check_table
from mediakit.compare.alpha import Floats, krippendorff_alpha, percent_agreement
from mediakit.compare.kappa import mean_kappa, value_distances

LEVELS = ("nominal", "ordinal", "interval", "ratio")
_SHOWN = (
    "variable", "category", "measure", "estimate", "interval", "n_units", "n_coders", "n_codes", "note",
)  # fmt: skip
_MIN_UNITS = 5  # as few articles get no interval elsewhere
_MAX_KAPPA_CODERS = 10  # 45 pairs; with a crowd of coders few pairs share units


def compare_coders(
    codes: pd.DataFrame,
    *,
    level: str = "nominal",
    order: Sequence[Any] | None = None,
    confidence: float = 0.95,
    n_resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Measure how far coders agree: Krippendorff's alpha, with percent agreement and Cohen's kappa beside it.

    Parameters
    ----------
    codes : DataFrame
        A row for each unit and coder: unit, coder, code, and variable where several were coded. A coder can
        be a program. Missing codes are left out; coders need not have coded all units.
    level : {"nominal", "ordinal", "interval", "ratio"}, default "nominal"
        Level of measurement of the codes. Interval and ratio need numbers.
    order : sequence, optional
        The codes from lowest to highest, for ordinal codes that are no numbers.
    confidence : float, default 0.95
        Coverage the intervals aim at, between 0 and 1.
    n_resamples : int, default 2000
        Resamples of the units for the intervals.
    seed : int, default 0
        Seed of the resamples.

    Returns
    -------
    DataFrame
        The agreement table. For each variable a row for each measure:

        - "alpha": 1 is perfect agreement, 0 what chance gives, below 0 systematic disagreement.
        - "percent": share of pairs of coders who agree on a unit, averaged over units, 0 to 1.
        - "kappa": Cohen's kappa, averaged over pairs of coders; ordinal and interval codes with squared
          weights. Missing with more than ten coders.

        For nominal codes follows the alpha of each category against all others together. Columns: variable,
        category (missing for the whole variable), measure, estimate, low, high, n_units and n_coders (with at
        least two codes, those who gave them), n_codes (of these units; of the category alone in its row),
        method, note.

    Raises
    ------
    TableError
        When a column is missing, a coder coded a unit twice, or codes are not of the level.
    UnknownNameError, InputError
        When an option cannot be used.

    Notes
    -----
    Intervals are percentiles over resampled units, so they cover the choice of units, not of coders. With few
    units, or agreement near 1, they are too narrow.

    References
    ----------
    Krippendorff, K. (2019). Content analysis. 4th ed., chapter 12.

    Examples
    --------
    >>> codes = pd.DataFrame({
    ...     "unit": list("abcdef") * 2, "coder": ["Ana"] * 6 + ["Ben"] * 6,
    ...     "code": ["war", "war", "aid", "aid", "aid", "war", "war", "war", "aid", "aid", "war", "war"]})
    >>> compare_coders(codes)[["category", "measure", "estimate"]].round(3)
      category  measure  estimate
    0      NaN    alpha     0.686
    1      NaN  percent     0.833
    2      NaN    kappa     0.667
    3      aid    alpha     0.686
    4      war    alpha     0.686
    """
    _check_options(level, order, confidence, n_resamples)
    table = _check_codes(codes)
    rows: list[dict[str, Any]] = []
    for variable, part in table.groupby("variable", dropna=False, sort=True):
        coded = _lay_out(part, level, order)
        for row in _measure(coded, level, confidence, n_resamples, seed):
            rows.append({"variable": variable, **row})
    return Agreement(build_table("agreement", rows))


class Agreement(pd.DataFrame):
    """The agreement table, which a notebook shows short; what is made of it is a plain DataFrame."""

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame

    def _repr_html_(self) -> str:
        told = (
            "<strong>Agreement of coders</strong>: 1 is perfect; for alpha and kappa 0 is chance. An alpha "
            "of .80 is held good, from .667 it allows tentative conclusions (Krippendorff 2019)."
        )
        head = html_head(self, _SHOWN)
        return (
            f"<p>{told}</p><p>{count_rows(self)}</p>{head}<p>Next: define again the category with the lowest "
            "alpha, and read the units on which coders differ.</p>"
        )


@dataclass(frozen=True)
class _Coded:
    """The units with at least two codes: numbers of values by coder and unit, and the values."""

    codes: NDArray[np.int64]
    names: list[Any]
    values: Floats

    @property
    def counts(self) -> Floats:
        """How many coders gave a unit (row) a value (column)."""
        given = self.codes[:, :, None] == np.arange(len(self.names))
        return np.asarray(given.sum(axis=0), dtype=float)

    def against_rest(self, at: int) -> _Coded:
        """One category held against all others."""
        codes = np.where(self.codes < 0, -1, (self.codes == at).astype(np.int64))
        return _Coded(codes, ["rest", self.names[at]], np.array([0.0, 1.0]))


def _measure(
    coded: _Coded, level: str, confidence: float, n_resamples: int, seed: int
) -> Iterator[dict[str, Any]]:
    alpha = partial(krippendorff_alpha, values=coded.values, level=level)
    distances = value_distances(coded.values, level)
    n_units = coded.codes.shape[1]
    rng = np.random.default_rng(seed)
    drawn = rng.integers(0, n_units, (n_resamples, n_units)) if n_units >= _MIN_UNITS else None
    counts = coded.counts

    def estimate(measure: str, of: Callable[[Any], float], data: Any, n_codes: int) -> dict[str, Any]:
        value = of(data)
        low, high, note = _interval(of, data, drawn, confidence, value)
        return {
            "measure": measure, "estimate": value, "low": low, "high": high, "n_units": n_units,
            "n_coders": int((coded.codes >= 0).any(axis=1).sum()), "n_codes": n_codes, "note": note,
            "method": f"{level}, {confidence:.0%} percentile interval, {n_resamples:,} resamples of units",
        }  # fmt: skip

    n_codes = int(counts.sum())
    yield estimate("alpha", alpha, counts, n_codes)
    yield estimate("percent", percent_agreement, counts, n_codes)
    if len(coded.codes) <= _MAX_KAPPA_CODERS:
        yield estimate("kappa", lambda units: mean_kappa(units.T, distances), coded.codes.T, n_codes)
    for at, name in enumerate(coded.names if level == "nominal" else []):
        if counts[:, at].any():
            row = estimate("alpha", _alpha_of_two, coded.against_rest(at).counts, int(counts[:, at].sum()))
            yield {"category": name, **row}


def _alpha_of_two(counts: Floats) -> float:
    """Alpha of a category held against the rest."""
    return krippendorff_alpha(counts, np.array([0.0, 1.0]), "nominal")


def _interval(
    of: Callable[[Any], float], data: Any, drawn: NDArray[np.int64] | None, confidence: float, value: float
) -> tuple[float, float, str]:
    """Percentiles over resampled units, and what the reader must know."""
    if np.isnan(value):
        return value, value, "codes do not vary or no unit has two: undefined"
    if drawn is None:
        return np.nan, np.nan, f"too few units (n = {len(data)} < {_MIN_UNITS}): no interval"
    resampled = np.array([of(data[at]) for at in drawn])
    undefined = int(np.isnan(resampled).sum())
    if undefined == len(resampled):
        return np.nan, np.nan, "undefined in all resamples: no interval"
    low, high = np.nanquantile(resampled, [(1 - confidence) / 2, (1 + confidence) / 2])
    note = f"undefined in {undefined:,} of {len(resampled):,} resamples, left out" if undefined else ""
    return float(low), float(high), note


def _check_options(level: str, order: Sequence[Any] | None, confidence: float, n_resamples: int) -> None:
    if level not in LEVELS:
        raise UnknownNameError("level of measurement", level, LEVELS)
    if order is not None and level != "ordinal":
        raise InputError(f"order is given, but level is {level!r}; expected level='ordinal' with it.")
    if order is not None and len(set(order)) < len(order):
        raise InputError(f"order is {list(order)!r}; expected each code once.")
    if not 0 < confidence < 1:
        raise InputError(f"confidence is {confidence!r}; expected a number between 0 and 1, such as 0.95.")
    if n_resamples < 200:
        raise InputError(f"n_resamples is {n_resamples!r}; expected at least 200, for tails of five draws.")


def _check_codes(codes: object) -> pd.DataFrame:
    table = check_table(codes, "codes")
    check_columns(table, ["code"], "The codes table")
    table = table.dropna(subset=["unit", "coder", "code"])
    odd = [code for code in table["code"] if isinstance(code, (list, set, dict)) or code in (np.inf, -np.inf)]
    if odd:
        raise TableError(
            f"The codes table has the code {odd[0]!r}; expected one name or finite number a row. Give each "
            "of several codes a variable of its own, 0 or 1."
        )
    repeated = table[table.duplicated(["variable", "unit", "coder"])]
    if len(repeated):
        first = repeated.iloc[0]
        raise TableError(
            f"The codes table has {len(repeated)} repeated codes; the first is a second one by "
            f"{first['coder']!r} for {first['unit']!r}. Keep one row for each unit, coder and variable."
        )
    return table


def _lay_out(table: pd.DataFrame, level: str, order: Sequence[Any] | None) -> _Coded:
    """One variable's codes by coder and unit, without the units that have fewer than two."""
    table = table[table.groupby("unit")["coder"].transform("size") > 1]
    names = list(order) if order is not None else sorted(table["code"].unique().tolist(), key=_sort_key)
    number = {name: at for at, name in enumerate(names)}
    unknown = [code for code in table["code"].unique().tolist() if code not in number]
    if unknown:
        raise TableError(f"The codes table has the code {unknown[0]!r}, which order= lacks: {names!r}.")
    if level != "nominal" and order is None and not all(_is_number(name) for name in names):
        wrong = next(name for name in names if not _is_number(name))
        raise TableError(
            f"The codes table has the code {wrong!r}; {level} codes are numbers. "
            "Give the codes from lowest to highest with level='ordinal' and order=[...]."
        )
    if level == "ratio" and names and names[0] < 0:
        raise TableError(f"The codes table has the code {names[0]!r}; ratio codes are at least 0.")
    numbered = table.assign(code=table["code"].map(number))
    grid = (
        numbered.pivot_table(index="coder", columns="unit", values="code", aggfunc="first")
        .fillna(-1)
        .astype(np.int64)
    )
    numeric = level in ("interval", "ratio")
    values = np.array(names if numeric else range(len(names)), dtype=float)
    return _Coded(grid.to_numpy(), names, values)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool)


def _sort_key(value: Any) -> tuple[bool, Any]:
    return (True, value) if _is_number(value) else (False, str(value))
