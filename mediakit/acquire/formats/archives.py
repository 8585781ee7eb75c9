"""A web archive in, WARC or ARC: the articles among its pages out, and what all its other records were."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from mediakit.acquire.formats.captures import MOST_BYTES, Capture, read_captures
from mediakit.acquire.pages.pagekind import is_home, page_kind
from mediakit.acquire.pages.pages import read_page
from mediakit.acquire.reading import Content, Problem, Record
from mediakit.acquire.unzip import UnreadableError

# Characters of text that make an article: where a page declares itself one, and where it does not. Of 85
# pages of articles the shortest, in Japanese, has 300; the longest notice of a closed page has about 100.
_FEWEST_DECLARED = 150
_FEWEST_UNDECLARED = 700
_LONGEST_ADDRESS = 200

_NOTHING = "nothing to do: they hold no article"
_KINDS = {
    "warcinfo": ("description of the archive", _NOTHING),
    "request": ("request, not answer", _NOTHING),
    "metadata": ("metadata of another record", _NOTHING),
    "revisit": ("revisit: the page is the same as captured before", "read the archive of the first capture"),
    "conversion": ("conversion: another form of a page", "read the archive of the pages themselves"),
    "continuation": (
        "continuation of a record begun elsewhere",
        "join the segments with the archive's tools",
    ),
    "unknown": ("record of an unknown type", _NOTHING),
    "damaged": ("damaged: no record can be read here", "download the archive again; what follows was read"),
}
_FLAWS = {
    "cut": ("the page is cut off", "download the archive again"),
    "truncated": ("the page was cut off when it was captured", "capture the page again"),
    "large": (f"the page is larger than {MOST_BYTES // 2**20} MiB", "save it as a file if it is an article"),
    "encoding": ("the transfer or content encoding cannot be undone", "capture the page again"),
}
_MEDIA = {
    "image": "image",
    "video": "video",
    "audio": "sound",
    "font": "font",
    "text/css": "style sheet",
    "javascript": "script",
    "json": "data (JSON)",
    "xml": "data (XML): feeds and site maps",
    "pdf": "PDF document",
    "text/plain": "plain text",
    "text/dns": "DNS answer",
}
_SAME_CAPTURE = ("the same page, captured again", "nothing to do: it was read once")


def read_archive(content: Content) -> Iterator[Record | Problem]:
    """The articles of a WARC or ARC file; all other records are counted by what they are.

    A page is an article when it declares itself one (og:type, JSON-LD) and has a body; one that declares
    nothing must state a date and have a longer body. Home pages and pages that declare themselves
    overviews are none. Each page that is none is one rejection with its address.
    """
    counted: dict[tuple[str, str], tuple[str, int]] = {}
    seen: set[bytes] = set()
    with content.open() as stream:
        for number, capture in enumerate(read_captures(stream, content.start), start=1):
            place = f"record {number} at offset {capture.offset}"
            why = _why_no_page(capture) or _why_repeated(capture, seen)
            if why is None:
                yield from _read_capture(capture, place)
            else:
                first, n_records = counted.get(why, (place, 0))
                counted[why] = first, n_records + 1
    for (reason, remedy), (place, n_records) in counted.items():
        where = place if n_records == 1 else f"{n_records:,} records, the first is {place}"
        yield Problem(where, reason, remedy, n_records=n_records)


def _why_no_page(capture: Capture) -> tuple[str, str] | None:
    """Reason and remedy when a record is no page to be read; none of their words come from the archive."""
    if capture.kind in _KINDS:
        return _KINDS[capture.kind]
    if capture.status is not None and capture.status != 200:
        kinds = {3: "redirect (status 3xx)", 4: "error (status 4xx)", 5: "error (status 5xx)"}
        return kinds.get(capture.status // 100, "answer with another status than 200"), _NOTHING
    if capture.body is None:
        named = next((name for key, name in _MEDIA.items() if key in capture.media_type), None)
        return named or "content of another or no media type", _NOTHING
    return _FLAWS.get(capture.flaw)


def _why_repeated(capture: Capture, seen: set[bytes]) -> tuple[str, str] | None:
    digest = hashlib.sha256(capture.url.encode() + b"\0" + (capture.body or b"")).digest()
    if digest in seen:
        return _SAME_CAPTURE
    seen.add(digest)
    return None


def _read_capture(capture: Capture, place: str) -> Iterator[Record | Problem]:
    """The article on one page, or why it is none."""
    page = capture.body or b""
    kind = page_kind(page, capture.url)
    if kind == "overview":
        shown = "the home page" if is_home(capture.url) else "an overview page, as it declares itself"
        yield _no_article(capture, place, shown)
        return
    if kind == "unknown":
        yield _no_article(capture, place, "it neither declares itself an article nor states a date")
        return
    try:
        for one in read_page(Content(place, _as_unicode(page, capture.charset))):
            if isinstance(one, Problem):
                yield replace(one, place=place)
            elif lacking := _why_no_article(one, kind == "article"):
                yield _no_article(capture, place, lacking)
            else:
                own = {"url": capture.url} if capture.url else {}
                values = {**one.values, **own, "captured": capture.time}
                doubts = tuple(replace(doubt, place=place) for doubt in one.doubts)
                yield replace(one, place=place, values=values, doubts=doubts)
    except UnreadableError as error:
        yield Problem(place, f"{error.reason} ({_shown(capture.url)})", error.remedy)
    except Exception as error:  # a parser's own failure on one page must not cost the others
        reason = f"the page cannot be read: {type(error).__name__}: {error}"[:300]
        yield Problem(place, f"{reason} ({_shown(capture.url)})", "report it with the page")


def _why_no_article(record: Record, declared: bool) -> str | None:
    n_characters = len(str(record.values.get("text", "")))
    needed = _FEWEST_DECLARED if declared else _FEWEST_UNDECLARED
    if n_characters < needed:
        said = "declares itself an article" if declared else "does not declare itself an article"
        return f"it {said} and has {n_characters} characters of text, fewer than {needed}"
    if not record.values.get("title"):
        return "it has no headline"
    return None


def _no_article(capture: Capture, place: str, why: str) -> Problem:
    remedy = "nothing to do if it is none; else save the page and read it as html"
    return Problem(place, f"the page is no article: {why} ({_shown(capture.url)})", remedy)


def _shown(url: str) -> str:
    return url if len(url) <= _LONGEST_ADDRESS else f"{url[: _LONGEST_ADDRESS - 1]}…"


def _as_unicode(page: bytes, charset: str) -> bytes:
    """The page as UTF-8 where the answer, and not the page itself, declares its encoding."""
    try:
        page.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return page.decode(charset).encode() if charset else page
        except (UnicodeDecodeError, UnicodeEncodeError, LookupError):
            return page
    return page
