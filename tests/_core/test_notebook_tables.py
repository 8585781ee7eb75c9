"""Short HTML of tables: escaped, first rows only, interval in one column."""

import pandas as pd
from lxml import html

from mediakit._core.notebook_tables import N_SHOWN, count_rows, html_head, html_list, html_table


def cells_of(page):
    return [[cell.text_content() for cell in row] for row in html.fromstring(page).iter("tr")]


def test_numbers_are_short_and_the_interval_is_one_column():
    table = pd.DataFrame(
        {
            "outlet": ["Post", "Times"],
            "n_articles": [1200, 3],
            "estimate": [0.123456, -0.5],
            "low": [-0.1, float("nan")],
            "high": [0.25, float("nan")],
            "p": [0.00001, 0.2],
            "note": ["", ""],
        }
    )
    columns = ["outlet", "n_articles", "estimate", "interval", "p", "note", "lacking"]
    assert cells_of(html_head(table, columns)) == [
        ["outlet", "n articles", "estimate", "interval", "p"],
        ["Post", "1,200", "0.123", "−0.100 to 0.250", "<0.001"],
        ["Times", "3", "−0.500", "", "0.200"],
    ]


def test_only_the_first_rows_are_shown():
    table = pd.DataFrame({"word": [f"w{number}" for number in range(10_000)]})
    assert len(cells_of(html_head(table, ["word"]))) == 1 + N_SHOWN
    assert count_rows(table) == "10,000 rows, the first 10"
    assert count_rows(table.head(2)) == "2 rows"


def test_text_stays_text():
    shown = html_table(["<i>"], [["<script>alert(1)</script>"]]) + html_list(["<b>"])
    assert "<script>" not in shown and "<i>" not in shown and "<b>" not in shown
    assert html_table(["a"], []) == html_list([]) == ""
