"""A text in; the stretches inside its quotation marks out, in all styles of the press and of translations."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

# Opening mark: the marks that can close it. What stands around a mark tells which of the two it is.
_CLOSERS = {
    "“": ("”",),
    "„": ("“", "”"),
    "”": ("”",),  # Swedish and Finnish style, and what some keyboards make of an opening mark
    "«": ("»",),
    "»": ("«",),
    '"': ('"',),
    "''": ("''",),
    "``": ("''", "'"),
    "‘": ("’",),
    "‚": ("‘", "’"),
    "'": ("'",),
}
_SINGLE = {"‘", "‚", "'"}
_WRONG = re.compile(r"[\w.,!?…]“(?!\w)")  # mistyped: an opening mark where the closing one should be
_TYPED = re.compile(r"[^\W\d][\"”](?!\w)|[.,!?…][\"”](?!\w)")  # a mark that can only close
# Marks that American newspapers do not set around a quotation, and what double marks inside those become.
_FOREIGN = _SINGLE | {"„", "«", "»", "”"}
_INNER = str.maketrans("“”", "‘’")
_MARK = re.compile(r"''|``|[“”„«»\"‘’‚']")
# Words that begin with an apostrophe, and decades, are no quotations.
_CLIPPED = re.compile(r"[’'‘](?:\d\ds?|tis|twas|em|til|cause|cos|round|bout)\b|[’'‘]n[’'‘]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words inside one pair of marks: half-open offsets without the marks, and how they open and close."""

    start: int
    end: int
    mark: str
    closed: bool = True
    continues: bool = False  # opens a paragraph and goes on with the stretch before, which was not closed


def find_stretches(text: str) -> list[Stretch]:
    """All stretches inside quotation marks, in order; one within another belongs to the outer one.

    A stretch ends with its paragraph. An unclosed one runs to the paragraph's end; if the next paragraph
    opens with the same mark, the two are one quotation and the second `continues` the first.

    Examples
    --------
    >>> text = "He said: “Go, ‘now’.” Isn’t it ‘odd’?"
    >>> [text[stretch.start : stretch.end] for stretch in find_stretches(text)]
    ['Go, ‘now’.', 'odd']
    """
    found: list[Stretch] = []
    for span in re.finditer(r"[^\n]+", text):
        marks = list(_MARK.finditer(text, span.start(), span.end()))
        if not marks:
            continue
        line = _Line(text, span.end(), marks)
        at = span.start()
        before = found[-1] if found else None
        for mark in line.marks:
            stretch = _stretch_from(line, mark) if mark.start() >= at else None
            if stretch is None:
                continue
            if _continues(text, stretch, before, mark.start(), span.start()):
                stretch = replace(stretch, continues=True)
            at = stretch.end + (len(stretch.mark) if stretch.closed else 0)
            if re.search(r"\w", text[stretch.start : stretch.end]):
                found.append(_trimmed(text, stretch))
    return _without_false_openings(text, found)


def with_double_marks(text: str, stretches: Sequence[Stretch]) -> str:
    """The text, as long as it was, with “ and ” around its stretches where other marks stand.

    The tagger learned from newspapers that set double marks outside and single ones inside: British style is
    turned round, and the marks of other languages are replaced.
    """
    foreign = [stretch for stretch in stretches if stretch.mark in _FOREIGN]
    if not foreign:
        return text
    signs = list(text)
    for stretch in foreign:
        opening = text.rindex(stretch.mark, 0, stretch.start)
        signs[stretch.start : stretch.end] = text[stretch.start : stretch.end].translate(_INNER)
        signs[opening] = "“"
        if stretch.closed:
            signs[_after_space(text, stretch.end)] = "”"
    return "".join(signs)


def _after_space(text: str, at: int) -> int:
    while text[at].isspace():
        at += 1
    return at


class _Line:
    """The marks of one line, with the places where those of each kind can close, each found once."""

    def __init__(self, text: str, limit: int, marks: list[re.Match[str]]) -> None:
        self.text = text
        self.limit = limit
        self.marks = marks

    @cached_property
    def starts(self) -> dict[str, list[int]]:
        """Where each sign stands, in order."""
        found: dict[str, list[int]] = defaultdict(list)
        for mark in self.marks:
            found[mark.group()].append(mark.start())
        return found

    @cached_property
    def nested(self) -> dict[int, int]:
        """For “ and « that are closed: where, the same style nested inside itself counted."""
        found: dict[int, int] = {}
        for sign in "“«":
            depth, waiting = 0, list[tuple[int, int]]()
            for mark in self.marks:
                if mark.group() == sign:
                    depth += self.text[mark.start() - 1].isspace() and mark.end() < self.limit
                    waiting.append((mark.start(), depth))
                elif mark.group() in _CLOSERS[sign]:
                    depth -= 1
                    while waiting and waiting[-1][1] > depth:
                        found[waiting.pop()[0]] = mark.start()
        return found

    @cached_property
    def wrong(self) -> list[int]:
        """Where “ stands for the closing mark: mistyped."""
        return [at for at in self.starts["“"] if _WRONG.match(self.text, at - 1)]

    def singles(self, sign: str) -> tuple[list[int], list[int], list[int]]:
        """Where a single mark surely closes, where it may also be a plural's apostrophe, where one opens."""
        if sign not in self._singles:
            self._singles[sign] = self._find_singles(sign)
        return self._singles[sign]

    @cached_property
    def _singles(self) -> dict[str, tuple[list[int], list[int], list[int]]]:
        return {}

    def _find_singles(self, sign: str) -> tuple[list[int], list[int], list[int]]:
        text = self.text
        sure, doubtful, opening = list[int](), list[int](), list[int]()
        for mark in self.marks:
            if mark.group() == sign != "'" and _can_open(text, mark, self.limit):
                opening.append(mark.start())
            if mark.group() not in _CLOSERS[sign] or mark.start() == 0:
                continue
            before, after = text[mark.start() - 1], text[mark.end() : mark.end() + 1]
            if not after.isalnum() and not before.isspace():
                is_plural = before in "sSzx" and re.match(r" [a-z]", text[mark.end() : mark.end() + 2])
                (doubtful if is_plural else sure).append(mark.start())
        return sure, doubtful, opening


def _stretch_from(line: _Line, mark: re.Match[str]) -> Stretch | None:
    """The stretch a mark opens, or None when the mark opens nothing."""
    sign = mark.group()
    if sign not in _CLOSERS or not _can_open(line.text, mark, line.limit):
        return None
    close = _closing(line, mark)
    if close is not None:
        return Stretch(mark.end(), close, sign)
    if sign in "'‚»”":  # too often an apostrophe or a stray closing mark to run on to the paragraph's end
        return None
    return Stretch(mark.end(), line.limit, sign, closed=False)


def _can_open(text: str, mark: re.Match[str], limit: int) -> bool:
    sign = mark.group()
    before, after = text[max(mark.start() - 1, 0) : mark.start()], text[mark.end() : mark.end() + 1]
    if mark.end() >= limit or (after.isspace() and sign != "«"):  # French sets a space inside its marks
        return False
    if sign in "“„«":
        return True
    if before.isalnum() or before in {".", ",", "!", "?"}:
        return False
    if sign in _SINGLE:
        return not _CLIPPED.match(text, mark.start()) and (after.isalnum() or after in '“"…[($€£')
    return sign not in "»”" or after.isalnum()


def _closing(line: _Line, mark: re.Match[str]) -> int | None:
    sign = mark.group()
    if sign in _SINGLE:
        return _closing_single(line, sign, mark.end())
    if sign == "“":
        close = line.nested.get(mark.start())
        typed = _typed(line, '"', mark.end())  # “Go," he said
        if typed is not None and (close is None or typed < close):
            return typed
        return _first(line.wrong, mark.end()) if close is None else close
    if sign == '"':
        close = _first(line.starts[sign], mark.end())
        typed = _typed(line, "”", mark.end())  # "Go,” he said
        opens = _first(line.starts["“"], mark.end())
        if typed is not None and (close is None or typed < close) and (opens is None or typed < opens):
            return typed
        return close
    if sign == "«":
        return line.nested.get(mark.start())
    closers = [_first(line.starts[closer], mark.end()) for closer in _CLOSERS[sign]]
    return min((close for close in closers if close is not None), default=None)


def _closing_single(line: _Line, sign: str, start: int) -> int | None:
    """Closing single mark; an apostrophe looks the same, so a plural possessive closes only at last."""
    places = line.singles(sign)
    sure, doubtful = (_first(places[which], start) for which in (0, 1))
    if doubtful is None or (sure is not None and sure < doubtful):
        return sure
    reopens = _first(places[2], doubtful)  # the next quotation opens: the doubtful mark was the end
    return doubtful if sure is None or (reopens is not None and reopens < sure) else sure


def _typed(line: _Line, sign: str, start: int) -> int | None:
    """Where a mark of the other style closes what a typist opened, when the first of its kind does."""
    at = _first(line.starts[sign], start)
    return at if at is not None and _TYPED.match(line.text, at - 1) else None


def _first(places: Sequence[int], start: int) -> int | None:
    """The first of some places in order that is not before a start."""
    at = bisect_left(places, start)
    return places[at] if at < len(places) else None


def _trimmed(text: str, stretch: Stretch) -> Stretch:
    inside = text[stretch.start : stretch.end]
    start = stretch.start + len(inside) - len(inside.lstrip())
    return replace(stretch, start=start, end=start + len(inside.strip()))


def _continues(text: str, stretch: Stretch, before: Stretch | None, mark_start: int, line_start: int) -> bool:
    if before is None or before.closed or before.mark != stretch.mark:
        return False
    opens_paragraph = not text[line_start:mark_start].strip()
    return opens_paragraph and not text[before.end : mark_start].strip()


def _without_false_openings(text: str, found: list[Stretch]) -> list[Stretch]:
    """Drop unclosed single stretches that no later paragraph goes on with: those were apostrophes."""
    kept = []
    for at, stretch in enumerate(found):
        goes_on = at + 1 < len(found) and found[at + 1].continues
        if stretch.mark in _SINGLE and not stretch.closed and not goes_on:
            continue
        kept.append(stretch)
    return kept
