"""Hostile text in, text that can only be read out: control characters, links and file names made harmless."""

from __future__ import annotations

import re
import unicodedata
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from mediakit._core.provenance import short_hash

# What changes the order in which a browser shows characters: marks, embeddings, overrides, isolates.
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_VISIBLE: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(0x20)},  # the pictures of the control characters
    0x7F: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0), "\ufffd"),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),  # a lone surrogate cannot be written as UTF-8
    **{ord(mark): f"[U+{ord(mark):04X}]" for mark in _BIDI},
    ord("\t"): "\t",
    ord("\n"): "\n",
    ord("\r"): " ",
}
# Six or more letters and digits are no reserved name of any system ("con", "lpt1").
_PLAIN_NAME = re.compile(r"[a-z0-9]{6,40}")


def make_inert(value: Any) -> Any:
    r"""A string with its control characters made visible; markup that is already escaped stays as it is.

    Examples
    --------
    >>> make_inert("safe\u202egnp.exe")
    'safe[U+202E]gnp.exe'
    """
    if isinstance(value, str) and not isinstance(value, Markup):
        return value.translate(_VISIBLE)
    return value


def safe_url(address: Any) -> str | None:
    """The address when it is a plain http or https one, else None.

    Examples
    --------
    >>> safe_url("https://example.org/a?b=c")
    'https://example.org/a?b=c'
    >>> safe_url("javascript:alert(1)") is None
    True
    """
    if not isinstance(address, str) or make_inert(address) != address or re.search(r"[\s\\]", address):
        return None
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:  # such as an address with an open bracket
        return None
    return address if parts.scheme in {"http", "https"} and host else None


def file_stem(name: str) -> str:
    """A file name, without its suffix, that is valid on all systems and belongs to this name alone.

    Examples
    --------
    >>> file_stem("3f9a0c12d4e5")
    '3f9a0c12d4e5'
    >>> file_stem("../A b").rpartition("-")[0]
    'a-b'
    """
    if _PLAIN_NAME.fullmatch(name):
        return name
    # The digest keeps names apart that differ in case or marks only, and a hyphen no plain name has.
    return f"{slug(name)}-{short_hash([name], 16)}"


def slug(name: str) -> str:
    """Lower-case ASCII letters and digits of a name, joined by hyphens: for reading, not for identity."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))[:40].strip("-") or "x"
