"""Articles with their attributions in, a model that finds such attributions in other articles out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit._core.errors import InputError, TableError
from mediakit._core.tables import check_columns
from mediakit.annotate import judge, linker, tagger
from mediakit.annotate.attributions import EAGERNESS
from mediakit.annotate.features import Floats, Ints, Table, find_rows
from mediakit.annotate.fitting import Examples, Fitted, Settings, fit_chain
from mediakit.annotate.linker import Links, Pairs
from mediakit.annotate.quote_model import QuoteModel, Scorer
from mediakit.annotate.trees import fit_trees
from mediakit.annotate.weights import Weights
from mediakit.annotate.words import Words, find_words

# Each step learns from what the step before says of articles it has not seen: a step that learned from its
# predecessor's memory of the training articles would trust it too much.
_FOLDS = 5
_WORDS = Settings(epochs=5, dropout=0.5)
_PAIRS = Settings(epochs=4, dropout=0.3)
_TREES, _SPEAKER_TREES = 250, 60


@dataclass(frozen=True)
class Gold:
    """Annotated attributions as ranges of words.

    Attributes
    ----------
    cue, source : array of int, shape (attributions, 2)
        First word and end; -1 where there is no source.
    content : array of int, shape (stretches, 3)
        Attribution, first word and end.
    """

    cue: Ints
    source: Ints
    content: Ints


def train_quotes(articles: pd.DataFrame, attributions: pd.DataFrame, *, seed: int = 0) -> QuoteModel:
    """Learn to find attributions from annotated articles.

    Parameters
    ----------
    articles : DataFrame
        Columns `article_id` and `text`.
    attributions : DataFrame
        A row an attribution: `article_id`, `content_spans` (list of start and end), `cue_start`, `cue_end`,
        `source_start`, `source_end` (missing where the text names no source). Offsets count characters.
        Attributions without a cue are not learned from.
    seed : int, default 0
        Seed of the folds and of the order of learning. The same input and seed give the same model.

    Returns
    -------
    QuoteModel
        With `save(path)`. Some 800 articles with 20,000 attributions take about five minutes on one core.

    Raises
    ------
    TableError
        When a column is missing, an article is unknown, or fewer than ten articles are given.
    InputError
        When there is too little to learn from.
    """
    words, gold = _read_gold(articles, attributions)
    fold = (np.random.default_rng(seed).permutation(len(articles)) % _FOLDS)[words.text]
    tag_scorer, (probabilities, likely, eager) = _learn_tags(words, gold, fold, seed)
    pairs = linker.find_pairs(words, eager)
    labels, owner = label_pairs(words, gold, pairs)
    if (owner < 0).all():
        raise InputError(
            f"None of the {len(gold.cue)} cues was found again in articles held back: too few to learn "
            "from, or annotated without a pattern. Give more annotated articles."
        )
    table = linker.describe_pairs(words, probabilities, likely, pairs)
    link_scorer, links = _learn_links(words, table, pairs, labels, owner, fold, seed)
    described = judge.describe_drafts(words, probabilities, pairs, links)
    is_right, has_speaker = rate_drafts(pairs, labels, links.labels, owner)
    return QuoteModel(
        tag_scorer,
        link_scorer,
        fit_trees(described, is_right, n_trees=_TREES, seed=seed),
        fit_trees(described[is_right], has_speaker[is_right], n_trees=_SPEAKER_TREES, seed=seed),
    )


def _learn_tags(words: Words, gold: Gold, fold: Ints, seed: int) -> tuple[Scorer, tuple[Floats, Ints, Ints]]:
    """A tagger, and what taggers that have not seen a word's article say of it."""
    rows = find_rows(tagger.describe_words(words), tagger.TEMPLATES, _WORDS.n_bits)
    examples = Examples(rows, label_words(words, gold), tagger.find_gaps(words), words.line)

    def fit(some: Examples) -> Fitted:
        return fit_chain(some, len(tagger.LABELS), tagger.N_GAPS, _WORDS, seed=seed)

    probabilities = np.zeros((len(words), len(tagger.LABELS)), np.float32)
    likely, eager = np.zeros(len(words), np.int64), np.zeros(len(words), np.int64)
    for number in range(_FOLDS):
        held = fold == number
        fitted, part = fit(examples.take(~held)), examples.take(held)
        probabilities[held], likely[held], eager[held] = tagger.decode(
            _sum_rows(part.rows, fitted), part.gaps, part.line, fitted.chain, EAGERNESS
        )
    return _round(fit(examples)), (probabilities, likely, eager)


def _learn_links(
    words: Words, table: Table, pairs: Pairs, labels: Ints, owner: Ints, fold: Ints, seed: int
) -> tuple[Scorer, Links]:
    """A linker, and what linkers that have not seen a cue's article make of it; they learn from true cues."""
    examples = Examples(
        find_rows(table, linker.TEMPLATES, _PAIRS.n_bits), labels, linker.find_gaps(words, pairs), pairs.cue
    )
    true = owner[pairs.cue] >= 0

    def fit(some: NDArray[np.bool_]) -> Fitted:
        return fit_chain(examples.take(some), len(linker.LINKS), linker.N_GAPS, _PAIRS, seed=seed)

    found = np.zeros(len(pairs), np.int64)
    probabilities = np.zeros((len(pairs), len(linker.LINKS)), np.float32)
    for number in range(_FOLDS):
        held = fold[pairs.word] == number
        fitted, part = fit(true & ~held), examples.take(held)
        links = linker.decode(_sum_rows(part.rows, fitted), part.gaps, part.line, fitted.chain)
        found[held], probabilities[held] = links.labels, links.probabilities
    return _round(fit(true)), Links(found, probabilities)


def _round(fitted: Fitted) -> Scorer:
    return Scorer(Weights.round(fitted.weights), fitted.chain)


def _sum_rows(rows: NDArray[np.int32], fitted: Fitted) -> Floats:
    total = np.zeros((len(rows), fitted.weights.shape[1]), np.float32)
    for column in rows.T:
        total += fitted.weights.take(column, axis=0)
    return total


def label_words(words: Words, gold: Gold) -> Ints:
    """The label of each word, as a position in `tagger.LABELS`."""
    labels = np.zeros(len(words), np.int64)
    with_source = gold.source[gold.source[:, 0] >= 0]
    for name, ranges in (("content", gold.content[:, 1:]), ("source", with_source), ("cue", gold.cue)):
        begin = tagger.LABELS.index(name)
        for first, end in ranges.tolist():
            labels[first:end] = begin + 1
            labels[first : first + 1] = begin
    return mend_labels(labels, words.line)


def mend_labels(labels: Ints, line: Ints) -> Ints:
    """Labels in which whatever goes on without its own beginning before it begins there."""
    before = np.where(np.diff(line, prepend=-1) == 0, np.concatenate([[0], labels[:-1]]), 0)
    broken = (labels > 0) & (labels % 2 == 0) & (before != labels) & (before != labels - 1)
    mended: Ints = labels - broken
    return mended


def label_pairs(words: Words, gold: Gold, pairs: Pairs) -> tuple[Ints, Ints]:
    """Label of each pair, as a position in `linker.LINKS`, and the attribution each cue stands for, or -1."""
    owner = match_cues(gold, pairs, len(words))
    labels = np.zeros(len(pairs), np.int64)
    bounds = np.searchsorted(pairs.cue, np.arange(len(owner) + 1))
    content_of = np.searchsorted(gold.content[:, 0], np.arange(len(gold.cue) + 1))
    for cue, attribution in enumerate(owner.tolist()):
        if attribution < 0:
            continue
        here = slice(bounds[cue], bounds[cue + 1])
        word = pairs.word[here]
        own = (word < pairs.first[cue]) | (word >= pairs.end[cue])
        contents = gold.content[content_of[attribution] : content_of[attribution + 1], 1:]
        for begin, ranges in ((1, gold.source[attribution : attribution + 1]), (3, contents)):
            for first, end in ranges.tolist():
                at = here.start + np.flatnonzero((word >= first) & (word < end) & own)
                labels[at] = begin + 1
                labels[at[:1]] = begin
    return mend_labels(labels, pairs.cue), owner


def match_cues(gold: Gold, pairs: Pairs, n_words: int) -> Ints:
    """The attribution whose cue each found cue shares most words with, and is shared most by; -1 for none."""
    at = np.full(n_words, -1)
    for number, (first, end) in enumerate(gold.cue.tolist()):
        at[first:end] = number
    cue = np.repeat(np.arange(len(pairs.first)), pairs.end - pairs.first)
    word = np.concatenate([np.arange(a, z) for a, z in zip(pairs.first, pairs.end, strict=True)] or [at[:0]])
    shared = (
        pd.DataFrame({"cue": cue, "gold": at[word]}).query("gold >= 0").value_counts(sort=False).reset_index()
    )
    shared = shared.sort_values("count", ascending=False, kind="stable")
    shared = shared.drop_duplicates("gold").drop_duplicates("cue")
    owner = np.full(len(pairs.first), -1)
    owner[shared["cue"].to_numpy()] = shared["gold"].to_numpy()
    return owner


def rate_drafts(
    pairs: Pairs, labels: Ints, found: Ints, owner: Ints
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether each draft's content shares half its words with the annotated one, and its source one word."""
    n = len(owner)
    both = np.bincount(pairs.cue, (labels >= 3) & (found >= 3), n)
    either = np.bincount(pairs.cue, (labels >= 3) | (found >= 3), n)
    named, given = ((some == 1) | (some == 2) for some in (labels, found))
    shared = np.bincount(pairs.cue, named & given, n) > 0
    nobody = np.bincount(pairs.cue, named | given, n) == 0
    return (owner >= 0) & (both > 0) & (2 * both >= either), shared | nobody


def _read_gold(articles: pd.DataFrame, attributions: pd.DataFrame) -> tuple[Words, Gold]:
    """Words of the articles, and the attributions as ranges of them."""
    check_columns(articles, ["article_id", "text"], "The articles table")
    needed = ["article_id", "content_spans", "cue_start", "cue_end", "source_start", "source_end"]
    check_columns(attributions, needed, "The attributions table")
    number = {article: at for at, article in enumerate(articles["article_id"])}
    unknown = set(attributions["article_id"]) - set(number)
    if unknown or len(articles) < 2 * _FOLDS:
        raise TableError(
            f"Training needs at least {2 * _FOLDS} articles and attributions of these articles alone; got "
            f"{len(articles)} articles and {len(unknown)} unknown article_id, such as {sorted(unknown)[:1]}."
        )
    words = find_words(articles["text"].tolist())
    first = np.searchsorted(words.text, np.arange(len(articles) + 1))

    def find_range(article: str, start: int, end: int) -> tuple[int, int]:
        at = number[article]
        here = slice(first[at], first[at + 1])
        low = np.searchsorted(words.end[here], start, "right")
        high = np.searchsorted(words.start[here], end, "left")
        return int(first[at] + low), int(first[at] + high)

    cues: list[tuple[int, int]] = []
    sources: list[tuple[int, int]] = []
    contents: list[tuple[int, ...]] = []
    for row in attributions[needed].dropna(subset=["cue_start"]).to_dict("records"):
        article = row["article_id"]
        contents += [(len(cues), *find_range(article, *span)) for span in row["content_spans"]]
        named = not pd.isna(row["source_start"])
        sources.append(find_range(article, row["source_start"], row["source_end"]) if named else (-1, -1))
        cues.append(find_range(article, row["cue_start"], row["cue_end"]))
    return words, Gold(
        np.array(cues, np.int64).reshape(-1, 2),
        np.array(sources, np.int64).reshape(-1, 2),
        np.array(contents, np.int64).reshape(-1, 3),
    )
