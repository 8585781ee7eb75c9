"""The comparisons of an analysis and their design in; how they were made out, in sentences and a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from mediakit._core.analysis import Analysis
from mediakit._core.tables import TABLES
from mediakit._core.wording import plural
from mediakit.report.comparisons import group_columns
from mediakit.report.numbers import NONE, Cell, Grid, to_rows
from mediakit.report.phrasing import UNKNOWN, Section

_CORRECTIONS = {
    "bh": "corrected by the method of Benjamini and Hochberg (1995) for the share of false discoveries",
    "holm": "corrected by the method of Holm (1979) for the chance of any false discovery",
    "none": "not corrected for the number of tests",
}
_INTERVALS = {
    "adapted": "Intervals are those that suit each measure, as the table below names them",
    "welch": "Intervals are Student's t, tests Welch's",
    "bootstrap_t": "Intervals and tests are from a studentised bootstrap of {n_resamples:,} resamples",
    "permutation": "Tests are from {n_resamples:,} studentised permutations",
}
_COPIES = {
    "all": "all articles count",
    "one_per_group": "of each group of copies only the origin counts",
    "own_words": "articles that are copied in good part or credit an agency are left out",
}
_VARIANTS = {
    "all": "with all articles",
    "one_per_group": "with one article of each group of copies",
    "own_words": "with articles in the outlets' own words alone",
}


def describe_comparison(analysis: Analysis) -> list[Section]:
    """How groups were compared, as the design and the tables say; nothing where nothing was."""
    if analysis.estimates.empty and analysis.contrasts.empty:
        return []
    said = [*_say_design(analysis), *_say_contrasts(analysis), *_say_copies(analysis)]
    note = analysis.settings.get("note")
    if note:
        said.append(f"Left out: {note}")
    grids = [_comparison_grid(analysis)] if "scores" in analysis.estimates else []
    return [Section("comparison", "Comparison", said, grids)]


def _say_design(analysis: Analysis) -> list[str]:
    design, by = analysis.settings.get("design"), analysis.settings.get("by")
    groups = f"Groups are the values of the column “{by}”." if by else f"What made the groups {UNKNOWN}."
    if not design:
        return [f"{groups} The design of the comparison {UNKNOWN}."]
    said = [groups, _say_unit(design), _say_interval(analysis, design), _say_choices(design)]
    if "actor" in analysis.estimates:
        n_compared, n_found = analysis.estimates["actor"].nunique(), analysis.mentions["actor"].nunique()
        said.append(f"Estimates are of {n_compared:,} of the {plural(n_found, 'actor')} found.")
    return [" ".join(filter(None, said))]


def _say_unit(design: Mapping[str, Any]) -> str:
    if design.get("story"):
        return f"Groups were compared within stories, the values of “{design['story']}”, which are the unit."
    unit = design.get("unit", "article")
    words = {"article": "the article", "copies": "the group of copies"}.get(unit, f"the value of “{unit}”")
    said = f"The unit of sampling is {words}: what one unit has is summed up first"
    return said + ", and intervals and tests are over units, not over mentions, cues or quotations."


def _say_interval(analysis: Analysis, design: Mapping[str, Any]) -> str:
    methods = _INTERVALS.get(design.get("method", ""), "").format(n_resamples=design.get("n_resamples", 0))
    seed = analysis.settings.get("seed")
    drawn = design.get("method") in ("bootstrap_t", "permutation")
    parts = [f"{methods}, at a level of {100 * design['level']:g} %." if methods else ""]
    if drawn:
        parts.append(f"Seed: {seed}." if seed is not None else f"The seed {UNKNOWN}.")
    least = design.get("min_articles")
    if least:
        parts.append(f"Groups with fewer than {least} units have an estimate, but neither interval nor test.")
    parts.append(
        "Intervals are sampling error only: they say nothing of errors of extraction or measurement."
    )
    return " ".join(filter(None, parts))


def _say_choices(design: Mapping[str, Any]) -> str:
    said = [f"Of copies: {_COPIES[design['copies']]}."] if design.get("copies") in _COPIES else []
    if design.get("period"):
        first, last = design["period"]
        said.append(f"Articles from {first} to {last} count.")
    if design.get("standardise"):
        said.append(f"Groups were given the composition of the whole by “{design['standardise']}”.")
    if design.get("against") == "rest":
        said.append("Each group was held against all others together.")
    if design.get("margin") is not None:
        said.append(f"Equivalence was tested with a margin of ±{design['margin']:g} (two one-sided tests).")
    voices = "taken together" if design.get("pool_voices") else "kept apart"
    said.append(f"The outlet's own words, quoted, reported and unresolved words were {voices}.")
    return " ".join(said)


def _say_contrasts(analysis: Analysis) -> list[str]:
    contrasts = analysis.contrasts
    if contrasts.empty:
        return []
    tested = contrasts[contrasts["p"].notna()]
    correction = (analysis.settings.get("design") or {}).get("correction")
    said = [
        f"Of {plural(len(contrasts), 'pair')} of groups {len(tested):,} could be tested.",
        f"The p values were {_CORRECTIONS[correction]}, over all tests of one comparison."
        if correction in _CORRECTIONS
        else f"How p values were corrected {UNKNOWN}.",
    ]
    if contrasts["method"].str.contains("MOVER", na=False).any():
        said.append(
            "Intervals of differences are recovered from those of the groups (MOVER: Zou and Donner 2008; "
            "of shares: Newcombe 1998)."
        )
    return [" ".join(said)]


def _say_copies(analysis: Analysis) -> list[str]:
    """How many contrasts change their sign or their verdict when copies are left out."""
    table = analysis.sensitivity
    if table.empty:
        return []
    keys = [name for name in table.columns if name not in TABLES["sensitivity"].names]
    keys += ["group_a", "group_b", "measure"]
    # Missing cells are part of a key, and pandas merges them only as a value.
    rows = table.assign(**{key: table[key].astype(object).where(table[key].notna(), "") for key in keys})
    base = (analysis.settings.get("design") or {}).get("copies", "all")
    first = rows[rows["copies"] == base]
    said = []
    for variant in (name for name in _VARIANTS if name != base and (rows["copies"] == name).any()):
        both = first.merge(rows[rows["copies"] == variant], on=keys, suffixes=("", "_b"))
        known = both["difference"].notna() & both["difference_b"].notna()
        signs = int((known & (both["difference"] * both["difference_b"] < 0)).sum())
        verdicts = int((both["told_apart"] != both["told_apart_b"]).sum())
        said.append(
            f"{_VARIANTS[variant]} {signs:,} of {plural(len(both), 'contrast')} change their sign and "
            f"{verdicts:,} their verdict"
        )
    return [f"Every contrast was made again: {'; '.join(said)}."] if said else []


def _comparison_grid(analysis: Analysis) -> Grid:
    """Each comparison: what was compared, by what, how many estimates and tests, and by which methods."""
    estimates, contrasts = analysis.estimates, analysis.contrasts
    by = str(analysis.settings.get("by") or "outlet")
    columns = [name for name in group_columns(estimates, "estimates") if name != by]
    rows = []
    for name, part in _comparisons(estimates, columns):
        scores, measure, *cells = name
        pairs = _same_comparison(contrasts, scores, measure, cells, columns)
        tested = pairs[pairs["p"].notna()]
        rows.append(
            [
                Cell(f"{scores}: {measure}", notes=[", ".join(cells).replace("_", " ")] if cells else []),
                Cell(_methods(part["method"])),
                Cell(_methods(tested["method"]) if len(tested) else NONE),
                Cell(f"{len(part):,}"),
                Cell(f"{int(part['low'].isna().sum()):,}"),
                Cell(f"{len(pairs):,}" if len(pairs) else NONE),
                Cell(f"{len(tested):,}" if len(pairs) else NONE),
            ]
        )
    heads = ["Compared", "Estimates", "Differences", "Estimates", "without interval", "Pairs", "tested"]
    return Grid("The comparisons, their methods and the sizes of their families of tests", heads, rows, 4)


def _comparisons(table: pd.DataFrame, columns: list[str]) -> list[tuple[tuple[str, ...], pd.DataFrame]]:
    """The rows of each comparison: one table, one measure, and the columns of the cells that are filled."""
    places: dict[tuple[str, ...], list[int]] = {}
    for at, row in enumerate(to_rows(table[["scores", "measure", *columns]])):
        cells = [name for name in columns if row[name] is not None]
        places.setdefault((str(row["scores"]), str(row["measure"]), *cells), []).append(at)
    return [(name, table.iloc[found]) for name, found in places.items()]


def _same_comparison(
    contrasts: pd.DataFrame, scores: str, measure: str, cells: list[str], columns: list[str]
) -> pd.DataFrame:
    if contrasts.empty or "scores" not in contrasts:
        return contrasts.head(0)
    kept = (contrasts["scores"] == scores) & (contrasts["measure"] == measure)
    for name in columns:
        filled = contrasts[name].notna() if name in contrasts else pd.Series(False, index=contrasts.index)
        kept &= filled == (name in cells)
    return contrasts[kept]


def _methods(methods: pd.Series[Any]) -> str:
    return "; ".join(dict.fromkeys(methods.dropna().astype(str))) or NONE
