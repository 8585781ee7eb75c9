"""A text in; the stretches inside its quotation marks out, in all styles of the press and of translations."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

# Opening mark: the marks that can close it. What stands around a mark tells which of the two it is.
_CLOSERS = {
    "“": "”",
    "„": "“”",
    "”": "”",  # Swedish and Finnish style, and what some keyboards make of an opening mark
    "«": "»",
    "»": "«",
    '"': '"',
    "''": "''",
    "``": "''",
    "‘": "’",
    "‚": "‘’",
    "'": "'",
}
_SINGLE = {"‘", "‚", "'"}
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
    for line in re.finditer(r"[^\n]+", text):
        at = line.start()
        before = found[-1] if found else None
        while (mark := _MARK.search(text, at, line.end())) is not None:
            stretch = _stretch_from(text, mark, line.end())
            if stretch is None:
                at = mark.end()
                continue
            if _continues(text, stretch, before, mark.start(), line.start()):
                stretch = replace(stretch, continues=True)
            at = stretch.end + (len(stretch.mark) if stretch.closed else 0)
            if re.search(r"\w", text[stretch.start : stretch.end]):
                found.append(_trimmed(text, stretch))
    return _without_false_openings(text, found)


def _stretch_from(text: str, mark: re.Match[str], limit: int) -> Stretch | None:
    """The stretch a mark opens, or None when the mark opens nothing."""
    sign = mark.group()
    if sign not in _CLOSERS or not _can_open(text, mark, limit):
        return None
    close = _closing(text, sign, mark.end(), limit)
    if close is not None:
        return Stretch(mark.end(), close, sign)
    if sign in "'‚»”":  # too often an apostrophe or a stray closing mark to run on to the paragraph's end
        return None
    return Stretch(mark.end(), limit, sign, closed=False)


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


def _closing(text: str, sign: str, start: int, limit: int) -> int | None:
    if sign in _SINGLE:
        return _closing_single(text, sign, start, limit)
    closers = _CLOSERS[sign]
    depth = 0
    for mark in _MARK.finditer(text, start, limit):
        other = mark.group()
        if other == sign and sign in "“«" and text[mark.start() - 1].isspace() and mark.end() < limit:
            depth += 1  # the same style nested inside itself
        elif other in closers and (len(other) == len(sign) or sign == "``"):
            if depth == 0:
                return mark.start()
            depth -= 1
    if sign == "“":  # mistyped: an opening mark where the closing one should be
        wrong = re.compile(r"(?<=[\w.,!?…])“(?!\w)").search(text, start, limit)
        return wrong.start() if wrong else None
    return None


def _closing_single(text: str, sign: str, start: int, limit: int) -> int | None:
    """Closing single mark; an apostrophe looks the same, so a plural possessive closes only at last."""
    doubtful = None
    for mark in _MARK.finditer(text, start, limit):
        if mark.group() == sign and sign != "'" and _can_open(text, mark, limit) and doubtful is not None:
            break  # the next quotation opens: the doubtful mark was the end
        if mark.group() not in _CLOSERS[sign]:
            continue
        before, after = text[mark.start() - 1], text[mark.end() : mark.end() + 1]
        if after.isalnum() or before.isspace():
            continue
        if before in "sSzx" and re.match(r" [a-z]", text[mark.end() : mark.end() + 2]):
            doubtful = mark.start() if doubtful is None else doubtful
            continue
        return mark.start()
    return doubtful


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
