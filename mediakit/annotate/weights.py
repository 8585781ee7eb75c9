"""Tables described by templates in; the sum of the weights of each row's features, 8 bits each, out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mediakit.annotate.features import Floats, Hashes, Ints, Table, fold, hash_columns, parse_term

Packed = NDArray[np.uint64]

# Added to a weight it makes a byte without sign; 16 bits hold the sum of 257 of these.
_BIAS = 128
_EVERY_OTHER_BYTE = np.uint64(0x00FF00FF00FF00FF)


@dataclass(frozen=True)
class Weights:
    """Weights of hashed features.

    Attributes
    ----------
    steps : array of int8, shape (2 ** bits, labels)
        Weights as numbers of steps; there are at most seven labels.
    scale : array of float, shape (labels,)
        What one step is worth.
    """

    steps: NDArray[np.int8]
    scale: Floats

    @classmethod
    def round(cls, weights: Floats) -> Weights:
        """Weights rounded to 8 bits, each label with its own scale."""
        scale = np.maximum(np.abs(weights).max(axis=0), 1e-9) / 127
        return cls(np.round(weights / scale).astype(np.int8), scale.astype(np.float32))

    @cached_property
    def packed(self) -> Packed:
        """The weights of a feature as the bytes of one number, so that one look-up finds them all."""
        packed = np.zeros(len(self.steps), np.uint64)
        for label, steps in enumerate(self.steps.T):
            packed |= (steps.astype(np.int64) + _BIAS).astype(np.uint64) << np.uint64(8 * label)
        return packed

    def find(self, hashes: Hashes) -> Packed:
        """The packed weights of one feature of each row."""
        return self.packed.take(fold(hashes, len(self.steps).bit_length() - 1))

    def sum_up(self, table: Table, templates: Sequence[str]) -> Floats:
        """Sum of the weights of each row's features, shape (rows, labels)."""
        of_words, others = self._sum_words(table, templates)
        total = np.empty((len(table), len(self.scale)), np.int64)
        for rows, block in table.iterate_blocks():
            sums = _Sums(len(block))
            for template in others:
                sums.add(self.find(block.hash(template)))
            for place, known in of_words.items():
                sums.add_rows(known, block.codes(*place))
            for label in range(len(self.scale)):
                total[rows, label] = sums.unpack(label)
        return (total - _BIAS * len(templates)).astype(np.float32) * self.scale

    def _sum_words(
        self, table: Table, templates: Sequence[str]
    ) -> tuple[dict[tuple[str, int], _Sums], list[str]]:
        """Sums of the templates that ask of one word alone, by where it stands; the other templates."""
        rest: list[str] = []
        n_words = len(next(iter(table.vocabulary.values())))
        found: dict[tuple[str, int], _Sums] = defaultdict(lambda: _Sums(n_words))
        for template in templates:
            pointer, name, offset = parse_term(template) if " " not in template else ("", "", 0)
            if name in table.vocabulary:
                found[pointer, offset].add(self.find(hash_columns(template, [table.vocabulary[name]])))
            else:
                rest.append(template)
        return found, rest


class _Sums:
    """Sums of packed weights: of all bytes, and of every other one alone, which tells the two apart."""

    def __init__(self, n_rows: int) -> None:
        self._all = np.zeros(n_rows, np.uint64)
        self._even = np.zeros(n_rows, np.uint64)

    def add(self, packed: Packed) -> None:
        """Add one feature of each row; `packed` is used up."""
        self._all += packed
        packed &= _EVERY_OTHER_BYTE
        self._even += packed

    def add_rows(self, other: _Sums, rows: Ints) -> None:
        """Add some rows of other sums."""
        self._all += other._all.take(rows)
        self._even += other._even.take(rows)

    def unpack(self, label: int) -> Packed:
        """The sums of one label."""
        pairs = (self._all - self._even) >> np.uint64(8) if label % 2 else self._even
        return pairs >> np.uint64(16 * (label // 2)) & np.uint64(0xFFFF)
