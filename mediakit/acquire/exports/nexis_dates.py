"""The line of a Nexis export that begins with a date in, the date as our date parser reads it out."""

from __future__ import annotations

import re

from mediakit.acquire.cleaning.dates import is_date

# Names of months that the general parser does not know.
_MONTHS = {
    **{"janeiro": "january", "fevereiro": "february", "março": "march", "maio": "may", "junho": "june"},
    **{"julho": "july", "setembro": "september", "outubro": "october", "dezembro": "december"},
    **{"marts": "march", "maj": "may", "augusti": "august", "jänner": "january", "setiembre": "september"},
}
_WEEKDAYS = (
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
    "|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag"
    "|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
    "|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
    "|lunes|martes|miércoles|miercoles|jueves|viernes|sábado|sabado|domingo"
    "|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica"
    "|segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira"
)
_MONTH = r"[^\W\d_]{3,10}"
_DATE = re.compile(
    rf"\s*(?:(?:{_WEEKDAYS}),?\s+)?(?:"
    rf"(?P<day>\d{{1,2}})(?:\.|er|º|st|nd|rd|th)?\s*(?:de\s+|of\s+)?(?P<month>{_MONTH})\.?,?\s+(?:de\s+)?"
    rf"|(?P<month2>{_MONTH})\.?\s+(?P<day2>\d{{1,2}})(?:\.|st|nd|rd|th)?,?\s+"
    r")(?P<year>(?:1[789]|20)\d\d)\b(?P<rest>.*)",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"\s*(?P<date>(?:1[789]|20)\d\d-\d\d-\d\d)\b(?P<rest>.*)")
_TIME = re.compile(
    r"\b(?P<time>\d{1,2}[:.]\d\d(?:[:.]\d\d)?)\s*(?:uhr|uur|h\b)?\s*(?P<half>[ap]\.?m\.?)?"
    r"\s*(?P<zone>(?:GMT|UTC)\s?[+-]\d{1,2}(?::?\d\d)?|[A-Z]{2,5}\b|[+-]\d{2}:?\d{2})?"
    r"(?P<words>(?:eastern|central|mountain|pacific)(?:\s+(?:standard|daylight))?\s+time)?",
    re.IGNORECASE,
)
_ZONES = {
    "MEZ": "CET",
    "MESZ": "CEST",
    "EASTERN": "ET",
    "CENTRAL": "CST",
    "MOUNTAIN": "MST",
    "PACIFIC": "PST",
}
_PERIOD = re.compile(
    rf"\s*(?:(?P<month>{_MONTH})(?:\s*[-–/]\s*{_MONTH})?,?\s+)?(?P<year>(?:19|20)\d\d)\s*", re.IGNORECASE
)
_SEASONS = {
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
    "frühjahr",
    "sommer",
    "herbst",
    "printemps",
    "été",
}


def read_date(line: str) -> tuple[str, str] | None:
    """The date a line begins with, and what else it says (an edition), or None.

    Examples
    --------
    >>> read_date("July 1, 2019 Monday 9:20 AM GMT"), read_date("Dienstag 10.Dezember 2019")
    (('1 July 2019 9:20 AM GMT', ''), ('10 Dezember 2019', ''))
    >>> read_date("December 19, 1991, Sunday, Late Edition"), read_date("19, part 1 of 2019")
    (('19 December 1991', 'Late Edition'), None)
    """
    if len(line) > 200:
        return None
    if numeric := _NUMERIC.fullmatch(line):
        date, rest = numeric["date"], numeric["rest"]
    elif found := _DATE.fullmatch(line):
        day, month = found["day"] or found["day2"], found["month"] or found["month2"]
        date = f"{day} {_MONTHS.get(month.lower(), month)} {found['year']}"
        rest = found["rest"]
    else:
        return None
    if not is_date(date):
        return None
    rest = re.sub(rf"^[\s,(]*(?:{_WEEKDAYS})\b[),]?", "", rest, count=1, flags=re.IGNORECASE)
    time = _TIME.match(rest.lstrip(" ,\xa0")) if rest[:1] in (" ", ",", "\xa0", "") else None
    if time and is_date(f"{date} {_as_time(time)}"):
        date, rest = f"{date} {_as_time(time)}", rest.lstrip(" ,\xa0")[time.end() :]
        rest = re.sub(rf"^[\s,]*(?:{_WEEKDAYS})\b", "", rest, count=1, flags=re.IGNORECASE)
    return date, " ".join(rest.split()).strip(" ,;")


def read_period(line: str) -> tuple[str, str] | None:
    """The month, season or year that dates an issue of a magazine, when it is all the line says.

    Examples
    --------
    >>> read_period("Winter 2010"), read_period("Olympics 2012")
    (('Winter 2010', ''), None)
    """
    found = _PERIOD.fullmatch(line)
    month = (found["month"] or "").lower() if found else ""
    if not found or not (not month or month in _SEASONS or is_date(f"1 {_MONTHS.get(month, month)} 2000")):
        return None
    return " ".join(line.split()), ""


def _as_time(found: re.Match[str]) -> str:
    """A time of day with its zone, as an offset where the zone is one from Greenwich."""
    zone = (found["zone"] or (found["words"] or "").split(" ")[0]).upper()
    zone = _ZONES.get(zone, zone)
    if offset := re.fullmatch(r"(?:GMT|UTC)\s?([+-])(\d{1,2})(?::?(\d\d))?", zone):
        zone = f"{offset[1]}{int(offset[2]):02d}:{offset[3] or '00'}"
    elif re.fullmatch(r"[AP]\.?M\.?", zone):
        zone = ""
    return " ".join(part for part in (found["time"], found["half"], zone) if part)
