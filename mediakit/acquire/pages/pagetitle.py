"""The titles a news page declares and shows in, its headline and the heading that shows it out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

# Bars set off an outlet or a section and nothing else; dashes, colons and the like also stand in headlines.
_BAR = re.compile(r"\s+[|｜ㅣ•»]\s+|\s*[｜ㅣ]\s*")
_MARK = re.compile(r"\s+(?:[-–—·*/~]|:)\s+|\s*[：]\s*")
# Behind a tight hyphen at the end, Korean and Japanese titles name the section.
_SECTION = re.compile(r"(?<=\w)[-–—][\u3040-\u9fff\uac00-\ud7af/]{1,8}$")
_FEWEST_LETTERS = 6  # of a headline: two words, or some characters of Chinese
_SHARED = 0.6  # of a heading's words that the declared titles must hold


@dataclass(frozen=True)
class Titles:
    """What a page gives as its title: by JSON-LD, Open Graph, Twitter, the title element and its headings."""

    headline: str = ""
    name: str = ""
    alternative: str = ""
    open_graph: str = ""
    twitter: str = ""
    page: str = ""
    headings: Sequence[str] = field(default_factory=tuple)


def choose_title(titles: Titles, sites: Iterable[str]) -> tuple[str, str]:
    """The headline, and the heading on the page that shows it or another wording of it.

    Most pages repeat one headline in every place. Where the places differ, the headline that JSON-LD declares
    is taken, unless Open Graph and Twitter share another wording; what only the title element shares with
    them was written for search engines, and then the headline stays. A page that tells its headline from an
    alternative one has decided itself. Without JSON-LD it is Open Graph's title, Twitter's, or the heading.

    Parameters
    ----------
    titles : Titles
    sites : iterable of str
        Names of the outlet and its sections, which titles carry behind a bar or dash.
    """
    names = {_bare(site) for site in sites if site}
    declared = (titles.headline, titles.open_graph, titles.twitter, titles.name)
    shown = find_heading(titles.headings, " ".join([*declared, titles.page]))
    known = [title for title in (shown, *declared) if title]
    clean = {
        place: _without_shared_end(without_site(title, names), known)
        for place, title in (
            ("open_graph", titles.open_graph),
            ("headline", titles.headline),
            ("heading", shown),
            ("twitter", titles.twitter),
            ("name", titles.name if _bare(titles.name) != _bare(titles.headline) else ""),
        )
        if title
    }
    page = without_site(titles.page, names)
    if not clean:
        return page, ""
    return _choose(clean, _bare(page), decided=bool(titles.alternative)), shown


def _choose(claims: Mapping[str, str], page: str, *, decided: bool) -> str:
    bare = {place: _bare(title) for place, title in claims.items()}
    headline, open_graph = bare.get("headline"), bare.get("open_graph")
    if headline is None or decided:
        places = ("headline", "open_graph", "twitter", "heading", "name")
        return next(claims[place] for place in places if place in claims)
    if open_graph is not None and open_graph == bare.get("twitter"):
        searched = page == open_graph and bare.get("heading") == headline and bare.get("name") != open_graph
        return claims["headline" if searched else "open_graph"]
    return claims["headline"]


def find_heading(headings: Iterable[str], declared: str) -> str:
    """The first heading made of words of the declared titles; without any declared, the first with words."""
    claimed = set(_words(declared))
    for heading in headings:
        words = _words(heading)
        if len("".join(words)) < _FEWEST_LETTERS or (len(words) < 2 and heading.isascii()):
            continue
        if not claimed or sum(word in claimed for word in words) >= _SHARED * len(words):
            return heading
    return ""


def without_site(title: str, names: set[str]) -> str:
    """A title without the names of outlet and section before or behind it.

    Examples
    --------
    >>> without_site("Talks fail - again | World | The Herald", {"the herald"})
    'Talks fail - again'
    >>> without_site("Talks fail - The Herald", {"the herald"})
    'Talks fail'
    """
    parts = _BAR.split(title)
    kept = [part for part in parts if not _is_site(part, names)]
    title = max(kept, key=len, default=title) if len(parts) > 1 else title
    while marks := list(_MARK.finditer(title)):
        if _is_site(title[marks[-1].end() :], names) and marks[-1].start() >= _FEWEST_LETTERS:
            title = title[: marks[-1].start()]
        elif _is_site(title[: marks[0].start()], names) and len(title) - marks[0].end() >= _FEWEST_LETTERS:
            title = title[marks[0].end() :]
        else:
            break
    return _SECTION.sub("", title).strip()


def _is_site(part: str, names: set[str]) -> bool:
    bare = _bare(part)
    return bare in names or bare.replace(" ", "") in {name.replace(" ", "") for name in names}


def _without_shared_end(title: str, known: Sequence[str]) -> str:
    """A title without what stands behind a mark, where another place gives the title without it."""
    shorter = [
        other
        for other in known
        if len(_bare(other)) >= 2 * _FEWEST_LETTERS
        and len(other) < len(title)
        and title.startswith(other)
        and re.match(r"\s*[-–—|*·:：•｜(]", title[len(other) :])
    ]
    return min(shorter, key=len, default=title)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _bare(text: str) -> str:
    return " ".join(_words(text))
