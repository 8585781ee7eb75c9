from dataclasses import replace
from types import MappingProxyType

from report.dam import make_analysis, make_articles

from mediakit._core.analysis import Analysis
from mediakit._core.provenance import describe_models
from mediakit._core.tables import build_table
from mediakit.report.limits import find_limits, known_failures


def test_each_limit_has_the_count_of_this_run():
    limits = find_limits(make_analysis())
    assert "Not read: 1 of 3 records (33 %). They are missing from all counts." in limits
    assert "Without a date, and in no time line: 1 of 6 articles (17 %)." in limits
    assert any(
        limit.startswith("With a speaker who is no known actor") and "1 of 10" in limit for limit in limits
    )
    assert any(limit.startswith("About no known actor: 4 of 4 frame cues (100 %).") for limit in limits)


def test_what_does_not_apply_is_not_said():
    limits = find_limits(Analysis(make_articles().iloc[:1]))
    assert len(limits) == 1
    assert limits[0].endswith("the linked sentences are there to be checked.")


def test_articles_in_other_languages_and_unscored_mentions_are_counted():
    analysis = make_analysis()
    articles = analysis.articles.assign(language=["de", "en-GB", "EN", "eng", None, ""])
    sentiment = analysis.sentiment.assign(score=[None] * 2 + [0.5] * 7)
    limits = find_limits(replace(analysis, articles=articles, sentiment=sentiment))
    assert any(
        limit.startswith("In other languages than English: 2 of 6 articles (33 %).") for limit in limits
    )
    assert "Without a tone, as it is scored in English: 2 of 9 mentions (22 %)." in limits


def test_numbers_without_interval_and_pairs_without_test_are_counted():
    analysis = make_analysis()
    estimates = analysis.estimates.assign(note=["", "too few articles (n = 2 < 5)"] + [""] * 6)
    pair = {"group_a": "a", "group_b": "b", "measure": "mean"}
    contrasts = build_table(
        "contrasts", [pair, {**pair, "p": 0.01, "note": "verdict hangs on copies: see sensitivity"}]
    )
    limits = find_limits(replace(analysis, estimates=estimates, contrasts=contrasts))
    assert "Of too few articles for an interval: 1 of 8 estimates (12 %)." in limits
    assert any(limit.startswith("Not tested: 1 of 2 pairs of groups (50 %).") for limit in limits)
    assert "With a verdict that hangs on copies: 1 of 2 pairs of groups (50 %)." in limits


def test_known_failures_are_those_of_the_models_that_were_used():
    analysis = make_analysis()
    assert known_failures(analysis) == []
    models = describe_models({"quotes": "models/quotes_en.npz"})
    used = replace(analysis, settings=MappingProxyType({**analysis.settings, "models": models}))
    [(name, failures)] = known_failures(used)
    assert name == "quotes_en" and any("Indirect speech" in failure for failure in failures)
