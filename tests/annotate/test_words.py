from hypothesis import given
from hypothesis import strategies as st

from mediakit.annotate.words import find_words, list_kinds


def split(text):
    words = find_words([text])
    return [text[start:end] for start, end in zip(words.start, words.end, strict=True)]


def test_words_and_signs():
    assert split("Trump’s U.S. co-chair didn’t pay $1,000.50...") == [
        "Trump", "’s", "U.S.", "co-chair", "didn", "’t", "pay", "$", "1,000.50", "...",
    ]  # fmt: skip


def test_in_marks():
    words = find_words(["He said “no one” and ‘go away’.", "“Unclosed\nnext"])
    assert words.in_marks.tolist() == [0, 0, 3, 1, 1, 3, 0, 2, 2, 2, 0, 0, 3, 1, 0]


def test_numbers_of_sentence_and_line():
    words = find_words(["One. Two.\n\nThree.", "Four."])
    assert words.text.tolist() == [0] * 6 + [1] * 2
    assert len(set(words.sentence.tolist())) == 4
    assert len(set(words.line.tolist())) == 3


def test_same_word_in_other_letters_is_the_same():
    norm = find_words(["Said SAID said don’t don't"]).column("norm").tolist()
    assert norm[0] == norm[1] == norm[2]
    assert norm[3:5] == norm[5:7]


def test_kinds():
    kinds = find_words(["said the 123"]).column("kind").tolist()
    assert kinds == [list_kinds().index("say") + 1, list_kinds().index("determiner") + 1, 0]


def test_long_lines_are_cut_at_sentences():
    words = find_words(["The mayor said so. " * 200])
    first = [k for k in range(1, len(words)) if words.line[k] != words.line[k - 1]]
    assert first
    assert all(words.sentence[k] != words.sentence[k - 1] for k in first)


@given(st.lists(st.text(max_size=60), max_size=4))
def test_every_sign_but_space_is_in_one_word(texts):
    words = find_words(texts)
    for number, text in enumerate(texts):
        here = words.text == number
        covered = "".join(text[a:b] for a, b in zip(words.start[here], words.end[here], strict=True))
        assert covered == "".join(text.split())
