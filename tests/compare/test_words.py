import numpy as np
import pandas as pd
import pytest

from mediakit._core.errors import InputError, TableError, UnknownNameError
from mediakit._core.tables import get_table
from mediakit.compare.words import compare_words


@pytest.fixture
def papers():
    """Ten articles each of three outlets: the Post says regime, the others government; the Echo repeats a name once."""
    texts = {
        "Post": "The regime said the talks failed.",
        "Times": "The government said the talks failed.",
        "Echo": "The government said it.",
    }
    rows = [{"outlet": outlet, "text": text} for outlet, text in texts.items() for _ in range(10)]
    rows[20]["text"] = "Lenne " * 30
    for at in (0, 10, 11, 22):
        rows[at]["text"] += " Lenne"
    return pd.DataFrame(rows).assign(article_id=[f"a{at}" for at in range(30)], title="Talks")  # fmt: skip


def row(table, outlet, word):
    return table[(table["outlet"] == outlet) & (table["word"] == word)].iloc[0]


def test_counts_rates_and_order(papers):
    found = compare_words(papers, min_articles=1)
    regime = row(found, "Post", "regime")
    assert regime[["n", "n_rest", "n_articles", "n_articles_rest"]].tolist() == [10, 0, 10, 0]
    assert regime["rate"] == pytest.approx(1000 * 10 / 71) and regime["rate_rest"] == 0
    assert found.groupby("outlet")["word"].first().to_dict() == {
        "Echo": "lenne",
        "Post": "regime",
        "Times": "government",
    }
    assert list(found.columns) == ["outlet", *get_table("keyness").names]
    assert (found["n"] + found["n_rest"]).groupby(found["word"]).nunique().eq(1).all()


def test_words_count_as_evidence_by_articles(papers):
    found = compare_words(papers)
    regime, lenne = row(found, "Post", "regime"), row(found, "Echo", "lenne")
    assert regime["p_adjusted"] < 0.01
    assert lenne["g2"] > 25 and lenne["z"] > 2 and lenne["p_adjusted"] > 0.05
    assert lenne["dispersion"] > 0.5 > regime["dispersion"]


def test_the_family_is_all_words_of_all_groups(papers):
    found = compare_words(papers)
    assert set(found["family_size"]) == {len(found)}
    plain = compare_words(papers, correction="none")
    assert plain["p"].tolist() == plain["p_adjusted"].tolist()
    assert (found["p_adjusted"] >= found["p"]).all()


def test_pairs_of_words_and_any_column(papers):
    found = compare_words(papers.assign(own=papers["outlet"] == "Post"), by="own", n_words=2)
    assert found[found["own"]]["word"].iloc[0] in ("the regime", "regime said")
    assert found["own"].tolist() == sorted(found["own"])


def test_few_articles_are_described_but_not_tested(papers):
    found = compare_words(papers[6:], min_articles=2)
    assert found.loc[found["outlet"] == "Post", "p"].isna().all()
    assert found.loc[found["outlet"] == "Times", "p"].notna().all()
    assert set(found["family_size"]) == {int(found["p"].notna().sum())}


def test_order_of_rows_does_not_count_and_the_input_stays(papers):
    before = papers.copy()
    pd.testing.assert_frame_equal(compare_words(papers[::-1]), compare_words(papers))
    pd.testing.assert_frame_equal(papers, before)


def test_measures_are_numbers_where_a_group_lacks_a_word(papers):
    found = compare_words(papers, min_articles=1)
    assert np.isfinite(found[["g2", "log_ratio", "z", "p"]]).all().all()
    assert found.loc[found["n"] == 0, "dispersion"].isna().all()


def test_what_cannot_be_compared_is_refused(papers):
    with pytest.raises(TableError, match="has no column 'mine'"):
        compare_words(papers, by="mine")
    with pytest.raises(InputError, match="have 1 value of 'outlet'; expected at least two"):
        compare_words(papers[:10])
    with pytest.raises(InputError, match="no run of 1 words"):
        compare_words(papers.assign(text="1 2 3", title=""))
    with pytest.raises(InputError, match="in at least 31 articles"):
        compare_words(papers, min_articles=31)
    with pytest.raises(UnknownNameError, match="correction"):
        compare_words(papers, correction="bonferroni")
    for options in ({"n_words": 0}, {"min_articles": 0}, {"prior": 0}):
        with pytest.raises(InputError, match=f"{next(iter(options))} is 0; expected"):
            compare_words(papers, **options)


def test_a_group_without_words_has_no_rows(papers):
    silent = papers["outlet"] == "Echo"
    papers = papers.assign(text=papers["text"].mask(silent, ""), title=papers["title"].mask(silent, ""))
    assert compare_words(papers)["outlet"].unique().tolist() == ["Post", "Times"]
    with pytest.raises(InputError, match="Only 'Post' of 'outlet' has words"):
        compare_words(papers[papers["outlet"] != "Times"])
