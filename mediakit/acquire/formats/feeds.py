"""An RSS, Atom or JSON feed in, one record an entry out: its full text, or else its summary."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from mediakit.acquire.cleaning.body import Block, take_apart
from mediakit.acquire.decode import decode
from mediakit.acquire.formats.ninjs import parse_json
from mediakit.acquire.formats.plain import split_blocks
from mediakit.acquire.formats.wirexml import bare_xml, first_element, one_line, read_markup
from mediakit.acquire.reading import WHOLE, Content, Problem, Record
from mediakit.acquire.unzip import UnreadableError

_ROOT = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]", re.IGNORECASE)
_RSS_1 = re.compile(rb"<(?:\w+:)?RDF\s", re.IGNORECASE)
_JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org')
# The most that is parsed: a year of one outlet's feed is below 30 MB, and the parser keeps all of it.
_MAX_BYTES = 64 * 2**20
# What content systems put below an entry, or where they cut it.
_APPEARED = re.compile(r"The post .{1,400} (?:appeared first on|first appeared on) .{1,200}", re.IGNORECASE)
_CUT = re.compile(
    r"(?:\[(?:…|\.{3})\]|\b(?:read more|continue reading|read the full (?:story|article))\b.{0,200})\W*$",
    re.I,
)


def is_feed(start: bytes) -> bool:
    """Whether a file's first element is that of RSS or Atom."""
    element = first_element(start)
    if _RSS_1.match(element):
        return b"purl.org/rss/1.0" in element[:4096] or b"netscape.com/rdf/simple" in element[:4096]
    return _ROOT.match(element) is not None


def is_json_feed(start: bytes) -> bool:
    """Whether a file is a JSON Feed by the version it declares."""
    return start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" and _JSON_FEED.search(start) is not None


def read_feed(content: Content) -> Iterator[Record | Problem]:
    """The entries of an RSS or Atom feed; nothing is fetched.

    Own columns: text_is ("full" or "summary"), keywords, updated.
    """
    import feedparser

    text, doubt = decode(content.data)
    if doubt:
        yield doubt
    if len(content.data) > _MAX_BYTES:
        raise UnreadableError(f"the feed is larger than {_MAX_BYTES:,} bytes", "split it into smaller files")
    # A stream, since the parser would take a string for an address or a file's name.
    stream = io.BytesIO(bare_xml(text).encode("utf-8"))
    headers = {"content-type": "application/xml; charset=utf-8"}
    parsed = feedparser.parse(
        stream, response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    if parsed.bozo and isinstance(parsed.get("bozo_exception"), Exception):
        reason = f"the feed is damaged: {parsed.bozo_exception}"[:200]
        yield Problem(WHOLE, reason, "what could be read was read; get the feed again", doubt=True)
    for at, entry in enumerate(parsed.entries, start=1):
        yield _read_entry(f"entry {at}", entry, parsed.feed)


def read_json_feed(content: Content) -> Iterator[Record | Problem]:
    """The items of a JSON Feed.

    Own columns: text_is ("full" or "summary"), keywords, updated.
    """
    text, doubt = decode(content.data)
    if doubt:
        yield doubt
    for place, feed in parse_json(text):
        if isinstance(feed, Problem):
            yield feed
            continue
        items = feed.get("items") if isinstance(feed, Mapping) else None
        if not isinstance(items, list):
            yield Problem(place, "the feed has no list of items", "get the feed again")
            continue
        for at, item in enumerate(items, start=1):
            if isinstance(item, Mapping):
                yield _read_item(f"item {at}", item, feed)
            else:
                reason = f"expected a JSON object, found {type(item).__name__}"
                yield Problem(f"item {at}", reason, "each item must be an object")


def _read_entry(place: str, entry: Any, feed: Any) -> Record | Problem:
    contents = [(_text_of(one.get("value")), one.get("type")) for one in entry.get("content", [])]
    contents.sort(key=lambda one: len(one[0]), reverse=True)
    summary = _text_of(entry.get("summary"))
    source = entry.get("source", {})
    tags = [_text_of(tag.get("label") or tag.get("term")) for tag in entry.get("tags", [])]
    languages = [one.get("language") for one in entry.get("content", [])]
    updated = dict.get(entry, "updated")  # the parser's own get takes the other date for it, with a warning
    published = entry.get("published") or entry.get("created") or updated
    values = {
        "article_id": entry.get("id"),
        "outlet": source.get("title") or feed.get("title"),
        "title": entry.get("title"),
        "published": published,
        "updated": updated,
        "author": _feed_authors(entry) or _feed_authors(source) or _feed_authors(feed),
        "url": entry.get("feedburner_origlink") or entry.get("link"),
        "language": next(filter(None, languages), None) or feed.get("language"),
        "section": next(filter(None, tags), None),
        "keywords": list(dict.fromkeys(filter(None, tags))),
    }
    blocks = _blocks_of(*contents[0]) if contents else []
    kind = (entry.get("summary_detail") or {}).get("type")
    return _make_record(place, values, blocks, _blocks_of(summary, kind))


def _read_item(place: str, item: Mapping[str, Any], feed: Mapping[str, Any]) -> Record | Problem:
    tags = item.get("tags")
    keywords = [_text_of(tag) for tag in tags if _text_of(tag)] if isinstance(tags, list) else []
    values = {
        "article_id": str(item.get("id") or "") or None,
        "outlet": _text_of(feed.get("title")),
        "title": _text_of(item.get("title")),
        "published": _text_of(item.get("date_published") or item.get("date_modified")),
        "updated": _text_of(item.get("date_modified")),
        "author": _json_authors(item) or _json_authors(feed),
        "url": _text_of(item.get("url") or item.get("external_url")),
        "language": _text_of(item.get("language") or feed.get("language")),
        "section": keywords[0] if keywords else None,
        "keywords": keywords,
    }
    blocks = _blocks_of(_text_of(item.get("content_html")), "text/html")
    blocks = blocks or _blocks_of(_text_of(item.get("content_text")), "text/plain")
    return _make_record(place, values, blocks, _blocks_of(_text_of(item.get("summary")), None))


def _make_record(
    place: str, values: Mapping[str, Any], full: list[Block], summary: list[Block]
) -> Record | Problem:
    """An entry's record: a content that says no more than the summary, or is cut off, is a summary too."""
    blocks = full or summary
    if not blocks:
        named = f" {values['title']!r:.80}" if values.get("title") else ""
        return Problem(place, f"the entry{named} has no text", "fetch the page at its address")
    short = _length(full) <= _length(summary) or _CUT.search(blocks[-1].text) is not None
    body = take_apart(blocks, _text_of(values.get("author")))
    told = {name: value for name, value in values.items() if value}
    record = {**body.values(), **told, "text_is": "summary" if short else "full"}
    if short:
        remedy = "fetch the page at its address for the whole article"
        doubt = Problem(place, "only the feed's summary", remedy, doubt=True)
        return Record(place, record, (doubt,), apart=True)
    teaser = " ".join(block.text for block in summary)
    if teaser and not "\n".join(block.text for block in full).startswith(teaser.rstrip(" .…[]")[:200]):
        record["teaser"] = teaser
    return Record(place, record, apart=True)


def _blocks_of(text: str, kind: str | None) -> list[Block]:
    blocks = split_blocks(text) if kind == "text/plain" else read_markup(text)[0]
    return [block for block in blocks if block.text and not _APPEARED.fullmatch(block.text)]


def _length(blocks: list[Block]) -> int:
    return sum(len(block.text.split()) for block in blocks)


def _text_of(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _feed_authors(entry: Any) -> str:
    """The names of an entry's authors; addresses of mail alone are none."""
    names = [_text_of(one.get("name")) for one in entry.get("authors", [])] or [_text_of(entry.get("author"))]
    return ", ".join(dict.fromkeys(one_line(name) for name in names if name and "@" not in name))


def _json_authors(item: Mapping[str, Any]) -> str:
    """The names in `authors`, or in the `author` of version 1."""
    authors = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    names = [_text_of(one.get("name")) for one in authors or [] if isinstance(one, Mapping)]
    return ", ".join(dict.fromkeys(filter(None, names)))
