"""A file's bytes and a source of chance in, the bytes of a broken or hostile file out."""

import gzip
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from random import Random

_BOMB_BYTES = 300 * 2**20
_GIGABYTE = 2**30
_TAG = re.compile(rb"<[a-zA-Z][^<>]{0,200}>|\{\"[^\"]{0,40}\":|\[|\(|\"")
_NUMBER = re.compile(rb"\d+")
_ENTITIES = b"".join(b'<!ENTITY a%d "%s">' % (at, b"&a%d;" % (at - 1) * 10) for at in range(1, 12))
_DOCTYPE = b'<!DOCTYPE x [<!ENTITY a0 "ha"><!ENTITY file SYSTEM "file:///etc/passwd">' + _ENTITIES + b"]>"


def cut(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def drop(data: bytes, chance: Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def splice(data: bytes, chance: Random) -> bytes:
    """A piece of the file stands elsewhere in it as well."""
    start, end = _span(data, chance)
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[start:end] + data[at:]


def flip(data: bytes, chance: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 4, 30, 300)) if data else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def noise(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.randbytes(chance.choice((3, 100, 20_000))) + data[at:]


def repeat(data: bytes, chance: Random) -> bytes:
    """A piece many times over, up to a megabyte."""
    start, end = _span(data, chance, most=2000)
    times = min(chance.choice((2, 1000, 100_000)), 2**20 // max(1, end - start))
    return data[:end] + data[start:end] * times + data[end:]


def nest(data: bytes, chance: Random) -> bytes:
    """A tag, bracket or mark opened thousands of times where it stands."""
    found = list(_TAG.finditer(data))
    if not found:
        return repeat(data, chance)
    tag = chance.choice(found)
    return data[: tag.start()] + tag.group() * chance.choice((50, 5000, 50_000)) + data[tag.start() :]


def declare_entities(data: bytes, chance: Random) -> bytes:
    """Entities that grow a hundred billion fold, and one that reads a file of the system."""
    prolog = re.match(rb"\s*<\?xml[^>]*\?>", data)
    start = prolog.end() if prolog else 0
    texts = [found.end() for found in re.finditer(rb">[^<>]*\w", data[start:])] or [0]
    at = start + chance.choice(texts)
    return data[:start] + _DOCTYPE + data[start:at] + b"&a11;&file;" + data[at:]


def announce(data: bytes, chance: Random) -> bytes:
    """A number, written or binary, says one gigabyte."""
    numbers = list(_NUMBER.finditer(data))
    if numbers and chance.random() < 0.7:
        number = chance.choice(numbers)
        told = chance.choice((str(_GIGABYTE).encode(), b"-1", b"9" * 5000))
        return data[: number.start()] + told + data[number.end() :]
    at = chance.randrange(max(1, len(data) - 4))
    return data[:at] + struct.pack(chance.choice(("<I", ">I")), _GIGABYTE) + data[at + 4 :]


def recode(data: bytes, chance: Random) -> bytes:
    """In another encoding than it says."""
    text = data.decode("utf-8", "replace")
    return text.encode(chance.choice(("utf-16", "utf-32-be", "utf-7", "cp1251", "shift_jis")), "replace")


def end_with_bomb(data: bytes, chance: Random) -> bytes:
    """The file, and 300 MB more behind it that a few hundred KB of gzip or of a zip archive unfold to."""
    if data.startswith(b"PK"):
        return _zip_bomb(data, chance)
    return gzip.compress(_plain(data), mtime=0) + _gzip_bomb()


MUTATIONS: tuple[Callable[[bytes, Random], bytes], ...] = (
    *(cut, drop, splice, flip, noise, repeat, nest, declare_entities, announce, recode, end_with_bomb),
)


def mutate(data: bytes, at: int, chance: Random) -> tuple[str, bytes]:
    """The name of the mutation and its result; every second one works inside of what is compressed."""
    change = MUTATIONS[at % len(MUTATIONS)]
    inside = change is not end_with_bomb and chance.random() < 0.6
    if inside and data.startswith(b"\x1f\x8b"):
        return f"{change.__name__} inside", gzip.compress(change(_plain(data), chance), 1, mtime=0)
    if inside and data.startswith(b"PK"):
        return f"{change.__name__} inside", _change_member(data, change, chance)
    return change.__name__, change(data, chance)


def _span(data: bytes, chance: Random, most: int | None = None) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.randint(1, max(1, min(most or len(data), len(data)))))


def _plain(data: bytes) -> bytes:
    """What gzip holds, member by member; anything else as it is."""
    parts = []
    while data.startswith(b"\x1f\x8b"):
        member = zlib.decompressobj(wbits=31)
        parts.append(member.decompress(data))
        data = member.unused_data
    return b"".join(parts) or data


def _change_member(data: bytes, change: Callable[[bytes, Random], bytes], chance: Random) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        files = [item for item in old.infolist() if item.file_size]
        chosen = (
            max(files, key=lambda item: item.file_size) if chance.random() < 0.7 else chance.choice(files)
        )
        for item in files:
            content = old.read(item)
            new.writestr(item, change(content, chance) if item is chosen else content)
    return stream.getvalue()


def _zip_bomb(data: bytes, chance: Random) -> bytes:
    """One member of the archive grows by 300 MB, written in small pieces."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = chance.choice(old.infolist())
        for item in old.infolist():
            with new.open(item.filename, "w") as member:
                member.write(old.read(item))
                if item.filename == chosen.filename:
                    for piece in _pieces():
                        member.write(piece)
    return stream.getvalue()


@cache
def _gzip_bomb() -> bytes:
    packer = zlib.compressobj(1, wbits=31)
    return b"".join([*(packer.compress(piece) for piece in _pieces()), packer.flush()])


def _pieces() -> list[bytes]:
    return [b"The pier is closed. " * 52_429] * (_BOMB_BYTES // 2**20)
