"""What the methods of a report name in; the works to cite, as BibTeX, out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from mediakit._core.resources import resource_path

OURSELVES = "mediakit"
_ENTRY = re.compile(r"^@\w+\{(?P<key>\w+),\n.*?^\}$", re.MULTILINE | re.DOTALL)
_FIRST_SURNAME = re.compile(r"author\s*=\s*\{+([^,}]+)")
_YEAR = re.compile(r"year\s*=\s*\{(\d{4})\}")
_VERSION = re.compile(r"(version\s*=\s*)\{[^}]*\}")


@dataclass(frozen=True)
class Work:
    """A work that can be cited: its key, its first author's surname, its year and its entry in BibTeX."""

    key: str
    surname: str
    year: str
    entry: str


@cache
def read_works() -> tuple[Work, ...]:
    """All works the package knows, in the order of resources/works.bib."""
    text = resource_path("works.bib").read_text(encoding="utf-8")
    return tuple(_read_entry(found["key"], found[0]) for found in _ENTRY.finditer(text))


def _read_entry(key: str, entry: str) -> Work:
    surname, year = _FIRST_SURNAME.search(entry), _YEAR.search(entry)
    assert surname and year, entry
    return Work(key, surname[1].strip(), year[1], entry)


def find_works(said: Iterable[str]) -> list[Work]:
    """The works that some sentences name by the first author's surname and the year.

    Examples
    --------
    >>> [work.key for work in find_works(["corrected (Holm 1979)", "Galtung 1986, 1998: war journalism"])]
    ['galtung1986', 'galtung1998', 'holm1979']
    """
    text = "\n".join(said)
    return [work for work in read_works() if _names(work, text)]


def _names(work: Work, text: str) -> bool:
    # The names of further authors and other years may stand between surname and year, no other work.
    return bool(
        re.search(rf"\b{re.escape(work.surname)}\b[^;\n]{{0,60}}?\b{work.year}\b", text, re.IGNORECASE)
    )


def write_bibtex(works: Iterable[Work], version: str | None = None) -> str:
    """A BibTeX file of the package itself, in the version that was run where that is known, and of works."""
    [own] = [work.entry for work in read_works() if work.key == OURSELVES]
    if version and re.fullmatch(r"[\w.+!-]+", version):
        own = _VERSION.sub(rf"\g<1>{{{version}}}", own)
    entries = [own, *(work.entry for work in works if work.key != OURSELVES)]
    return "\n\n".join(entries) + "\n"
