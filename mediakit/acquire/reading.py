"""What a reader hands on: the content of one file in, its records and problems out."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

from mediakit.acquire.unzip import unzip, unzip_start

WHOLE = "whole file"
START_BYTES = 65_536


@dataclass(frozen=True)
class Record:
    """One record of a file: where it stands, and its values by the names the file gives them.

    `apart` says that the reader has already taken furniture, subheads and credits out of the text.
    """

    place: str
    values: Mapping[str, Any]
    doubts: tuple[Problem, ...] = ()
    apart: bool = False


@dataclass(frozen=True)
class Problem:
    """Something that could not be read (a rejected record), or was read with a doubt.

    `n_records` is how many records a rejection speaks for: an archive's 10,000 pictures are one row.
    """

    place: str
    reason: str
    remedy: str
    doubt: bool = False
    n_records: int = 1


@dataclass(frozen=True)
class Content:
    """One file, by the name it is shown by: a path, or bytes in memory."""

    name: str
    source: Path | bytes = field(repr=False)

    @cached_property
    def start(self) -> bytes:
        """The first 64 KiB, decompressed: enough to tell the format."""
        with self.open() as stream:
            return unzip_start(stream.read(START_BYTES))[:START_BYTES]

    @cached_property
    def data(self) -> bytes:
        """All of it, decompressed; a reader of archives takes the stream instead.

        Raises
        ------
        UnreadableError
            When compressed data are damaged or grow beyond any real text.
        """
        with self.open() as stream:
            return unzip(stream.read())

    def open(self) -> BinaryIO:
        """A stream of the bytes as they are stored."""
        return io.BytesIO(self.source) if isinstance(self.source, bytes) else self.source.open("rb")


Reader = Callable[[Content], Iterator[Record | Problem]]
