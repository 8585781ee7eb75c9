import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit._core.export import write_csv


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
