"""Words of many texts as integer arrays: texts in, one row of numbers a word out."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from mediakit._core.resources import read_lexicon, resource_path
from mediakit._core.sentences import find_sentences

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint32]

# Plain words first, as most are; then clitics, dotted capitals, numbers, hyphened words, doubled marks and
# dashes; anything else sign by sign.
_WORD = re.compile(
    r"[A-Za-z]{2,}(?![\w-])|[’'](?:s|S|re|ve|ll|d|m|t)\b|(?:[A-Za-z]\.){2,}|\d+(?:[.,:]\d+)*"
    r"|[^\W_]+(?:-[^\W_]+)*|''|``|--+|\.\.+|\S"
)
_OPENING = frozenset("“„«‟〝") | {"``"}
_CLOSING = frozenset("”»〞")
_EITHER = frozenset({'"', "''"})
_SINGLE = frozenset("‘’'‚‛")
_MARKS = _OPENING | _CLOSING | _EITHER | _SINGLE

# Columns of what is known of a word whatever stands around it.
ATTRIBUTES = (
    "norm",
    "suffix",
    "ending",
    "shape",
    "cluster",
    "branch",
    "bough",
    "part",
    "verb",
    "noun",
    "frame",
    "kind",
)
_STORED = ("clusters", "parts", "verbs", "nouns", "frames")
_LAST_SPACE = 0x3000
_IS_SPACE = np.array([chr(code).isspace() for code in range(_LAST_SPACE + 2)])
# Sequences longer than this are cut: it bounds memory on text without line breaks.
_LONGEST = 300


@dataclass(frozen=True)
class Words:
    """The words and signs of a batch of texts, in order, as parallel arrays.

    Attributes
    ----------
    start, end : array of int
        Character offsets in the word's own text.
    text, sentence, line : array of int
        Numbers of the text, the sentence and the line (a paragraph, or a piece of a long one) a word is in.
    code : array of int
        Number of the distinct word that a word is.
    vocabulary : array of uint32, shape (distinct words, attributes)
        What is known of each distinct word, in the order of `ATTRIBUTES`.
    in_marks : array of int
        0 outside quotation marks, 1 inside double ones, 2 inside single ones, 3 the mark itself.
    """

    start: Ints
    end: Ints
    text: Ints
    sentence: Ints
    line: Ints
    code: Ints
    vocabulary: Hashes
    in_marks: Ints

    def __len__(self) -> int:
        return len(self.start)

    def column(self, name: str) -> Hashes:
        """One attribute of all words."""
        return self.vocabulary[:, ATTRIBUTES.index(name)].take(self.code)


def find_words(texts: Sequence[str]) -> Words:
    """The words of some texts; an empty text has none.

    Examples
    --------
    >>> words = find_words(["“Stay,” she said."])
    >>> words.in_marks.tolist()
    [3, 1, 1, 3, 0, 0, 0]
    """
    joined = "\n".join(texts)
    strings = _WORD.findall(joined)
    signs = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    # words hold all signs but white space, so that their lengths tell where they are
    solid = np.flatnonzero(~_IS_SPACE.take(signs, mode="clip"))
    length = np.fromiter(map(len, strings), np.int64, len(strings))
    start = solid[np.cumsum(length) - length]
    sentence = np.searchsorted(np.array([first for first, _ in find_sentences(joined)]), start, "right")
    line = np.searchsorted(np.flatnonzero(signs == ord("\n")), start)
    codes = {word: code for code, word in enumerate(dict.fromkeys(strings))}
    code = np.fromiter(map(codes.__getitem__, strings), np.int64, len(strings))
    known = np.array([_attributes(word) for word in codes], np.uint32).reshape(-1, len(ATTRIBUTES))
    marks = np.flatnonzero(np.array([word in _MARKS for word in codes], bool)[code])
    in_marks = _find_in_marks(joined, strings, start, line, marks)
    text_start = np.array([0, *(len(text) + 1 for text in texts)])[:-1].cumsum()
    text = np.searchsorted(text_start, start, "right") - 1
    start = start - text_start[text]
    return Words(start, start + length, text, sentence, _cut_long(line, sentence), code, known, in_marks)


def hash_text(text: str) -> int:
    """The number a string is known by: its CRC-32, the same on every machine."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


@cache
def list_kinds() -> tuple[str, ...]:
    """Names of the word kinds; the attribute `kind` is 1 + the position here, or 0."""
    return tuple(name for name, _ in read_lexicon("en", "word_classes"))


@cache
def _kinds() -> dict[str, int]:
    kinds: dict[str, int] = {}
    for number, (_, words) in enumerate(read_lexicon("en", "word_classes"), 1):
        for word in words.split():
            kinds.setdefault(word, number)
    return kinds


@cache
def _classes() -> dict[int, tuple[int, ...]]:
    with np.load(resource_path("models", "words_en.npz"), allow_pickle=False) as stored:
        columns = [stored[name].tolist() for name in ("keys", *_STORED)]
        return {key: tuple(values) for key, *values in zip(*columns, strict=True)}


@lru_cache(maxsize=1 << 17)
def _attributes(word: str) -> tuple[int, ...]:
    """What is known of a word by itself, in the order of `ATTRIBUTES`."""
    norm = re.sub(r"\d", "0", word.lower().replace("’", "'"))
    key = hash_text(norm)
    cluster, *senses = _classes().get(key, (0,) * len(_STORED))
    return (
        key,
        hash_text(norm[-3:]),
        hash_text(norm[-2:]),
        hash_text(_shape(word)),
        cluster,
        cluster & 0xFF,
        cluster & 0xF,
        *senses,
        _kinds().get(norm, 0),
    )


def _shape(word: str) -> str:
    """A word's form: "Xx" for a capitalised word, "XX" for capitals, "d" for a number, signs as they are."""
    if word.isalpha() or "-" in word:
        if word.islower():
            return "x"
        if len(word) > 1 and word.isupper():
            return "XX"
        return "X" if len(word) == 1 else ("Xx" if word[0].isupper() else "xX")
    if word[0].isdigit():
        return "d"
    return word[:3]


def _cut_long(line: Ints, sentence: Ints) -> Ints:
    """Lines numbered anew, those of many words cut at a sentence's start, or anywhere where there is none."""
    n = len(line)
    at = np.arange(n)
    line_start = np.maximum.accumulate(np.where(np.diff(line, prepend=-1) != 0, at, 0)) if n else at
    sentence_start = np.maximum.accumulate(np.where(np.diff(sentence, prepend=-1) != 0, at, 0)) if n else at
    # the piece a word belongs to is told by where its sentence begins, so that sentences stay whole
    anchor = np.where(at - sentence_start < _LONGEST, np.maximum(sentence_start, line_start), at)
    piece = line * (1 << 32) + (anchor - line_start) // _LONGEST
    return np.cumsum(np.diff(piece, prepend=piece[0] if n else 0) != 0)


def _find_in_marks(text: str, strings: list[str], start: Ints, line: Ints, marks: Ints) -> Ints:
    """Whether each word is inside marks; an unclosed quotation runs to its line's end."""
    double, single = np.zeros(len(strings), np.int8), np.zeros(len(strings), np.int8)
    change = np.zeros(len(strings), bool)
    is_open, last_line = False, -1
    for at, place, line_of_mark in zip(
        *(some.tolist() for some in (marks, start[marks], line[marks])), strict=True
    ):
        if line_of_mark != last_line:
            is_open, last_line = False, line_of_mark
        word = strings[at]
        before, after = text[max(place - 1, 0) : place], text[place + len(word) : place + len(word) + 1]
        if word in _SINGLE:
            opens = word != "’" and not before.isalnum() and after.isalnum()
            closes = word in "’'" and bool(before.strip()) and not after.isalnum()
            single[at] = 1 if opens else (-1 if closes else 0)
            continue
        if word in _EITHER:
            closing = (
                bool(before.strip()) and (before.isalnum() or before in ".,!?…—-") and not after.isalnum()
            )
            opens = not is_open and not closing
        else:
            opens = word in _OPENING
        double[at], is_open = (1 if opens else -1), opens
        change[at] = True
    inside = _carry(double, line)
    singly = _carry(single, line)
    return np.where(change, 3, np.where(inside > 0, 1, np.where(singly > 0, 2, 0)))


def _carry(events: NDArray[np.int8], line: Ints) -> NDArray[np.int8]:
    """The last event at or before each word on its own line, 0 when there was none."""
    n = len(events)
    if n == 0:
        return events
    at = np.arange(n)
    last = np.maximum.accumulate(np.where(events != 0, at, -1))
    first = np.maximum.accumulate(np.where(np.diff(line, prepend=-1) != 0, at, 0))
    return np.where(last >= first, events[last], 0).astype(np.int8)
