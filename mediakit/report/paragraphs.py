"""A text and its spans in, its paragraphs with their highlights, in parts of one size, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mediakit.report.highlight import Piece, Span, cut_segments, nest_segments

# A browser lays out a part when it comes into sight: a text of 2.5 million characters with 99,000 marks costs
# it 1.5 s of computing when each paragraph is one of its own, and 0.6 s in parts of this size.
PART = 6000
# Layout time grows with the square of a paragraph's marks: 2.5 million characters in one never open.
LONGEST = 12_000


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as pieces; `goes_on` where it was cut for its length and goes on in the next."""

    pieces: list[Piece]
    length: int
    goes_on: bool = False


def mark_paragraphs(text: str, spans: Iterable[Span]) -> list[Paragraph]:
    """The paragraphs of a text with their highlights; a span over several is anchored in the first."""
    around: list[Span] = []
    following = iter(sorted(spans, key=lambda span: span.start))
    coming = next(following, None)
    anchored: set[str] = set()
    paragraphs = []
    for start, end, goes_on in _find_paragraphs(text):
        around = [span for span in around if span.end > start]
        while coming is not None and coming.start < end:
            around.append(coming)
            coming = next(following, None)
        pieces = nest_segments(cut_segments(text, around, start, end), anchored)
        paragraphs.append(Paragraph(pieces, end - start, goes_on))
    return paragraphs


def part_paragraphs(paragraphs: Iterable[Paragraph]) -> list[list[Paragraph]]:
    """Paragraphs in parts: a part ends with the paragraph that brings it to `PART` characters."""
    parts: list[list[Paragraph]] = []
    room = 0
    for paragraph in paragraphs:
        if room <= 0:
            parts.append([])
            room = PART
        parts[-1].append(paragraph)
        room -= paragraph.length
    return parts


def _find_paragraphs(text: str) -> Iterator[tuple[int, int, bool]]:
    """Start and end of each line with words in it, and whether the line goes on: a long one is cut."""
    for line in re.finditer(r"[^\n]+", text):
        if line.group().isspace():
            continue
        start, end = line.span()
        while end - start > LONGEST:
            space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
            cut = space + 1 if space >= 0 else start + LONGEST
            yield start, cut, True
            start = cut
        yield start, end, False
