import pandas as pd
import pytest

from mediakit._core.dated_events import read_events
from mediakit._core.errors import InputError, TableError


def test_days_of_any_zone_in_the_order_given():
    events = pd.DataFrame(
        {"date": ["2024-02-08T23:00+02:00", "2024-01-01"], "label": ["attack", 7]}, index=[5, 3]
    )
    read = read_events(events)
    assert read["date"].dt.strftime("%Y-%m-%d").tolist() == ["2024-02-08", "2024-01-01"]
    assert read["label"].tolist() == ["attack", "7"]


def test_no_events_are_an_empty_table():
    assert read_events(pd.DataFrame({"date": [], "label": []})).empty


@pytest.mark.parametrize(
    ("date", "message"), [("soon", "'soon' for 'talks', which cannot"), (None, "no date for 'talks'")]
)
def test_an_event_without_a_day_is_named(date, message):
    with pytest.raises(InputError, match=message):
        read_events(pd.DataFrame({"date": [date], "label": ["talks"]}))


def test_another_table():
    with pytest.raises(TableError, match="no column 'label'"):
        read_events(pd.DataFrame({"date": ["2024-01-01"]}))
    with pytest.raises(TableError, match="got str"):
        read_events("2024-01-01")
