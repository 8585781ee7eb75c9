import pytest
from lxml import html

from mediakit.acquire.pages.pagebyline import find_author, split_names

SITES = {"the herald", "herald.example"}


def find(body="", linked=None, **metas):
    tree = html.document_fromstring(f"<html><body><p>Text</p>{body}</body></html>")
    return find_author(tree, linked, {name: [value] for name, value in metas.items()}, SITES)


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        ("By Ann Lee", ["Ann Lee"]),
        ("By Ann Lee and Bo Berg", ["Ann Lee", "Bo Berg"]),
        ("Von Ann Lee und Bo Berg", ["Ann Lee", "Bo Berg"]),
        ("Por Ana Gil y Iñaki Sanz", ["Ana Gil", "Iñaki Sanz"]),
        ("Ann Lee, Chief Reporter", ["Ann Lee"]),
        ("ann.lee@herald.example", []),
        ("https://herald.example/authors/lee", []),
        ("신현주 기자", ["신현주"]),
        ("Rufus Amberley and agencies", ["Rufus Amberley and agencies"]),
        ("Vito da Costa", ["Vito da Costa"]),
        ("03:07 min", []),
    ],
)
def test_names(statement, names):
    assert split_names([statement]) == names


def test_json_ld_comes_first():
    byline = '<p class="byline">By Bo Berg</p>'
    assert find(byline, linked=[{"@type": "Person", "name": "Ann Lee"}]) == ("Ann Lee", "")
    assert find(byline, linked={"givenName": "Ann", "familyName": "Lee"}) == ("Ann Lee", "")


def test_a_person_wins_over_the_outlet():
    assert find(linked={"name": "The Herald"}, author="Ann Lee") == ("Ann Lee", "")
    assert find(linked={"name": "The Herald"}) == ("The Herald", "")


def test_agencies_beside_persons_are_told_apart():
    assert find(linked=["Ann Lee", "Reuters"]) == ("Ann Lee", "Reuters")
    assert find(linked={"name": "dpa"}) == ("dpa", "")


def test_the_outlet_beside_a_person_is_left_out():
    assert find(author="Ann Lee, herald.example") == ("Ann Lee", "")


@pytest.mark.parametrize(
    "byline",
    [
        '<a rel="author" href="/lee">Ann Lee</a>',
        '<span itemprop="author"><span itemprop="name">Ann Lee</span></span>',
        '<ul class="articleAuthorList"><li class="articleAuthorList-item">Ann Lee</li></ul>',
        '<div class="article-author"><time>3 May 2024</time> Ann Lee</div>',
        '<p class="byline">By Ann Lee</p><aside><p class="byline">By Bo Berg</p></aside>',
    ],
)
def test_bylines_of_the_markup(byline):
    assert find(byline) == ("Ann Lee", "")


def test_other_words_in_a_byline_are_no_name():
    assert find('<p class="author">our correspondents</p>') == ("", "")
    assert find('<p class="byline">Updated yesterday</p>') == ("", "")
