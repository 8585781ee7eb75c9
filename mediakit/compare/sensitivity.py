"""Articles and their copies in, the articles that count out; and which contrasts hang on the choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from mediakit._core.tables import build_table, get_table
from mediakit.compare.design import Design


def choose_copies(articles: pd.DataFrame, copies: pd.DataFrame | None, design: Design) -> pd.DataFrame:
    """The articles that count under the design's choice of copies.

    "one_per_group" keeps of each group of copies the origin, or the first where the origin is not among the
    articles. "own_words" leaves out articles of which `max_copied` or more is copied, and those that credit
    an agency other than their outlet.
    """
    if copies is None or design.copies == "all":
        return articles
    known = copies[copies["article_id"].isin(articles["article_id"])]
    if design.copies == "one_per_group":
        ordered = known.merge(articles[["article_id", "published"]], on="article_id")
        ordered = ordered.sort_values(["origin", "published", "article_id"], ascending=[False, True, True])
        left_out = ordered.loc[ordered["group_id"].duplicated(), "article_id"]
    else:
        left_out = known.loc[known["share"] >= design.max_copied, "article_id"]
        left_out = pd.concat([left_out, articles.loc[_credits_agency(articles), "article_id"]])
    return articles[~articles["article_id"].isin(left_out)].reset_index(drop=True)


def weigh_copies(contrasts: Mapping[str, pd.DataFrame], within: Sequence[str], level: float) -> pd.DataFrame:
    """The table sensitivity: the contrasts of each choice of articles below each other, pair by pair.

    A contrast is sensitive when its difference has not the same sign under all choices, or is told from
    nought, with the corrected p, under one but not under another. A pair that only some choices can test, or
    have, counts as not told from nought there.
    """
    keys = [*within, "group_a", "group_b", "measure"]
    table = pd.concat([found.assign(copies=name) for name, found in contrasts.items()], ignore_index=True)
    order = {name: number for number, name in enumerate(contrasts)}
    table = table.assign(
        _sign=np.sign(table["difference"]),
        told_apart=table["p_adjusted"] < 1 - level,
        _order=table["copies"].map(order),
    )
    groups = table.groupby(keys, sort=False, dropna=False)
    several_signs = groups["_sign"].transform("nunique") > 1
    n_told = groups["told_apart"].transform("sum")
    table["sensitive"] = several_signs | ((n_told > 0) & (n_told < len(contrasts)))
    table = table.sort_values([*keys, "_order"], kind="stable", ignore_index=True)
    built = build_table("sensitivity", table)
    return built[[*within, *get_table("sensitivity").names]]


def mark_sensitive(contrasts: pd.DataFrame, sensitivity: pd.DataFrame, within: Sequence[str]) -> pd.DataFrame:
    """The contrasts with a word in the note of those whose verdict hangs on copies.

    The sign of a difference near nought changes easily, and is left to the sensitivity table.
    """
    keys = [*within, "group_a", "group_b", "measure"]
    found = sensitivity.loc[sensitivity["sensitive"]].groupby(keys, dropna=False)["told_apart"].nunique()
    changed = found[found > 1].reset_index()[keys]
    hangs = contrasts[keys].merge(changed, on=keys, how="left", indicator=True)["_merge"] == "both"
    note = contrasts["note"].fillna("")
    said = note.where(note == "", note + "; ") + "verdict hangs on copies: see sensitivity"
    return contrasts.assign(note=note.mask(hangs.to_numpy(), said))


def _credits_agency(articles: pd.DataFrame) -> pd.Series[bool]:
    """Whether an article credits an agency that is not its outlet."""
    agency = articles["agency"].fillna("").astype(str).str.casefold()
    outlet = articles["outlet"].fillna("").astype(str).str.casefold()
    own = [name == "" or name in house or house in name for name, house in zip(agency, outlet, strict=True)]
    return ~pd.Series(own, index=articles.index, dtype=bool)
