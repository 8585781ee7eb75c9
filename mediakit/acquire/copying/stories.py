"""Linked articles in, their groups out: who has the words of which story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from mediakit.acquire.copying.candidates import Integers
from mediakit.acquire.copying.overlap import Passages
from mediakit.acquire.copying.shingles import words_in

# A short article needs no more than this share of its words from a story to belong to it.
_SHARE_OF_A_SHORT_ONE = 0.5


def connect(n_articles: int, links: Integers) -> list[list[int]]:
    """Articles that are linked directly or through others; both lists ascend."""
    graph = coo_array((np.ones(len(links)), (links[:, 0], links[:, 1])), shape=(n_articles, n_articles))
    _, labels = connected_components(graph, directed=False)
    members: dict[int, list[int]] = {}
    for at in np.unique(links).tolist():
        members.setdefault(int(labels[at]), []).append(at)
    return list(members.values())


def tell_stories(
    order: Sequence[int], links: Mapping[int, Sequence[int]], outlets: Sequence[str], passages: Passages
) -> tuple[dict[int, int], set[int]]:
    """The story each of some connected articles belongs to, and the articles made of more than one story.

    Articles are taken from first to last. The words of an article without a source are its story. A later one
    belongs to the story of the article it has most words of, if it has many words of that story. What else it
    says belongs to no story until another article has it, unless it is the outlet's update of itself: so an
    article joined from two stories does not make one of them, and does not lend the second story's words to
    the first.

    Parameters
    ----------
    order : sequence of int
        The articles, from first to last.
    links : mapping of int to sequence of int
        The articles each is linked to.
    outlets : sequence of str
        By article.
    passages : Passages

    Returns
    -------
    stories : dict of int to int
        For each article the first one of its story.
    joined : set of int
        Articles that also have many words of another story.
    """
    story_of_shingle: dict[int, int] = {}
    stories: dict[int, int] = {}
    joined: set[int] = set()
    for at in order:
        shingles = passages.shingles(at).tolist()
        labels = [story_of_shingle.get(shingle, -1) for shingle in shingles]
        sizes = _words_by_story(at, labels, passages)
        near = [other for other in links[at] if other in stories and stories[other] in sizes]
        chosen = stories[_nearest(at, near, stories, passages)] if near else at
        stories[at] = chosen
        if len(sizes) > 1:
            joined.add(at)
        same = [other for other in near if stories[other] == chosen]
        if chosen == at or (outlets[at] and outlets[at] in {outlets[other] for other in same}):
            for shingle in shingles:
                story_of_shingle.setdefault(shingle, chosen)
    return stories, joined


def _nearest(at: int, near: Sequence[int], stories: Mapping[int, int], passages: Passages) -> int:
    """The linked article that most words are shared with; of equals the first."""
    if len({stories[other] for other in near}) == 1:
        return near[0]
    return max(near, key=lambda other: (passages.share(at, other), -stories[other], -other))


def _words_by_story(at: int, labels: Sequence[int], passages: Passages) -> dict[int, int]:
    """How many words an article has of each story, of those it has many of; earlier stories first."""
    length = passages.length(at)
    n_words = len(passages.own(at))
    enough = min(passages.fewest(at), _SHARE_OF_A_SHORT_ONE * n_words)
    runs = np.array(labels)
    counts: dict[int, int] = {}
    for story in sorted(one for one in Counter(labels) if one >= 0):
        if (n_covered := int(words_in(runs == story, length).sum())) >= enough:
            counts[story] = n_covered
    return counts
