"""Estimates and contrasts in, grids with intervals out, each number linked to its sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from mediakit._core.tables import TABLES
from mediakit._core.wording import plural
from mediakit.plot.selection import MEASURE_LABELS, PERCENT, VOICE_LABELS, format_estimate
from mediakit.report.evidence import BY, Evidence
from mediakit.report.figures import Figure, draw_contrasts, draw_figures
from mediakit.report.numbers import NONE, Cell, Grid, Row, decimal, p_value, signed, to_rows

MAX_CROSSED = 12
MAX_CONTRASTS = 15
MAX_LISTED = 2000
_MAX_DIFFERENCES, _TOLD = 4, 0.05  # figures of differences, of comparisons with a smaller corrected p
_PROBABILITY = "mean probability"
_UNITS = {
    "mean": "Mean score, from −1 (negative) to 1 (positive), over articles.",
    "share": "Share of the outlet's articles that have at least one.",
    "rate": "Number per 1,000 words of title and text.",
    "word_share": "Share of the words the outlet quotes.",
}
_TABLE_UNITS = {
    "framing": (
        "Share of the outlet's articles in which a trained model finds the frame (a probability from .5 on). "
        "It learned from climate news: compare outlets, and do not read the level."
    ),
    "roles": (
        "Mean probability, 0 to 1, that the outlet's own words cast the actor as protagonist (who protects "
        "or helps), antagonist (who harms or fails) or innocent (who suffers), over articles."
    ),
    "stance": (
        "Mean of the reporting words, over articles: 1 takes what is said as true (“pointed out”), 0 just "
        "says it, −1 doubts it or makes the speaker look bad (“claimed”, “ranted”). House styles differ, too."
    ),
    "mentions": "Share of the outlet's articles of each period that mention the actor.",
}
_WITHOUT_COPIES = {"one_per_group": "One of each copy", "own_words": "Own words"}
_COPIES = (
    "Beside each difference: the same with one article of each group of copies, and without articles "
    "that are copied in good part or credit an agency. “Differs by copies”: sign or verdict is not the "
    "same in all."
)
_NAMES = {
    "sentiment": "Sentiment",
    "frames": "Frame cues",
    "quotes": "Quotations",
    "framing": "Frames of whole articles",
    "roles": "Roles",
    "stance": "How words of others are introduced",
    "mentions": "Mentions",
}


@dataclass(frozen=True)
class Part:
    """The part of a comparison in one voice: whose words, its figures, and its grid where it has one."""

    voice: str
    figures: list[Figure]
    grid: Grid | None


@dataclass(frozen=True)
class Comparison:
    """What one table was compared on: a heading, the unit of its numbers, and its parts by voice."""

    heading: str
    unit: str
    parts: list[Part]


def group_columns(table: pd.DataFrame, name: str) -> list[str]:
    """The columns of an estimates or contrasts table that say which group a row is about."""
    return [column for column in table.columns if column not in {*TABLES[name].names, "scores"}]


def cross_estimates(estimates: pd.DataFrame, evidence: Evidence) -> list[Comparison]:
    """Each comparison with its figures and grids: outlets across, actors or frames down, voices apart."""
    by, columns = evidence.by, group_columns(estimates, "estimates")
    if estimates.empty or by not in columns:
        return []
    estimates = _name_probabilities(estimates)
    cells = [column for column in columns if column not in {by, "voice_kind"}]
    # Two comparisons may have table and measure in common, but then not the columns of their cells.
    places: dict[tuple[str, str, tuple[str, ...]], list[int]] = {}
    for at, row in enumerate(to_rows(estimates)):
        within = tuple(column for column in cells if row[column] is not None)
        places.setdefault((row.get("scores") or "", row["measure"], within), []).append(at)
    compared = [
        _compare(estimates.iloc[found], by, scores, measure, within, evidence)
        for (scores, measure, within), found in places.items()
    ]
    return [comparison for comparison in compared if comparison.parts]


def _compare(
    rows: pd.DataFrame, by: str, scores: str, measure: str, within: Sequence[str], evidence: Evidence
) -> Comparison:
    columns = group_columns(rows, "estimates")
    split = " and ".join(column.replace("_", " ") for column in within)
    heading = _about(scores, measure) + (f", by {split}" if split else "")
    parts = []
    for voice, part in _split_voices(rows, columns):
        label = VOICE_LABELS.get(voice, voice)
        title = label[:1].upper() + label[1:] if voice in VOICE_LABELS else label
        figures = draw_figures(part, by, within, " ".join(filter(None, [scores, measure, *within, voice])))
        caption = f"{heading}. {title}" if title else heading
        if "period" not in within:
            parts.append(Part(title, figures, _cross(caption, part, by, within, columns, evidence)))
        elif figures:
            parts.append(Part(title, figures, None))  # a line is seen, a hundred cells are not
    return Comparison(heading, _TABLE_UNITS.get(scores) or _UNITS.get(measure, ""), parts)


def _name_probabilities(estimates: pd.DataFrame) -> pd.DataFrame:
    """The estimates with means of probabilities named as such: they have no sign and start at nought."""
    if "scores" not in estimates:
        return estimates
    means = estimates["scores"].eq("roles") & estimates["measure"].eq("mean")
    return estimates.assign(measure=estimates["measure"].mask(means, _PROBABILITY))


def _split_voices(rows: pd.DataFrame, columns: Sequence[str]) -> list[tuple[str, pd.DataFrame]]:
    """The rows of each voice, the outlet's own words first; all of them where voices are not kept apart."""
    if "voice_kind" not in columns or rows["voice_kind"].isna().all():
        return [("", rows)]
    known = [*VOICE_LABELS, *sorted(set(rows["voice_kind"].dropna()) - set(VOICE_LABELS))]
    parts = ((voice, rows[rows["voice_kind"] == voice]) for voice in known)
    return [(voice, part) for voice, part in parts if len(part)]


def list_estimates(estimates: pd.DataFrame, evidence: Evidence) -> Grid:
    """The estimates one below the other, with interval, numbers of articles and note."""
    columns = group_columns(estimates, "estimates")
    estimates = _name_probabilities(estimates)
    rows = [
        [
            Cell(_NAMES.get(row.get("scores") or "", row.get("scores") or NONE)),
            *(Cell(NONE if row[column] is None else str(row[column])) for column in columns),
            Cell(row["measure"]),
            replace(estimate_cell(row, columns, evidence), notes=()),  # they have columns of their own
            Cell(show_interval(row)),
            Cell(f"{row['n_articles']:,}"),
            Cell(f"{row['n']:,}"),
            Cell(row["note"] or ""),
        ]
        for row in to_rows(estimates.head(MAX_LISTED))
    ]
    heads = ["Compared", *map(_head, columns), "Measure", "Estimate", "Interval", "Articles", "Rows", "Note"]
    return Grid("All estimates", heads, rows, n_numeric=0, note=_cap(len(rows), len(estimates), "estimates"))


def list_contrasts(
    contrasts: pd.DataFrame,
    evidence: Evidence,
    limit: int = MAX_LISTED,
    sensitivity: pd.DataFrame | None = None,
) -> Grid:
    """Pairs of groups, the smallest corrected p first, with the size of the family it was corrected over.

    With the sensitivity table, the same difference without copies stands beside each.
    """
    columns = group_columns(contrasts, "contrasts")
    without = {} if sensitivity is None else _without_copies(sensitivity, columns)
    order = ["p_adjusted", "p", "group_a", "group_b", *columns, "measure"]
    ordered = contrasts.sort_values(order, kind="stable", na_position="last").head(limit)
    rows = []
    for row in to_rows(ordered):
        scores = row.get("scores") or ""
        within = _members(scores, row, columns, evidence.by)
        cells = [str(row[column]) for column in columns if row[column] is not None]
        about = Cell(" · ".join(cells) or "All", notes=[_about(scores, row["measure"])])
        rows.append(
            [
                about,
                Cell(row["group_a"], evidence.link(scores, {BY: row["group_a"], **within})),
                Cell(row["group_b"], evidence.link(scores, {BY: row["group_b"], **within})),
                _difference_cell(row),
                *([_difference_cell(other) for other in _beside(without, row, columns)] if without else []),
                Cell(p_value(row["p"])),
                Cell(p_value(row["p_adjusted"])),
                Cell(f"{row['family_size']:,}"),
                Cell(f"{row['n_a']:,} / {row['n_b']:,}"),
                Cell(decimal(row["effect"])),
            ]
        )
    copies = list(_WITHOUT_COPIES.values()) if without else []
    heads = ["About", "A", "B", "A minus B", *copies, "p", "p corrected", "Tests", "Articles A / B", "Effect"]
    note = " ".join(filter(None, [_cap(len(rows), len(contrasts), "contrasts"), _COPIES if without else ""]))
    n_numeric = 6 + len(copies)
    return Grid("Differences, the smallest corrected p first", heads, rows, n_numeric=n_numeric, note=note)


def draw_differences(contrasts: pd.DataFrame, sensitivity: pd.DataFrame) -> list[tuple[str, Figure]]:
    """Figures of the differences that are told from zero, by comparison; the nearest when none is."""
    if "scores" not in contrasts:
        contrasts = contrasts.assign(scores="")
    found = []
    kinds = contrasts[["scores", "measure"]].drop_duplicates().itertuples(index=False, name=None)
    for scores, measure in sorted(kinds):
        rows = contrasts[contrasts["scores"].eq(scores) & contrasts["measure"].eq(measure)]
        beside = sensitivity
        if "scores" in sensitivity:
            beside = sensitivity[sensitivity["scores"].eq(scores) & sensitivity["measure"].eq(measure)]
        figure = draw_contrasts(rows, beside, f"{scores} {measure}")
        if figure is not None:
            found.append((rows["p_adjusted"].min(), _about(scores, measure), figure))
    found.sort(key=lambda each: each[:2])
    told = [each for each in found if each[0] < _TOLD][:_MAX_DIFFERENCES]
    return [(heading, figure) for _, heading, figure in told or found[:1]]


def _without_copies(
    sensitivity: pd.DataFrame, columns: Sequence[str]
) -> dict[tuple[Any, ...], dict[str, Row]]:
    """The rows of each contrast by the articles that count, where groups have copies at all."""
    found: dict[tuple[Any, ...], dict[str, Row]] = {}
    for row in to_rows(sensitivity):
        found.setdefault(_contrast_key(row, columns), {})[row["copies"]] = row
    return found


def _beside(
    without: dict[tuple[Any, ...], dict[str, Row]], row: Row, columns: Sequence[str]
) -> list[Row | None]:
    rows = without.get(_contrast_key(row, columns), {})
    return [rows.get(name) for name in _WITHOUT_COPIES]


def _contrast_key(row: Row, columns: Sequence[str]) -> tuple[Any, ...]:
    names = ("scores", *columns, "group_a", "group_b", "measure")
    return tuple(row.get(name) for name in names)


def _difference_cell(row: Row | None) -> Cell:
    """A difference with its interval; of one without copies also whether it hangs on them."""
    if row is None or row["difference"] is None:
        return Cell(NONE)
    notes = [show_interval({"note": "", **row})]
    if row.get("sensitive"):
        notes.append("differs by copies")
    return Cell(show_value(row["difference"], row["measure"], difference=True), notes=notes)


def estimate_cell(row: Row, columns: Sequence[str], evidence: Evidence) -> Cell:
    """An estimate with its interval, linked to the sentences of its group."""
    if row["estimate"] is None:
        return Cell(NONE)
    scores = row.get("scores") or ""
    group = _members(scores, row, columns, evidence.by)
    shown = show_value(row["estimate"], row["measure"])
    bounds = show_interval(row)
    of = plural(row["n_articles"], "article")
    number = f"{MEASURE_LABELS.get(row['measure'], row['measure'])} {shown}, {bounds}, {of}"
    return Cell(shown, evidence.link(scores, group, number), [bounds, f"n = {row['n_articles']:,}"])


def show_value(value: float | None, measure: str, *, difference: bool = False) -> str:
    """A number in its measure's unit: percent for shares, percentage points for their differences."""
    if value is None:
        return NONE
    if not difference:
        return format_estimate(value, measure)
    return f"{100 * value:+.0f} points".replace("-", "−") if measure in PERCENT else signed(value)


def show_interval(row: Row) -> str:
    """The interval of an estimate or contrast in its measure's unit, or that there were too few articles."""
    low, high = row["low"], row["high"]
    if low is None or high is None:
        return "too few" if (row["note"] or "too few").startswith("too few") else "no interval"
    scale, places = (100, 0) if row["measure"] in PERCENT else (1, 2)
    return f"[{decimal(scale * low, places)}, {decimal(scale * high, places)}]"


def _members(scores: str, row: Row, columns: Sequence[str], by: str) -> dict[str, Any]:
    """What the rows behind a number have in common; of quotations only speech is compared."""
    group = {BY if column == by else column: row[column] for column in columns if row[column] is not None}
    return {**group, "use": "speech"} if scores == "quotes" else group


def _about(scores: str, measure: str) -> str:
    """What was compared, in words."""
    label = MEASURE_LABELS.get(measure, measure)
    return f"{_NAMES.get(scores, scores)}: {label}" if scores else label


def _cross(
    caption: str,
    part: pd.DataFrame,
    by: str,
    used: Sequence[str],
    columns: Sequence[str],
    evidence: Evidence,
) -> Grid:
    rows = to_rows(part)
    groups = sorted({str(row[by]) for row in rows if row[by] is not None})
    lines: dict[tuple[Any, ...], dict[str, Row]] = {}
    for row in rows:
        lines.setdefault(tuple(row[column] for column in used), {})[str(row[by])] = row
    ranked = sorted(lines, key=lambda key: (-sum(row["n_articles"] for row in lines[key].values()), str(key)))
    shown = [
        [
            Cell(" · ".join(str(part) for part in key if part is not None) or "All"),
            *(
                estimate_cell(lines[key][group], columns, evidence) if group in lines[key] else Cell(NONE)
                for group in groups
            ),
        ]
        for key in ranked[:MAX_CROSSED]
    ]
    heads = [" · ".join(map(_head, used)) or "Group", *groups]
    note = _cap(len(shown), len(ranked), "rows")
    return Grid(caption, heads, shown, n_numeric=len(groups), note=note)


def _head(column: str) -> str:
    return column.replace("_", " ").capitalize()


def _cap(shown: int, total: int, what: str) -> str:
    return "" if shown >= total else f"The first {shown:,} of {total:,} {what}."


def family_sizes(contrasts: pd.DataFrame) -> list[int]:
    """Sizes of the families of tests, each once."""
    return sorted({int(size) for size in contrasts["family_size"] if size})
