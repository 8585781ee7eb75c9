"""Words around a target in, the probabilities that they are negative, neutral or positive toward it out."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from scipy.sparse import csr_matrix

from mediakit.assess.news_recurrence import Steps, run_recurrences
from mediakit.assess.news_words import N_FORMS, N_PLACES, Floats, Words

LABELS = ("negative", "neutral", "positive")


@dataclass(frozen=True)
class Network:
    """Weights of two recurrences over words, attention over what they give, and a layer of units.

    Attributes
    ----------
    place, form : array, shape (N_PLACES or N_FORMS, dimensions)
        Added to a word's vector.
    inward, inward_bias : array, shape (dimensions, 6 * units) and (6 * units,)
        What a word gives to the gates and the candidate of the one recurrence, then of the other.
    across, across_bias : array, shape (2, units, 3 * units) and (2, units)
        From state to state.
    heads, head_place : array, shape (2 * units or N_PLACES, heads)
        How much a head attends to a word, from what it is and from where it stands.
    query, key : array, shape (2 * units, asking heads, breadth)
        Heads that ask: what the target's own state looks for, and what a word has to offer.
    key_place : array, shape (N_PLACES, asking heads)
        How much they attend to a word from where it stands.
    layer, layer_bias : array
        From the heads' sums, the target's own state and the highest of each unit, to hidden units.
    out, out_bias : array
        From hidden units to the three labels.
    """

    place: Floats
    form: Floats
    inward: Floats
    inward_bias: Floats
    across: Floats
    across_bias: Floats
    heads: Floats
    head_place: Floats
    query: Floats
    key: Floats
    key_place: Floats
    layer: Floats
    layer_bias: Floats
    out: Floats
    out_bias: Floats

    def multiply(self, vectors: Floats) -> Floats:
        """What words give to either recurrence, shape (2, words, 3 * units), before their place counts."""
        both = vectors @ self.inward
        return np.ascontiguousarray(both.reshape(len(both), 2, -1).transpose(1, 0, 2), np.float32)

    def multiply_places(self) -> Floats:
        """What places and forms give to either recurrence, shape (2, N_PLACES * N_FORMS, 3 * units)."""
        stands = self.multiply((self.place[:, None] + self.form).reshape(N_PLACES * N_FORMS, -1))
        return stands + self.inward_bias.reshape(2, 1, -1)

    def predict(self, products: Floats, stands: Floats, words: Words) -> Floats:
        """Probabilities, shape (passages, 3), in the order of `LABELS`.

        Parameters
        ----------
        products : array, shape (2, rows, 3 * units)
            What `multiply` makes of the rows of the table of words: done once a table, not once a word.
        stands : array, shape (2, N_PLACES * N_FORMS, 3 * units)
            What `multiply_places` gives.
        words : Words
            The words.
        """
        steps = Steps.of_words(words)
        stand = words.place * N_FORMS + words.form
        given = np.empty((2, len(words.row), products.shape[2]), products.dtype)
        for way, at in enumerate(steps.word):
            # Rows are inside the table: with "clip" they are written where they belong, without a copy.
            np.take(products[way], words.row[at], axis=0, out=given[way], mode="clip")
            given[way] += stands[way][stand[at]]
        read = run_recurrences(given, self.across, self.across_bias, steps)
        attention = attend(self.rate(read, words), words)
        hidden = np.maximum(pool(read, attention, words) @ self.layer + self.layer_bias, 0)
        return softmax(hidden @ self.out + self.out_bias)

    def rate(self, read: Floats, words: Words) -> Floats:
        """The heads' scores of each word: of those that do not ask, then of those that do."""
        plain = read @ self.heads + self.head_place[words.place]
        asked = np.tensordot(read[words.target], self.query, 1)
        offered = np.tensordot(read, self.key, 1)
        asking = (asked[words.passage] * offered).sum(axis=2) * self.key.shape[2] ** -0.5
        return np.concatenate([plain, asking + self.key_place[words.place]], axis=1)


def make_network(
    dimensions: int, units: int, n_heads: int, n_asking: int, breadth: int, hidden: int, seed: int
) -> Network:
    """A network that has learned nothing."""
    random = np.random.default_rng(seed)

    def draw(*shape: int, scale: float) -> Floats:
        return random.normal(0, scale, shape).astype(np.float32)

    read = 2 * units
    pooled = read * (n_heads + n_asking + 2)
    return Network(
        place=draw(N_PLACES, dimensions, scale=0.3),
        form=draw(N_FORMS, dimensions, scale=0.1),
        inward=draw(dimensions, 6 * units, scale=(3 * units) ** -0.5),
        inward_bias=np.zeros(6 * units, np.float32),
        across=draw(2, units, 3 * units, scale=(3 * units) ** -0.5),
        across_bias=np.zeros((2, units), np.float32),
        heads=draw(read, n_heads, scale=read**-0.5),
        head_place=np.zeros((N_PLACES, n_heads), np.float32),
        query=draw(read, n_asking, breadth, scale=read**-0.5),
        key=draw(read, n_asking, breadth, scale=read**-0.5),
        key_place=np.zeros((N_PLACES, n_asking), np.float32),
        layer=draw(pooled, hidden, scale=pooled**-0.5),
        layer_bias=np.zeros(hidden, np.float32),
        out=draw(hidden, len(LABELS), scale=0.05),
        out_bias=np.zeros(len(LABELS), np.float32),
    )


def attend(scores: Floats, words: Words) -> Floats:
    """Each head's scores as shares that add up to one over the words of a passage."""
    raised = np.exp(scores - np.maximum.reduceat(scores, words.first)[words.passage])
    return np.asarray(raised / np.add.reduceat(raised, words.first)[words.passage], scores.dtype)


def pool(read: Floats, attention: Floats, words: Words) -> Floats:
    """One row a passage: the heads' sums, the target's own state, and the highest of each unit."""
    n_words, n_heads = attention.shape
    ends = np.append(words.first, n_words) + n_words * np.arange(n_heads)[:, None]
    within = (
        attention.T.ravel(),
        np.tile(np.arange(n_words), n_heads),
        np.append(ends[:, :-1].ravel(), ends[-1, -1]),
    )
    sums = csr_matrix(within, shape=(n_heads * len(words.first), n_words)) @ read
    by_passage = sums.reshape(n_heads, len(words.first), -1).transpose(1, 0, 2).reshape(len(words.first), -1)
    return np.concatenate([by_passage, read[words.target], np.maximum.reduceat(read, words.first)], axis=1)


def softmax(scores: Floats) -> Floats:
    """Rows of scores as probabilities."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), scores.dtype)


def name_weights() -> list[str]:
    """The names of a network's arrays, in order."""
    return [part.name for part in fields(Network)]
