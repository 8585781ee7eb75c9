from mediakit.report.highlight import mark_text
from mediakit.report.marks import article_spans


def cue(start, end, frame="war"):
    return {"field": "text", "start": start, "end": end, "frame": frame, "actor": None, "voice_kind": "own"}


def kinds(spans):
    return [(span.start, span.end, span.kind) for span in spans["text"]]


def test_cues_that_overlap_have_one_box():
    found = article_spans({"frames": [cue(0, 4), cue(2, 8), cue(7, 9)]}, {})
    assert kinds(found) == [(0, 9, "frame"), (0, 4, "cue"), (2, 8, "cue"), (7, 9, "cue")]
    opened = [opening.span.kind for piece in mark_text("holy war!", found["text"]) for opening in piece.opens]
    assert opened.count("frame") == 1


def test_each_cue_in_a_shared_box_keeps_its_anchor_and_its_words():
    found = article_spans({"frames": [cue(0, 9, "sacred"), cue(5, 8)]}, {})
    assert [(span.anchor, span.label) for span in found["text"]] == [
        ("", ""),
        ("frame-text-0-9", "Frame cue: sacred, own words"),
        ("frame-text-5-8", "Frame cue: war, own words"),
    ]


def test_cues_side_by_side_have_a_box_each():
    assert kinds(article_spans({"frames": [cue(0, 4), cue(4, 8)]}, {})) == [(0, 4, "frame"), (4, 8, "frame")]
