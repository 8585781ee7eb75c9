from lxml import html

from mediakit.acquire.pages.pagebody import as_blocks, choose_pieces, find_pieces, mark_found
from mediakit.acquire.pages.pagelines import read_pieces

PARAGRAPHS = [
    "The harbour authority of Ostrel closed the northern pier after a crane fell in the water on Sunday.",
    "Two ships loaded with barley cannot leave. “Nobody was hurt,” the director said on Monday morning.",
    "Divers are to look at the wreck before the end of the week, and the insurers have sent an engineer.",
    "The crane was built in 1961. It had been inspected in May, and no fault was found, the authority said.",
]
TEXT = [f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS]


def choose(body, found=None):
    """The lines chosen when an extractor has found these lines, or all of the page."""
    pieces = read_pieces(html.document_fromstring(f"<html><body>{body}</body></html>"))
    mark_found(pieces, found or [piece.text for piece in pieces])
    return [piece.text for piece in choose_pieces(pieces)]


def test_paragraphs_passed_over_are_taken_too():
    body = f"<article>{''.join(TEXT)}</article><div><p>Something else.</p></div>"
    assert choose(body, found=[PARAGRAPHS[0], PARAGRAPHS[1], PARAGRAPHS[3]]) == PARAGRAPHS


def test_other_parts_of_the_page_are_not():
    body = f"<article>{''.join(TEXT)}</article><section><span>Weather tomorrow</span></section>"
    assert choose(body) == PARAGRAPHS


def test_links_to_other_articles_go():
    links = "<p><a href='/a'>A pier that was never built and what became of it</a></p>"
    labelled = "<p>Background: <a href='/b'>The cranes of Ostrel and their age.</a></p>"
    lists = (
        "<ul><li>Harbour: <a href='/c'>The long wait</a></li><li>Barley: <a href='/d'>No buyers</a></li></ul>"
    )
    card = "<div><h3><a href='/e'>No barley</a></h3><p>Why the ships of the east stay away.</p></div>"
    body = f"<article>{TEXT[0]}{links}{TEXT[1]}{labelled}{lists}{TEXT[2]}{card}{TEXT[3]}</article>"
    assert choose(body) == PARAGRAPHS


def test_links_within_paragraphs_stay():
    linked = (
        "<p>The authority, <a href='/a'>which had warned of the crane in March</a>, said nothing of it.</p>"
    )
    bullets = "<ul><li>barley, <a href='/b'>12,000 tonnes</a></li><li>wheat</li></ul>"
    found = choose(f"<article>{''.join(TEXT)}{linked}{bullets}</article>")
    assert found[4].startswith("The authority, which had warned")
    assert found[5:] == ["barley, 12,000 tonnes", "wheat"]


def test_an_article_made_of_links_stays():
    body = "".join(f"<p><a href='/x'>{paragraph}</a></p>" for paragraph in PARAGRAPHS)
    assert choose(f"<article>{body}</article>") == PARAGRAPHS


def test_boxes_and_captions_go_unless_they_are_all():
    box = "<div class='newsletter'><p>All of the harbour in your morning letter, every day.</p></div>"
    caption = "<figure><figcaption>The crane on Sunday, before it fell in the water.</figcaption></figure>"
    assert choose(f"<article>{TEXT[0]}{box}{TEXT[1]}{caption}{TEXT[2]}{TEXT[3]}</article>") == PARAGRAPHS
    assert choose(f"<aside>{''.join(TEXT)}</aside>") == PARAGRAPHS


def test_what_is_said_twice_is_taken_once():
    assert choose(f"<article>{''.join(TEXT)}{TEXT[1]}</article>") == PARAGRAPHS


def test_text_of_json_ld_helps_the_extractor():
    page = html.document_fromstring(f"<html><body><div>{''.join(TEXT)}</div></body></html>")
    assert [piece.text for piece in find_pieces(page, "\n".join(PARAGRAPHS))] == PARAGRAPHS


def test_nothing_found():
    assert choose("<p>Text</p>", found=["other words"]) == []


def test_headings_become_headings():
    page = html.document_fromstring(f"<html><body><h2>A crane from 1961</h2>{TEXT[3]}</body></html>")
    assert [block.heading for block in as_blocks(read_pieces(page))] == [True, False]
