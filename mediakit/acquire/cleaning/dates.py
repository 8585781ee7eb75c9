"""Dates as newspapers and databases write them in, UTC times out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Any

import numpy as np
import pandas as pd

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero gennaio januari janeiro январь января",
            "february feb februar février fevrier febrero febbraio februari fevereiro февраль февраля",
            "march mar märz maerz mars marzo maart março marco март марта",
            "april apr avril abril aprile апрель апреля",
            "may mai mayo maggio mei maio maj май мая",
            "june jun juni juin junio giugno junho июнь июня",
            "july jul juli juillet julio luglio julho июль июля",
            "august aug août aout agosto augustus augusti август августа",
            "september sep sept septembre septiembre settembre setembro сентябрь сентября",
            "october oct oktober octobre octubre ottobre outubro октябрь октября",
            "november nov novembre noviembre novembro ноябрь ноября",
            "december dec dezember décembre decembre diciembre dicembre dezembro desember декабрь декабря",
        ),
        start=1,
    )
    for name in names.split()
}
# Minutes east of UTC of the zone names that news pages print.
_ZONES = {
    **{"Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 60, "CET": 60, "CEST": 120, "EET": 120, "EEST": 180},
    **{"MSK": 180, "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660},
    **{"EST": -300, "EDT": -240, "ET": -300, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360},
    **{"PST": -480, "PDT": -420},
}
_TIME = (
    r"(?:(?:\s*[,T|–-]\s*|\s+(?:at\s+)?)(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*\(?(?P<zone>[A-Z]{1,4}|[+-]\d{2}:?\d{2}|[+-]\d{2})?\)?)?"
)
_WEEKDAY = r"(?:[^\W\d]{2,10}\.?,?\s+)?"
_FORMS = tuple(
    re.compile(form + _TIME, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        _WEEKDAY + r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?\s+(?:of\s+|de\s+)?"
        r"(?P<name>[^\W\d]{3,10})\.?,?\s+(?:de\s+)?(?P<year>\d{4})",
        _WEEKDAY + r"(?P<name>[^\W\d]{3,10})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})",
        r"(?P<day>\d{1,2})[- ](?P<name>[^\W\d]{3,10})[- ](?P<year>\d{4})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})",
        r"(?P<first>\d{1,2})[/-](?P<other>\d{1,2})[/-](?P<year>\d{4}|\d{2})",
    )
)
_COMPACT = re.compile(r"(\d{8})T?(\d{2})(\d{2})(\d{2})(Z|[+-]\d{4})?")
_NUMBER = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}|\d{16}")
_YEARS = range(1700, 2200)  # what pandas 2 can hold in nanoseconds, roughly


@dataclass(frozen=True)
class Dated:
    """One value, understood: the time in UTC or None, whether it is a day only, and what is doubtful."""

    time: datetime | None
    date_only: bool = False
    doubt: str = ""


def parse_dates(values: Sequence[Any]) -> tuple[list[Dated], str]:
    """The values of one file, each understood, and a doubt about all of them or an empty string.

    Whether 01/02/2024 is January or February is decided by the values of the same file that can only be one
    of the two; without any, the month comes first and the doubt says so. Times without a zone are taken as
    UTC. When every time of the file is midnight, the values are days.

    Examples
    --------
    >>> dated, doubt = parse_dates(["1 November 2024", "2024-11-01T19:30:00+01:00"])
    >>> [(str(one.time), one.date_only) for one in dated]
    [('2024-11-01 00:00:00+00:00', True), ('2024-11-01 18:30:00+00:00', False)]
    """
    texts = [_as_text(value) if isinstance(value, str) else value for value in values]
    day_first, doubt = _order(text for text in texts if isinstance(text, str))
    parsed = [_parse(text, day_first) for text in texts]
    timed = [time for time, date_only in parsed if time is not None and not date_only]
    days_only = bool(timed) and all(time.time().isoformat() == "00:00:00" for time in timed)
    dated = []
    for value, (time, date_only) in zip(values, parsed, strict=True):
        if time is None:
            dated.append(
                Dated(None, doubt="" if _is_missing(value) else f"the date {value!r:.60} was not understood")
            )
        elif date_only or days_only:
            dated.append(Dated(time.replace(tzinfo=UTC), True))
        else:
            dated.append(Dated(_to_utc(time)))
    return dated, doubt


def is_date(text: str) -> bool:
    """Whether a line is a date and nothing else."""
    return len(text) <= 60 and not _NUMBER.fullmatch(text) and _parse(_as_text(text), False)[0] is not None


def _as_text(value: str) -> str:
    text = " ".join(value.split())
    return re.sub(r"^(?:published|updated|posted|date|on)\b:?\s*(?:on\s+)?", "", text, flags=re.IGNORECASE)


def _is_missing(value: Any) -> bool:
    if isinstance(value, str):
        return value.strip().lower() in {"", "nan", "nat", "none", "null", "n/a", "na", "unknown", "-"}
    return value is None or value is pd.NaT or (isinstance(value, float) and value != value)


def _order(texts: Iterable[str]) -> tuple[bool, str]:
    """Whether the day comes first in dates like 01/02/2024, and the doubt when nothing decides it."""
    day_first = month_first = 0
    example = ""
    for text in texts:
        found = _FORMS[-1].fullmatch(text)
        if not found:
            continue
        first, other = int(found["first"]), int(found["other"])
        day_first += first > 12 >= other
        month_first += other > 12 >= first
        if first <= 12 and other <= 12 and first != other:
            example = example or text
    if not example or (bool(day_first) != bool(month_first)):
        return day_first > month_first, ""
    order = "day" if day_first > month_first else "month"
    return order == "day", f"dates such as {example!r} are ambiguous; read with the {order} first"


def _parse(value: Any, day_first: bool) -> tuple[datetime | None, bool]:
    """The time a value means, with its zone when it has one, and whether it is a day only."""
    if _is_missing(value):
        return None, False
    try:
        time, date_only = _parse_known(value, day_first)
    except (ValueError, OverflowError, OSError, TypeError, AttributeError):
        return None, False
    return (time, date_only) if time is not None and time.year in _YEARS else (None, False)


def _parse_known(value: Any, day_first: bool) -> tuple[datetime | None, bool]:
    if isinstance(value, (datetime, pd.Timestamp, np.datetime64)):
        return pd.Timestamp(value).to_pydatetime(warn=False), False
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day), True
    if isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool):
        value = f"{value:.0f}"
    return _parse_text(value, day_first) if isinstance(value, str) else (None, False)


def _parse_text(text: str, day_first: bool) -> tuple[datetime | None, bool]:
    if _NUMBER.fullmatch(text):
        whole = int(text.split(".")[0])
        seconds = whole / {9: 1, 10: 1, 12: 1e3, 13: 1e3, 16: 1e6}[len(str(whole))]
        return datetime.fromtimestamp(seconds, UTC), False
    compact = _COMPACT.fullmatch(text)
    if compact:
        day, hour, minute, second, zone = compact.groups()
        time = datetime.strptime(day + hour + minute + second, "%Y%m%d%H%M%S")
        return time.replace(tzinfo=_zone(zone)), False
    for form in _FORMS:
        found = form.fullmatch(text)
        if found:
            return _assemble(found.groupdict(), day_first)
    if not re.search(r"[a-z]{3}", text, re.IGNORECASE):
        return None, False  # without the name of a month the mail parser guesses
    return parsedate_to_datetime(text), False


def _assemble(parts: dict[str, str | None], day_first: bool) -> tuple[datetime | None, bool]:
    year = int(parts["year"] or 0)
    if len(parts["year"] or "") == 2:
        year += 2000 if year < 70 else 1900
    if parts.get("first"):
        first, other = int(parts["first"] or 0), int(parts["other"] or 0)
        # A value that can be only one of the two is read as that one, whatever the rest of the file does.
        day_first = first > 12 or (day_first and other <= 12)
        day, month = (first, other) if day_first else (other, first)
    else:
        day = int(parts["day"] or 0)
        named = parts.get("name")
        month = _MONTHS[named.lower()] if named and named.lower() in _MONTHS else int(parts.get("month") or 0)
    if parts["hour"] is None:
        return datetime(year, month, day), True
    hour = int(parts["hour"])
    half = (parts["half"] or "")[:1].lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    time = datetime(year, month, day, 0, int(parts["minute"] or 0), int(parts["second"] or 0))
    return (time + timedelta(hours=_hour(hour))).replace(tzinfo=_zone(parts["zone"])), False


def _hour(hour: int) -> int:
    if hour > 24:
        raise ValueError("no such hour")
    return hour


def _zone(name: str | None) -> timezone | None:
    if not name:
        return None
    if name[0] in "+-":
        digits = name[1:].replace(":", "").ljust(4, "0")
        minutes = int(digits[:2]) * 60 + int(digits[2:])
        return timezone(timedelta(minutes=-minutes if name[0] == "-" else minutes))
    return timezone(timedelta(minutes=_ZONES[name.upper()])) if name.upper() in _ZONES else None


def _to_utc(time: datetime) -> datetime:
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
