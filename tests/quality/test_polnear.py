"""Quotations and speakers on PolNeAR's development articles, which are not part of the project."""

import importlib.util
import re

import pandas as pd
import pytest
from quality.test_sample import FLOORS

import mediakit as mk

pytestmark = [pytest.mark.quality, pytest.mark.shared]

_PRONOUNS = frozenset(
    "i me we us you he him she her it they them who that which this one those these".split()
)
_WIDEST_GAP = 0.12  # by which an outlet's end to end F1 may lie below the mean of the outlets


@pytest.fixture(scope="module")
def scorer(shared):
    spec = importlib.util.spec_from_file_location("score_quotes", shared / "eval/score_quotes.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def dev(scorer, shared):
    """Articles, gold and what was found."""
    articles, gold = scorer.load(shared / "eval/polnear", "dev")
    return articles, gold, mk.find_quotes(articles.assign(title=""))


def check(name, scores):
    print(f"\n{name}:", {key: round(score, 3) for key, score in scores.items()})
    floors = FLOORS[name]["floors"]
    assert set(scores) == set(floors)
    assert {key: score for key, score in scores.items() if score < floors[key]} == {}


def test_quotes(scorer, dev):
    articles, gold, found = dev
    scores = scorer.score(found, articles, gold, n_boot=10)
    check(
        "polnear_dev",
        {
            "words_in_marks": scores["tokens_in_marks"]["F1"],
            "quotations": scores["attribution"]["F1"],
            "end_to_end": scores["end_to_end"]["F1"],
            "end_to_end_marks": scores["end_to_end_direct_mixed"]["F1"],
        },
    )


def test_no_outlet_is_read_much_worse_than_the_others(scorer, dev):
    articles, gold, found = dev
    scores = {}
    for outlet, some in articles.groupby(articles["article_id"].str.split("_").str[0]):
        held = some["article_id"]
        parts = found[found["article_id"].isin(held)], some, gold[gold["article_id"].isin(held)]
        scores[outlet] = scorer.score(*parts, n_boot=2)["end_to_end"]["F1"]
    check("polnear_dev_outlets", scores)
    mean = sum(scores.values()) / len(scores)
    assert {outlet: score for outlet, score in scores.items() if score < mean - _WIDEST_GAP} == {}


def source_type(words):
    """Name, title, pronoun or unnamed: how an attribution's source is worded."""
    if words is None:
        return "none"
    if words.lower() in _PRONOUNS:
        return "pronoun"
    if re.search(r"(?<!^)\b[A-Z][\w’'-]+|^(?!(?:The|A|An|His|Her|Its|Their)\b)[A-Z][\w’'-]*[a-z]$", words):
        return "name"
    return "title" if re.match(r"(?:the|his|her|their|its)\s+\w+(?<!s)$", words, re.IGNORECASE) else "unnamed"


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Iva Toll", "name"),
        ("Toll", "name"),
        ("the Dravian minister", "name"),
        ("the minister", "title"),
        ("officials", "unnamed"),
        ("She", "pronoun"),
        (None, "none"),
    ],
)
def test_source_types(words, kind):
    assert source_type(words) == kind


def test_share_found_with_the_right_source_by_its_type(scorer, dev):
    articles, gold, found = dev
    rows = []
    for article_id, text in zip(articles["article_id"], articles["text"]):
        tokens = scorer.Tokens(text)
        coded = gold[gold["article_id"] == article_id]
        groups = [
            rows for _, rows in found[found["article_id"] == article_id].groupby("quote_id", sort=False)
        ]
        truth = [set().union(*(tokens.ids(*span) for span in spans)) for spans in coded["content_spans"]]
        ours = [
            set().union(*(tokens.ids(int(s), int(e)) for s, e in zip(group["start"], group["end"])))
            for group in groups
        ]
        matched = dict(scorer.match(truth, ours))
        for at, row in enumerate(coded.itertuples()):
            has_source = pd.notna(row.source_start)
            source = (int(row.source_start), int(row.source_end)) if has_source else None
            right = False
            if at in matched and source is not None:
                speaker = groups[matched[at]].dropna(subset=["speaker_start"])
                spans = zip(speaker["speaker_start"], speaker["speaker_end"])
                right = any(int(s) < source[1] and source[0] < int(e) for s, e in spans)
            rows.append((source_type(text[slice(*source)] if source else None), right))
    table = pd.DataFrame(rows, columns=["type", "right"])
    shares = table[table["type"] != "none"].groupby("type")["right"].mean()
    print("\n", table["type"].value_counts().to_dict())
    check("polnear_dev_sources", shares.to_dict())
