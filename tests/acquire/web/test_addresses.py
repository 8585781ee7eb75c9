import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit.acquire.unzip import UnreadableError
from mediakit.acquire.web.addresses import is_public, parse_address


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (" http://Herald.Example ", "http://herald.example/"),
        ("https://herald.example:8443/x?y=1#z", "https://herald.example:8443/x?y=1"),
        ("http://zeitung-für-ostrel.example/ä", "http://xn--zeitung-fr-ostrel-b3b.example/%C3%A4"),
        ("http://[2001:DB8::1]:80/", "http://[2001:db8::1]/"),
        ("http://herald.example?q=a b%20c", "http://herald.example/?q=a%20b%20c"),
        ("http://herald.example/a\r\nHost: b", "http://herald.example/aHost:%20b"),
    ],
)
def test_an_address_is_written_in_one_way(url, expected):
    assert str(parse_address(url)) == expected


def test_a_redirect_can_be_relative():
    base = parse_address("https://herald.example/a/b?c")
    assert str(parse_address("../d", base)) == "https://herald.example/d"
    assert str(parse_address("//gazette.example/d", base)) == "https://gazette.example/d"


@pytest.mark.parametrize(
    "url",
    ["", "herald.example", "file:///etc/passwd", "http:///x", "http://a:b@herald.example/", "http://[::1", "http://a:0x/",
     "http://a..b.é/", "http://a b/", "http://" + "é" * 70 + ".example/"],
)  # fmt: skip
def test_what_is_no_address_is_refused(url):
    with pytest.raises(UnreadableError):
        parse_address(url)


@given(st.text())
def test_any_text_is_an_address_or_refused(text):
    for url in (text, f"http://{text}", f"http://herald.example/{text}"):
        try:
            written = str(parse_address(url))
        except UnreadableError:
            continue
        assert written.isascii() and written.isprintable() and " " not in written
        assert str(parse_address(written)) == written


PRIVATE = """0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 192.0.0.1 192.0.2.1
192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 240.0.0.1 255.255.255.255 :: ::1 ::ffff:10.0.0.1
::ffff:127.0.0.1 ::127.0.0.1 64:ff9b::10.0.0.1 64:ff9b::127.0.0.1 64:ff9b:1::1 100::1 2001::1 2001:db8::1
2002:7f00:1:: 2002:a00:1:: fc00::1 fd12::1 fe80::1 fec0::1 ff02::1""".split()
PUBLIC = "93.184.216.34 8.8.8.8 2606:2800:220:1:248:1893:25c8:1946 ::ffff:93.184.216.34 64:ff9b::93.184.216.34".split()


@pytest.mark.parametrize("ip", PRIVATE)
def test_addresses_inside_a_network_are_not_public(ip):
    assert not is_public(ip)


@pytest.mark.parametrize("ip", PUBLIC)
def test_addresses_outside_are_public(ip):
    assert is_public(ip)
