from lxml import html

from mediakit.acquire.exports.exports import Line, read_lines


def lines(markup, **options):
    return read_lines(html.fromstring(f"<div>{markup}</div>"), **options)


def test_blocks_and_breaks():
    found = lines("<p>One <i>and</i>\n two<br>three</p>four")
    assert [(line.text, line.gap) for line in found] == [
        ("One and two", True),
        ("three", False),
        ("four", True),
    ]


def test_labels_are_bold_and_end_in_a_colon():
    found = lines(
        "<p><b>Author: </b>Ann <b>Lee:</b> x</p><p><strong>Bold</strong> text</p><p><b>Date:</b></p>"
    )
    assert [(line.label, line.text) for line in found] == [
        ("Author", "Ann Lee: x"),
        ("", "Bold text"),
        ("Date", ""),
    ]


def test_marks_reach_inside_and_part_lines():
    found = lines("<span class='T x'>A <b>b</b></span>c", marks={"t": "title"})
    assert [(line.kind, line.text) for line in found] == [("title", "A b"), ("", "c")]


def test_silent_parts_and_anchors():
    found = lines(
        "<a name='D1'></a>a<aside>b</aside><div class='ad'>c</div>d", silent=("aside", "ad"), anchors=True
    )
    assert found[0] == Line("D1", kind="anchor")
    assert [line.text for line in found[1:]] == ["a", "d"]
