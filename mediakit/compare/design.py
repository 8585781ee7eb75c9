"""How a comparison is made: level, interval, minimum number of articles, correction."""

from __future__ import annotations

from dataclasses import dataclass
from numbers import Integral, Real

from mediakit._core.errors import InputError, UnknownNameError

INTERVALS = ("adapted", "welch", "bootstrap_t")
CORRECTIONS = ("bh", "holm", "none")


@dataclass(frozen=True)
class Design:
    """Everything about a comparison but the data, the groups and the measure.

    Parameters
    ----------
    level : float, default 0.95
        Coverage the intervals aim at, between 0 and 1.
    interval : {"adapted", "welch", "bootstrap_t"}, default "adapted"
        "adapted" takes the interval that suits the measure (see `compare_groups`); "welch" takes Student's t
        and Welch's test on article values for every measure; "bootstrap_t" resamples articles and
        studentises.
    min_articles : int, default 5
        Groups with fewer articles get an estimate, but no interval and no test.
    correction : {"bh", "holm", "none"}, default "bh"
        Benjamini-Hochberg (share of false discoveries), Holm (any false discovery), or no correction.
    n_resamples : int, default 2000
        Resamples of the articles; only "bootstrap_t" uses it.

    Raises
    ------
    InputError, UnknownNameError
        When a value cannot be used.

    Examples
    --------
    >>> Design(level=0.9, correction="holm").min_articles
    5
    """

    level: float = 0.95
    interval: str = "adapted"
    min_articles: int = 5
    correction: str = "bh"
    n_resamples: int = 2000

    def __post_init__(self) -> None:
        if not _is_share(self.level):
            raise InputError(f"level is {self.level!r}; expected a number between 0 and 1, such as 0.95.")
        if self.interval not in INTERVALS:
            raise UnknownNameError("interval", self.interval, INTERVALS)
        if self.correction not in CORRECTIONS:
            raise UnknownNameError("correction", self.correction, CORRECTIONS)
        _check_count("min_articles", self.min_articles, 3)  # skewness and spread need three articles
        _check_count("n_resamples", self.n_resamples, 200)  # the 2.5 % tails of fewer hold under five draws


def _is_share(value: object) -> bool:
    return isinstance(value, Real) and 0 < float(value) < 1


def _check_count(name: str, value: object, least: int) -> None:
    if isinstance(value, bool) or not isinstance(value, Integral) or value < least:
        raise InputError(f"{name} is {value!r}; expected a whole number of at least {least}.")
