import json

import pytest

from mediakit.acquire.corpus import read_corpus
from mediakit.acquire.formats.feeds import is_feed, is_json_feed, read_feed, read_json_feed
from mediakit.acquire.reading import Content, Problem

FULL = "<p>The port talks went on for a third day.</p><p>Nobody left the room before midnight.</p>"
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Ostrel Herald</title><link>https://herald.example</link><language>en-GB</language>
%s
</channel></rss>"""
ITEM = """<item><title>Talks go on</title><link>https://herald.example/1</link>
<guid isPermaLink="false">h-1</guid><dc:creator>Ana Ruiz</dc:creator><category>Port</category><category>Strike</category>
<pubDate>Fri, 01 Nov 2024 19:30:00 +0100</pubDate><description>No end in sight.</description>%s</item>"""
CONTENT = "<content:encoded><![CDATA[%s]]></content:encoded>"
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Ostrel Herald</title>
<author><name>The Herald</name></author>
<entry><title>Talks go on</title><link href="https://herald.example/1"/><id>tag:herald.example,2024:1</id>
<published>2024-11-01T19:30:00+01:00</published><updated>2024-11-02T08:00:00+01:00</updated>%s</entry></feed>"""


def read(text):
    return list(read_feed(Content("file", text.encode())))


def read_json(**item):
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Herald",
        "authors": [{"name": "The Herald"}],
    }
    return list(read_json_feed(Content("file", json.dumps({**feed, "items": [item]}).encode())))


def test_full_text_of_rss():
    (record,) = read(RSS % (ITEM % CONTENT % FULL))
    expected = {
        "article_id": "h-1",
        "outlet": "Ostrel Herald",
        "title": "Talks go on",
        "author": "Ana Ruiz",
        "published": "Fri, 01 Nov 2024 19:30:00 +0100",
        "url": "https://herald.example/1",
        "language": "en-GB",
        "section": "Port",
        "keywords": ["Port", "Strike"],
        "teaser": "No end in sight.",
        "text": "The port talks went on for a third day.\n\nNobody left the room before midnight.",
        "text_is": "full",
    }
    assert {name: record.values[name] for name in expected} == expected
    assert not record.doubts


def test_a_summary_is_marked():
    (record,) = read(RSS % (ITEM % ""))
    assert (record.values["text"], record.values["text_is"]) == ("No end in sight.", "summary")
    assert record.doubts[0].reason == "only the feed's summary"


@pytest.mark.parametrize(
    "content",
    ["<p>No end in sight.</p>", f"{FULL}<p>Nobody left [&hellip;]</p>", f"{FULL}<p>Continue reading →</p>"],
)
def test_a_content_that_is_no_more_than_a_summary(content):
    assert read(RSS % (ITEM % CONTENT % content))[0].values["text_is"] == "summary"


def test_what_a_content_system_adds_goes():
    content = f"{FULL}<p>The post <a href='x'>Talks go on</a> appeared first on <a href='y'>Herald</a>.</p>"
    assert read(RSS % (ITEM % CONTENT % content))[0].values["text"].endswith("before midnight.")


@pytest.mark.parametrize(
    "content",
    [
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{FULL}</div></content>',
        f'<content type="html"><![CDATA[{FULL}]]></content>',
        f'<content type="text">{FULL.replace("<p>", "").replace("</p>", chr(10) * 2)}</content>',
    ],
)
def test_full_text_of_atom(content):
    (record,) = read(ATOM % f"<summary>No end in sight.</summary>{content}")
    assert record.values["text"].split("\n\n")[1] == "Nobody left the room before midnight."
    assert (record.values["text_is"], record.values["author"]) == ("full", "The Herald")
    assert record.values["published"] == "2024-11-01T19:30:00+01:00"


def test_the_source_of_an_entry_is_its_outlet():
    (record,) = read(RSS % (ITEM % '<source url="https://times.example">The Times</source>'))
    assert record.values["outlet"] == "The Times"


def test_entries_without_text_are_rejected():
    problem, record = read(RSS % ("<item><title>Only this</title></item>" + ITEM % ""))
    assert isinstance(problem, Problem)
    assert (problem.place, record.place) == ("entry 1", "entry 2")
    assert "'Only this'" in problem.reason


def test_rss_1():
    text = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        '<channel><title>Herald</title></channel><item rdf:about="u"><title>Talks</title>'
        "<description>They went on.</description></item></rdf:RDF>"
    )
    assert is_feed(text.encode())
    assert read(text)[0].values["text"] == "They went on."


def test_names_of_files_and_entities_open_nothing(tmp_path):
    secret = tmp_path / "secret.rss"
    secret.write_text("secret")
    text = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>' + (RSS % (ITEM % "")).split("?>", 1)[1]
    assert read(text.replace("No end", "No &x; end"))[0].values["text"] == "No &x; end in sight."
    assert not any("secret" in str(getattr(one, "values", "")) for one in read(str(secret)))


def test_half_a_feed_is_read_with_a_doubt():
    text = RSS % ((ITEM % "") * 2)
    doubt, *records = read(text[: text.rindex("<guid")])
    assert doubt.doubt
    assert "damaged" in doubt.reason
    assert records[0].values["title"] == "Talks go on"


def test_json_feed():
    (record,) = read_json(
        id="1",
        url="https://herald.example/1",
        title="Talks go on",
        content_html=FULL,
        summary="No end in sight.",
        date_published="2024-11-01T19:30:00+01:00",
        tags=["Port"],
    )
    assert (record.values["text_is"], record.values["author"], record.values["section"]) == (
        "full",
        "The Herald",
        "Port",
    )
    assert record.values["text"].count("\n\n") == 1


def test_json_feed_of_texts_and_summaries():
    assert read_json(content_text="One.\n\nTwo.")[0].values["text"] == "One.\n\nTwo."
    assert read_json(summary="One.")[0].values["text_is"] == "summary"
    assert isinstance(read_json(title="One")[0], Problem)


def test_json_feed_of_something_else():
    text = '{"version": "https://jsonfeed.org/version/1", "items": [3, {"content_text": "One."}]}'
    problem, record = list(read_json_feed(Content("file", text.encode())))
    assert (problem.place, record.place) == ("item 1", "item 2")


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (RSS.encode(), True),
        (ATOM.encode(), True),
        (b"<html><rss>", False),
        (b"<rdf:RDF xmlns='http://xmlns.com/foaf/0.1/'>", False),
        (b"<feedback>", False),
    ],
)
def test_the_first_element_tells(start, expected):
    assert is_feed(start) is expected


def test_the_version_tells():
    assert is_json_feed(rb'{ "version": "https:\/\/jsonfeed.org\/version\/1"')
    assert not is_json_feed(b'{"version": "1.0", "items": []}')


def test_real_feeds(shared):
    corpus = read_corpus(shared / "formats" / "feeds")
    assert corpus.files.set_index("source_file")["n_read"].to_dict() == {
        "feed.json": 25,
        "feed1.atom": 2,
        "feed2.rss": 1,
    }
    assert corpus.articles["published"].notna().all()
