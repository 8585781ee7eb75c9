"""What a table is declared with: its columns, each with a kind and a meaning, and its key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "int", "maybe_int", "float", "bool", "time", "list"]


@dataclass(frozen=True)
class Column:
    """One column of a table: its name, kind, meaning, and what stands there when the input has none."""

    name: str
    kind: Kind
    meaning: str
    required: bool = False


@dataclass(frozen=True)
class Table:
    """One table: what a row is, its columns in order, and the columns that identify a row."""

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """The names of the declared columns, in order."""
        return [column.name for column in self.columns]

    @property
    def required(self) -> list[str]:
        """The names of the columns an input must have."""
        return [column.name for column in self.columns if column.required]
