import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mediakit._core.codebooks import CueRule, Frame
from mediakit._core.errors import CodebookError
from mediakit.assess.cues import CueMatcher


def frame(name, *cues, exclude=()):
    return Frame(name=name, definition="made for a test", cues=cues, exclude=exclude)


def found(text, *frames):
    return [(text[cue.start : cue.end], frames[cue.frame].name) for cue in CueMatcher(frames).find_cues(text)]


def words_found(text, *cues, exclude=()):
    return [words for words, _ in found(text, frame("f", *cues, exclude=exclude))]


@pytest.mark.parametrize(
    ("cue", "text", "expected"),
    [
        ("holy war", "A Holy War, a HOLY WAR.", ["Holy War", "HOLY WAR"]),
        ("holy war", "a holy-war, a “holy” war, ‘holy war’", ["holy-war", "holy” war", "holy war"]),
        ("holy war", "holy  war, holy\u00a0war", ["holy  war", "holy\u00a0war"]),
        ("holy war", "holy. War, holy, war, holy — war, unholy war, holy wars, holy\nwar", []),
        ("people's army", "the People’s Army, the people's army", ["People’s Army", "people's army"]),
        ("people’s army", "the people's army", ["people's army"]),
        ("threat", "China's threat; the threat’s size", ["threat", "threat"]),
        ("threat", "threats threaten", []),
        ("escalat*", "Escalate! escalation, de-escalation", ["Escalate", "escalation", "escalation"]),
        ("*scal*", "escalate scale fiscal", ["escalate", "scale", "fiscal"]),
        ("in*able", "inevitable, inable, table", ["inevitable", "inable"]),
        ("pay a * price", "pay a heavy price, pay a price, pay a very high price", ["pay a heavy price"]),
        ("sit* on * hands", "sitting on their hands", ["sitting on their hands"]),
        ("* of silence", "a wall of silence", ["wall of silence"]),
        ("U.S. threat", "the U.S. threat, the U.S threat, us threat", ["U.S. threat", "U.S threat"]),
        ("café war", "the cafe\u0301 war", ["cafe\u0301 war"]),
        ("straße", "die STRASSE", ["STRASSE"]),
        ("священная война", "Священная война", ["Священная война"]),
        ("b52", "a B52 flew, B520", ["B52"]),
        (
            "attribute* *{0,3} to",
            "attributed to, attributes it all to, attribute one two three four to",
            ["attributed to", "attributes it all to"],
        ),
        ("attribute* *{1,2} to", "attributed to, attributed it to", ["attributed it to"]),
        (
            "no *{0,2} threat",
            "no threat; no, threat; no real threat. No new or threat",
            ["no threat", "no real threat", "No new or threat"],
        ),
        (
            "give* *{0,2} away *{0,2} for",
            "gave away for; gives it away for; give away all for",
            ["gives it away for", "give away all for"],
        ),
        (
            "[win] the war",
            "Won the war, winning the war, wins the war, winner the war",
            ["Won the war", "winning the war", "wins the war"],
        ),
        ("[ally]", "allies, allied, ally, allying, alley", ["allies", "allied", "ally", "allying"]),
        ("holy war", "holy_war, _holy war_", ["holy war"]),
        ("* * war", "the long war, war", ["the long war"]),
        ("*oly *ar", "holy war", ["holy war"]),
    ],
)
def test_a_cue_in_a_text(cue, text, expected):
    assert words_found(text, cue) == expected


def test_the_longest_cue_counts_and_each_character_once():
    frames = frame("one", "war", "holy war", "war of words"), frame("two", "a holy war of", "words")
    assert found("this is a holy war of words", *frames) == [("a holy war of", "two"), ("words", "two")]
    assert found("holy war of words", *frames) == [("war of words", "one")]
    assert found("war and words", *frames) == [("war", "one"), ("words", "two")]


def test_of_equally_long_cues_the_frame_listed_first_counts():
    first, second = frame("first", "holy*"), frame("second", "*war")
    assert found("holywar", first, second) == [("holywar", "first")]
    assert found("holywar", second, first) == [("holywar", "second")]


def test_excluded_phrases_block_their_own_frame_only():
    silence = frame(
        "silence", "silence", "silence on", "his long silence", exclude=("moment of silence", "long silence")
    )
    other = frame("other", "of silence")
    assert found("a moment of “silence”", silence) == []
    assert found("a moment of silence on Friday", silence) == []  # blocked where it only overlaps
    assert found("his long silence, a long silence", silence) == [("his long silence", "silence")]
    assert found("a moment of silence", silence, other) == [("of silence", "other")]


def test_an_excluded_phrase_that_is_also_a_cue_does_not_count():
    assert words_found("victory lap", "victory", "victory lap", exclude=("victory lap",)) == []


@pytest.mark.parametrize("cue", ["*", "* *", "!!", "“”", "-"])
def test_a_cue_without_a_word_is_refused(cue):
    with pytest.raises(CodebookError, match=r"frame 'f' has the phrase .* no word"):
        CueMatcher([frame("f", "war", cue)])


@pytest.mark.parametrize("cue", ["holy, war", "Mr. Lund", "holy_war", "war – peace", "a*", "x" * 101])
def test_a_cue_that_nothing_or_everything_matches_is_refused(cue):
    with pytest.raises(CodebookError, match=r"frame 'f' has the phrase"):
        CueMatcher([frame("f", "war", cue)])


def test_a_cue_can_exclude_phrases_for_itself():
    rule = CueRule(phrase="silence", exclude=("moment of silence",))
    assert words_found("silence, a moment of silence", rule, "of silence") == ["silence", "of silence"]


def test_a_cue_can_count_in_some_phrases_only():
    rule = CueRule(phrase="silence", only_in=("silence of", "[keep] *{0,3} silence"))
    text = "silence fell, the “silence” of Peru, kept up his silence"
    assert words_found(text, rule) == ["silence", "silence"]
    assert words_found(text, rule, CueRule(phrase="silence", only_in=("silence fell",))) == ["silence"] * 3
    # it stands in no other's way where it does not count, and an excluded phrase still holds
    assert words_found("silence fell", rule, "fell") == ["fell"]
    assert words_found("the silence of", rule, exclude=("the silence",)) == []


def test_of_equal_cues_the_one_listed_first_counts_where_it_can():
    bound = CueRule(phrase="war", only_in=("holy war",))
    assert found("a war, a holy war", frame("one", bound), frame("two", "war")) == [
        ("war", "two"),
        ("war", "one"),
    ]
    assert found("a war, a holy war", frame("two", "war"), frame("one", bound)) == [("war", "two")] * 2


def test_a_cue_out_of_its_context_is_in_no_others_way():
    bound = CueRule(phrase="holy war", voices=("quoted",))
    matcher = CueMatcher([frame("f", bound, "war")])
    text = "a holy war"
    assert [text[cue.start : cue.end] for cue in matcher.find_cues(text, lambda *_: False)] == ["war"]
    assert [text[cue.start : cue.end] for cue in matcher.find_cues(text, lambda *_: True)] == ["holy war"]


def test_matches_are_counted_whether_they_count_or_not():
    matcher = CueMatcher([frame("f", "war", "holy war", "*war* *", exclude=("holy",))])
    assert matcher.count_matches("a holy war, a warlike war") == {0: 2, 1: 1, 2: 1}


def test_gaps_do_not_hang_on_a_long_text_of_their_words():
    cue = "war *{0,4} war *{0,4} war *{0,4} peace"
    assert words_found("war " * 20_000, cue) == []


def test_wildcards_do_not_hang_on_long_runs_of_letters():
    assert words_found("a" * 200_000 + " war", "a*a*a*b", "war") == ["war"]


@given(
    st.lists(
        st.sampled_from(["war", "w*r", "*a*", "*", "*ar", "wa*", "*{0,2}", "*{1,1}"]), min_size=1, max_size=4
    ),
    st.lists(st.sampled_from(["war", "wr", "waar", "bar", "x", "war,", "wars"]), max_size=7).map(" ".join),
)
def test_a_cue_matches_as_a_regular_expression_would(parts, text):
    cue = " ".join(["holy", *parts, "end"])
    words = [
        {"*{0,2}": r"(?:\w+ ){0,2}?", "*{1,1}": r"\w+ "}.get(part, part.replace("*", r"\w*") + " ")
        for part in parts
    ]
    words = [r"\w+ " if part == "*" else word for part, word in zip(parts, words, strict=True)]
    text = f"holy {text} end".replace("  ", " ")
    expected = re.match("holy " + "".join(words) + "end", text)
    assert bool(words_found(text, cue)) == bool(expected)


@given(
    st.lists(st.sampled_from(["war", "w*r", "*war*", "*", "wars"]), min_size=1, max_size=4).filter(
        lambda parts: any("war" in part for part in parts)
    ),
    st.lists(st.sampled_from(["war", "wr", "swarm", "x", "war,", "wars"]), max_size=9).map(" ".join),
)
def test_a_cue_with_stars_at_its_edges_matches_as_a_regular_expression_would(parts, text):
    words = [r"\w+" if part == "*" else part.replace("*", r"\w*") for part in parts]
    matches = re.finditer(r"(?<!\w)(?=(" + " ".join(words) + r")(?!\w))", text)
    expected = {(match.start(), match.start() + len(match[1])) for match in matches}
    found = CueMatcher([frame("f", " ".join(parts))])._finder.find(text)
    assert {(start, end) for start, end, _ in found} == expected


CUES = ("war", "holy war", "war *", "hol*", "holy war of words", "words of war", "* words")
WORDS = ("war", "holy", "of", "words", "holiday", "War", "peace")
texts = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from((" ", "-", ". ", "” ", "\n"))), max_size=12
).map(lambda pairs: "".join(word + gap for word, gap in pairs))


@given(texts | st.text(max_size=40))
@example("holy war of words of war words")
def test_cues_are_words_of_the_text_and_do_not_overlap(text):
    cues = CueMatcher([frame("a", *CUES[:4]), frame("b", *CUES[4:], exclude=("holiday",))]).find_cues(text)
    assert all(one.end <= other.start for one, other in pairwise(cues))
    for cue in cues:
        words = text[cue.start : cue.end]
        assert re.match(r"\w", words)
        assert re.search(r"\w$", words)
        assert "\n" not in words
        assert not re.match(r"[^\W_]", text[cue.end : cue.end + 1])


@given(texts)
def test_many_cues_find_what_each_finds_alone_or_a_longer_one(text):
    together = CueMatcher([frame("f", *CUES)]).find_cues(text)
    covered = {at for cue in together for at in range(cue.start, cue.end)}
    for cue in CUES:
        for alone in CueMatcher([frame("f", cue)]).find_cues(text):
            assert covered & set(range(alone.start, alone.end))
