import pandas as pd
import pytest

from mediakit._core.tables import build_table
from mediakit.compare.collation import find_statements
from mediakit.compare.versions import read_versions


def statements_of(*texts, **columns):
    """References and links of versions by Iva Toll, one an outlet, numbered as given."""
    ids = [f"a{at}" for at in range(len(texts))]
    articles = pd.DataFrame({"article_id": ids, "outlet": ids, "text": "x", "published": "2024-11-01"})
    quotes = pd.DataFrame({"quote_id": ids, "article_id": ids, "field": "text", "start": 0, "end": 1, "text": texts,
                           "speaker": "Iva Toll", "in_marks": True, **columns})  # fmt: skip
    found = find_statements(
        read_versions(build_table("articles", articles), build_table("quotes", quotes)), 3, 4
    )
    return dict(zip(found.references, found.links, strict=True))


SAID = "The dam will be rebuilt before the rains, and every family will have a roof by March"


def test_the_fullest_version_is_the_reference_and_knows_what_others_cover():
    found = statements_of("The dam will be rebuilt", SAID)
    assert list(found) == [1]
    match = found[1][0]
    assert match.verbatim and match.own_share == 1
    assert match.covered.tolist() == [True] * 5 + [False] * 12


def test_a_long_run_links_versions_that_differ_otherwise():
    other = (
        "I say it once more to all who came from the villages: " + SAID[:50] + " while nobody listens to me"
    )
    found = statements_of(SAID, other)
    assert sorted(found) == [0, 1]
    assert found[0][1].verbatim and found[1][0].verbatim


@pytest.mark.parametrize("other", [
    "Every engineer will have a word about the dam by then, and the rains will tell who is right in the end",
    "A roof is not what a family needs who has seen the dam break in the night",
])  # fmt: skip
def test_words_of_the_topic_link_nothing(other):
    found = statements_of(SAID, other)
    assert len(found) == 2 and not any(found.values())


def test_of_rewordings_the_one_most_outlets_ran_stays():
    translated = "Before the rains come we rebuild the dam, and by March there is a roof for each family that lives below"
    found = statements_of(translated, SAID, SAID, SAID, translated[:43])
    assert list(found) == [1]
    assert {version: match.verbatim for version, match in found[1].items()} == {
        0: False,
        2: True,
        3: True,
        4: False,
    }


def test_without_marks_there_is_no_statement():
    assert statements_of(SAID, SAID, in_marks=False) == {}
    assert statements_of("We stay here", "We stay here") == {}  # three words
