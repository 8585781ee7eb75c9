"""The tree of a news page in, the paragraphs and headings of its article out, without what stands around."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import trafilatura
from lxml import etree
from trafilatura.settings import Document

from mediakit.acquire.cleaning.body import Block, ends_sentence
from mediakit.acquire.pages.pagelines import Piece, is_headed, is_heading, letters_of, read_pieces
from mediakit.acquire.pages.pagemeta import Tree

_DIGITS = re.compile(r"[\d\s]+")
_LABEL = re.compile(r"[^:]{2,40}:\s")
_MOST_OUTSIDE = 0.15  # share of the text found that may lie outside the article's element
_LEAST_SHARE = 0.1  # of the article's text: what a kind of paragraph makes up at least
_LONG = 60  # characters: a line of that length is a paragraph, not a label
_SHORTEST_PART = 10  # letters: what is shorter can stand anywhere
_MOST_COMPARED = 500_000_000  # letters: no page of news comes near
_LINKED_HEADING = 0.4  # share of a headline that is a link, where it is given twice
_LARGEST_CARD = 600  # characters: a headline and a summary


def find_pieces(tree: Tree, stated: str = "") -> list[Piece]:
    """The lines of the article.

    trafilatura says which text it is; the tree says which lines of that text are lists of links, captions and
    boxes, and which paragraphs beside those found were passed over. `stated` is the text that JSON-LD gives,
    where it does.
    """
    document = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=False)
    texts = stated.splitlines()
    if isinstance(document, Document) and document.body is not None:
        texts += map(str, document.body.itertext())
    pieces = read_pieces(tree)
    mark_found(pieces, texts)
    return choose_pieces(pieces)


def as_blocks(pieces: Iterable[Piece]) -> list[Block]:
    """The pieces as what bodies are made of."""
    return [Block(piece.text, heading=is_heading(piece)) for piece in pieces]


def mark_found(pieces: Sequence[Piece], texts: Iterable[str]) -> None:
    """Say of each piece whether an extractor's text holds it, or most of it."""
    keys = [key for key in map(letters_of, texts) if key]
    whole, lines = "".join(keys), set(keys)
    parts = [key for key in keys if len(key) >= _SHORTEST_PART]
    missing = [piece for piece in pieces if piece.key not in lines]
    for piece in pieces:
        piece.found = piece.key in lines
    if len(missing) * len(whole) > _MOST_COMPARED:
        return
    for piece in missing:
        key = piece.key
        piece.found = len(key) >= 2 * _SHORTEST_PART and key in whole
        if not piece.found and len(key) >= 4 * _SHORTEST_PART:
            piece.found = 2 * sum(len(part) for part in parts if part in key) > len(key)


def choose_pieces(pieces: Sequence[Piece]) -> list[Piece]:
    """The lines of the article among those of the page."""
    found = [piece for piece in pieces if piece.found]
    if not found:
        return []
    weight = sum(len(piece.text) for piece in found)
    all_beside = 2 * sum(len(piece.text) for piece in found if piece.beside) > weight
    all_linked = 2 * sum(len(piece.text) * piece.linked for piece in found) > weight
    inside = [piece for piece in found if all_beside or not piece.beside]
    scope = _find_scope(inside)
    kinds = _main_kinds(inside, scope)
    listed = set() if all_linked else _link_lists(pieces)
    cards = set() if all_linked else _cards(pieces)
    first = next(at for at, piece in enumerate(pieces) if piece.found and piece.element in scope)
    chosen: list[Piece] = []
    seen: set[str] = set()
    for at, piece in enumerate(pieces):
        piece.main = _kind(piece) in kinds
        if piece.beside and not all_beside and not (piece.main and piece.element.get("class")):
            continue
        if piece.element in scope:
            ours = piece.found or (piece.main and (at > first or bool(piece.element.get("class"))))
        else:
            ours = piece.found and piece.main
        if not ours or (piece.element in cards and not piece.main):
            continue
        if not all_linked and (_is_link(piece) or piece.element.getparent() in listed):
            continue
        if piece.key in seen and len(piece.key) > _SHORTEST_PART:
            continue
        seen.add(piece.key)
        chosen.append(piece)
    return chosen


def _find_scope(found: Sequence[Piece]) -> set[etree._Element]:
    """The elements within the smallest one that holds nearly all of the text found."""
    weights: Counter[etree._Element] = Counter()
    total = 0
    for piece in found:
        if piece.linked < 0.5:
            n = len(piece.text)
            total += n
            weights[piece.element] += n
            for ancestor in piece.element.iterancestors():
                weights[ancestor] += n
    enough = [element for element, n in weights.items() if n >= (1 - _MOST_OUTSIDE) * total]
    if not enough:
        return {piece.element for piece in found}
    smallest = max(enough, key=lambda element: sum(1 for _ in element.iterancestors()))
    parent = smallest.getparent()
    if smallest.tag == "p" and parent is not None:
        smallest = parent
    return set(smallest.iter())


def _main_kinds(found: Sequence[Piece], scope: set[etree._Element]) -> set[tuple[str, ...]]:
    """The kinds of element that the article's paragraphs are: the most common, and others of some weight."""
    sizes: Counter[tuple[str, ...]] = Counter()
    n_of: Counter[tuple[str, ...]] = Counter()
    for piece in found:
        if piece.element in scope and piece.linked < 0.5 and len(piece.text) >= _LONG:
            sizes[_kind(piece)] += len(piece.text)
            n_of[_kind(piece)] += 1
    least, most = _LEAST_SHARE * sizes.total(), max(sizes.values(), default=0)
    return {kind for kind, size in sizes.items() if size == most or (size >= least and n_of[kind] > 2)}


def _kind(piece: Piece) -> tuple[str, ...]:
    """What the markup says a line is: its element and class, or those of the element around it."""
    element, parent = piece.element, piece.element.getparent()
    names = [str(element.tag), element.get("class") or ""]
    if not names[1] and parent is not None:
        names += [str(parent.tag), parent.get("class") or ""]
    return tuple(_DIGITS.sub(" ", name).strip() for name in names)


def _link_lists(pieces: Sequence[Piece]) -> set[etree._Element]:
    """The lists that point to other pages, and their items: each holds a link, and links are most of it."""
    items: dict[etree._Element, list[Piece]] = {}
    for piece in pieces:
        element = piece.element
        while element is not None and element.tag in ("li", "p", "h3", "h4"):
            parent = element.getparent()
            if element.tag == "li" and parent is not None:
                items.setdefault(parent, []).append(piece)
                break
            element = parent
    lists = {
        element
        for element, inner in items.items()
        if all(piece.linked > 0.3 for piece in inner)
        and sum(len(piece.text) * piece.linked for piece in inner) > 0.6 * sum(len(p.text) for p in inner)
    }
    return lists | {item for element in lists for item in element}


def _cards(pieces: Sequence[Piece]) -> set[etree._Element]:
    """All elements of the boxes that show another article: a linked headline with a line or two below it."""
    weights: Counter[etree._Element] = Counter()
    for piece in pieces:
        for ancestor in piece.element.iterancestors():
            weights[ancestor] += len(piece.text)
    cards: set[etree._Element] = set()
    for piece in pieces:
        if piece.linked > _LINKED_HEADING and is_headed(piece):
            boxes = [box for box in piece.element.iterancestors() if weights[box] <= _LARGEST_CARD]
            if boxes:
                cards.update(boxes[-1].iter())
    return cards


def _is_link(piece: Piece) -> bool:
    """Whether a line is a link to another page, with or without a label before it."""
    if is_headed(piece):
        return piece.linked > 0.9
    label = _LABEL.match(piece.text)
    if label and piece.linked * len(piece.text) >= len(piece.text) - label.end() - 3:
        return True
    return piece.linked > (0.95 if ends_sentence(piece.text) else 0.7)
