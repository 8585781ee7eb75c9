"""A headline in; the words that its colon or dash gives to a speaker ("Police: driver was drunk") out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mediakit.annotate.drafts import Attribution
from mediakit.annotate.lexicon import (
    Token,
    given_names,
    organisation_words,
    reporting_verbs,
    role_nouns,
    states,
    tokenise,
)
from mediakit.annotate.phrases import DETERMINERS, Span
from mediakit.annotate.pieces import overlapping
from mediakit.annotate.speech import MarkedText

_FIRST = re.compile(r"(?P<who>[^\W\d_][^:“”‘\"«»„\n]{1,60}?)\s*:\s+(?P<said>\S.*)")
_LAST = re.compile(r"(?P<said>\S.*?)\s*(?P<sign>:|\s[-–—])\s+(?P<who>[^\W\d_][^:“”‘\"«»„\n]{1,40})")
_PLACE = re.compile(r" (?:in|at|on) [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*$")  # "minister in Moscow: we stay"
_SELVES = re.compile(r"(?i:\b(?:we|i|our|my|us|me)\b)|\bI[’']")
_QUESTION = re.compile(
    r"(?:what|how|why|who|when|where|which|is|are|can|will|does|do)\b.*|.*\?$", re.IGNORECASE
)
_SOURCES = frozenset("sources experts report study survey poll media watchdog officials".split())
_MOST_WORDS = 6


def find_in_headline(marked: MarkedText) -> list[Attribution]:
    """What stands behind "SPEAKER:" or before ": SPEAKER" or "- SPEAKER", whole; nothing in other headlines.

    Examples
    --------
    >>> headline = MarkedText("Police: driver was drunk")
    >>> [(one.speaker, one.spans) for one in find_in_headline(headline)]
    [((0, 6), ((8, 24),))]
    """
    text = marked.text.rstrip()
    if "\n" in text:
        return []
    if (first := _FIRST.fullmatch(text)) and _speaks_first(marked, first):
        return [_attribution(marked, first)]
    if (last := _LAST.fullmatch(text)) and _speaks_last(marked, last):
        return [_attribution(marked, last)]
    return []


def names_speaker(phrase: str) -> bool:
    """True for what can stand before a headline's colon as a speaker: "Toll", "mayor", no "Fire in Lund"."""
    tokens = tokenise(phrase)
    is_name = len(tokens) < 4 and all(token.is_capitalised or not token.is_word for token in tokens)
    return bool(tokens) and (is_name or _is_speaker(tokens))


def find_subject(text: str, start: int, end: int) -> Span | None:
    """The subject a headline's clause opens with: "Dravian grain bosses" in "Dravian grain bosses fume"."""
    tokens = tokenise(text, start, end)[: _MOST_WORDS + 1]
    last = None
    for at, token in enumerate(tokens):
        if not token.is_word or (at > 0 and _is_verb(token)):
            break
        if is_speaker_noun(token) or token.is_capitalised:
            last = at
        elif last is not None and not any(map(is_speaker_noun, tokens[at + 1 : at + 2])):
            break
    if last is None or re.search(r"[’']s$", tokens[last].text):
        return None
    return tokens[0].start, tokens[last].end


def _is_verb(token: Token) -> bool:
    return token.lower in reporting_verbs() and not is_speaker_noun(token)


def before_colon(text: str, span: Span) -> Span:
    """The subject of what stands before a colon: "Iva Toll" in "Iva Toll shook her head: “No.”"."""
    subject = find_subject(text, *span)
    return subject if subject is not None and re.match(r" [a-z]", text[subject[1] : span[1]]) else span


def is_speaker_noun(token: Token) -> bool:
    """True for a noun for people who speak or bodies that do: "mayor", "bosses", "police", "ministry"."""
    word = token.lower
    forms = {word, word.removesuffix("s"), word.removesuffix("es")}
    return bool(forms & role_nouns().keys()) or word in organisation_words() or word in _SOURCES


def _speaks_first(marked: MarkedText, match: re.Match[str]) -> bool:
    tokens = tokenise(_PLACE.sub("", match["who"]))
    if len(tokens) > _MOST_WORDS or _QUESTION.fullmatch(match["said"]):
        return False
    if any(map(_is_verb, tokens)):
        return False  # "Mayor says: we stay": the verb's own rule finds it
    has_marks = bool(overlapping(marked.stretches, match.span("said")))
    if _is_speaker(tokens):
        return has_marks or len(match["said"].split()) > 2
    return bool(tokens[0].is_capitalised and _SELVES.search(match["said"]))


def _speaks_last(marked: MarkedText, match: re.Match[str]) -> bool:
    who = match["who"]
    tokens = tokenise(who)
    if len(tokens) > _MOST_WORDS or find_subject(who, 0, len(who)) != (0, len(who)):
        return False
    has_marks = bool(overlapping(marked.stretches, match.span("said")))
    if match["sign"] == ":" or has_marks:
        is_name = has_marks and all(token.is_capitalised for token in tokens) and not who.isupper()
        return _is_speaker(tokens) or (is_name and len(tokens) < 4)
    return _is_speaker(tokens) and not all(token.is_capitalised for token in tokens)  # "- Sky News"


def _is_speaker(tokens: Sequence[Token]) -> bool:
    """True for a phrase that ends with a speaker's noun, is a person's name, or a seat of government."""
    phrase = " ".join(token.text for token in tokens)
    if any(phrase.removeprefix("the ").removeprefix("The ") in state.seats for state in states()):
        return True
    if tokens[0].text in given_names() and len(tokens) > 1:
        return all(token.is_capitalised for token in tokens)
    return is_speaker_noun(tokens[-1]) and not (tokens[0].lower in DETERMINERS and len(tokens) == 1)


def _attribution(marked: MarkedText, match: re.Match[str]) -> Attribution:
    start, end = match.span("said")
    return Attribution(((start, end),), speaker=match.span("who"))
