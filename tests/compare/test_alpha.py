import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit.compare.alpha import krippendorff_alpha, percent_agreement

# Krippendorff (2011), Computing Krippendorff's alpha-reliability: four observers, twelve units.
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
    [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
]
VALUES = np.arange(1.0, 6.0)


def counts_of(observers, values):
    codes = np.array(observers)
    return np.stack([(codes == value).sum(axis=0) for value in values], axis=1).astype(float)


@pytest.mark.parametrize(
    ("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_krippendorffs_own_example(level, alpha):
    assert krippendorff_alpha(counts_of(OBSERVERS, VALUES), VALUES, level) == pytest.approx(alpha, abs=0.0005)


def by_hand(observers, values, level):
    """Alpha straight from its definition, pair of codes by pair of codes."""
    units = [[code for code in unit if code] for unit in zip(*observers, strict=True)]
    units = [unit for unit in units if len(unit) > 1]
    everything = [code for unit in units for code in unit]

    def distance(a, b):
        a, b = sorted((a, b))
        if level == "nominal":
            return float(a != b)
        if level == "ordinal":
            between = sum(everything.count(value) for value in values if a <= value <= b)
            return (between - (everything.count(a) + everything.count(b)) / 2) ** 2
        return (a - b) ** 2 if level == "interval" else ((a - b) / (a + b)) ** 2

    observed = sum(
        distance(a, b) / (len(unit) - 1)
        for unit in units
        for i, a in enumerate(unit)
        for j, b in enumerate(unit)
        if i != j
    )
    expected = sum(
        distance(a, b) for i, a in enumerate(everything) for j, b in enumerate(everything) if i != j
    )
    return 1 - observed * (len(everything) - 1) / expected if expected else np.nan


@given(
    st.integers(1, 9).flatmap(
        lambda n: st.lists(st.lists(st.integers(0, 4), min_size=n, max_size=n), min_size=2, max_size=5)
    ),
    st.sampled_from(["nominal", "ordinal", "interval", "ratio"]),
)
def test_alpha_is_what_the_definition_says(observers, level):
    found = krippendorff_alpha(counts_of(observers, VALUES), VALUES, level)
    assert found == pytest.approx(by_hand(observers, VALUES, level), nan_ok=True)


def test_values_far_from_zero_lose_no_digits():
    counts = counts_of(OBSERVERS, VALUES)
    assert krippendorff_alpha(counts, VALUES + 1e9, "interval") == pytest.approx(0.849, abs=0.0005)


def test_percent_agreement_counts_each_unit_once():
    assert percent_agreement(np.array([[3.0, 0], [1, 1], [2, 1], [1, 0]])) == pytest.approx(
        (1 + 0 + 1 / 3) / 3
    )
    assert np.isnan(percent_agreement(np.array([[1.0, 0]])))
