import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit.acquire.copying.shingles import (
    N_CHARACTERS,
    N_WORDS,
    close_gaps,
    contained,
    hash_runs,
    read_words,
    runs_with,
    words_in,
)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("He said “no way”.", [0, 0, 1, 1]),
        ('He said "no way" to it.', [0, 0, 1, 1, 0, 0]),
        ("Er sagte: „Nie und nimmer.“", [0, 0, 1, 1, 1]),
        ("Il a dit « jamais » hier.", [0, 0, 0, 1, 0]),
        ("Er sagte »niemals« gestern.", [0, 0, 1, 0]),
        ("She said ‘it’s late’ again.", [0, 0, 1, 1, 0]),
        ('A 5" pipe and a 7" pipe', [0] * 7),
        ("It’s the dockers’ pier.", [0] * 4),
        ('An "open mark\nand no end', [0] * 6),
    ],
)
def test_words_in_marks(text, marked):
    assert read_words([text]).marked.astype(int).tolist() == marked


def test_case_and_the_form_of_apostrophes_do_not_count():
    words = read_words(["It’s OVER", "it's over"])
    assert words.codes[words.span(0)].tolist() == words.codes[words.span(1)].tolist()


def test_a_character_of_chinese_or_japanese_is_a_word():
    words = read_words(["港口工人 EU 2024年", "The port 港口 is shut for now.", "항구가 닫혔다"])
    assert np.diff(words.starts).tolist() == [7, 8, 2]
    assert words.lengths.tolist() == [N_CHARACTERS, N_WORDS, N_WORDS]


def test_no_texts_and_empty_texts():
    assert len(read_words([]).codes) == 0 and read_words([]).starts.tolist() == [0]
    assert read_words(["", "."]).starts.tolist() == [0, 0, 0]
    assert len(read_words(["two words"]).shingles(0)) == 0


@given(st.lists(st.integers(0, 3), max_size=30), st.integers(1, 8))
def test_equal_hashes_are_equal_runs(codes, length):
    runs = [tuple(codes[at : at + length]) for at in range(len(codes) - length + 1)]
    hashes = hash_runs(np.array(codes, dtype=np.uint32), length).tolist()
    assert len(hashes) == len(runs) and len(set(hashes)) == len(set(runs))
    assert all((hashes[0] == one) == (runs[0] == run) for one, run in zip(hashes, runs, strict=True))


@given(st.lists(st.booleans(), max_size=20), st.integers(1, 6))
def test_words_in_runs(runs, length):
    expected = [
        any(runs[max(at - length + 1, 0) : at + 1]) for at in range(len(runs) + length - 1 if runs else 0)
    ]
    assert words_in(np.array(runs, dtype=bool), length).tolist() == expected


@given(st.lists(st.booleans(), max_size=20), st.integers(1, 6))
def test_runs_with_a_marked_word(words, length):
    expected = [any(words[at : at + length]) for at in range(len(words) - length + 1)]
    assert runs_with(np.array(words, dtype=bool), length).tolist() == expected


@given(st.text("01", max_size=30), st.integers(0, 5))
def test_gaps_are_closed_between_marked_words_alone(words, longest):
    closed = close_gaps(np.array([one == "1" for one in words], dtype=bool), longest)
    expected = words
    for gap in range(1, longest + 1):
        for _ in words:
            expected = expected.replace("1" + "0" * gap + "1", "1" * (gap + 2))
    assert "".join("01"[int(one)] for one in closed) == expected


@given(st.lists(st.integers(0, 9)), st.lists(st.integers(0, 9)))
def test_contained(hashes, others):
    found = contained(np.array(hashes, dtype=np.uint64), np.array(others, dtype=np.uint64))
    assert found.tolist() == [one in others for one in hashes]
