"""Articles a second and peak memory of the search for attributions, beside a parse by spaCy's small model.

Run from the root of the project: python -m benchmarks.quotes
The articles are those of a corpus beside the repository, or else of the sample corpus. The parse is what
other extractors need before they begin; it is timed when spaCy and en_core_web_sm are installed.
"""

import resource
import tracemalloc
from pathlib import Path
from statistics import median
from time import process_time

import pandas as pd

import mediakit as mk
from mediakit.annotate.attributions import find_attributions

CORPUS = Path(__file__).parents[2] / "shared" / "corpora" / "news_articles_2016_2017.parquet"
N_ARTICLES, N_PARSED, N_RUNS = 500, 50, 3
WORDS_OF_A_LONG_TEXT = 200_000


def news_texts() -> tuple[list[str], str]:
    articles = pd.read_parquet(CORPUS) if CORPUS.exists() else mk.load_sample().articles
    return articles["text"].dropna().tolist()[
        :N_ARTICLES
    ], CORPUS.name if CORPUS.exists() else "sample corpus"


def seconds(function, *arguments) -> float:
    """Median processor time of some runs."""
    times = []
    for _ in range(N_RUNS):
        start = process_time()
        function(*arguments)
        times.append(process_time() - start)
    return median(times)


def peak_megabytes(texts: list[str]) -> float:
    tracemalloc.start()
    find_attributions(texts)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def main() -> None:
    texts, where = news_texts()
    n_words = sum(len(text.split()) for text in texts)
    find_attributions(texts[:2])  # the model is read once
    ours = seconds(find_attributions, texts) / len(texts)
    print(f"{len(texts)} articles of {where}, {n_words / len(texts):.0f} words each")
    print(f"find_attributions: {1 / ours:.1f} articles a second, peak {peak_megabytes(texts):.0f} MB")
    long = " ".join(" ".join(texts).split()[:WORDS_OF_A_LONG_TEXT])
    print(
        f"one line of {len(long.split()):,} words: {seconds(find_attributions, [long]):.1f} s, "
        f"peak {peak_megabytes([long]):.0f} MB"
    )
    print(f"largest size of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")
    try:
        import spacy

        parse = spacy.load("en_core_web_sm")
    except (ImportError, OSError):
        print("spaCy: not timed. pip install spacy && python -m spacy download en_core_web_sm")
        return
    some = texts[:N_PARSED]
    theirs = seconds(lambda: list(parse.pipe(some))) / len(some)
    print(
        f"spaCy en_core_web_sm, the parse alone: {1 / theirs:.1f} articles a second; "
        f"find_attributions is {theirs / ours:.0f} times as fast"
    )


if __name__ == "__main__":
    main()
