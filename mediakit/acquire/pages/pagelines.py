"""The tree of a page in, its lines out: the text of each, where it stands, how much is linked and bold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from mediakit.acquire.cleaning.body import count_tokens, is_headline
from mediakit.acquire.pages.pagemeta import Tree

# Elements that are part of a line; all others begin and end one.
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rb rp rt ruby s samp "
    "small span strike strong sub sup time tt u var wbr".split()
)
_SILENT = frozenset(
    "script style noscript template iframe object svg video audio canvas head select textarea button input "
    "nav footer dialog math".split()
)
_BOLD = {"b", "strong"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BESIDE = {"aside", "figure", "figcaption", "form"}
# What pages call the boxes that are no part of the text, as whole words of a class or id; not the layouts
# that say of a page that it has such a box.
_BESIDE_NAME = re.compile(
    r"(?:^|[\s_-])(?<!has-)(?<!with-)(?<!no-)(?<!is-)"
    r"(?:author-?(?:box|bio|info|card)|about-?author|bio|related|read-?more|recommended|recommendations?|"
    r"newsletter|share|social|sharing|most-?read|caption|(?:photo|image|picture)-?credits?|advert|advertisement|"
    r"ad-slot|promo|paywall|comments?|tags|topics|keywords|breadcrumbs?|teasers?|twitter-tweet|"
    r"instagram-media|tiktok-embed|infobox|sidebar|footer|cookie|subscribe|subscription)(?:$|[\s_-])",
    re.I,
)
_CAPTION_NAME = re.compile(
    r"(?:^|[\s_-])(?:caption|(?:photo|image|picture)-?credits?|copyright|advertisement)(?:$|[\s_-])", re.I
)
_SUBHEAD_NAME = re.compile(
    r"(?:sub|cross|inter|zwischen)[\w-]{0,5}(?:head|line|tit(?:el|le|re|ulo)|zeile)|head(?:ing|line)|ladillo|"
    r"intertit",
    re.I,
)
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)
_NOT_LETTERS = re.compile(r"\W+")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"')
_PARAGRAPH = re.compile(r"(?:<|\\u003[cC])p[ >\\]")
_FEWEST_PARAGRAPHS = 3  # of markup in a script that is an article


@dataclass(eq=False, slots=True)
class Piece:
    """A line of a page.

    `linked` and `bold` are shares of its characters; `beside` says that it stands in a caption or box; `key`
    is its letters, to compare; `found` that an extractor took it; `main` that it looks like the paragraphs.
    """

    text: str
    element: etree._Element
    linked: float
    bold: float
    beside: bool
    key: str
    found: bool = False
    main: bool = False


def letters_of(text: str) -> str:
    """The letters and digits of a text in lower case, to compare lines by."""
    return _NOT_LETTERS.sub("", text).lower()


def read_pieces(tree: Tree) -> list[Piece]:
    """All lines of a page, in their order."""
    pieces: list[Piece] = []
    parts: list[str] = []
    n_linked = n_bold = links = bolds = beside = 0
    body = tree.find("body")
    body = tree if body is None else body
    owners = [body]

    def flush() -> None:
        nonlocal n_linked, n_bold
        if parts:
            text = " ".join("".join(parts).split())
            if key := letters_of(text):
                linked, bold = min(1.0, n_linked / len(text)), min(1.0, n_bold / len(text))
                pieces.append(Piece(text, owners[-1], linked, bold, beside > 0, key))
            parts.clear()
        n_linked = n_bold = 0

    def add(text: str | None) -> None:
        nonlocal n_linked, n_bold
        if text:
            parts.append(text)
            if links:
                n_linked += len(text.strip())
            if bolds:
                n_bold += len(text.strip())

    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in _SILENT:
                walk.skip_subtree()
                continue
            if tag == "br":
                flush()
            elif tag not in _INLINE:
                flush()
                owners.append(element)
                beside += _is_beside(element)
            links += tag == "a"
            bolds += tag in _BOLD
            add(element.text)
            continue
        if tag not in _SILENT and tag != "br":
            links -= tag == "a"
            bolds -= tag in _BOLD
            if tag not in _INLINE:
                flush()
                beside -= _is_beside(element)
                owners.pop()
        if element is not body:
            add(element.tail)
    flush()
    return pieces


def _is_beside(element: etree._Element) -> bool:
    tag = element.tag
    if tag in _BESIDE:
        return True
    if tag in ("body", "main", "article", "html"):
        return False
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    pattern = _CAPTION_NAME if tag == "p" else _BESIDE_NAME
    return (
        (len(named) > 1 and pattern.search(named) is not None)
        or element.get("hidden") is not None
        or _HIDDEN.search(element.get("style") or "") is not None
    )


def is_headed(piece: Piece) -> bool:
    """Whether a line stands in a heading element."""
    elements = (piece.element, piece.element.getparent())
    return any(element is not None and element.tag in _HEADINGS for element in elements)


def is_heading(piece: Piece) -> bool:
    """Whether the markup makes a line a heading, or it is short, bold and without a stop."""
    if is_headed(piece):
        return True
    if piece.text.endswith("?") or not is_headline(piece.text, most_words=12):
        return False
    if not piece.main and _SUBHEAD_NAME.search(piece.element.get("class") or ""):
        return True
    return piece.bold > 0.9 and count_tokens(piece.text) > 1


def find_stated(scripts: Iterable[str]) -> list[str]:
    """The markup in the strings of scripts from which a page builds itself, the longest first.

    Pages that are put together in the browser carry their article as a string of JSON with its elements.
    """
    found = []
    for script in scripts:
        end = 0  # what stands before has been read
        for paragraph in _PARAGRAPH.finditer(script):
            at = paragraph.start()
            if at < end:
                continue
            start = script.rfind('"', end, at)
            while start > end and script[start - 1] == "\\":
                start = script.rfind('"', end, start)
            if start < end:
                end = at
                continue
            string = _STRING.match(script, start)
            if string is None:
                break
            end = string.end()
            try:
                text = json.loads(string.group(), strict=False)
            except ValueError:
                continue
            if len(_PARAGRAPH.findall(text)) >= _FEWEST_PARAGRAPHS:
                found.append(text)
    return sorted(found, key=len, reverse=True)
