"""Running a function over many articles: the only place that knows of progress bars, workers and batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Lock, Timer
from time import monotonic, sleep
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


def map_threads(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    label: str,
    *,
    group: Callable[[Item], str],
    n_threads: int = 8,
) -> list[Result]:
    """The function's result for each item, in order, where the work is waiting for other machines.

    Items of one group are done one after another in one thread, in order; groups run beside each other. An
    error of an item reaches the caller after the items that are under way; the others are not begun.
    """
    places: dict[str, list[int]] = {}
    for place, item in enumerate(items):
        places.setdefault(group(item), []).append(place)
    results: dict[int, Result] = {}
    stopped = Event()

    with tqdm(desc=label, total=len(items), disable=None, delay=1.0, leave=False) as bar:

        def run(members: list[int]) -> None:
            for place in members:
                if stopped.is_set():
                    return
                results[place] = function(items[place])
                bar.update()

        with ThreadPoolExecutor(n_threads) as pool:
            try:
                for future in as_completed([pool.submit(run, members) for members in places.values()]):
                    future.result()
            finally:
                stopped.set()
    return [results[place] for place in range(len(items))]


@dataclass
class Turn:
    """One use of something that is used by one at a time; `pause` is the seconds it rests afterwards."""

    pause: float
    free_at: float = 0.0
    lock: Lock = field(default_factory=Lock)


class Turns:
    """Turns at many things, each used by one thread at a time with a pause behind each use."""

    def __init__(self, pause: float) -> None:
        self._pause = pause
        self._turns: dict[str, Turn] = {}
        self._lock = Lock()

    @contextmanager
    def take(self, name: str) -> Iterator[Turn]:
        """Wait for the turn at one of the things; whoever has it may lengthen the pause."""
        with self._lock:
            turn = self._turns.setdefault(name, Turn(self._pause))
        with turn.lock:
            sleep(max(0.0, turn.free_at - monotonic()))
            turn.pause = self._pause
            try:
                yield turn
            finally:
                turn.free_at = monotonic() + turn.pause


@contextmanager
def time_limit(seconds: float, stop: Callable[[], object]) -> Iterator[None]:
    """Call `stop` when the block takes longer: the way out of a call that would wait for ever."""
    timer = Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
