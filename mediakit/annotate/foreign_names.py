"""Texts in languages other than English in; the people named in them, and what means them again, out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from mediakit._core.resources import read_lexicon
from mediakit.annotate.candidates import Candidate
from mediakit.annotate.foreign_lexicon import LANGUAGES, Item, Lexicon, load_lexicon, split_items
from mediakit.annotate.foreign_marks import find_foreign_stretches
from mediakit.annotate.lexicon import Gender, given_names
from mediakit.annotate.matching import Alias, Mention

GERMAN = "de"

_PARTICLES = frozenset("von vom van der den zu de du des del della di da dos la ben bin al y".split())
_OPENINGS = frozenset("Le La De Du Des Ben El Van Von Al Mac San Santa".split())  # of a surname of two words
_NO_SURNAMES = frozenset(
    """Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag Januar Februar März April Mai Juni Juli
    August September Oktober November Dezember Uhr Jahr Jahre""".split()
)
_REACH = 800  # characters in which a pronoun beside a reporting verb means the person last named


def find_foreign_people(text: str, language: str) -> Iterator[Candidate]:
    """Names of people in a text: a given name with a surname, a form of address with one, a verb's subject.

    Capitals alone make no name: in German every noun has one.

    Examples
    --------
    >>> [found.name for found in find_foreign_people("Das Wasser stieg, sagte Anna Brock im Rathaus.", "de")]
    ['Anna Brock']
    """
    words = load_lexicon(language)
    for line in re.finditer(r"[^\n]+", text):
        items = split_items(text, line.span(), [], language)
        at = 0
        while at < len(items):
            name = _given_name_at(items, at, language) or (
                _other_name_at(items, at, words) if words else None
            )
            if name is None:
                at += 1
                continue
            first, last = name
            yield _candidate(text, items, first, last, words)
            at = last


def _candidate(text: str, items: Sequence[Item], first: int, last: int, words: Lexicon | None) -> Candidate:
    name = text[items[first].start : items[last - 1].end]
    if (
        words
        and words.language == GERMAN
        and name.endswith("s")
        and re.search(rf"{re.escape(name[:-1])}\b", text)
    ):
        name = name[:-1]  # a genitive
    gender = _names_of(words.language if words else "").get(items[first].text)
    if gender is None and words and first:
        gender = _honorifics(words.language).get(_unstopped(items, first - 1).lower())
    return Candidate(name, is_person=True, gender=gender)


def _given_name_at(items: Sequence[Item], at: int, language: str) -> tuple[int, int] | None:
    """Items of a given name and the surname behind it."""
    if not _is_given(items[at].text, language):
        return None
    last = at + 1
    while last + 1 < len(items) and (_is_given(items[last].text, language) or _is_initial(items[last])):
        if not _is_surname(items, last + 1):
            break
        last += 1
    while last < len(items) and items[last].text in _PARTICLES:
        last += 1
    if not _is_surname(items, last):
        return None
    takes_two = language == "es" or items[last].text in _OPENINGS
    last += 1
    if takes_two and _is_surname(items, last) and items[last - 1].end + 1 == items[last].start:
        last += 1
    return at, last


def _is_given(word: str, language: str) -> bool:
    names = _names_of(language)
    return word in names or ("-" in word and all(part in names for part in word.split("-")))


def _is_initial(item: Item) -> bool:
    return re.fullmatch(r"(?:[A-ZÄÖÜÉ]\.)+", item.text) is not None


def _is_surname(items: Sequence[Item], at: int) -> bool:
    if at >= len(items):
        return False
    word = items[at].text
    return (
        len(word) > 1
        and word[0].isupper()
        and not word[-1].isdigit()
        and not word.isupper()
        and (word not in _NO_SURNAMES)
    )


def _other_name_at(items: Sequence[Item], at: int, words: Lexicon) -> tuple[int, int] | None:
    """Items of a name behind a form of address or an office, or of two capitals beside a reporting verb."""
    if _unstopped(items, at).lower() in _honorifics(words.language) and _is_surname(items, at + 1):
        last = at + 2
        return at + 1, last + (_is_surname(items, last) and not _is_office(items[last], words))
    if not (_is_surname(items, at) and _is_surname(items, at + 1)) or _is_surname(items, at + 2):
        return None
    if words.has(items[at].word, "pronoun", "determiner", "preposition", "subordinate", "skipped"):
        return None
    is_compound = words.language == GERMAN and "-" in items[at].text  # "CDU-Mann Brock"
    if is_compound or any(_is_office(item, words) for item in items[at : at + 2]):
        return None
    before = items[at - 1] if at else None
    if before is not None and (before.word in words.finite or before.word in words.participles):
        return at, at + 2
    if before is not None and words.language == GERMAN and _is_office(before, words):
        return at, at + 2
    is_subject = (
        words.language != GERMAN
        and at + 2 < len(items)
        and (items[at + 2].word in words.finite or words.has(items[at + 2].word, "auxiliary"))
    )
    opens = before is None or not (before.is_word or before.word == "-")
    return (at, at + 2) if is_subject and opens else None


def _is_office(item: Item, words: Lexicon) -> bool:
    return words.language == GERMAN and _offices().search(item.word) is not None


@cache
def _offices() -> re.Pattern[str]:
    """The ends of German words for what a person is: "Finanzministerin"."""
    words = load_lexicon(GERMAN)
    return re.compile(rf"(?:{'|'.join(sorted(words.words['office'] if words else ()))})$")


def _unstopped(items: Sequence[Item], at: int) -> str:
    word = items[at].text
    if word == "." and at:
        word = items[at - 1].text
    return word if word.endswith(".") or at + 1 >= len(items) or items[at + 1].word != "." else f"{word}."


@cache
def _names_of(language: str) -> Mapping[str, Gender | None]:
    """Given names that are common in international news, and those of the language."""
    own = read_lexicon(language, "given_names") if language in LANGUAGES else ()
    genders: dict[str, Gender | None] = {"male": "male", "female": "female"}
    return {**given_names(), **{name: genders.get(gender) for name, gender in own}}


@cache
def _honorifics(language: str) -> Mapping[str, Gender]:
    return _gendered(language, "honorific")


@cache
def _gendered(language: str, kind: str) -> Mapping[str, Gender]:
    words = load_lexicon(language)
    pairs = (entry.split(":") for entry in (words.words[kind] if words else ()))
    return {word.lower(): "female" if gender == "female" else "male" for word, gender in pairs}


def with_genitives(aliases: Iterable[Alias]) -> Iterator[Alias]:
    """The aliases, and their German genitives: "Merkels", "Deutschlands"."""
    for alias in aliases:
        yield alias
        if alias.form[-1].isalpha() and alias.form[-1].lower() not in "sxzß":
            yield Alias(f"{alias.form}s", alias.actor, alias.match_case)


def is_noun(text: str, start: int, end: int) -> bool:
    """True for one German word behind an article, where a surname ("Richter") is a noun: "der Richter"."""
    if re.search(r"\W", text[start:end]):
        return False
    return (
        re.search(
            r"\b(?:der|die|das|dem|den|des|eine?[mnrs]?|keine?[mnrs]?|im|vom|zum|zur|beim|als)\s$",
            text[max(start - 8, 0) : start],
            re.IGNORECASE,
        )
        is not None
    )


def find_foreign_pronouns(
    text: str, names: Sequence[Mention], genders: Mapping[str, Gender | None], language: str
) -> Iterator[Mention]:
    """Pronouns that are the subject of a reporting verb outside marks, as the person last named before.

    `genders` are the people's; a pronoun without a person of its gender, or of unknown gender, gives nothing.
    """
    words = load_lexicon(language)
    if words is None:
        return
    subjects = _gendered(language, "subjects")
    items = split_items(text, (0, len(text)), find_foreign_stretches(text, words), language)
    in_marks = [(item.start, item.end) for item in items if item.stretch]
    people = [name for name in names if name.actor in genders and not _inside(name.start, in_marks)]
    subjects_at = {items[i].start for i in range(len(items)) if _opens_or_speaks(items, i, words)}
    for at, item in enumerate(items):
        gender = subjects.get(item.word)
        if gender is None or not _beside_verb(items, at, words):
            continue
        near = [name for name in people if item.start - _REACH < name.start < item.start]
        fitting = [name for name in near if genders[name.actor] in {gender, None}]
        fitting = [name for name in fitting if subjects_at & set(range(name.start, name.end))] or fitting
        if fitting:
            joint = re.match(r"-(?:t-)?", item.text)
            yield Mention(item.start + (joint.end() if joint else 0), item.end, fitting[-1].actor, "pronoun")


def _inside(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    before = bisect_right(spans, (at, at)) - 1
    return before >= 0 and spans[before][0] <= at < spans[before][1]


def _opens_or_speaks(items: Sequence[Item], at: int, words: Lexicon) -> bool:
    """True for a word that opens a sentence or stands beside a reporting verb: likely a subject."""
    if at == 0 or items[at - 1].word in {".", "!", "?"}:
        return True
    return items[at].is_capital and _beside_verb(items, at, words)


def _beside_verb(items: Sequence[Item], at: int, words: Lexicon) -> bool:
    """True beside a verb in the singular."""
    around = [items[i] for i in (at - 1, at + 1) if 0 <= i < len(items)]
    verbs = [item.word for item in around if item.word in words.finite or words.has(item.word, "auxiliary")]
    return any(not verb.endswith("n") for verb in verbs)
