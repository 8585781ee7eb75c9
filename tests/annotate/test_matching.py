import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit.annotate.matching import Alias, Matcher, fold, spelling_key, transliterations


def find(text, *forms, match_case=True):
    matcher = Matcher(Alias(form, form, match_case) for form in forms)
    return [text[match.start : match.end] for match in matcher.find(text)]


def test_whole_words_only():
    assert find("Tollan met Toll, Toll’s aide and Toll-haters.", "Toll") == ["Toll", "Toll"]


def test_longest_wins():
    assert find("The Lund Port Union met Lund.", "Lund", "Lund Port", "Lund Port Union") == [
        "Lund Port Union",
        "Lund",
    ]


def test_case_rules():
    assert find("The march in March, MARCH.", "March") == ["March", "MARCH"]
    assert find("The march in March.", "March", match_case=False) == ["march", "March"]


@pytest.mark.parametrize("spelling", ["Zelensky", "Zelenskyy", "Zelenskyj", "Zelenskiy", "Zelenskii"])
def test_transliterations_are_one_name(spelling):
    assert find(f"Then {spelling} spoke.", "Zelensky") == [spelling]
    assert spelling_key(f"Volodymyr {spelling}") == spelling_key("Volodymyr Selenskyj")


def test_short_names_have_no_transliterations():
    assert transliterations("Lady") == ["Lady"]


def test_accents_and_apostrophes_are_the_same():
    assert find("Élysée and O’Neil", "Elysee", "O'Neil") == ["Élysée", "O’Neil"]


def test_british_and_american_spelling():
    assert find("the World Labor Organization", "World Labour Organisation") == ["World Labor Organization"]


def test_ambiguous_alias_gives_both_actors():
    (match,) = Matcher([Alias("Kim", "Kim A"), Alias("Kim", "Kim B")]).find("Kim left.")
    assert match.actors == ("Kim A", "Kim B")


@given(st.text(max_size=50))
def test_folding_keeps_the_length(text):
    assert len(fold(text)) == len(text)


@given(st.text(alphabet="aB é’-", max_size=40))
def test_matches_do_not_overlap(text):
    last = 0
    for match in Matcher([Alias("aB", "1"), Alias("B", "2"), Alias("aB é", "3")]).find(text):
        assert last <= match.start < match.end
        last = match.end
