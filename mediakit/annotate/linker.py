"""Words with their probabilities in; for each cue that might be one, its source and its content out."""

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
    find_nearest,
    level,
    mix,
    parse_templates,
    shift,
)
from mediakit.annotate.tagger import LABELS, describe_vocabulary, is_speech
from mediakit.annotate.weights import Weights
from mediakit.annotate.words import Words, hash_text, list_kinds

LINKS = ("none", "source", "source on", "content", "content on")
N_GAPS = 6
# Words further than this from a cue are not looked at.
_REACH = 200
# A word is part of the content, or the source, from this probability on. The half gives the median length
# where the end is in doubt, which matches more often than the most probable one (F1 .715 instead of .713).
_HALF = 0.5
_SOURCE = 0.3

TEMPLATES = parse_templates(
    """
    place
    place sentence
    place cue_in_marks marks
    place likely
    place outlook
    side norm
    side cluster
    place form
    place branch
    side norm+1
    side norm-1
    side form-1 form
    side form form+1
    side form-1 form form+1
    norm-1 norm
    norm norm+1
    side cluster-1
    side cluster+1
    side branch-2
    side branch+2
    side likely-1 likely likely+1
    side likely-2 likely+2 likely
    side outlook likely
    side likely-1 likely norm
    side likely-1 likely form
    side outlook-1 outlook
    side outlook outlook+1
    side begins_source in_source
    side begins_content in_content
    side in_content-1 begins_content in_content+1 marks
    side in_source-1 begins_source in_source+1
    side head.norm
    side head.norm likely
    place head.norm
    side head.norm form
    side head.kind outlook
    place head.kind head.ending
    side head.cluster likely
    place head.cluster
    side head.kind head.ending likely-1 likely likely+1
    side first.norm last.norm
    place last.norm
    side last.norm+1 likely
    place last.form+1
    place first.form-1
    place last.form+1 last.form+2
    side first.norm-1 likely
    side last.form+1 first.form-1 likely
    side sources_between likely
    side contents_between likely
    side cues_between likely
    side cues_between sources_between contents_between likely
    side cues_between outlook
    side marks_between cue_in_marks marks likely
    side commas_between likely
    side commas_between marks_between cues_between
    side thats_between likely
    side ands_between cues_between likely
    side thats_between form
    place cues_between
    side sources_between cues_between form
    side in_cue likely
    side cues_between commas_between head.kind likely
    sureness side likely
    sureness side outlook
    sureness place
    side head.sense likely
    place head.sense
    place head.frame
    side head.frame form
    side head.frame last.form+1 likely
    side sense-1 sense
    side sense
    side frame
    side opens closes marks sentence
    side shape shape+1 marks
    side sentence cue_in_marks marks cues_between likely
    sentence cue_in_marks marks head.norm
    """
)


@dataclass(frozen=True)
class Pairs:
    """Cues that might be one, and the words that might belong to each.

    Attributes
    ----------
    first, end : array of int, shape (cues,)
        Half-open range of the cue's words.
    cue, word : array of int, shape (pairs,)
        The pairs looked at, cue by cue, the words in order.
    """

    first: Ints
    end: Ints
    cue: Ints
    word: Ints

    def __len__(self) -> int:
        return len(self.cue)


@dataclass(frozen=True)
class Links:
    """What a linker found: label of each pair, as a position in `LINKS`, and probabilities of all labels."""

    labels: Ints
    probabilities: Floats

    def covers(self, name: str) -> NDArray[np.bool_]:
        """Whether each pair's word is in the cue's source or content."""
        begin = LINKS.index(name)
        covered: NDArray[np.bool_] = (self.labels == begin) | (self.labels == begin + 1)
        return covered

    def chance(self, name: str) -> Floats:
        """Probability that each pair's word is in the cue's source or content."""
        begin = LINKS.index(name)
        chance: Floats = self.probabilities[:, begin : begin + 2].sum(axis=1)
        return chance


def find_pairs(words: Words, labels: Ints) -> Pairs:
    """The cues among labelled words, each with the words of its sentence and those in marks around it."""
    first, end = find_spans(labels == LABELS.index("cue"), labels == LABELS.index("cue on"), words.line)
    start, stop = np.searchsorted(words.line, [words.line[first], words.line[first] + 1])
    # a colon at the end of a paragraph opens the quotation in the next one
    following = np.minimum(stop, len(words) - 1)
    onwards = (words.column("shape")[stop - 1] == hash_text(":")) & (stop < len(words))
    onwards &= words.text[following] == words.text[first]
    onwards &= words.sentence[stop - 1] == words.sentence[end - 1]
    stop = np.where(onwards, np.searchsorted(words.line, words.line[following] + 1), stop)
    length = stop - start
    cue = np.repeat(np.arange(len(first)), length)
    word = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length) + start[cue]
    same = words.sentence[word] == words.sentence[first[cue]]
    marked = (words.in_marks[word] == 1) | (words.in_marks[word] == 3)
    near = np.maximum(first[cue] - word, word - end[cue]) < _REACH
    keep = (same | marked) & near
    return Pairs(first, end, cue[keep], word[keep])


def find_spans(begins: NDArray[np.bool_], goes_on: NDArray[np.bool_], line: Ints) -> tuple[Ints, Ints]:
    """Half-open ranges of the runs that begin at one label and go on with another in the same line."""
    n = len(begins)
    first = np.flatnonzero(begins)
    goes_on = goes_on & (np.diff(line, prepend=-1) == 0)
    stop = np.minimum.accumulate(np.where(goes_on, n, np.arange(n))[::-1])[::-1]
    return first, np.append(stop, n)[first + 1]


def link_words(
    words: Words, probabilities: Floats, likely: Ints, pairs: Pairs, weights: Weights, chain: Chain
) -> Links:
    """The source and the content of each cue."""
    table = describe_pairs(words, probabilities, likely, pairs)
    return decode(weights.sum_up(table, TEMPLATES), find_gaps(words, pairs), pairs.cue, chain)


def decode(scores: Floats, gaps: Ints, cue: Ints, chain: Chain) -> Links:
    """What `link_words` returns, from scores of the labels at each pair.

    Every cue gets a content, since whether it is a cue at all is judged later.
    """
    probabilities = find_probabilities(scores, gaps, chain, Lines.lay(cue))
    source, content = probabilities[:, 1:3].sum(axis=1), probabilities[:, 3:5].sum(axis=1)
    most = np.zeros(cue.max(initial=-1) + 1, np.float32)
    np.maximum.at(most, cue, content)
    is_content = content >= np.minimum(_HALF, most[cue] / 2)
    is_source = ~is_content & (source >= _SOURCE)
    labels = np.zeros(len(cue), np.int64)
    for name, inside in (("source", is_source), ("content", is_content)):
        goes_on = np.concatenate([[False], inside[:-1] & (cue[1:] == cue[:-1])]) if len(cue) else inside
        labels[inside] = LINKS.index(name) + goes_on[inside]
    return Links(labels, probabilities)


def find_gaps(words: Words, pairs: Pairs) -> Ints:
    """The kind of gap before each pair's word: what the step from one label to the next depends on."""
    side = find_sides(pairs)
    apart = (np.diff(pairs.word, prepend=-2) != 1) | (np.diff(pairs.cue, prepend=-1) != 0)
    opens = np.diff(words.sentence, prepend=-1)[pairs.word] != 0
    across = np.diff(side, prepend=-1) != 0
    mark = (words.in_marks == 3) | (shift(words.in_marks, -1, words.line) == 3)
    comma = shift(words.column("shape"), -1, words.line) == hash_text(",")
    return np.select([apart, opens, across, mark[pairs.word], comma[pairs.word]], [5, 1, 4, 2, 3], 0)


def find_sides(pairs: Pairs) -> Ints:
    """0 for a word before the cue, 1 for one of the cue, 2 for one after it."""
    return np.where(pairs.word < pairs.first[pairs.cue], 0, np.where(pairs.word < pairs.end[pairs.cue], 1, 2))


def find_heads(words: Words, pairs: Pairs) -> Ints:
    """The word of each cue that carries its meaning: its first one of speech, or else its last."""
    speech = is_speech(words)
    following = find_nearest(speech, words.sentence, before=False)
    head = np.where(speech, np.arange(len(words)), following)[pairs.first]
    return np.where((head >= 0) & (head < pairs.end), head, pairs.end - 1)


def describe_pairs(words: Words, probabilities: Floats, likely: Ints, pairs: Pairs) -> Table:
    """Everything the templates ask of each pair of a cue and a word."""
    source, cue, content = (probabilities[:, at] + probabilities[:, at + 1] for at in (1, 3, 5))
    places: dict[str, Column] = {
        "marks": words.in_marks,
        "likely": likely,
        "in_source": level(source),
        "in_content": level(content),
        "begins_source": level(probabilities[:, 1]),
        "begins_content": level(probabilities[:, 5]),
        "outlook": mix(level(source), level(cue), level(content)),
        "in_cue": _count_covering(pairs, len(words)) > 0,
        "opens": np.diff(words.sentence, prepend=-1) != 0,
        "closes": np.diff(words.sentence, append=-1) != 0,
    }
    first, end = pairs.first[pairs.cue], pairs.end[pairs.cue]
    side = find_sides(pairs)
    away = np.select([side == 0, side == 2], [first - pairs.word, pairs.word - end + 1], 0)
    begins, goes_on = probabilities[pairs.first, 3], probabilities[pairs.end - 1, 3:5].sum(axis=1)
    own: dict[str, Column] = {
        "side": side,
        "place": side * 16 + bucket(away),
        "sentence": np.clip(words.sentence[pairs.word] - words.sentence[first], -2, 2) + 2,
        "cue_in_marks": words.in_marks[first],
        "sureness": level((begins + goes_on) / 2)[pairs.cue],
    }
    own |= _count_between(words, likely, pairs, side)
    pointers = {"": pairs.word, "first": first, "last": end - 1, "head": find_heads(words, pairs)[pairs.cue]}
    return Table(words, describe_vocabulary(words), places, pointers, own)


def _count_covering(pairs: Pairs, n_words: int) -> Ints:
    """How many cues cover each word."""
    change = np.zeros(n_words + 1, np.int64)
    np.add.at(change, pairs.first, 1)
    np.add.at(change, pairs.end, -1)
    return change[:-1].cumsum()


def _count_between(words: Words, likely: Ints, pairs: Pairs, side: Ints) -> dict[str, Column]:
    """How many sources, contents, cues, marks and small words stand between each word and the cue."""
    kind, shape = words.column("kind"), words.column("shape")
    kinds = {name: number for number, name in enumerate(list_kinds(), 1)}
    is_cue = np.zeros(len(words), bool)
    is_cue[pairs.first] = True
    events = {
        "sources": (likely == LABELS.index("source"), 3),
        "contents": (likely == LABELS.index("content"), 3),
        "cues": (is_cue, 3),
        "marks": (words.in_marks == 3, 3),
        "commas": (shape == hash_text(","), 3),
        "thats": ((kind == kinds["that"]) | (kind == kinds["whether"]), 1),
        "ands": (kind == kinds["and"], 2),
    }
    edge = np.where(side == 0, pairs.first[pairs.cue], pairs.end[pairs.cue] - 1)
    low, high = np.minimum(pairs.word, edge), np.maximum(pairs.word, edge)
    inner = np.maximum(high - 1, low)
    counts: dict[str, Column] = {}
    for name, (event, most) in events.items():
        total = event.cumsum()
        counts[f"{name}_between"] = np.minimum(total[inner] - total[low], most)
    return counts
