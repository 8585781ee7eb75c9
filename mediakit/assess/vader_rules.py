"""A sentence in, VADER's four numbers out, each distinct word looked up once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import sqrt
from string import punctuation
from typing import Any

# Numbers that stand inside the library's functions; those that have a name there are read from it.
_DAMPING = (1.0, 0.95, 0.9)  # of a degree adverb one, two and three words before
_NEVER_SO = 1.25
_BEFORE_BUT, _AFTER_BUT = 0.5, 1.5
_EXCLAMATION, _MAX_EXCLAMATIONS = 0.292, 4
_QUESTION, _MANY_QUESTIONS = 0.18, 0.96
_ALPHA = 15  # approximates the largest sum to be expected

# Words that stand inside the library's functions: those that set a rule off, and their company.
_TRIGGERS = frozenset({"kind", "least", "never", "no", "so", "this", "without"})
_COMPANY = frozenset({"at", "but", "doubt", "nor", "of", "or", "very"})

_SO = frozenset({"so", "this"})  # what "never" goes with

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")

# Twenty thousand news sentences have 50,000 distinct tokens, which take 6 MB.
_MAX_TOKENS = 100_000

Scores = tuple[float, float, float, float]  # neg, neu, pos, compound


@dataclass(frozen=True, slots=True)
class Word:
    """What the rules ask of a word, wherever it stands."""

    lower: str  # empty for a word in none of the lists
    in_capitals: bool
    valence: float | None  # the lexicon's; None: not in the lexicon
    booster: float  # what a degree adverb adds to a word that follows; 0: no degree adverb
    negates: bool
    triggers: bool  # a rule for the words around it, or for itself


class VaderRules:
    """The rules of Hutto and Gilbert (2014) as vaderSentiment 3.3.2 applies them, to the last digit.

    The library lower-cases and searches the whole sentence again for each rule and each word of its lexicon.
    Here each distinct token is read once, and the rules are gone through only where a word that triggers one
    stands near a word of the lexicon. What a rule does, and the order in which numbers are added and
    multiplied, is the library's, also where it departs from the paper; comments say where.

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
        self._idioms = _phrases(library.SPECIAL_CASES)
        self._booster_phrases = _phrases(library.BOOSTER_DICT)
        self._capitals: float = library.C_INCR
        self._negation: float = library.N_SCALAR
        # The longest word of a phrase is its rarest: "to die for" is looked for only near "die".
        phrases = [*self._idioms, *self._booster_phrases]
        self._phrase_words = frozenset(max(phrase, key=len) for phrase in phrases)
        self._words = _Words(
            analyzer.lexicon,
            library.BOOSTER_DICT,
            library.NEGATE,
            triggers=_TRIGGERS | self._phrase_words,
            company=_COMPANY.union(*phrases),
        )

    def score(self, sentence: str) -> Scores:
        """The four numbers of one sentence."""
        text = self._spell_out_emojis(sentence)
        words = [*map(self._words.__getitem__, text.split())]
        places = [at for at, word in enumerate(words) if word.valence is not None]
        if not places:
            return 0.0, 1.0 if words else 0.0, 0.0, 0.0
        valences = [self._weigh(words, at) for at in places]
        if "but" in text.lower():
            _weigh_around_but(valences, places, words)
        return _sum_up(valences, len(words), _punctuation_emphasis(text))

    def _spell_out_emojis(self, text: str) -> str:
        """Each emoji's name instead of it; what follows without a blank sticks to the name."""
        if not text.isascii():
            # As in the library: by single characters, so that an emoji of several is not seen.
            for emoji in self._emojis.keys() & _NOT_ASCII.findall(text):
                text = text.replace(emoji, f" {self._emojis[emoji]}")
        return text

    def _weigh(self, words: Sequence[Word], at: int) -> float:
        """Valence of a word of the lexicon, changed by its capitals and by the words around it."""
        for word in words[max(at - 3, 0) : at + 3]:
            if word.triggers:
                return self._weigh_by_rules(words, at)
        return self._emphasise_capitals(words[at].valence or 0.0, words[at], words)

    def _weigh_by_rules(self, words: Sequence[Word], at: int) -> float:
        word = words[at]
        after = words[at + 1] if at + 1 < len(words) else None
        if word.lower == "kind" and after is not None and after.lower == "of":
            return 0.0
        before = words[max(at - 3, 0) : at][::-1]  # the nearest first
        behind = [other.lower for other in before]
        valence = self._beside_no(word, behind, after)
        valence = self._emphasise_capitals(valence, word, words)
        for distance, other in enumerate(before):
            if other.valence is not None:
                continue  # a word of the lexicon changes none that follows
            if other.booster:
                valence += self._boost(other, valence, words) * _DAMPING[distance]
            if other.triggers or behind[0] in _SO:
                valence = self._negate(valence, other, behind, distance)
            if distance == 2:  # so the first three words of a sentence never end an idiom
                valence = self._replace_by_idiom(valence, words[at - 3 : at + 3])
        return self._after_least(valence, behind)

    def _emphasise_capitals(self, valence: float, word: Word, words: Iterable[Word]) -> float:
        """Valence moved by the increment for capitals, which count unless all words are in capitals."""
        if not word.in_capitals or all(other.in_capitals for other in words):
            return valence
        return valence + self._capitals if valence > 0 else valence - self._capitals

    def _beside_no(self, word: Word, behind: Sequence[str], after: Word | None) -> float:
        """The lexicon's valence, unless "no", itself in the lexicon, stands for a negation."""
        valence = word.valence or 0.0
        if "no" in behind and ("no" in behind[:2] or behind[0] in {"or", "nor"}):
            return valence * self._negation
        if word.lower == "no" and after is not None and after.valence is not None:
            return 0.0
        return valence

    def _boost(self, adverb: Word, valence: float, words: Iterable[Word]) -> float:
        """What a degree adverb adds to a valence: away from zero, or toward it where it weakens."""
        boost = -adverb.booster if valence < 0 else adverb.booster
        if not adverb.in_capitals or all(word.in_capitals for word in words):
            return boost
        return boost + self._capitals if valence > 0 else boost - self._capitals

    def _negate(self, valence: float, word: Word, behind: Sequence[str], distance: int) -> float:
        """Valence after a word before it, with `distance` words between, was asked whether it negates."""
        if distance > 0:
            never_so = word.lower == "never" and behind[distance - 1] in _SO
            # A slip of brackets in the library: right before the word, "so" and "this" need no "never".
            if never_so or (distance == 2 and behind[0] in _SO):
                return valence * _NEVER_SO
            if word.lower == "without" and "doubt" in behind[:distance]:
                return valence
        return valence * self._negation if word.negates else valence

    def _replace_by_idiom(self, valence: float, around: Iterable[Word]) -> float:
        """Valence of an idiom around the word instead of its own, moved by "kind of" and the like before."""
        names = [word.lower for word in around]
        if self._phrase_words.isdisjoint(names):
            return valence
        three, two, one, zero, *after = names
        for phrase in ((one, zero), (two, one, zero), (two, one), (three, two, one), (three, two)):
            if phrase in self._idioms:
                valence = self._idioms[phrase]
                break
        for forward in ((zero, *after[:1]), (zero, *after)):
            valence = self._idioms.get(forward, valence)
        for phrase in ((three, two, one), (three, two), (two, one)):
            valence += self._booster_phrases.get(phrase, 0.0)
        return valence

    def _after_least(self, valence: float, behind: Sequence[str]) -> float:
        """Valence turned round by "least", but not by "at least" and "very least"."""
        if "least" not in behind[:1] or behind[1:2] in (["at"], ["very"]):
            return valence
        return valence * self._negation


class _Words(dict[str, Word]):
    """Words by token, read from VADER's lists when first met."""

    def __init__(
        self,
        lexicon: Mapping[str, float],
        boosters: Mapping[str, float],
        negations: Iterable[str],
        triggers: frozenset[str],
        company: frozenset[str],
    ) -> None:
        self._lexicon = lexicon
        self._boosters = boosters
        self._negations = frozenset(negations)
        self._triggers = frozenset([*triggers, *boosters, *negations])
        self._listed = self._triggers.union(lexicon, company)
        self._word = cache(self._look_up)

    def __missing__(self, token: str) -> Word:
        if len(self) >= _MAX_TOKENS:
            self.clear()  # most of the tokens of a corpus are rare: those needed are soon here again
        word = self[token] = self._read(token)
        return word

    def _read(self, token: str) -> Word:
        stripped = token.strip(punctuation)
        # Two characters or fewer are likely an emoticon, and keep their marks: so does "no,".
        written = token if len(stripped) <= 2 else stripped
        lower = written.lower()
        if lower not in self._listed:
            # Words in no list are all alike to the rules, and so are their contractions with "not".
            lower = "n't" if "n't" in lower else ""
        return self._word(lower, written.isupper())

    def _look_up(self, lower: str, in_capitals: bool) -> Word:
        contracted = "n't" in lower
        return Word(
            lower=lower,
            in_capitals=in_capitals,
            valence=self._lexicon.get(lower),
            booster=self._boosters.get(lower, 0.0),
            negates=contracted or lower in self._negations,
            triggers=contracted or lower in self._triggers,
        )


def _phrases(valences: Mapping[str, float]) -> dict[tuple[str, ...], float]:
    """Entries of several words; the library never meets those of one where it looks for phrases."""
    return {tuple(key.split(" ")): value for key, value in valences.items() if " " in key}


def _weigh_around_but(valences: list[float], places: Sequence[int], words: Sequence[Word]) -> None:
    """Halve, in place, what stands before the first "but", and raise what follows it.

    The library looks a valence up by its value. Where two are equal it changes the first of them, for the
    second too, and by where the first stands.
    """
    but = next((at for at, word in enumerate(words) if word.lower == "but"), None)
    if but is None:
        return
    for at in range(len(valences)):
        first = valences.index(valences[at])
        valences[first] *= _BEFORE_BUT if places[first] < but else _AFTER_BUT


def _punctuation_emphasis(text: str) -> float:
    emphasis = min(text.count("!"), _MAX_EXCLAMATIONS) * _EXCLAMATION
    n_questions = text.count("?")
    if n_questions > 3:
        return emphasis + _MANY_QUESTIONS
    return emphasis + n_questions * _QUESTION if n_questions > 1 else emphasis


def _sum_up(valences: Sequence[float], n_words: int, emphasis: float) -> Scores:
    """Scores of a sentence: a word of no valence has weight one and is neutral, others weigh one more."""
    positive, negative, n_neutral = 0.0, 0.0, n_words
    for valence in valences:
        if valence > 0:
            positive += valence + 1
            n_neutral -= 1
        elif valence < 0:
            negative += 1 - valence
            n_neutral -= 1
    total = sum(valences)
    if total > 0:
        total += emphasis
    elif total < 0:
        total -= emphasis
    if positive > negative:
        positive += emphasis
    elif positive < negative:
        negative += emphasis
    weight = positive + negative + n_neutral
    return (
        round(negative / weight, 3),
        round(n_neutral / weight, 3),
        round(positive / weight, 3),
        round(total / sqrt(total * total + _ALPHA), 4),
    )
