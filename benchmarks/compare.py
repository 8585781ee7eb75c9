"""Seconds that compare_groups takes, beside a plain loop with scipy.stats.bootstrap over the same cells.

Run from the root of the project: python -m benchmarks.compare
"""

import time

import numpy as np
import pandas as pd
from scipy import stats

from mediakit.compare.design import Design
from mediakit.compare.groups import compare_groups

OUTLETS = [f"Outlet {i}" for i in range(6)]
ACTORS = [f"Actor {i}" for i in range(20)]


def simulate(n_articles: int, seed: int = 0) -> tuple[pd.DataFrame, pd.DataFrame]:
    rng = np.random.default_rng(seed)
    articles = pd.DataFrame({"article_id": [f"a{i}" for i in range(n_articles)]})
    articles["outlet"] = rng.choice(OUTLETS, n_articles)
    articles["text"] = "Some words of an article. " * 80
    n_rows = 5 * n_articles
    scores = pd.DataFrame(
        {
            "article_id": rng.choice(articles["article_id"], n_rows),
            "actor": rng.choice(ACTORS, n_rows),
            "score": rng.normal(0, 0.3, n_rows).clip(-1, 1),
            "text": rng.choice(
                ["three words here", "two words", "a somewhat longer stretch of words"], n_rows
            ),
        }
    )
    return scores, articles


def loop_with_scipy(scores: pd.DataFrame, articles: pd.DataFrame, n_resamples: int) -> pd.DataFrame:
    """What one would write without the package: a bootstrap for each outlet and actor, nothing else."""
    means = scores.groupby(["article_id", "actor"])["score"].mean().reset_index()
    means = means.merge(articles[["article_id", "outlet"]], on="article_id")
    rows = []
    for (outlet, actor), part in means.groupby(["outlet", "actor"]):
        found = stats.bootstrap(
            (part["score"].to_numpy(),), np.mean, n_resamples=n_resamples, vectorized=True, rng=0
        ).confidence_interval
        rows.append((outlet, actor, part["score"].mean(), found.low, found.high))
    return pd.DataFrame(rows, columns=["outlet", "actor", "estimate", "low", "high"])


def seconds(function, *arguments, **options) -> float:
    start = time.perf_counter()
    function(*arguments, **options)
    return time.perf_counter() - start


def main() -> None:
    for n_articles in (1_000, 10_000, 100_000):
        scores, articles = simulate(n_articles)
        print(f"{n_articles:,} articles, {len(scores):,} rows, 6 outlets, 20 actors")
        taken = {
            measure: seconds(compare_groups, scores, articles, measure=measure)
            for measure in ("mean", "share", "rate", "word_share")
        }
        for measure, value in taken.items():
            print(f"  compare_groups, {measure:<22} {value:8.2f} s  120 estimates, 300 contrasts")
        if n_articles <= 10_000:
            loop = seconds(loop_with_scipy, scores, articles, 2000)
            print(f"  loop with scipy.stats.bootstrap, mean {loop:8.2f} s  120 estimates, no contrasts")
            print(f"  ratio {loop / taken['mean']:.1f}")
            own = seconds(compare_groups, scores, articles, design=Design(interval="bootstrap_t"))
            print(f"  compare_groups, mean, bootstrap_t     {own:8.2f} s  with contrasts")


if __name__ == "__main__":
    main()
