import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit._core.errors import InputError
from mediakit._core.export import check_file, check_folder, make_csv, write_csv, write_parquet


def round_trip(table, tmp_path):
    write_csv(table, tmp_path / "table.csv")
    return pd.read_csv(tmp_path / "table.csv", keep_default_na=False, dtype=str)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+49", "'+49"),
        ("-x", "'-x"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("'quoted'", "'quoted'"),
        ("a = b", "a = b"),
        ("a\x00b", "a␀b"),
        ("a\ud800b", "a\ufffdb"),
    ],
)
def test_a_formula_gets_an_apostrophe(text, cell, tmp_path):
    assert round_trip(pd.DataFrame({"text": [text]}, dtype=object), tmp_path).loc[0, "text"] == cell


@given(st.text(alphabet="'=+-@\ta", max_size=6))
def test_taking_the_apostrophe_away_gives_the_text_back(text):
    from mediakit._core.export import _safe_cell

    cell = _safe_cell(text)
    assert re.sub(r"^'('*[=+@\t\r＝＋－＠-])", r"\1", cell) == text
    assert not re.match(r"[=+@\t\r＝＋－＠-]", cell)


def test_numbers_times_lists_and_missing_values(tmp_path):
    table = pd.DataFrame(
        {
            "score": [-0.5, None],
            "n": [1, -2],
            "time": pd.to_datetime(["2031-03-01T08:00Z", None]),
            "heads": [["a", "=b"], []],
            "=name": ["x", None],
        }
    )
    read = round_trip(table, tmp_path)
    assert list(read.columns) == ["score", "n", "time", "heads", "'=name"]
    assert read.to_numpy().tolist() == [
        ["-0.5", "1", "2031-03-01 08:00:00+00:00", '["a", "=b"]', "x"],
        ["", "-2", "", "[]", ""],
    ]


def test_parquet_keeps_types_and_writes_mixed_columns_as_text(tmp_path):
    table = pd.DataFrame(
        {
            "text": ["a", None],
            "n": [1, 2],
            "maybe": [True, None],
            "heads": [["a", "b"], []],
            "mixed": [1, "n/a"],
            "some": ["x", ["y", 1]],
            "large": [10**23, None],
            "records": [{}, {"a": "ä"}],
            "nested": [[{"a": 1}], []],
        }
    )
    before = table.copy()
    write_parquet(table, tmp_path / "t.parquet")
    read = pd.read_parquet(tmp_path / "t.parquet").astype(object)
    read = read.where(read.notna(), None)
    assert [list(cell) for cell in read["heads"]] == [["a", "b"], []]
    assert read.drop(columns="heads").to_numpy().tolist() == [
        ["a", 1, True, "1", "x", str(10**23), "{}", '[{"a": 1}]'],
        [None, 2, None, "n/a", '["y", 1]', None, '{"a": "ä"}', "[]"],
    ]
    pd.testing.assert_frame_equal(table, before)


@pytest.mark.parametrize("write", [write_csv, write_parquet])
def test_a_target_that_is_a_folder_is_refused(tmp_path, write):
    with pytest.raises(InputError, match=r"Cannot write to .* Name another place"):
        write(pd.DataFrame({"a": [1]}), tmp_path)


def test_a_target_is_checked_and_leaves_no_file(tmp_path):
    check_file(tmp_path / "new" / "x.csv")
    assert check_folder(tmp_path / "pages") == []
    assert [path.name for path in tmp_path.rglob("*")] == ["new"]


def test_an_existing_target_stays_as_it_is(tmp_path):
    (tmp_path / "x.csv").write_text("mine")
    check_file(tmp_path / "x.csv")
    assert (tmp_path / "x.csv").read_text() == "mine"
    for check, path in ((check_file, tmp_path / "x.csv" / "y.csv"), (check_folder, tmp_path / "x.csv" / "y")):
        with pytest.raises(InputError, match="a part of this path is a file"):
            check(path)


def test_the_bytes_are_those_of_the_file(tmp_path):
    table = pd.DataFrame({"text": ["=1+1", "Straße\nGasse", None], "n": [1, 2, 3]})
    write_csv(table, tmp_path / "table.csv")
    assert make_csv(table) == (tmp_path / "table.csv").read_bytes()
