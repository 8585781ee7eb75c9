"""A text in; the bodies that speak for a state ("the Russian foreign ministry") out, as mentions of it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mediakit.annotate.lexicon import STATE_ORGANS, adjectives, tokenise
from mediakit.annotate.matching import Matcher, Mention
from mediakit.annotate.roles import state_of


def find_organs(text: str, wanted: Mapping[str, str]) -> list[Mention]:
    """Bodies that speak for a state ("the Russian foreign ministry"); `wanted` maps states to actors."""
    found = []
    tokens = tokenise(text)
    for at, token in enumerate(tokens):
        if not token.is_capitalised:
            continue
        pair = tokens[at : at + 2]
        state = state_of(pair)
        if state is None or state not in wanted:
            continue
        width = 2 if " ".join(other.text for other in pair) in adjectives() else 1
        if width == 1 and token.text not in adjectives() and token.text not in wanted:
            continue
        organ = STATE_ORGANS.match(text, tokens[at + width].start) if at + width < len(tokens) else None
        if organ is None:
            continue
        has_article = at > 0 and tokens[at - 1].lower in {"the", "this"}
        start = tokens[at - 1].start if has_article else token.start
        found.append(Mention(start, organ.end(), wanted[state], "nominal"))
    return found


def find_titled(text: str, titles: Matcher) -> list[Mention]:
    """Titles of a body or state in a codebook ("government in Halmen"): the noun with its article."""
    found = []
    for match in titles.find(text):
        article = re.search(r"\b(?:[Tt]he|[Ii]ts|[Tt]heir) $", text[max(match.start - 6, 0) : match.start])
        start = match.start - len(article.group()) if article else match.start
        phrase = re.split(r" (?:in|of|for|at) ", text[match.start : match.end])[0]
        found.append(Mention(start, match.start + len(phrase), match.actors[0], "nominal"))
    return found
