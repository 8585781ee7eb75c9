"""Wrong calls of the public functions of the comparison: each gets an error of ours that names the remedy."""

import numpy as np
import pandas as pd
import pytest

import mediakit as mk
from mediakit._core.errors import InputError, MediakitError, TableError


@pytest.fixture
def quotes():
    return pd.DataFrame({
        "quote_id": list("123456"), "article_id": list("abcdef"), "field": "text", "start": 0, "end": 3,
        "text": "One two three four five six", "speaker": "Ama", "in_marks": True,
    })  # fmt: skip


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("score", "good", "has 'good' in row 0, and 8 such values; expected finite numbers"),
        ("score", np.inf, "has inf in row 0"),
        ("score", 10**400, "has 1000"),
        ("score", 1j, "has 1j in row 0"),
        ("actor", ["x"], "kind list, which make no groups"),
        ("actor", {"name": "x"}, "kind dict, which make no groups"),
    ],
)
def test_values_that_cannot_be_compared_are_shown(scores, articles, column, value, message):
    scores[column] = pd.Series([value] * len(scores), dtype=object)
    with pytest.raises(TableError, match=message):
        mk.compare_groups(scores, articles)


def test_numbers_among_names_are_refused_by_every_measure(scores, articles):
    scores["actor"] = pd.Series([1, "Kyiv"] * 4, dtype=object)
    for measure in ("mean", "share", "word_share"):
        with pytest.raises(TableError, match="int, str, which make no groups"):
            mk.compare_groups(scores, articles, measure=measure)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": ["outlet"]}, "by is .*expected the name of one column"),
        ({"by": 3}, "by is 3"),
        ({"within": 3}, "within is 3; expected a column"),
        ({"within": ["actor", 3]}, "within is"),
        ({"design": {"level": 0.9}}, "expected mediakit.Design"),
        ({"design": "holm"}, "expected mediakit.Design"),
        ({"seed": "x"}, "seed is 'x'"),
        ({"seed": -1}, "seed is -1"),
    ],
)
def test_options_of_another_kind_are_refused(scores, articles, options, message):
    dated = articles.assign(published="2024-01-01")
    for compare in (mk.compare_groups, mk.find_changes):
        with pytest.raises(InputError, match=message):
            compare(scores, dated, **options)


def test_scores_may_be_booleans_categories_nullable_or_numbers_in_text(scores, articles):
    expected = mk.compare_groups(scores, articles).estimates["estimate"]
    scores["actor"] = scores["actor"].astype("category")
    for kind in ("Float64", str):
        found = mk.compare_groups(scores.assign(score=scores["score"].astype(kind)), articles).estimates
        assert found["estimate"].tolist() == pytest.approx(expected.tolist())
    shares = mk.compare_groups(scores.assign(score=scores["score"] > 0), articles).estimates
    assert shares["estimate"].between(0, 1).all()


@pytest.mark.parametrize("name", ["scores", "articles"])
def test_columns_of_one_name_or_in_levels_are_refused(scores, articles, name):
    tables = {"scores": scores, "articles": articles}
    tables[name] = pd.concat([tables[name]] * 2, axis=1)
    with pytest.raises(TableError, match="column"):
        mk.compare_groups(**tables)
    tables[name] = tables[name].set_axis(
        pd.MultiIndex.from_product([range(len(tables[name].columns)), ["x"]]), axis=1
    )
    with pytest.raises(TableError, match="levels"):
        mk.compare_groups(**tables)


def test_groups_of_one_column_only_everywhere(scores, articles, quotes):
    mentions = quotes.assign(actor="Kyiv")
    for call in (
        lambda by: mk.compare_words(articles, by=by, min_articles=1),
        lambda by: mk.compare_collocates(articles, mentions, "Kyiv", by=by),
        lambda by: mk.compare_diversity(quotes, articles, by=by),
        lambda by: mk.sample_articles(articles, 1, by=by),
        lambda by: mk.correct_estimates(scores, scores.assign(code=scores["score"]), articles, by=by),
    ):
        with pytest.raises(InputError, match=r"by is .*expected the name of one column"):
            call(["outlet"])
    with pytest.raises(InputError, match="no two articles share"):
        mk.compare_diversity(quotes, articles, by="article_id")


def test_what_has_no_words_or_articles_says_so(articles, quotes):
    mentions = quotes.assign(actor="Kyiv")
    with pytest.raises(InputError, match="that the articles table lacks, such as 'a'"):
        mk.compare_collocates(articles.assign(article_id=list("uvwxyz")), mentions, "Kyiv", by=None)
    with pytest.raises(InputError, match="nothing to hold against"):
        mk.compare_collocates(articles.assign(title="", text="One. Two."), mentions, "Kyiv", by=None)
    with pytest.raises(InputError, match="nothing to count"):
        mk.compare_diversity(quotes.assign(text=""), articles)
    assert mk.find_events(articles[:0], mentions[:0]).empty
    assert mk.align_quotes(articles, quotes.assign(text=np.nan)).empty


def test_ids_may_be_numbers_of_any_size(articles, quotes):
    for first in (1, 10**30):
        numbers = [first + at for at in range(6)]
        aligned = mk.align_quotes(articles.assign(article_id=numbers), quotes.assign(article_id=numbers))
        assert aligned["article_id"].isin([str(number) for number in numbers]).all()
        assert len(aligned) == 2


def test_codes_that_are_lists_or_infinite_are_refused():
    codes = pd.DataFrame(
        {"unit": list("ab") * 2, "coder": ["x", "x", "y", "y"], "code": [[1], [1], [2], [1]]}
    )
    with pytest.raises(MediakitError, match=r"has the code \[1\]; expected one name or finite number"):
        mk.compare_coders(codes)
    with pytest.raises(MediakitError, match="has the code inf"):
        mk.compare_coders(codes.assign(code=[np.inf, 1, 1, 1]), level="interval")
