from itertools import pairwise

import pandas as pd
import pytest
from assess.by_hand import make_articles, make_quotes
from hypothesis import given
from hypothesis import strategies as st

from mediakit._core.tables import build_table
from mediakit.assess.voices import OUTLET, cut_span, cut_stretches, find_voices, voice_of

TEXT = (
    "Orlov said “the pact is dead” and that Belmark was weak. Their ‘peace’ failed, the ‘Arden Times’ wrote."
)


def voices_of(words, *quotes):
    articles = make_articles(TEXT)
    table = build_table("quotes", make_quotes(articles, *quotes))
    start = TEXT.index(words)
    spans = pd.DataFrame({"article_id": "a", "field": "text", "start": [start], "end": [start + len(words)]})
    return find_voices(spans, cut_stretches(table))[0]


def test_outside_all_quotations_the_outlet_speaks():
    voice = voices_of("Belmark", ("the pact is dead", "Pavel Orlov"))
    assert voice == OUTLET
    assert (voice.name, voice.kind, voice.quote_id) == ("outlet", "own", None)


@pytest.mark.parametrize(
    ("row", "name", "kind"),
    [
        ({}, "Pavel Orlov", "quoted"),
        ({"in_marks": False}, "Pavel Orlov", "reported"),
        ({"actor": None, "speaker": "officials"}, "officials", "quoted"),
        ({"actor": None, "speaker": "officials", "in_marks": False}, "officials", "reported"),
        ({"actor": None}, None, "unresolved"),
        ({"actor": None, "use": "scare"}, None, "unresolved"),
        ({"actor": None, "use": "title"}, "outlet", "own"),
        ({"actor": None, "use": "term"}, "outlet", "own"),
        ({"use": "term"}, "Pavel Orlov", "quoted"),
    ],
)
def test_voice_follows_the_marks_and_the_speaker(row, name, kind):
    voice = voices_of("pact", ("the pact is dead", "Pavel Orlov", row))
    assert (voice.name, voice.kind) == (name, kind)
    assert voice.quote_id == (None if kind == "own" else "q0")


def test_innermost_quotation_speaks_whatever_the_order_of_rows():
    outer = ("the pact is dead” and that Belmark was weak", "Ada Lund")
    inner = ("Belmark was", "Pavel Orlov")
    assert voices_of("Belmark", outer, inner).name == "Pavel Orlov"
    assert voices_of("Belmark", inner, outer).name == "Pavel Orlov"
    assert voices_of("weak", inner, outer).name == "Ada Lund"
    assert voices_of("pact", inner, outer).name == "Ada Lund"


def test_title_inside_a_quotation_belongs_to_its_speaker():
    outer = ("Belmark was weak. Their ‘peace’ failed, the ‘Arden Times’ wrote", "Ada Lund")
    assert voices_of("Arden Times", outer, ("Arden Times", None, {"use": "title"})).name == "Ada Lund"


def test_span_across_an_edge_goes_by_its_start_unless_most_of_it_is_elsewhere():
    quote = ("the pact is dead", "Pavel Orlov")
    assert voices_of("the pact is dead” and", quote).name == "Pavel Orlov"
    assert voices_of("dead” and that Belmark", quote).name == "outlet"
    assert voices_of("said “the pact is", quote).name == "Pavel Orlov"
    assert voices_of("said “the pa", quote).name == "outlet"  # six characters each: the start decides


spans = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(spans, max_size=6), spans)
def test_stretches_and_pieces_do_not_overlap_and_leave_nothing_out(quotes, span):
    rows = [
        {"quote_id": f"q{at}", "article_id": "a", "field": "text", "start": start, "end": end, "text": "",
         "in_marks": True, "actor": f"speaker {at}"}
        for at, (start, end) in enumerate(quotes)
    ]  # fmt: skip
    stretches = cut_stretches(build_table("quotes", rows)).get(("a", "text"), [])
    assert all(one.end <= other.start for one, other in pairwise(stretches))
    pieces = cut_span(stretches, *span)
    assert [piece.start for piece in pieces] == [span[0], *(piece.end for piece in pieces[:-1])]
    assert pieces[-1].end == span[1]
    for piece in pieces:
        around = [at for at, (start, end) in enumerate(quotes) if start <= piece.start and piece.end <= end]
        shortest = min((quotes[at][1] - quotes[at][0] for at in around), default=None)
        allowed = {f"speaker {at}" for at in around if quotes[at][1] - quotes[at][0] == shortest} or {
            "outlet"
        }
        assert piece.voice.name in allowed
    assert voice_of(stretches, *span) in {piece.voice for piece in pieces}
