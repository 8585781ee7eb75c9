"""An XML file of another vocabulary in, one record for each element that holds an article out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mediakit.acquire.columns import flatten
from mediakit.acquire.formats.records import find_records
from mediakit.acquire.formats.wire import name_agency
from mediakit.acquire.formats.wirexml import Element, parse_xml, read_body
from mediakit.acquire.pages.pages import read_page
from mediakit.acquire.reading import WHOLE, Content, Problem, Record

_MARKUP = {"p", "br", "div", "h1", "h2", "h3", "li", "em", "strong", "b", "i", "a", "span"}
# Where agencies' own formats name themselves, and the place they write from.
_ORIGINS = ("origin", "provider", "copyright")
_PLACE = "town"


def read_xml(content: Content) -> Iterator[Record | Problem]:
    """The records an XML file holds, their values named by their elements and attributes.

    Which elements are records is found as in JSON: those that have a text, or else a title.
    """
    root, problems = parse_xml(content.data)
    yield from problems
    if root.tag.lower() == "html":
        yield from read_page(content)
        return
    records = find_records(_as_value(root))
    if not records:
        yield Problem(WHOLE, "the XML holds no records", "expected elements with a title and a text")
    for at, record in enumerate(records or [], start=1):
        if not isinstance(record, dict):
            yield Problem(f"record {at}", "the element is empty", "nothing to do when the source had none")
            continue
        values = flatten(record)
        origins = [str(values[name]) for name in values if name.lower() in _ORIGINS]
        if agency := name_agency(*origins, known_only=True):
            values.setdefault("agency", agency)
            values.setdefault("dateline", values.pop(_PLACE, None))
        yield Record(f"record {at}", values)


def _as_value(element: Element) -> Any:
    """An element as JSON would have it: a text, or a mapping of attributes and children."""
    children = list(element)
    if any(child.tag in _MARKUP for child in children):
        return "\n\n".join(block.text for block in read_body(element)[0]) or None
    values: dict[str, Any] = {name.rsplit("}", 1)[-1]: value for name, value in element.items()}
    if not children and not (element.text or "").strip():
        return values if values and "nil" not in values else None
    for child in children:
        value = _as_value(child)
        if child.tag not in values:
            values[child.tag] = value
        elif isinstance(values[child.tag], list):
            values[child.tag].append(value)
        else:
            values[child.tag] = [values[child.tag], value]
    return values if children else (element.text or "").strip()
