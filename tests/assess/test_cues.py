import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mediakit._core.codebooks import Frame
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


def test_wildcards_do_not_hang_on_long_runs_of_letters():
    assert words_found("a" * 200_000 + " war", "a*a*a*b", "war") == ["war"]


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
