import pytest

from mediakit.annotate.lexicon import tokenise
from mediakit.annotate.roles import Role, describe_after, describe_before, fits, parse_role


def before(text, name):
    tokens = tokenise(text)
    return describe_before(tokens, [token.text for token in tokens].index(name))


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        (
            "North Korean Foreign Minister Choe",
            "Choe",
            Role("minister", frozenset({"foreign"}), "North Korea"),
        ),
        ("US Defense Secretary Toll", "Toll", Role("secretary", frozenset({"defence"}), "United States")),
        ("said Secretary of State Toll", "Toll", Role("secretary", frozenset({"state"}))),
        ("Venetian mayor Toll", "Toll", Role("mayor", frozenset(), "Venetian")),
        ("the mayor, Iva Toll,", "Iva", Role("mayor")),
        (
            "North Korea’s foreign minister, Choe",
            "Choe",
            Role("minister", frozenset({"foreign"}), "North Korea"),
        ),
        ("a grey morning Toll", "Toll", None),
    ],
)
def test_before_a_name(text, name, role):
    assert before(text, name).role == role


def test_honorific_tells_the_gender():
    assert before("said Mrs Toll", "Toll").gender == "female"


def test_after_a_name():
    assert describe_after(tokenise("Toll, 54, a farmer from Lund, said"), 1) == Role("farmer")
    assert describe_after(tokenise("Toll,” the minister said"), 1) is None


@pytest.mark.parametrize(
    ("phrase", "role", "fit"),
    [
        ("the foreign minister", "Russian foreign minister", 3),
        ("the Russian foreign minister", "Korean foreign minister", 0),
        ("the minister", "foreign minister", 3),
        ("the defence minister", "foreign minister", 0),
        ("the Russian leader", "Russian president", 1),
        ("the spokesman", "spokesperson", 2),
        ("the mayor", "farmer", 0),
    ],
)
def test_fit(phrase, role, fit):
    parsed, known = (parse_role(tokenise(text.replace("Korean", "South Korean"))) for text in (phrase, role))
    assert fits(parsed, known) == fit


def test_kinship_is_a_role_in_lower_case_only():
    assert parse_role(tokenise("the son")) == Role("son")
    assert parse_role(tokenise("Son")) is None
