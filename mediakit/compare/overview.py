"""Scores of one run in; the comparisons that every report opens with out, as two tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from mediakit._core.errors import TableError
from mediakit._core.tables import build_table
from mediakit.compare.alignments import align_quotes
from mediakit.compare.design import Design
from mediakit.compare.groups import Comparison, compare_groups
from mediakit.compare.periods import add_periods, choose_period

# Comparisons are made for the actors that most articles mention: each further one enlarges the families of
# tests that the p values are corrected over.
N_ACTORS = 8
N_ACTORS_OVER_TIME = 2
_TIMES_MIN = 2  # with as few articles as an interval needs, bands of all groups lie on each other
_PRESENT = 0.5  # probability from which score_frames counts a frame as present
_CELLS = ("actor", "frame", "voice_kind")


class _Plan(NamedTuple):
    """One comparison: the table it is named after, its scores, articles, cells and measure."""

    name: str
    scores: pd.DataFrame
    articles: pd.DataFrame
    cells: list[str]
    measure: str
    tested: bool = True


def compare_all(
    articles: pd.DataFrame,
    tables: Mapping[str, pd.DataFrame],
    *,
    by: str = "outlet",
    design: Design | None = None,
    seed: int = 0,
) -> Comparison:
    """Compare groups on sentiment, frames and quoted words, for the actors most articles mention or quote.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    tables : mapping of str to DataFrame
        The tables mentions, quotes, sentiment and frames of these articles, by name; framing, roles and
        stance where they were made; and copies, with which every contrast is also made without them.
    by : str, default "outlet"
        Column of the articles that makes the groups.
    design : Design, optional
        How comparisons are made.
    seed : int, default 0
        Seed of the resampling, where the design resamples.

    Returns
    -------
    Comparison
        Each comparison is a family of its own; the column `scores` names the table compared, and the columns
        of the cells tell its comparisons apart: "sentiment" (mean, by actor and voice), "frames" (rate, by
        frame and voice; share, by actor, frame and voice), "quotes" (word_share, by speaker), "framing"
        (share of the scored articles, by frame), "roles" (mean, by actor and role, in the outlet's own
        words), "stance" (mean of all speakers). Where the articles span enough time, `estimates` also has the
        share of articles that mention an actor ("mentions") and the tone in the outlet's own words, by actor
        and `period`; periods are not tested. `sensitivity` has the contrasts where there are copies.
    """
    if articles[by].isna().all() or articles[by].eq("").all():
        note = f"No article has a value in {by!r}: there are no groups to compare."
        return Comparison(build_table("estimates", []), build_table("contrasts", []), note)
    design = design or Design()
    plans = [*_plan_groups(articles, tables), *_plan_periods(articles, tables, by, design)]
    compared = [
        (
            plan,
            compare_groups(
                plan.scores,
                plan.articles,
                by=by,
                within=plan.cells,
                measure=plan.measure,
                copies=tables.get("copies"),
                design=design,
                seed=seed,
            ),
        )
        for plan in plans
        if by not in plan.cells
    ]
    tested = [(plan, comparison) for plan, comparison in compared if plan.tested]
    estimates = _stack([(plan.name, comparison.estimates) for plan, comparison in compared], by)
    contrasts = _stack([(plan.name, comparison.contrasts) for plan, comparison in tested], by)
    sensitivity = _stack([(plan.name, comparison.sensitivity) for plan, comparison in tested], by)
    notes = [f"{plan.name}: {comparison.note}" for plan, comparison in tested if comparison.note]
    return Comparison(estimates, contrasts, " ".join(dict.fromkeys(notes)), sensitivity)


def _plan_groups(articles: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> list[_Plan]:
    """The comparisons that are tested."""
    leading = leading_actors(tables["mentions"])
    frames = tables["frames"]
    speech = tables["quotes"][tables["quotes"]["use"] == "speech"]
    quoted = leading_actors(speech)
    # Words of the other speakers stay in the denominator.
    speech = speech.assign(actor=speech["actor"].where(speech["actor"].isin(quoted)))
    plans = [
        _Plan("sentiment", _about(tables["sentiment"], leading), articles, ["actor", "voice_kind"], "mean"),
        _Plan("frames", frames, articles, ["frame", "voice_kind"], "rate"),
        _Plan("frames", _about(frames, leading), articles, ["actor", "frame", "voice_kind"], "share"),
        _Plan("quotes", speech, articles, ["actor"], "word_share"),
    ]
    if "framing" in tables:
        scored = tables["framing"].dropna(subset=["score"])
        examined = articles[articles["article_id"].isin(scored["article_id"])]
        present = scored[scored["score"] >= _PRESENT]
        plans.append(_Plan("framing", present, examined, ["frame"], "share"))
    if "roles" in tables:
        own = _about(tables["roles"], leading).query("voice_kind == 'own'")
        plans.append(_Plan("roles", own, articles, ["actor", "role", "voice_kind"], "mean"))
    if "stance" in tables:
        plans.append(_Plan("stance", tables["stance"], articles, [], "mean"))
    return [plan for plan in plans if len(plan.articles)]


def _plan_periods(
    articles: pd.DataFrame, tables: Mapping[str, pd.DataFrame], by: str, design: Design
) -> list[_Plan]:
    """What is shown over time, where the articles span enough of it."""
    every = choose_period(articles, by, _TIMES_MIN * design.min_articles)
    if every is None:
        return []
    dated = add_periods(articles, every)
    leading = leading_actors(tables["mentions"], N_ACTORS_OVER_TIME)
    own = _about(tables["sentiment"], leading).query("voice_kind == 'own'")
    return [
        _Plan("mentions", _about(tables["mentions"], leading), dated, ["actor", "period"], "share", False),
        _Plan("sentiment", own, dated, ["actor", "voice_kind", "period"], "mean", False),
    ]


def align_outlets(articles: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """The alignments of these quotes; none where there are not two outlets to hold side by side."""
    if articles["outlet"].replace("", None).nunique() < 2:
        return build_table("alignments", [])
    return align_quotes(articles, quotes)


def check_by(by: str) -> None:
    """Refuse to group by a column that names articles or the cells of a comparison.

    Raises
    ------
    TableError
        When `by` is one of these.
    """
    if by in ("article_id", *_CELLS):
        raise TableError(
            f"Groups cannot be made by {by!r}: it names articles, or is a column of the scores compared. "
            f"Rename your column, for example with articles.rename(columns={{{by!r}: 'group'}})."
        )


def leading_actors(table: pd.DataFrame, n: int = N_ACTORS) -> list[str]:
    """The actors that a table has in most articles, the most first, ties by name."""
    counts = table.groupby("actor")["article_id"].nunique()
    return sorted(counts.index, key=lambda actor: (-counts[actor], actor))[:n]


def _about(scores: pd.DataFrame, actors: Sequence[str]) -> pd.DataFrame:
    return scores[scores["actor"].isin(actors)]


def _stack(tables: Sequence[tuple[str, pd.DataFrame]], by: str) -> pd.DataFrame:
    """Tables of different cells below each other, the columns that name a cell first."""
    stacked = pd.concat([table.assign(scores=name) for name, table in tables], ignore_index=True)
    first = [name for name in ("scores", by, *_CELLS, "role", "period") if name in stacked]
    return stacked[[*first, *(name for name in stacked.columns if name not in first)]]
