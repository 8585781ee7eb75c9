"""Marked stretches in; which of them are titles of works or terms, not speech, out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mediakit.annotate.lexicon import tokenise
from mediakit.annotate.marks import Stretch

# Words that stand before the title of a work, and before a word that is talked about, not used.
_WORKS = re.compile(
    r"\b(?:film|movie|book|novel|memoir|song|album|single|series|programme|program|show|play|musical|opera|"
    r"exhibition|essay|poem|documentary|podcast|painting|mural|article|report|pamphlet|comedy|drama|"
    r"author of|titled|entitled|headlined|starring|concert|festival|campaign|lecture|talk|anthem|hymn|ballad|"
    r"reading of|brochure|leaflet|magazine|journal|newsletter|sermon|panel|debate|discussion|rally|ship|"
    r"freighter|vessel|boat|ferry|trawler|yacht|pub|café|restaurant|hotel)s?,?\s*(?:called|titled|entitled|named)?,?\s*$",
    re.IGNORECASE,
)
_TERMS = re.compile(
    r"(?:\bso-called|\b(?:words?|terms?|phrases?|expressions?|adjectives?|nouns?|verbs?|labels?|slogans?|letters?|"
    r"names?|nicknames?|acronyms?|sign|column|heading|category)(?: (?:of|like|such as|is|was))?|\bknown as|"
    r"\bnicknamed|\bcode-?named|\bmarked|\blabell?ed|\bstamped|\bor|\breads?)\s*$",
    re.IGNORECASE,
)
_SMALL = frozenset("a an the and or but of in on at to for from by with as".split())
_SHORT = 4  # words: a longer stretch is no term


def find_use(text: str, stretches: Sequence[Stretch]) -> list[str | None]:
    """For each stretch "title" or "term" where it is the name of a work or a word talked about, else None."""
    uses: list[str | None] = []
    for at, stretch in enumerate(stretches):
        use = _named_use(text, stretch)
        if use is None and at and uses[-1] == "term" and _is_listed(text, stretches[at - 1].end, stretch):
            use = "term"  # “red”, “amber” and “green”
        uses.append(use)
    return uses


def _named_use(text: str, stretch: Stretch) -> str | None:
    before = text[max(stretch.start - 60, 0) : stretch.start - len(stretch.mark)]
    before = before[before.rfind("\n") + 1 :].rstrip() + " "
    words = [token for token in tokenise(text, stretch.start, stretch.end) if token.is_word]
    capitals = sum(token.is_capitalised for token in words)
    if words and words[0].is_capitalised and 2 * capitals >= len(words) and _WORKS.search(before):
        return "title"
    in_capitals = all(token.is_capitalised or token.lower in _SMALL for token in words)
    if in_capitals and len(words) > 2 and before.strip() and not _is_headline(before):
        return "title" if not re.search(r"[,.!?]$|\b[A-Z]{3}", text[stretch.start : stretch.end]) else None
    return "term" if len(words) <= _SHORT and _TERMS.search(before) else None


def _is_headline(before: str) -> bool:
    words = re.findall(r"[^\W\d_]{4,}", before)
    return bool(words) and all(word[0].isupper() for word in words)


def _is_listed(text: str, last: int, stretch: Stretch) -> bool:
    between = text[last + 1 : stretch.start - len(stretch.mark)]
    return re.fullmatch(r"[\s,”\"’']*(?:and|or)?\s*", between) is not None
