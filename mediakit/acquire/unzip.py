"""Compressed bytes in, the bytes they hold out, within bounds."""

from __future__ import annotations

import zlib

from mediakit._core.errors import InputError

# News text shrinks 3 to 20 times when compressed; what grows more than this, beyond the floor, is a bomb.
_MAX_RATIO = 100
_MAX_FLOOR = 100 * 2**20
_AGAIN = "download or export the file again"
_GZIP_MAGIC = b"\x1f\x8b"


class UnreadableError(InputError):
    """A file nothing can be read from; becomes its one row in rejects."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}. {remedy}.")
        self.reason = reason
        self.remedy = remedy


def unzip(data: bytes) -> bytes:
    """The bytes themselves, or what they hold when they are gzip.

    Raises
    ------
    UnreadableError
        When the gzip data are damaged, or grow beyond any real text.
    """
    if not data.startswith(_GZIP_MAGIC):
        return data
    limit = max(_MAX_FLOOR, _MAX_RATIO * len(data))
    parts: list[bytes] = []
    room = limit
    while data:
        member = zlib.decompressobj(wbits=31)
        try:
            parts.append(member.decompress(data, room + 1))
        except zlib.error as error:
            if parts and not data.startswith(_GZIP_MAGIC):
                break  # padding behind the last member, as tape tools leave it
            raise UnreadableError(f"the gzip data are damaged: {error}", _AGAIN) from error
        room -= len(parts[-1])
        if room < 0:
            raise UnreadableError(
                f"the gzip data grow to more than {limit:,} bytes", "unpack the file yourself if you trust it"
            )
        if not member.eof:
            raise UnreadableError("the gzip data end too early", _AGAIN)
        data = member.unused_data
    return b"".join(parts)


def unzip_start(data: bytes) -> bytes:
    """What the first bytes of a file hold when they are gzip, as far as they go, or the bytes themselves."""
    if not data.startswith(_GZIP_MAGIC):
        return data
    try:
        return zlib.decompressobj(wbits=31).decompress(data, len(data))
    except zlib.error:
        return b""
