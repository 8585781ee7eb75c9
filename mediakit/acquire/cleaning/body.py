"""The blocks of an article in, its paragraphs and subheads out, without page furniture and credits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from mediakit.acquire.cleaning.credits import credit_of, dateline_agency, is_author_note, is_name
from mediakit.acquire.cleaning.furniture import furniture_kind

_STOPS = ".!?…:;,"
_CLOSERS = "\"'”’»“)]›"
_OPENERS = "\"'“‘„«‚‹"
_SPEAKER = re.compile(r"[QA]\b|[^:?]{1,40}:\s")
_FEWEST_QUESTIONS = 3
_BULLET = re.compile(r"[-–—•*·▪]\s|\(?\d{1,2}[.)]\s")
_MOST_CREDITS = 8  # lines at the end that can be credits and notes


@dataclass(frozen=True)
class Block:
    """A paragraph or line, whether a blank line precedes it, and whether the source calls it a heading."""

    text: str
    gap: bool = False
    heading: bool = False


@dataclass
class Body:
    """An article's body taken apart, and the credits found below it."""

    paragraphs: list[str] = field(default_factory=list)
    subheads: list[str] = field(default_factory=list)
    credits: dict[str, str] = field(default_factory=dict)
    changed: bool = False

    def values(self) -> dict[str, Any]:
        """The columns of the articles table this body fills."""
        text = "\n\n".join(self.paragraphs)
        agency = dateline_agency(text)
        return {
            **({"agency": agency} if agency else {}),
            **self.credits,
            "text": text,
            "subheads": self.subheads,
        }


def ends_sentence(text: str) -> bool:
    """Whether a block ends as a sentence does, closing marks and brackets aside.

    Examples
    --------
    >>> ends_sentence("“It is over.”"), ends_sentence("‘A step up the ladder’")
    (True, False)
    """
    return text.rstrip().rstrip(_CLOSERS).endswith(tuple(_STOPS))


def count_tokens(text: str) -> int:
    """Words of a line, split at spaces."""
    return len(text.split())


def is_headline(text: str, most_words: int = 25) -> bool:
    """Whether a block can be a headline: short, on one line, without the stop that ends a sentence."""
    if count_tokens(text) > most_words or len(text) > 10 * most_words or "\n" in text.strip():
        return False
    bare = text.rstrip().rstrip(_CLOSERS)
    return bool(bare) and (not bare.endswith(tuple(_STOPS)) or bare.endswith(("?", "!")))


def take_apart(blocks: Sequence[Block], author: str | None = None) -> Body:
    """The body in these blocks.

    Furniture goes wherever it stands; credits, initials and notes about the author go where they close the
    article; a short line without a closing stop between paragraphs is a subhead. When nothing would remain,
    all blocks are the body.
    """
    kept = [block for block in blocks if furniture_kind(block.text) is None]
    body = Body()
    end = _find_end(kept, author, body.credits)
    while end > 1 and kept[end - 1].heading:
        end -= 1  # a heading above nothing is that of a list of links
    inner = kept[:end]
    subheads = _find_subheads(inner)
    body.paragraphs = [block.text for at, block in enumerate(inner) if at not in subheads]
    body.subheads = [inner[at].text for at in sorted(subheads)]
    if not body.paragraphs:
        return Body([block.text for block in blocks])
    body.changed = len(body.paragraphs) < len(blocks)
    return body


def _find_end(blocks: Sequence[Block], author: str | None, credits: dict[str, str]) -> int:
    """Where the article ends and its credits begin; what they say is noted."""
    end = len(blocks)
    first = max(1, end - _MOST_CREDITS)
    while end > first:
        block = blocks[end - 1]
        credit = credit_of(block.text)
        if credit is None and _closes_with_name(blocks, end):
            credit = {"agency": block.text.strip()} if " " not in block.text.strip() else {}
        if credit is not None:
            for name, value in credit.items():
                credits.setdefault(name, value)
        elif not (is_author_note(block.text) and _stands_apart(blocks, end - 1, author)):
            break
        end -= 1
    return end


def _closes_with_name(blocks: Sequence[Block], end: int) -> bool:
    """Whether the last block is a bare name below a finished sentence: no subhead ends a text."""
    block = blocks[end - 1]
    return (
        not block.heading
        and count_tokens(block.text) <= 3
        and is_name(block.text)
        and not ends_sentence(block.text)
        and (ends_sentence(blocks[end - 2].text))
    )


def _stands_apart(blocks: Sequence[Block], at: int, author: str | None) -> bool:
    """Whether the layout sets a note about the author apart from the article above it."""
    block, above = blocks[at], blocks[at - 1]
    if credit_of(above.text) is not None:
        return True
    only_gap = block.gap and not any(other.gap for other in blocks[1:at])
    names_author = author is not None and block.text.split()[0] in author and block.text.startswith(author)
    return only_gap or names_author


def _find_subheads(blocks: Sequence[Block]) -> set[int]:
    """The blocks that are subheads: headings of the source, and short lines between paragraphs."""
    found = {at for at, block in enumerate(blocks) if block.heading}
    if found:
        return found
    short = {at for at in range(len(blocks) - 1) if _looks_like_subhead(blocks, at)}
    asking = {at for at in short if blocks[at].text.endswith("?")}
    # One question between paragraphs is rhetoric and stays; several are the headings of an explainer.
    found = short if len(asking) >= _FEWEST_QUESTIONS else short - asking
    # Where more than every other line looks like one, it is a list or a poem.
    return found if 2 * len(found) <= len(blocks) else set()


def _looks_like_subhead(blocks: Sequence[Block], at: int) -> bool:
    text, after = blocks[at].text, blocks[at + 1].text
    return (
        is_headline(text, most_words=12)
        and _opens_like_headline(text)
        and not _is_speech(text)
        and (ends_sentence(blocks[at - 1].text) if at else text.endswith("?"))
        and ends_sentence(after)
        and count_tokens(after) > max(8, count_tokens(text))
    )


def _opens_like_headline(text: str) -> bool:
    first = text.lstrip("\"'“‘„«‚(¿¡")[:1]
    return (first.isupper() or first.isdigit()) and not _BULLET.match(text)


def _is_speech(text: str) -> bool:
    """Whether a line is what someone says: a cry, a question in marks, or words behind a colon."""
    bare = text.rstrip().rstrip(_CLOSERS)
    asked = bare.endswith("?") and (bare != text.rstrip() or text[:1] in _OPENERS or _SPEAKER.match(text))
    return bare.endswith("!") or bool(asked)
