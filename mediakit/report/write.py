"""The tables of an analysis in, a folder of self-contained HTML pages out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from mediakit._core.analysis import Analysis
from mediakit._core.export import check_folder
from mediakit._core.spans import check_spans
from mediakit._core.tables import check_table
from mediakit.report.folder import write_folder
from mediakit.report.pages import render_pages

_SPAN_TABLES = ("mentions", "quotes", "sentiment", "frames")


def write_report(analysis: Analysis, folder: str | Path, *, title: str | None = None) -> Path:
    """Write an analysis as a folder of HTML pages, in which each number leads to the sentences behind it.

    The pages need no network, no script and no server: `index.html` is the overview, `methods.html` tells how
    the numbers were made, what limits them and what to cite (also as `citations.bib`), `articles.html` lists
    the articles (a browser that runs its script can filter them), `articles/` has a page for each article,
    `evidence/` one for each linked number, and `data/` the tables as CSV with a manifest of settings and
    hashes. The same analysis gives the same bytes.

    Parameters
    ----------
    analysis : Analysis
        What `analyze` returned.
    folder : str or Path
        Where to write; made when missing. A report that is already there is replaced, other files in it stay.
    title : str, optional
        Heading of the report; the title in the settings of the analysis when not given.

    Returns
    -------
    Path
        The page to open: index.html in the folder.

    Raises
    ------
    InputError
        When the folder holds something and no report of ours, in which case nothing is written, or when it
        cannot be written.
    TableError
        When a table lacks a column, or a span does not give its text in the articles.
    """
    path = Path(folder)
    check_folder(path)
    checked = _check(analysis)
    write_folder(path, render_pages(checked, title), checked)
    return path / "index.html"


def _check(analysis: Analysis) -> Analysis:
    """The analysis with its tables checked and its articles in the order in which pages list them."""
    tables: dict[str, Any] = {name: check_table(table, name) for name, table in analysis.tables.items()}
    for name in _SPAN_TABLES:
        check_spans(tables[name], tables["articles"], name)
    order = ["outlet", "published", "article_id"]
    tables["articles"] = tables["articles"].sort_values(order, ignore_index=True, na_position="last")
    return replace(analysis, **tables)
