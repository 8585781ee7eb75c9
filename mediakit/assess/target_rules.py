"""A cue in its sentence in, the actor it is about out: rules of English that need no parser."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from mediakit._core.resources import read_lexicon

# Words that end a noun phrase: what stands before them is no part of what stands behind.
_CLOSED = frozenset(
    """about above across after against along amid among around as at because before behind below beneath
    beside between beyond but by despite down during except for from if in inside into like near of off on
    onto or out outside over past since so than that through throughout to toward towards under until unless
    up upon via when where whereas whether which while who whom whose why with within without and nor not
    am are be been being can could did do does had has have is may might must shall should was were will would
    he i it she there they this those these we you him me them us said says say saying told""".split()
)
_DETERMINERS = frozenset("a an the any both each every no some his her its my our their your".split())
_POSSESSIVES = frozenset("his her its my our their your".split())
_SUBORDINATORS = frozenset(
    "that who whom which whose what because if as when while where whether to than".split()
)
# Verbs that say of their subject what their complement means: "is a threat", "won a victory".
_LIGHT_VERBS = frozenset(
    """am is are was were be been being become becomes became remain remains remained pose poses posed posing
    represent represents represented constitute constitutes win wins won winning score scores scored achieve
    achieves achieved claim claims claimed secure secures secured deliver delivers delivered gain gains
    gained show shows showed shown showing exercise exercises exercised exercising display displays
    displayed demonstrate demonstrates demonstrated issue issues issued make makes made making
    keep keeps kept seek seeks sought pursue pursues pursued""".split()
)
_AUXILIARIES = frozenset(
    """have has had having will would shall should can could may might must do does did not never also still
    always again yet now just so far too long often and""".split()
)
# "X continues to seek a solution" says of X what "X seeks a solution" does.
_TRYING = frozenset(
    """begins began continues continued continue has have hopes hoped plans planned tries tried try wants
    wanted aims aimed""".split()
)
_NAMING = ("brand", "call", "declare", "dub", "label", "term")
# Listed as reporting verbs, yet their subject is as often who shows restraint or offers friendship.
_DOING = ("back", "begin", "continue", "decline", "mean", "offer", "refuse", "rule", "show", "support")
# What somebody is warned or reminded of is not about them.
_OF_OTHERS = ("remind", "tell", "warn")

_WORD = re.compile(r"\w+(?:[-’'.]\w+)*")
_OWNER = re.compile(r"[’']s?\b|[’'](?=\s)")
_STOP = re.compile(r"[,;:.!?()\n—–]|\s-\s")
_CLAUSE = re.compile(r"[;:()\n—–]|\s-\s|,\s*(?:and|but|or|while|whereas|although|though|because|so|as)\b")
_BE = re.compile(r"\b(?:am|is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?$")
_PLACE = re.compile(r"\b(?:in|on|near|to|from|into|over|against|across|inside|onto)(?:\s+\w+)?\s+$", re.I)
# What is said of a subject in passing: "Peru, backed by Chile, …".
_ASIDE = re.compile(r",\s+(?:under|with|like|unlike|led|backed|supported|along|together|as)\b[^,;:]{0,80},")
_POSES = re.compile(r"\s+(?:pose[sd]?|represent(?:s|ed)?|present(?:s|ed)?)\b")
_FOR = re.compile(r"\s+(?:for|over|(?:\w+[”\"»’']?\s+)?[“\"„«‘']?until)\s+(?:\w+\s+)?[“\"„«‘']?")
_COMPLEMENT = re.compile(r"[’'”“\"»«\s]*\b(?:of|by|with|from)\b", re.I)
_COMPLEMENT_OF_PRAISE = re.compile(r"[’'”“\"»«\s]*\b(?:of|by|with|from|for|towards?)\b", re.I)

# How many words of a noun phrase may stand between an actor and what belongs to it.
_OWNED_WORDS, _TITLE_WORDS, _COMPLEMENT_WORDS = 3, 4, 5
# How many words may stand between a verb's "as" or "of" and the cue; fewer behind "to", which is commoner.
_DESCRIBED_WORDS, _ADDRESSED_WORDS = 6, 3
_NAMED_WORDS = 8
_SUBJECT_WORDS, _PREDICATE_WORDS = 6, 4


class Candidate(NamedTuple):
    """Somebody named in a sentence. Without an actor (the speaker, an unknown pronoun) it only blocks."""

    start: int
    end: int
    actor: str | None
    form: str


class Scene(NamedTuple):
    """A cue in its sentence, and who is named before and behind it, in order."""

    text: str
    start: int
    cue_start: int
    cue_end: int
    positive: bool
    before: list[Candidate]
    after: list[Candidate]


def find_target(scene: Scene) -> str | None:
    """The actor a cue is about, by the first rule that finds somebody; see `find_targets` for the rules."""
    found = next((target for target in (rule(scene) for rule in _RULES) if target is not None), None)
    return None if found is None else found.actor


def keep_heads(text: str, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates that do not just lead up to the next, as "Russian" does in "Russian President Putin"."""
    heads = [one for one, following in pairwise(candidates) if not _leads_to(text, one, following)]
    return heads + candidates[-1:]


def is_role(word: str) -> bool:
    """Whether a word says what a person is: "president"."""
    return word.lower() in _roles()


def _leads_to(text: str, candidate: Candidate, following: Candidate) -> bool:
    gap = text[candidate.end : following.start]
    if not (candidate.form == "adjective" or _is_owner(text, candidate, gap)):
        return False
    words = _words(_OWNER.sub("", gap, count=1))
    if not _is_phrase(gap, words, _TITLE_WORDS):
        return False
    return not words or words[-1][0].isupper() or is_role(words[-1])


def _find_bearer(scene: Scene) -> Candidate | None:
    if not scene.after or not scene.text[scene.cue_end : scene.after[0].start].isspace():
        return None
    nearest = scene.after[0]
    if nearest.form == "nominal":  # "do-nothing allies", but not "the silence the allies kept"
        opens_phrase = _WORD.match(scene.text, nearest.start)
        word = opens_phrase.group() if opens_phrase else ""
        return nearest if scene.positive or (word.islower() and word not in _DETERMINERS) else None
    return nearest if scene.positive and nearest.form == "name" else None


def _find_owner(scene: Scene) -> Candidate | None:
    if not scene.before:
        return None
    nearest = scene.before[-1]
    gap = scene.text[nearest.end : scene.cue_start]
    words = _words(gap[2:] if _OWNER.match(gap) else gap)
    if not _is_phrase(gap, words, _OWNED_WORDS):
        return None
    if not words or _is_owner(scene.text, nearest, gap):
        return nearest
    # "Russian military escalation", "the Russian army’s victory", but not "the Russian says victory".
    modifies = nearest.form == "adjective" and (
        any(word.endswith(("’s", "'s")) for word in words) or (len(words) == 1 and not words[0].endswith("s"))
    )
    return nearest if modifies else None


def _find_described(scene: Scene) -> Candidate | None:
    found = _find_object(scene, _describing_verbs(), _DESCRIBED_WORDS)
    if found is not None or not scene.before:
        return found
    nearest = scene.before[-1]
    opened = _FOR.fullmatch(scene.text, nearest.end, scene.cue_start)
    return nearest if opened and not _is_place(scene, nearest) else None


def _find_complement(scene: Scene) -> Candidate | None:
    if not scene.after:
        return None
    nearest = scene.after[0]
    gap = scene.text[scene.cue_end : nearest.start]
    opening = (_COMPLEMENT_OF_PRAISE if scene.positive else _COMPLEMENT).match(gap)
    if opening is None:
        return None
    words = _words(gap[opening.end() :])
    acts = any(word.endswith("ing") for word in words)  # "threat of isolating X"
    is_phrase = _is_phrase(gap[opening.end() :], words, _COMPLEMENT_WORDS, allowed=_DETERMINERS)
    return nearest if is_phrase and not acts else None


def _find_poser(scene: Scene) -> Candidate | None:
    """Who poses a threat: "the threat X poses"."""
    if not scene.after:
        return None
    nearest = scene.after[0]
    is_posed = _POSES.match(scene.text, nearest.end) and scene.text[scene.cue_end : nearest.start].isspace()
    return nearest if is_posed else None


def _find_addressed(scene: Scene) -> Candidate | None:
    return _find_object(scene, _addressing_verbs(), _ADDRESSED_WORDS)


def _find_subject(scene: Scene) -> Candidate | None:
    breaks = [match.end() for match in _CLAUSE.finditer(scene.text, scene.start, scene.cue_start)]
    clause_start = breaks[-1] if breaks else scene.start
    subjects = [c for c in reversed(scene.before) if not _is_place(scene, c)]
    if not subjects:
        return None
    nearest, opens = subjects[0], subjects[0].end
    for other in subjects[1:]:
        aside = _ASIDE.match(scene.text, other.end, scene.cue_start)
        if aside and aside.start() < nearest.start < aside.end() <= scene.cue_start:
            nearest, opens = other, aside.end()
            break
    if nearest.start < clause_start:
        return None
    gap = scene.text[opens : scene.cue_start]
    return nearest if _is_predicate(gap, of_adjective=nearest.form == "adjective") else None


_RULES: tuple[Callable[[Scene], Candidate | None], ...] = (
    _find_bearer,
    _find_owner,
    _find_described,
    _find_poser,
    _find_complement,
    _find_addressed,
    _find_subject,
)


def _is_predicate(gap: str, *, of_adjective: bool) -> bool:
    """Whether the words between a subject and a cue make the cue its predicate."""
    words = [word.lower() for word in _words(_OWNER.sub("", gap, count=1))]
    verbs = [at for at, word in enumerate(words) if word in _LIGHT_VERBS]
    if not verbs:  # "the Russian army did nothing", or in a headline "Russian army a threat"
        rest = words[1:] if of_adjective else words
        without_verb = 1 <= len(rest) <= 3 and rest[0] in {"a", "an"} and _CLOSED.isdisjoint(rest)
        return without_verb or (
            bool(rest)
            and _reporting_forms().isdisjoint(words)
            and all(word in _AUXILIARIES or word.endswith("ly") for word in rest)
        )
    subject, predicate = words[: verbs[-1]], words[verbs[-1] + 1 :]
    if predicate[:2] == ["guilty", "of"]:
        predicate = predicate[2:]
    if predicate[:1] == ["up"]:  # "keep up its silence"
        predicate = predicate[1:]
    if subject[-1:] == ["to"] and subject[-2:-1] and subject[-2] in _TRYING:
        subject = subject[:-2]
    return (
        len(subject) <= _SUBJECT_WORDS
        and len(predicate) <= _PREDICATE_WORDS
        and _CLOSED.isdisjoint(predicate)
        and not any(word.endswith("ing") for word in predicate)  # "is facing a threat"
        and _SUBORDINATORS.isdisjoint(subject)
        and _reporting_forms().isdisjoint(subject)
    )


def _find_object(scene: Scene, verbs: dict[str, frozenset[str]], most: int) -> Candidate | None:
    """Object of the verb nearest before the cue whose marker ("as", "of", …) opens what the cue stands in."""
    words = list(_WORD.finditer(scene.text, scene.start, scene.cue_start))
    for at in range(len(words) - 1, -1, -1):
        verb, tail = words[at], words[at + 1 :]
        markers = verbs.get(verb.group().lower())
        opened = None if markers is None else _find_marker(tail, markers, most)
        if opened is None:
            continue
        aside_allowed = scene.text[verb.end() : opened].replace(",", " ")  # "described the war, now long, as"
        if _STOP.search(aside_allowed) or _STOP.search(scene.text, opened, scene.cue_start):
            return None
        if _BE.search(scene.text, scene.start, verb.start()):
            return next((c for c in reversed(scene.before) if c.end <= verb.start()), None)
        if markers and opened == tail[0].start() and tail[0].group().lower() in {"of", "about"}:
            continue  # "spoke of the threat" describes nobody
        start = tail[0].end() if tail[0].group() in {"on", "to", "upon"} else verb.end()  # "called on X"
        objects = (
            candidate
            for candidate in scene.before
            if start <= candidate.start
            and candidate.end <= opened
            and candidate.actor is not None
            and not _PLACE.search(scene.text, start, candidate.start)
        )
        # An object that nobody knows is still the object: the search ends here.
        return next(objects, Candidate(*verb.span(), None, "unknown"))
    return None


def _find_marker(tail: list[re.Match[str]], markers: frozenset[str], most: int) -> int | None:
    """Where the object of a verb ends, from the words up to the cue; None when the cue is no complement."""
    if not markers:  # "called X a …", not "what they called the …"
        names = 2 <= len(tail) <= _NAMED_WORDS and tail[0].group().lower() not in {"for", "on", "to", "off"}
        return tail[-1].end() if names else None
    places = [at for at, word in enumerate(tail) if word.group().lower() in markers]
    if not places or len(tail) - 1 - places[-1] > most:
        return None
    return tail[places[-1]].start()


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _is_owner(text: str, candidate: Candidate, gap: str) -> bool:
    word = text[candidate.start : candidate.end].lower()
    return word in _POSSESSIVES or _OWNER.match(gap) is not None


def _is_place(scene: Scene, candidate: Candidate) -> bool:
    return _PLACE.search(scene.text, scene.start, candidate.start) is not None


def _is_phrase(gap: str, words: list[str], most: int, allowed: frozenset[str] = frozenset()) -> bool:
    """Whether a gap can lie inside one noun phrase."""
    stops = (_CLOSED | _DETERMINERS) - allowed
    return not _STOP.search(gap) and len(words) <= most and stops.isdisjoint(word.lower() for word in words)


@cache
def _describing_verbs() -> dict[str, frozenset[str]]:
    """Forms of verbs and what opens their complement; nothing does where they name: "called X a …"."""
    verbs = dict.fromkeys(("charge", "charges", "charged", "charging"), frozenset({"with"}))
    for base, forms, takes, opens in _verbs():
        if base in _NAMING:
            verbs |= dict.fromkeys(forms, frozenset[str]())
        elif opens and opens.isdisjoint({"to", "with"}) and "object" in takes:
            # Each is also found with the markers of the others: "condemned X as", "hailed X for".
            verbs |= dict.fromkeys(forms, opens | {"as", "for", "over"})
    return verbs


@cache
def _addressing_verbs() -> dict[str, frozenset[str]]:
    verbs: dict[str, frozenset[str]] = {}
    for base, forms, _, opens in _verbs():
        if "to" in opens or base == "call":  # "called on X to …"
            verbs |= dict.fromkeys(forms, frozenset({"to"}))
        elif "of" in opens and base not in _OF_OTHERS:
            verbs |= dict.fromkeys(forms, frozenset({"of"}))
    return verbs


@cache
def _reporting_forms() -> frozenset[str]:
    return frozenset(form for base, forms, _, _ in _verbs() if base not in _DOING for form in forms)


def _verbs() -> list[tuple[str, list[str], list[str], frozenset[str]]]:
    """Base, forms, what it takes, and what opens the complement behind its object, of each reporting verb."""
    rows = [[*row, "", "", ""] for row in read_lexicon("en", "reporting")]
    return [
        (row[0], [row[0], *row[1].split("|")], row[2].split("|"), frozenset(row[3].split("|")) - {""})
        for row in rows
    ]


@cache
def _roles() -> frozenset[str]:
    return frozenset(row[0].lower() for row in read_lexicon("en", "roles"))
