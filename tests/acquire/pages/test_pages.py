import pytest

from mediakit.acquire.pages.pages import read_page
from mediakit.acquire.reading import Content

PARAGRAPHS = [
    "The harbour authority of Ostrel closed the northern pier after a crane fell in the water on Sunday.",
    "Two ships loaded with barley cannot leave. “Nobody was hurt,” the director said on Monday morning.",
    "Divers are to look at the wreck before the end of the week, and the insurers have sent an engineer.",
    "The crane was built in 1961. It had been inspected in May, and no fault was found, the authority said.",
]
BODY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS[:2])
BODY += '<figure><img src="x.jpg"><figcaption>The pier on Monday. Photo: Ann Lee</figcaption></figure>'
BODY += '<div class="ad">Advertisement</div><h2>A crane from 1961</h2>'
BODY += "".join(f"<p>{text}</p>" for text in PARAGRAPHS[2:])
BODY += (
    '<aside class="related"><p>Read more: What we know about the crane</p></aside><p class="credit">AFP</p>'
)
HEADER = '<p class="kicker">Harbour</p><h1>Crane falls into Ostrel harbour</h1>'
HEADER += '<p class="standfirst">A pier is closed and two ships cannot leave.</p>'
HEADER += (
    '<div class="byline">By <span class="byline__name">Ann Lee</span> <time>4 November 2024</time></div>'
)
LINKED = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
{"@type": "WebSite", "name": "x"}, {"@type": "NewsArticle", "headline": "Crane falls into Ostrel harbour",
"datePublished": "2024-11-04T14:00:00+01:00", "author": [{"@type": "Person", "name": "Bo Berg"}],
"publisher": {"name": "The Gazette"}, "articleSection": "Local", "inLanguage": "en-GB"}]}</script>"""
META = """<title>Crane falls into Ostrel harbour | The Gazette</title>
<meta property="og:site_name" content="The Gazette">
<meta property="og:title" content="Crane falls into Ostrel harbour">
<link rel="canonical" href="https://g.example/crane">
<meta property="article:published_time" content="2024-11-04T14:00:00+01:00">"""
NAV = "<nav><ul><li><a href='/a'>News</a></li><li><a href='/b'>Sport</a></li></ul></nav>"
FOOT = "<footer><p>© 2024 The Gazette. All rights reserved.</p></footer>"


def read(head, header=HEADER, body=BODY):
    page = (
        f"<!doctype html><html lang='en-GB'><head><meta charset='utf-8'>{head}</head><body>{NAV}<main>"
        f"<article><header>{header}</header><div class='body'>{body}</div></article></main>{FOOT}</html>"
    )
    (record,) = read_page(Content("page.html", page.encode()))
    return record.values


@pytest.mark.parametrize("head", [META, META.replace("og:title", "x") + LINKED, LINKED])
def test_parts_of_a_page(head):
    values = read(head)
    assert values["title"] == "Crane falls into Ostrel harbour"
    assert values["published"] == "2024-11-04T14:00:00+01:00"
    assert values["outlet"] == "The Gazette"
    assert values["kicker"] == "Harbour"
    assert values["teaser"] == "A pier is closed and two ships cannot leave."
    assert values["subheads"] == ["A crane from 1961"]
    assert values["agency"] == "AFP"
    assert values["language"] == "en-GB"
    assert values["text"] == "\n\n".join(PARAGRAPHS)


def test_author_of_the_markup_wins_over_the_byline():
    assert read(LINKED)["author"] == "Bo Berg"
    assert read(META)["author"] == "Ann Lee"


def test_address_is_the_canonical_one():
    assert read(META)["url"] == "https://g.example/crane"
    assert "url" not in read(META.replace("https://g.example", ""))


def test_description_becomes_the_teaser_when_none_is_shown():
    header = "<h1>Crane falls into Ostrel harbour</h1>"
    shown = "Barley cannot leave the port of Ostrel for now"
    assert read(f'{META}<meta name="description" content="{shown}">', header)["teaser"] == shown
    repeated = PARAGRAPHS[0][:80] + "…"
    assert "teaser" not in read(f'{META}<meta name="description" content="{repeated}">', header)


def test_damaged_markup_of_search_engines_is_passed_over():
    head = META + '<script type="application/ld+json">{"@type": "NewsArticle", </script>'
    assert read(head)["title"] == "Crane falls into Ostrel harbour"


def test_a_page_of_links_is_read_with_a_doubt():
    page = b"<html><body><p>News</p></body></html>"
    (record,) = read_page(Content("page.html", page))
    assert record.values["text"] == "News"
    assert len(record.doubts) == 1
