"""Words a second that a codebook of 100, 1,000 and 10,000 cues takes, beside what one would write without it.

Run from the root of the project: python -m benchmarks.frames
Beside the package stand scikit-learn's CountVectorizer with the cues as vocabulary, which counts but gives no
places, and a compiled regular expression of all cues. Cues are phrases of one to three words of articles that
are not searched; each tool gets the same. The dense ones hit a word in four, more than any codebook does; the
sparse ones leave out phrases of frequent words alone. Wildcards and gaps only the package knows.
"""

import random
import re
from collections import Counter
from pathlib import Path
from time import process_time

import pandas as pd
from sklearn.feature_extraction.text import CountVectorizer

import mediakit as mk
from mediakit._core.codebooks import Frame
from mediakit.assess.cues import CueMatcher

CORPUS = Path(__file__).parents[2] / "shared" / "corpora" / "news_articles_2016_2017.parquet"
SIZES, N_SEARCHED, N_RUNS, SEED = (100, 1_000, 10_000), 400, 3, 0
MAX_WORDS_OF_REGEX = 60_000  # a regular expression of 10,000 cues would take minutes
WORD = re.compile(r"[a-z]+")


def read_texts() -> list[str]:
    articles = pd.read_parquet(CORPUS) if CORPUS.exists() else mk.load_sample().articles
    return [text.lower() for text in articles["text"].dropna()]


def draw_cues(texts: list[str], frequent: set[str], n: int) -> list[str]:
    """Distinct phrases of one to three words, one word at least not among the frequent."""
    rng = random.Random(SEED)
    words_of = [WORD.findall(text) for text in texts]
    cues: dict[str, None] = {}
    for _ in range(60 * n):
        words = rng.choice(words_of)
        length = rng.choice((1, 2, 2, 3))
        if len(words) > length and len(cues) < n:
            at = rng.randrange(len(words) - length)
            phrase = words[at : at + length]
            if max(map(len, phrase)) > 3 and not frequent.issuperset(phrase):
                cues[" ".join(phrase)] = None
    return list(cues)


def with_wildcards(cues: list[str]) -> list[str]:
    """Every second cue with a star behind its first letters, or a gap between its words."""
    changed = []
    for at, cue in enumerate(cues):
        first, *rest = cue.split()
        if at % 2 or len(first) < 6:
            changed.append(cue)
        else:
            changed.append(" *{0,2} ".join([f"{first[:5]}*", *rest]))
    return list(dict.fromkeys(changed))


def best_of(search, texts: list[str]) -> tuple[float, int]:
    """Seconds of the processor of the fastest run, and what was found in it."""
    runs = []
    for _ in range(N_RUNS):
        start = process_time()
        found = search(texts)
        runs.append((process_time() - start, found))
    return min(runs)


def search_with_ours(cues: list[str]):
    frames = [Frame(name=str(at), definition="drawn", cues=tuple(cues[at::10])) for at in range(10)]
    matcher = CueMatcher(frames)
    return lambda texts: sum(len(matcher.find_cues(text)) for text in texts)


def search_with_vectorizer(cues: list[str]):
    vectorizer = CountVectorizer(vocabulary=cues, ngram_range=(1, 3), token_pattern=r"(?u)\b\w+\b")
    return lambda texts: int(vectorizer.transform(texts).sum())


def search_with_regex(cues: list[str]):
    longest_first = sorted(cues, key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")
    return lambda texts: sum(len(pattern.findall(text)) for text in texts)


def compare(label: str, cues: list[str], texts: list[str]) -> None:
    print(label)
    few = texts[: next(at for at in range(1, len(texts) + 1) if count(texts[:at]) > MAX_WORDS_OF_REGEX)]
    tools = (
        ("mediakit", search_with_ours, lambda some: some, texts),
        ("mediakit, wildcards and gaps", search_with_ours, with_wildcards, texts),
        ("CountVectorizer", search_with_vectorizer, lambda some: some, texts),
        ("regular expression", search_with_regex, lambda some: some, few),
    )
    for name, make, change, searched in tools:
        speeds = []
        for size in SIZES:
            seconds, found = best_of(make(change(cues[:size])), searched)
            speeds.append(count(searched) / seconds)
            print(f"  {name:<30} {size:>6,} cues {speeds[-1]:>11,.0f} words a second, {found:,} found")
        print(f"  {'':<30} 10,000 beside 100: {speeds[0] / speeds[-1]:.2f} times the time")


def count(texts: list[str]) -> int:
    return sum(len(WORD.findall(text)) for text in texts)


def main() -> None:
    texts = read_texts()
    searched, others = texts[:N_SEARCHED], texts[N_SEARCHED:] or texts
    counts = Counter(word for text in others for word in WORD.findall(text))
    frequent = {word for word, _ in counts.most_common(3_000)}
    print(f"{count(searched):,} words of {len(searched):,} articles")
    compare("sparse cues", draw_cues(others, frequent, SIZES[-1]), searched)
    compare("dense cues", draw_cues(others, set(), SIZES[-1]), searched)


if __name__ == "__main__":
    main()
