import pytest

from mediakit.acquire.formats.wirexml import first_element, parse_xml, read_body, read_markup
from mediakit.acquire.unzip import UnreadableError


def paragraphs(markup):
    blocks, _ = read_body(parse_xml(f"<body>{markup}</body>".encode())[0])
    return [block.text for block in blocks]


def test_namespaces_are_dropped():
    root, problems = parse_xml(b'<n:a xmlns:n="http://ostrel.example/"><n:b/></n:a>')
    assert (root.tag, root[0].tag, problems) == ("a", "b", [])


def test_document_type_and_its_entities_are_dropped():
    bomb = b'<!DOCTYPE a [<!ENTITY x "xxxx"><!ENTITY y "&x;&x;">]><a>One &y; two, caf&eacute; &amp; bar.</a>'
    assert parse_xml(bomb)[0].text == "One &y; two, café & bar."


def test_no_file_is_opened(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    root, _ = parse_xml(f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><a>Read &x;</a>'.encode())
    assert root.text == "Read &x;"


def test_bare_ampersands_stay():
    assert parse_xml(b"<a>Ruiz & Ek, R&D</a>")[0].text == "Ruiz & Ek, R&D"


@pytest.mark.parametrize("number", ["#xD800", "#0", "#x110000", "#31"])
def test_numbers_of_no_character(number):
    root, problems = parse_xml(f"<a>One &{number}; two &#233;.</a>".encode())
    assert (root.text, problems) == ("One \ufffd two é.", [])


def test_sections_of_characters_stay_as_they_are():
    assert parse_xml(b"<a><![CDATA[<p>Ruiz & Ek &amp; co</p>]]></a>")[0].text == "<p>Ruiz & Ek &amp; co</p>"


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1252", "utf-16"])
def test_encodings(encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?><a>Señor Núñez</a>'
    assert parse_xml(text.encode(encoding))[0].text == "Señor Núñez"


def test_damaged_xml_is_read_as_far_as_it_goes():
    root, problems = parse_xml(b"<a><b>One.</b><b>Two")
    assert [child.text for child in root] == ["One.", "Two"]
    assert problems[0].doubt
    assert "damaged" in problems[0].reason


@pytest.mark.parametrize("data", [b"", b"no markup", b"<!-- a", b"<!DOCTYPE nitf"])
def test_what_is_no_xml(data):
    with pytest.raises(UnreadableError):
        parse_xml(data)


def test_paragraphs():
    assert paragraphs("<p>One <b>and</b>\n  more.</p><ul><li>Two</li><li>Three</li></ul><p> </p>") == [
        "One and more.",
        "Two",
        "Three",
    ]


def test_text_beside_paragraphs_is_kept():
    assert paragraphs("Before. <p>One.</p> Between. <p>Two.</p> After.") == [
        "Before.",
        "One.",
        "Between.",
        "Two.",
        "After.",
    ]


def test_line_breaks_inside_a_sentence_join():
    assert paragraphs("<p>The talks went on <br/>for a day.<br/>Nobody left.<br/><br/>and so on</p>") == [
        "The talks went on for a day.",
        "Nobody left.",
        "and so on",
    ]


def test_plain_text_is_split_at_blank_lines():
    assert paragraphs("One.\n\nTwo.") == ["One.", "Two."]


def test_pictures_scripts_and_headers_are_apart():
    markup = (
        "<header><h1>T</h1></header><p>One.</p><figure><img/><figcaption>The port.</figcaption></figure>"
        "<script>x()</script>"
    )
    blocks, captions = read_body(parse_xml(f"<body>{markup}</body>".encode())[0])
    assert ([block.text for block in blocks], captions) == (["One."], ["The port."])


def test_headings_are_marked():
    blocks, _ = read_body(parse_xml(b"<body><p>One.</p><hl2>What now</hl2><p>Two.</p></body>")[0])
    assert [block.heading for block in blocks] == [False, True, False]


def test_cells_of_a_row_stand_in_one_line():
    assert paragraphs("<table><tr><td>Ostrel</td><td>2</td></tr><tr><td>Vik</td><td>1</td></tr></table>") == [
        "Ostrel | 2",
        "Vik | 1",
    ]


def test_markup_of_a_record():
    blocks, _ = read_markup("<p>One &amp; two.</p><p>Three.</p>")
    assert [block.text for block in blocks] == ["One & two.", "Three."]


@pytest.mark.parametrize("number", ["#xD800", "#0", "#x110000"])
def test_numbers_of_no_character_in_the_markup_of_a_record(number):
    blocks, _ = read_markup(f"<p>One &{number}; two.</p><p>Three.</p>")
    assert blocks[-1].text == "Three."


@pytest.mark.parametrize(
    ("start", "first"),
    [
        (b"<nitf>", b"<nitf>"),
        (
            b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- <rss> -->\n<!DOCTYPE nitf [<!ENTITY a '>'>]>\n<nitf>",
            b"<nitf>",
        ),
        ("<nitf>".encode("utf-16"), b"<nitf>"),
        (b"<!-- <nitf>", b""),
        (b"Text <nitf>", b""),
        (b"", b""),
    ],
)
def test_first_element(start, first):
    assert first_element(start) == first
