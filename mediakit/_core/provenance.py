"""What a run was made from and with: content hashes of the input, versions of the packages."""

from __future__ import annotations

import hashlib
import json
import platform
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from types import MappingProxyType
from typing import Any

import pandas as pd

from mediakit._core.codebooks import Codebook
from mediakit._core.resources import resource_path

_OURSELVES = "mediakit-news"
_PACKAGES = (
    "pandas",
    "numpy",
    "scipy",
    "scikit-learn",
    "vaderSentiment",
    "trafilatura",
    "matplotlib",
)


def short_hash(parts: Iterable[str], length: int = 12) -> str:
    """Hexadecimal digest of some strings, the same on every machine."""
    joined = "\x1f".join(parts)  # a separator no article has keeps ("ab", "c") apart from ("a", "bc")
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def hash_table(table: pd.DataFrame) -> str:
    """Digest of a table's content: columns, order and values, not memory layout or package version."""
    digest = hashlib.sha256()
    for name in table.columns:
        values = [
            None if isinstance(value, float) and value != value else value for value in table[name].tolist()
        ]
        digest.update(json.dumps([str(name), values], default=str, ensure_ascii=True).encode())
    return digest.hexdigest()


def describe_packages() -> dict[str, str]:
    """Versions of Python and of the packages whose behaviour the numbers depend on."""
    # A source tree that was not installed has no metadata; the package knows its own version.
    package = sys.modules[__name__.partition(".")[0]]
    found = {"python": platform.python_version(), _OURSELVES: package.__version__}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def describe_models(files: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """What the stages found or scored with: for each table a file below mediakit/resources, and its hash."""
    return {
        table: {"file": file, "sha256": hashlib.sha256(resource_path(file).read_bytes()).hexdigest()}
        for table, file in files.items()
    }


def describe_run(
    articles: pd.DataFrame, actors: Codebook | None, frames: Codebook, *, design: Any, **settings: Any
) -> Mapping[str, Any]:
    """Everything a run depends on, as plain values: input hash, codebooks, design, options, packages."""
    described = {
        **settings,
        "articles_sha256": hash_table(articles),
        "actors": None if actors is None else _describe_codebook(actors),
        "frames": _describe_codebook(frames),
        "design": asdict(design),
        "packages": describe_packages(),
    }
    return MappingProxyType(described)


def _describe_codebook(codebook: Codebook) -> dict[str, Any]:
    entries = [entry.model_dump(by_alias=True) for entry in (codebook.actors or codebook.frames)]
    kept = ("name", "class", "definition", "source", "validation", "direction")
    shown = [{key: entry[key] for key in kept if entry.get(key)} for entry in entries]
    for described, entry in zip(shown, entries, strict=True):
        if "cues" in entry:
            described["n_cues"] = len(entry["cues"])
    return {**codebook.header.model_dump(), "sha256": codebook.sha256, codebook.header.kind: shown}
