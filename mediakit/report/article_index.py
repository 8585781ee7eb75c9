"""The articles of an analysis in, what the page that lists them shows out, with what its filter asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd
from jinja2 import Environment

from mediakit._core.analysis import Analysis
from mediakit._core.wording import plural
from mediakit.report.marks import article_path
from mediakit.report.numbers import NONE, day, to_rows
from mediakit.report.overview import outlet_anchor
from mediakit.report.render import own_script, own_style

MAX_CHOICES = 100  # names in a list to choose from; more are searched by some of their letters
_LONGEST_LIST = 100
_PERIODS = (4, 7)  # characters of a date: its year, its month


@dataclass(frozen=True)
class Entry:
    """One line of the index: an article, and the places of its actors and frames in the choices."""

    title: str
    href: str
    day: str
    dated: bool
    author: str
    quotations: str
    actors: str
    frames: str


@dataclass(frozen=True)
class Period:
    """The articles of an outlet in a year or a month; its name is empty when they are all there are."""

    name: str
    entries: Sequence[Entry]


@dataclass(frozen=True)
class Outlet:
    """An outlet's articles, by period."""

    name: str
    anchor: str
    periods: Sequence[Period]
    n_articles: int


def article_index(analysis: Analysis, environment: Environment) -> dict[str, Any]:
    """What the template of the index needs; the articles are in the order in which they are to be listed."""
    actors = _Choices(analysis.mentions, "actor")
    frames = _Choices(analysis.frames, "frame")
    speech = analysis.quotes[analysis.quotes["use"] == "speech"]
    n_quotes = speech.groupby("article_id")["quote_id"].nunique().to_dict()
    outlets: dict[str, list[Entry]] = {}
    for row in to_rows(analysis.articles[["article_id", "outlet", "title", "author", "published"]]):
        key = row["article_id"]
        entry = Entry(
            title=row["title"] or key,
            href=article_path(key),
            day=day(row["published"]),
            dated=row["published"] is not None,
            author=row["author"] or "",
            quotations=plural(n_quotes.get(key, 0), "quotation"),
            actors=actors.of(key),
            frames=frames.of(key),
        )
        outlets.setdefault(row["outlet"] or "", []).append(entry)
    return {
        "outlets": [
            Outlet(name or "(no outlet)", outlet_anchor(name), list(_split(entries)), len(entries))
            for name, entries in sorted(outlets.items())
        ],
        "n_articles": f"{len(analysis.articles):,}",
        "choices": [
            (name, label, known)
            for name, label, known in (("actor", "Actor", actors), ("frame", "Frame", frames))
            if known.names
        ],
        **own_style(environment, "articles.css"),
        **own_script(environment, "articles.js"),
    }


class _Choices:
    """The names in a column, in the order of the alphabet, and which articles have them."""

    def __init__(self, table: pd.DataFrame, column: str) -> None:
        pairs = table[["article_id", column]].dropna().drop_duplicates()
        self.names = sorted(pairs[column].unique())
        self.are_many = len(self.names) > MAX_CHOICES
        place = {name: at for at, name in enumerate(self.names)}
        by_article = pairs[column].map(place).groupby(pairs["article_id"]).agg(sorted)
        self._places: dict[Any, list[int]] = by_article.to_dict()

    def of(self, article_id: str) -> str:
        """The places of an article's names among the choices, as a page's attribute has them."""
        return " ".join(map(str, self._places.get(article_id, ())))


def _split(entries: Sequence[Entry], level: int = 0) -> Iterator[Period]:
    """The entries by year, and by month where these are many: a long list is no help to a reader."""
    if len(entries) <= _LONGEST_LIST or level == len(_PERIODS):
        length = _PERIODS[level - 1] if level else 0
        yield Period(_name_period(entries[0].day, length), entries)
        return
    for _, found in groupby(entries, key=lambda entry: entry.day[: _PERIODS[level]]):
        yield from _split(list(found), level + 1)


def _name_period(first: str, length: int) -> str:
    """The period of a day in words; of the articles without one, that they have none."""
    return "Undated" if length and first == NONE else first[:length]
