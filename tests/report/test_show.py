from dataclasses import replace

import pytest
from lxml import html
from report.dam import make_analysis, make_articles

from mediakit._core.errors import InputError, MediakitError
from mediakit.report.show import show_article

WIRE = "The lock gates gave way at noon and water filled the lower town."


def page_of(view):
    [frame] = html.fromstring(view._repr_html_()).xpath("//iframe")
    assert frame.get("sandbox") == ""
    assert frame.get("srcdoc") == view.html
    return html.document_fromstring(view.html)


def test_the_page_has_the_article_and_what_was_found_in_it(analysis):
    page = page_of(show_article(analysis, "a1"))
    body = page.xpath("string(//div[@class='body'])")
    assert "We will finish the dam," in body
    assert "Tasca accused Orlen of arrogance." in body
    assert page.xpath("//ul[@class='speakers']/li/span/bdi/text()") == ["Vera Orlen"]
    heads = page.xpath("//section/h2/text()")
    assert heads == [
        "Quotations",
        "Frame cues",
        "Sentiment of each mention",
        "Actors mentioned",
        "About this article",
    ]


def test_the_tone_of_a_mention_shows_in_its_mark(analysis):
    page = page_of(show_article(analysis, "a1"))
    assert page.xpath("//span[@class='mention positive']/text()")[0] == "Vera Orlen"
    assert page.xpath("//article//div//span[@class='mention negative']/text()") == ["Tasca"]


def test_the_page_stands_alone(analysis):
    page = page_of(show_article(analysis, "a1"))
    assert page.xpath("//script|//link|//img|//form|//header|//footer") == []
    assert page.xpath("//a/@href") == []  # in a frame without an address of its own they would lead nowhere


def test_copied_passages_are_marked_with_their_origin():
    rows = [
        ("w1", "Corvane", "Flood", "2031-03-01T08:00Z", WIRE),
        ("w2", "Post", "Flood in the town", "2031-03-02T08:00Z", f"{WIRE} Our reporter was there."),
    ]
    copies = [
        {"article_id": "w1", "group_id": "g", "origin": True, "kind": "wire", "share": 0.0},
        {"article_id": "w2", "group_id": "g", "origin": False, "kind": "wire", "share": 0.75},
    ]
    empty = dict.fromkeys(("quotes", "mentions", "sentiment", "frames"), ())
    analysis = make_analysis(make_articles(rows), copies=copies, **empty)
    page = page_of(show_article(analysis, "w2"))
    [passage] = page.xpath("//article//span[@class='copied']")
    assert passage.text == WIRE.removesuffix(".")
    assert passage.get("title") == "Also in Corvane: Flood"
    assert "75% of its words stand in earlier articles" in page.text_content()
    assert page_of(show_article(analysis, "w1")).xpath("//article//span[@class='copied']") == []


def test_hostile_text_stays_text(analysis):
    hostile = "</iframe><script>alert(1)</script> &lt;b&gt; \u202egnp.exe"
    articles = analysis.articles.assign(author=hostile, kicker=hostile, url="javascript:alert(1)")
    view = show_article(replace(analysis, articles=articles), "a1")
    page = page_of(view)
    assert page.xpath("//script|//b|//a[starts-with(@href,'javascript')]") == []
    assert "\u202e" not in view.html
    assert "<script" not in view._repr_html_()
    assert view._repr_html_().count("</iframe>") == 1


def test_an_unknown_id_is_refused_with_an_example(analysis):
    with pytest.raises(
        InputError, match="No article has the id 'a9'; the analysis has 6 articles, such as 'a1'"
    ):
        show_article(analysis, "a9")
    with pytest.raises(MediakitError):
        show_article(replace(analysis, articles=analysis.articles.head(0)), "a1")


def test_its_text_form_says_what_it_is(analysis):
    shown = repr(show_article(analysis, "b2"))
    assert shown.startswith("ArticleView: A valley waits (1 mention, 1 stretch of quoted words, 0 cues)")
    assert "<" not in shown
