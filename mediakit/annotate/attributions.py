"""Texts in; who says what in them, and how it is introduced, out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from mediakit.annotate.features import Floats
from mediakit.annotate.judge import Drafts, describe_drafts, make_drafts
from mediakit.annotate.linker import Pairs, find_pairs, link_words
from mediakit.annotate.quote_model import QuoteModel, load_shipped
from mediakit.annotate.tagger import tag_words
from mediakit.annotate.words import Words, find_words

Span = tuple[int, int]

# Added to the score of a cue: 1.4 cues are looked at for each one that annotators marked; .85 are among them.
EAGERNESS = 3.0
# Drafts less probable than this are dropped. In cross-validation attribution F1 is flat from .27 to .30 and
# falls above, while end to end F1 still gains .001 at .33.
_THRESHOLD = 0.3
# Log odds of a right source are what the trees say, times and plus these: fitted on the development articles,
# where the trees alone said .97 and .92 were right.
_SLOPE, _OFFSET = 0.85, -0.91
# Characters worked on at once: bounds memory, and is enough for numpy to be fast.
_BATCH = 500_000
# Texts longer than two such parts are cut.
_PART = 200_000
# Signs that are no part of a content, or of a source, at its edges.
_MARKS = "“”„‟«»〝〞\"‘’‚'` \t\n\u00a0"
_COMMAS = ",;:–—"


@dataclass(frozen=True)
class Attribution:
    """One piece of direct, mixed or indirect speech.

    Attributes
    ----------
    content : tuple of spans
        What is said: half-open character offsets, in order, without quotation marks at the edges.
    cue : span or None
        The words that introduce it.
    source : span or None
        Who says it, None where the text does not tell.
    confidence : float
        Probability that the source is right, given the content.
    """

    content: tuple[Span, ...]
    cue: Span | None
    source: Span | None
    confidence: float


def find_attributions(texts: Sequence[str], *, model: QuoteModel | None = None) -> list[list[Attribution]]:
    """Who says what in each of some English texts.

    Parameters
    ----------
    texts : sequence of str
    model : QuoteModel, optional
        A model trained on other articles; by default the one the package carries.

    Returns
    -------
    list of lists of Attribution
        One list a text, in the order of the content. Contents do not overlap.

    Examples
    --------
    >>> text = "The mayor said on Monday that the bridge was safe."
    >>> [found] = find_attributions([text])[0]
    >>> [text[start:end] for start, end in (found.source, found.cue, *found.content)]
    ['The mayor', 'said', 'that the bridge was safe']
    """
    model = load_shipped() if model is None else model
    found: list[list[Attribution]] = [[] for _ in texts]
    for pieces in _batch_pieces(texts):
        words = find_words([texts[number][start:end] for number, start, end in pieces])
        for piece, attribution in _find_in_words(words, model):
            number, start, _ = pieces[piece]
            found[number].append(_move(attribution, texts[number], start))
    return [sorted((one for one in some if one.content), key=lambda one: one.content) for some in found]


def _batch_pieces(texts: Sequence[str]) -> Iterator[list[tuple[int, int, int]]]:
    """Texts, or parts of long ones cut at a line's end, in groups of similar size."""
    batch: list[tuple[int, int, int]] = []
    size = 0
    for number, text in enumerate(texts):
        start = 0
        while start < len(text):
            end = _find_cut(text, start)
            batch.append((number, start, end))
            size += end - start
            start = end
            if size >= _BATCH:
                yield batch
                batch, size = [], 0
    if batch:
        yield batch


def _find_cut(text: str, start: int) -> int:
    """Where a part that begins at `start` ends: with the text, or in a long one after a line or a word."""
    limit = start + 2 * _PART
    if len(text) <= limit:
        return len(text)
    return next((end + 1 for sign in "\n " if (end := text.rfind(sign, start + _PART, limit)) >= 0), limit)


def _find_in_words(words: Words, model: QuoteModel) -> Iterator[tuple[int, Attribution]]:
    """Number of the text and attribution, for all that are probable and do not overlap a better one."""
    if len(words) == 0:
        return
    probabilities, likely, eager = tag_words(words, model.tagger.weights, model.tagger.chain, EAGERNESS)
    pairs = find_pairs(words, eager)
    if len(pairs) == 0:
        return
    links = link_words(words, probabilities, likely, pairs, model.linker.weights, model.linker.chain)
    described = describe_drafts(words, probabilities, pairs, links)
    drafts = make_drafts(pairs, links.labels)
    chosen = list(choose_drafts(drafts, model.judge.predict(described), len(words)))
    sure = model.speaker.predict(described[[cue for cue, _ in chosen]]).tolist()
    for (cue, content), speaker in zip(chosen, sure, strict=True):
        yield int(words.text[pairs.first[cue]]), _as_attribution(words, pairs, drafts, cue, content, speaker)


def choose_drafts(
    drafts: Drafts, sure: Floats, n_words: int, threshold: float = _THRESHOLD
) -> Iterator[tuple[int, list[Span]]]:
    """Cue and content of the drafts to keep: the surest first, and no word in two contents."""
    taken = np.zeros(n_words, bool)
    first_row = np.searchsorted(drafts.content[:, 0], np.arange(len(sure) + 1))
    for cue in np.argsort(-sure, kind="stable").tolist():
        if sure[cue] < threshold:
            return
        runs = drafts.content[first_row[cue] : first_row[cue + 1], 1:].tolist()
        words = [word for start, end in runs for word in range(start, end)]
        free = [word for word in words if not taken[word]]
        if words and 2 * len(free) >= len(words):
            taken[free] = True
            yield cue, _as_ranges(free)


def _as_ranges(numbers: list[int]) -> list[Span]:
    """Increasing numbers as half-open ranges without gaps."""
    ranges: list[Span] = []
    for number in numbers:
        if ranges and ranges[-1][1] == number:
            ranges[-1] = (ranges[-1][0], number + 1)
        else:
            ranges.append((number, number + 1))
    return ranges


def _as_attribution(
    words: Words, pairs: Pairs, drafts: Drafts, cue: int, content: list[Span], speaker: float
) -> Attribution:
    def span(first: int, end: int) -> Span:
        return int(words.start[first]), int(words.end[end - 1])

    first, end = drafts.source[cue].tolist()
    return Attribution(
        tuple(span(first, end) for first, end in content),
        span(int(pairs.first[cue]), int(pairs.end[cue])),
        span(first, end) if first >= 0 else None,
        _calibrate(speaker),
    )


def _calibrate(probability: float) -> float:
    odds = math.log(max(probability, 1e-6)) - math.log(max(1 - probability, 1e-6))
    return round(1 / (1 + math.exp(-_SLOPE * odds - _OFFSET)), 4)


def _move(attribution: Attribution, text: str, by: int) -> Attribution:
    """The attribution with offsets counted from the text's beginning, without marks at the edges."""

    def moved(span: Span | None, edges: str) -> tuple[Span, ...]:
        trimmed = _trim(text, span[0] + by, span[1] + by, edges) if span else (0, 0)
        return (trimmed,) if trimmed[0] < trimmed[1] else ()

    return Attribution(
        content=tuple(span for stretch in attribution.content for span in moved(stretch, _MARKS)),
        cue=next(iter(moved(attribution.cue, " ")), None),
        source=next(iter(moved(attribution.source, _MARKS + _COMMAS)), None),
        confidence=attribution.confidence,
    )


def _trim(text: str, start: int, end: int, edges: str) -> Span:
    """A span without some signs at its edges; one of such signs alone becomes empty."""
    words = text[start:end]
    end = start + len(words.rstrip(edges))
    return min(start + len(words) - len(words.lstrip(edges)), end), end
