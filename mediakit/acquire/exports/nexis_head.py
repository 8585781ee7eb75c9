"""The unlabelled lines that open a document of a Nexis export in: outlet, date, edition and headline out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from mediakit.acquire.exports.nexis_dates import read_date, read_period
from mediakit.acquire.exports.nexis_labels import TAIL, is_copyright, is_correction_mark, split_label

_EDITION = re.compile(
    r"\b(?:editions?|ausgabe|gesamtausgabe|éditions?|editie|edición|edizione|edição|auflage)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Block:
    """Lines that stand together; `field` is what they are labelled as, `label` how it is printed."""

    lines: tuple[str, ...]
    field: str | None = None
    centred: bool = False
    label: str = ""

    @property
    def text(self) -> str:
        """The lines as one."""
        return " ".join(" ".join(self.lines).split())


def as_blocks(lines: Iterable[str], *, capitals: bool, centred: bool = False) -> list[Block]:
    """Lines that stand together as blocks, a new one at each label."""
    blocks: list[tuple[str | None, str, list[str]]] = []
    for line in lines:
        labelled = split_label(line, capitals=capitals)
        # A sentence is wrapped anywhere; labels stand below each other, or below the text.
        if labelled and (not blocks or blocks[-1][0] or labelled[0] in TAIL):
            field, value = labelled
            blocks.append((field, line[: line.index(":") + 1].strip(), [value] if value else []))
        elif blocks:
            blocks[-1][2].append(line.strip())
        else:
            blocks.append((None, "", [line.strip()]))
    return [Block(tuple(part), field, centred, label) for field, label, part in blocks]


@dataclass(frozen=True)
class _Line:
    """A line of the top, the number of its block, and whether it stands in the middle."""

    text: str
    block: int
    centred: bool


def read_top(blocks: Sequence[Block], title_first: bool) -> tuple[dict[str, Any], list[str]]:
    """Outlet, date, edition and headline, which carry no labels but an order, and what is doubtful."""
    values: dict[str, Any] = {}
    lines: list[_Line] = []
    for at, block in enumerate(blocks):
        for line in filter(str.strip, block.lines):
            if is_copyright(line):
                values.setdefault("copyright", line)
            elif is_correction_mark(line):
                values["correction"] = line
            else:
                lines.append(_Line(line, at, block.centred))
    dated = _find_date(lines, title_first)
    if dated is None:
        names = ("title", "outlet") if title_first else ("outlet", "title")
        values |= {name: line.text for name, line in zip(names, lines, strict=False)}
        return values, ["no date was found in the head of the document"]
    at, values["published"], rest = dated
    if title_first:
        title, outlet, editions = lines[: max(at - 1, 0)], lines[max(at - 1, 0) : at], lines[at + 1 :]
    else:
        outlet, title, editions = _around_date(lines, at)
    values |= {"outlet": _join(outlet), "title": _join(title)}
    values["edition"] = f"{rest} {_join(editions)}".strip(" ;,")
    return {name: value for name, value in values.items() if value}, []


def _around_date(lines: Sequence[_Line], at: int) -> tuple[list[_Line], list[_Line], list[_Line]]:
    """The lines of outlet, headline and edition where the outlet comes first and the date at `at`."""
    above, below = lines[:at], lines[at + 1 :]
    centred = any(line.centred for line in above)
    outlet = [line for i, line in enumerate(above) if (line.centred if centred else i == 0)]
    title = [line for i, line in enumerate(above) if not (line.centred if centred else i == 0)]
    close = [line.centred or line.block == lines[at].block for line in below]
    named = [near or is_edition(line.text) for line, near in zip(below, close, strict=True)]
    if not title and all(named):
        named = close  # a headline that says "edition" is still the headline
    title += [line for line, is_named in zip(below, named, strict=True) if not is_named]
    return outlet, title, [line for line, is_named in zip(below, named, strict=True) if is_named]


def _find_date(lines: Sequence[_Line], title_first: bool) -> tuple[int, str, str] | None:
    """The line with the date, the date and what follows it; a headline that is one does not count."""
    some_centred = any(line.centred for line in lines)
    for read in (read_date, read_period):
        for first in (2, 1) if title_first else (1, 0):
            for at, line in enumerate(lines[:12]):
                found = read(line.text) if at >= first and (line.centred or not some_centred) else None
                if found:
                    return at, *found
    return None


def _join(lines: Iterable[_Line]) -> str:
    return " ".join(" ".join(line.text for line in lines).split())


def is_edition(line: str) -> bool:
    """Whether a line can name an edition: short, no sentence, with the word in it."""
    return len(line) < 80 and line.count(" ") < 8 and not line.endswith(".") and bool(_EDITION.search(line))


def is_mark(text: str) -> bool:
    """Whether a line is a copyright or the mark of a correction, and neither head nor text."""
    return is_copyright(text) or is_correction_mark(text)
