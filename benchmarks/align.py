"""Time, memory and quality of align_quotes as a corpus grows to 100,000 quotations.

Run from the root of the project: python -m benchmarks.align [--sizes 1000 10000 30000 100000]
Beside it, where it can be waited for, what a user would use instead: each quotation held against all others
of the same speaker and window with difflib's ratio.

The words come from a chain in which each word has a few frequent followers, so that phrases recur. A third of
the statements are run by several of twelve outlets: the same, trimmed by half, with an ellipsis, in capitals
with other marks, or with every fifth word exchanged; 400 speakers, 120 days, four quotations an article.
"""

import argparse
import resource
import subprocess
import sys
import time
from difflib import SequenceMatcher
from itertools import combinations

import numpy as np
import pandas as pd

from mediakit.compare.alignments import align_quotes

SIZES = (1_000, 10_000, 30_000, 100_000)
LOOP_UP_TO = 10_000
N_WORDS, N_FOLLOWERS, N_OUTLETS, N_SPEAKERS, N_DAYS = 20_000, 40, 12, 400, 120


class Chain:
    """Made-up text in which some words and phrases are frequent."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        letters = np.array(list("abcdefghijklmnoprstuvz"))
        self.words = ["".join(rng.choice(letters, rng.integers(2, 10))) for _ in range(N_WORDS)]
        frequent = 1 / np.arange(1, N_WORDS + 1)
        self.chances = np.cumsum(frequent / frequent.sum())
        self.followers = self.draw((N_WORDS, N_FOLLOWERS))

    def draw(self, shape: tuple[int, ...]) -> np.ndarray:
        return np.searchsorted(self.chances, self.rng.random(shape))

    def text(self, n: int) -> list[str]:
        at, words = int(self.draw((1,))[0]), []
        for step in self.rng.integers(0, N_FOLLOWERS, n):
            words.append(self.words[at])
            at = int(self.followers[at, step]) if self.rng.random() < 0.7 else int(self.draw((1,))[0])
        return words

    def exchange(self, words: list[str]) -> list[str]:
        return [self.words[int(self.draw((1,))[0])] if i % 5 == 4 else word for i, word in enumerate(words)]


def change(chain: Chain, words: list[str], way: int) -> str:
    third = len(words) // 3
    versions = (
        lambda: words,
        lambda: words[: len(words) // 2],
        lambda: [*words[:third], "…", *words[2 * third :]],
        lambda: [word.upper() for word in words],
        lambda: chain.exchange(words),
    )
    return " ".join(versions[way]())


def simulate(n_quotes: int, seed: int = 0) -> tuple[pd.DataFrame, pd.DataFrame]:
    rng = np.random.default_rng(seed)
    chain = Chain(rng)
    quotes, truth = [], 0
    while len(quotes) < n_quotes:
        words = chain.text(int(rng.integers(8, 45)))
        speaker, day = f"Speaker {rng.zipf(1.5) % N_SPEAKERS}", int(rng.integers(0, N_DAYS))
        outlets = rng.permutation(N_OUTLETS)[: rng.integers(2, 7) if rng.random() < 1 / 3 else 1]
        for number, outlet in enumerate(outlets.tolist()):
            text = " ".join(words) if number == 0 else change(chain, words, int(rng.integers(0, 5)))
            quotes.append((truth, speaker, day + int(rng.integers(0, 2)), outlet, text))
        truth += 1
    table = pd.DataFrame(quotes[:n_quotes], columns=["truth", "actor", "day", "outlet", "text"])
    table = table.sort_values(["outlet", "day"], ignore_index=True)
    place = table.groupby(["outlet", "day"]).cumcount() // 4
    table["article_id"] = [
        f"{o}-{d}-{n}" for o, d, n in zip(table["outlet"], table["day"], place, strict=True)
    ]
    table["quote_id"] = [f"q{at}" for at in range(n_quotes)]
    table = table.assign(field="text", start=0, end=0, in_marks=True, use="speech")
    grouped = table.groupby("article_id", sort=False)
    articles = grouped.agg(
        outlet=("outlet", "first"), day=("day", "first"), text=("text", " ".join)
    ).reset_index()
    articles["outlet"] = articles["outlet"].map("Outlet {}".format)
    articles["text"] = articles["text"] + [" ".join(chain.text(200)) for _ in range(len(articles))]
    articles["published"] = pd.Timestamp("2024-01-01", tz="UTC") + pd.to_timedelta(articles["day"], unit="D")
    return articles.drop(columns="day"), table.drop(columns=["outlet", "day"])


def by_align_quotes(articles: pd.DataFrame, quotes: pd.DataFrame) -> set[tuple[str, str]]:
    aligned = align_quotes(articles, quotes)
    ran = aligned[aligned["status"] != "absent"]
    return pairs_of(ran.groupby("statement_id")["quote_id"])


def by_difflib(articles: pd.DataFrame, quotes: pd.DataFrame) -> set[tuple[str, str]]:
    table = quotes.merge(articles[["article_id", "published"]], on="article_id")
    found = set()
    for _, part in table.groupby("actor"):
        rows = list(zip(part["quote_id"], part["published"], part["text"].str.casefold(), strict=True))
        for (one, at, text), (other, then, words) in combinations(rows, 2):
            if abs(at - then) <= pd.Timedelta(days=3):
                matcher = SequenceMatcher(None, text.split(), words.split(), autojunk=False)
                if matcher.quick_ratio() >= 0.6 and matcher.ratio() >= 0.6:
                    found.add(tuple(sorted((one, other))))
    return found


def pairs_of(groups: pd.api.typing.SeriesGroupBy) -> set[tuple[str, str]]:
    return {
        tuple(sorted(pair))
        for _, ids in groups
        for pair in combinations(ids.dropna(), 2)
        if len(set(pair)) == 2
    }


def measure(way: str, n_quotes: int) -> None:
    articles, quotes = simulate(n_quotes)
    before = peak_megabytes()
    start, wall = time.process_time(), time.perf_counter()
    found = {"align_quotes": by_align_quotes, "difflib": by_difflib}[way](articles, quotes)
    seconds, wall = time.process_time() - start, time.perf_counter() - wall
    true = pairs_of(quotes.groupby("truth")["quote_id"])
    right = len(found & true)
    print(
        f"{way:<13} {n_quotes:>7,} quotations {seconds:7.1f} s of processor, {wall:7.1f} s  "
        f"peak {peak_megabytes():5.0f} MB (before: {before:.0f})  "
        f"precision {right / max(len(found), 1):.3f}  recall {right / len(true):.3f}",
        flush=True,
    )


def peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--only", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        measure(options.only[0], int(options.only[1]))
        return
    for n_quotes in options.sizes:  # a process each, so that peaks of memory are their own
        for way in ("align_quotes", "difflib") if n_quotes <= LOOP_UP_TO else ("align_quotes",):
            command = [sys.executable, "-m", "benchmarks.align", "--only", way, str(n_quotes)]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
