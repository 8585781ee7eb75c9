"""A text in; the turns of an interview or a debate written as a transcript ("TOLL: We stay.") in it out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mediakit.annotate.drafts import Attribution
from mediakit.annotate.lexicon import HONORIFICS
from mediakit.annotate.phrases import Span

# Up to five words with capitals, a party or place in brackets, a colon; marks and asterisks before it.
_LABEL = re.compile(
    r"[\s“\"'*_]*(?P<who>(?:Q|A)(?=[.:])|[^\W\d_][\w.’'&-]*(?:[ \u00a0][^\W\d_][\w.’'-]*){0,4}"
    r"(?:[ \u00a0]\([^()\n]{1,30}\))?)[*_]*[ \u00a0]?(?P<colon>[:.])[*_]*(?=[\s\u00a0])"
)
_ANSWERS = frozenset("a answer".split())
_QUESTIONS = frozenset("q question interviewer reporter moderator host presenter journalist".split())
_PARTICLES = frozenset("de del della di da do dos du van von der den bin ibn al el la le of the and".split())
_SPOKEN = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Mm]y|[Oo]ur|[Yy]our|me|us)\b|\?")
# Share of the turns with a first or second person or a question that tells speech from a list of results.
_MIN_SPOKEN = 1 / 3
_LABELLED = 0.95  # share of right speakers


@dataclass(frozen=True, slots=True)
class _Turn:
    """One labelled line: its label, the colon, what follows, and what the label is known by."""

    who: Span
    colon: Span
    words: Span
    key: str


def find_turns(text: str) -> list[Attribution]:
    r"""The turns of a transcript, each with its label as speaker and the colon as cue; none in other texts.

    A text is a transcript when labels come back and its labelled lines speak as people do to each other.
    Paragraphs without a label between two turns go on with the turn before, where labels are frequent.

    Examples
    --------
    >>> text = "TOLL: We stay.\n\nLUND: Do you?\n\nTOLL: We do."
    >>> [(text[slice(*one.speaker)], text[slice(*one.spans[0])]) for one in find_turns(text)]
    [('TOLL', 'We stay.'), ('LUND', 'Do you?'), ('TOLL', 'We do.')]
    """
    lines = [line.span() for line in re.finditer(r"[^\n]+", text) if re.search(r"\w", line.group())]
    turns = [_read_turn(text, line) for line in lines]
    labelled = [at for at, turn in enumerate(turns) if turn is not None]
    if not _is_transcript(text, [turn for turn in turns if turn is not None]):
        return []
    goes_on = 3 * len(labelled) >= labelled[-1] - labelled[0] + 1
    return list(_join(text, lines, turns, labelled[-1] if goes_on else -1))


def is_answer(label: str) -> bool:
    """True for the label of somebody who is asked: "A", "Answer"."""
    return label.lower() in _ANSWERS


def find_labels(text: str) -> list[str]:
    """The labels of a transcript as they are written."""
    return [text[slice(*one.speaker)] for one in find_turns(text) if one.speaker is not None]


def _read_turn(text: str, line: Span) -> _Turn | None:
    match = _LABEL.match(text, *line)
    if match is None:
        return None
    label = re.sub(r" ?\(.*", "", match["who"])
    words = re.split(r"[ \u00a0]", label)
    if match["colon"] == "." and label not in {"Q", "A"}:
        return None
    if not all(word[0].isupper() or word.lower() in _PARTICLES for word in words):
        return None
    start = match.end() + len(text[match.end() : line[1]]) - len(text[match.end() : line[1]].lstrip())
    if not re.search(r"\w", text[start : line[1]]):
        return None
    return _Turn(match.span("who"), match.span("colon"), (start, line[1]), words[-1].lower().strip("."))


def _is_transcript(text: str, turns: Sequence[_Turn]) -> bool:
    counts = Counter(turn.key for turn in turns)
    if len(counts) < 2:
        return False
    asked = counts.keys() & _QUESTIONS
    changes = sum(one.key != other.key for one, other in pairwise(turns))
    spoken = sum(_SPOKEN.search(text, *turn.words) is not None for turn in turns)
    if spoken < _MIN_SPOKEN * len(turns):
        return False
    if asked or (changes > 1 and max(counts.values()) > 1):
        return True
    return len(turns) > 1 and all(_is_person(text[slice(*turn.who)]) for turn in turns)


def _is_person(label: str) -> bool:
    """True for a whole name or a title and a name in capitals: "SEN. TOLL", "IVA TOLL"."""
    return " " in label and label.isupper()


def _join(
    text: str, lines: Sequence[Span], turns: Sequence[_Turn | None], last: int
) -> Iterator[Attribution]:
    """The turns, each with the lines that go on with it up to the `last` line."""
    at = 0
    while at < len(lines):
        turn = turns[at]
        at += 1
        if turn is None:
            continue
        spans = [turn.words]
        is_heading = at == 1  # a headline may look like a turn: "Toll: We stay"
        while at < last and turns[at] is None:
            if not is_heading and text[lines[at][0]] not in "([":  # "(APPLAUSE)"
                spans.append(lines[at])
            at += 1
        yield Attribution(tuple(spans), cue=turn.colon, speaker=turn.who, confidence=_LABELLED)


def read_name(label: str) -> str | None:
    """The name in a label as it is written elsewhere, without title: "Iva Toll" for "MS. IVA TOLL"."""
    words = [
        word
        for word in re.split(r"[ \u00a0]", re.sub(r" ?\(.*", "", label))
        if word.lower().strip(".") not in HONORIFICS
    ]
    if not words or {word.lower() for word in words} & (_ANSWERS | _QUESTIONS):
        return None
    name = " ".join(words)
    return name.title() if name.isupper() else name
