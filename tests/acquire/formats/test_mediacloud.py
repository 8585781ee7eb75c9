import json

import pytest

from mediakit.acquire.corpus import read_corpus
from mediakit.acquire.formats.mediacloud import is_mediacloud, read_mediacloud
from mediakit.acquire.reading import Content, Problem

STORY = {
    "stories_id": 7,
    "title": "Talks go on",
    "url": "https://herald.example/1",
    "media_id": 3,
    "media_name": "Herald",
    "media_url": "https://herald.example",
    "publish_date": "2024-11-01 19:30:00",
    "collect_date": "2024-11-02 00:00:00",
    "language": "en",
    "description": "<p>No end in sight.</p>",
    "story_tags": [{"tag": "port", "tags_id": 1}, 2],
    "story_text": "The port talks went on for a third day.\n\nNobody left the room.",
    "story_sentences": [
        {"sentence_number": 1, "sentence": "Nobody left the room."},
        {"sentence_number": 0, "sentence": "The port talks went on for a third day."},
    ],
}


def read(value):
    return list(read_mediacloud(Content("file", json.dumps(value).encode())))


def test_a_story():
    (record,) = read(STORY)
    expected = {
        "article_id": 7,
        "outlet": "Herald",
        "title": "Talks go on",
        "text": STORY["story_text"],
        "published": "2024-11-01 19:30:00",
        "url": "https://herald.example/1",
        "language": "en",
        "teaser": "No end in sight.",
        "media_id": 3,
        "tags": ["port", "2"],
        "text_is": "full",
    }
    assert {name: record.values[name] for name in expected} == expected
    assert not record.doubts


@pytest.mark.parametrize(
    "wrapped", [[STORY, STORY], {"stories": [STORY, STORY]}, {"results": [STORY, STORY]}]
)
def test_lists_of_stories(wrapped):
    assert [one.place for one in read(wrapped)] == ["story 1", "story 2"]


def test_sentences_in_their_order_where_there_is_no_text():
    (record,) = read({**STORY, "story_text": None})
    assert record.values["text"] == "The port talks went on for a third day. Nobody left the room."
    assert record.values["text_is"] == "sentences"
    assert "paragraphs are lost" in record.doubts[0].reason


def test_missing_sentences_are_counted():
    sentences = [{"sentence_number": at, "sentence": "One."} for at in (0, 4)]
    (record,) = read({**STORY, "story_text": "", "story_sentences": sentences})
    assert "3 of 5 sentences are missing" in record.doubts[0].reason


def test_a_story_without_text():
    (problem,) = read({"stories_id": 7, "title": "Talks", "url": "https://herald.example/1"})
    assert isinstance(problem, Problem)
    assert "'Talks' has no text" in problem.reason


def test_columns_of_ones_own_stay():
    assert read({**STORY, "coder": "AR", "frame": 3})[0].values["coder"] == "AR"


def test_copies_of_the_associated_press():
    assert read({**STORY, "ap_syndicated": 1})[0].values["agency"] == "AP"
    assert "agency" not in read({**STORY, "ap_syndicated": 0})[0].values


def test_values_that_are_no_stories():
    records = read([STORY, 3, None])
    assert [isinstance(one, Problem) for one in records] == [False, True, True]


def test_runs_of_tabs_end_a_paragraph():
    assert read({**STORY, "story_text": " \t\tHeading here\t \t   The talks went on.  "})[0].values[
        "text"
    ] == ("Heading here\n\nThe talks went on.")


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (b'{ "stories_id": 7', True),
        (b'[{"id": "a", "indexed_date": "2024", "media_name": "Herald"}]', True),
        (b'{"id": 7, "media_name": "Herald"}', False),
        (b'"stories_id": 7', False),
    ],
)
def test_the_keys_tell(start, expected):
    assert is_mediacloud(start) is expected


def test_real_files(shared):
    articles = read_corpus(shared / "formats" / "mediacloud").articles.set_index("source_file")
    assert articles.loc["sample_story_ap.txt", "agency"] == "AP"
    assert articles["agency"].isna().sum() == 2
    assert articles.loc["story_27456565.json", "article_id"] == "27456565"
