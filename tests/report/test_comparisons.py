import pandas as pd
import pytest

from mediakit._core.tables import build_table
from mediakit.report.comparisons import list_contrasts
from mediakit.report.evidence import Evidence


@pytest.fixture
def sensitivity(analysis):
    """The one contrast of the dam: its sign turns without copies, and own words are too few."""
    row = analysis.contrasts.iloc[0].to_dict()
    rows = [
        {**row, "copies": "all", "sensitive": True},
        {**row, "copies": "one_per_group", "difference": 0.2, "low": 0.1, "high": 0.3, "sensitive": True},
        {**row, "copies": "own_words", "difference": None, "low": None, "high": None, "sensitive": True},
    ]
    return build_table("sensitivity", pd.DataFrame(rows))


def test_differences_without_copies_stand_beside(analysis, sensitivity):
    grid = list_contrasts(
        analysis.contrasts, Evidence(analysis.articles, {}, "outlet"), sensitivity=sensitivity
    )
    at = grid.heads.index("A minus B")
    assert grid.heads[at + 1 : at + 3] == ["One of each copy", "Own words"]
    [row] = grid.rows
    assert len(row) == len(grid.heads)
    assert row[at].text == "−1.20"
    assert (row[at + 1].text, row[at + 1].notes) == ("+0.20", ["[0.10, 0.30]", "differs by copies"])
    assert row[at + 2].text == "–"
    assert "one article of each group of copies" in grid.note


def test_without_copies_the_grid_is_as_ever(analysis):
    grid = list_contrasts(
        analysis.contrasts, Evidence(analysis.articles, {}, "outlet"), sensitivity=analysis.sensitivity
    )
    assert "Own words" not in grid.heads
    assert len(grid.rows[0]) == len(grid.heads)
