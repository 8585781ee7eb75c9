"""A folder of texts annotated with brat in, articles and their attributions out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from mediakit._core.errors import InputError
from mediakit._core.tables import build_table

Span = tuple[int, int]

_ROLES = ("source", "cue", "content")


def read_brat(folder: str | Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read brat standoff: each attribution an event with the arguments Source, Cue and Content.

    Parameters
    ----------
    folder : str or Path
        Holds `NAME.txt` files with `NAME.ann` beside them or in another folder below; `NAME_annotator.ann`
        counts too. Where several people annotated a text, the first one by file name is taken.

    Returns
    -------
    articles : DataFrame
        The articles table; `article_id` is the name of the text's file.
    attributions : DataFrame
        A row an attribution: article_id, content_spans (list of start and end), cue_start, cue_end,
        source_start, source_end (missing where there is none). Pieces of a source or cue are joined.

    Raises
    ------
    InputError
        When the folder holds no such pair of files, or one that cannot be read.
    """
    texts = {path.stem: path for path in sorted(Path(folder).rglob("*.txt"))}
    annotated: dict[str, Path] = {}
    for path in sorted(Path(folder).rglob("*.ann")):
        name = _find_text(path.stem, texts)
        if name is not None:
            annotated.setdefault(name, path)
    if not annotated:
        raise InputError(
            f"Found no text with brat annotations below {str(folder)!r}: {len(texts)} .txt files and no .ann "
            "file of the same name. Expected NAME.txt and NAME.ann."
        )
    rows = [
        {"article_id": name, **attribution}
        for name, path in sorted(annotated.items())
        for attribution in _read_events(path)
    ]
    articles = [{"article_id": name, "text": _read(texts[name])} for name in sorted(annotated)]
    columns = ["article_id", "content_spans", "cue_start", "cue_end", "source_start", "source_end"]
    return build_table("articles", articles), pd.DataFrame(rows, columns=columns)


def _find_text(stem: str, texts: dict[str, Path]) -> str | None:
    """The text an annotation file belongs to: the same name, or the longest one it begins with."""
    while stem and stem not in texts:
        stem = stem.rpartition("_")[0]
    return stem or None


def _read(path: Path) -> str:
    # Offsets count characters as they stand: line ends are not translated.
    with path.open(encoding="utf-8", newline="") as stream:
        return stream.read()


def _read_events(path: Path) -> Iterator[dict[str, object]]:
    """The attributions of one file; an event without content is none."""
    spans: dict[str, list[Span]] = {}
    events: list[dict[str, str]] = []
    for number, line in enumerate(_read(path).splitlines(), 1):
        try:
            key, value = line.split("\t")[:2]
            if key.startswith("T"):
                pieces = value.split(" ", 1)[1].split(";")
                spans[key] = [(int(start), int(end)) for start, end in (piece.split() for piece in pieces)]
            elif key.startswith("E"):
                arguments = (argument.split(":") for argument in value.split()[1:])
                events.append({role.lower().rstrip("0123456789"): span for role, span in arguments})
        except ValueError as error:
            raise InputError(
                f"Line {number} of {str(path)!r} is no brat annotation: {line!r}. Expected an identifier, "
                "tab, type with offsets or arguments, a tab and the text."
            ) from error
    for event in events:
        found = {role: spans.get(event.get(role, ""), []) for role in _ROLES}
        if found["content"]:
            yield {
                "content_spans": found["content"],
                **{f"{role}_{side}": at for role in ("cue", "source") for side, at in _enclose(found[role])},
            }


def _enclose(pieces: list[Span]) -> list[tuple[str, int | None]]:
    """Start and end of everything from the first piece to the last."""
    if not pieces:
        return [("start", None), ("end", None)]
    return [("start", min(start for start, _ in pieces)), ("end", max(end for _, end in pieces))]
