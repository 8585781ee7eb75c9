import json
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from assess.by_hand import make_articles, make_mentions, make_quotes
from hypothesis import given
from hypothesis import strategies as st

from mediakit._core.codebooks import load_codebook
from mediakit._core.errors import CodebookError, TableError, UnknownNameError
from mediakit._core.spans import cut_spans
from mediakit.assess.frames import find_frames
from mediakit.assess.vader import score_vader

SHIPPED = load_codebook("diplomacy_and_war")

# The sentences this project started from, with other names: each frame, voice and target follows from the
# words around a cue, so any names must do.
TITLE = "{A} assures {B} of support until “victory” in {C}"
TEXT = (
    "“We will always stand firmly by our {Bish} comrades until Victory Day,” {a} said. “We have no "
    "doubt that the {Bish} army and people will achieve a great victory under the wise leadership of "
    "Honorable {Bish} President {b},” {a} said. She described the {Bish} offensive in {C}, which has "
    "lasted more than two years, as a “holy battle.” “The situation on the peninsula could become "
    "explosive at any time,” she warned. However, sending soldiers would mean a massive escalation. "
    "{Cish} President {c} accused his Western allies of inaction in this regard on Thursday and "
    "expressed surprise at {D}’s “silence”. {K} called on Western partners to “remove all "
    "restrictions” on the range of weapons they supply following the “real escalation” with {A}."
)
NAMES = [
    {"A": "North Korea", "B": "Russia", "Bish": "Russian", "C": "Ukraine", "Cish": "Ukrainian", "D": "China",
     "K": "Kiev", "a": "Choe", "b": "Vladimir Putin", "c": "Volodymyr Zelenskyj"},
    {"A": "Peru", "B": "Chile", "Bish": "Chilean", "C": "Norway", "Cish": "Norwegian", "D": "Kenya",
     "K": "Oslo", "a": "Lund", "b": "Pavel Orlov", "c": "Brannick"},
    {"A": "Chad", "B": "Iceland", "Bish": "Icelandic", "C": "Mongolia", "Cish": "Mongolian", "D": "Belmark",
     "K": "Ulaanbaatar", "a": "Tarn", "b": "Jory Venn", "c": "Ames"},
]  # fmt: skip


@pytest.mark.parametrize("names", NAMES, ids=lambda names: names["A"])
def test_frames_voices_and_targets_of_the_first_article_under_any_names(names):
    articles = make_articles(TEXT.format(**names), TITLE.format(**names))
    actors = {names[key]: names[key] for key in "ABCDabc"}
    actors |= {names["K"]: names["C"], "Western allies": "allies", "Western partners": "allies"}
    mentions = make_mentions(articles, {**actors, "She": names["a"], "she": names["a"], "his": names["c"]})
    quotes = make_quotes(
        articles,
        ("victory", names["A"]),
        (f"We will always stand firmly by our {names['Bish']} comrades until Victory Day,", names["a"]),
        (TEXT[TEXT.index("We have") : TEXT.index("” {a} said. She")].format(**names), names["a"]),
        ("holy battle.", names["a"]),
        ("The situation on the peninsula could become explosive at any time,", names["a"]),
        ("of inaction in this regard", names["c"], {"in_marks": False}),
        ("silence", names["c"]),
        ("real escalation", names["C"]),
    )
    # the first quotation is found in title and text: only the title's is one
    quotes = quotes[(quotes["text"] != "victory") | (quotes["field"] == "title")]
    table = find_frames(articles, SHIPPED, mentions=mentions, quotes=quotes)
    table["actor"] = table["actor"].astype(object).where(table["actor"].notna(), None)
    columns = ["text", "frame", "actor", "voice", "voice_kind", "direction"]
    assert table[columns].values.tolist() == [
        ["victory", "victory", names["B"], names["A"], "quoted", "positive"],
        ["comrades", "brotherhood", names["B"], names["a"], "quoted", "positive"],
        ["Victory Day", "victory", names["B"], names["a"], "quoted", "positive"],
        ["great victory", "victory", names["B"], names["a"], "quoted", "positive"],
        ["wise leadership", "praise_of_leader", names["b"], names["a"], "quoted", "positive"],
        ["holy battle", "sacralisation", names["B"], names["a"], "quoted", "positive"],
        ["explosive", "threat", None, names["a"], "quoted", "negative"],
        ["massive escalation", "escalation", None, "outlet", "own", "negative"],
        ["inaction", "inaction", "allies", names["c"], "reported", "negative"],
        ["silence", "silence", names["D"], names["c"], "quoted", "negative"],
        ["real escalation", "escalation", names["A"], names["C"], "quoted", "negative"],
    ]


@pytest.mark.shared
def test_seed_article_gives_the_gold_frames(shared):
    seed = shared / "seed"
    gold = json.loads((seed / "gold.json").read_text(encoding="utf-8"))
    raw = (seed / "article.txt").read_text(encoding="utf-8")
    starts = {
        "title": raw.index(gold["structure"]["title"]),
        "text": raw.index("North Korean Foreign Minister"),
    }
    articles = make_articles(raw[starts["text"] :], gold["structure"]["title"])
    rows = []
    for at, quote in enumerate(gold["marked"] + gold["reported"]):
        field = "title" if quote["start"] < starts["text"] else "text"
        moved = {key: quote[key] - starts[field] for key in ("start", "end", "speaker_start", "speaker_end")}
        in_marks = quote in gold["marked"]
        kept = {key: quote[key] for key in ("text", "cue", "speaker", "actor")}
        rows.append(
            {"quote_id": f"q{at}", "article_id": "a", "field": field, "in_marks": in_marks, **kept, **moved}
        )
    actors = {alias: name for name, aliases in gold["aliases"].items() if name != "note" for alias in aliases}
    actors |= {
        name: name for name in ("North Korea", "Russia", "Ukraine", "China", "Western allies", "Lavrov")
    }
    actors |= {
        "Vladimir Putin": "Vladimir Putin",
        "Western partners": "Western allies",
        "his": "Volodymyr Zelensky",
    }
    mentions = make_mentions(articles, actors)
    table = find_frames(articles, SHIPPED, mentions=mentions, quotes=pd.DataFrame(rows))
    table["actor"] = table["actor"].astype(object).where(table["actor"].notna(), None)
    found = table[["text", "frame", "voice", "voice_kind", "actor", "direction"]].values.tolist()
    for frame in gold["frames"]:
        keys = ("text", "frame", "voice", "voice_kind", "target", "tone")
        assert [frame[key] for key in keys] in found


def test_without_mentions_and_quotes_actor_and_voice_are_missing():
    table = find_frames(make_articles("Peru’s “silence” was odd.", "A holy battle"))
    assert table["text"].tolist() == ["holy battle", "silence"]
    assert table["field"].tolist() == ["title", "text"]
    assert table[["actor", "voice", "voice_kind", "quote_id"]].isna().all(axis=None)


def test_direction_and_weight_are_the_codebooks_and_vader_reads_the_cue_alone(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(
        '[codebook]\nname = "mine"\nkind = "frames"\n\n[[frame]]\nname = "blessing"\ndefinition = "d"\n'
        'direction = "positive"\nweight = 2.5\ncues = ["holy battle"]\n',
        encoding="utf-8",
    )
    table = find_frames(make_articles("A great day for a holy battle."), path)
    row = table.iloc[0]
    assert (row["frame"], row["direction"], row["weight"]) == ("blessing", "positive", 2.5)
    assert row["vader"] == score_vader(["holy battle"])["compound"][0] < 0


def test_order_is_that_of_the_articles_and_input_is_not_changed():
    articles = pd.concat(
        [make_articles("Nuclear threats and his silence.", article_id=name) for name in ("z", "a")]
    )
    before = articles.copy()
    table = find_frames(articles)
    assert table["article_id"].tolist() == ["z", "z", "a", "a"]
    pd.testing.assert_frame_equal(articles, before)


def test_no_cues_give_an_empty_table_with_all_columns():
    articles = make_articles("The harbour opens at nine.")
    mentions = make_mentions(articles, {"harbour": "Harbour"})
    quotes = make_quotes(articles, ("opens", "Harbour"))
    empty = find_frames(articles, mentions=mentions, quotes=quotes)
    full = find_frames(make_articles("A nuclear threat."))
    assert len(empty) == 0
    assert empty.columns.tolist() == full.columns.tolist()
    assert empty.dtypes.tolist() == full.dtypes.tolist()


def test_missing_texts_are_empty_ones():
    articles = pd.DataFrame(
        {"article_id": [1, 2], "title": ["A bomb threat", None], "text": [np.nan, "A bomb threat"]}
    )
    assert find_frames(articles)[["article_id", "field"]].values.tolist() == [["1", "title"], ["2", "text"]]


def test_wrong_input_is_refused_with_what_to_do(tmp_path):
    articles = make_articles("A nuclear threat.")
    with pytest.raises(UnknownNameError, match="Did you mean 'diplomacy_and_war'"):
        find_frames(articles, "diplomacy_or_war")
    with pytest.raises(CodebookError, match="no codebook file"):
        find_frames(articles, tmp_path / "none.toml")
    with pytest.raises(TableError, match="lacks the column 'text'"):
        find_frames(articles[["article_id"]])
    with pytest.raises(TableError, match="Row 0 of the mentions table"):
        mentions = make_mentions(articles, {"threat": "Threat"})
        find_frames(make_articles("No nuclear threat."), mentions=mentions)


words = st.sampled_from(
    ["holy", "battle", "war", "victory", "silence", "Peru", "Peruvian", "’s", "of", "threat", "lap", "a",
     "was", "did", "nothing", "his", "accused", "described", "as", "“", "”", ",", ".", "\n\n", "comrades"]
)  # fmt: skip


@given(st.lists(st.tuples(st.lists(words, max_size=6), st.lists(words, max_size=25)), min_size=1, max_size=3))
def test_spans_are_true_and_frames_do_not_overlap(texts):
    articles = pd.concat(
        [make_articles(" ".join(text), " ".join(title), f"a{at}") for at, (title, text) in enumerate(texts)],
        ignore_index=True,
    )
    mentions = make_mentions(articles, {"Peru": "Peru", "his": "Peru"})
    table = find_frames(articles, mentions=mentions)
    assert table["text"].tolist() == cut_spans(table, articles)
    assert set(table["actor"].dropna()) <= {"Peru"}
    assert table["vader"].between(-1, 1).all()
    for _, rows in table.groupby(["article_id", "field"], sort=False):
        spans = list(zip(rows["start"], rows["end"], strict=True))
        assert all(one[1] <= other[0] for one, other in pairwise(spans))
