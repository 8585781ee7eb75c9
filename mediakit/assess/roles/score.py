"""Articles, mentions and quotes in, roles out: protagonists, antagonists and innocents, voice by voice."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from scipy.sparse import vstack

from mediakit._core.languages import mark_english
from mediakit._core.spans import check_spans, cut_spans
from mediakit._core.tables import build_table, check_table
from mediakit.assess.roles.contexts import Context, add_echoes, find_contexts
from mediakit.assess.roles.features import Floats, average_features, read_features
from mediakit.assess.roles.model import ROLES, RoleModel, load_shipped
from mediakit.assess.voices import cut_stretches, find_voices, voice_columns

_UNIT = ["article_id", "actor", "voice", "voice_kind"]
_DIGITS = 4  # what is beyond differs between processors
_BATCH = 5_000  # mentions whose features are held at once


def score_roles(
    articles: pd.DataFrame,
    mentions: pd.DataFrame,
    quotes: pd.DataFrame | None = None,
    *,
    model: RoleModel | str | Path | None = None,
) -> pd.DataFrame:
    """How probably an article casts each actor as protagonist, antagonist or innocent, voice by voice.

    A protagonist protects, helps, mediates or fights for something good; an antagonist harms, threatens,
    deceives or fails; an innocent suffers. What is read are the sentences of an actor's mentions: words of
    harm, suffering, help, blame and praise by how they stand to the mention ("attacked X" is not "X
    attacked"), words of the mention itself ("terrorists", "children"), the tone of `score_sentiment(...,
    method="news")`, and the sentences beside it. The model knows no names: "Russia" and "Ruritania" are
    treated alike.

    Parameters
    ----------
    articles : DataFrame
        The articles table; needed are article_id and text.
    mentions : DataFrame
        The mentions table, found in these articles; rows without an actor are left out. Where the words of a
        name stand elsewhere in the article without being a mention, they are read too, at half the weight.
    quotes : DataFrame, optional
        The quotes table. With it each voice is scored by its own words only. Without it whole sentences are
        read, and the voice is missing, not "outlet".
    model : RoleModel, str or Path, optional
        What `train_roles` made of other articles, or its file, in place of the model the package carries.

    Returns
    -------
    DataFrame
        The roles table: three rows for each article, actor and voice, in the order in which they are first
        mentioned. score is a probability, 0 to 1; what the three lack to 1 is the probability of having no
        role. n_mentions counts the mentions given. field, start, end and text are the sentence of the
        mention that speaks most for this role.

    Warns
    -----
    UserWarning
        When articles are in another language than English, with the number of mentions in them. Their actors
        keep their rows; score is missing, and there is no sentence. An article without a language counts as
        English.

    Raises
    ------
    TableError
        When a table lacks a column, or offsets do not fit the articles.

    Notes
    -----
    Validation, macro-F1 of the most probable role: .58 on climate news held back by outlet (coded by
    others), .74 on 162 mentions in news on war and politics held back (coded by the author, one mention an
    actor; .66 when learned from climate news alone, .34 by VADER). What these are worth, and calibration:
    resources/models/roles_en.md. English only. Scores tell how an actor is written about in these sentences,
    not what the actor did, nor what the outlet intends. Compare outlets on the same actor.

    References
    ----------
    Frermann, Li, Khanehzar and Mikolajczak (2023), Conflicts, villains, resolutions: towards models of
    narrative media framing, ACL.

    Examples
    --------
    >>> text = "Rebels bombed the village and killed nine children. Doctors of Mercy Aid rescued the wounded."
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": [text]})
    >>> names = ["Rebels", "nine children", "Doctors of Mercy Aid"]
    >>> mentions = pd.DataFrame({
    ...     "article_id": "a", "field": "text", "start": [text.index(name) for name in names],
    ...     "end": [text.index(name) + len(name) for name in names], "text": names, "actor": names})
    >>> roles = score_roles(articles, mentions)
    >>> likeliest = roles.loc[roles.groupby("actor", sort=False)["score"].idxmax()]
    >>> likeliest[["actor", "role"]].to_dict("tight")["data"]
    [['Rebels', 'antagonist'], ['nine children', 'innocent'], ['Doctors of Mercy Aid', 'protagonist']]
    """
    articles = check_table(articles, "articles")
    mentions = check_table(mentions, "mentions")
    check_spans(mentions, articles, "mentions")
    if quotes is not None:
        quotes = check_table(quotes, "quotes")
        check_spans(quotes, articles, "quotes")
    mentions = mentions[mentions["actor"].notna()].reset_index(drop=True)
    if mentions.empty:
        return build_table("roles", [])
    if model is None:
        model = load_shipped()
    elif not isinstance(model, RoleModel):
        model = RoleModel.load(model)
    is_read = mark_english(
        mentions,
        articles,
        "mention",
        "roles are told in English only. Where that is wrong, mend the articles' column language.",
    )
    read, contexts = read_mentions(articles, mentions, quotes)
    roles = _score_units(articles, read, contexts, model)
    foreign = roles["article_id"].isin(mentions.loc[~is_read, "article_id"])
    roles.loc[foreign, "score"] = np.nan
    roles.loc[foreign, ["start", "end"]] = 0
    roles.loc[foreign, "text"] = ""
    return roles


def read_mentions(
    articles: pd.DataFrame, mentions: pd.DataFrame, quotes: pd.DataFrame | None
) -> tuple[pd.DataFrame, list[Context]]:
    """The mentions and their echoes with voice, weight and unit, the number of the actor's row; and contexts.

    Tables are trusted. Echoes in a voice in which the actor has no mention are left out.
    """
    read = add_echoes(mentions, articles)
    stretches = None if quotes is None else cut_stretches(quotes)
    voices = None if stretches is None else find_voices(read, stretches)
    if voices is None:
        read = read.assign(voice=np.nan, voice_kind=np.nan)
    else:
        read = pd.concat([read, voice_columns(voices)[["voice", "voice_kind"]]], axis=1)
    unit = read.groupby(_UNIT, sort=False, dropna=False).ngroup()
    is_given = np.arange(len(read)) < len(mentions)
    kept = is_given | unit.isin(unit[is_given]).to_numpy()
    # Mentions come first, so that the units of those kept are numbered without gaps.
    read = read.assign(unit=unit, is_given=is_given)[kept].reset_index(drop=True)
    if voices is not None:
        voices = [voice for voice, keep in zip(voices, kept, strict=True) if keep]
    return read, find_contexts(read, articles, stretches, voices)


def _score_units(
    articles: pd.DataFrame, read: pd.DataFrame, contexts: list[Context], model: RoleModel
) -> pd.DataFrame:
    features, towards = [], []
    for at in range(0, len(contexts), _BATCH):
        part = read_features(contexts[at : at + _BATCH])
        features.append(part)
        towards.append(part @ model.weights)
    unit, weight = read["unit"].to_numpy(), read["weight"].to_numpy()
    units = average_features(vstack(features, format="csr"), unit, weight)
    n_mentions = np.bincount(unit, read["is_given"]).astype(np.int64)
    scores = np.round(model.predict(units, n_mentions.astype(np.float64)), _DIGITS)
    firsts = read.drop_duplicates("unit").sort_values("unit")
    best = _find_best(np.concatenate(towards), read)
    rows = firsts.loc[np.repeat(firsts.index, len(ROLES)), _UNIT].reset_index(drop=True)
    rows["role"] = np.tile(ROLES, len(firsts))
    rows["score"] = scores.ravel()
    rows["n_mentions"] = np.repeat(n_mentions, len(ROLES))
    rows["field"] = read["field"].to_numpy()[best]
    rows["start"] = [contexts[at].sentence_start for at in best]
    rows["end"] = [contexts[at].sentence_end for at in best]
    rows["text"] = cut_spans(rows, articles)
    return build_table("roles", rows)


def _find_best(towards: Floats, read: pd.DataFrame) -> list[int]:
    """The row of the mention that speaks most for each unit's roles, unit by unit and role by role."""
    given = read.index[read["is_given"]].to_numpy()
    unit = read["unit"].to_numpy()[given]
    # What speaks for a role speaks against the mean of all three.
    against = towards[given] - towards[given].mean(axis=1, keepdims=True)
    best = []
    for role in range(len(ROLES)):
        order = np.lexsort((given, -against[:, role], unit))
        firsts = np.unique(unit[order], return_index=True)[1]
        best.append(given[order[firsts]])
    return [int(at) for at in np.stack(best, axis=1).ravel()]
