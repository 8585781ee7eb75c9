"""A frame codebook in, a matcher out; a text in, its cues out as spans that do not overlap."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from unicodedata import normalize

from mediakit._core.codebooks import Frame
from mediakit._core.errors import CodebookError

# A word is a run of letters and digits; dotted letters are one word ("U.S."). In cues stars belong to words.
_WORD = re.compile(r"[^\W\d_](?:\.[^\W\d_])+\b\.?|(?:[^\W_]|[\u0300-\u036f])+")
_CUE_WORD = re.compile(r"[^\W\d_](?:\.[^\W\d_])+\b\.?|(?:[^\W_]|[\u0300-\u036f*])+")
# What may stand between two words of a cue: blanks and quotation marks, one hyphen, one apostrophe.
_JOINT = re.compile(r"[-‐‑'’‘]|(?:[^\S\n]|[\"'“”„‟‘’‚«»‹›`])+")
# Longer runs of letters are no words, and matching wildcards in them takes long.
_MAX_WILDCARD_WORD = 100
_END = ""  # the trie's key for the phrases that end at a node; no word is empty
_ANY = "*"


class Cue(NamedTuple):
    """A cue in a text: a half-open span, and the position of its frame in the codebook."""

    start: int
    end: int
    frame: int


class _Phrase(NamedTuple):
    frame: int
    excluded: bool


class CueMatcher:
    """Finds the cues of all frames of a codebook in one pass over the words of a text.

    The phrases stand in a trie of words. A word of the text enters the trie only when some phrase starts with
    it, so that the time depends on the length of the text and not on the number of cues. An Aho-Corasick
    automaton over characters, the usual choice, would have to be told every inflection a wildcard stands for
    and every mark that may stand between two words.

    Parameters
    ----------
    frames : sequence of Frame
        The frames of a codebook, in its order.

    Raises
    ------
    CodebookError
        When a cue or an excluded phrase has no letter or digit.
    """

    def __init__(self, frames: Sequence[Frame]) -> None:
        self._trie: dict[str, Any] = {}
        self._literals: set[str] = set()
        self._wildcards: dict[str, dict[str, re.Pattern[str]]] = {}  # by what stands before the first star
        self._symbols: dict[str, tuple[str, ...]] = {}
        for at, frame in enumerate(frames):
            for phrase in frame.cues:
                self._add(phrase, _Phrase(at, excluded=False), frame.name)
            for phrase in frame.exclude:
                self._add(phrase, _Phrase(at, excluded=True), frame.name)

    def find_cues(self, text: str) -> list[Cue]:
        """The cues in a text, in order: where they overlap the longest, of equals the frame listed first.

        A cue that overlaps a phrase its frame excludes does not count, unless it is longer and covers it.
        """
        cues: set[Cue] = set()
        excluded: set[Cue] = set()
        for found, phrase in self._find_phrases(text):
            (excluded if phrase.excluded else cues).add(found)
        counting = [cue for cue in cues if not any(_blocks(other, cue) for other in excluded)]
        return _keep_longest(counting, len(text))

    def _add(self, phrase: str, value: _Phrase, frame: str) -> None:
        words = [_normal(match.group()) for match in _CUE_WORD.finditer(phrase)]
        if all(word.strip("*") == "" for word in words):
            raise CodebookError(
                f"The frame {frame!r} has the phrase {phrase!r}, which has no word to look for. "
                "Write at least one word beside the wildcard."
            )
        node = self._trie
        for word in words:
            word = _ANY if word.strip("*") == "" else word
            node = node.setdefault(word, {})
            if word != _ANY and "*" in word:
                pattern = re.compile(".*".join(map(re.escape, re.split(r"\*+", word))))
                self._wildcards.setdefault(word[: word.index("*")], {})[word] = pattern
            elif word != _ANY:
                self._literals.add(word)
        node.setdefault(_END, []).append(value)

    def _find_phrases(self, text: str) -> Iterator[tuple[Cue, _Phrase]]:
        words = list(_WORD.finditer(text))
        symbols = [self._symbols_of(word.group()) for word in words]
        for first, known in enumerate(symbols):
            if not known and _ANY not in self._trie:
                continue
            nodes = _step([self._trie], known)
            last = first
            while nodes:
                for node in nodes:
                    for phrase in node.get(_END, ()):
                        yield Cue(words[first].start(), words[last].end(), phrase.frame), phrase
                last += 1
                if last == len(words) or not _JOINT.fullmatch(
                    text, words[last - 1].end(), words[last].start()
                ):
                    break
                nodes = _step(nodes, symbols[last])

    def _symbols_of(self, word: str) -> tuple[str, ...]:
        """The trie's keys a word of the text stands for: itself, and the wildcards that match it."""
        if word not in self._symbols:
            normal = _normal(word)
            symbols = [normal] if normal in self._literals else []
            if len(normal) <= _MAX_WILDCARD_WORD:
                for length in range(len(normal) + 1):
                    wildcards = self._wildcards.get(normal[:length], {})
                    symbols += [name for name, pattern in wildcards.items() if pattern.fullmatch(normal)]
            self._symbols[word] = tuple(symbols)
        return self._symbols[word]


def _step(nodes: list[dict[str, Any]], symbols: tuple[str, ...]) -> list[dict[str, Any]]:
    return [node[symbol] for node in nodes for symbol in (*symbols, _ANY) if symbol in node]


def _normal(word: str) -> str:
    return normalize("NFC", word.casefold()).rstrip(".")


def _blocks(excluded: Cue, cue: Cue) -> bool:
    if excluded.frame != cue.frame or excluded.end <= cue.start or cue.end <= excluded.start:
        return False
    covered = cue.start <= excluded.start and excluded.end <= cue.end
    return not (covered and cue.end - cue.start > excluded.end - excluded.start)


def _keep_longest(cues: list[Cue], length: int) -> list[Cue]:
    taken = bytearray(length)
    kept = []
    for cue in sorted(cues, key=lambda cue: (cue.start - cue.end, cue.frame, cue.start)):
        if not any(taken[cue.start : cue.end]):
            taken[cue.start : cue.end] = b"\x01" * (cue.end - cue.start)
            kept.append(cue)
    return sorted(kept)
