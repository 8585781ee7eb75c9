import numpy as np
import pandas as pd
from assess.framing.coded import make_coded
from hypothesis import given
from hypothesis import strategies as st

from mediakit.assess.framing.classifier import FrameClassifier
from mediakit.assess.framing.features import describe_articles, describe_words
from mediakit.assess.framing.frame_model import move_threshold
from mediakit.assess.framing.wordcounts import count_words

PROBABILITIES = st.floats(0, 1)


@given(st.lists(PROBABILITIES, min_size=1), st.floats(0.05, 0.95))
def test_moving_the_threshold_keeps_the_order_and_marks_the_same_articles(values, threshold):
    before = np.sort(values)
    after = move_threshold(before, np.array(threshold))
    assert (np.diff(after) >= 0).all()
    assert ((after >= 0.5) == (before >= threshold)).all()
    assert ((after >= 0) & (after <= 1)).all()


def test_only_scores_between_threshold_and_half_are_moved():
    values = np.array([0.1, 0.29, 0.35, 0.6, 0.99])
    assert (move_threshold(values, np.array(0.3)) != values).tolist() == [False, False, True, False, False]
    assert (move_threshold(values, np.array(0.7)) != values).tolist() == [False, False, False, True, False]


def test_sentences_add_up_to_the_decision():
    articles, codes = make_coded()
    model = FrameClassifier().fit(articles, codes).model
    counted = count_words(pd.DataFrame({"title": "A headline", "text": articles["text"]}))
    facts = describe_words(counted.words)
    features = describe_articles(counted, facts)
    added = model.lead_back(features, counted, facts)
    sums = np.zeros((len(articles), 2))
    np.add.at(sums, counted.article, added)
    # What no sentence carries: the intercept, the mean of the measures, and the length.
    classes, length = model.measures[:-1], model.measures[-1]
    rest = model.intercept - model.measure_mean[:-1] @ classes
    rest = rest + (features.measures[:, [-1]] - model.measure_mean[-1]) * length
    np.testing.assert_allclose(sums + rest, model.decide(features), atol=1e-9)
