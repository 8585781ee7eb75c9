"""A text and an attribution in; the attribution with its content, cue and speaker cut to their edges out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mediakit.annotate.drafts import Attribution
from mediakit.annotate.headlines import before_colon
from mediakit.annotate.lexicon import is_role, reporting_verbs, tokenise
from mediakit.annotate.marks import Stretch
from mediakit.annotate.phrases import DETERMINERS, Span
from mediakit.annotate.pieces import overlapping, to_marks

_ENDED = re.compile(r"[,.?!…—–-][“”\"’'»«]*\s?$")
_ADDRESSEE = re.compile(r"(?:him|her|them|us|me|you|it): ")
_THANKED = re.compile(r"(?:\w+ )?thank(?:s|ed|ing)?")
_THANKED_FOR = re.compile(r"[^,.;:“”\"«»„]{1,80}? (?=for\b)")
_NAMING = re.compile(r"(?:\w+ )?(?:call|dub|brand|label|describe|term)(?:s|ed|led|bed)?")
_WHAT = re.compile(r"\b[Ww]hat\b[^,.;:?!]*$")
_AND_VERB = re.compile(r",? and (?:\w+ed|gave|said|told|took|made|set|went|left|sent|put) ")
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Rev|Prof|St)$")
_STOPPED = re.compile(r"\.(?: [A-Z][\w’'-]+)+")
_APPOSED = re.compile(r", [A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,3}(?=[,.])")


def tidy(text: str, attribution: Attribution, stretches: Sequence[Stretch]) -> Attribution:
    """The attribution with its words up to the edges of marks, and no punctuation around cue and speaker."""
    spans = tuple(
        _to_clause(text, to_marks(text, span, held), held)
        for span in attribution.spans
        for held in (overlapping(stretches, span),)
    )
    cue, speaker = (_trimmed(text, span) for span in (attribution.cue, attribution.speaker))
    if cue is not None:
        spans = _without_tail(text, spans, cue, stretches)
        spans = tuple(_to_verb(text, _behind_addressee(text, span, cue), cue, stretches) for span in spans)
    speaker = _with_name(text, _without_verb(text, _with_surname(text, _without_dateline(text, speaker))))
    if cue is None and speaker is not None and text[speaker[1] : speaker[1] + 1] == ":":
        speaker = before_colon(text, speaker)
    return replace(attribution, spans=spans, cue=cue, speaker=speaker)


def _without_tail(
    text: str, spans: tuple[Span, ...], cue: Span, stretches: Sequence[Stretch]
) -> tuple[Span, ...]:
    """The spans without unmarked words behind the cue of a quotation: “Go,” he barked and a guard came."""
    held = overlapping(stretches, spans[0])
    if not held or spans[0][1] > cue[0] or held[0].start > spans[0][0] + 1:
        return spans
    if not _ENDED.search(text[held[-1].end - 2 : held[-1].end + 2]):
        return spans
    return tuple(span for span in spans if span[1] <= cue[0] or overlapping(stretches, span))


def _behind_addressee(text: str, span: Span, cue: Span) -> Span:
    """The span behind who is spoken to: "her" in "contradicted her: it was new", "us" in "thanked us for"."""
    thanked = _THANKED.fullmatch(text[slice(*cue)]) is not None
    addressee = (_THANKED_FOR if thanked else _ADDRESSEE).match(text, *span)
    if addressee and cue[1] <= span[0] <= cue[1] + 2:
        return addressee.end(), span[1]
    return span


def _to_verb(text: str, span: Span, cue: Span, stretches: Sequence[Stretch]) -> Span:
    """The span up to the marked words of "What they call “art” is art" and "called it “theft” and ran"."""
    held = overlapping(stretches, span)
    if not held or not _NAMING.fullmatch(text[slice(*cue)]) or span[0] < cue[1]:
        return span
    end = held[0].end + len(held[0].mark) * held[0].closed
    clause = text[max(cue[0] - 80, text.rfind("\n", 0, cue[0]) + 1) : cue[0]]
    if _WHAT.search(clause) or _AND_VERB.match(text, end, span[1]):
        return span[0], held[0].end
    return span


def _with_surname(text: str, speaker: Span | None) -> Span | None:
    """The speaker with the name behind a shortened title: "Mr. Lund", where the stop cut it off."""
    name = _STOPPED.match(text, speaker[1]) if speaker and _TITLE.search(text[slice(*speaker)]) else None
    return (speaker[0], name.end()) if speaker and name else speaker


def _without_verb(text: str, speaker: Span | None) -> Span | None:
    """The speaker without the reporting verb behind a name: "director Iva Toll called"."""
    if speaker is None:
        return None
    tokens = tokenise(text, *speaker)
    if len(tokens) < 2 or tokens[-1].text not in reporting_verbs():
        return speaker
    is_past = tokens[-1].text.endswith("ed") or tokens[-1].text in {"said", "told", "wrote"}
    if is_past and tokens[-2].is_capitalised and tokens[-2].lower not in DETERMINERS:
        return speaker[0], tokens[-2].end
    return speaker


def _to_clause(text: str, span: Span, stretches: Sequence[Stretch]) -> Span:
    """The span, up to a semicolon behind a marked stretch: what follows is another clause."""
    for stretch in stretches:
        end = stretch.end + (len(stretch.mark) if stretch.closed else 0)
        if stretch.end < span[1] and text[end : end + 1] == ";":
            return span[0], stretch.end
    return span


def _without_dateline(text: str, speaker: Span | None) -> Span | None:
    if speaker is None:
        return None
    dashes = [mark.end() for mark in re.finditer(r" [–—] ", text[slice(*speaker)])]
    return speaker[0] + max(dashes, default=0), speaker[1]


def _with_name(text: str, speaker: Span | None) -> Span | None:
    """The speaker with the name behind a title: "the mayor, Iva Toll"."""
    if speaker is None or not any(is_role(token) for token in tokenise(text, *speaker)[-1:]):
        return speaker
    name = _APPOSED.match(text, speaker[1])
    return (speaker[0], name.end()) if name else speaker


def _trimmed(text: str, span: Span | None) -> Span | None:
    words = re.search(r"\w(?:.*\w)?", text[slice(*span)], re.DOTALL) if span else None
    return (span[0] + words.start(), span[0] + words.end()) if span and words else None
