"""The items of a unit of text in; what its reporting verbs and "according to" say, and who, out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mediakit.annotate.drafts import Attribution
from mediakit.annotate.foreign_contents import (
    REACH,
    STOPS,
    Cue,
    find_around_as,
    find_content,
    find_left,
    find_resumed,
    marked_before,
    trim_run,
)
from mediakit.annotate.foreign_lexicon import Item, Lexicon
from mediakit.annotate.foreign_phrases import Phrase, phrase_after, phrase_at, phrase_before
from mediakit.annotate.phrases import Span


@dataclass(frozen=True, slots=True)
class _Report:
    """A cue with its speaker and the runs of items that it reports."""

    cue: Span
    speaker: Span | None
    runs: tuple[Span, ...]
    opens: int  # the first item that belongs to the report and not to what it says


def find_reported(items: Sequence[Item], words: Lexicon) -> list[Attribution]:
    """The attributions of one unit of text, in the order of their cues."""
    reports: list[_Report] = []
    at = 0
    while at < len(items):
        report = _source_at(items, at, words)
        cue = None if report else _cue_at(items, at, words)
        if cue is not None:
            report = _report_of(items, cue, words, reports)
        if report is not None:
            reports = _added(reports, report)
        at += 1
    return [
        Attribution(spans, report.cue, report.speaker)
        for report in reports
        if (spans := tuple(span for run in report.runs if (span := trim_run(items, run))))
    ]


def _added(reports: list[_Report], new: _Report) -> list[_Report]:
    """The reports with one more: it ends the content of the one before, or is part of it."""
    kept = []
    for report in reports:
        if report.runs == new.runs:  # the nearer verb has it, and one verb has it once
            if report.cue == new.cue:
                return reports
            continue
        overlap = any(a < d and c < b for a, b in report.runs for c, d in new.runs)
        if overlap and new.runs[0][0] < new.opens:  # it claims words that are reported already
            return reports
        runs = tuple((a, min(b, new.opens)) for a, b in report.runs if a < new.opens)
        kept.append(replace(report, runs=runs) if runs else report)
    return [*kept, new]


def _source_at(items: Sequence[Item], at: int, words: Lexicon) -> _Report | None:
    """What a source phrase says: "laut X …", "…, selon X", "X zufolge", "…, so X"."""
    item = items[at]
    if words.has(item.word, "after_source"):
        phrase = phrase_before(items, at, words)
        return _from_source(items, phrase, (at, at + 1), phrase.first, at + 1, words) if phrase else None
    if words.has(item.word, "beside_marks"):
        return _so(items, at, words)
    n_words = _length_of_source(items, at, words)
    if not n_words:
        return None
    start = at + n_words
    if (
        start < len(items)
        and words.has(items[start].word, "of")
        and items[start].word in {"von", "de", "d’", "d'"}
    ):
        start += 1
    phrase = phrase_at(items, start, words, len(items))
    if phrase is None:
        return None
    return _from_source(
        items,
        phrase,
        (at, start if items[start - 1].word == "con" else at + n_words),
        at,
        phrase.after,
        words,
    )


def _length_of_source(items: Sequence[Item], at: int, words: Lexicon) -> int:
    for parts in words.sources.get(items[at].word, ()):
        if tuple(item.word for item in items[at : at + len(parts)]) == parts:
            return len(parts)
    needs_marks = words.has(items[at].word, "before_source_of_marks") and at == 0
    return int(needs_marks and any(item.stretch for item in items[:REACH]))


def _from_source(
    items: Sequence[Item], phrase: Phrase, cue: Span, opens: int, after: int, words: Lexicon
) -> _Report | None:
    """The report of a source: the rest of the sentence, or the marked words right before the phrase."""
    marked = marked_before(items, opens)
    rest = next((i for i in range(after, len(items)) if items[i].is_word or items[i].stretch), None)
    runs: tuple[Span, ...]
    if opens <= 1 and not items[0].stretch:
        runs = ((after, len(items)),) if rest is not None else ()
    elif marked is None and words.language != "de" and items[opens - 1].word != ",":
        runs = ()  # "varie selon la saison"
    elif rest is None:
        runs = ((0, opens),)
    elif marked is not None:
        runs = ((marked, marked + 1),)
    else:
        runs = ((_clause_start(items, opens, words), opens), (after, len(items)))
    if not runs:
        return None
    span = items[cue[0]].start, items[cue[1] - 1].end
    return _Report(span, phrase.span(items), runs, opens)


def _clause_start(items: Sequence[Item], end: int, words: Lexicon) -> int:
    """Where the clause of a source in its middle begins: "eine Studie, die laut Toll …" from "die" on."""
    for at in range(end - 1, max(end - REACH, 0), -1):
        if items[at - 1].word == "," and words.has(items[at].word, "determiner", "relative", "that"):
            return at
    return 0


def _so(items: Sequence[Item], at: int, words: Lexicon) -> _Report | None:
    """German "so" with a speaker behind it: “…”, so die Sprecherin."""
    if at == 0 or not (items[at - 1].stretch or items[at - 1].word in {",", "–"}):
        return None
    phrase = phrase_after(items, at + 1, words)
    if phrase is None or phrase.first != at + 1:
        return None
    follows = items[phrase.after].word if phrase.after < len(items) else "."
    marked = marked_before(items, at)
    ends = follows in {".", ",", ":", "–", "!", "?"} or (
        marked is not None and words.has(follows, "preposition", "skipped")
    )
    if not ends or (marked is None and at < 2):
        return None
    left = find_left(items, at, words, marked)
    if left is None:
        return None
    runs = (left, *find_resumed(items, left, phrase.after, words))
    return _Report((items[at].start, items[at].end), phrase.span(items), runs, at)


def _cue_at(items: Sequence[Item], at: int, words: Lexicon) -> Cue | None:
    item = items[at]
    if item.stretch or not item.is_word:
        return None
    if words.has(item.word, "auxiliary") and (cue := _compound(items, at, words)) is not None:
        return cue
    if item.word not in words.finite or (words.language == "de" and item.is_capital):
        return None
    if _is_negated(items, at, words) or _is_noun(items, at, words):
        return None
    verbs = words.finite[item.word]
    for verb in verbs:
        if verb.particle and (particle := _particle(items, at, verb.particle, words)) is not None:
            return Cue(at, at, at + 1, verb, particle)
    plain = next((verb for verb in verbs if not verb.particle), None)
    return Cue(at, at, at + 1, plain) if plain else None


def _compound(items: Sequence[Item], at: int, words: Lexicon) -> Cue | None:
    """An auxiliary and its participle: "hat … gesagt", "a déclaré", "ha dicho"."""
    for ahead in range(at + 1, min(at + 1 + (REACH if words.language == "de" else 5), len(items))):
        item = items[ahead]
        if item.stretch or item.word in STOPS or item.word == "," or words.has(item.word, "negation"):
            return None
        if item.word in words.participles:
            return Cue(ahead, at, ahead + 1, words.participles[item.word])
    return None


def _particle(items: Sequence[Item], at: int, particle: str, words: Lexicon) -> int | None:
    for ahead in range(at + 1, min(at + 2 * REACH, len(items))):
        item = items[ahead]
        if item.word == particle:
            following = items[ahead + 1] if ahead + 1 < len(items) else None
            if following is None or following.stretch or not following.is_word or particle == "davon":
                return ahead
        if item.word in STOPS or words.has(item.word, "that"):
            return None
    return None


def _is_noun(items: Sequence[Item], at: int, words: Lexicon) -> bool:
    """True for a form that is a noun too, behind an article: "la denuncia", "le juge"."""
    return words.language != "de" and at > 0 and words.has(items[at - 1].word, "determiner", "of")


def _is_negated(items: Sequence[Item], at: int, words: Lexicon) -> bool:
    if words.language == "de":
        return any(words.has(item.word, "negation") for item in items[at + 1 : at + 2])
    return any(words.has(item.word, "negation") for item in items[max(at - 2, 0) : at])


def _report_of(items: Sequence[Item], cue: Cue, words: Lexicon, before: Sequence[_Report]) -> _Report | None:
    """The report a verb makes, if its content and its speaker are found."""
    edge = cue.first
    while edge > 0 and words.has(items[edge - 1].word, "pronoun_object", "negation"):
        edge -= 1
    is_late = edge == 0 or not items[edge - 1].is_word or words.has(items[edge - 1].word, "as")
    inverted, regular = _inverted(items, cue, words), phrase_before(items, cue.first, words)
    if regular is not None and inverted is not None and _is_adverb(items, regular, inverted, cue, words):
        regular = None  # "Ferner sagte er"
    speaker = (inverted or regular) if is_late else (regular or inverted)
    is_inverted = speaker is not None and speaker.first > cue.first
    opens = edge if speaker is None or is_inverted else speaker.first
    as_clause = opens > 0 and words.has(items[opens - 1].word, "as")
    marked = marked_before(items, opens - as_clause)
    if marked is not None and _is_subject(items, marked, cue, words):
        opens = marked - 1
        speaker, marked, is_inverted = Phrase(opens, opens + 2, opens + 2), None, False
    span = speaker.span(items) if speaker else None
    if speaker is None:
        span, shares = _shared(items, edge, words, before)
        if not shares and (words.language != "es" or (marked is None and cue.first > 0)):
            return None  # Spanish needs no subject: "Sostuvo que …"
    after = max(cue.after, speaker.after) if speaker else cue.after
    if as_clause:
        runs = find_around_as(items, cue, words, opens - 1, after, marked)
    else:
        is_behind = is_inverted or speaker is None
        runs = find_content(items, cue, words, opens, after, marked if is_behind else None, is_inverted)
    cue_item = items[cue.at]
    return _Report((cue_item.start, cue_item.end), span, runs, opens) if runs else None


def _is_subject(items: Sequence[Item], marked: int, cue: Cue, words: Lexicon) -> bool:
    """True for a name in marks as the subject: "Der „Bote“ berichtete, dass …"."""
    adjacent = marked == cue.first - 1 and marked > 0 and words.has(items[marked - 1].word, "determiner")
    return adjacent and not re.search(r"[.,!?]\W*$", items[marked].text)


def _is_adverb(items: Sequence[Item], before: Phrase, behind: Phrase, cue: Cue, words: Lexicon) -> bool:
    """True for one German word at the beginning, with the subject right behind the verb."""
    if words.language != "de" or before.first > 0 or before.last > 1 or behind.first > cue.first + 1:
        return False
    return not words.has(items[0].word, "pronoun") and (
        words.has(items[behind.first].word, "pronoun", "determiner")
    )


def _inverted(items: Sequence[Item], cue: Cue, words: Lexicon) -> Phrase | None:
    """The speaker behind the verb, or between the auxiliary and the participle."""
    if words.language == "fr":
        for at in range(cue.first + 1, min(cue.after + 1, len(items))):
            if items[at].word.startswith("-"):
                return Phrase(at, at + 1, max(at + 1, cue.after))
    if words.language == "de" and cue.after > cue.first + 1:
        return phrase_after(items, cue.first + 1, words, cue.at)
    limit = cue.particle if cue.particle is not None else None
    return phrase_after(items, cue.after, words, limit)


def _shared(
    items: Sequence[Item], edge: int, words: Lexicon, before: Sequence[_Report]
) -> tuple[Span | None, bool]:
    """The speaker of the report before, when this verb goes on with it: "… und fügte hinzu"."""
    if not before or edge == 0 or not words.has(items[edge - 1].word, "conjunction"):
        return None, False
    return before[-1].speaker, True
