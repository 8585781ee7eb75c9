"""What a wire format says of one story in, its record out, with byline, agency and body told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mediakit.acquire.cleaning.body import Block, take_apart
from mediakit.acquire.cleaning.credits import agency_in, credit_of
from mediakit.acquire.formats.wirexml import one_line
from mediakit.acquire.reading import Problem, Record

_BY = re.compile(r"(?:by|von|par|por|av|door|text:|texte:|testo:)\s+(?=\S)", re.IGNORECASE)
# What a desk puts below a story: "ends", "-30-", a rule; and its name with initials, "AAP RTV ar".
_END = re.compile(r"\W*(?:ends?|ende|fin|finis|more|mfl|30)\W*", re.IGNORECASE)
_RULE = re.compile(r"(?:[_*#=–—-]\s?){2,}")
_INITIALS = re.compile(r"(?P<agency>\w{2,8})(?: \w{1,4}){0,3}? (?P<desk>[a-z]{1,4}(?:/[a-z]{1,4})*)")
_PLACE = re.compile(r"\W*([A-ZÀ-Þ][^\n()]{1,60}\([^()\n]{2,40}\))\s*\.?\s*[-–—:]")
# Times as ISO 8601 has them, with or without its marks: 20241101T193000+0100.
_TIME = re.compile(
    r"(?P<day>\d{4}-?\d{2}-?\d{2})"
    r"(?:[T ]?(?P<hour>\d{2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,]\d+)?)?)?"
    r"\s*(?P<zone>Z|[+-]\d{2}(?::?\d{2})?)?"
)
_LEGAL = re.compile(r"[ ,]+(?:GmbH|Ltd|Pty|Pty Limited|Limited|Inc|LLC|plc|AB|AS|A/S|Oy)\.?$")
_DOMAIN = re.compile(r"\.(?:com|org|net|news|[a-z]{2})$")


def wire_record(
    place: str,
    values: Mapping[str, Any],
    blocks: Sequence[Block],
    *,
    kind: str = "",
    doubts: Sequence[Problem] = (),
) -> Record | Problem:
    """The record of a story, or why there is none: `kind` is what the file says it holds instead of text.

    The agency is also the outlet, unless the values name one: who receives a wire has not published it yet.
    """
    if not any(block.text.strip() for block in blocks):
        return no_text(place, values, kind)
    told = {name: value for name, value in values.items() if value not in ("", None, [])}
    kept, desk = _without_end([block for block in blocks if not _RULE.fullmatch(block.text.strip())])
    body = take_apart(kept or blocks, told.get("author"))
    found = desk | {name: value for name, value in body.values().items() if value}
    if place_line := _PLACE.match(body.paragraphs[0]):
        found["dateline"] = place_line[1]
    if told.get("teaser") == told.get("title"):
        told.pop("teaser", None)
    merged = {"text": "", **found, **told}
    if "dateline" in merged:
        merged["dateline"] = merged["dateline"].strip(" ,–—-")
    if "agency" in merged:
        merged.setdefault("outlet", merged["agency"])
    time = _TIME.fullmatch(str(merged.get("published", "")))
    if time:
        merged["published"] = _write_time(time)
    if time and not time["zone"] and int(f"{time['hour'] or 0}{time['minute'] or 0}{time['second'] or 0}"):
        reason = "the date has no time zone; taken as UTC"
        doubts = [*doubts, Problem(place, reason, "shift it by the agency's own zone", doubt=True)]
    return Record(place, merged, tuple(doubts), apart=True)


def _write_time(time: re.Match[str]) -> str:
    """A time with all its marks; a zone behind a day alone goes."""
    day = time["day"].replace("-", "")
    day = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    if not time["hour"]:
        return day
    return f"{day}T{time['hour']}:{time['minute']}:{time['second'] or '00'}{time['zone'] or ''}"


def _without_end(blocks: list[Block]) -> tuple[list[Block], dict[str, str]]:
    """The blocks without the marks that end a wire story, and the desk that signed it."""
    end = len(blocks)
    while end > 1 and _END.fullmatch(blocks[end - 1].text.strip()):
        end -= 1
    signed = _INITIALS.fullmatch(blocks[end - 1].text.strip()) if end > 1 else None
    if signed and agency_in(signed["agency"]):
        return blocks[: end - 1], {"desk": signed["desk"]}
    return blocks[:end], {}


def no_text(place: str, values: Mapping[str, Any], kind: str) -> Problem:
    """Why an item of a wire became no article."""
    named = f" {values['title']!r:.80}" if values.get("title") else ""
    if kind and kind != "text":
        return Problem(place, f"the item{named} is of the kind {kind!r}, without text", "nothing to do")
    return Problem(place, f"the item{named} has no text", "get the story itself: this is its description")


def read_byline(text: str) -> dict[str, str]:
    """The author a byline names, or the desk's initials in its place.

    Examples
    --------
    >>> read_byline("By Ana Ruiz"), read_byline("gr/bp")
    ({'author': 'Ana Ruiz'}, {'desk': 'gr/bp'})
    """
    text = one_line(text)
    credit = credit_of(text) or {}
    if "desk" in credit:
        return credit
    bare = _BY.sub("", text, count=1) if _BY.match(text) else text
    return {"author": bare.strip(" ,;")} if bare.strip(" ,;") else {}


def read_bylines(texts: Iterable[str]) -> dict[str, str]:
    """What several bylines of one story name, the authors joined by commas."""
    found = [read_byline(text) for text in texts]
    authors = ", ".join(dict.fromkeys(one["author"] for one in found if "author" in one))
    desks = [one["desk"] for one in found if "desk" in one]
    return {**({"author": authors} if authors else {}), **({"desk": desks[0]} if desks else {})}


def name_agency(*names: str, known_only: bool = False) -> str:
    """The first of several names that is a known agency's, in its short form; else the first of all.

    Names may come as codes ("nprov:dpa"), hosts ("afp.com") or between slashes ("/ritzau/").

    Examples
    --------
    >>> name_agency("Example Media", "nprov:AFP"), name_agency("ostrel.example"), name_agency("afp.com")
    ('AFP', 'ostrel.example', 'AFP')
    """
    given = [one_line(name).strip(" /") for name in names if name and name.strip(" /")]
    for name in given:
        name = _LEGAL.sub("", name)
        bare = _DOMAIN.sub("", name.rsplit(":", 1)[-1].removeprefix("www."))
        if known := agency_in(name) or agency_in(bare):
            return known
    return "" if known_only else next(iter(given), "")
