"""A Nexis Uni export for Word in, one article for each of its documents out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipFile

from lxml import etree

from mediakit.acquire.exports.nexis import check_count, no_article, read_article
from mediakit.acquire.exports.nexis_dates import read_date
from mediakit.acquire.exports.nexis_head import Block, as_blocks
from mediakit.acquire.exports.nexis_labels import (
    TAIL,
    heading_of,
    is_cover,
    is_end,
    read_counter,
    split_label,
)
from mediakit.acquire.formats.zipped import first_name, open_archive, stream_member
from mediakit.acquire.reading import WHOLE, Content, Problem, Record
from mediakit.acquire.unzip import UnreadableError

# A thousand articles, the most an export can have, are 28 MB of XML in 800,000 elements.
_MAX_XML = 100 * 2**20
_MAX_ELEMENTS = 2_000_000
_SAVE = "save the document as plain text when it holds an article"
_LISTED = re.compile(
    r"\s*(?:documents?|dokumente?|documenten|documentos?|documenti|results? for|ergebnisse)\b[^\d]{0,40}"
    r"\((\d[\d.,]{0,6})\)\s*",
    re.IGNORECASE,
)
_RELATIONS = "word/_rels/document.xml.rels"
_LINK_ID = re.compile(r"\{[^}]*/relationships\}id$")


@dataclass
class _Paragraph:
    """A paragraph: its text with line breaks, the link it begins with, and whether a part ends with it."""

    text: str = ""
    link: str | None = None
    ends_part: bool = False


class _Collector:
    """What the XML parser tells its events to: keeps paragraphs, and no tree.

    python-docx reads every part of a package without a bound and builds a tree of each; a thousand articles
    take a gigabyte so. Here nothing is kept but the text.
    """

    def __init__(self) -> None:
        self.paragraphs: list[_Paragraph] = []
        self._open: list[tuple[_Paragraph, list[str]]] = []
        self._n_elements = 0
        self._in_text = False
        self._hidden = 0

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise UnreadableError("the document declares entities, as no Word file does", _SAVE)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._n_elements += 1
        if self._n_elements > _MAX_ELEMENTS:
            raise UnreadableError(f"the document has more than {_MAX_ELEMENTS:,} elements", _SAVE)
        name = tag.rpartition("}")[2]
        if name == "Fallback" or self._hidden:  # the same drawing again for older programs
            self._hidden += 1
        elif name == "p":
            self._open.append((_Paragraph(), []))
        elif self._open:
            self._inside(name, attributes)

    def _inside(self, name: str, attributes: dict[str, str]) -> None:
        paragraph, parts = self._open[-1]
        self._in_text = name == "t"
        if name in ("br", "cr"):
            parts.append("\n")
        elif name in ("tab", "ptab"):
            parts.append(" ")
        elif name == "noBreakHyphen":
            parts.append("-")
        elif name == "sectPr":
            paragraph.ends_part = True
        elif name == "hyperlink" and paragraph.link is None:
            paragraph.link = next((value for key, value in attributes.items() if _LINK_ID.match(key)), None)

    def end(self, tag: str) -> None:
        self._in_text = False
        if self._hidden:
            self._hidden -= 1
        elif tag.rpartition("}")[2] == "p" and self._open:
            paragraph, parts = self._open.pop()
            paragraph.text = "".join(parts)
            self.paragraphs.append(paragraph)

    def data(self, data: str) -> None:
        if self._in_text and self._open and not self._hidden:
            self._open[-1][1].append(data)

    def close(self) -> list[_Paragraph]:
        return self.paragraphs


def is_docx(start: bytes) -> bool:
    """Whether a file begins as one for Word does."""
    names = ("[Content_Types].xml", "_rels/", "docProps/", "word/", "customXml/")
    return start.startswith(b"PK\x03\x04") and first_name(start).startswith(names) and b"word/" in start


def read_nexis_docx(content: Content) -> Iterator[Record | Problem]:
    """Each document of the export."""
    with open_archive(content) as archive:
        paragraphs, damage = _read_paragraphs(archive)
        links = _read_links(archive)
    if damage:
        yield damage
    counted = [at for at, paragraph in enumerate(paragraphs) if read_counter(paragraph.text.strip())]
    classic = bool(counted) and not any(_is_last(paragraph.text) for paragraph in paragraphs)
    parts = _split_at(paragraphs, counted) if classic else _split_documents(paragraphs)
    if not parts:
        yield no_article()
        return
    for at, part in enumerate(parts, start=1):
        blocks, url = _find_blocks(part, links)
        yield read_article(blocks, f"document {at}", title_first=not classic, url=url)
    yield from check_count(len(parts), _announced(paragraphs, counted if classic else []))


def _announced(paragraphs: Sequence[_Paragraph], counted: Sequence[int]) -> int | None:
    """How many documents the counters or the cover page announce."""
    if counted:
        return (read_counter(paragraphs[counted[0]].text.strip()) or (0, None))[1]
    listed = (_LISTED.fullmatch(paragraph.text) for paragraph in paragraphs[:100])
    return next((int(re.sub(r"\D", "", found[1])) for found in listed if found), None)


def _read_paragraphs(archive: ZipFile) -> tuple[list[_Paragraph], Problem | None]:
    """The paragraphs of the document, as far as its XML is whole."""
    if "word/document.xml" not in archive.namelist():
        raise UnreadableError("the file is no document for Word: word/document.xml is missing", _SAVE)
    collector = _Collector()
    parser = etree.XMLParser(target=collector, resolve_entities=False, no_network=True)
    try:
        for piece in stream_member(archive, archive.getinfo("word/document.xml"), _MAX_XML):
            parser.feed(piece)
        parser.close()
    except (etree.XMLSyntaxError, UnreadableError) as error:
        if isinstance(error, UnreadableError) and not collector.paragraphs:
            raise
        reason = f"the document is damaged behind paragraph {len(collector.paragraphs):,}: {error}"[:200]
        return collector.paragraphs, Problem(WHOLE, reason, "download or export it again")
    return collector.paragraphs, None


def _read_links(archive: ZipFile) -> dict[str, str]:
    """The addresses that links name by an id."""
    links: dict[str, str] = {}
    if _RELATIONS not in archive.namelist():
        return links
    parser = etree.XMLPullParser(events=("start",), resolve_entities=False, no_network=True)
    try:
        for piece in stream_member(archive, archive.getinfo(_RELATIONS), _MAX_XML // 10):
            parser.feed(piece)
            for _, element in parser.read_events():
                links[element.get("Id", "")] = element.get("Target", "")
                element.clear()
    except (etree.XMLSyntaxError, UnreadableError):
        return links  # an article is as good without its address
    return links


def _split_at(paragraphs: Sequence[_Paragraph], starts: Sequence[int]) -> list[Sequence[_Paragraph]]:
    """The paragraphs of each document of the older layout: below its "1 of 100 DOCUMENTS"."""
    return [paragraphs[at:end] for at, end in pairwise([*starts, len(paragraphs)])]


def _split_documents(paragraphs: Sequence[_Paragraph]) -> list[Sequence[_Paragraph]]:
    """The paragraphs of each document: up to each end mark, or else of each section that has a body."""
    marked = any(_is_last(paragraph.text) for paragraph in paragraphs)
    parts: list[list[_Paragraph]] = [[]]
    for paragraph in paragraphs:
        parts[-1].append(paragraph)
        if _is_last(paragraph.text) if marked else paragraph.ends_part:
            parts.append([])
    return [
        _without_cover(part)
        for part in parts
        if any(_marks_body(paragraph.text) for paragraph in part) or (part and _is_last(part[-1].text))
    ]


def _is_last(text: str) -> bool:
    return len(text) < 100 and any(map(is_end, text.split("\n")))


def _marks_body(text: str) -> bool:
    """Whether a paragraph is one that only a document with a text has."""
    return (
        heading_of(text.strip()) == "body"
        or (split_label(text.strip(), capitals=False) or "?")[0] == "length"
    )


def _without_cover(part: list[_Paragraph]) -> list[_Paragraph]:
    """A document without the cover page in front of it: from the last section break above its date on."""
    body = next((at for at, paragraph in enumerate(part) if _marks_body(paragraph.text)), 0)
    starts = [0]
    for at, paragraph in enumerate(part[:body]):
        if paragraph.ends_part or any(map(is_cover, paragraph.text.split("\n"))):
            starts.append(at + 1)
    texts = [paragraph.text.strip() for paragraph in part[:body]]
    filled = [at for at in range(body) if texts[at]]
    dated = next((at for at in reversed(filled) if read_date(texts[at])), None)
    # Without a date, two lines at least stand between the break and the body.
    needed = dated if dated is not None else filled[-2] if len(filled) > 1 else 0
    return part[max(start for start in starts if start <= needed) :]


def _find_blocks(part: Sequence[_Paragraph], links: dict[str, str]) -> tuple[list[Block], str | None]:
    """The blocks of a document, and the address of its headline."""
    blocks: list[Block] = []
    url = None
    body_seen = abstract = False
    for paragraph in part:
        lines = [line.strip() for line in paragraph.text.strip().split("\n")]
        if not any(lines) or _is_last(paragraph.text):
            continue
        if not blocks and paragraph.link:
            url = _permalink(links.get(paragraph.link, ""))
        heading = heading_of(lines[0]) if len(lines) == 1 else None
        if heading == "abstract":
            abstract = True
        elif (
            heading == "body" and body_seen and abstract
        ):  # what stood below the first heading was the abstract
            blocks = [
                replace(block, field="highlight") if block.field == "body" else block for block in blocks
            ]
            blocks.append(Block((), "body"))
        elif heading and not (heading == "body" and body_seen):  # a second "Text" is a subhead
            blocks.append(Block((), "notes" if heading == "classification" else heading))
            body_seen = body_seen or heading == "body"
        elif read_counter(lines[0]) is None:
            blocks += _label_blocks(lines, in_body=body_seen)
    return blocks, url


def _label_blocks(lines: Sequence[str], *, in_body: bool) -> list[Block]:
    """The lines of a paragraph as blocks; below the body only sure labels, with their no-break space."""
    labelled = [split_label(line, capitals=False) for line in lines]
    sure = not in_body or any(
        found and (found[0] in TAIL or ":\xa0" in line) for found, line in zip(labelled, lines, strict=True)
    )
    if sure and any(labelled):
        return as_blocks(lines, capitals=False)
    return [Block(tuple(lines))]


def _permalink(address: str) -> str | None:
    """The address of a document in Nexis without what belongs to the user who exported it."""
    parts = urlsplit(address)
    number = parse_qs(parts.query).get("id", [""])[0]
    if parts.scheme not in ("http", "https") or "contentItem" not in number:
        return None
    return f"https://{parts.netloc}{parts.path}?id={number}"
