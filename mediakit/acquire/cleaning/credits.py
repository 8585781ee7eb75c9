"""Lines that say where an article comes from in, the agency, desk, source or author they name out."""

from __future__ import annotations

import re
from functools import cache

from mediakit._core.resources import read_lexicon

# Initials of desk and editor as European outlets sign with: "cl", "mm/rc (AFP, dpa)".
_DESK = re.compile(r"([a-zäöüß]{1,4}(?:/[a-zäöüß]{1,4}){0,3})(?:\s*\((.{2,60})\))?")
_SOURCE = re.compile(r"(?:sources?|via|quelle)\s*:\s*(.{2,80})", re.IGNORECASE)
_REPUBLISHED = re.compile(
    r"(?:(?:this|the) (?:article|story|piece|report|post|text|interview|column) (?:(?:was|is|has been) )?)?"
    r"(?:(?:first|originally|previously) (?:appeared|published|ran|posted)"
    r"|(?:appeared|published|ran) (?:first|originally)"
    r"|(?:is |was )?(?:re-?published|reprinted|reproduced|syndicated))"
    r"\s+(?:(?:on|in|by|at|from|with (?:the )?permission (?:from|of))\s+)+(?P<name>[^.;,(]{2,60}?)"
    r"(?:\s+(?:and|under|on|with|as|in)\s.*|[.;,(].*)?",
    re.IGNORECASE,
)
_REPORTING = re.compile(
    r"\(?(?:(?:additional|with|further|original|local|contributing) )?"
    r"(?:reporting|writing|editing|translation|translated|written|compiled|edited|production)"
    r"(?: (?:and|by|in|with) [\w ]{0,30}?)?(?:\s*by\s+|\s*:\s*|\s+from\s+)(?P<names>.{2,300})",
    re.IGNORECASE,
)
_MATERIAL = re.compile(
    r"\(?(?:with|includes?|using) (?:material|files|reporting|reports|information|copy|input|inputs)"
    r"(?: (?:from|by|of))\s+(?P<names>.{2,120}?)\)?\.?",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:by|written by|words by|text by|story by|report by|analysis by|commentary by|opinion by|comment by|"
    r"interview by|a comment by|a commentary by|author:|authors:|von:?|par|por)\s+(?P<name>\S.{1,100})",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:[A-ZÀ-ÖØ-Þ][\w’'.-]*|[A-Z]{2,5})(?:\s(?:[A-ZÀ-ÖØ-Þ][\w’'.-]*|(?:van|von|de|da|di|del|la|bin|al|der|den)\b)){0,4}"
)
_SEPARATORS = re.compile(r"\s*(?:[/,;&+|·•–—-]|\band\b|\bwith\b)\s*")
_DATELINE = re.compile(r"[A-ZÀ-Þ][^\n()]{1,60}\(([^()\n]{2,40})\)\s*[-–—:]")
_NOTE_SUBJECT = r"(?:[A-ZÀ-Þ][\w’'.-]+(?:\s[\w’'.-]+){1,4}|He|She|They|The (?:author|writer|reporter))"
_NOTE = re.compile(
    rf"(?:I|{_NOTE_SUBJECT}),? ?(?P<verb>['’]m|['’]ve|am|is|are|was|has|have|covers?|covered|writes?|"
    r"reports?|works?|joined|comments|specialises|specializes|hosts|presents|teaches|contributed)\b"
)
_TRADE = re.compile(
    r"\b(?:report(?:er|ing|s|ed)?|correspondent|journalis[tm]|editors?|columnist|"
    r"writ(?:er|es|ing)|author|freelancer?|intern|contributor|contribut(?:e|es|ed|ing)|"
    r"cover(?:s|ed|ing)|newsroom|bureau|news (?:industry|outlets?)|comments|stories|professor|fellow|"
    r"lecturer|analyst|director|founder|mayor|programme|program)\b",
    re.IGNORECASE,
)
_TRIM = " .()[]*–—-"


@cache
def _agencies() -> dict[str, str]:
    names: dict[str, str] = {}
    for name, *others in read_lexicon("en", "agencies"):
        for form in (name, *(form for field in others for form in field.split("|"))):
            names.setdefault(form.casefold(), name)
    return names


def agency_in(line: str) -> str | None:
    """The agencies a line consists of, in their short names, or None when it holds anything else.

    Examples
    --------
    >>> agency_in("(Reuters, Agence France-Presse)"), agency_in("Reuters reported it first.")
    ('Reuters, AFP', None)
    """
    text = line.strip(_TRIM)
    if text.casefold() in _agencies():  # before a name with a hyphen is taken apart
        return _agencies()[text.casefold()]
    text = re.sub(r"^(?:by|from|©|via)\s+", "", text, flags=re.IGNORECASE)
    protected = text.replace("-", "\x00") if "-" in text and " - " not in text else text
    parts = [part.replace("\x00", "-").strip() for part in _SEPARATORS.split(protected) if part.strip()]
    found = [_agencies().get(part.casefold()) for part in parts]
    if not parts or len(line) > 100 or any(name is None for name in found):
        return None
    return ", ".join(dict.fromkeys(name for name in found if name))


def dateline_name(text: str) -> str | None:
    """The name in brackets in the dateline a text begins with: "KYIV, Nov 1 (Reuters) -"."""
    found = _DATELINE.match(text.lstrip()[:160])
    return found.group(1).strip() if found else None


def dateline_agency(text: str) -> str | None:
    """The agency in the dateline a text begins with, or in brackets at its very end."""
    if name := dateline_name(text):
        return agency_in(name)
    end = re.search(r"[.!?”\"’»]\s*\(([^()\n]{2,40})\)\s*$", text[-80:])
    return agency_in(end.group(1)) if end else None


def byline_author(line: str) -> str | None:
    """The author a byline names, or None when the line is no byline."""
    found = _BYLINE.fullmatch(line.strip())
    if not found:
        return None
    name = found["name"].strip(" .")
    first = re.split(r"\s+(?:and|und|&)\s+|,\s*", name)[0]
    return name if _NAME.fullmatch(first) else None


def is_name(line: str) -> bool:
    """Whether a line is nothing but a name of one to five words."""
    return len(line) <= 60 and _NAME.fullmatch(line.strip()) is not None


def credit_of(line: str) -> dict[str, str] | None:
    """What a line at the end of an article says of its origin, or None when it is no such line.

    Returns
    -------
    dict or None
        Any of agency, desk, republished_from, author; empty for a credit that fills no column.

    Examples
    --------
    >>> credit_of("cl"), credit_of("Source: Stern"), credit_of("He cited a source: Stern magazine wrote it.")
    ({'desk': 'cl'}, {'republished_from': 'Stern'}, None)
    """
    line = " ".join(line.split())
    n_words = line.count(" ") + 1
    if agency := agency_in(line):
        return {"agency": agency}
    if desk := _DESK.fullmatch(line):
        agency = agency_in(desk[2]) if desk[2] else None
        return {"desk": desk[1], **({"agency": agency} if agency else {})}
    if n_words <= 12 and (source := _SOURCE.fullmatch(line)):
        return _origin(re.split(r"[,;(]", source[1])[0])
    if n_words <= 40 and (republished := _REPUBLISHED.fullmatch(line)):
        return _origin(republished["name"])
    if n_words <= 20 and (material := _MATERIAL.fullmatch(line)):
        return _named_agency(material["names"])
    if n_words <= 60 and (reporting := _REPORTING.fullmatch(line)):
        if reporting.group().startswith("(") != line.endswith((")", ").")) and n_words > 12:
            return None
        if not is_name(re.split(r"\s+(?:and|in|with)\s+|[,;]", reporting["names"].strip(_TRIM))[0]):
            return None
        return _named_agency(reporting["names"])
    return None


def is_author_note(block: str) -> bool:
    """Whether a paragraph reads like a note about the author; where it stands must agree."""
    text = " ".join(block.split())
    note = _NOTE.match(text)
    return note is not None and text.count(" ") < 120 and _TRADE.search(text, note.start("verb")) is not None


def _origin(name: str) -> dict[str, str]:
    name = name.strip(_TRIM + ",")
    agency = agency_in(name)
    return {"republished_from": name, **({"agency": agency} if agency else {})}


def _named_agency(names: str) -> dict[str, str]:
    """The agency among those who contributed: a known one, or a single word, which is no person."""
    first = re.split(r"[;.]", names.strip(_TRIM))[0]
    agency = agency_in(first) or (first if re.fullmatch(r"[A-Z][\w-]+", first) else None)
    return {"agency": agency} if agency else {}
