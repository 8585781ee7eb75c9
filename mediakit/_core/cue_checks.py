"""The frames of a codebook in, an error out where a cue can never count or its match would take long."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mediakit._core.phrases import ANY, Gap, Part, parse_phrase, phrase_pattern

if TYPE_CHECKING:  # the codebooks module imports this one
    from mediakit._core.codebooks import CueRule, Frame

_PREFIX = 3


class PhraseError(ValueError):
    """A phrase of a codebook that cannot be used, with the place of its key."""

    def __init__(self, message: str, place: tuple[str | int, ...], phrase: str) -> None:
        super().__init__(message)
        self.place = place
        self.phrase = phrase


class _Seen:
    """The cues of the frames listed so far, found again by a cue with which each would share its matches.

    A literal cue is found by its words; a wildcard under its longest literal word, or the first letters of a
    word, so that a codebook of many thousand cues is checked in one pass.
    """

    def __init__(self) -> None:
        self._literal: dict[str, list[tuple[str, CueRule]]] = defaultdict(list)
        self._wild: dict[object, list[tuple[re.Pattern[str], str, CueRule]]] = defaultdict(list)

    def add(self, parts: tuple[Part, ...], frame: str, rule: CueRule) -> None:
        self._literal[_as_text(parts)].append((frame, rule))
        if _is_wild(parts):
            self._wild[_shelf(parts)].append((re.compile(phrase_pattern(parts)), frame, rule))

    def find_same(self, parts: tuple[Part, ...]) -> Iterator[tuple[str, CueRule]]:
        """Cues of the same words."""
        yield from self._literal.get(_as_text(parts), ())

    def find_wider(self, parts: tuple[Part, ...]) -> Iterator[tuple[str, CueRule]]:
        """Wildcards that match all the words this cue matches, and no others around them."""
        if any(isinstance(part, Gap) and part != ANY for part in parts):
            return
        text, n = _as_text(parts), len(parts)
        shelves: list[object] = [(n, at, part) for at, part in enumerate(parts)]
        shelves += [(n, at, part[:_PREFIX], "") for at, part in enumerate(parts) if isinstance(part, str)]
        for shelf in [*shelves, n]:
            for pattern, frame, rule in self._wild.get(shelf, ()):
                if pattern.fullmatch(text):
                    yield frame, rule


def check_frames(frames: Sequence[Frame], language: str) -> None:
    """Refuse phrases that nothing matches or almost everything, and cues that can never count.

    Raises
    ------
    PhraseError
        For the first of them.
    """
    inflected = language.split("-")[0] == "en"
    seen = _Seen()
    for at, frame in enumerate(frames):
        excluded = [
            (phrase, parts)
            for phrase in frame.exclude
            for parts in _parse(phrase, ("frame", at, "exclude"), inflected)
        ]
        of_frame = []
        for rule in frame.rules:
            place = ("frame", at, "cues")
            own = [(phrase, parts) for phrase in rule.exclude for parts in _parse(phrase, place, inflected)]
            for phrase in (*rule.only_in, *rule.with_, *rule.without):
                _parse(phrase, place, inflected)
            variants = _parse(rule.phrase, place, inflected)
            _refuse_excluded(rule.phrase, variants, excluded + own, place)
            for parts in variants:
                _refuse_shared(rule, parts, frame.name, seen, place)
            of_frame += [(parts, frame.name, rule) for parts in variants]
        for entry in of_frame:
            seen.add(*entry)


def _parse(phrase: str, place: tuple[str | int, ...], inflected: bool) -> list[tuple[Part, ...]]:
    try:
        return parse_phrase(phrase, inflected=inflected)
    except ValueError as error:
        raise PhraseError(str(error), place, phrase) from error


def _refuse_excluded(
    phrase: str,
    variants: list[tuple[Part, ...]],
    excluded: list[tuple[str, tuple[Part, ...]]],
    place: tuple[str | int, ...],
) -> None:
    """Refuse a cue that an excluded phrase covers whole in each of its forms."""
    covering = [
        next(
            (other for other, words in excluded if re.fullmatch(phrase_pattern(words), _as_text(parts))), None
        )
        for parts in variants
    ]
    if None not in covering:
        raise PhraseError(
            f"the cue never counts, since the excluded phrase {covering[0]!r} covers it. "
            "Remove one of the two",
            place,
            phrase,
        )


def _refuse_shared(
    rule: CueRule, parts: tuple[Part, ...], frame: str, seen: _Seen, place: tuple[str | int, ...]
) -> None:
    for other, known in seen.find_same(parts):
        if _can_coincide(rule, known):
            raise PhraseError(
                f"two frames share the cue {rule.phrase.lower()!r}: {other!r} and {frame!r}. "
                "Keep it in one, or give the two different voices",
                place,
                rule.phrase,
            )
    for other, known in seen.find_wider(parts):
        if not known.is_conditional:
            raise PhraseError(
                f"the cue never counts, since {known.phrase!r} of the frame {other!r}, listed before, "
                "finds the same words. Put this frame first, or remove the cue",
                place,
                rule.phrase,
            )


def _can_coincide(rule: CueRule, known: CueRule) -> bool:
    """Whether a cue with the words of one listed before would always share its places with it."""
    if rule.voices and known.voices and set(rule.voices).isdisjoint(known.voices):
        return False
    asks = (known.with_, known.without, known.only_in)
    return not any(asks) or asks == (rule.with_, rule.without, rule.only_in)


def _is_wild(parts: tuple[Part, ...]) -> bool:
    return any(isinstance(part, Gap) or "*" in part for part in parts)


def _shelf(parts: tuple[Part, ...]) -> object:
    n = len(parts)
    words = [(at, part) for at, part in enumerate(parts) if isinstance(part, str)]
    literal = [(at, word) for at, word in words if "*" not in word]
    if literal:
        at, word = max(literal, key=lambda entry: len(entry[1]))
        return (n, at, word)
    for at, word in words:
        if "*" not in word[:_PREFIX]:
            return (n, at, word[:_PREFIX], "")
    return n


def _as_text(parts: tuple[Part, ...]) -> str:
    return "".join(f"<{part}>" if isinstance(part, str) else f"<{_gap_text(part)}>" for part in parts)


def _gap_text(gap: Gap) -> str:
    return "*" if gap == ANY else f"*{{{gap.least},{gap.most}}}"
