import pytest

from mediakit.acquire.corpus import read_corpus
from mediakit.acquire.formats.nitf import is_nitf, read_nitf
from mediakit.acquire.reading import Content, Problem

STORY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-6.dtd">
<nitf baselang="en-GB">
  <head>
    <title>Talks go on</title>
    <meta name="slug" content="port-talks"/>
    <tobject tobject.type="News"><tobject.subject tobject.subject.type="Politics" tobject.subject.matter="Treaties"/></tobject>
    <docdata management-status="usable">
      <doc-id id-string="ost-7" regsrc="AFP"/>
      <urgency ed-urg="3"/>
      <date.issue norm="20241101T193000+0100"/>
      <ed-msg info="Adds quote"/>
      <key-list><keyword key="port"/><keyword key="strike"/></key-list>
    </docdata>
  </head>
  <body>
    <body.head>
      <hedline><hl1>Talks in Ostrel go on</hl1><hl2>No end in sight</hl2></hedline>
      <byline>By <person>Ana Ruiz</person><byttl>Port correspondent</byttl></byline>
      <dateline><location>OSTREL</location>, <story.date norm="20241101">Nov 1</story.date></dateline>
    </body.head>
    <body.content>
      <p>OSTREL - The <org>port</org> talks went on for a third day, officials said.</p>
      <media media-type="image"><media-reference/><media-caption>The port on Friday.</media-caption></media>
      <hl2>What now</hl2>
      <p>Nobody left the room before midnight, and the door stayed shut.</p>
    </body.content>
  </body>
</nitf>"""


def read(text):
    return list(read_nitf(Content("file", text if isinstance(text, bytes) else text.encode())))


def test_a_story():
    (record,) = read(STORY)
    expected = {
        "article_id": "ost-7",
        "title": "Talks in Ostrel go on",
        "teaser": "No end in sight",
        "published": "2024-11-01T19:30:00+0100",
        "author": "Ana Ruiz",
        "byline_title": "Port correspondent",
        "dateline": "OSTREL",
        "language": "en-GB",
        "agency": "AFP",
        "outlet": "AFP",
        "urgency": "3",
        "keywords": ["port", "strike"],
        "subjects": ["Politics", "Treaties"],
        "slug": "port-talks",
        "editor_note": "Adds quote",
        "status": "usable",
        "captions": ["The port on Friday."],
        "subheads": ["What now"],
    }
    assert {name: record.values[name] for name in expected} == expected
    assert record.values["text"].split("\n\n") == [
        "OSTREL - The port talks went on for a third day, officials said.",
        "Nobody left the room before midnight, and the door stayed shut.",
    ]


def test_in_a_corpus(tmp_path):
    path = tmp_path / "story.xml"
    path.write_text(STORY)
    article = read_corpus(path).articles.loc[0]
    assert (article["source_format"], str(article["published"])) == ("nitf", "2024-11-01 18:30:00+00:00")


def test_several_stories_below_one_element():
    story = STORY[STORY.index("<nitf") :]
    records = read(f"<stories>{story}{story.replace('ost-7', 'ost-8')}</stories>")
    assert [(one.place, one.values["article_id"]) for one in records] == [
        ("story 1", "ost-7"),
        ("story 2", "ost-8"),
    ]


def test_the_lead_of_an_archive_is_not_read_twice():
    text = (
        '<nitf><head><pubdata name="The Ostrel Herald" date.publication="19990131T000000" '
        'ex-ref="http://herald.example/1"/></head><body><body.content>'
        '<block class="lead_paragraph"><p>One long first sentence stands here.</p></block>'
        '<block class="full_text"><p>One long first sentence stands here.</p><p>And a second.</p></block>'
        "</body.content></body></nitf>"
    )
    values = read(text)[0].values
    assert values["text"] == "One long first sentence stands here.\n\nAnd a second."
    assert (values["outlet"], values["url"]) == ("The Ostrel Herald", "http://herald.example/1")
    assert "agency" not in values


def test_a_body_without_content_element_and_its_notes():
    text = (
        "<nitf><body><body.head><hedline><hl1>Talks</hl1></hedline></body.head>"
        "<note><p>CORRECTS the day.</p></note><p>They went on.</p></body></nitf>"
    )
    values = read(text)[0].values
    assert (values["title"], values["text"], values["editor_note"]) == (
        "Talks",
        "They went on.",
        "CORRECTS the day.",
    )


def test_several_authors():
    second = "<byline>Tom Ek</byline><dateline>"
    assert read(STORY.replace("<dateline>", second))[0].values["author"] == "Ana Ruiz, Tom Ek"


def test_without_headlines_the_title_of_the_head():
    assert (
        read("<nitf><head><title>Talks</title></head><body><p>They went on.</p></body></nitf>")[0].values[
            "title"
        ]
        == "Talks"
    )


def test_a_story_without_text():
    (problem,) = read("<nitf><head><title>Talks</title></head><body><body.content/></body></nitf>")
    assert isinstance(problem, Problem)
    assert "'Talks' has no text" in problem.reason


def test_half_a_story_is_read_with_a_doubt():
    problem, record = read(STORY[: STORY.index("Nobody left") + 20])
    assert problem.doubt
    assert record.values["title"] == "Talks in Ostrel go on"


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (STORY.encode(), True),
        (b"<x:nitf xmlns:x='y'>", True),
        (b"<NewsML><nitf>", False),
        (b"<html><body>&lt;nitf&gt;", False),
        (b"About <nitf>", False),
    ],
)
def test_the_first_element_tells(start, expected):
    assert is_nitf(start) is expected


@pytest.mark.parametrize(
    ("file", "title", "agency", "n_paragraphs", "time"),
    [
        ("aap.xml", "The main stories", "AAP", 12, "2013-10-20 08:27:51"),
        ("ap-nitf.xml", "Can trading pollution", "AP", 27, "2015-12-10 19:10:44"),
        ("efe_nitf.xml", "Honduran president", "EFE", 1, "2017-01-02 22:28:00"),
        ("nitf-ntb.xml", "Faktisk.no", "NTB", 42, "2020-09-07 14:45:26"),
        ("pa1.xml", "PA SPORT TRIVIA", "PA", 39, "2015-10-14 03:30:01"),
    ],
)
def test_real_stories(shared, file, title, agency, n_paragraphs, time):
    article = read_corpus(shared / "formats" / "wires" / file).articles.loc[0]
    assert article["title"].startswith(title)
    assert article["agency"] == agency
    assert len(article["text"].split("\n\n")) == n_paragraphs
    assert str(article["published"]) == f"{time}+00:00"
