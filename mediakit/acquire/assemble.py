"""The records of one file in, rows of the articles table out, with what is doubtful about them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from mediakit._core.provenance import short_hash
from mediakit.acquire.cleaning.body import Block, take_apart
from mediakit.acquire.cleaning.credits import agency_in
from mediakit.acquire.cleaning.dates import Dated, parse_dates
from mediakit.acquire.cleaning.language import find_language
from mediakit.acquire.cleaning.markup import looks_like_markup, markup_to_text
from mediakit.acquire.columns import FIELDS, Mapped, add_paths, map_names, other_names, same_name
from mediakit.acquire.decode import clean
from mediakit.acquire.reading import Problem, Record

_LANGUAGES = {
    **{"english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "spanish": "es"},
    **{
        "español": "es",
        "italian": "it",
        "italiano": "it",
        "dutch": "nl",
        "nederlands": "nl",
        "russian": "ru",
    },
    **{
        "ukrainian": "uk",
        "polish": "pl",
        "portuguese": "pt",
        "turkish": "tr",
        "arabic": "ar",
        "chinese": "zh",
    },
    **{
        "eng": "en",
        "deu": "de",
        "ger": "de",
        "fra": "fr",
        "fre": "fr",
        "spa": "es",
        "ita": "it",
        "rus": "ru",
    },
}
_CUT = re.compile(r"(?:…|\.\.\.)?\s*\[\+\d+ chars\]\s*$")
_BY = re.compile(r"^by:?\s+(?=\w+\s+\w)", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_BLANK_BELOW = re.compile(r"\S[ \t]*\n[ \t]*\n")
_GAP = re.compile(r"\n[ \t]*\n\s*")
_LINE_END = re.compile(r"\n")
_MISSING = {"", "nan", "none", "null", "n/a"}


@dataclass
class Assembled:
    """Rows of one file, each with its place, and the file's problems."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    mapped: Mapped = field(default_factory=lambda: Mapped({}))
    names: list[str] = field(default_factory=list)


def assemble(
    records: Sequence[Record],
    *,
    outlet: str | None,
    folder: str,
    columns: Mapping[str, str] | None,
    now: datetime | None = None,
) -> Assembled:
    """Rows of the articles table from the records of one file; `folder` tells outlets apart."""
    if columns:
        records = [replace(record, values=add_paths(record.values, columns)) for record in records]
    names = _names_with_values(records)
    if any(record.apart for record in records):
        names = list(
            dict.fromkeys([*names, "text"])
        )  # a reader of whole articles means its text, even an empty one
    mapped = map_names(names, columns)
    result = Assembled(mapped=mapped, names=names)
    if "text" not in mapped.chosen:
        shown = ", ".join(map(repr, names[:12])) + (", …" if len(names) > 12 else "")
        result.problems = [
            Problem(
                record.place,
                f"no column holds the text; found {shown or 'no values'}",
                'say which does: columns={"their name": "text"}',
            )
            for record in records
        ]
        return result
    kept = other_names(names, mapped)
    told_outlet = _outlet_of(outlet, folder, names)
    theirs = mapped.chosen.get("published")
    dated, doubt = parse_dates([record.values.get(theirs) if theirs else None for record in records])
    if doubt:
        result.problems.append(
            Problem("whole file", doubt, "write dates as 2024-11-01 when this is wrong", doubt=True)
        )
    for record, when in zip(records, dated, strict=True):
        row, problems = _as_row(record, mapped, when, now or datetime.now(UTC))
        result.problems += problems
        if row is None:
            continue
        named = told_outlet(record.values)
        if named is not None:
            row["outlet"] = named
        if row["republished_from"] and row["outlet"] and same_name(row["republished_from"], row["outlet"]):
            row["republished_from"] = None  # an outlet that names itself as the source
        row |= {name: _own_value(record.values.get(name)) for name in kept}
        row["article_id"] = row["article_id"] or make_id(row)
        result.rows.append(row)
        result.places.append(record.place)
    return result


def make_id(row: Mapping[str, Any]) -> str:
    """A short hash of the address, or else of outlet, title, day or time, and text."""
    if row["url"]:
        return short_hash([row["url"]])
    published = row["published"].isoformat() if row["published"] else ""
    return short_hash([row["outlet"] or "", row["title"] or "", published, row["text"]])


def _names_with_values(records: Iterable[Record]) -> list[str]:
    names: dict[str, bool] = {}
    for record in records:
        for name, value in record.values.items():
            if not names.get(name):
                names[name] = not _is_missing(value)
    return [name for name, filled in names.items() if filled]


def _outlet_of(
    outlet: str | None, folder: str, names: Sequence[str]
) -> Callable[[Mapping[str, Any]], str | None]:
    if outlet is None:
        return lambda values: None
    if outlet == "folder":
        return lambda values: folder
    if outlet in names:
        return lambda values: _as_line(values.get(outlet))
    return lambda values: outlet


def _as_row(
    record: Record, mapped: Mapped, when: Dated, now: datetime
) -> tuple[dict[str, Any] | None, list[Problem]]:
    values = {ours: record.values.get(theirs) for ours, theirs in mapped.chosen.items()}
    text = _as_body(values.get("text"))
    if not text.strip():
        return None, [Problem(record.place, "the text is empty", "nothing to do when the source had none")]
    problems = [*record.doubts]
    row: dict[str, Any] = {ours: _as_line(values.get(ours)) for ours in FIELDS if ours != "text"}
    row["text"] = text
    row["subheads"] = _as_list(values.get("subheads"))
    if not record.apart:
        _take_text_apart(row)
    if row["author"]:
        row["author"] = _BY.sub("", row["author"])
    if row["agency"] is None and row["author"]:
        row["agency"] = agency_in(row["author"])
    row["language"], other = find_language(row["text"], _as_language(row["language"]))
    if other:
        problems.append(_doubt(record, other, "the language of the text was taken"))
    if row["outlet"] is None and row["url"]:
        row["outlet"] = _host(row["url"])
    row["published"], row["date_only"] = when.time, when.date_only
    if "date_only" in record.values and not _is_missing(record.values["date_only"]):
        row["date_only"] = row["date_only"] or bool(record.values["date_only"])
    if when.doubt:
        problems.append(_doubt(record, when.doubt, "the article stays, without a date"))
    elif when.time and when.time > now:
        day = when.time.date().isoformat()
        problems.append(_doubt(record, f"the date {day} lies in the future", "check day, month and zone"))
    if _CUT.search(text[-40:]):
        problems.append(
            _doubt(record, "the text is cut off by the service it came from", "fetch the whole article")
        )
    return row, problems


def _take_text_apart(row: dict[str, Any]) -> None:
    """Move furniture, subheads and credits out of a text; one without any stays exactly as it was."""
    text = row["text"]
    # The second pattern alone would do, and costs ten times as much where there is no blank line.
    by_gaps = _BLANK_LINE.search(text) and _BLANK_BELOW.search(text)
    parts = (part.strip() for part in (_GAP if by_gaps else _LINE_END).split(text))
    blocks = [Block(part, gap=True) for part in parts if part]
    body = take_apart(blocks, row["author"])
    found = body.values()
    if not body.changed:
        found["text"] = text
    for name, value in found.items():
        if name == "text" or not row[name]:
            row[name] = value


def _doubt(record: Record, reason: str, remedy: str) -> Problem:
    return Problem(record.place, reason, remedy, doubt=True)


def _is_missing(value: Any) -> bool:
    if isinstance(value, str):
        return not value.strip()
    if value is None or (isinstance(value, float) and value != value):
        return True
    return type(value).__name__ in ("NaTType", "NAType") or (hasattr(value, "__len__") and len(value) == 0)


def _as_body(value: Any) -> str:
    if _is_missing(value):
        return ""
    if isinstance(value, (list, tuple)) or type(value).__name__ == "ndarray":
        return "\n\n".join(part for part in map(_as_body, value) if part)
    text = clean(str(value))
    if text.strip().lower() in _MISSING:
        return ""
    return markup_to_text(text) if looks_like_markup(text) else text


def _as_line(value: Any) -> str | None:
    """A short text on one line: names of a list joined by commas, the name of an object."""
    if _is_missing(value):
        return None
    if isinstance(value, Mapping):
        return next((_as_line(value[key]) for key in ("name", "title", "text") if value.get(key)), None)
    if isinstance(value, (list, tuple)) or type(value).__name__ == "ndarray":
        return ", ".join(dict.fromkeys(part for part in map(_as_line, value) if part)) or None
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # identifiers come as floats where a column has gaps
    text = " ".join(clean(str(value)).split(" ")) if isinstance(value, str) else str(value)
    if looks_like_markup(text):
        text = markup_to_text(text)
    text = re.sub(r"[ \n\t]+", " ", text).strip()
    return None if text.lower() in _MISSING else text


def _host(url: str) -> str | None:
    """The host of an address, which names an outlet where nothing else does."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host and "." in host else None


def _as_list(value: Any) -> list[str]:
    if _is_missing(value):
        return []
    if isinstance(value, str):
        return [line.strip() for line in clean(value).split("\n") if line.strip()]
    return [part for part in map(_as_line, value) if part] if hasattr(value, "__iter__") else []


def _as_language(value: str | None) -> str | None:
    if value is None:
        return None
    tag = value.replace("_", "-").split(".")[0]
    return _LANGUAGES.get(tag.lower(), tag)


def _own_value(value: Any) -> Any:
    """A value of the user's own column as it is, except that nested ones become text a table can hold."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return repr(dict(value))
    if isinstance(value, (list, tuple)) or type(value).__name__ == "ndarray":
        return [item if isinstance(item, (int, float)) else _as_line(item) for item in value]
    return value
