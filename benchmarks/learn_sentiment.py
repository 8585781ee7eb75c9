"""Coded sentences, and what benchmarks.teach_sentiment made of them, in; a model of sentiment out.

Run from the root of the project: python -m benchmarks.learn_sentiment CODED TAUGHT OUT [--hold-back]
This made resources/models/sentiment_en.npz. CODED is NewsMTSC's training part (.jsonl), OUT a file, TAUGHT
the folder that teach_sentiment wrote. Coded targets count twice, taught mentions and made-up ones once. With
--hold-back the fifth of the sentences that the teacher has not seen is left out, and scores on it are
printed. Takes some ten minutes of one core.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import f1_score

from benchmarks.made_up_sentiment import make_up
from mediakit.assess.news_linear import make_linear
from mediakit.assess.news_model import NewsModel
from mediakit.assess.news_network import LABELS, make_network
from mediakit.assess.news_training import read_coded, train_sentiment
from mediakit.assess.news_words import WordTable
from mediakit.assess.passages import Passage

DOUBT = 0.06
CODED_WEIGHT, N_MADE_UP, SEED = 2, 8_000, 1
POLARITIES = {2: "negative", 4: "neutral", 6: "positive"}


def read_further(path: Path) -> pd.DataFrame:
    """Further mentions of a coded target in its sentence, such as pronouns: they have its label."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        sentence = json.loads(line)
        text = sentence["sentence_normalized"]
        for target in sentence["targets"]:
            for further in target.get("further_mentions", []):
                span = int(further["from"]), int(further["to"])
                if span[1] <= len(text):
                    rows.append((text, *span, POLARITIES[int(target["polarity"])]))
    return pd.DataFrame(rows, columns=["sentence", "start", "end", "label"])


def hold_back(coded: pd.DataFrame) -> pd.Series:
    """True for the targets of the fifth that teach_sentiment keeps from the teacher."""
    own = sorted(set(coded["sentence"]))
    fold = np.random.default_rng(0).permutation(len(own)) % 5
    return coded["sentence"].isin([sentence for sentence, one in zip(own, fold, strict=True) if one == 0])


def load_start(path: Path) -> NewsModel:
    """Word vectors, and nothing learned."""
    with np.load(path) as stored:
        table = WordTable(stored["keys"], stored["vectors"], stored["valences"], stored["names"])
    return NewsModel(table, make_network(table.vectors.shape[1], 1, 1, 1, 1, 1, seed=0), make_linear())


def evaluate(model: NewsModel, coded: pd.DataFrame) -> None:
    spans = zip(coded["sentence"], coded["start"], coded["end"], strict=True)
    predicted = np.array(LABELS)[model.predict([Passage(*span) for span in spans]).argmax(axis=1)]
    n_labels = coded.groupby("sentence")["label"].transform("nunique")
    n_targets = coded.groupby("sentence")["label"].transform("size")
    parts = {"all": n_targets > 0, "several targets": n_targets > 1, "of several labels": n_labels > 1}
    for name, part in parts.items():
        f1 = f1_score(coded["label"][part], predicted[part.to_numpy()], average="macro")
        print(f"{name:<18} {part.sum():5} targets, macro-F1 {f1:.3f}")


def main(coded_file: Path, taught: Path, out: Path, *, held_back: bool) -> None:
    coded = read_coded(coded_file)
    held = hold_back(coded)
    both = pd.concat([coded, read_further(coded_file)], ignore_index=True)
    sure = pd.get_dummies(both["label"], dtype=float)[list(LABELS)] * (1 - DOUBT) + DOUBT / len(LABELS)
    certain = both[["sentence", "start", "end"]].join(sure)
    table = pd.concat(
        [*[certain] * CODED_WEIGHT, pd.read_parquet(taught / "taught.parquet"), make_up(N_MADE_UP, SEED)],
        ignore_index=True,
    )
    if held_back:
        table = table[~table["sentence"].isin(coded["sentence"][held])]
    model = train_sentiment(table, start=load_start(taught / "words.npz"), afresh=True, seed=SEED)
    path = model.save(out)
    if held_back:
        evaluate(NewsModel.load(path), coded[held])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("coded", "taught", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--hold-back", action="store_true", dest="held_back")
    chosen = parser.parse_args()
    main(chosen.coded, chosen.taught, chosen.out, held_back=chosen.held_back)
