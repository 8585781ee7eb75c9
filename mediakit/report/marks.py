"""What was found in one article in, spans to highlight with their anchors and words out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from mediakit.report.highlight import Span
from mediakit.report.inert import file_stem
from mediakit.report.numbers import Row, decimal

# The table a row comes from: the class of its highlight.
KINDS = {
    "quotes": "quote",
    "mentions": "mention",
    "sentiment": "mention",
    "frames": "frame",
    "framing": "sentence",
    "roles": "sentence",
    "stance": "cue",
}


def article_path(article_id: str) -> str:
    """Path of an article's page inside the report."""
    return f"articles/{file_stem(article_id)}.html"


def span_anchor(kind: str, row: Row) -> str:
    """Anchor of a row's span on its article's page; rows of one kind with the same span share it."""
    return f"{kind}-{row['field']}-{row['start']}-{row['end']}"


def who_speaks(quote: Row) -> str:
    """The actor of a quotation, or the speaker as named, or that there is none."""
    return str(quote["actor"] or quote["speaker"] or "no speaker found")


def number_speakers(quotes: Iterable[Row]) -> dict[str, int]:
    """The speakers of an article, numbered in the order in which they speak."""
    names = dict.fromkeys(who_speaks(quote) for quote in quotes)
    return {name: number for number, name in enumerate(names, start=1)}


def article_spans(rows: Mapping[str, Sequence[Row]], numbers: Mapping[str, int]) -> dict[str, list[Span]]:
    """Spans to highlight, by field, from an article's rows of quotes, mentions, sentiment and frames.

    Rows of one kind with the same span become one; the words of all of them are its label. The sentences of
    framing and roles are anchors without a look: evidence leads to them.
    """
    merged: dict[tuple[str, str], list[tuple[str, Row]]] = {}
    for table in ("framing", "roles", "quotes", "mentions", "sentiment", "frames"):
        for row in rows.get(table, ()):
            merged.setdefault((row["field"], span_anchor(KINDS[table], row)), []).append((table, row))
    spans: dict[str, list[Span]] = {"title": [], "text": []}
    attributed: set[str] = set()
    for (field, anchor), members in merged.items():
        table, row = members[0]
        if KINDS[table] == "sentence":
            spans[field].append(Span(row["start"], row["end"], "sentence", anchor))
            continue
        label = "; ".join(dict.fromkeys(_LABELS[name](member) for name, member in members))
        if table == "quotes":
            look = "quote" if row["in_marks"] else "quote indirect"
            leads = row["quote_id"] not in attributed
            attributed.add(row["quote_id"])
            number = numbers[who_speaks(row)]
            spans[field].append(Span(row["start"], row["end"], look, anchor, label, number, leads))
        else:
            look = " ".join([KINDS[table], *_tones(members)])
            spans[field].append(Span(row["start"], row["end"], look, anchor, label))
    return {field: _join_boxes(found) for field, found in spans.items()}


def _join_boxes(spans: Sequence[Span]) -> list[Span]:
    """Spans of which cues that overlap have one box around them all: each its own would look like several."""
    boxes: list[list[Span]] = []
    end = 0
    for span in sorted((span for span in spans if span.kind == "frame"), key=lambda span: span.start):
        if not boxes or span.start >= end:
            boxes.append([])
        boxes[-1].append(span)
        end = max(end, span.end)
    shared = [box for box in boxes if len(box) > 1]
    inside = {span.anchor for box in shared for span in box}
    around = [Span(box[0].start, max(span.end for span in box), "frame") for box in shared]
    return around + [replace(span, kind="cue") if span.anchor in inside else span for span in spans]


def _tones(members: Sequence[tuple[str, Row]]) -> list[str]:
    """The class that shows the tone of a mention; none where it is neutral, or scored both ways."""
    labels = {row["label"] for table, row in members if table == "sentiment"}
    return [label for label in ("positive", "negative") if labels == {label}]


def describe_voice(row: Row) -> str:
    """Whose words stand around a span, and how they are given."""
    kind = row["voice_kind"]
    if kind == "own":
        return "the outlet's own words"
    voice = row["voice"] or "unknown"
    return f"{voice} ({kind})" if kind else voice


def _label_voice(row: Row) -> str:
    """As `describe_voice`, in few letters: an article of megabytes has it a hundred thousand times."""
    return "own words" if row["voice_kind"] == "own" else f"voice: {describe_voice(row)}"


def _label_quote(row: Row) -> str:
    speaker = row["speaker"] or "no speaker found"
    actor = f", who is {row['actor']}" if row["actor"] and row["actor"] != row["speaker"] else ""
    cue = f", cue “{row['cue']}”" if row["cue"] else ""
    return f"Quotation: {speaker}{actor}{cue} ({row['kind']}, {row['use']})"


def _label_mention(row: Row) -> str:
    form = f" ({row['form']})" if row["form"] else ""
    return f"Mention of {row['actor']}{form}"


def _label_sentiment(row: Row) -> str:
    score = "not scored" if row["score"] is None else f"sentiment {decimal(row['score'])}"
    return f"{score}, {_label_voice(row)}"


def _label_frame(row: Row) -> str:
    parts = [f"Frame cue: {row['frame']}"]
    if row.get("direction"):
        parts.append(f"{row['direction']}")
    if row["actor"]:
        parts.append(f"about {row['actor']}")
    parts.append(_label_voice(row))
    return ", ".join(parts)


_LABELS = {
    "quotes": _label_quote,
    "mentions": _label_mention,
    "sentiment": _label_sentiment,
    "frames": _label_frame,
}
