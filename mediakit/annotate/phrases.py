"""A sentence as items, tokens and whole marked stretches in; the noun phrases that name a speaker out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mediakit.annotate.lexicon import Token, is_role, reporting_verbs, tokenise
from mediakit.annotate.marks import Stretch

Span = tuple[int, int]

AUXILIARIES = frozenset("has have had would will could can may might must should did does do".split())
PASSIVE = frozenset("be is are was were been being gets got".split())
ADVERBS = frozenset(
    """also later then again now still once further even on friday monday tuesday wednesday thursday saturday
    sunday yesterday today meanwhile instead simply just already""".split()
)
BOUNDARIES = frozenset(
    """that what as while when after because if but where which who whom whose before since although though
    whether until unless than so""".split()
)
DETERMINERS = frozenset(
    "the a an his her its their our my this these those some many several one two three".split()
)
PERSONAL = frozenset("he she they it we i".split())
_NO_SPEAKERS = frozenset("that which what there this these those it’s here who whom i".split())
PREPOSITIONS = frozenset(
    "in on at by with from during under over about into after before between against".split()
)
STOPS = frozenset(",;:()[]—–.!?…")


class Item(NamedTuple):
    """A token outside quotation marks, or one whole marked stretch with its marks.

    `word` is the token in lower case, or a pair of marks.
    """

    start: int
    end: int
    token: Token | None = None
    word: str = "“”"

    @property
    def is_capitalised(self) -> bool:
        """True for a token with a capital; False for a marked stretch."""
        return self.token is not None and self.token.is_capitalised


def split_items(text: str, unit: Span, stretches: Sequence[Stretch]) -> list[Item]:
    """The items of one unit of text, in order."""
    items: list[Item] = []
    at = unit[0]
    for stretch in stretches:
        if stretch.end <= unit[0] or stretch.start >= unit[1]:
            continue
        opening = max(unit[0], _mark_before(text, stretch))
        items += _as_items(tokenise(text, at, opening))
        at = min(stretch.end + _mark_width(text, stretch), unit[1])
        items.append(Item(opening, at))
    return items + _as_items(tokenise(text, at, unit[1]))


def _as_items(tokens: Sequence[Token]) -> list[Item]:
    return [Item(token.start, token.end, token, token.lower) for token in tokens]


def _mark_before(text: str, stretch: Stretch) -> int:
    spaces = text[max(stretch.start - 3, 0) : stretch.start]  # French sets some inside its marks
    return stretch.start - len(spaces) + len(spaces.rstrip()) - len(stretch.mark)


def _mark_width(text: str, stretch: Stretch) -> int:
    if not stretch.closed:
        return 0
    rest = text[stretch.end : stretch.end + 3]
    return len(rest) - len(rest.lstrip()) + len(stretch.mark)


def left_speaker(items: Sequence[Item], at: int) -> tuple[int, Span | None]:
    """Index where the speaker's phrase starts, and its span: what stands directly before the verb."""
    last = at - 1
    while last >= 0 and (items[last].word in AUXILIARIES | ADVERBS or items[last].word.endswith("ly")):
        last -= 1
    if last < 0 or items[last].token is None or items[last].word in {"and", "but", "or", ":"}:
        return at, None
    if items[last].word == "who" and last > 0:
        last -= 1
        if items[last].word == ",":
            last -= 1
        return _phrase_start(items, last), span_of(items, _phrase_start(items, last), last + 1)
    if items[last].word in {",", "—", "–", ")"}:  # an apposition stands between: "Lind, the mayor, said"
        opening = _apposition_start(items, last)
        if opening is None:
            return at, None
        start = _phrase_start(items, opening - 1)
        return (start, span_of(items, start, last)) if start <= opening - 1 else (at, None)
    start = _phrase_start(items, last)
    if start > last or items[last].word in _NO_SPEAKERS:
        return at, None
    if not any(_can_head(item) for item in items[start : last + 1]):
        return at, None
    return start, span_of(items, start, last + 1)


def _apposition_start(items: Sequence[Item], last: int) -> int | None:
    """Index of the comma that opens the apposition closed at `last`, if a name or role stands before it."""
    opener = {",": ",", "—": "—", "–": "–", ")": "("}[items[last].word]
    for at in range(last - 1, max(last - 22, 0), -1):
        if items[at].token is None:
            return None
        if items[at].word == opener:
            following = items[at + 1]
            if following.word in {"who", "whose"} or (
                _is_named(items[at - 1])
                and (_is_named(following) or following.word in DETERMINERS or following.word.isdigit())
            ):
                return at
    return None


def _is_named(item: Item) -> bool:
    return item.is_capitalised or (item.token is not None and is_role(item.token))


def _phrase_start(items: Sequence[Item], last: int) -> int:
    """Index where the noun phrase ending at `last` starts: behind a boundary of clauses and adverbials."""
    start = last
    while start > 0 and last - start < 18:
        previous = items[start - 1]
        if previous.token is None or previous.word in STOPS or previous.word in BOUNDARIES:
            break
        if previous.word in AUXILIARIES | PASSIVE or (
            previous.word in reporting_verbs()
            and not previous.is_capitalised
            and previous.word.endswith("ed")
        ):
            break
        if previous.word == "and" and not (items[start].is_capitalised and items[start - 2].is_capitalised):
            break
        start -= 1
    while start < last and (
        items[start].word
        in {"but", "and", "yet", "so", "however", "meanwhile", "earlier", "later", "also", "then"}
        or items[start].word in ADVERBS
    ):
        start += 1
    if start < last and items[start].word in PREPOSITIONS:  # "In Varensk the mayor said"
        inner = next((at for at in range(start + 2, last + 1) if items[at].word in DETERMINERS), None)
        start = inner if inner is not None else start
    return start


def phrase_end(items: Sequence[Item], first: int) -> int:
    """Index behind the noun phrase that starts at `first`."""
    at = first
    while at < len(items):
        item = items[at]
        if (
            item.token is None
            or item.word in STOPS
            or (at > first and item.word in BOUNDARIES | AUXILIARIES | PASSIVE)
        ):
            break
        if at > first and (item.word in PREPOSITIONS or item.word in {"to", "and"}):
            break
        at += 1
    while at > first + 1 and items[at - 1].word in ADVERBS:
        at -= 1
    if at + 1 < len(items) and items[at].word == "," and items[at + 1].is_capitalised:
        role = items[at - 1].token
        if (role is not None and is_role(role)) or items[first].word in DETERMINERS:
            return phrase_end(items, at + 1)  # "said the mayor, Iva Toll"
    return at


def first_phrase(items: Sequence[Item]) -> Span | None:
    """The first noun phrase: the subject, in most sentences."""
    first = next((at for at, item in enumerate(items) if _can_head(item)), None)
    return None if first is None else span_of(items, first, phrase_end(items, first))


def _can_head(item: Item) -> bool:
    if item.token is None:
        return False
    return (
        item.is_capitalised
        or item.word in PERSONAL | DETERMINERS
        or is_role(item.token)
        or item.word.endswith("s")
    )


def span_of(items: Sequence[Item], first: int, last: int) -> Span | None:
    """Characters of the items first..last, without a possessive ending."""
    if first >= last or first >= len(items):
        return None
    return items[first].start, items[last - 1].end


def find_speaker_after(text: str, start: int, end: int) -> tuple[Span | None, Span | None]:
    """Cue and speaker behind a quotation when the verb is no known one: “…,” she sighed; “…,” beamed Toll."""
    items = _as_items(tokenise(text, start, min(end, start + 120)))
    while items and items[0].word in STOPS | {"”", "’", "'", '"', "»"}:
        items.pop(0)
    if len(items) < 2:
        return None, None
    if _is_plain(items[0]) and (items[1].is_capitalised or items[1].word in DETERMINERS):
        return (items[0].start, items[0].end), span_of(items, 1, phrase_end(items, 1))
    if not (items[0].is_capitalised or items[0].word in PERSONAL | DETERMINERS or _is_named(items[0])):
        return None, None
    verb = next(
        (at for at in range(1, len(items)) if _is_plain(items[at]) and items[at].word[-1] in "dstkw"), None
    )
    if verb is None or any(item.word in STOPS for item in items[:verb]):
        return None, None
    return (items[verb].start, items[verb].end), span_of(items, 0, verb)


def _is_plain(item: Item) -> bool:
    """True for a lower-case word that is neither a role nor a small word: here, a verb."""
    small = (
        DETERMINERS | PERSONAL | PREPOSITIONS | BOUNDARIES | AUXILIARIES | ADVERBS | {"of", "and", "or", "to"}
    )
    if item.token is None or not item.token.is_word or item.is_capitalised:
        return False
    return item.word not in small and not is_role(item.token)
