import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit.assess.news_words import AFTER, BEFORE, N_EXTRA, N_PLACES, WordTable, hash_words
from mediakit.assess.passages import Passage

KNOWN = ["she", "praised", "the", "crew", "n't", "did", ".", "minded", "00"]
N_ROWS = len(KNOWN) + N_EXTRA
TABLE = WordTable(
    hash_words(KNOWN),
    np.arange(2 * N_ROWS, dtype=np.float32).reshape(-1, 2),
    np.linspace(-4, 4, N_ROWS, dtype=np.float32),
    hash_words(["Orlov", "ada"]),
)
SOMEBODY = len(KNOWN) + N_EXTRA - 2
NAME = len(KNOWN) + N_EXTRA - 1


def read(text, target):
    start = text.index(target)
    return TABLE.find_words([Passage(text, start, start + len(target))])


def named(words):
    return [KNOWN[row] if row < len(KNOWN) else "name" if row == NAME else "?" for row in words.row]


def test_the_target_is_one_word_whoever_it_is():
    words = read("Ada van Lund praised the crew.", "Ada van Lund")
    assert named(words) == ["name", "praised", "the", "crew", "."]
    assert (words.place - BEFORE).tolist() == [0, 1, 2, 3, 4]
    assert words.target.tolist() == [0]
    same = read("Bo Ek praised the crew.", "Bo Ek")
    assert np.array_equal(words.row, same.row) and np.array_equal(words.form, same.form)


def test_a_pronoun_keeps_its_case():
    assert named(read("The crew praised her and She left", "She"))[-2:] == ["she", "?"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Lund didn’t", ["name", "did", "n't"]),
        ("Lund didn't", ["name", "did", "n't"]),
        ("Lund PRAISED", ["name", "praised"]),
        ("Lund absent-minded", ["name", "minded"]),
        ("Lund 42", ["name", "00"]),
    ],
)
def test_words_are_looked_up_by_what_they_are(text, words):
    assert named(read(text, "Lund")) == words


def test_unknown_words_share_a_row_with_those_of_the_same_ending():
    one, other, third = (read(f"Lund {word}", "Lund").row[1] for word in ("blargly", "fooly", "foxy"))
    assert len(KNOWN) <= one < SOMEBODY
    assert one != third
    assert read("Lund xyzargly", "Lund").row[1] == read("Lund blurgly", "Lund").row[1] == one
    assert other != third


def test_somebody_else_is_one_word_whoever_it_is():
    rows = [read(f"Lund praised {name}", "Lund").row[2] for name in ("Orlov", "Ada", "ada", "Blargson")]
    assert rows == [SOMEBODY] * 4
    assert read("Lund praised blargson", "Lund").row[2] != SOMEBODY
    assert named(read("Lund praised The crew", "Lund")) == ["name", "praised", "the", "crew"]


def test_only_words_near_the_target_are_read():
    text = "the " * 100 + "Lund" + " crew" * 100
    words = read(text, "Lund")
    assert len(words.row) == BEFORE + 1 + AFTER == N_PLACES
    assert words.place.tolist() == list(range(N_PLACES))
    assert named(words)[BEFORE] == "name"


def test_a_known_word_can_be_given_another_vector():
    vector = np.array([7, 7], np.float32)
    table = TABLE.with_words({"praised": vector, "newword": vector}, {"praised": 3, "newword": -1})
    words = table.find_words([Passage("Lund praised newword", 0, 4)])
    assert table.vectors[words.row[1:]].tolist() == [[7, 7], [7, 7]]
    assert table.vectors[words.row[0]].tolist() == TABLE.vectors[-1].tolist()
    assert table.valences[words.row].tolist() == [4, 3, -1]
    before = read("Lund praised blarg", "Lund").row
    after = table.find_words([Passage("Lund praised blarg", 0, 4)]).row
    assert table.row_keys[after].tolist() == TABLE.row_keys[before].tolist()


def test_marks_are_of_words_the_table_knows():
    marks = TABLE.find_marks("she unheard-of n't")
    assert np.flatnonzero(marks).tolist() == [0, 4]


TEXTS = st.text("ab .,'’-1é\n“”", max_size=40)


@given(st.lists(st.tuples(TEXTS, st.integers(0, 40), st.integers(0, 40)), max_size=5))
def test_any_passage_has_its_target_and_stands_for_itself(drawn):
    passages = [Passage(text, min(a, b, len(text)), min(max(a, b), len(text))) for text, a, b in drawn]
    words = TABLE.find_words(passages)
    assert len(words.first) == len(words.target) == len(passages)
    assert np.array_equal(words.passage[words.target], np.arange(len(passages)))
    assert (words.place[words.target] == BEFORE).all()
    assert ((words.place >= 0) & (words.place < N_PLACES)).all()
    for at, passage in enumerate(passages):
        alone = TABLE.find_words([passage])
        assert np.array_equal(alone.row, words.row[words.passage == at])
