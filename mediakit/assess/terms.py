"""A codebook of terms in, passages whose terms are replaced by words of a known valence out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mediakit._core.codebooks import Source, load_codebook
from mediakit._core.errors import InputError
from mediakit.assess.cues import CueMatcher
from mediakit.assess.passages import Passage

_SIGNS = {"positive": 1.0, "negative": -1.0, "neutral": 0.0}
_STRONGEST = 4.0  # VADER's scale of valences
_STEM = "mediakitterm"  # with letters behind: no word of any lexicon, and one word to every tokeniser


@dataclass(frozen=True)
class Terms:
    """Terms of a field, and the tone each has there.

    Attributes
    ----------
    name : str
        The codebook's name.
    matcher : CueMatcher
        Finds the terms in a text.
    valences : dict of str to float
        Of the word that stands for each entry of the codebook, on VADER's scale of -4 to 4.
    """

    name: str
    matcher: CueMatcher
    valences: dict[str, float]

    def replace(self, passages: Sequence[Passage]) -> list[Passage]:
        """The passages with one word of the same valence in place of each term; targets stay as they are."""
        return [self._replace_one(passage) for passage in passages]

    def _replace_one(self, passage: Passage) -> Passage:
        words = list(self.valences)
        text, start, end = passage
        for cue in reversed(self.matcher.find_cues(text)):
            if cue.start < end and start < cue.end:
                continue
            word = words[cue.frame]
            text = text[: cue.start] + word + text[cue.end :]
            if cue.start < start:
                shift = len(word) - (cue.end - cue.start)
                start, end = start + shift, end + shift
        return Passage(text, start, end)


def read_terms(source: Source) -> Terms:
    """The terms of a codebook of frames: the direction and weight of each entry are its terms' valence.

    Raises
    ------
    InputError
        When a weight is above 4.
    CodebookError, UnknownNameError
        As `load_codebook` does.
    """
    codebook = load_codebook(source, kind="frames")
    for frame in codebook.frames:
        if frame.weight > _STRONGEST:
            raise InputError(
                f"The entry {frame.name!r} of the lexicon {codebook.header.name!r} has the weight "
                f"{frame.weight:g}; valences go up to {_STRONGEST:g}. Give a smaller weight."
            )
    words = _name_words(len(codebook.frames))
    valences = {
        word: _SIGNS[frame.direction] * frame.weight
        for word, frame in zip(words, codebook.frames, strict=True)
    }
    return Terms(codebook.header.name, CueMatcher(codebook.frames), valences)


def _name_words(n: int) -> Iterable[str]:
    letters = "abcdefghij"
    return [_STEM + "".join(letters[int(digit)] for digit in str(number)) for number in range(n)]
