import re

import pandas as pd
import pytest

from mediakit._core.codebooks import Codebook, CueRule, Frame
from mediakit._core.errors import InputError, TableError
from mediakit.assess.codebook_check import check_codebook
from mediakit.assess.codebook_page import write_codebook_check

BOOK = Codebook(
    codebook={"name": "mine", "kind": "frames", "description": "A <b>bold</b> one."},
    frame=(
        Frame(
            name="silence",
            definition="Somebody & nobody keeps silent.",
            cues=("silence", "long silence", CueRule(phrase="quiet", voices=("own",))),
            exclude=("moment of silence",),
        ),
        Frame(name="war", definition="War.", cues=("holy war", "total war")),
    ),
)
ARTICLES = pd.DataFrame(
    {
        "article_id": ["a", "b", "c"],
        "outlet": ["Post", "Post", "Times"],
        "title": ["Silence", "", "Holy war"],
        "text": [
            "A moment of silence, a long silence.",
            "Silence!",
            "<script>alert(1)</script> holy war\u202e.",
        ],
    }
)
EMPTY = pd.DataFrame(
    {name: pd.Series(dtype=object) for name in ("quote_id", "article_id", "field", "text")}
    | {name: pd.Series(dtype="int64") for name in ("start", "end")}
)


def test_each_cue_with_what_it_finds():
    table = check_codebook(BOOK, ARTICLES, quotes=EMPTY)
    columns = ["frame", "cue", "n", "n_found", "n_articles", "n_outlets"]
    assert table[columns].values.tolist() == [
        ["silence", "silence", 2, 4, 2, 1],  # one excluded, one part of the longer cue
        ["silence", "long silence", 1, 1, 1, 1],
        ["silence", "quiet", 0, 0, 0, 0],
        ["war", "holy war", 2, 2, 1, 1],
        ["war", "total war", 0, 0, 0, 0],
    ]
    assert table["examples"][0] == ["[[Silence]]", "[[Silence]]!"]
    assert table["examples"][1] == ["A moment of silence, a [[long silence]]."]
    assert table["examples"][3][1] == "<script>alert(1)</script> [[holy war]] ."


def test_examples_are_short_few_and_from_the_whole_corpus():
    texts = [f"{'word ' * 40}holy war number {at} {'word ' * 40}" for at in range(101)]
    articles = pd.DataFrame({"article_id": [str(at) for at in range(101)], "text": texts})
    table = check_codebook(BOOK, articles, quotes=EMPTY, n_examples=3)
    examples = table["examples"][3]
    assert [re.findall(r"number (\d+)", example) for example in examples] == [["0"], ["50"], ["100"]]
    assert all(len(example) < 150 and example.startswith("… ") for example in examples)
    assert table["n_outlets"].sum() == 0


def test_brackets_of_the_text_are_not_taken_for_those_of_the_cue():
    articles = pd.DataFrame({"article_id": ["a"], "text": ["A [[good]] holy war [[here]]."]})
    assert check_codebook(BOOK, articles, quotes=EMPTY)["examples"][3] == ["A [good] [[holy war]] [here]."]


def test_wrong_input_is_refused():
    with pytest.raises(InputError, match=r"'quiet' of 'mine' counts only in the voices own. Pass the quotes"):
        check_codebook(BOOK, ARTICLES)
    with pytest.raises(TableError, match="lacks the column 'text'"):
        check_codebook(BOOK, ARTICLES[["article_id"]])


def test_the_page_shows_all_cues_and_runs_nothing(tmp_path):
    table = check_codebook(BOOK, ARTICLES, quotes=EMPTY)
    path = write_codebook_check(table, BOOK, tmp_path / "check.html")
    page = path.read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>holy war</mark>" in page
    assert "A &lt;b&gt;bold&lt;/b&gt; one." in page
    assert "Somebody &amp; nobody" in page
    assert "\u202e" not in page
    assert not re.search(r"<script|<img|<link|href=|src=|\son\w+=", page)
    assert "default-src 'none'" in page
    assert page.count("<tr>") + page.count('<tr class="none">') == 2 + len(table)  # a heading for each frame
    assert "quiet <small>(in the voices own)</small>" in page
    assert path.read_bytes() == write_codebook_check(table, BOOK, tmp_path / "again.html").read_bytes()


def test_the_page_of_another_codebook_is_refused(tmp_path):
    table = check_codebook(BOOK, ARTICLES, quotes=EMPTY)
    with pytest.raises(InputError, match="cues are not those of 'mine'"):
        write_codebook_check(table.iloc[1:], BOOK, tmp_path / "check.html")
    with pytest.raises(InputError, match="cues are not those of 'diplomacy_and_war'"):
        write_codebook_check(table, "diplomacy_and_war", tmp_path / "check.html")
