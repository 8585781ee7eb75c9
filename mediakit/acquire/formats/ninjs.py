"""A file of ninjs, IPTC's News in JSON, or of the AP Media API in, one record a text item out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from mediakit.acquire.cleaning.body import Block
from mediakit.acquire.decode import decode
from mediakit.acquire.formats.nitf import read_nitf_body
from mediakit.acquire.formats.records import check_total
from mediakit.acquire.formats.wire import name_agency, no_text, read_byline, wire_record
from mediakit.acquire.formats.wirexml import one_line, parse_xml, read_markup
from mediakit.acquire.reading import Content, Problem, Record
from mediakit.acquire.unzip import UnreadableError

_CERTAIN = re.compile(rb'"(?:versioncreated|versionCreated|body_xhtml|body_nitf)"\s*:|/ninjs-schema_')
_TYPICAL = re.compile(
    rb'"(pubstatus|pubStatus|slugline|description_text|copyrightholder|copyrightnotice|usageterms|embargoed|'
    rb'firstcreated|firstCreated|body_html|representationtype|urgency)"\s*:'
)
_FEWEST_TYPICAL = 3
_TEXTLESS = {"picture", "graphic", "video", "audio", "event", "planning", "component"}


def is_ninjs(start: bytes) -> bool:
    """Whether a file's first keys are those of ninjs or the AP Media API."""
    if start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] not in (b"{", b"["):
        return False
    return bool(_CERTAIN.search(start)) or len(set(_TYPICAL.findall(start))) >= _FEWEST_TYPICAL


def read_ninjs(content: Content) -> Iterator[Record | Problem]:
    """One item, a list of items, an answer that holds such a list, or one item a line.

    Items inside a composite item are records of their own; pictures beside a story are its captions. Own
    columns: dateline, urgency, keywords, subjects, slug, genre, first_created, embargoed, version, status,
    editor_note, captions.
    """
    text, doubt = decode(content.data)
    if doubt:
        yield doubt
    for place, value in parse_json(text):
        items = list(_find_items(value)) if not isinstance(value, Problem) else []
        if isinstance(value, Problem):
            yield value
        elif not items:
            yield Problem(place, "the JSON holds no news item", "expected ninjs or AP Media items")
        elif too_few := check_total(value, len(items)):
            yield too_few
        for at, item in enumerate(items, start=1):
            named = place if len(items) == 1 else f"item {at}"
            yield from _read_item(named, item)


def parse_json(text: str) -> Iterator[tuple[str, Any]]:
    """The JSON values of a text, each with its place: the whole of it, or one a line.

    Raises
    ------
    UnreadableError
        When it is no JSON.
    """
    try:
        yield "record 1", json.loads(text)
        return
    except RecursionError:
        raise UnreadableError("the JSON is nested too deeply", "look at what wrote this file") from None
    except ValueError as error:
        lines = [(at, line) for at, line in enumerate(text.split("\n"), start=1) if line.strip()]
        if len(lines) < 2 or not all(line.lstrip().startswith("{") for _, line in lines[:2]):
            raise UnreadableError(f"not valid JSON: {error}", "download or export the file again") from error
        if not lines[0][1].rstrip().endswith("}"):
            raise UnreadableError(f"not valid JSON: {error}", "download or export the file again") from error
    for at, line in lines:
        try:
            yield f"line {at}", json.loads(line)
        except (ValueError, RecursionError) as error:
            reason = f"not valid JSON: {error}"[:200]
            yield f"line {at}", Problem(f"line {at}", reason, "each line must be one whole JSON object")


def _find_items(value: Any) -> Iterator[Mapping[str, Any]]:
    """The news items of an answer: itself, or those in its lists, whatever they are wrapped in."""
    if isinstance(value, list):
        for one in value:
            yield from _find_items(one)
    elif isinstance(value, Mapping):
        inner = [value[key] for key in ("data", "item", "items", "_items", "results") if key in value]
        inner = [one for one in inner if isinstance(one, (Mapping, list))]
        if inner and not _is_item(value):
            yield from _find_items(inner)
        elif value:
            yield value


def _is_item(value: Mapping[str, Any]) -> bool:
    names = {_plain(name) for name in value}
    return bool(
        names & {"versioncreated", "headline", "headlines", "bodyhtml", "bodytext", "bodyxhtml", "bodies"}
    )


def _read_item(place: str, item: Mapping[str, Any]) -> Iterator[Record | Problem]:
    plain = {_plain(name): value for name, value in item.items()}
    kind = one_line(str(plain.get("type") or ""))
    values = _values(plain)
    linked = _associations(plain.get("associations"))
    parts = [one for one in linked if _plain_type(one) in ("text", "composite")]
    blocks, captions = _read_body(plain)
    if kind.lower() in _TEXTLESS:
        yield no_text(place, values, kind)
    elif blocks or kind != "composite" or not parts:
        captions += [_caption(one) for one in linked if _plain_type(one) in _TEXTLESS]
        values["captions"] = list(dict.fromkeys(filter(None, captions)))
        yield (
            wire_record(place, values, blocks, kind=kind)
            if blocks
            else _why_empty(place, plain, values, kind)
        )
    if kind == "composite":
        for at, one in enumerate(parts, start=1):
            yield from _read_item(f"{place}, part {at}", one)


def _why_empty(place: str, plain: Mapping[str, Any], values: Mapping[str, Any], kind: str) -> Problem:
    renditions = plain.get("renditions")
    if kind in ("", "text") and isinstance(renditions, Mapping) and "nitf" in renditions:
        named = f" {values['title']!r:.80}" if values.get("title") else ""
        reason = f"the item{named} has no text: it names its story under renditions.nitf.href"
        return Problem(place, reason, "download that rendition and read it: it is NITF")
    return no_text(place, values, kind)


def _values(plain: Mapping[str, Any]) -> dict[str, Any]:
    identity = plain.get("altids")
    identity = identity.get("itemid") if isinstance(identity, Mapping) else None
    uri = one_line(str(plain.get("uri") or ""))
    told = next((plain[name] for name in ("byline", "by", "bylines", "authors") if plain.get(name)), None)
    byline = _by_role(told, "byline")
    return {
        "article_id": str(identity or plain.get("guid") or uri or plain.get("id") or ""),
        "url": uri if uri.startswith(("http://", "https://")) and not identity else "",
        "version": str(plain.get("version") or ""),
        "title": _by_role(plain.get("headline") or plain.get("headlines"), "main")
        or _by_role(plain.get("title") or plain.get("titles"), "main"),
        "teaser": _markup_line(
            plain, "descriptionsummary", "descriptiontext", "descriptions", "descriptionhtml"
        ),
        "published": str(
            plain.get("versioncreated") or plain.get("contentcreated") or plain.get("firstcreated") or ""
        ),
        "first_created": str(plain.get("firstcreated") or ""),
        "embargoed": str(plain.get("embargoed") or ""),
        **read_byline(byline),
        "dateline": _by_role(plain.get("dateline") or plain.get("located"), "main"),
        "language": str(plain.get("language") or ""),
        "section": _section(plain),
        "agency": name_agency(
            *_names(plain.get("source")),
            *_names(plain.get("provider")),
            *_names(plain.get("infosource") or plain.get("infosources")),
            *_names(plain.get("creditline")),
            *_names(plain.get("copyrightholder")),
        ),
        "urgency": str(plain.get("urgency") or ""),
        "keywords": _names(plain.get("keywords") or plain.get("keyword")),
        "subjects": _names(plain.get("subject") or plain.get("subjects")),
        "slug": _by_role(plain.get("slugline") or plain.get("slug"), "main"),
        "genre": _names(plain.get("genre") or plain.get("genres")),
        "status": str(plain.get("pubstatus") or ""),
        "editor_note": one_line(str(plain.get("ednote") or "")),
    }


def _read_body(plain: Mapping[str, Any]) -> tuple[list[Block], list[str]]:
    """The paragraphs of the first body with any: marked-up ones know their paragraphs, plain ones may not."""
    for name in ("bodynitf", "bodyxhtml", "bodyhtml", "bodyhtml5", "bodyrichhtml5", "bodytext", "body"):
        if isinstance(plain.get(name), str) and plain[name].strip():
            found = _read_text(plain[name])
            if found[0]:
                return found
    for name, text in _texts(plain):
        found = _read_text(text)
        if found[0] and name:
            return found
    return [], []


def _texts(plain: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The texts of ninjs 2's bodies and of keys such as body_de, the marked-up ones first."""
    bodies = plain.get("bodies")
    found = [
        (str(one.get("contenttype") or one.get("contentType") or one.get("role") or "body"), one["value"])
        for one in (bodies if isinstance(bodies, list) else [])
        if isinstance(one, Mapping) and isinstance(one.get("value"), str)
    ]
    found.sort(key=lambda one: not re.search(r"html|xml|nitf", one[0], re.IGNORECASE))
    others = [
        (name, text) for name, text in plain.items() if name.startswith("body") and isinstance(text, str)
    ]
    return found + others


def _read_text(text: str) -> tuple[list[Block], list[str]]:
    if "<body.content" in text:
        try:
            return read_nitf_body(parse_xml(text.encode("utf-8", "replace"))[0])
        except UnreadableError:
            pass  # not whole: its paragraphs are marked as HTML's are
    return read_markup(text)


def _associations(value: Any) -> list[Mapping[str, Any]]:
    """The items linked to one: under names in ninjs 1, in a list in ninjs 2 and 3."""
    found = list(value.values()) if isinstance(value, Mapping) else value
    found = found if isinstance(found, list) else []
    return [one for one in found if isinstance(one, Mapping)]


def _plain_type(item: Mapping[str, Any]) -> str:
    return str(item.get("type") or "").lower()


def _caption(item: Mapping[str, Any]) -> str:
    plain = {_plain(name): value for name, value in item.items()}
    return _markup_line(
        plain, "descriptiontext", "descriptioncaption", "descriptionhtml", "descriptions", "bodytext"
    )


def _markup_line(plain: Mapping[str, Any], *names: str) -> str:
    for name in names:
        if text := _by_role(plain.get(name), "main", "summary", "abstract", "caption"):
            return one_line(" ".join(block.text for block in read_markup(text)[0]))
    return ""


def _by_role(value: Any, *roles: str) -> str:
    """A text, or of several with roles the one whose role is wanted, else the first."""
    if isinstance(value, (str, int, float)):
        return one_line(str(value))
    if isinstance(value, Mapping):
        named = [
            value[key]
            for key in ("value", "by", "byline", "name", "title", "text")
            if isinstance(value.get(key), str)
        ]
        return one_line(named[0]) if named else ""
    if isinstance(value, list):
        wanted = [one for one in value if isinstance(one, Mapping) and str(one.get("role")).lower() in roles]
        texts = [_by_role(one, *roles) for one in (wanted or value) if not isinstance(one, list)]
        return ", ".join(filter(None, texts)) if "byline" in roles else next(filter(None, texts), "")
    return ""


def _names(value: Any) -> list[str]:
    """The names of a list of concepts, or of one."""
    found = value if isinstance(value, list) else [value]
    names = [
        str(one.get("name") or one.get("literal") or one.get("code") or "")
        if isinstance(one, Mapping)
        else one
        for one in found
    ]
    return list(dict.fromkeys(one_line(name) for name in names if isinstance(name, str) and name.strip()))


def _section(plain: Mapping[str, Any]) -> str:
    """The service an item is sent in, or the subject its provider calls the category."""
    if services := _names(plain.get("service") or plain.get("services")):
        return services[0]
    subjects = plain.get("subject") or plain.get("subjects")
    for one in subjects if isinstance(subjects, list) else []:
        if isinstance(one, Mapping) and (
            one.get("rel") == "category" or "category" in (one.get("rels") or [])
        ):
            return next(iter(_names(one)), "")
    return ""


def _plain(name: Any) -> str:
    """A key without case and underscores: ninjs 1 writes body_text, ninjs 3 bodyText."""
    return str(name).replace("_", "").replace("$", "").lower()
