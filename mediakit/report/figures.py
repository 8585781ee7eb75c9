"""Tables of one question in; its SVG figures out, each with a description in words and the rows it draws."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from mediakit import plot
from mediakit._core.export import make_csv
from mediakit._core.tables import TABLES
from mediakit._core.wording import plural
from mediakit.plot.funnel import funnel_steps
from mediakit.report.inert import file_stem, make_inert

MAX_COLUMNS = 10
MAX_PANELS = 4
MAX_PROFILES = 2  # actors whose frames or roles are drawn, one figure each
MAX_PAIRS = 8
MAX_LINES = 3
# Where fewer of the estimates have an interval, the heat map says so in less room.
_WORTH_INTERVALS = 0.3
# A line needs so many points with an interval, and half of its points so many articles: with five, the
# interval of a mean may be as wide as the scale.
_WORTH_LINES, _WORTH_POINTS = 4, 8
_WORTH_PROFILE = 10  # rows of scores, of at least two frames or roles
# Not the user's own style, so that the same analysis gives the same bytes. Ids in the file come from the
# salt and not from chance; letters are outlines, so no font is needed.
_SVG: list[Any] = ["default", {"svg.hashsalt": "mediakit", "svg.fonttype": "path"}]


@dataclass(frozen=True)
class Figure:
    """A figure of the report.

    Attributes
    ----------
    path, data_path : str
        Its file, and that of the rows it draws.
    svg, data : bytes
        What is in them.
    alt : str
        What it shows, in words.
    note : str
        What it leaves out; empty when nothing.
    """

    path: str
    svg: bytes
    data_path: str
    data: bytes
    alt: str
    note: str = ""

    def files(self) -> list[tuple[str, bytes]]:
        """Path and content of what belongs to it."""
        return [(self.path, self.svg), (self.data_path, self.data)]


def draw_figures(part: pd.DataFrame, by: str, within: Sequence[str], name: str) -> list[Figure]:
    """Figures of the estimates of one measure and voice: one, or one for each of the leading actors.

    Parameters
    ----------
    part : DataFrame
        Rows of the estimates table with one measure, and one voice where voices are kept apart.
    by : str
        Column of the groups.
    within : sequence of str
        Columns that split the groups further: none, one, or the actor and one other.
    name : str
        What tells the comparison from others; it becomes part of the file names.
    """
    rows = _filled(part, "estimates").dropna(subset=["estimate"])
    if rows.empty or len(within) > 2 or (len(within) == 2 and "actor" not in within):
        return []
    if len(within) < 2:
        return [_draw_groups(rows, by, within[0] if within else None, name)]
    [column] = [column for column in within if column != "actor"]
    draw = _draw_line if column == "period" else _draw_profile
    leading = _largest(rows, "actor", MAX_PROFILES, size="n")
    drawn = (
        draw(leading[leading["actor"] == actor], by, column, f"{name} {actor}")
        for actor in leading["actor"].drop_duplicates()
    )
    return [figure for figure in drawn if figure is not None]


def draw_funnel(files: pd.DataFrame, copies: pd.DataFrame) -> Figure | None:
    """The figure of what was read and what was not; None when there are no files."""
    if not files["n_records"].sum():
        return None
    rows = funnel_steps(files, copies)
    return save_figure("funnel", "read", rows, lambda _: plot.ingest_funnel(files, copies=copies))


def draw_contrasts(contrasts: pd.DataFrame, sensitivity: pd.DataFrame, name: str) -> Figure | None:
    """The differences of one comparison, each under all choices among copies; None when none was tested.

    Parameters
    ----------
    contrasts, sensitivity : DataFrame
        The rows of one comparison and measure; sensitivity is empty where no article is a copy.
    name : str
        What tells the comparison from others.
    """
    tested = _filled(contrasts, "contrasts").dropna(subset=["p_adjusted", "difference"])
    if tested.empty:
        return None
    keys = [column for column in tested.columns if column not in TABLES["contrasts"].names]
    keys = [*keys, "group_a", "group_b"]
    shown = tested.sort_values(["p_adjusted", *keys], kind="stable").head(MAX_PAIRS)
    note = "" if len(shown) == len(tested) else f"The {len(shown)} with the smallest corrected p."
    if sensitivity.empty:
        return save_figure("differences", name, shown, plot.contrasts, note)
    rows = _filled(sensitivity, "sensitivity").merge(shown[keys], on=keys).dropna(subset=["difference"])
    return save_figure(
        "differences", name, rows, lambda rows: plot.sensitivity(rows, n_shown=len(shown)), note
    )


def draw_statements(alignments: pd.DataFrame, statements: Sequence[str]) -> Figure:
    """The matrix of some statements by outlets."""
    rows = alignments[alignments["statement_id"].isin(statements)]
    order = [_drawable(statement) for statement in statements]
    return save_figure("statements", "outlets", rows, lambda rows: plot.quote_matrix(rows, statements=order))


def save_figure(
    kind: str, name: str, rows: pd.DataFrame, draw: Callable[[pd.DataFrame], Axes], note: str = ""
) -> Figure:
    """A figure of some rows, drawn in the report's own style, with the rows as CSV."""
    with plt.style.context(_SVG):
        ax = draw(rows.map(_drawable))
        figure = ax.get_figure(root=True)
        assert figure is not None
        content = BytesIO()
        figure.savefig(content, format="svg", metadata={"Date": None, "Creator": None}, bbox_inches="tight")
        plt.close(figure)
    stem = file_stem(f"{kind} {name}")
    return Figure(
        f"figures/{stem}.svg",
        content.getvalue(),
        f"data/figures/{stem}.csv",
        make_csv(rows),
        plot.describe(ax),
        note,
    )


def _draw_groups(rows: pd.DataFrame, by: str, column: str | None, name: str) -> Figure:
    """Groups side by side, for each value of a column where there is one."""
    measure = rows["measure"].iloc[0]
    if column is None:
        return save_figure("intervals", name, rows, lambda rows: plot.intervals(rows, groups=by, panel=None))
    if measure == "word_share":
        return save_figure("voices", name, rows, lambda rows: plot.voice_share(rows, rows=by, columns=column))
    if measure == "mean":
        few = _largest(rows, column, MAX_PANELS)
        if few["low"].notna().mean() >= _WORTH_INTERVALS:
            note = _say_left_out(rows, few, column)
            return save_figure(
                "intervals", name, few, lambda few: plot.intervals(few, groups=by, panel=column), note
            )
    few = _largest(rows, column, MAX_COLUMNS)
    note = _say_left_out(rows, few, column)
    return save_figure("heatmap", name, few, lambda few: plot.heatmap(few, rows=by, columns=column), note)


def _draw_profile(rows: pd.DataFrame, by: str, column: str, name: str) -> Figure | None:
    """The frames, or the roles, of one actor by group; those that no group has are left out."""
    rows = rows[rows["estimate"].gt(0).groupby(rows[column]).transform("any")]
    if rows[column].nunique() < 2 or rows["n"].sum() < _WORTH_PROFILE:
        return None
    return save_figure(
        "profile", name, rows, lambda rows: plot.frame_fingerprint(rows, groups=by, frames=column)
    )


def _draw_line(rows: pd.DataFrame, by: str, column: str, name: str) -> Figure | None:
    """One actor over time, where there is enough for a line."""
    few = _largest(rows, by, MAX_LINES)
    certain = few.groupby(by)["low"].count().max() >= _WORTH_LINES
    if not certain or few["n_articles"].median() < _WORTH_POINTS:
        return None
    note = _say_left_out(rows, few, by)
    return save_figure("time", name, few, lambda few: plot.timeline(few, groups=by, n_shown=MAX_LINES), note)


def _filled(rows: pd.DataFrame, table: str) -> pd.DataFrame:
    """The declared columns of a table, and of those that name the cells the ones that do."""
    kept = rows.columns[rows.notna().any() | rows.columns.isin(TABLES[table].names)]
    return rows[kept].drop(columns="scores", errors="ignore")


def _drawable(value: Any) -> Any:
    """A value whose characters the font has: it lacks the pictures of the control characters."""
    return re.sub("[\u2400-\u2421]", "\ufffd", make_inert(value)) if isinstance(value, str) else value


def _largest(rows: pd.DataFrame, column: str, limit: int, size: str = "n_articles") -> pd.DataFrame:
    """The rows of those values of a column that most articles, or rows of scores, stand behind."""
    sizes = rows.groupby(column, sort=True)[size].sum().sort_values(ascending=False, kind="stable")
    return rows[rows[column].isin(sizes.index[:limit])]


def _say_left_out(rows: pd.DataFrame, shown: pd.DataFrame, column: str) -> str:
    total, left = rows[column].nunique(), shown[column].nunique()
    return "" if left == total else f"The {plural(left, column)} of {total} with most articles."
