"""What a reader hands on: the content of one file in, its records and problems out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mediakit._core.errors import InputError

WHOLE = "whole file"


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
    """Something that could not be read (a rejected record), or was read with a doubt."""

    place: str
    reason: str
    remedy: str
    doubt: bool = False


@dataclass(frozen=True)
class Content:
    """The bytes of one file, decompressed, and the name it is shown by."""

    name: str
    data: bytes = field(repr=False)


class UnreadableError(InputError):
    """A file nothing can be read from; becomes its one row in rejects."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}. {remedy}.")
        self.reason = reason
        self.remedy = remedy


Reader = Callable[[Content], Iterator[Record | Problem]]
