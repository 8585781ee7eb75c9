"""Attributions of one text: what each holds, and which of them stand where."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from mediakit.annotate.phrases import Span

# Share of speakers beside a rule's cue that are right, in 7 such cases of PolNeAR's development articles:
# too few for a finer figure.
BY_RULES = 0.6


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words that belong together as one act of quoting or reporting.

    `spans` are the content in order, without the marks at its edges; `use` says whether the marks stand for
    speech, distance ("scare"), a work's title, or a term; `confidence` is the probability that the speaker is
    right.
    """

    spans: tuple[Span, ...]
    cue: Span | None = None
    speaker: Span | None = None
    use: str = "speech"
    confidence: float = BY_RULES


class Drafts:
    """Attributions under construction, found by where their spans stand."""

    def __init__(self, drafts: Iterable[Attribution]) -> None:
        self.all = list(drafts)
        self._spans = sorted((*span, at) for at, draft in enumerate(self.all) for span in draft.spans)

    def within(self, start: int, end: int) -> list[int]:
        """Numbers of those with a span that overlaps start..end, in order."""
        first = bisect_left(self._spans, (start,))
        first -= first > 0 and self._spans[first - 1][1] > start
        found = []
        for at in range(first, len(self._spans)):
            if self._spans[at][0] >= end:
                break
            found.append(self._spans[at][2])
        return found

    def before(self, position: int) -> Iterator[int]:
        """Numbers of those with a span that ends before a position, the nearest first."""
        for at in range(bisect_left(self._spans, (position,)) - 1, -1, -1):
            if self._spans[at][1] <= position:
                yield self._spans[at][2]

    def add(self, draft: Attribution) -> None:
        """Add an attribution."""
        self.all.append(draft)
        for span in draft.spans:
            insort(self._spans, (*span, len(self.all) - 1))

    def replace(self, at: int, draft: Attribution) -> None:
        """Put an attribution in the place of another."""
        self.all[at] = draft
        self._spans = sorted(
            [*(one for one in self._spans if one[2] != at), *((*span, at) for span in draft.spans)]
        )

    def extend(self, at: int, span: Span) -> None:
        """Add a span to one of the attributions."""
        self.all[at] = replace(self.all[at], spans=tuple(sorted((*self.all[at].spans, span))))
        insort(self._spans, (*span, at))
