"""Europresse's exports in HTML in, old markup and new, their documents out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from lxml import etree

from mediakit.acquire.cleaning.body import Block, count_tokens, ends_sentence
from mediakit.acquire.cleaning.dates import is_date
from mediakit.acquire.exports.exports import (
    Line,
    as_blocks,
    bare_author,
    check_number,
    cut_doubt,
    make_record,
    no_documents,
    parse_page,
    read_lines,
)
from mediakit.acquire.reading import Content, Problem, Record

_REMEDY = "save documents from Europresse as HTML with their full text"
# Class names of both markups (before and since 2014), to what a line in such an element is.
_MARKS = {
    "docpublicationname": "outlet",
    "docheader": "header",
    "titrearticlevisu": "title",
    "rdp__articletitle": "title",
    "rdp__subtitle": "teaser",
    "docauthors": "author",
    "sm-margin-bottomnews": "news",
    "dococurrcontainer": "body",
    "doctext": "body",
    "doc-legalinfo": "legal",
    "public-lblnodoc": "legal",
}
_SILENT = ("aside", "apd-wrapper", "figure", "button", "form")
_NUMBER = re.compile(r"\b[a-z]{2,12}[·•.](\d{8})[·•.][\w-]+[·•.][\w-]+")
_RIGHTS = re.compile(r"(?:copyright\s*)?(?:©|\(c\))|copyright\s+\d{4}", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:num[ée]ro de document|document number)\s*:", re.IGNORECASE)
_END = re.compile(
    r"(?:num[ée]ro de document|document number|ce certificat est|this certificate is|date d'émission|"
    r"date issued|issue date|certificat émis|le présent document est protégé|this document is protected|"
    r"this material is protected)\b",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:(?P<day>\d{1,2})(?:er|st|nd|rd|th|\.)?\s+(?:de\s+)?[^\W\d]{3,10}\.?,?\s+(?:de\s+)?\d{4}"
    r"|[^\W\d]{3,10}\.?\s+\d{1,2},?\s+\d{4}|\d{4}-\d{2}-\d{2})\b"
)
_TIME = re.compile(
    r"\b(\d{1,2}[:h]\d{2}(?::\d{2})?)(?:\s*([AaPp]\.?[Mm]\.?))?(?:\s*(?:UTC|GMT)\s*([+-]\d{1,2}(?::?\d{2})?)?)?"
)
_WEEKDAY = re.compile(r"(?:^|[\s,])[^\W\d]{3,12}\.?,?\s*$")
_PAGES = re.compile(r"\b(?:pp?|pages?)\.?\s+(\S[^,\s]*)", re.IGNORECASE)
_COUNT = re.compile(r"\b(\d{1,4})\s+(?:words|mots)\b", re.IGNORECASE)
_ISSUE = re.compile(r",?\s+(?:n[o°º]\.?|vol\.?|num[ée]ro|issue)\s*\d.*$", re.IGNORECASE)
_ANNOUNCED = re.compile(r"\b(\d{1,5})\s+documents?\b", re.IGNORECASE)
_BEGIN = "article"
_SHOWN = ("outlet", "title", "body")
_MOST_AUTHOR = 12  # words: what is longer below a title is the article's own beginning

_IS = re.compile(
    rb"\b(?:DocPublicationName|TitreArticleVisu|docOcurrContainer)\b|cedrom-sni\.com/schema", re.IGNORECASE
)


def is_europresse(start: bytes) -> bool:
    """Whether the first bytes of a file are those of a page saved from Europresse."""
    return _IS.search(start) is not None


def read_europresse(content: Content) -> Iterator[Record | Problem]:
    """One record a document, of either markup and in French or English."""
    tree, text, doubt = parse_page(content)
    if doubt:
        yield doubt
    before, documents = _find_documents(tree)
    if not documents:
        yield no_documents("Europresse", _REMEDY)
        return
    cut = "</html" not in text[-4000:].lower()
    for number, lines in enumerate(documents, start=1):
        place = f"document {number}"
        values, blocks = _read_document(lines)
        doubts = [cut_doubt(place)] if cut and number == len(documents) else []
        yield make_record(place, values, blocks, doubts)
    found = _ANNOUNCED.search(" ".join(line.text for line in before))
    yield from check_number(len(documents), int(found[1]) if found else None, "its cover")
    n_marks = max(len(_NUMBERED.findall("\n".join(tree.itertext()))), len(list(tree.iter("article"))))
    if n_marks > len(documents):
        yield from check_number(len(documents), n_marks, "its markup")


def _find_documents(tree: etree._Element) -> tuple[list[Line], list[list[Line]]]:
    """The lines above the first document, and those of each."""
    for article in tree.iter("article"):  # the new markup has each document in one
        article.insert(0, etree.Element("a", name=_BEGIN))
    lines = read_lines(tree, marks=_MARKS, silent=_SILENT, anchors=True)
    lines = [line for line in lines if line.kind != "anchor" or line.text == _BEGIN]
    starts = _find_starts(lines)
    documents = [lines[one:other] for one, other in pairwise([*starts, len(lines)])]
    shown = [document for document in documents if any(line.kind in _SHOWN for line in document)]
    return (lines[: starts[0]] if starts else []), shown


def _find_starts(lines: Sequence[Line]) -> list[int]:
    """Where documents begin: at an article, an outlet, or a headline below closing lines or none."""
    starts: list[int] = []
    ended = titled = False
    for at, line in enumerate(lines):
        begins = line.kind == "anchor"
        if line.kind in ("outlet", "header", "title"):
            begins = not starts or ended or (line.kind == "outlet" and titled)
        if begins:
            starts.append(at)
            ended = titled = False
        titled = titled or line.kind in ("header", "title")
        ended = ended or (bool(starts) and _END.match(line.text) is not None)
    return starts


def _read_document(lines: Sequence[Line]) -> tuple[dict[str, Any], list[Block]]:
    named = [line.text for line in lines if line.kind == "outlet"]
    header = " ".join(line.text for line in lines if line.kind == "header")
    values = _read_header(header)
    if "published" not in values:  # some documents have their date in a line of its own
        others = (
            _read_header(line.text) for line in lines if line.kind in ("", "legal") and len(line.text) < 120
        )
        values |= next((found for found in others if "published" in found), {})
    if named:
        values["outlet"] = _ISSUE.sub("", named[0]).strip(" ,")
        values["issue"] = named[0][len(values["outlet"]) :].strip(" ,")
        values["edition"] = " ".join(named[1:])
    at = [position for position, line in enumerate(lines) if line.kind == "title"]
    values["title"] = " ".join(lines[position].text for position in at)
    first, last = (at[0], at[-1]) if at else (0, -1)
    above = [line.text for line in lines[:first] if line.kind in ("", "news") and at]
    values["kicker"] = above[-1] if above else None
    values["teaser"] = " ".join(line.text for line in lines if line.kind == "teaser")
    below = lines[last + 1 :]
    end = next((place for place, line in enumerate(below) if _END.match(line.text)), len(below))
    values |= _read_legal(lines)
    head, body = _part(below[:end])
    authors = [line.text for line in below if line.kind in ("author", "news")] or [
        line.text for line in head[-1:]
    ]
    values["author"] = bare_author(", ".join(authors))
    if len(head) > 1 and not values["teaser"]:
        values["teaser"] = head[0].text
    if "published" not in values and values.get("dated"):
        values["published"] = values["dated"]
    values.pop("dated", None)
    return values, as_blocks([line for line in body if not _RIGHTS.match(line.text)])


def _part(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines between title and text (subtitle, author), and those of the text."""
    marked = [at for at, line in enumerate(lines) if line.kind == "body"]
    plain = [line for line in lines[: marked[0] if marked else len(lines)] if line.kind == ""]
    head: list[Line] = []
    for line in plain:
        # The old markup ends the head with the first paragraph; the new one has the text in its own box.
        if (line.gap and head) or count_tokens(line.text) > _MOST_AUTHOR or ends_sentence(line.text):
            break
        head.append(line)
    if marked:
        return head, [lines[at] for at in marked]
    if len(head) == len(plain):
        head = []
    return head, plain[len(head) :]


def _read_header(header: str) -> dict[str, Any]:
    """Section, date, time, page and length in "Politique, jeudi 5 octobre 2013, 10:15 UTC, p. 3"."""
    values: dict[str, Any] = {}
    found = next((one for one in _DATE.finditer(header) if is_date(_plain(one.group()))), None)
    if found is None:
        return {"section": header.strip(" ,")} if header and not re.search(r"\d{4}", header) else {}
    above, below = header[: found.start()], header[found.end() :]
    values["published"] = _plain(found.group())
    values["section"] = _WEEKDAY.sub("", above.rstrip(" ,")).strip(" ,") if above.strip(" ,") else None
    time = _TIME.search(below)
    if time:
        clock = time[1].replace("h", ":")
        zone = f" {_zone(time[3])}" if time[3] else " UTC"
        values["published"] += f" {clock}{' ' + time[2] if time[2] else ''}{zone}"
    pages = _PAGES.search(below)
    counted = _COUNT.search(below)
    values["pages"] = pages[1] if pages else None
    values["word_count"] = int(counted[1]) if counted else None
    return values


def _plain(date: str) -> str:
    """A date without the ending of its day: "1er octobre 2013"."""
    return re.sub(r"^(\d{1,2})er\b", r"\1", date)


def _zone(offset: str) -> str:
    digits = offset[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
    return f"{offset[0]}{int(hours):02d}:{minutes}"


def _read_legal(lines: Sequence[Line]) -> dict[str, Any]:
    """The number of the document, its day, and the line of its rights."""
    values: dict[str, Any] = {}
    for line in lines:
        number = _NUMBER.search(line.text)
        if number and "article_id" not in values and line.kind != "body":
            values["article_id"] = number.group()
            day = number[1]
            values["dated"] = f"{day[:4]}-{day[4:6]}-{day[6:]}"
        if _RIGHTS.match(line.text):
            values["copyright"] = line.text
    return values
