"""The word lists of languages other than English as look-up tables, and the items their rules read."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from mediakit._core.resources import read_lexicon
from mediakit.annotate.marks import Stretch
from mediakit.annotate.phrases import Span

LANGUAGES = ("de", "es", "fr")  # those with a list of reporting verbs

_SHORTENED = (
    r"(?-i:(?:[A-ZÄÖÜÉ]\.)+)(?=\s?[\w-])|\b(?:Dr|Prof|Mr|Mme|Mgr|MM|Sr|Sra|Srta|St|Ste|Nr)\.(?=\s)"
    r"|\b\w+\.(?:at|ch|com|de|es|eu|fr|info|net|org)\b|\d+-[^\W\d_]+"
    r"|\d+(?:[.,]\d+)*\.?(?=\s[A-ZÄÖÜ]?\w)"
)
_INVERTED = r"-(?:t-)?(?:ils?|elles?|on|je|nous|vous)\b"  # "dit-il", "a-t-elle"
_ELIDED = r"\b(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu)[’']"
_TOKEN = {
    "fr": re.compile(
        rf"{_SHORTENED}|{_INVERTED}|{_ELIDED}|\w+(?:[’'-](?!(?:t-)?(?:ils?|elles?|on|je|nous|vous)\b)\w+)*|[^\w\s]",
        re.IGNORECASE,
    )
}
_ANY_TOKEN = re.compile(rf"{_SHORTENED}|\w+(?:[’'-]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Verb:
    """A reporting verb: what it takes, the words that open its content, and the particle it needs."""

    takes: frozenset[str]
    opens: frozenset[str]
    particle: str


@dataclass(frozen=True)
class Lexicon:
    """The words of one language: verbs by finite form and by participle, and the small words by kind."""

    language: str
    finite: dict[str, tuple[Verb, ...]]
    participles: dict[str, Verb]
    words: dict[str, frozenset[str]]
    sources: dict[str, tuple[tuple[str, ...], ...]]  # by first word: "nach Angaben"

    def has(self, word: str, *kinds: str) -> bool:
        """True when the word is of one of the kinds."""
        return any(word in self.words.get(kind, frozenset()) for kind in kinds)


@dataclass(frozen=True, slots=True)
class Item:
    """A word, a sign, or a marked stretch with its marks; `word` is in lower case, empty for a stretch."""

    text: str
    word: str
    start: int
    end: int
    stretch: Stretch | None = None

    @property
    def is_capital(self) -> bool:
        """True for a word that begins with an upper-case letter."""
        return self.text.lstrip("0123456789-")[:1].isupper()  # "der 48-Jährige"

    @property
    def is_word(self) -> bool:
        """True for words and numbers, False for signs and stretches."""
        return self.word[:1].isalnum() or (len(self.word) > 1 and self.word[0] == "-")


@cache
def load_lexicon(language: str) -> Lexicon | None:
    """The lexicon of a language, None for one without a list of reporting verbs."""
    if language not in LANGUAGES:
        return None
    finite: dict[str, tuple[Verb, ...]] = {}
    participles: dict[str, Verb] = {}
    words: dict[str, frozenset[str]] = {}
    for kind, *fields in read_lexicon(language, "reporting"):
        if kind != "verb":
            words[kind] = frozenset(_values(fields[0]))
            continue
        _, forms, past, takes, opens, particle = fields + [""] * (6 - len(fields))
        verb = Verb(frozenset(_values(takes)), frozenset(_values(opens)), particle)
        for form in _values(forms):
            finite[form] = (*finite.get(form, ()), verb)
        for form in _values(past):
            participles.setdefault(form, verb)
    return Lexicon(language, finite, participles, words, _by_first_word(words["before_source"]))


def _by_first_word(forms: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases of one or more words, in lower case, by the first; the longest before the others."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        parts = tuple(form.lower().split(" "))
        found[parts[0]] = (*found.get(parts[0], ()), parts)
    return found


def split_items(text: str, unit: Span, stretches: Sequence[Stretch], language: str) -> list[Item]:
    """The words and signs of a unit of text, each marked stretch as one item."""
    items: list[Item] = []
    at, limit = unit
    first = bisect_left(stretches, at, key=lambda stretch: stretch.end)
    for stretch in islice(stretches, first, None):
        if stretch.start >= limit:
            break
        start, end = around(text, stretch)
        items += _words(text, at, max(start, at), language)
        items.append(Item(text[start:end], "", start, end, stretch))
        at = end
    return items + _words(text, at, max(limit, at), language)


def around(text: str, stretch: Stretch) -> Span:
    """The stretch with its marks and the spaces inside them."""
    start, end = stretch.start, stretch.end
    while start > 0 and text[start - 1].isspace():
        start -= 1
    start -= len(stretch.mark)
    if stretch.closed:
        while end < len(text) and text[end].isspace():
            end += 1
        end += len(stretch.mark)
    return max(start, 0), min(end, len(text))


def _words(text: str, start: int, end: int, language: str) -> list[Item]:
    pattern = _TOKEN.get(language, _ANY_TOKEN)
    return [
        Item(found.group(), found.group().lower(), found.start(), found.end())
        for found in pattern.finditer(text, start, end)
    ]


def _values(field: str) -> tuple[str, ...]:
    return tuple(value for value in field.split("|") if value)
