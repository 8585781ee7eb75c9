"""An English word in, its forms out: regular endings by rule, other forms from a list."""

from __future__ import annotations

import re
from functools import cache

from mediakit._core.resources import read_lexicon

_VOWELS = "aeiou"
# One vowel before the last consonant, as in "stop" and "admit": it may be doubled ("stopped").
_DOUBLES = re.compile(r"^(?:.*[^aeiou])?[aeiouy][bdgklmnprt]$")
_HISSES = re.compile(r"(?:s|x|z|ch|sh)$")


def inflect(word: str) -> tuple[str, ...]:
    """The forms of a word given in its base form: plural, third person, past, participles.

    The class of the word is not known, so that forms of a noun and of a verb are given together; those that
    do not exist ("threated") do no harm in a search.

    Examples
    --------
    >>> inflect("attack")
    ('attack', 'attacks', 'attacked', 'attacking')
    >>> inflect("win")
    ('win', 'wins', 'winning', 'won')
    >>> inflect("ally")
    ('ally', 'allies', 'allied', 'allying')
    """
    irregular = _irregular().get(word)
    forms = [word, _with_s(word)]
    if irregular is None:
        forms += [*_with_ending(word, "ed"), *_with_ending(word, "ing")]
    else:
        forms += [*_with_ending(word, "ing", sure=True), *irregular]
    return tuple(dict.fromkeys(forms))


def _with_s(word: str) -> str:
    if _HISSES.search(word) or re.search(r"[^aeiou]o$", word):
        return word + "es"
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + "s"


def _with_ending(word: str, ending: str, sure: bool = False) -> list[str]:
    """The word with -ed or -ing; both spellings where a consonant may be doubled, unless it surely is."""
    if word.endswith("ie") and ending == "ing":
        return [word[:-2] + "ying"]
    if word.endswith("e") and not (ending == "ing" and word.endswith(("ee", "oe", "ye"))):
        return [word[:-1] + ending]
    if ending == "ed" and re.search(r"[^aeiou]y$", word):
        return [word[:-1] + "ied"]
    if word.endswith("ic"):
        return [word + "k" + ending]
    if not _DOUBLES.match(word):
        return [word + ending]
    is_short = sum(letter in _VOWELS for letter in word) == 1
    if is_short or sure:
        return [word + word[-1] + ending]
    return [word + ending, word + word[-1] + ending]


@cache
def _irregular() -> dict[str, tuple[str, ...]]:
    """By base form, the forms that no rule gives."""
    return {row[0]: tuple(row[1].split("|")) for row in read_lexicon("en", "irregular")}
