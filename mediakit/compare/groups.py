"""Scores and articles in; an estimate for every group, and the contrasts between groups, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from mediakit._core.errors import InputError, UnknownNameError
from mediakit.compare.checks import check_articles, check_scores, note_left_out
from mediakit.compare.design import Design
from mediakit.compare.measures import MEASURES, Layout, iterate_cells, lay_out
from mediakit.compare.moments import correlate_groups, summarise_cells
from mediakit.compare.pairs import pair_groups
from mediakit.compare.resampling import resample_cells
from mediakit.compare.results import build_contrasts, build_estimates

_CAVEAT = "Intervals cover sampling error only, not errors of measurement."
_SHOWN = 10


@dataclass(frozen=True, eq=False)
class Comparison:
    """What `compare_groups` found.

    Attributes
    ----------
    estimates : DataFrame
        A row for each group and cell.
    contrasts : DataFrame
        A row for each pair of groups of a cell.
    note : str
        Rows and articles that were left out, with their numbers; empty when none were.
    """

    estimates: pd.DataFrame
    contrasts: pd.DataFrame
    note: str = ""

    def __repr__(self) -> str:
        lines = [self._headline(), _CAVEAT, *([self.note] if self.note else [])]
        for name, table in (("estimates", self.estimates), ("contrasts", self._by_p())):
            head = table.drop(columns=["method"], errors="ignore").head(_SHOWN)
            lines += ["", f".{name}: {_shown(table)}", head.to_string(index=False) if len(head) else ""]
        return "\n".join(lines).rstrip()

    def _repr_html_(self) -> str:
        parts = [f"<p><strong>{escape(self._headline())}</strong><br>{escape(f'{_CAVEAT} {self.note}')}</p>"]
        for name, table in (("estimates", self.estimates), ("contrasts", self._by_p())):
            head = table.drop(columns=["method"], errors="ignore").head(_SHOWN)
            body = head.to_html(index=False, escape=True, border=0) if len(head) else ""
            parts.append(f"<p><code>.{name}</code>: {_shown(table)}</p>{body}")
        return "".join(parts)

    def _headline(self) -> str:
        measures = ", ".join(self.estimates["measure"].unique()) or "no measure"
        sizes = self.contrasts["family_size"]
        family = int(sizes.max()) if len(sizes) else 0
        return (
            f"Comparison of {measures}: {len(self.estimates):,} estimates, "
            f"{len(self.contrasts):,} contrasts, {family:,} tests in the family."
        )

    def _by_p(self) -> pd.DataFrame:
        return self.contrasts.sort_values("p", kind="stable", na_position="last")


def compare_groups(
    scores: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str = "outlet",
    within: str | Sequence[str] | None = "actor",
    measure: str = "mean",
    design: Design | None = None,
    seed: int = 0,
) -> Comparison:
    """Estimate a measure for every group, and the differences between groups, with the article as the unit.

    Rows of one article are not independent, so they are summed up for the article first; intervals and tests
    see articles only. Intervals cover the sampling of articles, not errors of measurement.

    Parameters
    ----------
    scores : DataFrame
        Any table with `article_id`: sentiment, frames, quotes or your own. "mean" needs `score`,
        "word_share" needs `text`.
    articles : DataFrame
        All articles that were examined, those without a row in `scores` included: the denominators.
    by : str, default "outlet"
        Column of articles (or else of scores) that makes the groups. Groups made by a column of scores share
        articles; their correlation enters interval and test.
    within : str, list of str or None, default "actor"
        Columns of scores (or else of articles) that make the cells in which groups are compared; None or []
        for no cells. Rows without a value there are left out and counted in the note; their words stay in
        the denominator of "word_share".
    measure : {"mean", "share", "rate", "word_share"}, default "mean"
        - "mean": mean of `score` over the article's rows, then over the articles that have rows; in the unit
          and range of `score`.
        - "share": share of the group's articles with at least one row, 0 to 1.
        - "rate": rows per 1,000 words of title and text of the group's articles, 0 upwards.
        - "word_share": words of the cell's rows as a share of the words of all the group's rows, 0 to 1;
          articles without any row do not count.
    design : Design, optional
        Level, interval, minimum number of articles, correction.
    seed : int, default 0
        Seed of the resampling of `Design(interval="bootstrap_t")`; nothing else is random.

    Returns
    -------
    Comparison
        - `estimates`: `by`, `within`, then measure, n_articles (that count), n (rows that count), estimate,
          low, high, method, note. For share and rate every group has an estimate in every cell that occurs;
          for means groups without a row in the cell are absent.
        - `contrasts`: `within`, then group_a, group_b (in sorted order), measure, difference (a minus b),
          low, high, p, p_adjusted over all tests of this call, family_size, n_a, n_b, effect (Hedges g for
          means, Cohen's h for shares and word shares, the ratio a/b for rates), method, note. Pairs with too
          few or unvarying articles are not tested and not in the family.

    Raises
    ------
    TableError
        When a column is missing, or `scores` has articles that `articles` lacks.
    UnknownNameError
        When there is no such measure.

    Notes
    -----
    Intervals of the design "adapted" were chosen by simulation with 5 to 200 articles: Hall's
    skewness-corrected t for means, Wilson's score interval for shares, t on the log and the log odds scale
    with jackknife variances for rates and word shares. Differences take MOVER intervals (Newcombe's for
    shares); see tests/compare/test_coverage.py for their measured coverage.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({
    ...     "article_id": list("abcdef"), "outlet": ["Post"] * 3 + ["Times"] * 3, "text": "Some words here."})
    >>> scores = pd.DataFrame({
    ...     "article_id": list("aabcdef"), "actor": "Kyiv", "score": [0.2, 0.4, 0.1, 0.0, -0.2, -0.4, 0.0]})
    >>> compared = compare_groups(scores, articles, design=Design(min_articles=3))
    >>> compared.estimates[["outlet", "actor", "n_articles", "n", "estimate"]].round(3)
      outlet actor  n_articles  n  estimate
    0   Post  Kyiv           3  4     0.133
    1  Times  Kyiv           3  3    -0.200
    """
    design = design or Design()
    cells = [within] if isinstance(within, str) else list(within or [])
    if measure not in MEASURES:
        raise UnknownNameError("measure", measure, MEASURES)
    articles = check_articles(articles)
    scores = check_scores(scores, articles, by, cells, measure)
    note = note_left_out(scores, articles, by, cells, measure)

    layout = lay_out(scores, articles, by, cells, measure)
    cells = [*layout.strata, *layout.cells]
    groups = sorted(layout.units[by].unique())
    summary = summarise_cells(iterate_cells(layout, groups, measure), groups, by, cells)
    pairs = pair_groups(summary, by, cells).assign(correlation=0.0)
    shared = bool(layout.units["article_id"].duplicated().any())
    if design.interval == "bootstrap_t":
        if shared:
            raise InputError(
                f"bootstrap_t needs groups of different articles, but groups by {by!r} share articles. "
                "Use Design(interval='adapted')."
            )
        resampled = resample_cells(iterate_cells(layout, groups, measure), groups, by, cells, design, seed)
        summary = summary.merge(resampled[0], on=[*cells, by], how="left")
        pairs = pairs.merge(resampled[1], on=[*cells, f"{by}_a", f"{by}_b"], how="left")
    elif shared:
        pairs = _add_correlation(pairs, layout, groups, measure)
    return Comparison(
        build_estimates(summary, by, cells, measure, design),
        build_contrasts(pairs, by, cells, measure, design),
        note,
    )


def _add_correlation(
    pairs: pd.DataFrame, layout: Layout, groups: Sequence[Any], measure: str
) -> pd.DataFrame:
    by, within = layout.by, [*layout.strata, *layout.cells]
    found = correlate_groups(iterate_cells(layout, groups, measure), groups, by, within)
    pairs = pairs.drop(columns="correlation").merge(found, on=[f"{by}_a", f"{by}_b", *within], how="left")
    return pairs.assign(correlation=pairs["correlation"].fillna(0.0))


def _shown(table: pd.DataFrame) -> str:
    return f"{len(table):,} rows" + (f", the first {_SHOWN}" if len(table) > _SHOWN else "")
