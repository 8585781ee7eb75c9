"""A web archive's bytes in, its records out one by one, past what is damaged: WARC by fastwarc, and ARC."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

MOST_BYTES = 10 * 2**20  # of one page: the largest of 85 news pages has 3 MiB
_BLOCK = 2**20
_FOLLOWING = 1024  # bytes behind the beginning of a gzip member that tell whether it holds a record
_MOST_BREAKS = 1000  # an archive damaged more often is read up to there
_GZIP = b"\x1f\x8b\x08"
_WARC_START = re.compile(rb"^WARC/\d\.\d+\r?$", re.MULTILINE)
_ARC_START = re.compile(rb"filedesc://\S+ \S+ \d{8,20} \S+ ")
# Address, IP, time, type, in version 2 five more, length; addresses may hold spaces.
_ARC_LINE = re.compile(rb"(\S.*?) (\S+) (\d{8,20}) (\S+)(?: .*)? (\S+)\s*")
_ARC_TIME = re.compile(rb" \d{8,20} \S")  # in every such line; tells other text apart quickly
_LONGEST_LINE = 65_536
PAGE_TYPES = ("text/html", "application/xhtml+xml")
_HTTP = b"application/http; msgtype=response"


@dataclass(frozen=True)
class Capture:
    """One record of an archive.

    Attributes
    ----------
    offset : int
        Where it begins: in the file as it is stored, of ARC in what the file holds unpacked.
    kind : str
        WARC's type of the record, such as "response"; "damaged" for a stretch no record can be read from.
    url, time : str
        The address captured, and when, in ISO 8601.
    status : int or None
        Of the HTTP answer; None when the record holds the page itself, or no answer that can be read.
    media_type, charset : str
        Such as "text/html", in lower case, and the encoding the answer declares.
    body : bytes or None
        The page, without transfer and content encodings; None when the record is no page.
    flaw : str
        Why the body cannot be used: "cut" (by the end of the file), "truncated" (when it was captured),
        "large" or "encoding"; empty when it can.
    """

    offset: int
    kind: str
    url: str = ""
    time: str = ""
    status: int | None = None
    media_type: str = ""
    charset: str = ""
    body: bytes | None = None
    flaw: str = ""


def is_archive(start: bytes) -> bool:
    """Whether the first bytes of a file, unpacked, are those of WARC or ARC."""
    return bool(_WARC_START.match(start) or _ARC_START.match(start))


def read_captures(stream: BinaryIO, start: bytes) -> Iterator[Capture]:
    """All records of an archive, in order; `start` is its first bytes, unpacked."""
    if _ARC_START.match(start):
        yield from _read_arc(stream)
    else:
        yield from _read_warc(stream, bare_line_ends=start.partition(b"\n")[0][-1:] != b"\r")


def _read_warc(stream: BinaryIO, *, bare_line_ends: bool) -> Iterator[Capture]:
    """The records of a WARC file; after damage, those from the next beginning of a record that is found."""
    from fastwarc.warc import ArchiveIterator

    start: int | None = 0
    told = False  # damage is told once, until a record is read again
    for _ in range(_MOST_BREAKS):
        if start is None:
            return
        stream.seek(start)
        last, n_block, broken = start, 0, False
        try:
            for record in ArchiveIterator(stream, parse_http=False, quirks_mode=bare_line_ends):
                last = record.stream_pos
                n_block = record.content_length
                capture = _as_capture(record, last)
                told = capture.kind == "damaged" or capture.flaw == "cut"
                yield capture
        except (OSError, ValueError):
            broken = True
        # A record whose header is cut off by the end of the file gives neither a record nor an error, so the
        # search for a next one is made behind the last in any case.
        packed = _begins_with_gzip(stream, last)
        end = last + 1 if packed else _find_end(stream, last, n_block)
        search = last + 1 if broken or told else end
        start = _find_packed(stream, search) if packed else _find_line(stream, search)
        if (broken or start is not None) and not told:
            told = True
            yield Capture(end if start is None else start if packed else min(start, end), "damaged")


def _as_capture(record: WarcRecord, offset: int) -> Capture:
    if not (record.headers.get("Content-Length") or "").strip().isdecimal():
        return Capture(offset, "damaged")
    kind = str(record.record_type)
    url = (record.headers.get("WARC-Target-URI") or "").strip().removeprefix("<").removesuffix(">")
    time = (record.headers.get("WARC-Date") or "").strip()
    status, media_type, charset = None, record.headers.get("Content-Type") or "", ""
    if record.is_http and kind == "response":
        record.parse_http(quirks_mode=True)
        status, media_type = record.http_headers.status_code, record.http_content_type or ""
        charset = record.http_charset or ""
    media_type, _, parameters = media_type.partition(";")
    media_type = media_type.strip().lower()
    charset = charset or (re.findall(r"charset=[\"']?([\w.:-]+)", parameters) or [""])[0]
    body, flaw, expected = None, "", record.content_length
    if kind in ("response", "resource") and status in (None, 200) and media_type in PAGE_TYPES:
        body = _read_up_to(record.reader.read, MOST_BYTES + 1)
        expected -= len(body)
        if len(body) > MOST_BYTES:
            flaw = "large"
        elif status is not None and not expected:
            body, flaw = _without_encodings(body, record)
    if record.consume() < expected:
        flaw = "cut"
    elif record.headers.get("WARC-Truncated"):
        flaw = "truncated"
    return Capture(offset, kind, url, time, status, media_type, charset, body, flaw)


def _without_encodings(body: bytes, record: WarcRecord) -> tuple[bytes, str]:
    """The page itself; archives often keep the headers of encodings they have taken off, or never saw."""
    from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader, ZstdReader

    readers: dict[str, Callable[[BinaryIO], Any]] = {
        "chunked": ChunkedReader,
        "gzip": GzipReader,
        "x-gzip": GzipReader,
        "deflate": lambda stream: GzipReader(stream, zlib=True),
        "br": BrotliReader,
        "zstd": ZstdReader,
    }
    named = [*record.http_headers.get_multiple("Content-Encoding")]
    named += record.http_headers.get_multiple("Transfer-Encoding")
    encodings = [name.strip().lower() for names in named for name in names.split(",")]
    failed = False
    for encoding in reversed(encodings):
        if encoding in ("", "identity", "none", "utf-8"):
            continue
        decoded, flaw = _decode(readers[encoding], body) if encoding in readers else (b"", "encoding")
        if decoded and flaw:
            return decoded, flaw
        body, failed = decoded or body, failed or not decoded
    return body, "encoding" if failed and body.lstrip()[:1] not in (b"<", b"") else ""


def _decode(reader: Callable[[BinaryIO], Any], body: bytes) -> tuple[bytes, str]:
    """The decoded bytes as far as they can be had, and what kept them from being whole."""
    parts: list[bytes] = []
    room = MOST_BYTES
    flaw = ""
    try:
        stream = reader(io.BytesIO(body))
        while room >= 0 and (part := stream.read(_BLOCK)):
            parts.append(part)
            room -= len(part)
    except (OSError, ValueError):
        flaw = "cut"
    return b"".join(parts), "large" if room < 0 else flaw


def _read_up_to(read: Callable[[int], bytes], most: int) -> bytes:
    parts: list[bytes] = []
    while most > 0 and (part := read(min(most, _BLOCK))):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def _begins_with_gzip(stream: BinaryIO, at: int) -> bool:
    stream.seek(at)
    return stream.read(len(_GZIP)) == _GZIP


def _find_end(stream: BinaryIO, at: int, n_block: int) -> int:
    """Where a record that begins at a place ends, by the length it declares."""
    stream.seek(at)
    blank = re.search(rb"\r?\n\r?\n", stream.read(_LONGEST_LINE))
    return at + n_block + (blank.end() if blank else 0)


def _find_line(stream: BinaryIO, start: int) -> int | None:
    """Where the next line stands, at or after a place, that begins a WARC record."""
    return next((at for at, _ in _search(stream, start, _WARC_START)), None)


def _find_packed(stream: BinaryIO, start: int) -> int | None:
    """Where the next gzip member begins, at or after a place, that begins a WARC record."""
    for at, following in _search(stream, start, re.compile(re.escape(_GZIP))):
        try:
            begins = zlib.decompressobj(wbits=31).decompress(following, 5)
        except zlib.error:
            continue
        if begins == b"WARC/" or (len(following) < _FOLLOWING and b"WARC/".startswith(begins)):
            return at  # the file may end within these letters
    return None


def _search(stream: BinaryIO, start: int, pattern: re.Pattern[bytes]) -> Iterator[tuple[int, bytes]]:
    """The places of a pattern, each with the bytes that follow it, a block at a time."""
    at = start
    while True:
        stream.seek(at)
        block = stream.read(_BLOCK + _FOLLOWING)
        for found in pattern.finditer(block):
            if found.start() < _BLOCK:
                yield at + found.start(), block[found.start() : found.start() + _FOLLOWING]
        if len(block) < _BLOCK + _FOLLOWING:
            return
        at += _BLOCK


def _read_arc(stream: BinaryIO) -> Iterator[Capture]:
    """The records of an ARC file: a line each that describes it, and the answer as it came."""
    packed = _begins_with_gzip(stream, 0)
    stream.seek(0)
    lines: Any = gzip.GzipFile(fileobj=stream) if packed else stream
    offset, lost = 0, False
    try:
        while line := lines.readline(_LONGEST_LINE):
            described = _ARC_LINE.fullmatch(line) if _ARC_TIME.search(line) else None
            readable = described is not None and re.fullmatch(rb"\d{1,15}", described[5]) is not None
            if described and readable:
                yield _as_arc_capture(lines, offset, described)
            elif described or (line.strip() and not lost):
                yield Capture(offset, "damaged")
            lost = not readable and (lost or bool(line.strip()))
            offset = lines.tell()
    except (OSError, EOFError, zlib.error):
        yield Capture(offset, "damaged")


def _as_arc_capture(stream: BinaryIO, offset: int, described: re.Match[bytes]) -> Capture:
    """The record behind a line of description, read as the WARC record it would be."""
    from fastwarc.warc import ArchiveIterator

    url, _, digits, media_type, length = (part.decode("utf-8", "replace") for part in described.groups())
    n_bytes = int(length)
    time = _as_iso(digits)
    media_type = media_type.partition(";")[0].lower()
    kind = "warcinfo" if url.startswith("filedesc:") else "response"
    if kind == "warcinfo" or media_type not in PAGE_TYPES or n_bytes > MOST_BYTES:
        flaw = "large" if n_bytes > MOST_BYTES else ""
        flaw = "cut" if _skip(stream, n_bytes) < n_bytes else flaw
        return Capture(offset, kind, url, time, None, media_type, flaw=flaw)
    block = _read_up_to(stream.read, n_bytes)
    inner = _HTTP if block.startswith(b"HTTP/") else media_type.encode()
    header = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n"
    record = next(iter(ArchiveIterator(io.BytesIO(header % (inner, n_bytes) + block), parse_http=False)))
    made = _as_capture(record, offset)
    return Capture(offset, kind, url, time, made.status, made.media_type, made.charset, made.body, made.flaw)


def _skip(stream: BinaryIO, n_bytes: int) -> int:
    """How many bytes could be passed over."""
    left = n_bytes
    while left and (part := stream.read(min(left, _BLOCK))):
        left -= len(part)
    return n_bytes - left


def _as_iso(digits: str) -> str:
    """A time as ARC writes it, 20140216050221, in ISO 8601."""
    year, month, day, hour, minute, second = (digits[at : at + 2] for at in (2, 4, 6, 8, 10, 12))
    date = f"{digits[:2]}{year}-{month}-{day}"
    return f"{date}T{hour}:{minute}:{second}Z" if second else date
