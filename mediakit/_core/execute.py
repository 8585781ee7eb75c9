"""Running a function over many articles: the only place that knows of progress bars, workers and batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from tqdm import tqdm

Item = TypeVar("Item")
Result = TypeVar("Result")


def map_items(function: Callable[[Item], Result], items: Sequence[Item], label: str) -> list[Result]:
    """The function's result for each item, in order, with a progress bar where someone watches a terminal.

    The bar appears after a second, on stderr, and never when that is not a terminal: a log stays readable.
    """
    return list(track(map(function, items), label, len(items)))


def track(items: Iterable[Item], label: str, total: int | None = None) -> Iterable[Item]:
    """The items themselves, with the same progress bar around them."""
    return tqdm(items, desc=label, total=total, disable=None, delay=1.0, leave=False)  # type: ignore[no-any-return]
