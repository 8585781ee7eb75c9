"""Tokens in; what a person is said to be out: "Russian foreign minister", "mayor", "counterpart"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mediakit.annotate.lexicon import (
    FEMALE_WORDS,
    HONORIFICS,
    MALE_WORDS,
    OFFICE,
    ROLE_MODIFIERS,
    Gender,
    Token,
    adjectives,
    is_role,
    role_nouns,
    states,
)

# Modifiers that say how someone holds an office, not which office it is.
_LOOSE = frozenset(
    """former ex acting interim senior honorable honorary honourable retired veteran late new old then current
    outgoing incoming top lead supreme""".split()
)
_SPELLING = {"defense": "defence", "labor": "labour", "economic": "economy", "harbor": "harbour"}
# A leader may be called by these whatever the office is.
_LEADERS = frozenset(
    "president chancellor premier minister king queen chief head leader emperor sultan".split()
)
_SPOKESPERSONS = frozenset(("spokesman", "spokeswoman", "spokesperson"))
_DEMONYM = re.compile(r"[A-Z]\w{2,}(?:ian|ean|ese|ish)")
_CLAUSE = frozenset(
    "who which whose said and but told was is has had after before when while as because since".split()
)
_MAX_WORDS = 9  # of a title or apposition: "Deputy Minister for Foreign Affairs of the …"


@dataclass(frozen=True, slots=True)
class Role:
    """What a person is: a noun, the words that narrow it, the state it belongs to."""

    noun: str
    modifiers: frozenset[str] = frozenset()
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Description:
    """The words that describe a person beside the name: where they start, the role and gender they tell."""

    start: int
    role: Role | None = None
    gender: Gender | None = None


def describe_before(tokens: Sequence[Token], at: int) -> Description:
    """What stands directly before the name whose first token is `at`: titles, adjectives, honorifics.

    "the mayor, Iva Toll" counts as well: a role noun, a comma, the name.
    """
    first = at
    while first > 0 and at - first < _MAX_WORDS and _describes(tokens, first - 1):
        first -= 1
    if first == at and at > 1 and tokens[at - 1].text == "," and is_role(tokens[at - 2]):
        return Description(at, parse_role(tokens[max(at - 5, 0) : at - 1]))
    words = tokens[first:at]
    gender = next((gender for token in words if (gender := gender_of(token.lower))), None)
    return Description(first, parse_role(words), gender)


def describe_after(tokens: Sequence[Token], at: int) -> Role | None:
    """The role in an apposition after a name that ends before token `at`: ", a farmer from Lund,"."""
    if at + 1 >= len(tokens) or tokens[at].text not in {",", "("}:
        return None
    first = at + 1
    if tokens[first].text.isdigit() and first + 1 < len(tokens) and tokens[first + 1].text == ",":
        first += 2  # "Iva Toll, 54, a farmer"
        if first < len(tokens) and not _opens_apposition(tokens[first]):
            return None
    words: list[Token] = []
    for token in tokens[first : at + 1 + _MAX_WORDS]:
        if not token.is_word:
            break
        words.append(token)
        if is_role(token):
            return parse_role(words)
        if token.lower in _CLAUSE:
            break
    return None


def _opens_apposition(token: Token) -> bool:
    return (
        token.lower in {"a", "an", "the", "his", "her", "its", "one"}
        or token.lower in ROLE_MODIFIERS
        or is_role(token)
        or token.is_capitalised
    )


def parse_role(words: Sequence[Token]) -> Role | None:
    """The role a phrase tells, or None when it has no role noun."""
    at = next((at for at in range(len(words) - 1, -1, -1) if is_role(words[at])), None)
    if at is None:
        return None
    narrowing = {
        _SPELLING.get(token.lower, token.lower)
        for token in words
        if token.lower in ROLE_MODIFIERS and token.lower not in _LOOSE and token is not words[at]
        if token.text[-2:] not in {"’s", "'s"}  # "the town’s mayor" is the mayor
    }
    return Role(words[at].lower, frozenset(narrowing - {"of"}), state_of(words))


def state_of(words: Sequence[Token]) -> str | None:
    """The state whose adjective or possessive stands in a phrase: "North Korean", "Ukraine’s".

    An adjective of a place that is not in the list ("Venetian") stands for itself.
    """
    known = adjectives()
    for at, token in enumerate(words):
        if not token.is_capitalised:
            continue
        pair = f"{token.text} {words[at + 1].text}" if at + 1 < len(words) else ""
        if pair in known:
            return known[pair]
        if token.text in known:
            return known[token.text]
        if token.text[-2:] in {"’s", "'s"}:
            named = {token.text[:-2], f"{words[at - 1].text} {token.text[:-2]}" if at else ""}
            owner = next((state.name for state in states() if state.name in named), None)
            if owner is not None:
                return owner
    return next((token.text for token in words if _DEMONYM.fullmatch(token.text)), None)


def gender_of(word: str) -> Gender | None:
    """The gender a word in lower case tells by itself: a pronoun, an honorific, "spokeswoman"."""
    if word in MALE_WORDS:
        return "male"
    if word in FEMALE_WORDS:
        return "female"
    return role_nouns().get(word)


def fits(phrase: Role, role: Role) -> int:
    """How well a phrase such as "the foreign minister" fits a person's role: 0 not at all, 3 exactly."""
    if phrase.state and role.state and phrase.state != role.state:
        return 0
    if phrase.noun != role.noun:
        if {phrase.noun, role.noun} <= _SPOKESPERSONS:
            return 2
        return int(phrase.noun == "leader" and role.noun in _LEADERS and phrase.state is not None)
    if not phrase.modifiers or phrase.modifiers == role.modifiers:
        return 3
    if not role.modifiers:
        return 1
    return 2 if phrase.modifiers & role.modifiers else 0


def is_elsewhere(phrase: Role, role: Role) -> bool:
    """True when the two are the same office in different states."""
    return phrase.noun == role.noun and None not in (phrase.state, role.state) and phrase.state != role.state


def _describes(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    word = token.lower
    if is_role(token) or word in ROLE_MODIFIERS or word in HONORIFICS:
        return True
    if token.text == "." and at > 0:
        return tokens[at - 1].lower in HONORIFICS
    if state_of(tokens[at : at + 1]) or state_of(tokens[max(at - 1, 0) : at + 1]):
        return True
    if token.is_capitalised and f"{token.text} {tokens[at + 1].text}" in adjectives():
        return True
    # "Secretary of State Ann Lee": "of" or "for" and an office behind a role noun
    phrase = " ".join(other.text for other in tokens[at : at + 4])
    if word in {"of", "for"}:
        return at > 0 and is_role(tokens[at - 1]) and OFFICE.match(phrase) is not None
    endings = (" ".join(other.text for other in tokens[max(at - back, 0) : at + 1]) for back in (1, 2))
    return any(OFFICE.fullmatch(ending) for ending in endings)
