"""Groups of unlike composition are held side by side as if each had the composition of the whole."""

import numpy as np
import pytest
from scipy import stats

from mediakit.compare.design import Design
from mediakit.compare.groups import compare_groups


def test_standardised_groups_have_the_composition_of_the_whole(sections):
    scores, articles = sections
    compared = compare_groups(scores, articles, design=Design(standardise="section", method="welch"))
    table = scores.merge(articles)
    means = table.groupby(["outlet", "section"])["score"].mean().unstack()
    assert compared.estimates["estimate"].tolist() == pytest.approx(
        (means["War"] / 2 + means["Sport"] / 2).tolist()
    )
    plain = compare_groups(scores, articles).contrasts.iloc[0]
    standardised = compared.contrasts.iloc[0]
    assert plain["p"] < 1e-3
    assert standardised["p"] > 0.05
    # the stratified error of a mean, from the variances within the four cells
    within = table.groupby(["outlet", "section"])["score"].agg(["var", "size"])
    error = np.sqrt((within["var"] / within["size"] / 4).sum())
    # degrees of freedom of each outlet (Satterthwaite), from layers of 40 and 10 articles of equal weight
    degrees = 2 * (1 / 40 + 1 / 10) ** 2 / (1 / 40**2 / 39 + 1 / 10**2 / 9)
    t = stats.t.isf(0.025, degrees)
    assert (standardised["high"] - standardised["low"]) / 2 == pytest.approx(t * error, rel=0.02)
    assert "standardised over section" in standardised["method"]


def test_standardised_rates_are_the_weighted_rates_of_sections(sections):
    """Each section's rate in the outlet, times the section's share of the words of all."""
    _, articles = sections
    rng = np.random.default_rng(4)
    articles["words"] = rng.integers(20, 500, 100)
    articles["text"] = ["word " * n for n in articles["words"]]
    articles["n"] = rng.poisson(articles["words"] / 100)
    rows = articles.loc[articles.index.repeat(articles["n"]), ["article_id"]]
    compared = compare_groups(
        rows, articles, within=None, measure="rate", design=Design(standardise="section")
    )
    sums = articles.groupby(["outlet", "section"])[["n", "words"]].sum()
    share = articles.groupby("section")["words"].sum() / articles["words"].sum()
    expected = (1000 * sums["n"] / sums["words"] * share).groupby("outlet").sum()
    assert compared.estimates["estimate"].tolist() == pytest.approx(expected.tolist(), rel=1e-12)


def test_a_section_that_one_group_lacks_is_left_out_for_all(sections):
    scores, articles = sections
    articles.loc[95:, "section"] = "Food"
    compared = compare_groups(scores, articles, design=Design(standardise="section"))
    assert compared.estimates["n_articles"].tolist() == [50, 45]
    assert compared.estimates["n"].tolist() == [50, 45]
    assert compared.note == (
        "Standardising over section leaves out 5 of 100 articles of all cells: they have no value there, or "
        "one of which a group has fewer than two articles."
    )


def test_groups_without_a_common_section_have_no_estimate(sections):
    scores, articles = sections
    articles["section"] = articles["outlet"]
    compared = compare_groups(scores, articles, design=Design(standardise="section"))
    assert compared.estimates.empty and compared.contrasts.empty
    assert "1 of 1 cells are without any estimate: no value of section has two articles" in compared.note


def test_the_rest_is_the_other_standardised_groups_by_their_articles(sections):
    scores, articles = sections
    articles.loc[np.r_[36:44, 86:94], "outlet"] = "Sun"
    compared = compare_groups(scores, articles, design=Design(standardise="section", against="rest"))
    estimates = compared.estimates.set_index("outlet")
    others = estimates.loc[["Post", "Times"]]
    contrast = compared.contrasts.set_index("group_a").loc["Sun"]
    assert contrast["n_b"] == 84
    assert contrast["difference"] == pytest.approx(
        estimates.loc["Sun", "estimate"] - np.average(others["estimate"], weights=others["n_articles"])
    )


def test_standardised_units_are_worth_no_more_than_their_number(sections):
    """How intervals widen with the level tells of how many degrees of freedom they are: 6 authors leave 5."""
    scores, articles = sections
    articles["author"] = articles["outlet"] + (np.arange(100) % 6).astype(str)
    wide, narrow = (
        compare_groups(
            scores, articles, design=Design(standardise="section", unit="author", method="welch", level=level)
        ).estimates
        for level in (0.95, 0.5)
    )
    widths = (wide["high"] - wide["low"]) / (narrow["high"] - narrow["low"])
    assert widths.tolist() == pytest.approx([stats.t.isf(0.025, 5) / stats.t.isf(0.25, 5)] * 2)
    assert wide["note"].str.startswith("few units of author (6)").all()
