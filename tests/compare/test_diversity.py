"""How evenly speakers share the quotations of a group."""

import numpy as np
import pandas as pd
import pytest

from mediakit._core.errors import InputError, UnknownNameError
from mediakit.compare.design import Design
from mediakit.compare.diversity import compare_diversity

SMALL = Design(min_articles=3, n_resamples=400)


def made(speakers, outlet="Post", words=4):
    """An article for each list of speakers, each with a quotation of so many words."""
    articles = pd.DataFrame(
        {"article_id": [f"{outlet}{i}" for i in range(len(speakers))], "outlet": outlet, "text": "Words."}
    )
    rows = [
        {
            "quote_id": f"{outlet}{i}-{j}",
            "article_id": f"{outlet}{i}",
            "field": "text",
            "start": 10 * j,
            "end": 10 * j + 9,
            "text": "word " * words,
            "use": "speech",
            "actor": speaker,
        }
        for i, names in enumerate(speakers)
        for j, speaker in enumerate(names)
    ]
    return pd.DataFrame(rows), articles


def both(*parts):
    quotes, articles = zip(*parts, strict=True)
    return pd.concat(quotes, ignore_index=True), pd.concat(articles, ignore_index=True)


def test_equal_shares_count_as_many_speakers():
    found = compare_diversity(*made([["Ana"], ["Ben"], ["Eva"], ["Ida"]]), design=SMALL).iloc[0]
    assert (found["speakers"], found["effective"], found["top"], found["evenness"]) == (4, 4, 0.25, 1)


def test_unequal_shares_count_as_fewer():
    found = compare_diversity(*made([["Ana"], ["Ana"], ["Ana"], ["Ben"]]), design=SMALL).iloc[0]
    assert found["effective"] == pytest.approx(1 / (0.75**2 + 0.25**2))
    assert found["top"] == 0.75
    assert 0 < found["evenness"] < 1


@pytest.mark.parametrize(("count", "top"), [("words", 0.5), ("quotations", 0.8), ("first", 1.0)])
def test_what_is_counted(count, top):
    quotes, articles = made([["Ana", "Ben"], ["Ana", "Ana"], ["Ana"]])
    quotes.loc[quotes["actor"] == "Ben", "text"] = "word " * 16
    assert compare_diversity(quotes, articles, count=count, design=SMALL)["top"].iloc[0] == top


def test_a_larger_outlet_is_measured_on_as_many_articles():
    rng = np.random.default_rng(0)
    names = [f"speaker {i}" for i in range(200)]
    small = made([[str(rng.choice(names))] for _ in range(20)], "Post")
    large = made([[str(rng.choice(names))] for _ in range(400)], "Times")
    found = compare_diversity(*both(small, large), design=SMALL).set_index("outlet")
    assert found.loc["Times", "n_speakers"] > 5 * found.loc["Post", "n_speakers"]
    assert found["n_standard"].tolist() == [20, 20]
    assert found.loc["Times", "speakers"] == pytest.approx(19, abs=1)  # of 20 drawn from 200 names
    assert found.loc["Times", "effective"] == pytest.approx(found.loc["Post", "effective"], rel=0.2)


def test_intervals_hold_the_mean_of_many_samples():
    rng = np.random.default_rng(1)
    names, weights = ["a", "b", "c", "d", "e"], [0.4, 0.3, 0.15, 0.1, 0.05]
    parts = [
        made([[str(name) for name in rng.choice(names, 3, p=weights)] for _ in range(30)], f"o{i:03d}")
        for i in range(150)
    ]
    found = compare_diversity(*both(*parts), design=SMALL)
    centre = found["effective"].mean()
    assert 0.9 <= ((found["low"] <= centre) & (centre <= found["high"])).mean() <= 0.99


def test_few_articles_give_no_figure():
    found = compare_diversity(*made([["Ana"], ["Ben"]])).iloc[0]
    assert found["note"] == "too few articles (n = 2 < 5)"
    assert np.isnan(found["effective"])


def test_speakers_without_a_name_are_said():
    quotes, articles = made([["Ana"], ["Ben"], ["Eva"], [None]])
    assert (
        compare_diversity(quotes, articles, design=SMALL)["note"].iloc[0]
        == "1 of 4 quotations have no speaker"
    )


def test_scare_quotes_do_not_count():
    quotes, articles = made([["Ana"], ["Ben"], ["Eva", "Ida"]])
    quotes.loc[2, "use"] = "scare"
    assert compare_diversity(quotes, articles, design=SMALL)["n_speakers"].iloc[0] == 3


def test_wrong_input():
    quotes, articles = made([["Ana"], ["Ben"]])
    with pytest.raises(UnknownNameError, match="letters"):
        compare_diversity(quotes, articles, count="letters")
    with pytest.raises(InputError, match="nothing to count"):
        compare_diversity(quotes.assign(actor=None), articles)


def test_the_first_attribution_is_that_of_the_headline():
    quotes, articles = made([["Ana"], ["Ben"], ["Eva"]])
    headlines = quotes.assign(quote_id=quotes["quote_id"] + "t", field="title", actor="Zed")
    found = compare_diversity(
        pd.concat([quotes, headlines], ignore_index=True),
        articles.assign(title="Words."),
        count="first",
        design=SMALL,
    )
    assert found["n_speakers"].tolist() == [1]
