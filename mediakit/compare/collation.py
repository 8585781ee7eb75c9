"""Two versions of a statement in; which words of the fuller one the other has, word for word, out."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.compare.quote_pairs import find_pairs
from mediakit.compare.versions import Ints, Mask, Versions

_RUN = 3  # words in a row that count as taken over; shorter runs are shared by anything a speaker says
_LONG_RUN = 8  # words in a row that nobody says twice by chance
_HALF = 0.5  # share of the shorter version's words in runs that makes it a version
_MOSTLY = 0.6  # share of a version's words in another, above which it is no statement of its own
# Weighted shares of words, of the shorter and of the longer version, in whatever form and order, and number
# of telling words from which a version without runs is a candidate for a paraphrase. The planted translations
# share at least 0.57 and 0.38; of other statements by the same speaker, none shares more than 0.57 and 0.20.
_REWORDED_LESS, _REWORDED_MORE, _LEAST_TELLING = 0.55, 0.35, 4


@dataclass(frozen=True)
class Candidate:
    """A version to be compared with another one.

    Attributes
    ----------
    version : int
        The other version.
    named : bool
        True when the speakers of both are known.
    reworded : bool
        True when both share enough words for a paraphrase.
    """

    version: int
    named: bool
    reworded: bool


@dataclass(frozen=True)
class Match:
    """How one version has the words of another, the reference.

    Attributes
    ----------
    verbatim : bool
        True when words in marks were taken over in runs; False for a paraphrase.
    covered : array of bool
        For each marked word of the reference, whether the version has it in marks.
    own_share : float
        Share of the version's own words that the reference has in runs.
    """

    verbatim: bool
    covered: NDArray[np.bool_]
    own_share: float


@dataclass(frozen=True)
class Statements:
    """Statements, each by its fullest version, and all versions of each.

    Attributes
    ----------
    references : list of int
        For each statement, its fullest version.
    links : list of dict
        For each statement, a match by version; the reference itself is not among them.
    """

    references: list[int]
    links: list[dict[int, Match]]


def find_statements(versions: Versions, days: float, min_words: int) -> Statements:
    """Statements among versions: each version in marks that no fuller one contains, with what matches it.

    A version that has words of two statements is a version of both.
    """
    pairs = find_pairs(versions, days)
    neighbours = _adjacency(pairs)
    table = versions.table
    long_enough = (table["n_marked"] >= min_words).to_numpy()
    order = table.sort_values(
        ["n_marked", "published", "quote_id"], ascending=[False, True, True], kind="stable"
    ).index.to_numpy()
    found: dict[int, dict[int, Match]] = {}
    for version in order[long_enough[order]].tolist():
        held = False
        for candidate in neighbours.get(version, ()):
            other = candidate.version
            if other in found:
                match = collate(versions, other, version, candidate, min_words)
                if match is not None:
                    found[other][version] = match
                    held |= match.verbatim and match.own_share >= _MOSTLY
        if not held:
            found[version] = {}
    for reference, links in found.items():
        for candidate in neighbours.get(reference, ()):
            if candidate.version not in links:
                match = collate(versions, reference, candidate.version, candidate, min_words)
                if match is not None:
                    links[candidate.version] = match
    found = _join_rewordings(found, table["outlet"].tolist())
    return Statements(list(found), list(found.values()))


def _join_rewordings(found: dict[int, dict[int, Match]], outlets: list[str]) -> dict[int, dict[int, Match]]:
    """The statements without those that reword another one: of these, the one most outlets ran stays."""

    def n_outlets(reference: int) -> int:
        taken = (version for version, match in found[reference].items() if match.verbatim)
        return len({outlets[version] for version in (reference, *taken)})

    kept: dict[int, dict[int, Match]] = {}
    gone: set[int] = set()
    for reference in sorted(found, key=n_outlets, reverse=True):  # stable: of equals the fullest comes first
        if reference in gone:
            continue
        links = dict(found[reference])
        for other, match in found[reference].items():
            if match.verbatim or other not in found or other in kept or other in gone:
                continue
            gone.add(other)
            for version in found[other]:
                if version != reference:
                    links.setdefault(version, match)
        kept[reference] = links
    return kept


def collate(
    versions: Versions, reference: int, version: int, candidate: Candidate, min_words: int
) -> Match | None:
    """The match of a version with a reference; None when it is no version of the same statement."""
    full = versions.words(reference)[versions.marks(reference)]
    words, marks = versions.words(version), versions.marks(version)
    if len(words) < min_words:
        return None
    matcher = SequenceMatcher(None, full.tolist(), words.tolist(), autojunk=False)
    covered = np.zeros(len(full), dtype=bool)
    in_run = np.zeros(len(words), dtype=bool)
    longest = 0
    for at, at_own, size in matcher.get_matching_blocks():
        covered[at : at + size] = marks[at_own : at_own + size]
        if size >= _RUN:
            in_run[at_own : at_own + size] = True
            longest = max(longest, size)
    n_own = int(marks.sum()) or len(words)
    n_run = int(in_run.sum())
    taken = n_run >= max(min_words, _HALF * min(len(full), n_own)) or longest >= _LONG_RUN
    if taken and (candidate.named or longest >= _LONG_RUN):
        n_marked = int((in_run & marks).sum())
        return Match(n_marked >= _HALF * n_run, covered, n_marked / n_own)
    if candidate.reworded and _n_telling(versions, reference, version) >= _LEAST_TELLING:
        return Match(False, covered, 0.0)
    return None


def _n_telling(versions: Versions, a: int, b: int) -> int:
    """How many telling words two versions share, in whatever form."""
    return len(set(_telling_stems(versions, a)) & set(_telling_stems(versions, b)))


def _telling_stems(versions: Versions, version: int) -> list[int]:
    part = slice(versions.starts[version], versions.starts[version + 1])
    stems: Ints = versions.stems[part]
    telling: Mask = versions.telling[part]
    found: list[int] = stems[telling].tolist()
    return found


def _adjacency(pairs: pd.DataFrame) -> dict[int, list[Candidate]]:
    """For each version, those it is to be compared with."""
    reworded = (pairs["share_less"] >= _REWORDED_LESS) & (pairs["share_more"] >= _REWORDED_MORE)
    columns = (pairs["a"], pairs["b"], pairs["named"], reworded & pairs["named"])
    neighbours: dict[int, list[Candidate]] = {}
    for a, b, named, alike in zip(*(column.tolist() for column in columns), strict=True):
        neighbours.setdefault(a, []).append(Candidate(b, named, alike))
        neighbours.setdefault(b, []).append(Candidate(a, named, alike))
    return neighbours
