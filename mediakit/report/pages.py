"""A checked analysis in, the HTML of every page of its report out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from mediakit._core.analysis import Analysis
from mediakit._core.execute import track
from mediakit.report import beside_vader, comparisons, overview, statements
from mediakit.report.article import SENTENCE_TABLES, SPAN_TABLES, article_page, articles_with_rows
from mediakit.report.article_index import article_index
from mediakit.report.copied import copies_by_article
from mediakit.report.evidence import Evidence
from mediakit.report.evidence_kinds import KINDS_OF_EVIDENCE
from mediakit.report.figures import Figure, draw_funnel
from mediakit.report.marks import article_path
from mediakit.report.methods_page import BIBTEX, methods_page
from mediakit.report.numbers import to_rows
from mediakit.report.render import ARTICLE_STYLE, STYLE, make_environment, own_style, read_style


def render_pages(analysis: Analysis, title: str | None) -> Iterator[tuple[str, bytes]]:
    """Path and content of each page, of its figures, and of the style sheet they share."""
    environment = make_environment()
    settings = analysis.settings
    by = str(settings.get("by") or "outlet")
    scores = {name: analysis.tables[name] for name in KINDS_OF_EVIDENCE}
    evidence = Evidence(analysis.articles, scores, by, _periods(analysis.estimates))
    common = {
        "report_title": title or settings.get("title") or "Media analysis",
        "alone": False,
        "sample": bool(settings.get("sample")),
        "has_rejects": not analysis.rejects.empty,
        "has_numbers": not analysis.estimates.empty,
        "has_statements": not statements.shared_statements(analysis.alignments).empty,
    }

    def render(path: str, template: str, **context: Any) -> tuple[str, bytes]:
        root = "../" * path.count("/")
        page = environment.get_template(template).render(root=root, path=path, **common, **context)
        return path, page.encode("utf-8")

    yield STYLE, read_style(environment).encode()
    index = _index(analysis, evidence)
    for figure in _figures(index):
        yield from figure.files()
    yield render("index.html", "index.html", **index)
    if common["has_numbers"]:
        yield render("numbers.html", "grids.html", **_numbers(analysis, evidence))
    if common["has_statements"]:
        context = statements.statements_page(analysis)
        yield from context["figure"].files()
        yield render("statements.html", "statements.html", **context)
    if common["has_rejects"]:
        grids = [overview.reject_grid(analysis.rejects)]
        yield render("rejects.html", "grids.html", heading="Rejects and doubts", grids=grids)
    methods = methods_page(analysis)
    yield BIBTEX, methods["bibtex"].encode()
    yield render("methods.html", "methods.html", **methods)
    yield render("articles.html", "articles.html", **article_index(analysis, environment))
    style = own_style(environment, ARTICLE_STYLE)
    for path, context in track(_articles(analysis), "pages of articles", len(analysis.articles)):
        yield render(path, "article.html", **style, **context)
    for path, page in track(list(evidence.pages()), "pages of evidence"):
        sentences = evidence.sentences(page)
        yield render(path, "evidence.html", page=page, sentences=sentences)


def _periods(estimates: pd.DataFrame) -> list[str]:
    """The periods that estimates are split by."""
    return [str(period) for period in estimates["period"].dropna().unique()] if "period" in estimates else []


def _figures(index: dict[str, Any]) -> Iterator[Figure]:
    """All figures of the overview."""
    if index["funnel"] is not None:
        yield index["funnel"]
    for comparison in index["compared"]:
        for part in comparison.parts:
            yield from part.figures
    yield from (figure for _, figure in index["differences"])


def _index(analysis: Analysis, evidence: Evidence) -> dict[str, Any]:
    frames = analysis.frames
    both = beside_vader.has_both(frames)
    contrasts = comparisons.list_contrasts(
        analysis.contrasts, evidence, comparisons.MAX_CONTRASTS, analysis.sensitivity
    )
    return {
        "summary": overview.summarise(analysis),
        "findings": overview.summarise_contrasts(analysis),
        "told_apart": overview.told_apart_grid(analysis, evidence),
        "outlets": overview.outlet_grid(analysis, evidence),
        "formats": overview.format_grid(analysis),
        "files": overview.file_grid(analysis),
        "n_rejected": int(analysis.files["n_rejected"].sum()),
        "n_doubts": int(analysis.files["n_doubts"].sum()),
        "n_files": len(analysis.files),
        "speakers": overview.speaker_grid(analysis, evidence),
        "compared": comparisons.cross_estimates(analysis.estimates, evidence),
        "contrasts": contrasts,
        "differences": comparisons.draw_differences(analysis.contrasts, analysis.sensitivity),
        "funnel": draw_funnel(analysis.files, analysis.copies),
        "families": comparisons.family_sizes(analysis.contrasts),
        "tone": beside_vader.tone_grid(analysis.sentiment, evidence),
        "vader": beside_vader.vader_grid(frames, evidence) if both else None,
        "disagreements": beside_vader.disagreements(analysis.articles, frames, evidence) if both else [],
    }


def _numbers(analysis: Analysis, evidence: Evidence) -> dict[str, Any]:
    grids = [
        comparisons.list_estimates(analysis.estimates, evidence),
        comparisons.list_contrasts(analysis.contrasts, evidence, sensitivity=analysis.sensitivity),
    ]
    return {"heading": "All estimates and contrasts", "grids": [grid for grid in grids if grid.rows]}


def _articles(analysis: Analysis) -> Iterator[tuple[str, dict[str, Any]]]:
    in_groups = analysis.articles["article_id"].isin(analysis.copies["article_id"])
    copied = copies_by_article(
        analysis.copies, {row["article_id"]: row for row in to_rows(analysis.articles[in_groups])}
    )
    tables = {name: analysis.tables[name] for name in SPAN_TABLES}
    tables |= {name: KINDS_OF_EVIDENCE[name].rows(analysis.tables, name) for name in SENTENCE_TABLES}
    for article, rows in articles_with_rows(analysis.articles, tables):
        key = article["article_id"]
        yield article_path(key), article_page(article, rows, copied.get(key))
