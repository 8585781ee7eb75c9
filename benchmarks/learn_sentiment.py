"""Coded sentences, and what benchmarks.teach_sentiment made of them, in; a model of sentiment out.

Run from the root of the project: python -m benchmarks.learn_sentiment CODED TAUGHT OUT [--hold-back]
This made resources/models/sentiment_en.npz, with OMP_NUM_THREADS=1. CODED is NewsMTSC's training part
(.jsonl), OUT a file, TAUGHT the folder that teach_sentiment wrote. Takes some half an hour of one core.

1. A second teacher, asked once: a wider network learns four fifths of the coded sentences, the taught
   mentions and made-up ones. The mean of what it and the first teacher make of the taught mentions, which is
   right more often than either, is kept as second.parquet in TAUGHT.
2. The model learns the coded targets, which count twice, these means, and made-up mentions, which have the
   labels of their forms.

With --hold-back the fifth of the sentences that no teacher has seen is left out of the second step too, and
scores on it are printed.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import f1_score

from benchmarks.made_up_sentiment import make_up
from mediakit.assess.news_fitting import Settings, fit_network
from mediakit.assess.news_linear import make_linear
from mediakit.assess.news_model import NewsModel
from mediakit.assess.news_network import LABELS, make_network
from mediakit.assess.news_training import read_coded, train_sentiment
from mediakit.assess.news_words import Floats, WordTable
from mediakit.assess.passages import Passage

DOUBT, TINY = 0.06, 1e-9
CODED_WEIGHT, N_MADE_UP, N_MADE_UP_SECOND = 2, 8_000, 4_000
WIDER, BATCH = Settings(units=112, heads=3, asking=3, hidden=128), 128
MADE_UP_SEED, SECOND_SEED = 1, 1
POLARITIES = {2: "negative", 4: "neutral", 6: "positive"}
SPAN = ["sentence", "start", "end"]


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
    return pd.DataFrame(rows, columns=[*SPAN, "label"])


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


def read_passages(table: pd.DataFrame) -> list[Passage]:
    return [Passage(*span) for span in zip(*(table[column] for column in SPAN), strict=True)]


def gather(certain: pd.DataFrame, taught: pd.DataFrame, n_made_up: int) -> pd.DataFrame:
    """All there is to learn from."""
    return pd.concat([*[certain] * CODED_WEIGHT, taught, make_up(n_made_up, MADE_UP_SEED)], ignore_index=True)


def ask_second(table: WordTable, learned_from: pd.DataFrame, taught: pd.DataFrame) -> Floats:
    """Logarithms of a wider network's probabilities of the taught mentions."""
    expected = learned_from[list(LABELS)].to_numpy(np.float32)
    expected = expected / expected.sum(axis=1, keepdims=True)
    table, network = fit_network(table, read_passages(learned_from), expected, WIDER, SECOND_SEED)
    products, passages = network.multiply(table.vectors), read_passages(taught)
    batches = [passages[at : at + BATCH] for at in range(0, len(passages), BATCH)]
    return np.log(np.concatenate([network.predict(products, table.find_words(b)) for b in batches]) + TINY)


def teach_again(taught: pd.DataFrame, second: Floats) -> pd.DataFrame:
    """The mentions with the mean of both teachers; none made up, as their forms say more than a teacher."""
    mean = np.exp((second + np.log(taught[list(LABELS)].to_numpy())) / 2)
    mean /= mean.sum(axis=1, keepdims=True)
    again = taught[SPAN].join(pd.DataFrame(mean, columns=list(LABELS), index=taught.index))
    return again[~taught["made_up"]]


def evaluate(model: NewsModel, coded: pd.DataFrame) -> None:
    predicted = np.array(LABELS)[model.predict(read_passages(coded)).argmax(axis=1)]
    n_labels = coded.groupby("sentence")["label"].transform("nunique")
    n_targets = coded.groupby("sentence")["label"].transform("size")
    parts = {"all": n_targets > 0, "several targets": n_targets > 1, "of several labels": n_labels > 1}
    for name, part in parts.items():
        f1 = f1_score(coded["label"][part], predicted[part.to_numpy()], average="macro")
        print(f"{name:<18} {part.sum():5} targets, macro-F1 {f1:.3f}")


def main(coded_file: Path, folder: Path, out: Path, *, held_back: bool) -> None:
    coded = read_coded(coded_file)
    held = hold_back(coded)
    unseen = set(coded["sentence"][held])
    both = pd.concat([coded, read_further(coded_file)], ignore_index=True)
    sure = pd.get_dummies(both["label"], dtype=float)[list(LABELS)] * (1 - DOUBT) + DOUBT / len(LABELS)
    certain = both[SPAN].join(sure)
    start = load_start(folder / "words.npz")
    second = folder / "second.parquet"
    if not second.exists():
        taught = pd.read_parquet(folder / "taught.parquet")
        rows = gather(certain, taught.drop(columns="made_up"), N_MADE_UP_SECOND)
        by_second = ask_second(start.table, rows[~rows["sentence"].isin(unseen)], taught)
        teach_again(taught, by_second).to_parquet(second)
    table = gather(certain, pd.read_parquet(second), N_MADE_UP)
    if held_back:
        table = table[~table["sentence"].isin(unseen)]
    path = train_sentiment(table, start=start, afresh=True).save(out)
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
