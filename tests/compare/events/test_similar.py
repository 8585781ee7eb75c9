import numpy as np
import pandas as pd
import pytest

from mediakit._core.tables import check_table
from mediakit.compare.events.similar import find_coverage

BRIDGE = "The old bridge over the Lenne reopened. Engineers had mended its pillars."
BREAD = "Bakers of Hagen raised the price of bread. Flour has become dear."


def covered(rows, **options):
    """Pairs of numbers of articles that tell of the same event, from rows of outlet, day and text."""
    articles = pd.DataFrame(rows, columns=["outlet", "published", "text"])
    articles["article_id"] = [f"a{at}" for at in range(len(rows))]
    found = find_coverage(check_table(articles, "articles"), **{"days": 3, "min_similarity": 0.25, **options})
    return sorted(zip(found["article_id"], found["other_id"], strict=True)), found


def test_articles_of_two_outlets_on_one_event_are_paired_both_ways():
    rows = [
        ("Post", "2024-11-01", BRIDGE),
        ("Times", "2024-11-02", "Pillars mended: the Lenne bridge is open again."),
        ("Sun", "2024-11-02", BREAD),
        ("Post", "2024-11-02", BRIDGE),
    ]
    pairs, found = covered(rows)
    assert pairs == [("a0", "a1"), ("a1", "a0"), ("a1", "a3"), ("a3", "a1")]
    assert found["similarity"].between(0.25, 1).all()
    first = found[found["article_id"] == "a0"].iloc[0]
    assert first[["other_outlet"]].tolist() == ["Times"]
    assert first["other_published"] == pd.Timestamp("2024-11-02", tz="UTC")


def test_days_part_and_articles_without_date_keep_to_themselves():
    rows = [
        ("Post", "2024-11-01", BRIDGE),
        ("Times", "2024-11-05", BRIDGE),
        ("Sun", None, BRIDGE),
        ("Echo", None, BRIDGE),
    ]
    assert covered(rows)[0] == [("a2", "a3"), ("a3", "a2")]
    assert len(covered(rows, days=4)[0]) == 4


@pytest.mark.parametrize("text", ["", "the of and", "…", "a b c"])
def test_texts_without_telling_words_pair_with_nothing(text):
    assert covered([("Post", "2024-11-01", text), ("Times", "2024-11-01", text)])[0] == []


def test_only_the_beginning_counts():
    late = "Words of other things stand here. " * 60 + BRIDGE
    assert covered([("Post", "2024-11-01", BRIDGE), ("Times", "2024-11-01", late)])[0] == []


def test_blocks_find_what_one_block_finds(monkeypatch):
    rows = [(f"Outlet {at % 3}", f"2024-11-{1 + at % 20:02}", (BRIDGE, BREAD)[at % 2]) for at in range(40)]
    whole = covered(rows)[0]
    monkeypatch.setattr("mediakit.compare.events.similar._BLOCK", 7)
    assert covered(rows)[0] == whole and len(whole) > 40
    assert not np.isnan(covered(rows)[1]["similarity"]).any()
