import pytest

from mediakit.acquire.corpus import read_corpus
from mediakit.acquire.exports.nexis_html import is_nexis_html, read_nexis_html
from mediakit.acquire.reading import Content, Problem, Record

HEAD = '<HTML><HEAD><TITLE>&nbsp;</TITLE><META TOPIC="null" DOCUMENTS="2" UPDATED="x"/></HEAD><BODY>\n'
ANCHOR = '<A NAME="DOC_ID_0_{at}"></A><!-- Hide XML section from browser\n<DOC NUMBER=1>\n<DOCFULL> -->\n'
FOOT = "<!-- Hide XML section from browser\n</DOCFULL>\n</DOC> -->\n"


def div(*paragraphs):
    inner = "\n".join(f'<P CLASS="c1"><SPAN CLASS="c2">{text}</SPAN></P>' for text in paragraphs)
    return f'<BR><DIV CLASS="c0">{inner}\n</DIV>\n'


def label(name, value):
    return f'<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c8">{name}: </SPAN><SPAN CLASS="c2">{value}</SPAN></P>\n</DIV>\n'


def document(
    number=1, total=1, at=0, counter="{number} of {total} DOCUMENTS", date=None, title="Crane falls", **more
):
    date = date or "<SPAN>November</SPAN> 4, 2024, Monday, Late Edition - Final<BR>Correction Appended"
    parts = [
        ANCHOR.format(at=at),
        div(counter.format(number=number, total=total)),
        div("The Ostrel Gazette"),
        div(date),
        div(title),
        label("BYLINE", "By ANN LEE"),
        label("SECTION", "Section B; Page 22, Column 2; National Desk"),
        label("LENGTH", "9 words"),
        more.get(
            "body",
            div(
                "Two &quot;ships&quot; cannot leave.",
                "Nobody was hurt.&nbsp;",
                "",
                "A list:<BR>&nbsp;<BR>One",
            ),
        ),
        label("LOAD-DATE", "November 5, 2024"),
        label("LANGUAGE", "ENGLISH"),
        label(" CORRECTION", "<BR>The pier is old."),
        div("Copyright 2024 Gazette Ltd"),
        FOOT,
    ]
    return "".join(parts)


def read(*documents):
    page = HEAD + '<DIV CLASS="c10"/>\n'.join(documents) + "</BODY></HTML>"
    return list(read_nexis_html(Content("export.HTML", page.encode())))


def test_fields_of_a_document():
    (record,) = read(document())
    values = record.values
    assert (values["outlet"], values["title"], values["author"]) == (
        "The Ostrel Gazette",
        "Crane falls",
        "ANN LEE",
    )
    assert (values["published"], values["edition"]) == ("4 November 2024", "Late Edition - Final")
    assert (values["section"], values["page"]) == ("Section B; Column 2; National Desk", "22")
    assert (values["language"], values["load_date"]) == ("ENGLISH", "2024-11-05")
    assert values["correction"] == "The pier is old."
    assert values["copyright"] == "Copyright 2024 Gazette Ltd"
    assert values["text"].split("\n\n") == ['Two "ships" cannot leave.', "Nobody was hurt.", "A list:", "One"]


def test_headline_over_two_lines_and_one_like_a_date():
    first, second = read(
        document(1, 2, title="First part;<BR>Second part"), document(2, 2, 1, title="May 6, 2010")
    )
    assert first.values["title"] == "First part; Second part"
    assert (second.values["title"], second.values["published"]) == ("May 6, 2010", "4 November 2024")


@pytest.mark.parametrize(
    "counter",
    ["{number} von {total} DOKUMENTEN", "Document {number} de {total}", "Dokument {number} von {total}"],
)
def test_counters_of_other_languages(counter):
    found = read(document(1, 2, 0, counter), document(2, 2, 1, counter))
    assert [one.place for one in found] == ["document 1", "document 2"]
    assert all(isinstance(one, Record) for one in found)


def test_missing_documents_are_a_doubt():
    *_, doubt = read(document(2001, 2146), document(2002, 2146, 1))
    assert doubt.doubt and "announces 2,146 documents and holds 2, numbers 2,001 to 2,002" in doubt.reason


def test_a_document_that_could_not_be_shown():
    message = "We are sorry but there is an error in this document and it is not possible to display it."
    found = read(document(1, 2), ANCHOR.format(at=1) + div(message) + FOOT)
    assert isinstance(found[0], Record)
    assert isinstance(found[1], Problem) and "could not be shown" in found[1].reason


def test_export_without_documents():
    (problem,) = read("<P>No documents found.</P>")
    assert "holds no article" in problem.reason


def test_documents_without_anchors():
    first, second = (document(n, 2).replace('<A NAME="DOC_ID_0_0"></A>', "") for n in (1, 2))
    assert [one.place for one in read(first, second)] == ["document 1", "document 2"]


def test_export_is_told_from_other_pages(tmp_path):
    page = HEAD + document() + "</BODY></HTML>"
    assert is_nexis_html(page.encode())
    assert not is_nexis_html(b"<html><body><p>1 of 2 DOCUMENTS</p></body></html>")
    (tmp_path / "a.html").write_text(page)
    corpus = read_corpus(tmp_path)
    assert corpus.files["source_format"].tolist() == ["nexis_html"]
    assert corpus.articles.loc[0, ["title", "language"]].tolist() == ["Crane falls", "en"]


def test_real_markup(shared):
    corpus = read_corpus(shared / "formats" / "lexisnexis_html")
    articles = corpus.articles
    assert articles["title"].tolist() == ["Heading One", "First part; Second part"]
    assert articles["published"].dt.strftime("%Y-%m-%d").tolist() == ["1991-12-19", "1993-01-28"]
    assert articles["outlet"].tolist() == ["Some Newspaper"] * 2
    assert articles["byline"].fillna("").tolist() == ["By PAPER AUTHOR", ""]
    assert articles["text"].str.split("\n\n").str.len().tolist() == [3, 6]
    assert articles["edition"].tolist() == ["An Edition", "Late Edition - Final"]


def test_link_back_to_the_list_and_french_labels():
    page = document(counter="Document {number} de {total}", date="mardi 10 décembre 2019").replace(
        '<BR><DIV CLASS="c0">', div("Retour à la liste") + '<BR><DIV CLASS="c0">', 1
    )
    for theirs, ours in [
        ("BYLINE", "AUTEUR"),
        ("SECTION", "RUBRIQUE"),
        ("LENGTH", "LONGUEUR"),
        ("LOAD-DATE", "DATE-CHARGEMENT"),
        ("LANGUAGE", "LANGUE"),
    ]:
        page = page.replace(theirs, ours)
    (record,) = read(page.replace("9 words", "9 mots").replace("ENGLISH", "FRENCH; FRANÇAIS"))
    assert (record.values["outlet"], record.values["title"]) == ("The Ostrel Gazette", "Crane falls")
    assert record.values["published"] == "10 décembre 2019"
    assert (record.values["n_words_announced"], record.values["language"]) == (9, "FRENCH")
    assert record.values["text"].startswith('Two "ships"')
