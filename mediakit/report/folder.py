"""Pages and tables in, one folder out, which replaces an earlier report and nothing else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from mediakit._core.analysis import Analysis
from mediakit._core.export import MADE_BY, MANIFEST, check_folder, explain_write_errors, write_csv
from mediakit._core.provenance import hash_table

_README = """\
The tables of this report as CSV files in UTF-8; the first line has the names of the columns.

A text cell that a spreadsheet would take for a formula, because it starts with = + - @, a tab or a
carriage return (or the full-width form of a sign), has an apostrophe in front. A cell that already
started with apostrophes and then such a sign has one more. Take one apostrophe away from every cell of
that form to get the text back: re.sub(r"^'('*[=+@\\t\\r＝＋－＠-])", r"\\1", cell).

Lists are written as JSON. Times are in UTC. A missing value is an empty cell. start and end are half-open
offsets in characters into the article's title or text, as the column `field` says:
article[field][start:end] == text.

figures/ has the rows that each figure of the report draws, under the name of the figure.

manifest.json names the settings, the content hash of each table and the SHA-256 of each file of the report.
"""


def write_folder(folder: Path, pages: Iterable[tuple[str, bytes]], analysis: Analysis) -> None:
    """Write pages, tables and manifest; the files of an earlier report in the folder are removed first.

    Each page is written before the next is asked for: ten thousand need no more memory than one. Everything
    is written beside the folder and moved when it is complete: a run that fails leaves the earlier report as
    it was.
    """
    old = check_folder(folder)
    with explain_write_errors(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as made:
            new = Path(made)
            for name, content in pages:
                _write(new / name, content)
            _write_data(new, analysis)
            _remove(folder, old)
            for path in sorted(path for path in new.rglob("*") if path.is_file()):
                target = folder / path.relative_to(new)
                target.parent.mkdir(parents=True, exist_ok=True)
                path.replace(target)


def _write_data(new: Path, analysis: Analysis) -> None:
    _write(new / "data/README.txt", _README.encode())
    for name, table in analysis.tables.items():
        write_csv(table, new / f"data/{name}.csv")
    files = {
        path.relative_to(new).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(path for path in new.rglob("*") if path.is_file())
    }
    manifest: dict[str, Any] = {
        "made_by": MADE_BY,
        "settings": dict(analysis.settings),
        "tables": {
            name: {"n_rows": len(table), "hash": hash_table(table)} for name, table in analysis.tables.items()
        },
        "files": files,
    }
    shown = json.dumps(manifest, indent=1, ensure_ascii=True, sort_keys=True, default=str)
    _write(new / MANIFEST, shown.encode())


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _remove(folder: Path, names: list[str]) -> None:
    """Remove the files of the earlier report, and the folders that are empty then."""
    root = folder.resolve()
    inside = [path for path in (root / name for name in [*names, MANIFEST]) if _lies_in(path, root)]
    for path in inside:
        path.unlink(missing_ok=True)
    for parent in sorted({path.parent for path in inside} - {root}, reverse=True):
        if parent.is_dir() and not any(parent.iterdir()):
            parent.rmdir()


def _lies_in(path: Path, root: Path) -> bool:
    """Whether a path of a manifest, which anyone could have edited, stays inside the folder."""
    return path.resolve().is_relative_to(root) and path.resolve() != root
