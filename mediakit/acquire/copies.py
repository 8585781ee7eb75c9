"""Articles in, the copies among them out: wire copy, reprints and updates, with the share of words copied."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from mediakit._core.errors import InputError
from mediakit._core.provenance import short_hash
from mediakit._core.spans import WORD
from mediakit._core.tables import build_table, check_table
from mediakit.acquire.columns import same_name
from mediakit.acquire.credits import agency_in, dateline_name

Hashes = npt.NDArray[np.uint64]

_LENGTH = 5  # words of a shingle: two reporters rarely choose the same five in a row, save in quotations
# Every fourth shingle, chosen by its hash and so the same ones everywhere, is enough to find candidates.
_SAMPLE = np.uint64(4)
# A shingle in more articles than this is paired with its first and its previous holder alone.
_MOST_PAIRED = 20
# Fewer copied words than this are a quotation, a standing phrase of the outlet or a list of names.
_FEWEST_WORDS = 25
# An earlier article counts as taken over by a longer one when this share of it reappears there.
_TAKEN_OVER = 0.5
# Both ways, for articles of a few lines.
_SHORT_SHARE = 0.8
# Words in marks were heard, not copied, by two reporters at one event: they link no articles. Apostrophes
# look like closing single marks; a wrong end costs a few words of evidence.
_MARKED = re.compile(r"[“„«\"][^“”„«»\"\n]{1,800}[”“»\"]|(?<!\w)‘[^‘\n]{1,800}?’(?!\w)")
_BASE = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class _Article:
    """What grouping needs to know of an article: its shingles, its time and whom it names."""

    article_id: str
    outlet: str
    time: int  # microseconds; the largest number when unknown, so that a dated article comes first
    shingles: Hashes
    n_words: int
    marked: npt.NDArray[np.bool_]  # for each word, whether it stands in quotation marks
    credited: tuple[str, ...]  # agency, dateline and the outlet it says it comes from
    agency: str


def find_copies(articles: pd.DataFrame, *, min_share: float = 0.3) -> pd.DataFrame:
    """Find articles that share much of their wording, and say which was first.

    Two articles belong to a group of copies when at least `min_share` of the later one's words outside
    quotation marks stand in runs of five or more words that the earlier one has too, or when half of the
    earlier one reappears in the later. The origin is an agency's article, then one whose outlet the others
    credit, then the earliest, then the first in the table.

    Parameters
    ----------
    articles : DataFrame
        The articles table; outlet, published, agency and republished_from help to tell the kinds apart.
    min_share : float, default 0.3
        Share of an article's words, above 0 and at most 1.

    Returns
    -------
    DataFrame
        The copies table, a row for each article in a group: article_id, group_id, origin (True for one of
        each group), kind ("wire" when the origin is an agency's or the article credits one, "update" when the
        words come from an earlier article of the same outlet, else "reprint"; the origin has the kind of its
        copies), share (0 to 1, words that an earlier article of the group has; 0 for the origin).

    Raises
    ------
    TableError
        When `articles` is no articles table.
    InputError
        When `min_share` is not above 0 and at most 1.

    Notes
    -----
    Case and punctuation do not count. Words in quotation marks link no articles, since two reporters may have
    heard them; in the share of a linked article they do count.

    Examples
    --------
    >>> import pandas as pd
    >>> lead = "The port stayed shut on Monday because the dockers had not been paid since August, "
    >>> lead += "they said, and a ship with barley waited in the roads for the third day in a row."
    >>> articles = pd.DataFrame({
    ...     "article_id": ["a", "b", "c"], "outlet": ["Herald", "Gazette", "Gazette"],
    ...     "text": [lead, lead + " Talks go on.", "A choir sang in the cathedral. Nobody spoke of barley."],
    ... })
    >>> find_copies(articles)[["article_id", "origin", "kind", "share"]].round(2).values.tolist()
    [['a', True, 'reprint', 0.0], ['b', False, 'reprint', 0.92]]
    """
    if not 0 < min_share <= 1:
        raise InputError(f"min_share is a share of words, above 0 and at most 1; got {min_share!r}.")
    known = list(_describe(check_table(articles, "articles")))
    pairs = [pair for pair in _candidates(known, min_share) if _linked(known, pair, min_share)]
    agencies = _agencies(known)
    partners: dict[str, list[_Article]] = {}
    for one, other in pairs:
        partners.setdefault(known[one].article_id, []).append(known[other])
        partners.setdefault(known[other].article_id, []).append(known[one])
    rows: list[dict[str, Any]] = []
    for members in _groups(len(known), pairs):
        rows += _describe_group([known[at] for at in members], partners, agencies)
    return build_table("copies", rows)


def _describe(articles: pd.DataFrame) -> Iterator[_Article]:
    hashes: dict[str, int] = {}
    known = articles["published"].notna()
    times = articles["published"].astype("int64").where(known, np.iinfo(np.int64).max)
    columns = [
        articles[name].fillna("") for name in ("article_id", "outlet", "text", "agency", "republished_from")
    ]
    for article_id, outlet, text, agency, source, time in zip(*columns, times, strict=True):
        found = list(WORD.finditer(text))
        words = [word.group().casefold().replace("’", "'") for word in found]
        dateline = dateline_name(text) or ""
        yield _Article(
            article_id,
            outlet,
            int(time),
            _shingle(words, hashes),
            len(words),
            _in_marks(text, [word.start() for word in found]),
            tuple(name for name in (agency, dateline, source) if name),
            agency or (agency_in(dateline) or ""),
        )


def _shingle(words: Sequence[str], hashes: dict[str, int]) -> Hashes:
    """A hash for each run of five words, by the position of its first word."""
    for word in words:
        if word not in hashes:
            hashes[word] = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")
    codes = np.array([hashes[word] for word in words], dtype=np.uint64)
    if len(codes) < _LENGTH:
        return np.empty(0, dtype=np.uint64)
    combined = np.zeros(len(codes) - _LENGTH + 1, dtype=np.uint64)
    for offset in range(_LENGTH):
        combined = combined * _BASE + codes[offset : len(combined) + offset]
    # The low bits of a sum of products are poor; mixing the high ones in makes the sample even.
    mixed: Hashes = combined ^ (combined >> np.uint64(29))
    return mixed


def _candidates(known: Sequence[_Article], min_share: float) -> list[tuple[int, int]]:
    """Pairs that share sampled shingles, enough that they may share `min_share` of their words."""
    order = sorted(range(len(known)), key=lambda at: (known[at].time, at))
    sampled = [np.unique(known[at].shingles[known[at].shingles % _SAMPLE == 0]) for at in order]
    holders = np.repeat(np.array(order, dtype=np.int64), [len(one) for one in sampled])
    hashes = np.concatenate(sampled) if sampled else np.empty(0, dtype=np.uint64)
    if not len(hashes):
        return []
    by_hash = np.argsort(hashes, kind="stable")  # within a shingle the earliest holder stays first
    hashes, holders = hashes[by_hash], holders[by_hash]
    starts = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]])
    counts: Counter[tuple[int, int]] = Counter()
    for start, end in zip(starts, np.r_[starts[1:], len(hashes)], strict=True):
        if end - start > 1:
            counts.update(_pairs(holders[start:end].tolist()))
    sizes = dict(zip(order, map(len, sampled), strict=True))
    # Half of what is needed: the sample of a short article is small.
    return sorted(
        (min(pair), max(pair))
        for pair, count in counts.items()
        if count >= 0.5 * min_share * min(sizes[pair[0]], sizes[pair[1]])
    )


def _pairs(holders: Sequence[int]) -> Iterable[tuple[int, int]]:
    if len(holders) <= _MOST_PAIRED:
        return combinations(holders, 2)
    return [*pairwise(holders), *((holders[0], other) for other in holders[2:])]


def _linked(known: Sequence[_Article], pair: tuple[int, int], min_share: float) -> bool:
    """Whether the later article has enough of its own prose from the earlier, or took most of it over."""
    earlier, later = sorted((known[at] for at in pair), key=lambda one: one.time)
    for one, other, needed in ((later, earlier, min_share), (earlier, later, max(_TAKEN_OVER, min_share))):
        copied = _covered(one, other) & ~one.marked
        if copied.sum() >= _FEWEST_WORDS and copied.sum() >= needed * (~one.marked).sum():
            return True
    # Too short to judge by the number of words: all of it, marks and all.
    return min(_share(earlier, later), _share(later, earlier)) >= _SHORT_SHARE


def _share(article: _Article, other: _Article) -> float:
    """Share of an article's words inside shingles that the other has."""
    return float(_covered(article, other).sum() / max(article.n_words, 1))


def _covered(article: _Article, other: _Article) -> npt.NDArray[np.bool_]:
    """For each word of an article, whether it lies inside a shingle that the other has."""
    if not len(article.shingles):
        return np.zeros(article.n_words, dtype=bool)
    return _words_of(np.isin(article.shingles, other.shingles))


def _words_of(shared: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """For each word of an article, whether it lies inside one of the shared shingles."""
    covered: npt.NDArray[np.bool_] = np.convolve(shared, np.ones(_LENGTH, dtype=np.int64)) > 0
    return covered


def _in_marks(text: str, starts: Sequence[int]) -> npt.NDArray[np.bool_]:
    marked = np.zeros(len(starts), dtype=bool)
    offsets = np.array(starts)
    for found in _MARKED.finditer(text):
        first, last = np.searchsorted(offsets, (found.start(), found.end()))
        marked[first:last] = True
    return marked


def _groups(n_articles: int, pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Articles linked directly or through others, in the order of the table."""
    if not pairs:
        return []
    rows, columns = zip(*pairs, strict=True)
    graph = coo_array((np.ones(len(pairs)), (rows, columns)), shape=(n_articles, n_articles))
    _, labels = connected_components(graph, directed=False)
    members: dict[int, list[int]] = {}
    for at in sorted({*rows, *columns}):
        members.setdefault(int(labels[at]), []).append(at)
    return list(members.values())


def _agencies(known: Sequence[_Article]) -> list[str]:
    """Outlets that are agencies: by name, credited as one, or naming themselves in their datelines."""
    credited = {article.agency for article in known if article.agency}
    outlets = dict.fromkeys(article.outlet for article in known if article.outlet)
    own = {article.outlet for article in known if article.outlet and article.outlet in article.credited}
    return [
        outlet
        for outlet in outlets
        if agency_in(outlet) or outlet in own or any(same_name(outlet, name) for name in credited)
    ]


def _describe_group(
    members: Sequence[_Article], partners: Mapping[str, Sequence[_Article]], agencies: Sequence[str]
) -> list[dict[str, Any]]:
    origin = _origin(members, agencies)
    rest = sorted((one for one in members if one is not origin), key=lambda one: one.time)
    ordered = [origin, *rest]
    places = {one.article_id: at for at, one in enumerate(ordered)}
    kinds: list[str] = []
    for at, one in enumerate(rest, 1):
        linked = sorted(places[other.article_id] for other in partners[one.article_id])
        earlier = [ordered[place] for place in linked if 0 < place < at]
        kinds.append(_kind(one, [origin, *earlier], agencies))
    own = next(kind for kind in ("wire", "reprint", "update") if kind in kinds)
    return [
        {
            "article_id": one.article_id,
            "group_id": short_hash([origin.article_id]),
            "origin": one is origin,
            "kind": kind,
            "share": share,
        }
        for one, kind, share in zip(ordered, [own, *kinds], _shares_of_earlier(ordered), strict=True)
    ]


def _origin(members: Sequence[_Article], agencies: Sequence[str]) -> _Article:
    """An agency's article, else one whose outlet another credits, else the earliest, else the first."""
    credits = {(other.outlet, name) for other in members for name in other.credited}
    named = {
        outlet
        for outlet in {one.outlet for one in members}
        if any(other != outlet and same_name(outlet, name) for other, name in credits)
    }
    return min(members, key=lambda one: (one.outlet not in agencies, one.outlet not in named, one.time))


def _shares_of_earlier(ordered: Sequence[_Article]) -> list[float]:
    """For each article, the share of its words inside shingles that any article before it has."""
    lengths = [len(one.shingles) for one in ordered]
    holders = np.repeat(np.arange(len(ordered)), lengths)
    _, first, codes = np.unique(
        np.concatenate([one.shingles for one in ordered]), return_index=True, return_inverse=True
    )
    shared = np.split(holders[first][codes] < holders, np.cumsum(lengths)[:-1])
    return [float(_words_of(own).sum() / one.n_words) for one, own in zip(ordered, shared, strict=True)]


def _kind(article: _Article, earlier: Sequence[_Article], agencies: Sequence[str]) -> str:
    """The kind of a copy, from the earlier articles it may come from; the first is the origin."""
    origin = earlier[0]
    source = max(earlier, key=lambda one: _share(article, one))
    if article.outlet and source.outlet == article.outlet:
        return "update"
    if origin.outlet in agencies:
        return "wire"
    credits_origin = any(same_name(origin.outlet, name) for name in article.credited)
    if article.agency and not credits_origin and not same_name(article.agency, article.outlet):
        return "wire"
    return "reprint"
