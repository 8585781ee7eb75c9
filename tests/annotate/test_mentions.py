import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import mediakit as mk
from mediakit._core.codebooks import Actor, Codebook, Header
from mediakit._core.spans import check_spans


def table(text, title=""):
    return pd.DataFrame({"article_id": ["a"], "title": [title], "text": [text]})


def mentions(text, title="", actors=None):
    found = mk.find_mentions(table(text, title), actors)
    return list(zip(found["text"], found["actor"], found["form"], strict=True))


def codebook(*actors):
    return Codebook(codebook=Header(name="test", kind="actors"), actor=actors)


TOLL = Actor(name="Iva Toll", aliases=("Toll",), gender="female", titles=("mayor",))
LUND = Actor(name="Peter Lund", gender="male", titles=("Danish foreign minister",), state="Denmark")


def test_names_titles_and_pronouns():
    assert mentions("Mayor Iva Toll left. The mayor was tired. She slept.") == [
        ("Iva Toll", "Iva Toll", "name"),
        ("The mayor", "Iva Toll", "nominal"),
        ("She", "Iva Toll", "pronoun"),
    ]


def test_pronouns_agree_in_gender():
    found = mentions("Mrs Anna Toll met Mr Peter Lund. He smiled. She did not.")
    assert found[-2:] == [("He", "Peter Lund", "pronoun"), ("She", "Anna Toll", "pronoun")]


def test_title_phrases_agree_in_office_and_state():
    text = (
        "Danish Foreign Minister Xo Lund met Polish Foreign Minister Ty Brand. "
        "The Danish minister spoke first. The Polish foreign minister listened."
    )
    assert [actor for words, actor, form in mentions(text) if form == "nominal"] == ["Xo Lund", "Ty Brand"]


def test_counterpart_holds_the_office_of_the_other():
    text = "Danish Foreign Minister Xo Lund spoke. Her Polish counterpart Ty Brand nodded. The Polish foreign minister left."
    assert ("The Polish foreign minister", "Ty Brand", "nominal") in mentions(text)


def test_capital_stands_for_the_state_but_not_as_a_place():
    assert mentions("Kyiv protested. In Moscow it rained.") == [("Kyiv", "Ukraine", "name")]


def test_adjective_is_no_mention_but_a_state_body_is():
    assert mentions("A Russian car passed. The Russian foreign ministry denied it. US cars passed.") == [
        ("The Russian foreign ministry", "Russia", "nominal")
    ]


def test_body_by_its_short_name():
    text = "The Ostrel Dock Workers Union met. The union called a strike. It said no more."
    assert mentions(text)[1:] == [
        ("The union", "Ostrel Dock Workers Union", "nominal"),
        ("It", "Ostrel Dock Workers Union", "pronoun"),
    ]


def test_pronouns_inside_marks_are_left_alone():
    assert mentions("Mayor Iva Toll said: “He knows.”") == [("Iva Toll", "Iva Toll", "name")]


def test_codebook_decides_who_counts():
    text = "Toll met Peter Lund and Mr Karl Brand. He nodded."
    assert mentions(text, actors=codebook(TOLL)) == [("Toll", "Iva Toll", "name")]
    assert ("Peter Lund", "Peter Lund", "name") in mentions(text, actors=codebook(TOLL, LUND))


def test_codebook_titles_need_no_name_in_the_article():
    found = mentions("The Danish foreign minister spoke. Peter Lund left.", actors=codebook(LUND))
    assert found[0] == ("The Danish foreign minister", "Peter Lund", "nominal")


def test_excluded_phrases_do_not_count():
    street = Actor(name="Toll", exclude=("Toll Street",))
    assert mentions("Toll lives in Toll Street.", actors=codebook(street)) == [("Toll", "Toll", "name")]


def test_surname_in_the_headline_is_the_person_of_the_body():
    assert mentions("Mayor Iva Toll left.", title="Toll leaves")[0] == ("Toll", "Iva Toll", "name")


def test_ambiguous_surname_is_the_last_full_name_before_it():
    text = "President Kim Jong Un met. A plaque shows Kim Il Sung. Kim never came."
    assert mentions(text)[-1][1] == "Kim Il Sung"


def test_surname_without_a_full_name_is_whom_the_corpus_names_most():
    texts = [
        "Ann Toll said no.",
        "Mayor Iva Toll said no.",
        "Mayor Iva Toll left.",
        "Toll came back. So did Ann.",
    ]
    articles = pd.DataFrame({"article_id": list("abcd"), "text": texts})
    found = mk.find_mentions(articles).query("article_id == 'd' and form == 'name'")
    assert list(zip(found["text"], found["actor"])) == [("Toll", "Iva Toll")]


def test_input_is_not_changed_and_empty_is_fine():
    articles = table("Mayor Iva Toll left.")
    before = articles.copy()
    mk.find_mentions(articles)
    pd.testing.assert_frame_equal(articles, before)
    assert mk.find_mentions(articles.iloc[:0]).empty


def test_errors_name_the_column():
    with pytest.raises(mk.MediakitError, match="lacks the column 'text'"):
        mk.find_mentions(pd.DataFrame({"article_id": ["a"]}))


@pytest.mark.parametrize(
    ("text", "phrase", "actor"),
    [
        ("Ukrainian President Ana Holub accused her country’s allies.", "her country", "Ukraine"),
        ("Ukraine waited. Its minister spoke. The government was silent.", "The government", "Ukraine"),
        ("The Karevian government thanked Karevia’s farmers.", "The Karevian government", "Karevia"),
    ],
)
def test_country_and_government_of_who_is_spoken_of(text, phrase, actor):
    states = codebook(*(Actor(name=name, **{"class": "state"}) for name in ("Ukraine", "Karevia")))
    assert (phrase, actor, "nominal") in mentions(text, actors=states)


def test_government_long_after_is_nobody_s():
    text = "Ukraine waited. " + "Rain fell. " * 5 + "The government was silent."
    assert mentions(text) == [("Ukraine", "Ukraine", "name")]


MINISTRY = Actor(name="Interior Ministry of Karevia", titles=("ministry",), **{"class": "organisation"})
ALLIES = Actor(name="Western allies", titles=("allies", "partners"), **{"class": "group"})
KAREVIA = Actor(name="Karevia", titles=("government in Halmen",), **{"class": "state"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor was tired.", [("The mayor", "Iva Toll", "nominal")]),
        ("The town’s mayor was tired.", [("The town’s mayor", "Iva Toll", "nominal")]),
        ("Denmark’s foreign minister left.", [("Denmark’s foreign minister", "Peter Lund", "nominal")]),
        ("The Polish foreign minister left.", []),
        ("A mayor in the south left. The mayor said no more.", []),
        ("The ministry denied it.", [("The ministry", MINISTRY.name, "nominal")]),
        ("Kyiv urged its partners to pay.", [("its partners", "Western allies", "nominal")]),
        ("The government in Halmen paid.", [("The government", "Karevia", "nominal")]),
    ],
)
def test_codebook_titles_without_the_name(text, expected):
    assert mentions(text, actors=codebook(TOLL, LUND, MINISTRY, ALLIES, KAREVIA)) == expected


@pytest.mark.parametrize(
    ("text", "phrase", "actor"),
    [
        (
            "A retired colonel was cross. Bertil Kosm, a retired colonel, left.",
            "A retired colonel",
            "Bertil Kosm",
        ),
        ("Mr Peter Lund, 81, left. “No,” the 81-year-old said.", "the 81-year-old", "Peter Lund"),
        ("Mr Peter Lund left. “No,” the Dane said.", "the Dane", None),
        ("Mr Peter Lund left. “No,” the Danish said.", "the Danish", "Peter Lund"),
        ("Mr Peter Lund left. “No,” said the baker.", "the baker", "Peter Lund"),
        ("Minister Peter Lund left. “No,” said the baker.", "the baker", None),
        ("A baker came. Mr Peter Lund left. “No,” said the baker.", "the baker", None),
        ("Mayor Iva Toll left. “The mayor lied,” he said.", "The mayor", "Iva Toll"),
    ],
)
def test_phrases_for_people_of_the_article(text, phrase, actor):
    found = [who for words, who, form in mentions(text) if (words, form) == (phrase, "nominal")]
    assert found == ([actor] if actor else [])


@pytest.mark.parametrize(
    ("text", "pronoun", "actor"),
    [
        ("Mayor Peter Lund left. My neighbour drives a bus. “No,” he says.", "he", None),
        ("Mayor Peter Lund left. The minister was away. “No,” he says.", "he", None),
        (
            "Mayor Peter Lund left. In the evening, President Karl Brand came. “No,” he said.",
            "he",
            "Karl Brand",
        ),
        ("The Dock Workers Union said it agreed.", "it", "Dock Workers Union"),
        ("The Dock Workers Union said it was late.", "it", None),
        ("The war in Ukraine is in its third year.", "its", None),
        ("Western allies said they would pay.", "they", "Western allies"),
    ],
)
def test_pronouns_after_others(text, pronoun, actor):
    found = [who for words, who, form in mentions(text) if (words, form) == (pronoun, "pronoun")]
    assert found == ([actor] if actor else [])


WORDS = ["Mayor", "Iva", "Toll", "said", "he", "Her", "Russian", "Kyiv", "the", "foreign", "minister", "“", "”", ".", ",",
         "\n\n", "US", "counterpart", "union", "it", "’s", "Danish", "Peter", "Lund", "😀", "ß", "İ", "of", "State"]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40), st.lists(st.sampled_from(WORDS), max_size=8))
def test_spans_are_true_and_those_of_an_actor_do_not_overlap(body, title):
    articles = table(" ".join(body), " ".join(title))
    found = mk.find_mentions(articles)
    check_spans(found, articles, "mentions")
    for _, rows in found.groupby(["field", "actor"]):
        ordered = rows.sort_values("start")
        assert (ordered["end"].shift().dropna().astype(int) <= ordered["start"].iloc[1:]).all()
    pd.testing.assert_frame_equal(found, mk.find_mentions(articles))
