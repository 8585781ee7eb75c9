"""A speaker's phrase and the mentions in a text in; who of them speaks out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from mediakit.annotate.lexicon import (
    OFFICE,
    ROLE_MODIFIERS,
    Token,
    is_role,
    organisation_words,
    role_nouns,
    tokenise,
)
from mediakit.annotate.phrases import Span
from mediakit.annotate.transcripts import is_answer

Known = tuple[int, int, str, str]  # start, end, actor, form

_NAME = "name"
_QUESTION = re.compile(r"^\W*(?:Q|Question)[.:]", re.MULTILINE)
_OF = re.compile(r"\b(?:of|for|from|at|with|in)\s+(?:the\s+|a\s+)?$")
_APPOSED = re.compile(r"[^,]*[^\W\d_],\s*(?:one |a certain |Mr |Mrs |Ms |Dr )?(?P<title>(?:[^\s,]+ ){0,3})")
_BEHIND = re.compile(r"\b(?:of|for|from|in|at|to|with|by|on|near)\b|,")
_BREAK = re.compile(r"[,;:()–—]|\b(?:and|or|who|of|for|from|in|at|to|with|by|on|as)\b")


def find_speaker(text: str, speaker: Span, mentions: Sequence[Known]) -> Known | None:
    """The mention that is the head of a speaker's phrase, or None for an unnamed source.

    "Brian Fell, a spokesman for Ann Lee" is Fell; "a spokesman for Ann Lee" is nobody named; "Secretary of
    State Ann Lee" is Lee; "Lee campaign manager Brian Fell" is Fell; "who" is the person named directly
    before it.
    """
    start, end = speaker
    if is_answer(text[start:end]):
        return _asked(text, mentions)
    if re.match(r"who\b", text[start:end]):  # the person named before it
        last = bisect_right(mentions, start, key=lambda mention: mention[1]) - 1
        is_named = last >= 0 and re.fullmatch(r",?\s", text[mentions[last][1] : start]) is not None
        if not is_named or _OF.search(text[max(mentions[last][0] - 20, 0) : mentions[last][0]]):
            return None  # "an official of the ministry, who …"
        return mentions[last]
    first = bisect_right(mentions, start, key=lambda mention: mention[1])
    within = mentions[first : bisect_left(mentions, end, key=lambda mention: mention[0])]
    head = next((mention for mention in within if _is_head(text, mention, speaker, within)), None)
    if head is not None and head[3] == _NAME:
        return head
    return _apposed(text, start, within) or head


def _asked(text: str, mentions: Sequence[Known]) -> Known | None:
    """The person whom the introduction of an interview names most often, the first of several."""
    first = _QUESTION.search(text)
    introduced = [m for m in mentions if first and m[1] <= first.start() and m[3] == _NAME and " " in m[2]]
    counts = Counter(mention[2] for mention in introduced)
    return max(introduced, key=lambda mention: (counts[mention[2]], -mention[0]), default=None)


def _is_head(text: str, mention: Known, speaker: Span, within: Sequence[Known]) -> bool:
    """False for who stands behind a preposition, as an owner, or before another noun."""
    before = OFFICE.sub("", text[speaker[0] : mention[0]])
    owns = mention[1] < speaker[1] and re.match(r"[’']s?\s+\w", text[mention[1] : mention[1] + 5])
    if _BEHIND.search(before) or owns:
        return False
    if mention[3] == "pronoun" and mention[1] < speaker[1]:  # "his spokesman" is not he
        return False
    following = _BREAK.split(text[mention[1] : speaker[1]], maxsplit=1)[0]
    limit = mention[1] + len(following)
    if any(mention[1] < other[0] < limit and other[3] == _NAME for other in within):
        return False  # "Red Cross delegate Iva Toll"
    return not any(_is_noun(token) for token in tokenise(following))


def _is_noun(token: Token) -> bool:
    singular = token.lower.removesuffix("s")
    return singular in role_nouns() or token.lower in organisation_words() or singular == "campaign"


def _apposed(text: str, start: int, within: Sequence[Known]) -> Known | None:
    """A name in apposition to a title: "the mayor of Varensk, Iva Toll"."""
    for mention in within:
        before = text[start : mention[0]]
        apposed = _APPOSED.fullmatch(before) if mention[3] == _NAME else None
        if apposed is None or not any(is_role(token) for token in tokenise(before)):
            continue
        if all(is_role(token) or token.lower in ROLE_MODIFIERS for token in tokenise(apposed["title"])):
            return mention
    return None
