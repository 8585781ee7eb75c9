"""The language of a text, beside what its source declares."""

import pytest

from mediakit.acquire.cleaning.language import find_language
from mediakit.acquire.corpus import read_corpus

TEXTS = {
    "en": "The minister said on Friday that the talks would go on, although nobody expects a result. ",
    "de": "Der Minister sagte am Freitag, die Gespräche gingen weiter, obwohl niemand ein Ergebnis erwartet. ",
    "fr": "Le ministre a déclaré vendredi que les pourparlers continueraient, bien que personne n'y croie. ",
    "es": "El ministro dijo el viernes que las conversaciones seguirían, aunque nadie espera un resultado. ",
    "uk": "Міністр заявив у п'ятницю, що переговори триватимуть, хоча ніхто не чекає на результат. ",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_sentence_tells_its_language(language):
    assert find_language(TEXTS[language], None) == (language, None)


@pytest.mark.parametrize("text", ["-", "View Comments", "12:30", "…"])
def test_too_little_to_tell(text):
    assert find_language(text, None) == (None, None)


def test_what_the_source_declares_stays_when_the_text_agrees():
    assert find_language(TEXTS["en"] * 5, "en-GB") == ("en-GB", None)


def test_a_short_text_does_not_outvote_its_source():
    assert find_language(TEXTS["de"], "en") == ("en", None)


def test_a_text_clearly_in_another_language_outvotes_its_source():
    language, doubt = find_language(TEXTS["de"] * 5, "en-US")
    assert language == "de"
    assert doubt == "the source declares the language 'en-US', the text reads as 'de'"


def test_the_reading_notes_the_doubt(tmp_path):
    (tmp_path / "a.csv").write_text(f"title,text,language\nOne,{TEXTS['fr'].replace(',', '') * 5},en\n")
    corpus = read_corpus(tmp_path)
    assert corpus.articles["language"].tolist() == ["fr"]
    assert "reads as 'fr'" in corpus.rejects.loc[0, "reason"]
