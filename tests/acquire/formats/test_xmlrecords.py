from mediakit.acquire.corpus import read_corpus
from mediakit.acquire.formats.xmlrecords import read_xml
from mediakit.acquire.reading import Content


def read(text):
    return list(read_xml(Content("file", text.encode())))


def test_records_of_a_list():
    records = read(
        "<export><made>2024</made><article id='1'><title>One</title><body><p>First.</p><p>Second.</p></body></article>"
        "<article id='2'><title>Two</title><body>Third.</body></article></export>"
    )
    assert [dict(one.values) for one in records] == [
        {"id": "1", "title": "One", "body": "First.\n\nSecond."},
        {"id": "2", "title": "Two", "body": "Third."},
    ]


def test_one_record():
    (record,) = read(
        "<article><headline>One</headline><tags><tag>a</tag><tag>b</tag></tags><text>First.</text></article>"
    )
    assert dict(record.values) == {"headline": "One", "tags.tag": ["a", "b"], "text": "First."}


def test_empty_elements_are_missing():
    text = '<a xmlns:i="x"><title i:nil="true"/><lead/><text>First.</text></a>'
    assert dict(read(text)[0].values) == {"title": None, "lead": None, "text": "First."}


def test_an_agency_that_names_itself():
    values = read("<news><origin>/ritzau/</origin><town>Haag</town><content>First.</content></news>")[
        0
    ].values
    assert (values["agency"], values["dateline"]) == ("Ritzau", "Haag")


def test_nothing_to_read():
    (problem,) = read("<a/>")
    assert "no records" in problem.reason


def test_in_a_corpus(tmp_path):
    path = tmp_path / "export.xml"
    path.write_text(
        "<all><item><headline>One</headline><content>&lt;p>First.&lt;/p>&lt;p>Second.&lt;/p></content></item></all>"
    )
    article = read_corpus(path).articles.loc[0]
    assert (article["source_format"], article["title"], article["text"]) == (
        "xml",
        "One",
        "First.\n\nSecond.",
    )


def test_a_real_item(shared):
    article = read_corpus(shared / "formats" / "wires" / "ritzau_news.xml").articles.loc[0]
    assert (article["agency"], article["author"], article["dateline"]) == (
        "Ritzau",
        "Peder Top Poulsen",
        "Haag",
    )
    assert len(article["text"].split("\n\n")) == 3
