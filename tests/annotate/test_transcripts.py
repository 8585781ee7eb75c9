import pytest

from mediakit.annotate.transcripts import find_turns, read_name


def turns(text):
    return [
        (text[slice(*one.speaker)], [text[slice(*span)] for span in one.spans]) for one in find_turns(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q: Will it close?\n\nA: No.", [("Q", ["Will it close?"]), ("A", ["No."])]),
        ("Q. Will it close?\nA. We stay.", [("Q", ["Will it close?"]), ("A", ["We stay."])]),
        ("TOLL: We stay.\n\nLUND: Do you?\n\nTOLL: Yes.",
         [("TOLL", ["We stay."]), ("LUND", ["Do you?"]), ("TOLL", ["Yes."])]),
        ("MS. TOLL: We stay.\n\nMR. LUND: Do you?", [("MS. TOLL", ["We stay."]), ("MR. LUND", ["Do you?"])]),
        ("Interviewer: Why?\n\nToll: We need it.", [("Interviewer", ["Why?"]), ("Toll", ["We need it."])]),
        ("**Iva Toll**: We stay.\n\n**Reporter**: Why?", [("Iva Toll", ["We stay."]), ("Reporter", ["Why?"])]),
        ("Toll (SP): We stay.\n\nLund (Centre): You do not.\n\nToll (SP): I do.",
         [("Toll (SP)", ["We stay."]), ("Lund (Centre)", ["You do not."]), ("Toll (SP)", ["I do."])]),
        ("“TOLL: We stay.\n\n“LUND: Do you?\n\n“TOLL: Yes.”",
         [("TOLL", ["We stay."]), ("LUND", ["Do you?"]), ("TOLL", ["Yes.”"])]),
    ],
)  # fmt: skip
def test_labels(text, expected):
    assert turns(text) == expected


def test_a_paragraph_between_two_turns_goes_on_with_the_first():
    text = "They met.\n\nTOLL: We stay.\n\nLUND: I go.\n\nYou know why.\n\n(APPLAUSE)\n\nTOLL: Yes.\n\nIt rained."
    assert turns(text) == [("TOLL", ["We stay."]), ("LUND", ["I go.", "You know why."]), ("TOLL", ["Yes."])]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "::::\n\n::",
        "Toll: We stay.",
        "Where: Lund Hall\n\nWhen: Monday\n\nPrice: 20 crowns",
        "Toll: 12.\n\nLund: 9.\n\nToll: 14.\n\nLund: 11.",
        "The mayor said: we stay.\n\nThe union said: you go.\n\nThe mayor said: no.",
        "Bread: what to know\n\nIt rained. We waited.",
    ],
)
def test_no_transcript(text):
    assert turns(text) == []


@pytest.mark.parametrize(
    ("label", "name"),
    [("MS. IVA TOLL", "Iva Toll"), ("Toll (SP)", "Toll"), ("Q", None), ("Interviewer", None)],
)
def test_name_in_a_label(label, name):
    assert read_name(label) == name
