"""A file of NITF, the News Industry Text Format, in, one record a story out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mediakit.acquire.cleaning.body import Block
from mediakit.acquire.formats.wire import name_agency, read_bylines, wire_record
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
)
from mediakit.acquire.reading import WHOLE, Content, Problem, Record

_ROOT = re.compile(rb"<(?:\w+:)?nitf[\s>]")
_DATES = (
    (".//date.issue", "norm"),
    (".//date.release", "norm"),
    (".//pubdata", "date.publication"),
    (".//story.date", "norm"),
)
_SLUGS = ("slugline", "slug", "anpa-keyword", "ntbstikkord")


def is_nitf(start: bytes) -> bool:
    """Whether a file's first element is NITF's."""
    return _ROOT.match(first_element(start)) is not None


def read_nitf(content: Content) -> Iterator[Record | Problem]:
    """One story, or several below one element.

    Own columns: dateline, urgency, keywords, subjects, slug, byline_title, captions, editor_note, status.
    """
    root, problems = parse_xml(content.data)
    yield from problems
    stories = [root] if root.tag == "nitf" else list(root.iter("nitf"))
    for at, story in enumerate(stories, start=1):
        place = WHOLE if len(stories) == 1 else f"story {at}"
        blocks, captions = read_nitf_body(story)
        yield wire_record(place, {**nitf_values(story), "captions": captions}, blocks)


def nitf_values(story: Element) -> dict[str, Any]:
    """What the head of a NITF story says of it, under our names."""
    bylines = [line_of(one, without={"byttl"}) for one in story.iterfind(".//body.head/byline")]
    subheadline = first_line(story, ".//hedline/hl2")
    subjects = [
        one.get(f"tobject.subject.{part}")
        for one in story.iterfind(".//tobject.subject")
        for part in ("type", "matter", "detail")
    ]
    kind = first_value(story, (".//tobject", "tobject.type"))
    return {
        "article_id": first_value(story, (".//doc-id", "id-string")),
        "title": first_line(story, ".//hedline/hl1", ".//hedline", "head/title"),
        "teaser": first_line(story, ".//body.head/abstract") or subheadline,
        "published": first_value(story, *_DATES),
        **read_bylines(bylines),
        "byline_title": first_line(story, ".//byline/byttl"),
        "dateline": line_of(story.find(".//body.head/dateline"), without={"story.date"})
        or first_value(story, (".//evloc", "city")),
        "language": story.get("baselang") or story.get(LANGUAGE) or "",
        "section": first_value(story, (".//pubdata", "position.section"))
        or _meta(story, "online_sections")
        or (kind if kind.lower() != "news" else ""),
        "outlet": first_value(story, (".//pubdata", "name")),
        "agency": _agency(story),
        "url": _url(first_value(story, (".//pubdata", "ex-ref"))),
        "urgency": first_value(story, (".//urgency", "ed-urg")),
        "keywords": [one.get("key") for one in story.iterfind(".//key-list/keyword") if one.get("key")],
        "subjects": list(dict.fromkeys(filter(None, subjects))),
        "slug": first_line(story, ".//slugline") or _meta(story, *_SLUGS),
        "editor_note": "; ".join(
            filter(None, [first_value(story, (".//ed-msg", "info")), *all_lines(story, ".//note")])
        ),
        "status": first_value(story, (".//docdata", "management-status")),
    }


def read_nitf_body(story: Element) -> tuple[list[Block], list[str]]:
    """The paragraphs of a NITF story and its captions.

    The New York Times' corpus gives the lead again in a block of its own beside the full text.
    """
    full = story.findall(".//body.content/block[@class='full_text']")
    bodies = full or story.findall(".//body.content") or story.findall(".//body")
    read = [read_body(body) for body in bodies]
    blocks = [block for found, _ in read for block in found]
    return blocks, [caption for _, found in read for caption in found]


def _agency(story: Element) -> str:
    names = [
        first_line(story, ".//body.head/distributor"),
        first_value(story, (".//doc-id", "regsrc")),
        first_value(story, (".//from-src", "src-name")),
        *all_lines(story, ".//rights.owner"),
        first_value(story, (".//doc.copyright", "holder")),
        first_value(story, (".//doc.rights", "owner")),
        first_value(story, (".//doc.rights", "agent")),
    ]
    return name_agency(*names, known_only=True) or name_agency(names[0])


def _meta(story: Element, *names: str) -> str:
    values = {one.get("name", "").lower(): one.get("content", "") for one in story.iterfind("head/meta")}
    return next(filter(None, (values.get(name, "").strip() for name in names)), "")


def _url(value: str) -> str:
    return value if value.startswith(("http://", "https://")) else ""
