"""Alignments and quotes in; the statements page out: who ran, trimmed, reworded or left out which words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd

from mediakit._core.analysis import Analysis
from mediakit._core.spans import count_words
from mediakit._core.wording import plural
from mediakit.report.figures import draw_statements
from mediakit.report.inert import file_stem
from mediakit.report.marks import article_path, span_anchor
from mediakit.report.numbers import NONE, Cell, Grid, Row, day, to_rows

MAX_STATEMENTS = 60
MAX_DRAWN = 12
_STATUSES = {
    "full": "in full",
    "trimmed": "trimmed",
    "paraphrase": "reworded (candidate)",
    "absent": "left out",
}
_UNCOVERED = "not covered"


@dataclass(frozen=True)
class Stretch:
    """Words in one go, inside quotation marks or not, in pieces that were kept or cut."""

    in_marks: bool
    pieces: Sequence[tuple[str, bool]]  # text, and whether it was cut


@dataclass(frozen=True)
class Version:
    """How one outlet ran a statement: its words, and the article with its version or without any."""

    outlet: str
    status: str
    kind: str
    words: Sequence[Stretch]
    note: str
    where: Cell


@dataclass(frozen=True)
class Statement:
    """A statement by its fullest version, the outlets that could have run it, and those that could not."""

    anchor: str
    speaker: str
    day: str
    ran: str
    words: Sequence[Stretch]
    where: Cell
    versions: Sequence[Version]
    uncovered: Sequence[str]


def shared_statements(alignments: pd.DataFrame) -> pd.DataFrame:
    """The alignments of statements that at least two outlets could have run."""
    return alignments[alignments["statement_id"].duplicated(keep=False)]


def statements_page(analysis: Analysis) -> dict[str, Any]:
    """What the template of the statements page needs, and its figure.

    Statements are in the order of the number of outlets that ran them, then of their words.
    """
    shared = shared_statements(analysis.alignments)
    quotes = _read_quotes(analysis.quotes, shared)
    articles = {row["article_id"]: row for row in to_rows(_named(analysis.articles, shared, quotes))}
    outlets = sorted(set(analysis.articles["outlet"]) - {""})
    by_statement: dict[str, list[Row]] = {}
    for row in to_rows(shared):
        by_statement.setdefault(row["statement_id"], []).append(row)
    ranked = sorted(by_statement, key=lambda key: _rank(by_statement[key], quotes.get(key, ())))
    statements = [
        _make_statement(by_statement[key], quotes, articles, outlets) for key in ranked[:MAX_STATEMENTS]
    ]
    return {
        "figure": draw_statements(shared, ranked[:MAX_DRAWN]),
        "n_drawn": min(MAX_DRAWN, len(ranked)),
        "n_shared": len(ranked),
        "by_outlet": _count_by_outlet(shared, outlets),
        "statements": statements,
    }


def _read_quotes(quotes: pd.DataFrame, shared: pd.DataFrame) -> dict[str, list[Row]]:
    """The stretches of each attribution that is a version of a statement, in the order of the text."""
    wanted = {*shared["statement_id"], *shared["quote_id"].dropna()}
    speech = quotes["use"].isna() | quotes["use"].eq("speech")
    rows = quotes[quotes["quote_id"].isin(wanted) & speech]
    found: dict[str, list[Row]] = {}
    for row in to_rows(rows.sort_values(["quote_id", "field", "start"], kind="stable")):
        found.setdefault(row["quote_id"], []).append(row)
    return found


def _named(articles: pd.DataFrame, shared: pd.DataFrame, quotes: Mapping[str, Sequence[Row]]) -> pd.DataFrame:
    # The fullest version may stand in an article that is not its outlet's in the alignments.
    told = {row["article_id"] for stretches in quotes.values() for row in stretches}
    known = articles["article_id"].isin({*told, *shared["article_id"].dropna()})
    return articles.loc[known, ["article_id", "outlet", "title", "published"]]


def _rank(rows: Sequence[Row], stretches: Sequence[Row]) -> tuple[int, int]:
    n_ran = sum(row["status"] != "absent" for row in rows)
    return -n_ran, -sum(count_words(row["text"]) for row in stretches if row["in_marks"])


def _make_statement(
    rows: Sequence[Row],
    quotes: Mapping[str, Sequence[Row]],
    articles: Mapping[str, Row],
    outlets: Sequence[str],
) -> Statement:
    key = rows[0]["statement_id"]
    stretches = quotes.get(key, ())
    published = [articles[row["article_id"]]["published"] for row in rows if row["status"] != "absent"]
    dated = [moment for moment in published if moment is not None]
    order = {status: at for at, status in enumerate(_STATUSES)}
    ordered = sorted(rows, key=lambda row: (order[row["status"]], -row["share"], row["outlet"]))
    n_ran = len(published)
    return Statement(
        anchor=f"statement-{file_stem(key)}",
        speaker=rows[0]["speaker"] or "No speaker found",
        day=day(min(dated)) if dated else "undated",
        ran=f"{n_ran} of {plural(len(outlets), 'outlet')}",
        words=[Stretch(row["in_marks"], [(row["text"], False)]) for row in stretches],
        where=_link(stretches[0]["article_id"], articles, stretches[0]) if stretches else Cell(NONE),
        versions=[_make_version(row, quotes, articles) for row in ordered],
        uncovered=[outlet for outlet in outlets if outlet not in {row["outlet"] for row in rows}],
    )


def _make_version(row: Row, quotes: Mapping[str, Sequence[Row]], articles: Mapping[str, Row]) -> Version:
    status = row["status"]
    own = quotes.get(row["quote_id"] or "", ())
    fullest = quotes.get(row["statement_id"], ())
    words: Sequence[Stretch] = ()
    note = ""
    if status == "absent":
        note = "An article on the event has none of it."
    elif status == "paraphrase":
        words = [Stretch(stretch["in_marks"], [(stretch["text"], False)]) for stretch in own]
    elif row["quote_id"] == row["statement_id"]:
        note = "The words above."
    elif row["cut_spans"]:
        words = _cut(fullest, row["cut_spans"])
    else:
        note = "Every word."
    shown = _STATUSES[status]
    if status == "trimmed":
        shown += f", {row['share']:.0%} kept".replace("%", "\xa0%")
    return Version(
        outlet=row["outlet"],
        status=shown,
        kind=status,
        words=words,
        note=note,
        where=_link(row["article_id"], articles, own[0] if own else None, row["n_quotes"]),
    )


def _cut(stretches: Sequence[Row], places: Sequence[int]) -> list[Stretch]:
    """The marked words of a statement, in pieces that an outlet kept or cut.

    `places` are the offsets of the cuts in the stretches joined by a space: start and end in turn.
    """
    cuts = sorted(int(place) for place in places)
    found = []
    at = 0
    for row in stretches:
        text = row["text"]
        if row["in_marks"]:
            inside = [min(max(place - at, 0), len(text)) for place in cuts]
            edges = [0, *inside, len(text)]
            pieces = [
                (text[start:end], number % 2 == 1)
                for number, (start, end) in enumerate(pairwise(edges))
                if start < end
            ]
            found.append(Stretch(True, pieces))
        at += len(text) + 1
    return found


def _link(
    article_id: str, articles: Mapping[str, Row], stretch: Row | None = None, n_versions: int = 1
) -> Cell:
    """A link to an article, or to words in it."""
    article = articles[article_id]
    anchor = f"#{span_anchor('quote', stretch)}" if stretch else ""
    notes = [day(article["published"]) if article["published"] is not None else "undated"]
    if n_versions > 1:
        notes.append(f"and {plural(n_versions - 1, 'further version')}")
    return Cell(article["title"] or article_id, f"{article_path(article_id)}{anchor}", notes)


def _count_by_outlet(shared: pd.DataFrame, outlets: Sequence[str]) -> Grid:
    """How often each outlet ran, trimmed, reworded or left out a statement that it could have run."""
    counts = Counter(zip(shared["outlet"], shared["status"], strict=True))
    total = shared["statement_id"].nunique()
    rows = []
    for outlet in outlets:
        by_status = [counts[outlet, status] for status in _STATUSES]
        shown = [*by_status, total - sum(by_status)]
        rows.append([Cell(outlet), *(Cell(f"{count:,}") for count in shown)])
    heads = ["Outlet", *(label.capitalize() for label in [*_STATUSES.values(), _UNCOVERED])]
    return Grid("Statements by outlet", heads, rows, n_numeric=len(heads) - 1)
