"""Passages in, their words out as rows of a table of word vectors, with places counted from the target."""

from __future__ import annotations

import re
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mediakit.assess.passages import Passage

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

# How many words before and behind the target are read.
BEFORE, AFTER = 24, 23
N_PLACES = BEFORE + 1 + AFTER
# Words that are not in the table share a row with those of the same last three letters.
N_ENDINGS = 512
N_EXTRA = N_ENDINGS + 2  # one row stands for somebody's name, whoever that is, and one for a target's

_LOWER, _TITLE, _CAPITALS, _NUMBER, _OTHER, _TARGET = range(6)
N_FORMS = 6

# Clitics ("n't", "'s") and dotted capitals, words with their hyphens, digits, dashes, any other sign.
_WORD = re.compile(
    r"[^\W\d_]+?(?=n[’']t\b)|n[’']t\b|[’'](?:s|re|ve|ll|d|m)\b|(?:[a-z]\.){2,}"
    r"|[^\W\d_]+(?:[-’'](?!(?:s|re|ve|ll|d|m)\b)[^\W\d_]+)*|\d+|--+|\.\.+|\S",
    re.IGNORECASE,
)
_LONGEST_NUMBER = 4
_PRONOUNS = frozenset(
    """he she they it we i you him her them us me his their its our my your who whom himself herself
    themselves""".split()
)


@dataclass(frozen=True)
class Words:
    """The words of some passages, one passage after the other, as parallel arrays.

    Attributes
    ----------
    row : array of int
        Row in the table of word vectors.
    form : array of int
        Lower case, title case, capitals, number, other sign, or the target.
    place : array of int
        0 to N_PLACES - 1; the target is at BEFORE.
    passage : array of int
        Number of the passage a word is in.
    first, target : array of int
        A passage's first word, and its target, as positions in the arrays above.
    """

    row: Ints
    form: Ints
    place: Ints
    passage: Ints
    first: Ints
    target: Ints


@dataclass(frozen=True)
class WordTable:
    """Vectors of words known by the CRC-32 of their lower-cased form.

    Attributes
    ----------
    keys : array of uint32
        One a word.
    vectors : array of float32, shape (words + N_EXTRA, dimensions)
        Rows of the words, of the endings of unknown words, of somebody's name and of a target's.
    valences : array of float32, shape (words + N_EXTRA,)
        How good (up to 4) or bad (down to -4) a word is by a lexicon; 0 where it says nothing.
    names : array of uint32
        Keys of people's names, which share a row: who stands beside a target does not count.
    """

    keys: NDArray[np.uint32]
    vectors: Floats
    valences: Floats
    names: NDArray[np.uint32] = field(default_factory=lambda: np.empty(0, np.uint32))
    _rows: dict[int, int] = field(init=False, repr=False, compare=False)
    _codes: _Codes = field(init=False, repr=False, compare=False)
    _marks: dict[str, NDArray[np.bool_]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        rows = dict.fromkeys(self.names.tolist(), len(self.vectors) - 2)
        rows |= {key: row for row, key in enumerate(self.keys.tolist())}
        object.__setattr__(self, "_rows", rows)
        object.__setattr__(self, "_codes", _Codes(self._find_word))

    def find_words(self, passages: Sequence[Passage]) -> Words:
        """The words of the passages around their targets; each passage has at least its target."""
        read: dict[str, tuple[list[int], list[int], list[int]]] = {}
        code: list[int] = []
        lengths, before = [], []
        for text, start, end in passages:
            if text not in read:
                read[text] = self._read_text(text)
            starts, ends, codes = read[text]
            first = bisect_right(ends, start)  # of the target's words
            last = max(bisect_left(starts, end), first)
            low = max(first - BEFORE, 0)
            behind = codes[last : last + AFTER]
            code += codes[low:first]
            code.append(self._find_target(text[start:end]) * N_FORMS + _TARGET)
            code += behind
            lengths.append(first - low + 1 + len(behind))
            before.append(first - low)
        return _lay_out(np.array(code, np.int64), np.array(lengths, np.int64), np.array(before, np.int64))

    def find_row(self, word: str) -> int | None:
        """The row of a word of the table, None for any other."""
        return self._rows.get(_hash(_normal(word)))

    @cached_property
    def row_keys(self) -> NDArray[np.uint64]:
        """A number for each row that stays the same when words are added."""
        return np.concatenate([self.keys.astype(np.uint64), np.arange(N_EXTRA, dtype=np.uint64)])

    def find_marks(self, words: str) -> NDArray[np.bool_]:
        """True in the rows of these words, which are divided by blanks."""
        if words not in self._marks:
            rows = [row for row in map(self.find_row, words.split()) if row is not None]
            self._marks[words] = np.isin(np.arange(len(self.vectors)), rows)
        return self._marks[words]

    def with_words(self, vectors: Mapping[str, Floats], valences: Mapping[str, float]) -> WordTable:
        """A table with more words, or with other vectors and valences for words of this one."""
        keys = np.concatenate([self.keys, hash_words(list(vectors))])
        n = len(self.keys)
        rows = np.array([*vectors.values()], np.float32).reshape(-1, self.vectors.shape[1])
        both = np.concatenate([self.vectors[:n], rows, self.vectors[n:]])
        more = np.array([valences[word] for word in vectors], np.float32)
        # Of two rows with one key the later is found.
        of_rows = np.concatenate([self.valences[:n], more, self.valences[n:]])
        return WordTable(keys, both, of_rows, self.names)

    def _read_text(self, text: str) -> tuple[list[int], list[int], list[int]]:
        """Start, end and code of each word."""
        matches = list(_WORD.finditer(text))
        codes = self._codes
        return [m.start() for m in matches], [m.end() for m in matches], [codes[m[0]] for m in matches]

    def _find_word(self, word: str) -> int:
        """A word's row and form in one number."""
        normal = _normal(word)
        row = self._rows.get(_hash(normal))
        if row is None and "-" in normal:
            row = self._rows.get(_hash(normal.rpartition("-")[2]))
        form = _find_form(word)
        if row is None and form == _TITLE:
            row = len(self.vectors) - 2
        if row is None:
            row = len(self.keys) + _hash(normal[-3:]) % N_ENDINGS
        return row * N_FORMS + form

    def _find_target(self, name: str) -> int:
        """A pronoun says who does what ("he", "him"); any other target is a name, whoever bears it."""
        word = name.lower()
        row = self._rows.get(_hash(word)) if word in _PRONOUNS else None
        return len(self.vectors) - 1 if row is None else row


def hash_words(words: Sequence[str]) -> NDArray[np.uint32]:
    """The keys of some words, in their order."""
    return np.array([_hash(_normal(word)) for word in words], np.uint32)


class _Codes(dict[str, int]):
    """Words that were met, with their codes: what is read once is looked up from then on."""

    def __init__(self, find: Callable[[str], int]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, word: str) -> int:
        code = self[word] = self._find(word)
        return code


def _lay_out(code: Ints, lengths: Ints, before: Ints) -> Words:
    first = np.cumsum(lengths) - lengths
    passage = np.repeat(np.arange(len(lengths)), lengths)
    place = np.arange(len(code)) - (first + before - BEFORE)[passage]
    row, form = np.divmod(code, N_FORMS)
    return Words(row, form, place, passage, first, first + before)


def _hash(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def _normal(word: str) -> str:
    normal = re.sub(r"\d", "0", word.lower().replace("’", "'") if len(word) > 1 else word.lower())
    return normal[:_LONGEST_NUMBER] if normal[:1] == "0" else normal


def _find_form(word: str) -> int:
    if word.islower():
        return _LOWER
    if len(word) > 1 and word.isupper():
        return _CAPITALS
    if word[0].isupper():
        return _TITLE
    return _NUMBER if word[0].isdigit() else _OTHER
