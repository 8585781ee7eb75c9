"""A LexisNexis export as HTML in, one article for each of its documents out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree, html

from mediakit.acquire.decode import clean, decode
from mediakit.acquire.exports.nexis import check_count, no_article, read_article
from mediakit.acquire.exports.nexis_head import Block, as_blocks
from mediakit.acquire.exports.nexis_labels import read_counter
from mediakit.acquire.reading import Content, Problem, Record

_MARKS = re.compile(rb"<DOCFULL>|<!-- LXNComment|<A NAME=\"DOC_ID_\d|<META TOPIC=", re.IGNORECASE)
_DOCUMENT = re.compile(r"<a\s+name=\"?DOC_ID_\d+(?:_\d+)?\"?[^>]*>", re.IGNORECASE)
_HIDDEN = re.compile(r"<!--\s*Hide XML section from browser\s*<DOC\b", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_LARGEST = 2**21  # characters of one document with its markup; the longest articles have a tenth of this
_BREAK = "\x00"  # stands for a <br>: no text holds it once it is clean


def is_nexis_html(start: bytes) -> bool:
    """Whether a file begins as a LexisNexis export in HTML does."""
    return _MARKS.search(start) is not None


def read_nexis_html(content: Content) -> Iterator[Record | Problem]:
    """Each document of the export; each is parsed by itself, so that a broken one costs no other."""
    text, doubt = decode(content.data)
    if doubt:
        yield doubt
    starts = _DOCUMENT if _DOCUMENT.search(text := clean(text)) else _HIDDEN
    parts = starts.split(text)[1:]
    numbers: list[int] = []
    totals: Counter[int] = Counter()
    n_found = 0
    for at, part in enumerate(parts, start=1):
        place = f"document {at}"
        if len(part) > _LARGEST:
            n_found += 1
            reason = f"the document has {len(part):,} characters, more than any article"
            yield Problem(place, reason, "look at the file; it may be damaged")
            continue
        blocks, counter = _find_blocks(_COMMENT.sub("", part))
        if not blocks and counter is None:
            continue  # an anchor without a document behind it
        n_found += 1
        if counter:
            numbers.append(counter[0])
            totals[counter[1]] += 1
            place = f"document {counter[0]}"
        yield read_article(blocks, place)
    if not n_found:
        yield no_article()
    yield from check_count(n_found, totals.most_common(1)[0][0] if totals else None, numbers)


def _find_blocks(markup: str) -> tuple[list[Block], tuple[int, int] | None]:
    """The paragraphs of a document as blocks, and the numbers of its counter."""
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = html.fragment_fromstring(markup, create_parent="div", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return [], None
    blocks: list[Block] = []
    counter = None
    for lines in _paragraphs(tree):
        number = read_counter(lines[0]) if counter is None and len(blocks) < 3 and len(lines) == 1 else None
        if number:
            counter = number
            blocks.clear()  # above it stands at most a link back to the list
        else:
            blocks += as_blocks(lines, capitals=True)
    return blocks, counter


def _paragraphs(tree: html.HtmlElement) -> Iterator[list[str]]:
    """The lines of each paragraph, as breaks divide them; an empty line where breaks leave one."""
    parts: list[str] = []
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        name = element.tag
        if name in ("p", "div", "table", "tr", "li", "h1", "h2", "h3", "h4"):
            yield from _as_lines(parts)
            parts = []
        elif name == "br" and event == "start":
            parts.append(_BREAK)
        elif name in ("td", "th") and event == "end":
            parts.append(" ")
        if name in ("style", "script", "head", "title") and event == "start":
            walk.skip_subtree()
            continue
        parts.append(
            (element.text if event == "start" else element.tail if element is not tree else "") or ""
        )
    yield from _as_lines(parts)


def _as_lines(parts: list[str]) -> Iterator[list[str]]:
    lines = [" ".join(line.split()) for line in "".join(parts).strip(f" \n\xa0{_BREAK}").split(_BREAK)]
    if any(lines):
        yield lines
