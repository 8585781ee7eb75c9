"""Quotes and articles in; the versions of statements to be aligned, as numbered words, out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

# Chinese and Japanese are written without spaces: each character counts as a word.
_CHARACTER = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
# Dotted capitals are one word, with or without their dots; parts of hyphenated words are words.
_TOKEN = re.compile(
    rf"(?:[A-Z]\.){{2,}}|[{_CHARACTER}]|[^\W_{_CHARACTER}]+(?:['’‘][^\W_{_CHARACTER}]+)*|[^\W_{_CHARACTER}]+"
)
_INSERTED = re.compile(r"\[[^\]\n]*\]")
_STRIPPED = str.maketrans("", "", ".'’‘")
_STEM = 5  # letters that fight, fighter and fighting have in common; only candidates hang on it

# Who speaks, when only a pronoun is known, is not known across articles.
_PRONOUNS = frozenset("he she they it i we you who him her them his their this that one".split())
_TITLES = frozenset(
    "the a an mr mrs ms dr sir lord lady prof professor president minister prime secretary senator sen rep "
    "gov governor general gen chancellor king queen prince pope former".split()
)


@dataclass(frozen=True)
class Versions:
    """What was attributed to speakers, one version a quote_id, with the words of all one after the other.

    Attributes
    ----------
    table : DataFrame
        quote_id, article_id, outlet, published, speaker, name (number of the speaker's name, -1 when
        unknown), text, n_words, n_marked.
    codes : array
        A number for each word: words that differ only in case or apostrophes have the same.
    marked : array
        For each word, whether it stands in quotation marks.
    starts : array
        Where each version begins; one number more than there are versions.
    vocabulary : list of str
        The words, by number.
    names : list of frozenset
        The words of each speaker's name, by number.
    """

    table: pd.DataFrame
    codes: Ints
    marked: Mask
    starts: Ints
    vocabulary: list[str]
    names: list[frozenset[str]]

    @cached_property
    def owners(self) -> Ints:
        """For each word, the version it belongs to."""
        return np.repeat(np.arange(len(self.table)), np.diff(self.starts))

    @cached_property
    def stems(self) -> Ints:
        """For each word, the number of its first letters."""
        numbers = pd.factorize(np.array([word[:_STEM] for word in self.vocabulary], dtype=object))[0]
        return numbers.astype(np.int64)[self.codes]

    @cached_property
    def telling(self) -> Mask:
        """For each word, whether it says something by itself: no English function word."""
        known = np.array([word not in ENGLISH_STOP_WORDS for word in self.vocabulary], dtype=bool)
        return known[self.codes]

    def words(self, version: int) -> Ints:
        """The words of one version."""
        return self.codes[self.starts[version] : self.starts[version + 1]]

    def marks(self, version: int) -> Mask:
        """For each word of one version, whether it stands in marks."""
        return self.marked[self.starts[version] : self.starts[version + 1]]


def find_words(text: str) -> list[tuple[int, int]]:
    """Half-open spans of the words of a quotation; what an editor inserted in square brackets has none.

    Examples
    --------
    >>> text = "We told [the delegates] in the U.S. …"
    >>> [text[start:end] for start, end in find_words(text)]
    ['We', 'told', 'in', 'the', 'U.S.']
    """
    plain = _INSERTED.sub(lambda found: " " * len(found.group()), text) if "[" in text else text
    return [found.span() for found in _TOKEN.finditer(plain)]


def canonical_words(text: str) -> list[str]:
    """The words of a quotation without case, marks, apostrophes, ellipses and insertions.

    Examples
    --------
    >>> canonical_words("“WE DON’T … [ever] yield,”") == canonical_words("We don't yield")
    True
    """
    plain = _INSERTED.sub(" ", text) if "[" in text else text
    return [word.translate(_STRIPPED).casefold() for word in _TOKEN.findall(plain)]


def read_versions(articles: pd.DataFrame, quotes: pd.DataFrame) -> Versions:
    """The speech of the quotes table, one version an attribution, its stretches joined in their order."""
    speech = quotes[(quotes["use"].isna() | (quotes["use"] == "speech")) & quotes["text"].notna()]
    speech = speech.merge(articles[["article_id", "outlet", "published"]], on="article_id")
    speech = speech[speech["outlet"] != ""].sort_values(["quote_id", "field", "start"], kind="stable")
    vocabulary: dict[str, int] = {}
    words = [canonical_words(text) for text in speech["text"]]
    counts = np.array([len(found) for found in words], dtype=np.int64)
    numbered = [vocabulary.setdefault(word, len(vocabulary)) for found in words for word in found]
    marked = np.repeat(speech["in_marks"].to_numpy(bool), counts)

    speech = speech.assign(n_words=counts, n_marked=counts * speech["in_marks"].to_numpy())
    speech["speaker"] = speech["actor"].where(speech["actor"].notna(), speech["speaker"])
    first = dict.fromkeys(("article_id", "outlet", "published", "speaker"), "first")
    speech["text"] = speech["text"] + " "
    table = speech.groupby("quote_id", sort=True).agg(
        {**first, "text": "sum", "n_words": "sum", "n_marked": "sum"}
    )
    table = table.reset_index()
    table["text"] = table["text"].str.removesuffix(" ")
    starts = np.concatenate([[0], np.cumsum(table["n_words"].to_numpy(np.int64))])
    name, known = pd.factorize(_speaker_names(table["speaker"]))
    table = table.assign(name=name)
    codes = np.array(numbered, dtype=np.int64)
    names = [frozenset(words.split()) for words in known]
    return Versions(table, codes, marked, starts, list(vocabulary), names)


def _speaker_names(speakers: pd.Series[Any]) -> NDArray[np.object_]:
    """The words of each speaker's name in one string; None where nobody is named."""
    known = {speaker: _name_of(speaker) for speaker in speakers.dropna().unique()}
    return np.array([known.get(speaker) for speaker in speakers], dtype=object)


def _name_of(speaker: str) -> str | None:
    words = canonical_words(speaker)
    if not words or set(words) <= _PRONOUNS:
        return None
    return " ".join(sorted(set(words) - _TITLES) or sorted(set(words)))
