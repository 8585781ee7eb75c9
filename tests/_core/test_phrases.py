import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit._core.phrases import ANY, Gap, normal_word, parse_phrase, phrase_pattern, word_pattern


@pytest.mark.parametrize(
    ("phrase", "parts"),
    [
        ("Holy War", ("holy", "war")),
        ("“holy” war!", ("holy", "war")),
        ("U.S. threat", ("u.s", "threat")),
        ("people’s army", ("people", "s", "army")),
        ("pay a * price", ("pay", "a", ANY, "price")),
        ("attribut** *{,3} to", ("attribut**", Gap(0, 3), "to")),
        ("not *{1,2} war", ("not", Gap(1, 2), "war")),
    ],
)
def test_parts_of_a_phrase(phrase, parts):
    assert parse_phrase(phrase) == [parts]


def test_inflected_words_give_a_phrase_for_each_of_their_forms():
    assert parse_phrase("[Win] the [war]")[:3] == [
        ("win", "the", "war"),
        ("win", "the", "wars"),
        ("win", "the", "warred"),
    ]
    with pytest.raises(ValueError, match="English only"):
        parse_phrase("[gewinnen]", inflected=False)


@pytest.mark.parametrize("gap", ["*{2,1}", "*{0,0}", "*{0,}", "*{3,99}"])
def test_gaps_without_sense_are_refused(gap):
    with pytest.raises(ValueError, match="must have an upper limit"):
        parse_phrase(f"holy {gap} war")


def test_the_pattern_of_a_phrase():
    (parts,) = parse_phrase("attribut* *{0,1} to *")
    for text, expected in [
        ("<attributed><to><me>", True),
        ("<attributed><it><to><me>", True),
        ("<attributed><it><all><to><me>", False),
        ("<attributed>|<to><me>", False),
        ("<attributed><to>", False),
    ]:
        assert bool(re.fullmatch(phrase_pattern(parts), text)) == expected, text


@given(st.text("ab*", max_size=8), st.text("ab", max_size=12))
def test_a_word_with_stars_matches_as_a_plain_pattern_would(word, text):
    plain = re.sub(r"\*+", ".*", word)
    assert bool(re.fullmatch(word_pattern(word), text)) == bool(re.fullmatch(plain, text))


def test_a_word_is_compared_without_case_and_composed():
    assert normal_word("Cafe\u0301") == normal_word("CAFÉ") == "café"
    assert normal_word("U.S.") == "u.s"
