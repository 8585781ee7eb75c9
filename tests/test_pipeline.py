"""The whole way on the sample: spans are true, two runs are the same bytes, and what is saved comes back."""

import pandas as pd
import pytest

import mediakit as mk
from mediakit._core.resources import carried_folder
from mediakit._core.spans import check_spans
from mediakit._core.tables import TABLES

VISIT = carried_folder("data", "visit")


@pytest.fixture(scope="module")
def analysis():
    return mk.analyze(
        mk.load_sample(), actors=VISIT / "actors.toml", frames=VISIT / "frames.toml", sample=True
    )


def test_all_tables_have_their_columns_first(analysis):
    for name, table in analysis.tables.items():
        declared = TABLES[name].names
        if name not in {
            "estimates",
            "contrasts",
            "sensitivity",
        }:  # these open with the columns that name the group
            assert list(table.columns[: len(declared)]) == declared, name


def test_every_span_is_true(analysis):
    for name in ("mentions", "quotes", "sentiment", "frames"):
        assert len(analysis.tables[name])
        check_spans(analysis.tables[name], analysis.articles, name)


def test_every_stage_agrees_on_voices(analysis):
    frames, quotes = analysis.frames, analysis.quotes.drop_duplicates("quote_id").set_index("quote_id")
    quoted = frames[frames["voice_kind"] == "quoted"]
    assert len(quoted)
    assert quoted["quote_id"].isin(quotes.index).all()
    assert (frames.loc[frames["voice_kind"] == "own", "voice"] == "outlet").all()


def test_estimates_have_an_interval_or_say_why_not(analysis):
    without = analysis.estimates[analysis.estimates["low"].isna()]
    assert without["note"].fillna("").str.len().gt(0).all()
    rest = analysis.estimates.dropna(subset=["low"])
    assert len(rest)
    assert ((rest["low"] <= rest["estimate"]) & (rest["estimate"] <= rest["high"])).all()


def test_two_runs_are_the_same_bytes(analysis, tmp_path):
    again = mk.analyze(
        mk.load_sample(), actors=VISIT / "actors.toml", frames=VISIT / "frames.toml", sample=True
    )
    first, second = analysis.save(tmp_path / "first"), again.save(tmp_path / "second")
    files = sorted(path.name for path in first.iterdir())
    assert len(files) == len(analysis.tables) + 1
    for name in files:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name


def test_what_is_saved_comes_back(analysis, tmp_path):
    loaded = mk.load_analysis(analysis.save(tmp_path))
    for name, table in analysis.tables.items():
        pd.testing.assert_frame_equal(loaded.tables[name], table)
    assert dict(loaded.settings) == dict(analysis.settings)


def test_the_order_of_files_does_not_matter(tmp_path):
    for name, text in (
        ("a.txt", "Mayor Iva Toll left.\n\n“We stay,” she said."),
        ("b.txt", "Toll slept.\n\nAll was calm."),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    one = mk.read_corpus([tmp_path / "a.txt", tmp_path / "b.txt"]).articles
    other = mk.read_corpus([tmp_path / "b.txt", tmp_path / "a.txt"]).articles
    assert set(one["article_id"]) == set(other["article_id"])


def test_a_plain_table_will_do():
    articles = pd.DataFrame(
        {"article_id": [1, 2], "text": ["“We stay,” said Mayor Iva Toll.", ""], "mine": [3, 4]}
    )
    analysis = mk.analyze(articles)
    assert analysis.quotes["actor"].tolist() == ["Iva Toll"]
    assert analysis.articles["mine"].tolist() == [3, 4]
    assert "1 quotation" in repr(analysis) and "no groups to compare" in analysis.settings["note"]


def test_groups_can_be_any_column():
    articles = pd.DataFrame(
        {
            "article_id": list("abcd"),
            "text": ["“We stay,” said Mayor Iva Toll."] * 4,
            "side": ["x", "x", "y", "y"],
        }
    )
    analysis = mk.analyze(articles, by="side")
    assert set(analysis.estimates["side"]) == {"x", "y"}


@pytest.mark.parametrize("by", ["article_id", "actor"])
def test_groups_cannot_be_made_by_what_is_compared(by):
    with pytest.raises(mk.MediakitError, match="Rename your column"):
        mk.analyze(pd.DataFrame({"article_id": ["a"], "text": ["x"], "actor": ["y"]}), by=by)


def test_errors_name_the_column():
    with pytest.raises(mk.MediakitError, match="'side'"):
        mk.analyze(pd.DataFrame({"article_id": ["a"], "text": ["x"]}), by="side")
