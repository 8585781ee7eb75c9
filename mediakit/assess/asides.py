"""A sentence in, the same out with blanks where it says in passing who speaks."""

from __future__ import annotations

import re
from functools import cache

from mediakit._core.resources import read_lexicon

_MARK = r"[“”\"‘’'«»„]"
_NAME = r"(?!(?:and|or|but|who|which|that|when|where|as|if)\b)[\w.’'-]+"
_SPEAKER = rf"(?:{_NAME}\s+){{0,5}}{_NAME}"


def blank_asides(text: str, start: int, end: int) -> str:
    """The text, in which the asides between two positions are blanks, so that offsets stay true.

    An aside stands between two commas or quotation marks and has nothing but a speaker and a reporting verb.

    Examples
    --------
    >>> text = "The allies, Ms Lund complained, were silent."
    >>> " ".join(blank_asides(text, 0, len(text)).split())
    'The allies were silent.'
    >>> text = "“We stand by Peru,” she said there, “until victory.”"
    >>> " ".join(blank_asides(text, 0, len(text)).split())
    '“We stand by Peru until victory.”'
    """
    asides = list(_pattern().finditer(text, start, end))
    for aside in asides:
        text = text[: aside.start()] + " " * len(aside.group()) + text[aside.end() :]
    return text


@cache
def _pattern() -> re.Pattern[str]:
    # In the past or present of third persons: other forms stand in relative clauses as well.
    forms = {row[0] + "s" for row in read_lexicon("en", "reporting")}
    for row in read_lexicon("en", "reporting"):
        if len(row) > 2 and "clause" in row[2].split("|"):
            forms |= {form for form in row[1].split("|") if not form.endswith("ing")}
    verb = rf"(?:{'|'.join(sorted(map(re.escape, forms), key=lambda form: (-len(form), form)))})"
    return re.compile(
        rf"(?:,{_MARK}?|{_MARK},?)\s+"
        rf"(?:{_SPEAKER}\s+(?:had\s+)?{verb}(?:\s+\w+){{0,2}}|{verb}\s+{_SPEAKER}),\s+(?:{_MARK}(?=\w))?"
    )
