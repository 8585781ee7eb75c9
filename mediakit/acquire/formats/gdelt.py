"""GDELT's files in, tables of its documents, quotations and events out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pandas as pd

from mediakit._core.errors import InputError
from mediakit._core.tables import build_table
from mediakit.acquire.decode import clean
from mediakit.acquire.formats.gdelt_files import EVENTS, GKG, read_tables
from mediakit.acquire.locate import Paths, locate_files
from mediakit.acquire.reading import Content, Problem, Record

_TONE = ("tone", "positive", "negative", "polarity", "activity", "self_reference")
_QUOTATION = re.compile(r"#(?=\d+\|\d+\|)")
_NAMED = re.compile(r"(.*),(\d+)")
_COLLECTIONS = dict(enumerate(("web", "citation", "core", "dtic", "jstor", "nontextual"), start=1))
_MOST = 1e12  # no count or score of GDELT's comes near
_TIME_FORMATS = {8: "%Y%m%d", 14: "%Y%m%d%H%M%S"}


@dataclass(frozen=True, eq=False)
class Gdelt:
    """What GDELT's files hold.

    Attributes
    ----------
    documents : DataFrame
        A row is a document of the Global Knowledge Graph (the table gdelt_documents).
    quotations : DataFrame
        A row is a quotation found in a document (gdelt_quotations); document_id leads to the document.
    events : DataFrame
        A row is an event (gdelt_events).
    rejects : DataFrame
        The rows that could not be read, and those read with a doubt, as in `read_corpus`.
    """

    documents: pd.DataFrame
    quotations: pd.DataFrame
    events: pd.DataFrame
    rejects: pd.DataFrame

    def __repr__(self) -> str:
        tables = ("documents", "quotations", "events", "rejects")
        rows = "\n".join(f"  .{name:<10} {len(getattr(self, name)):>9,} rows" for name in tables)
        return f"Gdelt\n{rows}"


@dataclass
class _Rows:
    """The rows read so far."""

    documents: list[dict[str, Any]] = field(default_factory=list)
    quotations: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    rejects: list[dict[str, Any]] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)


class _RowError(ValueError):
    """A row that is not what the codebook says."""


def read_gdelt(path: Paths) -> Gdelt:
    r"""Read GDELT's Global Knowledge Graph 2.1 and its events, versions 1 and 2.

    GDELT gives no texts. What it found in them (names, themes, tone, quotations) is of its own making: the
    offsets count characters in GDELT's copy of a document, which it does not publish.

    Parameters
    ----------
    path : path, or list of paths
        A file, a folder, a glob, or a list of these: tab-separated files as GDELT publishes them
        (``….gkg.csv.zip``, ``….export.CSV.zip``), unpacked, with gzip, or with names in a first row.

    Returns
    -------
    Gdelt
        documents (document_id, url, date, source, tone and its parts, themes, persons and organizations with
        offsets), quotations (document_id, offset, length, verb, text), events, and rejects.

    Raises
    ------
    InputError
        When a path does not exist, or no file is one of GDELT's tables.

    References
    ----------
    The GDELT Project: The GDELT Global Knowledge Graph (GKG) data format codebook V2.1, 2015; The GDELT
    Event Database data format codebook V2.0, 2015.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> row = [""] * 27
    >>> row[:5] = ["20241101120000-0", "20241101120000", "1", "herald.example", "https://herald.example/1"]
    >>> row[12], row[22] = "Ana Ruiz,40", "52|15|said|we will go on"
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "20241101120000.gkg.csv")
    ...     _ = path.write_text("\t".join(row) + "\n")
    ...     gdelt = read_gdelt(path)
    >>> gdelt.documents.loc[0, ["source", "persons", "person_offsets"]].tolist()
    ['herald.example', ['Ana Ruiz'], [40]]
    >>> gdelt.quotations.to_dict("records")
    [{'document_id': '20241101120000-0', 'offset': 52, 'length': 15, 'verb': 'said', 'text': 'we will go on'}]
    """
    rows = _Rows()
    n_tables = 0
    files = locate_files(path)
    for file in files:
        for place, kind, row in read_tables(Content(file.name, file.path)):
            if isinstance(row, Problem):
                _reject(rows, file.name, row)
                continue
            n_tables += 1
            _read_row(rows, file.name, place, kind, row)
    if not n_tables:
        reason = rows.rejects[0]["reason"] if rows.rejects else "it has no rows"
        raise InputError(
            f"None of the {len(files)} files is a table of GDELT's: {files[0].name}: {reason}. Expected are "
            "GKG 2.1 (27 columns) or events (57, 58 or 61 columns), tab-separated."
        )
    return Gdelt(
        build_table("gdelt_documents", rows.documents),
        build_table("gdelt_quotations", rows.quotations),
        build_table("gdelt_events", rows.events),
        build_table("rejects", rows.rejects),
    )


def read_gdelt_as_articles(content: Content) -> Iterator[Record | Problem]:
    """No article: a row of GDELT's is about a text and does not hold it; one rejection speaks for all."""
    n_rows = sum(not isinstance(row, Problem) for _, _, row in read_tables(content))
    reason = "the rows of GDELT's tables are about articles and hold no text"
    yield Problem(
        "whole file", reason, "mediakit.read_gdelt(path) reads them as tables", n_records=max(n_rows, 1)
    )


def _read_row(rows: _Rows, name: str, place: str, kind: str, row: Mapping[str, str]) -> None:
    try:
        key = (kind, row["id"])
        if kind == GKG:
            document = _as_document(row)
        else:
            event = _as_event(row)
        if key in rows.seen:
            raise _RowError(f"the id {row['id']!r} was read before")
    except _RowError as error:
        _reject(rows, name, Problem(place, f"{error}"[:300], "download the file again"))
        return
    rows.seen.add(key)
    if kind == EVENTS:
        rows.events.append(event)
        return
    rows.documents.append(document)
    for quotation in filter(None, _QUOTATION.split(row["quotations"])):
        parts = quotation.split("|", 3)
        if len(parts) < 4 or not (_is_count(parts[0]) and _is_count(parts[1])):
            reason = f"a quotation is not offset, length, verb and text: {quotation!r:.80}"
            _reject(rows, name, Problem(place, reason, "the other quotations were read", doubt=True))
            continue
        rows.quotations.append(
            {
                "document_id": row["id"],
                "offset": int(parts[0]),
                "length": int(parts[1]),
                "verb": parts[2].strip() or None,
                "text": parts[3].strip(),
            }
        )


def _as_document(row: Mapping[str, str]) -> dict[str, Any]:
    extras = row["extras"]
    themes, theme_offsets = _names(row["v2_themes"], row["themes"])
    persons, person_offsets = _names(row["v2_persons"], row["persons"])
    organizations, organization_offsets = _names(row["v2_organizations"], row["organizations"])
    precise = _extra(extras, "PAGE_PRECISEPUBTIMESTAMP")
    return {
        "document_id": _required(row, "id"),
        "url": row["url"] or None,
        "date": _time(row["date"], "date"),
        "source": row["source"] or None,
        "collection": _COLLECTIONS.get(_whole(row["collection"], "collection") or 0),
        "title": _extra(extras, "PAGE_TITLE") or None,
        "author": _extra(extras, "PAGE_AUTHORS") or None,
        "published": _time(precise, "publication date") if _is_time(precise) else None,
        "language": _language(row["translation"]),
        **_tone(row["tone"]),
        "themes": themes,
        "theme_offsets": theme_offsets,
        "persons": persons,
        "person_offsets": person_offsets,
        "organizations": organizations,
        "organization_offsets": organization_offsets,
    }


def _as_event(row: Mapping[str, str]) -> dict[str, Any]:
    texts = {name: row[name].strip() or None for name in _EVENT_TEXTS}
    numbers = {name: _number(row[name], name) for name in _EVENT_NUMBERS}
    counts = {name: _whole(row[name], name) for name in _EVENT_COUNTS}
    added = row.get("added", "")
    return {
        "event_id": _required(row, "id"),
        "date": _time(row["date"], "date"),
        "added": _time(added, "date added") if added else None,
        "is_root_event": row["is_root_event"] == "1",
        **texts,
        **numbers,
        **counts,
        "url": row.get("url") or None,
    }


_EVENT_TEXTS = (
    *(f"{actor}_{part}" for actor in ("actor1", "actor2") for part in ("code", "name", "country", "type")),
    *("event_code", "event_base_code", "event_root_code", "place", "place_country"),
)
_EVENT_NUMBERS = ("goldstein", "tone", "latitude", "longitude")
_EVENT_COUNTS = ("quad_class", "n_mentions", "n_sources", "n_articles")


def _tone(text: str) -> dict[str, Any]:
    """The six numbers of the tone and the number of words."""
    if not text:
        return {}
    parts = text.split(",")
    if len(parts) not in (6, 7):
        raise _RowError(f"the tone has {len(parts)} numbers where the codebook has 7: {text!r:.80}")
    tone: dict[str, Any] = {name: _number(part, name) for name, part in zip(_TONE, parts, strict=False)}
    tone["n_words"] = _whole(parts[6], "number of words") if len(parts) == 7 else None
    return tone


def _names(enhanced: str, plain: str) -> tuple[list[str], list[int]]:
    """Names and where each stands, in that order; without offsets where GDELT gives only the names."""
    found = [_NAMED.fullmatch(one.strip()) for one in enhanced.split(";") if one.strip()]
    placed = sorted((int(one[2]), one[1]) for one in found if one and len(one[2]) < 10)
    if placed:
        return [name for _, name in placed], [offset for offset, _ in placed]
    return [one.strip() for one in plain.split(";") if one.strip()], []


def _extra(extras: str, name: str) -> str:
    start = extras.find(f"<{name}>")
    end = extras.find(f"</{name}>", start)
    return clean(extras[start + len(name) + 2 : end]).strip() if 0 <= start < end else ""


def _language(translation: str) -> str:
    """The source language of a translated document; all others were written in English."""
    found = re.search(r"srclc:(\w+)", translation)
    return found[1] if found else "en"


def _required(row: Mapping[str, str], name: str) -> str:
    if not row[name].strip():
        raise _RowError(f"the {name} is missing")
    return row[name].strip()


def _time(text: str, name: str) -> datetime:
    if not _is_time(text):
        raise _RowError(f"the {name} is {text!r:.40}, expected YYYYMMDD or YYYYMMDDHHMMSS")
    return datetime.strptime(text, _TIME_FORMATS[len(text)]).replace(tzinfo=UTC)


def _is_time(text: str) -> bool:
    if len(text) not in _TIME_FORMATS or not _is_count(text):
        return False
    try:
        return datetime.strptime(text, _TIME_FORMATS[len(text)]).year > 1000
    except ValueError:
        return False


def _number(text: str, name: str) -> float | None:
    if not text.strip():
        return None
    try:
        value = float(text)
    except ValueError as error:
        raise _RowError(f"the {name} is {text!r:.40}, expected a number") from error
    if not abs(value) < _MOST:
        raise _RowError(f"the {name} is {text!r:.40}, expected a number")
    return value


def _whole(text: str, name: str) -> int | None:
    value = _number(text, name)
    if value is not None and value != int(value):
        raise _RowError(f"the {name} is {text!r:.40}, expected a whole number")
    return None if value is None else int(value)


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 15


def _reject(rows: _Rows, name: str, problem: Problem) -> None:
    rows.rejects.append(
        {
            "source_file": name,
            "place": problem.place,
            "reason": problem.reason,
            "remedy": problem.remedy,
            "kind": "doubt" if problem.doubt else "rejected",
            "n_records": problem.n_records,
        }
    )
