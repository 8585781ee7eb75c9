"""Mails in which ProQuest sends documents in, the documents out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from itertools import pairwise
from typing import Any

from mediakit.acquire.cleaning.body import Block
from mediakit.acquire.cleaning.credits import agency_in, is_name
from mediakit.acquire.exports.exports import (
    Line,
    as_blocks,
    bare_author,
    check_number,
    cut_doubt,
    make_record,
    no_documents,
)
from mediakit.acquire.exports.proquest_labels import label_name
from mediakit.acquire.exports.proquest_mail import lines_of_part
from mediakit.acquire.reading import WHOLE, Content, Problem, Record
from mediakit.acquire.unzip import UnreadableError

_REMEDY = "mail documents from ProQuest with their full text, and save the whole mail as .eml"
_HEAD = {"author", "publication_info", "teaser", "links", "text", "title"}
_LISTS = ("subjects", "people", "companies", "keywords", "location")
_NOTHING = re.compile(
    r"(?:none\s*available|anonymous|not\s*available|no disponible|non disponible)\.?", re.IGNORECASE
)
_MAIL = re.compile(
    r"\b(?:e-?mail|message|correo|courriel)\s+(\d{1,4})\s+(?:of|de|sur|von)\s+(\d{1,4})\b", re.IGNORECASE
)
_PREFACE = re.compile(
    r"all documents are reproduced|please do not reply|sent you the following|further reproduction|"
    r"contact proquest|database copyright ©|terms and conditions|"
    r"^(?:de|from|to|date|subject|betreff|von|an|objet|asunto)\s*:",
    re.IGNORECASE,
)
_LINK = re.compile(r"[^.!?]{0,30}proquest[^.!?]{0,40}(?:<https?://\S+>)?", re.IGNORECASE)
_PLACE_DATE = re.compile(r"\[[^\]]*\]\.?\s*(\d{1,2}\s+\w{3,9}\s+\d{4}|\w{3,9}\s+\d{1,2},\s+\d{4})")
_CREDIT = re.compile(r"(?:credit|crédit|crédito)\s*:\s*(.+)", re.IGNORECASE)
_ASIDE = re.compile(
    r"(?P<caption>(?i:caption|illustration)\s*:|(?i:photos?|graphics?)\s*(?:\([^()]*\)\s*)?:"
    r"|(?:PHOTO|GRAPHIC|DRAWING|CHART|MAP|IMAGE)S?\b[^.:]{0,40}:|.*\(PHOTOGRAPHS? BY [^()]+\)(?: \(\w+\))?$)"
    r"|(?P<correction>(?i:correction)\s*:)"
)
_CAPTION = re.compile(r"(?:caption|illustration)\s*:?\s*", re.IGNORECASE)
_AFFILIATION = re.compile(r"author\s*affiliation", re.IGNORECASE)
_NO_PART = re.compile(
    r"[-_*=]{4,}|\[?illustration\]?|\[?caption text only\.?\]?|[\w.+-]+@[\w-]+\.[\w.-]+", re.IGNORECASE
)
_TEXTS = ("text/html", "text/plain")
_CUT = {"StartBoundaryNotFoundDefect", "CloseBoundaryNotFoundDefect"}
_MOST_PARTS = 2000
_MOST_BETWEEN = 3  # lines a value of the closing fields can run over

_HEADER = re.compile(
    rb"^(?:from|to|subject|date|received|mime-version|message-id|content-type|return-path|delivered-to)\s*:",
    re.IGNORECASE | re.MULTILINE,
)


def is_proquest(start: bytes) -> bool:
    """Whether the first bytes of a file are those of a mail that ProQuest's documents came in."""
    headers = start.lstrip()[:8192].replace(b"\r\n", b"\n").split(b"\n\n", 1)[0]
    names = {name.lower() for name in _HEADER.findall(headers)}
    first = re.match(rb"from |[!-9;-~]+:", headers, re.IGNORECASE)
    return (
        first is not None
        and len(names) > 2
        and b"proquest" in start.replace(b"=\r\n", b"").replace(b"=\n", b"").lower()
    )


def read_proquest(content: Content) -> Iterator[Record | Problem]:
    """One record a document, of all the mails in a mail; of parts that say the same, the fuller is read."""
    data = content.data.lstrip()
    if data.count(b"\nContent-Type:") > _MOST_PARTS:
        raise UnreadableError(f"the mail has more than {_MOST_PARTS:,} parts", "save the mails one by one")
    try:
        message = message_from_bytes(data)
        groups = _find_parts(message)
        cut = any(type(defect).__name__ in _CUT for part in message.walk() for defect in part.defects)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError) as error:
        reason = f"the mail cannot be parsed: {type(error).__name__}"
        raise UnreadableError(reason, "save it again") from error
    lines: list[Line] = []
    documents: list[list[Line]] = []
    problems: list[Problem] = []
    for group in groups:
        read = [lines_of_part(part) for part in group]
        split = [_split(one) for one in read]
        best = max(range(len(group)), key=lambda at: len(split[at]))
        lines += read[best]
        documents += split[best]
        problems += _compare([len(one) for one in split])
    if not documents:
        yield no_documents("ProQuest", _REMEDY)
        return
    for number, document in enumerate(documents, start=1):
        place = f"document {number}"
        yield _read_document(place, document, [cut_doubt(place)] if cut and number == len(documents) else [])
    yield from problems
    yield from _check(lines, len(documents))


def _find_parts(message: Message) -> list[list[Message]]:
    """The parts with text, those together that say the same; markup first."""
    if message.get_content_type() == "multipart/alternative":
        leaves = [part for part in message.walk() if part.get_content_type() in _TEXTS]
        return [sorted(leaves, key=lambda part: _TEXTS.index(part.get_content_type()))] if leaves else []
    if message.is_multipart():
        inner = message.get_payload()
        return [group for part in inner if isinstance(part, Message) for group in _find_parts(part)]
    return [[message]] if message.get_content_type() in _TEXTS else []


def _compare(counts: Sequence[int]) -> list[Problem]:
    """A doubt when one of the parts that say the same holds fewer documents."""
    fewer = [count for count in counts if 0 < count < max(counts)]
    reason = f"one part of the mail holds {max(counts):,} documents, another "
    remedy = "nothing to do when the larger number is that of your export"
    return [Problem(WHOLE, f"{reason}{min(fewer):,}", remedy, doubt=True)] if fewer else []


def _check(lines: Sequence[Line], n_read: int) -> Iterator[Problem]:
    """Doubts about documents in other mails, and about such as were not found in this one."""
    announced = next((found for line in lines[:60] if (found := _MAIL.search(line.text))), None)
    if announced and int(announced[2]) > 1:
        yield Problem(
            WHOLE,
            f"the mail says it is number {announced[1]} of {announced[2]} of its export",
            "nothing to do when the others are read too",
            doubt=True,
        )
    marks = Counter(label_name(line.label) for line in lines if line.label)
    n_marks = max(*(marks[name] for name in ("article_id", "database", "url")), sum(map(_is_anchor, lines)))
    if n_marks > n_read:
        yield from check_number(n_read, n_marks, "its markup")


def _split(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of each document: from an anchor or a mark on, to the last of the closing fields."""
    found: list[list[Line]] = []
    for begins in (_is_anchor, _is_mark):
        starts = [at for at, line in enumerate(lines) if begins(line)]
        parts = [lines[at:after] for at, after in pairwise([*starts, len(lines)])] if starts else [lines]
        documents = [one for part in parts for one in _split_at_ends(part) if _is_document(one)]
        found = max(found, documents, key=len)
    return found


def _is_anchor(line: Line) -> bool:
    return line.kind == "anchor" and "DocID_" in line.text  # mail programs put prefixes before it


def _is_mark(line: Line) -> bool:
    return line.kind == "mark"


def _split_at_ends(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines up to each "Database:", where these are several documents."""
    ends = [at + 1 for at, line in enumerate(lines) if label_name(line.label) == "database"]
    pieces = [list(lines[start:stop]) for start, stop in pairwise([0, *ends, len(lines)])]
    return pieces if sum(map(_is_document, pieces)) > 1 else [list(lines)]


def _is_document(lines: Sequence[Line]) -> bool:
    names = {label_name(line.label) for line in lines if line.label} - {None}
    return len(names) > 2 and bool(names & {"text", "teaser", "article_id", "url"})


def _read_document(place: str, lines: Sequence[Line], doubts: Sequence[Problem]) -> Record | Problem:
    first = _find_head(lines)
    fields, body = _read_fields(lines[first:])
    values: dict[str, Any] = {name: " ".join(several).strip() for name, several in fields.items()}
    values = {name: value for name, value in values.items() if value and not _NOTHING.fullmatch(value)}
    for name in ("links", "text"):
        values.pop(name, None)
    title, info = _read_title(lines[:first])
    values["title"] = title or values.get("title")
    info = values.pop("publication_info", "") or info
    outlet = values.get("outlet") or re.split(r"\s*\[", info)[0]
    values |= {"publication_title": outlet, "outlet": re.split(r"\s*[;,]\s", outlet)[0].strip(" ;,")}
    dated = _PLACE_DATE.search(info)
    values["published"] = _mend(values.get("published", "")) or (dated[1] if dated else "")
    if "language" in values and not re.search("[;,]", values["language"]):
        values["language"] = re.sub(r"\s", "", values["language"])
    for name in _LISTS:
        if name in values:
            values[name] = [one.strip() for one in values[name].split(";") if one.strip()]
    kept, aside = _read_body(body)
    values |= {name: value for name, value in aside.items() if not values.get(name)}
    doubts = list(doubts)
    for name, shown in (("caption", "the captions of its pictures were"), ("teaser", "its abstract was")):
        if not kept and values.get(name):
            kept = [Block(values.pop(name), gap=True)]
            reason = f"the document has no full text; {shown} taken"
            remedy = "leave it out where whole articles are compared"
            doubts.append(Problem(place, reason, remedy, doubt=True))
    return make_record(place, values, kept, doubts)


def _is_link(line: Line) -> bool:
    """Whether a line is the link to the document: "ProQuest document link"."""
    bare = not line.kind and not line.label and len(line.text) < 120
    return bare and _LINK.fullmatch(line.text) is not None


def _find_head(lines: Sequence[Line]) -> int:
    """Where the fields begin; a mail that was passed on has fields of its own above the headline."""
    labelled = [at for at, line in enumerate(lines) if line.label]
    head = [at for at in labelled if label_name(lines[at].label) in _HEAD]
    links = [at for at, line in enumerate(lines) if _is_link(line) and not _is_preface(line)]
    return min([*head[:1], *links[:1]], default=labelled[0])


def _read_title(lines: Sequence[Line]) -> tuple[str, str]:
    """The headline above the fields, and the line of source and date that can stand below it."""
    above = [at + 1 for at, line in enumerate(lines) if line.kind or line.label or _is_preface(line)]
    begin = max(above, default=0)
    head = [line.text for line in lines[begin:] if line.text]
    info = head.pop() if len(head) > 1 and _PLACE_DATE.search(head[-1]) else ""
    marked = begin > 0 and lines[begin - 1].kind != ""  # nothing but the headline can stand below a mark
    return " ".join(head if marked else head[-1:]), info


def _is_preface(line: Line) -> bool:
    return bool(_PREFACE.search(line.text) or _MAIL.search(line.text))


def _read_fields(lines: Sequence[Line]) -> tuple[dict[str, list[str]], list[Line]]:
    """The values of the labels before and behind the text, and the lines of the text."""
    starts = [at for at, line in enumerate(lines) if label_name(line.label) == "text"]
    start = starts[0] if starts else None
    stop = _find_tail(lines, start if start is not None else 0)
    fields: dict[str, list[str]] = {}
    name: str | None = None
    for at, line in enumerate(lines):
        if start is not None and start <= at < stop:
            continue
        if line.label:
            name = label_name(line.label)
            if name and name in fields and name not in _HEAD:
                name = None  # an earlier one stands
        elif _is_link(line):
            name = None
        if name and line.text and not line.kind:
            fields.setdefault(name, []).append(line.text)
        if name == "database":
            name = None  # what follows is the foot of the mail
    span = range(start, stop) if start is not None else range(0)
    body = [line for at, line in enumerate(lines) if line.kind == "caption" or (at in span and not line.kind)]
    return fields, [replace(line, label="") if label_name(line.label) == "text" else line for line in body]


def _find_tail(lines: Sequence[Line], start: int) -> int:
    """Where the closing fields begin: the first of those that follow one another to the end."""
    known = [at for at in range(start + 1, len(lines)) if label_name(lines[at].label) not in (None, *_HEAD)]
    if not known:
        return len(lines)
    tail = known[-1]
    for at in reversed(known[:-1]):
        if tail - at > _MOST_BETWEEN + 1:
            break
        tail = at
    return tail


def _mend(date: str) -> str:
    """A date that lost or gained spaces in the mail: "Jan 11, 2 009"."""
    found = re.fullmatch(r"([^\W\d]{3,10})\.?(\d{1,2}),?(\d{4})", re.sub(r"\s", "", date))
    return f"{found[1]} {found[2]}, {found[3]}" if found else date


def _read_body(lines: Sequence[Line]) -> tuple[list[Block], dict[str, Any]]:
    """The blocks of a text, and what it says of pictures, corrections and its author."""
    kept: list[Line] = []
    aside: dict[str, list[str]] = {}
    for at, line in enumerate(lines):
        text = f"{line.label}: {line.text}".strip() if line.label else line.text
        if _AFFILIATION.fullmatch(text):
            aside["affiliation"] = [below.text for below in lines[at + 1 :]]
            break
        found = _ASIDE.match(text)
        credit = _CREDIT.fullmatch(text)
        if line.kind == "caption":
            aside.setdefault("caption", []).append(_CAPTION.sub("", text))
        elif credit:
            aside.setdefault("credit", []).append(credit[1])
        elif found and found.lastgroup:
            aside.setdefault(found.lastgroup, []).append(text[found.end() :].strip() or text)
        elif not _NO_PART.fullmatch(text):
            kept.append(line)
    values: dict[str, Any] = {name: " ".join(several) for name, several in aside.items()}
    if "credit" in values:
        values |= _read_credit(values["credit"])
    return as_blocks(kept), values


def _read_credit(credit: str) -> dict[str, str]:
    """The author and the agency in "By Ann Lee and Bo Berg, Associated Press"."""
    bare = bare_author(credit)
    parts = [part.strip() for part in bare.split(",")]
    found = {}
    agency = next((agency for part in parts if (agency := agency_in(part))), None)
    if agency:
        found["agency"] = agency
    names = re.split(r"\s+(?:and|et|und|y)\s+", parts[0])
    if bare != credit and agency_in(parts[0]) is None and all(map(is_name, names)):
        found["author"] = parts[0]
    return found
