"""Agreement of the stance lexicon with judgements of reporting words, made without its classes in sight.

Run from the root of the project: python -m benchmarks.stance
The texts are PolNeAR's training part, beside the repository; the judgements are in stance_judgements.csv:
spans and classes only. The words drawn "before" were judged before the lexicon was written, by its author,
whom they guided: they show what it covers, not how good it is. Those drawn "after", by the class of the
lexicon and at most two of an entry, were judged by the same author in a shuffled order.
"""

from pathlib import Path

import pandas as pd
from sklearn.metrics import classification_report, cohen_kappa_score, confusion_matrix

from mediakit.assess.stance import score_stance

POLNEAR = Path(__file__).parents[2] / "shared" / "eval" / "polnear" / "train_articles.jsonl"
JUDGEMENTS = Path(__file__).with_name("stance_judgements.csv")
STANCES = ["neutral", "distancing", "endorsing", "hostile"]


def read_cues() -> pd.DataFrame:
    """The judged cues, each as a quotation of itself."""
    judged = pd.read_csv(JUDGEMENTS)
    texts = pd.read_json(POLNEAR, lines=True).set_index("article_id")["text"]
    rows = judged.itertuples(index=False)
    judged["text"] = judged["cue"] = [texts[row.article_id][row.cue_start : row.cue_end] for row in rows]
    judged["quote_id"] = judged["attribution_id"]
    return judged.assign(field="text", start=judged["cue_start"], end=judged["cue_end"])


def report(judged: pd.DataFrame, label: str) -> None:
    names = [*STANCES, "none"]
    truth, found = judged["stance"], score_stance(judged)["stance"].fillna("none").to_numpy()
    both = (truth != "none").to_numpy() & (found != "none")
    print(f"{label}: {len(judged)} reporting words, {both.sum()} with a class in both")
    print(f"agreement {(found[both] == truth[both]).mean():.3f}, "
          f"Cohen's kappa {cohen_kappa_score(truth[both], found[both]):.3f}")  # fmt: skip
    print(classification_report(truth[both], found[both], labels=STANCES, zero_division=0, digits=2))
    table = pd.DataFrame(confusion_matrix(truth, found, labels=names), index=names, columns=names)
    print(table.to_string(), "\n")


def main() -> None:
    judged = read_cues()
    for label in ("before", "after"):
        report(judged[judged["drawn"].str.startswith(label)].reset_index(drop=True), label)


if __name__ == "__main__":
    main()
