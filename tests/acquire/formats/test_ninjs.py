import json

import pytest

from mediakit.acquire.corpus import read_corpus
from mediakit.acquire.formats.ninjs import is_ninjs, read_ninjs
from mediakit.acquire.reading import Content, Problem
from mediakit.acquire.unzip import UnreadableError

BODY = "<p>The port talks went on for a third day, officials said.</p><p>Nobody left the room.</p>"
ITEM = {
    "uri": "https://wire.example/items/1",
    "type": "text",
    "versioncreated": "2024-11-01T19:30:00+01:00",
    "firstcreated": "2024-11-01T18:00:00+01:00",
    "version": "3",
    "language": "en",
    "headline": "Talks go on",
    "byline": "By Ana Ruiz",
    "located": "Ostrel",
    "urgency": 4,
    "slugline": "port-talks",
    "pubstatus": "usable",
    "source": "AFP",
    "ednote": "Adds quote",
    "keywords": ["port", "strike"],
    "subject": [{"code": "1", "name": "Shipping"}, {"name": "Economy", "rel": "category"}],
    "genre": [{"name": "Article"}],
    "description_text": "No end in sight.",
    "body_html": BODY,
    "body_text": "The flat text.",
    "associations": {"photo": {"type": "picture", "description_text": "The port."}},
}


def read(value):
    text = value if isinstance(value, str) else json.dumps(value)
    return list(read_ninjs(Content("file", text.encode())))


def test_an_item():
    (record,) = read(ITEM)
    expected = {
        "article_id": "https://wire.example/items/1",
        "url": "https://wire.example/items/1",
        "title": "Talks go on",
        "teaser": "No end in sight.",
        "author": "Ana Ruiz",
        "dateline": "Ostrel",
        "published": "2024-11-01T19:30:00+01:00",
        "first_created": "2024-11-01T18:00:00+01:00",
        "version": "3",
        "agency": "AFP",
        "section": "Economy",
        "urgency": "4",
        "slug": "port-talks",
        "keywords": ["port", "strike"],
        "subjects": ["Shipping", "Economy"],
        "genre": ["Article"],
        "status": "usable",
        "editor_note": "Adds quote",
        "captions": ["The port."],
    }
    assert {name: record.values[name] for name in expected} == expected
    assert record.values["text"].split("\n\n")[1] == "Nobody left the room."


def test_version_2_and_its_lists():
    item = {
        "uri": "urn:1",
        "standard": {
            "name": "ninjs",
            "version": "2.1",
            "schema": "https://iptc.org/std/ninjs/ninjs-schema_2.1.json",
        },
        "type": "text",
        "versioncreated": "2024-11-01T19:30:00Z",
        "headlines": [{"role": "seo", "value": "Port talks today"}, {"role": "main", "value": "Talks go on"}],
        "descriptions": [{"role": "summary", "contenttype": "text/plain", "value": "No end in sight."}],
        "bodies": [
            {"role": "main", "contenttype": "text/plain", "value": "The flat text."},
            {"role": "main", "contenttype": "text/html", "value": BODY},
        ],
        "by": "Ana Ruiz",
        "subjects": [{"name": "Shipping"}],
        "infosources": [{"name": "AFP"}],
        "associations": [
            {"name": "photo", "type": "picture", "descriptions": [{"role": "caption", "value": "The port."}]}
        ],
    }
    values = read(item)[0].values
    assert values["title"] == "Talks go on"
    assert (values["author"], values["teaser"], values["agency"]) == ("Ana Ruiz", "No end in sight.", "AFP")
    assert values["text"].split("\n\n")[1] == "Nobody left the room."
    assert values["captions"] == ["The port."]


def test_version_3_and_its_capitals():
    item = {
        "uri": "urn:1",
        "type": "text",
        "versionCreated": "2024-11-01T19:30:00Z",
        "headlines": [{"value": "Talks"}],
    }
    values = read({**item, "bodies": [{"contentType": "text/html", "value": BODY}], "pubStatus": "usable"})[
        0
    ].values
    assert (values["published"], values["status"]) == ("2024-11-01T19:30:00Z", "usable")


@pytest.mark.parametrize(
    "wrapped", [[ITEM, ITEM], {"item": [ITEM, ITEM]}, {"data": {"items": [{"meta": {}, "item": ITEM}] * 2}}]
)
def test_items_in_any_wrapping(wrapped):
    assert [(one.place, one.values["title"]) for one in read(wrapped)] == [
        ("item 1", "Talks go on"),
        ("item 2", "Talks go on"),
    ]


def test_an_answer_that_holds_only_a_part():
    doubt, *records = read({"total": 30, "item": [ITEM, ITEM]})
    assert doubt.doubt
    assert "announces 30 records and holds 2" in doubt.reason
    assert len(records) == 2


def test_one_item_a_line():
    line = json.dumps(ITEM)
    assert [one.place for one in read(f"{line}\n{{broken}}\n{line}\n")] == ["line 1", "line 2", "line 3"]


def test_a_composite_gives_its_parts():
    composite = {
        "uri": "urn:p",
        "type": "composite",
        "versioncreated": "2024-11-01T19:30:00Z",
        "headline": "Package",
    }
    composite["associations"] = {
        "a": ITEM,
        "b": {**ITEM, "headline": "Strike over"},
        "c": {"type": "picture"},
    }
    records = read(composite)
    assert [(one.place, one.values["title"]) for one in records] == [
        ("record 1, part 1", "Talks go on"),
        ("record 1, part 2", "Strike over"),
    ]


@pytest.mark.parametrize("kind", ["picture", "video", "planning", "event"])
def test_items_of_other_kinds_are_rejected_by_name(kind):
    (problem,) = read({**ITEM, "type": kind})
    assert isinstance(problem, Problem)
    assert kind in problem.reason


def test_a_story_that_lies_in_a_rendition():
    item = {name: value for name, value in ITEM.items() if not name.startswith("body")}
    (problem,) = read({**item, "renditions": {"nitf": {"href": "https://wire.example/1.xml"}}})
    assert "renditions.nitf.href" in problem.reason


def test_nitf_inside_json():
    nitf = f"<nitf><body><body.content><block>{BODY}</block></body.content></body></nitf>"
    item = {name: value for name, value in ITEM.items() if not name.startswith("body")}
    assert read({**item, "body_nitf": nitf})[0].values["text"].endswith("Nobody left the room.")


@pytest.mark.parametrize(
    "bylines", [[{"by": "Ana Ruiz", "title": "AP"}, {"by": "Tom Ek"}], ["Ana Ruiz", "Tom Ek"]]
)
def test_several_bylines(bylines):
    item = {name: value for name, value in ITEM.items() if name != "byline"}
    assert read({**item, "bylines": bylines})[0].values["author"] == "Ana Ruiz, Tom Ek"


@pytest.mark.parametrize("text", ["{", "[1, 2", '{"versioncreated": ' + "[" * 100_000])
def test_broken_json(text):
    with pytest.raises(UnreadableError):
        read(text)


def test_strange_values_cost_only_themselves():
    strange = {
        **ITEM,
        "headline": ["Talks", {"value": None}],
        "subject": "Shipping",
        "associations": [None, 3],
        "byline": 7,
    }
    values = read(strange)[0].values
    assert (values["title"], values["subjects"]) == ("Talks", ["Shipping"])


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (json.dumps(ITEM).encode(), True),
        (b'{"pubstatus": "usable", "slugline": "a", "description_text": "b"}', True),
        (b'{"title": "A", "body_html": "<p>B</p>"}', False),
        (b"text about versioncreated", False),
    ],
)
def test_the_keys_tell(start, expected):
    assert is_ninjs(start) is expected


@pytest.mark.parametrize(
    ("file", "title", "n_paragraphs"),
    [
        ("ninjs2.json", "Oil prices edge up", 8),
        ("ninjsExSimpleText1.json", "Captain of", 4),
        ("bbc-ninjs-text-test.json", "advisory", 1),
    ],
)
def test_real_items(shared, file, title, n_paragraphs):
    article = read_corpus(shared / "formats" / "wires" / file).articles.loc[0]
    assert article["title"].startswith(title)
    assert len(article["text"].split("\n\n")) == n_paragraphs


def test_a_real_answer_of_the_ap(shared):
    corpus = read_corpus(shared / "formats" / "wires" / "ap_media_text_item.json")
    assert corpus.files["source_format"].tolist() == ["ninjs"]
    assert "renditions.nitf.href" in corpus.rejects.loc[0, "reason"]
