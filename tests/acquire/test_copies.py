import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quality.gold import load_gold

from mediakit._core.errors import InputError, TableError
from mediakit.acquire import copies
from mediakit.acquire.copies import find_copies

LEAD = (
    "Dock workers in the port of Ostrel refused to load a ship with barley on Thursday because they had not "
    "been paid overtime since August, and the harbour authority asked both sides to return to the table."
)
MORE = (
    "The shipowner put his losses at thirty thousand crowns a day and said that he would send the next "
    "freighter to another port unless the men went back to work before the end of the week."
)
OTHER = (
    "Several thousand people stood outside the cathedral on Sunday evening with candles in their hands, and "
    "a choir sang while the names of the villages that had been destroyed were read out one after the other."
)
QUOTE = (
    "“Nobody eats promises, and nobody ever has, and I say that as the son of a man who was promised a "
    "great deal by people who stood on this very pier in better coats than mine and never came back to it.”"
)


def table(*rows):
    names = ["article_id", "outlet", "published", "text", "agency", "republished_from"]
    return pd.DataFrame([dict(zip(names, row, strict=False)) for row in rows]).reindex(columns=names)


def kinds(copies):
    return dict(zip(copies["article_id"], copies["kind"], strict=True))


def test_reprint_has_the_earlier_as_origin():
    copies = find_copies(
        table(
            ("late", "Gazette", "2024-11-02", f"{LEAD}\n\n{MORE}"),
            ("early", "Herald", "2024-11-01", LEAD),
            ("x", "Echo", "2024-11-01", OTHER),
        )
    )
    assert copies["article_id"].tolist() == ["early", "late"]
    assert copies["origin"].tolist() == [True, False]
    assert copies["kind"].tolist() == ["reprint", "reprint"]
    assert copies["group_id"].nunique() == 1
    assert 0.4 < copies["share"].iloc[1] < 0.6 and copies["share"].iloc[0] == 0


def test_update_is_of_the_same_outlet():
    articles = table(("a", "Herald", "2024-11-01", LEAD), ("b", "Herald", "2024-11-02", f"{LEAD} {MORE}"))
    assert set(find_copies(articles)["kind"]) == {"update"}


def test_wire_is_credited_or_from_an_agency():
    both = ("Herald", "2024-11-01", LEAD, "AFP"), ("Gazette", "2024-11-02", LEAD, "AFP")
    assert set(find_copies(table(("a", *both[0]), ("b", *both[1])))["kind"]) == {"wire"}
    own = table(("a", "Gazette", "2024-11-01", LEAD), ("b", "Reuters", "2024-11-02", LEAD))
    copies = find_copies(own)
    assert copies["article_id"].tolist() == ["b", "a"], (
        "an agency is the origin even when its copy is dated later"
    )
    assert copies["kind"].tolist() == ["wire", "wire"]


def test_a_dateline_makes_an_agency_of_its_outlet():
    wire = f"OSTREL, Oct 24 (Corvane) – {LEAD}"
    articles = table(("a", "Corvane", "2024-11-01", wire), ("b", "Herald", "2024-11-01", wire))
    assert set(find_copies(articles)["kind"]) == {"wire"}


def test_the_named_source_is_the_origin():
    articles = table(("a", "Herald", None, LEAD, None, "Gazette"), ("b", "Gazette", None, LEAD))
    assert find_copies(articles)["article_id"].tolist() == ["b", "a"]


def test_the_same_quotation_makes_no_copy():
    own = "He spoke for an hour."
    articles = table(
        ("a", "Herald", None, f"{own} {QUOTE} {OTHER}"), ("b", "Gazette", None, f"{QUOTE} {MORE}")
    )
    assert find_copies(articles).empty


def test_case_and_punctuation_do_not_count():
    articles = table(("a", "H", None, LEAD), ("b", "G", None, LEAD.upper().replace(",", " --")))
    assert find_copies(articles)["share"].max() == 1


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["One.", "One."], [LEAD], [LEAD, OTHER, MORE]])
def test_nothing_copied_is_an_empty_table(texts):
    articles = table(*((str(at), "H", None, text) for at, text in enumerate(texts)))
    copies = find_copies(articles)
    assert copies.empty
    assert list(copies.columns) == ["article_id", "group_id", "origin", "kind", "share"]


def test_many_copies_of_one_text():
    articles = table(*((f"{at:03}", f"Outlet {at}", "2024-11-01", LEAD) for at in range(60)))
    copies = find_copies(articles)
    assert len(copies) == 60 and copies["group_id"].nunique() == 1 and copies["origin"].sum() == 1


def test_the_number_of_comparisons_grows_with_the_articles_not_with_their_pairs(monkeypatch):
    """Stories of one pattern make one large group; twice as many may cost about twice as much."""
    compared = []
    covered = copies._covered
    monkeypatch.setattr(copies, "_covered", lambda one, other: compared.append(1) or covered(one, other))

    def count(n_articles):
        compared.clear()
        stories = [
            f"{LEAD} The day {at} went by without rain in town number {at}." for at in range(n_articles)
        ]
        found = find_copies(table(*((f"{at:03}", f"O{at}", None, text) for at, text in enumerate(stories))))
        assert len(found) == n_articles and found["group_id"].nunique() == 1
        return len(compared)

    assert count(200) < 2.5 * count(100)


def test_the_share_counts_the_words_of_all_earlier_copies():
    articles = table(
        ("a", "Herald", "2024-11-01", LEAD),
        ("b", "Gazette", "2024-11-02", f"{LEAD} {MORE}"),
        ("c", "Echo", "2024-11-03", f"{MORE} {LEAD}"),
    )
    found = find_copies(articles).set_index("article_id")["share"]
    assert found["a"] == 0 and found["b"] < 0.6 and found["c"] == 1


def test_the_kind_is_told_by_the_article_most_words_come_from():
    articles = table(
        ("a", "Herald", "2024-11-01", LEAD),
        ("b", "Gazette", "2024-11-02", f"{LEAD} {MORE}"),
        ("c", "Gazette", "2024-11-03", f"{LEAD} {MORE} {OTHER}"),
        ("d", "Herald", "2024-11-04", f"{MORE} {LEAD}"),
    )
    assert kinds(find_copies(articles)) == {"a": "reprint", "b": "reprint", "c": "update", "d": "reprint"}


def test_wrong_input():
    with pytest.raises(InputError, match="min_share"):
        find_copies(table(("a", "H", None, LEAD)), min_share=30)
    with pytest.raises(TableError, match="text"):
        find_copies(pd.DataFrame({"article_id": ["a"]}))


@settings(deadline=None)
@given(st.lists(st.sampled_from([LEAD, MORE, OTHER, QUOTE, "Short."]), max_size=6), st.integers(0, 5))
def test_groups_do_not_depend_on_the_order(texts, turn):
    rows = [(str(at), f"O{at}", f"2024-11-{at + 1:02}", text) for at, text in enumerate(texts)]
    if not rows:
        return
    turn %= len(rows)
    one, two = find_copies(table(*rows)), find_copies(table(*rows[turn:], *rows[:turn]))
    sort = lambda copies: copies.sort_values("article_id", ignore_index=True)  # noqa: E731
    pd.testing.assert_frame_equal(sort(one), sort(two))
    assert one["share"].between(0, 1).all()


def test_sample_has_the_copies_its_gold_says(sample):
    gold = load_gold("copies", sample)
    found = find_copies(sample).merge(
        gold, on="article_id", how="outer", suffixes=("", "_gold"), indicator=True
    )
    assert found["_merge"].eq("both").all()
    assert (found["kind"] == found["kind_gold"]).all()
    assert (found["origin"].astype(bool) == found["origin_gold"].astype(bool)).all()
    assert found.groupby("group_id")["group_id_gold"].nunique().eq(1).all()
    assert (found["share"] - found["share_gold"]).abs().max() < 0.06
