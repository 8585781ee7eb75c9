import pandas as pd
import pytest

from mediakit._core.errors import InputError, TableError
from mediakit.compare.events.coverage import compare_coverage


@pytest.fixture
def articles():
    rows = [
        ("a", "Post", "2024-11-01 08:00"),
        ("b", "Times", "2024-11-01 20:00"),
        ("c", "Post", "2024-11-02"),
        ("d", "Sun", None),
        ("e", "Times", "2024-11-05"),
        ("f", "Times", "2024-11-06"),
    ]
    return pd.DataFrame(rows, columns=["article_id", "outlet", "published"]).assign(text="")


def test_every_outlet_has_a_row_for_every_event(articles):
    events = pd.DataFrame({"article_id": list("abcef"), "event_id": list("aaaee")})
    covered = compare_coverage(articles, events).set_index("outlet")
    assert covered["event_id"].tolist() == ["a"] * 3  # the other event is of one outlet
    assert covered["covered"].to_dict() == {"Post": True, "Sun": False, "Times": True}
    assert covered["n_articles"].to_dict() == {"Post": 2, "Sun": 0, "Times": 1}
    assert covered["share"].tolist() == pytest.approx([2 / 3, 0, 1 / 3])
    assert covered.loc["Times", "hours_after"] == 12
    assert pd.isna(covered.loc["Sun", "hours_after"])
    assert len(compare_coverage(articles, events, min_outlets=1)) == 6


def test_without_events_there_are_no_rows(articles):
    assert compare_coverage(articles, pd.DataFrame({"article_id": [], "event_id": []})).empty


def test_unusable_tables_and_options_are_refused(articles):
    events = pd.DataFrame({"article_id": ["z"], "event_id": "z"})
    with pytest.raises(TableError, match="1 article_id that the articles table lacks, such as 'z'"):
        compare_coverage(articles, events)
    with pytest.raises(InputError, match="min_outlets is 0"):
        compare_coverage(articles, events, min_outlets=0)
