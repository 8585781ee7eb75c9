import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit.assess.asides import blank_asides


def words(text):
    return " ".join(blank_asides(text, 0, len(text)).split())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The allies, Ms Lund complained, were silent.", "The allies were silent."),
        ("The allies, said Lund, were silent.", "The allies were silent."),
        ("There had, it said, been a threat.", "There had been a threat."),
        ("“We wait,” she said there, “until June.”", "“We wait until June.”"),
        ("‘We wait,’ the mayor said, ‘until June.’", "‘We wait until June.’"),
        ("The allies, who waited, were silent.", "The allies, who waited, were silent."),
        ("Peru, Chile and Lund said so, and left.", "Peru, Chile and Lund said so, and left."),
        ("She left, and nobody said a word.", "She left, and nobody said a word."),
    ],
)
def test_what_is_said_in_passing_of_who_speaks_is_blank(text, expected):
    assert words(text) == expected


def test_only_what_stands_between_the_positions_is_blank():
    text = "Peru, it said, left. Chile, it said, stayed."
    assert blank_asides(text, 21, len(text)).startswith("Peru, it said, left. Chile  ")
    assert blank_asides(text, 0, 20).endswith("Chile, it said, stayed.")


@given(st.text("aA ,“”.", max_size=30), st.text("aA ,“”.", max_size=30))
def test_no_other_character_moves(before, after):
    text = f"{before}, it said, {after}"
    blanked = blank_asides(text, 0, len(text))
    assert len(blanked) == len(text)
    assert all(new in (old, " ") for new, old in zip(blanked, text, strict=True))
