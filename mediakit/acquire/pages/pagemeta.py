"""The parsed tree of a news page in, what its markup says of the article out: title, date, author, outlet."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from html import unescape
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from htmldate import find_date
from lxml import etree

from mediakit.acquire.pages.pagebyline import find_author
from mediakit.acquire.pages.pagetitle import Titles, choose_title

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
_LINE_BREAKS = re.compile(r"\s+")


def read_metadata(tree: Tree) -> dict[str, Any]:
    """What JSON-LD, Open Graph and the other meta elements say, under the names of the articles table.

    Beside these: "description", the declared summary; "shown", the heading that shows the title; "body", the
    text of the article where JSON-LD gives it.
    """
    linked = _linked_article(tree)
    metas = _meta_values(tree)
    meta = {name: values[0] for name, values in metas.items()}
    outlet = _as_text(linked.get("publisher")) or meta.get("og:site_name") or meta.get("application-name")
    url = _address(tree, linked, meta)
    sites = _site_names(linked, meta, url)
    title, shown = choose_title(_titles(tree, linked, meta), sites)
    author, agency = find_author(tree, linked.get("author"), metas, {site.casefold() for site in sites})
    values = {
        "title": title,
        "shown": shown,
        "published": _published(tree, linked, meta),
        "author": author,
        "agency": agency,
        "outlet": outlet,
        "section": _as_text(linked.get("articleSection")) or meta.get("article:section"),
        "language": tree.get("lang") or _as_text(linked.get("inLanguage")) or meta.get("og:locale"),
        "url": url,
        "description": unescape(
            _as_text(linked.get("description")) or meta.get("og:description") or meta.get("description") or ""
        ),
    }
    found = {name: _line(value) for name, value in values.items() if value and _line(value)}
    body = linked.get("articleBody")
    return {**found, "body": unescape(body)} if isinstance(body, str) and body.strip() else found


def _titles(tree: Tree, linked: dict[str, Any], meta: dict[str, str]) -> Titles:
    def line(value: Any) -> str:
        return _line(unescape(_as_text(value) or ""))

    return Titles(
        headline=line(linked.get("headline")),
        name=line(linked.get("name")),
        alternative=line(linked.get("alternativeHeadline")),
        open_graph=line(meta.get("og:title")),
        twitter=line(meta.get("twitter:title")),
        page=next((_line("".join(element.itertext())) for element in tree.iter("title")), ""),
        headings=tuple(
            dict.fromkeys(
                form
                for element in tree.iter("h1")
                for form in (_line(visible_text(element)), _line("".join(element.itertext())))
            )
        ),
    )


def _site_names(linked: dict[str, Any], meta: dict[str, str], url: str | None) -> list[str]:
    """The names under which the outlet and the section can stand in a title."""
    host = (urlsplit(url or meta.get("og:url") or "").hostname or "").removeprefix("www.")
    names = [
        meta.get("og:site_name"),
        meta.get("application-name"),
        meta.get("apple-mobile-web-app-title"),
        meta.get("al:ios:app_name"),
        meta.get("twitter:site", "").removeprefix("@"),
        _as_text(linked.get("publisher")),
        _as_text(linked.get("articleSection")),
        meta.get("article:section"),
        host,
        host.rsplit(".", 1)[0],
        host.split(".")[0],
    ]
    return list(dict.fromkeys(_line(name) for name in names if name))


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


def _meta_values(tree: Tree) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        content = (element.get("content") or "").strip()
        if name and content:
            values.setdefault(name, []).append(content)
    return values


def _published(tree: Tree, linked: dict[str, Any], meta: dict[str, str]) -> str | None:
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
    date = find_date(deepcopy(tree), original_date=True, extensive_search=False, max_date="2199-12-31")
    return str(date) if date else None


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
