"""The sample corpus that the package carries in, a corpus like any other out."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from mediakit._core.resources import carried_folder
from mediakit._core.tables import build_table
from mediakit.acquire.corpus import Corpus, read_corpus


def load_sample() -> Corpus:
    """Read the sample: 64 short articles of six invented outlets, as text, pages, JSON lines and CSV.

    Returns
    -------
    Corpus
        articles, rejects and files, as `read_corpus` returns them. The outlets have their names, not those of
        their folders.

    Raises
    ------
    UnknownNameError
        When the installation lacks the sample.

    Examples
    --------
    >>> corpus = load_sample()
    >>> len(corpus.articles), corpus.articles["outlet"].nunique(), len(corpus.rejects)
    (64, 6, 0)
    """
    folder = carried_folder("data", "visit")
    corpus = read_corpus(folder / "articles", outlet="folder")
    names = pd.read_csv(folder / "outlets.csv").set_index("folder")["outlet"]
    named = corpus.articles.assign(outlet=corpus.articles["outlet"].map(names))
    return replace(corpus, articles=build_table("articles", named))
