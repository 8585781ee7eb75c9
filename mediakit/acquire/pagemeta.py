"""The parsed tree of a news page in, what its markup says of the article out: title, date, author, outlet."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any, TypeAlias

from htmldate import find_date
from lxml import etree

Tree: TypeAlias = etree._Element

_ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Report)$")
_DATE_NAMES = (
    *(
        "article:published_time",
        "og:article:published_time",
        "article:published",
        "datepublished",
        "date.issued",
    ),
    *(
        "dc.date.issued",
        "dcterms.created",
        "dc.date",
        "pubdate",
        "publish-date",
        "publish_date",
        "publication_date",
    ),
    *(
        "sailthru.date",
        "parsely-pub-date",
        "cxenseparse:recs:publishtime",
        "article.published",
        "date",
        "last-modified",
    ),
)
_BYLINE_NAME = re.compile(r"(?:byline|author)[_-]*name", re.I)
_BYLINE = re.compile(r"(?:^|[\s_-])(?:byline|author|autor)(?:$|\s)", re.I)
_LINE_BREAKS = re.compile(r"\s+")


def read_metadata(tree: Tree, text: str) -> dict[str, Any]:
    """What JSON-LD, Open Graph and the other meta elements say, under the names of the articles table.

    Parameters
    ----------
    tree : lxml element
        The page.
    text : str
        Its source, for the search for a date when no element states it.
    """
    linked = _linked_article(tree)
    meta = _meta_values(tree)
    declared = [_as_text(linked.get("headline")), meta.get("og:title"), meta.get("twitter:title")]
    values = {
        "title": _title(tree, [_line(title) for title in declared if title]),
        "published": _published(tree, linked, meta, text),
        "author": _author(linked, meta) or _byline(tree),
        "outlet": _as_text(linked.get("publisher"))
        or meta.get("og:site_name")
        or meta.get("application-name"),
        "section": _as_text(linked.get("articleSection")) or meta.get("article:section"),
        "language": tree.get("lang") or _as_text(linked.get("inLanguage")) or meta.get("og:locale"),
        "url": _address(tree, linked, meta),
        "description": _as_text(linked.get("description"))
        or meta.get("og:description")
        or meta.get("description"),
    }
    return {name: _line(value) for name, value in values.items() if value and _line(value)}


def _linked_article(tree: Tree) -> dict[str, Any]:
    """The first JSON-LD object of an article type with a headline or a date."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            value = json.loads((script.text or "").strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue  # damaged JSON-LD is common, and the meta elements say the same
        for item in _walk(value):
            kinds = item.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(_ARTICLE_TYPES.search(str(name)) for name in names) and (
                item.get("headline") or item.get("datePublished")
            ):
                return item
    return {}


def _walk(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        nested = [
            value.get(key)
            for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement")
        ]
    else:
        nested = value if isinstance(value, list) else []
    if depth < 5:
        for item in nested:
            if isinstance(item, (dict, list)):
                yield from _walk(item, depth + 1)


def _meta_values(tree: Tree) -> dict[str, str]:
    values: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        content = (element.get("content") or "").strip()
        if name and content:
            values.setdefault(name, content)
    return values


def _title(tree: Tree, declared: list[str]) -> str | None:
    """The headline as readers saw it, when it agrees with what the page declares; else the declared one."""
    page = next((_line("".join(element.itertext())) for element in tree.iter("title")), "")
    claims = " ".join([*declared, page])
    claimed = set(_words(claims))
    for element in tree.iter("h1"):
        seen = _line(visible_text(element))
        words = _words(seen)
        if len(words) >= 2 and sum(word in claimed for word in words) >= 0.6 * len(words):
            return seen
    if declared:
        return _without_site(declared[0], page)
    heads = [_line(visible_text(element)) for element in tree.iter("h1")]
    return next((head for head in heads if len(_words(head)) >= 3), None) or _without_site(page, "") or None


def _without_site(title: str, page: str) -> str:
    """A title without the outlet's name behind a bar or dash."""
    parts = re.split(r"\s+[|–—-]\s+", title)
    return parts[0] if len(parts) > 1 and len(parts[0]) >= 0.5 * len(title) else title


def _published(tree: Tree, linked: dict[str, Any], meta: dict[str, str], text: str) -> str | None:
    found = _as_text(linked.get("datePublished")) or _as_text(linked.get("dateCreated"))
    if found:
        return found
    for name in _DATE_NAMES[:-1]:
        if meta.get(name):
            return meta[name]
    for element in tree.iter("time"):
        value = element.get("datetime") or ""
        if re.match(r"\d{4}-\d{2}-\d{2}", value):
            return value
    date = find_date(text, original_date=True, extensive_search=False, max_date="2199-12-31")
    return str(date) if date else None


def _author(linked: dict[str, Any], meta: dict[str, str]) -> str | None:
    found = (
        _as_text(linked.get("author")) or meta.get("author") or meta.get("article:author") or meta.get("byl")
    )
    if not found:
        return None
    names = [name.strip() for name in found.split(", ") if not name.startswith(("http", "/", "@"))]
    return re.sub(r"^(?:by|von|par)\s+", "", ", ".join(dict.fromkeys(names)), flags=re.IGNORECASE) or None


def _byline(tree: Tree) -> str | None:
    """The author that an element called byline or author shows, without the date beside it."""
    for pattern in (_BYLINE_NAME, _BYLINE):
        for element in (
            tree.body.iter("span", "a", "div", "p", "li", "address") if tree.body is not None else ()
        ):
            if not pattern.search(f"{element.get('class') or ''} {element.get('rel') or ''}"):
                continue
            dates = [visible_text(child) for child in element.iter("time")]
            text = _line(visible_text(element))
            for date in dates:
                text = text.replace(_line(date), "")
            name = re.sub(r"^(?:by|von|par)\s+", "", text.strip(" |,·•–-"), flags=re.IGNORECASE)
            if 1 <= len(_words(name)) <= 8 and name[:1].isupper():
                return name
    return None


def _address(tree: Tree, linked: dict[str, Any], meta: dict[str, str]) -> str | None:
    canonical = [
        element.get("href") or ""
        for element in tree.iter("link")
        if (element.get("rel") or "").lower() == "canonical"
    ]
    candidates = [
        *canonical,
        meta.get("og:url"),
        linked.get("url"),
        linked.get("@id"),
        linked.get("mainEntityOfPage"),
    ]
    return next((one for one in candidates if isinstance(one, str) and one.startswith("http")), None)


def _as_text(value: Any) -> str | None:
    """The words of a JSON-LD value: a string, the name of an object, or those of a list."""
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, dict):
        return _as_text(value.get("name") or value.get("headline") or value.get("@value"))
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(text for text in map(_as_text, value) if text)) or None
    return None


def visible_text(element: etree._Element) -> str:
    """The text of an element without its scripts and styles."""
    silent = {"script", "style", "noscript", "svg"}
    parts = []
    for node in element.iter():
        parent = node.getparent()
        if (
            node.tag in silent
            or (parent is not None and parent.tag in silent)
            or not isinstance(node.tag, str)
        ):
            text = ""
        else:
            text = node.text or ""
        parts.append(text + ((node.tail or "") if node is not element else ""))
    # Elements side by side are set apart by style alone, so that "KommissionVerfahren" was two lines.
    joined = parts[0]
    for part in parts[1:]:
        joined += " " if joined[-1:].islower() and part[:1].isupper() else ""
        joined += part
    return joined


def _line(text: str) -> str:
    return _LINE_BREAKS.sub(" ", unescape(text)).strip()


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
