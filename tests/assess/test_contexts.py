import pytest
from assess.by_hand import make_articles, make_mentions, make_quotes

from mediakit._core.codebooks import Actor, Codebook, CueRule, Frame
from mediakit._core.errors import InputError
from mediakit.assess.frames import find_frames

ACTORS = Codebook(
    codebook={"name": "people", "kind": "actors"},
    actor=(Actor(name="Peru", **{"class": "state"}), Actor(name="Lund", **{"class": "person"})),
)


def codebook(*rules, **keys):
    frame = Frame(name="f", definition="made for a test", cues=rules, **keys)
    return Codebook(codebook={"name": "mine", "kind": "frames"}, frame=(frame,))


def found(text, book, quotes=(), actors=ACTORS):
    articles = make_articles(text)
    mentions = make_mentions(articles, {"Peru": "Peru", "Lund": "Lund", "Brannick": "Brannick"})
    made = make_quotes(articles, *quotes) if quotes else make_quotes(articles, (text[:1], None)).iloc[:0]
    return find_frames(articles, book, mentions=mentions, quotes=made, actors=actors)["text"].tolist()


@pytest.mark.parametrize(
    ("near", "text", "expected"),
    [
        (("state",), "Peru keeps silence. Lund keeps silence. It keeps silence.", 1),
        (("person",), "Peru keeps silence. Lund keeps silence. It keeps silence.", 1),
        (("state", "person"), "Peru keeps silence. Lund keeps silence. It keeps silence.", 2),
        (("actor",), "Peru keeps silence. Brannick keeps silence. It keeps silence.", 2),
        (("state",), "Lund went home to Peru. There was silence.", 0),
        (("state",), "There was silence in Peru.", 1),
    ],
)
def test_an_actor_of_a_class_in_the_sentence(near, text, expected):
    assert found(text, codebook(CueRule(phrase="silence", near=near))) == ["silence"] * expected


def test_an_actor_at_most_so_many_words_away():
    book = codebook(CueRule(phrase="silence", near=("state",), within=2))
    assert found("Silence and then Peru.", book) == ["Silence"]
    assert found("Silence and then, at last, Peru.", book) == []
    assert found("Peru and its silence.", book) == ["silence"]
    assert found("Silence.", book) == []


def test_a_cue_inside_or_outside_of_quotations():
    text = "“Holy war,” he said of the holy war."
    quotes = [("Holy war,", "Lund")]
    inside = codebook(CueRule(phrase="holy war", voices=("quoted", "unresolved")))
    outside = codebook(CueRule(phrase="holy war", voices=("own", "reported")))
    assert found(text, inside, quotes) == ["Holy war"]
    assert found(text, outside, quotes) == ["holy war"]


@pytest.mark.parametrize(
    ("keys", "text", "expected"),
    [
        (
            {"with_": ("troops", "war*")},
            "A victory of the troops. A victory in court. Wars without victory.",
            2,
        ),
        ({"with_": ("victory",)}, "A victory. A victory after a victory.", 2),
        ({"without": ("court", "poll*")}, "A victory in court. The polls saw a victory. A victory.", 1),
        ({"with_": ("war",), "without": ("words",)}, "Victory in the war. Victory in a war of words.", 1),
        ({"with_": ("no end",)}, "Victory has no end. Victory has no, end. No victory, end.", 1),
    ],
)
def test_words_beside_a_cue_in_its_sentence(keys, text, expected):
    book = codebook(CueRule(phrase="victory", **keys))
    assert [word.lower() for word in found(text, book)] == ["victory"] * expected


def test_a_frames_words_beside_its_cues_are_all_its_cues():
    book = codebook("victory", CueRule(phrase="defeat", with_=("ship",)), with_=("war",))
    assert found("Victory in the war, defeat in the war. Defeat of a ship. Victory.", book) == [
        "Victory",
        "Defeat",
    ]


def test_a_frames_context_is_that_of_all_its_cues():
    book = codebook("silence", CueRule(phrase="quiet", near=("person",)), near=("state",))
    assert found("Peru: silence, quiet. Lund: silence, quiet.", book) == ["silence", "quiet"]


def test_a_cues_own_weight_and_direction():
    rules = ("silence", CueRule(phrase="quiet", weight=3, direction="negative"))
    table = find_frames(make_articles("Silence, quiet."), codebook(*rules, weight=2))
    assert table[["weight", "direction"]].values.tolist() == [[2.0, "neutral"], [3.0, "negative"]]


@pytest.mark.parametrize(
    ("rule", "given", "message"),
    [
        ({"voices": ("own",)}, ("mentions",), r"'silence' of 'mine' counts only in the voices own.*quotes="),
        ({"near": ("actor",)}, ("quotes",), r"counts only near an actor \(actor\). Pass the mentions"),
        (
            {"near": ("state",)},
            ("mentions", "quotes"),
            r"counts only near a state. Pass the codebook of the act",
        ),
    ],
)
def test_a_context_that_is_not_given_is_asked_for(rule, given, message):
    articles = make_articles("Silence in Peru.")
    tables = {
        "mentions": make_mentions(articles, {"Peru": "Peru"}),
        "quotes": make_quotes(articles, ("Silence", "Peru")),
    }
    with pytest.raises(InputError, match=message):
        find_frames(
            articles,
            codebook(CueRule(phrase="silence", **rule)),
            **{name: tables[name] for name in given},
        )
