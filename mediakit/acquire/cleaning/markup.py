"""Marked-up text inside a record in, plain paragraphs out."""

from __future__ import annotations

import re

from lxml import etree, html

_TAG = re.compile(
    r"</?(?:p|br|div|span|a|em|strong|b|i|h[1-6]|ul|ol|li|blockquote|figure|img|table)(?:\s[^<>]*)?/?>", re.I
)
_BREAK = re.compile(r"<(?:p|br|div)[\s/>]", re.I)
_BLOCKS = {
    *{"p", "div", "br", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "blockquote", "table", "tr"},
    *{"section", "article", "header", "footer", "figure", "figcaption", "pre", "hr", "dl", "dt", "dd"},
}
_SILENT = {"script", "style", "template", "noscript", "iframe", "object", "svg"}


def looks_like_markup(text: str) -> bool:
    """Whether a text holds HTML elements: two tags at least, since one may be the subject of a sentence."""
    if "<" not in text:
        return False
    found = _TAG.finditer(text)
    return next(found, None) is not None and next(found, None) is not None


def markup_to_text(text: str) -> str:
    r"""The paragraphs of an HTML fragment, joined by blank lines, entities resolved.

    Examples
    --------
    >>> markup_to_text("<p>One &amp; <b>two</b>.</p><p>Three.</p>")
    'One & two.\n\nThree.'
    """
    if _BREAK.search(text):
        text = re.sub(r"\s*\n\s*", " ", text)  # the elements say where paragraphs end, line ends do not
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    root = html.fromstring(f"<div>{text}</div>", parser=parser)
    parts: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if element.tag in _BLOCKS:
            parts.append("\n")
        if event == "end":
            parts.append(element.tail or "")
        elif element.tag in _SILENT:
            walk.skip_subtree()
        else:
            parts.append(element.text or "")
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in "".join(parts).split("\n"))
    return "\n\n".join(line for line in lines if line)
