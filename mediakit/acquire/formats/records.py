"""Files of records in, one record an article out: JSON, JSON lines, CSV, TSV and Parquet."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from mediakit.acquire.columns import flatten, map_names
from mediakit.acquire.decode import decode
from mediakit.acquire.reading import WHOLE, Content, Problem, Record
from mediakit.acquire.unzip import UnreadableError

# What services call the number of records they found; "hits" is a number in some and the list in others.
_TOTALS = {"total", "totalresults", "totalcount", "totalhits", "numfound", "hits", "found"}
_DELIMITERS = ",;\t|"
# A quotation mark that is never closed swallows the rest of a file; each restart costs one more pass over it.
_MAX_RESTARTS = 20


def read_json(content: Content) -> Iterator[Record | Problem]:
    """One record, a list of records, or an object that holds such a list anywhere."""
    text, doubt = decode(content.data)
    if doubt:
        yield doubt
    try:
        value = json.loads(text)
    except RecursionError:
        yield Problem(WHOLE, "the JSON is nested too deeply to be records", "look at what wrote this file")
        return
    except ValueError as error:
        if text.count("\n{") and text.lstrip().startswith("{"):  # JSON lines under another name
            yield from _read_lines(text)
            return
        place = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else WHOLE
        yield Problem(place, f"not valid JSON: {error}", "download or export the file again")
        return
    records = find_records(value)
    if records is None:
        yield Problem(WHOLE, "the JSON holds no records", "expected an object or a list of objects")
        return
    if records is not value and (too_few := check_total(value, len(records))):
        yield too_few
    for at, record in enumerate(records, start=1):
        yield _as_record(f"record {at}", record)


def read_jsonl(content: Content) -> Iterator[Record | Problem]:
    """One JSON object a line."""
    text, doubt = decode(content.data)
    if doubt:
        yield doubt
    yield from _read_lines(text)


def read_csv(content: Content) -> Iterator[Record | Problem]:
    """Delimited text with names in the first row; the delimiter is found in that row."""
    text, doubt = decode(content.data)
    if doubt:
        yield doubt
    text = text.removeprefix("\ufeff")
    header = text.lstrip("\n\r").split("\n", 1)[0]
    bare = re.sub(r'"[^"]*"', "", header)
    yield from _read_delimited(text, max(_DELIMITERS, key=bare.count))


def read_tsv(content: Content) -> Iterator[Record | Problem]:
    """Text with tabs between the values and names in the first row."""
    text, doubt = decode(content.data)
    if doubt:
        yield doubt
    yield from _read_delimited(text.removeprefix("\ufeff"), "\t")


def read_parquet(content: Content) -> Iterator[Record | Problem]:
    """A Parquet table."""
    try:
        frame = pd.read_parquet(io.BytesIO(content.data))
    except Exception as error:  # pyarrow raises a dozen kinds for damaged files
        reason = f"the Parquet file is damaged: {str(error).splitlines()[0]:.200}"
        raise UnreadableError(reason, "write the file again") from error
    frame = frame.reset_index() if any(name is not None for name in frame.index.names) else frame
    names = [str(name) for name in frame.columns]
    columns = [frame.iloc[:, at].astype(object).tolist() for at in range(len(names))]
    for at, values in enumerate(zip(*columns, strict=True), start=1):
        yield Record(f"row {at}", dict(zip(names, values, strict=True)))


def _read_lines(text: str) -> Iterator[Record | Problem]:
    for at, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except RecursionError:
            yield Problem(
                f"line {at}", "the JSON is nested too deeply to be a record", "look at what wrote this line"
            )
        except ValueError as error:
            yield Problem(f"line {at}", f"not valid JSON: {error}", "each line must be one whole JSON object")
        else:
            yield _as_record(f"line {at}", value)


def _as_record(place: str, value: Any) -> Record | Problem:
    if isinstance(value, Mapping):
        return Record(place, flatten(value))
    return Problem(
        place, f"expected a JSON object, found {type(value).__name__}", "each record must be an object"
    )


def find_records(value: Any) -> list[Any] | None:
    """The records of a JSON value: itself, or a list of objects inside.

    Of several candidates the first that has a text is taken, then the first with a title, then the first of
    several objects; nearer to the top comes first.
    """
    candidates: list[list[Any]] = []
    level = [value]
    for _ in range(5):
        for inner in level:
            if isinstance(inner, Mapping) and inner:
                candidates.append([inner])
            elif isinstance(inner, list) and any(isinstance(item, Mapping) for item in inner):
                candidates.append(inner)
        level = [item for inner in level if isinstance(inner, Mapping) for item in inner.values()]
    for wanted in ("text", "title"):
        for candidate in candidates:
            if any(wanted in _own_names(item) for item in candidate[:20]):
                return candidate
    return next((one for one in candidates if len(one) > 1), candidates[0] if candidates else None)


def check_total(value: Any, n_records: int) -> Problem | None:
    """A doubt when the answer of a service announces more records than it holds."""
    n_announced = _find_total(value)
    if n_announced <= n_records:
        return None
    reason = f"the answer announces {n_announced:,} records and holds {n_records:,}"
    return Problem(WHOLE, reason, "ask the service for the other pages", doubt=True)


def _find_total(value: Any) -> int:
    """The number of records an answer announces beside those it holds, or 0."""
    level = [value]
    for _ in range(3):
        level = [inner for inner in level if isinstance(inner, Mapping)]
        for name, inner in (item for one in level for item in one.items()):
            if isinstance(inner, int) and re.sub(r"[_-]", "", str(name)).lower() in _TOTALS:
                return int(inner)
        level = [inner for one in level for inner in one.values()]
    return 0


def _own_names(item: Any) -> Mapping[str, str]:
    """Which of our columns a record fills, without what lies inside lists."""
    if not isinstance(item, Mapping):
        return {}
    flat = {name: value for name, value in flatten(item).items() if not isinstance(value, list)}
    return map_names(list(flat)).chosen


def _read_delimited(text: str, delimiter: str) -> Iterator[Record | Problem]:
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))  # a field may be a whole book
    lines = io.StringIO(text, newline="").readlines()
    header: list[str] | None = None
    start = 0
    for _ in range(_MAX_RESTARTS):
        stop = None
        rows = csv.reader(iter(lines[start:]), delimiter=delimiter)
        first = 0
        try:
            for row in rows:
                place, first = start + first + 1, rows.line_num
                if not any(value.strip() for value in row):
                    continue
                if header is None:
                    header = [name.strip() for name in row]
                    continue
                if first == len(lines) - start and _is_open(lines[place - 1 :], delimiter):
                    stop = place
                    break
                yield _as_row(header, row, place)
        except csv.Error as error:
            yield Problem(f"line {start + rows.line_num}", f"not valid CSV: {error}", "export the file again")
            stop = start + rows.line_num
        if stop is None:
            return
        yield Problem(
            f"line {stop}",
            "a quotation mark is opened and never closed; what follows was read as if it were not there",
            'close the field with ", or write quotation marks inside it twice',
        )
        start = stop
    yield Problem(
        f"line {start + 1}", "too many unclosed quotation marks; the rest was not read", "export it again"
    )


def _is_open(lines: list[str], delimiter: str) -> bool:
    """Whether the last row of a file ends inside quotation marks."""
    try:
        for _ in csv.reader(iter(lines), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return "end of data" in str(error)
    return False


def _as_row(header: list[str], row: list[str], place: int) -> Record | Problem:
    while len(row) > len(header) and not row[-1].strip():
        row = row[:-1]
    if len(row) != len(header):
        return Problem(
            f"line {place}",
            f"{len(row)} values where the header has {len(header)}",
            "a delimiter or line break inside a value needs quotation marks around the value",
        )
    return Record(f"line {place}", dict(zip(header, row, strict=True)))
