"""A part of a mail in, its lines out, labels told from text and broken lines joined again."""

from __future__ import annotations

import quopri
import re
from dataclasses import replace
from email.message import Message

from mediakit.acquire.decode import clean, decode
from mediakit.acquire.exports.exports import Line, parse_html, read_lines
from mediakit.acquire.exports.proquest_labels import label_name
from mediakit.acquire.unzip import UnreadableError

_LABEL = re.compile(r"([^\W\d][^:\n]{1,58}?)\s*:\s*")
_MARK = re.compile(
    r"\s*(?:<>|_{10,}|-{20,}|(?:document|documento|dokument)\s+\d+\s+(?:of|de|sur|von)\s+\d+)\s*", re.I
)
_QUOTED = re.compile(r"^(?:>[ \t]?)+")
_TARGET = re.compile(r"\s*<(?:https?|mailto|x-msg):[^<>\s]*>")
_MARKS = {"illustration_content": "caption", "document_view_caption": "caption"}
_WRAPPED = range(56, 81)  # characters of a line that mail programs broke


def lines_of_part(part: Message) -> list[Line]:
    """The lines of a part: of its markup, or of its text without the marks of quotation."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return []
    if b'=3D"' in data:  # the header that says how the part is encoded was lost
        data = quopri.decodestring(data)
    try:
        text = data.decode(part.get_content_charset("utf-8"))
    except (UnicodeDecodeError, LookupError):
        try:
            text, _ = decode(data)
        except UnreadableError:
            return []
    text = clean(text)
    if part.get_content_type() == "text/html":
        try:
            return [
                _labelled(line)
                for line in read_lines(parse_html(text), marks=_MARKS, silent=("sr-only",), anchors=True)
            ]
        except UnreadableError:
            return []
    return _lines_of_text(text, part.get_param("format") == "flowed")


def _lines_of_text(text: str, flowed: bool) -> list[Line]:
    """The paragraphs of a part in plain text, lines that were broken for the mail joined again."""
    found: list[tuple[Line, list[str]]] = []  # a line, and the pieces that were broken off it
    gap = True
    broken = False
    for raw in text.split("\n"):
        bare = _QUOTED.sub("", raw)
        words = bare.strip()
        if not words:
            gap = True
            continue
        if _MARK.fullmatch(words):
            found.append((Line(words, gap=True, kind="mark"), []))
            gap, broken = True, False
            continue
        line = _labelled(Line(_TARGET.sub("", words) or words, gap))
        if broken and not gap and not line.label:
            found[-1][1].append(line.text)
        else:
            found.append((line, []))
        broken = bare.endswith(" ") if flowed else len(bare) in _WRAPPED
        gap = False
    return [replace(line, text=" ".join([line.text, *pieces]).strip()) for line, pieces in found]


def _labelled(line: Line) -> Line:
    """A line whose label is not in bold, with that label when it is one of ProQuest's."""
    found = _LABEL.match(line.text)
    if line.label or line.kind or not found or not label_name(found[1]):
        return line
    return replace(line, label=found[1], text=line.text[found.end() :])
