"""Quality of find_copies on edited copies of real articles, and its time and memory as a corpus grows.

Run from the root of the project: python -m benchmarks.copies [--full]
Beside it, in the same run, what a user would use instead: datasketch's MinHashLSH over runs of five words
(pip install datasketch) and scikit-learn's TF-IDF with cosines. The real articles are a corpus beside the
repository; without it, nothing is measured. --full adds 100,000 articles to the curve.

The articles of the curve are real ones told of other things: of the words that are not among the 1,500
commonest, each is exchanged for one about as common, the same one throughout a story. So common phrases
stay, and each story's names are its own; there are no quotation marks. Four in ten articles are copies: cut,
reworded, reordered or joined.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, "tests")
from quality.edited import COPIES, TRAPS, make_edited, pairs_of_groups, read_real, score_pairs

from mediakit.acquire.copying.copies import find_copies

SHARED = Path(__file__).parents[2] / "shared"
N_WORDS = 600
# With so many words left alone, 8 % of the runs of five words in 3,000 made stories stand in another of them,
# as in 3,000 real articles.
COMMON = 1_500
SIZES, FULL = (1_000, 3_000, 10_000, 30_000), 100_000
ALTERNATIVES_UP_TO = 3_000
Pairs = set[tuple[str, str]]


def by_find_copies(articles: pd.DataFrame) -> Pairs:
    return pairs_of_groups(find_copies(articles))


def by_minhash(articles: pd.DataFrame, threshold: float = 0.5) -> Pairs:
    """Pairs whose sets of five-word runs are alike, by datasketch with its 128 permutations."""
    from datasketch import MinHash, MinHashLSH

    index, hashes = MinHashLSH(threshold=threshold), {}
    for key, text in zip(articles["article_id"], articles["text"], strict=True):
        words = text.casefold().split()
        hashes[key] = one = MinHash()
        one.update_batch([" ".join(words[at : at + 5]).encode() for at in range(len(words) - 4)])
        index.insert(key, one)
    return {
        tuple(sorted((key, other)))
        for key, one in hashes.items()
        for other in index.query(one)
        if other != key and one.jaccard(hashes[other]) >= threshold
    }


def by_cosine(articles: pd.DataFrame, threshold: float = 0.7) -> Pairs:
    """Pairs whose TF-IDF vectors are near, by scikit-learn, some hundred articles at a time."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(sublinear_tf=True).fit_transform(articles["text"])
    ids, found = articles["article_id"].to_numpy(), set()
    for start in range(0, len(ids), 500):
        near = (vectors[start : start + 500] @ vectors.T).tocoo()
        keep = (near.data >= threshold) & (near.row + start != near.col)
        found |= {
            tuple(sorted(pair)) for pair in zip(ids[near.row[keep] + start], ids[near.col[keep]], strict=True)
        }
    return found


METHODS: dict[str, Callable[[pd.DataFrame], Pairs]] = {
    "find_copies": by_find_copies,
    "MinHashLSH .5": by_minhash,
    "TF-IDF cosine .7": by_cosine,
}


def print_quality(n: int) -> None:
    articles, pairs = make_edited(read_real(SHARED), n)
    scores = {}
    for name, method in METHODS.items():
        try:
            start = time.process_time()
            scores[name] = score_pairs(method(articles), pairs)
            scores[name]["seconds"] = time.process_time() - start
        except ImportError as error:
            print(f"{name}: not measured, {error}")
    print(f"{len(articles):,} real articles and edited copies, {n} pairs of each kind; share of pairs found,")
    print("of traps the share stepped into; precision of all pairs put together")
    rows = ["precision", *COPIES, "woven", *TRAPS, "seconds"]
    print(pd.DataFrame(scores).loc[rows].to_string(float_format=lambda value: f"{value:.3f}"))


def tell_of_other_things(seed: int = 0) -> Iterator[list[str]]:
    """Stories of 600 words: real articles with their words exchanged within bands of like frequency."""
    random = np.random.default_rng(seed)
    words = " ".join(read_real(SHARED)["text"]).replace('"', "").split()
    codes, vocabulary = pd.factorize(pd.Series(words))
    by_rank = np.argsort(-np.bincount(codes), kind="stable")
    ranks = np.empty_like(by_rank)
    ranks[by_rank] = np.arange(len(by_rank))
    ranked, names = ranks[codes], vocabulary.to_numpy()[by_rank]
    edges = [COMMON, *(COMMON * 2**k for k in range(1, 20) if COMMON * 2**k < len(names)), len(names)]
    band = np.searchsorted(edges, np.arange(len(names)), side="right") - 1
    first, size = np.array(edges)[band], np.diff(edges)[np.minimum(band, len(edges) - 2)]
    while True:
        start = int(random.integers(len(ranked) - N_WORDS))
        own = ranked[start : start + N_WORDS]
        shifts = random.integers(0, 2**31, len(edges))
        other = first[own] + (own - first[own] + shifts[band[own]]) % size[own]
        yield names[np.where(own < edges[0], own, other)].tolist()


def make_corpus(n: int, seed: int = 0) -> pd.DataFrame:
    """Stories and, four in ten, copies of earlier ones."""
    random = np.random.default_rng(seed)
    stories, texts = tell_of_other_things(seed), []
    for at in range(n):
        words = next(stories)
        if at and random.random() < 0.4:
            # Recent stories are copied more often, and so are some far more often than others.
            words = texts[max(at - 1 - int(random.exponential(40)), 0)].split()
            edit = random.integers(5)
            if edit == 0:
                words = words[: int(len(words) * random.uniform(0.5, 0.95))]
            elif edit == 1:
                for place in random.integers(0, len(words), len(words) // 10):
                    words[place] = words[int(random.integers(len(words)))]
            elif edit == 2:
                words = words[len(words) // 2 :] + words[: len(words) // 2]
            elif edit == 3:
                words = words[: len(words) // 2] + next(stories)[: N_WORDS // 2]
        texts.append(" ".join(words))
    return pd.DataFrame(
        {
            "article_id": [f"a{at}" for at in range(n)],
            "outlet": [f"Outlet {random.integers(200)}" for _ in range(n)],
            "published": pd.Timestamp("2024-01-01", tz="UTC") + pd.to_timedelta(np.arange(n), unit="min"),
            "text": texts,
        }
    )


def peak_gigabytes() -> float:
    """Most memory this process had; what getrusage says begins with the peak of the parent on Linux."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return next(int(line.split()[1]) for line in status.open() if line.startswith("VmHWM")) / 1e6


def measure(method: str, file: str) -> None:
    """One method on one corpus in a process of its own: seconds, peak of memory, pairs."""
    articles = pd.read_parquet(file)
    start, wall = time.process_time(), time.perf_counter()
    pairs = METHODS[method](articles)
    seconds, wall = time.process_time() - start, time.perf_counter() - wall
    print(f"{seconds:.1f} {wall:.1f} {peak_gigabytes():.2f} {len(pairs)}")


def print_curve(sizes: list[int]) -> None:
    print(
        f"\narticles of {N_WORDS} words; processor seconds, seconds, milliseconds an article, peak of memory"
    )
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            file = str(Path(folder) / f"{size}.parquet")
            make_corpus(size).to_parquet(file)
            for method in METHODS if size <= ALTERNATIVES_UP_TO else ["find_copies"]:
                command = [sys.executable, "-m", "benchmarks.copies", "--measure", method, file]
                done = subprocess.run(command, capture_output=True, text=True, check=False)
                if done.returncode:
                    print(f"{size:>8,}  {method:18} failed: {done.stderr.strip().splitlines()[-1]}")
                    continue
                seconds, wall, peak, n_pairs = map(float, done.stdout.split())
                print(
                    f"{size:>8,}  {method:18}{seconds:8.1f} s {wall:8.1f} s {1e3 * seconds / size:8.2f} ms"
                    f"{peak:8.2f} GB  {n_pairs:,.0f} pairs"
                )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--full", action="store_true", help="also 100,000 articles")
    parser.add_argument("--pairs", type=int, default=60, help="pairs of each kind of edit")
    parser.add_argument("--measure", nargs=2, metavar=("METHOD", "FILE"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.measure:
        return measure(*arguments.measure)
    if not SHARED.is_dir():
        return print(f"needs the folder of real files beside the repository: {SHARED.name}/ is missing")
    print_quality(arguments.pairs)
    print_curve([*SIZES, FULL] if arguments.full else list(SIZES))


if __name__ == "__main__":
    main()
