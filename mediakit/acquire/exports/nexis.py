"""The lines of one document of a Nexis export in, its record or what is wrong with it out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from mediakit.acquire.cleaning.credits import agency_in, credit_of, dateline_agency
from mediakit.acquire.cleaning.dates import parse_dates
from mediakit.acquire.cleaning.furniture import furniture_kind
from mediakit.acquire.exports.nexis_dates import read_date
from mediakit.acquire.exports.nexis_head import Block, is_edition, is_mark, read_top
from mediakit.acquire.exports.nexis_labels import HEAD, TAIL, TAIL_TOO, is_copyright
from mediakit.acquire.reading import WHOLE, Problem, Record

_ERROR = re.compile(r"we are sorry but there is an error in this document", re.IGNORECASE)
_PAGE = re.compile(
    r"(?:pg|pp?|page|seiten?|s|blz|bladzijde|pag|pagina|pág|página)\b\s?\.?\s*"
    r"(?P<page>[A-Z]{0,4}-?\d+[A-Z]?(?:\s?[-–,/&]\s?[A-Z]{0,4}\d+[A-Z]?)*)\b[\s,]*(?P<rest>.*)",
    re.IGNORECASE,
)
_VERSION = re.compile(r"version\s*:\s*(\d+)", re.IGNORECASE)
_BY = re.compile(r"^(?:by|von|par|door|por)\b:?\s+", re.IGNORECASE)
_LANGUAGES = {
    **{"danish": "da", "swedish": "sv", "norwegian": "no", "finnish": "fi", "greek": "el", "czech": "cs"},
    **{"hungarian": "hu", "romanian": "ro", "catalan": "ca", "japanese": "ja", "korean": "ko"},
    **{"englisch": "en", "anglais": "en", "engels": "en", "inglés": "en", "inglese": "en", "inglês": "en"},
    **{"allemand": "de", "duits": "de", "alemán": "de", "tedesco": "de", "alemão": "de"},
    **{"französisch": "fr", "frans": "fr", "francés": "fr", "francese": "fr"},
    **{"niederländisch": "nl", "néerlandais": "nl", "neerlandés": "nl", "olandese": "nl"},
    **{"spanisch": "es", "espagnol": "es", "spaans": "es", "spagnolo": "es", "italienisch": "it"},
}
_FEWEST_WORDS = 50  # of a difference between announced and read words that is worth a doubt
_LONGEST_WORDS = 15  # characters a word has on average in no language that writes spaces
# Fields of the export that become columns of their own, as they are.
_KEPT = (
    *("series", "edition", "publication_type", "journal_code", "document_type", "dateline", "graphic"),
    *("subject", "company", "organization", "person", "geographic", "industry", "ticker", "correction"),
    *("correction_date", "notes", "copyright"),
)
_LONG = {"graphic", "correction", "notes", "highlight", "headline", "author"}  # may have several paragraphs
_AGAIN = 'export it again as full documents ("Full documents", not "Results list")'


def read_article(
    blocks: Sequence[Block], place: str, *, title_first: bool = False, url: str | None = None
) -> Record | Problem:
    """The record of one document, or the problem that there is no article in it.

    Parameters
    ----------
    blocks : sequence of Block
        Its blocks in order, without counters and end marks.
    place : str
        Where it stands in the file.
    title_first : bool, default False
        Whether the headline stands above the outlet, as in Nexis Uni, or below the date.
    url : str, optional
        The address of the headline's link.
    """
    start = _find_body(blocks, title_first)
    end = _find_tail(blocks, start)
    top, head = _split_head(blocks[:start])
    fields = _collect(head) | _collect(blocks[end:])
    paragraphs = [paragraph for block in blocks[start:end] for paragraph in _paragraphs(block)]
    values, doubts = read_top(top, title_first)
    if paragraphs and "edition" not in values and is_edition(paragraphs[0]):
        values["edition"] = paragraphs.pop(0)
    if not paragraphs:
        return Problem(place, _why_empty(blocks, fields), "nothing to do when the source shows no more")
    if _ERROR.search(paragraphs[0]) and len(paragraphs) < 3:
        return Problem(place, "the export says that this document could not be shown", "export it again")
    values |= _read_fields(fields, url)
    body = _read_body(paragraphs)
    agency = agency_in(values.get("author", "")) or _agency_of(values.get("outlet", ""))
    values = {**({"agency": agency} if agency else {}), **body, **values}
    if "published" not in values and "load_date" in values:
        values["published"] = values["load_date"]
        doubts.append("no date of publication was found; the date of loading was taken")
    doubts += _check_length(values)
    problems = (Problem(place, doubt, "compare with the document in Nexis", doubt=True) for doubt in doubts)
    return Record(place, values, tuple(problems), apart=True)


def check_count(n_found: int, announced: int | None, numbers: Sequence[int] = ()) -> Iterable[Problem]:
    """A doubt when an export announces another number of documents than it holds."""
    if announced is None or n_found == announced:
        return
    reason = f"the export announces {announced:,} documents and holds {n_found:,}"
    if numbers:
        known = sorted(set(numbers))
        gaps = [(low + 1, high - 1) for low, high in pairwise(known) if high - low > 1]
        shown = ", ".join(f"{low}" if low == high else f"{low} to {high}" for low, high in gaps[:10])
        reason += f", numbers {known[0]:,} to {known[-1]:,}" + (f" without {shown}" if gaps else "")
    yield Problem(WHOLE, reason, "look for the others in further files of the same export", doubt=True)


def no_article() -> Problem:
    """The problem of an export without any article."""
    reason = "the export holds no article: it is a cover page, or a list of hits without their texts"
    return Problem(WHOLE, reason, _AGAIN)


def _find_body(blocks: Sequence[Block], title_first: bool) -> int:
    """Where the body begins: below its heading, else below the labels of the head, else below the top."""
    for at, block in enumerate(blocks):
        if block.field == "body":
            return at if block.lines else at + 1
        if block.field in TAIL:
            break
    first_tail = next((at for at, block in enumerate(blocks) if block.field in TAIL), len(blocks))
    labels = [at for at, block in enumerate(blocks[:first_tail]) if block.field in HEAD]
    if not labels:
        return _end_of_top(blocks[:first_tail], title_first)
    # The length closes the head; what is unlabelled above it is the second line of an author or a section.
    lengths = [at for at in labels if blocks[at].field == "length" and re.match(r"\d", blocks[at].text)]
    at = lengths[0] if lengths else labels[0]
    while at + 1 < first_tail and (
        blocks[at + 1].field in HEAD
        or (not blocks[at].lines and _is_value(blocks[at + 1 : min(at + 3, first_tail)]))
    ):
        at += 1
    return at + 1


def _is_value(blocks: Sequence[Block]) -> bool:
    """Whether a block is the value of the empty label above it: a label follows, or it is no sentence."""
    value, *below = blocks
    return bool(below and below[0].field in HEAD) or (len(value.text) < 60 and not value.text.endswith("."))


def _end_of_top(blocks: Sequence[Block], title_first: bool) -> int:
    """Where a head without any label ends: below the date and what is centred, and one headline."""
    dated = next((at for at, block in enumerate(blocks[:8]) if at and _dates_in(block)), None)
    if dated is None:
        return min(1, len(blocks))
    at = dated + 1
    while at < len(blocks) and (blocks[at].centred or is_mark(blocks[at].text)):
        at += 1
    return at if title_first or dated > 1 else min(at + 1, len(blocks))


def _dates_in(block: Block) -> bool:
    return any(read_date(line) for line in block.lines[:3])


def _find_tail(blocks: Sequence[Block], start: int) -> int:
    """Where the fields below the body begin: at the first sure one, and the others right above it."""
    for at in range(start, len(blocks)):
        if _begins_tail(blocks[at : at + 8]):
            while at > start and blocks[at - 1].field in TAIL_TOO:
                at -= 1
            return at
    return len(blocks)


def _begins_tail(blocks: Sequence[Block]) -> bool:
    """Whether the first of these is a field below the body, a heading of one, or a closing copyright."""
    block, *below = blocks
    if block.field in TAIL | TAIL_TOO and not block.label:
        return True
    if block.field in TAIL:
        return block.field in ("graphic", "subject") or len(block.text) < 200
    # A copyright may also stand between paragraphs, where it is left out and they go on.
    paragraphs = [other for other in below if other.field is None and not is_copyright(other.text)]
    return block.field is None and is_copyright(block.text) and len(paragraphs) <= 2


def _split_head(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """The unlabelled blocks that open a document, and the labelled ones below."""
    at = next((at for at, block in enumerate(blocks) if block.field is not None), len(blocks))
    return list(blocks[:at]), list(blocks[at:])


def _collect(blocks: Sequence[Block]) -> dict[str, str]:
    """The fields, each with the unlabelled blocks that continue it."""
    fields: dict[str, list[str]] = {}
    last = None
    for block in blocks:
        if block.field is not None:
            last = block.field
        elif is_copyright(block.text):
            last = "copyright"
        elif last in fields and last not in _LONG:
            last = None  # what follows a short value belongs to the export, not to the document
        if last is not None and block.text:
            fields.setdefault(last, []).append(block.text)
    return {field: " ".join(parts) for field, parts in fields.items()}


def _paragraphs(block: Block) -> list[str]:
    """The paragraphs of a block of the body; a labelled one there is a sentence like any other."""
    text = "\n".join(block.lines).strip()
    if block.field not in (None, "body") and text:
        text = f"{block.label} {text}"
    parts = (part.strip() for part in re.split(r"\n\s*\n", text))
    return [part for part in parts if part and not is_mark(part)]


def _read_body(paragraphs: Sequence[str]) -> dict[str, Any]:
    """The text without furniture and closing credits, and what dateline and credits say.

    Nexis marks no subheads, and a short line between paragraphs may as well be of a list: all of them stay.
    """
    kept = [text for text in paragraphs if furniture_kind(text) is None] or list(paragraphs)
    credits: dict[str, str] = {}
    while len(kept) > 1 and (credit := credit_of(kept[-1])) is not None:
        credits |= credit
        kept.pop()
    text = "\n\n".join(kept)
    agency = dateline_agency(text)
    return {**({"agency": agency} if agency else {}), **credits, "text": text}


def _read_fields(fields: dict[str, str], url: str | None) -> dict[str, Any]:
    """The columns that the labelled fields fill."""
    values: dict[str, Any] = {name: fields[name] for name in _KEPT if name in fields}
    if "author" in fields:
        values |= {"author": _BY.sub("", fields["author"]), "byline": fields["author"]}
    if "section" in fields:
        values |= split_section(fields["section"])
    if "highlight" in fields:
        values["teaser"] = fields["highlight"]
    if "headline" in fields:
        values["title"] = fields["headline"]
    if "language" in fields:
        name = re.split(r"[;,]", fields["language"])[0].strip()
        values["language"] = _LANGUAGES.get(name.lower(), name)
    if "length" in fields and (number := re.match(r"\d[\d.,\s]*", fields["length"])):
        values["n_words_announced"] = int(re.sub(r"\D", "", number[0])[:9])
    if "load_date" in fields:
        (dated,), _ = parse_dates([(read_date(fields["load_date"]) or (fields["load_date"],))[0]])
        values["load_date"] = dated.time.date().isoformat() if dated.time else fields["load_date"]
    address = fields.get("url", "")
    # The address of a front page is that of all its articles, and would make them one.
    own = address if urlsplit(address).path.strip("/") and " " not in address else url
    return {**values, **({"url": own} if own else {})}


def split_section(section: str) -> dict[str, str]:
    """The section, and the page and version named with it.

    Examples
    --------
    >>> split_section("NEWS; Pg. 3"), split_section("BUITENLAND; Blz.6")
    ({'section': 'NEWS', 'page': '3'}, {'section': 'BUITENLAND', 'page': '6'})
    """
    values: dict[str, str] = {}
    kept = []
    for part in map(str.strip, section.split(";")):
        page, version = _PAGE.fullmatch(part), _VERSION.fullmatch(part)
        if page and "page" not in values:
            values["page"] = page["page"]
            part = page["rest"]
        elif version:
            values["version"] = version[1]
            continue
        if part:
            kept.append(part)
    return {**({"section": "; ".join(kept)} if kept else {}), **values}


def _agency_of(outlet: str) -> str | None:
    """The agency an outlet is: "Agence France Presse -- English"."""
    short = re.split(r"\s+(?:--|-|–|International|Worldstream|State|Online|English)\b|\s*[(,]", outlet)[0]
    return (agency_in(outlet) or agency_in(short)) if outlet else None


def _check_length(values: dict[str, Any]) -> list[str]:
    """A doubt when a text is not about as long as announced; scripts without spaces are not counted."""
    announced, read = values.get("n_words_announced"), len(values["text"].split())
    if announced is None or len(values["text"]) > _LONGEST_WORDS * read:
        return []
    if abs(announced - read) < _FEWEST_WORDS or announced / 2 <= read <= announced * 2:
        return []
    return [f"the document announces {announced:,} words and holds {read:,}"]


def _why_empty(blocks: Sequence[Block], fields: dict[str, str]) -> str:
    if not any(block.text for block in blocks):
        return "the document is empty"
    if any(_ERROR.search(block.text) for block in blocks):
        return "the export says that this document could not be shown"
    return "the document has no text" + (", only a picture or graphic" if "graphic" in fields else "")
