import pandas as pd

from mediakit._core.tables import build_table
from mediakit.compare.quote_pairs import find_pairs
from mediakit.compare.versions import read_versions


def pairs(*rows, days=3):
    """Candidate pairs of (text, speaker, day) as numbers of rows."""
    ids = [f"a{at}" for at in range(len(rows))]
    articles = pd.DataFrame(
        {"article_id": ids, "outlet": "Post", "text": "x", "published": [row[2] for row in rows]}
    )
    quotes = pd.DataFrame({"quote_id": ids, "article_id": ids, "field": "text", "start": 0, "end": 1,
                           "text": [row[0] for row in rows], "speaker": [row[1] for row in rows], "in_marks": True})  # fmt: skip
    return find_pairs(read_versions(build_table("articles", articles), build_table("quotes", quotes)), days)


def numbers(found):
    return list(zip(found["a"], found["b"], strict=True))


SAID = "The dam will be rebuilt before the rains"


def test_versions_that_share_neighbouring_words_are_candidates():
    found = pairs(
        (SAID, "Toll", "2024-11-01"),
        ("will be rebuilt before", "Toll", "2024-11-02"),
        ("Bread is dear", "Toll", "2024-11-01"),
    )
    assert numbers(found) == [(0, 1)]
    assert found.loc[0, "named"] and found.loc[0, "share_less"] == 1 and found.loc[0, "share_more"] < 1


def test_the_order_of_telling_words_does_not_count():
    found = pairs(("until the day of our victory", "Toll", None), ("up to victory day", "Toll", None))
    assert numbers(found) == [(0, 1)]


def test_speakers_and_days_part_versions_across_the_borders_of_periods():
    rows = [
        (SAID, speaker, f"2024-11-{day:02}")
        for speaker, day in (("Toll", 1), ("Iva Toll", 4), ("Toll", 8), ("Boru", 1), (None, 8))
    ]
    assert numbers(pairs(*rows)) == [(0, 1), (2, 4)]
    assert numbers(pairs(*rows, days=4)) == [(0, 1), (1, 2), (1, 4), (2, 4)]


def test_nothing_gives_no_pairs():
    assert pairs((SAID, "Toll", None)).empty
