import pytest

from mediakit.acquire.exports.factiva_xml import is_factiva_xml, read_factiva_xml
from mediakit.acquire.reading import Content, Record

XML = """<?xml version="1.0" encoding="utf-8"?><PPSResponse><ppsArticleResponse xmlns="http://x/pps/2.0">
<ppsarticleResultSet count="{count}">{articles}</ppsarticleResultSet></ppsArticleResponse></PPSResponse>"""
ARTICLE = """<ppsarticle><article><accessionNo>GAZ0000020241104ekb40000a</accessionNo>
<baseLanguage>EN</baseLanguage><copyright>(c) 2024 Gazette </copyright><byline>By Ann Lee</byline>
<headline><paragraph lang="EN"><hlt>Crane</hlt> falls &amp; sinks</paragraph></headline>
<leadParagraph><paragraph>The <hlt>harbour</hlt> of Ostrel&nbsp;is closed.</paragraph></leadParagraph>
<publicationDate><dateTime>2024-11-04T01:35:58Z</dateTime></publicationDate>
<sourceName>The Gazette</sourceName><sectionName>Local</sectionName>
<region code="fra"><name>France</name></region><newsSubject code="gcat"><name>Politics</name></newsSubject>
<tailParagraphs><paragraph>Two ships cannot leave.</paragraph></tailParagraphs><wordCount>942</wordCount>
</article></ppsarticle>"""


def xml(text):
    return list(read_factiva_xml(Content("factiva.xml", text.encode())))


def test_xml():
    (record,) = xml(XML.format(count=1, articles=ARTICLE))
    assert {name: value for name, value in record.values.items() if value} == {
        "article_id": "GAZ0000020241104ekb40000a",
        "title": "Crane falls & sinks",
        "text": "The harbour of Ostrel is closed.\n\nTwo ships cannot leave.",
        "published": "2024-11-04T01:35:58Z",
        "author": "Ann Lee",
        "outlet": "The Gazette",
        "section": "Local",
        "language": "en",
        "copyright": "(c) 2024 Gazette",
        "word_count": 942,
        "regions": ["France"],
        "subjects": ["Politics"],
    }


def test_xml_announces_its_number():
    *_, doubt = xml(XML.format(count=3, articles=ARTICLE))
    assert "announces 3 documents, 1 were found" in doubt.reason


def test_xml_that_is_cut_off_keeps_the_articles_before():
    text = XML.format(count=2, articles=ARTICLE + ARTICLE)
    one, other = xml(text[: text.rindex("<tailParagraphs>") + 30])
    assert one.values["text"].endswith("cannot leave.")
    assert not one.doubts
    assert "cut off" in other.doubts[0].reason
    assert other.values["text"] == "The harbour of Ostrel is closed."


def test_xml_entities_are_not_expanded(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("password")
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">'
    bomb += f'<!ENTITY file SYSTEM "{secret.as_uri()}">]>'
    text = XML.format(count=1, articles=ARTICLE.replace("Two ships", "&b;&file; Two ships"))
    text = text.replace("?>", "?>" + bomb, 1)
    (record,) = (one for one in xml(text) if isinstance(one, Record))
    assert "password" not in record.values["text"]
    assert "aaaa" not in record.values["text"]
    assert record.values["text"].endswith("Two ships cannot leave.")


def test_xml_without_articles_says_so():
    (problem,) = xml("<PPSResponse><ppsArticleResponse/></PPSResponse>")
    assert "no Factiva documents" in problem.reason


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (b"<?xml version='1.0'?><PPSResponse>", True),
        (b'<ppsArticleResponse xmlns="x"><ppsarticleResultSet>', True),
        (b"<html><title>Factiva</title>", False),
        (b"A text about Factiva and <PPSResponses>", False),
    ],
)
def test_format_is_told_by_its_marks(start, expected):
    assert is_factiva_xml(start) == expected


def test_real_file(shared):
    records = list(read_factiva_xml(Content("x", shared / "formats" / "factiva" / "factiva_test.xml")))
    assert [record.values["title"] for record in records] == [
        "TEST - first test article",
        "TEST - second article de test",
        "TEST - third test article",
    ]
    assert [record.values["language"] for record in records] == ["en", "fr", "en"]
