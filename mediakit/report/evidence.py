"""Numbers in, the sentences behind each of them out: one page for every group that a table links to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from mediakit._core.provenance import short_hash
from mediakit._core.sentences import find_sentences, sentence_at
from mediakit._core.wording import plural
from mediakit.plot.selection import name_value
from mediakit.report.evidence_kinds import KINDS_OF_EVIDENCE, Kind
from mediakit.report.highlight import Piece, Span, mark_text
from mediakit.report.inert import slug
from mediakit.report.marks import KINDS, article_path, span_anchor
from mediakit.report.numbers import Row, day, to_rows

MAX_SHOWN = 200
BY = "by"  # stands in a group for the column that makes the groups, which may be named like one of a table
_MAX_CONTEXT = 400  # characters on each side: a text without full stops is one sentence
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_Key = tuple[str | None, ...]


@dataclass(frozen=True)
class Sentence:
    """One piece of evidence: a span in its sentence, where it stands, and what was found about it."""

    pieces: list[Piece]
    cut_before: bool
    cut_after: bool
    outlet: str
    day: str
    title: str
    href: str
    voice: str
    facts: str


@dataclass
class Page:
    """The page of one group: the numbers that cite it and the places of its rows in their table."""

    scores: str
    group: dict[str, Any]
    places: list[int]
    numbers: list[str] = field(default_factory=list)

    @property
    def heading(self) -> str:
        """What the page lists, in words."""
        values = " · ".join(name_value(name, value) for name, value in self.group.items())
        return f"{self.kind.title}: {values}" if values else self.kind.title

    @property
    def count(self) -> str:
        """How many rows there are, in words."""
        return plural(len(self.places), *self.kind.nouns)

    @property
    def shown(self) -> list[int]:
        """The places of the rows that are shown: of many, some at equal distances."""
        n = len(self.places)
        places = (at * n // MAX_SHOWN for at in range(MAX_SHOWN)) if n > MAX_SHOWN else range(n)
        return [self.places[place] for place in places]

    @property
    def kind(self) -> Kind:
        """How the rows of its table are listed."""
        return KINDS_OF_EVIDENCE[self.scores]


class Evidence:
    """The rows behind each number: hands out addresses of pages and, at the end, what stands on them.

    Parameters
    ----------
    articles : DataFrame
        The articles, in the order in which evidence is listed.
    tables : mapping of str to DataFrame
        The tables that were compared, by name: those of `KINDS_OF_EVIDENCE`; stance needs quotes, too.
    by : str, default "outlet"
        The column that makes the groups: of the articles, or else of the tables.
    periods : iterable of str, optional
        The first days of the periods that groups may name, such as "2031-03-01".
    """

    def __init__(
        self,
        articles: pd.DataFrame,
        tables: Mapping[str, pd.DataFrame],
        by: str = "outlet",
        periods: Iterable[str] = (),
    ) -> None:
        self.by = by
        starts = sorted(set(periods))
        self._articles = {
            row["article_id"]: {**row, **_find_period(row, starts)} for row in to_rows(articles)
        }
        self._sentences: dict[tuple[str, str], list[tuple[int, int]]] = {}
        order = {article_id: at for at, article_id in enumerate(self._articles)}
        self._rows = {
            name: sorted(
                ({**row, **KINDS_OF_EVIDENCE[name].derived(row)} for row in _rows_of(tables, name)),
                key=lambda row: (order[row["article_id"]], row["field"] != "title", row["start"], row["end"]),
            )
            for name in tables
        }
        self._places: dict[tuple[str, tuple[str, ...]], dict[_Key, list[int]]] = {}
        self._pages: dict[str, Page] = {}

    def link(self, scores: str, group: Mapping[str, Any], number: str = "") -> str | None:
        """Address of the page that lists the rows of a group, None when it has none.

        Parameters
        ----------
        scores : str
            The table the number was made from.
        group : mapping
            Columns of that table, or of the articles, or `BY`, and the value each has in the group; values
            are compared as text, which is how contrasts name their groups.
        number : str, optional
            The number in words, to be shown on the page.
        """
        if scores not in self._rows:
            return None
        places = self._find(scores, tuple(group)).get(_as_key(group.values()))
        if not places:
            return None
        pairs = [f"{name}={value}" for name, value in group.items()]
        stem = "-".join([scores, *(slug(str(value))[:16].strip("-") for value in group.values())])
        path = f"evidence/{stem}-{short_hash([scores, *pairs], 16)}.html"
        page = self._pages.setdefault(path, Page(scores, dict(group), places))
        if number and number not in page.numbers:
            page.numbers.append(number)
        return path

    def pages(self) -> Iterator[tuple[str, Page]]:
        """The pages that were asked for, sorted by address."""
        yield from sorted(self._pages.items())

    def sentences(self, page: Page) -> list[Sentence]:
        """The rows that a page shows, each in its sentence."""
        rows = self._rows[page.scores]
        return [self.show(page.scores, rows[place]) for place in page.shown]

    def _find(self, scores: str, columns: tuple[str, ...]) -> dict[_Key, list[int]]:
        if (scores, columns) not in self._places:
            places: dict[_Key, list[int]] = {}
            for at, row in enumerate(self._rows[scores]):
                article = self._articles[row["article_id"]]
                values = {**article, **row, BY: article[self.by] if self.by in article else row.get(self.by)}
                places.setdefault(_as_key(values.get(column) for column in columns), []).append(at)
            self._places[scores, columns] = places
        return self._places[scores, columns]

    def show(self, scores: str, row: Row) -> Sentence:
        """One row of a table in its sentence."""
        article = self._articles[row["article_id"]]
        text = article[row["field"]]
        left, right = self._context(row, text)
        low, high = max(left, row["start"] - _MAX_CONTEXT), min(right, row["end"] + _MAX_CONTEXT)
        span = Span(row["start"], row["end"], KINDS[scores])
        return Sentence(
            pieces=mark_text(text, [span], low, high),
            cut_before=low > left,
            cut_after=high < right,
            outlet=article["outlet"],
            day=day(article["published"]),
            title=article["title"] or article["article_id"],
            href=f"{article_path(row['article_id'])}#{_anchor(scores, row)}",
            voice=KINDS_OF_EVIDENCE[scores].voice(row),
            facts=KINDS_OF_EVIDENCE[scores].facts(row),
        )

    def _context(self, row: Row, text: str) -> tuple[int, int]:
        """From the start of the sentence a span starts in to the end of the one it ends in."""
        key = (row["article_id"], row["field"])
        if key not in self._sentences:
            self._sentences[key] = find_sentences(text)
        sentences = self._sentences[key]
        first = sentence_at(sentences, row["start"])
        last = sentence_at(sentences, max(row["end"] - 1, row["start"]))
        return min(first[0], row["start"]), max(last[1], row["end"])


def _as_key(values: Iterable[Any]) -> _Key:
    return tuple(None if value is None else str(value) for value in values)


def _rows_of(tables: Mapping[str, pd.DataFrame], name: str) -> Iterator[Row]:
    """The rows of a table that count, where they have words to show."""
    for row in to_rows(KINDS_OF_EVIDENCE[name].rows(tables, name)):
        if row["start"] < row["end"]:
            yield row


def _anchor(scores: str, row: Row) -> str:
    """Where an article's page has the row: reporting words are not marked there, what they introduce is."""
    if scores == "stance":
        quote = {name: row[f"quote_{name}"] for name in ("field", "start", "end")}
        return span_anchor(KINDS["quotes"], quote)
    return span_anchor(KINDS[scores], row)


def _find_period(article: Row, starts: Sequence[str]) -> Row:
    """The period an article falls into, named by its first day; nothing where periods are named otherwise."""
    published = article["published"]
    if published is None or not all(map(_DAY.fullmatch, starts)):
        return {}
    at = bisect_right(starts, day(published))
    return {"period": starts[at - 1]} if at else {}
