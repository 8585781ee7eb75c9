"""Articles in; the words that set each group apart, tested with articles as units, out."""

from __future__ import annotations

import re
from functools import partial

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer

from mediakit._core.errors import InputError
from mediakit._core.tables import build_table, check_columns
from mediakit.compare import keyness
from mediakit.compare.arguments import check_by
from mediakit.compare.checks import check_articles, check_groups
from mediakit.compare.corrections import adjust_p

# Letters with apostrophes and hyphens inside; numbers are no words here.
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
LEAST_ARTICLES = 5  # of a group and of the rest, for a test; as in Design


def compare_words(
    articles: pd.DataFrame,
    *,
    by: str = "outlet",
    n_words: int = 1,
    min_articles: int = 5,
    prior: float = 500.0,
    correction: str = "bh",
) -> pd.DataFrame:
    """Find the words that each group uses more or less than all others, tested with articles as units.

    Measures that count words as if each were drawn by itself call many differences sure that hang on a few
    articles. They are given because they are customary, and for their order; the p values are not theirs.

    Parameters
    ----------
    articles : DataFrame
        The articles table; headline and body are read, without regard to case.
    by : str, default "outlet"
        Column that makes the groups; each is held against all others together.
    n_words : int, default 1
        Words in a row that are counted as one: 2 for pairs.
    min_articles : int, default 5
        Words in fewer articles of all groups together are left out.
    prior : float, default 500
        Words that the prior of `z` counts for; more pull rare words further toward no difference.
    correction : {"bh", "holm", "none"}, default "bh"
        Correction of p over all words and groups.

    Returns
    -------
    DataFrame
        The keyness table behind the column `by`, a row for each group and word, the most overused first
        within each group:

        - n, n_rest, n_articles, n_articles_rest: occurrences, and articles with one, in the group and in all
          others; rate, rate_rest: per 1,000 words.
        - dispersion: Gries' DP in the group, 0 (as even as the lengths of the articles) to 1.
        - g2: log-likelihood, below 0 when underused; log_ratio: 1 is twice, -1 half the rate of the others,
          half an occurrence in place of none.
        - z: log-odds with informative Dirichlet prior over its standard error.
        - p, p_adjusted, family_size: score test of equal rates with articles as units;
          missing with fewer than five articles in the group or the rest.

    Raises
    ------
    TableError, InputError, UnknownNameError
        When there is no such column, fewer than two groups, or an option cannot be used.

    References
    ----------
    Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence. Computational
    Linguistics 19, 61-74.
    Monroe, B. L., Colaresi, M. P. and Quinn, K. M. (2008). Fightin' words. Political Analysis 16, 372-403.
    Lijffijt, J. et al. (2016). Significance testing of word frequencies in corpora. Digital Scholarship in
    the Humanities 31, 374-397.

    Examples
    --------
    >>> articles = pd.DataFrame({
    ...     "article_id": list("abcdefghij"), "outlet": ["Post"] * 5 + ["Times"] * 5,
    ...     "text": ["The regime fell.", "A regime lasts.", "That regime?", "One regime.", "Regime!"]
    ...     + ["The government fell."] * 5})
    >>> found = compare_words(articles)
    >>> found[["outlet", "word", "n", "n_rest", "log_ratio"]].round(2).head(2)
      outlet    word  n  n_rest  log_ratio
    0   Post  regime  5       0       3.77
    1   Post    fell  1       5      -1.87
    """
    articles = check_articles(articles)
    check_by(by)
    check_columns(articles, [by], "The articles table")
    check_options(n_words, min_articles, prior)
    check_groups(articles, [by], "articles")
    articles = articles.dropna(subset=[by]).reset_index(drop=True)
    if articles[by].nunique() < 2:
        raise InputError(
            f"The articles have {articles[by].nunique()} value of {by!r}; expected at least two groups."
        )
    counts, lengths, words = count_runs(articles, n_words, min_articles)
    groups = sorted(articles.loc[lengths > 0, by].unique())
    if len(groups) < 2:
        raise InputError(f"Only {groups[0]!r} of {by!r} has words; expected at least two groups with words.")
    tables = [
        hold_against_rest(counts, lengths, (articles[by] == group).to_numpy(bool), prior).assign(
            **{by: group, "word": words}
        )
        for group in groups
    ]
    found = pd.concat(tables, ignore_index=True)
    return build_keyness(found, by, "negative binomial score test", correction)


def build_keyness(found: pd.DataFrame, by: str, test: str, correction: str) -> pd.DataFrame:
    """The keyness table: words with their p as one family, the most overused first within each group."""
    p = found["p"].to_numpy(float)
    found = found.assign(
        p_adjusted=adjust_p(p, correction),
        family_size=int((~np.isnan(p)).sum()),
        method=f"{test}, articles as units; correction {correction}",
    )
    found = found.sort_values([by, "g2", "word"], ascending=[True, False, True], kind="stable")
    built = build_table("keyness", found)
    return built[[by, *(name for name in built.columns if name != by)]]


def check_options(n_words: int, min_articles: int, prior: float) -> None:
    """Refuse options that no count can be made with."""
    if n_words < 1:
        raise InputError(f"n_words is {n_words!r}; expected a whole number of at least 1.")
    if min_articles < 1:
        raise InputError(f"min_articles is {min_articles!r}; expected a whole number of at least 1.")
    if not prior > 0:
        raise InputError(f"prior is {prior!r}; expected a number of words above 0, such as 500.")


def count_runs(
    articles: pd.DataFrame, n_words: int, min_articles: int
) -> tuple[sparse.csr_matrix, keyness.Floats, list[str]]:
    """Occurrences by article and word, the words of each article, and the words."""
    vectorizer = CountVectorizer(analyzer=partial(_list_runs, n_words=n_words))
    texts = articles["title"] + "\n" + articles["text"]
    try:
        counts = vectorizer.fit_transform(texts).tocsr()
    except ValueError as error:  # scikit-learn's for an empty vocabulary
        raise InputError(
            f"The articles have no run of {n_words} words: there is nothing to compare."
        ) from error
    lengths = np.asarray(counts.sum(axis=1), dtype=float).ravel()
    kept = np.flatnonzero(np.diff(counts.tocsc().indptr) >= min_articles)
    if not len(kept):
        raise InputError(f"No word is in at least {min_articles} articles. Lower min_articles.")
    words = vectorizer.get_feature_names_out()[kept].tolist()
    return counts[:, kept].astype(float), lengths, words


def _list_runs(text: str, n_words: int) -> list[str]:
    """The runs of n words of a text, none over the end of a paragraph."""
    paragraphs = [_WORD.findall(paragraph) for paragraph in text.lower().split("\n")]
    return [
        " ".join(words[start : start + n_words])
        for words in paragraphs
        for start in range(len(words) - n_words + 1)
    ]


def hold_against_rest(
    counts: sparse.csr_matrix, lengths: keyness.Floats, inside: keyness.Mask, prior: float
) -> pd.DataFrame:
    """The measures of each word for one group, held against all other articles."""
    own, rest = counts[inside].tocsc(), counts[~inside].tocsc()
    n, n_rest = (np.asarray(part.sum(axis=0)).ravel() for part in (own, rest))
    total, total_rest = float(lengths[inside].sum()), float(lengths[~inside].sum())
    p = np.full(len(n), np.nan)
    if min(inside.sum(), (~inside).sum()) >= LEAST_ARTICLES:
        p = keyness.article_p(counts, lengths, inside)
    return pd.DataFrame(
        {
            "n": n.astype(np.int64),
            "n_rest": n_rest.astype(np.int64),
            "n_articles": np.diff(own.indptr),
            "n_articles_rest": np.diff(rest.indptr),
            "rate": 1000 * n / total,
            "rate_rest": 1000 * n_rest / total_rest,
            "dispersion": keyness.dispersion(own, lengths[inside]),
            "g2": keyness.log_likelihood(n, n_rest, total, total_rest),
            "log_ratio": keyness.log_ratio(n, n_rest, total, total_rest),
            "z": keyness.log_odds(n, n_rest, total, total_rest, prior),
            "p": p,
        }
    )
