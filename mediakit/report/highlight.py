"""A text and its spans in, pieces that give a page its nested highlights out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Span:
    """A stretch of a text to be highlighted: half-open offsets, kind, anchor, what a reader is told.

    Attributes
    ----------
    kind : str
        The class of its element, such as "quote", "mention" or "frame".
    anchor : str
        The id of its element, unique on the page; empty for none.
    label : str
        What the highlight means, in words.
    number : int
        The number it has in the legend, 0 for none.
    leads : bool
        Whether the number is shown before it.
    """

    start: int
    end: int
    kind: str
    anchor: str = ""
    label: str = ""
    number: int = 0
    leads: bool = False


@dataclass(frozen=True)
class Segment:
    """A stretch of text inside which no span starts or ends, and the spans around it, outermost first."""

    start: int
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Opening:
    """An element to open for a span; `anchor` is empty where the span only goes on after a break."""

    span: Span
    anchor: str


@dataclass(frozen=True)
class Piece:
    """A stretch of text, the elements to open before it, and how many to close after it."""

    opens: tuple[Opening, ...]
    text: str
    closes: int


def cut_segments(text: str, spans: Iterable[Span], start: int = 0, end: int | None = None) -> list[Segment]:
    """The text between two offsets, cut wherever a span starts or ends.

    The texts of the segments, joined, are `text[start:end]`. Empty spans are left out; of equal spans the one
    given first is the outer one.

    Examples
    --------
    >>> segments = cut_segments("a holy war", [Span(2, 10, "quote"), Span(2, 6, "frame")])
    >>> [(segment.text, [span.kind for span in segment.spans]) for segment in segments]
    [('a ', []), ('holy', ['quote', 'frame']), (' war', ['quote'])]
    """
    end = len(text) if end is None else min(end, len(text))
    inside = sorted(
        (span for span in spans if max(span.start, start) < min(span.end, end)),
        key=lambda span: (span.start, -span.end),
    )
    cuts = {start, end}.union(*({max(span.start, start), min(span.end, end)} for span in inside))
    segments = []
    around: list[Span] = []
    following = iter(inside)
    coming = next(following, None)
    for left, right in pairwise(sorted(cuts)):
        around = [span for span in around if span.end > left]
        while coming is not None and coming.start < right:
            around.append(coming)
            coming = next(following, None)
        segments.append(Segment(left, text[left:right], tuple(around)))
    return segments


def nest_segments(segments: Sequence[Segment], anchored: set[str] | None = None) -> list[Piece]:
    """Segments as pieces whose elements nest properly: a span that crosses another is closed and reopened.

    Parameters
    ----------
    segments : sequence of Segment
        As `cut_segments` returns them.
    anchored : set of str, optional
        Anchors that the page already has; those given here are added to it.
    """
    anchored = set() if anchored is None else anchored
    pieces = []
    open_spans: tuple[Span, ...] = ()
    for at, segment in enumerate(segments):
        opened = segment.spans[_shared(open_spans, segment.spans) :]
        following = segments[at + 1].spans if at + 1 < len(segments) else ()
        closes = len(segment.spans) - _shared(segment.spans, following)
        pieces.append(Piece(tuple(_open(span, anchored) for span in opened), segment.text, closes))
        open_spans = segment.spans
    return pieces


def mark_text(text: str, spans: Iterable[Span], start: int = 0, end: int | None = None) -> list[Piece]:
    """The text between two offsets as pieces, on one line."""
    return nest_segments(cut_segments(text, spans, start, end))


def _shared(left: Sequence[Span], right: Sequence[Span]) -> int:
    """Number of spans that two lists have in common at their beginning."""
    count = 0
    while count < min(len(left), len(right)) and left[count] == right[count]:
        count += 1
    return count


def _open(span: Span, anchored: set[str]) -> Opening:
    anchor = "" if span.anchor in anchored else span.anchor
    anchored.add(span.anchor)
    return Opening(span, anchor)
