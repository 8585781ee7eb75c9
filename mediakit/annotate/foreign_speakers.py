"""A speaker's phrase in German, French or Spanish and the mentions in; the mention that is its head out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from mediakit.annotate.phrases import Span

_Known = tuple[int, int, str, str]  # start, end, actor, form

# Between a noun and a name these make the name somebody else's: "der Anwalt von Toll", "l’avocat de Toll".
_OF = re.compile(
    r"\w\s+(?:der|des|dem|den|von|vom|für|aus|in|im|bei|beim|zum|zur|einer|eines|de|du|des|del|d[’']|au|aux|en|para)\b",
    re.IGNORECASE,
)
_NAME = "name"


def find_foreign_speaker(text: str, speaker: Span, mentions: Sequence[_Known]) -> _Known | None:
    """The mention that is the head of a speaker's phrase, or None for somebody who is no known actor.

    "der CDU-Chef Karl Brock" and "die Präsidentin der Bank, Iva Toll" are Brock and Toll; "die Sprecherin
    von Toll", "Tolls Anwalt" and "l’avocat de Toll" are nobody named.

    Examples
    --------
    >>> text = "der CDU-Chef Karl Brock"
    >>> find_foreign_speaker(text, (0, 23), [(4, 7, "CDU", "name"), (13, 23, "Karl Brock", "name")])
    (13, 23, 'Karl Brock', 'name')
    >>> find_foreign_speaker("l’avocat de Toll", (0, 16), [(12, 16, "Toll", "name")])
    """
    start, end = speaker
    first = bisect_right(mentions, start, key=lambda mention: mention[1])
    within = mentions[first : bisect_left(mentions, end, key=lambda mention: mention[0])]
    for mention in within:
        before = text[start : mention[0]]
        head = before[before.rfind(",") + 1 :]  # an apposition begins anew: "der Minister, Karl Brock"
        follows = text[mention[1] : end]
        owns = re.match(r"[’']?\s+[A-ZÄÖÜ]\w+", follows) and _is_genitive(text, mention)
        if mention[1] <= end and not owns and not follows.startswith("-") and not _OF.search(head):
            return mention
    return None


def _is_genitive(text: str, mention: _Known) -> bool:
    """True for a name with an apostrophe behind it, or an -s that its actor's name lacks."""
    name = text[mention[0] : mention[1]]
    return text[mention[1] : mention[1] + 1] in {"’", "'"} or (
        name.endswith("s") and not mention[2].endswith("s")
    )
