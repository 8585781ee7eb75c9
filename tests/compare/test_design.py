import dataclasses

import pytest

from mediakit._core.errors import InputError, UnknownNameError
from mediakit.compare.design import Design


@pytest.mark.parametrize(
    "options",
    [
        {"level": 0},
        {"level": 95},
        {"level": "0.95"},
        {"min_articles": 2},
        {"min_articles": 5.5},
        {"min_articles": True},
        {"n_resamples": 10},
        {"max_copied": 30},
        {"margin": 0},
        {"margin": "small"},
        {"period": ("2024-02-01", "2024-01-01")},
        {"period": "2024"},
        {"period": ("soon", "later")},
    ],
)
def test_unusable_values_are_refused(options):
    with pytest.raises(InputError, match=f"{next(iter(options))} is .*expected"):
        Design(**options)


def test_unknown_names_are_refused():
    with pytest.raises(UnknownNameError, match="Known: adapted, bootstrap_t, permutation, welch"):
        Design(method="percentile")
    with pytest.raises(UnknownNameError, match="Known: bh, holm, none"):
        Design(correction="bonferroni")


def test_a_design_does_not_change():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Design().level = 0.9
