import numpy as np
import pandas as pd

from mediakit.assess.framing.features import describe_articles, describe_words, find_classes, list_measures
from mediakit.assess.framing.wordcounts import count_words


def describe(*texts):
    counted = count_words(pd.DataFrame({"title": "", "text": texts}))
    return describe_articles(counted, describe_words(counted.words))


def measure(features, name):
    return features.measures[:, list_measures().index(name)]


def test_a_star_stands_for_any_ending():
    names = list_measures()
    assert {names[number] for number in find_classes("economists")} == {"economy"}
    assert {names[number] for number in find_classes("joblessness")} == set()


def test_valences_count_for_praise_or_blame():
    names = list_measures()
    assert {names[number]: value for number, value in find_classes("excellent").items()} == {"praise": 2.7}
    assert find_classes("brutal") == {names.index("blame"): 3.1}


def test_rates_are_per_words():
    short, long = measure(describe("money " * 50 + "$ " * 50, "money " * 100 + "$ " * 100), "money")
    assert short == long == np.log1p(250)


def test_like_words_have_like_vectors():
    bank, money, child = describe("bank", "money", "child").vectors
    assert bank @ money > bank @ child


def test_an_article_without_words_has_zeros():
    empty = describe("", "…")
    assert not empty.vectors.any()
    assert not empty.measures.any()
    assert empty.buckets.nnz == 0
