import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit.acquire.cleaning.dates import parse_dates
from mediakit.acquire.exports.nexis_dates import read_date, read_period


@pytest.mark.parametrize(
    ("line", "time", "rest"),
    [
        ("January 11, 2010 Monday", "2010-01-11 00:00", ""),
        ("January 8, 2010", "2010-01-08 00:00", ""),
        ("July 1, 2019 Monday 9:20 AM GMT", "2019-07-01 09:20", ""),
        ("March 3, 2019 Sunday 10:12 PM EST", "2019-03-04 03:12", ""),
        ("March 3, 2019 Sunday 10:12 PM Eastern Time", "2019-03-04 03:12", ""),
        ("11. Januar 2010 Montag 3:15 PM GMT+1", "2010-01-11 14:15", ""),
        ("Dienstag 10.Dezember 2019", "2019-12-10 00:00", ""),
        ("Montag, 4. November 2024 09:31 MEZ", "2024-11-04 08:31", ""),
        ("Januar 11, 2010 Montag", "2010-01-11 00:00", ""),
        ("mardi 10 décembre 2019", "2019-12-10 00:00", ""),
        ("décembre 10 2019", "2019-12-10 00:00", ""),
        ("10 décembre 2019 mardi 3:00 AM GMT", "2019-12-10 03:00", ""),
        ("1er mars 2019 vendredi", "2019-03-01 00:00", ""),
        ("4 oktober 2017 woensdag", "2017-10-04 00:00", ""),
        ("2 de febrero de 2010 martes", "2010-02-02 00:00", ""),
        ("5 de março de 2012 segunda-feira", "2012-03-05 00:00", ""),
        ("December 19, 1991, Sunday, Late Edition - Final", "1991-12-19 00:00", "Late Edition - Final"),
        ("November 9, 2015 Monday FIRST EDITION", "2015-11-09 00:00", "FIRST EDITION"),
        ("July 4, 2019 Thursday 1:04 PM GMT Correction Appended", "2019-07-04 13:04", "Correction Appended"),
        ("2019-07-01", "2019-07-01 00:00", ""),
    ],
)
def test_dates_as_nexis_prints_them(line, time, rest):
    raw, beside = read_date(line)
    (dated,), _ = parse_dates([raw])
    assert dated.time.strftime("%Y-%m-%d %H:%M") == time
    assert beside == rest


@pytest.mark.parametrize(
    "line",
    [
        "19, part 1",
        "Rebuilding better after Covid-19, part 1",
        "2000 um 4,5 Prozent",
        "32 May 2010",
        "May 2010",
        "",
        "Top 10 2019",
    ],
)
def test_lines_that_are_no_dates(line):
    assert read_date(line) is None


@pytest.mark.parametrize(
    ("line", "found"), [("May 2010", True), ("Winter 2010", True), ("2010", True), ("Olympics 2012", False)]
)
def test_periods(line, found):
    assert (read_period(line) is not None) == found


@given(st.text(max_size=80))
def test_any_line_is_answered(line):
    read_date(line)
    read_period(line)
