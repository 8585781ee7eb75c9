"""Automated scores of all articles and human codes of a random part in; corrected estimates out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from mediakit._core.errors import InputError, TableError
from mediakit._core.tables import build_table, check_columns
from mediakit.compare.arguments import check_by, read_cells, read_design
from mediakit.compare.checks import check_articles, check_scores
from mediakit.compare.correction.rectify import SOURCES, contrast, rectify
from mediakit.compare.corrections import adjust_p
from mediakit.compare.design import Design
from mediakit.compare.groups import Comparison
from mediakit.compare.pairs import pair_groups

_METHODS = {
    "automated": "t on automated scores of all articles, taken as if without error",
    "coded": "t on the codes alone",
    "corrected": "t on codes plus what automated scores of all articles add (difference estimator)",
}
# Below this the normal approximation behind t fails for skewed codes; compare_groups asks for five articles.
_FEW_CODED = 10


def correct_estimates(
    scores: pd.DataFrame,
    codes: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str = "outlet",
    within: str | Sequence[str] | None = None,
    design: Design | None = None,
) -> Comparison:
    """Correct differences between groups for the errors of automated scores, with codes of a random part.

    A program that errs more, or in another direction, on one outlet makes differences that are not there. How
    far it errs is seen on the articles that people coded, and taken off its means over all articles. The
    program need not be good for the result to be right; a better one gives narrower intervals. What must
    hold: which articles were coded was decided by chance (see `sample_articles`), and the codes are what
    should be measured.

    Parameters
    ----------
    scores : DataFrame
        Automated scores of all articles: article_id, score and the columns of `within`. An article with
        several rows counts with their mean.
    codes : DataFrame
        Human codes of the random part: article_id, code (a number on the scale of score; 0 and 1 for a
        share) and the columns of `within`. Several coders of an article are averaged. A column `probability`
        gives the probability with which each article was drawn; without it the coded articles of each group
        count as drawn with equal probability.
    articles : DataFrame
        The articles table, with the column `by`.
    by : str, default "outlet"
        Column of articles that makes the groups.
    within : str, list of str or None, default None
        Columns of scores and codes that make the cells, such as "actor".
    design : Design, optional
        Level, minimum number of coded articles of a group for an interval, correction.

    Returns
    -------
    Comparison
        In both tables `measure` is "automated" (the scores alone, the naive figure), "coded" (the codes
        alone) or "corrected". `estimates` has further n_coded and error (mean of score minus code over the
        coded articles, in the unit of score); p of `contrasts` are adjusted over the corrected ones only,
        which are the family. effect is Hedges g.

    Raises
    ------
    TableError
        When a column is missing, or a coded article has no row in `articles`.
    InputError
        When codes are no numbers, a probability is not above 0 and at most 1, or nothing was coded.

    Notes
    -----
    The corrected mean of a group is mean(code) + b (mean(score of all) - mean(score of coded)); b is the
    pooled slope of code on score within groups. With b = 1 this is prediction-powered inference, with the
    slope its power-tuned form, which for means is the classical regression estimator of double sampling, and
    design-based supervised learning without further covariates.

    References
    ----------
    Egami, N., Hinck, M., Stewart, B. M. and Wei, H. (2023). Using imperfect surrogates for downstream
    inference: design-based supervised learning. Advances in Neural Information Processing Systems 36.
    Angelopoulos, A. N., Bates, S., Fannjiang, C., Jordan, M. I. and Zrnic, T. (2023). Prediction-powered
    inference. Science 382, 669-674. Angelopoulos, A. N., Duchi, J. C. and Zrnic, T. (2023). PPI++.
    arXiv:2311.01453. Cochran, W. G. (1977). Sampling techniques. 3rd ed., chapter 12.

    Examples
    --------
    The program scores every article of the Post .2 too high; in truth it is .04 below the Times:

    >>> rng = np.random.default_rng(0)
    >>> truth = rng.normal(0, 0.3, 400)
    >>> articles = pd.DataFrame({
    ...     "article_id": [f"a{i}" for i in range(400)], "outlet": ["Post", "Times"] * 200, "text": ""})
    >>> scores = articles[["article_id"]].assign(score=truth + np.tile([0.2, 0.0], 200))
    >>> codes = articles[["article_id"]].assign(code=truth).sample(100, random_state=0)
    >>> corrected = correct_estimates(scores, codes, articles)
    >>> corrected.contrasts[["measure", "difference", "low", "high"]].round(2)
         measure  difference   low  high
    0  automated        0.16  0.10  0.22
    1      coded       -0.10 -0.22  0.02
    2  corrected       -0.04 -0.10  0.02
    """
    design, cells = read_design(design), read_cells(within)
    check_by(by)
    articles = check_articles(articles)
    check_columns(articles, [by], "The articles table")
    scores = check_scores(scores, articles, by, cells, "mean")
    check_columns(scores, cells, "The scores table")
    coded = _check_codes(codes, articles, cells)
    units, note = _join(scores, coded, articles, by, cells)
    groups = units.groupby([*cells, by], sort=True)
    if not units["code"].notna().any():
        raise InputError(
            "No coded article has an automated score too. Expected codes of a random part of the articles in "
            "scores; check that article_id (and the columns of within) are spelled alike."
        )
    slopes = _slopes(units, cells, by)
    parts = []
    for key, group in groups:
        names = dict(zip([*cells, by], key, strict=True))
        cell = tuple(names[name] for name in cells)
        for row in rectify(group, *slopes[cell]):
            parts.append({**names, **row})
    summary = pd.DataFrame(parts)
    return Comparison(
        _build_estimates(summary, by, cells, design), _build_contrasts(summary, by, cells, design), note
    )


def _check_codes(codes: object, articles: pd.DataFrame, cells: Sequence[str]) -> pd.DataFrame:
    """The codes, one row for each coded unit, with probability missing where none was given."""
    if not isinstance(codes, pd.DataFrame):
        raise TableError(
            f"Expected the codes as a pandas DataFrame with article_id and code, got {type(codes).__name__}."
        )
    check_columns(codes, ["article_id", "code", *cells], "The codes table")
    if not codes.columns.is_unique or isinstance(codes.columns, pd.MultiIndex):
        raise TableError("The codes table has columns of one name, or in levels; expected one name each.")
    numbers = pd.to_numeric(codes["code"], errors="coerce")
    wrong = ~np.isfinite(numbers.astype(float)) & codes["code"].notna()
    if wrong.any():
        raise InputError(
            f"The codes have {codes.loc[wrong, 'code'].iloc[0]!r}; expected numbers on the scale of score. "
            "Give labels numbers first, for example codes.assign(code=codes['code'].map({...}))."
        )
    if "probability" not in codes:
        codes = codes.assign(probability=np.nan)
    probability = pd.to_numeric(codes["probability"], errors="coerce").astype(float)
    # What is no number must be refused below, not count as not given.
    probability = probability.mask(probability.isna() & codes["probability"].notna(), np.inf)
    kept = codes.assign(
        article_id=codes["article_id"].map(str), code=numbers.astype(float), probability=probability
    ).dropna(subset=["code"])
    unknown = ~kept["article_id"].isin(articles["article_id"])
    if unknown.any():
        raise TableError(
            f"The codes have {int(unknown.sum())} rows of articles that the articles table lacks, such as "
            f"{kept.loc[unknown, 'article_id'].iloc[0]!r}."
        )
    given = kept["probability"].dropna()
    if len(given) not in {0, len(kept)} or not given.between(0, 1, inclusive="right").all():
        raise InputError(
            "The codes' column probability must have, for all rows or none, the probability with which the "
            "article was drawn: above 0 and at most 1."
        )
    return kept.groupby(["article_id", *cells], as_index=False)[["code", "probability"]].mean()


def _join(
    scores: pd.DataFrame, coded: pd.DataFrame, articles: pd.DataFrame, by: str, cells: list[str]
) -> tuple[pd.DataFrame, str]:
    """A row for each unit that has a score, with its group and its code; and what was left out."""
    keys = ["article_id", *cells]
    units = scores.dropna(subset=["score", *cells]).groupby(keys, as_index=False)["score"].mean()
    units = units.merge(coded, on=keys, how="left")
    groups = articles[["article_id", by]].drop_duplicates("article_id")
    units = units.merge(groups, on="article_id", how="left").dropna(subset=[by])
    n_without = len(coded) - int(units["code"].notna().sum())
    note = f"{n_without:,} of {len(coded):,} coded units have no score or group and are left out."
    return units, note if n_without else ""


def _slopes(units: pd.DataFrame, cells: list[str], by: str) -> dict[tuple[Any, ...], tuple[float, float]]:
    """Slope of code on score within the groups of each cell, and what fitting it takes from the residuals.

    The slope is 0 where the scores of the coded units do not vary.
    """
    both = units.dropna(subset=["code"])
    inside = both.groupby([*cells, by])[["score", "code"]]
    off = both[["score", "code"]] - inside.transform("mean")
    sums = both[[*cells, by]].assign(up=off["score"] * off["code"], down=off["score"] ** 2)
    found: dict[tuple[Any, ...], tuple[float, float]] = {(): (0.0, 1.0)}
    if cells:
        found = dict.fromkeys(units[cells].itertuples(index=False, name=None), (0.0, 1.0))
    for cell, part in sums.groupby(cells) if cells else [((), sums)]:
        free = len(part) - part[by].nunique()
        if part["down"].sum() > 0 and free > 1:
            found[cell] = float(part["up"].sum() / part["down"].sum()), free / (free - 1)
    return found


def _build_estimates(summary: pd.DataFrame, by: str, cells: list[str], design: Design) -> pd.DataFrame:
    notes = _notes(summary, design)
    few = np.array(notes, dtype=object) != ""
    half = summary["error_of_mean"] * _t(design, summary["degrees"])
    low, high = (summary["estimate"] - half).mask(few), (summary["estimate"] + half).mask(few)
    table = summary[[*cells, by, "measure", "n_articles", "n_coded", "estimate", "error"]].assign(
        n=summary["n_articles"],
        low=low,
        high=high,
        method=[f"{design.level:.0%} {_METHODS[measure]}" for measure in summary["measure"]],
        note=_warn(summary, notes),
    )
    built = build_table("estimates", table)
    first = [*cells, by]
    return built[[*first, *(name for name in built.columns if name not in first)]]


def _build_contrasts(summary: pd.DataFrame, by: str, cells: list[str], design: Design) -> pd.DataFrame:
    pairs = pair_groups(summary, by, [*cells, "measure"])
    pairs["order"] = pairs["measure"].map(SOURCES.index)
    pairs = pairs.sort_values([*cells, f"{by}_a", f"{by}_b", "order"], ignore_index=True)
    difference, error, degrees, p, effect = contrast(pairs)
    notes = _notes_of_pairs(pairs, by, design)
    few = np.array(notes, dtype=object) != ""
    half = error * _t(design, degrees)
    p = np.where(few, np.nan, p)
    family = (pairs["measure"] == "corrected").to_numpy()
    adjusted = np.full(len(pairs), np.nan)
    adjusted[family] = adjust_p(p[family], design.correction)
    table = pairs[cells].assign(
        group_a=pairs[f"{by}_a"],
        group_b=pairs[f"{by}_b"],
        measure=pairs["measure"],
        difference=difference,
        low=np.where(few, np.nan, difference - half),
        high=np.where(few, np.nan, difference + half),
        p=p,
        p_adjusted=adjusted,
        family_size=int((~np.isnan(p[family])).sum()),
        n_a=pairs["n_articles_a"],
        n_b=pairs["n_articles_b"],
        effect=effect,
        method=[f"{design.level:.0%} {_METHODS[measure]}; Welch" for measure in pairs["measure"]],
        note=notes,
    )
    built = build_table("contrasts", table)
    return built[[*cells, *(name for name in built.columns if name not in cells)]]


def _note(measure: str, n_articles: int, n_coded: int, design: Design) -> str:
    """What keeps a group from having an interval, in words; empty when nothing does."""
    if n_articles < design.min_articles:
        return f"no interval: too few articles (n = {n_articles} < {design.min_articles})"
    if measure != "automated" and n_coded < design.min_articles:
        return f"no interval: too few coded articles (n_coded = {n_coded} < {design.min_articles})"
    return ""


def _notes(table: pd.DataFrame, design: Design, side: str = "") -> list[str]:
    columns = (table[name] for name in ("measure", f"n_articles{side}", f"n_coded{side}"))
    return [_note(measure, n, n_coded, design) for measure, n, n_coded in zip(*columns, strict=True)]


def _notes_of_pairs(pairs: pd.DataFrame, by: str, design: Design) -> list[str]:
    """The notes of both groups, each with the name of its group."""
    sides = [zip(pairs[f"{by}_{side}"], _notes(pairs, design, f"_{side}"), strict=True) for side in "ab"]
    return [
        "; ".join(f"{group}: {note}" for group, note in both if note) for both in zip(*sides, strict=True)
    ]


def _warn(table: pd.DataFrame, few: list[str]) -> list[str]:
    """The notes, with a word where codes are enough for an interval but few."""
    rows = zip(table["measure"], table["n_coded"], few, strict=True)
    return [
        f"only {n_coded} coded articles: the interval is rough"
        if not note and measure != "automated" and n_coded < _FEW_CODED
        else note
        for measure, n_coded, note in rows
    ]


def _t(design: Design, degrees: pd.Series[float] | NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(stats.t.isf((1 - design.level) / 2, np.asarray(degrees, dtype=float)))
