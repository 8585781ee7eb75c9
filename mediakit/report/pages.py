"""A checked analysis in, the HTML of every page of its report out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mediakit._core.analysis import Analysis
from mediakit._core.execute import track
from mediakit._core.provenance import describe_packages
from mediakit.report import beside_vader, comparisons, overview
from mediakit.report.article import SPAN_TABLES, article_page, rows_by_article
from mediakit.report.copied import copies_by_article
from mediakit.report.evidence import MAX_SHOWN, Evidence
from mediakit.report.marks import article_path
from mediakit.report.numbers import NONE, Cell, Grid, day, to_rows
from mediakit.report.render import STYLE, make_environment, own_style, read_style

_SCORES = ("sentiment", "frames", "quotes")


def render_pages(analysis: Analysis, title: str | None) -> Iterator[tuple[str, bytes]]:
    """Path and content of each page, of its figures, and of the style sheet they share."""
    environment = make_environment()
    settings = analysis.settings
    by = str(settings.get("by") or "outlet")
    evidence = Evidence(analysis.articles, {name: analysis.tables[name] for name in _SCORES}, by)
    common = {
        "report_title": title or settings.get("title") or "Media analysis",
        "alone": False,
        "sample": bool(settings.get("sample")),
        "has_rejects": not analysis.rejects.empty,
        "has_numbers": not analysis.estimates.empty,
    }

    def render(path: str, template: str, **context: Any) -> tuple[str, bytes]:
        root = "../" * path.count("/")
        page = environment.get_template(template).render(root=root, path=path, **common, **context)
        return path, page.encode("utf-8")

    yield STYLE, read_style(environment).encode()
    index = _index(analysis, evidence)
    for part in (part for comparison in index["compared"] for part in comparison.parts):
        yield from ((figure.path, figure.svg) for figure in part.figures)
    yield render("index.html", "index.html", **index)
    if common["has_numbers"]:
        yield render("numbers.html", "grids.html", **_numbers(analysis, evidence))
    if common["has_rejects"]:
        grids = [overview.reject_grid(analysis.rejects)]
        yield render("rejects.html", "grids.html", heading="Rejects and doubts", grids=grids)
    yield render("articles.html", "articles.html", groups=_article_index(analysis))
    style = own_style(environment)
    for path, context in track(_articles(analysis), "pages of articles", len(analysis.articles)):
        yield render(path, "article.html", **style, **context)
    for path, page in track(list(evidence.pages()), "pages of evidence"):
        sentences = evidence.sentences(page)
        yield render(path, "evidence.html", page=page, sentences=sentences, max_shown=MAX_SHOWN)


def _index(analysis: Analysis, evidence: Evidence) -> dict[str, Any]:
    frames = analysis.frames
    both = beside_vader.has_both(frames)
    contrasts = comparisons.list_contrasts(
        analysis.contrasts, evidence, comparisons.MAX_CONTRASTS, analysis.sensitivity
    )
    return {
        "summary": overview.summarise(analysis),
        "outlets": overview.outlet_grid(analysis, evidence),
        "formats": overview.format_grid(analysis),
        "files": overview.file_grid(analysis),
        "n_rejected": int(analysis.files["n_rejected"].sum()),
        "n_doubts": int(analysis.files["n_doubts"].sum()),
        "n_files": len(analysis.files),
        "speakers": overview.speaker_grid(analysis, evidence),
        "compared": comparisons.cross_estimates(analysis.estimates, evidence),
        "contrasts": contrasts,
        "families": comparisons.family_sizes(analysis.contrasts),
        "tone": beside_vader.tone_grid(analysis.sentiment, evidence),
        "vader": beside_vader.vader_grid(frames, evidence) if both else None,
        "disagreements": beside_vader.disagreements(analysis.articles, frames, evidence) if both else [],
        "settings": analysis.settings,
        "frame_codebook": analysis.settings.get("frames") or {},
        "actor_codebook": analysis.settings.get("actors") or {},
        "packages": analysis.settings.get("packages") or describe_packages(),
    }


def _numbers(analysis: Analysis, evidence: Evidence) -> dict[str, Any]:
    grids = [
        comparisons.list_estimates(analysis.estimates, evidence),
        comparisons.list_contrasts(analysis.contrasts, evidence, sensitivity=analysis.sensitivity),
    ]
    return {"heading": "All estimates and contrasts", "grids": [grid for grid in grids if grid.rows]}


def _article_index(analysis: Analysis) -> list[tuple[str, Grid]]:
    """The articles of each outlet with their anchors."""
    speech = analysis.quotes[analysis.quotes["use"] == "speech"]
    n_quotes = speech.groupby("article_id")["quote_id"].nunique().to_dict()
    groups = []
    for outlet, articles in analysis.articles.groupby("outlet", sort=True):
        rows = [
            [
                Cell(row["title"] or row["article_id"], article_path(row["article_id"])),
                Cell(day(row["published"])),
                Cell(row["author"] or NONE),
                Cell(f"{n_quotes.get(row['article_id'], 0):,}"),
            ]
            for row in to_rows(articles)
        ]
        name = str(outlet) or "(no outlet)"
        grid = Grid(name, ["Title", "Published", "By", "Quotations"], rows, n_numeric=1)
        groups.append((overview.outlet_anchor(str(outlet)), grid))
    return groups


def _articles(analysis: Analysis) -> Iterator[tuple[str, dict[str, Any]]]:
    found = rows_by_article({name: analysis.tables[name] for name in SPAN_TABLES})
    articles = {row["article_id"]: row for row in to_rows(analysis.articles)}
    copied = copies_by_article(analysis.copies, articles)
    for article_id, article in articles.items():
        context = article_page(article, found.get(article_id, {}), copied.get(article_id))
        yield article_path(article_id), context
