"""Articles in; pairs of articles with the same leading words, published within some days, out."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from mediakit.compare.versions import Ints

Floats = NDArray[np.float64]

_LEAD = 1_500  # characters of an article's beginning, which names the event
_N_WORDS = 30  # words that tell an article from others; more slow the search and find the same
_BLOCK = 2_000
_UNDATED = np.iinfo(np.int64).min // 2


def find_coverage(articles: pd.DataFrame, days: float, min_similarity: float) -> pd.DataFrame:
    """Pairs of articles of two outlets, published within some days, whose leading words are alike.

    Two articles tell of the same event when the cosine of their `_N_WORDS` most telling words (by tf-idf,
    headline and beginning of the body, English function words apart) is at least `min_similarity`. Articles
    without a date pair with each other only.

    Returns
    -------
    DataFrame
        article_id, other_id, other_outlet, other_published, similarity (`min_similarity` to 1).
    """
    ordered = order_articles(articles)
    a, b, similarity = pair_articles(ordered, event_words(ordered), days, min_similarity)
    outlet = pd.factorize(ordered["outlet"])[0]
    apart = outlet[a] != outlet[b]
    a, b, similarity = a[apart], b[apart], similarity[apart]
    other = ordered.iloc[b]
    return pd.DataFrame(
        {
            "article_id": ordered["article_id"].to_numpy()[a],
            "other_id": other["article_id"].to_numpy(),
            "other_outlet": other["outlet"].to_numpy(),
            "other_published": other["published"].array,
            "similarity": similarity,
        }
    )


def order_articles(articles: pd.DataFrame) -> pd.DataFrame:
    """The articles in the order of their time, which stands in `time`; those without a date come first."""
    time = articles["published"].astype("int64").where(articles["published"].notna(), _UNDATED)
    return articles.assign(time=time).sort_values(["time", "article_id"], ignore_index=True)


def pair_articles(
    ordered: pd.DataFrame, words: sparse.csr_matrix, days: float, min_similarity: float
) -> tuple[Ints, Ints, Floats]:
    """Rows of articles within some days of each other, both ways round, and the cosine of their words."""
    time = ordered["time"].to_numpy(np.int64)
    reach = pd.Timedelta(days=days) // pd.Timedelta(microseconds=1)
    found: list[tuple[Ints, Ints, Floats]] = []
    for start in range(0, len(ordered), _BLOCK):
        stop = min(start + _BLOCK, len(ordered))
        first = int(np.searchsorted(time, time[start] - reach))
        last = int(np.searchsorted(time, time[stop - 1] + reach, side="right"))
        similarity = (words[start:stop] @ words[first:last].T).tocoo()
        a, b = similarity.row.astype(np.int64) + start, similarity.col.astype(np.int64) + first
        alike = (similarity.data >= min_similarity) & (np.abs(time[a] - time[b]) <= reach) & (a != b)
        found.append((a[alike], b[alike], similarity.data[alike]))
    a, b = (np.concatenate([part[at] for part in found] or [np.empty(0, np.int64)]) for at in (0, 1))
    return a, b, np.concatenate([part[2] for part in found] or [np.empty(0)])


def event_words(articles: pd.DataFrame) -> sparse.csr_matrix:
    """The most telling words of each article, as rows of length one."""
    texts = articles["title"] + " " + articles["text"].str.slice(stop=_LEAD)
    vectorizer = TfidfVectorizer(stop_words="english", sublinear_tf=True, token_pattern=r"\w\w+")
    if not texts.str.contains(r"\w\w").any():
        return sparse.csr_matrix((len(articles), 1))
    try:
        weights = vectorizer.fit_transform(texts).tocsr()
    except ValueError:  # nothing but function words
        return sparse.csr_matrix((len(articles), 1))
    row = np.repeat(np.arange(weights.shape[0]), np.diff(weights.indptr))
    order = np.lexsort((weights.indices, -weights.data, row))
    rank = np.arange(len(row)) - weights.indptr[row]
    kept = order[rank < _N_WORDS]
    leading = sparse.csr_matrix((weights.data[kept], (row[kept], weights.indices[kept])), weights.shape)
    return normalize(leading)
