import numpy as np

from mediakit.acquire.copying.candidates import find_candidates
from mediakit.acquire.copying.shingles import read_words

RANDOM = np.random.default_rng(0)


def prose(n_words):
    """Words nobody ever put in this order."""
    return " ".join(f"w{number}" for number in RANDOM.integers(0, 100_000, n_words))


def find(texts, outlets=None):
    outlets = np.arange(len(texts)) if outlets is None else np.array(outlets)
    words = read_words(texts)
    pairs, standing = find_candidates(words, outlets, 0.3)
    return pairs.tolist(), [standing[words.span(at)] for at in range(len(texts))]


def test_texts_that_share_a_part_are_candidates():
    story, other = prose(200), prose(200)
    half = " ".join(story.split()[100:])
    pairs, standing = find([story, other, half, f"{prose(150)} {half}"])
    assert pairs == [[0, 2], [0, 3], [2, 3]]
    assert not np.concatenate(standing).any()


def test_what_one_outlet_repeats_is_a_standing_phrase_and_pairs_none():
    notice = prose(60)
    texts = [f"{prose(100)} {notice}" for _ in range(4)]
    pairs, standing = find([*texts, prose(100)], outlets=[0, 0, 0, 0, 0])
    assert pairs == []
    assert all(one[100:].mean() > 0.8 and not one[:90].any() for one in standing[:4])
    pairs, standing = find(texts, outlets=[0, 1, 2, 3])
    assert not np.concatenate(standing).any(), "a passage that a few outlets share may be an agency's"
    pairs, standing = find(texts, outlets=[-1] * 4)
    assert not np.concatenate(standing).any(), "unknown outlets are not one outlet"


def test_what_everybody_repeats_is_a_standing_phrase():
    notice = prose(60)
    pairs, standing = find([f"{prose(100)} {notice}" for _ in range(20)])
    assert pairs == [] and all(one[100:].mean() > 0.8 for one in standing)


def test_a_text_printed_everywhere_is_no_standing_phrase():
    story = prose(100)
    pairs, standing = find([story] * 30, outlets=[0] * 30)
    assert not np.concatenate(standing).any()
    assert {one for pair in pairs for one in pair} == set(range(30))
    assert len(pairs) == 29 + 28, "each with the first and with the one before"


def test_nothing():
    assert find([])[0] == [] and find(["", "two words"])[0] == []
