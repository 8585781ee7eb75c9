"""What a news page says of its author in, the names of persons out, without jobs, addresses and agencies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from lxml import etree

from mediakit.acquire.cleaning.credits import agency_in, is_name

_BY = re.compile(
    r"^\s*(?:(?:written|words|text|story|report(?:ed)?|posted|published|interview|foto|photo)\s+)?"
    r"(?:by|von|par|por|av|af|door|autor(?:in|es|a)?|authors?|redacción)\b\s*:?\s+",
    re.IGNORECASE,
)
_SEPARATORS = re.compile(
    r"\s*(?:[,;|/·•&\n]|\band\b(?! agencies| others| staff)|\bund\b(?! Agenturen)|"
    r"\bet\b|\by\b(?=\s[A-ZÁÉÍÓÚ])|\bog\b|\boch\b)\s*"
)
_ADDRESS = re.compile(r"^(?:https?:|www\.|/|@)|@[\w-]+\.|\.(?:com|org|net|html?)\b/")
# Job titles behind a name: after a comma or dash, or as the suffix of East Asian bylines.
_JOB = re.compile(r"\s*(?:기자|특파원|記者|特派員)$")
_TRADE = re.compile(
    r"\b(?:reporter|correspondent|editor|columnist|writer|journalist|producer|redakteur(?:in)?|korrespondent(?:in)?|"
    r"reporter(?:in)?|autor(?:in)?|journaliste|redactora?|corresponsal|giornalista|contributor|staff)\b",
    re.IGNORECASE,
)
_NAME_CLASS = re.compile(
    r"(?:byline|author|autor)[\w-]*?(?:name|link|list-?item|tag|title)|(?:name|tag)[_-]*author", re.I
)
_BYLINE_CLASS = re.compile(r"(?:^|[\s_-])(?:byline|author|autor|authors|autoren)(?:$|[\s_-])", re.I)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_META_NAMES = (
    *("author", "article:author", "byl", "dc.creator", "parsely-author", "sailthru.author"),
    "cxenseparse:author",
)
_LABEL = re.compile(r"written|author|autor|verfasst|écrit|escrito", re.IGNORECASE)
_ELEMENTS = ("span", "a", "div", "p", "li", "address", "ul", "strong")
_LONGEST_NAME = 60  # characters
_MOST_NAMES = 12


def find_author(
    tree: etree._Element, linked: Any, metas: Mapping[str, list[str]], sites: set[str]
) -> tuple[str, str]:
    """The authors, joined by commas, and the agencies named with them; either can be empty.

    Taken is the first statement of the page that names a person. Where only an agency or the outlet signs,
    it is the author.

    Parameters
    ----------
    tree : lxml element
    linked : object
        The author of the page's JSON-LD.
    metas : mapping
        Contents of the meta elements, by name.
    sites : set of str
        Names of the outlet in lower case.

    Examples
    --------
    >>> from lxml import html
    >>> page = html.fromstring("<div><p class='byline'>By Ann Lee, Bo Berg and AFP</p></div>")
    >>> find_author(page, None, {}, {"the herald"})
    ('Ann Lee, Bo Berg', 'AFP')
    """
    first: list[str] = []
    for certain, statement in _statements(tree, linked, metas):
        names = split_names(statement)
        persons = [name for name in names if agency_in(name) is None]
        if persons and not _is_outlet(persons[0], sites):
            if certain or (not first and all(map(_is_person, persons))):
                author = ", ".join(name for name in persons if name.casefold() not in sites)
                return author, ", ".join(filter(None, map(agency_in, names)))
        elif certain:
            first = first or names
    return ", ".join(first), ""


def split_names(statement: Iterable[str]) -> list[str]:
    """The names in some strings, each once."""
    names: list[str] = []
    for text in statement:
        if _ADDRESS.search(text.strip()):
            continue
        for part in _SEPARATORS.split(_BY.sub("", " ".join(text.split()))):
            name = _JOB.sub("", part).strip(" .,:;|-–—()")
            if not name or len(name) > _LONGEST_NAME or name[0].isdigit() or _ADDRESS.search(name):
                continue
            if names and _TRADE.search(name):
                continue  # "Ann Lee, Chief Reporter"
            names.append(name)
    return list(dict.fromkeys(names))[:_MOST_NAMES]


def _statements(
    tree: etree._Element, linked: Any, metas: Mapping[str, list[str]]
) -> Iterator[tuple[bool, list[str]]]:
    """All that the page says of its author, the most explicit first, and whether it is sure to be that."""
    yield True, _names(linked)
    for key in _META_NAMES:
        for value in metas.get(key, ()):
            yield True, [value]
    for number in ("1", "2"):
        if _LABEL.search(" ".join(metas.get(f"twitter:label{number}", ()))):
            yield True, metas.get(f"twitter:data{number}", [])
    yield True, [value for key, values in metas.items() if key.endswith("written by") for value in values]
    body = tree.find("body")
    elements = [
        (
            element,
            _CAMEL.sub("-", element.get("class") or ""),
            f"{element.get('rel') or ''} {element.get('itemprop') or ''}",
        )
        for element in (tree if body is None else body).iter(*_ELEMENTS)
        if element.get("class") or element.get("rel") or element.get("itemprop")
    ]
    yield True, _first_lines(element for element, _, role in elements if "author" in role)
    yield False, _first_lines(element for element, named, _ in elements if _NAME_CLASS.search(named))
    for element, named, _ in elements:
        if _BYLINE_CLASS.search(named):
            yield False, _first_lines([element])


def _names(value: Any) -> list[str]:
    """The names in a value of JSON-LD."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [name for item in value for name in _names(item)]
    if isinstance(value, dict):
        given = " ".join(str(value[key]) for key in ("givenName", "familyName") if value.get(key))
        return _names(value.get("name") or given or value.get("@value"))
    return []


def _first_lines(elements: Iterable[etree._Element]) -> list[str]:
    """The names that neighbouring elements show; a list of authors elsewhere on the page says nothing."""
    shown: list[str] = []
    around: etree._Element | None = None
    for element in elements:
        if around is not None and around not in element.iterancestors():
            break
        dates = {node for time in element.iter("time") for node in time.itertext()}
        text = " ".join(" ".join(part for part in element.itertext() if part not in dates).split())
        text = text.strip(" |,·•–-")
        if 1 <= len(text.split()) <= 12 and len(text) <= 2 * _LONGEST_NAME and text not in shown:
            shown.append(text)
            around = next(islice(element.iterancestors(), 1, None), None) if around is None else around
    return shown[:_MOST_NAMES]


def _is_outlet(name: str, sites: set[str]) -> bool:
    """Whether a name is that of the outlet, or of its desk: the outlet's with another word."""
    bare = name.casefold()
    return any(
        bare in site or (site in bare and bare.count(" ") <= site.count(" ") + 1)
        for site in sites
        if len(site) > 2
    )


def _is_person(name: str) -> bool:
    """Whether a string has the form of a person's name, in a script with capitals or without."""
    if not name.isascii() and not re.search(r"[A-Za-z]", name) and name.upper() == name.lower():
        return 2 <= len(name) <= 12
    name = re.sub(r" (?:and agencies|und Agenturen|and (?:others|staff))$", "", name)
    return " " in name and (is_name(name) or name.istitle() or name.isupper()) and _TRADE.search(name) is None
