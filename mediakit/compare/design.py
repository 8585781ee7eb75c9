"""How a comparison is made: units, copies, contrasts, intervals, minimum number of articles, correction."""

from __future__ import annotations

from dataclasses import dataclass
from numbers import Integral, Real

import pandas as pd

from mediakit._core.errors import InputError, UnknownNameError

METHODS = ("adapted", "welch", "bootstrap_t", "permutation")
CORRECTIONS = ("bh", "holm", "none")
COPIES = ("all", "one_per_group", "own_words")
AGAINST = ("each", "rest")


@dataclass(frozen=True)
class Design:
    """Everything about a comparison but the data, the groups and the measure.

    Parameters
    ----------
    level : float, default 0.95
        Coverage the intervals aim at, between 0 and 1.
    method : {"adapted", "welch", "bootstrap_t", "permutation"}, default "adapted"
        "adapted" takes the interval that suits the measure (see `compare_groups`); "welch" takes Student's t
        and Welch's test for every measure; "bootstrap_t" resamples units and studentises; "permutation"
        exchanges units between two groups and studentises (estimates keep the adapted intervals).
    unit : str, default "article"
        What was sampled, and so what is resampled: "article", "copies" (a group of copies is one unit; needs
        the copies table), or a column of articles, such as "event_id" or "author". An article without a value
        there is a unit of its own.
    story : str, optional
        Column of articles that names the story each tells of, such as the "event_id" of `find_events`. Groups
        are then compared story by story: a contrast is the mean of the differences within stories that both
        told of, and stories are the unit. Articles without a story are left out.
    standardise : str, optional
        Column of articles, such as "section", over whose values all groups get the composition of the whole.
        Values that a group lacks are left out for all.
    against : {"each", "rest"}, default "each"
        Contrasts of each pair of groups, or of each group with the articles of all others taken together.
    copies : {"all", "one_per_group", "own_words"}, default "all"
        Which articles count, when the copies table is given: all; of each group of copies the origin alone;
        or those of the outlet's own words (see `max_copied`).
    max_copied : float, default 0.3
        An article is of the outlet's own words when less than this share of its words is copied, and it
        credits no agency but the outlet itself.
    period : tuple of str, optional
        First and last day, both included, such as ("2024-01-01", "2024-06-30"). Undated articles are left
        out.
    pool_voices : bool, default False
        Whether scores of several `voice_kind` may be taken together. If not, each voice is a cell of its own.
    score_range : tuple of float, optional
        Least and largest possible score, such as (-1, 1) or (0, 100), of a scale of your own: intervals of
        means end there. Shares, rates and the package's own scores have their ranges known.
    margin : float, optional
        In the unit of the difference; with it every contrast also gets a test of equivalence: two one-sided
        tests (TOST) that the difference lies within plus or minus `margin`.
    min_articles : int, default 5
        Groups with fewer articles (or units, or stories) get an estimate, but no interval and no test.
    correction : {"bh", "holm", "none"}, default "bh"
        Benjamini-Hochberg (share of false discoveries), Holm (any false discovery), or no correction.
    n_resamples : int, default 2000
        Resamples or permutations, where the method makes any.

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
    method: str = "adapted"
    unit: str = "article"
    story: str | None = None
    standardise: str | None = None
    against: str = "each"
    copies: str = "all"
    max_copied: float = 0.3
    period: tuple[str, str] | None = None
    pool_voices: bool = False
    score_range: tuple[float, float] | None = None
    margin: float | None = None
    min_articles: int = 5
    correction: str = "bh"
    n_resamples: int = 2000

    def __post_init__(self) -> None:
        if not _is_share(self.level):
            raise InputError(f"level is {self.level!r}; expected a number between 0 and 1, such as 0.95.")
        if not _is_share(self.max_copied):
            raise InputError(f"max_copied is {self.max_copied!r}; expected a number between 0 and 1.")
        if self.margin is not None and not (_is_number(self.margin) and self.margin > 0):
            raise InputError(f"margin is {self.margin!r}; expected a number above 0, or None for no test.")
        if self.score_range is not None and not _is_range(self.score_range):
            raise InputError(
                f"score_range is {self.score_range!r}; expected the least and the largest possible score, "
                "such as (-1, 1)."
            )
        for name, known in (
            ("method", METHODS),
            ("correction", CORRECTIONS),
            ("copies", COPIES),
            ("against", AGAINST),
        ):
            if getattr(self, name) not in known:
                raise UnknownNameError(name, getattr(self, name), known)
        _check_count("min_articles", self.min_articles, 3)  # skewness and spread need three articles
        _check_count("n_resamples", self.n_resamples, 200)  # the 2.5 % tails of fewer hold under five draws
        if self.story is not None and (self.standardise is not None or self.unit != "article"):
            raise InputError(
                "story compares within stories and makes them the unit; it goes with neither standardise "
                "nor unit. Leave one of them out."
            )
        self.days()

    def days(self) -> tuple[pd.Timestamp, pd.Timestamp] | None:
        """The first moment of the period and the first after it; None without a period."""
        if self.period is None:
            return None
        try:
            first, last = (pd.Timestamp(day).normalize().tz_localize("UTC") for day in self.period)
            ordered = first <= last
        except (TypeError, ValueError):
            ordered = False
        if not ordered:
            raise InputError(
                f"period is {self.period!r}; expected the first and the last day, such as "
                "('2024-01-01', '2024-06-30')."
            )
        return first, last + pd.Timedelta(days=1)


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)


def _is_range(value: object) -> bool:
    return (
        isinstance(value, (tuple, list))
        and len(value) == 2
        and all(map(_is_number, value))
        and float(value[0]) < float(value[1])
    )


def _is_share(value: object) -> bool:
    return _is_number(value) and 0 < float(value) < 1  # type: ignore[arg-type]


def _check_count(name: str, value: object, least: int) -> None:
    if isinstance(value, bool) or not isinstance(value, Integral) or value < least:
        raise InputError(f"{name} is {value!r}; expected a whole number of at least {least}.")
