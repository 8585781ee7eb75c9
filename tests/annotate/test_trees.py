import numpy as np
from sklearn.ensemble import GradientBoostingClassifier

from mediakit.annotate.trees import fit_trees


def test_same_probabilities_as_the_library():
    rng = np.random.default_rng(0)
    values = rng.normal(size=(400, 5)).astype(np.float32)
    right = values[:, 0] * values[:, 1] + rng.normal(size=400) > 0
    settings = {
        "learning_rate": 0.06,
        "max_depth": 4,
        "min_samples_leaf": 40,
        "subsample": 0.5,
        "max_features": 0.25,
    }
    library = GradientBoostingClassifier(n_estimators=20, random_state=3, **settings).fit(values, right)
    ours = fit_trees(values, right, n_trees=20, seed=3).predict(values)
    assert np.allclose(ours, library.predict_proba(values)[:, 1], atol=1e-5)


def test_nothing_to_tell_apart():
    trees = fit_trees(np.zeros((8, 2), np.float32), np.ones(8, bool), n_trees=5, seed=0)
    assert np.allclose(trees.predict(np.zeros((3, 2), np.float32)), 0.9)
