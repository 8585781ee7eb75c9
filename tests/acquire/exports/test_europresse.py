import pytest

from mediakit import read_corpus
from mediakit.acquire.exports.europresse import is_europresse, read_europresse
from mediakit.acquire.reading import Content, Problem

FIRST = "La jetée nord est fermée depuis dimanche soir."
SECOND = "Personne n'a été blessé, a dit le directeur."
LEGAL = (
    "<b><i>© 2013 La Gazette. Tous droits réservés.</i></b><p></p>Numéro de document : news·20131005·GZ·001"
    "<br><br><table><tr><td>news·20131005·GZ·001</td></tr><tr><td>Ce certificat est émis à <b>X</b> à des "
    "fins de visualisation.</td></tr><tr><td class='txtCertificat'>Le présent document est protégé.</td></tr>"
    "</table>"
)


def page(*documents, before=""):
    shown = "<p><br><br>".join(documents)
    return f'<html xmlns:n1="http://www.cedrom-sni.com/schema/x"><body>{before}{shown}</body></html>'


def read(text):
    return list(read_europresse(Content("europresse.html", text.encode())))


def old(header, head="<br>Ann Lee<br>", name="La Gazette, no. 5968", above=""):
    return (
        '<table><tr><td><table id="tbHeaderImages"><tr><td><img src="x.gif"></td></tr></table>'
        f'<span class="DocPublicationName">{name}</span><br>{header}<br><br>{above}'
        '<span class="TitreArticleVisu">Une <span style="color:red">grue</span> tombe</span><br>'
        f"{head}<p></p>{FIRST}<font style='font-weight:bold'> Le port attend.</font><p></p>{SECOND}<p></p>{LEGAL}"
        "</td></tr></table>"
    )


HEADER = (
    '<span class="DocHeader">Politique, </span><span class="DocHeader">jeudi </span>'
    '<span class="DocHeader">5 octobre 2013</span><span class="DocHeader">, p. 03</span>'
)


def test_old_markup():
    (record,) = read(page(old(HEADER, above="Port d'Ostrel<br>")))
    assert record.apart
    assert {name: value for name, value in record.values.items() if value} == {
        "article_id": "news·20131005·GZ·001",
        "title": "Une grue tombe",
        "kicker": "Port d'Ostrel",
        "text": f"{FIRST} Le port attend.\n\n{SECOND}",
        "published": "5 octobre 2013",
        "author": "Ann Lee",
        "outlet": "La Gazette",
        "issue": "no. 5968",
        "section": "Politique",
        "pages": "03",
        "copyright": "© 2013 La Gazette. Tous droits réservés.",
    }


def test_old_markup_without_author():
    (record,) = read(page(old(HEADER, head=f"<br>{SECOND}")))
    assert "author" not in record.values
    assert record.values["text"].startswith(SECOND)


def test_old_markup_whose_elements_are_left_open():
    text = page(old(HEADER), old(HEADER)).replace("</td>", "").replace("</tr>", "").replace("</table>", "")
    assert [record.values["title"] for record in read(text)] == ["Une grue tombe"] * 2


NEW = """<article><header><div class="rdp__DocPublicationName"><span class="DocPublicationName">{name}</span></div>
<div class="rdp__DocHeader"><span class="DocHeader">{header}</span></div><div class="titreArticle">
<p class="sm-margin-bottomNews">Port d'Ostrel</p>
<p class="sm-margin-TopNews titreArticleVisu rdp__articletitle">Une <mark>grue</mark> tombe</p>
<p class="sm-margin-TopNews rdp__subtitle">Deux navires restent à quai.</p></div>
<p class="sm-margin-bottomNews">Par Ann Lee</p></header><section><div class="DocText clearfix">
<div class="docOcurrContainer">{text}</div></div></section>
<aside><div>Note(s) : x</div></aside><footer><div class="Doc-LegalInfo"><small>© 2024 La Gazette.</small></div>
<div class="publiC-lblNodoc">news·20241001·GZ·001</div></footer></article>"""


TEXT = f"<p>{FIRST}</p><h3>Une enquête</h3><p>{SECOND}</p>"


def new(header="Économie, mardi 1er octobre 2024 813 mots, p. 12", name="La Gazette<br>Quotidien", text=TEXT):
    return NEW.format(header=header, name=name, text=text)


def test_new_markup():
    (record,) = read(page(new()))
    assert {name: value for name, value in record.values.items() if value} == {
        "article_id": "news·20241001·GZ·001",
        "title": "Une grue tombe",
        "kicker": "Port d'Ostrel",
        "teaser": "Deux navires restent à quai.",
        "text": f"{FIRST}\n\n{SECOND}",
        "subheads": ["Une enquête"],
        "published": "1 octobre 2024",
        "author": "Ann Lee",
        "outlet": "La Gazette",
        "edition": "Quotidien",
        "section": "Économie",
        "pages": "12",
        "word_count": 813,
        "copyright": "© 2024 La Gazette.",
    }


def test_markup_of_2014():
    text = (
        '<article><header><span class="DocPublicationName">The Herald</span>'
        '<span class="DocHeader">World, Sunday, November 15, 2015</span><p class="titreArticleVisu">Crane</p>'
        "<div>Cy Roe</div></header>"
        f'<div class="docOcurrContainer"><p>{FIRST}</p></div><footer><small>© 2015 The Herald</small>'
        "<p>Document number : news·20151115·HE·003</p></footer></article>"
    )
    (record,) = read(page(text))
    expected = {"author": "Cy Roe", "outlet": "The Herald", "section": "World", "text": FIRST}
    assert expected.items() <= record.values.items()


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("World, Friday, November 13, 2015, p. 3", "2015-11-13 00:00:00+00:00"),
        ("Friday, November 13, 2015 - 14:05 UTC -0500 455 words", "2015-11-13 19:05:00+00:00"),
        ("vendredi 13 novembre 2015 - 14:05:30 UTC +0100", "2015-11-13 13:05:30+00:00"),
        ("Monde, vendredi 13 novembre 2015", "2015-11-13 00:00:00+00:00"),
        ("13 de noviembre de 2015", "2015-11-13 00:00:00+00:00"),
        ("sans date", "2024-10-01 00:00:00+00:00"),  # the day in the number of the document
    ],
)
def test_dates_of_headers(tmp_path, header, expected):
    path = tmp_path / "europresse.html"
    path.write_text(page(new(header)), encoding="utf-8")
    (article,) = read_corpus(path).articles.to_dict("records")
    assert str(article["published"]) == expected
    assert article["source_format"] == "europresse"


def test_document_without_text_costs_no_other():
    one, other = read(page(new(text=""), new()))
    assert isinstance(one, Problem)
    assert one.place == "document 1"
    assert other.values["title"] == "Une grue tombe"


def test_announced_number():
    *_, doubt = read(page(new(), before="<p>Documents sauvegardés : 3 documents</p>"))
    assert "announces 3 documents, 1 were found" in doubt.reason


def test_page_that_is_cut_off():
    text = page(new(), new())
    one, other = read(text[: text.rindex("<h3>")])
    assert not one.doubts
    assert other.values["text"] == FIRST
    assert "cut off" in other.doubts[0].reason


def test_export_without_documents_says_so():
    (problem,) = read(page("<p>Aucun document.</p>"))
    assert "no Europresse documents" in problem.reason


def test_format_is_told_by_its_marks():
    assert is_europresse(b'<span class="DocPublicationName">x</span>')
    assert not is_europresse(b"<html><article><p>Europresse is a database of newspapers.</p></article>")


def test_real_file(shared):
    corpus = read_corpus(shared / "formats" / "europresse")
    assert corpus.articles["outlet"].tolist() == ["l'Humanité", "Mag", "Magazine 1"]
    assert corpus.articles["author"].fillna("").tolist() == ["", "Second Author", "Author Name"]
    assert corpus.articles["published"].dt.date.astype(str).tolist() == [
        "2013-10-05",
        "2012-10-03",
        "2012-10-04",
    ]
    assert len(corpus.rejects) == 0
