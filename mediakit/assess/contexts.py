"""Texts, mentions and quotes in, whether a cue stands in the context it asks for out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

import pandas as pd

from mediakit._core.codebooks import Codebook, CueRule, Frame
from mediakit._core.errors import InputError
from mediakit._core.sentences import find_sentences, sentence_at
from mediakit._core.spans import count_words
from mediakit.assess.cues import CueMatcher, Holds
from mediakit.assess.voices import Stretches, voice_of

_Mentions = Mapping[tuple[str, str], list[tuple[int, int, str]]]


class Contexts:
    """Says whether a cue stands in a voice, beside words and near an actor of a class as its rule asks.

    Parameters
    ----------
    rules : sequence of CueRule
        The cues of the codebook.
    name : str
        The codebook's name, for errors.
    mentions : DataFrame, optional
        The mentions table, checked.
    stretches : dict, optional
        What `cut_stretches` made of the quotes.
    actors : Codebook, optional
        Says of which class each actor is.

    Raises
    ------
    InputError
        When a rule asks for what is not given: without it the cue would count everywhere, or nowhere.
    """

    def __init__(
        self,
        rules: Sequence[CueRule],
        name: str,
        *,
        mentions: pd.DataFrame | None,
        stretches: Stretches | None,
        actors: Codebook | None,
    ) -> None:
        for rule in rules:
            classes = [class_ for class_ in rule.near if class_ != "actor"]
            if rule.voices and stretches is None:
                _refuse(rule, name, f"in the voices {', '.join(rule.voices)}", "the quotes table (quotes=)")
            if rule.near and mentions is None:
                _refuse(
                    rule, name, f"near an actor ({', '.join(rule.near)})", "the mentions table (mentions=)"
                )
            if classes and actors is None:
                _refuse(rule, name, f"near a {' or '.join(classes)}", "the codebook of the actors (actors=)")
        self._stretches = stretches or {}
        self._mentions = {} if mentions is None else _group_mentions(mentions)
        self._classes = {actor.name: actor.class_ for actor in actors.actors} if actors else {}

    def of_text(self, article_id: str, field: str, text: str) -> Holds:
        """For one text, the function that says whether a rule holds at a span of it."""
        stretches = self._stretches.get((article_id, field), [])
        mentions = self._mentions.get((article_id, field), [])
        sentences = cache(lambda: find_sentences(text))

        def holds(rule: CueRule, start: int, end: int) -> bool:
            if rule.voices and voice_of(stretches, start, end).kind not in rule.voices:
                return False
            if not (rule.with_ or rule.without or rule.near):
                return True
            first, last = sentence_at(sentences(), start)
            around = f"{text[first:start]}\n{text[end:last]}"
            if rule.with_ and not _has_any(rule.with_, around):
                return False
            if rule.without and _has_any(rule.without, around):
                return False
            return not rule.near or any(
                first <= one_start < last and _are_near(text, (start, end), (one_start, one_end), rule.within)
                for one_start, one_end, actor in mentions
                if "actor" in rule.near or self._classes.get(actor) in rule.near
            )

        return holds


def _refuse(rule: CueRule, name: str, where: str, needed: str) -> None:
    raise InputError(f"The cue {rule.phrase!r} of {name!r} counts only {where}. Pass {needed}.")


def _has_any(phrases: tuple[str, ...], text: str) -> bool:
    return bool(_matcher(phrases).count_matches(text))


@lru_cache(maxsize=4096)
def _matcher(phrases: tuple[str, ...]) -> CueMatcher:
    return CueMatcher([Frame(name="context", definition="words beside a cue", cues=phrases)])


def _group_mentions(mentions: pd.DataFrame) -> _Mentions:
    grouped: dict[tuple[str, str], list[tuple[int, int, str]]] = {}
    columns = (mentions[column] for column in ("article_id", "field", "start", "end", "actor"))
    for article_id, field, start, end, actor in zip(*columns, strict=True):
        if isinstance(actor, str):
            grouped.setdefault((article_id, field), []).append((start, end, actor))
    return grouped


def _are_near(text: str, one: tuple[int, int], other: tuple[int, int], within: int | None) -> bool:
    if within is None:
        return True
    between = text[min(one[1], other[1]) : max(one[0], other[0])]
    return count_words(between) <= within
