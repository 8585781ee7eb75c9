"""The published folder of NewsMTSC in; its sentences, and each target in them with its sentiment, out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import pandas as pd

from mediakit._core.errors import InputError
from mediakit._core.tables import build_table
from mediakit.acquire.published.rejects import as_reject
from mediakit.acquire.reading import Problem

_REMEDY = "compare the line with the published file"
_LABELS = {2: "negative", 4: "neutral", 6: "positive"}
_COLUMNS = ["article_id", "field", "start", "end", "text", "actor", "form", "label", "further_spans", "split"]


def read_newsmtsc(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Read sentences as articles, targets as mentions with a label, and rejects.

    The folder holds files of JSON lines, or else the zip archive of them.
    """
    articles: dict[str, dict[str, Any]] = {}
    gold: list[dict[str, Any]] = []
    rejects: list[dict[str, Any]] = []
    for name, lines in _find_lines(folder):
        split = name.removesuffix(".jsonl")
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                article, targets = _read_sentence(json.loads(line), name, split)
                if article["article_id"] in articles:
                    raise InputError(f"the sentence {article['article_id']!r} was there before")
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                reason = f"no sentence with targets: {type(error).__name__}: {error}"
                rejects.append(as_reject(name, Problem(f"line {number}", reason, _REMEDY)))
                continue
            articles[article["article_id"]] = article
            gold += targets
    return (
        build_table("articles", articles.values()),
        build_table("mentions", pd.DataFrame(gold, columns=_COLUMNS)),
        build_table("rejects", rejects),
    )


def _find_lines(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Name and lines of each file, from the folder or else from the archive in it."""
    files = sorted(folder.glob("*.jsonl"))
    for path in files:
        yield path.name, path.read_bytes().decode("utf-8", "replace").split("\n")
    for path in [] if files else sorted(folder.glob("*.zip")):
        try:
            with ZipFile(path) as archive:
                for member in sorted(archive.namelist()):
                    name = member.rpartition("/")[2]
                    if name.endswith(".jsonl") and not name.startswith("."):  # "._name": a Mac's own notes
                        yield name, archive.read(member).decode("utf-8", "replace").split("\n")
        except BadZipFile as error:
            raise InputError(f"{str(path)!r} is no zip archive: {error}. Fetch it again.") from error


def _read_sentence(
    sentence: dict[str, Any], name: str, split: str
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    text, article_id = str(sentence["sentence_normalized"]), str(sentence["primary_gid"])
    article = {
        "article_id": article_id,
        "text": text,
        "language": "en",
        "source_file": name,
        "source_format": "newsmtsc",
        "split": split,
    }
    targets = []
    for target in sentence["targets"]:
        start, end, mention = int(target["from"]), int(target["to"]), str(target["mention"])
        if text[start:end] != mention:
            raise InputError(f"the sentence has {text[start:end]!r} where {mention!r} should be")
        further = [(int(more["from"]), int(more["to"])) for more in target.get("further_mentions") or ()]
        targets.append(
            {
                "article_id": article_id,
                "field": "text",
                "start": start,
                "end": end,
                "text": mention,
                "actor": str(target["Input.gid"]),
                "label": _LABELS[int(target["polarity"])],
                "further_spans": further,
                "split": split,
            }
        )
    return article, targets
