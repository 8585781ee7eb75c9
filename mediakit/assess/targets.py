"""Cues, articles, mentions and voices in, the actor each cue is about out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from itertools import islice, takewhile

import pandas as pd

from mediakit._core.resources import read_lexicon
from mediakit._core.sentences import find_sentences, sentence_at
from mediakit._core.spans import FIELDS
from mediakit.assess.asides import blank_asides
from mediakit.assess.target_rules import Candidate, Scene, find_target, is_role, keep_heads
from mediakit.assess.voices import Voice

# An unresolved pronoun is somebody too: it keeps a cue from going to whoever stands before it.
_PRONOUN = re.compile(
    r"\b(?:I|[Mm]e|[Mm]y|[Ww]e|us|[Oo]ur|[Yy]ou|[Yy]our|[Hh]e|[Hh]im|[Hh]is|[Ss]he|[Hh]er|[Ii]t|[Ii]ts|[Tt]hey"
    r"|[Tt]hem|[Tt]heir|[Tt]his|[Tt]here)\b"
)
_PLURAL_HEAD = re.compile(r"\w\s+([a-z]{3,}s)$")
_NAMED_BEFORE = re.compile(r"[A-Z][\w’'-]*\s+$")
_NEXT_WORDS = re.compile(r"\s+([a-z]+)(?:\s+([a-z]+))?")
# Characters around a cue in which its target is looked for; a longer sentence is a list, or broken text.
_REACH = 400


def find_targets(
    cues: pd.DataFrame, articles: pd.DataFrame, mentions: pd.DataFrame, voices: Sequence[Voice] | None
) -> list[str | None]:
    """The actor each cue is about, or None.

    Candidates are the mentions in the cue's sentence, and the adjectives of states there ("Russian"), which
    stand for the state. The speaker of the cue's own voice is never the target. The first of these rules that
    finds somebody decides; when it finds the speaker or a pronoun nobody knows, the target is missing:

    1. A name directly behind the cue, where the frame speaks well of its target: "our great leader X".
    2. The owner or modifier directly before it: "China’s “silence”", "our Russian comrades", "its threats".
    3. The object of a verb whose complement the cue is: "described X as …", "accused X of …", "called X …",
       "praised X for …", and any other "X for …" or "X until …"; the subject of a passive, "X was accused
       of …".
    4. The complement behind the cue: "… of X", "by X", "with X", "from X"; where the frame speaks well of its
       target also "for X" and "toward X". Not "against X" or "over X": they name who suffers from it.
    5. The object of an assuring or urging verb: "assures X of …", "urged X to …", "called on X to …".
    6. The subject, which is the nearest candidate in the clause before the cue that is not a place ("in X"),
       when the cue is what is said of it: "X is a threat", "X has shown restraint", "X did nothing", but not
       "X urged restraint" or "X faces a threat".

    Parameters
    ----------
    cues : DataFrame
        article_id, field, start, end and direction of each cue.
    articles, mentions : DataFrame
        The articles and mentions tables, checked.
    voices : sequence of Voice, optional
        The voice of each cue, where quotes are known.

    Returns
    -------
    list of str or None
        One a cue, in order.
    """
    texts = {field: dict(zip(articles["article_id"], articles[field], strict=True)) for field in FIELDS}
    mentions_of = _group_mentions(mentions)
    actors = _actors_of_states(mentions)
    sentences_of = cache(lambda article_id, field: find_sentences(texts[field][article_id]))
    nouns = _group_nouns(mentions)
    targets = []
    columns = (cues[name] for name in ("article_id", "field", "start", "end", "direction"))
    for at, (article_id, field, start, end, direction) in enumerate(zip(*columns, strict=True)):
        text = texts[field][article_id]
        first, last = sentence_at(sentences_of(article_id, field), start)
        first, last = max(first, start - _REACH), min(last, end + _REACH)
        text = blank_asides(text, first, start)
        named = _find_candidates(text, first, last, mentions_of.get((article_id, field), []), actors)
        named += _find_nouns(text, first, last, nouns.get(article_id, {}), named)
        named = sorted((one for one in named if not text[one.start : one.end].isspace()), key=_place)
        if voices is not None:
            named = [_without_speaker(candidate, voices[at]) for candidate in named]
        before = keep_heads(text, [candidate for candidate in named if candidate.end <= start])
        after = keep_heads(text, [candidate for candidate in named if candidate.start >= end])
        targets.append(find_target(Scene(text, first, start, end, direction == "positive", before, after)))
    return targets


def _group_mentions(mentions: pd.DataFrame) -> dict[tuple[str, str], list[Candidate]]:
    columns = (mentions[name] for name in ("article_id", "field", "start", "end", "actor", "form"))
    grouped: dict[tuple[str, str], list[Candidate]] = {}
    for article_id, field, start, end, actor, form in zip(*columns, strict=True):
        known = actor if isinstance(actor, str) else None
        grouped.setdefault((article_id, field), []).append(Candidate(start, end, known, str(form)))
    return {place: sorted(named, key=_place) for place, named in grouped.items()}


def _group_nouns(mentions: pd.DataFrame) -> dict[str, dict[str, str]]:
    """By article, the plural nouns that end the name of one actor there: "allies" of "Western allies"."""
    grouped: dict[str, dict[str, set[str]]] = {}
    columns = (mentions[name] for name in ("article_id", "text", "actor"))
    for article_id, text, actor in zip(*columns, strict=True):
        noun = _PLURAL_HEAD.search(text)
        if noun and isinstance(actor, str):
            grouped.setdefault(article_id, {}).setdefault(noun[1], set()).add(actor)
    return {
        article_id: {noun: actor for noun, (actor, *others) in found.items() if not others}
        for article_id, found in grouped.items()
    }


def _find_nouns(
    text: str, start: int, end: int, nouns: dict[str, str], named: list[Candidate]
) -> list[Candidate]:
    found = []
    for noun, actor in nouns.items():
        for match in re.finditer(rf"(?<![\w-]){re.escape(noun)}(?![\w-])", text[start:end]):
            first, last = start + match.start(), start + match.end()
            is_other = _NAMED_BEFORE.search(text, start, first)  # "Asian allies"
            if not is_other and not any(first < one.end and one.start < last for one in named):
                found.append(Candidate(first, last, actor, "nominal"))
    return found


def _actors_of_states(mentions: pd.DataFrame) -> dict[str, str]:
    """The actor an adjective of a state stands for, under the name the mentions have for that state."""
    named = dict(zip(mentions["text"], mentions["actor"], strict=True))
    actors: dict[str, str] = {}
    for name, adjectives, aliases in _states():
        known = (named[form] for form in (name, *aliases) if isinstance(named.get(form), str))
        actors |= dict.fromkeys(adjectives, next(known, name))
    return actors


def _find_candidates(
    text: str, start: int, end: int, mentions: list[Candidate], actors: dict[str, str]
) -> list[Candidate]:
    first = bisect_left(mentions, start, key=lambda mention: mention.start)
    starting = takewhile(lambda mention: mention.start < end, islice(mentions, first, None))
    found = [mention for mention in starting if mention.end <= end]
    others = [
        Candidate(*match.span(), _bearer_of(match, text, actors), "adjective")
        for match in _adjective_pattern().finditer(text, start, end)
    ]
    others += [Candidate(*match.span(), None, "pronoun") for match in _PRONOUN.finditer(text, start, end)]
    for other in others:
        if not any(other.start < one.end and one.start < other.end for one in found):
            found.append(other)
    return sorted(found, key=_place)


def _bearer_of(adjective: re.Match[str], text: str, actors: dict[str, str]) -> str | None:
    """The state an adjective stands for; nobody where it belongs to a person: "the Russian president"."""
    words = _NEXT_WORDS.match(text, adjective.end())
    if words and any(is_role(word) for word in words.groups("")):
        return None
    return actors[adjective.group()]


def _place(candidate: Candidate) -> tuple[int, int]:
    return candidate.start, candidate.end


def _without_speaker(candidate: Candidate, voice: Voice) -> Candidate:
    named_as_speaker = (
        voice.speaker_start is not None
        and voice.speaker_end is not None
        and voice.speaker_start < candidate.end
        and candidate.start < voice.speaker_end
    )
    is_speaker = named_as_speaker or (voice.quote_id is not None and candidate.actor == voice.name)
    return candidate._replace(actor=None) if is_speaker else candidate


@cache
def _states() -> list[tuple[str, list[str], list[str]]]:
    """Name, adjectives and other names of each state."""
    rows = [[*row, "", "", ""] for row in read_lexicon("en", "states")]
    return [(row[0], _split(row[1]), _split(row[3])) for row in rows]


@cache
def _adjective_pattern() -> re.Pattern[str]:
    adjectives = {adjective for _, adjectives, _ in _states() for adjective in adjectives}
    longest_first = sorted(adjectives, key=lambda adjective: (-len(adjective), adjective))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def _split(values: str) -> list[str]:
    return [value for value in values.split("|") if value]
