"""Texts in; the people, organisations, states and groups named in them out, as actors with their aliases."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

from mediakit._core.codebooks import Actor
from mediakit.annotate.lexicon import (
    HONORIFICS,
    STATE_ORGANS,
    Gender,
    Token,
    adjectives,
    given_names,
    groups,
    is_role,
    organisation_words,
    reporting_verbs,
    states,
    tokenise,
)
from mediakit.annotate.matching import spelling_key
from mediakit.annotate.roles import describe_after, describe_before, gender_of
from mediakit.annotate.transcripts import find_labels, read_name

_PARTICLES = frozenset(
    "de del della di da do dos du des van von der den ter ten bin ibn al el la le af av zu y".split()
)
# Capitalised words that are no part of a person's name where they stand first or last.
NO_NAMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december north south east west northern southern eastern western central
    street road avenue square river lake sea ocean island islands mountain mountains valley bridge station
    airport park peninsula region province county city town district day week month year war battle treaty
    agreement act bill law plan deal award prize cup league games festival summit conference photo image
    the a an this that these those but and or if in on at of for to from by with as after before while when
    his her its their our my your he she it they we you i there here what who why how where which not no yes
    however meanwhile although though since because despite during under over between among asked speaking
    both neither either all some many most more one two three four five ten former according also
    yet perhaps maybe nobody somebody everybody everyone anyone nothing something once twice today tomorrow
    only just even still then now so such another other each every last next first second good""".split()
)
_CAPITAL_WORD = re.compile(r"[^\W\d_]")
_CONTRACTION = re.compile(r"(?:I|We|You|They|He|She|It|That|There|Who|What|Let)[’'](?:ve|m|re|ll|d|s)")
_ACRONYM = re.compile(r"[A-Z][A-Z&]{1,5}$")
_NO_ACRONYMS = frozenset(
    "TV CEO CFO GDP PM AM COVID AIDS HIV USA US UK II III IV VI DNA PDF FAQ OK ID NGO NGOS".split()
)


@dataclass
class _Person:
    forms: Counter[str] = field(default_factory=Counter)
    gender: Gender | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A capitalised run of words that may be a name, with what its surroundings tell of it."""

    name: str
    is_person: bool
    gender: Gender | None = None


def discover_actors(texts: Iterable[str], more: Iterable[Candidate] = ()) -> list[Actor]:
    """All actors named in some texts: people, organisations, and the known states and groups.

    `more` are candidates found by other means, in texts of other languages.

    A run of capitalised words is taken for a person when a title or role stands beside it, when its first
    word is a given name, or when it is the subject of a reporting verb; for an organisation when one of its
    words tells so. Spellings of one name are joined under the one that occurs most.
    """
    people: dict[str, _Person] = defaultdict(_Person)
    surnames: dict[str, _Person] = defaultdict(_Person)
    organisations: Counter[str] = Counter()
    for candidate in chain(chain.from_iterable(map(find_candidates, texts)), more):
        if candidate.is_person:
            shelf = people if " " in candidate.name else surnames
            person = shelf[_person_key(candidate.name)]
            person.forms[candidate.name] += 1
            person.gender = person.gender or candidate.gender
        else:
            organisations[candidate.name] += 1
    return [
        *_as_people(people, surnames),
        *_as_organisations(organisations),
        *_known_actors(),
    ]


def find_candidates(text: str) -> Iterator[Candidate]:
    """The capitalised runs of a text that look like the name of a person or an organisation."""
    lines = [tokenise(text, line.start(), line.end()) for line in re.finditer(r"[^\n]+", text)]
    lines = [tokens for tokens in lines if not _is_title_case(tokens)]  # such a headline tells no names
    speaking = frozenset(chain.from_iterable(map(_find_speaking, lines)))
    for tokens in lines:
        for first, last in _capitalised_runs(tokens):
            candidate = _judge(text, tokens, first, last, speaking)
            if candidate is not None:
                yield candidate
    yield from _find_labelled(text)


def _find_speaking(tokens: Sequence[Token]) -> Iterator[str]:
    """Single words that speak, as surnames do: "said Toll", "Toll said"."""
    verbs = reporting_verbs()
    for at, token in enumerate(tokens):
        if token.lower not in verbs or "clause" not in verbs[token.lower].takes or token.is_capitalised:
            continue
        for beside, beyond in ((at - 1, at - 2), (at + 1, at + 2)):
            if _is_name_at(tokens, beside) and not _is_name_at(tokens, beyond):
                yield tokens[beside].text


def _is_name_at(tokens: Sequence[Token], at: int) -> bool:
    return 0 <= at < len(tokens) and _is_name_word(tokens[at]) and tokens[at].lower not in NO_NAMES


def _find_labelled(text: str) -> Iterator[Candidate]:
    """People whose names stand before their turns in a transcript: "IVA TOLL: We stay"."""
    for label in dict.fromkeys(find_labels(text)):
        name, tokens = read_name(label), tokenise(label)
        if name is None or any(token.lower in organisation_words() for token in tokens):
            continue
        titles = [token.lower for token in tokens if is_role(token) or token.lower in HONORIFICS]
        if " " in name or titles:
            gender = next((gender for title in titles if (gender := gender_of(title))), None)
            yield Candidate(name, is_person=True, gender=gender or given_names().get(name.split(" ")[0]))


def short_forms(name: str) -> list[str]:
    """The single words of a person's name that may stand for it later: "Choe", "Lavrov"."""
    words = name.split(" ")
    return [
        word for word in words if len(words) > 1 and len(word) > 1 and word[0].isupper() and word[-1] != "."
    ]


def _is_title_case(tokens: Sequence[Token]) -> bool:
    words = [token for token in tokens if token.is_word]
    capitalised = sum(token.text[0].isupper() for token in words)
    return len(words) > 4 and tokens[-1].text not in ".!?”\"'’" and capitalised > 0.6 * len(words)


def _capitalised_runs(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(tokens):
        if not _is_name_word(tokens[at]):
            at += 1
            continue
        last = at
        while (following := _next_name_word(tokens, last)) is not None:
            last = following
        yield at, last + 1
        at = last + 1


def _next_name_word(tokens: Sequence[Token], at: int) -> int | None:
    """Index of the word that goes on the run: the next one, or one behind particles or an initial's stop."""
    if re.search(r"[’']s$", tokens[at].text):
        return None
    following = at + 1
    if following < len(tokens) and tokens[following].text == "." and _is_initial(tokens[at]):
        following += 1
    while following < len(tokens) and tokens[following].text in _PARTICLES:
        following += 1
    if following >= len(tokens) or not _is_name_word(tokens[following]):
        return None
    return following


def _is_initial(token: Token) -> bool:
    return (len(token.text) == 1 and token.text.isupper()) or token.lower in HONORIFICS


def _is_name_word(token: Token) -> bool:
    return token.text[0].isupper() and _CAPITAL_WORD.match(token.text) is not None


def _judge(
    text: str, tokens: Sequence[Token], first: int, last: int, speaking: frozenset[str]
) -> Candidate | None:
    """Cut titles and common words off a run and say what the rest is, if it is a name."""
    person = _last_role(tokens, first, last)
    if person == first and any(token.lower in organisation_words() for token in tokens[first + 1 : last]):
        return _as_organisation(text, tokens, first, last)
    start, end = person, last
    while start < end and _is_no_name(tokens, start):
        start += 1
    while end > start and tokens[end - 1].lower in NO_NAMES:
        end -= 1
    words = [token for token in tokens[start:end] if token.is_word]
    name = _name(text, tokens[start:end])
    if not 0 < len(words) < 6 or name in adjectives() or any(token.lower in NO_NAMES for token in words):
        return None
    before, after = describe_before(tokens, start), describe_after(tokens, end)
    titled = before.role is not None or before.gender is not None
    if _ACRONYM.match(name):
        is_dateline = first == 0 and end < len(tokens) and tokens[end].text in {",", "(", "—", "–", "-"}
        return None if titled or is_dateline or name in _NO_ACRONYMS else Candidate(name, is_person=False)
    if len(words) == 1 and words[0].lower in organisation_words():
        return None
    if is_role(words[-1]) and words[0].text not in given_names():
        return None  # a title without a name ("Foreign Minister"); a surname may be one ("Ann Baker")
    several = len(words) > 1
    named = several and (words[0].text in given_names() or words[-1].text in speaking)
    if not (titled or named or (several and (after or _beside_reporting_verb(tokens, start, end)))):
        return None
    gender = before.gender or given_names().get(words[0].text) or (gender_of(after.noun) if after else None)
    return Candidate(name, is_person=True, gender=gender)


def _as_organisation(text: str, tokens: Sequence[Token], first: int, last: int) -> Candidate | None:
    start = first
    while start < last and (tokens[start].lower in NO_NAMES or tokens[start].text in adjectives()):
        start += 1
    name = _name(text, tokens[start:last])
    if last - start < 2 or STATE_ORGANS.fullmatch(name):
        return None
    return Candidate(name, is_person=False)


def _name(text: str, tokens: Sequence[Token]) -> str:
    return re.sub(r"[’']s$", "", text[tokens[0].start : tokens[-1].end]) if tokens else ""


def _last_role(tokens: Sequence[Token], first: int, last: int) -> int:
    """Index behind the last role noun that a name may follow ("House Speaker Ann Lee"), else the first."""
    for at in range(last - 2, first - 1, -1):
        if is_role(tokens[at]):
            return at + 1
    return first


def _is_no_name(tokens: Sequence[Token], at: int) -> bool:
    """True for a title, a common word or a verb with a capital, where a name would start."""
    word = tokens[at].lower
    is_verb = word in reporting_verbs() and tokens[at].text not in given_names()
    is_contraction = _CONTRACTION.fullmatch(tokens[at].text) is not None
    return word in NO_NAMES or is_verb or is_contraction or _is_title_word(tokens, at)


def _is_title_word(tokens: Sequence[Token], at: int) -> bool:
    """True when the token belongs to a title: what describes a name that began at the next token."""
    return at + 1 < len(tokens) and describe_before(tokens, at + 1).start <= at


def _beside_reporting_verb(tokens: Sequence[Token], start: int, end: int) -> bool:
    verbs = reporting_verbs()
    before = [token.lower for token in tokens[max(start - 2, 0) : start]]
    if before == ["according", "to"]:
        return True
    if before[-1:] and before[-1] in verbs and "clause" in verbs[before[-1]].takes:
        return True
    following = [token.lower for token in tokens[end : end + 2]]
    if following in (["(", "@"], ["took", "to"]) or _is_somebody(tokens, end):
        return True
    return any(word in verbs for word in following[:1]) or (
        following[:1] in (["also"], ["has"], ["had"], ["later"], ["then"], ["is"], ["was"])
        and following[1:] != []
        and following[1] in verbs
    )


def _is_somebody(tokens: Sequence[Token], end: int) -> bool:
    """True for what a name is said to be: "is the mayor of Lund"."""
    words = [token.lower for token in tokens[end : end + 2]]
    if len(words) < 2 or words[0] not in {"is", "was", "became"} or words[1] not in {"a", "an", "the"}:
        return False
    return any(is_role(token) for token in tokens[end + 2 : end + 5])


def _as_people(people: dict[str, _Person], surnames: dict[str, _Person]) -> list[Actor]:
    """People by full name; a surname alone is an actor of its own only when no full name holds it."""
    actors = []
    known = set()
    for key, person in sorted(people.items()):
        if _holds_commoner(key, people) or _commonest(person.forms) in _places():
            continue  # a name and the capitalised words beside it, or "White House"
        name = _commonest(person.forms)
        known |= {spelling_key(word) for word in key.split(" ")}
        aliases = tuple(sorted(set(person.forms) - {name}))
        actors.append(Actor(name=name, aliases=aliases, gender=person.gender))
    for key, person in sorted(surnames.items()):
        name = _commonest(person.forms)
        if key not in known and name not in _places():
            aliases = tuple(sorted(set(person.forms) - {name}))
            actors.append(Actor(name=name, aliases=aliases, gender=person.gender))
    return actors


def _person_key(name: str) -> str:
    """The same for all spellings of a name, with and without initials and what follows it."""
    words = [word for word in name.split(" ") if len(word.strip(".")) > 1]
    kept = [word for word in words if word.strip(".") not in {"Jr", "Sr", "II", "III"}]
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
    names = sorted(name for name in found if name not in _places() and (found[name] > 1 or " " in name))
    return [Actor(name=name, class_="organisation") for name in names]


@cache
def _known_actors() -> tuple[Actor, ...]:
    """States, with their capitals and seats of government, and groups of states."""
    return (
        *(Actor(name=s.name, class_="state", aliases=(*s.aliases, *s.capitals, *s.seats)) for s in states()),
        *(Actor(name=name, class_="group", aliases=aliases) for name, aliases in groups().items()),
    )


@cache
def _places() -> frozenset[str]:
    names = {form for actor in _known_actors() for form in (actor.name, *actor.aliases)}
    return frozenset(names | set(adjectives()))


def _commonest(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], len(form), form))
