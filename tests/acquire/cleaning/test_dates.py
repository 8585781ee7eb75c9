from datetime import UTC, date, datetime

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediakit.acquire.cleaning.dates import is_date, parse_dates


def parse(value):
    return parse_dates([value])[0][0]


DAY = datetime(2024, 11, 1, tzinfo=UTC)
TIME = datetime(2024, 11, 1, 18, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        "2024-11-01", "2024/11/1", "20241101", "1 November 2024", "1. November 2024", "Nov 1, 2024",
        "Nov. 1, 2024",
        "November 1st, 2024", "Friday, 1 November 2024", "01.11.2024", "1 novembre 2024",
        "2024-11-01T00:00:00+01:00", "2024-11-01 00:00:00", "Published: 1 November 2024", date(2024, 11, 1),
        pd.Timestamp("2024-11-01"),
    ],
)  # fmt: skip
def test_days(value):
    assert parse(value).time == DAY
    assert parse(value).date_only


@pytest.mark.parametrize(
    "value",
    [
        "2024-11-01T18:30:00Z", "2024-11-01T19:30:00+01:00", "2024-11-01T19:30+0100", "2024-11-01 18:30",
        "Fri, 01 Nov 2024 18:30:00 GMT", "Fri, 01 Nov 2024 13:30:00 -0500", "1730485800", 1730485800,
        1730485800000, "2024-11-01T18:30:00.123Z", "Nov 1, 2024 2:30 PM EDT", "1 November 2024, 18:30",
        "1 November 2024 at 18:30", "20241101T183000Z", "20241101183000", pd.Timestamp("2024-11-01 18:30"),
        pd.Timestamp("2024-11-01 19:30", tz="Europe/Berlin"), "01.11.2024 18:30",
    ],
)  # fmt: skip
def test_times(value):
    found = parse(value)
    assert found.time.replace(microsecond=0) == TIME
    assert not found.date_only


@pytest.mark.parametrize("value", [None, float("nan"), "", "  ", pd.NaT, "n/a", "unknown"])
def test_missing_dates_are_no_doubt(value):
    assert parse(value).time is None
    assert parse(value).doubt == ""


@pytest.mark.parametrize(
    "value", ["2024-13-45", "31 February 2024", "soon", "0000-00-00", "1/2/3/4", "99999999999999"]
)
def test_impossible_dates_are_a_doubt(value):
    assert parse(value).time is None
    assert value in parse(value).doubt


def test_order_is_decided_by_the_file():
    dated, doubt = parse_dates(["01/02/2024", "25/02/2024"])
    assert [one.time.month for one in dated] == [2, 2]
    assert doubt == ""
    dated, doubt = parse_dates(["01/02/2024", "02/25/2024"])
    assert [one.time.month for one in dated] == [1, 2]
    assert doubt == ""


def test_undecided_order_is_month_first_and_said():
    dated, doubt = parse_dates(["01/02/2024"])
    assert dated[0].time == datetime(2024, 1, 2, tzinfo=UTC)
    assert "01/02/2024" in doubt and "month first" in doubt


def test_contradicting_order_is_said():
    assert "ambiguous" in parse_dates(["13/02/2024", "02/13/2024", "01/02/2024"])[1]


def test_is_date():
    assert is_date("1 November 2024, 18:00")
    assert not is_date("1 November was a Friday")
    assert not is_date("1949")


@settings(deadline=None)
@given(st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_iso_round_trip(time):
    found = parse(time.isoformat())
    assert abs((found.time - time).total_seconds()) < 1


@settings(deadline=None)
@given(st.one_of(st.text(max_size=40), st.floats(), st.integers(), st.binary(max_size=5)))
def test_anything_is_understood_or_not(value):
    assert parse(value).time is None or parse(value).time.tzinfo is UTC
