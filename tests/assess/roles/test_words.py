import re

import pytest

from mediakit._core.resources import read_lexicon
from mediakit.assess.roles.words import find_words, list_classes


def classes_of(text):
    return {word.form: {list_classes()[number].name for number in word.classes} for word in find_words(text)}


def test_words_have_their_offsets():
    text = "Rebels’ fire hasn’t stopped: U.S. aid, war-torn Orlov’s town…"
    words = find_words(text)
    assert [text[word.start : word.end].lower().replace("’", "'") for word in words] == [
        w.form for w in words
    ]
    assert [word.form for word in words if word.form in {"has", "n't", "u.s.", "war-torn", "'s"}] == [
        "has", "n't", "u.s.", "war-torn", "'s",
    ]  # fmt: skip


def test_forms_of_a_verb_have_its_class():
    found = classes_of("They flee, fled and are fleeing; two children were bombed.")
    assert all("suffer" in found[form] for form in ("flee", "fled", "fleeing"))
    assert "harm" in found["bombed"]
    assert found["children"] == {"people"}
    assert found["they"] == set()


def test_nouns_have_no_forms_of_verbs():
    found = classes_of("attack attacks attacked")
    assert "crime" in found["attacks"]
    assert "crime" not in found["attacked"]


def test_the_last_part_of_a_compound_tells_its_class():
    assert "people" in classes_of("tax-fearing ex-residents")["ex-residents"]


def test_a_name_is_no_verb():
    assert "harm" not in classes_of("They saw Strike Force")["strike"]


@pytest.mark.parametrize("text", ["", "   ", "—", "\ud800 …"])
def test_odd_texts_are_no_error(text):
    assert all(word.classes == () for word in find_words(text))


def test_the_lexicon_has_no_word_twice_in_a_class_and_known_kinds():
    for name, kind, subject, object_, words in read_lexicon("en", "role_words"):
        listed = words.split()
        assert len(listed) == len(set(listed)), name
        assert kind in {"verb", "noun", "quality", "actor"}
        assert {subject, object_} <= {"protagonist", "antagonist", "innocent", "none"}
        assert all(re.fullmatch(r"[a-z-]+", word) for word in listed), name
