"""One article and its rows in, what its page shows out: highlighted text, and lists of what was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from mediakit.report.copied import Copied, shared_passages
from mediakit.report.highlight import Span, mark_text
from mediakit.report.inert import safe_url
from mediakit.report.marks import (
    KINDS,
    article_path,
    article_spans,
    describe_voice,
    number_speakers,
    span_anchor,
    who_speaks,
)
from mediakit.report.numbers import NONE, Cell, Grid, Row, decimal, moment, to_rows
from mediakit.report.paragraphs import mark_paragraphs, part_paragraphs

SPAN_TABLES = ("mentions", "quotes", "sentiment", "frames")
SENTENCE_TABLES = ("framing", "roles")  # what evidence leads to and a reader is not shown
_MAX_ROWS = 500  # a browser lays out a thousand rows in a tenth of a second
_AT_A_TIME = 200  # articles whose rows are in memory together
_META = (
    ("author", "By"),
    ("section", "Section"),
    ("agency", "Agency"),
    ("desk", "Desk"),
    ("republished_from", "Republished from"),
    ("language", "Language"),
    ("source_file", "File"),
    ("source_format", "Read as"),
    ("article_id", "Article id"),
)


def rows_by_article(tables: Mapping[str, pd.DataFrame]) -> dict[str, dict[str, list[Row]]]:
    """Rows of the span tables by article and table, in the order of the text."""
    found: dict[str, dict[str, list[Row]]] = {}
    for name, table in tables.items():
        for row in to_rows(table):
            found.setdefault(row["article_id"], {}).setdefault(name, []).append(row)
    for by_table in found.values():
        for rows in by_table.values():
            rows.sort(key=lambda row: (row["field"] != "title", row["start"], row["end"]))
    return found


def articles_with_rows(
    articles: pd.DataFrame, tables: Mapping[str, pd.DataFrame]
) -> Iterator[tuple[Row, dict[str, list[Row]]]]:
    """Each article with its rows of the span tables, some articles at a time: all rows fill the memory."""
    ids = pd.Index(articles["article_id"])
    turns = {
        name: table.groupby(ids.get_indexer(table["article_id"]) // _AT_A_TIME).indices
        for name, table in tables.items()
    }
    for turn, first in enumerate(range(0, len(articles), _AT_A_TIME)):
        found = rows_by_article({name: tables[name].iloc[turns[name].get(turn, [])] for name in tables})
        for row in to_rows(articles.iloc[first : first + _AT_A_TIME]):
            yield row, found.get(row["article_id"], {})


def article_page(
    article: Row, rows: Mapping[str, Sequence[Row]], copied: Copied | None = None
) -> dict[str, Any]:
    """What the template of an article's page needs.

    Parameters
    ----------
    article : dict
        The article's row.
    rows : mapping of str to sequence of dict
        Its quotes, mentions, sentiment and frames.
    copied : Copied, optional
        Its place in its group of copies.
    """
    numbers = number_speakers(rows.get("quotes", ()))
    spans = article_spans(rows, numbers)
    passages = _copied_spans(article, copied)
    spans["text"] = [*passages, *spans["text"]]
    return {
        "article": article,
        "published": moment(article["published"], article["date_only"]),
        "meta": [(label, article[name]) for name, label in _META if article[name]],
        "url": safe_url(article["url"]),
        "title": mark_text(article["title"], spans["title"]),
        "parts": part_paragraphs(mark_paragraphs(article["text"], spans["text"])),
        "speakers": list(numbers.items()),
        "has_frames": bool(rows.get("frames")),
        "has_tone": any(row["label"] for row in rows.get("sentiment", ())),
        "has_copied": bool(passages),
        "own_copy": copied.row if copied else None,
        "copies": [
            (other["title"] or other["article_id"], other["outlet"], article_path(other["article_id"]), copy)
            for other, copy in (copied.others if copied else ())
        ],
        "grids": [grid for grid in _grids(rows, numbers) if grid.rows],
    }


def _grids(rows: Mapping[str, Sequence[Row]], numbers: Mapping[str, int]) -> Iterator[Grid]:
    """The tables below the text, each with its first rows: the marks in the text show the others."""
    for name, grid_of in {
        "quotes": lambda found: _quote_grid(found, numbers),
        "frames": _frame_grid,
        "sentiment": _sentiment_grid,
    }.items():
        found = rows.get(name, ())
        note = f"The first {_MAX_ROWS:,} of {len(found):,} rows." if len(found) > _MAX_ROWS else ""
        yield replace(grid_of(found[:_MAX_ROWS]), note=note)
    yield _mention_grid(rows.get("mentions", ()))


def _copied_spans(article: Row, copied: Copied | None) -> list[Span]:
    """The passages an article has from the origin of its group."""
    if copied is None or copied.origin is None:
        return []
    origin = copied.origin
    label = f"Also in {origin['outlet']}: {origin['title'] or origin['article_id']}"
    passages = shared_passages(article["text"], origin["text"])
    return [Span(start, end, "copied", label=label) for start, end in passages]


def _quote_grid(quotes: Sequence[Row], numbers: Mapping[str, int]) -> Grid:
    rows = [
        [
            _words(quote, "quotes"),
            Cell(f"{numbers[who_speaks(quote)]}"),
            Cell(quote["speaker"] or NONE),
            Cell(quote["actor"] or NONE),
            Cell(quote["cue"] or NONE),
            Cell(quote["kind"] or NONE, notes=[] if quote["in_marks"] else ["outside the marks"]),
            Cell(quote["use"] or NONE),
            Cell(decimal(quote["confidence"])),
        ]
        for quote in quotes
    ]
    heads = ["Words", "No.", "Speaker as named", "Actor", "Cue", "Kind", "Use", "Confidence"]
    return Grid("Quotations", heads, rows, n_numeric=1, anchor="quotations")


def _frame_grid(frames: Sequence[Row]) -> Grid:
    has_direction = any(frame.get("direction") for frame in frames)
    has_vader = any(frame.get("vader") is not None for frame in frames)
    rows = []
    for frame in frames:
        cells = [
            _words(frame, "frames"),
            Cell(frame["frame"]),
            Cell(frame["actor"] or NONE),
            Cell(describe_voice(frame)),
        ]
        if has_direction:
            cells.append(Cell(frame["direction"] or NONE))
        if has_vader:
            cells.append(Cell(decimal(frame["vader"])))
        rows.append(cells)
    heads = ["Cue", "Frame", "About", "Voice"]
    heads += ["Direction"] * has_direction + ["VADER"] * has_vader
    return Grid("Frame cues", heads, rows, n_numeric=int(has_vader), anchor="frames")


def _sentiment_grid(sentiment: Sequence[Row]) -> Grid:
    rows = [
        [
            _words(row, "sentiment"),
            Cell(row["actor"]),
            Cell(describe_voice(row)),
            Cell(row["method"] or NONE),
            Cell(row["label"] or NONE),
            Cell(decimal(row["score"])),
            Cell(decimal(row.get("vader"))),
        ]
        for row in sentiment
    ]
    heads = ["Mention", "Towards", "Voice", "Method", "Label", "Score", "VADER"]
    return Grid("Sentiment of each mention", heads, rows, n_numeric=2, anchor="sentiment")


def _mention_grid(mentions: Sequence[Row]) -> Grid:
    places: dict[str, list[Row]] = {}
    for row in mentions:
        places.setdefault(row["actor"], []).append(row)
    rows = [
        [
            Cell(actor, f"#{span_anchor('mention', rows[0])}"),
            Cell(", ".join(dict.fromkeys(row["text"] for row in rows))),
            Cell(f"{len(rows):,}"),
        ]
        for actor, rows in sorted(places.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    heads = ["Actor, and the first mention", "As named", "Mentions"]
    return Grid("Actors mentioned", heads, rows, n_numeric=1, anchor="mentions")


def _words(row: Row, table: str) -> Cell:
    """The words of a span, linked to where they stand in the text above."""
    return Cell(row["text"], f"#{span_anchor(KINDS[table], row)}")
