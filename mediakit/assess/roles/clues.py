"""A sentence's words and a mention in, how each telling word stands to the mention out, by word order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from mediakit.assess.roles.words import Word, kinds_of, list_classes

# How a word stands to the mention. Verbs act or are acted on; nouns and qualities are said of it, or owned.
RELATIONS = (
    "head",  # the mention's last word
    "inside",  # another word of the mention
    "before",  # in the same noun phrase: "the brutal X"
    "owned",  # "X's crimes"
    "is",  # "X is a threat", "X, a brutal dictator"
    "agent",  # "X attacked", "was attacked by X"
    "patient",  # "attacked X", "X was attacked"
    "of",  # "victims of X"
    "against",  # "attack on X", "defended them against X", "rescued them from X"
    "for",  # "hope for X", "talks with X"
    "by",  # "attack by X", "threat from X"
    "left",  # elsewhere before it in the clause
    "right",  # elsewhere behind it in the clause
    "rest",  # elsewhere in the sentence
    "near",  # in the sentence before or behind
)
_NUMBERS = {name: number for number, name in enumerate(RELATIONS)}
NEAR = _NUMBERS["near"]

_BE = frozenset("am is are was were be been being 're 'm get gets got getting".split())
_AUXILIARIES = frozenset(
    """have has had having will would shall should can could may might must do does did 've 'll 'd to also
    still already again now just even often ever only always soon recently later then never not n't reportedly
    who which that whom""".split()
)
_NEGATIONS = frozenset("not n't never no without deny denies denied denying neither nor cannot".split())
_DETERMINERS = frozenset(
    """a an the this that these those his her its their our my your any some all both each every more
    most""".split()
)
_POSSESSIVES = frozenset("his her its their our my your".split())
_GENITIVE = frozenset({"'s", "'"})
_AGAINST = frozenset("against on upon at over toward towards".split())
_FOR = frozenset("for with behind to alongside".split())
_BY = frozenset("by from".split())
_PREPOSITIONS = frozenset(
    """of in into inside near under between among amid during after before since through""".split()
).union(_AGAINST, _FOR, _BY)
# What stands before a verb in the active: "has seized near full control" is no passive.
_ACTIVE = frozenset(
    "have has had having who which that will would can could may might must 've 'll 'd to".split()
)
_RELATIVE = frozenset("who which that whom".split())
_STOPS = frozenset('; : ( ) [ ] " “ ” « » – — ? ! … -'.split())
# A conjunction that opens another clause; "and" and "or" may just join two verbs or two names.
_CONJUNCTIONS = frozenset("but while although though because whereas if when".split())
_IRREGULAR = frozenset(
    """shot hit beaten hurt burnt lost caught held made put set cut struck torn sent led fed left built found
    taught fought won bought sold told forgotten stung overthrown slain freed""".split()
)
# What follows a participle that stands for a passive, and of which verbs: "five people killed in the attack".
_DONE_TO_SOMEBODY = frozenset("harm oppress stricken blame".split())
_BEHIND_PASSIVE = frozenset("by in at during near outside from after . since on".split())

# In words: how far a mention's predicate, what governs it, its own phrase and its clause are looked for.
_PREDICATE, _GOVERNOR, _PHRASE, _CLAUSE, _NEGATED = 14, 9, 3, 12, 3
_REACH = 40  # a longer sentence is a list, or broken text


class Clue(NamedTuple):
    """A word by its place in the sentence, its relation to the mention, and whether it is negated.

    `classes` are those of the word that fit the relation: "attacked" with a subject is a verb, no quality.
    """

    word: int
    relation: int
    negated: bool
    classes: tuple[int, ...]


def find_clues(words: Sequence[Word], first: int, last: int) -> list[Clue]:
    """The words of known classes in a sentence, each with its relation to the mention, words[first:last]."""
    relations = dict.fromkeys(range(first, last), "inside") | {last - 1: "head"}
    if _is_possessive(words, first, last):
        # Who accuses "his allies" accuses not him: the verb governs what is owned.
        relations |= _read_owned(words, last)
    else:
        relations |= _read_behind(words, last)
        relations = _read_before(words, first) | relations
    start, end = _find_clause(words, first, last)
    clues = []
    for at in range(max(0, first - _REACH), min(len(words), last + _REACH)):
        if words[at].classes:
            elsewhere = ("left" if at < first else "right") if start <= at < end else "rest"
            negated = any(one.form in _NEGATIONS for one in words[max(0, at - _NEGATED) : at])
            relation = relations.get(at, elsewhere)
            clues.append(Clue(at, _NUMBERS[relation], negated, _fitting(words[at].classes, relation)))
    return clues


@cache
def _fitting(classes: tuple[int, ...], relation: str) -> tuple[int, ...]:
    """The classes of a word that can stand in a relation; all where none or any can."""
    if relation in {"left", "right", "rest"}:
        return classes
    wants_verb = relation in {"agent", "patient"}
    fitting = [number for number in classes if (list_classes()[number].kind == "verb") == wants_verb]
    return tuple(fitting) or classes


def _read_behind(words: Sequence[Word], last: int) -> dict[int, str]:
    """What is said of a mention behind it: its verbs and their voice, what it is, what it owns."""
    found: dict[int, str] = {}
    passive = predicate = aside = acted = active = False
    at, end = last, min(len(words), last + _PREDICATE)
    while at < end:
        form, kinds = words[at].form, kinds_of(words[at])
        if form in _STOPS or form in _CONJUNCTIONS:
            break
        if form == ",":
            if at + 1 < end and words[at + 1].form in _RELATIVE:
                active = True
                at += 2
                continue
            if acted:
                break
            aside = not aside  # an apposition, up to the next comma
            predicate = aside
        elif form in _BE:
            passive = predicate = True
        elif "verb" in kinds and not (aside and predicate and "quality" in kinds):
            goes_on = words[at - 1].form == "and" and found.get(at - 2) == "patient"
            is_passive = passive or goes_on or (not (acted or active) and _reads_passive(words, at))
            found[at] = "patient" if is_passive and _is_participle(form) else "agent"
            acted, passive, predicate = True, False, False
        elif predicate and kinds & {"quality", "noun", "actor"}:
            found[at] = "is"
        elif not (
            form in _AUXILIARIES or form.endswith("ly") or form in _DETERMINERS or form in _PREPOSITIONS
        ):
            passive = False  # "is in Rome and attacked": the verb has lost its "is"
        active = form in _ACTIVE or (active and form.endswith("ly"))
        at += 1
    return found


def _is_possessive(words: Sequence[Word], first: int, last: int) -> bool:
    if last == len(words):
        return False
    if words[last].form in _GENITIVE:
        return True
    is_object = any(words[last].form in group for group in (_PREPOSITIONS, _AUXILIARIES, _DETERMINERS))
    return last == first + 1 and words[first].form in _POSSESSIVES and not is_object


def _read_owned(words: Sequence[Word], last: int) -> dict[int, str]:
    found = {}
    start = last + (words[last].form in _GENITIVE)
    for at in range(start, min(len(words), start + _PHRASE + 1)):
        form = words[at].form
        if form == "," or any(form in group for group in (_STOPS, _PREPOSITIONS, _BE, _AUXILIARIES)):
            break
        found[at] = "owned"
    return found


def _read_before(words: Sequence[Word], first: int) -> dict[int, str]:
    """What governs a mention from before it: its own phrase, then a verb, or a noun and a preposition."""
    begin = max(0, first - _GOVERNOR)
    found = _read_phrase(words, first, begin)
    at = min(found, default=first) - 1
    preposition = ""
    while at >= begin:
        form, kinds = words[at].form, kinds_of(words[at])
        if form in _STOPS or form in _CONJUNCTIONS or form == "that":
            break
        if form in _PREPOSITIONS:
            preposition = form
        elif preposition and "noun" in kinds:
            found[at] = _name_preposition(preposition)
            break
        elif "verb" in kinds:
            relation = _name_governor(words, at, preposition)
            if relation:
                found[at] = relation
            break
        elif preposition and kinds & {"quality", "actor"}:
            found[at] = _name_preposition(preposition)
            if "actor" in kinds and preposition != "from":  # "rescued nine boys from X"
                break
        at -= 1
    return found


def _read_phrase(words: Sequence[Word], first: int, begin: int) -> dict[int, str]:
    """The words directly before a mention that belong to its noun phrase."""
    found: dict[int, str] = {}
    for at in range(first - 1, max(begin, first - _PHRASE) - 1, -1):
        form = words[at].form
        if form in _DETERMINERS or form.isdigit():
            continue
        closed = (_PREPOSITIONS, _BE, _AUXILIARIES, _CONJUNCTIONS, {"and", "or"})
        if not form[0].isalnum() or any(form in group for group in closed):
            break
        if "verb" in kinds_of(words[at]) and not _is_modifier(words, at):
            break
        found[at] = "before"
    return found


def _name_governor(words: Sequence[Word], at: int, preposition: str) -> str:
    """How a verb before the mention governs it; nothing for "was seen in X"."""
    if preposition == "by":
        return "agent"
    if not preposition:
        return "patient"
    if preposition in _AGAINST or preposition == "from":
        return "against"
    is_passive = _is_participle(words[at].form) and any(one.form in _BE for one in words[max(0, at - 3) : at])
    return "" if is_passive else _name_preposition(preposition)


def _name_preposition(preposition: str) -> str:
    groups = {"against": _AGAINST, "for": _FOR, "by": _BY, "of": {"of"}}
    return next((name for name, group in groups.items() if preposition in group), "left")


def _is_modifier(words: Sequence[Word], at: int) -> bool:
    """Whether a word that can be a verb is none: "the wounded X", but not "had wounded X"."""
    if not kinds_of(words[at]) & {"quality", "actor"}:
        return False
    return at > 0 and (words[at - 1].form in _DETERMINERS or words[at - 1].form in _PREPOSITIONS)


def _is_participle(form: str) -> bool:
    return form.endswith(("ed", "en", "wn", "ne")) or form in _IRREGULAR


def _reads_passive(words: Sequence[Word], at: int) -> bool:
    if not any(list_classes()[number].name in _DONE_TO_SOMEBODY for number in words[at].classes):
        return False
    return at + 1 == len(words) or words[at + 1].form in _BEHIND_PASSIVE


def _find_clause(words: Sequence[Word], first: int, last: int) -> tuple[int, int]:
    start = first
    while start > 0 and first - start < _CLAUSE and words[start - 1].form not in _STOPS:
        start -= 1
    end = last
    while end < len(words) and end - last < _CLAUSE and words[end].form not in _STOPS:
        end += 1
    return start, end
