"""The articles table in, the language each article is read in out."""

from __future__ import annotations

import warnings

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit._core.wording import plural

ENGLISH = "en"


def primary_languages(articles: pd.DataFrame) -> list[str]:
    """Primary subtag of each article's language, in lower case; English where none is known.

    Examples
    --------
    >>> primary_languages(pd.DataFrame({"language": ["de-AT", "und", None]}))
    ['de', 'en', 'en']
    """
    tags = articles["language"].fillna(ENGLISH).astype(str)
    found = tags.str.strip().str.lower().str.split("[-_]", regex=True).str[0]
    return [
        ENGLISH if language in {"", "und", "mul", "mis", "zxx", "eng"} else language for language in found
    ]


def mark_english(rows: pd.DataFrame, articles: pd.DataFrame, noun: str, rest: str) -> npt.NDArray[np.bool_]:
    """Whether the article of each row is English; warns, for a public function, of those that are not.

    `noun` is what a row is, `rest` the end of the warning: why there is no score, and what to do.
    """
    known = dict(zip(articles["article_id"], primary_languages(articles), strict=True))
    found = rows["article_id"].map(known)
    foreign = found[found != ENGLISH]
    if len(foreign):
        warnings.warn(
            f"{plural(len(foreign), noun)} of {len(found):,} got no score: language "
            f"{', '.join(sorted(foreign.unique()))}, and {rest}",
            UserWarning,
            stacklevel=3,
        )
    return np.asarray(found == ENGLISH, bool)
