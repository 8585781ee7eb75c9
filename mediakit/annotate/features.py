"""Columns of numbers in, hashed features out, each made of a few columns named in a template."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mediakit.annotate.words import hash_text

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint32]
Floats = NDArray[np.float32]
Column = NDArray[Any]

_TERM = re.compile(r"(?:(\w+)\.)?(\w+?)([+-]\d+)?$")


@dataclass(frozen=True)
class Table:
    """Rows to be described: columns of their own, and columns of the words they point to.

    In a template, `side` is an own column of the rows; `norm` a column of the word a row points to; `norm-1`
    of the word before it; `cue.norm+1` of the word after the one that the pointer `cue` points to.

    Attributes
    ----------
    words : mapping of arrays, shape (words,)
        Columns of the words.
    line : array of int, shape (words,)
        A word's neighbours beyond its line count as 0.
    pointers : mapping of arrays of int, shape (rows,)
        Word each row points to, -1 for none; "" is the pointer of a term that names none.
    own : mapping of arrays, shape (rows,)
        Columns of the rows themselves.
    """

    words: Mapping[str, Column]
    line: Ints
    pointers: Mapping[str, Ints | None]
    own: Mapping[str, Column]
    _known: dict[str, Hashes] = field(default_factory=dict)

    def column(self, term: str) -> Hashes:
        """The column a term of a template names."""
        if term not in self._known:
            self._known[term] = self._find(term)
        return self._known[term]

    def _find(self, term: str) -> Hashes:
        if term in self.own:
            return as_hashes(self.own[term])
        parts = _TERM.match(term)
        assert parts is not None, term
        pointer, name, offset = parts.groups()
        values = as_hashes(shift(self.words[name], int(offset or 0), self.line))
        index = self.pointers[pointer or ""]
        return values if index is None else np.where(index >= 0, values[index], np.uint32(0))


def iterate_features(table: Table, templates: tuple[str, ...]) -> Iterator[Hashes]:
    """One hash per row for each template in turn."""
    for template in templates:
        yield mix(_seed(template), *(table.column(term) for term in template.split()))


def find_rows(table: Table, templates: tuple[str, ...], n_bits: int) -> NDArray[np.int32]:
    """Rows of a weight table of 2 ** n_bits that each row's features point to, shape (rows, templates)."""
    columns = [_fold(hashes, n_bits) for hashes in iterate_features(table, templates)]
    return np.stack(columns, axis=1)


def sum_weights(table: Table, templates: tuple[str, ...], weights: Floats) -> Floats:
    """Sum of the weights of each row's features, shape (rows, columns of the weights)."""
    n_bits = len(weights).bit_length() - 1
    total: Floats | None = None
    for hashes in iterate_features(table, templates):
        found = weights.take(_fold(hashes, n_bits), axis=0)
        total = found if total is None else np.add(total, found, out=total)
    assert total is not None
    return total


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


def mix(*parts: Column | int) -> Hashes:
    """Several columns as one column of hashes."""
    total: Hashes | None = None
    for part in parts:
        values = as_hashes(np.asarray(part))
        total = values * np.uint32(0x9E3779B1) if total is None else (total ^ values) * np.uint32(0x9E3779B1)
        total ^= total >> np.uint32(15)
    assert total is not None
    return total


def as_hashes(values: Column) -> Hashes:
    """Whole numbers or truth values as 32 bits without sign."""
    return values if values.dtype == np.uint32 else values.astype(np.uint32)


def shift(values: Column, offset: int, line: Ints) -> Column:
    """The value `offset` words further on, 0 beyond the line."""
    if offset == 0:
        return values
    n = len(values)
    moved = np.zeros_like(values)
    if abs(offset) < n:
        here = slice(max(0, -offset), n - max(0, offset))
        there = slice(max(0, offset), n - max(0, -offset))
        moved[here] = np.where(line[here] == line[there], values[there], np.zeros(1, values.dtype))
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
    return np.digitize(distance, (1, 2, 3, 4, 5, 7, 10, 15, 25, 50))


def level(probability: Column) -> Ints:
    """Probabilities as steps, finer near 0 and 1."""
    return np.digitize(probability, (0.03, 0.15, 0.4, 0.7, 0.93))


def _fold(hashes: Hashes, n_bits: int) -> NDArray[np.int32]:
    folded = hashes * np.uint32(0x27D4EB2F)
    return (folded >> np.uint32(32 - n_bits)).astype(np.int32)


@cache
def _seed(template: str) -> int:
    return hash_text(template)
