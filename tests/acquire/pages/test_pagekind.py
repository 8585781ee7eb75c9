import json

import pytest

from mediakit.acquire.pages.pagekind import is_home, page_kind

URL = "http://herald.example/crane"


def linked(*items):
    return f'<script type="application/ld+json">{json.dumps(items if len(items) > 1 else items[0])}</script>'


NEWS = {"@type": "NewsArticle", "headline": "Crane falls"}
LISTED = [{"@type": "NewsArticle", "headline": f"Story {n}"} for n in range(5)]


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ('<meta property="og:type" content="article">', "article"),
        ('<meta name="og:type" content=" Article ">', "article"),
        (linked(NEWS), "article"),
        (linked({"@graph": [{"@type": "WebSite"}, NEWS]}), "article"),
        (linked({"@type": "WebPage", "mainEntity": NEWS}), "article"),
        (linked({"@type": ["Thing", "ReportageNewsArticle"]}), "article"),
        (linked({"@type": "ItemList"}, NEWS), "article"),
        (linked({"@type": "ItemList", "itemListElement": LISTED}), "overview"),
        (linked({"@type": "CollectionPage", "hasPart": LISTED}), "overview"),
        (linked(*LISTED), "overview"),
        ('<meta property="og:type" content="article">' + linked(*LISTED), "article"),
        (linked({"@type": "WebSite"}), "unknown"),
        ('<meta property="og:type" content="website">', "unknown"),
        ('<meta property="og:type" content="website"><meta name="dc.date" content="4.11.2024">', "dated"),
        ('<time datetime="2024-11-04">', "dated"),
        ("<p>On 4 November 2024", "unknown"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", </script>', "unknown"),
        ('<script type="application/ld+json">[1, null, "NewsArticle"]</script>', "unknown"),
        ('<script type="application/ld+json">' + "[" * 100_000 + "</script>", "unknown"),
    ],
)
def test_what_a_page_declares(head, kind):
    assert page_kind(f"<html><head>{head}</head><p>The pier is closed.".encode(), URL) == kind


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("2024/11/04/crane", "dated"),
        ("2024-11-04-crane.html", "dated"),
        ("20241104/crane", "dated"),
        ("2024/nov/04/crane", "dated"),
        ("2024/budget", "unknown"),
        ("id/20249999", "unknown"),
    ],
)
def test_an_address_can_state_the_date(path, kind):
    assert page_kind(b"<p>The pier is closed.", f"http://herald.example/{path}") == kind


@pytest.mark.parametrize("page", [b"", b"\x00", b"<", b"\xff\xfe", b"<!-- -->"])
def test_what_is_no_page_is_unknown(page):
    assert page_kind(page, URL) == "unknown"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://herald.example", True),
        ("http://herald.example/", True),
        ("http://herald.example/Index.php", True),
        ("http://herald.example/?p=12", False),
        ("http://herald.example/crane", False),
        ("http://[herald/", False),
        ("", False),
    ],
)
def test_home_pages(url, expected):
    assert is_home(url) is expected
