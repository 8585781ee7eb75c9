import numpy as np
import pandas as pd
import pytest

from mediakit._core.errors import InputError, TableError
from mediakit._core.tables import get_table
from mediakit.compare.alignments import align_quotes

FULL = "We will reopen the old bridge before winter, and nobody will pay a toll on it,"
EVENT = (
    "Bridge over the Lenne reopens. Engineers of Hagen finished the pillars of the bridge, mayor Toll said."
)


def make(rows, *, day="2024-11-01"):
    """Articles and quotes from rows of outlet and quotation, or dicts with more."""
    rows = [row if isinstance(row, dict) else {"outlet": row[0], "text": row[1]} for row in rows]
    articles = pd.DataFrame({
        "article_id": [f"a{at}" for at in range(len(rows))],
        "outlet": [row["outlet"] for row in rows],
        "title": "Bridge reopens",
        "published": [row.get("day", day) for row in rows],
        "text": [row.get("body", EVENT) for row in rows],
    })  # fmt: skip
    quotes = pd.DataFrame([
        {
            "quote_id": f"a{at}-0", "article_id": f"a{at}", "field": "text", "start": 0, "end": 0,
            "text": row["text"], "in_marks": row.get("in_marks", True), "use": row.get("use", "speech"),
            "speaker": row.get("speaker", "Iva Toll"), "actor": row.get("actor"),
        }
        for at, row in enumerate(rows) if row["text"]
    ])  # fmt: skip
    return articles, quotes


def align(rows, **options):
    return align_quotes(*make(rows), **options).set_index("outlet")


def test_the_fullest_version_makes_the_statement():
    aligned = align([("Post", "We will reopen the old bridge"), ("Times", FULL)])
    assert aligned["status"].to_dict() == {"Post": "trimmed", "Times": "full"}
    assert set(aligned["statement_id"]) == {"a1-0"}
    assert aligned["words_cut"].to_dict() == {
        "Post": "before winter, and nobody will pay a toll on it",
        "Times": "",
    }
    assert aligned["share"].to_dict() == {"Post": pytest.approx(6 / 16), "Times": 1.0}
    assert aligned.loc["Post", "text"] == "We will reopen the old bridge"


def test_words_cut_from_the_middle_are_shown_by_stretch():
    aligned = align(
        [("Post", "We will reopen the bridge before winter … nobody will pay on it"), ("Times", FULL)]
    )
    assert aligned.loc["Post", "words_cut"] == "old … and … a toll"
    places = aligned.loc["Post", "cut_spans"]
    cut = [FULL[start:end] for start, end in zip(places[::2], places[1::2], strict=True)]
    assert cut == ["old", "and", "a toll"]
    assert aligned.loc["Times", "cut_spans"] == []


@pytest.mark.parametrize(
    "text",
    [FULL.upper(), FULL.replace("old", "[“very”] old"), "“" + FULL.replace(",", " …") + "”", FULL.replace("a toll", "toll")],
    ids=["capitals", "insertion", "marks and ellipses", "a word of sixteen is in the tolerance of none"],
)  # fmt: skip
def test_case_marks_and_insertions_do_not_count_but_words_do(text):
    status = align([("Post", text), ("Times", FULL)]).loc["Post", "status"]
    assert status == ("trimmed" if "pay toll" in text else "full")


def test_reported_words_are_a_paraphrase():
    aligned = align([
        {"outlet": "Post", "text": "that they would reopen the old bridge before winter", "in_marks": False},
        ("Times", FULL),
    ])  # fmt: skip
    assert aligned.loc["Post", "status"] == "paraphrase"
    assert aligned["words_cut"].isna().to_dict() == {"Post": True, "Times": False}


def test_an_outlet_has_the_words_of_all_its_versions():
    aligned = align([
        ("Post", "We will reopen the old bridge before winter"),
        ("Post", "and nobody will pay a toll on it"),
        ("Times", FULL),
    ])  # fmt: skip
    assert aligned.loc["Post", ["status", "n_quotes", "quote_id"]].tolist() == ["full", 2, "a0-0"]


def test_a_version_with_words_of_two_statements_belongs_to_both():
    one, other = (
        "The pillars of the bridge were rotten when we came",
        "and the letters of warning lay unread in a drawer",
    )
    third = "while the company that built it has long been dissolved"
    rows = [("Post", f"{one} {other}"), ("Times", f"{other} {third}"), ("Echo", third)]
    aligned = align_quotes(*make(rows))
    statuses = {(row.statement_id, row.outlet): row.status for row in aligned.itertuples()}
    assert statuses == {
        ("a0-0", "Post"): "full", ("a0-0", "Times"): "trimmed", ("a0-0", "Echo"): "absent",
        ("a1-0", "Times"): "full", ("a1-0", "Post"): "trimmed", ("a1-0", "Echo"): "trimmed",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("speaker", "same"),
    [("Toll", True), ("Mayor Iva Toll", True), ("Mr. Toll", True), ("Ben Toll", False), ("she", True), (None, True)],
)  # fmt: skip
def test_speakers_agree_when_one_name_holds_the_other(speaker, same):
    aligned = align([("Times", FULL), {"outlet": "Post", "text": FULL, "speaker": speaker}])
    assert (aligned["statement_id"].nunique() == 1) == same


def test_actors_count_before_names_and_an_unknown_speaker_needs_eight_words():
    actor = {"outlet": "Post", "text": FULL, "speaker": "the mayor", "actor": "Iva Toll"}
    assert align([("Times", FULL), actor])["statement_id"].nunique() == 1
    assert align([("Times", FULL), {**actor, "actor": "Ben Toll"}])["statement_id"].nunique() == 2
    short = {"outlet": "Post", "text": "We will reopen the old bridge", "speaker": None}
    assert align([("Times", FULL), short])["statement_id"].nunique() == 2


def test_versions_further_apart_than_the_days_are_statements_of_their_own():
    rows = [("Times", FULL), {"outlet": "Post", "text": FULL, "day": "2024-11-05"}]
    assert align(rows)["statement_id"].nunique() == 2
    assert align(rows, days=4)["statement_id"].nunique() == 1


def test_undated_articles_are_aligned_with_each_other_only():
    undated = {"outlet": "Post", "text": FULL, "day": None}
    assert align([("Times", FULL), undated])["statement_id"].nunique() == 2
    assert align([{**undated, "outlet": "Times"}, undated])["statement_id"].nunique() == 1


def test_an_outlet_that_told_of_the_event_without_the_words_is_absent():
    aligned = align([
        ("Times", FULL),
        ("Post", None),
        {"outlet": "Echo", "text": None, "body": "The orchestra rehearsed a symphony.", "day": "2024-11-01"},
        {"outlet": "Early", "text": None, "day": "2024-10-30"},
        {"outlet": "Late", "text": None, "day": "2024-11-09"},
    ])  # fmt: skip
    assert aligned["status"].to_dict() == {"Times": "full", "Post": "absent"}
    absent = aligned.loc["Post"]
    assert absent["article_id"] == "a1" and absent["share"] == 0 and absent["n_quotes"] == 0
    assert absent[["quote_id", "text", "words_cut"]].isna().all()
    assert absent["speaker"] == "Iva Toll"


def test_scare_quotes_short_ones_and_those_without_outlet_are_left_out():
    rows = [
        ("Times", FULL),
        {"outlet": "Post", "text": FULL, "use": "scare"},
        ("", FULL),
        ("Echo", "a toll on"),
    ]
    assert align(rows)["quote_id"].dropna().tolist() == ["a0-0"]


def test_stretches_of_an_attribution_are_joined_and_unmarked_words_are_not_the_statement():
    articles, quotes = make(
        [("Times", "We will reopen the old bridge"), ("Post", "We will reopen the old bridge")]
    )
    more = quotes.iloc[[0]].assign(
        start=50, end=60, text="and that the mayor was pleased with all of it", in_marks=False
    )
    aligned = align_quotes(articles, pd.concat([more, quotes]))
    assert aligned["status"].tolist() == ["full", "full"]
    assert (
        aligned.set_index("outlet")
        .loc["Times", "text"]
        .endswith("bridge and that the mayor was pleased with all of it")
    )


def test_without_a_column_of_marks_all_words_count_as_marked():
    articles, quotes = make([("Times", FULL), ("Post", FULL)])
    assert align_quotes(articles, quotes.drop(columns=["in_marks", "use", "actor"]))["status"].tolist() == [
        "full",
        "full",
    ]


def test_chinese_is_aligned_by_characters():
    aligned = align([("Times", "我们将在冬天之前重新开放这座旧桥"), ("Post", "我们将在冬天之前")])
    assert aligned["status"].to_dict() == {"Post": "trimmed", "Times": "full"}
    assert aligned.loc["Post", "words_cut"] == "重新开放这座旧桥"


def test_order_of_rows_does_not_count_and_the_input_stays():
    articles, quotes = make(
        [("Post", "We will reopen the old bridge"), ("Times", FULL), ("Echo", FULL), ("Sun", None)]
    )
    before = articles.copy(), quotes.copy()
    aligned = align_quotes(articles, quotes)
    pd.testing.assert_frame_equal(align_quotes(articles[::-1], quotes[::-1]), aligned)
    pd.testing.assert_frame_equal(articles, before[0])
    pd.testing.assert_frame_equal(quotes, before[1])
    assert list(aligned.columns) == get_table("alignments").names


@pytest.mark.parametrize("rows", [[("Times", None)], [("Times", "Well.")], [("Times", "…")]])
def test_nothing_to_align_gives_an_empty_table(rows):
    articles, _ = make(rows)
    quotes = make([("Times", "x")])[1].assign(text=rows[0][1] or "")
    aligned = align_quotes(articles, quotes[: 0 if rows[0][1] is None else 1])
    assert aligned.empty and list(aligned.columns) == get_table("alignments").names


def test_what_cannot_be_aligned_is_refused():
    articles, quotes = make([("Times", FULL), ("Post", FULL)])
    with pytest.raises(TableError, match="1 article_id that the articles table lacks, such as 'a1'"):
        align_quotes(articles[:1], quotes)
    with pytest.raises(TableError, match="1 quote_id in more than one article, such as 'q'"):
        align_quotes(articles, quotes.assign(quote_id="q"))
    with pytest.raises(TableError, match="lacks the column 'quote_id'"):
        align_quotes(articles, quotes.drop(columns="quote_id"))
    for options in (
        {"days": 0},
        {"days": np.nan},
        {"min_words": 1},
        {"min_similarity": 0},
        {"min_similarity": 2},
    ):
        with pytest.raises(InputError, match=f"{next(iter(options))} is .*; expected"):
            align_quotes(articles, quotes, **options)
