import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit.acquire.exports.nexis_labels import (
    heading_of,
    is_copyright,
    is_correction_mark,
    is_cover,
    is_end,
    read_counter,
    split_label,
)


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("LENGTH: 2,968 words", "length", "2,968 words"),
        ("LÄNGE: 355 Wörter", "length", "355 Wörter"),
        ("LONGUEUR: 355 mots", "length", "355 mots"),
        ("LOAD-DATE: January 11, 2010", "load_date", "January 11, 2010"),
        ("DATE-CHARGEMENT: 11 janvier 2010", "load_date", "11 janvier 2010"),
        ("SECCIÓN: PUERTOS", "section", "PUERTOS"),
        ("SECTION: ", "section", ""),
        (" CORRECTION:", "correction", ""),
        ("BYLINE: Lee: a life", "author", "Lee: a life"),
    ],
)
def test_labels(line, field, value):
    assert split_label(line, capitals=True) == (field, value)


@pytest.mark.parametrize(
    "line", ["Length: of stay", "LONDON: nobody was hurt", "10:30", "LENGTH", "EU: No further delay", ""]
)
def test_lines_without_a_label(line):
    assert split_label(line, capitals=True) is None


def test_labels_of_word_files():
    assert split_label("Load-Date:\xa0July 4, 2019", capitals=False) == ("load_date", "July 4, 2019")
    assert split_label("Journal Code:\xa0WEBGNS", capitals=False) == ("journal_code", "WEBGNS")


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("                               1 of 10 DOCUMENTS", (1, 10)),
        ("1 of 1 DOCUMENT", (1, 1)),
        ("FOCUS - 3 of 7 DOCUMENTS", (3, 7)),
        ("1 von 100 DOKUMENTEN", (1, 100)),
        ("Dokument 2 von 5", (2, 5)),
        ("Document 1 de 100", (1, 100)),
        ("1.001 van 2.146 DOCUMENTEN", (1001, 2146)),
        ("3 de 4 DOCUMENTOS", (3, 4)),
        ("3 of 4", None),
        ("3 of 4 ships", None),
        ("He read 3 of 4 DOCUMENTS", None),
    ],
)
def test_counters(line, numbers):
    assert read_counter(line) == numbers


def test_marks():
    assert is_end("End of Document") and is_end("Ende des Dokuments") and is_end("Fin du document")
    assert not is_end("End of Document was a play.")
    assert heading_of("Body") == "body" and heading_of("Klassifikation") == "classification"
    assert heading_of("Body of evidence") is None
    assert is_correction_mark("Correction Appended") and not is_correction_mark(
        "Correction appended to the law"
    )
    assert is_cover("Client/Matter: -None-") and not is_cover("Crane falls into harbour")


@pytest.mark.parametrize(
    "line",
    [
        "Copyright 2010 Guardian Unlimited",
        "© 2010 Le Monde",
        "Copyright (c) 1999, Time Inc.",
        "All Rights Reserved",
    ],
)
def test_copyrights(line):
    assert is_copyright(line)


@pytest.mark.parametrize(
    "line",
    [
        "Copyright holders sued on Monday.",
        "The copyright of 2010 is gone.",
        "All rights reserved seats were sold.",
    ],
)
def test_sentences_about_copyrights(line):
    assert not is_copyright(line)


@given(st.text(max_size=120))
def test_any_line_is_answered(line):
    split_label(line, capitals=False)
    heading_of(line)
    read_counter(line)
    is_copyright(line)
    is_cover(line)
