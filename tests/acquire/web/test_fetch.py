import gzip
import socket
import ssl
import time
import zlib
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from acquire.web.local_server import LocalServer, answer_with, article_page, redirect_to

import mediakit as mk
from mediakit._core.errors import InputError
from mediakit.acquire.formats.captures import MOST_BYTES
from mediakit.acquire.web import addresses
from mediakit.acquire.web.fetch import fetch_articles

PAGE = answer_with(article_page())


@pytest.fixture
def server():
    local = LocalServer()
    yield local
    local.close()


@pytest.fixture
def names(monkeypatch):
    """Host names that end in .example lead to the loopback interface, or where the test says."""
    look_up = socket.getaddrinfo
    told = {}

    def look_up_name(host, port, *arguments, **options):
        if str(host).endswith(".example"):
            host = told.get(host, "127.0.0.1")
            host = host.pop(0) if isinstance(host, list) else host
        return look_up(host, port, *arguments, **options)

    monkeypatch.setattr(addresses.socket, "getaddrinfo", look_up_name)
    return told


def fetch(urls, **options):
    return fetch_articles(urls, **{"delay": 0.0, "timeout": 10.0, "allow_private": True, **options})


def reason_of(server, answer, **options):
    server.answers["/x"] = answer
    corpus = fetch([server.url("/x")], **options)
    assert len(corpus.articles) == 0
    (row,) = corpus.rejects.to_dict("records")
    assert row["source_file"] == server.url("/x")
    assert row["kind"] == "rejected"
    assert row["remedy"]
    return row["reason"]


def test_articles_come_in_the_order_of_the_addresses(server):
    subjects = ["crane", "mast", "barge"]
    for subject in subjects:
        server.answers[f"/{subject}"] = answer_with(article_page(subject))
    corpus = fetch([server.url(f"/{subject}") for subject in subjects])
    assert corpus.articles["title"].tolist() == [f"The {word} falls into the harbour" for word in subjects]
    assert corpus.articles["url"].tolist() == [server.url(f"/{subject}") for subject in subjects]
    assert corpus.articles["captured"].str.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$").all()
    assert len(corpus.rejects) == 0
    assert corpus.files["n_read"].tolist() == [1, 1, 1]


@pytest.mark.parametrize("given", [pd.Series, tuple, iter])
def test_addresses_can_come_in_any_list(server, given):
    server.answers["/x"] = PAGE
    assert len(fetch(given([server.url("/x")])).articles) == 1


def test_addresses_can_come_in_a_file(server, tmp_path):
    server.answers["/x"] = PAGE
    path = tmp_path / "addresses.txt"
    path.write_text(f"# two pages\n\n  {server.url('/x')}\n{server.url('/y')}\n")
    assert fetch(path).files["n_read"].tolist() == [1, 0]
    assert len(fetch(server.url("/x")).articles) == 1


def test_what_is_no_address_is_one_rejection_each(server):
    server.answers["/x"] = PAGE
    given = [None, "", "www.herald.example/x", "file:///etc/passwd", 7, server.url("/x"), server.url("/x")]
    given += [
        "http://[::1",
        "http://herald.example:99999/",
        "http://user:word@herald.example/",
        "http://é\udce9/",
    ]
    corpus = fetch(given)
    assert len(corpus.files) == len(given)
    assert corpus.files["n_records"].tolist() == [1] * len(given)
    assert corpus.files["n_read"].sum() == 1
    reasons = corpus.rejects["reason"].tolist()
    assert len(reasons) == len(given) - 1
    assert "its scheme is 'file'" in reasons[3]
    assert "stands in the list before" in reasons[5]
    assert "user name" in reasons[8]


@pytest.mark.parametrize("given", [[], pd.DataFrame({"url": ["http://a.example/"]}), 7, "no/such/file.txt"])
def test_a_list_that_cannot_be_used_is_an_error(given):
    with pytest.raises(InputError):
        fetch(given)


@pytest.mark.parametrize(
    "option", [{"delay": -1}, {"timeout": 0}, {"delay": float("nan")}, {"contact": "a\nb: c"}]
)
def test_an_option_that_cannot_be_used_is_an_error(option):
    with pytest.raises(InputError):
        fetch(["http://a.example/x"], **option)


def test_requests_say_who_asks(server):
    server.answers["/x"] = PAGE
    fetch([server.url("/x")], contact="desk@university.example")
    for headers in server.headers:
        assert headers["user-agent"].startswith("mediakit")
        assert "desk@university.example" in headers["user-agent"]
        assert "cookie" not in headers


# --- where it may go


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:{port}/x",
        "http://localhost:{port}/x",
        "http://2130706433:{port}/x",
        "http://0x7f000001:{port}/x",
        "http://127.1:{port}/x",
        "http://0177.0.0.1:{port}/x",
        "http://[::1]:{port}/x",
        "http://[::ffff:127.0.0.1]:{port}/x",
        "http://[64:ff9b::7f00:1]:{port}/x",
        "http://[2002:7f00:1::]:{port}/x",
        "http://0.0.0.0:{port}/x",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://100.64.0.1/",
        "http://224.0.0.1/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://１２７.0.0.1:{port}/x",
        "http://inside.example:{port}/x",
    ],
)
def test_the_own_network_is_never_asked(server, names, url):
    server.answers["/x"] = PAGE
    corpus = fetch([url.format(port=server.port)], allow_private=False)
    assert len(corpus.articles) == 0
    assert "private or reserved network" in corpus.rejects["reason"].item() or (
        "is not found" in corpus.rejects["reason"].item()  # some systems refuse the odd notations themselves
    )
    assert server.requests == []


@pytest.fixture
def only_one_is_public(monkeypatch):
    monkeypatch.setattr(addresses, "is_public", lambda ip: ip == "127.0.0.1")


@pytest.mark.usefixtures("only_one_is_public")
@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("http://127.0.0.2:{port}/secret", "private or reserved network (127.0.0.2)"),
        ("//127.0.0.2:{port}/secret", "private or reserved network (127.0.0.2)"),
        ("http://router.example:{port}/secret", "private or reserved network (127.0.0.3)"),
        ("file:///etc/passwd", "its scheme is 'file'"),
        ("ftp://herald.example/x", "its scheme is 'ftp'"),
        ("javascript:alert(1)", "its scheme is 'javascript'"),
        ("https://", "names no host"),
    ],
)
def test_a_redirect_is_checked_as_the_first_address_is(server, names, location, reason):
    names["router.example"] = "127.0.0.3"
    server.answers["/secret"] = PAGE
    server.answers["/x"] = redirect_to(location.format(port=server.port))
    assert reason in reason_of(server, server.answers["/x"], allow_private=False)
    assert "/secret" not in server.paths()


@pytest.mark.usefixtures("only_one_is_public")
def test_the_address_that_was_checked_is_the_one_that_is_asked(server, names):
    names["rebound.example"] = ["127.0.0.1", "127.0.0.2", "127.0.0.2"]
    server.answers["/x"] = PAGE
    corpus = fetch([server.url("/x", "rebound.example")], allow_private=False)
    assert "127.0.0.2" in corpus.rejects["reason"].item()  # robots.txt was asked at the first
    assert server.requests == [("rebound.example", "/robots.txt")]


def test_a_host_with_one_private_address_is_refused(monkeypatch):
    entries = [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("192.168.0.1", 80))]
    monkeypatch.setattr(addresses.socket, "getaddrinfo", lambda *_, **__: entries)
    corpus = fetch(["http://mixed.example/x"], allow_private=False)
    assert "192.168.0.1" in corpus.rejects["reason"].item()


# --- redirects, statuses, retries


def test_redirects_are_followed_and_the_address_is_that_of_the_end(server):
    server.answers["/old"] = redirect_to("/newer", "301 Moved Permanently")
    server.answers["/newer"] = redirect_to(server.url("/new#top"), "308 Permanent Redirect")
    server.answers["/new"] = PAGE
    corpus = fetch([server.url("/old")])
    assert corpus.articles["url"].item() == server.url("/new")
    assert corpus.articles["source_file"].item() == server.url("/old")


def test_a_loop_of_redirects_ends(server):
    assert "redirects" in reason_of(server, redirect_to("/x"))
    assert server.paths().count("/x") == 6


@pytest.mark.parametrize(
    "status", ["404 Not Found", "403 Forbidden", "410 Gone", "451 x", "999 y", "206 Partial"]
)
def test_other_statuses_are_rejections(server, status):
    assert f"answered {status[:3]}" in reason_of(server, answer_with(article_page(), status=status))
    assert server.paths().count("/x") == 1


def test_a_busy_server_is_asked_again_when_it_says(server):
    busy = answer_with(b"", status="429 Too Many Requests", headers=["Retry-After: 1"])
    server.answers["/x"] = [busy, answer_with(b"", status="503 Service Unavailable"), PAGE]
    begin = time.monotonic()
    assert len(fetch([server.url("/x")]).articles) == 1
    assert time.monotonic() - begin >= 1
    assert server.paths().count("/x") == 3


@pytest.mark.parametrize(
    "headers", [[], ["Retry-After: Fri, 01 Jan 2016 00:00:00 GMT"], ["Retry-After: soon"]]
)
def test_a_server_that_stays_busy_is_given_up(server, headers):
    answer = answer_with(b"", status="503 Service Unavailable", headers=headers)
    assert "answered 503" in reason_of(server, answer)
    assert server.paths().count("/x") == 3


@pytest.mark.parametrize("wait", ["86400", "9" * 400, "Fri, 01 Jan 2100 00:00:00 GMT"])
def test_nobody_waits_for_hours(server, wait):
    answer = answer_with(b"", status="429 Too Many Requests", headers=[f"Retry-After: {wait}"])
    assert "answered 429" in reason_of(server, answer)
    assert server.paths().count("/x") == 1


# --- robots.txt


def robots(text, **options):
    return answer_with(text.encode(), kind="text/plain", **options)


def test_what_robots_txt_forbids_is_not_asked(server):
    server.answers |= {"/open": PAGE, "/news/x": PAGE}
    server.answers["/robots.txt"] = robots(
        "User-agent: mediakit\nDisallow: /*/x$\n\nUser-agent: *\nAllow: /\n"
    )
    corpus = fetch([server.url("/open"), server.url("/news/x")])
    assert corpus.articles["url"].tolist() == [server.url("/open")]
    assert "robots.txt forbids" in corpus.rejects["reason"].item()
    assert server.paths() == ["/robots.txt", "/open"]


def test_rules_for_other_programs_are_not_ours(server):
    server.answers |= {"/x": PAGE, "/robots.txt": robots("User-agent: otherbot\nDisallow: /\n")}
    assert len(fetch([server.url("/x")]).articles) == 1


def test_robots_txt_that_fails_forbids_all(server):
    server.answers["/robots.txt"] = robots("", status="500 Internal Server Error")
    assert "robots.txt cannot be read" in reason_of(server, PAGE)
    assert "/x" not in server.paths()


def test_the_rules_hold_for_the_target_of_a_redirect(server):
    server.answers |= {"/hidden": PAGE, "/robots.txt": robots("User-agent: *\nDisallow: /hidden\n")}
    assert "robots.txt forbids" in reason_of(server, redirect_to("/hidden"))
    assert "/hidden" not in server.paths()


def test_a_crawl_delay_is_kept(server):
    server.answers |= {"/x": PAGE, "/y": PAGE, "/robots.txt": robots("User-agent: *\nCrawl-delay: 0.4\n")}
    fetch([server.url("/x"), server.url("/y")])
    (_, _), (_, end), (begin, _) = server.spans["127.0.0.1"]
    assert begin - end >= 0.39
    server.answers["/robots.txt"] = robots("User-agent: *\nCrawl-delay: 3600\n")
    assert "asks for 3600 seconds" in fetch([server.url("/x")]).rejects["reason"].item()


def test_an_endless_robots_txt_is_read_as_far_as_it_counts(server):
    def endless(out):
        out.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *\nDisallow: /x\n")
        while not server.closed.is_set():
            out.write(b"# more\n" * 10_000)

    server.answers["/robots.txt"] = endless
    assert "robots.txt forbids" in reason_of(server, PAGE)


# --- one at a time


@pytest.mark.usefixtures("names")
def test_one_host_is_asked_one_at_a_time_with_a_pause_and_others_beside_it(server):
    def slowly(out):
        time.sleep(0.05)
        out.write(PAGE)

    paths = ["/a", "/b", "/c"]
    server.answers |= dict.fromkeys(paths, slowly) | {"/away": redirect_to(server.url("/b", "two.example"))}
    hosts = ["one.example", "two.example"]
    fetch([server.url(path, host) for path in [*paths, "/away"] for host in hosts], delay=0.1)
    assert server.most_at_once == {"one.example": 1, "two.example": 1}
    for host in hosts:
        spans = sorted(server.spans[host])
        assert all(begin - end >= 0.09 for (_, end), (begin, _) in pairwise(spans))
    first, second = (server.spans[host] for host in hosts)
    assert min(first)[0] < max(second)[1] and min(second)[0] < max(first)[1]


# --- broken, slow and hostile answers


def test_a_page_that_takes_too_long_is_given_up(server):
    def drip(out):
        out.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while not server.closed.wait(0.05):
            out.write(b"<p>")

    assert "took longer than 0.5 seconds" in reason_of(server, drip, timeout=0.5)


@pytest.mark.parametrize("sent", [b"", b"HTTP/1.1 200 OK\r\nX-A: b", b"HTTP/1.1 200 OK\r\n"])
def test_headers_that_never_end_are_given_up(server, sent):
    def drip(out):
        out.write(sent)
        while not server.closed.wait(0.05):
            out.write(b"X: y\r\n" if sent.endswith(b"\n") else b"x")

    assert "took longer than 0.5 seconds" in reason_of(server, drip, timeout=0.5)


def test_an_endless_page_is_given_up(server, tmp_path):
    def endless(out):
        out.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while not server.closed.is_set():
            out.write(b"<p>The pier is closed.</p>" * 10_000)

    assert "larger than" in reason_of(server, endless, cache=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_page_that_says_it_is_huge_is_not_read(server):
    assert "larger than" in reason_of(server, answer_with(b"<p>", length=MOST_BYTES + 1))


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "gzip, gzip"])
def test_a_bomb_is_given_up(server, encoding):
    bomb = b"<p>" * (MOST_BYTES // 2)
    body = zlib.compress(bomb) if encoding == "deflate" else gzip.compress(bomb)
    body = gzip.compress(body) if "," in encoding else body
    assert "larger than" in reason_of(server, answer_with(body, headers=[f"Content-Encoding: {encoding}"]))


@pytest.mark.parametrize(
    "answer",
    [
        answer_with(article_page(), length=5000),
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n<p>",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<p>",
        b"",
        b"\x00\xff" * 100,
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X-Many: headers\r\n" * 1000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000,
        answer_with(b"no gzip", headers=["Content-Encoding: gzip"]),
    ],
)
def test_a_broken_answer_is_a_rejection(server, answer):
    reason = reason_of(server, answer)
    assert "malformed" in reason or "cannot be undone" in reason or "no web page" in reason


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (answer_with(b"%PDF-1.7", kind="application/pdf"), "it is application/pdf"),
        (answer_with(b"\x89PNG" + bytes(100), kind="text/html"), "neither declares itself an article"),
        (answer_with(article_page() + bytes(100), kind="text/html"), "binary"),
        (answer_with(b"<h1>Log in</h1>"), "neither declares itself an article"),
        (answer_with(b"", kind="text/html"), "neither declares itself an article"),
        (redirect_to("", status="302 Found"), "answered 302"),
    ],
)
def test_what_is_no_article_is_a_rejection(server, answer, reason):
    assert reason in reason_of(server, answer)


def test_a_server_that_is_not_there(server):
    port = server.port
    server.close()
    corpus = fetch([f"http://127.0.0.1:{port}/x", "http://no-such-host.invalid/x"])
    assert "cannot be reached" in corpus.rejects["reason"].iloc[0]
    assert "is not found" in corpus.rejects["reason"].iloc[1]


def test_the_encoding_of_the_answer_counts_where_the_page_names_none(server):
    page = article_page("кран", head='<meta property="og:type" content="article">').decode()
    page = page.replace("<meta charset='utf-8'>", "")
    server.answers["/x"] = answer_with(page.encode("koi8-r"), kind="text/html; charset=KOI8-R")
    assert fetch([server.url("/x")]).articles["title"].item() == "The кран falls into the harbour"


def test_packed_answers_are_unpacked(server):
    body = gzip.compress(article_page())
    server.answers["/x"] = answer_with(body, headers=["Content-Encoding: gzip"])
    chunked = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
    server.answers["/y"] = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n" + chunked
    )
    assert len(fetch([server.url("/x"), server.url("/y")]).articles) == 2


# --- the cache


def test_a_second_run_asks_for_nothing(server, tmp_path):
    server.answers |= {"/x": PAGE, "/pdf": answer_with(b"%PDF", kind="application/pdf")}
    urls = [server.url(path) for path in ("/x", "/gone", "/pdf")]
    first = fetch(urls, cache=tmp_path / "new" / "pages")
    server.requests.clear()
    second = fetch(urls, cache=tmp_path / "new" / "pages")
    assert server.requests == []
    pd.testing.assert_frame_equal(first.articles, second.articles)
    pd.testing.assert_frame_equal(first.rejects, second.rejects)


def test_a_run_goes_on_where_it_was_broken_off(server, tmp_path):
    server.answers |= {"/x": PAGE, "/y": answer_with(b"", status="503 Service Unavailable")}
    urls = [server.url("/x"), server.url("/y")]
    assert fetch(urls, cache=tmp_path).files["n_read"].tolist() == [1, 0]
    server.answers["/y"] = answer_with(article_page("mast"))
    server.requests.clear()
    assert fetch(urls, cache=tmp_path).files["n_read"].tolist() == [1, 1]
    assert "/x" not in server.paths()


def test_a_damaged_file_of_the_cache_is_fetched_again(server, tmp_path):
    server.answers["/x"] = PAGE
    fetch([server.url("/x")], cache=tmp_path)
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:200])
    assert len(fetch([server.url("/x")], cache=tmp_path).articles) == 1
    assert server.paths().count("/x") == 2


def test_the_cache_is_a_folder_of_web_archives(server, tmp_path):
    server.answers["/x"] = PAGE
    fetched = fetch([server.url("/x")], cache=tmp_path).articles
    read = mk.read_corpus(tmp_path).articles
    shown = ["article_id", "title", "text", "url", "captured"]
    pd.testing.assert_frame_equal(read[shown], fetched[shown])
    assert [path.name for path in Path(tmp_path).iterdir() if path.name.startswith(".")] == []


def test_a_cache_that_is_a_file_is_an_error(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="cannot be made"):
        fetch(["http://a.example/x"], cache=tmp_path / "file")


# --- https: a certificate nobody vouches for, made for this test

CERTIFICATE = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgrOg16qpkgV6OK8uZ
ZA2vuuc5uEOZE4sXUFtwP7ln/4GhRANCAATW3B524ErFRFzaVr7TTfd1iu5t8/Gg
ynLz4mD4hgQyQoivIqZXsx9XcYEYthf3RXA9XmP5yq1NFMOXEOPeiPky
-----END PRIVATE KEY-----
-----BEGIN CERTIFICATE-----
MIIBlDCCATugAwIBAgIUM77SB8my8F+1qD+55BgQtI7IRfEwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMzE3MjcxNFoYDzIxMjYxMDMw
MTcyNzE0WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATW3B524ErFRFzaVr7TTfd1iu5t8/GgynLz4mD4hgQyQoivIqZXsx9X
cYEYthf3RXA9XmP5yq1NFMOXEOPeiPkyo2kwZzAdBgNVHQ4EFgQU48lbFvF0WACM
flc2i0VnWZtU7G8wHwYDVR0jBBgwFoAU48lbFvF0WACMflc2i0VnWZtU7G8wDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
RwAwRAIgPqbwpguIY+hlCpwRq5IXhMV2UikeUeSqhMJqoFlqsh4CIClmxizqfj0z
FfJuLSQcB0aAUJwtyH3PJtITQ28wHzfH
-----END CERTIFICATE-----
"""


def test_a_certificate_nobody_vouches_for_is_refused(server, tmp_path):
    path = tmp_path / "server.pem"
    path.write_text(CERTIFICATE)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    server.wrap(context)
    server.answers["/x"] = PAGE
    corpus = fetch([f"https://localhost:{server.port}/x"])
    assert "certificate cannot be trusted" in corpus.rejects["reason"].item()
    assert server.requests == []


def test_a_certificate_counts_for_the_name_not_the_address(server, tmp_path, monkeypatch):
    path = tmp_path / "server.pem"
    path.write_text(CERTIFICATE)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    server.wrap(context)
    server.answers["/x"] = PAGE
    assert len(fetch([f"https://localhost:{server.port}/x"]).articles) == 1
    corpus = fetch([f"https://127.0.0.1:{server.port}/x"])
    assert "certificate cannot be trusted" in corpus.rejects["reason"].item()
