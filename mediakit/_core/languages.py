"""The articles table in, the language each article is read in out."""

from __future__ import annotations

import pandas as pd

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
