"""What a run was made from and with: content hashes of the input, versions of the packages."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version

import pandas as pd

_PACKAGES = (
    "mediakit-news",
    "pandas",
    "numpy",
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
    found = {"python": platform.python_version()}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found
