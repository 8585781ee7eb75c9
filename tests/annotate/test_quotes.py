import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mediakit as mk
from mediakit._core.spans import check_spans


def table(text, title=""):
    return pd.DataFrame({"article_id": ["a"], "title": [title], "text": [text]})


def quotes(text, title=""):
    articles = table(text, title)
    return mk.find_quotes(articles, mk.find_mentions(articles))


def rows(text, *columns, title=""):
    found = quotes(text, title)
    return [
        tuple(None if pd.isna(value) else value for value in row) for row in found[list(columns)].to_numpy()
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We stay,” said Iva Toll.", "Iva Toll"),
        ("“We stay,” Iva Toll said.", "Iva Toll"),
        ("Iva Toll said: “We stay.”", "Iva Toll"),
        ("“We stay!” shouted the mayor.", "the mayor"),
        ("‘We stay,’ said the mayor, Iva Toll.", "the mayor, Iva Toll"),
        ("„We stay“, Iva Toll told reporters.", "Iva Toll"),
        ('"We stay," Iva Toll, 54, a farmer, told us.', "Iva Toll, 54, a farmer"),
    ],
)
def test_direct(text, speaker):
    assert rows(text, "speaker", "kind", "in_marks", "use")[0] == (speaker, "direct", True, "speech")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Officials said that the port of Lund was closed for a week.", "Officials"),
        ("The port of Lund was closed for a week, officials said.", "officials"),
        ("According to Iva Toll, the port of Lund was closed for a week.", "Iva Toll"),
        ("The board denied that the port of Lund was closed for a week.", "The board"),
    ],
)
def test_indirect(text, speaker):
    assert rows(text, "speaker", "kind", "in_marks") == [(speaker, "indirect", False)]


def test_mixed_down_to_one_word():
    assert rows("Iva Toll criticised the board’s “silence”.", "text", "in_marks", "kind") == [
        ("the board’s", False, "mixed"),
        ("silence", True, "mixed"),
    ]


def test_an_interrupted_quotation_is_one():
    found = quotes("“We stay,” she said, “and we wait. It is cold.”")
    assert found["text"].tolist() == ["We stay,", "and we wait. It is cold."]
    assert found["quote_id"].nunique() == 1


def test_a_quotation_that_goes_on_is_one():
    found = quotes("“We stay,” said Iva Toll. “It is cold.”")
    assert found["quote_id"].nunique() == 1
    assert found["actor"].tolist() == ["Iva Toll", "Iva Toll"]


def test_paragraphs_that_reopen_are_one():
    found = quotes("Iva Toll said: “It is cold.\n\n“We stay,\n\n“and wait.”")
    assert found["text"].tolist() == ["It is cold.", "We stay,", "and wait."]
    assert found["quote_id"].nunique() == 1


def test_a_later_paragraph_in_marks_has_the_speaker_before():
    found = quotes("“We stay,” said Iva Toll.\n\n“It is cold.”")
    assert found["actor"].tolist() == ["Iva Toll", "Iva Toll"]
    assert found["quote_id"].nunique() == 2


def test_a_sentence_can_go_on_with_a_report():
    found = quotes("Iva Toll said the port was closed. It may open “in the coming days”.")
    assert set(found["actor"]) == {"Iva Toll"}
    assert found["quote_id"].nunique() == 1


@pytest.mark.parametrize(
    ("text", "title", "speaker"),
    [
        ("", "Mayor: ‘We stay here’", "Mayor"),
        ("", "‘We stay here’: mayor", "mayor"),
        ("", "‘We stay here’, says mayor", "mayor"),
        ("", "Mayor says: ‘We stay’", "Mayor"),
    ],
)
def test_headlines(text, title, speaker):
    assert rows(text, "speaker", "use", title=title) == [(speaker, "speech")]


def test_scare_quotes_have_no_speaker():
    assert rows("The “holy” market opened on Monday.", "text", "use", "speaker", "actor") == [
        ("holy", "scare", None, None)
    ]


def test_titles_and_terms():
    text = "The novel “A Lamp in the Ice” sold well. The word “comrade” was everywhere."
    assert rows(text, "text", "use", "speaker") == [
        ("A Lamp in the Ice", "title", None),
        ("comrade", "term", None),
    ]


def test_speakers_are_resolved():
    text = "Mayor Iva Toll came. “We stay,” she said. The mayor warned of a hard winter."
    assert rows(text, "speaker", "actor") == [("she", "Iva Toll"), ("The mayor", "Iva Toll")]


@pytest.mark.parametrize(
    "speaker", ["a spokesman for Iva Toll", "officials close to Iva Toll", "Iva Toll’s lawyer"]
)
def test_who_speaks_for_somebody_is_somebody_else(speaker):
    assert rows(f"Iva Toll was away. “No,” said {speaker}.", "actor")[-1] == (None,)


def test_who_is_the_person_named_before_it():
    text = "They met Mayor Iva Toll, who said that the port of Lund would be closed for a week."
    assert rows(text, "actor")[-1] == ("Iva Toll",)


def test_without_mentions_there_are_no_actors():
    found = mk.find_quotes(table("“We stay,” said Iva Toll."))
    assert found["speaker"].tolist() == ["Iva Toll"]
    assert found["actor"].isna().all() and found["confidence"].isna().all()


def test_mentions_of_other_articles_are_refused():
    other = mk.find_mentions(table("Mayor Iva Toll left."))
    with pytest.raises(mk.MediakitError, match="offsets"):
        mk.find_quotes(table("Nobody is here, really nobody."), other)


WORDS = ["“", "”", "‘", "’", '"', "''", "„", "«", "»", "Iva", "Toll", "said", "she", "that", ",", ".", ":", "\n\n", "According",
         "to", "accused", "of", "the", "mayor", "who", "and", "holy", "battle", "told", "😀", "ﷺ", "(", ")", "—", "?"]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=50), st.lists(st.sampled_from(WORDS), max_size=10))
def test_spans_are_true_and_do_not_overlap(body, title):
    articles = table(" ".join(body), " ".join(title))
    found = mk.find_quotes(articles)
    check_spans(found, articles, "quotes")
    for name in ("cue", "speaker"):
        part = found.dropna(subset=[name]).assign(
            start=lambda t, n=name: t[f"{n}_start"],
            end=lambda t, n=name: t[f"{n}_end"],
            text=lambda t, n=name: t[n],
        )
        check_spans(part, articles, name)
    for _, part in found.groupby("field"):
        ordered = part.sort_values("start")
        assert (ordered["end"].shift().dropna().astype(int) <= ordered["start"].iloc[1:]).all()
    pd.testing.assert_frame_equal(found, mk.find_quotes(articles))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["We stay.", "no", "It is over,", "holy battle"]), min_size=1, max_size=5),
    st.data(),
)
def test_every_balanced_quotation_is_kept(quotations, data):
    between = [
        data.draw(st.sampled_from([" said Toll. ", " and ", " she said, ", ".\n\n", " of the "]))
        for _ in quotations
    ]
    text = "".join(f"“{words}”{gap}" for words, gap in zip(quotations, between))
    found = mk.find_quotes(table(text))
    assert sorted(found.loc[found["in_marks"], "text"]) == sorted(quotations)
