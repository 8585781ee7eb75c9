import pytest

from mediakit.annotate.drafts import Attribution
from mediakit.annotate.merging import merge
from mediakit.annotate.ruled import find_by_rules
from mediakit.annotate.speech import MarkedText
from mediakit.annotate.utterances import complete


def rows(text):
    """Content, cue and speaker of what the rules find, with every marked stretch given a place."""
    found = complete(MarkedText(text), find_by_rules(MarkedText(text)))
    return [
        (
            " … ".join(text[slice(*span)] for span in one.spans),
            *(text[slice(*s)] if s else None for s in (one.cue, one.speaker)),
        )
        for one in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We stay,” said Iva Toll.", ("We stay,", "said", "Iva Toll")),
        ("“We stay,” Iva Toll said.", ("We stay,", "said", "Iva Toll")),
        ("Iva Toll said: “We stay.”", ("We stay.", "said", "Iva Toll")),
        ("“We stay!” shouted the mayor.", ("We stay!", "shouted", "the mayor")),
        ("“We stay,” beamed Iva Toll.", ("We stay,", "beamed", "Iva Toll")),
        ("‘We stay,’ said the mayor, Iva Toll.", ("We stay,", "said", "the mayor, Iva Toll")),
        ("„We stay“, Iva Toll told reporters.", ("We stay", "told", "Iva Toll")),
        ('"We stay," Iva Toll, 54, a farmer, told us.', ("We stay,", "told", "Iva Toll, 54, a farmer")),
    ],
)
def test_direct(text, expected):
    ((content, *others),) = rows(text)
    assert ("".join(char for char in content if char not in '“”‘’„"'), *others) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Officials said that the port was closed.", ("that the port was closed", "said", "Officials")),
        ("The port was closed, officials said.", ("The port was closed", "said", "officials")),
        ("According to Iva Toll, the port was closed.", ("the port was closed", "According to", "Iva Toll")),
        (
            "The port was closed, according to the union.",
            ("The port was closed", "according to", "the union"),
        ),
        ("Iva Toll accused the board of theft.", ("of theft", "accused", "Iva Toll")),
        ("The union called on the board to pay.", ("the board to pay", "called on", "The union")),
        ("She warned of a hard winter.", ("a hard winter", "warned of", "She")),
        ("Iva Toll, who said the port was closed, left.", ("the port was closed", "said", "Iva Toll")),
    ],
)
def test_indirect(text, expected):
    assert rows(text) == [expected]


@pytest.mark.parametrize(
    "text",
    ["Iva Toll did not say so.", "Toll was accused of theft.", "The report on Toll was long.", "The United States is large.",
     "Neither Toll nor Lund said that.", "A man who asked not to be named left."],
)  # fmt: skip
def test_no_report(text):
    assert rows(text) == []


def test_rules_help_where_a_tagger_has_no_speaker():
    text = "“We stay,” said Iva Toll."
    (found,) = merge(MarkedText(text), [])
    assert text[slice(*found.speaker)] == "Iva Toll"


def test_a_tagger_with_a_speaker_is_left_alone():
    text = "“We stay,” said Iva Toll."
    (ruled,) = find_by_rules(MarkedText(text))
    assert merge(MarkedText(text), [ruled]) == [ruled]


def merged(text, *spans_of_one):
    """The content of what merging makes of one tagged attribution, given as (content, cue, speaker) words."""
    content, cue, speaker = ((text.index(words), text.index(words) + len(words)) for words in spans_of_one)
    found = merge(MarkedText(text), [Attribution((content,), cue, speaker)])
    return [(text[slice(*one.speaker)], [text[slice(*span)] for span in one.spans]) for one in found]


def test_a_second_report_of_a_sentence_ends_the_content_of_the_first():
    text = "Toll accused her allies of inaction and voiced surprise at the “silence” of Dravia."
    content = "her allies of inaction and voiced surprise at the “silence” of Dravia"
    first, second = merged(text, content, "accused", "Toll")
    assert first == ("Toll", ["her allies of inaction"])
    assert second[0] == "Toll"
    assert "silence" in second[1][0]


def test_a_semicolon_behind_marks_ends_the_content():
    text = "The mayor called it “a step up the ladder”; the opposition asked which rung it was."
    content = "it “a step up the ladder”; the opposition asked which rung it was"
    assert merged(text, content, "called", "The mayor") == [("The mayor", ["it “a step up the ladder"])]


def test_who_speaks_of_himself_inside_marks_is_no_speaker_of_the_sentence():
    text = "“We think it is over,” said Iva Toll."
    assert merged(text, "it is over", "think", "We") == [("Iva Toll", ["“We think it is over,”"])]


def test_a_title_can_be_the_subject_of_a_headline():
    text = "Dravian minister hails offensive as 'holy battle'"
    (one,) = find_by_rules(MarkedText(text))
    assert text[slice(*one.speaker)] == "Dravian minister"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We stay.” — Iva Toll\n“He left,” she said.", "Iva Toll"),
        ("“He lied. Mr. Lund said so.” ― Iva Toll, mayor of Lund.", "Iva Toll"),
        ("“We stay” – that was new.", None),
        ("“We stay.” — The mayor then left, and nobody said a word about the port.", None),
    ],
)
def test_speaker_signed_behind_a_dash(text, speaker):
    found = [text[slice(*one.speaker)] for one in merge(MarkedText(text), []) if one.cue is None]
    assert found == ([speaker] if speaker else [])
