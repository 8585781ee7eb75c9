"""Sentences in, VADER's four numbers out, each rule applied to all words of the lexicon at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from string import punctuation
from typing import Any

import numpy as np
from numpy.typing import NDArray

# Numbers that stand inside the library's functions; those that have a name there are read from it.
_DAMPING = (1.0, 0.95, 0.9)  # of a degree adverb one, two and three words before
_NEVER_SO = 1.25
_BEFORE_BUT, _AFTER_BUT = 0.5, 1.5
_EXCLAMATION, _MAX_EXCLAMATIONS = 0.292, 4
_QUESTION, _MANY_QUESTIONS = 0.18, 0.96
_ALPHA = 15  # approximates the largest sum to be expected
_SHARE_DIGITS, _COMPOUND_DIGITS = 3, 4
_HALFWAY = 1e-6  # nearer to the middle between two roundings, numpy and Python may differ

# Words that stand inside the library's functions.
_NAMED = "at but doubt kind least never no nor of or so this very without".split()

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")

# The codes of what stands in no list: nothing at all (before and behind a sentence), a word, a contraction
# with "not". Words in no list are all alike to the rules.
_NOTHING, _UNKNOWN, _CONTRACTED = range(3)

# How far the rules look: three words back and two ahead.
_BACK, _AHEAD = 3, 2

# Twenty thousand news sentences have 50,000 distinct tokens, which take 6 MB.
_MAX_TOKENS = 100_000
# Sentences read at once: their arrays take some 3 MB.
_BATCH = 4_000

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class VaderRules:
    """The rules of Hutto and Gilbert (2014) as vaderSentiment 3.3.2 applies them, to the last digit.

    The library lower-cases and searches the whole sentence again for each rule and each word of its lexicon.
    Here each distinct token is read once, and a rule is one step of arithmetic on all words of the lexicon
    that the sentences have. What a rule does, and the order in which numbers are added and multiplied, is the
    library's, also where it departs from the paper; comments say where.

    Facts of the library's lists are relied on: no emoji is a single ASCII character, no emoji's name holds
    another emoji, and the lexicon has no degree adverb, no "but" and no "least".

    Parameters
    ----------
    library : module
        vaderSentiment.vaderSentiment: its word lists and constants are used, none is copied here.
    analyzer : SentimentIntensityAnalyzer
        Its lexicon and its emojis are used.
    """

    def __init__(self, library: Any, analyzer: Any) -> None:
        self._emojis: dict[str, str] = analyzer.emojis
        self._capitals: float = library.C_INCR
        self._negation: float = library.N_SCALAR
        self._words = _Words(analyzer.lexicon, library.BOOSTER_DICT, library.NEGATE, library.SPECIAL_CASES)
        self._idioms = self._words.code_phrases(library.SPECIAL_CASES)
        self._booster_phrases = self._words.code_phrases(library.BOOSTER_DICT)
        # The longest word of a phrase is its rarest: "to die for" is looked for only near "die".
        phrases = [key for key in (*library.SPECIAL_CASES, *library.BOOSTER_DICT) if " " in key]
        self._phrase_words = self._words.mark(max(key.split(" "), key=len) for key in phrases)

    def score(self, sentences: Sequence[str]) -> Floats:
        """The four numbers of each sentence: negative, neutral and positive share, and compound."""
        batches = range(0, len(sentences), _BATCH)
        scored = [self._score_batch(sentences[first : first + _BATCH]) for first in batches]
        return np.concatenate([np.empty((0, 4)), *scored])

    def _score_batch(self, sentences: Sequence[str]) -> Floats:
        texts = [text if text.isascii() else self._spell_out_emojis(text) for text in sentences]
        read = _read_texts(texts, self._words)
        valued = np.flatnonzero(self._words.is_valued[read.codes])
        text, places = read.text[valued], read.place[valued]
        around = read.padded[places[:, None] + np.arange(-_BACK, _AHEAD + 1)]
        valences = self._weigh(around, read.is_all_capitals[text])
        self._weigh_around_but(valences, text, places, read)
        return _sum_up(valences, text, read.n_words, _punctuation_emphasis(texts))

    def _spell_out_emojis(self, text: str) -> str:
        """Each emoji's name instead of it; what follows without a blank sticks to the name."""
        # As in the library: by single characters, so that an emoji of several is not seen.
        for emoji in self._emojis.keys() & _NOT_ASCII.findall(text):
            text = text.replace(emoji, f" {self._emojis[emoji]}")
        return text

    def _weigh(self, around: Ints, is_all_capitals: Bools) -> Floats:
        """Valences of words of the lexicon, changed by their capitals and by the words around them."""
        codes, in_capitals = around >> 1, (around & 1).astype(bool) & ~is_all_capitals[:, None]
        three, two, one, word, after, _ = codes.T
        words, code = self._words, self._words.codes
        valences = self._beside_no(three, two, one, word, after)
        valences = self._emphasise(valences, valences, in_capitals[:, 3])
        for distance, other in enumerate((one, two, three)):
            # A word of the lexicon changes none that follows.
            acts = (other != _NOTHING) & ~words.is_valued[other]
            boosted = self._boost(valences, words.booster[other], in_capitals[:, 2 - distance], distance)
            valences = np.where(acts & (words.booster[other] != 0), boosted, valences)
            valences = np.where(acts, self._negate(valences, (one, two, three), distance), valences)
        # Only behind a third word: so the first three words of a sentence never end an idiom.
        near_phrase = acts & self._phrase_words[codes].any(axis=1)
        for at in np.flatnonzero(near_phrase).tolist():
            valences[at] = self._replace_by_idiom(float(valences[at]), codes[at].tolist())
        # "least" turns the valence round, but not "at least" and "very least".
        turns = (one == code["least"]) & (two != code["at"]) & (two != code["very"])
        valences = np.where(turns, valences * self._negation, valences)
        return np.where((word == code["kind"]) & (after == code["of"]), 0.0, valences)

    def _beside_no(self, three: Ints, two: Ints, one: Ints, word: Ints, after: Ints) -> Floats:
        """The lexicon's valences, unless "no", itself in the lexicon, stands for a negation."""
        words, code = self._words, self._words.codes
        no, in_pair = code["no"], (one == code["or"]) | (one == code["nor"])
        negated = (one == no) | (two == no) | ((three == no) & in_pair)
        valences = words.valence[word]
        before_valued = np.where((word == no) & words.is_valued[after], 0.0, valences)
        return np.where(negated, valences * self._negation, before_valued)

    def _emphasise(self, numbers: Floats, valences: Floats, in_capitals: Bools) -> Floats:
        """Numbers moved by the increment for capitals, up where the valence is above zero."""
        moved = np.where(valences > 0, numbers + self._capitals, numbers - self._capitals)
        return np.where(in_capitals, moved, numbers)

    def _boost(self, valences: Floats, boosters: Floats, in_capitals: Bools, distance: int) -> Floats:
        """Valences moved by a degree adverb: away from zero, or toward it where it weakens."""
        boosts = np.where(valences < 0, -boosters, boosters)
        return valences + self._emphasise(boosts, valences, in_capitals) * _DAMPING[distance]

    def _negate(self, valences: Floats, behind: Sequence[Ints], distance: int) -> Floats:
        """Valences after a word before them, with `distance` words between, was asked whether it negates."""
        code, other, between = self._words.codes, behind[distance], behind[:distance]
        negated = np.where(self._words.negates[other], valences * self._negation, valences)
        if distance == 0:
            return negated
        is_so = [(word == code["so"]) | (word == code["this"]) for word in between]
        never_so = (other == code["never"]) & is_so[-1]
        if distance == 2:
            # A slip of brackets in the library: right before the word, "so" and "this" need no "never".
            never_so |= is_so[0]
        doubt = np.logical_or.reduce([word == code["doubt"] for word in between])
        kept = np.where((other == code["without"]) & doubt, valences, negated)
        return np.where(never_so, valences * _NEVER_SO, kept)

    def _replace_by_idiom(self, valence: float, around: Sequence[int]) -> float:
        """Valence of an idiom around the word instead of its own, moved by "kind of" and the like before."""
        three, two, one, zero, after, second = around
        for phrase in ((one, zero), (two, one, zero), (two, one), (three, two, one), (three, two)):
            if phrase in self._idioms:
                valence = self._idioms[phrase]
                break
        for forward in ((zero, after), (zero, after, second)):
            valence = self._idioms.get(forward, valence)
        for phrase in ((three, two, one), (three, two), (two, one)):
            valence += self._booster_phrases.get(phrase, 0.0)
        return valence

    def _weigh_around_but(self, valences: Floats, text: Ints, places: Ints, read: _Read) -> None:
        """Halve, in place, what stands before the first "but" of a text, and raise what follows it."""
        is_but = read.codes == self._words.codes["but"]
        texts, first = np.unique(read.text[is_but], return_index=True)
        starts, ends = np.searchsorted(text, texts), np.searchsorted(text, texts, side="right")
        for but, start, end in zip(read.place[is_but][first], starts, ends, strict=True):
            its = slice(start, end)
            valences[its] = _weigh_sides(valences[its].tolist(), places[its].tolist(), int(but))


class _Words(dict[str, int]):
    """Tokens by number, read from VADER's lists when first met: twice the word's code, plus one in capitals.

    Attributes
    ----------
    codes : dict of str to int
        Of the words in the lists, in lower case.
    valence, booster : array of float
        By code: the lexicon's valence, and what a degree adverb adds to a word that follows; else 0.
    is_valued, negates : array of bool
        By code: whether the word is in the lexicon, and whether it negates.
    """

    def __init__(
        self,
        lexicon: Mapping[str, float],
        boosters: Mapping[str, float],
        negations: Iterable[str],
        idioms: Iterable[str],
    ) -> None:
        super().__init__()
        pieces = chain.from_iterable(key.split(" ") for key in (*boosters, *idioms))
        listed = dict.fromkeys([*lexicon, *boosters, *negations, *_NAMED, *pieces])
        self.codes = {word: code for code, word in enumerate(listed, _CONTRACTED + 1)}
        self.valence = self._by_code(lexicon)
        self.booster = self._by_code(boosters)
        self.is_valued = self.mark(lexicon)
        self.negates = self.mark([*negations, *(word for word in listed if "n't" in word)])
        self.negates[_CONTRACTED] = True

    def mark(self, words: Iterable[str]) -> Bools:
        """By code: whether it is one of these words."""
        marks = np.zeros(len(self.codes) + _CONTRACTED + 1, bool)
        marks[[self.codes[word] for word in words]] = True
        return marks

    def _by_code(self, numbers: Mapping[str, float]) -> Floats:
        found = np.zeros(len(self.codes) + _CONTRACTED + 1)
        found[[self.codes[word] for word in numbers]] = list(numbers.values())
        return found

    def code_phrases(self, valences: Mapping[str, float]) -> dict[tuple[int, ...], float]:
        """Entries of several words; the library never meets those of one where it looks for phrases."""
        return {
            tuple(self.codes[word] for word in key.split(" ")): value
            for key, value in valences.items()
            if " " in key
        }

    def __missing__(self, token: str) -> int:
        if len(self) >= _MAX_TOKENS:
            self.clear()  # most of the tokens of a corpus are rare: those needed are soon here again
        stripped = token.strip(punctuation)
        # Two characters or fewer are likely an emoticon, and keep their marks: so does "no,".
        written = token if len(stripped) <= 2 else stripped
        lower = written.lower()
        code = self.codes.get(lower)
        if code is None:
            code = _CONTRACTED if "n't" in lower else _UNKNOWN
        number = self[token] = 2 * code + written.isupper()
        return number


@dataclass(frozen=True, slots=True)
class _Read:
    """The words of some texts, one text after the other.

    Attributes
    ----------
    numbers, text, place : array of int
        Of each word: its number, that of its text, and its place in `padded`.
    padded : array of int
        The numbers again, with room before the first text, between texts and behind the last: what the rules
        look at around a word never belongs to another text.
    n_words : array of int
        Of each text.
    is_all_capitals : array of bool
        Of each text; capitals count only beside words that have none.
    """

    numbers: Ints
    text: Ints
    place: Ints
    padded: Ints
    n_words: Ints
    is_all_capitals: Bools

    @property
    def codes(self) -> Ints:
        """Of each word, without regard to capitals."""
        return self.numbers >> 1


def _read_texts(texts: Sequence[str], words: _Words) -> _Read:
    tokens = [text.split() for text in texts]
    n_words = np.fromiter(map(len, tokens), np.int64, len(tokens))
    n = int(n_words.sum())
    numbers = np.fromiter(map(words.__getitem__, chain.from_iterable(tokens)), np.int64, n)
    text = np.repeat(np.arange(len(texts)), n_words)
    place = np.arange(n) + _BACK * (text + 1)
    padded = np.full(n + _BACK * (len(texts) + 1), 2 * _NOTHING)
    padded[place] = numbers
    n_capitals = np.bincount(text, numbers & 1, len(texts))
    return _Read(numbers, text, place, padded, n_words, n_capitals == n_words)


def _weigh_sides(valences: list[float], places: Sequence[int], but: int) -> list[float]:
    """Valences halved before a "but" and raised behind it.

    The library looks a valence up by its value. Where two are equal it changes the first of them, for the
    second too, and by where the first stands.
    """
    for at in range(len(valences)):
        first = valences.index(valences[at])
        valences[first] *= _BEFORE_BUT if places[first] < but else _AFTER_BUT
    return valences


def _punctuation_emphasis(texts: Sequence[str]) -> Floats:
    n_exclamations = np.array([text.count("!") for text in texts])
    n_questions = np.array([text.count("?") for text in texts])
    exclaimed = np.minimum(n_exclamations, _MAX_EXCLAMATIONS) * _EXCLAMATION
    asked = np.where(n_questions > 3, _MANY_QUESTIONS, np.where(n_questions > 1, n_questions * _QUESTION, 0))
    return np.asarray(exclaimed + asked, np.float64)


def _sum_up(valences: Floats, text: Ints, n_words: Ints, emphasis: Floats) -> Floats:
    """Scores of each text: a word of no valence has weight one and is neutral, others weigh one more."""
    n = len(n_words)
    total = _sum_by_text(valences, text, n)
    positive = np.bincount(text, np.where(valences > 0, valences + 1, 0), n)
    negative = np.bincount(text, np.where(valences < 0, 1 - valences, 0), n)
    neutral = n_words - np.bincount(text, valences != 0, n)
    total = total + np.sign(total) * emphasis
    is_more, is_less = positive > negative, positive < negative
    positive = np.where(is_more, positive + emphasis, positive)
    negative = np.where(is_less, negative + emphasis, negative)
    weight = np.maximum(positive + negative + neutral, 1)  # of an empty text it is 0, as are its parts
    shares = [_round(part / weight, _SHARE_DIGITS) for part in (negative, neutral, positive)]
    return np.column_stack([*shares, _round(total / np.sqrt(total * total + _ALPHA), _COMPOUND_DIGITS)])


def _sum_by_text(valences: Floats, text: Ints, n: int) -> Floats:
    """Sums by Python's own `sum`, which numpy's are not to the last digit from Python 3.12 on."""
    ends = np.cumsum(np.bincount(text, minlength=n)).tolist()
    numbers = valences.tolist()
    starts = [0, *ends[:-1]]
    return np.array([sum(numbers[start:end]) for start, end in zip(starts, ends, strict=True)], np.float64)


def _round(numbers: Floats, digits: int) -> Floats:
    """Numbers as Python's own `round` has them, which goes by their exact value where numpy does not."""
    scaled = numbers * 10**digits
    rounded: Floats = np.rint(scaled) / 10**digits
    for at in np.flatnonzero(np.abs(scaled - np.floor(scaled) - 0.5) < _HALFWAY).tolist():
        rounded[at] = round(float(numbers[at]), digits)
    return rounded
