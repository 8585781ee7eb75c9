import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediakit._core.errors import MediakitError, TableError, UnknownNameError
from mediakit._core.tables import TABLES, build_table, check_columns, check_table, get_table

TEXT_DTYPE = "str" if int(pd.__version__.split(".")[0]) >= 3 else "object"
DTYPES = {
    "text": TEXT_DTYPE,
    "int": "int64",
    "maybe_int": "Int64",
    "float": "float64",
    "bool": "bool",
    "time": "datetime64[us, UTC]",
    "list": "object",
}
MISSING = {"int": 0, "bool": False, "list": []}


def dtypes_of(frame):
    return {name: str(dtype) for name, dtype in frame.dtypes.items()}


def declared(name):
    return {column.name: DTYPES[column.kind] for column in TABLES[name].columns}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_without_rows_has_all_its_columns_and_dtypes(name):
    assert dtypes_of(build_table(name, [])) == declared(name)


@pytest.mark.parametrize("name", TABLES)
def test_what_a_row_lacks_is_filled_with_the_kinds_missing_value(name):
    row = build_table(name, [{}]).iloc[0]
    for column in TABLES[name].columns:
        if column.kind in MISSING:
            assert row[column.name] == MISSING[column.kind], column.name
        else:
            assert pd.isna(row[column.name]), column.name


@pytest.mark.parametrize("name", TABLES)
def test_declarations_are_complete(name):
    table = TABLES[name]
    assert len(set(table.names)) == len(table.names)
    assert set(table.key) <= set(table.required)
    assert all(column.meaning and not column.meaning.endswith(".") for column in table.columns)


def test_columns_come_in_declared_order_and_the_users_own_behind():
    frame = build_table("mentions", [{"mine": 1, "actor": "Iva Toll", "article_id": "a"}])
    assert list(frame.columns) == [*TABLES["mentions"].names, "mine"]


def test_values_become_the_declared_kinds():
    row = {
        "article_id": 7,
        "text": "Rain fell.",
        "published": "2024-11-01T10:00:00+01:00",
        "date_only": None,
        "subheads": ("One", "Two"),
    }
    article = build_table("articles", [row]).iloc[0]
    assert article["article_id"] == "7"
    assert article["published"] == pd.Timestamp("2024-11-01T09:00", tz="UTC")
    assert article["date_only"] is np.False_ or article["date_only"] is False
    assert article["subheads"] == ["One", "Two"]
    assert pd.isna(article["title"])


def test_numbers_in_lists_that_parquet_gave_back_are_pythons_own():
    row = {"statement_id": "s", "outlet": "Post", "status": "trimmed", "cut_spans": np.array([0, 30])}
    [spans] = build_table("alignments", [row])["cut_spans"]
    assert spans == [0, 30] and all(type(at) is int for at in spans)


def test_an_unknown_table_lists_the_known_ones():
    with pytest.raises(UnknownNameError, match=r"'quote'.*articles.*Did you mean 'quotes'\?"):
        get_table("quote")


ARTICLES = pd.DataFrame({"article_id": ["a", "b"], "text": ["Rain fell.", None]})


def test_checking_fills_title_text_and_outlet_and_leaves_the_input_alone():
    before = ARTICLES.copy(deep=True)
    checked = check_table(ARTICLES, "articles")
    assert checked["text"].tolist() == ["Rain fell.", ""]
    assert checked["title"].tolist() == checked["outlet"].tolist() == ["", ""]
    assert dtypes_of(checked) == declared("articles")
    pd.testing.assert_frame_equal(ARTICLES, before)


def test_checking_numbers_the_rows_anew():
    assert check_table(ARTICLES.set_index([[5, 5]]), "articles").index.tolist() == [0, 1]


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (["Rain fell."], r"Expected the articles table as a pandas DataFrame \(a row is .*\), got list"),
        (ARTICLES[["text"]], r"lacks the column 'article_id'\. It has 'text'\. .*needed are 'article_id'"),
        (pd.DataFrame(), r"lacks the columns 'article_id', 'text'\. It has no columns"),
        (ARTICLES.assign(article_id=["a", None]), r"has no article_id in row 1\. Each row needs its own"),
        (ARTICLES.assign(article_id="a"), r"has 1 repeated keys; the first is \['a'\]"),
        (ARTICLES.assign(published="soon"), r"column 'published' .* has 'soon' in row 0, .*as time"),
        (ARTICLES[["text", "text", "article_id"]], r"has two columns 'text'"),
    ],
    ids=["a list", "a column missing", "empty", "an id missing", "an id twice", "no date", "a column twice"],
)  # fmt: skip
def test_errors_say_what_was_got_and_what_is_needed(frame, message):
    with pytest.raises(TableError, match=message):
        check_table(frame, "articles")


def test_offsets_that_are_no_numbers_are_refused():
    span = {"article_id": "a", "field": "text", "start": "here", "end": 4, "text": "Rain", "actor": "Rain"}
    with pytest.raises(TableError, match=r"column 'start' of the mentions table .* has 'here' in row 0"):
        check_table(pd.DataFrame([span]), "mentions")


def test_table_errors_are_value_errors_of_ours():
    assert issubclass(TableError, MediakitError) and issubclass(TableError, ValueError)


def test_a_column_that_is_missing_is_named_with_those_there_are():
    check_columns(ARTICLES, ["text"], "The articles table")
    with pytest.raises(
        TableError, match=r"The articles table has no column 'desk'\. It has 'article_id', 'text'"
    ):
        check_columns(ARTICLES, ["text", "desk"], "The articles table")


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES = {
    "text": st.none() | words,
    "int": st.integers(-(2**63), 2**63 - 1),
    "maybe_int": st.none() | st.integers(0, 2**53),
    "float": st.none() | st.floats(allow_nan=False),
    "bool": st.booleans(),
    "time": st.none() | st.datetimes(pd.Timestamp("1700-01-01"), pd.Timestamp("2260-01-01")),
    "list": st.lists(words, max_size=3),
}


def rows_of(name):
    columns = {column.name: VALUES[column.kind] for column in TABLES[name].columns}
    return st.lists(st.fixed_dictionaries(columns), max_size=4)


@pytest.mark.parametrize("name", TABLES)
@settings(max_examples=20)
@given(data=st.data())
def test_tables_come_back_from_parquet(name, data, tmp_path_factory):
    table = build_table(name, data.draw(rows_of(name)))
    path = tmp_path_factory.mktemp("tables") / "x.parquet"
    table.to_parquet(path, index=False)
    pd.testing.assert_frame_equal(build_table(name, pd.read_parquet(path)), table)
