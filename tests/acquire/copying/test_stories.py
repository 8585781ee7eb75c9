import numpy as np

from mediakit.acquire.copying.overlap import Passages
from mediakit.acquire.copying.shingles import read_words
from mediakit.acquire.copying.stories import connect, tell_stories

A, B, C = (" ".join(f"{name}{at}" for at in range(60)) for name in "abc")


def tell(texts, links, outlets=None):
    words = read_words(texts)
    passages = Passages(words, np.zeros(len(words.codes), dtype=bool))
    near = {at: [] for at in range(len(texts))}
    for one, other in links:
        near[one].append(other)
        near[other].append(one)
    outlets = outlets or [f"O{at}" for at in range(len(texts))]
    stories, joined = tell_stories(range(len(texts)), near, outlets, passages)
    return [stories[at] for at in range(len(texts))], joined


def test_connect():
    assert connect(7, np.array([[0, 2], [2, 5], [3, 4]])) == [[0, 2, 5], [3, 4]]
    assert connect(3, np.empty((0, 2), dtype=np.int64)) == []


def test_a_joined_article_belongs_to_the_story_it_has_most_of():
    assert tell([A, B, f"{A[:200]} {B}"], [(0, 2), (1, 2)]) == ([0, 1, 1], {2})


def test_what_a_joined_article_adds_is_no_part_of_its_story():
    assert tell([A, f"{A} {B}", B, B], [(0, 1), (1, 2), (1, 3), (2, 3)])[0] == [0, 0, 2, 2]


def test_what_an_update_adds_is_part_of_its_story():
    texts, links = [A, f"{A} {B}", f"{B} {C}"], [(0, 1), (1, 2)]
    assert tell(texts, links, ["Herald"] * 3)[0] == [0, 0, 0]
    assert tell(texts, links)[0] == [0, 0, 2]


def test_cuts_of_an_earlier_article_are_one_story():
    assert tell([f"{A} {B}", A, B], [(0, 1), (0, 2)])[0] == [0, 0, 0]
