import pytest

from mediakit.acquire.cleaning.credits import (
    agency_in,
    byline_author,
    credit_of,
    dateline_agency,
    is_author_note,
)


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("AFP", {"agency": "AFP"}),
        ("(dpa/AFP)", {"agency": "dpa, AFP"}),
        ("Reuters, AP", {"agency": "Reuters, AP"}),
        ("- Reuters.", {"agency": "Reuters"}),
        ("The Associated Press", {"agency": "AP"}),
        ("cl", {"desk": "cl"}),
        ("mk/is", {"desk": "mk/is"}),
        ("ds/sms (dpa, AFP)", {"desk": "ds/sms", "agency": "dpa, AFP"}),
        ("Source: Stern", {"republished_from": "Stern"}),
        ("Source: Public Radio Halmen, 6 pm news", {"republished_from": "Public Radio Halmen"}),
        ("Source: AFP", {"republished_from": "AFP", "agency": "AFP"}),
        ("This article first appeared in The Morning Flare.", {"republished_from": "The Morning Flare"}),
        ("Originally published by ProPublica on 3 May.", {"republished_from": "ProPublica"}),
        (
            "This story is republished from The Conversation under a Creative Commons licence.",
            {"republished_from": "The Conversation"},
        ),
        ("(Reporting by Ada Merrow; editing by Piet Lowen)", {}),
        ("Additional reporting: Corvane", {"agency": "Corvane"}),
        ("With material from AFP", {"agency": "AFP"}),
    ],
)
def test_credit_lines(line, credit):
    assert credit_of(line) == credit


@pytest.mark.parametrize(
    "line",
    [
        "A source said: the talks are over.",
        "Reuters reported the talks first.",
        "He is.",
        "Reporting by the committee took three years and cost the state a fortune.",
        "Source: the minister’s own account of the night, which three others in it dispute",
        "It was first published in 1949.",
    ],
)
def test_sentences_are_no_credit(line):
    assert credit_of(line) is None


def test_agencies_are_whole_lines():
    assert agency_in("AFP") == "AFP"
    assert agency_in("dpa-AFX") == "dpa"
    assert agency_in("AFP photographers") is None
    assert agency_in("") is None


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("KYIV, Nov 1 (Reuters) - Talks resumed.", "Reuters"),
        ("BERLIN (dpa) – Talks resumed.", "dpa"),
        ("WASHINGTON (AP) — Talks resumed.", "AP"),
        ("BEIJING, Nov. 1 (Xinhua) -- Talks resumed.", "Xinhua"),
        ("Talks resumed on Monday. (AFP)", "AFP"),
        ("The army (AP archive) - said nothing.", None),
        ("Talks resumed, AFP reported.", None),
    ],
)
def test_dateline(text, agency):
    assert dateline_agency(text) == agency


def test_byline():
    assert byline_author("By Imogen Thrale") == "Imogen Thrale"
    assert byline_author("Commentary by Ravil Dushko") == "Ravil Dushko"
    assert byline_author("By Ada Merrow and Jory Tamm") == "Ada Merrow and Jory Tamm"
    assert byline_author("By noon the square was full") is None


def test_author_notes():
    assert is_author_note("I have been working in the news industry for six years, first as a reporter.")
    assert is_author_note("Iven Sorlak has been a reporter with Public Radio Halmen since 2011.")
    assert not is_author_note("Mayor Hanka Vellis is not amused.")
    assert not is_author_note("The shelters lack everything.")
