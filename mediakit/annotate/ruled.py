"""A text in; the attributions that reporting verbs and their like introduce, found by rules, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mediakit.annotate.drafts import Attribution
from mediakit.annotate.lexicon import reporting_verbs
from mediakit.annotate.marks import Stretch
from mediakit.annotate.phrases import Span
from mediakit.annotate.pieces import by_unit, subtract, to_marks
from mediakit.annotate.speech import MarkedText, find_reports

LONGEST = 4000  # characters; what goes on longer without a stop is a table or damaged, and no sentence


def find_by_rules(marked: MarkedText) -> list[Attribution]:
    """What reporting verbs and "according to" introduce, sentence by sentence: for headlines."""
    inside = by_unit(marked.units, marked.stretches)
    return [
        _before_as(marked.text, found)
        for unit, part in zip(marked.units, inside, strict=True)
        for found in find_reported(marked.text, unit, part)
    ]


def _before_as(text: str, attribution: Attribution) -> Attribution:
    """The attribution without the circumstances that headlines add: "slams board as prices rise"."""
    cue = attribution.cue
    verb = reporting_verbs().get(text[slice(*cue)].split()[0].lower()) if cue else None
    if cue is None or verb is None or "as" in verb.opens:
        return attribution
    spans = []
    for start, end in attribution.spans:
        cut = text.find(" as ", start, end) if start > cue[1] else -1
        spans.append((start, end if cut < 0 else cut))
    return replace(attribution, spans=tuple(span for span in spans if span[0] < span[1]) or attribution.spans)


def find_reported(text: str, unit: Span, stretches: Sequence[Stretch]) -> list[Attribution]:
    """What the reports of one unit say, the words of a later report cut out of the earlier ones."""
    found: list[Attribution] = []
    if unit[1] - unit[0] > LONGEST:
        return found
    for report in find_reports(text, unit, stretches):
        content = tuple(to_marks(text, span, stretches) for span in report.content)
        if content:
            found.append(Attribution(content, report.cue, report.speaker))
    kept = []
    for at, attribution in enumerate(found):
        spans = attribution.spans
        for hole in (span for later in found[at + 1 :] for span in later.spans):
            spans = subtract(spans, hole)
        spans = tuple(span for span in spans if span[1] - span[0] > 2)
        if spans:
            kept.append(replace(attribution, spans=spans))
    return kept
