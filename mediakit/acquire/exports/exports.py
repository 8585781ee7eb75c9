"""A database's export in, the lines of its documents out, and records made of what they say."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree, html

from mediakit.acquire.cleaning.body import Block, take_apart
from mediakit.acquire.cleaning.credits import agency_in
from mediakit.acquire.decode import clean, decode
from mediakit.acquire.reading import WHOLE, Content, Problem, Record
from mediakit.acquire.unzip import UnreadableError

_SILENT = {
    "head",
    "title",
    "script",
    "style",
    "template",
    "noscript",
    "iframe",
    "object",
    "svg",
    "figcaption",
}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = _HEADINGS | {
    *{
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "blockquote",
        "table",
        "tbody",
        "tr",
        "td",
        "pre",
        "hr",
        "dl",
        "dt",
        "dd",
    },
    *{"html", "body", "section", "article", "header", "footer", "aside", "figure", "form", "center", "small"},
}
_BOLD = {"b", "strong"}
_MOST_LABEL = 60  # characters of a label in bold, such as "Language of publication:"
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_BY = re.compile(r"(?:[Bb][Yy]|[Pp](?:ar|AR)|V(?:on|ON)|P(?:or|OR)|D(?:oor|OOR))\s*:?\s+(?=[^\W\d_a-zß-ÿ])")


@dataclass(frozen=True)
class Line:
    """A line of an export, as the page shows it.

    Attributes
    ----------
    text : str
        Its words, spaces made one.
    gap : bool
        Whether a paragraph or box begins with it, not only a new line.
    label : str
        What the source sets in bold in front of it, up to the colon: "Author".
    kind : str
        What its element's class makes it, by the reader's own names; "anchor" for a named place.
    heading : bool
        Whether the source calls it a heading.
    """

    text: str
    gap: bool = False
    label: str = ""
    kind: str = ""
    heading: bool = False


def parse_page(content: Content) -> tuple[etree._Element, str, Problem | None]:
    """The tree of an export in HTML, its source, and a doubt about its encoding.

    Raises
    ------
    UnreadableError
        When nothing in it is markup.
    """
    text, doubt = decode(content.data)
    text = _XML_DECLARATION.sub("", clean(text))
    return parse_html(text), text, doubt


def parse_html(text: str) -> etree._Element:
    """The tree of a page; a broken one as far as it can be understood.

    Raises
    ------
    UnreadableError
        When nothing in it is markup.
    """
    # The documents of an export can lie in one another where their makers forgot to close an element.
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    try:
        return html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(f"the page cannot be parsed: {error}", "export or save it again") from error


def classes_of(element: etree._Element) -> list[str]:
    """The class names of an element, in lower case."""
    return (element.get("class") or "").lower().split()


def read_lines(
    element: etree._Element,
    *,
    marks: Mapping[str, str] | None = None,
    silent: Collection[str] = (),
    anchors: bool = False,
) -> list[Line]:
    """The lines of an element.

    Parameters
    ----------
    element : element
        A tree or a part of one.
    marks : mapping, optional
        Class names in lower case, to the kind they make a line; what lies inside is of the same kind.
    silent : collection of str
        Names of elements and classes, in lower case, to leave out.
    anchors : bool
        Whether ``<a name="…">`` gives a line of the kind "anchor" with that name.
    """
    lines = _Lines()
    kinds = [""]
    quiet = _SILENT | set(silent)
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        if event == "start":
            names = classes_of(node)
            kind = next(((marks or {})[name] for name in names if name in (marks or {})), kinds[-1])
            lines.enter(node.tag, kind)
            kinds.append(kind)
            if node.tag in quiet or not quiet.isdisjoint(names):
                walk.skip_subtree()
                continue
            if anchors and node.tag == "a" and node.get("name"):
                lines.add_anchor(node.get("name"))
            lines.add(node.text)
        else:
            kinds.pop()
            lines.leave(node.tag, kinds[-1])
            if node is not element:
                lines.add(node.tail)
    lines.end()
    return lines.found


class _Lines:
    """The line being read, and those before it."""

    def __init__(self) -> None:
        self.found: list[Line] = []
        self._parts: list[str] = []
        self._gap = True
        self._kind = ""
        self._heading = False
        self._label = ""
        self._bold = False
        self._written = False  # whether the line has words yet

    def enter(self, tag: Any, kind: str) -> None:
        self._turn(tag, kind)
        if tag in _HEADINGS:
            self._heading = True
        if tag in _BOLD:
            self._bold = not self._label and not self._written

    def leave(self, tag: Any, kind: str) -> None:
        if tag in _BOLD and self._bold and self._written:
            text = "".join(self._parts).strip()
            if text.endswith(":") and len(text) <= _MOST_LABEL:
                self._label, self._parts = text, []
            self._bold = False
        self._turn(tag, kind)

    def add(self, text: str | None) -> None:
        if text:
            self._parts.append(text)
            self._written = self._written or not text.isspace()

    def add_anchor(self, name: str) -> None:
        self.end()
        self.found.append(Line(name, kind="anchor"))

    def end(self) -> None:
        text = " ".join("".join(self._parts).split())
        if text or self._label:
            label = " ".join(self._label.rstrip(": \xa0").split())
            self.found.append(Line(text, self._gap, label, self._kind, self._heading))
            self._gap = False
        self._parts, self._label, self._bold, self._written = [], "", False, False

    def _turn(self, tag: Any, kind: str) -> None:
        if tag in _BLOCKS or tag == "br" or kind != self._kind:
            self.end()
            self._kind = kind
        if tag in _BLOCKS:
            self._gap = True
            self._heading = False


def text_of(element: etree._Element | None, separator: str = " ") -> str:
    """The words of an element on one line."""
    return "" if element is None else separator.join(line.text for line in _unlabelled(read_lines(element)))


def _unlabelled(lines: Sequence[Line]) -> list[Line]:
    """The lines with their labels back in front of them."""
    return [replace(one, text=f"{one.label}: {one.text}".strip()) if one.label else one for one in lines]


def as_blocks(lines: Sequence[Line]) -> list[Block]:
    """Lines as the blocks of a body."""
    return [Block(line.text, line.gap, line.heading) for line in _unlabelled(lines) if line.text]


def bare_author(line: str) -> str:
    """A byline without the word in front of the name.

    Examples
    --------
    >>> bare_author("Par Ann Lee"), bare_author("Von Bo Berg"), bare_author("Porter Smith")
    ('Ann Lee', 'Bo Berg', 'Porter Smith')
    """
    return _BY.sub("", line, count=1) if _BY.match(line) else line


def make_record(
    place: str, values: Mapping[str, Any], blocks: Sequence[Block], doubts: Sequence[Problem] = ()
) -> Record | Problem:
    """A record with its body taken apart, or the problem that it has none."""
    filled = {name: value for name, value in values.items() if value}
    if not any(block.text.strip() for block in blocks):
        shown = f" {filled['title']!r:.80}" if "title" in filled else ""
        return Problem(
            place, f"the document{shown} holds no text", "export it with its full text, if the source has one"
        )
    body = take_apart(blocks, filled.get("author")).values()
    agency = agency_in(filled.get("outlet", ""))
    if agency:
        body["agency"] = agency
    return Record(place, {**body, **filled}, tuple(doubts), apart=True)


def check_number(found: int, announced: int | None, where: str) -> Iterator[Problem]:
    """A doubt when an export announces another number of documents than it holds."""
    if announced is not None and announced != found:
        yield Problem(
            WHOLE,
            f"{where} announces {announced:,} documents, {found:,} were found",
            "export the missing ones again; the file may be cut off",
            doubt=True,
        )


def no_documents(database: str, remedy: str) -> Problem:
    """The one problem of a file that holds none of a database's documents."""
    return Problem(WHOLE, f"the file holds no {database} documents", remedy)


def cut_doubt(place: str) -> Problem:
    """The doubt about the last document of a file that stops before its end."""
    return Problem(
        place,
        "the file is cut off here; the document may lack its end",
        "export or save it again",
        doubt=True,
    )
