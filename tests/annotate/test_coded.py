import pandas as pd
import pytest

import mediakit as mk
from mediakit._core.errors import InputError, MediakitError
from mediakit.annotate.coded import read_attributions

TEXT = "“We stay,” said Iva Toll. Lind said that “no one” had asked. The word ‘peace’ was new."


@pytest.fixture
def tables():
    articles = pd.DataFrame({"article_id": ["007"], "text": [TEXT], "title": ["Toll: ‘We stay’"]})
    return articles, mk.find_quotes(articles)


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_tables_are_read_as_attributions(tmp_path, tables, suffix):
    for name, table in zip(("articles", "quotes"), tables):
        if suffix == "csv":
            table.to_csv(tmp_path / f"{name}.csv", index=False)
        else:
            table.to_parquet(tmp_path / f"{name}.parquet")
    articles, attributions = read_attributions(tmp_path)
    assert articles["article_id"].tolist() == ["007"]
    found = [
        (
            TEXT[int(row.source_start) : int(row.source_end)],
            TEXT[int(row.cue_start) : int(row.cue_end)],
            [TEXT[start:end] for start, end in row.content_spans],
        )
        for row in attributions.itertuples()
    ]
    assert found == [
        ("Iva Toll", "said", ["We stay,"]),
        ("Lind", "said", ["that", "no one", "had asked"]),
    ]


def test_spans_of_other_articles_are_refused(tmp_path, tables):
    articles, quotes = tables
    articles.assign(text="Another text.").to_csv(tmp_path / "articles.csv", index=False)
    quotes.to_csv(tmp_path / "quotes.csv", index=False)
    with pytest.raises(MediakitError, match="quotes"):
        read_attributions(tmp_path)


def test_folder_without_annotations_is_refused(tmp_path):
    with pytest.raises(InputError, match="no text with brat annotations"):
        read_attributions(tmp_path)
    with pytest.raises(InputError, match="no folder"):
        read_attributions(tmp_path / "nowhere")
