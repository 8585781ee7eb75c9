import gzip
import tracemalloc

import pytest
from acquire.formats.made_archives import ARC_HEAD, HTML, arc, http, warc
from acquire.web.local_server import article_page

import mediakit as mk

DATED = '<meta name="date" content="2024-11-04">'


def corpus_of(tmp_path, *records, name="pages.warc"):
    path = tmp_path / name
    path.write_bytes(b"".join(records))
    corpus = mk.read_corpus(path)
    (file,) = corpus.files.to_dict("records")
    assert file["n_records"] == file["n_read"] + file["n_rejected"]
    assert file["n_read"] == len(corpus.articles)
    return corpus


def page(name, html=None, **options):
    return warc(
        http(article_page(name) if html is None else html), f"http://herald.example/{name}", **options
    )


def reasons(corpus):
    return dict(zip(corpus.rejects["reason"], corpus.rejects["n_records"]))


@pytest.mark.parametrize("name", ["pages.warc", "pages.warc.gz", "pages.dat"])
def test_pages_become_articles(tmp_path, name):
    pack = gzip.compress if name.endswith("gz") else bytes
    corpus = corpus_of(tmp_path, *(pack(page(word)) for word in ("crane", "mast")), name=name)
    articles = corpus.articles
    assert articles["title"].tolist() == [
        "The crane falls into the harbour",
        "The mast falls into the harbour",
    ]
    assert articles["url"].tolist() == ["http://herald.example/crane", "http://herald.example/mast"]
    assert articles["captured"].tolist() == ["2024-11-04T13:00:00Z"] * 2
    assert articles["source_format"].tolist() == ["warc"] * 2
    assert len(corpus.rejects) == 0


def test_arc_is_read_as_well(tmp_path):
    corpus = corpus_of(tmp_path, ARC_HEAD, arc(http(article_page())), name="old.arc")
    assert corpus.articles["captured"].item() == "2004-11-04T13:00:00Z"
    assert reasons(corpus) == {"description of the archive": 1}


def test_all_other_records_are_counted_by_what_they_are(tmp_path):
    records = [warc(b"software: x", kind="warcinfo", media="application/warc-fields"), page("crane")]
    records += [
        warc(http(b"GIF", "Content-Type: image/gif"), f"http://herald.example/{n}.gif") for n in range(3)
    ]
    records += [
        warc(http(b"", status="301 Moved", headers=f"{HTML}\r\nLocation: /x")),
        warc(http(b"", status="404 Not Found")),
        warc(http(b"", status="500 x")),
        warc(http(b"", status="206 Partial")),
        warc(http(b"p {}", "Content-Type: text/css")),
        warc(http(b"{}", "Content-Type: application/json")),
        warc(http(b"?", "Content-Type: x/y")),
        warc(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        warc(b"a: b", kind="metadata", media="application/warc-fields"),
        warc(http(b""), kind="revisit"),
        warc(b"text", kind="conversion", media="text/plain"),
        warc(http(article_page()), extra=["WARC-Truncated: length"]),
        warc(b"?", kind="special"),
    ]
    corpus = corpus_of(tmp_path, *records)
    assert corpus.files["n_records"].item() == len(records)
    assert reasons(corpus)["image"] == 3
    assert len(corpus.rejects) == len(records) - 1 - 2
    places = dict(zip(corpus.rejects["reason"], corpus.rejects["place"]))
    offset = len(records[0] + records[1])
    assert places["image"] == f"3 records, the first is record 3 at offset {offset}"
    assert all(corpus.rejects["remedy"])


def test_the_same_page_captured_again_is_one_article(tmp_path):
    later = page("crane").replace(b"2024-11-04T13", b"2024-11-05T13")
    changed = page("crane", article_page("crane").replace(b"Sunday", b"Monday"))
    corpus = corpus_of(tmp_path, page("crane"), later, changed)
    assert corpus.articles["captured"].tolist() == ["2024-11-04T13:00:00Z"] * 2
    assert corpus.articles["article_id"].is_unique
    assert reasons(corpus)["the same page, captured again"] == 1


@pytest.mark.parametrize(
    ("head", "kept"),
    [
        ('<meta property="og:type" content="article">', True),
        ('<meta property="og:type" content="website">' + DATED, True),
        (DATED, True),
        ("", False),
        ('<meta property="og:type" content="website">', False),
        ('<script type="application/ld+json">{"@type": "CollectionPage"}</script>' + DATED, False),
    ],
)
def test_a_page_that_declares_no_article_needs_a_date_and_a_longer_body(tmp_path, head, kept):
    more = [
        f"Nobody was hurt, and ship {n} will leave as soon as diver {n} has looked at the wreck."
        for n in range(9)
    ]
    text = "".join(f"<p>{sentence}</p>" for sentence in more).encode()
    long_page = article_page(head=head).replace(b"</article>", text + b"</article>")
    corpus = corpus_of(tmp_path, page("crane", long_page))
    assert len(corpus.articles) == kept
    if not kept:
        assert "http://herald.example/crane" in corpus.rejects["reason"].item()


def test_a_declared_article_without_a_body_is_none(tmp_path):
    html = b'<meta property="og:type" content="article"><title>A film</title><h1>A film</h1><p>Watch it here.</p>'
    corpus = corpus_of(tmp_path, page("film", html))
    assert "declares itself an article and has" in corpus.rejects["reason"].item()


def test_a_short_page_that_declares_nothing_is_none(tmp_path):
    html = f"<html><head>{DATED}<title>Imprint</title></head><p>The Herald is printed in Ostrel.</p></html>"
    assert (
        "does not declare itself an article"
        in corpus_of(tmp_path, page("imprint", html.encode())).rejects["reason"].item()
    )


def test_a_home_page_is_none_whatever_it_declares(tmp_path):
    corpus = corpus_of(tmp_path, warc(http(article_page()), "http://herald.example/"))
    assert "the home page" in corpus.rejects["reason"].item()


def test_a_broken_page_costs_no_other(tmp_path):
    corpus = corpus_of(tmp_path, page("crane"), page("x", article_page() + bytes(50)), page("mast"))
    assert len(corpus.articles) == 2
    assert "binary" in corpus.rejects["reason"].item()
    assert corpus.rejects["place"].item() == f"record 2 at offset {len(page('crane'))}"


def test_doubts_stand_with_their_record(tmp_path):
    html = article_page(head='<meta property="og:type" content="article">').decode()
    html = html.replace("<meta charset='utf-8'>", "").replace("crane", "grúa").encode("cp1252")
    block = http(html, "Content-Type: text/html")
    corpus = corpus_of(tmp_path, page("crane"), warc(block, "http://herald.example/grua"))
    doubts = corpus.rejects[corpus.rejects["kind"] == "doubt"]
    assert f"record 2 at offset {len(page('crane'))}" in doubts["place"].tolist()


def test_doubts_of_a_page_stand_with_their_record(tmp_path):
    words = "Hafenverwaltungsgesellschaft Donaudampfschifffahrtskapitänsversammlung Getreideverladeanlagen".split()
    html = (
        article_page().decode().partition("<article>")[0]
        + "<article><h1>The crane falls into the harbour</h1>"
    )
    html += f"<p>{' '.join(words)}.</p><p>{' '.join(reversed(words))} geschlossen.</p></article>"
    corpus = corpus_of(tmp_path, page("crane"), page("kran", html.encode()))
    assert len(corpus.articles) == 2
    doubts = corpus.rejects[corpus.rejects["reason"].str.contains("words of text")]
    assert doubts["place"].tolist() == [f"record 2 at offset {len(page('crane'))}"]


def test_a_page_without_a_headline_is_none(tmp_path):
    html = article_page().decode()
    html = html.replace("<h1>The crane falls into the harbour</h1>", "")
    html = html.replace("<title>The crane falls into the harbour</title>", "")
    corpus = corpus_of(tmp_path, page("crane", html.encode()))
    assert "it has no headline" in corpus.rejects["reason"].item()


def test_the_encoding_of_the_answer_counts_where_the_page_names_none(tmp_path):
    html = article_page("кран").decode().replace("<meta charset='utf-8'>", "").encode("koi8-r")
    corpus = corpus_of(tmp_path, warc(http(html, "Content-Type: text/html; charset=koi8-r")))
    assert corpus.articles["title"].item() == "The кран falls into the harbour"
    assert len(corpus.rejects) == 0


def test_a_damaged_archive_is_read_as_far_as_it_can_be(tmp_path):
    records = [gzip.compress(page(word)) for word in ("crane", "mast", "barge")]
    damaged = bytearray(records[1])
    damaged[40] ^= 0xFF
    corpus = corpus_of(tmp_path, records[0], damaged, records[2], records[0][:60], name="x.warc.gz")
    assert len(corpus.articles) == 2
    assert "damaged" in next(iter(reasons(corpus)))


def test_memory_does_not_grow_with_the_number_of_records(tmp_path):
    picture = gzip.compress(warc(http(b"GIF", "Content-Type: image/gif")))
    path = tmp_path / "pictures.warc.gz"
    peaks = []
    for n_records in (200, 4000):
        path.write_bytes(picture * n_records)
        tracemalloc.start()
        corpus = mk.read_corpus(path)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert reasons(corpus) == {"image": n_records}
    assert peaks[1] < peaks[0] + 500_000


@pytest.mark.parametrize(
    ("name", "n_records"),
    [
        ("bad.arc", 4),
        ("example.arc.gz", 2),
        ("example.warc.gz", 6),
        ("example-bad.warc.gz.bad", 6),
        ("example-iana.org-chunked.warc", 3),
        ("example-space-in-target-uri.warc.gz", 2),
        ("example-trunc.warc", 5),
        ("example-wrong-chunks.warc.gz", 2),
    ],
)
def test_real_archives_without_news(shared, name, n_records):
    corpus = mk.read_corpus(shared / "formats" / "archives" / name)
    assert corpus.files["n_records"].item() == n_records
    assert corpus.files["n_rejected"].item() == n_records


def test_real_pages_are_articles(shared):
    corpus = mk.read_corpus(shared / "formats" / "archives" / "news_pages.warc.gz")
    assert corpus.files["n_records"].item() == 85
    assert len(corpus.articles) == 85
