"""A stretch of text in, its words out, each with the classes that tell who harms, suffers and helps."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from mediakit._core.inflections import inflect
from mediakit._core.resources import read_lexicon

# Clitics ("n't", "'s") and dotted capitals, words with their hyphens, any other sign.
_WORD = re.compile(
    r"[^\W\d_]+?(?=n[’']t\b)|n[’']t\b|[’'](?:s|re|ve|ll|d|m)\b|(?:[a-z]\.){2,}"
    r"|[^\W_]+(?:[-’'](?!(?:s|re|ve|ll|d|m)\b)[^\W_]+)*|\S",
    re.IGNORECASE,
)
# Words that have no other forms, beside all qualities.
_FIXED = frozenset("people half most".split())


class WordClass(NamedTuple):
    """A class of words, and what they are: "verb", "noun", "quality" or "actor".

    `subject` is the role of who does, is or has it, `object` that of whom it is done to; or "none".
    """

    name: str
    kind: str
    subject: str
    object: str


class Word(NamedTuple):
    """A word: where it stands, its lower-cased form, and its classes by their places in `list_classes`."""

    start: int
    end: int
    form: str
    classes: tuple[int, ...]


@lru_cache(maxsize=4096)  # mentions share sentences, and neighbours are read again
def find_words(text: str) -> tuple[Word, ...]:
    """The words of a text, in order, with their offsets."""
    known = _classes_of_forms()
    words: list[Word] = []
    for match in _WORD.finditer(text):
        form = match.group().lower().replace("’", "'")
        is_name = bool(words) and match.group()[0].isupper()
        classes = known.get(form)
        if classes is None and "-" in form:  # "ex-soldiers"
            classes = known.get(form.rpartition("-")[2])
        if classes and is_name:  # "United States" unites nobody
            classes = tuple(number for number in classes if list_classes()[number].kind != "verb")
        words.append(Word(match.start(), match.end(), form, classes or ()))
    return tuple(words)


@cache
def list_classes() -> tuple[WordClass, ...]:
    """The classes of the lexicon, in its order."""
    return tuple(WordClass(*row[:4]) for row in read_lexicon("en", "role_words"))


def kinds_of(word: Word) -> frozenset[str]:
    """What a word can be."""
    return _kinds_of_classes(word.classes)


def _list_forms(word: str, kind: str) -> tuple[str, ...]:
    if kind == "quality" or word in _FIXED:
        return (word,)
    forms = inflect(word)
    if kind == "verb":
        return forms
    return tuple(form for form in forms if form == word or not form.endswith(("ed", "ing")))


@cache
def _kinds_of_classes(classes: tuple[int, ...]) -> frozenset[str]:
    return frozenset(list_classes()[number].kind for number in classes)


@cache
def _classes_of_forms() -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for number, (_, kind, _, _, words) in enumerate(read_lexicon("en", "role_words")):
        for word in words.split():
            for form in _list_forms(word, kind):
                if number not in found.setdefault(form, []):
                    found[form].append(number)
    return {form: tuple(numbers) for form, numbers in found.items()}
