"""Tokens of a text in; title phrases ("the Russian minister") and short names of bodies among them out."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from mediakit.annotate.lexicon import (
    OFFICE,
    ROLE_MODIFIERS,
    Token,
    adjectives,
    is_role,
    organisation_words,
    tokenise,
)

POSSESSIVES = frozenset("his her its their".split())
DEFINITE = frozenset("the this that".split()) | POSSESSIVES
INDEFINITE = frozenset("a an one another".split())
_OWNERS = frozenset("my our your".split())
# People whom their noun alone does not make somebody with a title.
_ANYBODY = frozenset(
    """source neighbour neighbor colleague friend customer passenger user critic insider voter eyewitness
    bystander passer-by commuter tourist shopper protester demonstrator reader caller""".split()
)
_AGE = re.compile(r"\d{1,3}-year-old$")
_LONGEST = 7  # words of a title phrase
_POSSESSIVE = re.compile(r"[’']s?$")


def find_title_phrase(text: str, tokens: Sequence[Token], at: int, *, is_bare: bool = False) -> range | None:
    """Tokens of the title phrase that opens at a token, without a name behind it; None when none does.

    It opens with an article, a possessive or the name or adjective of a state; with `is_bare`, as in
    headlines, with any word of a title.
    """
    opens = tokens[at]
    has_opener = opens.lower in DEFINITE
    is_owner = opens.is_capitalised and _owns(tokens, at)
    if not (has_opener or is_bare or is_owner or (opens.is_capitalised and opens.text in adjectives())):
        return None
    last = at if has_opener else at - 1
    for ahead in range(last + 1, min(last + _LONGEST, len(tokens))):
        token = tokens[ahead]
        if is_role(token):
            last = ahead
        elif not _narrows(tokens, ahead):
            break
    if last < at + has_opener or not is_role(tokens[last]):
        return None
    if office := OFFICE.match(text[tokens[last].end : tokens[last].end + 25].lstrip()):
        last += len(tokenise(office.group()))
    following = tokens[last + 1] if last + 1 < len(tokens) else None
    if following is not None and following.is_capitalised and following.start == tokens[last].end + 1:
        return None  # a name follows: the phrase is its title
    return range(at, last + 1)


def _narrows(tokens: Sequence[Token], at: int) -> bool:
    """True for a word that can stand in a title before its noun: "foreign", "Russian", "town’s"."""
    token = tokens[at]
    pair = " ".join(other.text for other in tokens[at : at + 2])
    return (
        token.lower in ROLE_MODIFIERS
        or token.text in adjectives()
        or pair in adjectives()
        or re.search(r"[’']s$", token.text) is not None
        or token.is_capitalised
        or _owns_as_many(tokens, at)
        or _owns_as_many(tokens, at - 1)
    )


def _owns(tokens: Sequence[Token], at: int) -> bool:
    """True for the first word of a name with a possessive ending: "North Korea’s"."""
    for token in tokens[at : at + 4]:
        if not token.is_capitalised:
            return False
        if token.text[-2:] in {"’s", "'s"}:
            return True
    return False


def _owns_as_many(tokens: Sequence[Token], at: int) -> bool:
    """True for a plural with an apostrophe: "farmers’"."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return (
        following is not None
        and following.text in {"’", "'"}
        and tokens[at].lower.endswith("s")
        and following.start == tokens[at].end
    )


def find_anybody(tokens: Sequence[Token], at: int) -> int | None:
    """Index of the noun of somebody whom a phrase introduces at a token: "a young baker", "my neighbour"."""
    if tokens[at].lower not in INDEFINITE | _OWNERS:
        return None
    for ahead in range(at + 1, min(at + 5, len(tokens))):
        token = tokens[ahead]
        if is_role(token) or token.lower in _ANYBODY:
            following = tokens[ahead + 1] if ahead + 1 < len(tokens) else None
            if following is not None and (is_role(following) or following.is_capitalised):
                continue  # "a union leader", "a colleague, Iva Toll" is somebody else's matter
            return ahead
        if not token.is_word or token.text[-2:] in {"’s", "'s"}:
            return None
    return None


def is_age(tokens: Sequence[Token], at: int) -> bool:
    """True for the first token of "the 81-year-old"."""
    return (
        tokens[at].lower == "the"
        and at + 1 < len(tokens)
        and _AGE.fullmatch(tokens[at + 1].text) is not None
        and (at + 2 == len(tokens) or not _goes_on(tokens, at + 2))
    )


def is_nationality(tokens: Sequence[Token], at: int) -> bool:
    """True for the first token of "the Italian" as a person."""
    return tokens[at].lower == "the" and at + 1 < len(tokens) and tokens[at + 1].text in adjectives()


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """True for a noun behind an age: "the 81-year-old baker"."""
    return is_role(tokens[at]) or tokens[at].is_capitalised


def is_apposed(tokens: Sequence[Token], phrase: range, named: Collection[int]) -> bool:
    """True beside a name that a comma sets off: "the mayor, Iva Toll", "the head of the bank, one Toll"."""
    before, after = phrase[0] - 1, phrase[-1] + 1
    if before > 0 and tokens[before].text == "," and before - 1 in named:
        return True
    if after < len(tokens) and tokens[after].lower == "of":
        after = next(
            (i for i in range(after, min(after + _LONGEST, len(tokens))) if not tokens[i].is_word), after
        )
    if after + 1 >= len(tokens) or tokens[after].text != ",":
        return False
    beyond = after + 1
    while beyond < len(tokens) and tokens[beyond].lower in {"one", "a", "certain"}:
        beyond += 1
    return beyond in named


def find_short_name(tokens: Sequence[Token], at: int, named: Collection[int]) -> range | None:
    """Tokens of a short name of a body: "the ministry", "its union", "the dock workers’ union"."""
    if tokens[at].lower not in DEFINITE:
        return None
    for ahead in range(at + 1, min(at + 5, len(tokens))):
        token = tokens[ahead]
        if token.lower in organisation_words():
            following = tokens[ahead + 1 : ahead + 2]
            goes_on = (
                following
                and following[0].start == token.end + 1
                and (following[0].lower in organisation_words() or following[0].is_capitalised)
            )
            return None if goes_on else range(at, ahead + 1)
        is_plural_owner = token.text in {"’", "'"} and tokens[ahead - 1].lower.endswith("s")
        if (not token.is_word and not is_plural_owner) or ahead in named:
            return None
    return None


def words_of(tokens: Sequence[Token], phrase: range) -> set[str]:
    """The words of a phrase without its first, in lower case."""
    words = {_POSSESSIVE.sub("", tokens[at].lower) for at in phrase[1:]}
    return words - {""}
