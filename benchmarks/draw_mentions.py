"""Sentences or articles in, mentions of people in them, drawn by chance, out: for a model to label."""

import re

import numpy as np
import pandas as pd

from mediakit import find_mentions, find_quotes
from mediakit.assess.passages import Passage, cut_passages, find_sentences_of
from mediakit.assess.voices import cut_stretches, find_voices

MOST_OF_A_SENTENCE = 2  # mentions
LONGEST, FEWEST_WORDS = 450, 4  # characters, words
NAME = re.compile(
    r"(?:(?:President|Sen\.|Mr\.|Mrs\.|Ms\.|Rep\.|Gov\.|Dr\.|Secretary|Judge) )?[A-Z][a-zA-Z’'é-]+"
    r"(?: [A-Z]\.)?(?: (?:de |van |bin |al-)?[A-Z][a-zA-Zé-]+){0,2}(?=[\s,.;:’'”\"?!)])"
)
PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|him|[Hh]er|[Tt]hey|them|[Hh]is)\b")
NO_NAMES = frozenset(
    """
    The A An In On At But And Or If When While As It This That These Those There For By With From To Of
    We I You What Who How Why Not No So Yes Here After Before Since Because Although Monday Tuesday
    Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December He She They His Her Their Our My New Your Its More Most Some All
    Many Now Then Also Just Even Still However Meanwhile According
""".split()
)


def find_names(sentence: str) -> list[tuple[int, int]]:
    """Spans of what looks like a person's name, and of pronouns."""
    found = [match.span() for match in PRONOUN.finditer(sentence)]
    for match in NAME.finditer(sentence):
        start, end = match.span()
        words = match.group().split()
        while words and words[0] in NO_NAMES:
            start += len(words.pop(0)) + 1
        if end - start > 2:
            found.append((start, end))
    return found


def draw_mentions(sentences: list[str], n: int, taken: set[tuple[str, int]], seed: int) -> pd.DataFrame:
    """Names and pronouns, of those not taken, in some sentences; drawn by chance."""
    random = np.random.default_rng(seed)
    rows: list[tuple[str, int, int]] = []
    for at in random.permutation(len(sentences)).tolist():
        sentence = sentences[at]
        found = [span for span in find_names(sentence) if (sentence, span[0]) not in taken]
        chosen = random.permutation(len(found))[:MOST_OF_A_SENTENCE]
        rows += [(sentence, *found[i]) for i in chosen.tolist()]
        if len(rows) >= n:
            break
    return pd.DataFrame(rows[:n], columns=["sentence", "start", "end"])


def draw_passages(texts: list[str], n: int, seed: int) -> pd.DataFrame:
    """What score_sentiment reads of some mentions: half of them in one voice, half in whole sentences."""
    articles = pd.DataFrame({"article_id": [str(at) for at in range(len(texts))], "title": "", "text": texts})
    mentions = find_mentions(articles)
    sentences = find_sentences_of(mentions, articles)
    stretches = cut_stretches(find_quotes(articles))
    voiced = cut_passages(mentions, sentences, stretches, find_voices(mentions, stretches), with_cues=True)
    whole = cut_passages(mentions, sentences)
    random = np.random.default_rng(seed)
    rows: dict[Passage, None] = {}
    for at in random.permutation(len(mentions)).tolist():
        passage = (voiced, whole)[random.integers(2)][at]
        if (
            len(passage.text) <= LONGEST
            and len(passage.text.split()) >= FEWEST_WORDS
            and passage.start < passage.end
        ):
            rows[passage] = None
        if len(rows) == n:
            break
    return pd.DataFrame(list(rows), columns=["sentence", "start", "end"])
