"""A text and its marked stretches in; reports out: who says it, with which verb, and which words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from mediakit._core.sentences import find_sentences
from mediakit.annotate.lexicon import Reporting, is_role, reporting_verbs
from mediakit.annotate.marks import Stretch, find_stretches
from mediakit.annotate.phrases import (
    ADVERBS,
    AUXILIARIES,
    BOUNDARIES,
    DETERMINERS,
    PASSIVE,
    PERSONAL,
    PREPOSITIONS,
    STOPS,
    Item,
    Span,
    first_phrase,
    left_speaker,
    phrase_end,
    span_of,
    split_items,
)

_NOBODY = frozenset("neither no nobody none nothing few".split())
_NEGATIONS = frozenset("not never neither nor without n’t n't".split())
# Verbs with a particle, as one cue: what follows is the content.
_PARTICLES = {
    "call": {"on", "for", "upon"}, "speak": {"of", "about"}, "warn": {"of", "against"}, "insist": {"on"},
    "complain": {"of", "about"}, "point": {"to", "out"}, "boast": {"of", "about"}, "appeal": {"to", "for"},
}  # fmt: skip
_VIEWS = frozenset("words view opinion eyes estimation judgment judgement telling".split())
_ADVERBIAL = frozenset(
    "days weeks hours months after as while when following who which despite before since".split()
)
# A noun stands between verb and content: "expressed surprise at", "voiced concern over".
_EXPRESSING = frozenset("express voice".split())
# Verbs that report only where marked words follow or stand before them.
_NEED_MARKS = frozenset(
    "continue begin read go feel speak talk decide mean cite pray write tweet post sing recite see".split()
)
_WITH_OBJECT = frozenset(
    "see describe call label brand term dub characterise characterize portray hail urge ask order".split()
)
_ENDINGS = re.compile(
    r",?\s+(?:late |early )?on\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s+(?:morning|evening|night))?$"
)


@dataclass(frozen=True, slots=True)
class Report:
    """One act of reporting: the cue, the speaker's words in the text if named, the content if found."""

    cue: Span
    speaker: Span | None
    content: tuple[Span, ...]


@dataclass(frozen=True)
class MarkedText:
    """A text with what stands in quotation marks, and its sentences, each found once."""

    text: str

    @cached_property
    def stretches(self) -> list[Stretch]:
        """What stands in marks."""
        return find_stretches(self.text)

    @cached_property
    def units(self) -> list[Span]:
        """Sentences, those that one marked stretch runs through as one."""
        return find_units(self.text, self.stretches)


def find_units(text: str, stretches: Sequence[Stretch]) -> list[Span]:
    """Sentences, where those that one marked stretch runs through are one unit."""
    units: list[Span] = []
    starts = [stretch.start for stretch in stretches]
    for start, end in find_sentences(text):
        last = stretches[bisect_right(starts, start) - 1] if stretches and starts[0] <= start else None
        if units and last is not None and last.start <= units[-1][1] and start <= last.end:
            units[-1] = (units[-1][0], end)
        else:
            units.append((start, end))
    return units


def find_reports(text: str, unit: Span, stretches: Sequence[Stretch]) -> list[Report]:
    """Reports in one unit of text, in order of their cues."""
    items = split_items(text, unit, stretches)
    reports: list[Report] = []
    for at in range(len(items)):
        report = _according_to(text, items, at) or _report_at(text, items, at, reports)
        if report is not None:
            reports.append(report)
    return [_cut_at_next(text, report, reports[which + 1 :]) for which, report in enumerate(reports)]


def _according_to(text: str, items: Sequence[Item], at: int) -> Report | None:
    """A report by "according to Toll", "in the words of Toll" or "in Toll’s view"."""
    if items[at].word not in {"according", "in"}:
        return None
    words = [item.word for item in items[at : at + 4]]
    if words[:2] == ["according", "to"]:
        first, after = at + 2, phrase_end(items, at + 2)
        cue = items[at].start, items[at + 1].end
        speaker = span_of(items, first, after)
    elif len(words) == 4 and (words[0], words[1], words[3]) == ("in", "the", "of") and words[2] in _VIEWS:
        first, after = at + 4, phrase_end(items, at + 4)
        cue = items[at].start, items[at + 3].end
        speaker = span_of(items, first, after)
    elif words[:1] == ["in"] and (owned := _owned_view(items, at)) is not None:
        after = owned + 1
        cue = items[owned].start, items[owned].end
        speaker = _owner(items, at + 1, owned)
    else:
        return None
    if speaker is None:
        return None
    if at == 0:
        start = after + 1 if after < len(items) and items[after].word == "," else after
        content = _trim(text, items[start].start, items[-1].end) if start < len(items) else None
    else:
        content = _trim(text, items[0].start, items[at - 1].end)
    return Report(cue, speaker, (content,) if content else ())


def _owned_view(items: Sequence[Item], at: int) -> int | None:
    """Index of the noun in "in Iva Toll’s view", "in her words"."""
    for ahead in range(at + 2, min(at + 7, len(items))):
        if items[ahead].word in _VIEWS:
            owner = items[ahead - 1].token
            is_owned = owner is not None and (
                owner.text[-2:] in {"’s", "'s"} or owner.lower in {"his", "her"}
            )
            return ahead if is_owned else None
        if items[ahead].token is None or items[ahead].word in STOPS:
            return None
    return None


def _owner(items: Sequence[Item], first: int, noun: int) -> Span | None:
    span = span_of(items, first, noun)
    owner = items[noun - 1].token
    if span is None or owner is None:
        return None
    return span[0], span[1] - 2 * (owner.text[-2:] in {"’s", "'s"})


def _report_at(text: str, items: Sequence[Item], at: int, before: Sequence[Report]) -> Report | None:
    verb = reporting_verbs().get(items[at].word)
    if verb is None or not _is_verb(items, at, verb, bool(before)):
        return None
    first, speaker = left_speaker(items, at)
    inverted = _inverted_speaker(items, at, verb) if speaker is None else None
    speaker = speaker or inverted
    if speaker is None and _shares_subject(items, at):
        speaker = before[-1].speaker if before else first_phrase(items)
    if speaker is None or text[slice(*speaker)].split()[0].lower() in _NOBODY:
        return None
    last, after = _cue_end(items, at, verb)
    if inverted:
        after = next((i for i in range(at, len(items)) if items[i].start >= inverted[1]), len(items))
    content = _content(text, items, first, after, verb, inverted is not None)
    if verb.verb in _NEED_MARKS and not any(item.token is None for item in _inside(items, content)):
        return None
    return Report((items[at].start, items[last].end), speaker, content)


def _inside(items: Sequence[Item], spans: Sequence[Span]) -> list[Item]:
    return [item for item in items if any(start <= item.start and item.end <= end for start, end in spans)]


def _is_verb(items: Sequence[Item], at: int, verb: Reporting, is_later: bool) -> bool:
    """False for nouns ("a report"), passives ("was accused"), negations and infinitives.

    `is_later` tells that another report stands before it: "charges allies and rues the silence".
    """
    word = items[at].word
    before = [items[i].word for i in range(max(at - 3, 0), at)]
    if at > 0 and items[at].is_capitalised and not _is_title_case(items):
        return False  # a name: "the United States"
    if at + 1 < len(items) and items[at + 1].word == "not" and verb.verb == "ask":
        return False  # "who asked not to be named"
    if _NEGATIONS & set(before[-2:]) or any(w.endswith(("n’t", "n't")) for w in before[-2:]):
        return False
    if before and (
        before[-1] in PASSIVE or (before[-1] in ADVERBS and before[-2:-1] and before[-2] in PASSIVE)
    ):
        return False
    if before and (before[-1] in DETERMINERS | PREPOSITIONS | {"of", "to", "no", "any"}):
        return False
    if word.endswith("ing"):
        return bool(before) and before[-1] in {",", "“”", "and"}
    if word in {verb.verb, f"{verb.verb}s", f"{verb.verb}es"} and verb.verb not in {"say", "tell", "add"}:
        # These forms are nouns as well: a verb has a subject before it and a complement behind it.
        following = items[at + 1] if at + 1 < len(items) else None
        if before[-2:-1] == [","] and before[-1] in PERSONAL and following and following.word == ",":
            return True  # "The grain, he claims, is safe."
        subject = items[at - 1] if before else None
        has_subject = subject is not None and (
            subject.is_capitalised
            or subject.word in PERSONAL | {"who"}
            or (subject.token is not None and is_role(subject.token))
        )
        if subject is not None and subject.word in reporting_verbs() and not subject.is_capitalised:
            return False  # the object of another verb: "calls offer “a joke”"
        if following is not None and following.word in _PARTICLES.get(verb.verb, set()) and word != verb.verb:
            return has_subject  # "warns of", but no "calls for calm" without who calls
        if following is None or following.word in STOPS - {":"} | PREPOSITIONS | {"of"}:
            return False
        if is_later and before[-1:] == ["and"] and word == f"{verb.verb}s":
            return True
        return has_subject or following.token is None or following.word == "that"
    return True


def _is_title_case(items: Sequence[Item]) -> bool:
    words = [item for item in items if item.token and item.token.is_word and len(item.word) > 3]
    return all(item.is_capitalised for item in words)


def _inverted_speaker(items: Sequence[Item], at: int, verb: Reporting) -> Span | None:
    """The speaker behind the verb: “…,” said Iva Toll."""
    if "clause" not in verb.takes or at + 1 >= len(items) or at == 0:
        return None
    before = items[at - 1]
    if before.token is not None and before.word not in {",", "—", "–"}:
        return None
    following = items[at + 1]
    if not (
        following.is_capitalised
        or following.word in DETERMINERS
        or (following.token and is_role(following.token))
    ):
        return None
    last = phrase_end(items, at + 1)
    return span_of(items, at + 1, last)


def _shares_subject(items: Sequence[Item], at: int) -> bool:
    previous = items[at - 1] if at else None
    while previous is not None and previous.word in ADVERBS | AUXILIARIES and at > 1:
        at -= 1
        previous = items[at - 1]
    return previous is not None and (previous.word in {"and", "but", ","} or previous.token is None)


def _cue_end(items: Sequence[Item], at: int, verb: Reporting) -> tuple[int, int]:
    """Index of the cue's last item, and of the first item behind it."""
    following = items[at + 1].word if at + 1 < len(items) else ""
    if following in _PARTICLES.get(verb.verb, set()):
        return at + 1, at + 2
    if verb.verb in _EXPRESSING and at + 2 < len(items) and items[at + 2].word in PREPOSITIONS:
        return at + 2, at + 3
    return at, at + 1


def _content(
    text: str, items: Sequence[Item], first: int, after: int, verb: Reporting, is_inverted: bool
) -> tuple[Span, ...]:
    """What is reported: left of the speaker, right of the verb, or both halves of what the cue interrupts."""
    is_participle = items[first].word.endswith("ing") and not is_inverted  # "…, adding that …"
    opens_clause = after < len(items) and items[after].word in {"that", "whether"}
    left = None if is_participle or opens_clause else _left_content(text, items, first, after, verb)
    if left is None:
        right = _right_content(text, items, after, verb)
    elif (resumed := _resumed(items, after)) is not None:
        right = resumed
    elif after < len(items) and items[after].word == "," and items[first - 1].word == "," and not is_inverted:
        right = _right_content(text, items, after, verb)  # "The grain, he said, is safe."
    else:
        right = None
    return tuple(span for span in (left, right) if span)


def _left_content(text: str, items: Sequence[Item], first: int, after: int, verb: Reporting) -> Span | None:
    if "clause" not in verb.takes or first == 0:
        return None
    before = items[first - 1]
    if before.token is None:
        start = first - 1
        while start > 0 and items[start - 1].word not in {":"} | BOUNDARIES:
            start -= 1
        return _trim(text, items[start].start, before.end)
    if before.word == "," and first > 1 and items[first - 2].token is None:  # „…“, she said
        return _trim(text, items[first - 2].start, items[first - 2].end)
    if before.word == "," and first > 2 and _ends_clause(items, after):
        return _trim(text, items[0].start, before.start)
    return None


def _ends_clause(items: Sequence[Item], after: int) -> bool:
    """True when nothing but an adverbial follows: the content stood before."""
    if after >= len(items) or items[after].word in STOPS:
        return True
    return items[after].word in PREPOSITIONS | ADVERBS and not any(
        item.word in {"that", "“”"} for item in items[after:]
    )


def _resumed(items: Sequence[Item], after: int) -> Span | None:
    """A stretch in marks that goes on after the speaker: “…,” she said, “…”."""
    for item in items[after : after + 9]:
        if item.token is None:
            return item.start, item.end
        if item.word in {".", ";", "!", "?"}:
            return None
    return None


def _right_content(text: str, items: Sequence[Item], after: int, verb: Reporting) -> Span | None:
    at = after
    while at < len(items) and items[at].word in {",", ":"} | ADVERBS:
        at += 1
    if at >= len(items):
        return None
    if verb.verb not in _WITH_OBJECT:
        at = _behind_object(items, at, verb)
    if at >= len(items) or (items[at].token and items[at].word in STOPS):
        return None
    last = len(items)
    if _is_relative(items, after):  # "who said it was closed, left"
        last = next((i for i in range(at, last) if items[i].word == ","), last)
    if items[at].word not in {
        "that",
        "whether",
        "“”",
    }:  # a noun phrase ends where an adverbial clause follows
        last = next((i for i in range(at + 1, last - 1) if _opens_adverbial(items, i)), last)
    return _trim(text, items[at].start, items[last - 1].end)


def _is_relative(items: Sequence[Item], after: int) -> bool:
    return any(item.word in {"who", "which"} for item in items[max(after - 4, 0) : after])


def _opens_adverbial(items: Sequence[Item], at: int) -> bool:
    following = items[at + 1].word
    opens = following in _ADVERBIAL or (following.endswith("ing") and following in reporting_verbs())
    return items[at].word == "," and opens


def _behind_object(items: Sequence[Item], at: int, verb: Reporting) -> int:
    """Index behind the person spoken to or about: "told reporters that", "accused X of"."""
    openers = set(verb.opens) | ({"that", "“”"} if "clause" in verb.takes else set())
    is_clause = items[at].word in {"that", "“”", "whether", "how", "why", "what"}
    if is_clause or (not verb.opens and verb.verb not in {"tell", "inform", "assure", "remind", "convince"}):
        return at
    for ahead in range(at, min(at + 10, len(items))):
        if items[ahead].word in openers:
            return ahead
    return at


def _cut_at_next(text: str, report: Report, later: Sequence[Report]) -> Report:
    """End the content before the next report of the same unit, and without the day of the week."""
    content = []
    for start, end in report.content:
        for other in later:
            opens = min(
                other.cue[0], other.speaker[0] if other.speaker and other.speaker[0] > start else other.cue[0]
            )
            if start < opens < end:
                end = opens
        trimmed = _trim(text, start, end)
        if trimmed:
            content.append(trimmed)
    return replace(report, content=tuple(content))


def _trim(text: str, start: int, end: int) -> Span | None:
    """A span without the punctuation, conjunctions and dates at its edges."""
    words = text[start:end]
    words = re.sub(r"(?:[\s,;:–—]|\b(?:and|but|while|as|which)\b)+$", "", words.rstrip(" .\n"))
    words = _ENDINGS.sub("", words)
    lead = len(words) - len(words.lstrip(" ,;:–—"))
    start, end = start + lead, start + len(words)
    return (start, end) if re.search(r"\w", text[start:end]) else None
