import pandas as pd
import pytest

from mediakit import plot
from mediakit._core.errors import InputError, TableError

FILES = pd.DataFrame(
    {
        "source_file": ["a", "b"],
        "n_records": [900, 100],
        "n_read": [700, 90],
        "n_rejected": [200, 10],
        "n_doubts": [4, 0],
    }
)


def test_bars_from_records_to_articles_that_are_no_copies():
    copies = pd.DataFrame({"article_id": list("abc"), "group_id": "g", "origin": [True, False, False]})
    ax = plot.ingest_funnel(FILES, copies=copies)
    assert [bar.get_width() for bar in ax.patches] == [1000, 790, 788]
    assert ax.get_xlim()[0] == 0
    assert [label.get_text() for label in ax.get_yticklabels()] == [
        "records seen\n(in 2 files)",
        "articles read\n(210 rejected, 4 doubts)",
        "no copies of others\n(2 copies)",
    ]


def test_the_description_has_the_numbers():
    assert plot.describe(plot.ingest_funnel(FILES)) == (
        "Bars of what was read: 1,000 records seen, 790 articles read."
    )


def test_no_records():
    with pytest.raises(InputError, match="No record"):
        plot.ingest_funnel(FILES.assign(n_records=0))


def test_another_table():
    with pytest.raises(TableError, match="n_records"):
        plot.ingest_funnel(FILES[["source_file"]])
