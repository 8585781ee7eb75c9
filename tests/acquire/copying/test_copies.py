import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quality.gold import load_gold

from mediakit._core.errors import InputError, TableError
from mediakit.acquire.copying.copies import find_copies
from mediakit.acquire.copying.overlap import Passages

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
    linked = Passages.linked
    monkeypatch.setattr(
        Passages,
        "linked",
        lambda self, pairs, shares: compared.append(len(pairs)) or linked(self, pairs, shares),
    )

    def count(n_articles):
        stories = [
            f"{LEAD} The day {at} went by without rain in town number {at}." for at in range(n_articles)
        ]
        found = find_copies(table(*((f"{at:03}", f"O{at}", None, text) for at, text in enumerate(stories))))
        assert len(found) == n_articles and found["group_id"].nunique() == 1
        return compared.pop()

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


def groups(copies):
    """The article_ids of each group, the origin first."""
    return [rows["article_id"].tolist() for _, rows in copies.groupby("group_id", sort=False)]


STORY = " ".join((LEAD, MORE, "The mayor stayed away, and the bakery on the quay sold out before nine."))
VIGIL = " ".join((OTHER, "Later the bells rang for an hour, and most people walked home across the ice."))
OWN = (
    "Ornithologists counted eleven pairs of storks along the lower river this spring, two more than a year "
    "ago, though late frost cost several nests and a power line was moved only after long quarrels."
)


def test_an_article_joined_from_two_stories_does_not_make_them_one():
    articles = table(
        ("a", "Herald", "2024-11-01", STORY),
        ("b", "Gazette", "2024-11-01", VIGIL),
        ("ab", "Echo", "2024-11-02", f"{VIGIL}\n\n{STORY}"),
    )
    copies = find_copies(articles)
    assert sorted(groups(copies)) == [["a", "ab"], ["b"]]
    found = copies.set_index("article_id")
    assert found["origin"].to_dict() == {"a": True, "b": True, "ab": False}
    assert found["share"].to_dict() == {"a": 0, "b": 0, "ab": 1}, "the share counts the words of both"


def test_paragraphs_of_two_agencies_woven_into_one_article():
    one, other = (story.split(". ") for story in (STORY, VIGIL))
    woven = "\n\n".join(
        f"{part.rstrip('.')}. ({agency})"
        for parts in zip(one, other, strict=False)
        for part, agency in zip(parts, ("Reuters", "AFP"), strict=True)
    )
    articles = table(
        ("w", "Echo", "2024-11-01", woven),
        ("r", "Reuters", "2024-11-02", STORY),
        ("f", "AFP", "2024-11-02", VIGIL),
        ("x", "Gazette", "2024-11-03", VIGIL),
    )
    copies = find_copies(articles)
    assert sorted(groups(copies)) == [["f", "x"], ["r", "w"]]
    assert set(copies["kind"]) == {"wire"}


def test_a_story_that_came_back_out_of_a_joined_article_is_a_copy_on_its_own():
    articles = table(
        ("a", "Herald", "2024-11-01", STORY),
        ("ab", "Echo", "2024-11-02", f"{STORY}\n\n{VIGIL}"),
        ("b", "Gazette", "2024-11-03", VIGIL),
        ("c", "Courier", "2024-11-04", VIGIL),
    )
    found = find_copies(articles)
    assert sorted(groups(found)) == [["a", "ab"], ["b", "c"]]
    found = find_copies(articles[:3]).set_index("article_id")
    assert not found["origin"]["b"] and found["share"]["b"] == 1
    assert found["group_id"]["b"] != found["group_id"]["a"]


def test_updates_of_updates_stay_together():
    parts = [LEAD, MORE, OTHER, OWN]
    versions = [f"{parts[at]} {parts[at + 1]}" for at in range(3)]
    articles = table(*((str(at), "Herald", f"2024-11-0{at + 1}", text) for at, text in enumerate(versions)))
    assert groups(find_copies(articles)) == [["0", "1", "2"]]


def test_of_articles_without_dates_the_longest_is_the_origin():
    articles = table(("cut", "Herald", None, LEAD), ("whole", "Gazette", None, f"{LEAD} {MORE}"))
    copies = find_copies(articles)
    assert copies["article_id"].tolist() == ["whole", "cut"]
    assert copies["share"].tolist() == [0, 1]


def test_a_replaced_word_is_the_only_one_not_copied():
    changed = LEAD.replace("barley", "wheat").replace("Thursday", "Friday").replace("sides", "parties")
    articles = table(("a", "Herald", "2024-11-01", LEAD), ("b", "Gazette", "2024-11-02", changed))
    n_words = len(LEAD.split())
    assert find_copies(articles)["share"].max() == pytest.approx((n_words - 3) / n_words)


NOTICE = (
    "Sign up here for our letter, which brings you the stories of the day before breakfast, and on this page "
    "readers who want to support our work find out how they can do so with a small sum each month."
)
TALES = [STORY, VIGIL, f"{OWN} {QUOTE}"]


def test_what_an_outlet_says_under_its_articles_links_none():
    articles = table(
        *((str(at), "Herald", "2024-11-01", f"{text} {NOTICE}") for at, text in enumerate(TALES))
    )
    assert find_copies(articles).empty
    reprint = table(("r", "Gazette", "2024-11-02", f"{STORY} {NOTICE}"))
    assert groups(find_copies(pd.concat([articles, reprint]))) == [["0", "r"]]


def test_half_a_story_of_another_outlet_is_a_copy_and_of_the_same_outlet_background():
    text = f"{OWN} {OTHER} {LEAD}"
    later = f"{LEAD} {MORE} {QUOTE}"
    across = table(("a", "Herald", "2024-11-01", text), ("b", "Gazette", "2024-11-02", later))
    assert len(find_copies(across)) == 2
    later += (
        " The barley will be sold as feed, the trader said, and nobody at the pier was sorry to see it go."
    )
    within = table(("a", "Herald", "2024-11-01", text), ("b", "Herald", "2024-11-02", later))
    assert find_copies(within).empty


def test_an_agency_credited_by_the_origin_makes_wire_of_its_copies():
    articles = table(
        ("a", "Herald", "2024-11-01", f"OSTREL (Reuters) - {LEAD}"), ("b", "Gazette", "2024-11-02", LEAD)
    )
    assert set(find_copies(articles)["kind"]) == {"wire"}


CHINESE = "港口工人星期四拒绝装载一船大麦，因为他们从八月起就没有领到加班费，港务局要求双方重新回到谈判桌前继续商谈此事。"
CHINESE_OTHER = (
    "星期日晚上，数千人手持蜡烛站在大教堂外面，合唱团唱歌的时候，有人逐一宣读被毁村庄的名字，直到深夜才散去。"
)
JAPANESE = "港の労働者は木曜日、八月から残業代が支払われていないとして大麦の船積みを拒否し、港湾当局は双方に交渉に戻るよう求めた。"
JAPANESE_OTHER = "日曜日の夜、数千人がろうそくを手に大聖堂の前に立ち、破壊された村々の名前が一つずつ読み上げられる間、合唱団が歌い続けた。"


@pytest.mark.parametrize(("text", "other"), [(CHINESE, CHINESE_OTHER), (JAPANESE, JAPANESE_OTHER)])
def test_languages_without_spaces(text, other):
    articles = table(
        ("a", "H", "2024-11-01", text),
        ("b", "G", "2024-11-02", text + other[-20:]),
        ("c", "E", "2024-11-02", other),
        ("d", "F", "2024-11-02", f"{other[:20]}「{text}」"),
    )
    found = find_copies(articles)
    assert groups(found) == [["a", "b"]]
    assert 0.6 < found["share"].iloc[1] < 0.9


def test_wrong_input():
    with pytest.raises(InputError, match="min_share"):
        find_copies(table(("a", "H", None, LEAD)), min_share=30)
    with pytest.raises(TableError, match="text"):
        find_copies(pd.DataFrame({"article_id": ["a"]}))


PIECES = st.lists(st.sampled_from([LEAD, MORE, OTHER, OWN, QUOTE, NOTICE, "Short."]), max_size=4)
ROWS = st.lists(
    st.tuples(
        PIECES.map(" ".join),
        st.sampled_from(["Herald", "Gazette", "Reuters", None]),
        st.sampled_from(["2024-11-01", "2024-11-02", None]),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=30)
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(rows, random):
    articles = table(*((str(at), outlet, day, text) for at, (text, outlet, day) in enumerate(rows)))
    turned = articles.sample(frac=1, random_state=random.randrange(1000))
    pd.testing.assert_frame_equal(find_copies(articles), find_copies(turned))


@settings(max_examples=30)
@given(ROWS)
def test_what_is_always_true(rows):
    articles = table(*((str(at), outlet, day, text) for at, (text, outlet, day) in enumerate(rows)))
    before = articles.copy()
    copies = find_copies(articles)
    pd.testing.assert_frame_equal(articles, before)
    assert copies["article_id"].is_unique and set(copies["article_id"]) <= set(articles["article_id"])
    assert copies["share"].between(0, 1).all() and copies["share"][copies["origin"]].eq(0).all()
    sizes, origins = copies.groupby("group_id").size(), copies.groupby("group_id")["origin"].sum()
    assert origins[sizes > 1].eq(1).all() and origins.le(1).all()


@settings(max_examples=30)
@given(ROWS)
def test_two_copies_of_one_text_are_always_in_one_group(rows):
    articles = table(*((str(at), outlet, day, text) for at, (text, outlet, day) in enumerate(rows)))
    same = pd.concat([articles, table(("x", "Echo", None, STORY), ("y", "Courier", "2024-11-02", STORY))])
    groups = find_copies(same).set_index("article_id")["group_id"]
    assert groups["x"] == groups["y"]


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
