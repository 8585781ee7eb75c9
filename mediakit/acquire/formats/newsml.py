"""A file of NewsML 1 in, one record a story out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mediakit.acquire.cleaning.body import Block
from mediakit.acquire.formats.nitf import nitf_values, read_nitf_body
from mediakit.acquire.formats.wire import name_agency, read_byline, wire_record
from mediakit.acquire.formats.wirexml import (
    LANGUAGE,
    Element,
    all_lines,
    first_element,
    first_line,
    first_value,
    parse_xml,
    read_body,
    read_markup,
)
from mediakit.acquire.reading import Content, Problem, Record

_ROOT = re.compile(rb"<(?:\w+:)?(?:NewsML|NewsItem)[\s>]")
_OTHER_ROLES = re.compile(
    r"caption|photo|picture|image|graphic|video|audio|thumb|preview|icon|logo|keyword", re.IGNORECASE
)
_OTHER_MEDIA = re.compile(r"photo|picture|image|graphic|video|audio|animation|data", re.IGNORECASE)


def is_newsml(start: bytes) -> bool:
    """Whether a file's first element is that of NewsML 1."""
    return _ROOT.match(first_element(start)) is not None


def read_newsml(content: Content) -> Iterator[Record | Problem]:
    """One record an item, or one for each headline where an item holds several stories.

    Own columns: dateline, urgency, keywords, subjects, slug, genre, first_created, version, status,
    captions.
    """
    root, problems = parse_xml(content.data)
    yield from problems
    items = [root] if root.tag == "NewsItem" else list(root.iter("NewsItem"))
    for at, item in enumerate(items, start=1):
        values = _item_values(root, item)
        stories = _find_stories(item)
        for number, components in enumerate(stories, start=1):
            if len(stories) == 1:
                yield _read_story(f"item {at}", values, components)
            else:
                own = {"article_id": f"{values['article_id']}#{number}" if values["article_id"] else ""}
                yield _read_story(f"item {at}, story {number}", values | own, components)
        if not stories:
            title = {"title": first_line(item, ".//NewsLines/HeadLine")}
            yield wire_record(f"item {at}", values | title, [], kind=_kind(item))


def _find_stories(item: Element) -> list[list[Element]]:
    """The components with text, those of one story together: a headline of its own begins a new one."""
    stories: list[list[Element]] = []
    for component in item.iter("NewsComponent"):
        if not _has_text(component):
            continue
        if stories and not first_line(component, "NewsLines/HeadLine"):
            stories[-1].append(component)
        else:
            stories.append([component])
    return stories


def _has_text(component: Element) -> bool:
    roles = [component, *component.iterancestors("NewsComponent")]
    if any(_OTHER_ROLES.search(first_value(one, ("Role", "FormalName"))) for one in roles):
        return False
    return any(any(block.text for block in _read_content(one)[0]) for one in _text_contents(component))


def _text_contents(component: Element) -> list[Element]:
    return [
        content
        for content in component.iterfind("ContentItem")
        if not _OTHER_MEDIA.search(first_value(content, ("MediaType", "FormalName")))
    ]


def _read_content(content: Element) -> tuple[list[Block], list[str]]:
    """The paragraphs of a content item: NITF, XHTML or plain text, as it is or escaped."""
    data = content.find(".//DataContent")
    if data is None or "base64" in first_value(content, (".//Encoding", "Notation")).lower():
        return [], []
    if data.find(".//body.content") is not None:
        return read_nitf_body(data)
    if len(data) == 0:
        return read_markup(data.text or "")
    body = data.find(".//body")
    return read_body(data if body is None else body)


def _read_story(place: str, values: dict[str, Any], components: list[Element]) -> Record | Problem:
    contents = [content for component in components for content in _text_contents(component)]
    read = [_read_content(content) for content in contents]
    # What stands nearest to the text speaks for it: its component, those around it, then its own head.
    near = [_component_values(one) for one in (*components, *components[0].iterancestors("NewsComponent"))]
    inside = [nitf_values(story) for content in contents for story in content.iter("nitf")]
    for found in (*near, *inside):
        values = {**found, **{name: value for name, value in values.items() if value}}
    captions = [caption for _, found in read for caption in found] + values.get("captions", [])
    blocks = [block for found, _ in read for block in found]
    return wire_record(place, {**values, "captions": captions}, blocks)


def _item_values(root: Element, item: Element) -> dict[str, Any]:
    return {
        "article_id": first_line(item, "Identification/NewsIdentifier/PublicIdentifier")
        or first_line(item, "Identification/NewsIdentifier/NewsItemId"),
        "published": first_line(
            item,
            "NewsManagement/ThisRevisionCreated",
            "NewsManagement/FirstCreated",
            "Identification/NewsIdentifier/DateId",
        )
        or first_line(root, "NewsEnvelope/DateAndTime"),
        "first_created": first_line(item, "NewsManagement/FirstCreated"),
        "version": first_line(item, "Identification/NewsIdentifier/RevisionId"),
        "urgency": first_value(item, ("NewsManagement/Urgency", "FormalName")),
        "status": first_value(item, ("NewsManagement/Status", "FormalName")),
        "language": first_value(item, (".//DescriptiveMetadata/Language", "FormalName"))
        or item.get(LANGUAGE)
        or root.get(LANGUAGE)
        or "",
        "agency": name_agency(
            first_value(item, (".//AdministrativeMetadata/Provider/Party", "FormalName")),
            first_value(item, (".//AdministrativeMetadata/Source/Party", "FormalName")),
            first_line(item, ".//NewsLines/CreditLine"),
            first_line(item, "Identification/NewsIdentifier/ProviderId"),
            first_value(root, ("NewsEnvelope/SentFrom/Party", "FormalName")),
        ),
        "captions": _captions(item),
    }


def _component_values(component: Element) -> dict[str, Any]:
    """What a component's own lines and description say of it."""
    described = "DescriptiveMetadata"
    keywords = [
        one.get("Value")
        for one in component.iterfind(f"{described}/Property")
        if (one.get("FormalName") or "").lower() == "keyword" and one.get("Value")
    ]
    codes = [
        one.get("FormalName")
        for path in (f"{described}/SubjectCode/*", f"{described}/TopicOccurrence")
        for one in component.iterfind(path)
        if one.get("FormalName")
    ]
    genres = [one.get("FormalName") for one in component.iterfind(f"{described}/Genre")]
    return {
        "title": first_line(component, "NewsLines/HeadLine"),
        "teaser": first_line(component, "NewsLines/SubHeadLine"),
        **read_byline(first_line(component, "NewsLines/ByLine")),
        "dateline": first_line(component, "NewsLines/DateLine"),
        "slug": first_line(component, "NewsLines/SlugLine"),
        "keywords": list(dict.fromkeys([*all_lines(component, "NewsLines/KeywordLine"), *keywords])),
        "subjects": list(dict.fromkeys(codes)),
        "genre": list(dict.fromkeys(filter(None, genres))),
    }


def _captions(item: Element) -> list[str]:
    """The texts of the components that are captions."""
    return [
        " ".join(block.text for block in _read_content(content)[0])
        for component in item.iter("NewsComponent")
        if "caption" in first_value(component, ("Role", "FormalName")).lower()
        for content in component.iterfind("ContentItem")
    ]


def _kind(item: Element) -> str:
    """What an item without text holds, in its own words."""
    return first_value(item, (".//ContentItem/MediaType", "FormalName")).lower() or (
        "package" if item.find(".//NewsItemRef") is not None else ""
    )
