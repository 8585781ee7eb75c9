"""The hash of a shipped model, lexicon or codebook in; what its card says of it out."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mediakit._core.resources import resource_path

_CARRIED = ("models/*.npz", "codebooks/*.toml", "lexicons/*/*.tsv")
_SUMMARY = "For a methods section"
_FAILURES = "Known failures"
_JUDGED = re.compile(r"^\| (?P<frame>\w+) \| (?P<judged>\d+) \| (?P<right>\d+) \| (?P<precision>[^|]+?) \|")
_DRAW = re.compile(r"^\| frame \| judged \|.*$", re.MULTILINE)


@dataclass(frozen=True)
class Card:
    """What the card of a shipped file says: how it works and how well, and where it fails.

    Attributes
    ----------
    name : str
        The file's name without its ending.
    summary : str
        Its paragraph for a methods section; empty when it has none.
    failures : tuple of str
        Its list of known failures.
    judged : dict
        Of a codebook: for each frame hits judged, hits judged right, and their share with its interval.
    """

    name: str
    summary: str
    failures: tuple[str, ...]
    judged: dict[str, tuple[int, int, str]]


def read_card(sha256: str | None) -> Card | None:
    """The card of the shipped file with this hash; None when no file that is shipped now has it."""
    path = _shipped_files().get(sha256 or "")
    card = path and path.with_suffix(".md")
    if path is None or card is None or not card.is_file():
        return None
    text = card.read_text(encoding="utf-8")
    summary = " ".join(_section(text, _SUMMARY).split())
    return Card(path.stem, _plain(summary), _bullets(_section(text, _FAILURES)), _read_judgements(text))


@cache
def _shipped_files() -> dict[str, Path]:
    """The shipped files by their hashes."""
    root = resource_path()
    paths = sorted(path for pattern in _CARRIED for path in root.glob(pattern))
    return {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in paths}


def _section(text: str, heading: str) -> str:
    """What stands below a heading of a card; empty when it has no such heading."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return found[1].strip() if found else ""


def _bullets(section: str) -> tuple[str, ...]:
    items = re.findall(r"^- (.*?)(?=^- |\Z)", section, re.MULTILINE | re.DOTALL)
    return tuple(_plain(" ".join(item.split())) for item in items)


def _plain(text: str) -> str:
    """A card's text without its marks, and with true minus signs."""
    return re.sub(r"(?<=\) )-(?= )|(?<![\w.])-(?=[.\d])", "−", text.replace("**", "").replace("`", ""))


def _read_judgements(text: str) -> dict[str, tuple[int, int, str]]:
    """The judgements of the last draw, which alone is of the cues as they are."""
    draws = list(_DRAW.finditer(text))
    if not draws:
        return {}
    table = text[draws[-1].end() :].strip().split("\n\n")[0]
    found = (_JUDGED.match(line) for line in table.splitlines())
    return {row["frame"]: (int(row["judged"]), int(row["right"]), row["precision"]) for row in found if row}
