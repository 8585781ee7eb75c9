import pytest

from mediakit.annotate.names import discover_actors, short_forms


def found(*texts, kind="person"):
    return {actor.name: set(actor.aliases) for actor in discover_actors(texts).actors if actor.class_ == kind}


def test_people_by_title_given_name_or_speech():
    text = "Mayor Iva Toll waited. Then Peter Lund came. “No,” said Xiu Brannock. Blue Valley Road was empty."
    assert set(found(text)) == {"Iva Toll", "Peter Lund", "Xiu Brannock"}


def test_titles_are_no_part_of_the_name():
    text = "US Defense Secretary Lloyd Toll met Secretary of State Ann Lee and the Rev. Jim Bell."
    assert set(found(text)) == {"Lloyd Toll", "Ann Lee", "Jim Bell"}


def test_spellings_of_one_name_are_joined():
    people = found("President Ivan Zelensky left.", "Ivan Zelenskyj stayed.", "Ivan Zelensky came.")
    assert people == {"Ivan Zelensky": {"Ivan Zelenskyj"}}


def test_a_surname_alone_is_no_second_person():
    assert set(found("Mayor Iva Toll left. Ms Toll came back.")) == {"Iva Toll"}


def test_a_surname_alone_is_a_person_when_nobody_else_has_it():
    assert set(found("Ms Toll came back.")) == {"Toll"}


def test_organisations():
    text = "The Ostrel Dock Workers Union met the Halmen Institute. The NWF said so, and the NWF knew."
    assert set(found(text, kind="organisation")) == {"Ostrel Dock Workers Union", "Halmen Institute", "NWF"}


def test_initials_are_the_same_name():
    assert found("Mr. John B. Lund left. John Lund came. John Lund slept.") == {"John Lund": {"John B. Lund"}}


def test_words_beside_a_name_make_no_second_name():
    text = "Anna Blake left. Anna Blake slept. Anna Blake Election was on everyone’s lips."
    assert set(found(text)) == {"Anna Blake"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The ambassador to NATO Anna Blake said no.", "Anna Blake"),
        ("Their envoy in Geneva Peter Lund said no.", "Peter Lund"),
        ("At the airport in Beijing Mr Brannock waved.", "Brannock"),
        ("They will not talk. About Anna Blake nobody asked.", "Anna Blake"),
        ("Nobody asked Hawaii Rep. Anna Blake.", "Anna Blake"),
    ],
)
def test_what_stands_before_a_name_is_no_part_of_it(text, name):
    assert set(found(text)) == {name}


@pytest.mark.parametrize(
    "text",
    [
        "Alienating Turkey is a mistake, said the mayor.",
        "House Republicans said no.",
        "Carolina Republican said no.",
        "Probably I'm wrong, said the mayor.",
        "The speech money, the Hillary Russian reset, is gone.",
    ],
)
def test_places_parties_and_verbs_are_no_surnames(text):
    assert set(found(text)) == set()


def test_a_word_of_many_articles_is_no_surname_for_one_bearer():
    texts = ["Ian Read came.", *["Read more. Mr Toll waited."] * 9]
    surnames = discover_actors(texts).surnames
    assert "read" not in surnames
    assert "toll" in surnames


def test_words_of_a_name_that_mean_somebody_else_alone():
    assert short_forms("Jeremy Paris") == ["Jeremy"]
    assert short_forms("Mr Toll II") == ["Toll"]


def test_new_york_is_part_of_a_name():
    assert set(found("He told the New York Times.", kind="organisation")) == {"New York Times"}


def test_states_bring_their_capitals():
    assert {"Pyongyang", "DPRK"} <= found("", kind="state")["North Korea"]


def test_a_headline_in_capitals_tells_no_names():
    assert found("Anna Blake Blasts Big Brother Plan\n\nNothing else.") == {}


def test_the_same_input_gives_the_same_actors():
    text = "Mayor Iva Toll met Peter Lund of the Halmen Institute."
    assert discover_actors([text]) == discover_actors([text])
