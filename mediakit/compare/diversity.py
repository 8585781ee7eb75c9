"""Quotations in; how many different speakers fill each group's space, out."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special, stats

from mediakit._core.errors import InputError, UnknownNameError
from mediakit._core.spans import count_words
from mediakit._core.tables import build_table, check_columns, check_table
from mediakit.compare.arguments import check_by, check_seed, read_design
from mediakit.compare.checks import check_articles, check_groups
from mediakit.compare.design import Design

Floats = NDArray[np.float64]

COUNTS = ("words", "quotations", "first")


def compare_diversity(
    quotes: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str = "outlet",
    count: str = "words",
    design: Design | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """Measure how evenly speakers share each group's quotations, as if all groups had as many articles.

    Parameters
    ----------
    quotes : DataFrame
        The quotes table; speech only counts. A speaker is the actor, or else the speaker as written.
        Quotations without either are left out and counted in the note.
    articles : DataFrame
        The articles table, with the column `by`.
    by : str, default "outlet"
        Column of articles that makes the groups.
    count : {"words", "quotations", "first"}, default "words"
        What speakers share: words quoted or reported, attributions, or the article's first attribution.
    design : Design, optional
        Level, minimum number of articles, number of resamples.
    seed : int, default 0
        Seed of the draws that make groups equal in size, and of the intervals.

    Returns
    -------
    DataFrame
        The diversity table, a row for each group: `by`, count, n_articles (with a quotation that counts),
        n_speakers (all of the group), n_standard (articles of the smallest group that has enough; what
        follows is for so many), speakers (expected number of different speakers), effective (speakers of
        equal share that would give the same Simpson index, 1 upwards), low, high (interval of effective),
        top (share of the speaker with most, 0 to 1), evenness (Shannon entropy over that of equal shares,
        0 to 1), method, note.

    Raises
    ------
    TableError, InputError, UnknownNameError
        When a column is missing, nothing is left to count, or an option is not known.

    Notes
    -----
    More articles name more speakers, so raw indices favour the larger outlet: each figure is the mean over
    draws of n_standard articles of the group, without putting back (rarefaction). The interval comes from
    the jackknife over articles of the logarithm of effective.

    References
    ----------
    Hurlbert, S. H. (1971). The nonconcept of species diversity. Ecology 52, 577-586. Jost, L. (2006). Entropy
    and diversity. Oikos 113, 363-375.

    Examples
    --------
    >>> articles = pd.DataFrame({
    ...     "article_id": list("abcdef"), "outlet": ["Post"] * 3 + ["Times"] * 3, "text": "Words."})
    >>> quotes = pd.DataFrame({
    ...     "quote_id": list("123456"), "article_id": list("abcdef"), "field": "text", "start": 0, "end": 5,
    ...     "text": "Two words", "actor": ["Ana", "Ana", "Ana", "Ana", "Ben", "Eva"]})
    >>> found = compare_diversity(quotes, articles, design=Design(min_articles=3))
    >>> found[["outlet", "n_speakers", "effective", "top"]].round(2)
      outlet  n_speakers  effective   top
    0   Post           1        1.0  1.00
    1  Times           3        3.0  0.33
    """
    design = read_design(design)
    check_by(by)
    check_seed(seed)
    if count not in COUNTS:
        raise UnknownNameError("count", count, COUNTS)
    articles = check_articles(articles)
    check_columns(articles, [by], "The articles table")
    check_groups(articles, [by], "articles")
    counted, note = _count(check_table(quotes, "quotes"), articles, by, count)
    sizes = counted.groupby(by)["article_id"].nunique()
    enough = sizes[sizes >= design.min_articles]
    n_standard = int(enough.min()) if len(enough) else 0
    rng = np.random.default_rng(seed)
    rows = []
    for group, part in counted.groupby(by, sort=True):
        shares = part.pivot_table(
            index="article_id", columns="speaker", values="n", aggfunc="sum", fill_value=0
        )
        values = shares.to_numpy(np.float64)
        row = {by: group, "count": count, "n_articles": len(values), "n_speakers": values.shape[1]}
        if len(values) < design.min_articles:
            rows.append({**row, "note": f"too few articles (n = {len(values)} < {design.min_articles})"})
            continue
        rows.append(
            {**row, "n_standard": n_standard, "note": note, **_measure(values, n_standard, design, rng)}
        )
    table = pd.DataFrame(rows).assign(
        method=f"{design.level:.0%} jackknife over articles; {design.n_resamples:,} draws of equal size"
    )
    built = build_table("diversity", table)
    return built[[by, *(name for name in built.columns if name != by)]]


def _count(quotes: pd.DataFrame, articles: pd.DataFrame, by: str, count: str) -> tuple[pd.DataFrame, str]:
    """What counts, by article and speaker, with the group; and what was left out."""
    groups = articles.dropna(subset=[by]).set_index("article_id")[by]
    speech = quotes[quotes["use"].fillna("speech").eq("speech") & quotes["article_id"].isin(groups.index)]
    said = speech.assign(
        speaker=speech["actor"].fillna(speech["speaker"]), n=speech["text"].fillna("").map(count_words)
    )
    order = {"article_id": True, "field": False, "start": True}  # ascending or not: the title is read first
    known = said.dropna(subset=["speaker"]).sort_values(
        list(order), ascending=list(order.values()), kind="stable"
    )
    if not known["n"].any():
        raise InputError("No quotation has words and an actor or a speaker: there is nothing to count.")
    if count != "words":
        known = known.drop_duplicates("article_id" if count == "first" else ["article_id", "quote_id"])
        known = known.assign(n=1)
    n_without = said["quote_id"].nunique() - said.loc[said["speaker"].notna(), "quote_id"].nunique()
    note = f"{n_without:,} of {said['quote_id'].nunique():,} quotations have no speaker" if n_without else ""
    counted = known.groupby(["article_id", "speaker"], as_index=False)["n"].sum()
    return counted[counted["n"] > 0].assign(**{by: lambda rows: rows["article_id"].map(groups)}), note


def _measure(values: Floats, n: int, design: Design, rng: np.random.Generator) -> dict[str, float]:
    """The measures of one group, an article a row and a speaker a column, for n of its articles."""
    if n == len(values):
        drawn = values.sum(axis=0)[None, :]
    else:
        drawn = np.array(
            [values[rng.permutation(len(values))[:n]].sum(axis=0) for _ in range(design.n_resamples)]
        )
    shares = drawn / drawn.sum(axis=1, keepdims=True)
    present = (drawn > 0).sum(axis=1)
    entropy = special.entr(shares).sum(axis=1)
    even = np.divide(entropy, np.log(present), out=np.ones_like(entropy), where=present > 1)
    effective = float((1 / (shares**2).sum(axis=1)).mean())
    low, high = _limits(values, effective, design.level)
    return {
        "speakers": float(present.mean()),
        "effective": effective,
        "low": low,
        "high": high,
        "top": float(shares.max(axis=1).mean()),
        "evenness": float(even.mean()),
    }


def _limits(values: Floats, effective: float, level: float) -> tuple[float, float]:
    """Interval on the scale of logarithms, from leaving out one article after the other."""
    n = len(values)
    others = values.sum(axis=0) - values
    shares = others / others.sum(axis=1, keepdims=True)
    logs = -np.log((shares**2).sum(axis=1))
    error = np.sqrt((n - 1) / n * ((logs - logs.mean()) ** 2).sum())
    if not error > 0:
        return np.nan, np.nan
    half = stats.t.isf((1 - level) / 2, n - 1) * error
    return max(effective * float(np.exp(-half)), 1.0), effective * float(np.exp(half))
