import numpy as np
import pandas as pd
from assess.framing.coded import make_coded

from mediakit.assess.framing.classifier import FrameClassifier
from mediakit.assess.framing.fitting import split
from mediakit.assess.framing.validation import find_groups


def test_no_outlet_is_on_both_sides():
    articles, codes = make_coded()
    outlet = find_groups(articles)
    tested = []
    for train, test in split(codes["people"].to_numpy(float), outlet, seed=3):
        assert not set(outlet[train]) & set(outlet[test])
        tested += test.tolist()
    assert sorted(tested) == list(range(len(articles)))


def test_articles_that_were_not_coded_are_in_no_part():
    codes = np.array([1.0, 0.0, np.nan] * 10)
    parts = list(split(codes, None, seed=0))
    assert len(parts) == 5
    assert all(not np.isnan(codes[rows]).any() for part in parts for rows in part)


def test_what_is_held_back_is_not_learned_from():
    """Codes drawn by lot cannot be foretold; a model that had seen the answers would know them."""
    rng = np.random.default_rng(1)
    words = [f"word{number}" for number in range(400)]
    articles = pd.DataFrame(
        {
            "article_id": [f"a{number}" for number in range(80)],
            "text": [" ".join(rng.choice(words, 30)) for _ in range(80)],
        }
    )
    codes = pd.DataFrame({"article_id": articles["article_id"], "lot": rng.integers(0, 2, 80)})
    classifier = FrameClassifier().fit(articles, codes)
    (auc,) = classifier.cross_validate()["auc"]
    assert 0.3 < auc < 0.7
    scored = classifier.score(articles)["score"]
    assert np.corrcoef(scored, codes["lot"])[0, 1] > 0.5  # it has learned these by heart


def test_outlets_are_groups_and_articles_without_one_stand_alone():
    outlets = ["A", "B", "C", "D", "E", "", ""]
    groups = find_groups(pd.DataFrame({"outlet": outlets}))
    assert len(set(groups)) == 7
    assert find_groups(pd.DataFrame({"outlet": ["A", "B", "", "", "", ""]})) is None


def test_a_frame_of_one_outlet_cannot_be_validated_by_outlet():
    articles, codes = make_coded()
    codes["people"] = (articles["outlet"] == "outlet 0").astype(int)
    table = FrameClassifier().fit(articles, codes).cross_validate().set_index("frame")
    assert np.isnan(table.loc["people", "f1"])
    assert table.loc["money", "f1"] > 0.9
