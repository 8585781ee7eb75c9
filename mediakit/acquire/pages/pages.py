"""A saved web page in, one article out: headline, date, outlet and body, without what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from lxml import etree, html

from mediakit.acquire.cleaning.body import Block, count_tokens, ends_sentence, take_apart
from mediakit.acquire.cleaning.credits import byline_author
from mediakit.acquire.cleaning.dates import is_date
from mediakit.acquire.cleaning.furniture import furniture_kind
from mediakit.acquire.cleaning.markup import markup_to_text
from mediakit.acquire.decode import clean, decode
from mediakit.acquire.pages.pagebody import as_blocks, find_pieces
from mediakit.acquire.pages.pagelead import LEAD_NAME, find_lead
from mediakit.acquire.pages.pagelines import Piece, find_stated, is_headed, read_pieces
from mediakit.acquire.pages.pagemeta import Tree, read_metadata, visible_text
from mediakit.acquire.reading import WHOLE, Content, Problem, Record
from mediakit.acquire.unzip import UnreadableError

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NOT_TEXT = ("script", "style", "noscript", "template", "iframe", "object", "svg", "canvas", "video", "audio")
# What pages call the line above a headline, and what stands around it, as whole words of a class.
_KICKER = re.compile(
    r"(?:^|[\s_-])(?:kicker|overline|eyebrow|topline|roofline|dachzeile|pretitle|supertitle|tag)(?:$|[\s_-])",
    re.I,
)
_NO_STANDFIRST = ("ul", "ol", "time", "figure", "img", "button", "a")
_NO_HEADER = re.compile(
    r"(?:^|[\s_-])(?:breadcrumbs?|byline|author|meta|date|share|social|caption)(?:$|[\s_-])", re.I
)
_CHINESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_FEWEST_WORDS = 25  # an article shorter than a headline and a sentence is mostly none
_FEWEST_CHARACTERS = 150  # with less, the article may be in a script


def read_page(content: Content) -> Iterator[Record | Problem]:
    """One article."""
    text, doubt = decode(content.data)
    if doubt:
        yield doubt
    tree = _parse(_DECLARATION.sub("", text.replace("\x00", "")))
    values = read_metadata(tree)
    description, shown = values.pop("description", ""), values.pop("shown", "")
    stated = values.pop("body", "")
    scripts = [element.text or "" for element in tree.iter("script") if not element.get("src")]
    etree.strip_elements(tree, *_NOT_TEXT, with_tail=False)
    pieces = find_pieces(tree, stated)
    if sum(len(piece.text) for piece in pieces) < _FEWEST_CHARACTERS:
        pieces = _rebuild(scripts, stated) or pieces
    paragraphs = {piece.text for piece in pieces if piece.main}
    values |= _read_header(tree, shown or values.get("title", ""), paragraphs)
    lead = find_lead(pieces, description, shown="teaser" in values)
    blocks = as_blocks(piece for piece in _without_title(pieces) if piece not in lead)
    doubts: tuple[Problem, ...] = ()
    if not blocks:
        blocks = [Block(part) for part in markup_to_text(clean(text)).split("\n\n") if part.strip()]
        reason = "no article body was found on the page; all its text was taken"
        doubts = (Problem(WHOLE, reason, "look at the article; it may be an overview page", doubt=True),)
    blocks = _without_head(blocks, values, shown)
    body = take_apart(blocks, values.get("author"))
    n_words = sum(map(_count_words, body.paragraphs))
    if not doubts and n_words < _FEWEST_WORDS:
        reason = f"the page holds only {n_words} words of text"
        doubts = (Problem(WHOLE, reason, "look at it: a video, a paywall or an overview page?", doubt=True),)
    parts = dict.fromkeys([values.get("teaser", ""), *(piece.text for piece in lead)])
    if teaser := " ".join(part for part in parts if part):
        values["teaser"] = teaser
    _choose_teaser(values, description, body.paragraphs)
    named = {"agency": values.pop("agency")} if "agency" in values else {}
    found = {**named, **body.values(), **values}
    yield Record(WHOLE, {name: _clean(value) for name, value in found.items()}, doubts, apart=True)


def _rebuild(scripts: list[str], stated: str) -> list[Piece]:
    """The article of a page that is put together in the browser, from what its scripts hold."""
    for markup in find_stated(scripts)[:1]:
        pieces = read_pieces(_parse(f"<html><body>{markup}</body></html>"))
        if inside := [piece for piece in pieces if not piece.beside]:
            return inside
    if len(stated) < _FEWEST_CHARACTERS:
        return []
    marked = "".join(f"<p>{escape(part)}</p>" for part in markup_to_text(stated).split("\n"))
    return read_pieces(_parse(f"<html><body>{marked}</body></html>"))


def _without_title(pieces: list[Piece]) -> list[Piece]:
    """The pieces without the first headings above the text, which are the title in one wording or another."""
    first = next((at for at, piece in enumerate(pieces) if not is_headed(piece)), 0)
    return [piece for at, piece in enumerate(pieces) if at >= first or piece.element.tag != "h1"]


def _count_words(text: str) -> int:
    """Words of a line; in Chinese and Japanese two characters make one, roughly."""
    return max(count_tokens(text), len(_CHINESE.findall(text)) // 2)


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    return [clean(item) for item in value] if isinstance(value, list) else value


def _parse(text: str) -> Tree:
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
    try:
        return html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(f"the page cannot be parsed: {error}", "save the page again") from error


def _read_header(tree: Tree, title: str, paragraphs: set[str]) -> dict[str, Any]:
    """The kicker above the headline and the standfirst below it, by their place and their class."""
    wanted = _bare(title)
    for heading in tree.iter("h1", "h2"):
        if wanted and _bare(visible_text(heading)) == wanted:
            above = _beside(heading, before=True)
            below = _beside(heading, before=False)
            found = {"kicker": above, "teaser": None if below in paragraphs else below}
            return {name: text for name, text in found.items() if text}
    return {}


def _beside(heading: etree._Element, *, before: bool) -> str | None:
    """The text next to a headline that can be its kicker (before) or its standfirst (after)."""
    element, level = heading, 0
    while element is not None and level < 3:
        for sibling in element.itersiblings(preceding=before):
            if not isinstance(sibling.tag, str) or sibling.tag in ("nav", "ol", "figure", "form"):
                continue
            named = sibling.get("class") or ""
            if _NO_HEADER.search(named):
                continue
            text = " ".join(visible_text(sibling).split())
            if not text or furniture_kind(text) or is_date(text) or byline_author(text):
                continue
            if before:
                fits = (
                    count_tokens(text) <= 6
                    and not ends_sentence(text)
                    and not sibling.findall(".//li")
                    and re.search(r"[^\W\d_]", text) is not None
                    and "|" not in text
                )
                return text if fits and (level == 0 or _KICKER.search(named)) else None
            return text if _is_standfirst(sibling, text, level) else None
        element, level = element.getparent(), level + 1
    return None


def _is_standfirst(element: etree._Element, text: str, level: int) -> bool:
    if not 3 <= count_tokens(text) <= 80 or element.tag in _NO_STANDFIRST:
        return False
    if any(sibling.tag == "p" for sibling in element.itersiblings()) and element.tag == "p":
        return False  # one paragraph among others: the body's first
    named = f"{element.get('class') or ''} {element.get('data-testid') or ''}"
    inner = [child.get("class") or "" for child in element.iter() if isinstance(child.tag, str)]
    return (
        bool(LEAD_NAME.search(named))
        or any(LEAD_NAME.search(name) for name in inner[:6])
        or (level == 0 and element.tag in ("h2", "p") and not len(element.findall(".//p")))
    )


def _without_head(blocks: list[Block], values: dict[str, Any], heading: str) -> list[Block]:
    """The blocks without headline, kicker, standfirst, byline and date that stand before the body."""
    names = ("title", "kicker", "teaser", "author", "section")
    shown = {_bare(text) for text in (heading, *(values.get(name, "") for name in names))} - {""}
    at = 0
    for position, block in enumerate(blocks[:8]):
        line = block.text
        author = byline_author(line)
        if author and position < 4:
            values.setdefault("author", author)
        if _bare(line) in shown or is_date(line) or author:
            at = position + 1
    kept = [block for block in blocks[:at] if ends_sentence(block.text) and _bare(block.text) not in shown]
    return kept + blocks[at:]


def _choose_teaser(values: dict[str, Any], description: str | None, paragraphs: list[str]) -> None:
    """The declared description as teaser, when the page shows none and it is not the body's own beginning."""
    if "teaser" in values or not description or len(paragraphs) == 0:
        return
    start = _bare(" ".join(paragraphs[:3]))
    begin = _bare(description.rstrip("…. "))[:60]
    if len(begin) >= 20 and begin not in start and begin != _bare(values.get("title", ""))[:60]:
        values["teaser"] = description


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()
