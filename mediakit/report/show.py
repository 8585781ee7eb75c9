"""An analysis and the id of an article in, the article's page as a notebook shows it out."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

import pandas as pd

from mediakit._core.analysis import Analysis
from mediakit._core.errors import InputError
from mediakit._core.spans import check_spans
from mediakit._core.tables import check_table
from mediakit._core.wording import plural
from mediakit.report.article import SPAN_TABLES, article_page, rows_by_article
from mediakit.report.copied import copies_by_article
from mediakit.report.numbers import to_rows
from mediakit.report.render import ARTICLE_STYLE, make_environment, own_style

_NOUNS = {
    "mentions": ("mention",),
    "quotes": ("stretch of quoted words", "stretches of quoted words"),
    "frames": ("cue",),
}


@dataclass(frozen=True)
class ArticleView:
    """One article with what was found in it: shown by a notebook, and one HTML page in `html`.

    Attributes
    ----------
    article_id : str
        The article.
    summary : str
        Its title and how much was found in it, in words.
    html : str
        The page: it needs no script, no network and no other file.
    """

    article_id: str
    summary: str
    html: str = field(repr=False)

    def __repr__(self) -> str:
        return f"ArticleView: {self.summary}\nA notebook shows the page; it is in .html."

    def _repr_html_(self) -> str:
        # The frame keeps the page's style from the notebook's; sandboxed, nothing in it can run.
        return (
            f'<iframe sandbox title="{escape(self.summary)}" srcdoc="{escape(self.html)}" '
            'style="width: 100%; height: 640px; border: 1px solid #8884; resize: vertical"></iframe>'
        )


def show_article(analysis: Analysis, article_id: str) -> ArticleView:
    """Show one article with its quotations by speaker, its mentions with their tone, and its frame cues.

    Parameters
    ----------
    analysis : Analysis
        What `analyze` returned.
    article_id : str
        The article: a value of that column in `analysis.articles`.

    Returns
    -------
    ArticleView
        The last line of a notebook cell shows it. `html` is the same page as text, to be kept as a file.

    Raises
    ------
    InputError
        When no article has the id.
    TableError
        When a table lacks a column, or a span does not give its text in the article.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = pd.DataFrame({
    ...     "article_id": ["a"], "outlet": ["Post"], "title": ["A vow"],
    ...     "text": ["Mayor Iva Toll called it a “holy battle”."]})
    >>> show_article(mk.analyze(articles), "a")
    ArticleView: A vow (1 mention, 2 stretches of quoted words, 1 cue)
    A notebook shows the page; it is in .html.
    """
    articles = check_table(analysis.articles, "articles")
    if article_id not in set(articles["article_id"]):
        example = f", such as {articles['article_id'].iloc[0]!r}" if len(articles) else ""
        raise InputError(
            f"No article has the id {article_id!r}; the analysis has {len(articles):,} articles{example}. "
            'Take an id from analysis.articles["article_id"].'
        )
    article = articles[articles["article_id"] == article_id]
    tables = {name: _rows_of(analysis.tables[name], name, article) for name in SPAN_TABLES}
    found = rows_by_article(tables).get(article_id, {})
    group = _group_of(analysis.copies, article_id)
    known = {
        row["article_id"]: row for row in to_rows(articles[articles["article_id"].isin(group["article_id"])])
    }
    copied = copies_by_article(group, known).get(article_id)
    [row] = to_rows(article)
    environment = make_environment()
    page = environment.get_template("article.html").render(
        root=None,
        path="",
        alone=True,
        report_title="mediakit",
        sample=bool(analysis.settings.get("sample")),
        **own_style(environment, ARTICLE_STYLE),
        **article_page(row, found, copied),
    )
    counts = ", ".join(plural(len(tables[name]), *nouns) for name, nouns in _NOUNS.items())
    return ArticleView(article_id, f"{row['title'] or article_id} ({counts})", page)


def _rows_of(table: pd.DataFrame, name: str, article: pd.DataFrame) -> pd.DataFrame:
    """The checked rows of one article."""
    rows = check_table(table[table["article_id"].isin(article["article_id"])], name)
    check_spans(rows, article, name)
    return rows


def _group_of(copies: pd.DataFrame, article_id: str) -> pd.DataFrame:
    """The rows of the group of copies that an article belongs to."""
    groups = copies.loc[copies["article_id"] == article_id, "group_id"]
    return copies[copies["group_id"].isin(groups)]
