import random

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from vaderSentiment import vaderSentiment as library

from mediakit._core.errors import InputError
from mediakit.assess import vader, vader_rules
from mediakit.assess.vader import score_vader

SENTENCES = [
    "The talks were a GREAT success!!!",
    "It was not a good day, but nobody died.",
    "The harbour opens at nine.",
    "",
    "Kind of horrible :( 😡",
]
# One line a trap: what the library does there, of which some is not what the paper says.
TRAPS = {
    "white space only": " \t\n\u00a0",
    "a single character": "a",
    "one mark": "!",
    "a line break and a tab between words": "a great\nvictory\tand a\u00a0loss",
    "no word of the lexicon, many marks": "The harbour opens at nine!!! Does it???",
    "capitals count where others are small": "A GREAT victory",
    "all in capitals": "A GREAT VICTORY",
    "capitals of a negative word": "A HORRIBLE loss",
    "capitals without letters do not count": "GREAT 1945",
    "capitals of a degree adverb": "a VERY good day and a VERY bad night",
    "a degree adverb where all is in capitals": "A VERY GOOD DAY, A VERY BAD NIGHT",
    "a degree adverb in capitals before a valence of zero": "a VERY no good day",
    "capitals of a weakening adverb": "HARDLY good, HARDLY bad",
    "four exclamation marks are the most": "Good! Good! Bad! Bad! Good!",
    "exclamation marks on the negative side": "Terrible!!!",
    "marks that follow neither side": "good bad !!! ???",
    "one question mark is none": "Is it good?",
    "two question marks": "Good??",
    "three question marks, not the same as four": "Bad???",
    "four question marks": "Bad????",
    "emphasis where shares are even and the sum is not": "good, but terrible!!",
    "marks around words": "(good) “good” 'good' --good-- good, ...good... good/bad",
    "short words keep their marks": "no, ok. ok! (ok) it's no! good",
    "emoticons": ":) :( :D ;-) <3 :-/ x-( o.O (: ):",
    "emoji": "The day 😡 was😡bad 💘💋 😁!",
    "emoji at the very start, and a word stuck to it": "😁good",
    "emoji after a line break": "Yes\n😁 and no",
    "emoji of several characters": "☺️ ☹️ 👶🏻 ❤️ 🇺🇸",
    "characters that are emojis to VADER alone": "© ® ™ ‼ ⁉ ℹ good",
    "letters that change length in small": "İstanbul GROẞ ǅ good",
    "Kelvin sign and long s": "\u212aIND of good, \u017fo good",
    "negation one, two, three and four words before": "not good. not a good. not a very good. not a b c good",
    "negation in capitals": "NOT good",
    "a contraction that is in no list": "She mustn't've been happy, y'ain't bad",
    "a curly apostrophe is no contraction": "It isn’t good",
    "two negations": "not never good",
    "a word of the lexicon between": "not horrible good",
    "never so, never this": "never so good, never this bad; it was never quite so good",
    "so and this without never": "the harbour a so good day; it was by this good",
    "so with a word of the lexicon before": "it happy was so good",
    "without doubt": "without doubt good; without a doubt good; without any real doubt good",
    "a word between doubt and the word": "it was without doubt quite good",
    "doubt before without": "they doubt without nine good",
    "without": "without good; without any good; without any of good",
    "least": "least good; at least good; the very least good; of the least bad",
    "least as first word": "Least good of all",
    "least as second word": "the least good",
    "at least, two words before": "at least a good day",
    "no before a word of the lexicon": "no good; no really good; no problem, no great loss",
    "no, or and nor": "no pain or gain; no pain nor good; no town or happy; no a b good",
    "no in capitals before a word of the lexicon": "the NO good",
    "no at the end": "They said no",
    "no no": "no no no",
    "kind of": "the kind of good; it is kind of a bad day; a kind of; kind, of",
    "kind": "a kind man; kind",
    "sort of": "they were sort of good; sort-of good; a sort of a good day; it is only sort of the good",
    "just enough": "they had just enough good; just enough of good",
    "weakening words": "kinda good, kindof good, barely bad, the scarcely happy",
    "degree adverbs at three distances": "very good; very a good; very a b good; very a b c good",
    "degree adverbs in a row": "really very extremely bad",
    "an idiom as first words is none": "yeah right; bus stop; bad ass",
    "an idiom later": "and so they said yeah right; at the old bus stop; he was a bad ass",
    "an idiom with a word of the lexicon three words before": "happy at the bomb",
    "idioms of three words": "it was to die for; that is the kiss of death; a dress to die for now",
    "idioms behind the word": "they said yeah right of love; it is the shit that great",
    "two words behind": "and at last a kiss of death came",
    "idioms before the word": "one bad ass happy; the bomb a love; yeah right a great",
    "beating heart": "with a beating heart he came",
    "an idiom that weighs nothing": "they met at the bus stop again, a bad day",
    "badass": "such a really badass day",
    "but": "a good day but a bad night",
    "but twice": "good but bad but happy",
    "but in capitals and with marks": "good, BUT, bad; (but) good",
    "but as first and last word": "but good but",
    "but among equal valences": "good good but good bad good bad",
    "but where halved and raised valences meet": "bad good but good good; love but love",
    "but inside a word": "a butter of good rebuttal",
    "but with nothing around": "nothing but nine",
    "equal values of opposite words": "great but not great, happy but unhappy",
}
theirs = library.SentimentIntensityAnalyzer()

LEXICON = sorted(theirs.lexicon)
RULE_WORDS = sorted(
    {*library.BOOSTER_DICT, *library.NEGATE, *library.SPECIAL_CASES}
    | set(
        "no so this never without doubt least at very kind of sort but or nor BUT NO a the town nine".split()
    )
)
EMOJIS = sorted(theirs.emojis)
SPACES = [" ", " ", " ", " ", "  ", "\t", "\n", "\u00a0", "\u2028", ""]
MARKS = ["", "", "", "", ",", ".", "!", "?", "!!!", "??", "????", "...", '"', "’", ")", ";-)", "'"]


def with_sign(score):
    """The digits that Python needs to tell this number from all others; 0.0 and -0.0 differ."""
    return repr(float(score))


def assert_librarys_own(sentences):
    ours = score_vader(sentences)
    for sentence, row in zip(sentences, ours.to_dict("records"), strict=True):
        expected = theirs.polarity_scores(sentence)
        assert {name: with_sign(score) for name, score in row.items()} == {
            name: with_sign(score) for name, score in expected.items()
        }, repr(sentence)


def random_sentence(rng):
    pieces = []
    for _ in range(rng.randint(0, 14)):
        word = rng.choice(rng.choices([RULE_WORDS, LEXICON, EMOJIS], [6, 5, 1])[0])
        word = rng.choices([word, word.upper(), word.title()], [8, 1, 1])[0]
        pieces += [
            rng.choice(MARKS) if rng.random() < 0.1 else "",
            word,
            rng.choice(MARKS),
            rng.choice(SPACES),
        ]
    return "".join(pieces)


words = st.one_of(
    st.sampled_from(RULE_WORDS),
    st.sampled_from(RULE_WORDS),
    st.sampled_from(LEXICON),
    st.sampled_from(["good", "bad", "great", "love"]),  # few, so that equal valences meet
    st.sampled_from(EMOJIS),
    st.text(max_size=6),
)
cases = st.sampled_from([str, str, str, str.upper, str.title, str.swapcase])
tokens = st.builds(
    lambda before, word, case, after, space: before + case(word) + after + space,
    st.sampled_from(["", "", "", "(", "“", '"', "..."]),
    words,
    cases,
    st.sampled_from(MARKS),
    st.sampled_from(SPACES),
)
sentences_near_the_rules = st.lists(tokens, max_size=12).map("".join)


@settings(max_examples=400)
@given(sentences_near_the_rules | st.text(max_size=60))
@example("good \ud800 bad")
def test_scores_are_the_librarys_own(sentence):
    assert_librarys_own([sentence])


@pytest.mark.parametrize("trap", TRAPS)
def test_scores_are_the_librarys_own_where_its_rules_are_odd(trap):
    assert_librarys_own([TRAPS[trap]])


def test_scores_of_random_sentences_are_the_librarys_own():
    rng = random.Random(20140601)
    sentences = [random_sentence(rng) for _ in range(2000)]
    assert score_vader(sentences)["compound"].ne(0).mean() > 0.5  # they do set the rules off
    assert_librarys_own(sentences)


def test_every_entry_of_the_lexicon_alone_and_after_a_negation():
    assert_librarys_own([text for word in LEXICON for text in (word, f"It is not {word}!")])


@pytest.mark.parametrize(
    "phrase", [*library.SPECIAL_CASES, *(key for key in library.BOOSTER_DICT if " " in key)]
)
def test_every_phrase_in_every_place_around_a_word(phrase):
    places = [f"a b c {phrase}", f"a b {phrase} good", f"a b {phrase} d good", f"a b c good {phrase}", phrase]
    assert_librarys_own([*places, *(text.upper() for text in places), *(f"happy {text}" for text in places)])


def test_order_of_sentences_and_words_met_before_do_not_matter():
    assert_librarys_own([*TRAPS.values(), *reversed(TRAPS.values())])


def test_words_are_forgotten_when_there_are_too_many(monkeypatch):
    monkeypatch.setattr(vader_rules, "_MAX_TOKENS", 5)
    rules = vader_rules.VaderRules(library, theirs)
    sentence = "one two three four not a very good five six seven day but a bad night"
    assert rules.score([sentence])[0].tolist() == list(theirs.polarity_scores(sentence).values())
    assert len(rules._words) <= 5


def test_batches_do_not_mix_sentences(monkeypatch):
    monkeypatch.setattr(vader_rules, "_BATCH", 3)
    assert_librarys_own([*TRAPS.values()])


def test_words_of_the_next_sentence_do_not_count():
    assert_librarys_own(
        ["They were not", "good", "very", "bad but", "happy", "kind", "of", "", "NO", "GREAT"]
    )


def test_shares_are_rounded_as_python_does():
    # One valence among many words: shares of all sizes, some in the middle between two roundings.
    assert_librarys_own([f"{word} {'a ' * n}" for word in ("good", "bad", "no") for n in range(400)])


def test_rules_are_used_with_the_library_they_were_written_for():
    # Fails with a new version of the library: compare it, then add its digests.
    assert vader._is_known(library, theirs)
    scorer = vader._load_scorer()
    assert isinstance(getattr(scorer, "__self__", None), vader_rules.VaderRules)


def test_what_the_rules_rely_on_holds_in_the_librarys_lists():
    single = {emoji for emoji in theirs.emojis if len(emoji) == 1}
    assert not any(emoji.isascii() for emoji in single)
    assert not single & set("".join(theirs.emojis.values()))
    assert not {*library.BOOSTER_DICT, "but", "least"} & set(theirs.lexicon)


@pytest.fixture
def fresh_scorer():
    """The library is looked at again, in this test and after it."""
    vader._load_scorer.cache_clear()
    yield
    vader._load_scorer.cache_clear()


def test_a_changed_constant_of_the_library_is_followed(fresh_scorer, monkeypatch):
    expected = theirs.polarity_scores("It was not good.")["compound"]
    monkeypatch.setattr(library, "N_SCALAR", -0.5)
    changed = theirs.polarity_scores("It was not good.")["compound"]
    assert score_vader(["It was not good."])["compound"].tolist() == [changed]
    assert changed != expected


def test_another_source_of_the_library_scores_for_itself(fresh_scorer, monkeypatch):
    monkeypatch.setattr(vader, "_SOURCE_SHA256", vader._sha256("another source"))
    monkeypatch.setattr(library.SentimentIntensityAnalyzer, "_amplify_ep", staticmethod(lambda text: 0.5))
    monkeypatch.delattr(library, "SPECIAL_CASES")  # nothing but polarity_scores is asked of it
    sentences = ["Good!", "The harbour opens at nine.", ""]
    scores = score_vader(sentences)
    assert scores.to_dict("records") == [theirs.polarity_scores(sentence) for sentence in sentences]
    assert scores["compound"][0] == 0.5267


def test_one_row_a_sentence_whatever_the_index():
    scores = score_vader(pd.Series(SENTENCES, index=[7, 7, 1, 0, 3]))
    assert list(scores.columns) == ["neg", "neu", "pos", "compound"]
    assert scores.index.tolist() == [0, 1, 2, 3, 4]
    assert scores["compound"].tolist() == [theirs.polarity_scores(text)["compound"] for text in SENTENCES]


def test_no_sentences_give_an_empty_table_of_floats():
    scores = score_vader([])
    assert list(scores.columns) == ["neg", "neu", "pos", "compound"]
    assert len(scores) == 0
    assert (scores.dtypes == "float64").all()


@pytest.mark.parametrize(
    ("sentences", "message"),
    [
        ("One sentence.", r"one str.*score_vader\(\[sentence\]\)"),
        (3, "one int"),
        (["Fine.", None], "missing value at position 1.*fillna"),
        (pd.Series(["Fine.", np.nan]), "missing value at position 1"),
        (["Fine.", 4], "got 4 at position 1"),
        ([["Fine."]], r"got \['Fine.'\] at position 0"),
    ],
)
def test_refuses_what_is_no_list_of_sentences(sentences, message):
    with pytest.raises(InputError, match=message):
        score_vader(sentences)
