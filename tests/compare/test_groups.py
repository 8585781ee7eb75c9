import numpy as np
import pandas as pd
import pytest
from scipy import stats

from mediakit._core.errors import InputError, TableError, UnknownNameError
from mediakit.compare.design import Design
from mediakit.compare.groups import compare_groups

THREE = Design(min_articles=3)


def simulate(n_articles=200, n_rows=900, seed=0):
    rng = np.random.default_rng(seed)
    articles = pd.DataFrame(
        {
            "article_id": [f"a{i}" for i in range(n_articles)],
            "outlet": rng.choice(["Herald", "Post", "Times"], n_articles),
            "text": ["word " * count for count in rng.integers(50, 600, n_articles)],
        }
    )
    scores = pd.DataFrame(
        {
            "article_id": rng.choice(articles["article_id"], n_rows),
            "actor": rng.choice(["Berlin", "Kyiv", "Paris"], n_rows),
            "beat": rng.choice(["World", "Opinion"], n_rows),
            "score": rng.normal(0, 0.3, n_rows),
            "text": ["w " * count for count in rng.integers(1, 30, n_rows)],
        }
    )
    return scores, articles


def one(table, **values):
    for column, value in values.items():
        table = table[table[column] == value]
    assert len(table) == 1
    return table.iloc[0]


def test_mean_is_over_rows_of_an_article_then_over_articles(scores, articles):
    estimates = compare_groups(scores, articles, design=THREE).estimates
    post = one(estimates, outlet="Post", actor="Kyiv")
    assert post["estimate"] == pytest.approx((0.3 + 0.1 + 0.0) / 3)
    assert (post["n_articles"], post["n"]) == (3, 4)
    assert set(zip(estimates["outlet"], estimates["actor"], strict=True)) == {
        ("Post", "Kyiv"),
        ("Times", "Kyiv"),
        ("Post", "Paris"),
    }


def test_share_counts_articles_without_a_row_with_zero(scores, articles):
    estimates = compare_groups(scores, articles, measure="share", design=THREE).estimates
    assert one(estimates, outlet="Post", actor="Paris")["estimate"] == pytest.approx(1 / 3)
    absent = one(estimates, outlet="Times", actor="Paris")
    assert (absent["estimate"], absent["n_articles"], absent["n"]) == (0, 3, 0)
    assert absent["low"] == 0
    assert absent["high"] == pytest.approx(0.5615, abs=1e-4)  # Wilson's limit of 0 in 3


def test_rate_is_rows_per_thousand_words_of_title_and_text(scores, articles):
    estimates = compare_groups(scores, articles, measure="rate", design=THREE).estimates
    assert one(estimates, outlet="Post", actor="Kyiv")["estimate"] == pytest.approx(1000 * 4 / 30)
    assert one(estimates, outlet="Times", actor="Paris")["estimate"] == 0
    assert "do not vary" in one(estimates, outlet="Times", actor="Paris")["note"]


def test_word_share_is_of_the_words_of_all_rows(scores, articles):
    scores.loc[7, "actor"] = None  # three words without an actor stay in the denominator
    compared = compare_groups(scores, articles, measure="word_share", design=THREE)
    assert one(compared.estimates, outlet="Post", actor="Kyiv")["estimate"] == pytest.approx(8 / 11)
    assert "their words stay in the denominator" in compared.note


def test_an_article_without_any_row_does_not_count_in_word_shares(scores, articles):
    estimates = compare_groups(scores[scores["article_id"] != "c"], articles, measure="word_share").estimates
    assert one(estimates, outlet="Post", actor="Kyiv")["n_articles"] == 2


def test_few_articles_have_no_interval_and_no_test(scores, articles):
    compared = compare_groups(scores, articles)
    assert compared.estimates["low"].isna().all()
    assert one(compared.estimates, outlet="Post", actor="Paris")["note"] == "too few articles (n = 1 < 5)"
    assert compared.contrasts["p"].isna().all()
    assert (compared.contrasts["family_size"] == 0).all()
    assert compared.contrasts["note"].tolist() == ["too few articles (n_a = 3 < 5)"]


@pytest.mark.parametrize("interval", ["adapted", "welch", "bootstrap_t"])
def test_articles_that_do_not_vary_have_no_interval(scores, articles, interval):
    scores["score"] = 0.3
    compared = compare_groups(scores, articles, design=Design(min_articles=3, method=interval))
    kyiv = compared.estimates[compared.estimates["actor"] == "Kyiv"]
    assert kyiv["low"].isna().all()
    assert kyiv["note"].tolist() == ["articles do not vary: no interval"] * 2
    assert compared.contrasts["p"].isna().all()
    assert compared.contrasts["note"].str.contains("do not vary").all()


def test_welch_is_scipys_test_on_article_means():
    scores, articles = simulate()
    contrasts = compare_groups(scores, articles, design=Design(method="welch")).contrasts
    means = scores.merge(articles[["article_id", "outlet"]]).groupby(["actor", "outlet", "article_id"])[
        "score"
    ]
    means = means.mean()
    assert len(contrasts) == 9
    for row in contrasts.itertuples():
        expected = stats.ttest_ind(
            means[row.actor, row.group_a], means[row.actor, row.group_b], equal_var=False
        )
        interval = expected.confidence_interval(0.95)
        assert row.p == pytest.approx(expected.pvalue)
        assert (row.low, row.high) == pytest.approx((interval.low, interval.high))
    assert contrasts["p_adjusted"].to_numpy() == pytest.approx(stats.false_discovery_control(contrasts["p"]))
    assert (contrasts["family_size"] == 9).all()


def test_hedges_g_is_on_article_means():
    scores, articles = simulate()
    row = compare_groups(scores, articles).contrasts.iloc[0]
    means = scores[scores["actor"] == row["actor"]].groupby("article_id")["score"].mean()
    outlet = articles.set_index("article_id")["outlet"].reindex(means.index)
    a, b = means[outlet == row["group_a"]], means[outlet == row["group_b"]]
    degrees = len(a) + len(b) - 2
    pooled = np.sqrt((a.var() * (len(a) - 1) + b.var() * (len(b) - 1)) / degrees)
    assert row["effect"] == pytest.approx((a.mean() - b.mean()) / pooled * (1 - 3 / (4 * degrees - 1)))


@pytest.mark.parametrize("measure", ["mean", "share", "rate", "word_share"])
def test_tables_hang_together(measure):
    scores, articles = simulate()
    compared = compare_groups(scores, articles, within=["actor", "beat"], measure=measure)
    estimates, contrasts = compared.estimates, compared.contrasts
    assert list(estimates.columns[:3]) == ["outlet", "actor", "beat"]
    assert list(contrasts.columns[:4]) == ["actor", "beat", "group_a", "group_b"]
    assert len(estimates) == len(contrasts) == 18
    assert (estimates["low"] <= estimates["estimate"]).all()
    assert (estimates["estimate"] <= estimates["high"]).all()
    assert (contrasts["group_a"] < contrasts["group_b"]).all()
    assert (contrasts["p_adjusted"] >= contrasts["p"]).all()
    # interval and p come from one principle: the interval excludes zero where p is below 0.05
    excludes = (contrasts["low"] > 0) | (contrasts["high"] < 0)
    if measure != "share":
        assert excludes.tolist() == (contrasts["p"] < 0.05).tolist()
    keyed = estimates.set_index(["outlet", "actor", "beat"])["estimate"]
    first = contrasts.iloc[0]
    cell = (first["actor"], first["beat"])
    assert first["difference"] == pytest.approx(
        keyed[first["group_a"], *cell] - keyed[first["group_b"], *cell]
    )


@pytest.mark.parametrize("interval", ["adapted", "bootstrap_t"])
def test_same_seed_gives_the_same_tables_and_input_stays(interval):
    scores, articles = simulate(60, 200)
    before = scores.copy(), articles.copy()
    design = Design(method=interval, n_resamples=300)
    first = compare_groups(scores, articles, design=design, seed=3)
    second = compare_groups(scores, articles, design=design, seed=3)
    pd.testing.assert_frame_equal(first.estimates, second.estimates)
    pd.testing.assert_frame_equal(first.contrasts, second.contrasts)
    pd.testing.assert_frame_equal(scores, before[0])
    pd.testing.assert_frame_equal(articles, before[1])


def test_order_of_the_input_does_not_matter():
    scores, articles = simulate()
    first = compare_groups(scores, articles, measure="rate")
    second = compare_groups(
        scores.sample(frac=1, random_state=1), articles.sample(frac=1, random_state=2), measure="rate"
    )
    pd.testing.assert_frame_equal(first.estimates, second.estimates)


def test_groups_made_by_a_column_of_scores_share_articles():
    scores, articles = simulate()
    scores["score"] += scores["article_id"].map(lambda name: int(name[1:]) % 7)  # the article dominates
    contrast = compare_groups(scores, articles, by="beat", within=None).contrasts.iloc[0]
    wide = scores.groupby(["article_id", "beat"])["score"].mean().unstack()
    independent = stats.ttest_ind(wide["World"], wide["Opinion"], nan_policy="omit", equal_var=False)
    width = contrast["high"] - contrast["low"]
    free = independent.confidence_interval()
    assert width < 0.6 * (free.high - free.low)


def test_a_difference_between_voices_of_the_same_articles_is_that_of_the_paired_test():
    rng = np.random.default_rng(5)
    articles = pd.DataFrame({"article_id": [f"a{i:03d}" for i in range(80)], "outlet": "Post", "text": "x"})
    level = rng.normal(0, 1, 80)
    scores = pd.concat(
        [
            pd.DataFrame({"article_id": articles["article_id"], "voice_kind": kind, "score": level + shift})
            for kind, shift in (("own", rng.normal(0, 0.3, 80)), ("quoted", rng.normal(0.1, 0.3, 80)))
        ]
    )
    design = Design(method="welch")
    contrast = compare_groups(scores, articles, by="voice_kind", within=None, design=design).contrasts.iloc[0]
    own, quoted = (scores.loc[scores["voice_kind"] == kind, "score"] for kind in ("own", "quoted"))
    assert contrast["p"] == pytest.approx(stats.ttest_rel(own.to_numpy(), quoted.to_numpy()).pvalue)


def test_cells_by_a_column_of_articles_have_their_own_denominators(scores, articles):
    estimates = compare_groups(scores, articles, within=["actor", "section"], measure="share").estimates
    opinion = one(estimates, outlet="Post", actor="Kyiv", section="Opinion")
    assert (opinion["estimate"], opinion["n_articles"]) == (1.0, 1)
    assert len(estimates) == 8


def test_one_group_has_estimates_and_no_contrasts(scores, articles):
    compared = compare_groups(scores, articles.assign(outlet="Post"))
    assert len(compared.estimates) == 2
    assert compared.contrasts.empty
    assert "group_a" in compared.contrasts


@pytest.mark.parametrize("measure", ["mean", "share", "rate", "word_share"])
@pytest.mark.parametrize("interval", ["adapted", "welch", "bootstrap_t"])
def test_no_scores_give_empty_tables_with_all_columns(scores, articles, measure, interval):
    design = Design(method=interval)
    compared = compare_groups(scores[:0], articles, measure=measure, design=design)
    assert compared.estimates.empty
    assert list(compared.estimates.columns[:3]) == ["outlet", "actor", "measure"]
    assert list(compared.contrasts.columns[:4]) == ["actor", "group_a", "group_b", "measure"]


def test_what_is_left_out_is_said(scores, articles):
    articles.loc[0, "outlet"] = ""
    scores.loc[5, "actor"] = None
    scores.loc[6, "score"] = np.nan
    compared = compare_groups(scores, articles)
    assert compared.note == (
        "1 of 6 articles have no outlet and are left out. 1 of 8 rows have no actor and are left out. "
        "1 rows have no score and are left out."
    )
    assert compared.estimates["n"].sum() == 3


def test_a_comparison_says_what_it_is_and_stays_short():
    scores, articles = simulate(400, 3000)
    scores["actor"] = scores["actor"] + (np.arange(3000) % 40).astype(str) + "<b>"
    compared = compare_groups(scores, articles)
    text, page = repr(compared), compared._repr_html_()
    for shown in (text, page):
        assert "mean" in shown
        assert "sampling error only" in shown
        assert "tests in the family" in shown
        assert len(shown) < 10_000
    assert "<b>" not in page


def test_unknown_measure_lists_the_known(scores, articles):
    with pytest.raises(UnknownNameError, match=r"Unknown measure: 'means'.*Did you mean 'mean'"):
        compare_groups(scores, articles, measure="means")


@pytest.mark.parametrize(
    ("change", "options", "message"),
    [
        (lambda s, a: (s.drop(columns="score"), a), {}, "'score'"),
        (lambda s, a: (s.drop(columns="text"), a), {"measure": "word_share"}, "'text'"),
        (lambda s, a: (s, a), {"by": "paper"}, "Neither scores nor articles has a column 'paper'"),
        (lambda s, a: (s, a), {"within": ["actor", "frame"]}, "column 'frame'"),
        (lambda s, a: (s, a[1:]), {}, "1 article_id that the articles table lacks, such as 'a'"),
        (lambda s, a: (s.assign(article_id=None), a), {}, "rows without article_id"),
        (lambda s, a: (s, a.drop(columns="outlet")), {}, "No article has a value in the column 'outlet'"),
        (lambda s, a: ([], a), {}, "got list"),
    ],
)
def test_unusable_tables_are_refused(scores, articles, change, options, message):
    changed = change(scores, articles)
    with pytest.raises(TableError, match=message):
        compare_groups(*changed, **options)


def test_a_column_is_used_once(scores, articles):
    with pytest.raises(InputError, match="each column once"):
        compare_groups(scores, articles, by="actor", within="actor")


def test_permutation_refuses_groups_that_share_articles():
    scores, articles = simulate()
    with pytest.raises(InputError, match="groups by 'beat' share some"):
        compare_groups(scores, articles, by="beat", within=None, design=Design(method="permutation"))


def test_voices_are_pooled_only_when_asked(scores, articles):
    scores["voice_kind"] = ["own", "quoted"] * 4
    apart = compare_groups(scores, articles, design=THREE)
    assert list(apart.estimates.columns[:3]) == ["outlet", "actor", "voice_kind"]
    assert apart.estimates["n"].sum() == 8
    assert "Voices are kept apart" in apart.note
    pooled = compare_groups(scores, articles, design=Design(min_articles=3, pool_voices=True))
    assert "voice_kind" not in pooled.estimates
    assert pooled.note == ""
    for options in ({"within": ["actor", "voice_kind"]}, {"by": "voice_kind"}):
        assert "kept apart" not in compare_groups(scores, articles, **options).note
    one_voice = compare_groups(scores.assign(voice_kind="own"), articles)
    assert "voice_kind" not in one_voice.estimates


def test_a_ratio_is_of_sums_over_the_articles_of_the_cell(scores, articles):
    scores["part"] = [1, 2, 3, 4, 5, 6, 7, 8]
    scores["whole"] = [2, 2, 4, 8, 10, 6, 7, 16]
    estimates = compare_groups(scores, articles, measure="ratio", design=THREE).estimates
    post = one(estimates, outlet="Post", actor="Kyiv")
    assert post["estimate"] == pytest.approx((1 + 2 + 3 + 4) / (2 + 2 + 4 + 8))
    assert (post["n_articles"], post["n"]) == (3, 4)
    assert one(estimates, outlet="Post", actor="Paris")["n_articles"] == 1
    with pytest.raises(TableError, match="'whole'"):
        compare_groups(scores.drop(columns="whole"), articles, measure="ratio")


def test_permutation_of_few_articles_is_near_its_exact_distribution():
    """Of all ways to deal ten articles to two groups, those at least as far out, studentised."""
    rng = np.random.default_rng(8)
    articles = pd.DataFrame({"article_id": [f"a{at}" for at in range(10)], "text": "x"})
    articles["outlet"] = ["Post"] * 5 + ["Times"] * 5
    values = np.r_[rng.normal(0, 1, 5), rng.normal(1.5, 1, 5)]
    scores = articles[["article_id"]].assign(actor="Kyiv", score=values)
    design = Design(method="permutation", n_resamples=20_000)
    found = compare_groups(scores, articles, design=design).contrasts.iloc[0]

    def t(a, b, axis):
        return stats.ttest_ind(a, b, axis=axis, equal_var=False).statistic

    exact = stats.permutation_test((values[:5], values[5:]), t, n_resamples=np.inf, vectorized=True)
    assert found["p"] == pytest.approx(exact.pvalue, abs=0.01)
    assert (found["p"] < 0.05) == (found["low"] > 0 or found["high"] < 0)


def test_article_ids_may_be_numbers(scores, articles):
    numbers = dict(zip("abcdef", range(6), strict=True))
    compared = compare_groups(
        scores.assign(article_id=scores["article_id"].map(numbers)),
        articles.assign(article_id=articles["article_id"].map(numbers)),
    )
    assert one(compared.estimates, outlet="Post", actor="Kyiv")["n"] == 4
