"""Which reader reads which file: a name and the first bytes in, a registered format out."""

from __future__ import annotations

import re

from mediakit._core.errors import InputError, UnknownNameError
from mediakit.acquire.pages import read_page
from mediakit.acquire.plain import read_plain
from mediakit.acquire.reading import Reader
from mediakit.acquire.records import read_csv, read_json, read_jsonl, read_parquet, read_tsv

_READERS: dict[str, Reader] = {
    "txt": read_plain,
    "html": read_page,
    "json": read_json,
    "jsonl": read_jsonl,
    "csv": read_csv,
    "tsv": read_tsv,
    "parquet": read_parquet,
}
_SUFFIXES = {
    ".txt": "txt",
    ".text": "txt",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
}
# Stems of files that are about the others, not among them.
_ABOUT = {"readme", "license", "licence", "copying", "changelog", "datasheet", "notice", "robots"}
_PAGE = re.compile(rb"<!doctype\s+html|<html|<head|<body|<article|<meta\s", re.IGNORECASE)


def register_reader(name: str, reader: Reader, suffixes: tuple[str, ...] = ()) -> None:
    """Add a reader for a format, or replace one.

    Parameters
    ----------
    name : str
        The format's name, for `format=` and for the column source_format.
    reader : callable
        Takes a `Content` (name and decompressed bytes of a file) and yields a `Record` for each article and a
        `Problem` for what cannot be read.
    suffixes : tuple of str
        Endings of file names this reader is used for, such as ``(".xyz",)``.

    Raises
    ------
    InputError
        When a suffix does not begin with a full stop.
    """
    for suffix in suffixes:
        if not suffix.startswith("."):
            raise InputError(f"A suffix begins with a full stop, got {suffix!r}. Write {'.' + suffix!r}.")
    _READERS[name] = reader
    _SUFFIXES.update({suffix.lower(): name for suffix in suffixes})


def list_formats() -> list[str]:
    """The names of the registered formats."""
    return list(_READERS)


def get_reader(name: str) -> Reader:
    """The reader of a format.

    Raises
    ------
    UnknownNameError
        When no reader is registered under the name.
    """
    if name not in _READERS:
        raise UnknownNameError("format", name, _READERS)
    return _READERS[name]


def format_by_name(name: str) -> str | None:
    """The format a file's name promises, with or without .gz behind it, or None."""
    lower = name.lower().removesuffix(".gz")
    at = lower.rfind(".")
    return _SUFFIXES.get(lower[at:]) if at > 0 else None


def is_about_files(name: str) -> bool:
    """Whether a file's name says that it is about the other files: README.txt, LICENSE.html."""
    return name.lower().split(".")[0] in _ABOUT


def format_by_content(name: str, data: bytes) -> str | None:
    """The format of a file whose name promises one of ours, or none, judged by its first bytes.

    Content wins over the name where it is certain: Parquet, a page saved as .txt, JSON saved as .txt.
    """
    promised = format_by_name(name)
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"PAR1"):
        return "parquet"
    if promised in (None, "txt", "json", "jsonl", "html"):
        if start[:1] == b"<" and _PAGE.search(start):
            return "html"
        if start[:1] in (b"{", b"["):
            return promised if promised in ("json", "jsonl") else _json_kind(start, data) or promised
        if promised == "html" and start[:1] not in (b"<", b"") and not re.search(rb"<\w+[ >/]", data[:20000]):
            return "txt"
    return promised


def _json_kind(start: bytes, data: bytes) -> str | None:
    if not re.match(rb'\{\s*"|\[\s*[\{\]]', start):
        return None
    return "jsonl" if re.search(rb"\}\s*\n\s*\{", data[:200_000]) and start[:1] == b"{" else "json"
