"""Texts and the names to look for in; where each name stands out, found in one pass however many names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from ahocorasick_rs import AhoCorasick

# One name in transliterations from Cyrillic: Zelensky, Zelenskyy, Zelenskyj, Zelenskiy, Zelenskii.
_ENDINGS = re.compile(r"(?<=[bcdfghklmnprstvwxz])(?:yj|yy|iy|ij|yi|ii|y|i)$")
_SPELLINGS = ("y", "yy", "yj", "iy", "ij", "ii")
_BRITISH = (
    ("organisation", "organization"),
    ("defence", "defense"),
    ("labour", "labor"),
    ("centre", "center"),
)


@dataclass(frozen=True, slots=True)
class Alias:
    """A form that stands for an actor, and whether its capitals must be the same in the text."""

    form: str
    actor: str
    match_case: bool = True


@dataclass(frozen=True, slots=True)
class Match:
    """A form found in a text, with the actors it can stand for, in the order they were given."""

    start: int
    end: int
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that means an actor: a name, a nominal ("the mayor") or a pronoun."""

    start: int
    end: int
    actor: str
    form: str


_Hit = TypeVar("_Hit", Match, Mention)


def fold(text: str) -> str:
    """A text in lower case without accents and typographic apostrophes, of the same length."""
    plain = text.translate(_FOLDED)
    lower = plain.lower()
    if len(lower) == len(plain):
        return lower
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in plain)


def transliterations(name: str) -> list[str]:
    """Other spellings of a name whose last word ends as many transliterated names do.

    Examples
    --------
    >>> transliterations("Zelensky")
    ['Zelensky', 'Zelenskyy', 'Zelenskyj', 'Zelenskiy', 'Zelenskij', 'Zelenskii']
    >>> transliterations("Choe")
    ['Choe']
    """
    stem = _ENDINGS.sub("", name)
    if stem == name or not re.search(r"\w{4}$", stem):
        return [name]
    return [stem + ending for ending in _SPELLINGS]


def spelling_key(name: str) -> str:
    """What is the same for all transliterations of a name: Zelensky, Zelenskyy, Selenskyj."""
    plain = re.sub(r"[^\w ]", "", fold(name))
    return re.sub(r"\bs(?=[aeiou])", "z", _ENDINGS.sub("y", plain))


class Matcher:
    """Finds every alias in a text: whole words, longest first, capitals as each alias asks."""

    def __init__(self, aliases: Iterable[Alias]) -> None:
        self._aliases: dict[str, list[Alias]] = {}
        for alias in aliases:
            for form in _variants(alias.form):
                known = self._aliases.setdefault(fold(form), [])
                if alias.actor not in [other.actor for other in known]:
                    known.append(Alias(form, alias.actor, alias.match_case))
        self._forms = list(self._aliases)
        self._automaton = AhoCorasick(self._forms, store_patterns=False) if self._forms else None

    def find(self, text: str) -> list[Match]:
        """Matches in order, not overlapping; where two overlap the longer wins, then the earlier."""
        if self._automaton is None:
            return []
        hits = []
        for which, start, end in self._automaton.find_matches_as_indexes(fold(text), overlapping=True):
            if _inside_word(text, start, end):
                continue
            found = text[start:end]
            actors = tuple(
                alias.actor for alias in self._aliases[self._forms[which]] if _same_case(alias, found)
            )
            if actors:
                hits.append(Match(start, end, actors))
        return without_overlaps(hits)


def without_overlaps(hits: Iterable[_Hit]) -> list[_Hit]:
    """The hits that remain when longer ones, then earlier ones, push out those they overlap."""
    kept: list[_Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if kept and hit.start < kept[-1].end:
            if hit.end - hit.start > kept[-1].end - kept[-1].start:
                kept[-1] = hit
        else:
            kept.append(hit)
    return kept


def _variants(form: str) -> list[str]:
    words = form.split(" ")
    forms = (
        [" ".join([*words[:-1], last]) for last in transliterations(words[-1])]
        if form[0].isupper()
        else [form]
    )
    for one, other in _BRITISH:
        for old, new in ((one, other), (other, one)):
            forms += [_swap(known, old, new) for known in forms if old in known.lower()]
    return list(dict.fromkeys([form, *forms]))


def _swap(form: str, old: str, new: str) -> str:
    return re.sub(
        old, lambda m: new.capitalize() if m.group()[0].isupper() else new, form, flags=re.IGNORECASE
    )


def _inside_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if before.isalnum() or after.isalnum() or before == "_" or after == "_":
        return True
    # A hyphen joins ("Moscow-based" is no actor), except between two names ("Moscow-Kyiv").
    return after == "-" and text[end + 1 : end + 2].islower()


def _same_case(alias: Alias, found: str) -> bool:
    if not alias.match_case or found == alias.form:
        return True
    folded = found.translate(_FOLDED)
    if folded == alias.form.translate(_FOLDED):
        return True
    return folded.isupper() and len(folded) > 3  # a headline or dateline in capitals


def _folding() -> dict[int, str]:
    table = {ord(mark): "'" for mark in "’ʼ‘`"} | {0x2010: "-", 0x2011: "-", 0xA0: " "}
    for code in range(0xC0, 0x250):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii():
            table[code] = base
    return table | {ord("ø"): "o", ord("Ø"): "O", ord("ł"): "l", ord("Ł"): "L", ord("đ"): "d", ord("ı"): "i"}


_FOLDED = _folding()
