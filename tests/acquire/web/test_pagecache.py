from datetime import UTC, datetime

import pytest

from mediakit.acquire.web.addresses import parse_address
from mediakit.acquire.web.pagecache import PageCache
from mediakit.acquire.web.web import Answer

URL = "http://herald.example/old"
HEADERS = (
    ("Content-Type", "text/html; charset=koi8-r"),
    ("Content-Encoding", "gzip"),
    ("Set-Cookie", "who=me"),
)
HEADERS += (("X-Folded", "a\r\n b"), ("X-Letters", "é€"))


def answer(status=200, content=b"<p>The pier is closed.</p>"):
    at = datetime(2024, 11, 4, 13, tzinfo=UTC)
    return Answer(parse_address("http://herald.example/new"), status, HEADERS, content, at)


@pytest.mark.parametrize(
    "content", [b"<p>The pier is closed.</p>", b"", b"<p>" * 100_000, b"\r\n\r\nWARC/1.0\r\n"]
)
def test_what_is_kept_comes_back(tmp_path, content):
    cache = PageCache(tmp_path)
    cache.put(URL, answer(content=content))
    kept = cache.get(URL)
    assert (kept.url, kept.time) == ("http://herald.example/new", "2024-11-04T13:00:00Z")
    assert (kept.status, kept.media_type, kept.charset) == (200, "text/html", "koi8-r")
    assert (kept.body, kept.flaw) == (content, "")


def test_failures_are_kept_too(tmp_path):
    cache = PageCache(tmp_path)
    cache.put(URL, answer(404, b""))
    assert cache.get(URL).status == 404


def test_what_was_never_kept_is_not_there(tmp_path):
    assert PageCache(tmp_path).get(URL) is None


def test_the_same_answer_gives_the_same_bytes_and_no_cookies(tmp_path):
    cache = PageCache(tmp_path)
    cache.put(URL, answer())
    first = cache.path(URL).read_bytes()
    cache.put(URL, answer())
    assert cache.path(URL).read_bytes() == first
    assert [path.name for path in tmp_path.iterdir()] == [cache.path(URL).name]
    import gzip

    assert b"Cookie" not in gzip.decompress(first)


def test_wherever_a_file_is_cut_off_or_flipped_it_counts_as_none(tmp_path):
    cache = PageCache(tmp_path)
    cache.put(URL, answer())
    data = cache.path(URL).read_bytes()
    for end in range(len(data)):
        cache.path(URL).write_bytes(data[:end])
        assert cache.get(URL) is None
    for at in range(10, len(data), 3):
        cache.path(URL).write_bytes(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :])
        assert cache.get(URL) is None


def test_nothing_is_left_behind_when_writing_fails(tmp_path, monkeypatch):
    cache = PageCache(tmp_path)
    monkeypatch.setattr(
        "mediakit.acquire.web.pagecache.os.replace", lambda *_: (_ for _ in ()).throw(OSError("disk full"))
    )
    with pytest.raises(OSError, match="disk full"):
        cache.put(URL, answer())
    assert list(tmp_path.iterdir()) == []
