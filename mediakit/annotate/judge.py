"""Drafts of attributions in, the probability that each is one, and that its source is right, out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mediakit.annotate.crf import Chain, Lines, find_probabilities
from mediakit.annotate.features import (
    Column,
    Floats,
    Ints,
    Table,
    bucket,
    find_edges,
    mix,
    parse_templates,
    sum_weights,
)
from mediakit.annotate.linker import LINKS, Pairs, describe_pairs, find_heads
from mediakit.annotate.words import Words

TEMPLATES = parse_templates(
    """
    cue_sure
    cue_on_sure
    cue_sure content_sure
    content_sure
    source_sure
    content_sure source_sure cue_sure
    content_linked
    content_begin_linked
    source_begin_linked
    content_end_linked
    content_linked cue_sure
    contested cue_sure
    contested
    content_length
    source_length
    marked content_side content_length
    n_contents
    content_side content_away marked_mostly
    source_side source_away
    content_side source_side
    cue_length first.norm last.norm
    head.norm
    head.norm last.norm+1
    first.norm head.norm
    head.cluster
    head.branch
    head.kind head.ending
    head.kind head.ending first.kind
    head.cluster last.form+1
    head.norm source_side content_side
    head.norm marked_mostly
    first.norm
    last.norm
    first.norm-1
    last.norm+1
    first.norm-1 first.norm
    last.norm last.norm+1
    last.norm+2
    first.norm-2
    last.norm+1 last.norm+2
    first.sort-1
    last.sort+1
    first.sort-1 first.sort last.sort+1
    last.sort+1 last.sort+2
    first.sort-2 first.sort-1
    first.cluster-1
    last.cluster+1
    first.branch-2
    last.branch+2
    head.branch last.branch+1
    head.branch first.branch-1
    content_first.norm
    content_first.norm head.norm
    content_first.cluster
    content_first.form head.kind
    content_first.norm content_first.norm+1
    content_first.norm-1
    content_first.form content_first.form+1
    content_last.norm
    content_last.norm+1
    source_first.norm
    source_last.norm
    source_last.cluster
    source_last.branch head.branch
    source_first.form source_last.form
    source_last.norm head.norm
    source_first.cluster
    source_last.form head.cluster
    first.marks marked_mostly
    first.marks cue_sure
    sentence_length
    cue_place head.norm
    paragraph cue_sure
    """
)


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


def judge_drafts(
    words: Words,
    probabilities: Floats,
    links: tuple[Ints, Floats],
    pairs: Pairs,
    weights: Floats,
    chain: Chain,
) -> Floats:
    """Probability of each draft, shape (cues,)."""
    n = len(pairs.first)
    scores = sum_weights(describe_drafts(words, probabilities, links, pairs), TEMPLATES, weights)
    return find_probabilities(scores, np.zeros(n, np.int64), chain, Lines.lay(np.arange(n)))[:, 1]


def describe_drafts(words: Words, probabilities: Floats, links: tuple[Ints, Floats], pairs: Pairs) -> Table:
    """Everything the templates ask of each draft."""
    labels, linked = links
    n = len(pairs.first)
    is_source, is_content = (labels == 1) | (labels == 2), labels >= 3
    first_content, last_content = _find_ends(pairs, is_content)
    first_source, last_source = _find_ends(pairs, is_source)
    cue_first, cue_last = pairs.first, pairs.end - 1
    sentence_first, sentence_last = find_edges(words.sentence)
    text_first, _ = find_edges(words.text)
    cue_sure = probabilities[cue_first, 3]
    marked = _average(pairs, words.in_marks[pairs.word] == 1, is_content)
    own: dict[str, Column] = {
        "cue_sure": _step(cue_sure),
        "cue_on_sure": _step(_average_ranges(probabilities[:, 3:5].sum(axis=1), cue_first, pairs.end)),
        "content_sure": _step(_average(pairs, probabilities[pairs.word, 5:7].sum(axis=1), is_content)),
        "source_sure": _step(_average(pairs, probabilities[pairs.word, 1:3].sum(axis=1), is_source)),
        "content_linked": _step(_average(pairs, linked[:, 3:5].sum(axis=1), is_content)),
        "content_begin_linked": _step(_average(pairs, linked[:, 3], labels == 3)),
        "source_begin_linked": _step(_average(pairs, linked[:, 1], labels == 1)),
        "content_end_linked": _step(_average(pairs, linked[:, 4], labels == 4)),
        "contested": _step(_find_contested(pairs, is_content, cue_sure, len(words))),
        "content_length": bucket(np.bincount(pairs.cue, is_content, n)),
        "source_length": bucket(np.bincount(pairs.cue, is_source, n)),
        "n_contents": np.bincount(pairs.cue, labels == 3, n).astype(np.int64),
        "cue_length": pairs.end - cue_first,
        "marked": np.digitize(marked, (0.01, 0.5, 0.99)),
        "marked_mostly": marked > 0.5,
        "sentence_length": bucket((sentence_last - sentence_first)[cue_first]),
        "cue_place": bucket(cue_first - sentence_first[cue_first]),
        "paragraph": np.minimum(words.line[cue_first] - words.line[text_first[cue_first]], 4),
    }
    for name, begin, finish in (
        ("content", first_content, last_content),
        ("source", first_source, last_source),
    ):
        after = begin >= pairs.end
        away = np.where(after, begin - pairs.end, cue_first - finish - 1)
        own[f"{name}_side"] = np.where(begin < 0, 3, np.where(after, 2, 0))
        own[f"{name}_away"] = np.where(begin < 0, 99, bucket(np.maximum(away, 0)))
    pointers = {
        "": cue_first,
        "first": cue_first,
        "last": cue_last,
        "head": find_heads(words, pairs),
        "content_first": first_content,
        "content_last": last_content,
        "source_first": first_source,
        "source_last": last_source,
    }
    return Table(_word_columns(words), words.line, pointers, own)


def _word_columns(words: Words) -> dict[str, Column]:
    from mediakit.annotate.tagger import describe_words

    return dict(describe_words(words).words)


def _find_runs(pairs: Pairs, labels: Ints, begin: int) -> tuple[Ints, Ints, Ints]:
    """Cue, first word and end of every unbroken run of words with a label, in order."""
    inside = np.flatnonzero((labels == begin) | (labels == begin + 1))
    word, cue = pairs.word[inside], pairs.cue[inside]
    opens = (np.diff(word, prepend=-2) != 1) | (np.diff(cue, prepend=-1) != 0) | (labels[inside] == begin)
    closes = np.append(opens[1:], True)[: len(opens)]
    return cue[opens], word[opens], word[closes] + 1


def _find_ends(pairs: Pairs, inside: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """First and last of each cue's words that are inside, -1 where none is."""
    rows = np.flatnonzero(inside)
    first, last = (np.full(len(pairs.first), -1) for _ in range(2))
    first[pairs.cue[rows[::-1]]] = pairs.word[rows[::-1]]
    last[pairs.cue[rows]] = pairs.word[rows]
    return first, last


def _average(pairs: Pairs, values: Column, inside: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Mean of the values of each cue's words that are inside, 0 where none is."""
    n = len(pairs.first)
    return np.bincount(pairs.cue, values * inside, n) / np.maximum(np.bincount(pairs.cue, inside, n), 1)


def _average_ranges(values: Floats, first: Ints, end: Ints) -> NDArray[np.float64]:
    total = np.append(0.0, np.cumsum(values, dtype=np.float64))
    return (total[end] - total[first]) / (end - first)


def _find_contested(
    pairs: Pairs, is_content: NDArray[np.bool_], cue_sure: Floats, n_words: int
) -> NDArray[np.float64]:
    """Share of each draft's content that a draft with a surer cue claims too."""
    strongest = np.zeros(n_words, np.float32)
    np.maximum.at(strongest, pairs.word[is_content], cue_sure[pairs.cue[is_content]])
    return _average(pairs, strongest[pairs.word] > cue_sure[pairs.cue], is_content)


def _step(probability: Column) -> Ints:
    return np.digitize(probability, (0.03, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.97))
