"""Which reader reads which file: a name and the first bytes in, a registered format out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from mediakit._core.errors import InputError, UnknownNameError
from mediakit.acquire.exports.europresse import is_europresse, read_europresse
from mediakit.acquire.exports.factiva import is_factiva_html, read_factiva_html
from mediakit.acquire.exports.factiva_xml import is_factiva_xml, read_factiva_xml
from mediakit.acquire.exports.nexis_docx import is_docx, read_nexis_docx
from mediakit.acquire.exports.nexis_html import is_nexis_html, read_nexis_html
from mediakit.acquire.exports.nexis_text import is_nexis_text, read_nexis_text
from mediakit.acquire.exports.proquest import is_proquest, read_proquest
from mediakit.acquire.formats.archives import read_archive
from mediakit.acquire.formats.captures import is_archive
from mediakit.acquire.formats.feeds import is_feed, is_json_feed, read_feed, read_json_feed
from mediakit.acquire.formats.gdelt import read_gdelt_as_articles
from mediakit.acquire.formats.gdelt_files import is_gdelt
from mediakit.acquire.formats.mediacloud import is_mediacloud, read_mediacloud
from mediakit.acquire.formats.newsml import is_newsml, read_newsml
from mediakit.acquire.formats.newsml_g2 import is_newsml_g2, read_newsml_g2
from mediakit.acquire.formats.ninjs import is_ninjs, read_ninjs
from mediakit.acquire.formats.nitf import is_nitf, read_nitf
from mediakit.acquire.formats.plain import read_plain
from mediakit.acquire.formats.records import read_csv, read_json, read_jsonl, read_parquet, read_tsv
from mediakit.acquire.formats.xmlrecords import read_xml
from mediakit.acquire.formats.zipped import is_zip, read_zip
from mediakit.acquire.pages.pages import read_page
from mediakit.acquire.reading import Reader

Test = Callable[[bytes], bool]
"""Whether a file is of a format, from its first 64 KiB, decompressed."""


@dataclass(frozen=True)
class Format:
    """A format: its reader, the endings of its files' names, and how its first bytes tell it."""

    reader: Reader
    suffixes: tuple[str, ...] = ()
    test: Test | None = None


# In this order: the first whose test agrees with the content is taken, before any name is looked at.
_FORMATS: dict[str, Format] = {
    "txt": Format(read_plain, (".txt", ".text")),
    "nexis_txt": Format(read_nexis_text, (), is_nexis_text),
    "nexis_html": Format(read_nexis_html, (), is_nexis_html),
    "nexis_docx": Format(read_nexis_docx, (".docx",), is_docx),
    "zip": Format(read_zip, (".zip",), is_zip),
    "factiva_html": Format(read_factiva_html, (), is_factiva_html),
    "factiva_xml": Format(read_factiva_xml, (), is_factiva_xml),
    "europresse": Format(read_europresse, (), is_europresse),
    "proquest": Format(read_proquest, (".eml",), is_proquest),
    "feed": Format(read_feed, (".rss", ".atom"), is_feed),
    "json_feed": Format(read_json_feed, (), is_json_feed),
    "nitf": Format(read_nitf, (".nitf",), is_nitf),
    "newsml": Format(read_newsml, (), is_newsml),
    "newsml_g2": Format(read_newsml_g2, (), is_newsml_g2),
    "ninjs": Format(read_ninjs, (".ninjs",), is_ninjs),
    "mediacloud": Format(read_mediacloud, (), is_mediacloud),
    "gdelt": Format(read_gdelt_as_articles, (), is_gdelt),
    "xml": Format(read_xml, (".xml",)),
    "html": Format(read_page, (".html", ".htm", ".xhtml")),
    "json": Format(read_json, (".json",)),
    "jsonl": Format(read_jsonl, (".jsonl", ".ndjson")),
    "csv": Format(read_csv, (".csv",)),
    "tsv": Format(read_tsv, (".tsv",)),
    "warc": Format(read_archive, (".warc", ".arc"), is_archive),
    "parquet": Format(read_parquet, (".parquet",), lambda start: start.startswith(b"PAR1")),
}
# Stems of files that are about the others, not among them.
_ABOUT = {"readme", "license", "licence", "copying", "changelog", "datasheet", "notice", "robots"}
_PAGE = re.compile(rb"<!doctype\s+html|<html|<head|<body|<article|<meta\s", re.IGNORECASE)


def register_reader(
    name: str, reader: Reader, *, suffixes: tuple[str, ...] = (), test: Test | None = None
) -> None:
    """Add a reader for a format, or replace one.

    Parameters
    ----------
    name : str
        The format's name, for `format=` and for the column source_format.
    reader : callable
        Takes a `Content` (name and bytes of a file) and yields a `Record` for each article and a `Problem`
        for what cannot be read.
    suffixes : tuple of str
        Endings of file names this reader is used for, such as ``(".xyz",)``.
    test : callable, optional
        Takes the first 64 KiB of a file, decompressed, and says whether it is of this format, whatever its
        name. Formats registered later are asked first.

    Returns
    -------
    None

    Raises
    ------
    InputError
        When a suffix does not begin with a full stop.
    """
    for suffix in suffixes:
        if not suffix.startswith("."):
            raise InputError(f"A suffix begins with a full stop, got {suffix!r}. Write {'.' + suffix!r}.")
    others = {other: known for other, known in _FORMATS.items() if other != name}
    _FORMATS.clear()
    _FORMATS.update({name: Format(reader, tuple(map(str.lower, suffixes)), test), **others})


def list_formats() -> list[str]:
    """The names of the registered formats, in alphabetical order.

    Returns
    -------
    list of str
        As they are given to `format=`, and stand in the column source_format.
    """
    return sorted(_FORMATS)


def get_reader(name: str) -> Reader:
    """The reader of a format.

    Raises
    ------
    UnknownNameError
        When no reader is registered under the name.
    """
    if name not in _FORMATS:
        raise UnknownNameError("format", name, list_formats())
    return _FORMATS[name].reader


def format_by_name(name: str) -> str | None:
    """The format a file's name promises, with or without .gz behind it, or None."""
    lower = name.lower().removesuffix(".gz")
    at = lower.rfind(".")
    if at <= 0:
        return None
    return next((known for known, format in _FORMATS.items() if lower[at:] in format.suffixes), None)


def is_about_files(name: str) -> bool:
    """Whether a file's name says that it is about the other files: README.txt, LICENSE.html."""
    return name.lower().split(".")[0] in _ABOUT


def format_by_content(name: str, data: bytes) -> str | None:
    """The format of a file whose name promises one of ours, or none, judged by its first bytes.

    Content wins over the name where it is certain: a format's own test, a page or JSON saved as .txt.
    """
    for known, format in _FORMATS.items():
        if format.test is not None and format.test(data):
            return known
    promised = format_by_name(name)
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
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
