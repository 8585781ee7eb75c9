"""Columns of numbers in, hashed features out, each made of a few columns named in a template."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mediakit.annotate.words import Words, hash_text

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint32]
Floats = NDArray[np.float32]
Column = NDArray[Any]

_TERM = re.compile(r"(?:(\w+)\.)?(\w+?)([+-]\d+)?")
# Rows described at once: 64 kB a column, so that some dozens of them stay in the processor's cache.
_BLOCK = 16384
_FAR = 50
_BUCKETS = np.digitize(np.arange(_FAR + 1), (1, 2, 3, 4, 5, 7, 10, 15, 25, _FAR))
_FACTOR, _SHIFT = 0x9E3779B1, 15


@dataclass(frozen=True)
class Table:
    """Rows to be described: columns of their own, and columns of the words they point to.

    In a template, `side` is an own column of the rows; `norm` a column of the word a row points to; `norm-1`
    of the word before it; `cue.norm+1` of the word after the one that the pointer `cue` points to. A word's
    neighbours beyond its line count as 0.

    Attributes
    ----------
    words : Words
    vocabulary : mapping of arrays, shape (distinct words + 1,)
        What is known of a word wherever it stands; the last value, 0, stands for no word.
    places : mapping of arrays, shape (words,)
        What is known of a word where it stands.
    pointers : mapping of arrays of int, shape (rows,)
        The word each row points to; "" is the pointer of a term that names none.
    own : mapping of arrays, shape (rows,)
        Columns of the rows themselves.
    """

    words: Words
    vocabulary: Mapping[str, Hashes]
    places: Mapping[str, Column]
    pointers: Mapping[str, Ints]
    own: Mapping[str, Column]
    _moved: dict[tuple[str, int], Column] = field(default_factory=dict)
    _known: dict[str, Column] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.pointers[""])

    def iterate_blocks(self) -> Iterator[tuple[slice, Table]]:
        """Some rows after the other, as tables of the same words."""
        for start in range(0, len(self), _BLOCK):
            rows = slice(start, start + _BLOCK)
            pointers = {name: index[rows] for name, index in self.pointers.items()}
            own = {name: column[rows] for name, column in self.own.items()}
            yield rows, replace(self, pointers=pointers, own=own, _known={})

    def hash(self, template: str) -> Hashes:
        """One hash a row, of all the columns a template names."""
        return hash_columns(template, map(self.column, template.split()))

    def column(self, term: str) -> Hashes:
        """The column a term of a template names."""
        if term not in self._known:
            self._known[term] = self._find(term)
        return self._known[term]

    def codes(self, pointer: str, offset: int) -> Ints:
        """The distinct word that stands `offset` words behind each row's word, -1 beyond the line."""
        key = f"{pointer}{offset:+d}"
        if key not in self._known:
            self._known[key] = self._move("", offset).take(self.pointers[pointer])
        return self._known[key]

    def _find(self, term: str) -> Hashes:
        if term in self.own:
            return as_hashes(self.own[term])
        pointer, name, offset = parse_term(term)
        if name in self.vocabulary:
            return self.vocabulary[name].take(self.codes(pointer, offset))
        return self._move(name, offset).take(self.pointers[pointer])

    def _move(self, name: str, offset: int) -> Column:
        """A column of the words (their codes, if it has no name) moved by some words."""
        if (name, offset) not in self._moved:
            line = self.words.line
            self._moved[name, offset] = (
                as_hashes(shift(self.places[name], offset, line))
                if name
                else shift(self.words.code, offset, line, beyond=-1)
            )
        return self._moved[name, offset]


def find_rows(table: Table, templates: tuple[str, ...], n_bits: int) -> NDArray[np.int32]:
    """Rows of a weight table of 2 ** n_bits that each row's features point to, shape (rows, templates)."""
    columns = [fold(table.hash(template), n_bits).astype(np.int32) for template in templates]
    return np.stack(columns, axis=1)


def parse_templates(text: str) -> tuple[str, ...]:
    """Templates, one a line; `norm[-2..2]` stands for five templates, with `norm-2` to `norm+2`."""
    found: list[str] = []
    for line in text.split("\n"):
        template = " ".join(line.split())
        ranged = re.search(r"\[(-?\d+)\.\.(-?\d+)\]", template)
        if ranged:
            for offset in range(int(ranged[1]), int(ranged[2]) + 1):
                found.append(template.replace(ranged[0], f"{offset:+d}" if offset else ""))
        elif template:
            found.append(template)
    return tuple(found)


@cache
def parse_term(term: str) -> tuple[str, str, int]:
    """Pointer, column and offset of a term: "head.norm-1" is ("head", "norm", -1)."""
    parts = _TERM.fullmatch(term)
    assert parts is not None, term
    pointer, name, offset = parts.groups()
    return pointer or "", name, int(offset or 0)


def hash_columns(template: str, columns: Iterable[Column]) -> Hashes:
    """One hash a row of some columns; the same values in another template differ."""
    return mix(*columns, start=_start(template))


def mix(*parts: Column, start: int = 0) -> Hashes:
    """Several columns as one column of hashes."""
    total = np.full(parts[0].shape, start, np.uint32)
    for part in parts:
        total ^= as_hashes(part)
        total *= np.uint32(_FACTOR)
        total ^= total >> np.uint32(_SHIFT)
    return total


def fold(hashes: Hashes, n_bits: int) -> Hashes:
    """Hashes as numbers below 2 ** n_bits."""
    folded = hashes * np.uint32(0x27D4EB2F)
    folded >>= np.uint32(32 - n_bits)
    return folded


def as_hashes(values: Column) -> Hashes:
    """Whole numbers or truth values as 32 bits without sign."""
    return values if values.dtype == np.uint32 else values.astype(np.uint32)


def shift(values: Column, offset: int, line: Ints, beyond: int = 0) -> Column:
    """The value `offset` words further on, or another one beyond the line."""
    if offset == 0:
        return values
    n = len(values)
    moved = np.full_like(values, beyond)
    if abs(offset) < n:
        here = slice(max(0, -offset), n - max(0, offset))
        there = slice(max(0, offset), n - max(0, -offset))
        np.copyto(moved[here], values[there], where=line[here] == line[there])
    return moved


def find_nearest(where: NDArray[np.bool_], unit: Ints, *, before: bool) -> Ints:
    """The nearest such word before or after each word, in the same unit, not itself; -1 for none."""
    n = len(where)
    if not before:
        found = find_nearest(where[::-1], unit[::-1], before=True)[::-1]
        return np.where(found >= 0, n - 1 - found, -1)
    last = np.maximum.accumulate(np.where(where, np.arange(n), -1))
    last = np.concatenate([[-1], last[:-1]])[:n]
    return np.where((last >= 0) & (unit[last] == unit), last, -1)


def find_edges(unit: Ints) -> tuple[Ints, Ints]:
    """First and last word of the unit (sentence, line, text) each word is in."""
    at = np.arange(len(unit))
    first = np.maximum.accumulate(np.where(np.diff(unit, prepend=-1) != 0, at, 0))
    last = np.minimum.accumulate(np.where(np.diff(unit, append=-1) != 0, at, len(at))[::-1])[::-1]
    return first, last


def bucket(distance: Column) -> Ints:
    """Distances 0 to 4 as they are, then ever coarser steps."""
    return _BUCKETS.take(np.minimum(distance, _FAR))


def level(probability: Column) -> Ints:
    """Probabilities as steps, finer near 0 and 1."""
    return np.digitize(probability, (0.03, 0.15, 0.4, 0.7, 0.93))


@cache
def _start(template: str) -> int:
    """The number that the hashes of a template start from."""
    total = hash_text(template) * _FACTOR & 0xFFFFFFFF
    return total ^ total >> _SHIFT
