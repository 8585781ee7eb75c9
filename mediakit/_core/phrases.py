"""A phrase of a codebook in, what it asks for word by word out: words, wildcards, gaps, inflections."""

from __future__ import annotations

import re
from itertools import product
from typing import NamedTuple
from unicodedata import normalize

from mediakit._core.inflections import inflect

# A word is a run of letters and digits; dotted letters are one word ("U.S."). The underscore is
# let in because that is three times as fast: replace those of a text before.
WORD = re.compile(r"[\w\u0300-\u036f]+(?:(?<=\b[^\W\d])(?:\.[^\W\d])+\b\.?)?")
# What may stand between two words of a phrase: blanks and quotation marks, one hyphen, one apostrophe.
JOINT = re.compile(r"[-‐‑'’‘]|(?:[^\S\n]|[\"'“”„‟‘’‚«»‹›`])+")
# Longer runs of letters are no words of any language, and are matched by no wildcard.
MAX_WORD = 100

_PART = re.compile(
    r"\*\{(?P<least>\d+)?,(?P<most>\d+)?\}"
    r"|\[(?P<base>[^\W\d_]+)\]"
    # As in a text, but stars belong to words.
    r"|(?P<word>[^\W\d_](?:\.[^\W\d_])+\b\.?|(?:[^\W_]|[\u0300-\u036f*])+)"
)
_MAX_GAP, _MAX_GAP_WORDS, _MAX_FORMS = 8, 12, 64
# A wildcard with fewer fixed characters stands for too many words to be a cue alone.
_MIN_FIXED = 3


class Gap(NamedTuple):
    """Some words of any kind: at least so many, at most so many."""

    least: int
    most: int


Part = str | Gap
ANY = Gap(1, 1)


def parse_phrase(phrase: str, *, inflected: bool = True) -> list[tuple[Part, ...]]:
    """The parts of a phrase, in each of the forms its inflected words can take.

    A part is a word in lower case, in which a star stands for any letters, or a gap. "win*" is any word that
    begins so, "*" one word, "*{0,3}" up to three words, "[win]" any form of the English word.

    Raises
    ------
    ValueError
        When nothing could ever match the phrase, or it would match almost everything.

    Examples
    --------
    >>> parse_phrase("Attribute* *{0,4} to")
    [('attribute*', Gap(least=0, most=4), 'to')]
    >>> parse_phrase("[win] the war")[2:]
    [('winning', 'the', 'war'), ('won', 'the', 'war')]
    """
    choices: list[tuple[Part, ...]] = []
    last = None
    for match in _PART.finditer(phrase):
        if last is not None:
            _check_between(phrase[last : match.start()])
        last = match.end()
        choices.append(_read_part(match, inflected))
    if not any(isinstance(part, str) for parts in choices for part in parts):
        raise ValueError("it has no word to look for. Write at least one word beside the wildcard")
    _check_edges(choices)
    _check_size(choices)
    return [tuple(parts) for parts in product(*choices)]


def normal_word(word: str) -> str:
    """A word as it is compared: without case, composed, a dotted one without its last dot."""
    return normalize("NFC", word.casefold()).rstrip(".")


def word_pattern(word: str) -> str:
    """A regular expression for a word with stars, linear in the length of what it is matched with."""
    first, *rest = (re.escape(piece) for piece in re.split(r"\*+", word))
    if not rest:
        return first
    *middle, last = rest
    # Atomic groups: the first place where a piece fits is as good as any later one.
    return first + "".join(f"(?>[^<>|]*?{piece})" for piece in middle) + f"[^<>|]*{last}"


def phrase_pattern(parts: tuple[Part, ...]) -> str:
    """A regular expression for a phrase in a text whose words stand in angle brackets: <holy><war>."""
    return "".join(
        f"<{word_pattern(part)}>" if isinstance(part, str) else _gap_pattern(part) for part in parts
    )


def _gap_pattern(gap: Gap) -> str:
    return r"<[^<>|]*>" if gap == ANY else rf"(?:<[^<>|]*>){{{gap.least},{gap.most}}}?"


def _read_part(match: re.Match[str], inflected: bool) -> tuple[Part, ...]:
    if match["base"]:
        if not inflected:
            raise ValueError(
                f"forms of a word ({match.group()}) are known for English only. Use a wildcard, or list them"
            )
        return inflect(normal_word(match["base"]))
    if match["word"]:
        word = normal_word(match["word"])
        return (ANY,) if word.strip("*") == "" else (word,)
    least, most = int(match["least"] or 0), int(match["most"] or _MAX_GAP + 1)
    if not least <= most <= _MAX_GAP or most == 0:
        raise ValueError(
            f"the gap {match.group()} must have an upper limit from 1 to {_MAX_GAP} and no higher lower one. "
            "Write *{0,4} for up to four words"
        )
    return (Gap(least, most),)


def _check_between(between: str) -> None:
    if between and not JOINT.fullmatch(between):
        raise ValueError(
            f"{between.strip() or between!r} never stands between two words of a match: a cue ends at a "
            "comma, a stop and the like. Leave it out, or write two cues"
        )


def _check_edges(choices: list[tuple[Part, ...]]) -> None:
    first, last = choices[0][0], choices[-1][0]
    if any(isinstance(part, Gap) and part != ANY for part in (first, last)):
        raise ValueError("it begins or ends with a gap, whose words nothing bounds. Leave the gap out")


def _check_size(choices: list[tuple[Part, ...]]) -> None:
    """Refuse what would match almost everywhere or take long: catastrophic patterns."""
    if sum(part.most for parts in choices for part in parts if isinstance(part, Gap)) > _MAX_GAP_WORDS:
        raise ValueError(f"its gaps take more than {_MAX_GAP_WORDS} words together. Write shorter ones")
    n_forms = 1
    for parts in choices:
        n_forms *= len(parts)
    if n_forms > _MAX_FORMS:
        raise ValueError(
            f"its inflected words have {n_forms} forms together, more than {_MAX_FORMS}. Inflect fewer"
        )
    words = [part for parts in choices for part in parts if isinstance(part, str)]
    if any(len(word) > MAX_WORD for word in words):
        raise ValueError(f"it has a word of more than {MAX_WORD} characters, which no text has")
    if not any("*" not in word or len(word.replace("*", "")) >= _MIN_FIXED for word in words):
        raise ValueError(
            f"its wildcards stand for too many words. Give one of them at least {_MIN_FIXED} fixed letters"
        )
