"""A line of a page in, the kind of page furniture it is out, or None when it belongs to the article."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from mediakit._core.resources import read_lexicon

# Longest line, in words, that each kind can be: a rule that takes a sentence away is worse than none.
_MOST_WORDS = {"button": 10, "pointer": 30, "letter": 20, "notice": 30, "caption": 70}
# All at once: pages mix languages, and a pattern has to match the whole line.
_LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "ja")
_MOST_CHARACTERS = 500


def furniture_kind(line: str) -> str | None:
    """The kind of furniture a line is, or None.

    Examples
    --------
    >>> furniture_kind("Share on Facebook"), furniture_kind("Share prices fell on Monday.")
    ('button', None)
    """
    text = " ".join(line.split())
    return _kind_of(text) if 0 < len(text) <= _MOST_CHARACTERS else None


@lru_cache(maxsize=4096)  # an outlet's furniture is the same in all its articles
def _kind_of(text: str) -> str | None:
    found = _pattern().fullmatch(text)
    kind = found.lastgroup if found else None
    return kind if kind and text.count(" ") < _MOST_WORDS[kind] else None


@cache
def _pattern() -> re.Pattern[str]:
    """All patterns in one, so that a paragraph of the article costs one call; each kind is a named group."""
    kinds: dict[str, list[str]] = {kind: [] for kind in _MOST_WORDS}
    for language in _LANGUAGES:
        for kind, pattern in read_lexicon(language, "furniture"):
            kinds[kind].append(pattern)
    groups = (f"(?P<{kind}>{'|'.join(patterns)})" for kind, patterns in kinds.items())
    return re.compile("|".join(groups), re.IGNORECASE)
