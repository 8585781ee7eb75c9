"""The sample's articles come out of four formats as its gold says they are."""

import pandas as pd
import pytest
from quality.gold import load_gold


@pytest.fixture(scope="module")
def both(sample):
    gold = load_gold("articles", sample)
    return gold.merge(sample, on="article_id", suffixes=("_gold", ""), validate="one_to_one")


@pytest.mark.parametrize(
    "column", ["title", "text", "kicker", "teaser", "agency", "desk", "republished_from"]
)
def test_text_columns(both, column):
    wrong = both[both[column].fillna("") != both[f"{column}_gold"].fillna("")]
    assert wrong["source_file"].tolist() == []


def test_subheads_dates_and_outlets(both):
    assert both["subheads"].map(list).tolist() == both["subheads_gold"].map(list).tolist()
    assert (
        both["published"].tolist()
        == pd.to_datetime(both["published_gold"], utc=True, format="mixed").tolist()
    )
    assert both["outlet"].tolist() == both["outlet_gold"].tolist()


def test_authors_are_names(both):
    bare = both["author_gold"].str.removeprefix("Commentary by ")
    assert both["author"].fillna("").tolist() == bare.tolist()
