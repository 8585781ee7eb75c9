"""A text in; the runs of capitalised words in it that may name a person or an organisation out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from mediakit.annotate.lexicon import (
    HONORIFICS,
    ROLE_MODIFIERS,
    STATE_ORGANS,
    Gender,
    Token,
    adjectives,
    given_names,
    is_role,
    organisation_words,
    places,
    reporting_verbs,
    tokenise,
)
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
    only just even still then now so such another other each every last next first second good
    about above against along amid among around behind below beside beyond down inside into like near off onto
    out outside past per through throughout towards toward unlike until up upon via within without affairs
    mps do does did""".split()
)
_CAPITAL_WORD = re.compile(r"[^\W\d_]")
_CONTRACTION = re.compile(r"(?:I|We|You|They|He|She|It|That|There|Who|What|Let)[’'](?:ve|m|re|ll|d|s)")
_ACRONYM = re.compile(r"[A-Z][A-Z&]{1,5}$")
_NO_ACRONYMS = frozenset(
    "TV CEO CFO GDP PM AM COVID AIDS HIV USA US UK II III IV VI DNA PDF FAQ OK ID NGO NGOS".split()
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A capitalised run of words that may be a name, with what its surroundings tell of it."""

    name: str
    is_person: bool
    gender: Gender | None = None


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
    while start < end and (_is_no_name(tokens, start) or _stands_before_name(tokens, start, end)):
        start += 1
    while end > start and (tokens[end - 1].lower in NO_NAMES or tokens[end - 1].text in adjectives()):
        end -= 1
    words = [token for token in tokens[start:end] if token.is_word]
    name = _name(text, tokens[start:end])
    if not 0 < len(words) < 6 or len(name) < 2 or name in adjectives():
        return None
    if any(token.lower in NO_NAMES or _CONTRACTION.fullmatch(token.text) for token in words):
        return None
    before, after = describe_before(tokens, start), describe_after(tokens, end)
    titled = before.role is not None or before.gender is not None
    if _ACRONYM.match(name):
        is_dateline = first == 0 and end < len(tokens) and tokens[end].text in {",", "(", "—", "–", "-"}
        return None if titled or is_dateline or name in _NO_ACRONYMS else Candidate(name, is_person=False)
    if len(words) == 1 and words[0].lower in organisation_words():
        return None
    several = len(words) > 1
    if several and words[-1].lower.removesuffix("s") in ROLE_MODIFIERS:
        return None  # "Carolina Republican", "California Fire"
    if words[0].text not in given_names() and (is_role(words[-1]) or (several and _is_no_surname(words[-1]))):
        return None  # a title without a name ("Foreign Minister"); a surname may be one ("Ann Baker")
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
        if is_role(tokens[at]) or (at > first and tokens[at].lower in HONORIFICS):
            return at + 1
    return first


def _stands_before_name(tokens: Sequence[Token], at: int, end: int) -> bool:
    """True for a place or body directly before a full name: "the ambassador to NATO Ann Lee"."""
    if at + 2 >= end or tokens[at + 1].text not in given_names():
        return False
    is_locality = at > 0 and tokens[at - 1].lower == "in" and tokens[at].text not in given_names()
    return is_locality or _is_place(tokens[at]) or _ACRONYM.match(tokens[at].text) is not None


def _is_place(token: Token) -> bool:
    return token.text.removesuffix("’s").removesuffix("'s") in places()


def _is_no_surname(token: Token) -> bool:
    """True for a place, and for the plural of what somebody is: "House Republicans"."""
    one = token.text.removesuffix("s")
    return _is_place(token) or one in adjectives() or is_role(token._replace(lower=one.lower()))


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
