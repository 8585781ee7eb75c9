"""Mentions in; a codebook of the actors found, to be edited, out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Literal

import pandas as pd

from mediakit._core.codebooks import Actor, Codebook, Header, write_toml
from mediakit._core.errors import InputError
from mediakit._core.tables import check_table
from mediakit.annotate.lexicon import given_names, groups, organisation_words, states, tokenise

_ACRONYM = re.compile(r"[A-Z][A-Z.&]{1,6}")


def write_codebook(mentions: pd.DataFrame, path: str | Path, *, min_articles: int = 1) -> Codebook:
    """Write the actors of a mentions table as a codebook of actors, the most mentioned first.

    Each actor gets the names it was mentioned by as aliases; a name that several actors share goes to the one
    it stands for most often. Titles and pronouns are left out, since they hold for one article only. Edit the
    file and give it to `find_mentions`: join spellings, drop what is no actor, add what is missing.

    Parameters
    ----------
    mentions : DataFrame
        The mentions table.
    path : str or Path
        The TOML file to write; an existing one is replaced.
    min_articles : int, default 1
        Actors mentioned in fewer articles are left out.

    Returns
    -------
    Codebook
        What was written.

    Raises
    ------
    InputError
        When no actor is left to write.
    """
    checked = check_table(mentions, "mentions")
    n_articles = checked.groupby("actor")["article_id"].nunique()
    named = checked[checked["form"].eq("name") & checked["actor"].map(n_articles).ge(min_articles)]
    if named.empty:
        raise InputError(
            f"No actor is mentioned by name in {min_articles} or more articles; the mentions table has "
            f"{len(checked)} rows. Lower min_articles, or check the articles."
        )
    counts = Counter(zip(named["text"], named["actor"], strict=True))
    owners: dict[str, tuple[int, str]] = {actor: (len(named) + 1, actor) for actor in named["actor"]}
    for (form, actor), count in sorted(counts.items()):
        owners[form] = max(owners.get(form, (0, "")), (count, actor))
    aliases = defaultdict(list)
    for form, (_, actor) in sorted(owners.items()):
        if form != actor:
            aliases[actor].append(form)
    totals = Counter(named["actor"])
    order = sorted(totals, key=lambda actor: (-totals[actor], actor))
    codebook = Codebook(
        header=Header(
            name=Path(path).stem,
            kind="actors",
            description="Actors as found in a corpus, to be edited: join spellings, drop what is no actor.",
            validation="found automatically, not checked",
        ),
        actors=tuple(
            Actor(
                name=actor, class_=_class_of(actor), aliases=tuple(aliases[actor]), gender=_gender_of(actor)
            )
            for actor in order
        ),
    )
    write_toml(codebook, Path(path))
    return codebook


def _class_of(actor: str) -> Literal["person", "state", "organisation", "group"]:
    if any(actor == state.name for state in states()):
        return "state"
    if actor in groups():
        return "group"
    words = {token.lower for token in tokenise(actor)}
    return "organisation" if words & organisation_words() or _ACRONYM.fullmatch(actor) else "person"


def _gender_of(actor: str) -> Literal["male", "female"] | None:
    return given_names().get(actor.split(" ")[0]) if _class_of(actor) == "person" else None
