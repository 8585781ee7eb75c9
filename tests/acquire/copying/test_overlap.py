import numpy as np

from mediakit.acquire.copying.overlap import Passages
from mediakit.acquire.copying.shingles import read_words

LEAD = (
    "Dock workers in the port refused to load a ship with barley on Thursday because they had not been paid "
    "overtime since August and the harbour authority asked both sides to return to the table at once."
)


def passages(*texts):
    words = read_words(texts)
    return Passages(words, np.zeros(len(words.codes), dtype=bool))


def copied(text, source):
    """The words of the text that are copied, with a stroke for each other word."""
    mask = passages(text, source).aligned(0, 1)
    return [word if one else "-" for word, one in zip(text.split(), mask, strict=True)]


def test_words_replaced_one_by_one_are_the_only_ones_not_copied():
    changed = LEAD.split()
    for at in (7, 10, 13, 20):
        changed[at] = "other"
    assert copied(" ".join(changed), LEAD) == [word if word != "other" else "-" for word in changed]


def test_a_word_put_in_or_left_out_does_not_move_the_rest_out_of_line():
    words = LEAD.split()
    longer = " ".join([*words[:10], "some", *words[10:20], "more", *words[20:]])
    assert copied(longer, LEAD).count("-") == 2
    assert copied(" ".join([*words[:10], *words[11:]]), LEAD).count("-") == 0


def test_nothing_is_copied_without_five_words_in_a_row():
    text = " ".join(word if at % 5 else "other" for at, word in enumerate(LEAD.split()))
    assert set(copied(text, LEAD)) == {"-"}


def test_a_link_needs_prose_outside_marks():
    own = "On the quay nobody knew when the next one would come."
    both = [f"{own} “{LEAD}”", f"“{LEAD}” she told us while the rain went on and on all day."]
    shared = passages(*both)
    assert shared.share(0, 1) > 0.7
    assert list(shared.linked(np.array([[0, 1]]), [0.3])) == [False]
    plain = passages(*(text.replace("“", "").replace("”", "") for text in both))
    assert list(plain.linked(np.array([[0, 1]]), [0.3])) == [True]
