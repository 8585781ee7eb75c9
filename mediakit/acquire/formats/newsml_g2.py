"""A file of NewsML-G2 in, one record a text item out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mediakit.acquire.cleaning.body import Block
from mediakit.acquire.cleaning.credits import is_name
from mediakit.acquire.formats.nitf import nitf_values, read_nitf_body
from mediakit.acquire.formats.plain import split_blocks
from mediakit.acquire.formats.wire import name_agency, read_byline, wire_record
from mediakit.acquire.formats.wirexml import (
    LANGUAGE,
    Element,
    all_lines,
    first_element,
    first_line,
    first_value,
    line_of,
    parse_xml,
    read_body,
    read_markup,
)
from mediakit.acquire.reading import Content, Problem, Record

_ITEMS = ("newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem")
_ROOT = re.compile(
    rb"<(?:\w+:)?(?:newsMessage|newsItem|packageItem|conceptItem|knowledgeItem|planningItem)[\s>]"
)
_TAG = re.compile(r"</?\w[^<>]*>")
# Notes to the desk that name the author where there is no byline.
_AUTHOR_NOTE = re.compile(r"(?:author|autor(?:/in|in)?|text|par|by)\s*:\s*([^,;(]{4,60})", re.IGNORECASE)


def is_newsml_g2(start: bytes) -> bool:
    """Whether a file's first element is that of NewsML-G2."""
    return _ROOT.match(first_element(start)) is not None


def read_newsml_g2(content: Content) -> Iterator[Record | Problem]:
    """One record an item with text; packages, pictures, concepts and planning are rejected by name.

    Own columns: dateline, urgency, keywords, subjects, slug, genre, first_created, embargoed, version,
    status, editor_note, captions.
    """
    root, problems = parse_xml(content.data)
    yield from problems
    items = [root] if root.tag in _ITEMS else list(root.iter(*_ITEMS))
    for at, item in enumerate(items, start=1):
        kind = _kind(item)
        blocks, captions = _read_contents(item) if item.tag == "newsItem" else ([], [])
        if kind in ("picture", "graphic", "video", "audio"):
            blocks = []  # what is written there is a caption or a script
        values = _values(item)
        if item.find(".//contentSet//nitf") is not None:
            inside = nitf_values(item.find(".//contentSet//nitf"))
            values = {**inside, **{name: value for name, value in values.items() if value}}
        yield wire_record(f"item {at}", {**values, "captions": captions}, blocks, kind=kind)


def _values(item: Element) -> dict[str, Any]:
    meta = "contentMeta/"
    return {
        "article_id": item.get("guid") or "",
        "version": item.get("version") or "",
        "title": _title(item),
        "teaser": _teaser(item),
        "published": first_line(
            item, "itemMeta/versionCreated", meta + "contentModified", meta + "contentCreated"
        )
        or first_line(item, "itemMeta/firstCreated"),
        "first_created": first_line(item, "itemMeta/firstCreated", meta + "contentCreated"),
        "embargoed": first_line(item, "itemMeta/embargoed"),
        **_author(item),
        "dateline": first_line(item, meta + "dateline", meta + "located/name")
        or first_value(item, (meta + "located", "literal")),
        "language": first_value(item, (meta + "language", "tag")) or item.get(LANGUAGE) or "",
        "section": _section(item),
        "agency": name_agency(
            *(first_value(item, ("itemMeta/provider", name)) for name in ("qcode", "literal", "uri")),
            first_line(item, meta + "creditline"),
            first_line(item, "itemMeta/provider/name"),
            first_line(item, meta + "infoSource/name"),
            *(first_value(item, ("rightsInfo/copyrightHolder", name)) for name in ("literal", "qcode")),
            first_line(item, "rightsInfo/copyrightHolder/name"),
        ),
        "urgency": first_line(item, meta + "urgency"),
        "keywords": all_lines(item, meta + "keyword"),
        "subjects": _subjects(item),
        "slug": first_line(item, meta + "slugline"),
        "genre": _named(item, meta + "genre"),
        "status": first_value(item, ("itemMeta/pubStatus", "qcode")).rsplit(":", 1)[-1],
        "editor_note": "; ".join(line for line in all_lines(item, "itemMeta/edNote") if len(line) < 500),
    }


def _kind(item: Element) -> str:
    """text, picture, package, planning …: the item's class without its vocabulary."""
    told = first_value(item, ("itemMeta/itemClass", "qcode"), ("itemMeta/itemClass", "uri"))
    kind = re.split(r"[:/]", told)[-1] if told else ""
    return kind if item.tag == "newsItem" and kind else item.tag.removesuffix("Item").replace("news", "text")


def _read_contents(item: Element) -> tuple[list[Block], list[str]]:
    """The paragraphs of the first content that has any: the others are the same in another form."""
    for content in item.iterfind("contentSet//*"):
        if content.tag not in ("inlineXML", "inlineData"):
            continue
        blocks, captions = _read_content(content)
        if any(block.text for block in blocks):
            return blocks, captions
    return [], []


def _read_content(content: Element) -> tuple[list[Block], list[str]]:
    kind = (content.get("contenttype") or "").lower()
    if kind and not re.search(r"text|xml|html|nitf|json", kind):
        return [], []
    if content.find(".//body.content") is not None:
        return read_nitf_body(content)
    if len(content) == 0:
        text = content.text or ""
        # Plain text inside a stray <p> keeps its lines: they and their indents say where paragraphs end.
        return (split_blocks(_TAG.sub("", text).strip()), []) if kind == "text/plain" else read_markup(text)
    body = content.find(".//body")
    return read_body(content if body is None else body)


def _title(item: Element) -> str:
    """The headline that is no subheadline, whichever stands first; else the item's own title."""
    headlines = [
        (one.get("role") or "", line_of(one)) for one in item.iterfind("contentMeta/headline") if line_of(one)
    ]
    main = [line for role, line in headlines if not re.search(r"sub|seo|short|extended|web", role, re.I)]
    return (
        next(iter(main), "")
        or next((line for _, line in headlines), "")
        or first_line(item, "itemMeta/title")
    )


def _teaser(item: Element) -> str:
    """The summary, or the headline that is marked as the second."""
    found = [
        line_of(one)
        for path in ("description", "headline")
        for one in item.iterfind(f"contentMeta/{path}")
        if re.search(r"summary|abstract|sub", one.get("role") or "", re.IGNORECASE)
    ]
    return next(filter(None, found), "") or first_line(item, "contentMeta/description")


def _author(item: Element) -> dict[str, str]:
    byline = read_byline(first_line(item, "contentMeta/by"))
    if byline:
        return byline
    notes = (_AUTHOR_NOTE.match(line) for line in all_lines(item, "itemMeta/edNote"))
    names = [found[1].strip() for found in notes if found]
    names += [
        line
        for line in (first_line(one, "name") or "" for one in item.iterfind("contentMeta/creator"))
        if " " in line and is_name(line)
    ]
    return {"author": names[0]} if names else {}


def _section(item: Element) -> str:
    """The name of a subject that its vocabulary calls a category or department."""
    for subject in item.iterfind("contentMeta/subject"):
        told = f"{subject.get('type') or ''} {subject.get('qcode') or ''}"
        if re.search(r"categ|\bdpacat|:cat\b|depart|desk|section", told, re.IGNORECASE):
            return first_line(subject, "name") or subject.get("literal") or ""
    return ""


def _subjects(item: Element) -> list[str]:
    return _named(item, "contentMeta/subject")


def _named(item: Element, path: str) -> list[str]:
    names = [first_line(one, "name") or one.get("literal") or one.get("qcode") for one in item.iterfind(path)]
    return list(dict.fromkeys(filter(None, names)))
