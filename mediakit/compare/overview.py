"""Scores of one run in; the comparisons that every report opens with out, as two tables."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from mediakit._core.errors import TableError
from mediakit._core.tables import build_table
from mediakit.compare.design import Design
from mediakit.compare.groups import Comparison, compare_groups

# Comparisons are made for the actors that most articles mention: each further one enlarges the families of
# tests that the p values are corrected over.
N_ACTORS = 8
_CELLS = ("actor", "frame", "voice_kind")


def compare_all(
    articles: pd.DataFrame,
    tables: dict[str, pd.DataFrame],
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
    tables : dict of DataFrame
        The tables mentions, quotes, sentiment and frames of these articles, by name; and copies, with which
        every contrast is also made without them.
    by : str, default "outlet"
        Column of the articles that makes the groups.
    design : Design, optional
        How comparisons are made.
    seed : int, default 0
        Seed of the resampling, where the design resamples.

    Returns
    -------
    Comparison
        Four comparisons, each a family of its own, told apart by the column `scores` (the table compared) and
        the columns of the cells: "sentiment" (mean, by actor and voice), "frames" (rate, by frame and voice;
        share, by actor, frame and voice), "quotes" (word_share, by speaker).
        So does `sensitivity`, where there are copies.
    """
    if articles[by].isna().all() or articles[by].eq("").all():
        note = f"No article has a value in {by!r}: there are no groups to compare."
        return Comparison(build_table("estimates", []), build_table("contrasts", []), note)
    leading = leading_actors(tables["mentions"])
    frames = tables["frames"]
    speech = tables["quotes"][tables["quotes"]["use"] == "speech"]
    # Words of the other speakers stay in the denominator.
    speech = speech.assign(actor=speech["actor"].where(speech["actor"].isin(leading_actors(speech))))
    plan: list[tuple[str, pd.DataFrame, list[str], str]] = [
        ("sentiment", _about(tables["sentiment"], leading), ["actor", "voice_kind"], "mean"),
        ("frames", frames, ["frame", "voice_kind"], "rate"),
        ("frames", _about(frames, leading), ["actor", "frame", "voice_kind"], "share"),
        ("quotes", speech, ["actor"], "word_share"),
    ]
    compared = [
        (
            name,
            compare_groups(
                scores,
                articles,
                by=by,
                within=cells,
                measure=measure,
                copies=tables.get("copies"),
                design=design,
                seed=seed,
            ),
        )
        for name, scores, cells, measure in plan
    ]
    estimates = _stack([(name, comparison.estimates) for name, comparison in compared], by)
    contrasts = _stack([(name, comparison.contrasts) for name, comparison in compared], by)
    sensitivity = _stack([(name, comparison.sensitivity) for name, comparison in compared], by)
    notes = [f"{name}: {comparison.note}" for name, comparison in compared if comparison.note]
    return Comparison(estimates, contrasts, " ".join(dict.fromkeys(notes)), sensitivity)


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
    first = [name for name in ("scores", by, *_CELLS) if name in stacked]
    return stacked[[*first, *(name for name in stacked.columns if name not in first)]]
