"""The XML or HTML of a wire story in, its elements, paragraphs and captions out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html.entities import html5
from typing import Any

from lxml import etree, html

from mediakit.acquire.cleaning.body import Block
from mediakit.acquire.cleaning.markup import looks_like_markup, markup_to_text
from mediakit.acquire.decode import clean, decode
from mediakit.acquire.formats.plain import split_blocks
from mediakit.acquire.reading import WHOLE, Problem
from mediakit.acquire.unzip import UnreadableError

Element = Any

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"<!doctype", re.IGNORECASE)
_INTERNAL_END = re.compile(r"\]\s*>")
# A section of characters, which stays as it is; a character by name or number; an ampersand that is only one.
_ENTITY = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?P<name>\w{1,31});|&#(?P<number>\d{1,8}|x[0-9a-fA-F]{1,8});|&", re.DOTALL
)
_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_XML_ENTITIES = {"amp", "lt", "gt", "quot", "apos"}

_HEADINGS = {*(f"h{level}" for level in range(1, 7)), "hl2"}
_BLOCKS = {
    *_HEADINGS,
    *{"p", "div", "block", "section", "article", "body", "body.content", "blockquote", "bq", "credit"},
    *{"ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "caption", "pre", "hr", "address", "main"},
}
_CELLS = {"td", "th"}
_CAPTIONS = {"media-caption", "figcaption"}
# What stands in a body without being of it: pictures, page parts, remarks to the desk.
_APART = {
    *_CAPTIONS,
    *{"media", "figure", "header", "footer", "nav", "note", "nitf-table-metadata", "custom-table"},
    *{"body.head", "body.end", "hedline", "byline", "dateline", "tagline"},
}
_SILENT = {"script", "style", "template", "noscript", "iframe", "object", "svg", "head", "title"}
_BREAK = "\x1e"
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*$")


def first_element(start: bytes) -> bytes:
    """What stands from the first element on: behind declaration, comments and document type; or nothing."""
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start.decode("utf-16", "replace").encode()
    at = 3 if start.startswith(b"\xef\xbb\xbf") else 0
    while at >= 0:
        at += len(start[at:]) - len(start[at:].lstrip())
        if start.startswith(b"<?", at):
            closed = start.find(b"?>", at) + 2
        elif start.startswith(b"<!--", at):
            closed = start.find(b"-->", at) + 3
        elif start[at : at + 9].lower() == b"<!doctype":
            inner, closed = start.find(b"[", at), start.find(b">", at) + 1
            if 0 <= inner < closed:
                found = re.compile(rb"\]\s*>").search(start, inner)
                closed = found.end() if found else 0
        else:
            return start[at:] if start[at : at + 1] == b"<" else b""
        at = closed if closed > at else -1
    return b""


def parse_xml(data: bytes) -> tuple[Element, list[Problem]]:
    """The root of an XML document, its tags without namespaces, and the doubts about it.

    Nothing is fetched and no entity of the document's own is expanded: its document type is dropped. HTML's
    named characters (``&eacute;``), which agencies use without declaring them, are resolved; other ones and
    bare ampersands stay as they are written.

    Raises
    ------
    UnreadableError
        When there is no element in it.
    """
    text, doubt = decode(data)
    problems = [doubt] if doubt else []
    source = bare_xml(text).encode("utf-8")
    try:
        root = etree.fromstring(source, _parser(recover=False))
    except etree.XMLSyntaxError as error:
        root = etree.fromstring(source, _parser(recover=True)) if source else None
        if root is None:
            reason = f"not valid XML: {error}"[:200]
            raise UnreadableError(reason, "download or export the file again") from error
        reason = f"the XML is damaged ({error})"[:200]
        problems.append(Problem(WHOLE, reason, "what could be read was read; get the file again", doubt=True))
    for element in root.iter(etree.Element):
        local = re.split("[}:]", element.tag)[-1]
        if _NAME.fullmatch(local):  # a damaged document can hold names that may not be given
            element.tag = local
    return root, problems


def bare_xml(text: str) -> str:
    """An XML text without declaration and document type, with HTML's named characters resolved."""
    text = clean(text).lstrip()
    text = text[found.end() :] if (found := _DECLARATION.match(text)) else text
    doctype = _DOCTYPE.search(text, 0, 65_536)
    if doctype:
        inner, end = text.find("[", doctype.end()), text.find(">", doctype.end())
        if 0 <= inner < end:
            closed = _INTERNAL_END.search(text, inner)
            end = closed.end() - 1 if closed else end
        text = text[: doctype.start()] + (text[end + 1 :] if end >= 0 else "")
    return _ENTITY.sub(_resolve, text).strip()


def parse_html(text: str) -> Element:
    """An HTML fragment as an element."""
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
    return html.fromstring(f"<div>{_DECLARATION.sub('', text)}</div>", parser=parser)


def read_markup(text: str) -> tuple[list[Block], list[str]]:
    """The paragraphs and captions of an HTML fragment, or of plain text that was called one."""
    text = clean(text)
    return read_body(parse_html(text)) if looks_like_markup(text) else (split_blocks(text), [])


def read_body(element: Element) -> tuple[list[Block], list[str]]:
    """The paragraphs and headings inside an element, and the captions of its pictures.

    A line break ends a paragraph only where a sentence ends, or where two stand together: agencies also
    break lines at the width of a telex.
    """
    if not any(inner.tag in _BLOCKS for inner in element.iterdescendants(etree.Element)):
        return split_blocks(clean("".join(_texts(element)))), []
    blocks: list[Block] = []
    captions: list[str] = []
    parts: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        tag = inner.tag
        if tag in _BLOCKS or tag in _APART:
            blocks += _make_blocks(parts, tag in _HEADINGS and event == "end")
            parts = []
        if event == "end":
            parts += [" | "] if tag in _CELLS and inner.getnext() is not None else []
            parts.append(inner.tail or "" if inner is not element else "")
        elif tag in _SILENT or tag in _APART:
            found = [inner] if tag in _CAPTIONS else list(inner.iter(*_CAPTIONS))
            captions += filter(None, map(line_of, found))
            walk.skip_subtree()
        elif tag == "pre":
            blocks += split_blocks(clean("".join(_texts(inner))))
            walk.skip_subtree()
        elif tag == "br":
            parts.append(_BREAK)
        else:
            parts.append(inner.text or "")
    return blocks + _make_blocks(parts, False), captions


def line_of(element: Element | None, *, without: Collection[str] = ()) -> str:
    """The text of an element on one line; empty when there is no such element."""
    return one_line("".join(_texts(element, without))) if element is not None else ""


def one_line(text: str) -> str:
    """A text on one line, no-break spaces as they were."""
    return re.sub(r"[ \t\n\r]+", " ", clean(text)).strip(" ")


def first_line(root: Element, *paths: str) -> str:
    """The text of the first element that has any, by these paths in turn."""
    lines = (line_of(element) for path in paths for element in root.iterfind(path))
    return next(filter(None, lines), "")


def first_value(root: Element, *places: tuple[str, str]) -> str:
    """The first attribute that has a value, by these paths and names in turn."""
    values = (one_line(element.get(name) or "") for path, name in places for element in root.iterfind(path))
    return next(filter(None, values), "")


def all_lines(root: Element, path: str) -> list[str]:
    """The texts of all elements on a path that have any, each once."""
    return list(dict.fromkeys(filter(None, map(line_of, root.iterfind(path)))))


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )


def _resolve(found: re.Match[str]) -> str:
    if found[0].startswith("<") or found["name"] in _XML_ENTITIES:
        return found[0]
    if number := found["number"]:
        code = int(number[1:], 16) if number.startswith("x") else int(number)
        whole = code <= 0x10FFFF and not 0xD800 <= code < 0xE000 and (code >= 0x20 or code in (9, 10, 13))
        return found[0] if whole else "\ufffd"
    return html5.get(f"{found['name']};") or f"&amp;{found[0][1:]}"


def _texts(element: Element, without: Collection[str] = ()) -> Iterator[str]:
    """The pieces of text inside an element, a line break as a new line."""
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        if event == "end":
            yield inner.tail or "" if inner is not element else ""
        elif inner.tag in without or (inner.tag in _SILENT and inner is not element):
            walk.skip_subtree()
        elif inner.tag == "br":
            yield "\n"
        else:
            yield inner.text or ""


def _make_blocks(parts: list[str], heading: bool) -> list[Block]:
    lines: list[str] = []
    pieces: list[str] = []
    for piece in [*"".join(parts).split(_BREAK), ""]:
        piece = one_line(piece)
        if pieces and (not piece or _SENTENCE_END.search(pieces[-1][-10:])):
            lines.append(" ".join(pieces))
            pieces = []
        pieces += [piece] if piece else []
    lines = [markup_to_text(line) if looks_like_markup(line) else line for line in lines]
    return [Block(line, gap=True, heading=heading) for line in lines if line.strip().strip("|\u200b ")]
