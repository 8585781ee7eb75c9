"""Articles in, counts of their words sentence by sentence out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np
import pandas as pd
import scipy.sparse as sp
from numpy.typing import NDArray

from mediakit._core.sentences import find_sentences
from mediakit._core.spans import FIELDS

Ints = NDArray[np.int64]

# Numbers with their signs, words with what follows an apostrophe, and the marks that measures count.
_WORD = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_]+(?:['’][^\W\d_]+)?|[$£€%?!\"“”„«»:;—–]")


@dataclass(frozen=True)
class WordCounts:
    """Counts of words in sentences.

    Attributes
    ----------
    counts : sparse matrix, shape (sentences, words)
        How often each word stands in each sentence.
    words : tuple of str
        The words, in lower case with straight apostrophes; figures as they stand.
    article, field, start, end : array of int, shape (sentences,)
        Where a sentence stands: row of its article, position in `FIELDS`, and half-open offsets.
    n_articles : int
        Articles, also those without a word.
    """

    counts: sp.csr_array
    words: tuple[str, ...]
    article: Ints
    field: Ints
    start: Ints
    end: Ints
    n_articles: int

    def by_article(self) -> sp.csr_array:
        """Counts of words in articles, shape (articles, words)."""
        ones = np.ones(len(self.article))
        places = (self.article, np.arange(len(self.article)))
        belongs = sp.csr_array((ones, places), shape=(self.n_articles, len(self.article)))
        return sp.csr_array(belongs @ self.counts)


def count_words(articles: pd.DataFrame) -> WordCounts:
    """Count the words of titles and texts; needed are those two columns, without missing values.

    Examples
    --------
    >>> counted = count_words(pd.DataFrame({"title": ["A tax"], "text": ["Tax it. It’s a $5 tax."]}))
    >>> counted.words
    ('a', 'tax', 'it', "it's", '$', '5')
    >>> counted.counts.toarray().astype(int).tolist()
    [[1, 1, 0, 0, 0, 0], [0, 1, 1, 0, 0, 0], [1, 1, 0, 1, 1, 1]]
    """
    number: dict[str, int] = {}
    places: list[tuple[int, int, int, int]] = []
    columns: list[int] = []
    values: list[int] = []
    ends = [0]
    for at, fields in enumerate(zip(*(articles[name] for name in FIELDS), strict=True)):
        for field, text in enumerate(fields):
            for start, end in find_sentences(text):
                found = Counter(split_words(text[start:end]))
                columns += [number.setdefault(word, len(number)) for word in found]
                values += found.values()
                ends.append(len(columns))
                places.append((at, field, start, end))
    shape = (len(places), len(number))
    counts = sp.csr_array((np.array(values, float), np.array(columns, np.int64), ends), shape=shape)
    place = np.array(places, np.int64).reshape(-1, 4)
    return WordCounts(
        counts, tuple(number), place[:, 0], place[:, 1], place[:, 2], place[:, 3], len(articles)
    )


def split_words(text: str) -> list[str]:
    """Words and marks of a text, in lower case."""
    return _WORD.findall(text.lower().replace("’", "'"))
