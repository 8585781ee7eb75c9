"""Sentences with offsets: a text in, half-open spans out."""

from __future__ import annotations

import re

# Words after which a full stop does not end a sentence: titles, months, and what agencies shorten.
_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof gen col lt sgt capt cmdr adm maj brig gov sen rep pres sec rev fr sr jr st mt ft
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun
    no nos vs vol pp ed eds art fig approx est dept univ assn bros inc ltd co corp llc plc cf al ca
    e.g i.e""".split()
)
# A stop with the marks and brackets that close behind it, then space, then what can open a sentence.
_STOP = re.compile(r"[.!?…]+[\"'”’»“)\]]*(?=\s+[\"'“‘„«‚(\[—–-]*\s?[A-ZÀ-ÖØ-ÞĀ-Ž0-9А-Я])")
_LAST_WORD = re.compile(r"([\w.]+)\.$")


def find_sentences(text: str) -> list[tuple[int, int]]:
    """Half-open spans of the sentences of a text, without the white space between them.

    A line break always ends a sentence, since paragraphs do. The spans are in order and do not overlap, and
    every character that is not white space lies in one of them.

    Examples
    --------
    >>> text = "Gen. Orlov waited. “Stay,” she said. U.S. aid came."
    >>> [text[start:end] for start, end in find_sentences(text)]
    ['Gen. Orlov waited.', '“Stay,” she said.', 'U.S. aid came.']
    """
    spans = []
    for line in re.finditer(r"[^\n]+", text):
        start, end = line.span()
        for stop in _STOP.finditer(text, start, end):
            if _ends_sentence(text, start, stop):
                spans.append((start, stop.end()))
                start = stop.end()
        spans.append((start, end))
    return [span for span in (_strip(text, *span) for span in spans) if span[0] < span[1]]


def _ends_sentence(text: str, start: int, stop: re.Match[str]) -> bool:
    if stop.group()[0] != "." or stop.group().startswith(".."):
        return True
    word = _LAST_WORD.search(
        text, max(start, stop.start() - 20), stop.start() + 1
    )  # longer words are no abbreviations
    if word is None:
        return True
    last = word.group(1)
    if last.lower() in _ABBREVIATIONS:
        return False
    # Initials ("J. Smith") and dotted capitals ("U.S. aid") go on, also where a sentence
    # really ends there: too rare to tell apart without a parser.
    return not re.fullmatch(r"(?:[A-Z]\.)*[A-Z]", last)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def sentence_at(sentences: list[tuple[int, int]], offset: int) -> tuple[int, int]:
    """The sentence an offset lies in, or the nearest one before it.

    Raises
    ------
    IndexError
        When there are no sentences.
    """
    low, high = 0, len(sentences)
    while low < high:  # bisect on the starts
        middle = (low + high) // 2
        if sentences[middle][0] <= offset:
            low = middle + 1
        else:
            high = middle
    return sentences[max(low - 1, 0)]
