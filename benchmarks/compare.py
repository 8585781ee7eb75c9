"""compare_groups: seconds, coverage, false positives and power, beside what one would use instead.

Run from the root of the project:
  python -m benchmarks.compare              speed, and a short simulation
  python -m benchmarks.compare --long       the simulation with 1,000 replications of each kind
  python -m benchmarks.compare --polnear    a whole comparison of PolNeAR's outlets, where it lies
  python -m benchmarks.compare --polnear --figure comparison.png
"""

import argparse
import time
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats

import mediakit as mk
from mediakit.compare.design import Design
from mediakit.compare.groups import compare_groups
from mediakit.compare.overview import compare_all

POLNEAR = Path(__file__).parents[2] / "shared" / "eval" / "polnear"
OUTLETS = [f"Outlet {i}" for i in range(6)]
ACTORS = [f"Actor {i}" for i in range(20)]
SIZES = (5, 10, 20, 40, 200)
METHODS = ("adapted", "welch", "bootstrap_t", "permutation")
SECTIONS = {"a": (0.5, 0.3, 0.2), "b": (0.2, 0.3, 0.5)}  # shares of three sections in two outlets
OF_SECTIONS = {"mean": (-0.3, 0.0, 0.3), "share": (0.15, 0.35, 0.6), "rate": (3, 6, 10)}  # alike in both
SIZES_WITH_SECTIONS = (10, 40, 200)


def simulate_corpus(n_articles: int, seed: int = 0) -> tuple[pd.DataFrame, pd.DataFrame]:
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


def time_it() -> None:
    for n_articles in (10_000, 100_000):
        scores, articles = simulate_corpus(n_articles)
        print(f"{n_articles:,} articles, {len(scores):,} rows, 120 estimates, 300 contrasts")
        for measure in ("mean", "share", "rate", "word_share"):
            print(f"  {measure:<34} {seconds(compare_groups, scores, articles, measure=measure):8.2f} s")
        one = scores[scores["actor"] == ACTORS[0]].drop_duplicates("article_id")
        every = articles[["article_id"]].assign(actor="Kyiv", score=np.sin(np.arange(n_articles)))
        for name, table in (
            ("120 estimates", scores),
            (f"{len(one):,} articles", one),
            ("every article", every),
        ):
            design = Design(method="bootstrap_t")
            taken = seconds(compare_groups, table, articles, design=design)
            print(f"  mean, bootstrap-t of 2,000, {name:<14} {taken:.2f} s")
        if n_articles <= 10_000:
            taken = seconds(loop_with_scipy, scores, articles, 2000)
            print(f"  loop with scipy.stats.bootstrap    {taken:8.2f} s  120 estimates, no contrasts")


def simulate_scores(n_replications: int, difference: float, seed: int, units: bool = False):
    """Replications as cells: outlets of each size in pairs, the second of a pair higher by `difference`.

    One to nine rows an article, which lie around the article's own mean (half of the variance is between
    articles). With units, articles belong to authors, who have one to ten of them and a mean of their own.
    """
    rng = np.random.default_rng(seed)
    sizes = np.repeat(SIZES, 2)
    outlet = np.repeat([f"n{size:03d}{side}" for size in SIZES for side in "ab"], sizes)
    n_units = len(outlet)
    per_unit = rng.integers(1, 11, n_units) if units else np.ones(n_units, dtype=int)
    unit = np.repeat(np.arange(n_units), per_unit)
    articles = pd.DataFrame({"article_id": [f"a{at:05}" for at in range(len(unit))], "text": ""})
    articles["outlet"], articles["author"] = outlet[unit], unit.astype(str)
    n_rows = 1 + rng.binomial(8, 0.3, (n_replications, len(unit)))
    shift = np.where(articles["outlet"].str.endswith("b"), difference, 0.0)
    own = rng.normal(0, 0.2, n_rows.shape) + shift
    if units:
        own += rng.normal(0, 0.2, (n_replications, n_units))[:, unit]
    replication, article = np.indices(n_rows.shape)
    at = np.repeat(np.arange(n_rows.size), n_rows.ravel())
    rows = pd.DataFrame({
        "article_id": articles["article_id"].to_numpy()[article.ravel()[at]], "cell": replication.ravel()[at],
        "score": own.ravel()[at] + rng.normal(0, 0.2, len(at)),
    })  # fmt: skip
    return rows, articles


def simulate_sections(measure: str, n_replications: int, seed: int):
    """Replications as cells: outlets in pairs, with sections that are alike in both but not of one size."""
    rng = np.random.default_rng(seed)
    sizes = [(size, side) for size in SIZES_WITH_SECTIONS for side in "ab"]
    sections = [
        np.repeat(range(3), np.rint(np.multiply(size, SECTIONS[side])).astype(int)) for size, side in sizes
    ]
    section = np.concatenate(sections)
    n_words = np.clip(rng.lognormal(5.6, 0.6, len(section)), 80, 1500).astype(int)
    articles = pd.DataFrame({
        "article_id": [f"a{at:05}" for at in range(len(section))], "section": section.astype(str),
        "outlet": np.repeat([f"n{size:03d}{side}" for size, side in sizes], [size for size, _ in sizes]),
        "text": ["word " * n for n in n_words],
    })  # fmt: skip
    level = np.array(OF_SECTIONS[measure])[section]
    shape = n_replications, len(section)
    n_rows = np.ones(shape, dtype=int)
    if measure == "share":
        n_rows = rng.binomial(1, level, shape)
    elif measure == "rate":
        n_rows = rng.poisson(rng.gamma(0.8, 1 / 0.8, shape) * level * n_words / 1000)
    cell, article = np.divmod(np.repeat(np.arange(n_rows.size), n_rows.ravel()), len(section))
    rows = pd.DataFrame({"article_id": articles["article_id"].to_numpy()[article], "cell": cell})
    return rows.assign(score=level[article] + rng.normal(0, 0.3, len(rows))), articles


def judge(rows, articles, design: Design, measure: str = "mean") -> pd.DataFrame:
    """Coverage of the estimates, and share of pairs of one size that are found to differ, by size."""
    compared = compare_groups(rows, articles, within="cell", measure=measure, design=design)
    estimates, contrasts = compared.estimates, compared.contrasts
    truth = 0.0
    first = estimates[estimates["outlet"].str.endswith("a") & estimates["low"].notna()]
    covered = ((first["low"] <= truth) & (truth <= first["high"])).groupby(first["outlet"].str[1:4]).mean()
    size_a, size_b = (contrasts[f"group_{side}"].str[1:4] for side in "ab")
    pair = contrasts[(size_a == size_b) & contrasts["p"].notna()]
    found = (pair["p"] < 0.05).groupby(pair["group_a"].str[1:4]).mean()
    return pd.DataFrame({"covered": covered, "found": found})


def rows_as_units(rows, articles) -> pd.DataFrame:
    """The naive way: every row (word, sentence, mention) counts as independent."""
    table = rows.merge(articles[["article_id", "outlet"]], on="article_id")
    groups = table.groupby(["outlet", "cell"])["score"].agg(["mean", "sem", "size"]).reset_index()
    half = stats.t.isf(0.025, groups["size"] - 1) * groups["sem"]
    groups["covered"] = groups["mean"].abs() <= half
    groups["n"], groups["side"] = groups["outlet"].str[1:4], groups["outlet"].str[4]
    wide = groups.set_index(["n", "cell", "side"])[["mean", "sem"]].unstack("side")  # noqa: PD010
    t = (wide["mean"]["a"] - wide["mean"]["b"]) / np.hypot(wide["sem"]["a"], wide["sem"]["b"])
    found = 2 * stats.norm.sf(t.abs()) < 0.05
    return pd.DataFrame({
        "covered": groups[groups["side"] == "a"].groupby("n")["covered"].mean(),
        "found": pd.Series(found, index=wide.index).groupby("n").mean(),
    })  # fmt: skip


def _design(method: str, unit: str) -> Design:
    return Design(method=method, unit=unit, n_resamples=500, correction="none")


def simulate(n_replications: int) -> None:
    print(f"\n{n_replications:,} replications. Columns: articles (or authors) of each of two outlets.")
    print("Intervals of 95 % should cover .95; two equal outlets should be found to differ in .05.")
    for label, units in (
        ("articles are the units", False),
        ("authors of 1 to 10 articles are the units", True),
    ):
        equal = simulate_scores(n_replications, 0.0, 1, units)
        other = simulate_scores(n_replications, 0.2, 2, units)
        print(f"\n{label:<46}" + "".join(f"{size:>8}" for size in SIZES))
        unit = "author" if units else "article"
        ways = {method: partial(judge, design=_design(method, unit)) for method in METHODS}
        if units:
            ways["articles as units, adapted"] = partial(judge, design=_design("adapted", "article"))
        ways["rows as units (naive)"] = rows_as_units
        for name, way in ways.items():
            of_equal, of_other = way(*equal), way(*other)
            for what, values in (
                ("covers", of_equal["covered"]),
                ("finds a difference of 0", of_equal["found"]),
                ("finds one of 0.2 (power)", of_other["found"]),
            ):
                shown = "".join(f"{value:8.3f}" for value in values)
                print(f"  {name + ': ' + what:<44}{shown}")
    print("\nFinds a difference of 0 between outlets whose sections are alike, but not their composition")
    print(f"{'':<46}" + "".join(f"{size:>8}" for size in SIZES_WITH_SECTIONS))
    for measure in OF_SECTIONS:
        simulated = simulate_sections(measure, n_replications, 4)
        for standardise in ("section", None):
            for method in ("adapted", "welch"):
                design = Design(method=method, standardise=standardise, correction="none")
                found = judge(*simulated, design, measure)["found"]
                name = f"{measure}, {method}, {'standardised' if standardise else 'plain'}"
                print(f"  {name:<44}" + "".join(f"{value:8.3f}" for value in found))
    print("\nShare of families with any false positive (45 pairs of equal outlets): .05 at most")
    rows, articles = simulate_scores(min(n_replications, 500), 0.0, 3)
    for correction in ("holm", "bh", "none"):
        n_any = 0
        cells = rows["cell"].unique()
        for cell in cells[:200]:
            part = rows[rows["cell"] == cell]
            found = compare_groups(
                part, articles, within=None, design=Design(correction=correction)
            ).contrasts
            n_any += bool((found["p_adjusted"] < 0.05).any())
        print(f"  {correction:<6}{n_any / len(cells[:200]):8.3f}")


def compare_polnear(figure: Path | None) -> None:
    """Quotations, tone and frames of the two candidates in seven outlets, with three choices of copies."""
    if not POLNEAR.exists():
        print("PolNeAR is not here.")
        return
    parts = [pd.read_json(POLNEAR / f"{part}_articles.jsonl", lines=True) for part in ("train", "dev")]
    articles = pd.concat(parts, ignore_index=True)
    if "outlet" not in articles:
        articles["outlet"] = articles["article_id"].str.split("_").str[0]
    start = time.perf_counter()
    mentions = mk.find_mentions(articles)
    quotes = mk.find_quotes(articles, mentions)
    tables = {
        "mentions": mentions,
        "quotes": quotes,
        "copies": mk.find_copies(articles),
        "sentiment": mk.score_sentiment(articles, mentions, quotes),
        "frames": mk.find_frames(articles, mentions=mentions, quotes=quotes),
    }
    print(
        f"\nPolNeAR: {len(articles):,} articles, {articles['outlet'].nunique()} outlets, "
        f"{len(tables['copies'])} in groups of copies"
    )
    print(f"  mentions, quotations, copies, tone, frames {time.perf_counter() - start:8.1f} s")
    candidates = [
        name for name in mentions["actor"].value_counts().index if name.split()[-1] in ("Trump", "Clinton")
    ][:2]
    chosen = {
        name: table[table["actor"].isin(candidates)] if name in ("mentions", "sentiment", "frames") else table
        for name, table in tables.items()
    }
    start = time.perf_counter()
    compared = compare_all(articles, chosen)
    print(f"  comparison of {candidates}, three choices of copies {time.perf_counter() - start:8.1f} s")
    print(f"  {len(compared.estimates):,} estimates, {len(compared.contrasts):,} contrasts")
    for name, table in compared.sensitivity.groupby("scores"):
        told = table.groupby("copies")["told_apart"].sum().to_dict()
        hangs = table.loc[table["copies"] == "all", "sensitive"]
        print(f"  {name}: told apart {told}; sensitive {hangs.sum()} of {len(hangs)}")
    if figure is not None:
        own = compared.estimates[
            (compared.estimates["scores"] == "sentiment")
            & (compared.estimates["voice_kind"] == "own")
            & compared.estimates["period"].isna()
        ]
        axes = mk.plot.intervals(
            own.dropna(axis=1, how="all"), where={"voice_kind": "own", "scores": "sentiment"}
        )
        axes.figure.savefig(figure, dpi=150, bbox_inches="tight")
        print(f"  figure: {figure}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--polnear", action="store_true")
    parser.add_argument("--figure", type=Path)
    options = parser.parse_args()
    if options.polnear or options.figure:
        compare_polnear(options.figure)
        return
    time_it()
    simulate(1_000 if options.long else 200)


if __name__ == "__main__":
    main()
