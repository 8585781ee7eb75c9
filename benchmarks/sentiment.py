"""Mentions a second of score_sentiment beside vaderSentiment, and macro-F1 of each against coded sentences.

Run from the root of the project: python -m benchmarks.sentiment
The sentences are those of NewsMTSC's development part beside the repository; without it there are no
scores, and the sample corpus is timed.
"""

import json
from pathlib import Path
from statistics import median
from time import process_time

import pandas as pd
from sklearn.metrics import f1_score
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

import mediakit as mk
from mediakit._core.spans import FIELDS

CODED = Path(__file__).parents[2] / "shared" / "eval" / "newsmtsc"
LABELS = {2: "negative", 4: "neutral", 6: "positive"}
N_RUNS = 5

analyzer = SentimentIntensityAnalyzer()


def load_coded(path: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    articles, mentions = [], []
    for at, line in enumerate(path.read_text(encoding="utf-8").split("\n")):
        if not line:
            continue
        coded = json.loads(line)
        text = coded["sentence_normalized"]
        articles.append({"article_id": str(at), "title": "", "text": text})
        for target in coded["targets"]:
            start, end = int(target["from"]), int(target["to"])
            mentions.append(
                {
                    "article_id": str(at),
                    "field": "text",
                    "start": start,
                    "end": end,
                    "text": text[start:end],
                    "actor": text[start:end],
                    "form": "name",
                    "gold": LABELS[int(target["polarity"])],
                }
            )
    return pd.DataFrame(articles), pd.DataFrame(mentions)


def score_with_library(articles: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """What one would write without the package; as there, the text of an article is one sentence."""
    texts = {field: dict(zip(articles["article_id"], articles[field], strict=True)) for field in FIELDS}
    compound = [
        analyzer.polarity_scores(texts[field][article_id])["compound"]
        for article_id, field in zip(mentions["article_id"], mentions["field"], strict=True)
    ]
    label = ["positive" if c >= 0.05 else "negative" if c <= -0.05 else "neutral" for c in compound]
    return mentions.assign(label=label)


WAYS = {
    "vaderSentiment": score_with_library,
    "method='vader'": lambda articles, mentions: mk.score_sentiment(articles, mentions, method="vader"),
    "method='news'": lambda articles, mentions: mk.score_sentiment(articles, mentions, method="news"),
}


def compare(name: str, articles: pd.DataFrame, mentions: pd.DataFrame) -> None:
    print(f"{name}: {len(mentions):,} mentions in {len(articles):,} texts")
    for way, score in WAYS.items():
        table = score(articles, mentions)
        taken = []
        for _ in range(N_RUNS):
            start = process_time()  # of the processor, not of the clock: other programs matter less
            score(articles, mentions)
            taken.append(process_time() - start)
        shown = f"  {way:<15} {len(mentions) / median(taken):8,.0f} mentions a second"
        if "gold" in mentions:
            shown += f", macro-F1 {f1_score(mentions['gold'], table['label'], average='macro'):.3f}"
        print(shown)


def main() -> None:
    if CODED.exists():
        for part in ("dev_rw", "dev_mt"):
            compare(part, *load_coded(CODED / f"{part}.jsonl"))
    sample = mk.load_sample().articles
    whole = mk.find_mentions(sample)
    for name in ("method='vader'", "method='news'"):
        start = process_time()
        mk.score_sentiment(sample, whole, method=name[8:-1])
        rate = len(whole) / (process_time() - start)
        print(f"sample corpus, {name}: {len(whole):,} mentions, {rate:,.0f} a second")


if __name__ == "__main__":
    main()
