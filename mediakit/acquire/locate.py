"""Paths, folders and globs in, the files they mean out, in one order on every machine."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from mediakit._core.errors import InputError

Paths = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]


@dataclass(frozen=True)
class Located:
    """A file to read, the name it is shown by, and whether the user named it rather than its folder."""

    path: Path
    name: str
    named: bool

    @property
    def folder(self) -> str:
        """The folder that tells outlets apart: the first below the one the user named, else that one."""
        return self.name.split("/")[0] if "/" in self.name else self.path.parent.name


def locate_files(paths: Paths) -> list[Located]:
    """The files that a path, a folder, a glob or a list of these mean, sorted, each once.

    A file's name in the tables is its path below the folder the user named; with several paths, below the
    deepest folder common to all. So the tables do not depend on where the files lie.

    Raises
    ------
    InputError
        When a path does not exist, a glob matches nothing, or a folder has no files.
    """
    if isinstance(paths, pd.DataFrame):
        raise InputError(
            "Expected a path, a glob or a list of these, got a DataFrame. A table of articles needs no "
            "reading: give it to analyze() or find_mentions(), or write it to a file first."
        )
    given = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
    if not given:
        raise InputError(
            "There is nothing to read: the list of paths is empty. Name a file, a folder or a glob."
        )
    found: dict[Path, bool] = {}
    roots = []
    for path in given:
        if not isinstance(path, (str, os.PathLike)):
            raise InputError(f"Expected a path, a glob or a list of these, got {type(path).__name__}.")
        root, files = _expand(os.fspath(path))
        roots.append(root)
        for file, named in files:
            found[file] = found.get(file, False) or named
    base = Path(os.path.commonpath(roots))
    located = [Located(file, file.relative_to(base).as_posix(), named) for file, named in found.items()]
    return sorted(located, key=lambda item: item.name)


def _expand(path: str) -> tuple[Path, list[tuple[Path, bool]]]:
    """The folder that names are relative to, and the files with whether they were named."""
    absolute = Path(os.path.abspath(Path(path).expanduser()))  # noqa: PTH100 - resolve() would follow links
    if absolute.is_file():
        return absolute.parent, [(absolute, True)]
    if absolute.is_dir():
        files = [(file, False) for file in _walk(absolute)]
        if not files:
            raise InputError(f"The folder {path!r} holds no files. Name a folder with articles in it.")
        return absolute, files
    if glob.has_magic(path):
        return _expand_glob(path, absolute)
    raise InputError(_missing(path, absolute))


def _expand_glob(path: str, absolute: Path) -> tuple[Path, list[tuple[Path, bool]]]:
    start = Path(absolute.anchor)
    matches = sorted(start.glob(absolute.relative_to(start).as_posix()))
    files = [(match, True) for match in matches if match.is_file()]
    if "**" not in path:
        files += [(file, False) for match in matches if match.is_dir() for file in _walk(match)]
    if not files:
        raise InputError(f"No file matches {path!r}. Check the folder and the pattern.")
    fixed = [part for part in absolute.parts if not glob.has_magic(part)]
    depth = next((at for at, part in enumerate(absolute.parts) if glob.has_magic(part)), len(fixed))
    return Path(*absolute.parts[:depth]), files


def _walk(folder: Path) -> Iterator[Path]:
    """The files below a folder; linked folders are followed once, hidden ones and loops are not."""
    seen = {_identity(folder)}
    for place, folders, names in os.walk(folder, followlinks=True):
        kept = []
        for name in sorted(folders):
            identity = _identity(Path(place, name))
            if not name.startswith(".") and identity not in seen:
                seen.add(identity)
                kept.append(name)
        folders[:] = kept
        yield from (path for name in _visible(names) if not _is_device(path := Path(place, name)))


def _is_device(path: Path) -> bool:
    """Whether opening a file would wait for another program: a pipe, socket or device."""
    return path.exists() and not path.is_file() and not path.is_dir()


def _visible(names: Iterable[str]) -> list[str]:
    return sorted(name for name in names if not name.startswith((".", "~$")))


def _identity(folder: Path) -> tuple[int, int]:
    status = folder.stat()
    return status.st_dev, status.st_ino


def _missing(path: str, absolute: Path) -> str:
    if os.path.lexists(absolute):
        return f"{path!r} is neither a file nor a folder that can be read (a broken link?)."
    known = absolute.parent
    while not known.is_dir() and known != known.parent:
        known = known.parent
    return f"There is no file or folder {path!r}. The deepest folder of it that exists is {str(known)!r}."
