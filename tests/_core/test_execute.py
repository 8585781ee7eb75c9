import io

from mediakit._core.execute import map_items, track


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
