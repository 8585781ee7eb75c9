"""What a linker made of each cue in; columns that tell right attributions from wrong ones out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mediakit.annotate.features import Column, Floats, Ints, find_edges
from mediakit.annotate.linker import LINKS, Links, Pairs, find_heads
from mediakit.annotate.tagger import LABELS
from mediakit.annotate.words import Words, hash_text

_SOURCE, _CUE, _CONTENT = (LABELS.index(name) for name in ("source", "cue", "content"))
_NOWHERE = 99
# Endings that tell the forms of a verb apart, by the last two letters; any other counts as one.
_ENDINGS = ("ed", "ng", "id", "ts", "es", "ls", "ys", "ns", "rt", "ay", "st", "ll", "nk", "or")


@dataclass(frozen=True)
class Drafts:
    """What a linker made of each cue, as ranges of words.

    Attributes
    ----------
    content : array of int, shape (contents, 3)
        Cue, first word and end of each stretch of content, cue by cue.
    source : array of int, shape (cues, 2)
        First word and end of the source, -1 where there is none.
    """

    content: Ints
    source: Ints


def make_drafts(pairs: Pairs, labels: Ints) -> Drafts:
    """The labels of pairs as ranges of words; of several sources the one nearest to the cue is taken."""
    content_cue, content_first, content_end = _find_runs(pairs, labels, LINKS.index("content"))
    cue, first, end = _find_runs(pairs, labels, LINKS.index("source"))
    away = np.where(first >= pairs.end[cue], first - pairs.end[cue], pairs.first[cue] - end)
    source = np.full((len(pairs.first), 2), -1)
    far_to_near = np.argsort(-away, kind="stable")
    source[cue[far_to_near]] = np.stack([first, end], axis=1)[far_to_near]
    return Drafts(np.stack([content_cue, content_first, content_end], axis=1), source)


def describe_drafts(words: Words, probabilities: Floats, pairs: Pairs, links: Links) -> Floats:
    """Everything that may tell a right draft from a wrong one, shape (cues, columns)."""
    columns = _describe_cue(words, probabilities, pairs)
    columns += _describe_surroundings(words, probabilities, pairs)
    for name, begin in (("content", _CONTENT), ("source", _SOURCE)):
        columns += _describe_part(words, probabilities, pairs, links, name, begin)
    columns += _describe_content(words, probabilities, pairs, links)
    return np.stack([np.asarray(column, np.float32) for column in columns], axis=1)


def _describe_cue(words: Words, probabilities: Floats, pairs: Pairs) -> list[Column]:
    """How sure the cue is, which words it is made of, and where in its sentence it stands."""
    first, last = pairs.first, pairs.end - 1
    before, after = np.maximum(first - 1, 0), np.minimum(last + 1, len(words) - 1)
    head = find_heads(words, pairs)
    is_cue = probabilities[:, _CUE : _CUE + 2].sum(axis=1)
    kind, part, verb = (words.column(name) for name in ("kind", "part", "verb"))
    sentence_first, sentence_last = find_edges(words.sentence)
    text_first, _ = find_edges(words.text)
    ending = words.column("ending")[head]
    return [
        probabilities[first, _CUE],
        probabilities[first, 0],
        _average_ranges(is_cue, first, pairs.end),
        is_cue[last],
        is_cue[before],
        is_cue[after],
        np.select([ending == hash_text(known) for known in _ENDINGS], range(len(_ENDINGS)), len(_ENDINGS)),
        *(words.column(name)[head] for name in ("kind", "verb", "noun", "part")),
        words.column("frame")[head] >> 2,
        *(values[at] for values in (kind, part) for at in (first, last, before, after)),
        verb[after],
        pairs.end - first,
        first - sentence_first[first],
        sentence_last[first] - last,
        (sentence_last - sentence_first)[first],
        words.line[first] - words.line[text_first[first]],
        words.in_marks[first],
    ]


def _describe_surroundings(words: Words, probabilities: Floats, pairs: Pairs) -> list[Column]:
    """What else the sentence and the text hold: authors, and annotators, differ in what they call speech."""
    first, text, sentence = pairs.first, words.text[pairs.first], words.sentence[pairs.first]
    sure = probabilities[first, _CUE]
    in_text, in_sentence = np.bincount(text, sure), np.bincount(sentence, sure)
    same = np.concatenate([[False], text[1:] == text[:-1], [False]])[: len(text) + 1]
    before = np.where(same[:-1], np.roll(sure, 1), 0)
    after = np.where(same[1:], np.roll(sure, -1), 0)
    return [
        in_sentence[sentence] - sure,
        (in_text[text] - sure) / np.bincount(words.text)[text],
        in_text[text] / np.bincount(text)[text],
        before,
        after,
        *(np.bincount(words.sentence, probabilities[:, begin])[sentence] for begin in (_SOURCE, _CONTENT)),
        np.bincount(words.sentence, probabilities[:, _CONTENT : _CONTENT + 2].sum(axis=1))[sentence],
    ]


def _describe_part(
    words: Words, probabilities: Floats, pairs: Pairs, links: Links, name: str, begin: int
) -> list[Column]:
    """How sure the source or the content is by the tagger and by the linker, how long, and how far away."""
    n = len(pairs.first)
    inside, chance = links.covers(name), links.chance(name)
    first_row, last_row = _find_ends(pairs, inside)
    first, last = (np.where(row >= 0, pairs.word[row], -1) for row in (first_row, last_row))
    after = first >= pairs.end
    away = np.where(after, first - pairs.end + 1, last - pairs.first)
    most = np.zeros(n, np.float32)
    np.maximum.at(most, pairs.cue, chance)
    tagged = probabilities[:, begin : begin + 2].sum(axis=1)
    return [
        _average(pairs, tagged[pairs.word], inside),
        _average(pairs, chance, inside),
        most,
        _pick(links.probabilities[:, LINKS.index(name)], first_row),
        np.bincount(pairs.cue, inside, n),
        np.where(first >= 0, away, _NOWHERE),
        _pick(words.column("kind"), first),
        _pick(words.column("kind"), last),
        _pick(words.column("noun"), last),
    ]


def _describe_content(words: Words, probabilities: Floats, pairs: Pairs, links: Links) -> list[Column]:
    """How clear the edges of the content are, what it begins with, and whether another cue claims it."""
    n = len(pairs.first)
    inside, chance = links.covers("content"), links.chance("content")
    first_row, last_row = _find_ends(pairs, inside)
    first, last = (np.where(row >= 0, pairs.word[row], -1) for row in (first_row, last_row))
    expected, length = np.bincount(pairs.cue, chance, n), np.bincount(pairs.cue, inside, n)
    doubt = np.bincount(pairs.cue, chance * (1 - chance), n)
    tagged = probabilities[:, _CONTENT : _CONTENT + 2].sum(axis=1)
    sentence_first, sentence_last = find_edges(words.sentence)
    sure = probabilities[pairs.first, _CUE]
    strongest = np.zeros(len(words), np.float32)
    np.maximum.at(strongest, pairs.word[inside], sure[pairs.cue[inside]])
    return [
        doubt,
        doubt / np.maximum(expected, 1),
        expected,
        length / np.maximum(expected, 0.1),
        np.bincount(pairs.cue, links.labels == LINKS.index("content"), n),
        _average(pairs, strongest[pairs.word] > sure[pairs.cue], inside),
        _average(pairs, words.in_marks[pairs.word] == 1, inside),
        _pick(chance, first_row),
        *(_pick_beside(pairs, chance, first_row, step) for step in (-1, 1)),
        _pick(chance, last_row),
        *(_pick_beside(pairs, chance, last_row, step) for step in (1, 4)),
        *(_pick(probabilities[:, label], first) for label in (_CONTENT, _CONTENT + 1)),
        _pick(tagged, np.where(first > 0, first - 1, -1)),
        _pick(tagged, last),
        _pick(tagged, np.where((last >= 0) & (last + 1 < len(words)), last + 1, -1)),
        np.where(first >= 0, first - sentence_first[first], -1),
        np.where(last >= 0, sentence_last[last] - last, -1),
        *(_pick(words.column(name), first) for name in ("noun", "verb", "part")),
    ]


def _pick(values: Column, at: Ints) -> Column:
    """The values at some places, 0 where the place is -1."""
    return np.where(at >= 0, values[at], 0)


def _pick_beside(pairs: Pairs, values: Column, row: Ints, step: int) -> Column:
    """The values some steps from each cue's row, 0 where that row is another cue's or there is none."""
    there = row + step
    within = (row >= 0) & (there >= 0) & (there < len(pairs))
    there = np.where(within, there, 0)
    return np.where(within & (pairs.cue[there] == np.arange(len(row))), values[there], 0)


def _find_runs(pairs: Pairs, labels: Ints, begin: int) -> tuple[Ints, Ints, Ints]:
    """Cue, first word and end of every unbroken run of words with a label, in order."""
    inside = np.flatnonzero((labels == begin) | (labels == begin + 1))
    word, cue = pairs.word[inside], pairs.cue[inside]
    opens = (np.diff(word, prepend=-2) != 1) | (np.diff(cue, prepend=-1) != 0) | (labels[inside] == begin)
    closes = np.append(opens[1:], True)[: len(opens)]
    return cue[opens], word[opens], word[closes] + 1


def _find_ends(pairs: Pairs, inside: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """First and last row of each cue that is inside, -1 where none is."""
    rows = np.flatnonzero(inside)
    first, last = (np.full(len(pairs.first), -1) for _ in range(2))
    first[pairs.cue[rows[::-1]]] = rows[::-1]
    last[pairs.cue[rows]] = rows
    return first, last


def _average(pairs: Pairs, values: Column, inside: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Mean of the values of each cue's pairs that are inside, 0 where none is."""
    n = len(pairs.first)
    return np.bincount(pairs.cue, values * inside, n) / np.maximum(np.bincount(pairs.cue, inside, n), 1)


def _average_ranges(values: Floats, first: Ints, end: Ints) -> NDArray[np.float64]:
    """Mean of the values in each half-open range."""
    total = np.append(0.0, np.cumsum(values, dtype=np.float64))
    mean: NDArray[np.float64] = (total[end] - total[first]) / (end - first)
    return mean
