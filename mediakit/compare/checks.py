"""A user's scores and articles in; the same, checked, with a note of what is left out, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from mediakit._core.errors import InputError, TableError
from mediakit._core.tables import check_columns, check_table
from mediakit.compare.arguments import check_name
from mediakit.compare.design import Design
from mediakit.compare.measures import NEEDED


def check_articles(articles: pd.DataFrame) -> pd.DataFrame:
    """The articles in the order of their ids, with a missing outlet where it is empty."""
    checked = check_table(articles, "articles").sort_values("article_id", ignore_index=True)
    return checked.assign(outlet=checked["outlet"].where(checked["outlet"] != ""))


def check_copies(copies: pd.DataFrame | None, design: Design) -> pd.DataFrame | None:
    """The copies table, or None where none was given and none is needed.

    Raises
    ------
    InputError, TableError
        When the design needs copies and there are none, or they are no copies table.
    """
    if copies is not None:
        return check_table(copies, "copies")
    if design.copies != "all" or design.unit == "copies":
        wanted = f"copies={design.copies!r}" if design.copies != "all" else "unit='copies'"
        raise InputError(
            f"The design has {wanted}, but there are no copies. Pass copies=find_copies(articles)."
        )
    return None


def check_scores(
    scores: object, articles: pd.DataFrame, by: str, within: Sequence[str], measure: str
) -> pd.DataFrame:
    """The scores, with every column the comparison needs and no unknown article.

    Raises
    ------
    TableError, InputError
        When a column or an article is missing, or a column is named twice.
    """
    if not isinstance(scores, pd.DataFrame):
        raise TableError(
            f"Expected the scores as a pandas DataFrame with article_id, got {type(scores).__name__}."
        )
    if isinstance(scores.columns, pd.MultiIndex) or not scores.columns.is_unique:
        raise TableError(
            f"The scores table has columns of one name, or in levels: {', '.join(map(str, scores.columns))}. "
            "Expected columns with one name each; rename or drop some."
        )
    check_name(by)
    check_columns(
        scores, ["article_id", *NEEDED.get(measure, [])], f"The scores table, for the measure {measure!r},"
    )
    for column in dict.fromkeys([by, *within]):
        if column not in scores.columns and column not in articles.columns:
            raise TableError(
                f"Neither scores nor articles has a column {column!r}. "
                f"Scores has: {', '.join(map(str, scores.columns))}. "
                f"Articles has: {', '.join(map(str, articles.columns))}."
            )
    if by in articles.columns and len(articles) and articles[by].isna().all():
        raise TableError(
            f"No article has a value in the column {by!r}, which makes the groups. Fill it, for example with "
            f"articles.assign({by}=...), or choose another column with by=."
        )
    if by in within or len(set(within)) < len(within):
        raise InputError(f"by is {by!r} and within {list(within)!r}; expected each column once.")
    if scores["article_id"].isna().any():
        raise TableError("The scores table has rows without article_id. Each row belongs to an article.")
    check_groups(scores, [by, *within], "scores")
    check_groups(articles, [by, *within], "articles")
    checked = scores.assign(article_id=scores["article_id"].map(str)).reset_index(drop=True)
    for column in NEEDED.get(measure, ()):
        if column != "text" and checked[column].dtype != bool:  # of a bool the range is known
            checked[column] = read_numbers(checked, column, "scores")
    unknown = sorted(checked.loc[~checked["article_id"].isin(articles["article_id"]), "article_id"].unique())
    if unknown:
        raise TableError(
            f"The scores table has {len(unknown)} article_id that the articles table lacks, such as "
            f"{unknown[0]!r}. Pass all articles the scores were made from: they are the denominators."
        )
    return checked


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


def keep_voices_apart(
    scores: pd.DataFrame, by: str, within: Sequence[str], design: Design
) -> tuple[list[str], str]:
    """The columns that make cells, `voice_kind` among them where it has several values, and a note of it.

    Whose words a score is about is never pooled unasked: the tone of a quotation is not the outlet's.
    """
    if design.pool_voices or "voice_kind" in (by, *within) or "voice_kind" not in scores.columns:
        return list(within), ""
    if scores["voice_kind"].nunique() < 2:
        return list(within), ""
    note = "Voices are kept apart by voice_kind; Design(pool_voices=True) takes them together."
    return [*within, "voice_kind"], note


def choose_articles(articles: pd.DataFrame, design: Design) -> tuple[pd.DataFrame, str]:
    """The articles of the design's period that have a story where one is needed, and a note of the others."""
    kept, said = articles, []
    days = design.days()
    if days is not None:
        kept = kept[(kept["published"] >= days[0]) & (kept["published"] < days[1])]
        if len(kept) < len(articles):
            undated = int(articles["published"].isna().sum())
            of_them = f", {undated:,} of them undated," if undated else ""
            said.append(
                f"{len(articles) - len(kept):,} articles{of_them} are outside the period and left out."
            )
    if design.story is not None:
        check_columns(kept, [design.story], "The articles table, for the story,")
        n_before = len(kept)
        kept = kept[kept[design.story].notna() & (kept[design.story] != "")]
        if len(kept) < n_before:
            said.append(f"{n_before - len(kept):,} articles without {design.story} are left out.")
    return kept.reset_index(drop=True), " ".join(said)


def note_left_out(
    scores: pd.DataFrame, articles: pd.DataFrame, by: str, within: Sequence[str], measure: str
) -> str:
    """How many rows and articles do not count, and why, in sentences; empty when all do."""
    said = []
    for column in [by, *within]:
        table, what = (articles, "articles") if column in articles.columns else (scores, "rows")
        if column in within and column in scores.columns:
            table, what = scores, "rows"
        n_missing = int(table[column].isna().sum())
        if n_missing:
            stay = (
                "; their words stay in the denominator" if measure == "word_share" and what == "rows" else ""
            )
            said.append(f"{n_missing:,} of {len(table):,} {what} have no {column} and are left out{stay}.")
    if measure == "mean" and scores["score"].isna().any():
        said.append(f"{int(scores['score'].isna().sum()):,} rows have no score and are left out.")
    return " ".join(said)
