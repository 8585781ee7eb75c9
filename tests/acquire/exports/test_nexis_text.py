import pandas as pd
import pytest

from mediakit.acquire.corpus import read_corpus
from mediakit.acquire.exports.nexis_text import is_nexis_text, read_nexis_text
from mediakit.acquire.reading import Content, Problem, Record

DOCUMENT = """
                               {number} of {total} DOCUMENTS



                               The Ostrel Gazette

                            November 4, 2024 Monday
                                  Edition 1;
                                London edition

{title}

BYLINE: Ann Lee

SECTION: NEWS; Pg. 12

LENGTH: 21 words


Two ships loaded with barley cannot leave the harbour of Ostrel, and
the pier stays closed.


Nobody was hurt, the director said on Monday morning.

LOAD-DATE: November 5, 2024

LANGUAGE: ENGLISH

GRAPHIC: The pier on Monday
BO BERG / PA

PUBLICATION-TYPE: Newspaper

JOURNAL-CODE: OST


                    Copyright 2024 Gazette Newspapers Ltd
                              All Rights Reserved
"""
BODY = [
    "Two ships loaded with barley cannot leave the harbour of Ostrel, and the pier stays closed.",
    "Nobody was hurt, the director said on Monday morning.",
]
GERMAN = """
                             2 von 100 DOKUMENTEN


                             Ostreler Zeitung

                        Montag 4. November 2024
                                Gesamtausgabe

Kran stürzt ins Hafenbecken

AUTOR: Von Ann Lee

RUBRIK: POLITIK; S. 4

LÄNGE: 1.021 Wörter

HIGHLIGHT: Zwei Schiffe kommen nicht weg.

Der Kran fiel am Sonntag um.

UPDATE: 5. November 2024

SPRACHE: GERMAN; DEUTSCH

PUBLICATION-TYPE: Zeitung

ZEITUNGS-CODE: ost

                     Copyright 2024 Ostreler Verlag GmbH
                           Alle Rechte vorbehalten
"""
FRENCH = """
                                Document 1 de 1


                                 Le Phare

                         mardi 10 décembre 2019

Une grue tombe à l'eau

AUTEUR: Ann Lee

RUBRIQUE: SOCIÉTÉ; p. 7

LONGUEUR: 5 mots

La grue est tombée dimanche.

DATE-CHARGEMENT: 11 décembre 2019

LANGUE: FRENCH; FRANÇAIS

TYPE-PUBLICATION: Journal

                     Copyright 2019 Le Phare
                         Tous droits réservés
"""
DUTCH = """
                              1 van 1 DOCUMENTEN


                                De Vuurtoren

                          4 oktober 2017 woensdag

Kraan valt in de haven

AUTEUR: Door Ann Lee

RUBRIEK: BUITENLAND; Blz.6

LENGTE: 5 woorden

De kraan viel op zondag.

LAADDATUM: 5 oktober 2017

TAAL: DUTCH; NEDERLANDS

                     Copyright 2017 De Vuurtoren
"""
SPANISH = """
                              1 de 1 DOCUMENTOS


                                  El Faro

                          2 de febrero de 2010 martes

Una grúa cae al agua

AUTOR: Por Ann Lee

SECCIÓN: PUERTOS; Pág. 9

LONGITUD: 6 palabras

La grúa cayó el domingo pasado.

FECHA-CARGA: 3 de febrero de 2010

IDIOMA: SPANISH; ESPAÑOL
"""


def document(number=1, total=1, title="Crane falls into harbour"):
    return DOCUMENT.format(number=number, total=total, title=title)


def read(text, encoding="utf-8"):
    return list(read_nexis_text(Content("export.TXT", text.encode(encoding))))


def only(text):
    (record,) = (one for one in read(text) if not (isinstance(one, Problem) and one.doubt))
    assert isinstance(record, Record), record
    return record.values


def doubts(text):
    found = read(text)
    return [one.reason for one in found if isinstance(one, Problem)] + [
        doubt.reason for one in found if isinstance(one, Record) for doubt in one.doubts
    ]


def test_fields_of_a_document():
    values = only(document())
    assert values["outlet"] == "The Ostrel Gazette"
    assert values["published"] == "4 November 2024"
    assert values["edition"] == "Edition 1; London edition"
    assert values["title"] == "Crane falls into harbour"
    assert (values["section"], values["page"]) == ("NEWS", "12")
    assert values["author"] == "Ann Lee"
    assert values["n_words_announced"] == 21
    assert values["language"] == "ENGLISH"
    assert values["load_date"] == "2024-11-05"
    assert values["graphic"] == "The pier on Monday BO BERG / PA"
    assert values["publication_type"] == "Newspaper"
    assert values["journal_code"] == "OST"
    assert values["copyright"] == "Copyright 2024 Gazette Newspapers Ltd All Rights Reserved"
    assert values["text"].split("\n\n") == BODY


def test_an_export_becomes_articles_with_our_columns(tmp_path):
    (tmp_path / "export.TXT").write_text(document(1, 2) + document(2, 2, "Pier opens"), newline="\r\n")
    corpus = read_corpus(tmp_path / "export.TXT")
    assert corpus.files["source_format"].tolist() == ["nexis_txt"]
    assert corpus.articles["title"].tolist() == ["Crane falls into harbour", "Pier opens"]
    assert corpus.articles["published"].astype(str).tolist() == ["2024-11-04 00:00:00+00:00"] * 2
    assert corpus.articles["language"].tolist() == ["en", "en"]
    assert corpus.rejects.empty


@pytest.mark.parametrize(
    ("text", "title", "published", "author", "section", "page", "language", "load_date"),
    [
        (GERMAN, "Kran stürzt ins Hafenbecken", "4 November 2024", "Ann Lee", "POLITIK", "4", "GERMAN", "2024-11-05"),
        (FRENCH, "Une grue tombe à l'eau", "10 décembre 2019", "Ann Lee", "SOCIÉTÉ", "7", "FRENCH", "2019-12-11"),
        (DUTCH, "Kraan valt in de haven", "4 oktober 2017", "Ann Lee", "BUITENLAND", "6", "DUTCH", "2017-10-05"),
        (SPANISH, "Una grúa cae al agua", "2 febrero 2010", "Ann Lee", "PUERTOS", "9", "SPANISH", "2010-02-03"),
    ],
    ids=["German", "French", "Dutch", "Spanish"],
)  # fmt: skip
def test_languages_of_the_interface(text, title, published, author, section, page, language, load_date):
    values = only(text)
    assert is_nexis_text(text.encode()) and is_nexis_text(text.encode("latin-1"))
    assert values["title"] == title
    assert values["published"] == published
    assert (values["author"], values["section"], values["page"]) == (author, section, page)
    assert (values["language"], values["load_date"]) == (language, load_date)
    assert values["text"].count(".") == 1 and "\n" not in values["text"]


def test_german_details():
    values = only(GERMAN)
    assert values["n_words_announced"] == 1021
    assert values["teaser"] == "Zwei Schiffe kommen nicht weg."
    assert values["edition"] == "Gesamtausgabe"
    assert values["byline"] == "Von Ann Lee"


@pytest.mark.parametrize("title", ["November 9, 2016", "Rebuilding after 2019, part 1", "3 May 2010: a day"])
def test_a_headline_that_looks_like_a_date(title):
    values = only(document(title=title))
    assert (values["title"], values["published"]) == (title, "4 November 2024")


def test_headline_that_says_edition():
    assert (
        only(document(title="New edition of the harbour guide"))["title"]
        == "New edition of the harbour guide"
    )


def test_correction_appended():
    text = document().replace("London edition\n", "Correction Appended\n")
    text = text.replace(
        "GRAPHIC:", "CORRECTION-DATE: November 6, 2024\n\nCORRECTION: The pier is old.\n\nGRAPHIC:"
    )
    values = only(text)
    assert values["title"] == "Crane falls into harbour"
    assert values["edition"] == "Edition 1"
    assert values["correction"] == "The pier is old."
    assert values["text"].split("\n\n") == BODY


def test_lines_of_author_and_section_that_run_on():
    text = document().replace("BYLINE: Ann Lee", "BYLINE: Ann Lee and\nBo Berg in\n\nOstrel")
    text = text.replace("SECTION: NEWS; Pg. 12", "SECTION: \n\nNEWS; Pg. 7A")
    values = only(text)
    assert values["author"] == "Ann Lee and Bo Berg in Ostrel"
    assert (values["section"], values["page"]) == ("NEWS", "7A")
    assert values["text"].split("\n\n") == BODY


def test_labels_below_the_length_belong_to_the_head():
    text = document().replace(
        "LENGTH: 21 words\n", "LENGTH: 21 words\n\nDATELINE: OSTREL\n\nHIGHLIGHT: Barley waits.\n"
    )
    values = only(text)
    assert (values["dateline"], values["teaser"]) == ("OSTREL", "Barley waits.")
    assert values["text"].split("\n\n") == BODY


def test_older_layout_with_labels_for_headline_and_body():
    text = """
                             1 of 1 DOCUMENT

                  Copyright 1999 The Gazette Company
                           The Ostrel Gazette

               January 5, 1999, Tuesday, Late Edition - Final

SECTION: Section A; Page 1; Column 2; Foreign Desk

LENGTH: 9 words

HEADLINE: Crane falls

BYLINE:  By ANN LEE

DATELINE: OSTREL, Jan. 4

BODY:

   The crane fell.
   The pier is closed.

LOAD-DATE: January 5, 1999
"""
    values = only(text)
    assert (values["outlet"], values["title"], values["author"]) == (
        "The Ostrel Gazette",
        "Crane falls",
        "ANN LEE",
    )
    assert (values["published"], values["edition"]) == ("5 January 1999", "Late Edition - Final")
    assert (values["section"], values["page"]) == ("Section A; Column 2; Foreign Desk", "1")
    assert values["text"].replace("\n\n", " ") == "The crane fell. The pier is closed."


def test_agency_as_outlet_and_as_author():
    assert (
        only(document().replace("The Ostrel Gazette", "Agence France Presse -- English"))["agency"] == "AFP"
    )
    assert only(document().replace("Ann Lee", "Reuters"))["agency"] == "Reuters"


def test_labels_inside_the_body_are_text():
    text = (
        document()
        .replace("Nobody was hurt", "CORRECTION: nobody was hurt")
        .replace("LOAD", "\nThe end.\n\nLOAD")
    )
    assert only(text)["text"].split("\n\n")[1:] == [
        "CORRECTION: nobody was hurt, the director said on Monday morning.",
        "The end.",
    ]


def test_counters_inside_sentences_are_none():
    text = document().replace("Nobody was hurt", "Of 100 ships\n3 of 100 DOCUMENTS\nwere lost")
    assert "3 of 100 DOCUMENTS" in only(text)["text"]


def test_missing_documents_are_a_doubt():
    assert doubts(document(1, 3) + document(3, 3)) == [
        "the export announces 3 documents and holds 2, numbers 1 to 3 without 2"
    ]
    assert doubts(document(1, 2) + document(2, 2)) == []


def test_cover_page_announces_the_selection():
    cover = (
        "Download Request: Selected Items: 201-202\nTime Of Request: Friday, March 20, 2024  16:51:31\n\n\n"
    )
    assert doubts(cover + document(201, 999) + document(202, 999)) == []
    (doubt,) = doubts(cover + document(201, 999))
    assert doubt.startswith("the export announces 2 documents and holds 1")


def test_words_announced_and_read():
    assert doubts(document().replace("21 words", "2,100 words")) == [
        "the document announces 2,100 words and holds 25"
    ]


def test_a_broken_document_costs_no_other():
    found = read(document(1, 3) + "\n                               2 of 3 DOCUMENTS\n\n\n" + document(3, 3))
    assert [type(one) for one in found] == [Record, Problem, Record]
    assert found[1].place.startswith("document 2 (line ")
    assert found[1].reason == "the document is empty"


def test_only_a_picture():
    text = document()
    start, end = text.index("Two ships"), text.index("LOAD-DATE")
    (problem,) = read(text[:start] + text[end:])
    assert problem.reason == "the document has no text, only a picture or graphic"


def test_no_article():
    cover = "Download Request: All Items\nTime Of Request: Friday, March 20, 2024  16:51:31\n\nSend To:\nA library\n"
    assert is_nexis_text(cover.encode())
    (problem,) = read(cover)
    assert not problem.doubt and "holds no article" in problem.reason


def test_documents_without_counters_are_told_by_their_labels():
    first, second = document().split("DOCUMENTS")[1], document(title="Pier opens").split("DOCUMENTS")[1]
    assert is_nexis_text(first.encode())
    assert [one.values["title"] for one in read(first + second)] == ["Crane falls into harbour", "Pier opens"]


def test_month_without_day_is_kept_and_doubted(tmp_path):
    (tmp_path / "x.txt").write_text(document().replace("November 4, 2024 Monday", "November 2024"))
    corpus = read_corpus(tmp_path / "x.txt")
    assert corpus.articles["title"].tolist() == ["Crane falls into harbour"]
    assert corpus.articles["published"].isna().all()
    assert corpus.rejects["reason"].tolist() == ["the date 'November 2024' was not understood"]


@pytest.mark.parametrize(
    "text",
    [
        "The report was 3 of 10 pages.\n\nLENGTH: matters\n",
        "<html><body>1 of 2 DOCUMENTS</body></html>",
        '{"a": 1}',
        "",
    ],
)
def test_other_texts_are_no_export(text):
    assert not is_nexis_text(text.encode())


def test_sample_agrees_with_its_gold(shared):
    folder = shared / "formats" / "nexis"
    articles = read_corpus(folder / "sample.TXT").articles.fillna("")
    gold = pd.read_csv(folder / "LNToutput.meta.gold.tsv", sep="\t", dtype=str, keep_default_na=False)
    assert articles["outlet"].tolist() == gold["Newspaper"].tolist()
    assert articles["published"].dt.strftime("%Y-%m-%d").tolist() == gold["Date"].tolist()
    assert articles["title"].tolist() == gold["Headline"].tolist()
    assert articles["edition"].tolist() == gold["Edition"].tolist()
    assert articles["byline"].tolist() == gold["Author"].tolist()
    section = (
        articles["section"]
        .str.cat("; Pg. " + articles["page"])
        .where(articles["page"] != "", articles["section"])
    )
    assert section.tolist() == gold["Section"].tolist()
    assert [f"{int(number):,} words" for number in articles["n_words_announced"]] == gold["Length"].tolist()


def test_sample_has_the_paragraphs_of_its_gold(shared):
    folder = shared / "formats" / "nexis"
    articles = read_corpus(folder / "sample.TXT").articles
    gold = pd.read_csv(folder / "LNToutput.paragraphs.gold.tsv", sep="\t", dtype=str, keep_default_na=False)
    read = [(str(at), part) for at, text in enumerate(articles["text"], 1) for part in text.split("\n\n")]
    assert read == [
        (number, " ".join(text.split())) for number, text in zip(gold["Art_ID"], gold["Paragraph"])
    ]


def test_empty_dateline_takes_no_paragraph():
    values = only(document().replace("LENGTH: 21 words\n", "LENGTH: 21 words\n\nDATELINE: \n"))
    assert values["text"].split("\n\n") == BODY


def test_what_follows_the_last_document_belongs_to_none():
    text = (
        document()
        + "\n\n              ******** Print Completed ********\n\nTime of Request: Monday\n\nNumber of Lines: 40\n"
    )
    values = only(text)
    assert values["journal_code"] == "OST"
    assert values["text"].split("\n\n") == BODY
    text = document().split("                    Copyright")[0] + "\nTime of Request: Monday\n"
    assert only(text)["journal_code"] == "OST"


def test_layout_without_centred_lines():
    lines = [line.strip() for line in document().split("\n")]
    text = "\n".join(lines).replace("Monday\nEdition 1;\nLondon edition", "Monday\n\nFIRST EDITION")
    values = only(text)
    assert (values["outlet"], values["title"]) == ("The Ostrel Gazette", "Crane falls into harbour")
    assert values["edition"] == "FIRST EDITION"
    assert values["text"].split("\n\n") == BODY
