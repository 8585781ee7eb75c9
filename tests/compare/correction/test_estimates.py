"""Correction of differences for the errors of automated scores."""

import numpy as np
import pandas as pd
import pytest

from mediakit._core.errors import InputError, TableError
from mediakit.compare.correction.estimates import correct_estimates
from mediakit.compare.correction.sampling import sample_articles
from mediakit.compare.design import Design

N_REPLICATIONS = 500
N_ARTICLES = 120  # of each outlet
MEANS = {"Post": -0.1, "Times": 0.1}  # of the true codes
ERRORS = {"Post": 0.15, "Times": -0.1}  # of the program's scores, on average


@pytest.fixture
def articles():
    return pd.DataFrame(
        {"article_id": list("abcdefgh"), "outlet": ["Post"] * 4 + ["Times"] * 4, "text": "Words."}
    )


@pytest.fixture
def scores(articles):
    return articles[["article_id"]].assign(score=[0.5, 0.3, 0.4, 0.2, 0.1, 0.0, -0.1, 0.2])


@pytest.fixture
def codes(articles):
    """Three articles of each outlet; the program is .1, .3 and .2 too high in the Post, right in the Times."""
    return pd.DataFrame({"article_id": list("abcefg"), "code": [0.4, 0.0, 0.2, 0.1, 0.0, -0.1]})


def simulate(n_coded, *, more_of_the_high=False):
    """Many corpora at once, each a cell: truth -1, 0 or 1, a program that errs by outlet, a coded part."""
    rng = np.random.default_rng(7)
    articles = pd.DataFrame(
        {
            "article_id": [f"{outlet}{i}" for outlet in MEANS for i in range(N_ARTICLES)],
            "outlet": np.repeat(list(MEANS), N_ARTICLES),
            "text": "",
        }
    )
    scores, codes = [], []
    for cell in range(N_REPLICATIONS):
        truth = np.concatenate(
            [
                rng.choice([-1.0, 0, 1], N_ARTICLES, p=[(0.5 - m) / 2, 0.5, (0.5 + m) / 2])
                for m in MEANS.values()
            ]
        )
        error = np.repeat(list(ERRORS.values()), N_ARTICLES)
        score = 0.6 * truth + error + rng.normal(0, 0.4, len(truth))
        scores.append(articles[["article_id"]].assign(score=score, cell=cell))
        # The draw may depend on the score as long as its probability is known: here high scores more often.
        draw = np.where(score > 0, 1.6, 0.8) if more_of_the_high else np.ones(len(score))
        probability = n_coded / N_ARTICLES * draw
        chosen = rng.random(len(score)) < probability
        part = articles.loc[chosen, ["article_id"]].assign(code=truth[chosen], cell=cell)
        codes.append(part.assign(probability=probability[chosen]) if more_of_the_high else part)
    return pd.concat(scores), pd.concat(codes), articles


def coverage(table, column, truth):
    """Share of the intervals that hold the truth, and their mean width, by measure."""
    known = table.dropna(subset=["low"])
    held = (known["low"] <= truth) & (known["high"] >= truth)
    return held.groupby(known["measure"]).mean(), (known["high"] - known["low"]).groupby(
        known["measure"]
    ).mean()


@pytest.mark.parametrize("n_coded", [15, 60])
def test_corrected_intervals_hold_the_truth_and_the_raw_ones_do_not(n_coded):
    corrected = correct_estimates(*simulate(n_coded), within="cell")
    held, width = coverage(corrected.contrasts, "difference", MEANS["Post"] - MEANS["Times"])
    assert 0.93 <= held["corrected"] <= 0.97
    assert 0.93 <= held["coded"] <= 0.97
    assert held["automated"] < 0.5
    assert width["corrected"] < 0.9 * width["coded"]  # what the program adds to the codes


def test_unequal_probabilities_of_the_draw_are_weighed_out():
    corrected = correct_estimates(*simulate(40, more_of_the_high=True), within="cell")
    held, _ = coverage(corrected.contrasts, "difference", MEANS["Post"] - MEANS["Times"])
    assert 0.93 <= held["corrected"] <= 0.97
    scores, codes, articles = simulate(40, more_of_the_high=True)
    unweighted = correct_estimates(scores, codes.drop(columns="probability"), articles, within="cell")
    estimates = unweighted.estimates.query("measure == 'coded' and outlet == 'Post'")
    assert estimates["estimate"].mean() > MEANS["Post"] + 0.05  # high scores were drawn more often


def test_by_hand(scores, codes, articles):
    corrected = correct_estimates(scores, codes, articles, design=Design(min_articles=3))
    found = corrected.estimates.set_index(["outlet", "measure"])
    # Post: scores of coded off their mean (.1, -.1, 0), codes (.2, -.2, 0); Times: both (.1, 0, -.1)
    slope = (0.02 + 0.02 + 0.01 + 0.01) / (0.02 + 0.02)
    assert found.loc[("Post", "automated"), "estimate"] == pytest.approx(0.35)
    assert found.loc[("Post", "coded"), "estimate"] == pytest.approx(0.2)
    assert found.loc[("Post", "corrected"), "estimate"] == pytest.approx(0.2 + slope * (0.35 - 0.4))
    assert found.loc[("Post", "automated"), "error"] == pytest.approx(0.2)
    assert found["n_coded"].unique().tolist() == [3]
    difference = corrected.contrasts.set_index("measure")["difference"]
    assert difference["corrected"] == pytest.approx(0.2 - slope * 0.05 - (0.0 + slope * 0.05))


def test_codes_of_everything_are_the_answer_itself(scores, articles):
    codes = scores.rename(columns={"score": "code"}).assign(code=[0.1, 0.0, 0.3, 0.2, 0.4, 0.1, 0.0, 0.1])
    found = correct_estimates(scores, codes, articles, design=Design(min_articles=3)).estimates
    means = found.pivot(index="outlet", columns="measure", values="estimate")
    assert means["corrected"].tolist() == pytest.approx(means["coded"].tolist())


def test_useless_scores_change_nothing(codes, articles):
    scores = articles[["article_id"]].assign(score=0.25)
    found = correct_estimates(scores, codes, articles, design=Design(min_articles=3)).estimates
    by_measure = found.pivot(index="outlet", columns="measure", values="low")
    assert by_measure["corrected"].tolist() == pytest.approx(by_measure["coded"].tolist())


def test_only_corrected_contrasts_are_the_family(scores, codes, articles):
    contrasts = correct_estimates(scores, codes, articles, design=Design(min_articles=3)).contrasts
    assert contrasts["family_size"].unique().tolist() == [1]
    assert contrasts.set_index("measure")["p_adjusted"].notna().to_dict() == {
        "automated": False, "coded": False, "corrected": True}  # fmt: skip


def test_few_codes_give_no_interval_and_say_so(scores, codes, articles):
    corrected = correct_estimates(scores, codes, articles, design=Design(min_articles=4))
    assert corrected.estimates.query("measure == 'corrected'")["low"].isna().all()
    assert corrected.estimates.query("measure == 'automated'")["low"].notna().all()
    assert "no interval" in corrected.contrasts.query("measure == 'corrected'")["note"].iloc[0]


def test_several_coders_are_averaged(scores, codes, articles):
    twice = pd.concat([codes.assign(code=codes["code"] + 0.1), codes.assign(code=codes["code"] - 0.1)])
    design = Design(min_articles=3)
    pd.testing.assert_frame_equal(
        correct_estimates(scores, twice, articles, design=design).contrasts,
        correct_estimates(scores, codes, articles, design=design).contrasts,
    )


def test_codes_without_a_score_are_counted_in_the_note(scores, codes, articles):
    corrected = correct_estimates(scores.iloc[1:], codes, articles, design=Design(min_articles=3))
    assert corrected.note == "1 of 6 coded units have no score or group and are left out."


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"code": "high"}, InputError, "expected numbers"),
        ({"code": float("inf")}, InputError, "expected numbers"),
        ({"probability": "high"}, InputError, "above 0 and at most 1"),
        ({"article_id": "zz"}, TableError, "lacks, such as 'zz'"),
        ({"probability": 0.0}, InputError, "above 0 and at most 1"),
    ],
)
def test_wrong_codes(scores, codes, articles, change, error, message):
    with pytest.raises(error, match=message):
        correct_estimates(scores, codes.assign(**change), articles)


def test_nothing_coded(scores, codes, articles):
    with pytest.raises(InputError, match="No coded article"):
        correct_estimates(scores, codes.iloc[:0], articles)


def test_a_drawn_part_goes_straight_in(articles, scores):
    drawn = sample_articles(articles, 3, seed=2)[["article_id", "probability"]].assign(code=0.5)
    found = correct_estimates(scores, drawn, articles, design=Design(min_articles=3))
    assert found.estimates.query("measure == 'coded'")["estimate"].tolist() == [0.5, 0.5]


def test_cells_must_be_in_the_scores(scores, codes, articles):
    with pytest.raises(TableError, match="scores table has no column 'desk'"):
        correct_estimates(scores, codes.assign(desk="x"), articles.assign(desk="x"), within="desk")
