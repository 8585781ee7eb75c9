"""Files the package carries: codebooks, lexicons, models, the sample corpus and the notebooks."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from mediakit._core.errors import UnknownNameError

_PACKAGE = Path(__file__).resolve().parent.parent


def resource_path(*parts: str) -> Path:
    """Path of a file below mediakit/resources."""
    return _PACKAGE.joinpath("resources", *parts)


def list_resources(folder: str, suffix: str) -> list[str]:
    """Names, without the suffix, of the shipped files of one folder, sorted."""
    return sorted(path.name.removesuffix(suffix) for path in resource_path(folder).glob(f"*{suffix}"))


def carried_folder(kind: str, name: str = "") -> Path:
    """Folder of the sample data or the notebooks: inside an installed package, or beside it in a source tree.

    Raises
    ------
    UnknownNameError
        When neither place has it.
    """
    for root in (_PACKAGE, _PACKAGE.parent):
        folder = root / kind / name
        if folder.is_dir():
            return folder
    known = [path.name for root in (_PACKAGE, _PACKAGE.parent) for path in (root / kind).glob("*")]
    raise UnknownNameError(f"{kind} folder", name, known)


@cache
def read_lexicon(language: str, name: str) -> tuple[tuple[str, ...], ...]:
    """Rows of a shipped lexicon: tab-separated fields; lines that start with # are comments.

    Raises
    ------
    UnknownNameError
        When there is no such lexicon for the language.
    """
    path = resource_path("lexicons", language, f"{name}.tsv")
    if not path.is_file():
        raise UnknownNameError(
            f"lexicon for {language!r}", name, list_resources(f"lexicons/{language}", ".tsv")
        )
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(
        tuple(field.strip() for field in line.split("\t"))
        for line in lines
        if line.strip() and not line.startswith("#")
    )
