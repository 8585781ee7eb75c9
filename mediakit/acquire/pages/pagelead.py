"""The lines of an article in, those before its first paragraph that sum it up out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mediakit.acquire.cleaning.body import count_tokens, ends_sentence
from mediakit.acquire.pages.pagelines import Piece, is_heading, letters_of

_MOST_LINES = 8
_FEWEST_WORDS = 8  # of a heading that is a standfirst
_FEWEST_CHARACTERS, _MOST_CHARACTERS = 10, 700
# What pages call a standfirst, as whole words of a class.
LEAD_NAME = re.compile(
    r"(?:^|[\s_-])(?:standfirst|sub-?deck|deck|dek|subtitle|sub-?head(?:line)?|teaser|lead|lede|leadtext|intro|"
    r"introduction|summary|excerpt|abstract|vorspann|chapo|description|preface|preamble|ingress|shorttext|"
    r"strapline|subline|entradilla|sommario|mid-?title)(?:$|[\s_-])",
    re.I,
)
_FIRST_NAME = re.compile(r"(?:^|[\s_-])(?:first|initial|drop-?cap|dropcap)(?:$|[\s_-])", re.I)
_INNER_STOP = re.compile(r"[.!?…][\"'”’»“)\]]*+\s+\S|。[」』]*+\S")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def find_lead(pieces: Sequence[Piece], description: str, *, shown: bool = False) -> list[Piece]:
    """The standfirst and the list of key points before the first paragraph, where the markup sets them apart.

    Where the page shows a standfirst below its headline, a first paragraph in bold is the article's own.
    """
    lead: list[Piece] = []
    described = letters_of(description)[:40]
    prose = any(piece.main and not _in_list(piece) for piece in pieces)
    for at, piece in enumerate(pieces[:_MOST_LINES]):
        if is_heading(piece):
            if not lead and _is_sentence(piece):
                lead.append(piece)
        elif (prose and _in_list(piece)) or _is_apart(piece, pieces[at + 1 :], described, shown=shown):
            lead.append(piece)
        else:
            break
    has_text = any(piece.main and piece not in lead for piece in pieces)
    return lead if has_text else []


def _is_sentence(heading: Piece) -> bool:
    """Whether a heading is a standfirst: long, and ending as a statement does."""
    statement = ends_sentence(heading.text) and not re.search(r"[?!]\W*$", heading.text)
    return statement and count_tokens(heading.text) >= _FEWEST_WORDS and heading.element.tag != "h1"


def _in_list(piece: Piece) -> bool:
    parent = piece.element.getparent()
    return piece.element.tag == "li" or (parent is not None and parent.tag == "li")


def _is_apart(piece: Piece, after: Sequence[Piece], described: str, *, shown: bool) -> bool:
    """Whether a line before the text is its standfirst: by its name, its weight, or a class of its own."""
    if not _FEWEST_CHARACTERS <= len(piece.text) <= _MOST_CHARACTERS:
        return False
    if not described and _INNER_STOP.search(piece.text) is None:
        return False  # one sentence of a page that declares no summary: how tabloids begin an article
    around = [piece.element, *list(piece.element.iterancestors())[:1]]
    names = _CAMEL.sub("-", " ".join(f"{e.get('class') or ''} {e.get('data-testid') or ''}" for e in around))
    if not piece.main and (LEAD_NAME.search(names) or piece.element.getparent().tag == "header"):
        return True
    if (
        not shown
        and piece.bold > 0.9
        and after
        and all(other.bold < 0.5 for other in after[:3] if not is_heading(other))
    ):
        return True
    if piece.main or shown:
        return False
    if len(described) >= 20 and piece.key.startswith(described):
        return True
    own = piece.element.get("class")
    return (
        bool(own)
        and piece.element.tag == "p"
        and ends_sentence(piece.text)
        and not _FIRST_NAME.search(_CAMEL.sub("-", own))
        and not any(set(own.split()) & set((other.element.get("class") or "").split()) for other in after)
    )
