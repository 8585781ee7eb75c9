"""The sample corpus that the package carries in, a corpus like any other out."""

from __future__ import annotations

from mediakit._core.resources import carried_folder
from mediakit.acquire.corpus import Corpus, read_corpus


def load_sample() -> Corpus:
    """Read the sample: 64 short articles of six invented outlets, as text, pages, JSON lines and CSV.

    Returns
    -------
    Corpus
        articles, rejects and files, as `read_corpus` returns them; the outlets are the folders.

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
    return read_corpus(carried_folder("data", "visit") / "articles", outlet="folder")
