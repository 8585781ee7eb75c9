"""Pages saved from Factiva in, with its two-letter codes or without, their documents out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from lxml import etree

from mediakit.acquire.cleaning.body import Block
from mediakit.acquire.cleaning.credits import agency_in
from mediakit.acquire.cleaning.dates import is_date
from mediakit.acquire.exports.exports import (
    as_blocks,
    bare_author,
    check_number,
    classes_of,
    cut_doubt,
    make_record,
    no_documents,
    parse_page,
    read_lines,
    text_of,
)
from mediakit.acquire.reading import Content, Problem, Record

REMEDY = "save articles from Factiva in an article format with their full text, not as a list of headlines"
# Factiva's two-letter codes of one line of text, to our columns and names of our own.
_CODES = {
    "HD": "title",
    "SE": "section",
    "CLM": "column_name",
    "BY": "author",
    "CR": "credit",
    "WC": "word_count",
    "SN": "outlet",
    "SC": "source_code",
    "NGC": "source_group",
    "ED": "edition",
    "PG": "pages",
    "VOL": "volume",
    "LA": "language",
    "CY": "copyright",
    "ART": "caption",
    "CT": "contact",
    "RF": "reference",
    "COR": "correction",
    "PUB": "publisher_name",
    "AN": "article_id",
}
# Those that hold terms of Factiva's thesaurus: "gpol : Domestic Politics | gvote : Elections".
_TERMS = {
    "CO": "companies",
    "IN": "industries",
    "NS": "subjects",
    "RE": "regions",
    "IPC": "information_codes",
    "IPD": "descriptors",
}
_CODE = re.compile(r"[A-Z]{2,4}")
_TERM = re.compile(r"\s*\S+\s+:\s+")
_CLASS = re.compile(r"(?:[a-z]{2}|zh(?:cn|tw|hk)|ptbr)article")
_ACCESSION = re.compile(r"\b[A-Z][A-Z0-9]{3,9}(?:19|20)\d{6}[a-z][0-9a-z]{5,9}\b")
_WORDS = re.compile(r"\d[\d.,\s]*(?:[^\W\d]{3,12}|字|語|词|詞|단어)")
_TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AaPp]\.?[Mm]\.?)?(?:\s*[A-Z]{3,4})?")
_SOURCE_CODE = re.compile(r"[A-Z][A-Z0-9]{1,9}")
_PAGES = re.compile(r"[A-Z]{0,3}\d{1,4}(?:[-,;] ?[A-Z]{0,3}\d{1,4})*")
_COPYRIGHT = re.compile(r"\(c\)|©|copyright", re.IGNORECASE)
_EASTERN_DATE = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_ASIDE = ("table", "pre")

_IS_HTML = re.compile(
    rb"<title>\s*(?:dow\s+jones\s+)?factiva\s*</title>|saved\s+from\s+url=\(\d+\)https?://[\w.-]*factiva",
    re.IGNORECASE,
)
_HAS_ARTICLE = re.compile(
    rb"""class\s*=\s*["']?article\s+(?:[a-z]{2}|zh(?:cn|tw|hk)|ptbr)article\b.{0,20000}"""
    rb"""(?:\b(?:[a-z]{2}|zh(?:cn|tw|hk)|ptbr)headline\b|articleparagraph|<b>\s*hd\s*</b>)""",
    re.IGNORECASE | re.DOTALL,
)


def is_factiva_html(start: bytes) -> bool:
    """Whether the first bytes of a file are those of a page saved from Factiva."""
    return _IS_HTML.search(start) is not None or _HAS_ARTICLE.search(start) is not None


def read_factiva_html(content: Content) -> Iterator[Record | Problem]:
    """One record a document: tables of two-letter codes, or the article format without them."""
    tree, text, doubt = parse_page(content)
    if doubt:
        yield doubt
    documents = _find_documents(tree)
    if not documents:
        yield no_documents("Factiva", REMEDY)
        return
    cut = "</html" not in text[-4000:].lower()
    for number, document in enumerate(documents, start=1):
        place = f"document {number}"
        values, blocks = _read_coded(document)
        if not values:
            values, blocks = _read_uncoded(document)
        doubts = [cut_doubt(place)] if cut and number == len(documents) else []
        yield make_record(place, finish_values(values), blocks, doubts)
    n_ids = len(set(_ACCESSION.findall("\n".join(tree.itertext()))))
    if n_ids > len(documents):
        yield from check_number(len(documents), n_ids, "its accession numbers")


def _find_documents(tree: etree._Element) -> list[etree._Element]:
    """The elements that hold a document: by their class, or a table of codes where the class is lost."""
    found = []
    walk = etree.iterwalk(tree, events=("start",))
    for _, element in walk:
        by_class = any(_CLASS.fullmatch(name) for name in classes_of(element))
        if by_class or (element.tag == "table" and _has_codes(element)):
            found.append(element)
            walk.skip_subtree()
    return found


def _has_codes(table: etree._Element) -> bool:
    rows = [*table.iterchildren("tr"), *(row for body in table.iterchildren("tbody") for row in body)]
    codes = {_code_of(row) for row in rows}
    return "HD" in codes and len(codes & (set(_CODES) | {"LP", "TD", "PD"})) > 2


def _code_of(row: etree._Element) -> str | None:
    first = next(row.iterchildren("td", "th"), None)
    if first is None or len(list(islice(first.iter(), 8))) > 7:  # a code is a word or two of markup
        return None
    code = text_of(first)
    return code if _CODE.fullmatch(code) else None


def _read_coded(document: etree._Element) -> tuple[dict[str, Any], list[Block]]:
    """The values of a table of codes; empty when the document is none."""
    cells: dict[str, list[etree._Element]] = {}
    walk = etree.iterwalk(document, events=("start",), tag="tr")
    for _, row in walk:
        code = _code_of(row)
        children = list(row.iterchildren("td", "th"))
        if code and len(children) > 1:
            cells.setdefault(code, []).append(children[1])
            walk.skip_subtree()
    if "HD" not in cells and "AN" not in cells:
        return {}, []
    lines = {code: " ".join(map(text_of, several)).strip() for code, several in cells.items()}
    values: dict[str, Any] = {name: lines[code] for code, name in _CODES.items() if code in lines}
    values |= {name: _terms(lines[code]) for code, name in _TERMS.items() if code in lines}
    values["published"] = f"{lines.get('PD', '')} {lines.get('ET', '')}".strip()
    values["language"] = _language_of(document) or values.get("language")
    bodies = [cell for code in ("LP", "TD") for cell in cells.get(code, ())]
    blocks = [block for cell in bodies for block in as_blocks(read_lines(cell, silent=_ASIDE))]
    if not blocks:  # some newswires send their whole text as a table
        return values, [block for cell in bodies for block in as_blocks(read_lines(cell))]
    values["tables"] = [text for cell in bodies for text in _asides_of(cell)]
    return values, blocks


def _asides_of(cell: etree._Element) -> Iterator[str]:
    """The words of the tables in a body, one inside another taken as one."""
    walk = etree.iterwalk(cell, events=("start",), tag=_ASIDE)
    for _, aside in walk:
        yield text_of(aside)
        walk.skip_subtree()


def _read_uncoded(document: etree._Element) -> tuple[dict[str, Any], list[Block]]:
    """The values of the article format: what a line is follows from its shape and its place."""
    values: dict[str, Any] = {"language": _language_of(document)}
    above: list[str] = []
    lines: list[str] = []
    blocks: list[Block] = []
    marks = {"author": "author", "articleparagraph": "body"}
    for line in read_lines(document, marks=marks | _headline_marks(document)):
        accession = _ACCESSION.search(line.text)
        if line.kind == "title":
            values["title"] = f"{values.get('title', '')} {line.text}".strip()
        elif line.kind == "author":
            values["author"] = f"{values.get('author', '')} {line.text}".strip()
        elif line.kind == "body":
            blocks += as_blocks([line])
        elif accession and len(line.text) < 60:
            values["article_id"] = accession.group()
        elif not blocks:
            (lines if "title" in values else above).append(line.text)
    values["section"] = above[-1] if above else None
    return values | _read_shapes(lines), blocks


def _headline_marks(document: etree._Element) -> dict[str, str]:
    """The class of the headline, which begins with the language: "enHeadline"."""
    names = [name for element in document.iter() for name in classes_of(element)]
    return {name: "title" for name in names if name.endswith("headline")}


def _read_shapes(lines: Sequence[str]) -> dict[str, Any]:
    """Words, date, time, source, its code, edition, page, language and rights, in this order."""
    values: dict[str, Any] = {}
    dated = next((at for at, line in enumerate(lines) if is_date(_western(line))), None)
    if dated is None:
        return {}
    counted = next((at for at in range(dated) if _WORDS.fullmatch(lines[at])), dated)
    values["word_count"] = lines[counted] if counted < dated else None
    values["author"] = lines[counted - 1] if counted else None
    values["published"] = lines[dated]
    rest = list(lines[dated + 1 :])
    if rest and _TIME.fullmatch(rest[0]):
        values["published"] += f" {rest.pop(0)}"
    values["outlet"] = rest.pop(0) if rest else None
    if rest and _SOURCE_CODE.fullmatch(rest[0]):
        values["source_code"] = rest.pop(0)
    values["copyright"] = " ".join(line for line in rest if _COPYRIGHT.match(line))
    rest = [line for line in rest if not _COPYRIGHT.match(line)]
    if rest and not _PAGES.fullmatch(rest[-1]):
        rest.pop()  # the name of the language, in the language of the interface; the class has its code
    values["pages"] = next((line for line in rest if _PAGES.fullmatch(line)), None)
    values["edition"] = next((line for line in rest if not _PAGES.fullmatch(line)), None)
    return {name: value for name, value in values.items() if value}


def _language_of(document: etree._Element) -> str | None:
    """The language in the class of a document: "frArticle", "zhcnArticle"."""
    found = next((name for name in classes_of(document) if _CLASS.fullmatch(name)), None)
    return language_tag(found.removesuffix("article")) if found else None


def language_tag(code: str) -> str:
    """Factiva's code of a language as a tag: "ZHCN" is "zh-CN"."""
    return code.lower() if len(code) != 4 else f"{code[:2].lower()}-{code[2:].upper()}"


def _western(date: str) -> str:
    return _EASTERN_DATE.sub(lambda found: f"{found[1]}-{found[2]}-{found[3]}", date)


def finish_values(values: dict[str, Any]) -> dict[str, Any]:
    """The values with their forms made ours: names, numbers, dates, agencies."""
    found = {name: value for name, value in values.items() if value}
    if "published" in found:
        found["published"] = _western(found["published"])
    if "author" in found:
        found["author"] = bare_author(found["author"])
    if "article_id" in found:
        accession = _ACCESSION.search(found["article_id"])
        found["article_id"] = accession.group() if accession else found["article_id"].split()[-1]
    if "word_count" in found:
        digits = re.sub(r"[.,\s]", "", found["word_count"])
        number = re.match(r"\d{1,9}", digits)
        found["word_count"] = int(number.group()) if number else None
    agency = agency_in(found.get("credit", ""))
    return found | ({"agency": agency} if agency else {})


def _terms(line: str) -> list[str]:
    """The names in a line of thesaurus terms, without their codes."""
    return [_TERM.sub("", term, count=1).strip() for term in line.split(" | ") if term.strip()]
