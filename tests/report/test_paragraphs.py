from hypothesis import given
from hypothesis import strategies as st

from mediakit.report.highlight import Span
from mediakit.report.paragraphs import LONGEST, PART, mark_paragraphs, part_paragraphs


def words(paragraph):
    return "".join(piece.text for piece in paragraph.pieces)


def anchors(paragraph):
    return [opening.anchor for piece in paragraph.pieces for opening in piece.opens]


@given(st.text(alphabet="ab \n", max_size=40))
def test_paragraphs_are_the_lines_with_words_in_them(text):
    shown = [words(paragraph) for paragraph in mark_paragraphs(text, [])]
    assert shown == [line for line in text.split("\n") if line.strip()]


def test_a_span_over_two_paragraphs_has_its_anchor_in_the_first():
    first, second = mark_paragraphs("One.\n\nTwo.", [Span(0, 10, "quote", "q")])
    assert anchors(first) + anchors(second) == ["q", ""]


def test_a_span_that_starts_between_paragraphs_has_its_anchor_in_the_next():
    _, second = mark_paragraphs("One.\n\nTwo.", [Span(4, 10, "quote", "q")])
    assert anchors(second) == ["q"]


def test_a_paragraph_too_long_for_a_browser_is_cut_between_words():
    line = "word " * LONGEST
    found = mark_paragraphs(f"Short.\n\n{line}\n\nShort.", [])
    assert "".join(words(paragraph) for paragraph in found[1:-1]) == line
    assert all(words(paragraph).endswith("word ") for paragraph in found[1:-1])
    assert max(paragraph.length for paragraph in found) <= LONGEST
    assert [paragraph.goes_on for paragraph in found] == [False, *[True] * (len(found) - 3), False, False]


def test_a_line_without_a_space_is_cut_all_the_same():
    line = "x" + "\u0301" * 3 * LONGEST
    found = mark_paragraphs(line, [Span(0, len(line), "quote", "q")])
    assert "".join(words(paragraph) for paragraph in found) == line
    assert max(paragraph.length for paragraph in found) <= LONGEST
    assert [anchors(paragraph) for paragraph in found] == [["q"], [""], [""], [""]]


def test_parts_hold_all_paragraphs_and_have_one_size():
    paragraphs = mark_paragraphs("\n".join("x" * 999 for _ in range(50)), [])
    parts = part_paragraphs(paragraphs)
    assert [paragraph for part in parts for paragraph in part] == paragraphs
    sizes = [sum(paragraph.length for paragraph in part) for part in parts]
    assert all(PART <= size < PART + 999 for size in sizes[:-1])
    assert 0 < sizes[-1] < PART + 999


def test_no_text_has_no_part():
    assert part_paragraphs(mark_paragraphs(" \n\n ", [])) == []
