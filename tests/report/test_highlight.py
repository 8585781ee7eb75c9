from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from mediakit.report.highlight import Span, cut_segments, mark_text, nest_segments


@st.composite
def texts_with_spans(draw):
    text = draw(st.text(alphabet="ab \n<&\"'é", max_size=40))
    offsets = st.integers(0, len(text) + 2)
    pairs = draw(st.lists(st.tuples(offsets, offsets), max_size=8))
    spans = [Span(*sorted(pair), f"kind{at % 3}", f"anchor{at}") for at, pair in enumerate(pairs)]
    return text, spans


@given(texts_with_spans())
def test_segments_restore_the_text(given):
    text, spans = given
    segments = cut_segments(text, spans)
    assert "".join(segment.text for segment in segments) == text
    for segment in segments:
        for span in spans:
            covers = span.start <= segment.start < span.end and segment.text != ""
            assert (span in segment.spans) == covers


@given(texts_with_spans())
def test_pieces_nest_and_restore_the_text(given):
    text, spans = given
    pieces = mark_text(text, spans)
    assert "".join(piece.text for piece in pieces) == text
    depth = 0
    for piece in pieces:
        depth += len(piece.opens)
        assert depth >= piece.closes
        depth -= piece.closes
    assert depth == 0
    anchors = [opening.anchor for piece in pieces for opening in piece.opens if opening.anchor]
    inside = [span.anchor for span in spans if span.start < min(span.end, len(text))]
    assert sorted(anchors) == sorted(inside)  # each span once, also where it was broken up


def test_a_nested_span_lies_in_one_element():
    pieces = mark_text("a holy war.", [Span(2, 10, "quote", "q"), Span(2, 6, "frame", "f")])
    shown = [([opening.span.kind for opening in piece.opens], piece.text, piece.closes) for piece in pieces]
    assert shown == [([], "a ", 0), (["quote", "frame"], "holy", 1), ([], " war", 1), ([], ".", 0)]


def test_a_span_that_crosses_another_is_reopened_without_its_anchor():
    pieces = mark_text("abc", [Span(0, 2, "quote", "q"), Span(1, 3, "frame", "f")])
    assert [[(opening.span.kind, opening.anchor) for opening in piece.opens] for piece in pieces] == [
        [("quote", "q")],
        [("frame", "f")],
        [("frame", "")],
    ]


def test_empty_spans_and_empty_texts_give_no_elements():
    assert nest_segments(cut_segments("", [Span(0, 0, "quote")])) == []
    assert mark_text("a", [Span(1, 1, "quote")])[0].opens == ()


class _Balance(HTMLParser):
    """Counts elements that are open."""

    def __init__(self):
        super().__init__()
        self.open, self.text = [], ""

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


@given(texts_with_spans())
def test_the_template_escapes_everything_and_restores_the_text(given):
    from mediakit.report.render import make_environment

    text, spans = given
    macro = make_environment().get_template("macros.html").module.marked
    balance = _Balance()
    balance.feed(str(macro(mark_text(text, spans))))
    balance.close()
    assert balance.text == text
    assert balance.open == []
