"""A text file in, one article out, with its parts told apart by layout."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from mediakit.acquire.cleaning.body import Block, Body, count_tokens, ends_sentence, is_headline, take_apart
from mediakit.acquire.cleaning.credits import byline_author, dateline_agency, is_name
from mediakit.acquire.cleaning.dates import is_date
from mediakit.acquire.cleaning.furniture import furniture_kind
from mediakit.acquire.decode import clean, decode
from mediakit.acquire.reading import WHOLE, Content, Problem, Record

_HEADER = re.compile(r"([A-Za-z][\w -]{0,24}?)\s*:[ \t]+(\S.*)")
_HEADER_KEYS = {
    *{
        "title",
        "headline",
        "date",
        "published",
        "source",
        "outlet",
        "publication",
        "newspaper",
        "author",
        "authors",
    },
    *{
        "byline",
        "by",
        "url",
        "link",
        "section",
        "category",
        "language",
        "id",
        "standfirst",
        "teaser",
        "summary",
    },
    *{"description", "kicker", "agency", "publisher"},
}
_MOST_HEAD = 12  # lines above the body that can be headline, date, byline and buttons


def read_plain(content: Content) -> Iterator[Record | Problem]:
    """One article: a text copied from a page, one below a title or a header, or only a body."""
    text, doubt = decode(content.data)
    if doubt:
        yield doubt
    yield read_text(clean(text))


def read_text(text: str) -> Record:
    """The record of one article in plain text."""
    values, rest = _split_header(text)
    blocks = split_blocks(rest)
    if len(blocks) < 2:
        return Record(WHOLE, {**values, "text": blocks[0].text if blocks else ""}, apart=True)
    head, start = ({}, 0) if "title" in values else _read_head(blocks)
    author = values.get("author") or head.get("author")
    body = take_apart(blocks[start:], author)
    doubts: tuple[Problem, ...] = ()
    if not body.paragraphs or (start == len(blocks)):
        head, body = {}, Body([block.text for block in blocks])
        reason = "no body was found below the headline; the whole file was taken as text"
        doubts = (Problem(WHOLE, reason, "look at the article; its title is part of the text", doubt=True),)
    _move_teaser(head, body)
    return Record(WHOLE, {**body.values(), **head, **values}, doubts, apart=True)


def split_blocks(text: str) -> list[Block]:
    """The paragraphs of a text, whether a line, a run of wrapped lines or blank lines set them apart."""
    groups = [group.split("\n") for group in re.split(r"\n[ \t]*\n+", text.strip("\n"))]
    lines = [line for group in groups for line in group if line.strip()]
    width = _wrap_width(lines)
    blocks: list[Block] = []
    for group in groups:
        parts = [line.strip() for line in group if line.strip()]
        if width:
            parts = _unwrap(group, width)
        blocks += [Block(part, gap=at == 0 and bool(blocks)) for at, part in enumerate(parts)]
    return blocks


def _wrap_width(lines: Sequence[str]) -> int:
    """The width a text was wrapped to, or 0 when each of its lines is a paragraph."""
    lengths = [len(line.rstrip()) for line in lines]
    if len(lines) < 4 or max(lengths) > 110:
        return 0
    width = max(lengths)
    full = [line for line in lines if len(line.rstrip()) >= 0.75 * width]
    running = sum(not ends_sentence(line) for line in full)
    # Measured on wrapped mail and on page copies: most wrapped lines break inside a sentence.
    return width if width >= 50 and len(full) >= 0.4 * len(lines) and running >= 0.5 * len(full) else 0


def _unwrap(group: Sequence[str], width: int) -> list[str]:
    parts: list[str] = []
    current: list[str] = []
    for line in group:
        indented = bool(current) and line[:2].isspace() and not current[-1][:2].isspace()
        if indented:
            parts.append(" ".join(piece.strip() for piece in current))
            current = []
        current.append(line)
        # A line that stops well before the margin, with a sentence's end, closes its paragraph.
        if len(line.rstrip()) < 0.7 * width and ends_sentence(line):
            parts.append(" ".join(piece.strip() for piece in current))
            current = []
    if current:
        parts.append(" ".join(piece.strip() for piece in current))
    return [part for part in parts if part]


def _split_header(text: str) -> tuple[dict[str, str], str]:
    """The "Key: value" lines a file begins with, and the text below them."""
    lines = text.lstrip("\n").split("\n")
    values: dict[str, str] = {}
    at = 0
    while at < len(lines) and (found := _HEADER.fullmatch(lines[at].strip())):
        key = found[1].strip().lower()
        if (key not in _HEADER_KEYS and not values) or count_tokens(key) > 3:
            break
        values["author" if key == "by" else key] = found[2].strip()
        at += 1
    blank = at < len(lines) and not lines[at].strip()
    told = len(_HEADER_KEYS.intersection(values))
    if told == 0 or not (told >= 2 or blank):
        return {}, text
    if not "".join(lines[at:]).strip():
        return {}, text  # nothing but such lines: they are the text
    title = values.pop("headline", None)
    return ({"title": title} if title else {}) | values, "\n".join(lines[at:])


def _read_head(blocks: Sequence[Block]) -> tuple[dict[str, Any], int]:
    """The parts above the body, and the block the body begins with."""
    head: dict[str, Any] = {}
    lines: list[tuple[int, str]] = []  # where, and what can be kicker, title, teaser
    others: list[int] = []  # buttons, dates, bylines: what a page puts between headline and body
    at = 0
    while at < min(len(blocks), _MOST_HEAD):
        text = blocks[at].text
        if furniture_kind(text):
            others.append(at)
            head["buttons"] = True
        elif lines and is_date(text):
            head.setdefault("published", text)
            others.append(at)
        elif lines and (author := byline_author(text)):
            head.setdefault("author", author)
            others.append(at)
        elif is_headline(text) or (not lines and _is_stopped_title(blocks, at)):
            lines.append((at, text))
        else:
            break
        at += 1
    if not lines or at >= len(blocks):
        return {}, 0 if not lines else len(blocks)
    return _name_lines(head, lines, others, at)


def _name_lines(
    head: dict[str, Any], lines: list[tuple[int, str]], others: Sequence[int], start: int
) -> tuple[dict[str, Any], int]:
    first_other = min((at for at in others if at > lines[0][0]), default=start)
    above = [line for line in lines if line[0] < first_other]
    below = [line for line in lines if line[0] >= first_other]
    if len(above) >= 2 and _is_kicker(above[0][1], above[1][1]):
        head["kicker"], head["title"] = above[0][1], above[1][1]
        below = above[2:] + below
    else:
        head["title"] = above[0][1]
        below = above[1:] + below
    if below and others and "author" not in head and _is_author_line(*below[0], first_other):
        head["author"] = below.pop(0)[1]
    if below and below[-1][1].endswith("?"):
        start = below.pop()[0]  # the first question of an explainer heads its first part
    if below:
        head["teaser"] = below[0][1]
    # What is left belongs to the body: its first subhead, or lines no rule knows.
    return head, below[1][0] if len(below) > 1 else start


def _is_author_line(at: int, text: str, first_other: int) -> bool:
    return 2 <= count_tokens(text) <= 3 and is_name(text) and abs(at - first_other) <= 1


def _is_kicker(first: str, second: str) -> bool:
    return count_tokens(first) <= 4 and len(first) < len(second) and not first.endswith("?")


def _is_stopped_title(blocks: Sequence[Block], at: int) -> bool:
    """Whether a first line with a full stop is a title: capitals on nearly all its longer words."""
    words = re.findall(r"[^\W\d_]{4,}", blocks[at].text)
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= 4 and count_tokens(blocks[at].text) <= 20 and capitals >= 0.8 * len(words)


def _move_teaser(head: dict[str, Any], body: Body) -> None:
    """Take the standfirst of a page copy out of the body: a first paragraph that the second restates."""
    has_buttons = head.pop("buttons", False)
    if not has_buttons or "teaser" in head or len(body.paragraphs) < 3:
        return
    first, second = body.paragraphs[:2]
    if count_tokens(first) <= 45 and count_tokens(second) > count_tokens(first) and _restates(first, second):
        head["teaser"] = first
        body.paragraphs = body.paragraphs[1:]


def _restates(teaser: str, paragraph: str) -> bool:
    """Whether a paragraph says again what the teaser says, as a lead after a standfirst does."""
    if paragraph[:1] in "\"“„«‘'" or dateline_agency(teaser):
        return False
    said, again = _stems(teaser), _stems(paragraph)
    shared = said & again
    return len(shared) >= 3 and len(shared) >= 0.3 * len(said)


def _stems(text: str) -> set[str]:
    return {word[:5].lower() for word in re.findall(r"[^\W\d_]{4,}", text)}
