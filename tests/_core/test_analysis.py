import json

import pandas as pd
import pytest

from mediakit._core.analysis import Analysis, load_analysis
from mediakit._core.errors import InputError
from mediakit._core.tables import TABLES, build_table


def span(start, text, **columns):
    return {
        "article_id": "a",
        "field": "text",
        "start": start,
        "end": start + len(text),
        "text": text,
        **columns,
    }


@pytest.fixture
def analysis():
    article = {
        "article_id": "a",
        "outlet": "Post & <b>Mail</b>",
        "title": "Mayor stays",
        "text": "“We stay,” said Iva Toll.",
        "published": "2024-11-01T10:00:00Z",
        "subheads": ["One", "Two"],
        "mine": 3,
    }
    quote = span(1, "We stay,", quote_id="q1", in_marks=True, kind="direct", use="speech", actor="Iva Toll")
    return Analysis(
        articles=build_table("articles", [article]),
        mentions=build_table("mentions", [span(16, "Iva Toll", actor="Iva Toll", form="name")]),
        quotes=build_table("quotes", [quote]),
        settings={"seed": 7, "title": "Straße"},
    )


def test_tables_that_were_not_given_are_empty_and_complete(analysis):
    assert list(analysis.tables) == [name for name in vars(analysis) if name != "settings"]
    for name, table in analysis.tables.items():
        assert set(TABLES[name].names) <= set(table.columns)
    assert len(analysis.frames) == 0


def test_an_analysis_cannot_be_changed(analysis):
    with pytest.raises(AttributeError):
        analysis.quotes = analysis.frames


def test_saving_and_loading_gives_the_same_tables_and_settings(analysis, tmp_path):
    folder = analysis.save(tmp_path / "new" / "run")
    again = load_analysis(str(folder))
    for name, table in analysis.tables.items():
        pd.testing.assert_frame_equal(getattr(again, name), table)
    assert dict(again.settings) == {"seed": 7, "title": "Straße"}
    with pytest.raises(TypeError):
        again.settings["seed"] = 8


def test_saving_twice_gives_the_same_bytes(analysis, tmp_path):
    one, other = analysis.save(tmp_path / "one"), analysis.save(tmp_path / "other")
    load_analysis(one).save(other)
    files = sorted(path.name for path in one.iterdir())
    assert files == sorted(["analysis.json", *(f"{name}.parquet" for name in analysis.tables)])
    for name in files:
        assert (one / name).read_bytes() == (other / name).read_bytes(), name


def test_it_shows_what_it_holds(analysis):
    first, *lines = repr(analysis).splitlines()
    assert first == "Analysis: 1 article, 1 outlet, 1 actor, 1 quotation"
    assert lines[0].split() == ".articles 1 rows: a row is an article".split()
    assert "mediakit.write_report(analysis, folder)" in lines[-1]
    assert analysis._repr_html_().count("<tr>") == 1 + len(analysis.tables)


def test_a_folder_without_an_analysis_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"no analysis in .*nothing.*no analysis\.json.*analysis\.save"):
        load_analysis(tmp_path / "nothing")


def test_damaged_settings_are_refused(analysis, tmp_path):
    (analysis.save(tmp_path) / "analysis.json").write_text('{"format": 1,', encoding="utf-8")
    with pytest.raises(InputError, match=r"analysis\.json in .* is damaged"):
        load_analysis(tmp_path)


def test_another_format_is_refused(analysis, tmp_path):
    (analysis.save(tmp_path) / "analysis.json").write_text(json.dumps({"format": 99}), encoding="utf-8")
    with pytest.raises(InputError, match=r"has format 99; this version reads 1\. Update mediakit"):
        load_analysis(tmp_path)


def test_missing_tables_are_named(analysis, tmp_path):
    analysis.save(tmp_path)
    (tmp_path / "quotes.parquet").unlink()
    (tmp_path / "frames.parquet").unlink()
    with pytest.raises(InputError, match="lacks quotes, frames"):
        load_analysis(tmp_path)


def test_a_users_column_of_mixed_types_is_saved_as_text(analysis, tmp_path):
    articles = pd.concat([analysis.articles, analysis.articles.assign(article_id="b")], ignore_index=True)
    articles["mine"] = pd.Series([1, "n/a"], dtype=object)
    again = load_analysis(Analysis(articles=articles).save(tmp_path))
    assert again.articles["mine"].tolist() == ["1", "n/a"]


def test_a_folder_that_cannot_be_written_is_refused(analysis, tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(InputError, match=r"Cannot write to .*Name another place"):
        analysis.save(tmp_path / "file" / "run")
