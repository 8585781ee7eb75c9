"""Annotations made with brat: files in, attributions with offsets of source, cue and content out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mediakit._core.errors import InputError

Span = tuple[int, int]


@dataclass(frozen=True)
class Attribution:
    """One annotated attribution: who says it, with which words, and what; each may come in pieces."""

    attribution_id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    fits: bool = True  # False when the text has other words at these offsets than the annotation quotes


def read_text(path: Path) -> str:
    """A text as it stands: offsets count every character, so line ends are not translated."""
    with path.open(encoding="utf-8", newline="") as stream:
        return stream.read()


def find_annotations(texts: Iterable[Path], annotations: Iterable[Path]) -> dict[str, list[Path]]:
    """For each text's name its annotation files, sorted: NAME.ann, or NAME_annotator.ann."""
    names = {path.stem for path in texts}
    found: dict[str, list[Path]] = {}
    for path in sorted(annotations):
        name = path.stem
        while name and name not in names:
            name = name.rpartition("_")[0]
        if name:
            found.setdefault(name, []).append(path)
    return found


def read_attributions(path: Path, text: str | None = None) -> list[Attribution]:
    """Events of one annotation file with the pieces of their arguments Source, Cue and Content.

    With the annotated text, what each annotation quotes is compared with the words at its offsets.

    Raises
    ------
    InputError
        When a line is no brat annotation; the message names it.
    """
    spans: dict[str, tuple[Span, ...]] = {}
    misplaced: set[str] = set()
    events: dict[str, list[tuple[str, str]]] = {}
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            key, value, *quoted = line.split("\t")
            if key.startswith("T"):
                pieces = (piece.split() for piece in value.split(" ", 1)[1].split(";"))
                spans[key] = tuple((int(start), int(end)) for start, end in pieces)
                if text is not None and not _quotes(quoted, text, spans[key]):
                    misplaced.add(key)
            elif key.startswith("E"):
                arguments = (argument.split(":") for argument in value.split()[1:])
                # brat numbers a repeated argument: Content, Content2
                events[key] = [(role.lower().rstrip("0123456789"), span) for role, span in arguments]
        except (ValueError, IndexError) as error:
            raise InputError(
                f"Line {number} of {str(path)!r} is no brat annotation: {line!r}. Expected an identifier, "
                "tab, type with offsets or arguments, a tab and the text."
            ) from error

    def pieces_of(event: list[tuple[str, str]], role: str) -> tuple[Span, ...]:
        return tuple(sorted(piece for name, span in event if name == role for piece in spans.get(span, ())))

    return [
        Attribution(
            key,
            pieces_of(event, "source"),
            pieces_of(event, "cue"),
            pieces_of(event, "content"),
            fits=not any(span in misplaced for _, span in event),
        )
        for key, event in events.items()
    ]


def _quotes(quoted: list[str], text: str, pieces: tuple[Span, ...]) -> bool:
    """Whether an annotation quotes the words of its pieces; brat writes a line end as a space."""
    return " ".join(quoted).split() == " ".join(text[start:end] for start, end in pieces).split()


def enclose(pieces: Iterable[Span]) -> tuple[int | None, int | None]:
    """Start and end of everything from the first piece to the last; None twice when there is no piece."""
    ordered = sorted(pieces)
    return (ordered[0][0], max(end for _, end in ordered)) if ordered else (None, None)
