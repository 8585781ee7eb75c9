import itertools

import pandas as pd
import pytest

from mediakit._core.errors import InputError, TableError
from mediakit._core.tables import get_table
from mediakit.compare.events.find import find_events

BRIDGE = "The old bridge over the Lenne reopened. Engineers of Hagen had mended its pillars."
AGAIN = "Pillars mended: the Lenne bridge in Hagen is open again, engineers say."
BREAD = "Bakers raised the price of bread. Flour has become dear since the drought."


def articles(rows):
    table = pd.DataFrame(rows, columns=["outlet", "published", "text"])
    return table.assign(article_id=[f"a{at}" for at in range(len(rows))])


def groups(table, **options):
    found = find_events(table, **options)
    return sorted(sorted(members) for _, members in found.groupby("event_id")["article_id"])


def test_articles_on_one_event_share_its_first_article():
    rows = [
        ("Sun", "2024-11-02", BREAD),
        ("Times", "2024-11-02", AGAIN),
        ("Post", "2024-11-01", BRIDGE),
    ]
    found = find_events(articles(rows))
    assert list(found.columns) == get_table("events").names
    assert found["article_id"].tolist() == ["a2", "a1"]
    assert set(found["event_id"]) == {"a2"}
    assert set(found["n_outlets"]) == set(found["n_articles"]) == {2}
    assert found["similarity"].between(0.22, 1).all()


def test_the_same_words_long_after_are_another_event():
    rows = [(f"Outlet {at}", day, BRIDGE) for at, day in enumerate(["2024-11-01"] * 2 + ["2024-12-01"] * 2)]
    assert groups(articles(rows)) == [["a0", "a1"], ["a2", "a3"]]
    assert groups(articles(rows), days=40) == [["a0", "a1", "a2", "a3"]]


def test_an_event_is_no_chain():
    """Each day's article is like the next day's; the first and the last, four days apart, are not alike."""
    steps = ["bridge pillars", "pillars engineers", "engineers wages", "wages strike", "strike buses"]
    rows = [("Post", f"2024-11-0{at + 1}", f"{words} Hagen") for at, words in enumerate(steps)]
    assert max(map(len, groups(articles(rows)))) < 5


def test_actors_count_beside_words():
    table = articles([("Post", "2024-11-01", "It was settled."), ("Sun", "2024-11-01", "Nothing came.")])
    mentions = pd.DataFrame({
        "article_id": ["a0", "a1"], "field": "text", "start": 0, "end": 2, "text": "x", "actor": "Iva Toll",
    })  # fmt: skip
    assert groups(table, min_similarity=0.1) == []
    assert groups(table, mentions=mentions, min_similarity=0.1) == [["a0", "a1"]]


def test_order_and_index_do_not_matter_and_input_stays():
    rows = [
        (f"Outlet {at % 3}", f"2024-11-0{1 + at % 5}", text)
        for at, text in enumerate(itertools.islice(itertools.cycle([BRIDGE, AGAIN, BREAD]), 20))
    ]
    table = articles(rows)
    before = table.copy()
    first = find_events(table)
    pd.testing.assert_frame_equal(table, before)
    second = find_events(table.sample(frac=1, random_state=1))
    pd.testing.assert_frame_equal(first, second)


@pytest.mark.parametrize("rows", [[], [("Post", "2024-11-01", "")], [("Post", None, "a"), ("Sun", None, "")]])
def test_nothing_in_common_is_no_event(rows):
    found = find_events(articles(rows))
    assert found.empty
    assert list(found.columns) == get_table("events").names


@pytest.mark.parametrize("options", [{"days": 0}, {"min_similarity": 0}, {"min_similarity": 2}])
def test_unusable_options_are_refused(options):
    with pytest.raises(InputError, match="expected a number above 0"):
        find_events(articles([]), **options)


def test_a_table_without_text_is_refused():
    with pytest.raises(TableError, match="'text'"):
        find_events(pd.DataFrame({"article_id": ["a"]}))
