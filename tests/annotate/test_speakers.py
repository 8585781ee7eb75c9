import pytest

from mediakit.annotate.speakers import find_speaker


def speaker(text, phrase, *names, form="name"):
    """Who speaks in a phrase of a text, all given names being mentions in it."""
    start = text.index(phrase)
    known = sorted((text.index(name), text.index(name) + len(name), name, form) for name in names)
    found = find_speaker(text, (start, start + len(phrase)), known)
    return found and found[2]


@pytest.mark.parametrize(
    ("phrase", "names", "actor"),
    [
        ("Mayor Iva Toll", ["Iva Toll"], "Iva Toll"),
        ("Lund campaign manager Iva Toll", ["Lund", "Iva Toll"], "Iva Toll"),
        ("Red Cross delegate Iva Toll", ["Red Cross", "Iva Toll"], "Iva Toll"),
        ("the Dravian Foreign Ministry spokesman", ["Dravian Foreign Ministry"], None),
        ("a Kremlin official", ["Kremlin"], None),
        ("Iva Toll, Karevia’s so-called envoy", ["Iva Toll", "Karevia"], "Iva Toll"),
        ("Karevia’s foreign minister, Iva Toll", ["Karevia", "Iva Toll"], "Iva Toll"),
        ("one of the guests, historian Iva Toll", ["Iva Toll"], "Iva Toll"),
        ("the guest, historian Iva Toll", ["Iva Toll"], "Iva Toll"),
        ("a spokesman for Iva Toll", ["Iva Toll"], None),
        ("Iva Toll’s lawyer", ["Iva Toll"], None),
        ("Iva Toll and Peter Lund", ["Iva Toll", "Peter Lund"], "Iva Toll"),
    ],
)
def test_head_of_the_phrase(phrase, names, actor):
    assert speaker(f"“No,” said {phrase}.", phrase, *names) == actor


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("They met Iva Toll, who said no.", "Iva Toll"),
        ("An official of Iva Toll, who said no.", None),
        ("They met Iva Toll in Lund, where it was he who said no.", None),
    ],
)
def test_who(text, actor):
    assert speaker(text, "who", "Iva Toll") == actor


def test_who_answers_is_the_person_of_the_introduction():
    text = "Mayor Iva Toll met us in Lund.\n\nQ: Why?\n\nA: We stay, Peter Lund goes.\n\nQ: And?\n\nA: No."
    known = [(6, 14, "Iva Toll", "name"), (22, 26, "Lund", "name"), (58, 68, "Peter Lund", "name")]
    assert find_speaker(text, (text.index("A:"), text.index("A:") + 1), known)[2] == "Iva Toll"
    assert find_speaker(text, (text.index("Q:"), text.index("Q:") + 1), known) is None
