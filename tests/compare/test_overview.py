"""The comparisons of a whole run: which tables they are made of, and what is followed over time."""

import pandas as pd
import pytest

from mediakit._core.tables import build_table
from mediakit.compare.overview import align_outlets, compare_all

N = 60  # articles of an outlet: one every second day
WORDS = "We will mend the roof before it snows again"


def make_articles(**columns):
    days = pd.date_range("2031-03-01", periods=N, freq="2D")
    parts = [
        pd.DataFrame(
            {"article_id": [f"{outlet}{at}" for at in range(N)], "outlet": outlet, "published": days}
        )
        for outlet in ("Echo", "Post")
    ]
    return build_table("articles", pd.concat(parts, ignore_index=True).assign(text=WORDS, **columns))


def make_tables(articles):
    """Toll is mentioned in all articles; what is said of her alternates from article to article."""
    odd = pd.Series(range(len(articles))) % 2 == 1
    span = {"article_id": articles["article_id"], "field": "text", "start": 0, "end": 2, "text": "We"}
    about = {**span, "actor": "Iva Toll", "voice_kind": "own"}
    frames = {
        "article_id": articles["article_id"],
        "frame": "conflict",
        "score": odd.map({True: 0.9, False: 0.1}),
    }
    return {
        "mentions": build_table("mentions", pd.DataFrame(about)),
        "quotes": build_table(
            "quotes", pd.DataFrame({**about, "quote_id": articles["article_id"], "use": "speech"})
        ),
        "sentiment": build_table("sentiment", pd.DataFrame({**about, "score": odd.astype(float)})),
        "frames": build_table("frames", pd.DataFrame({**about, "frame": "threat"})),
        "framing": build_table("framing", pd.DataFrame(frames)),
        "roles": build_table(
            "roles", pd.DataFrame({**about, "role": "innocent", "score": odd.map({True: 0.4, False: 0.2})})
        ),
        "stance": build_table(
            "stance",
            pd.DataFrame(
                {
                    "quote_id": articles["article_id"],
                    "article_id": articles["article_id"],
                    "score": -odd.astype(float),
                }
            ),
        ),
    }


@pytest.fixture(scope="module")
def compared():
    articles = make_articles()
    return compare_all(articles, make_tables(articles))


def estimates_of(compared, scores):
    return compared.estimates[compared.estimates["scores"] == scores].dropna(axis=1, how="all")


def test_a_frame_is_present_from_a_probability_of_one_half(compared):
    framing = estimates_of(compared, "framing")
    assert framing["measure"].unique().tolist() == ["share"]
    assert framing["estimate"].tolist() == [0.5, 0.5]
    assert framing["n_articles"].tolist() == [N, N]


def test_articles_that_were_not_scored_for_frames_do_not_count():
    articles = make_articles()
    tables = make_tables(articles)
    tables["framing"] = tables["framing"].iloc[: N + 20]  # all of Echo, twenty of Post
    framing = estimates_of(compare_all(articles, tables), "framing").set_index("outlet")
    assert framing["n_articles"].to_dict() == {"Echo": N, "Post": 20}


def test_roles_are_those_in_the_outlets_own_words():
    articles = make_articles()
    tables = make_tables(articles)
    quoted = tables["roles"].assign(voice_kind="quoted", score=1.0)
    tables["roles"] = pd.concat([tables["roles"], quoted], ignore_index=True)
    roles = estimates_of(compare_all(articles, tables), "roles")
    assert roles["voice_kind"].unique().tolist() == ["own"]
    assert roles["estimate"].round(6).tolist() == [0.3, 0.3]


def test_stance_is_of_all_speakers(compared):
    assert estimates_of(compared, "stance")["estimate"].tolist() == [-0.5, -0.5]


def test_what_is_followed_over_time_is_not_tested(compared):
    over_time = compared.estimates.dropna(subset=["period"])
    assert set(over_time["scores"]) == {"mentions", "sentiment"}
    assert over_time["period"].nunique() >= 4
    assert (over_time.loc[over_time["scores"] == "mentions", "estimate"] == 1).all()
    assert "mentions" not in set(compared.contrasts["scores"])
    assert "period" not in compared.contrasts


def test_nothing_is_followed_where_articles_span_no_time():
    articles = make_articles(published="2031-03-01")
    estimates = compare_all(articles, make_tables(articles)).estimates
    assert "period" not in estimates and "mentions" not in set(estimates["scores"])


def test_groups_made_by_a_cell_of_a_comparison_leave_it_out():
    articles = make_articles(role=["a", "b"] * N)
    estimates = compare_all(articles, make_tables(articles), by="role").estimates
    assert "roles" not in set(estimates["scores"])
    assert "framing" in set(estimates["scores"])


def test_tables_that_were_not_made_are_not_compared():
    articles = make_articles()
    tables = make_tables(articles)
    for name in ("framing", "roles", "stance"):
        del tables[name]
    assert set(compare_all(articles, tables).estimates["scores"]) == {
        "mentions", "sentiment", "frames", "quotes"
    }  # fmt: skip


def test_statements_are_aligned_where_there_are_two_outlets():
    articles = make_articles()
    quotes = make_tables(articles)["quotes"].assign(text=WORDS, in_marks=True, end=len(WORDS))
    assert set(align_outlets(articles, quotes)["outlet"]) == {"Echo", "Post"}
    alone = articles[articles["outlet"] == "Echo"]
    assert align_outlets(alone, quotes[quotes["article_id"].isin(alone["article_id"])]).empty
