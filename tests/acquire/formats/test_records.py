import doctest
import io
import json
from pathlib import Path

import pandas as pd
import pytest

from mediakit._core.errors import InputError
from mediakit.acquire.corpus import read_corpus
from mediakit.acquire.formats.records import read_csv, read_json, read_jsonl, read_parquet, read_tsv
from mediakit.acquire.reading import Content, Problem


def read(reader, text):
    data = text if isinstance(text, bytes) else text.encode()
    return list(reader(Content("file", data)))


RECORD = {"title": "One", "text": "First."}


@pytest.mark.parametrize(
    "value",
    [
        RECORD,
        [RECORD],
        {"articles": [RECORD], "status": "ok"},
        {"results": [RECORD]},
        {"response": {"docs": [RECORD], "meta": {"hits": 1}}},
        {"data": {"items": {"hits": [RECORD]}}},
        {"sources": [{"id": 1}], "articles": [RECORD]},
    ],
)
def test_records_are_found_in_json(value):
    assert [dict(one.values) for one in read(read_json, json.dumps(value))] == [RECORD]


def test_json_lines_under_the_name_of_json():
    text = f"{json.dumps(RECORD)}\n{json.dumps(RECORD)}\n"
    assert [one.place for one in read(read_json, text)] == ["line 1", "line 2"]


def test_line_separators_inside_json_strings_end_no_line():
    text = '{"text": "One\u2028two\x85three."}'
    assert [one.values["text"] for one in read(read_jsonl, text)] == ["One\u2028two\x85three."]


def test_values_that_are_no_records():
    problems = read(read_json, '[{"text": "A."}, 3, null]')[1:]
    assert all(isinstance(one, Problem) for one in problems)
    assert [one.place for one in problems] == ["record 2", "record 3"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(delimiter):
    text = f'title{delimiter}text\n"One, or; two"{delimiter}First.\n'
    assert [dict(one.values) for one in read(read_csv, text)] == [{"title": "One, or; two", "text": "First."}]


def test_csv_with_line_breaks_and_marks_inside():
    text = '\ufefftitle,text\r\n"A ""great"" day","Line one.\r\n\r\nLine two."\r\n\r\nB,C\r\n'
    records = read(read_csv, text)
    assert [one.place for one in records] == ["line 2", "line 6"]
    assert records[0].values["title"] == 'A "great" day'


def test_tsv_keeps_commas():
    assert read(read_tsv, "title\ttext\nOne, two\tFirst.\n")[0].values["title"] == "One, two"


def test_parquet():
    buffer = io.BytesIO()
    pd.DataFrame(
        {"title": ["One", None], "day": pd.to_datetime(["2024-11-01", None]), "n": [1, 2]}
    ).to_parquet(buffer)
    records = read(read_parquet, buffer.getvalue())
    assert [one.place for one in records] == ["row 1", "row 2"]
    assert records[0].values == {"title": "One", "day": pd.Timestamp("2024-11-01"), "n": 1}


TALKS = "The talks in the port went on for a third day, and nobody left the room before midnight."
NEWSAPI = {
    "status": "ok",
    "totalResults": 1,
    "articles": [
        {
            "source": {"id": None, "name": "Herald"},
            "author": "Ana Ruiz",
            "title": "Talks go on",
            "description": "No end in sight.",
            "url": "https://herald.example/1",
            "publishedAt": "2024-11-01T19:30:00Z",
            "content": TALKS,
        }
    ],
}
GUARDIAN = {
    "response": {
        "status": "ok",
        "total": 1,
        "results": [
            {
                "id": "world/2024/nov/01/talks",
                "sectionName": "World news",
                "webPublicationDate": "2024-11-01T19:30:00Z",
                "webTitle": "Talks go on",
                "webUrl": "https://guardian.example/1",
                "fields": {"byline": "Ana Ruiz", "trailText": "No end in sight.", "bodyText": TALKS},
                "tags": [{"id": "a", "webTitle": "Ports"}, {"id": "b", "webTitle": "Strikes"}],
            }
        ],
    }
}
TIMES = {
    "status": "OK",
    "response": {
        "docs": [
            {
                "_id": "nyt://article/1",
                "abstract": "No end in sight.",
                "web_url": "https://times.example/1",
                "lead_paragraph": TALKS,
                "source": "The Times",
                "pub_date": "2024-11-01T19:30:00+0000",
                "section_name": "World",
                "headline": {"main": "Talks go on", "kicker": "Ostrel", "print_headline": "Talks"},
                "byline": {"original": "By Ana Ruiz", "person": [{"firstname": "Ana", "lastname": "Ruiz"}]},
                "multimedia": [{"url": "a.jpg"}, {"url": "b.jpg"}],
            }
        ],
        "meta": {"hits": 1},
    },
}


@pytest.mark.parametrize(
    ("answer", "columns", "outlet"),
    [
        (NEWSAPI, None, "Herald"),
        (GUARDIAN, None, "guardian.example"),
        (GUARDIAN, {"fields.bodyText": "text"}, "guardian.example"),
        (TIMES, {"lead_paragraph": "text"}, "The Times"),
    ],
)
def test_answers_of_services(tmp_path, answer, columns, outlet):
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(answer))
    corpus = read_corpus(path, columns=columns)
    article = corpus.articles.loc[0]
    expected = {
        "outlet": outlet,
        "title": "Talks go on",
        "text": TALKS,
        "author": "Ana Ruiz",
        "teaser": "No end in sight.",
    }
    assert article[list(expected)].to_dict() == expected
    assert str(article["published"]) == "2024-11-01 19:30:00+00:00"
    assert corpus.rejects.empty


def test_paths_into_lists(tmp_path):
    path = tmp_path / "times.json"
    path.write_text(json.dumps(TIMES))
    columns = {"lead_paragraph": "text", "byline.person.0.lastname": "author", "multimedia[1].url": "desk"}
    article = read_corpus(path, columns=columns).articles.loc[0]
    assert article[["author", "desk"]].tolist() == ["Ruiz", "b.jpg"]


def test_a_path_that_leads_nowhere_is_told(tmp_path):
    path = tmp_path / "times.json"
    path.write_text(json.dumps(TIMES))
    with pytest.raises(InputError, match=r"multimedia\.9\.url"):
        read_corpus(path, columns={"lead_paragraph": "text", "multimedia.9.url": "url"})


@pytest.mark.parametrize(
    ("answer", "n"),
    [
        ({"totalResults": 38, "articles": [RECORD]}, 38),
        ({"response": {"total": 1200, "results": [RECORD]}}, 1200),
        ({"response": {"docs": [RECORD], "meta": {"hits": 9}}}, 9),
    ],
)
def test_an_answer_that_holds_only_a_part(answer, n):
    doubt, record = read(read_json, json.dumps(answer))
    assert doubt.doubt
    assert f"announces {n:,} records and holds 1" in doubt.reason
    assert record.values == RECORD


def test_the_how_to_runs():
    path = Path(__file__).parents[3] / "docs" / "how-to" / "api-json.md"
    failed, attempted = doctest.testfile(str(path), module_relative=False, encoding="utf-8")
    assert attempted
    assert not failed
