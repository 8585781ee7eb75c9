"""Coded mentions in, a model that tells roles in other articles out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack, vstack
from scipy.special import log_softmax

from mediakit._core.errors import InputError, TableError
from mediakit._core.spans import check_spans
from mediakit._core.tables import check_columns, check_table
from mediakit.assess.roles.expectations import expect_cast, expect_weights
from mediakit.assess.roles.features import Floats, average_features, count_features, read_features
from mediakit.assess.roles.model import ROLES, RoleModel
from mediakit.assess.roles.score import read_mentions

# Chosen by cross-validation, see resources/models/roles_en.md.
_STRENGTH = 0.03
# Rare roles count more, by this power of what would make all count alike.
_BALANCE = 0.5
_FEWEST = 30
_SURELY_CAST = 8.0  # bias of the log-odds when no actor without a role was coded


def train_roles(articles: pd.DataFrame, mentions: pd.DataFrame) -> RoleModel:
    """Learn the roles of actors from coded mentions.

    Parameters
    ----------
    articles : DataFrame
        The articles table; needed are article_id and text.
    mentions : DataFrame
        The mentions table with a column `role`: "protagonist", "antagonist", "innocent", or missing for an
        actor that was coded as having none. All mentions of an actor in an article have one role. A column
        `weight` (1 when there is none) says how much an actor counts.

    Returns
    -------
    RoleModel
        With `save(path)`; `score_roles(..., model=...)` takes it. Without actors that have no role, it takes
        every actor to have one. The same input gives the same model.

    Raises
    ------
    TableError
        When a table lacks a column, a role is unknown, or an actor has two in one article.
    InputError
        When fewer than 30 actors with a role are given, or a role has none.
    """
    articles = check_table(articles, "articles")
    mentions = check_table(mentions, "mentions")
    check_columns(mentions, ["role"], "The table of coded mentions")
    check_spans(mentions, articles, "mentions")
    mentions = mentions[mentions["actor"].notna()].reset_index(drop=True)
    features, coded = read_actors(articles, mentions)
    has_role = coded["role"].notna().to_numpy()
    _check_coded(coded[has_role])
    weight = coded["weight"].to_numpy(np.float64)
    weights, bias = _fit_choice(features[has_role], coded["role"][has_role].to_numpy(), weight[has_role])
    cast_weights, cast_bias = _fit_cast(features, has_role, coded["n_mentions"].to_numpy(), weight)
    return RoleModel(weights, bias, cast_weights, cast_bias)


def read_actors(articles: pd.DataFrame, mentions: pd.DataFrame) -> tuple[csr_matrix, pd.DataFrame]:
    """Features of each actor in an article, and its article_id, actor, role, weight and n_mentions."""
    distinct = mentions[["article_id", "actor", "role"]].drop_duplicates()
    repeated = distinct[distinct.duplicated(["article_id", "actor"])]
    if len(repeated):
        article_id, actor = repeated.iloc[0][["article_id", "actor"]]
        raise TableError(
            f"The actor {actor!r} has two roles in the article {article_id!r}. Give it one, or two names."
        )
    read, contexts = read_mentions(articles, mentions, None)
    features = vstack(
        [read_features(contexts[at : at + 5_000]) for at in range(0, len(contexts), 5_000)], format="csr"
    )
    averaged = average_features(features, read["unit"].to_numpy(), read["weight"].to_numpy())
    first = mentions.assign(weight=mentions.get("weight", 1.0))
    coded = first.groupby(["article_id", "actor"], sort=False).agg(
        role=("role", "first"), weight=("weight", "first"), n_mentions=("start", "size")
    )
    return averaged, coded.reset_index()


def _check_coded(coded: pd.DataFrame) -> None:
    unknown = sorted(set(coded["role"]) - set(ROLES))
    if unknown:
        raise TableError(f"Unknown role {unknown[0]!r}; roles are {', '.join(ROLES)}, or missing.")
    lacking = sorted(set(ROLES) - set(coded["role"]))
    if len(coded) < _FEWEST or lacking:
        raise InputError(
            f"Got {len(coded)} actors with a role"
            + (f" and none with {lacking[0]!r}" if lacking else "")
            + f"; at least {_FEWEST} of all three roles are needed. Code more articles."
        )


def _fit_choice(features: csr_matrix, roles: npt.NDArray[np.str_], weight: Floats) -> tuple[Floats, Floats]:
    wanted = roles[:, None] == np.array(ROLES)
    amount = (wanted * weight[:, None]).sum(axis=0)
    balanced = weight * (wanted @ (weight.sum() / (len(ROLES) * amount)) ** _BALANCE)
    return _fit(features, wanted, balanced, expect_weights())


def _fit_cast(
    features: csr_matrix, has_role: npt.NDArray[np.bool_], n_mentions: Floats, weight: Floats
) -> tuple[Floats, Floats]:
    if has_role.all():
        return np.zeros(count_features() + 1), np.array([_SURELY_CAST])
    both = hstack([features, csr_matrix(np.log(n_mentions)[:, None])], format="csr")
    expected = np.append(expect_cast(), 0.0) / 2
    wanted = np.stack([~has_role, has_role], axis=1)
    weights, bias = _fit(both, wanted, weight, np.stack([-expected, expected], axis=1))
    return weights[:, 1] - weights[:, 0], bias[1:] - bias[:1]


def _fit(
    features: csr_matrix, wanted: npt.NDArray[np.bool_], weight: Floats, expected: Floats
) -> tuple[Floats, Floats]:
    """Weights and bias of a multinomial regression whose penalty draws to what is expected, not to zero."""
    n, n_classes = expected.shape

    def measure(flat: Floats) -> tuple[float, Floats]:
        moved = flat.reshape(n + 1, n_classes)
        logs = log_softmax(features @ (expected + moved[:n]) + moved[n], axis=1)
        loss = -float((weight[:, None] * wanted * logs).sum())
        slope = weight[:, None] * (np.exp(logs) - wanted)
        gradient = np.vstack([features.T @ slope + moved[:n] / _STRENGTH, slope.sum(axis=0)])
        return loss + float((moved[:n] ** 2).sum()) / (2 * _STRENGTH), gradient.ravel()

    start = np.zeros((n + 1) * n_classes)
    found = minimize(measure, start, jac=True, method="L-BFGS-B", options={"maxiter": 2_000, "ftol": 1e-10})
    moved = found.x.reshape(n + 1, n_classes)
    return expected + moved[:n], moved[n]
