import pandas as pd
import pytest

from mediakit._core.tables import build_table
from mediakit.compare.versions import canonical_words, find_words, read_versions


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“We Don’t yield,” … never!", ["we", "dont", "yield", "never"]),
        ("the U.S. and the US", ["the", "us", "and", "the", "us"]),
        ("a re-run [of the vote] now", ["a", "re", "run", "now"]),
        ("冬天之前", ["冬", "天", "之", "前"]),
        ("[only this]", []),
        ("[never closed", ["never", "closed"]),
    ],
)
def test_words_are_canonical_and_have_spans(text, words):
    assert canonical_words(text) == words
    assert len(find_words(text)) == len(words)


def versions_of(**columns):
    articles = build_table("articles", [{"article_id": "a", "outlet": "Post", "title": "", "text": "x"}])
    rows = [
        {"quote_id": "q", "start": 20, "text": "and so on", "in_marks": False},
        {"quote_id": "q", "start": 0, "text": "We stay", "in_marks": True},
        {"quote_id": "r", "start": 40, "text": "We go", "in_marks": True},
    ]
    quotes = pd.DataFrame(rows).assign(article_id="a", field="text", end=50, use="speech", **columns)
    return read_versions(articles, build_table("quotes", quotes))


def test_stretches_of_an_attribution_are_one_version_in_the_order_of_the_text():
    versions = versions_of()
    assert versions.table["text"].tolist() == ["We stay and so on", "We go"]
    assert versions.table["n_marked"].tolist() == [2, 2]
    assert [versions.vocabulary[code] for code in versions.words(0)] == ["we", "stay", "and", "so", "on"]
    assert versions.marks(0).tolist() == [True, True, False, False, False]
    assert versions.words(0)[0] == versions.words(1)[0]


@pytest.mark.parametrize(
    ("speaker", "name"),
    [
        ("President Iva Toll", {"iva", "toll"}),
        ("the president", {"the", "president"}),
        ("she", None),
        (None, None),
    ],
)
def test_titles_are_no_names_and_pronouns_name_nobody(speaker, name):
    versions = versions_of(speaker=speaker)
    assert versions.table["name"].tolist() == ([-1, -1] if name is None else [0, 0])
    assert versions.names == ([] if name is None else [frozenset(name)])
