from assess.by_hand import make_articles, make_mentions, make_quotes

from mediakit.assess.passages import Passage, cut_passages, find_sentences_of
from mediakit.assess.voices import cut_stretches, find_voices

TEXT = "It rained. Orlov said that “Lund is a liar” after the talks."
ACTORS = {"Orlov": "Pavel Orlov", "Lund": "Ada Lund"}
SENTENCE = TEXT[11:]


def cut(*quotes):
    articles = make_articles(TEXT)
    mentions = make_mentions(articles, ACTORS)
    sentences = find_sentences_of(mentions, articles)
    if not quotes:
        return cut_passages(mentions, sentences)
    stretches = cut_stretches(
        make_quotes(articles, *quotes).assign(
            speaker=None, speaker_start=None, speaker_end=None, cue_start=None, cue_end=None
        )
    )
    return cut_passages(mentions, sentences, stretches, find_voices(mentions, stretches))


def test_without_quotes_a_passage_is_the_sentence():
    assert cut() == [Passage(SENTENCE, 0, 5), Passage(SENTENCE, 17, 21)]
    assert [passage.text[passage.start : passage.end] for passage in cut()] == ["Orlov", "Lund"]


def test_with_quotes_a_passage_is_in_one_voice_and_knows_its_target():
    outlet, speaker = cut(("Lund is a liar", "Pavel Orlov"))
    assert outlet == Passage("Orlov said that “ ” after the talks.", 0, 5)
    assert speaker == Passage("Lund is a liar", 0, 4)


def test_a_target_behind_another_voice_is_found_again():
    text = "“All is well,” Lund lied."
    articles = make_articles(text)
    mentions = make_mentions(articles, {"Lund": "Ada Lund"})
    stretches = cut_stretches(
        make_quotes(articles, ("All is well,", "Ada Lund")).assign(
            speaker=None, speaker_start=None, speaker_end=None, cue_start=None, cue_end=None
        )
    )
    [passage] = cut_passages(
        mentions, find_sentences_of(mentions, articles), stretches, find_voices(mentions, stretches)
    )
    assert passage.text == "“ ” Lund lied."
    assert passage.text[passage.start : passage.end] == "Lund"


def test_a_mention_that_runs_into_the_next_sentence_is_cut():
    text = "Read the Daily. Telegraph wins."
    articles = make_articles(text)
    mentions = make_mentions(articles, {"Daily. Telegraph": "Daily Telegraph"})
    [passage] = cut_passages(mentions, find_sentences_of(mentions, articles))
    assert passage == Passage("Read the Daily.", 9, 15)


def test_with_cues_the_verb_belongs_to_whoever_speaks():
    text = "Orlov accused Lund of fraud on Monday."
    articles = make_articles(text)
    mentions = make_mentions(articles, ACTORS)
    cue = {"in_marks": False, "cue_start": 6, "cue_end": 13}
    quotes = make_quotes(articles, ("Lund of fraud", "Pavel Orlov", cue)).assign(
        speaker=None, speaker_start=None, speaker_end=None
    )
    stretches = cut_stretches(quotes)
    voices = find_voices(mentions, stretches)
    sentences = find_sentences_of(mentions, articles)
    outlet, speaker = cut_passages(mentions, sentences, stretches, voices, with_cues=True)
    assert outlet == Passage("Orlov accused   on Monday.", 0, 5)
    assert speaker == Passage("accused Lund of fraud", 8, 12)
    assert cut_passages(mentions, sentences, stretches, voices)[1] == Passage("Lund of fraud", 0, 4)
