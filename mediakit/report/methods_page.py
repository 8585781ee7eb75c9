"""An analysis in; its page on methods, limits, reproduction and what to cite, with the BibTeX file, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from mediakit._core.analysis import Analysis
from mediakit.report.cards import read_card
from mediakit.report.citations import find_works, write_bibtex
from mediakit.report.compared import describe_comparison
from mediakit.report.limits import find_limits, known_failures
from mediakit.report.methods import describe_measures
from mediakit.report.numbers import Cell, Grid
from mediakit.report.phrasing import UNKNOWN, Section

BIBTEX = "citations.bib"
_OURSELVES = "mediakit-news"
_NAMES = {_OURSELVES: "mediakit", "python": "Python"}


def methods_page(analysis: Analysis) -> dict[str, Any]:
    """What the template of the methods page needs; `bibtex` is also the file `citations.bib`."""
    packages: Mapping[str, str] = analysis.settings.get("packages") or {}
    sections = [*describe_measures(analysis), *describe_comparison(analysis)]
    works = find_works(_sentences(sections))
    return {
        "sections": sections,
        "limits": find_limits(analysis),
        "failures": known_failures(analysis),
        "software": _software(packages),
        "code": _code(analysis.settings),
        "hashes": _hashes(analysis.settings),
        "bibtex": write_bibtex(works, packages.get(_OURSELVES)),
        "bibtex_path": BIBTEX,
        "sources": _other_sources(analysis),
    }


def _sentences(sections: Iterable[Section]) -> list[str]:
    """All that the sections say, their tables included."""
    said: list[str] = []
    for section in sections:
        said += section.paragraphs
        said += [cell.text for grid in section.grids for row in grid.rows for cell in row]
    return said


def _software(packages: Mapping[str, str]) -> str:
    if not packages:
        return f"Which versions of Python and of the packages were used {UNKNOWN}."
    ordered = sorted(packages.items(), key=lambda item: (item[0] not in _NAMES, item[0].casefold()))
    return ", ".join(f"{_NAMES.get(name, name)} {version}" for name, version in ordered) + "."


def _hashes(settings: Mapping[str, Any]) -> Grid | None:
    """What went in and what was used, with its hash; None when no hash is recorded."""
    known = [("The articles", "the table that went in", settings.get("articles_sha256"))]
    for kind in ("actors", "frames"):
        book = settings.get(kind) or {}
        known.append((f"Codebook of {kind}", str(book.get("name", "")), book.get("sha256")))
    models: Mapping[str, Mapping[str, str]] = settings.get("models") or {}
    known += [
        (table.capitalize(), used.get("file", ""), used.get("sha256")) for table, used in models.items()
    ]
    rows = [[Cell(for_), Cell(name), Cell(sha256)] for for_, name, sha256 in known if sha256]
    return Grid("What was used", ["For", "Name", "SHA-256"], rows) if rows else None


def _other_sources(analysis: Analysis) -> list[str]:
    """The sources that the codebooks name and no entry is known of."""
    books = [analysis.settings.get(name) or {} for name in ("actors", "frames")]
    entries = [entry for book in books for entry in (book, *book.get("frames", ()))]
    sources = dict.fromkeys(str(entry["source"]) for entry in entries if entry.get("source"))
    return [
        source
        for source in sources
        if any(character.isdigit() for character in source) and not find_works([source])
    ]


def _code(settings: Mapping[str, Any]) -> str:
    """The call that makes the analysis again; empty where the settings lack what it takes."""
    if not {"frames", "by", "seed", "design"} <= set(settings):
        return ""
    arguments = ["corpus"]
    arguments += [
        f"{name}={_codebook(settings[name])}" for name in ("actors", "frames") if settings.get(name)
    ]
    given = {name: value for name, value in settings["design"].items() if value is not None}
    design = ", ".join(f"{name}={_value(value)}" for name, value in given.items())
    arguments += [f"by={settings['by']!r}", f"design=mk.Design({design})", f"seed={settings['seed']!r}"]
    lines = "".join(f"    {argument},\n" for argument in arguments)
    return (
        "import mediakit as mk\n\n"
        'corpus = mk.read_corpus("articles/")  # the files that data/files.csv lists\n'
        f"analysis = mk.analyze(\n{lines})\n"
        'mk.write_report(analysis, "report/")\n'
    )


def _codebook(book: Mapping[str, Any]) -> str:
    """A shipped codebook by its name, any other as a file."""
    name = str(book.get("name", ""))
    return repr(name if read_card(book.get("sha256")) else f"{name}.toml")


def _value(value: Any) -> str:
    """A value as Python writes it; what was a tuple comes back from a saved analysis as a list."""
    return repr(tuple(value) if isinstance(value, list) else value)
