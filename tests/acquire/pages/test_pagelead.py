import pytest
from lxml import html

from mediakit.acquire.pages.pagebody import choose_pieces, mark_found
from mediakit.acquire.pages.pagelead import find_lead
from mediakit.acquire.pages.pagelines import read_pieces

PARAGRAPHS = [
    "The harbour authority of Ostrel closed the northern pier after a crane fell in the water on Sunday.",
    "Two ships loaded with barley cannot leave. “Nobody was hurt,” the director said on Monday morning.",
    "Divers are to look at the wreck before the end of the week, and the insurers have sent an engineer.",
]
TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
SUMMARY = "A pier is closed and two ships cannot leave. Nobody was hurt."


def find(before, description="", *, shown=False, text=TEXT):
    page = html.document_fromstring(f"<html><body><article>{before}{text}</article></body></html>")
    pieces = read_pieces(page)
    mark_found(pieces, [piece.text for piece in pieces])
    return [piece.text for piece in find_lead(choose_pieces(pieces), description, shown=shown)]


@pytest.mark.parametrize(
    "before",
    [
        f"<p class='article-lead'>{SUMMARY}</p>",
        f"<p class='articleStandfirst'>{SUMMARY}</p>",
        f"<div class='intro'><p>{SUMMARY}</p></div>",
        f"<p><strong>{SUMMARY}</strong></p>",
        f"<p class='font-medium'>{SUMMARY}</p>",
        f"<h2>{SUMMARY}</h2>",
    ],
)
def test_standfirsts(before):
    assert find(before) == [SUMMARY]


def test_the_declared_summary_is_known():
    assert find(f"<div><span>{SUMMARY}</span></div>", description=SUMMARY) == [SUMMARY]


def test_key_points():
    points = ["A pier is closed", "Two ships cannot leave"]
    assert find(f"<ul>{''.join(f'<li>{point}</li>' for point in points)}</ul>") == points


def test_the_first_paragraph_is_none():
    assert find("") == []
    assert find("", description=PARAGRAPHS[0]) == []
    assert find(f"<p class='drop-cap'>{SUMMARY}</p>") == []


def test_bold_first_sentences_of_tabloids_are_none():
    assert find("<p><strong>A furious director has lost his crane.</strong></p>") == []
    assert find(f"<p><strong>{SUMMARY}</strong></p>", shown=True) == []


def test_questions_as_headings_are_none():
    assert find("<h2>What do we know of the crane that fell in the water?</h2>") == []


def test_a_page_of_lists_has_no_lead():
    assert find("", text="<ul><li>One line of it</li><li>Another one</li></ul>") == []
