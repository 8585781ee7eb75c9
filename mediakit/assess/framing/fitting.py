"""Features of coded articles in, a model of frames, and how well it does on articles it has not seen, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

from mediakit.assess.framing.features import Features, Floats, Ints
from mediakit.assess.framing.frame_model import FrameModel, weigh_buckets

N_FOLDS = 5
_REPEATS = 2  # of the folds that calibration learns from
# How much vectors and measures weigh beside words, and the penalty; chosen by cross-validation of the generic
# frames, where neither half nor double of any changed the mean AUC by more than .005.
_VECTORS, _MEASURES, _C = 0.06, 0.06, 2.0

Codes = NDArray[np.float64]
Groups = NDArray[Any]


def fit_model(
    features: Features,
    codes: Codes,
    frames: Sequence[str],
    groups: Groups | None,
    *,
    seed: int,
    name: str = "own",
) -> FrameModel:
    """Learn weights, then calibration and thresholds from articles that are held back in turn.

    Parameters
    ----------
    features : Features
        Of the articles.
    codes : array, shape (articles, frames)
        1 present, 0 absent, NaN not coded.
    frames : sequence of str
    groups : array, optional
        The outlet of each article: never on both sides of a fold.
    """
    model = _fit_weights(features, codes, frames, name)
    slope, offset, threshold = (np.empty(len(frames)) for _ in range(3))
    for frame in range(len(frames)):
        decisions, expected = _hold_back(features, codes[:, frame], groups, seed)
        slope[frame], offset[frame] = _calibrate(decisions, expected)
        # As many articles, held back, are marked as coders marked; where nothing was learned, all are alike,
        # and none is moved.
        probability = expit(slope[frame] * decisions + offset[frame])
        threshold[frame] = np.quantile(probability, 1 - expected.mean()) if slope[frame] > 0 else 0.5
    return replace(model, slope=slope, offset=offset, threshold=threshold)


def _hold_back(features: Features, codes: Floats, groups: Groups | None, seed: int) -> tuple[Floats, Floats]:
    """Decisions on articles of one frame that were not learned from, and their codes."""
    decisions, expected = [], []
    for repeat in range(_REPEATS):
        for train, test in split(codes, groups, seed + repeat):
            part = _fit_weights(features.take(train), codes[train, None], [""], "")
            decisions.append(part.decide(features.take(test))[:, 0])
            expected.append(codes[test])
    if groups is not None and len(np.unique(np.concatenate([[], *expected]))) < 2:
        return _hold_back(features, codes, None, seed)  # one outlet alone has the frame
    return np.concatenate(decisions), np.concatenate(expected)


def split(codes: Floats, groups: Groups | None, seed: int) -> Iterator[tuple[Ints, Ints]]:
    """Rows of coded articles to learn from and to test on, five times; fewer when fewer outlets are known."""
    known = np.flatnonzero(~np.isnan(codes))
    n_groups = 0 if groups is None else len(set(groups[known]))
    if groups is None or n_groups < 2:
        folds = StratifiedKFold(N_FOLDS, shuffle=True, random_state=seed).split(known, codes[known])
    else:
        folds = StratifiedGroupKFold(min(N_FOLDS, n_groups), shuffle=True, random_state=seed).split(
            known, codes[known], groups[known]
        )
    for train, test in folds:
        if len(np.unique(codes[known[train]])) == 2:
            yield known[train], known[test]


def _fit_weights(features: Features, codes: Codes, frames: Sequence[str], name: str) -> FrameModel:
    n_frames = len(frames)
    n_articles = features.buckets.shape[0]
    having = np.bincount(features.buckets.indices, minlength=features.buckets.shape[1])
    idf = np.log((1 + n_articles) / (1 + having)) + 1
    idf[having == 0] = 0.0
    vector_mean, measure_mean = features.vectors.mean(axis=0), features.measures.mean(axis=0)
    vector_scale = _VECTORS / np.maximum(features.vectors.std(axis=0), 1e-6)
    measure_scale = _MEASURES / np.maximum(features.measures.std(axis=0), 1e-3)
    table = sp.hstack(
        [
            weigh_buckets(features.buckets, idf),
            (features.vectors - vector_mean) * vector_scale,
            (features.measures - measure_mean) * measure_scale,
        ],
        format="csr",
    )
    # liblinear takes no wider indices
    table.indices, table.indptr = table.indices.astype(np.int32), table.indptr.astype(np.int32)
    weights, intercept = np.zeros((table.shape[1], n_frames)), np.zeros(n_frames)
    for frame in range(n_frames):
        known = ~np.isnan(codes[:, frame])
        fitted = LogisticRegression(C=_C, class_weight="balanced", solver="liblinear", random_state=0)
        fitted.fit(table[known], codes[known, frame])
        weights[:, frame], intercept[frame] = fitted.coef_[0], fitted.intercept_[0]
    ends = np.cumsum([features.buckets.shape[1], features.vectors.shape[1]])
    words, vectors, measures = np.split(weights, ends)
    return FrameModel(
        name, tuple(frames), idf, words,
        vector_mean, vectors * vector_scale[:, None], measure_mean, measures * measure_scale[:, None],
        intercept, np.ones(n_frames), np.zeros(n_frames), np.full(n_frames, 0.5), np.full(n_frames, np.nan),
    )  # fmt: skip


def _calibrate(decisions: Floats, codes: Floats) -> tuple[float, float]:
    """Slope and offset of the logistic curve from decisions to codes (Platt scaling)."""
    fitted = LogisticRegression(C=1e4).fit(decisions[:, None], codes)
    return max(float(fitted.coef_[0, 0]), 0.0), float(fitted.intercept_[0])
