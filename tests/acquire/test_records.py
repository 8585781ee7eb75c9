import io
import json

import pandas as pd
import pytest

from mediakit.acquire.reading import Content, Problem
from mediakit.acquire.records import read_csv, read_json, read_jsonl, read_parquet, read_tsv


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
