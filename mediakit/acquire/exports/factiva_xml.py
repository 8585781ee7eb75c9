"""Factiva's XML in, its articles out."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from mediakit.acquire.cleaning.body import Block
from mediakit.acquire.decode import clean, decode
from mediakit.acquire.exports.exports import check_number, cut_doubt, make_record, no_documents
from mediakit.acquire.exports.factiva import REMEDY, finish_values, language_tag
from mediakit.acquire.reading import Content, Problem, Record
from mediakit.acquire.unzip import UnreadableError

_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]*;)")
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_PROLOG = 65_536  # characters in which a document type is looked for
_ENCODING = re.compile(r"^\s*<\?xml[^>]*\?>")
_NAMES = {
    "title": "headline",
    "section": "sectionName",
    "column_name": "columnName",
    "author": "byline",
    "credit": "credit",
    "word_count": "wordCount",
    "outlet": "sourceName",
    "source_code": "sourceCode",
    "edition": "edition",
    "pages": "pages",
    "volume": "volume",
    "language": "baseLanguage",
    "copyright": "copyright",
    "caption": "artWork",
    "contact": "contact",
    "notes": "notes",
    "correction": "corrections",
    "publisher_name": "publisherName",
    "article_id": "accessionNo",
}
_LISTS = {"regions": "region", "subjects": "newsSubject", "companies": "company", "industries": "industry"}
_IS_XML = re.compile(rb"<(?:\w+:)?pps(?:article)?response\b|<(?:\w+:)?ppsarticle\b", re.IGNORECASE)


def is_factiva_xml(start: bytes) -> bool:
    """Whether the first bytes of a file are those of Factiva's XML."""
    return _IS_XML.search(start) is not None


def read_factiva_xml(content: Content) -> Iterator[Record | Problem]:
    """One record an article; entities are never expanded, and a broken file gives what comes before."""
    text, doubt = decode(content.data)
    if doubt:
        yield doubt
    root, cut = _parse_xml(clean(text))
    articles = list(root.iter("{*}article"))
    if not articles:
        yield no_documents("Factiva", REMEDY)
        return
    for number, article in enumerate(articles, start=1):
        place = f"document {number}"
        values, blocks = _read_article(article)
        doubts = [cut_doubt(place)] if cut and number == len(articles) else []
        yield make_record(place, finish_values(values), blocks, doubts)
    counts = [
        int(one.get("count")) for one in root.iter("{*}ppsarticleResultSet") if _is_count(one.get("count"))
    ]
    yield from check_number(len(articles), sum(counts) if counts else None, "it")


def _is_count(value: str | None) -> bool:
    return value is not None and re.fullmatch(r"\d{1,7}", value) is not None


def _parse_xml(text: str) -> tuple[etree._Element, bool]:
    """The tree of an XML file without its document type, and whether the file is broken.

    Raises
    ------
    UnreadableError
        When no element can be read.
    """
    text = _ENCODING.sub("", text, count=1)
    at = text[:_PROLOG].lower().find("<!doctype")
    declared = _DOCTYPE.match(text, at) if at >= 0 else None
    if declared:
        text = text[:at] + text[declared.end() :]
    text = _NAMED.sub(lambda found: entities.escape(entities.unescape(found.group())), text)
    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"the XML cannot be parsed: {error}", "export the file again") from error
    if root is None:
        raise UnreadableError("the XML holds no elements", "export the file again")
    return root, bool(len(parser.error_log))


def _read_article(article: etree._Element) -> tuple[dict[str, Any], list[Block]]:
    values: dict[str, Any] = {name: _joined(article, theirs) for name, theirs in _NAMES.items()}
    for name, theirs in _LISTS.items():
        values[name] = [_words(one) for one in article.iterchildren(f"{{*}}{theirs}") if _words(one)]
    values["descriptors"] = [_words(one) for one in article.iterchildren("{*}descField") if _words(one)]
    values["language"] = language_tag(values["language"])
    values["published"] = _joined(article, "publicationDate")
    time = _joined(article, "publicationTime")
    if time and "T" not in values["published"]:
        values["published"] += f" {time}"
    blocks = []
    for part in ("leadParagraph", "tailParagraphs"):
        for body in article.iterchildren(f"{{*}}{part}"):
            paragraphs = list(body.iter("{*}paragraph")) or [body]
            blocks += [Block(_words(one), gap=True) for one in paragraphs if _words(one)]
    return values, blocks


def _joined(article: etree._Element, name: str) -> str:
    return " ".join(_words(one) for one in article.iterchildren(f"{{*}}{name}")).strip()


def _words(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())
