"""Linked articles in, their groups out: the origin, the kind of the others, how much of each was copied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from mediakit._core.provenance import short_hash
from mediakit.acquire.cleaning.credits import agency_in, dateline_name
from mediakit.acquire.columns import same_name
from mediakit.acquire.copying.candidates import Integers
from mediakit.acquire.copying.credited import credited_agencies
from mediakit.acquire.copying.overlap import Passages
from mediakit.acquire.copying.shingles import Mask, words_in
from mediakit.acquire.copying.stories import connect, tell_stories

# When its copies are of several kinds, an origin has the first of these.
_KINDS = ("wire", "reprint", "update")

Links = Mapping[int, Sequence[int]]


@dataclass(frozen=True)
class Facts:
    """What is known of the articles beside their words, each by position, the earliest first.

    Attributes
    ----------
    article_ids, outlets : sequence of str
    times : sequence of int
        Microseconds; the largest number when unknown, so that a dated article comes first.
    credited : sequence of sequence of str
        Agencies, the name in the dateline and the outlet the article says it comes from.
    agencies : sequence of sequence of str
        The agencies among them.
    agency_outlets : frozenset of str
        Outlets that are agencies.
    """

    article_ids: Sequence[str]
    outlets: Sequence[str]
    times: Sequence[int]
    credited: Sequence[Sequence[str]]
    agencies: Sequence[Sequence[str]]
    agency_outlets: frozenset[str]

    def credits(self, at: int, outlet: str) -> bool:
        """Whether an article credits this outlet."""
        return any(same_name(outlet, name) for name in self.credited[at])

    def from_agency(self, at: int) -> bool:
        """Whether an article credits an agency other than its own outlet."""
        return any(not same_name(name, self.outlets[at]) for name in self.agencies[at])


@dataclass(frozen=True)
class _Kin:
    """Articles that are linked directly or through others, and what each took over."""

    links: Links
    places: Mapping[int, int]  # in the order from first to last
    groups: Sequence[Sequence[int]]  # by story, the origin first
    copied: Mapping[int, Mask]

    def earlier(self, at: int) -> list[int]:
        """The linked articles that were there before, the first one first."""
        before = [other for other in self.links[at] if self.places[other] < self.places[at]]
        return sorted(before, key=lambda other: self.places[other])


def read_facts(table: pd.DataFrame) -> Facts:
    """Outlet, time and credits of articles that are in order of time."""
    texts, outlets = table["text"].tolist(), table["outlet"].tolist()
    agencies = list(map(credited_agencies, texts, table["agency"]))
    others = zip(map(dateline_name, texts), table["republished_from"], strict=True)
    credited = [[*names, *filter(None, more)] for names, more in zip(agencies, others, strict=True)]
    named = sorted({name for names in agencies for name in names})
    own = {outlet for outlet, names in zip(outlets, credited, strict=True) if outlet in names}
    agency_outlets = frozenset(
        outlet
        for outlet in set(outlets) - {""}
        if outlet in own or agency_in(outlet) or any(same_name(outlet, name) for name in named)
    )
    return Facts(
        table["article_id"].tolist(), outlets, table["time"].tolist(), credited, agencies, agency_outlets
    )


def describe_groups(links: Integers, facts: Facts, passages: Passages) -> list[dict[str, Any]]:
    """The rows of the copies table, from the earliest group to the latest, in each the origin first."""
    partners: dict[int, list[int]] = {}
    for one, other in links.tolist():
        partners.setdefault(one, []).append(other)
        partners.setdefault(other, []).append(one)
    rows: dict[int, list[dict[str, Any]]] = {}
    for linked in connect(len(facts.outlets), links):
        kin = _sort_out(linked, partners, facts, passages)
        rows.update((group[0], _rows(group, kin, facts, passages)) for group in kin.groups)
    return [row for origin in sorted(rows) for row in rows[origin]]


def _sort_out(linked: Sequence[int], links: Links, facts: Facts, passages: Passages) -> _Kin:
    """Groups of linked articles, their origins, and the order in which they took from each other."""
    ranks = {at: _rank(at, links[at], facts) for at in linked}
    first_to_last = sorted(linked, key=lambda at: (ranks[at], at))
    story_of, joined = tell_stories(first_to_last, links, facts.outlets, passages)
    groups: dict[int, list[int]] = {}
    for at in first_to_last:
        groups.setdefault(story_of[at], []).append(at)
    # Of articles of one time the longest is the origin, for what was cut is a copy; unless it was joined.
    origins = {
        min(group, key=lambda at: (ranks[at], facts.times[at], at in joined, -at))
        for group in groups.values()
    }
    order = sorted(linked, key=lambda at: (ranks[at], facts.times[at], at not in origins, at))
    places = {at: place for place, at in enumerate(order)}
    ordered = [sorted(group, key=lambda at: (at not in origins, places[at])) for group in groups.values()]
    return _Kin(links, places, ordered, _copied(order, passages))


def _rank(at: int, partners: Sequence[int], facts: Facts) -> int:
    """An agency's article comes before one whose outlet another credits, and that before the others."""
    outlet = facts.outlets[at]
    if outlet in facts.agency_outlets:
        return 0
    credited = any(facts.outlets[other] != outlet and facts.credits(other, outlet) for other in partners)
    return 1 if outlet and credited else 2


def _copied(order: Sequence[int], passages: Passages) -> dict[int, Mask]:
    """For each article, which of its words stand in runs that any article before it has."""
    shingles = [passages.shingles(at) for at in order]
    lengths = [len(one) for one in shingles]
    holders = np.repeat(np.arange(len(order)), lengths)
    _, first, codes = np.unique(np.concatenate(shingles), return_index=True, return_inverse=True)
    shared = np.split(holders[first][codes] < holders, np.cumsum(lengths)[:-1])
    return {at: words_in(runs, passages.length(at)) for at, runs in zip(order, shared, strict=True)}


def _rows(group: Sequence[int], kin: _Kin, facts: Facts, passages: Passages) -> list[dict[str, Any]]:
    """The rows of a group. An article alone in it is linked to other groups: a copy, if they were earlier."""
    origin = group[0]
    has_origin = len(group) > 1 or not kin.earlier(origin)
    rows = []
    for at in group[1:] if has_origin else group:
        earlier = kin.earlier(at)
        source = _source(at, [origin, *earlier] if has_origin else earlier, passages)
        kind = _kind(at, origin if has_origin else source, source, facts)
        rows.append((at, kind, float((kin.copied[at] | passages.aligned(at, source)).mean())))
    if has_origin:
        kinds = {kind for _, kind, _ in rows} or {
            _kind(at, origin, origin, facts) for at in kin.links[origin]
        }
        rows.insert(0, (origin, min(kinds, key=_KINDS.index), 0.0))
    return [
        {
            "article_id": facts.article_ids[at],
            "group_id": short_hash([facts.article_ids[origin]]),
            "origin": at == origin and has_origin,
            "kind": kind,
            "share": share,
        }
        for at, kind, share in rows
    ]


def _source(at: int, earlier: Sequence[int], passages: Passages) -> int:
    """The earlier article that most words come from; of equals the first."""
    some = list(dict.fromkeys(earlier))
    return some[0] if len(some) == 1 else max(some, key=lambda other: passages.share(at, other))


def _kind(at: int, origin: int, source: int, facts: Facts) -> str:
    outlet = facts.outlets[at]
    if outlet and facts.outlets[source] == outlet:
        return "update"
    if facts.outlets[origin] in facts.agency_outlets:
        return "wire"
    # What an agency is credited for in the origin is an agency's in the copy, unless that credits the origin.
    named = facts.from_agency(at) or facts.from_agency(origin)
    if named and not facts.credits(at, facts.outlets[origin]):
        return "wire"
    return "reprint"
