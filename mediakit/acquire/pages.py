"""A saved web page in, one article out: headline, date, outlet and body, without what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import trafilatura
from lxml import etree, html
from trafilatura.settings import Document

from mediakit.acquire.body import Block, count_tokens, ends_sentence, take_apart
from mediakit.acquire.credits import byline_author
from mediakit.acquire.dates import is_date
from mediakit.acquire.decode import clean, decode
from mediakit.acquire.furniture import furniture_kind
from mediakit.acquire.markup import markup_to_text
from mediakit.acquire.pagemeta import Tree, read_metadata, visible_text
from mediakit.acquire.reading import WHOLE, Content, Problem, Record
from mediakit.acquire.unzip import UnreadableError

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NOT_TEXT = (
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "object",
    "svg",
    "figcaption",
    "nav",
    "form",
)
# Parts that pages name by their class, as whole words: above the headline, below it, and elsewhere.
_KICKER = re.compile(
    r"(?:^|[\s_-])(?:kicker|overline|eyebrow|topline|roofline|dachzeile|pretitle|supertitle|tag)(?:$|[\s_-])",
    re.I,
)
_TEASER = re.compile(
    r"(?:^|[\s_-])(?:standfirst|sub-?deck|deck|dek|subtitle|sub-?head(?:line)?|teaser|lead|lede|intro|introduction|"
    r"summary|excerpt|abstract|vorspann|chapo|description)(?:$|[\s_-])",
    re.I,
)
_AROUND = re.compile(
    r"(?:^|[\s_-])(?:author-?(?:box|bio|info|card)|about-?author|bio|related|read-?more|recommended|newsletter|share|"
    r"social|sharing|most-?read|caption|photo-?credit|advert|advertisement|ad-slot|promo)(?:$|[\s_-])",
    re.I,
)
_FEWEST_WORDS = 25  # an article shorter than a headline and a sentence is mostly none
_MOST_AROUND = 120  # words: what is longer is no box beside the article, whatever its class says


def read_page(content: Content) -> Iterator[Record | Problem]:
    """One article."""
    text, doubt = decode(content.data)
    if doubt:
        yield doubt
    text = _DECLARATION.sub("", clean(text))
    tree = _parse(text)
    values = read_metadata(tree, text)
    description = values.pop("description", None)
    values |= _read_header(tree, values.get("title", ""))
    blocks = _find_blocks(_prune(deepcopy(tree))) or _find_blocks(tree)
    doubts: tuple[Problem, ...] = ()
    if not blocks:
        blocks = [Block(part) for part in markup_to_text(text).split("\n\n") if part.strip()]
        reason = "no article body was found on the page; all its text was taken"
        doubts = (Problem(WHOLE, reason, "look at the article; it may be an overview page", doubt=True),)
    blocks = _without_head(blocks, values)
    body = take_apart(blocks, values.get("author"))
    n_words = sum(map(count_tokens, body.paragraphs))
    if not doubts and n_words < _FEWEST_WORDS:
        reason = f"the page holds only {n_words} words of text"
        doubts = (Problem(WHOLE, reason, "look at it: a video, a paywall or an overview page?", doubt=True),)
    _choose_teaser(values, description, body.paragraphs)
    yield Record(WHOLE, {**body.values(), **values}, doubts, apart=True)


def _parse(text: str) -> Tree:
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
    try:
        return html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(f"the page cannot be parsed: {error}", "save the page again") from error


def _read_header(tree: Tree, title: str) -> dict[str, Any]:
    """The kicker above the headline and the standfirst below it, by their place and their class."""
    wanted = _bare(title)
    for heading in tree.iter("h1", "h2"):
        if wanted and _bare(visible_text(heading)) == wanted:
            above = _beside(heading, before=True)
            below = _beside(heading, before=False)
            return {
                **({"kicker": above} if above else {}),
                **({"teaser": below} if below else {}),
            }
    return {}


def _beside(heading: etree._Element, *, before: bool) -> str | None:
    """The text next to a headline that can be its kicker (before) or its standfirst (after)."""
    element, level = heading, 0
    while element is not None and level < 3:
        for sibling in element.itersiblings(preceding=before):
            if not isinstance(sibling.tag, str) or sibling.tag in _NOT_TEXT:
                continue
            text = " ".join(visible_text(sibling).split())
            if not text or furniture_kind(text) or is_date(text) or byline_author(text):
                continue
            named = sibling.get("class") or ""
            if before:
                fits = count_tokens(text) <= 6 and not ends_sentence(text) and not sibling.findall(".//li")
                return text if fits and (level == 0 or _KICKER.search(named)) else None
            return text if _is_standfirst(sibling, text, level) else None
        element, level = element.getparent(), level + 1
    return None


def _is_standfirst(element: etree._Element, text: str, level: int) -> bool:
    if not 3 <= count_tokens(text) <= 80 or element.tag in (
        "ul",
        "ol",
        "time",
        "figure",
        "img",
        "button",
        "a",
    ):
        return False
    if any(sibling.tag == "p" for sibling in element.itersiblings()) and element.tag == "p":
        return False  # one paragraph among others: the body's first
    named = f"{element.get('class') or ''} {element.get('data-testid') or ''}"
    inner = [child.get("class") or "" for child in element.iter() if isinstance(child.tag, str)]
    return (
        bool(_TEASER.search(named))
        or any(_TEASER.search(name) for name in inner[:6])
        or (level == 0 and element.tag in ("h2", "p") and not len(element.findall(".//p")))
    )


def _prune(tree: Tree) -> Tree:
    """The tree without captions and the boxes that pages put between paragraphs."""
    drop = []
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in ("html", "body", "head", "main", "article"):
            continue
        if element.tag in _NOT_TEXT:
            drop.append(element)
        elif element.tag in ("aside", "div", "section", "p", "ul", "span"):
            named = f"{element.get('class') or ''} {element.get('id') or ''}"
            if _AROUND.search(named) and count_tokens(visible_text(element)) <= _MOST_AROUND:
                drop.append(element)
    for element in drop:
        if element.getparent() is not None and element.tag != "script":
            element.drop_tree()
    return tree


def _find_blocks(tree: Tree) -> list[Block]:
    """Paragraphs and headings of the body, as trafilatura finds it."""
    document = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=False)
    if not isinstance(document, Document) or document.body is None:
        return []
    blocks = []
    for element in document.body:
        if element.tag == "head":
            blocks.append(Block(" ".join(visible_text(element).split()), heading=True))
        elif element.tag in ("list", "quote", "table"):
            parts = list(element.iter("item", "p", "row")) or [element]
            blocks += [Block(" ".join("".join(part.itertext()).split())) for part in parts]
        else:
            blocks += [Block(" ".join(part.split())) for part in _lines(element)]
    return [block for block in blocks if block.text]


def _lines(element: etree._Element) -> list[str]:
    """The text of a paragraph, cut at its line breaks."""
    parts = [element.text or ""]
    for child in element.iter():
        if child is element:
            continue
        parts.append(("\n" if child.tag == "lb" else "") + (child.text or "") + (child.tail or ""))
    return re.split(r"\n", re.sub(r"(?<!\n)\n(?!\n)", "\n", "".join(parts)))


def _without_head(blocks: list[Block], values: dict[str, Any]) -> list[Block]:
    """The blocks without headline, kicker, standfirst, byline and date that stand before the body."""
    shown = {_bare(values.get(name, "")) for name in ("title", "kicker", "teaser", "author", "section")} - {
        ""
    }
    at = 0
    for position, block in enumerate(blocks[:8]):
        line = block.text
        if _bare(line) in shown or (is_date(line)) or byline_author(line):
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
