"""The article the project grew from: its structure, quotations, voices and frames, also with other names in it."""

import json
import re

import pandas as pd
import pytest

import mediakit as mk

# Other people and states of the same kinds: nothing may hang on the names of the article.
SWAPS = [
    {
        "Choe Son Hui": "Ama Teki Boru", "Choe": "Ama", "Sergei Lavrov": "Joaquim Sales", "Lavrov": "Sales",
        "Vladimir Putin": "Otavio Brandt", "Putin": "Brandt", "Antony Blinken": "Pieter Kloos",
        "Lloyd Austin": "Marten Haan", "Volodymyr Zelenskyj": "Njoroge Karani", "Volodymyr Zelensky": "Njoroge Karani",
        "Kim Jong Un": "Kwaku Ansah Doe", "Kim Il Sung": "Kwaku Mensa Doe",
        "North Korean": "Ghanaian", "North Korea": "Ghana", "Pyongyang": "Accra", "Russian": "Brazilian",
        "Russia": "Brazil", "Moscow": "Brasilia", "Ukrainian": "Kenyan", "Ukraine": "Kenya", "Kiev": "Nairobi",
        "China": "India", "US ": "Dutch ", "The USA": "The Netherlands", "United States": "Netherlands",
        "South Korea": "Portugal", "Iran": "Egypt", "Tehran": "Cairo",
    },
    {
        "Choe Son Hui": "Eleni Varda Kostas", "Choe": "Eleni", "Sergei Lavrov": "Ruben Ostberg", "Lavrov": "Ostberg",
        "Vladimir Putin": "Gunnar Thell", "Putin": "Thell", "Antony Blinken": "Rafael Ibarra",
        "Lloyd Austin": "Hector Molina", "Volodymyr Zelenskyj": "Tomas Rezek", "Volodymyr Zelensky": "Tomas Rezek",
        "Kim Jong Un": "Nikos Dara Lamb", "Kim Il Sung": "Nikos Stavro Lamb",
        "North Korean": "Greek", "North Korea": "Greece", "Pyongyang": "Athens", "Russian": "Swedish",
        "Russia": "Sweden", "Moscow": "Stockholm", "Ukrainian": "Czech", "Ukraine": "Czech Republic",
        "Kiev": "Prague", "China": "Japan", "US ": "Mexican ", "The USA": "Mexico", "United States": "Mexico",
        "South Korea": "Spain", "Iran": "Turkey", "Tehran": "Ankara",
    },
]  # fmt: skip


def swap(text, names):
    for old in sorted(names, key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(old)}", lambda _, new=names[old]: f"\x00{new}\x00", text)
    return text.replace("\x00", "")


@pytest.fixture(scope="module", params=[{}, *SWAPS], ids=["as it is", "other names", "more names"])
def seed(request, shared, tmp_path_factory):
    """Gold codings and an analysis without any codebook, of the article with its own or other names."""
    names = request.param
    path = tmp_path_factory.mktemp("seed") / "article.txt"
    path.write_text(swap((shared / "seed/article.txt").read_text(encoding="utf-8"), names), encoding="utf-8")
    gold = json.loads(swap((shared / "seed/gold.json").read_text(encoding="utf-8"), names))
    return gold, mk.analyze(mk.read_corpus(path))


def is_right(gold, spellings, actor):
    """True when an actor is the gold one, another that is as right, or a listed spelling of it."""
    accepted = {gold["actor"], *gold.get("also", [])}
    return actor in accepted | {form for name in accepted for form in spellings.get(name, [])}


def rightly_attributed(gold, quotes, kind):
    spellings = {name: forms for name, forms in gold["aliases"].items() if isinstance(forms, list)}
    found = []
    for one in gold[kind]:
        rows = quotes[quotes["text"].map(lambda text, g=one: g["text"].strip(" ,.") in text)]
        if kind == "marked":
            rows = rows[rows["in_marks"]]
        if len(rows) and is_right(one, spellings, rows["actor"].iloc[0]):
            found.append(one["text"])
    return found


def test_structure(seed):
    gold, analysis = seed
    assert len(analysis.articles) == 1
    article = analysis.articles.iloc[0]
    for name in ("title", "kicker", "teaser", "agency", "desk", "republished_from"):
        assert article[name] == gold["structure"][name], name
    assert article["subheads"] == gold["structure"]["subheads"]
    assert "Copy the current link" not in article["text"]
    assert "I have been working" not in article["text"]


def test_quotations_without_a_codebook(seed):
    gold, analysis = seed
    marked = rightly_attributed(gold, analysis.quotes, "marked")
    reported = rightly_attributed(gold, analysis.quotes, "reported")
    assert {"holy battle.", "silence"} <= set(marked)
    assert len(marked) >= 11 and len(reported) >= 5
    holy = analysis.quotes[analysis.quotes["text"].str.contains("holy battle")].iloc[0]
    assert (holy["speaker"], holy["actor"], holy["use"]) == ("She", gold["marked"][4]["actor"], "speech")


def test_what_nobody_said_is_nobody_s(seed):
    # "Neither X nor Y mentioned the issue": two sentences of the article are denials of speech.
    _, analysis = seed
    said = " ".join(analysis.quotes["text"])
    assert "the issue in their statements" not in said
    assert "reports of the deployment of thousands" not in said


def test_frames_and_voices(seed):
    gold, analysis = seed
    spellings = {name: forms for name, forms in gold["aliases"].items() if isinstance(forms, list)}
    frames = analysis.frames
    for text, kind in (("holy battle", "quoted"), ("inaction", "reported"), ("silence", "quoted")):
        expected = next(frame for frame in gold["frames"] if frame["text"] == text)
        row = frames[frames["text"] == text].iloc[0]
        assert row["frame"] == expected["frame"]
        assert row["actor"] == expected["target"]
        assert row["voice"] in {expected["voice"], *spellings.get(expected["voice"], [])}
        assert row["voice_kind"] == kind
        assert row["direction"] == expected["tone"]


def test_frame_and_lexicon_disagree(seed):
    _, analysis = seed
    by_text = analysis.frames.set_index("text")
    assert by_text.loc["holy battle", "vader"] == pytest.approx(-0.38, abs=0.005)
    assert by_text.loc["holy battle", "direction"] == "positive"
    assert by_text.loc["inaction", "vader"] == pytest.approx(-0.25, abs=0.03)


def test_report_shows_both_measures(seed, tmp_path):
    _, analysis = seed
    mk.write_report(analysis, tmp_path / "report")
    index = (tmp_path / "report/index.html").read_text(encoding="utf-8")
    assert "holy battle" in index and "0.38" in index and "0.25" in index
    assert "lexicon" in index  # the paragraph that says why the two differ
    assert pd.notna(analysis.frames["vader"]).all()
