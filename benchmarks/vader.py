"""Seconds that score_vader takes beside vaderSentiment, and how many rows of both are the same bits.

Run from the root of the project: python -m benchmarks.vader
The news sentences are those of a corpus beside the repository; without it, those of the sample corpus and
generated ones.
"""

import random
from pathlib import Path
from statistics import median
from time import process_time

import numpy as np
import pandas as pd
from vaderSentiment import vaderSentiment as library

import mediakit as mk
from mediakit._core.sentences import find_sentences
from mediakit.assess import vader

CORPUS = Path(__file__).parents[2] / "shared" / "corpora" / "news_articles_2016_2017.parquet"
N_NEWS, N_GENERATED, N_RUNS, SEED = 20_000, 50_000, 3, 0
PLAIN = "the a of to and at on town harbour talks minister said opened nine yesterday 1945 officials".split()

analyzer = library.SentimentIntensityAnalyzer()
# How often: mostly plain words, then those that rules ask for, words of the lexicon, and emojis.
VOCABULARIES = {
    24: PLAIN,
    6: sorted(
        {*library.BOOSTER_DICT, *library.NEGATE, *library.SPECIAL_CASES, "but", "least", "no", "this", "of"}
    ),
    5: sorted(analyzer.lexicon),
    1: sorted(analyzer.emojis),
}


def generate_sentences(n: int, seed: int) -> list[str]:
    rng = random.Random(seed)
    return [generate_sentence(rng) for _ in range(n)]


def generate_sentence(rng: random.Random) -> str:
    words = []
    for vocabulary in rng.choices([*VOCABULARIES.values()], [*VOCABULARIES], k=rng.randint(0, 30)):
        word = rng.choice(vocabulary)
        word = rng.choices([word, word.upper(), word.title()], [18, 1, 1])[0]
        words.append(word + rng.choices(["", ",", "!", "?", "..."], [20, 2, 1, 1, 1])[0])
    return " ".join(words)


def news_sentences(n: int) -> tuple[list[str], str]:
    articles = pd.read_parquet(CORPUS) if CORPUS.exists() else mk.load_sample().articles
    sentences = [
        text[start:end] for text in articles["text"].dropna() for start, end in find_sentences(text)
    ][:n]
    n_missing = n - len(sentences)
    where = CORPUS.name if CORPUS.exists() else f"the sample corpus, and {n_missing:,} generated"
    return sentences + generate_sentences(n_missing, seed=SEED + 1), where


def score_with_library(sentences: list[str]) -> pd.DataFrame:
    """What one would write without the package."""
    return pd.DataFrame([analyzer.polarity_scores(sentence) for sentence in sentences])


def forget_words() -> None:
    vader._load_scorer.cache_clear()
    vader.score_vader([""])  # reads the lexicon again, which is timed for neither


def seconds(function, *arguments) -> float:
    # Of the processor, not of the clock: other programs matter less.
    start = process_time()
    function(*arguments)
    return process_time() - start


def compare(sentences: list[str], where: str) -> None:
    ours, again, theirs = [], [], []
    for _ in range(N_RUNS):
        forget_words()
        ours.append(seconds(vader.score_vader, sentences))
        again.append(seconds(vader.score_vader, sentences))
        theirs.append(seconds(score_with_library, sentences))
    bits = [
        scores.to_numpy().view(np.int64)
        for scores in (vader.score_vader(sentences), score_with_library(sentences))
    ]
    n_same = int((bits[0] == bits[1]).all(axis=1).sum())
    n = len(sentences)
    print(f"{n:,} sentences: {where}")
    print(f"  identical rows   {n_same:,} of {n:,} ({n_same / n:.2%})")
    print(f"  vaderSentiment   {median(theirs):8.2f} s  {1e6 * median(theirs) / n:6.1f} µs a sentence")
    for label, taken in (("score_vader", ours), ("  words known", again)):
        ratio = median(theirs) / median(taken)
        each = 1e6 * median(taken) / n
        print(f"  {label:<16} {median(taken):8.2f} s  {each:6.1f} µs a sentence, {ratio:.1f} times as fast")


def main() -> None:
    compare(*news_sentences(N_NEWS))
    compare(generate_sentences(N_GENERATED, SEED), f"generated, seed {SEED}")


if __name__ == "__main__":
    main()
