"""A folder of articles whose quotations people have marked in, articles and their attributions out."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from mediakit._core.errors import InputError
from mediakit._core.spans import check_spans
from mediakit._core.tables import build_table, check_table
from mediakit.annotate.brat import read_brat

_SUFFIXES = (".parquet", ".csv")


def read_attributions(folder: str | Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    r"""Read annotated articles: brat standoff, or the tables articles and quotes corrected by hand.

    Parameters
    ----------
    folder : str or Path
        Holds `articles` and `quotes` as .parquet or .csv, in the columns of the tables of those names; or
        texts with brat annotations (`NAME.txt`, `NAME.ann`), each attribution an event with the arguments
        Source, Cue and Content.

    Returns
    -------
    articles : DataFrame
        The articles table.
    attributions : DataFrame
        A row an attribution of the articles' text: article_id, content_spans (list of start and end),
        cue_start, cue_end, source_start, source_end (missing where there is none). Of a quotes table the
        rows whose use is speech.

    Raises
    ------
    InputError
        When the folder holds neither.
    TableError
        When one of the tables lacks a column, or spans do not fit the articles.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.txt").write_text("“No,” she said.")
    ...     _ = Path(folder, "a.ann").write_text(
    ...         "T1\tContent 0 5\t“No,”\nT2\tSource 6 9\tshe\nT3\tCue 10 14\tsaid\n"
    ...         "T4\tAttribution 10 14\tsaid\nE1\tAttribution:T4 Content:T1 Source:T2 Cue:T3\n"
    ...     )
    ...     articles, attributions = read_attributions(folder)
    >>> attributions.loc[0, "content_spans"], attributions["cue_start"].tolist()
    ([(0, 5)], [10])
    """
    if not Path(folder).is_dir():
        raise InputError(f"There is no folder {str(folder)!r}. Name one that holds annotated articles.")
    tables = [_find_table(Path(folder), name) for name in ("articles", "quotes")]
    if tables[0] is None or tables[1] is None:
        return read_brat(folder)
    articles = check_table(build_table("articles", _read_table(tables[0])), "articles")
    quotes = check_table(build_table("quotes", _read_table(tables[1])), "quotes")
    check_spans(quotes, articles, "quotes")
    return articles, _from_quotes(quotes)


def _find_table(folder: Path, name: str) -> Path | None:
    return next((path for suffix in _SUFFIXES if (path := folder / f"{name}{suffix}").is_file()), None)


def _read_table(path: Path) -> pd.DataFrame:
    try:
        if path.suffix == ".parquet":
            return pd.read_parquet(path)
        return pd.read_csv(path, dtype={"article_id": str, "quote_id": str, "text": str, "title": str})
    except (OSError, ValueError) as error:
        raise InputError(f"{path.name} cannot be read as a table: {error}. Write it again.") from error


def _from_quotes(quotes: pd.DataFrame) -> pd.DataFrame:
    """The rows of a quotes table as attributions, one a quote_id."""
    speech = quotes[(quotes["field"] == "text") & (quotes["use"].fillna("speech") == "speech")]
    speech = speech.sort_values(["article_id", "start"], kind="stable")
    grouped = speech.groupby(["article_id", "quote_id"], sort=False)
    attributions = grouped[["cue_start", "cue_end", "speaker_start", "speaker_end"]].first()
    spans = [list(zip(rows["start"].tolist(), rows["end"].tolist(), strict=True)) for _, rows in grouped]
    attributions["content_spans"] = pd.Series(spans, index=attributions.index, dtype=object)
    named = {"speaker_start": "source_start", "speaker_end": "source_end"}
    return attributions.rename(columns=named).reset_index().drop(columns="quote_id")
