"""The published tables of narrative framing in; the articles, and the frames and roles of each, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from mediakit._core.errors import InputError
from mediakit._core.tables import build_table
from mediakit.acquire.formats.records import read_tsv
from mediakit.acquire.published.rejects import as_reject
from mediakit.acquire.reading import Content, Problem
from mediakit.acquire.unzip import UnreadableError

ARTICLES = "articles_metadata.tsv"
ROLES = "role_and_frame_annoations.tsv"  # as its authors spell it

# Our name: theirs, in lower case. In other files of theirs the frame resolution is AR.
_ABOUT = {
    "article_id": ("id", "article_id"),
    "outlet": ("source", "outlet"),
    "published": ("date", "time"),
    "text": ("text", "full_text", "content"),
}
_FRAMES = {
    "resolution": ("re", "ar"),
    "human_interest": ("hi",),
    "conflict": ("co",),
    "moral": ("mo",),
    "economic": ("ec",),
}
_NAMED = {"article_id": _ABOUT["article_id"], "entity": ("entity",), "group": ("group",), "role": ("role",)}
_ROLES = ("hero", "villain", "victim")
_LISTS = (*_ROLES, *(f"{role}_group" for role in _ROLES))
_COLUMNS = ["article_id", *_FRAMES, *_LISTS]
_ANSWERS = {"true": True, "1": True, "1.0": True, "false": False, "0": False, "0.0": False}
_NOTHING = {"", "none", "nan", "na"}
_REMEDY = "compare the line with the published file"


def read_narrative_framing(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Read articles, a gold row for each with five frames and three roles, and rejects.

    Raises
    ------
    InputError
        When a file is missing, is no text, or lacks a column.
    """
    articles: dict[str, dict[str, Any]] = {}
    gold: dict[str, dict[str, Any]] = {}
    rejects: list[dict[str, Any]] = []

    def reject(name: str, place: str, reason: str) -> None:
        rejects.append(as_reject(name, Problem(place, reason, _REMEDY)))

    for place, values in _read_rows(folder / ARTICLES, {**_ABOUT, **_FRAMES}, rejects):
        article_id = values["article_id"]
        if not values["text"].strip() or article_id in articles:
            reject(ARTICLES, place, f"no text, or an article before has its id {article_id!r}")
            continue
        articles[article_id] = _as_article(values)
        gold[article_id] = {
            "article_id": article_id,
            **{frame: _ANSWERS.get(values[frame].lower()) for frame in _FRAMES},
            **{column: [] for column in _LISTS},
        }
    for place, values in _read_rows(folder / ROLES, _NAMED, rejects):
        article_id, entity, group, role = (values[name] for name in _NAMED)
        if entity.lower() in _NOTHING:  # an article without this role
            continue
        role = role.lower()
        if article_id not in gold or role not in _ROLES:
            reject(ROLES, place, f"no article {article_id!r}, or {role!r} is no role")
            continue
        gold[article_id][role].append(entity)
        gold[article_id][f"{role}_group"].append(group)
    return (
        build_table("articles", articles.values()),
        pd.DataFrame(list(gold.values()), columns=_COLUMNS).astype(dict.fromkeys(_FRAMES, "boolean")),
        build_table("rejects", rejects),
    )


def _as_article(values: Mapping[str, str]) -> dict[str, Any]:
    return {
        **{name: values[name] for name in _ABOUT},
        "published": pd.to_datetime(values["published"], errors="coerce", utc=True),
        "date_only": True,
        "language": "en",
        "source_file": ARTICLES,
        "source_format": "tsv",
        "mbfc": values.get("mbfc") or None,  # the outlet's leaning, as mediabiasfactcheck.com rates it
    }


def _read_rows(
    path: Path, wanted: Mapping[str, tuple[str, ...]], rejects: list[dict[str, Any]]
) -> Iterator[tuple[str, dict[str, str]]]:
    """Place of each row of a file and its values, also under our names; its problems go to rejects."""
    if not path.is_file():
        raise InputError(
            f"There is no {path.name!r} in {str(path.parent)!r}. It belongs to the published data."
        )
    try:
        records = list(read_tsv(Content(path.name, path)))
    except UnreadableError as error:
        raise InputError(f"Cannot read {str(path)!r}: {error}") from error
    for record in records:
        if isinstance(record, Problem):
            rejects.append(as_reject(path.name, record))
            continue
        theirs = {
            str(name).strip().lower(): str(value).strip() for name, value in dict(record.values).items()
        }
        found = {ours: [name for name in names if name in theirs] for ours, names in wanted.items()}
        lacking = [ours for ours, names in found.items() if not names]
        if lacking:
            raise InputError(
                f"{str(path)!r} has no column {wanted[lacking[0]][0].upper()!r} ({lacking[0]}). Its first "
                f"line has {', '.join(repr(name[:30]) for name in list(theirs)[:12])}. Compare it with the "
                "published file."
            )
        yield record.place, {**theirs, **{ours: theirs[names[0]] for ours, names in found.items()}}
