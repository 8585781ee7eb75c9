"""Articles and the codes people gave them in; the coded articles, and a number for each code, out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from mediakit._core.errors import InputError, TableError
from mediakit._core.tables import check_columns, check_table
from mediakit._core.wording import plural
from mediakit.assess.framing.features import Floats

_ANSWERS = {"true": 1.0, "yes": 1.0, "1": 1.0, "1.0": 1.0, "false": 0.0, "no": 0.0, "0": 0.0, "0.0": 0.0}
FEWEST_OF_EACH = 5  # one for each part of a cross-validation


def read_codes(
    articles: pd.DataFrame, codes: pd.DataFrame, frames: Sequence[str] | None
) -> tuple[pd.DataFrame, Floats, tuple[str, ...]]:
    """The articles that have a code, their codes (1, 0, NaN for none; articles by frames), and the frames.

    Raises
    ------
    InputError, TableError
        When nothing is coded, a code is neither yes nor no, or a frame has too few of either.
    """
    articles = check_table(articles, "articles")
    if not isinstance(codes, pd.DataFrame):
        raise TableError(f"Expected the codes as a pandas DataFrame, got {type(codes).__name__}.")
    check_columns(codes, ["article_id"], "The table of codes")
    coded = codes.drop_duplicates().astype({"article_id": str})
    repeated = coded["article_id"].duplicated()
    if repeated.any():
        raise TableError(
            f"The table of codes has several rows for {coded.loc[repeated, 'article_id'].iloc[0]!r}. "
            "Settle on one code for each article; compare_coders says how far coders agree."
        )
    chosen = [name for name in codes.columns if name != "article_id"] if frames is None else list(frames)
    check_columns(codes, chosen, "The table of codes")
    if len(set(chosen)) < len(chosen) or codes.columns.duplicated().any():
        raise TableError("A frame stands twice in the table of codes, or in frames=[...]. Keep one of them.")
    table = coded.set_index("article_id")[chosen].apply(_read_column)
    table = table.reindex(articles["article_id"].astype(str)).reset_index(drop=True)
    is_coded = table.notna().any(axis=1).to_numpy(bool)
    if not is_coded.any():
        raise InputError(
            f"None of the {len(articles):,} articles is coded: there is nothing to learn from. Give codes "
            "with the article_id of these articles, or look for a frame by its words, which needs no coded "
            'articles: find_frames(articles, "generic_frames"), or a codebook of your own.'
        )
    for name in chosen:
        counts = table[name].value_counts()
        for value, meaning in ((1.0, "with"), (0.0, "without")):
            if counts.get(value, 0) < FEWEST_OF_EACH:
                n_coded = plural(counts.get(value, 0), "coded article")
                raise InputError(
                    f"The frame {name!r} has {n_coded} {meaning} it; at least {FEWEST_OF_EACH} with and "
                    "without it are needed. Code more, or leave it out with frames=[...]."
                )
    values = table.loc[is_coded].to_numpy(float)
    return articles.loc[is_coded].reset_index(drop=True), values, tuple(map(str, chosen))


def _read_column(column: pd.Series[str]) -> pd.Series[float]:
    read = column.map(lambda value: _ANSWERS.get(str(value).strip().lower(), np.nan)).astype(float)
    wrong = column[read.isna() & column.notna()]
    if len(wrong):
        raise TableError(
            f"The column {column.name!r} of the table of codes has {wrong.iloc[0]!r}; expected 1 or 0, True "
            "or False, yes or no, or nothing where an article was not coded. Columns that are no frames are "
            "left out with frames=[...]."
        )
    return read
