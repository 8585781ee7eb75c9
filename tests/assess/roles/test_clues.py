import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit.assess.roles.clues import RELATIONS, find_clues
from mediakit.assess.roles.words import find_words


def relations_to(target, sentence):
    """The relation of each known word of a sentence to the target in it."""
    words = find_words(sentence)
    start = sentence.index(target)
    inside = [n for n, word in enumerate(words) if start <= word.start and word.end <= start + len(target)]
    clues = find_clues(words, inside[0], inside[-1] + 1)
    return {words[clue.word].form: RELATIONS[clue.relation] for clue in clues}


@pytest.mark.parametrize(
    ("sentence", "word", "relation"),
    [
        ("Lund attacked the town.", "attacked", "agent"),
        ("Rebels attacked Lund.", "attacked", "patient"),
        ("Lund was attacked by rebels.", "attacked", "patient"),
        ("The town was attacked by Lund.", "attacked", "agent"),
        ("Lund has been wounded.", "wounded", "patient"),
        ("Lund, who fled in May, returned.", "fled", "agent"),
        ("Lund vowed to rescue them.", "rescue", "agent"),
        ("They killed 14 Lund.", "killed", "patient"),
        ("Five men of Lund killed in the attack were found.", "killed", "patient"),
        ("The wounded Lund slept.", "wounded", "before"),
        ("The brutal Lund slept.", "brutal", "before"),
        ("Lund's crimes are known.", "crimes", "owned"),
        ("Lund is a corrupt man.", "corrupt", "is"),
        ("Lund, a notorious smuggler, slept.", "smuggler", "is"),
        ("An attack on Lund began.", "attack", "against"),
        ("The victims of Lund slept.", "victims", "of"),
        ("A threat from Lund was heard.", "threat", "by"),
        ("There is hope for Lund.", "hope", "for"),
        ("Lund has seized near all of it.", "seized", "agent"),
        ("Lund was arrested and jailed there.", "jailed", "patient"),
        ("They rescued nine boys from Lund.", "rescued", "against"),
        ("They accused Lund's aides of lies.", "accused", "left"),
        ("It rained; rebels bombed a town; Lund slept.", "bombed", "rest"),
    ],
)
def test_relations(sentence, word, relation):
    assert relations_to("Lund", sentence)[word] == relation


def test_words_of_the_mention_itself():
    assert relations_to("brutal rebels of Iva", "The brutal rebels of Iva left.")["brutal"] == "inside"
    assert relations_to("brutal rebels", "The brutal rebels left.")["rebels"] == "head"


def test_a_negated_word_is_marked():
    words = find_words("Lund did not attack the town.")
    assert [clue.negated for clue in find_clues(words, 0, 1) if words[clue.word].form == "attack"] == [True]


def test_words_far_off_are_not_read():
    sentence = "Lund slept" + " and slept" * 60 + " where rebels fled."
    assert "rebels" not in relations_to("Lund", sentence)


SOME = "Lund rebels attacked was by the on of , who is brutal 's ; killed children not".split()


@given(st.lists(st.sampled_from(SOME), min_size=1, max_size=20), st.data())
def test_each_known_word_has_one_relation(forms, data):
    words = find_words(" ".join(forms))
    first = data.draw(st.integers(0, len(words) - 1))
    clues = find_clues(words, first, first + 1)
    assert [clue.word for clue in clues] == [n for n, word in enumerate(words) if word.classes]
    assert all(RELATIONS[clue.relation] in ("head", "inside") for clue in clues if clue.word == first)
