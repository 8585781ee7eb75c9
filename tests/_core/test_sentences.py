from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit._core.sentences import find_sentences, sentence_at


def split(text):
    return [text[start:end] for start, end in find_sentences(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        (" \n\n ", []),
        ("No stop at the end", ["No stop at the end"]),
        ("Rain fell. It stopped.", ["Rain fell.", "It stopped."]),
        ("One\nTwo", ["One", "Two"]),
        ("“We stay.” She left.", ["“We stay.”", "She left."]),
        ("‘We stay.’ ‘And you?’ he asked.", ["‘We stay.’", "‘And you?’ he asked."]),
        ("«We stay.» — She left.", ["«We stay.»", "— She left."]),
        ("Gen. Orlov met Mrs. Vell on Nov. 1.", ["Gen. Orlov met Mrs. Vell on Nov. 1."]),
        ("J. R. Vell came. U.S. aid came.", ["J. R. Vell came.", "U.S. aid came."]),
        ("Why? Nobody knows! Wait… Now.", ["Why?", "Nobody knows!", "Wait…", "Now."]),
        ("It cost 3.5 million. 40 came.", ["It cost 3.5 million.", "40 came."]),
        ("It rained. and then it stopped.", ["It rained. and then it stopped."]),
        ("Élan won. Øst lost. Київ waits.", ["Élan won.", "Øst lost.", "Київ waits."]),
    ],
)  # fmt: skip
def test_sentences(text, sentences):
    assert split(text) == sentences


@given(st.text(st.sampled_from("aB1 .?!…\n\t“”\"'()—É é\u00a0")) | st.text())
def test_spans_are_in_order_and_cover_all_but_white_space(text):
    spans = find_sentences(text)
    assert all(start < end for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    covered = {at for start, end in spans for at in range(start, end)}
    assert {at for at, character in enumerate(text) if not character.isspace()} <= covered
    assert not any("\n" in text[start:end] for start, end in spans)
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)


SPANS = [(2, 12), (13, 20), (25, 30)]


@pytest.mark.parametrize(
    ("offset", "span"),
    [
        (0, (2, 12)),
        (2, (2, 12)),
        (11, (2, 12)),
        (12, (2, 12)),
        (13, (13, 20)),
        (22, (13, 20)),
        (99, (25, 30)),
    ],
)
def test_the_sentence_at_an_offset_or_the_one_before_it(offset, span):
    assert sentence_at(SPANS, offset) == span


def test_without_sentences_there_is_none_to_find():
    with pytest.raises(IndexError):
        sentence_at([], 0)
