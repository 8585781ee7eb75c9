import gzip
import io
import zlib

import pytest
from acquire.formats.made_archives import ARC_HEAD, HTML, arc, http, warc

from mediakit.acquire.formats.captures import MOST_BYTES, is_archive, read_captures

PAGE = b"<html><p>The pier is closed.</p></html>"
CHUNKED = b"%x\r\n%b\r\n0\r\n\r\n" % (len(PAGE), PAGE)


def read(data):
    start = zlib.decompressobj(31).decompress(data) if data[:2] == b"\x1f\x8b" else data
    return list(read_captures(io.BytesIO(data), start))


def urls(data):
    return [
        capture.url.rpartition("/")[2] if capture.kind != "damaged" else "damaged" for capture in read(data)
    ]


def three(**options):
    return [warc(http(PAGE), f"http://herald.example/{name}", **options) for name in "abc"]


def test_a_page_and_where_it_stands():
    first, second = read(
        warc(b"software: x", kind="warcinfo", media="application/warc-fields") + warc(http(PAGE))
    )
    assert (first.kind, first.body) == ("warcinfo", None)
    assert second.offset == len(warc(b"software: x", kind="warcinfo", media="application/warc-fields"))
    assert (second.url, second.time) == ("http://herald.example/crane", "2024-11-04T13:00:00Z")
    assert (second.status, second.media_type, second.charset) == (200, "text/html", "utf-8")
    assert (second.body, second.flaw) == (PAGE, "")


@pytest.mark.parametrize("pack", [b"".join, lambda records: gzip.compress(b"".join(records))])
def test_plain_and_packed_as_a_whole(pack):
    assert urls(pack(three())) == ["a", "b", "c"]


def test_packed_record_by_record():
    packed = [gzip.compress(record) for record in three()]
    assert [capture.offset for capture in read(b"".join(packed))] == [
        0,
        len(packed[0]),
        len(packed[0] + packed[1]),
    ]


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ("Content-Encoding: gzip", gzip.compress(PAGE)),
        ("Content-Encoding: deflate", zlib.compress(PAGE)),
        ("Content-Encoding: identity", PAGE),
        ("Transfer-Encoding: chunked", CHUNKED),
        ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip", b"%x\r\n%b\r\n0\r\n\r\n" % (len(gzip.compress(PAGE)), gzip.compress(PAGE))),
        # Archives keep headers of encodings that they have taken off.
        ("Content-Encoding: gzip", PAGE),
        ("Content-Encoding: br", PAGE),
        ("Content-Encoding: zstd", PAGE),
        ("Transfer-Encoding: chunked", PAGE),
        ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip", gzip.compress(PAGE)),
    ],
    ids=["gzip", "deflate", "identity", "chunked", "chunked gzip",
         "no gzip", "no br", "no zstd", "not chunked", "gzip, not chunked"],
)  # fmt: skip
def test_encodings_are_taken_off(headers, body):
    first, second = read(warc(http(body, f"{HTML}\r\n{headers}")) + warc(http(PAGE)))
    assert (first.body, first.flaw) == (PAGE, "")
    assert second.body == PAGE


@pytest.mark.parametrize(
    ("headers", "body", "flaw"),
    [
        ("Content-Encoding: gzip", b"no gzip", "encoding"),
        ("Content-Encoding: rot13", b"cntr", "encoding"),
        ("Transfer-Encoding: chunked", CHUNKED[:20], "encoding"),
        ("Content-Encoding: gzip", gzip.compress(b"<p>" * MOST_BYTES), "large"),
        ("X: y", b"<p>" * MOST_BYTES, "large"),
    ],
)
def test_a_body_that_cannot_be_used_says_why_and_costs_no_other(headers, body, flaw):
    first, second = read(warc(http(body, f"{HTML}\r\n{headers}")) + warc(http(PAGE)))
    assert first.flaw == flaw
    assert second.body == PAGE


def test_bare_line_ends_of_headers_are_read():
    assert read(warc(http(PAGE, end="\n")))[0].body == PAGE
    first, second = read(2 * warc(http(PAGE), end="\n"))
    assert first.body == second.body == PAGE


def test_a_page_kept_without_its_answer():
    (capture,) = read(warc(PAGE, kind="resource", media='text/html; charset="koi8-r"'))
    assert (capture.body, capture.charset, capture.status) == (PAGE, "koi8-r", None)


@pytest.mark.parametrize(
    "record",
    [
        warc(http(b"GIF", "Content-Type: image/gif")),
        warc(http(PAGE, status="404 Not Found")),
        warc(http(PAGE), kind="revisit"),
        warc(http(PAGE), kind="request"),
        warc(b"no answer"),
    ],
)
def test_what_is_no_page_has_no_body(record):
    assert read(record)[0].body is None


def test_addresses_in_brackets_and_with_spaces():
    (capture,) = read(warc(http(PAGE), "<http://herald.example/a b>"))
    assert capture.url == "http://herald.example/a b"


def test_a_record_marked_as_cut_off_is():
    (capture,) = read(warc(http(PAGE), extra=["WARC-Truncated: length"]))
    assert capture.flaw == "truncated"


# --- damage


@pytest.mark.parametrize("length", [20, 150, 450, -1, "x", 10**30])
def test_a_wrong_length_costs_one_record(length):
    a, _, c = three()
    wrong = warc(http(PAGE + 20 * b"<p>The pier is closed.</p>"), "http://herald.example/b", length=length)
    found = urls(a + wrong + c + warc(http(PAGE), "http://herald.example/d"))
    assert found[0] == "a"
    assert "damaged" in found
    assert found[-1] == "d"
    assert found.count("damaged") == 1


def test_a_length_beyond_the_end_costs_no_other_record():
    a, b, c = three()
    wrong = warc(http(PAGE), "http://herald.example/x", length=9999)
    captures = read(a + wrong + b + c)
    assert [capture.url[-1] for capture in captures] == ["a", "x", "b", "c"]
    assert [capture.flaw for capture in captures] == ["", "cut", "", ""]


def test_damage_in_a_packed_record_costs_that_record():
    packed = [bytearray(gzip.compress(record)) for record in three()]
    packed[1][30] ^= 0xFF
    packed[1][31] ^= 0xFF
    assert urls(b"".join(packed)) == ["a", "damaged", "c"]


def test_rubbish_before_and_between_is_passed_over():
    a, b, c = three()
    assert urls(a + b"rubbish\r\n" * 9 + b + c) == ["a", "damaged", "b", "c"]
    data = b"WARC/1.0\r\nrubbish\r\n\r\n" + a + b
    assert urls(data)[-2:] == ["a", "b"]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_wherever_a_file_is_cut_off_what_is_whole_is_read_and_the_rest_counted(pack):
    parts = [pack(record) for record in three()]
    data, whole = b"".join(parts), len(parts[0] + parts[1])
    for end in range(whole + 15, len(data) - 9, 7):
        captures = read(data[:end])
        assert [capture.body for capture in captures[:2]] == [PAGE, PAGE]
        (last,) = captures[2:]
        assert last.kind == "damaged" or last.flaw == "cut" or last.body is None


def test_a_page_about_archives_is_no_record():
    page = PAGE + b"\r\n\r\n" + warc(http(b"<p>forged</p>"), "http://forged.example/")
    assert urls(warc(http(page), "http://herald.example/a")) == ["a"]


def test_a_file_of_nothing_but_beginnings_ends():
    assert len(read(b"WARC/1.0\r\n" * 5000)) <= 1001


# --- ARC


@pytest.mark.parametrize("pack", [b"".join, lambda records: b"".join(map(gzip.compress, records))])
def test_arc(pack):
    records = [
        ARC_HEAD,
        arc(http(PAGE)),
        arc(b"GIF" * 9, media="image/gif"),
        arc(PAGE, "http://herald.example/b c"),
    ]
    head, page, picture, bare = read(pack(records))
    assert (head.kind, picture.media_type) == ("warcinfo", "image/gif")
    assert (page.url, page.time, page.status) == ("http://herald.example/crane", "2004-11-04T13:00:00Z", 200)
    assert (page.body, page.offset) == (PAGE, len(ARC_HEAD))
    assert (bare.url, bare.body, bare.status) == ("http://herald.example/b c", PAGE, None)


def test_arc_of_version_2():
    line = f"http://herald.example/crane 192.0.2.1 20041104 text/html 200 abc - 0 x.arc {len(http(PAGE))}\n"
    (capture,) = read(ARC_HEAD + line.encode() + http(PAGE) + b"\n")[1:]
    assert (capture.body, capture.time) == (PAGE, "2004-11-04")


@pytest.mark.parametrize("length", [-1, "abc", ""])
def test_a_wrong_length_in_arc_costs_one_record(length):
    data = (
        ARC_HEAD
        + arc(http(PAGE), "http://herald.example/a", length=length)
        + arc(http(PAGE), "http://herald.example/b")
    )
    assert urls(data)[-2:] == ["damaged", "b"]


def test_arc_cut_off():
    assert read((ARC_HEAD + arc(http(PAGE)))[:-10])[1].flaw == "cut"
    packed = gzip.compress(ARC_HEAD) + gzip.compress(arc(http(PAGE)))
    assert read(packed[:-20])[-1].kind == "damaged"


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (b"WARC/1.0\r\nWARC-Type: x", True),
        (b"WARC/1.1\nWARC-Type: x", True),
        (ARC_HEAD, True),
        (b"WARC/1.0 is a format\n", False),
        (b"The file begins:\nWARC/1.0\r\n", False),
        (b"filedesc://x.arc is how ARC begins", False),
        (b"", False),
    ],
)
def test_archives_are_told_by_their_first_bytes(start, expected):
    assert is_archive(start) is expected
