"""align_quotes on planted cases: what it must find, and what it must not take for the same statement."""

from itertools import combinations

import pytest

from mediakit.compare.alignments import align_quotes

from .planted import VARIANTS, plant


@pytest.fixture(scope="module")
def planted():
    articles, quotes = plant()
    aligned = align_quotes(articles, quotes)
    return quotes.set_index("quote_id"), aligned[aligned["status"] != "absent"]


def pairs_of(groups):
    return {frozenset(pair) for _, ids in groups for pair in combinations(ids, 2)}


def test_versions_of_a_statement_are_found_and_nothing_else(planted):
    quotes, ran = planted
    true = pairs_of(quotes.reset_index().groupby("truth")["quote_id"])
    found = pairs_of(ran.groupby("statement_id")["quote_id"])
    assert len(true) == 24 * 28
    assert len(found & true) / len(found) >= 0.98
    assert len(found & true) / len(true) >= 0.95


@pytest.mark.parametrize(
    ("case", "status"),
    [("source", "full"), ("translation", "paraphrase")] + [(c, s) for c, (_, s) in VARIANTS.items()],
)
def test_each_case_has_its_status(planted, case, status):
    quotes, ran = planted
    ids = quotes.index[quotes["case"] == case]
    sources = set(quotes.index[quotes["case"] == "source"])
    statuses = ran[ran["quote_id"].isin(ids) & ran["statement_id"].isin(sources)]["status"]
    assert (statuses == status).sum() >= 0.95 * len(ids) == 0.95 * 24


@pytest.mark.parametrize("case", ["other speaker", "other time"])
def test_the_same_words_of_another_speaker_or_time_are_another_statement(planted, case):
    quotes, ran = planted
    ids = quotes.index[quotes["case"] == case]
    rows = ran[ran["quote_id"].isin(ids)]
    assert len(rows) == len(ids)
    assert (rows["statement_id"] == rows["quote_id"]).all()
