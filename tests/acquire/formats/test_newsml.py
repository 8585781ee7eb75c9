import pytest

from mediakit.acquire.corpus import read_corpus
from mediakit.acquire.formats.newsml import is_newsml, read_newsml
from mediakit.acquire.reading import Content, Problem

BODY = "<p>The port talks went on for a third day, officials said.</p><p>Nobody left the room.</p>"


def component(content, *, role="Main", headline="Talks go on", media="Text"):
    lines = f"<HeadLine>{headline}</HeadLine><ByLine>By Ana Ruiz</ByLine>" if headline else ""
    return (
        f'<NewsComponent><Role FormalName="{role}"/><NewsLines>{lines}<DateLine>OSTREL, Nov 1 (AFP) -</DateLine>'
        f'<SlugLine>port-talks</SlugLine></NewsLines><ContentItem><MediaType FormalName="{media}"/>'
        f"<DataContent>{content}</DataContent></ContentItem></NewsComponent>"
    )


def item(components, name="1"):
    return (
        f'<NewsItem xml:lang="en"><Identification><NewsIdentifier><ProviderId>afp.com</ProviderId>'
        f"<RevisionId>2</RevisionId><PublicIdentifier>urn:newsml:afp.com:{name}</PublicIdentifier></NewsIdentifier>"
        "</Identification><NewsManagement><FirstCreated>20241101T180000+0100</FirstCreated>"
        "<ThisRevisionCreated>20241101T193000+0100</ThisRevisionCreated>"
        '<Status FormalName="Usable"/><Urgency FormalName="4"/></NewsManagement>'
        f"<NewsComponent>{components}<AdministrativeMetadata><Provider><Party FormalName='AFP'/></Provider>"
        "</AdministrativeMetadata><DescriptiveMetadata><Property FormalName='Keyword' Value='port'/>"
        "<Genre FormalName='news'/></DescriptiveMetadata></NewsComponent></NewsItem>"
    )


def read(*items):
    text = f'<?xml version="1.0"?><NewsML><NewsEnvelope/>{"".join(items)}</NewsML>'
    return list(read_newsml(Content("file", text.encode())))


def test_an_item():
    (record,) = read(item(component(BODY)))
    expected = {
        "article_id": "urn:newsml:afp.com:1",
        "title": "Talks go on",
        "author": "Ana Ruiz",
        "dateline": "OSTREL, Nov 1 (AFP)",
        "slug": "port-talks",
        "published": "2024-11-01T19:30:00+0100",
        "first_created": "20241101T180000+0100",
        "version": "2",
        "urgency": "4",
        "language": "en",
        "agency": "AFP",
        "keywords": ["port"],
        "genre": ["news"],
        "status": "Usable",
    }
    assert {name: record.values[name] for name in expected} == expected
    assert record.values["text"].count("\n\n") == 1


@pytest.mark.parametrize(
    "content",
    [
        BODY,
        f"<nitf><body><body.content>{BODY}</body.content></body></nitf>",
        f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body>{BODY}</body></html>',
        f"<![CDATA[{BODY}]]>",
        BODY.replace("</p>", "\n\n").replace("<p>", ""),
    ],
)
def test_contents_of_any_form(content):
    assert read(item(component(content)))[0].values["text"].split("\n\n")[1] == "Nobody left the room."


def test_captions_are_not_text():
    parts = component(BODY) + component("<p>The port.</p>", role="Caption", headline="", media="Text")
    parts += component("", role="Photo", headline="A ship", media="Photo")
    (record,) = read(item(parts))
    assert record.values["captions"] == ["The port."]
    assert "The port." not in record.values["text"].split("\n\n")
    assert record.values["title"] == "Talks go on"


def test_several_stories_in_an_item():
    parts = component(BODY) + component("<p>The strike is over.</p>", headline="Strike over")
    records = read(item(parts))
    assert [(one.place, one.values["article_id"][-2:], one.values["title"]) for one in records] == [
        ("item 1, story 1", "#1", "Talks go on"),
        ("item 1, story 2", "#2", "Strike over"),
    ]


def test_parts_without_a_headline_go_on_with_the_story():
    (record,) = read(item(component(BODY) + component("<p>More later.</p>", headline="")))
    assert record.values["text"].endswith("More later.")


def test_items_without_text_are_rejected_one_by_one():
    records = read(item(component("", media="Photo"), "1"), item(component(BODY), "2"), item("", "3"))
    assert [(one.place, isinstance(one, Problem)) for one in records] == [
        ("item 1", True),
        ("item 2", False),
        ("item 3", True),
    ]
    assert "photo" in records[0].reason


def test_the_first_element_tells():
    assert is_newsml(
        b'<?xml version="1.0"?><!DOCTYPE NewsML PUBLIC "x" [<!ENTITY % nitf SYSTEM "y"> %nitf;]><NewsML>'
    )
    assert not is_newsml(b"<newsMessage>")


def test_a_real_item(shared):
    article = read_corpus(shared / "formats" / "wires" / "afp.xml").articles.loc[0]
    assert (article["agency"], article["desk"], article["source_format"]) == ("AFP", "hh/ph/ts/hd", "newsml")
    assert article["dateline"].startswith("STOCKHOLM")
    assert len(article["text"].split("\n\n")) == 9
