import quopri
from email.message import EmailMessage

import pytest

from mediakit import read_corpus
from mediakit.acquire.exports.proquest import is_proquest, read_proquest
from mediakit.acquire.reading import Content, Problem

FIRST = "The harbour of Ostrel is closed, because a crane fell into the water on Sunday."
SECOND = "Two ships with barley cannot leave before the end of the week."
FIELDS = {
    "Subject": "Harbours; Cranes",
    "Publication title": "The Gazette, Late Edition; Ostrel",
    "Pages": "A.1",
    "Publication year": "2024",
    "Publication date": "Nov 4, 2024",
    "Section": "Metro",
    "Publisher": "Gazette Ltd",
    "Language of publication": "English",
    "Document type": "News",
    "ProQuest document ID": "12345",
    "Document URL": "https://pq.example/docview/12345",
    "Copyright": "Copyright Gazette Nov 4, 2024",
    "Database": "Major Dailies",
}


def html_document(number=12345, body=(FIRST, SECOND), abstract="None available.", author="Lee, Ann", **more):
    fields = {**FIELDS, "ProQuest document ID": str(number), **more}
    tail = "".join(f"<p><strong>{label}: </strong>{value}</p>" for label, value in fields.items())
    text = "".join(f"<p>{paragraph}</p>" for paragraph in body)
    full = f'<p><strong>Full text: </strong><text wordcount="9"><html><body>{text}</body></html></text></p>'
    return (
        f'<div><a name="DocID_MSTAR_{number}"></a><p></p><p>Crane falls into harbour {number}</p>'
        f"<p><strong>Author:  </strong>{author}</p><p><strong>Publication info: </strong>The Gazette ; Ostrel "
        "[Ostrel]4 Nov 2024: A.1.</p><p><a href='https://pq.example'>ProQuest document link</a></p>"
        f"<p><strong>Abstract:  </strong>{abstract}</p><div><strong>Links: </strong><a>Library</a></div>"
        f"{full if body else ''}{tail}</div>"
    )


def html_page(*documents, before=""):
    head = "<table><tr><td>All documents are reproduced with permission.</td></tr></table>"
    foot = '<div class="copyright">Database copyright © 2024 ProQuest LLC. <p>Contact ProQuest</p></div>'
    return f"<html><body>{head}<div>Ann sent you the following:</div>{before}{''.join(documents)}{foot}</body></html>"


def text_document(number=12345, body=(FIRST, SECOND), **more):
    fields = {**FIELDS, "ProQuest document ID": str(number), **more}
    tail = "\n".join(f"{label}: {value}" for label, value in fields.items())
    paragraphs = "\n\n".join(body)
    return (
        f" <>\nCrane falls into harbour {number}\nAuthor: Lee, Ann\n"
        "Publication info: The Gazette ; Ostrel [Ostrel]4 Nov 2024: A.1.\n"
        f"ProQuest document link <https://pq.example/{number}>\nAbstract:\n\nA crane fell.\n\n"
        f"Links:Library\nFull text:\n{paragraphs}\n\nCredit: By Ann Lee, Associated Press\n\n\n{tail}\n"
    )


def mail(html=None, text=None, **options):
    message = EmailMessage()
    message["From"], message["To"] = "noreply@proquest.com", "ann@x.example"
    message["Subject"], message["Date"] = "Your ProQuest Research", "Mon, 4 Nov 2024 01:02:03 -0400"
    if text is not None:
        message.set_content(text, **options)
    if html is not None:
        add = message.set_content if text is None else message.add_alternative
        add(html, subtype="html", cte="quoted-printable")
    return message.as_bytes()


def read(data):
    return list(read_proquest(Content("mail.eml", data)))


EXPECTED = {
    "article_id": "12345",
    "title": "Crane falls into harbour 12345",
    "text": f"{FIRST}\n\n{SECOND}",
    "published": "Nov 4, 2024",
    "author": "Lee, Ann",
    "outlet": "The Gazette",
    "publication_title": "The Gazette, Late Edition; Ostrel",
    "section": "Metro",
    "language": "English",
    "url": "https://pq.example/docview/12345",
    "subjects": ["Harbours", "Cranes"],
    "pages": "A.1",
    "copyright": "Copyright Gazette Nov 4, 2024",
    "database": "Major Dailies",
}


def test_markup_in_quoted_printable():
    one, other = read(mail(html_page(html_document(), html_document(12346))))
    assert one.apart
    assert EXPECTED.items() <= one.values.items()
    assert "teaser" not in one.values
    assert other.values["article_id"] == "12346"


def test_forwarded_text_with_marks_of_quotation():
    text = "A note.\n-- \nBo\n> Ann sent you the following:\n> Email 1 of 1\n>\n"
    text += "\n".join(f"> {line}" for line in (text_document() + text_document(12346)).split("\n"))
    one, other = read(mail(text=text))
    assert EXPECTED.items() <= one.values.items()
    assert one.values["teaser"] == "A crane fell."
    assert one.values["agency"] == "AP"
    assert other.values["title"] == "Crane falls into harbour 12346"
    assert other.values["text"] == EXPECTED["text"]


def test_fields_of_a_mail_passed_on_are_not_the_documents():
    header = (
        "Look at this.\n\nBegin forwarded message:\n\nFrom: ProQuest <a@proquest.com>\nSubject: Your ProQuest"
    )
    text = f"{header} Research\nDate: 4 November 2024\nTo: Ann\n\n{text_document().removeprefix(' <>')}"
    (record,) = read(mail(text=text))
    assert record.values["title"] == EXPECTED["title"]
    assert record.values["subjects"] == EXPECTED["subjects"]


def test_forwarded_as_an_attachment():
    inner = mail(html_page(html_document()))
    outer = (
        b"From: a@x.example\r\nTo: b@x.example\r\nSubject: Fwd\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee below.\r\n'
        b"--b\r\nContent-Type: message/rfc822\r\n\r\n" + inner + b"\r\n--b--\r\n"
    )
    (record,) = read(outer)
    assert EXPECTED.items() <= record.values.items()


def test_several_mails_in_one():
    first, other = (
        mail(html_page(html_document())),
        mail(html_page(html_document(12346)), text_document(12346)),
    )
    outer = (
        b'From: a@x.example\nTo: b@x.example\nSubject: Fwd\nContent-Type: multipart/mixed; boundary="b"\n\n'
    )
    for inner in (first, other):
        outer += b"--b\nContent-Type: message/rfc822\n\n" + inner + b"\n"
    assert [record.values["article_id"] for record in read(outer + b"--b--\n")] == ["12345", "12346"]


def test_part_with_most_documents_is_read():
    *records, doubt = read(mail(html_page(html_document(), html_document(12346)), text_document()))
    assert len(records) == 2
    assert "holds 2 documents, another 1" in doubt.reason


def test_both_parts_are_one_export():
    records = read(mail(html_page(html_document()), text_document()))
    assert [record.place for record in records] == ["document 1"]


def test_number_of_the_mail():
    record, doubt = read(mail(html_page(html_document(), before="<p>Email 4 of 5</p>")))
    assert record.values["title"] == EXPECTED["title"]
    assert doubt.doubt
    assert "number 4 of 5" in doubt.reason


def test_labels_inside_a_text_stay_there():
    body = (FIRST, "<b>Location: </b>the northern pier.", SECOND, *[FIRST] * 4)
    (record,) = read(mail(html_page(html_document(body=body))))
    assert "Location: the northern pier." in record.values["text"]
    assert "location" not in record.values


def test_labels_that_lost_their_spaces():
    page = html_page(html_document(**{"Publication date": "Nov 4, 2 024"}))
    for label in ("Publication title", "Language of publication", "Full text"):
        page = page.replace(label, label.replace(" ", "", 1))
    (record,) = read(mail(page))
    assert EXPECTED.items() <= record.values.items()


SPANISH = {
    "Full text": "Texto completo",
    "Publication title": "Título de publicación",
    "Publication date": "Fecha de publicación",
    "Language of publication": "Idioma de la publicación",
    "ProQuest document ID": "ID del documento de ProQuest",
    "Document URL": "URL del documento",
    "Author": "Autor",
    "Database": "Base de datos",
    "ProQuest document link": "Enlace de documentos de ProQuest",
}


def test_interface_in_another_language():
    page = html_page(html_document())
    for english, spanish in SPANISH.items():
        page = page.replace(english, spanish)
    (record,) = read(mail(page))
    shared = {name: EXPECTED[name] for name in ("title", "text", "published", "author", "outlet", "url")}
    assert shared.items() <= record.values.items()


def test_credits_captions_and_corrections():
    body = ("CORRECTION: It was a winch.", FIRST, SECOND, "[Illustration]", "Caption: Photo: The pier.")
    body += ("-----", "ann@x.example", "Credit: By Bo Berg, Gazette staff writer")
    (record,) = read(mail(html_page(html_document(body=body, author="Anonymous"))))
    assert record.values["text"] == EXPECTED["text"]
    assert record.values["author"] == "Bo Berg"
    assert record.values["caption"] == "Photo: The pier."
    assert record.values["correction"] == "It was a winch."


def test_boxes_with_captions():
    box = '</p><div class="Illustration"><p>Illustration</p><div class="Illustration_content">Caption: A pier.</div></div>'
    page = html_page(html_document()).replace("</text></p>", f"</text>{box}")
    (record,) = read(mail(page))
    assert record.values["text"] == EXPECTED["text"]
    assert record.values["caption"] == "A pier."


def test_anchors_that_mail_programs_renamed_or_lost():
    page = html_page(html_document(), html_document(12346))
    for changed in (page.replace("DocID_", "m_-77DocID_"), page.replace("<a name", "<a id")):
        one, other = read(mail(changed))
        assert EXPECTED.items() <= one.values.items()
        assert other.values["title"] == "Crane falls into harbour 12346"


def test_marks_part_documents_that_lack_closing_fields():
    documents = [text_document(number).replace("Database: Major Dailies\n", "") for number in (12345, 12346)]
    text = "".join(
        document.replace(" <>", f"{'_' * 60}\n\nDocument {at} of 2\n")
        for at, document in enumerate(documents, 1)
    )
    one, other = read(mail(text=text))
    assert one.values["title"] == "Crane falls into harbour 12345"
    assert other.values["title"] == "Crane falls into harbour 12346"


def test_document_without_full_text_gives_its_abstract():
    (record,) = read(mail(html_page(html_document(body=(), abstract="A crane fell into the harbour."))))
    assert record.values["text"] == "A crane fell into the harbour."
    assert "no full text" in record.doubts[0].reason


def test_document_without_anything_costs_no_other():
    one, other = read(mail(html_page(html_document(body=()), html_document(12346))))
    assert isinstance(one, Problem)
    assert (one.place, one.doubt) == ("document 1", False)
    assert other.values["article_id"] == "12346"


def test_mail_that_is_cut_off():
    data = mail(html_page(html_document(), html_document(12346)), "See the other part.")
    at = data.rindex(b"Two ships")
    one, other = read(data[:at])
    assert not one.doubts
    assert other.values["text"] == FIRST
    assert "cut off" in other.doubts[0].reason


def test_lines_broken_for_the_mail_are_joined():
    long = "The harbour of Ostrel is closed because a crane fell into the water on\nSunday night."
    (record,) = read(mail(text=text_document(body=(long, SECOND)), cte="8bit"))
    assert record.values["text"] == f"{long.replace(chr(10), ' ')}\n\n{SECOND}"


def test_mail_without_documents_says_so():
    (problem,) = read(mail(text="Your search found nothing."))
    assert "no ProQuest documents" in problem.reason


def test_format_is_told_by_headers_and_name():
    data = mail(html_page(html_document()))
    assert is_proquest(data)
    assert is_proquest(b"From x@y Mon\n" + data)
    assert not is_proquest(b"ProQuest is a database. From: here\nTo: there\nSubject: this\nDate: that\n")
    assert not is_proquest(data.replace(b"roQuest", b"roQuery").replace(b"roquest", b"roquery"))


@pytest.mark.parametrize("charset", ["latin-1", "no-such-charset"])
def test_charsets(tmp_path, charset):
    page = html_page(html_document(body=("La jetée est fermée.", SECOND))).encode("latin-1")
    head = f'From: a@proquest.com\nTo: b\nSubject: x\nContent-Type: text/html; charset="{charset}"\n'
    path = tmp_path / "mail.eml"
    path.write_bytes(
        (head + "Content-Transfer-Encoding: quoted-printable\n\n").encode() + quopri.encodestring(page)
    )
    (article,) = read_corpus(path).articles.to_dict("records")
    assert article["text"].startswith("La jetée est fermée.")
    assert article["source_format"] == "proquest"


@pytest.mark.parametrize(("name", "number"), [("forwarded.eml", 100), ("format-v2.eml", 20)])
def test_real_files(shared, name, number):
    articles = read_corpus(shared / "formats" / "proquest" / name).articles
    assert len(articles) == number
    assert articles[["title", "published", "outlet", "url", "language"]].notna().all().all()
    assert not articles["text"].str.contains("ProQuest|Publication title").any()
