"""A reporting verb among the items of a unit of text in; the runs of items that it reports out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mediakit.annotate.foreign_lexicon import Item, Lexicon, Verb
from mediakit.annotate.phrases import Span

REACH = 14  # items between a verb and what it reports, or its participle
STOPS = frozenset({".", "!", "?", ";"})
_BETWEEN = frozenset({",", ".", "!", "?", "…", "–", "—", "-", ":"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb: its item, where its group begins and ends, what it takes, and its particle."""

    at: int
    first: int
    after: int
    verb: Verb
    particle: int | None = None


def find_content(
    items: Sequence[Item],
    cue: Cue,
    words: Lexicon,
    opens: int,
    after: int,
    marked: int | None,
    is_inverted: bool,
) -> tuple[Span, ...]:
    """Runs of items that are reported: before the verb, behind it, or both halves of what it interrupts."""
    left = None
    if marked is not None or (is_inverted and opens > 1 and items[opens - 1].word == ","):
        left = find_left(items, opens, words, marked)
    if left is not None and "clause" in cue.verb.takes:
        resumed = find_resumed(items, left, _behind_particle(cue, after), words)
        if resumed or marked is not None or left[1] - left[0] > 2:
            return (left, *resumed)
    run = _right(items, cue, words, after)
    return (run,) if run else ()


def find_around_as(
    items: Sequence[Item], cue: Cue, words: Lexicon, at: int, after: int, marked: int | None
) -> tuple[Span, ...]:
    """What "as the police said" is about: the clause behind it, or before it."""
    if at == 0:
        comma = next((i for i in range(after, len(items)) if items[i].word == ","), None)
        return ((comma + 1, len(items)),) if comma is not None else ()
    left = find_left(items, at, words, marked) if items[at - 1].word == "," or marked is not None else None
    return (left, *find_resumed(items, left, _behind_particle(cue, after), words)) if left else ()


def _behind_particle(cue: Cue, after: int) -> int:
    return after if cue.particle is None else max(after, cue.particle + 1)


def find_left(items: Sequence[Item], end: int, words: Lexicon, marked: int | None) -> Span | None:
    """The clause or marked words before a verb that stands behind what it reports."""
    last = marked + 1 if marked is not None else end - 1
    first = last - 1 if marked is not None else 0
    for at in range(last - 1, -1, -1):
        item = items[at]
        if item.word in {":", ";"} or (item.word in words.finite and not item.is_capital):
            if marked is None or item.word not in {":", ";"}:
                return (first, last) if marked is not None else None
            break
        if not item.word or item.is_word:
            first = at
    opening = items[first]
    if marked is None and (last <= first or words.has(opening.word, "subordinate", "conjunction")):
        return None
    if marked is not None and words.has(opening.word, "conjunction", "subordinate"):
        return marked, last
    return first, last


def find_resumed(items: Sequence[Item], left: Span, at: int, words: Lexicon) -> tuple[Span, ...]:
    """What goes on behind the speaker: “…”, sagte sie, “…”; Die Lage, sagte sie, sei ernst."""
    for ahead in range(at, min(at + REACH, len(items))):
        item = items[ahead]
        if item.stretch and (
            items[ahead - 1].word in _BETWEEN or words.has(items[ahead - 1].word, "conjunction")
        ):
            last = ahead + 1
            while last < len(items) and (items[last].stretch or items[last].word in _BETWEEN):
                last += 1
            return ((ahead, last),)
        if item.word in STOPS:
            break
    is_open = items[left[1] - 1].stretch is None or left[1] - left[0] > 1
    if not is_open or at + 1 >= len(items) or items[at].word != ",":
        return ()
    is_other = words.has(items[at + 1].word, "conjunction", "relative", "preposition")
    if words.language == "de":
        is_other = is_other or not any(words.has(item.word, "subjunctive") for item in items[at + 1 :])
    return () if is_other else ((at + 1, len(items)),)


def _right(items: Sequence[Item], cue: Cue, words: Lexicon, after: int) -> Span | None:
    """What a verb reports behind it: after a colon, "that", a comma (German), or in marks."""
    start = after
    if cue.particle is not None and not any(
        item.stretch or item.word in {":", ","} for item in items[after : cue.particle]
    ):
        start = cue.particle + 1
    opener = None
    for at in range(start, min(start + REACH, len(items))):
        item = items[at]
        if item.word == ":":
            run = _behind_colon(items, at + 1)
            return run if run and ("clause" in cue.verb.takes or items[run[0]].stretch) else None
        if words.has(item.word, "that") and "clause" in cue.verb.takes:
            if words.has(items[at - 1].word, "conjunction"):
                return None
            return at - (at > start and items[at - 1].word == "de"), len(items)
        if item.stretch and "object" not in cue.verb.takes:
            if _is_name(items, at, words):
                continue
            return at, _end_of_marked(items, at)
        if item.stretch:
            return (start if opener is None else opener), at + 1
        if item.word in STOPS:
            break
        if opener is None and item.word in cue.verb.opens:
            opener = at
        if item.word == "," and opener is not None:
            return opener, len(items)
        takes_clause = words.language == "de" and "clause" in cue.verb.takes
        if item.word == "," and takes_clause and _opens_clause(items, at + 1, words):
            return at + 1, len(items)
    return (opener, len(items)) if opener is not None and "clause" in cue.verb.takes else None


def _behind_colon(items: Sequence[Item], at: int) -> Span | None:
    if at >= len(items):
        return None
    return (at, _end_of_marked(items, at)) if items[at].stretch else (at, len(items))


def _end_of_marked(items: Sequence[Item], at: int) -> int:
    """Index behind the marked stretches that follow one another with nothing but signs between."""
    end = at + 1
    for ahead in range(at + 1, len(items)):
        if items[ahead].stretch:
            end = ahead + 1
        elif items[ahead].word not in _BETWEEN:
            break
    return end


def _is_name(items: Sequence[Item], at: int, words: Lexicon) -> bool:
    """True for the name of a medium in marks: "sagte sie dem „Boten“"."""
    stretch = items[at].stretch
    short = (
        stretch is not None and stretch.end - stretch.start < 30 and not re.search(r"[.!?,]", items[at].text)
    )
    return short and at > 0 and words.has(items[at - 1].word, "addressee")


def _opens_clause(items: Sequence[Item], at: int, words: Lexicon) -> bool:
    """True when a German clause behind a comma is what is reported: not relative, not adverbial."""
    if at >= len(items):
        return False
    opening = items[at]
    if opening.stretch:
        return True
    if words.has(opening.word, "subordinate", "conjunction"):
        return False
    clause = []
    for item in items[at:]:
        if item.stretch or item.word in {",", *STOPS}:
            break
        clause.append(item)
    if any(words.has(item.word, "subjunctive") for item in clause):
        return True
    is_relative = (
        len(clause) > 1 and words.has(opening.word, "determiner", "relative") and not clause[-1].is_capital
    )
    return (
        not is_relative and len(clause) > 2 and opening.is_word and not words.has(opening.word, "preposition")
    )


def marked_before(items: Sequence[Item], at: int) -> int | None:
    """The marked stretch that ends right before an item, signs between not counted."""
    while at > 0 and items[at - 1].word in _BETWEEN:
        at -= 1
    return at - 1 if at > 0 and items[at - 1].stretch else None


def trim_run(items: Sequence[Item], run: Span) -> Span | None:
    """Offsets of a run of items without the signs at its edges; of a stretch, without its marks."""
    first, last = run
    while first < last and not (items[first].is_word or items[first].stretch):
        first += 1
    while last > first and not (items[last - 1].is_word or items[last - 1].stretch):
        last -= 1
    while last > first and items[last - 1].word in {"und", "et", "y", "mais", "aber", "pero", "e"}:
        last -= 1
        while last > first and items[last - 1].word == ",":
            last -= 1
    if first >= last:
        return None
    opening, closing = items[first].stretch, items[last - 1].stretch
    return opening.start if opening else items[first].start, closing.end if closing else items[last - 1].end
