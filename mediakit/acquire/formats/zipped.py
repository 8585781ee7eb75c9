"""A ZIP archive in, the records of the files in it out, each read by its own format, within bounds."""

from __future__ import annotations

import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO

from mediakit._core.wording import plural
from mediakit.acquire.columns import map_names
from mediakit.acquire.reading import START_BYTES, WHOLE, Content, Problem, Record
from mediakit.acquire.unzip import UnreadableError

# News text shrinks 3 to 20 times, the XML of a Word file up to 40; what grows more is a bomb.
_MAX_RATIO = 100
_FREE = 8 * 2**20  # bytes a file may grow to whatever its ratio: a page of blanks is no bomb
_MAX_FILE = 100 * 2**20
_MAX_TOTAL = 500 * 2**20
_MAX_DIRECTORY = 4 * 2**20  # bytes of the list of files: 40,000 files with long names
_CHUNK = 2**16
_START = (b"PK\x03\x04", b"PK\x05\x06")
# First names in archives that are one document and no bundle: of Word, Excel, OpenDocument, EPUB, Java.
_DOCUMENTS = ("[Content_Types].xml", "_rels/", "docProps/", "word/", "xl/", "ppt/", "mimetype", "META-INF/")
_AGAIN = "download or export the file again"
_UNPACK = "unpack the file yourself if you trust it"
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


def is_zip(start: bytes) -> bool:
    """Whether a file is a ZIP archive of files, not a document that is packed as one."""
    return start.startswith(_START) and not first_name(start).startswith(_DOCUMENTS)


def first_name(start: bytes) -> str:
    """The name of the first file in an archive, from its first bytes."""
    length = int.from_bytes(start[26:28], "little")
    return start[30 : 30 + length].decode("utf-8", "replace")


def read_zip(content: Content) -> Iterator[Record | Problem]:
    """The records of each file in the archive, their places below the file's name."""
    with open_archive(content) as archive:
        formats: dict[str, str] = {}
        others: list[str] = []
        for info in archive.infolist():
            try:
                found = _find_format(archive, info)
            except UnreadableError as error:
                yield Problem(info.filename, error.reason, error.remedy)
                continue
            if found is not None:
                formats[info.filename] = found
            elif not _is_beside(info):
                others.append(info.filename)
        mixed = len(set(formats.values())) > 1
        room = _MAX_TOTAL
        for name, format in formats.items():
            info = archive.getinfo(name)
            try:
                data = read_member(archive, info, min(room, _MAX_FILE))
                room -= len(data)
                yield from _read_file(Content(name, data), format, mixed=mixed)
            except UnreadableError as error:
                yield Problem(name, error.reason, error.remedy)
        if others:
            yield _other_files(others)


@contextmanager
def open_archive(content: Content) -> Iterator[zipfile.ZipFile]:
    """A ZIP archive whose list of files is of a size that can be real.

    Raises
    ------
    UnreadableError
        When the archive is damaged, or its list of files is larger than that of any export.
    """
    with content.open() as stream:
        _check_directory(stream)
        try:
            archive = zipfile.ZipFile(stream)
        except _DAMAGED as error:
            raise UnreadableError(f"the ZIP archive is damaged: {error}", _AGAIN) from error
        with archive:
            yield archive


def stream_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int = _MAX_FILE) -> Iterator[bytes]:
    """The bytes of one file of an archive in pieces, refused when they are no real text.

    Raises
    ------
    UnreadableError
        When the file announces or has more than `limit` bytes, grows like a bomb, is encrypted or damaged.
    """
    if info.flag_bits & 1:
        raise UnreadableError("the file in the archive is encrypted", "unpack it with its password")
    allowed = min(limit, max(_FREE, _MAX_RATIO * info.compress_size))
    if info.file_size > allowed:
        reason = f"the file in the archive grows from {info.compress_size:,} to {info.file_size:,} bytes"
        raise UnreadableError(f"{reason}; {allowed:,} are allowed", _UNPACK)
    try:
        # The archive stops at the size that was announced, which is within the bounds.
        with archive.open(info) as member:
            while piece := member.read(_CHUNK):
                yield piece
    except _DAMAGED as error:
        raise UnreadableError(f"the file in the archive is damaged: {error}", _AGAIN) from error


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int = _MAX_FILE) -> bytes:
    """The bytes of one file of an archive, as `stream_member` gives them."""
    return b"".join(stream_member(archive, info, limit))


def _check_directory(stream: BinaryIO) -> None:
    """Refuse an archive whose list of files would fill the memory before any bound can be kept."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 2**16 - 22))
    end = stream.read()
    stream.seek(0)
    at = end.rfind(b"PK\x05\x06")
    announced = int.from_bytes(end[at + 12 : at + 16], "little") if at >= 0 else 0
    if announced > _MAX_DIRECTORY or b"PK\x06\x07" in end[max(0, at - 20) : at]:
        raise UnreadableError("the ZIP archive announces more files than any export has", _UNPACK)


def _is_beside(info: zipfile.ZipInfo) -> bool:
    """Whether an entry is a folder, or what a file manager leaves beside files."""
    parts = PurePosixPath(info.filename).parts
    return info.is_dir() or "__MACOSX" in parts or (bool(parts) and parts[-1].startswith((".", "~$")))


def _find_format(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> str | None:
    """The format a file of the archive is of, or None when it is no article."""
    from mediakit.acquire.readers import format_by_content, is_about_files  # which lists this module

    if _is_beside(info):
        return None
    start = b""
    for piece in stream_member(archive, info):
        start += piece
        if len(start) >= START_BYTES:
            break
    name = PurePosixPath(info.filename).name
    if start.startswith(_START) and is_zip(start):
        raise UnreadableError("an archive inside the archive is not opened", "unpack it yourself")
    if not start.strip():
        raise UnreadableError("the file is empty", "nothing to do if it should be")
    if is_about_files(name):
        return None
    return format_by_content(name, Content(name, start).start)


def _read_file(content: Content, format: str, *, mixed: bool) -> Iterator[Record | Problem]:
    """The records of one file of the archive, their places below its name."""
    from mediakit.acquire.readers import get_reader  # which lists this module

    records: list[Record] = []
    try:
        for one in get_reader(format)(content):
            if isinstance(one, Problem):
                yield _below(one, content.name)
            else:
                records.append(one)
    except UnreadableError:
        raise
    except Exception as error:  # a parser's own failure on one file must not cost the others
        reason = f"the reader of {format} failed: {type(error).__name__}: {error}"[:300]
        yield Problem(content.name, reason, "report it with the file; the other files were read")
    for record in _under_our_names(records) if mixed else records:
        doubts = tuple(_below(doubt, content.name) for doubt in record.doubts)
        yield replace(record, place=_place(record.place, content.name), doubts=doubts)


def _place(place: str, name: str) -> str:
    return name if place == WHOLE else f"{name}: {place}"


def _below(problem: Problem, name: str) -> Problem:
    return replace(problem, place=_place(problem.place, name))


def _under_our_names(records: Sequence[Record]) -> list[Record]:
    """Records with our names for their values: files of several formats name the same thing differently."""
    filled = {name: None for record in records for name, value in record.values.items() if value is not None}
    ours = {theirs: name for name, theirs in map_names(list(filled)).chosen.items()}
    return [
        replace(
            record,
            values={name: value for name, value in record.values.items() if name not in ours}
            | {ours[name]: value for name, value in record.values.items() if name in ours},
        )
        for record in records
    ]


def _other_files(names: Sequence[str]) -> Problem:
    suffixes = Counter(PurePosixPath(name).suffix.lower() or "without a suffix" for name in names)
    shown = ", ".join(suffix for suffix, _ in suffixes.most_common(5))
    reason = f"the archive holds {plural(len(names), 'file')} of other kinds: {shown}"
    return Problem(WHOLE, reason, "nothing to do if they are no articles", n_records=len(names))
