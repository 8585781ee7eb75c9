"""A text in another language than English in; its attributions out, by reporting verbs or marks alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mediakit._core.spans import count_words
from mediakit.annotate.drafts import Attribution
from mediakit.annotate.foreign_lexicon import Item, Lexicon, load_lexicon, split_items
from mediakit.annotate.foreign_marks import find_foreign_stretches, find_foreign_units
from mediakit.annotate.foreign_phrases import phrase_at
from mediakit.annotate.foreign_reports import find_reported
from mediakit.annotate.marks import Stretch
from mediakit.annotate.phrases import Span

_SHORT = 4  # words; what is longer in marks, in a sentence of the outlet's own, is speech
_SHORT_SIGNS = 8  # the same, in signs, where words are written without spaces
_LONGEST = 4000  # characters; what goes on longer without a stop is a table or damaged
_HEADING = 7  # items before a colon that can name a speaker
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff]")


def find_foreign(text: str, language: str) -> tuple[list[Stretch], list[Attribution]]:
    """The marked stretches of a text in a language other than English, and its attributions.

    `language` is a primary subtag of BCP 47. For German, French and Spanish, rules find speakers and
    indirect speech; for any other language, each marked stretch stands alone, without a speaker.

    Examples
    --------
    >>> text = "„Wir bleiben“, sagte Iva Toll."
    >>> _, [found] = find_foreign(text, "de")
    >>> text[slice(*found.speaker)], [text[start:end] for start, end in found.spans]
    ('Iva Toll', ['Wir bleiben'])
    """
    words = load_lexicon(language)
    stretches = find_foreign_stretches(text, words)
    if words is None:
        return stretches, [_unattributed(text, stretch) for stretch in stretches]
    found: list[Attribution] = []
    for unit in find_foreign_units(text, stretches, language):
        items = split_items(text, unit, stretches, language)
        reported = find_reported(items, words) if unit[1] - unit[0] <= _LONGEST else []
        _add_unit(text, unit, items, reported, found, words)
    return stretches, _without_overlaps(found)


def _without_overlaps(found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions in order, no word in two of them: it is the earlier one's."""
    kept: dict[int, list[Span]] = {}
    taken = 0
    for start, end, at in sorted((*span, at) for at, one in enumerate(found) for span in one.spans):
        if end > max(start, taken):
            kept.setdefault(at, []).append((max(start, taken), end))
            taken = end
    return [replace(found[at], spans=tuple(spans)) for at, spans in kept.items()]


def _unattributed(text: str, stretch: Stretch) -> Attribution:
    span = (stretch.start, stretch.end)
    return Attribution((span,), use="scare" if _is_short(text[slice(*span)]) else "speech")


def _is_short(words: str) -> bool:
    if _UNSPACED.search(words):
        return len(words) <= _SHORT_SIGNS
    return count_words(words) <= _SHORT


def _add_unit(
    text: str,
    unit: Span,
    items: Sequence[Item],
    reported: Sequence[Attribution],
    found: list[Attribution],
    words: Lexicon,
) -> None:
    """Add the attributions of one more unit: reported, gone on with, or in marks alone."""
    for one in sorted(reported, key=lambda one: one.spans[0]):
        found.append(
            one if one.speaker else replace(one, speaker=_last_speaker(text, one.spans[0][0], found))
        )
    if not any(item.is_word for item in items):
        _add_utterance(text, [item.stretch for item in items if item.stretch], found)
        return
    for at, item in enumerate(items):
        if item.stretch is None or _holds(reported, item.stretch):
            continue
        if item.stretch.continues and found:
            found[-1] = _extended(found[-1], [item.stretch])
        else:
            found.append(_own(items, at, item.stretch, words))
    if not reported and not any(item.stretch for item in items) and _is_told_on(text, items, found, words):
        found[-1] = replace(found[-1], spans=(*found[-1].spans, _without_stop(text, unit)))


def _add_utterance(text: str, stretches: Sequence[Stretch], found: list[Attribution]) -> None:
    """Add marked stretches with no words around them: they go on with the speech before, or its speaker."""
    if not stretches:
        return
    if found and (stretches[0].continues or _goes_on(text, found[-1], stretches[0])):
        found[-1] = _extended(found[-1], stretches)
    else:
        speaker = _last_speaker(text, stretches[0].start, found)
        found.append(_extended(Attribution((), speaker=speaker), stretches))


def _extended(attribution: Attribution, stretches: Sequence[Stretch]) -> Attribution:
    spans = ((stretch.start, stretch.end) for stretch in stretches)
    return replace(attribution, spans=(*attribution.spans, *spans))


def _holds(reported: Sequence[Attribution], stretch: Stretch) -> bool:
    return any(s < stretch.end and stretch.start < e for one in reported for s, e in one.spans)


def _last_speaker(text: str, at: int, found: Sequence[Attribution]) -> Span | None:
    """Who goes on speaking at an offset: the last speaker, of this paragraph or in marks before it."""
    last = next((one for one in reversed(found[-3:]) if one.use == "speech"), None)
    if last is None:
        return None
    start, end = last.spans[-1]
    breaks = text[end:at].count("\n\n")
    is_marked = re.search(r"[“”„«»\"]", text[max(start - 2, 0) : start]) is not None
    return last.speaker if breaks == 0 or (breaks == 1 and is_marked) else None


def _goes_on(text: str, last: Attribution, stretch: Stretch) -> bool:
    """True when the words before, in the same paragraph, are speech that a whole utterance can go on with."""
    between = text[last.spans[-1][1] : stretch.start]
    return last.use == "speech" and "\n" not in between and count_words(between) < 12


def _own(items: Sequence[Item], at: int, stretch: Stretch, words: Lexicon) -> Attribution:
    """An attribution for a stretch among words that nothing reports."""
    span = ((stretch.start, stretch.end),)
    if (use := _named_use(items, at, words)) is not None:
        return Attribution(span, use=use)
    if _names_before_colon(items, at, words):
        return Attribution(span, speaker=(items[0].start, items[at - 2].end))
    return Attribution(span, use="scare" if _is_short(items[at].text) else "speech")


def _names_before_colon(items: Sequence[Item], at: int, words: Lexicon) -> bool:
    """True when a stretch stands behind a name or title and a colon: Bürgermeisterin Toll: „Wir bleiben“."""
    if not 1 < at <= _HEADING or items[at - 1].word != ":":
        return False
    phrase = phrase_at(items, 0, words, at - 1)
    return phrase is not None and phrase.after == at - 1


def _named_use(items: Sequence[Item], at: int, words: Lexicon) -> str | None:
    """The use "title" for the name of a work or body, "term" for a word talked about, else None."""
    if at == 0:
        return None
    before, inside = items[at - 1], items[at].text
    if re.search(r"[.!?…]\W*$", inside) or count_words(inside) > 2 * _SHORT:
        return None
    if words.has(before.text, "term") or words.has(before.word, "term"):
        return "term"
    named = re.search(r"\w", inside)
    kinds = (before.word, *before.text.split("-"))
    names = [word for word in re.findall(r"[^\W\d_]{4,}", inside) if not word.islower()]
    is_name = len(names) > 1 and len(names) == len(re.findall(r"[^\W\d_]{4,}", inside)) and named is not None
    if is_name and words.has(before.word, "determiner", "preposition"):
        return "title"
    is_work = any(words.has(part, "title_of_work", "medium") for part in kinds)
    return "title" if is_work and named and named.group().isupper() else None


def _is_told_on(text: str, items: Sequence[Item], found: Sequence[Attribution], words: Lexicon) -> bool:
    """True for a German sentence in the subjunctive of reported speech behind a report: "Er habe …"."""
    if words.language != "de" or not found or not items:
        return False
    last = found[-1]
    if last.speaker is None or last.use != "speech":
        return False
    between = text[last.spans[-1][1] : items[0].start]
    is_near = "\n" not in between and not re.search(r"[.!?].*[.!?]", between)
    return is_near and any(words.has(item.word, "reported_form") for item in items)


def _without_stop(text: str, unit: Span) -> Span:
    return unit[0], unit[0] + len(re.sub(r"[\s.]+$", "", text[slice(*unit)]))
