"""A codebook's values in, TOML text out; an error in one in, its place in the text out."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel, ValidationError

from mediakit._core.cue_checks import PhraseError


def explain_error(name: str, text: str, error: ValidationError) -> str:
    """What is wrong in a codebook's text: file, line, key, what was got, and how many more problems."""
    first = error.errors()[0]
    cause = first.get("ctx", {}).get("error")
    place = cause.place if isinstance(cause, PhraseError) else _without_tags(first["loc"])
    got = cause.phrase if isinstance(cause, PhraseError) else first.get("input")
    key = ".".join(str(part) for part in place) or "the whole file"
    line = find_line(text, place, got)
    at = f", line {line}" if line else ""
    more = f" ({error.error_count() - 1} more problems)" if error.error_count() > 1 else ""
    shown = f" Got {got!r}." if isinstance(got, (str, int, float, bool)) else ""
    return f"{name}{at}, {key}: {first['msg'].removeprefix('Value error, ')}.{shown}{more}"


def find_line(text: str, place: tuple[int | str, ...], value: object = None) -> int | None:
    """Line of a value in a list, or else of its key, or else of its entry: tomllib gives none.

    Entries are found by counting the [[actor]] or [[frame]] headings, keys and values by searching below.
    """
    if len(place) < 2 or not isinstance(place[1], int):
        return None
    lines = text.splitlines()
    headings = [at for at, line in enumerate(lines) if line.strip() == f"[[{place[0]}]]"]
    if place[1] >= len(headings):
        return None
    start = headings[place[1]]
    end = headings[place[1] + 1] if place[1] + 1 < len(headings) else len(lines)
    key = next((at for at in range(start, end) if len(place) > 2 and _opens(lines[at], str(place[2]))), None)
    if key is None:
        return start + 1
    # A long list goes over several lines: the value's own line is the one to look at.
    sought = _as_written(value, place)
    return next((at for at in range(key, end) if sought and sought.search(lines[at])), key) + 1


def toml_block(heading: str, model: BaseModel) -> str:
    """An entry as TOML, one key a line, without the values that are defaults."""
    values = model.model_dump(by_alias=True, exclude_defaults=True)
    return "\n".join([heading, *(f"{key} = {_toml_value(value)}" for key, value in values.items())])


def _without_tags(place: tuple[int | str, ...]) -> tuple[int | str, ...]:
    return tuple(part for part in place if not (isinstance(part, str) and part.startswith("_")))


def _as_written(value: object, place: tuple[int | str, ...]) -> re.Pattern[str] | None:
    if len(place) > 4:  # a key of a table in a list, with its value where it is a plain one
        shown = re.escape(str(value)) if isinstance(value, (str, int, float)) else ""
        return re.compile(rf"\b{re.escape(str(place[4]))}\s*=\s*[\"']?{shown}")
    if isinstance(value, str):
        return re.compile(rf"[\"']{re.escape(_escaped(value))}[\"']")
    return None


def _opens(line: str, key: str) -> bool:
    return re.match(rf"\s*{re.escape(key)}\s*=", line) is not None


def _toml_value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{_escaped(value)}"'
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml_value(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml_value(item)}" for key, item in value.items()) + " }"
    return repr(value)


def _escaped(value: str) -> str:
    return "".join(_escape(char) for char in value)


def _escape(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    if char < " " or char == "\x7f":
        return f"\\u{ord(char):04x}"
    return char
