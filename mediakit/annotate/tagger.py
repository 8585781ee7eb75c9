"""Words in, the probability that each belongs to a source, a cue or a content out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mediakit.annotate.crf import Chain, Lines, find_best, find_probabilities
from mediakit.annotate.features import (
    Column,
    Floats,
    Hashes,
    Ints,
    Table,
    bucket,
    find_edges,
    find_nearest,
    mix,
    parse_templates,
    shift,
)
from mediakit.annotate.weights import Weights
from mediakit.annotate.words import ATTRIBUTES, Words, hash_text, list_kinds

LABELS = ("none", "source", "source on", "cue", "cue on", "content", "content on")
N_GAPS = 6
# The first kinds in word_classes.tsv are words of speech, thought and will.
_LAST_SPEECH_KIND = "according"
# Added to the score of a cue's beginning for the best labels.
_LIKELY = 1.0

TEMPLATES = parse_templates(
    """
    norm[-4..4]
    norm-1 norm
    norm norm+1
    norm-2 norm-1
    norm+1 norm+2
    suffix[-1..1]
    cluster[-4..4]
    branch[-3..3]
    branch-1 branch
    branch branch+1
    branch-2 branch-1
    branch+1 branch+2
    cluster cluster+1
    cluster-1 cluster
    bough-1 bough bough+1
    bough-2 bough-1 bough
    bough bough+1 bough+2
    shape-1 shape
    shape shape+1
    shape-1 shape shape+1
    shape-2 shape-1 shape
    shape shape+1 shape+2
    form[-3..3]
    sense[-3..3]
    frame[-2..2]
    sense-1 sense
    sense sense+1
    sense frame form+1
    sense-2 sense-1 sense
    kind[-6..-4]
    kind[4..6]
    kind-1 kind kind+1
    kind-2 kind-1 kind
    kind kind+1 kind+2
    kind-3 kind-2 kind-1
    kind+1 kind+2 kind+3
    sort-1 sort
    sort sort+1
    sort-1 sort sort+1
    marks-1 marks marks+1 norm
    marks-1 marks marks+1 kind
    marks-1 marks marks+1 shape-1 shape shape+1
    from_start marks
    to_end marks
    line_from_start marks
    length marks
    opening marks
    opening_form opening_marks is_first marks
    closing norm marks
    paragraph marks kind
    mark_left marks mark_left_near
    mark_right marks mark_right_near
    mark_left mark_right marks
    kind mark_left_near mark_right_near marks mark_left_close mark_right_close
    norm mark_left_near mark_right_near marks
    left_kind left marks
    right_kind right marks
    left_norm marks left_far
    right_norm marks right_far
    left_norm left_next left
    right_norm right_next right
    left_kind right_kind marks
    left_norm kind left_far
    right_norm kind right_far
    left_kind left_next form
    right_kind right_before form
    left_kind left_before left_next left
    right_kind right_before right_next right
    left_commas left_kind marks
    right_commas right_kind marks
    left_commas right_commas left_kind right_kind
    left_commas form
    right_commas form
    """
)


def tag_words(words: Words, weights: Weights, chain: Chain, eagerness: float) -> tuple[Floats, Ints, Ints]:
    """Probabilities of the labels, the best labels, and the best labels when cues are searched eagerly.

    Parameters
    ----------
    words : Words
    weights : Weights
    chain : Chain
    eagerness : float
        What is added to the score of a cue's beginning: the higher, the more cues are looked at.

    Returns
    -------
    probabilities : array of float, shape (words, labels)
    likely, eager : array of int, shape (words,)
        Labels as positions in `LABELS`.
    """
    scores = weights.sum_up(describe_words(words), TEMPLATES)
    return decode(scores, find_gaps(words), words.line, chain, eagerness)


def decode(
    scores: Floats, gaps: Ints, line: Ints, chain: Chain, eagerness: float
) -> tuple[Floats, Ints, Ints]:
    """What `tag_words` returns, from scores of the labels at each word."""
    lines = Lines.lay(line)
    extra = np.zeros((2, len(LABELS)), np.float32)
    extra[:, LABELS.index("cue")] = _LIKELY, eagerness
    likely, eager = find_best(scores, gaps, chain, lines, extra)
    return find_probabilities(scores, gaps, chain, lines), likely, eager


def find_gaps(words: Words) -> Ints:
    """The kind of gap before each word, which the step from one label to the next depends on."""
    before = shift(words.column("shape"), -1, words.line)
    first = np.diff(words.sentence, prepend=-1) != 0
    mark = (words.in_marks == 3) | (shift(words.in_marks, -1, words.line) == 3)
    inside = words.in_marks == 1
    comma = before == hash_text(",")
    return np.select([first & inside, first, mark, comma, inside], [1, 2, 3, 4, 5], 0)


def describe_words(words: Words) -> Table:
    """Everything the templates ask of each word."""
    vocabulary = describe_vocabulary(words)
    columns = {
        name: vocabulary[name].take(words.code) for name in ("norm", "form", "shape", "kind", "syntax")
    }
    own = _describe_place(words, columns) | _describe_marks(words) | _describe_speech(words, columns)
    places = {"marks": words.in_marks}
    return Table(words, vocabulary, places, {"": np.arange(len(words))}, own)


def describe_vocabulary(words: Words) -> dict[str, Hashes]:
    """What is known of each distinct word; the last value of a column, 0, stands for no word."""
    columns = dict(zip(ATTRIBUTES, words.vocabulary.T, strict=True))
    columns["form"] = mix(columns["kind"], columns["shape"])
    columns["sort"] = mix(columns["kind"], columns["part"], columns["ending"])
    columns["sense"] = mix(columns["verb"], columns["noun"], columns["part"])
    columns["syntax"] = mix(columns["kind"], columns["part"], columns["shape"])
    return {name: np.append(column, np.uint32(0)) for name, column in columns.items()}


def is_speech(words: Words) -> NDArray[np.bool_]:
    """Whether each word is one of speech, thought or will."""
    kind = words.column("kind")
    return (kind > 0) & (kind <= list_kinds().index(_LAST_SPEECH_KIND) + 1)


def _describe_place(words: Words, columns: dict[str, Column]) -> dict[str, Column]:
    at = np.arange(len(words))
    first, last = find_edges(words.sentence)
    text_first, _ = find_edges(words.text)
    return {
        "from_start": bucket(at - first),
        "to_end": bucket(last - at),
        "line_from_start": bucket(at - find_edges(words.line)[0]),
        "length": bucket(last - first),
        "opening": columns["norm"][first],
        "opening_form": columns["form"][first],
        "opening_marks": words.in_marks[first],
        "is_first": at == first,
        "closing": columns["shape"][last],
        "paragraph": np.minimum(words.line - words.line[text_first], 3),
    }


def _describe_marks(words: Words) -> dict[str, Column]:
    columns: dict[str, Column] = {}
    at = np.arange(len(words))
    for name, before in (("mark_left", True), ("mark_right", False)):
        mark = find_nearest(words.in_marks == 3, words.line, before=before)
        columns[name] = np.where(mark >= 0, bucket(abs(at - mark)), 99)
        columns[f"{name}_near"] = (mark >= 0) & (words.sentence[mark] == words.sentence)
        columns[f"{name}_close"] = columns[name] < 3
    return columns


def _describe_speech(words: Words, columns: dict[str, Column]) -> dict[str, Column]:
    """What the nearest words of speech on either side are, how far, and what stands around them."""
    found: dict[str, Column] = {}
    at = np.arange(len(words))
    n_commas = np.cumsum(words.column("shape") == hash_text(","))
    neighbours = {
        "kind": columns["kind"],
        "norm": columns["norm"],
        "next": shift(columns["syntax"], 1, words.line),
        "before": shift(columns["syntax"], -1, words.line),
    }
    for side, before in (("left", True), ("right", False)):
        word = find_nearest(is_speech(words), words.sentence, before=before)
        found[side] = np.where(word >= 0, bucket(abs(at - word)), 99)
        found[f"{side}_far"] = found[side] > 3
        found[f"{side}_commas"] = np.where(word >= 0, np.minimum(abs(n_commas - n_commas[word]), 3), 9)
        for name, values in neighbours.items():
            found[f"{side}_{name}"] = np.where(word >= 0, values[word], 0)
    return found
