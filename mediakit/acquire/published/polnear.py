"""The published folder of PolNeAR in; its articles and their attributions, with offsets, out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from mediakit._core.errors import InputError
from mediakit._core.standoff import Span, enclose, find_annotations, read_attributions, read_text
from mediakit._core.tables import build_table
from mediakit.acquire.published.rejects import as_reject
from mediakit.acquire.reading import WHOLE, Problem

_REMEDY = "compare the file with the published one"
_SPLITS = ("train", "dev", "test")
_COLUMNS = [
    "article_id",
    "attribution_id",
    "kind",
    *(f"{role}_{part}" for role in ("source", "cue") for part in ("start", "end", "text")),
    "content_spans",
    "content_text",
    "annotator",
    "n_annotators",
    "split",
]
_WORD = re.compile(r"\w+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# Words inside the marks these articles use. One outlet doubles single marks (''…''); a stretch that is not
# closed ends with its paragraph. Against a finer rule the kinds agree for .999 of 22,024 attributions.
_MARKED = re.compile(
    r"“[^”\n]*|\"[^\"\n]*\"?|(?:''|``)(?:(?!'')[^\n])*(?:'')?"
    r"|(?<!\w)‘(?:[^‘’\n]|(?<=\w)’(?=\w))+?’(?!\w)|(?<!\w)'(?=\w)(?:[^'\n]|(?<=\w)'(?=\w))+?(?<=[\w.,!?])'(?!\w)"
)


def read_polnear(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Read articles, attributions and rejects.

    The folder holds train, dev or test, each with the folders text and attributions, and metadata.tsv.
    """
    described = _read_metadata(folder / "metadata.tsv")
    articles: list[dict[str, Any]] = []
    gold: list[dict[str, Any]] = []
    rejects: list[dict[str, Any]] = []
    for split in _SPLITS:
        texts = sorted((folder / split / "text").glob("*.txt"))
        annotated = find_annotations(texts, (folder / split / "attributions").glob("*.ann"))
        for path in texts:
            place = path.relative_to(folder).as_posix()
            try:
                text = read_text(path)
            except UnicodeDecodeError as error:
                rejects.append(as_reject(place, Problem(WHOLE, f"the text is not UTF-8: {error}", _REMEDY)))
                continue
            articles.append(_as_article(path.stem, text, described.get(path.stem, {}), split, place))
            found, doubt = _read_gold(path.stem, text, annotated.get(path.stem, []))
            gold += [{**row, "split": split} for row in found]
            if doubt:
                rejects.append(as_reject(place, Problem(WHOLE, doubt, _REMEDY, doubt=True), path.stem))
        if texts:
            there = {path.stem for path in texts}
            announced = [name for name, about in described.items() if about.get("compartment") == split]
            rejects += [_as_missing(name) for name in announced if name not in there]
    return (
        build_table("articles", articles),
        _typed(pd.DataFrame(gold, columns=_COLUMNS)),
        build_table("rejects", rejects),
    )


def _read_metadata(path: Path) -> dict[str, Mapping[str, str]]:
    """What metadata.tsv says of each article, by the name of its file; nothing when there is none."""
    if not path.is_file():
        return {}
    header, *lines = path.read_bytes().decode("utf-8", "replace").splitlines() or [""]
    names = header.split("\t")
    rows = [dict(zip(names, line.split("\t"), strict=False)) for line in lines]
    return {row["filename"]: row for row in rows if row.get("filename")}


def _as_missing(name: str) -> dict[str, Any]:
    problem = Problem(f"row of {name!r}", "the text it announces is not there", "fetch the corpus again")
    return as_reject("metadata.tsv", problem)


def _as_article(name: str, text: str, about: Mapping[str, str], split: str, place: str) -> dict[str, Any]:
    publisher, _, rest = name.partition("_")  # huff-post_2016-09-10_first-words-of-the-title
    day = _DAY.match(_known(about.get("publication_date")) or rest)
    return {
        "article_id": name,
        "outlet": _known(about.get("publisher")) or publisher,
        "title": _known(about.get("title")),
        "text": text,
        "published": pd.to_datetime(day.group(), errors="coerce", utc=True) if day else None,
        "date_only": True,
        "author": _known(about.get("author")),
        "language": "en",
        "agency": _known(about.get("wire")) or _known(about.get("credit")),
        "source_file": place,
        "source_format": "brat",
        "split": split,
    }


def _known(value: str | None) -> str | None:
    return None if value in (None, "", "None", "NA") else value


def _read_gold(name: str, text: str, paths: list[Path]) -> tuple[list[dict[str, Any]], str]:
    """The attributions of one article, and a doubt; of several annotators the first by name is taken."""
    if not paths:
        return [], "there is no annotation file of its name: its attributions are unknown"
    try:
        annotated = [found for found in read_attributions(paths[0], text) if found.content]
    except (InputError, UnicodeDecodeError) as error:
        return [], f"its attributions are left out: {error}"
    marked = [match.span() for match in _MARKED.finditer(text)]
    rows = [
        {
            "article_id": name,
            "attribution_id": found.attribution_id,
            "kind": _kind(text, found.content, marked),
            **_span("source", text, found.source),
            **_span("cue", text, found.cue),
            "content_spans": list(found.content),
            "content_text": " … ".join(text[start:end] for start, end in found.content),
            "annotator": paths[0].stem.removeprefix(name).strip("_") or None,
            "n_annotators": len(paths),
        }
        for found in annotated
        if found.fits
    ]
    if len(rows) == len(annotated):
        return rows, ""
    return rows, (
        f"{len(annotated) - len(rows)} of {len(annotated)} attributions quote other words than the text has "
        "at their offsets, and are left out: was it changed, or were its line ends translated?"
    )


def _span(role: str, text: str, pieces: tuple[Span, ...]) -> dict[str, Any]:
    start, end = enclose(pieces)
    words = None if start is None else text[start:end]
    return {f"{role}_start": start, f"{role}_end": end, f"{role}_text": words}


def _kind(text: str, content: tuple[Span, ...], marked: list[Span]) -> str:
    """Direct when all words of the content are in quotation marks, mixed when some, indirect when none."""
    words = [start + match.start() for start, end in content for match in _WORD.finditer(text[start:end])]
    inside = [any(start <= word < end for start, end in marked) for word in words]
    return "direct" if inside and all(inside) else "mixed" if any(inside) else "indirect"


def _typed(gold: pd.DataFrame) -> pd.DataFrame:
    offsets = [f"{role}_{side}" for role in ("source", "cue") for side in ("start", "end")]
    return gold.astype(dict.fromkeys(offsets, "Int64"))
