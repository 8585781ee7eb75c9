"""Spans and marked stretches in; where they overlap, and what is left of one without another, out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from mediakit.annotate.marks import Stretch
from mediakit.annotate.phrases import Span


def overlapping(stretches: Sequence[Stretch], span: Span) -> Sequence[Stretch]:
    """The stretches that a span overlaps."""
    first = bisect_right(stretches, span[0], key=lambda stretch: stretch.end)
    return stretches[first : bisect_left(stretches, span[1], key=lambda stretch: stretch.start)]


def by_unit(units: Sequence[Span], stretches: Sequence[Stretch]) -> list[list[Stretch]]:
    """The stretches that stand, at least in part, in each unit."""
    starts = [stretch.start for stretch in stretches]
    found = []
    for start, end in units:
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        first -= first > 0 and stretches[first - 1].end > start
        found.append(list(stretches[first:last]))
    return found


def to_marks(text: str, span: Span, stretches: Sequence[Stretch]) -> Span:
    """The span, up to the edges of a stretch it cuts only punctuation off."""
    start, end = span
    for stretch in stretches:
        if stretch.start < start < stretch.end and not re.search(r"\w", text[stretch.start : start]):
            start = stretch.start
        if stretch.start < end < stretch.end and not re.search(r"\w", text[end : stretch.end]):
            end = stretch.end
    return start, end


def subtract(spans: Sequence[Span], hole: Span) -> tuple[Span, ...]:
    """What is left of some spans without one."""
    pieces = []
    for start, end in spans:
        if hole[1] <= start or end <= hole[0]:
            pieces.append((start, end))
        else:
            pieces += [piece for piece in ((start, hole[0]), (hole[1], end)) if piece[0] < piece[1]]
    return tuple(pieces)
