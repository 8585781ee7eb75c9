import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from mediakit.report.inert import file_stem, make_inert, safe_url


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b", "a␀b"),
        ("a\u202eb", "a[U+202E]b"),
        ("a\u2067b", "a[U+2067]b"),
        ("a\u200fb", "a[U+200F]b"),
        ("a\x1bb", "a␛b"),
        ("a\x9bb", "a\ufffdb"),
        ("a\ud800b", "a\ufffdb"),
        ("a\r\nb\tc", "a \nb\tc"),
        ("naïve “war”", "naïve “war”"),
    ],
)
def test_control_characters_become_visible(text, shown):
    assert make_inert(text) == shown


def test_markup_and_numbers_stay():
    assert make_inert(Markup("<b>\x00</b>")) == "<b>\x00</b>"
    assert make_inert(3) == 3


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,<script>1</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org/",
        "https://",
        "http:///path",
        "https://[::1",
        "https://example.org\\@evil.example",
        "https://example.org/\u202egnp",
        "https://example.org/a b",
        None,
        float("nan"),
    ],
)
def test_only_plain_web_addresses_become_links(address):
    assert safe_url(address) is None


def test_web_addresses_stay_as_they_are():
    assert safe_url("http://example.org/a?b=c&d#e") == "http://example.org/a?b=c&d#e"


@given(st.text(alphabet=st.characters(codec=None), max_size=60))
def test_file_names_are_valid_on_all_systems(name):
    stem = file_stem(name)
    assert stem.isascii()
    assert 6 <= len(stem) <= 57
    assert set(stem) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not stem.startswith("-")


def test_file_names_do_not_collide():
    names = ["A b", "a b", "a-b", "../a b", "a b ", "con", "CON", "", "é", "e\u0301", "x" * 300, "x" * 301]
    names += [file_stem(name) for name in names]
    stems = [file_stem(name) for name in names]
    assert len(set(stems)) == len(names)
