"""A LexisNexis export as plain text in, one article for each "1 of 100 DOCUMENTS" out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from mediakit.acquire.decode import clean, decode
from mediakit.acquire.exports.nexis import check_count, no_article, read_article
from mediakit.acquire.exports.nexis_head import Block, as_blocks
from mediakit.acquire.exports.nexis_labels import TAIL, is_copyright, is_cover, read_counter, split_label
from mediakit.acquire.reading import Content, Problem, Record

_CENTRED = 6  # spaces before a line that stands in the middle; paragraphs are indented by fewer
_REQUEST = re.compile(
    r"\s*(?:download|print|e-?mail) request:|\s*(?:ausgabeauftrag|druckauftrag|printopdracht):", re.IGNORECASE
)
# Two labels no article has by chance, as far as their letters are the same in every encoding.
_LENGTH = re.compile(
    r"^(?:LENGTH|L[^A-Z\n]{1,2}NGE|LONGUEUR|LENGTE|LONGITUD|LUNGHEZZA):[ \t]*\d", re.MULTILINE
)
_OTHER = re.compile(
    r"^(?:LOAD-DATE|UPDATE|DATE-CHARGEMENT|LANGUAGE|SPRACHE|LANGUE|TAAL|IDIOMA|PUBLICATION-TYPE|BYLINE): ",
    re.MULTILINE,
)


@dataclass(frozen=True)
class _Piece:
    """The lines of one document, the line of the file it begins in, and its counter's two numbers."""

    lines: Sequence[str]
    line: int
    counter: tuple[int, int] | None = None

    @property
    def place(self) -> str:
        return f"document {self.counter[0]} (line {self.line})" if self.counter else f"line {self.line}"


def is_nexis_text(start: bytes) -> bool:
    """Whether a file begins as a LexisNexis export in plain text does."""
    wide = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\x00" in start and not wide:
        return False
    text = start.decode("utf-16" if wide else "latin-1", "replace").replace("\r", "")
    if text.lstrip("\ufeffï»¿ \n")[:1] in ("<", "{", "["):
        return False
    lines = text.split("\n")
    if any(_counter_at(lines, at) for at in range(len(lines))):
        return True
    request = any(_REQUEST.match(line) for line in lines[:60]) and sum(map(is_cover, lines[:60])) > 1
    return request or bool(_LENGTH.search(text) and _OTHER.search(text))


def read_nexis_text(content: Content) -> Iterator[Record | Problem]:
    """Each document of the export."""
    text, doubt = decode(content.data)
    if doubt:
        yield doubt
    lines = clean(text).replace("\xa0", " ").split("\n")
    cover, pieces = _split_documents(lines)
    if not pieces:
        yield no_article()
        return
    for piece in pieces:
        yield read_article(_find_blocks(piece.lines), piece.place)
    numbers = [piece.counter[0] for piece in pieces if piece.counter]
    yield from check_count(len(pieces), _announced(cover, pieces), numbers)


def _split_documents(lines: Sequence[str]) -> tuple[Sequence[str], list[_Piece]]:
    """The cover page, and the documents: below their counters, or by their labels when they have none."""
    found = [(at, counter) for at in range(len(lines)) if (counter := _counter_at(lines, at))]
    if not found:
        return [], _split_by_labels(lines)
    ends = [at for at, _ in found[1:]] + [len(lines)]
    pieces = [
        _Piece(lines[at + 1 : end], at + 1, counter) for (at, counter), end in zip(found, ends, strict=True)
    ]
    return lines[: found[0][0]], pieces


def _counter_at(lines: Sequence[str], at: int) -> tuple[int, int] | None:
    """The counter in a line that stands by itself, as counters do."""
    alone = not (at and lines[at - 1].strip()) and not "".join(lines[at + 1 : at + 2]).strip()
    return read_counter(lines[at]) if alone and lines[at].strip() else None


def _split_by_labels(lines: Sequence[str]) -> list[_Piece]:
    """Documents without counters: each has one length, and ends with the fields below its body."""
    lengths = [at for at, line in enumerate(lines) if _field(line) == "length"]
    if not lengths:
        return []
    starts = [0]
    for at, following in pairwise(lengths):
        closing = [i for i in range(at, following) if _field(lines[i]) in TAIL or is_copyright(lines[i])]
        if closing:
            end = closing[-1]
            while end < following and lines[end].strip():
                end += 1
            starts.append(end)
    start = next((at for at, line in enumerate(lines) if line.strip() and not is_cover(line)), 0)
    starts[0] = start
    return [_Piece(lines[at:end], at + 1) for at, end in pairwise([*starts, len(lines)])]


def _field(line: str) -> str | None:
    labelled = split_label(line, capitals=True)
    return labelled[0] if labelled else None


def _announced(cover: Sequence[str], pieces: Sequence[_Piece]) -> int | None:
    """How many documents the cover page says were selected, or else the counters."""
    for line in cover:
        selected = _REQUEST.match(line) and re.search(r":[^:]*?(\d[\d,; -]*)$", line.strip())
        if selected:
            ranges = re.findall(r"(\d+)(?:\s*-\s*(\d+))?", selected[1])
            return sum(int(last or first) - int(first) + 1 for first, last in ranges)
    totals = Counter(piece.counter[1] for piece in pieces if piece.counter)
    return totals.most_common(1)[0][0] if totals else None


def _find_blocks(lines: Sequence[str]) -> list[Block]:
    """The blocks of a document: lines between blank ones, centred and other lines apart."""
    blocks: list[Block] = []
    for filled, group in groupby(lines, key=lambda line: bool(line.strip())):
        if not filled:
            continue
        for centred, part in groupby(group, key=_is_centred):
            for paragraph in [list(part)] if centred else _split_indented(list(part)):
                blocks += as_blocks(paragraph, capitals=True, centred=centred)
    return [_unwrapped(block) for block in blocks]


def _is_centred(line: str) -> bool:
    return line.startswith(" " * _CENTRED)


def _split_indented(lines: list[str]) -> Iterator[list[str]]:
    """Paragraphs that begin with an indent instead of a blank line above."""
    starts = [0, *(at for at in range(1, len(lines)) if lines[at][:2] == "  " != lines[at - 1][:2])]
    yield from (lines[start:end] for start, end in pairwise([*starts, len(lines)]))


def _unwrapped(block: Block) -> Block:
    """A block of the running text on one line; what is centred keeps its lines."""
    return block if block.centred or len(block.lines) < 2 else replace(block, lines=(block.text,))
