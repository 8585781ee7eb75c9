"""Scores and articles in; an estimate for every group, and the contrasts between groups, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from html import escape

import pandas as pd

from mediakit._core.errors import InputError, UnknownNameError
from mediakit._core.notebook_tables import N_SHOWN, count_rows, html_head
from mediakit._core.tables import build_table, get_table
from mediakit._core.wording import plural
from mediakit.compare.arguments import check_seed, read_cells, read_design
from mediakit.compare.checks import (
    check_articles,
    check_copies,
    check_scores,
    choose_articles,
    keep_voices_apart,
    note_left_out,
)
from mediakit.compare.design import COPIES, Design
from mediakit.compare.measures import MEASURES, count_all_words, iterate_cells, lay_out
from mediakit.compare.moments import pair_cells, summarise_cells
from mediakit.compare.ranges import find_range
from mediakit.compare.resampling import resample_cells
from mediakit.compare.results import build_contrasts, build_estimates, build_story_contrasts
from mediakit.compare.sensitivity import choose_copies, mark_sensitive, weigh_copies
from mediakit.compare.standardised import note_standardised, number_layers, standardise_cell
from mediakit.compare.stories import contrast_stories
from mediakit.compare.units import has_shared_units, join_units, number_units

_CAVEAT = "Intervals cover sampling error only, not errors of measurement."
_COLUMNS = {
    "estimates": ("n_articles", "n", "estimate", "interval", "note"),
    "contrasts": ("group_a", "group_b", "difference", "interval", "p", "p_adjusted", "note"),
}  # those that a notebook shows


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
    sensitivity : DataFrame
        A row for each contrast and choice of articles among copies; empty where no copies were given.
    """

    estimates: pd.DataFrame
    contrasts: pd.DataFrame
    note: str = ""
    sensitivity: pd.DataFrame = field(default_factory=partial(build_table, "sensitivity", ()))

    def __repr__(self) -> str:
        lines = [self._headline(), _CAVEAT, *([self.note] if self.note else [])]
        for name, table in (("estimates", self.estimates), ("contrasts", self._by_p())):
            head = _head(table)
            lines += ["", f".{name}: {count_rows(table)}", head.to_string(index=False) if len(head) else ""]
        return "\n".join([*lines, "", self._next()])

    def _repr_html_(self) -> str:
        parts = [f"<p><strong>{escape(self._headline())}</strong><br>{escape(f'{_CAVEAT} {self.note}')}</p>"]
        for name, table in (("estimates", self.estimates), ("contrasts", self._by_p())):
            told = f"<p><code>.{name}</code>: {count_rows(table)}</p>"
            parts.append(told + html_head(table, [*self._cells(name), *_COLUMNS[name]]))
        return "".join([*parts, f"<p>{escape(self._next())}</p>"])

    def _cells(self, name: str) -> list[str]:
        """The columns of groups and cells, which come before those that all comparisons have."""
        declared = get_table(name).names
        return [column for column in getattr(self, name).columns if column not in declared]

    def _next(self) -> str:
        if self.contrasts.empty:
            return "Next: one group alone cannot be compared. Name outlets, or pass another column as by=."
        steps = ["mediakit.plot.intervals(compared.estimates)", "read articles behind a difference"]
        n_sensitive = int(self.sensitivity.loc[self.sensitivity["copies"] == "all", "sensitive"].sum())
        if n_sensitive:
            verb = "hangs" if n_sensitive == 1 else "hang"
            told = f"{plural(n_sensitive, 'contrast')} {verb} on copied articles"
            steps.insert(0, f"see .sensitivity, as {told}")
        return f"Next: {'; '.join(steps)}."

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
    copies: pd.DataFrame | None = None,
    design: Design | None = None,
    seed: int = 0,
) -> Comparison:
    """Estimate a measure for every group, and the differences between groups, with the article as the unit.

    Rows of one article are not independent, so they are summed up for the article first; intervals and tests
    see articles only, or larger units (`Design.unit`). Groups are fixed: nothing is said of outlets that are
    not among them. Intervals cover the sampling of articles, not errors of measurement.

    Parameters
    ----------
    scores : DataFrame
        Any table with `article_id`: sentiment, frames, quotes or your own. "mean" needs `score`,
        "word_share" needs `text`, "ratio" needs `part` and `whole`.
    articles : DataFrame
        All articles that were examined, those without a row in `scores` included: the denominators.
    by : str, default "outlet"
        Column of articles (or else of scores) that makes the groups. Groups made by a column of scores share
        articles; their correlation enters interval and test.
    within : str, list of str or None, default "actor"
        Columns of scores (or else of articles) that make the cells in which groups are compared; None or []
        for no cells. Rows without a value there are left out and counted in the note; their words stay in
        the denominator of "word_share". Where scores has several values of `voice_kind` it makes cells too,
        unless the design pools voices.
    measure : {"mean", "share", "rate", "word_share", "ratio"}, default "mean"
        - "mean": mean of `score` over the article's rows, then over the articles that have rows; in the unit
          and range of `score`.
        - "share": share of the group's articles with at least one row, 0 to 1.
        - "rate": rows per 1,000 words of title and text of the group's articles, 0 upwards.
        - "word_share": words of the cell's rows as a share of the words of all the group's rows, 0 to 1;
          articles without any row do not count.
        - "ratio": sum of `part` over the sum of `whole` of the cell's rows, in their units.
    copies : DataFrame, optional
        The copies table of `find_copies`. With it every contrast is made three times: with all articles, with
        one of each group of copies, and with articles of the outlets' own words.
    design : Design, optional
        Units, stories, copies, contrasts, level, method, minimum number of articles, correction.
    seed : int, default 0
        Seed of resampling and permutation; nothing else is random.

    Returns
    -------
    Comparison
        - `estimates`: `by`, `within`, then measure, n_articles (that count), n (rows that count), estimate,
          low, high, method, note. For share and rate every group has an estimate in every cell that occurs;
          for means and ratios groups without a row in the cell are absent.
        - `contrasts`: `within`, then group_a, group_b (in sorted order; "rest" where the design sets each
          group against all others), measure, difference (a minus b), low, high, p, p_adjusted over all tests
          of this call, family_size, n_a, n_b, effect, p_equivalence (corrected; missing without a margin),
          method, note. Pairs with too few or unvarying articles are not tested and not in the family.
        - `sensitivity`: with copies, each contrast under each choice of articles, and whether its sign or
          verdict hangs on the choice.

        Effects: for means Hedges g, the difference over the pooled standard deviation of article means,
        mended for small samples; for shares and word shares Cohen's h, the difference of 2 arcsin √share;
        for rates and ratios the ratio a/b; within stories d_z, the mean difference over the standard
        deviation of the differences.

    Raises
    ------
    TableError
        When a column is missing, or `scores` has articles that `articles` lacks.
    InputError
        When the design needs what was not given.
    UnknownNameError
        When there is no such measure.

    Notes
    -----
    Intervals of the method "adapted" were chosen by simulation with 5 to 200 articles: Hall's
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
    design, cells = read_design(design), read_cells(within)
    check_seed(seed)
    if measure not in MEASURES:
        raise UnknownNameError("measure", measure, MEASURES)
    articles, copies = check_articles(articles), check_copies(copies, design)
    scores = check_scores(scores, articles, by, cells, measure)
    cells, said = keep_voices_apart(scores, by, cells, design)
    articles, left_out = choose_articles(articles, design)
    if left_out:
        scores = scores[scores["article_id"].isin(articles["article_id"])]
    notes = [said, left_out, note_left_out(scores, articles, by, cells, measure)]
    if measure == "rate":
        articles = count_all_words(articles)

    choices = COPIES if copies is not None else (design.copies,)
    compared = {
        choice: _compare(scores, articles, by, cells, measure, copies, replace(design, copies=choice), seed)
        for choice in choices
    }
    estimates, contrasts, uneven = compared[design.copies]
    note = " ".join(filter(None, [*notes, uneven]))
    if copies is None:
        return Comparison(estimates, contrasts, note)
    # Columns of articles come before those of scores in the tables.
    cells = [column for column in estimates.columns if column in cells]
    every = {choice: found for choice, (_, found, _) in compared.items()}
    sensitivity = weigh_copies(every, cells, design.level)
    return Comparison(estimates, mark_sensitive(contrasts, sensitivity, cells), note, sensitivity)


def _compare(
    scores: pd.DataFrame,
    articles: pd.DataFrame,
    by: str,
    within: Sequence[str],
    measure: str,
    copies: pd.DataFrame | None,
    design: Design,
    seed: int,
) -> tuple[pd.DataFrame, pd.DataFrame, str]:
    """Estimates and contrasts of one choice of articles, and a note of what standardising leaves out."""
    articles = choose_copies(articles, copies, design)
    layout = lay_out(scores, articles, by, within, measure)
    within = [*layout.strata, *layout.cells]
    groups = sorted(layout.units[by].unique())
    unit, layer = number_units(articles, copies, design), number_layers(articles, design)

    plain = list(iterate_cells(layout, groups, measure))
    even = plain if layer is None else [standardise_cell(cell, len(groups), layer) for cell in plain]
    note = note_standardised(plain, even, design)
    cells = [join_units(cell, unit[cell.unit]) for cell in even]
    if design.method == "permutation" and any(map(has_shared_units, cells)) and design.story is None:
        raise InputError(
            f"permutation needs groups of different units, but groups by {by!r} share some. "
            "Use another method, such as Design(method='bootstrap_t')."
        )
    summary = summarise_cells(cells, groups, by, within)
    pairs = None if design.story else pair_cells(cells, groups, within, design.against)
    if design.method in ("bootstrap_t", "permutation"):
        limits, tests = resample_cells(cells, groups, by, within, design, seed)
        summary = summary.merge(limits, on=[*within, by], how="left")
        pairs = pairs if pairs is None else pairs.merge(tests, on=[*within, "group_a", "group_b"], how="left")
    possible = find_range(scores, measure, design)
    estimates = build_estimates(summary, by, within, measure, design, possible)
    if pairs is None:
        stories = contrast_stories(cells, groups, within, design, seed)
        return estimates, build_story_contrasts(stories, within, measure, design, possible), note
    return estimates, build_contrasts(pairs, within, measure, design, possible), note


def _head(table: pd.DataFrame) -> pd.DataFrame:
    """The first rows, without the method and without columns that nothing fills."""
    return table.drop(columns=["method"], errors="ignore").dropna(axis=1, how="all").head(N_SHOWN)
