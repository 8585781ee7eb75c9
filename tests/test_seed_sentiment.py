"""Tone in the article the project grew from, voice by voice, also with other names in it."""

import pytest
from test_seed import SWAPS, swap

import mediakit as mk
from mediakit._core.codebooks import Codebook

ACTORS = [
    {"name": "Russia", "class": "state", "aliases": ["Russian", "Moscow", "Vladimir Putin", "Putin"]},
    {"name": "Western allies", "class": "group", "aliases": ["Western partners"], "match_case": False},
    {"name": "Choe Son Hui", "aliases": ["Choe"], "gender": "female"},
    {"name": "Ukraine", "class": "state", "aliases": ["Ukrainian", "Kiev"]},
    {"name": "Volodymyr Zelenskyj", "gender": "male"},
    {"name": "North Korea", "class": "state", "aliases": ["North Korean", "Pyongyang"]},
    {"name": "China", "class": "state"},
]


@pytest.fixture(scope="module", params=[{}, *SWAPS], ids=["as it is", "other names", "more names"])
def tones(request, shared, tmp_path_factory):
    """The sentiment table, and what the actors are called."""
    names = request.param
    path = tmp_path_factory.mktemp("seed") / "article.txt"
    path.write_text(swap((shared / "seed/article.txt").read_text(encoding="utf-8"), names), encoding="utf-8")
    entries = [
        {
            key: swap(value, names)
            if key == "name"
            else [swap(one, names) for one in value]
            if key == "aliases"
            else value
            for key, value in actor.items()
        }
        for actor in ACTORS
    ]
    codebook = Codebook.model_validate({"codebook": {"name": "seed", "kind": "actors"}, "actor": entries})
    articles = mk.read_corpus(path).articles
    mentions = mk.find_mentions(articles, codebook)
    quotes = mk.find_quotes(articles, mentions)
    return mk.score_sentiment(articles, mentions, quotes, method="news"), lambda name: swap(name, names)


def toward(tones, actor, *voices):
    table, called = tones
    return table[(table["actor"] == called(actor)) & table["voice"].isin([called(voice) for voice in voices])]


def test_choe_speaks_well_of_russia(tones):
    rows = toward(tones, "Russia", "Choe Son Hui")
    quoted = rows[rows["voice_kind"] == "quoted"]
    assert len(quoted) >= 3
    assert (quoted["label"] == "positive").all()
    assert quoted["score"].mean() > 0.25
    assert rows["score"].mean() > 0.2


def test_zelensky_speaks_ill_of_his_allies(tones):
    # His office is named by his capital too: whose voice it is depends on the names.
    rows = toward(tones, "Western allies", "Volodymyr Zelenskyj", "Ukraine")
    assert len(rows) >= 1
    assert rows["score"].iloc[0] < -0.3


def test_the_outlet_s_own_words_are_near_neutral(tones):
    table, _ = tones
    own = table[table["voice_kind"] == "own"]
    assert len(own) > 20
    assert abs(own["score"].mean()) < 0.2
