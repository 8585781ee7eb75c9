"""Texts in; the people, organisations, states and groups named in them out, as actors with their aliases."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from mediakit._core.codebooks import Actor
from mediakit.annotate.candidates import Candidate, find_candidates
from mediakit.annotate.lexicon import HONORIFICS, Gender, groups, places, states
from mediakit.annotate.matching import spelling_key

_CAPITALISED = re.compile(r"\b[A-ZÀ-ÖØ-Þ][\w’'-]*\w")
_SUFFIXES = frozenset("Jr Sr II III IV VI".split())
# Of the articles with a word, those in which it must end a full name or follow a title to be a surname.
_LEAST_NAMED = 0.2


@dataclass
class _Person:
    forms: Counter[str] = field(default_factory=Counter)
    gender: Gender | None = None


@dataclass(frozen=True)
class Discovery:
    """Actors found in texts, and the words that name a person where the full name does not stand.

    Attributes
    ----------
    actors : list of Actor
        People, those named most first; organisations; the known states and groups.
    surnames : frozenset of str
        Keys of spelling: of the articles that have such a word, enough have it in a full name or behind a
        title. "Read" is no surname where one article of fifty names an Ian Read.
    """

    actors: list[Actor]
    surnames: frozenset[str]


def discover_actors(texts: Iterable[str], more: Iterable[Candidate] = ()) -> Discovery:
    """All actors named in some texts: people, organisations, and the known states and groups.

    `more` are candidates found by other means, in texts of other languages.

    A run of capitalised words is taken for a person when a title or role stands beside it, when its first
    word is a given name, or when it is the subject of a reporting verb; for an organisation when one of its
    words tells so. Spellings of one name are joined under the one that occurs most.
    """
    people: dict[str, _Person] = defaultdict(_Person)
    surnames: dict[str, _Person] = defaultdict(_Person)
    organisations: Counter[str] = Counter()
    n_named: Counter[str] = Counter()  # texts in which a word ends a full name or follows a title
    n_texts: Counter[str] = Counter()  # texts that have the word at all

    def take(candidates: Iterable[Candidate], words: Iterable[str]) -> None:
        last_words = set()
        for candidate in candidates:
            if not candidate.is_person:
                organisations[candidate.name] += 1
                continue
            shelf = people if " " in candidate.name else surnames
            person = shelf[_person_key(candidate.name)]
            person.forms[candidate.name] += 1
            person.gender = person.gender or candidate.gender
            last_words.add(spelling_key(candidate.name.split(" ")[-1]))
        n_named.update(last_words)
        n_texts.update(last_words.union(map(spelling_key, words)))

    for text in texts:
        take(find_candidates(text), _find_capitalised(text))
    for candidate in more:
        take([candidate], ())
    known = frozenset(word for word, n in n_named.items() if n >= _LEAST_NAMED * n_texts[word])
    found = [*_as_people(people, surnames, known), *_as_organisations(organisations), *_known_actors()]
    return Discovery(found, known)


def _find_capitalised(text: str) -> set[str]:
    return {re.sub(r"[’']s$", "", word) for word in set(_CAPITALISED.findall(text))}


def short_forms(name: str) -> list[str]:
    """The single words of a person's name that may stand for it later: "Choe", "Lavrov", but not "Paris"."""
    words = name.split(" ")
    return [word for word in words if len(words) > 1 and _is_short_form(word)]


def _is_short_form(word: str) -> bool:
    is_name = len(word) > 1 and word[0].isupper() and word[-1] != "."
    return is_name and word not in _SUFFIXES and word.lower() not in HONORIFICS and word not in places()


def _as_people(
    people: dict[str, _Person], surnames: dict[str, _Person], known_surnames: frozenset[str]
) -> list[Actor]:
    """People by full name; a surname alone is an actor of its own only when no full name holds it.

    Those named most come first: where nothing else tells, a surname that several bear means the first.
    """
    actors = []
    known = set()
    for key, person in _commonest_first(people):
        if _holds_commoner(key, people) or _commonest(person.forms) in places():
            continue  # a name and the capitalised words beside it, or "White House"
        name = _commonest(person.forms)
        known |= {spelling_key(word) for word in key.split(" ")}
        aliases = tuple(sorted(set(person.forms) - {name}))
        actors.append(Actor(name=name, aliases=aliases, gender=person.gender))
    for key, person in _commonest_first(surnames):
        name = _commonest(person.forms)
        if key not in known and key in known_surnames and name not in places():
            aliases = tuple(sorted(set(person.forms) - {name}))
            actors.append(Actor(name=name, aliases=aliases, gender=person.gender))
    return actors


def _commonest_first(people: Mapping[str, _Person]) -> list[tuple[str, _Person]]:
    return sorted(people.items(), key=lambda item: (-item[1].forms.total(), item[0]))


def _person_key(name: str) -> str:
    """The same for all spellings of a name, with and without initials and what follows it."""
    words = [word for word in name.split(" ") if len(word.strip(".")) > 1]
    kept = [word for word in words if word.strip(".") not in _SUFFIXES]
    return spelling_key(" ".join(kept if len(kept) > 1 else words))


def _holds_commoner(key: str, people: dict[str, _Person]) -> bool:
    """True when a commoner name of fewer words stands inside this one."""
    words = key.split(" ")
    inside = (
        " ".join(words[first:last])
        for first in range(len(words))
        for last in range(first + 2, len(words) + 1)
        if last - first < len(words)
    )
    total = people[key].forms.total()
    return any(other in people and people[other].forms.total() > total for other in inside)


def _as_organisations(found: Counter[str]) -> list[Actor]:
    names = sorted(name for name in found if name not in places() and (found[name] > 1 or " " in name))
    return [Actor(name=name, class_="organisation") for name in names]


@cache
def _known_actors() -> tuple[Actor, ...]:
    """States, with their capitals and seats of government, and groups of states."""
    return (
        *(Actor(name=s.name, class_="state", aliases=(*s.aliases, *s.capitals, *s.seats)) for s in states()),
        *(Actor(name=name, class_="group", aliases=aliases) for name, aliases in groups().items()),
    )


def _commonest(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], len(form), form))
