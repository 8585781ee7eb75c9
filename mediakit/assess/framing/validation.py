"""Features and codes of articles in; how well frames are scored in articles held back out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from sklearn.metrics import f1_score, precision_score, recall_score, roc_auc_score

from mediakit.assess.framing.codes import FEWEST_OF_EACH
from mediakit.assess.framing.features import Features, Floats, Ints
from mediakit.assess.framing.fitting import N_FOLDS, Codes, Groups, fit_model, split

_SINGLY = "articles were drawn singly: expect less on outlets that were not coded"
_TOO_FEW = f"fewer than {N_FOLDS} outlets are known: {_SINGLY}"
_OUTER = 1000  # seeds of the outer folds, which are not those of calibration


@dataclass(frozen=True)
class Coded:
    """Coded articles: features, codes (1, 0, NaN for none; articles by frames), outlets, and the frames."""

    features: Features
    codes: Codes
    groups: Groups | None
    frames: tuple[str, ...]


def find_groups(articles: pd.DataFrame) -> Groups | None:
    """The outlet of each article; None when fewer than five are known. Articles without one stand alone."""
    outlet = articles["outlet"].astype(object).to_numpy()
    known = outlet != ""
    if len(set(outlet[known])) < N_FOLDS:
        return None
    alone = np.array([f"article {number}" for number in range(len(outlet))], dtype=object)
    return np.where(known, outlet, alone)


def rate_frames(coded: Coded, *, by_outlet: bool, seed: int, share: float = 1.0) -> pd.DataFrame:
    """Score each fifth by what was learned from a share of the others; measures a row for each frame."""
    groups = coded.groups if by_outlet else None
    note = "" if groups is not None else _TOO_FEW if by_outlet else _SINGLY
    rows = []
    for frame, name in enumerate(coded.frames):
        codes = coded.codes[:, frame]
        scores, n_learned = score_held(coded.features, codes, groups, seed, share)
        rows.append({"frame": name, "n_learned": n_learned, **_measure(scores, codes), "note": note})
    return pd.DataFrame(rows)


def score_held(
    features: Features, codes: Floats, groups: Groups | None, seed: int, share: float = 1.0
) -> tuple[Floats, int]:
    """Scores of one frame in articles held back, NaN where not coded, and how many were learned from."""
    scores = np.full(len(codes), np.nan)
    sizes = []
    for number, (train, test) in enumerate(split(codes, groups, _OUTER + seed)):
        drawn = np.random.default_rng([seed, number]).permutation(train)[: round(share * len(train))]
        learned: Ints = np.sort(drawn)
        n_present = codes[learned].sum()
        if min(n_present, len(learned) - n_present) < FEWEST_OF_EACH:
            continue
        own = None if groups is None else groups[learned]
        model = fit_model(features.take(learned), codes[learned, None], [""], own, seed=seed)
        scores[test] = model.predict(features.take(test))[:, 0]
        sizes.append(len(learned))
    return scores, round(float(np.mean(sizes))) if sizes else 0


def _measure(scores: Floats, codes: Floats) -> dict[str, Any]:
    """Measures of one frame; missing where any coded article has no score."""
    known = ~np.isnan(codes)
    code, score = codes[known] == 1, scores[known]
    counts = {"n_articles": int(known.sum()), "n_present": int(code.sum())}
    usual = np.full(len(code), code.mean() >= 0.5)
    none = float(f1_score(code, usual, average="macro", zero_division=0))
    if np.isnan(score).any():
        return {**counts, "f1": np.nan, "f1_of_none": none, "auc": np.nan, "precision": np.nan,
                "recall": np.nan, "mean_score": np.nan, "mean_code": float(code.mean())}  # fmt: skip
    present = score >= 0.5
    return {
        **counts,
        "f1": float(f1_score(code, present, average="macro", zero_division=0)),
        "f1_of_none": none,
        "auc": float(roc_auc_score(code, score)),
        "precision": float(precision_score(code, present, zero_division=0)),
        "recall": float(recall_score(code, present, zero_division=0)),
        "mean_score": float(score.mean()),
        "mean_code": float(code.mean()),
    }
