import io
import threading
import time
from itertools import pairwise

import pytest

from mediakit._core.execute import Turns, map_items, map_threads, time_limit, track


def test_results_come_in_the_order_of_the_items():
    assert map_items(str.upper, ["b", "a", "c"], "raising") == ["B", "A", "C"]
    assert map_items(str.upper, [], "raising") == []


def test_tracked_items_are_the_items():
    assert list(track(iter("abc"), "reading", 3)) == ["a", "b", "c"]
    assert list(track(iter("abc"), "reading")) == ["a", "b", "c"]


def test_a_log_stays_empty(monkeypatch, capsys):
    map_items(abs, list(range(1000)), "counting")
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", "")


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_shows_how_far_it_is(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    clock = iter(range(0, 10_000, 5))  # five seconds for each item
    monkeypatch.setattr("tqdm.std.time", lambda: next(clock))
    map_items(abs, list(range(20)), "counting")
    assert "counting" in terminal.getvalue() and "/20" in terminal.getvalue()


def test_an_error_is_not_swallowed():
    try:
        map_items(int, ["1", "x"], "reading")
    except ValueError as error:
        assert "'x'" in str(error)
    else:
        raise AssertionError("the error of an item must reach the caller")


def test_results_of_threads_come_in_the_order_of_the_items():
    def work(item):
        time.sleep(0.02 if item.startswith("a") else 0)
        return item.upper()

    assert map_threads(work, ["a1", "b1", "a2"], "working", group=lambda item: item[0]) == ["A1", "B1", "A2"]
    assert map_threads(work, [], "working", group=str) == []


def test_items_of_a_group_are_done_in_order_and_groups_beside_each_other():
    both = threading.Barrier(2, timeout=10)  # broken when the groups do not run at the same time
    done = []

    def work(item):
        if item[1] == "1":
            both.wait()
        done.append(item)

    map_threads(work, ["a1", "a2", "b1", "b2", "a3"], "working", group=lambda item: item[0])
    assert [item for item in done if item[0] == "a"] == ["a1", "a2", "a3"]
    assert [item for item in done if item[0] == "b"] == ["b1", "b2"]


def test_an_error_in_a_thread_reaches_the_caller_and_no_more_is_begun():
    done = []

    def work(item):
        if item == 2:
            raise ValueError("no 2")
        done.append(item)

    with pytest.raises(ValueError, match="no 2"):
        map_threads(work, [1, 2, 3], "working", group=lambda item: "one")
    assert done == [1]


def test_after_an_error_the_other_groups_end_too():
    done = []

    def work(item):
        if item == "a":
            raise ValueError("no a")
        time.sleep(0.02)
        done.append(item)

    with pytest.raises(ValueError, match="no a"):
        map_threads(work, ["a", *["b"] * 50], "working", group=str)
    assert len(done) < 50


def test_turns_are_taken_one_at_a_time_with_a_pause():
    turns = Turns(0.05)
    spans = []

    def work(item):
        with turns.take("host") as turn:
            begin = time.monotonic()
            turn.pause = 0.2 if item == "first" else turn.pause
            spans.append((begin, time.monotonic()))

    map_threads(work, ["first", "second", "third"], "working", group=str)
    assert all(begin - end >= 0.049 for (_, end), (begin, _) in pairwise(sorted(spans)))
    assert sum(begin - end >= 0.19 for (_, end), (begin, _) in pairwise(sorted(spans))) <= 1


def test_a_longer_pause_holds_for_the_next_turn_alone():
    turns = Turns(0.0)
    begins = []
    for pause in (0.2, 0.0, 0.0):
        with turns.take("host") as turn:
            begins.append(time.monotonic())
            turn.pause = pause
    assert begins[1] - begins[0] >= 0.19
    assert turn.free_at <= time.monotonic()


def test_a_time_limit_stops_what_waits_and_nothing_else():
    stopped = threading.Event()
    with time_limit(0.05, stopped.set):
        assert stopped.wait(10)
    stopped.clear()
    with time_limit(0.05, stopped.set):
        pass
    assert not stopped.wait(0.15)
