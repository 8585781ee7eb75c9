import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediakit.acquire.cleaning.body import take_apart
from mediakit.acquire.formats.plain import read_text, split_blocks

LEAD = (
    "The harbour authority of Ostrel has closed the northern pier after a crane fell into the water on "
    "Sunday night, blocking two ships loaded with barley."
)
SECOND = (
    "“Nobody was hurt, and that is the main thing,” the director said on Monday. Divers are to look at the "
    "wreck before the end of the week."
)
THIRD = (
    "The insurers of the pier declined to comment. The crane was built in 1961 and had been inspected in May."
)


def read(*lines):
    return dict(read_text("\n".join(lines)).values)


def test_page_copy():
    values = read(
        "Accident in Ostrel",
        "Crane falls into harbour and blocks two ships with barley",
        "Copy the current link",
        "The northern pier of Ostrel harbour is closed. Two ships with barley cannot leave.",
        LEAD,
        SECOND,
        "A crane from 1961",
        THIRD,
        "AFP",
        "cl",
        "Source: Harbour Gazette",
        "",
        "I have been working in the news industry for ten years, first as a reporter and now as an editor.",
    )
    assert values["kicker"] == "Accident in Ostrel"
    assert values["title"] == "Crane falls into harbour and blocks two ships with barley"
    assert (
        values["teaser"]
        == "The northern pier of Ostrel harbour is closed. Two ships with barley cannot leave."
    )
    assert values["text"] == "\n\n".join([LEAD, SECOND, THIRD])
    assert values["subheads"] == ["A crane from 1961"]
    assert (values["agency"], values["desk"], values["republished_from"]) == ("AFP", "cl", "Harbour Gazette")
    assert "outlet" not in values


def test_kicker_title_date_byline_teaser():
    values = read(
        "Harbour",
        "Crane blocks two ships",
        "4 November 2024, 14:00",
        "By Ann Lee",
        "A pier is closed",
        LEAD,
        SECOND,
    )
    assert values["published"] == "4 November 2024, 14:00"
    assert (values["kicker"], values["title"]) == ("Harbour", "Crane blocks two ships")
    assert (values["author"], values["teaser"]) == ("Ann Lee", "A pier is closed")
    assert values["text"] == f"{LEAD}\n\n{SECOND}"


def test_first_paragraph_that_the_second_goes_on_from_is_no_teaser():
    values = read("Harbour", "Crane blocks two ships", "Share", LEAD, SECOND, THIRD)
    assert "teaser" not in values
    assert values["text"].startswith(LEAD)


def test_title_and_body():
    assert read("Crane blocks two ships", "", LEAD, "", SECOND)["title"] == "Crane blocks two ships"


def test_body_alone_has_no_title():
    values = read(LEAD, "", SECOND)
    assert "title" not in values
    assert values["text"] == f"{LEAD}\n\n{SECOND}"


@pytest.mark.parametrize("text", [LEAD, f"{LEAD}\n", "Crane", "AFP", "cl"])
def test_one_line(text):
    assert read(text)["text"] == text.strip()


def test_header_lines():
    values = read(
        "Title: Crane blocks ships",
        "Date: 2024-11-04",
        "Source: Gazette",
        "Author: Ann Lee",
        "",
        LEAD,
        SECOND,
    )
    assert values["title"] == "Crane blocks ships"
    assert (values["date"], values["source"], values["author"]) == ("2024-11-04", "Gazette", "Ann Lee")
    assert values["text"] == f"{LEAD}\n\n{SECOND}"


def test_a_sentence_with_a_colon_is_no_header():
    text = f"Ukraine: the talks go on in Ostrel, and nobody knows for how long they will.\n\n{LEAD}"
    assert read_text(text).values["text"] == text


def wrap(text, width=68):
    lines, current = [], ""
    for word in text.split():
        if len(current) + len(word) + 1 > width:
            lines.append(current)
            current = word
        else:
            current = f"{current} {word}".strip()
    return [*lines, current]


def test_wrapped_lines_are_joined():
    values = read("Crane blocks two ships", "", *wrap(LEAD), "", *wrap(SECOND), "", *wrap(THIRD))
    assert values["title"] == "Crane blocks two ships"
    assert values["text"] == "\n\n".join([LEAD, SECOND, THIRD])


def test_rules_never_leave_nothing():
    values = read("Crane blocks two ships", "Harbour closed", "AFP")
    assert "Crane blocks two ships" in values["text"]


def test_one_question_stays_and_a_list_stays():
    assert read("Crane blocks ships", LEAD, "And now?", SECOND, THIRD)["text"].count("And now?") == 1
    days = [f"{day} November" for day in range(1, 8)]
    assert all(day in read("Closed on these days", LEAD, *days, SECOND)["text"] for day in days)


def test_questions_of_an_explainer_are_subheads():
    values = read(
        "Crane falls into Ostrel harbour",
        "What happened?",
        LEAD,
        "Was anybody hurt?",
        SECOND,
        "Who pays for it?",
        THIRD,
    )
    assert values["subheads"] == ["What happened?", "Was anybody hurt?", "Who pays for it?"]
    assert values["text"] == "\n\n".join([LEAD, SECOND, THIRD])


def test_questions_of_an_interviewer_stay():
    values = read(
        "Crane", LEAD, "Q: Was it old?", SECOND, "Q: Who pays for it?", THIRD, "Q: And the barley?", LEAD
    )
    assert values["subheads"] == []
    assert "Q: Who pays for it?" in values["text"]


def test_note_in_running_text_stays():
    note = "Ann Lee is a reporter who has covered the port for ten years and was on the pier on Sunday."
    assert note in read("Crane blocks two ships", LEAD, note, SECOND)["text"]
    assert note in read("Crane blocks two ships", "", LEAD, "", SECOND, "", note)["text"]
    values = read("Crane blocks two ships", "By Ann Lee", LEAD, SECOND, note)
    assert note not in values["text"]


PIECES = st.sampled_from(
    [
        LEAD,
        SECOND,
        THIRD,
        "AFP",
        "cl",
        "Share",
        "",
        "A crane from 1961",
        "Why?",
        "Source: Stern",
        "By Ann Lee",
        "1 May 2024",
    ]
)


@settings(deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=12))
def test_no_sentence_is_lost_and_none_is_made(lines):
    source = "\n".join(lines)
    values = read_text(source).values
    kept = {values["text"], values.get("teaser", ""), values.get("title", "")}
    for sentence in (LEAD, SECOND, THIRD):
        if sentence in lines:
            assert any(sentence in part for part in kept)
    for paragraph in values["text"].split("\n\n"):
        assert paragraph in source


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read(text):
    values = read_text(text).values
    assert bool(values["text"].strip()) == bool(text.strip())
    take_apart(split_blocks(text))
