import pytest

from mediakit.acquire.corpus import read_corpus
from mediakit.acquire.formats.newsml_g2 import is_newsml_g2, read_newsml_g2
from mediakit.acquire.reading import Content, Problem

BODY = "<p>The port talks went on for a third day, officials said.</p><p>Nobody left the room.</p>"
XHTML = f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body><h1>Talks</h1>{BODY}</body></html>'
NITF = f'<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.content>{BODY}</body.content></body></nitf>'
META = (
    "<contentMeta><urgency>4</urgency><contentCreated>2024-11-01T18:00:00+01:00</contentCreated>"
    '<located><name>Ostrel</name></located><language tag="en"/><keyword>port</keyword>'
    '<subject type="cpnat:abstract" qcode="x:1"><name>Shipping</name></subject>'
    '<subject type="x:category" qcode="cat:eco"><name>Economy</name></subject>'
    "<slugline>port-talks</slugline><headline role='hld:subHeadline'>No end in sight</headline>"
    "<headline>Talks go on</headline><dateline>OSTREL (dpa) - </dateline><by>By Ana Ruiz</by></contentMeta>"
)


def item(content, *, kind="ninat:text", tag="newsItem", meta=META):
    return (
        f'<{tag} guid="urn:newsml:dpa.com:1" version="3" standard="NewsML-G2" xml:lang="en-GB">'
        f'<itemMeta><itemClass qcode="{kind}"/><provider qcode="nprov:dpa"/>'
        "<versionCreated>2024-11-01T19:30:00+01:00</versionCreated>"
        '<firstCreated>2024-11-01T18:00:00+01:00</firstCreated><pubStatus qcode="stat:usable"/>'
        f"<edNote>Adds quote</edNote></itemMeta>{meta}<contentSet>{content}</contentSet></{tag}>"
    )


def inline(content, kind="application/xhtml+xml"):
    return f'<inlineXML contenttype="{kind}">{content}</inlineXML>'


def read(*items):
    namespace = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
    text = f"<newsMessage {namespace}><header/><itemSet>{''.join(items)}</itemSet></newsMessage>"
    return list(read_newsml_g2(Content("file", text.encode())))


def test_an_item():
    (record,) = read(item(inline(XHTML)))
    expected = {
        "article_id": "urn:newsml:dpa.com:1",
        "version": "3",
        "title": "Talks go on",
        "teaser": "No end in sight",
        "author": "Ana Ruiz",
        "dateline": "OSTREL (dpa)",
        "published": "2024-11-01T19:30:00+01:00",
        "first_created": "2024-11-01T18:00:00+01:00",
        "agency": "dpa",
        "language": "en",
        "section": "Economy",
        "urgency": "4",
        "keywords": ["port"],
        "subjects": ["Shipping", "Economy"],
        "slug": "port-talks",
        "status": "usable",
        "editor_note": "Adds quote",
    }
    assert {name: record.values[name] for name in expected} == expected
    assert record.values["text"].split("\n\n")[-1] == "Nobody left the room."


@pytest.mark.parametrize(
    "content",
    [
        inline(XHTML),
        inline(NITF, "application/nitf+xml"),
        f'<inlineData contenttype="text/html"><![CDATA[{BODY}]]></inlineData>',
        f'<inlineData contenttype="text/plain">{BODY.replace("<p>", "").replace("</p>", chr(10) * 2)}</inlineData>',
        '<remoteContent contenttype="image/jpeg" href="a.jpg"/>' + inline(XHTML) + inline(NITF),
        '<inlineData contenttype="image/jpeg">AAAA</inlineData>' + inline(XHTML),
    ],
)
def test_contents_of_any_form(content):
    text = read(item(content))[0].values["text"]
    assert text.split("\n\n")[-2:] == [
        "The port talks went on for a third day, officials said.",
        "Nobody left the room.",
    ]


def test_lines_of_a_telex_in_plain_text():
    text = (
        "   (ANSA) - Ostrel, November 1 - The port talks went on for\na third day, as the officials of the ministry and of"
        '\nthe union said.\n   "Nobody left the room before midnight, and the door\nstayed shut," one of them said to'
        " reporters."
    )
    paragraphs = (
        read(item(f'<inlineData contenttype="text/plain">{text}</inlineData>'))[0]
        .values["text"]
        .split("\n\n")
    )
    assert [paragraph[:7] for paragraph in paragraphs] == ["(ANSA) ", '"Nobody']


@pytest.mark.parametrize(
    ("kind", "tag", "said"),
    [
        ("ninat:picture", "newsItem", "picture"),
        ("ninat:composite", "packageItem", "package"),
        ("plinat:newscoverage", "planningItem", "planning"),
        ("cinat:concept", "knowledgeItem", "knowledge"),
    ],
)
def test_items_of_other_kinds_are_rejected_by_name(kind, tag, said):
    problem, record = read(item(inline(XHTML), kind=kind, tag=tag), item(inline(XHTML)))
    assert isinstance(problem, Problem)
    assert (problem.place, record.place) == ("item 1", "item 2")
    assert said in problem.reason


def test_a_text_item_whose_text_lies_elsewhere():
    (problem,) = read(item('<remoteContent contenttype="text/html" href="a.html"/>'))
    assert "has no text" in problem.reason


def test_an_author_named_in_a_note():
    text = item(inline(XHTML), meta="<contentMeta><headline>T</headline></contentMeta>")
    text = text.replace("Adds quote", "Autor/in: Eva Lund (London), lund@dpa.example")
    assert read(text)[0].values["author"] == "Eva Lund"


def test_the_first_element_tells():
    assert is_newsml_g2(b'<?xml version="1.0"?><newsItem xmlns="x" guid="y">')
    assert not is_newsml_g2(b"<NewsML>")


@pytest.mark.parametrize(
    ("file", "agency", "n_paragraphs", "time", "dateline"),
    [
        ("dpa.xml", "dpa", 3, "2022-10-11 09:14:42", "London (dpa)"),
        ("ansa-newsmlg2-text.xml", "ANSA", 4, "2017-10-11 09:41:00", "Rome"),
        ("stt_newsml_abstract_test.xml", "STT", 1, "2018-04-19 13:41:14", "Helsinki"),
    ],
)
def test_real_items(shared, file, agency, n_paragraphs, time, dateline):
    article = read_corpus(shared / "formats" / "wires" / file).articles.loc[0]
    assert (article["agency"], article["dateline"]) == (agency, dateline)
    assert len(article["text"].split("\n\n")) == n_paragraphs
    assert str(article["published"]) == f"{time}+00:00"
