"""Errors that users can cause: what happened, what was got, what was expected, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class MediakitError(Exception):
    """Base of all errors that a user's input or call can cause."""


class InputError(MediakitError, ValueError):
    """A file, folder or table that cannot be used as it is."""


class TableError(InputError):
    """A DataFrame that is not the table a function expects."""


class CodebookError(InputError):
    """A codebook that cannot be used; the message names file, entry and key."""


class FetchError(MediakitError, OSError):
    """Published data that cannot be fetched, or is not what was published."""


class UnknownNameError(MediakitError, ValueError):
    """A name that is not registered; the message lists the known ones."""

    def __init__(self, what: str, got: object, known: Iterable[str]) -> None:
        names = sorted(known)
        close = get_close_matches(str(got), names, n=1)
        hint = f" Did you mean {close[0]!r}?" if close else ""
        super().__init__(f"Unknown {what}: {got!r}. Known: {', '.join(names) or 'none'}.{hint}")
