"""Words around a target in, the probabilities that they are negative, neutral or positive toward it out."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from mediakit.assess.news_words import N_FORMS, N_PLACES, Floats, Ints, Words

LABELS = ("negative", "neutral", "positive")
# Words apart: the first convolution reads neighbours, the second the words next but one.
STEPS = (1, 2)


@dataclass(frozen=True)
class Network:
    """Weights of two convolutions over words, attention over what they give, and a layer of units.

    Attributes
    ----------
    place, form : array, shape (N_PLACES or N_FORMS, dimensions)
        Added to a word's vector.
    near, far : array, shape (dimensions, 3 * units)
        Convolutions: weights of the word to the left, of the word itself, of the word to the right.
    near_bias, far_bias : array, shape (units,)
    heads, head_place : array, shape (units or N_PLACES, heads)
        How much each head attends to a word, from what it is and from where it stands.
    layer, layer_bias : array
        From the heads' sums, the target's own word and the highest of each unit, to hidden units.
    out, out_bias : array
        From hidden units to the three labels.
    """

    place: Floats
    form: Floats
    near: Floats
    near_bias: Floats
    far: Floats
    far_bias: Floats
    heads: Floats
    head_place: Floats
    layer: Floats
    layer_bias: Floats
    out: Floats
    out_bias: Floats

    def predict(self, products: Floats, words: Words) -> Floats:
        """Probabilities, shape (passages, 3), in the order of `LABELS`.

        Parameters
        ----------
        products : array, shape (words, 3 * units)
            The words' vectors times `near`: taken once for a table of words, not once a word.
        words : Words
            The words.
        """
        products = products + (self.place @ self.near)[words.place] + (self.form @ self.near)[words.form]
        near = np.maximum(combine(products, self.near_bias, words.passage, STEPS[0]), 0)
        read = near + np.maximum(convolve(near, self.far, self.far_bias, words.passage, STEPS[1]), 0)
        attention = attend(read @ self.heads + self.head_place[words.place], words)
        hidden = np.maximum(pool(read, attention, words) @ self.layer + self.layer_bias, 0)
        return softmax(hidden @ self.out + self.out_bias)


def make_network(dimensions: int, units: int, n_heads: int, hidden: int, seed: int) -> Network:
    """A network that has learned nothing."""
    random = np.random.default_rng(seed)

    def draw(*shape: int, scale: float) -> Floats:
        return random.normal(0, scale, shape).astype(np.float32)

    pooled = units * (n_heads + 2)
    return Network(
        place=draw(N_PLACES, dimensions, scale=0.3),
        form=draw(N_FORMS, dimensions, scale=0.1),
        near=draw(dimensions, 3 * units, scale=(3 * dimensions) ** -0.5),
        near_bias=np.zeros(units, np.float32),
        far=draw(units, 3 * units, scale=(3 * units) ** -0.5),
        far_bias=np.zeros(units, np.float32),
        heads=draw(units, n_heads, scale=units**-0.5),
        head_place=np.zeros((N_PLACES, n_heads), np.float32),
        layer=draw(pooled, hidden, scale=pooled**-0.5),
        layer_bias=np.zeros(hidden, np.float32),
        out=draw(hidden, len(LABELS), scale=0.05),
        out_bias=np.zeros(len(LABELS), np.float32),
    )


def convolve(values: Floats, weights: Floats, bias: Floats, passage: Ints, step: int) -> Floats:
    """Each word's units from itself and from the words `step` to the left and right in its passage."""
    return combine(values @ weights, bias, passage, step)


def combine(products: Floats, bias: Floats, passage: Ints, step: int) -> Floats:
    """The same from what each word gives to its right neighbour, to itself and to its left neighbour."""
    units = len(bias)
    total = products[:, units : 2 * units] + bias
    same = (passage[step:] == passage[:-step])[:, None]
    total[step:] += products[:-step, :units] * same
    total[:-step] += products[step:, 2 * units :] * same
    return total


def attend(scores: Floats, words: Words) -> Floats:
    """Each head's scores as shares that add up to one over the words of a passage."""
    raised = np.exp(scores - np.maximum.reduceat(scores, words.first)[words.passage])
    return np.asarray(raised / np.add.reduceat(raised, words.first)[words.passage], np.float32)


def pool(read: Floats, attention: Floats, words: Words) -> Floats:
    """One row a passage: the heads' sums, the target's own units, and the highest of each unit."""
    sums = [np.add.reduceat(shares[:, None] * read, words.first) for shares in attention.T]
    return np.concatenate([*sums, read[words.target], np.maximum.reduceat(read, words.first)], axis=1)


def softmax(scores: Floats) -> Floats:
    """Rows of scores as probabilities."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float32)


def name_weights() -> list[str]:
    """The names of a network's arrays, in order."""
    return [part.name for part in fields(Network)]
