import pytest

from mediakit import read_corpus
from mediakit.acquire.exports.factiva import is_factiva_html, read_factiva_html
from mediakit.acquire.reading import Content, Problem, Record

FIRST = "The harbour of Ostrel is closed, because a crane fell into the water on Sunday."
SECOND = "Two ships with barley cannot leave before the end of the week."
PAGE = "<html><head><title>Factiva</title></head><body><form>{}</form></body></html>"


def coded(rows, language="en"):
    cells = "".join(
        f'<tr><td class="index"><b>{code}</b>&nbsp;</td><td>{value}</td></tr>' for code, value in rows.items()
    )
    return f'<div class="article {language}Article"><table>{cells}</table><br/></div>'


def body(*paragraphs, language="en"):
    return "".join(f'<p class="articleParagraph {language}articleParagraph">{one}</p>' for one in paragraphs)


ROWS = {
    "SE": "Local",
    "HD": "<b class='enHeadline'>Crane falls into <i>Ostrel</i> harbour</b>",
    "CR": "Reuters",
    "BY": "By Ann Lee",
    "WC": "1,204 words",
    "PD": "4 November 2024",
    "ET": "14:30",
    "SN": "The Gazette",
    "SC": "GAZ",
    "ED": "Late",
    "PG": "A1",
    "LA": "English",
    "CY": "(c) 2024 The Gazette.   ",
    "LP": body(FIRST),
    "TD": body(SECOND) + "<pre>Barley   212.5</pre>",
    "NS": "<br/>gcat : Political/General News | gvote : Elections",
    "RE": "fra : France",
    "PUB": "Gazette Ltd",
    "AN": "Document GAZ0000020241104ekb40000a",
}


def html(*documents, page=PAGE):
    return list(read_factiva_html(Content("factiva.html", page.format("".join(documents)).encode())))


def test_every_code_of_a_document():
    (record,) = html(coded(ROWS))
    assert record.apart
    assert {name: value for name, value in record.values.items() if value} == {
        "article_id": "GAZ0000020241104ekb40000a",
        "title": "Crane falls into Ostrel harbour",
        "text": f"{FIRST}\n\n{SECOND}",
        "published": "4 November 2024 14:30",
        "author": "Ann Lee",
        "outlet": "The Gazette",
        "section": "Local",
        "language": "en",
        "agency": "Reuters",
        "credit": "Reuters",
        "word_count": 1204,
        "source_code": "GAZ",
        "edition": "Late",
        "pages": "A1",
        "copyright": "(c) 2024 The Gazette.",
        "subjects": ["Political/General News", "Elections"],
        "regions": ["France"],
        "publisher_name": "Gazette Ltd",
        "tables": ["Barley 212.5"],
    }


def test_articles_of_a_corpus(tmp_path):
    path = tmp_path / "factiva.html"
    path.write_text(PAGE.format(coded(ROWS) + coded({**ROWS, "AN": "", "HD": "Crane is lifted"})))
    articles = read_corpus(path).articles
    assert articles["source_format"].tolist() == ["factiva_html"] * 2
    assert articles["title"].tolist() == ["Crane falls into Ostrel harbour", "Crane is lifted"]
    assert articles["published"].astype(str).unique().tolist() == ["2024-11-04 14:30:00+00:00"]


def test_text_that_is_a_table_stays_text():
    (record,) = html(coded({**ROWS, "LP": "<pre>DJ  Grain prices fell on Monday.</pre>", "TD": ""}))
    assert record.values["text"] == "DJ Grain prices fell on Monday."


def test_table_inside_a_text_is_no_field():
    inner = "<table><tr><td>HD</td><td>Harbour dues</td></tr></table>"
    (record,) = html(coded({**ROWS, "TD": body(SECOND) + inner}))
    assert record.values["title"] == "Crane falls into Ostrel harbour"
    assert record.values["tables"] == ["HD Harbour dues"]


@pytest.mark.parametrize("name", ["artXcle enArticle", "other"])
def test_document_whose_class_is_lost(name):
    records = html(coded(ROWS), coded({**ROWS, "HD": "Other"}).replace("article enArticle", name))
    assert [record.values["title"] for record in records] == ["Crane falls into Ostrel harbour", "Other"]


def uncoded(lines, paragraphs, language="de", above="", author=""):
    shown = "".join(f"<div>{line}</div>" for line in lines)
    return (
        f'<div class="article {language}Article"><p></p>{above}<div id="hd"><span class="{language}Headline">'
        f"Kran fällt in den Hafen</span></div>{author}{shown}{body(*paragraphs, language=language)}"
        "<p>Dokument GAZ0000020241104ekb40000a</p></div>"
    )


def test_format_without_codes():
    lines = ["1.204 Wörter", "4. November 2024", "14:30", "Die Zeitung", "GAZ", "Stadtausgabe", "17"]
    lines += ["Deutsch", "© 2024 Die Zeitung"]
    document = uncoded(
        lines, [FIRST, SECOND], above="<div>Lokales</div>", author='<div class="author">Von Ann Lee</div>'
    )
    (record,) = html(document)
    assert {name: value for name, value in record.values.items() if value} == {
        "article_id": "GAZ0000020241104ekb40000a",
        "title": "Kran fällt in den Hafen",
        "text": f"{FIRST}\n\n{SECOND}",
        "published": "4. November 2024 14:30",
        "author": "Ann Lee",
        "outlet": "Die Zeitung",
        "section": "Lokales",
        "language": "de",
        "word_count": 1204,
        "source_code": "GAZ",
        "edition": "Stadtausgabe",
        "pages": "17",
        "copyright": "© 2024 Die Zeitung",
    }


@pytest.mark.parametrize(
    ("date", "words", "expected"),
    [
        ("29 décembre 2011", "295 mots", "2011-12-29"),
        ("29 de dezembro de 2011", "295 palavras", "2011-12-29"),
        ("29 Декабрь 2011", "295 слов", "2011-12-29"),
        ("2011 年 12 月 29 日", "295 字", "2011-12-29"),
        ("29 diciembre 2011", "295 palabras", "2011-12-29"),
    ],
)
def test_interfaces_in_other_languages(tmp_path, date, words, expected):
    path = tmp_path / "factiva.html"
    path.write_text(PAGE.format(uncoded([words, date, "Source", "SRC"], [FIRST])), encoding="utf-8")
    (article,) = read_corpus(path).articles.to_dict("records")
    assert (str(article["published"].date()), article["outlet"]) == (expected, "Source")
    assert article["word_count"] == 295


def test_language_of_the_class():
    (record,) = html(uncoded(["3 字", "2011 年 12 月 29 日", "公报"], ["一台起重机落水。"], language="zhcn"))
    assert record.values["language"] == "zh-CN"


def test_document_without_text_is_a_problem_of_its_own():
    one, other = html(coded({**ROWS, "LP": "", "TD": ""}), coded(ROWS))
    assert isinstance(one, Problem)
    assert (one.place, one.doubt) == ("document 1", False)
    assert "Crane falls" in one.reason
    assert isinstance(other, Record)


def test_export_without_documents_says_so():
    (problem,) = html("<p>No articles.</p>")
    assert "no Factiva documents" in problem.reason


def test_file_that_is_cut_off():
    page = PAGE.format(coded(ROWS) + coded({**ROWS, "HD": "Other"}))
    at = page.rindex("Two ships") + 9
    one, other = read_factiva_html(Content("factiva.html", page[:at].encode()))
    assert not one.doubts
    assert other.values["text"] == f"{FIRST}\n\nTwo ships"
    assert "cut off" in other.doubts[0].reason


def test_accession_numbers_count_the_documents():
    lost = "<p>Headline</p><p>Document GAZ0000020241105ekb50000b</p>"
    *_, doubt = html(coded(ROWS), lost)
    assert doubt.doubt
    assert "announces 2 documents, 1 were found" in doubt.reason


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (b"<html><title>Factiva</title>", True),
        (b"<div class='article frArticle'><table><tr><td><b>HD</b>", True),
        (b'<div class="article zhtwArticle"><p class="articleParagraph zhtwarticleParagraph">', True),
        (b"<html><title>Factiva sold</title><div class='article mainArticle'><p>x</p>", False),
        (b"<?xml version='1.0'?><PPSResponse>", False),
    ],
)
def test_format_is_told_by_its_marks(start, expected):
    assert is_factiva_html(start) == expected


def test_real_file(shared):
    corpus = read_corpus(shared / "formats" / "factiva" / "factiva_test.html")
    assert corpus.articles["title"].tolist() == ["Test 1", "Test 2"]
    assert corpus.articles[["published", "outlet", "language"]].notna().all().all()
    assert corpus.articles["text"].str.count("\n\n").tolist() == [3, 1]
    assert len(corpus.rejects) == 0
