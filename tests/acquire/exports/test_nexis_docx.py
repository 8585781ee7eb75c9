import io
import zipfile
from xml.sax.saxutils import escape

import pytest

from mediakit.acquire.corpus import read_corpus
from mediakit.acquire.exports import nexis_docx
from mediakit.acquire.exports.nexis_docx import is_docx, read_nexis_docx
from mediakit.acquire.reading import Content, Problem, Record
from mediakit.acquire.unzip import UnreadableError

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BREAK = f'<w:p xmlns:w="{W}"><w:pPr><w:sectPr/></w:pPr></w:p>'
LINK = "https://advance.lexis.com/api/document?collection=news&id=urn:contentItem:5AAA-1&context=99"
COVER = [
    "Date and Time: Friday, 5. July 2019 09:31:00 CEST",
    "Job Number: 00000001",
    "Documents (2)",
    "1. Crane falls into harbour",
    "Client/Matter: -None-",
    "Search Terms: crane",
    "Search Type: Natural Language",
    "Narrowed by: ",
    "2. Pier opens",
    "Client/Matter: -None-",
    "Narrowed by: ",
]
BODY = ["Two ships cannot leave.", "", "", "Nobody was hurt, the director said."]


def article(title="Crane falls into harbour", body=BODY, end="End of Document", **changes):
    parts = {
        "outlet": "The Ostrel Gazette",
        "date": "November 4, 2024 Monday 9:20 AM GMT",
        "copyright": "\nCopyright 2024 Gazette Newspapers Ltd All Rights Reserved",
        "section": "Section:\xa0NEWS; Pg. 12",
        "length": "Length:\xa09 words",
        "author": "Byline:\xa0Ann Lee",
        "heading": "Body",
    }
    head = [part for part in {**parts, **changes}.values() if part is not None]
    tail = ["\nLoad-Date:\xa0November 5, 2024", "", f"\n{end}"] if end else []
    return [title, *head, *body, *tail]


def paragraph(text):
    if text.startswith("<"):
        return text
    runs = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:p><w:r>{runs}</w:r></w:p>"


def docx(paragraphs, prolog="", links="", document=None):
    xml = document or (
        f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>'
        + "".join(map(paragraph, paragraphs))
        + "</w:body></w:document>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", xml)
        if links:
            archive.writestr("word/_rels/document.xml.rels", links)
    return stream.getvalue()


def read(paragraphs, **options):
    return list(read_nexis_docx(Content("export.DOCX", docx(paragraphs, **options))))


def test_fields_of_a_document():
    (record,) = read(article())
    values = record.values
    assert values["title"] == "Crane falls into harbour"
    assert values["outlet"] == "The Ostrel Gazette"
    assert values["published"] == "4 November 2024 9:20 AM GMT"
    assert (values["section"], values["page"], values["author"]) == ("NEWS", "12", "Ann Lee")
    assert values["n_words_announced"] == 9
    assert values["load_date"] == "2024-11-05"
    assert values["text"] == "Two ships cannot leave.\n\nNobody was hurt, the director said."


@pytest.mark.parametrize(
    "between", [[BREAK, "", BREAK, ""], ["", ""], []], ids=["sections", "blank", "nothing"]
)
def test_cover_page_and_two_articles(tmp_path, between):
    paragraphs = [*COVER, *between, *article(), *between, *article("Pier opens")]
    (tmp_path / "Files(2).DOCX").write_bytes(docx(paragraphs))
    corpus = read_corpus(tmp_path)
    assert corpus.articles["title"].tolist() == ["Crane falls into harbour", "Pier opens"]
    assert corpus.articles["published"].astype(str).tolist() == ["2024-11-04 09:20:00+00:00"] * 2
    assert corpus.rejects.empty
    assert corpus.files["source_format"].tolist() == ["nexis_docx"]


def test_blank_lines_and_section_breaks_inside_a_body_end_nothing():
    (record,) = read(article(body=["One.", "", "", "", BREAK, "", "Two."]))
    assert record.values["text"] == "One.\n\nTwo."


def test_number_of_documents_is_checked():
    *records, doubt = read([*COVER, BREAK, *article()])
    assert len(records) == 1
    assert doubt.doubt and doubt.reason == "the export announces 2 documents and holds 1"


def test_correction_appended_and_edition():
    title, outlet, _, *rest = article()
    (record,) = read(
        [title, outlet, "November 4, 2024 Monday", "Correction Appended", "Late Edition - Final", *rest]
    )
    assert record.values["published"] == "4 November 2024"
    assert record.values["edition"] == "Late Edition - Final"
    assert record.values["correction"] == "Correction Appended"


def test_mark_above_the_date():
    (record,) = read(["Crane falls", "The Ostrel Gazette", "Correction Appended", *article()[2:]])
    assert (record.values["outlet"], record.values["title"]) == ("The Ostrel Gazette", "Crane falls")


@pytest.mark.parametrize("title", ["November 9, 2016", "Allianz erwartet in 2000 um 4,5 Prozent mehr"])
def test_a_headline_that_looks_like_a_date(title):
    (record,) = read(article(title))
    assert record.values["title"] == title
    assert record.values["published"] == "4 November 2024 9:20 AM GMT"


def test_author_and_highlight_in_one_paragraph():
    (record,) = read(article(author="Byline:\xa0Ann Lee\nHighlight:\xa0Barley waits."))
    assert (record.values["author"], record.values["teaser"]) == ("Ann Lee", "Barley waits.")


def test_classification_is_no_text():
    tail = [
        "Classification",
        "",
        "Language:\xa0ENGLISH",
        "\nSubject:\xa0HARBOURS (89%)",
        "\nPerson:\xa0ANN LEE (70%)",
    ]
    (record,) = read(article(body=[*BODY, "Graphic", "", "The pier on Monday", *tail]))
    values = record.values
    assert values["text"].endswith("the director said.")
    assert (values["language"], values["subject"], values["person"]) == (
        "ENGLISH",
        "HARBOURS (89%)",
        "ANN LEE (70%)",
    )
    assert values["graphic"] == "The pier on Monday"


def test_sentences_with_a_colon_stay_in_the_body():
    body = ["Correction: the pier is old.", "Length: of the pier, nobody is sure.", "Text", "The end."]
    (record,) = read(article(body=body))
    assert record.values["text"].split("\n\n") == body


@pytest.mark.parametrize(
    ("length", "author", "section", "heading", "end", "date"),
    [
        ("Länge:\xa09 Wörter", "Autor:\xa0Ann Lee", "Rubrik:\xa0Politik; S. 12", "Text", "Ende des Dokuments", "4. November 2024 Montag 9:20 AM GMT"),
        ("Longueur:\xa09 mots", "Auteur:\xa0Ann Lee", "Rubrique:\xa0Politik; p. 12", "Corps", "Fin du document", "lundi 4 novembre 2024"),
        ("Lengte:\xa09 woorden", "Auteur:\xa0Ann Lee", "Rubriek:\xa0Politik; Blz. 12", "Tekst", "Einde van document", "4 november 2024 maandag"),
        ("Longitud:\xa09 palabras", "Autor:\xa0Ann Lee", "Sección:\xa0Politik; Pág. 12", "Cuerpo", "Fin del documento", "lunes 4 de noviembre de 2024"),
    ],
    ids=["German", "French", "Dutch", "Spanish"],
)  # fmt: skip
def test_languages_of_the_interface(length, author, section, heading, end, date):
    paragraphs = article(length=length, author=author, section=section, heading=heading, end=end, date=date)
    (record, other) = read(paragraphs * 2)
    assert other.values == record.values
    assert (record.values["n_words_announced"], record.values["author"]) == (9, "Ann Lee")
    assert (record.values["section"], record.values["page"]) == ("Politik", "12")
    assert record.values["published"].lower().startswith("4 nov")
    assert record.values["text"].split("\n\n") == [BODY[0], BODY[-1]]


def test_documents_without_end_marks_are_told_by_their_sections():
    found = read([*COVER, BREAK, *article(end=None), BREAK, *article("Pier opens", end=None)])
    assert [one.values["title"] for one in found] == ["Crane falls into harbour", "Pier opens"]


@pytest.mark.parametrize(
    "paragraphs", [COVER, ["A letter.", "With two paragraphs."], []], ids=["list", "letter", "empty"]
)
def test_no_article(paragraphs):
    (problem,) = read(paragraphs)
    assert isinstance(problem, Problem) and "holds no article" in problem.reason


def test_document_without_text():
    found = read([*article(body=[]), *article("Pier opens")])
    assert isinstance(found[0], Problem) and found[0].reason == "the document has no text"
    assert isinstance(found[1], Record)


def test_address_of_the_headline():
    title = '<w:p><w:hyperlink r:id="rId7"><w:r><w:t>Crane falls</w:t></w:r></w:hyperlink></w:p>'
    links = f'<Relationships><Relationship Id="rId7" Target="{escape(LINK)}"/></Relationships>'
    (record,) = read([title, *article()[1:]], links=links)
    assert record.values["url"] == "https://advance.lexis.com/api/document?id=urn:contentItem:5AAA-1"
    assert record.values["title"] == "Crane falls"


def test_drawings_repeated_for_older_programs_are_read_once():
    drawing = (
        '<w:p><mc:AlternateContent xmlns:mc="x"><mc:Choice/><mc:Fallback><w:p><w:r><w:t>twice</w:t></w:r></w:p>'
        "</mc:Fallback></mc:AlternateContent><w:r><w:t>One.</w:t></w:r></w:p>"
    )
    (record,) = read(article(body=[drawing, "Two."]))
    assert record.values["text"] == "One.\n\nTwo."


def test_damaged_xml_costs_what_is_behind_the_damage():
    whole = "".join(map(paragraph, [*article(), *article("Pier opens")]))
    xml = f'<w:document xmlns:w="{W}"><w:body>{whole[: whole.rindex("Two ships")]}<<'
    problem, record, cut = read([], document=xml)
    assert "damaged behind paragraph" in problem.reason
    assert record.values["title"] == "Crane falls into harbour"
    assert (cut.place, cut.reason) == ("document 2", "the document has no text")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\x03\x04 nothing", "the ZIP archive is damaged"),
        (b"no archive", "the ZIP archive is damaged"),
        (docx(["x"], prolog='<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'), "declares entities"),
        (docx([], document="<w>" + "a" * 50_000_000 + "</w>"), "grows from"),
    ],
    ids=["cut", "text", "entities", "bomb"],
)  # fmt: skip
def test_hostile_files_are_refused(data, reason):
    with pytest.raises(UnreadableError, match=reason):
        list(read_nexis_docx(Content("x.docx", data)))


def test_number_of_elements_is_bounded(monkeypatch):
    monkeypatch.setattr(nexis_docx, "_MAX_ELEMENTS", 100)
    problem, *_ = read(article() * 10)
    assert "more than 100 elements" in problem.reason


def test_damaged_archive_costs_what_is_behind_the_damage():
    data = bytearray(docx([*article(), *(f"{n}{n * 7919 % 1013}" for n in range(60_000))]))
    middle = len(data) // 2
    data[middle : middle + 500] = bytes(500)
    problem, record, *_ = read_nexis_docx(Content("export.DOCX", bytes(data)))
    assert "damaged behind paragraph" in problem.reason
    assert record.values["title"] == "Crane falls into harbour"


def test_word_files_are_told_from_other_archives():
    assert is_docx(docx(["x"]))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<x/>")
    assert not is_docx(stream.getvalue())
    assert not is_docx(b"word/")


def test_sample(shared):
    articles = read_corpus(shared / "formats" / "nexis" / "sample.DOCX").articles
    assert len(articles) == 10
    assert articles["outlet"].eq("The Guardian(London)").all()
    assert articles["published"].dt.strftime("%m-%d %H:%M").tolist()[:3] == [
        "07-01 09:20",
        "07-02 09:33",
        "07-04 13:04",
    ]
    # 74 with the three load dates, which stand below the text and have a column.
    assert articles["text"].str.split("\n\n").str.len().tolist() == [5, 7, 3, 9, 5, 14, 1, 16, 7, 4]
    assert articles["load_date"].notna().sum() == 3
    assert articles["author"].tolist()[-2:] == ["Ross Ihaka and Robert Gentleman", "Tom Kibasi"]


def test_abstract_above_the_full_text():
    (record,) = read(
        article(body=["ABSTRACT", "A crane fell.", "FULL TEXT", "The crane fell on Sunday.", "It is wet."])
    )
    assert record.values["teaser"] == "A crane fell."
    assert record.values["text"] == "The crane fell on Sunday.\n\nIt is wet."


def test_headings_below_the_body():
    (record,) = read(
        article(body=[*BODY, "Correction", "", "The pier is old.", "It is from 1961.", "Classification", ""])
    )
    assert record.values["correction"] == "The pier is old. It is from 1961."
    assert record.values["text"].endswith("the director said.")


def test_copyright_between_paragraphs():
    body = ["One.", "© 2024 AFP", "Two.", "Three.", "Four.", "Five."]
    (record,) = read(article(body=body))
    assert record.values["text"].split("\n\n") == ["One.", "Two.", "Three.", "Four.", "Five."]


def test_older_layout_in_a_word_file():
    def older(number):
        head = ["The Ostrel Gazette", "November 4, 2024 Monday", f"Crane {number} falls", "BYLINE: Ann Lee"]
        return [f"{number} of 2 DOCUMENTS", *head, "LENGTH: 9 words", *BODY, "LOAD-DATE: November 5, 2024"]

    first, second = read([*older(1), *older(2)])
    assert (first.values["title"], second.values["title"]) == ("Crane 1 falls", "Crane 2 falls")
    assert first.values["outlet"] == "The Ostrel Gazette"
    assert first.values["text"].split("\n\n") == [BODY[0], BODY[-1]]


def test_section_break_inside_the_head():
    title, outlet, date, *rest = article()
    (record,) = read([*COVER[:2], BREAK, title, outlet, date, BREAK, *rest])
    assert (record.values["title"], record.values["outlet"]) == (title, outlet)
