"""Numbers in, words out."""

from __future__ import annotations


def plural(count: int, one: str, many: str = "") -> str:
    """A count and its noun.

    Examples
    --------
    >>> plural(1, "article"), plural(1200, "article")
    ('1 article', '1,200 articles')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"
