from mediakit._core.wording import plural


def test_one_is_singular_and_all_else_plural():
    counts = [plural(count, "entry", "entries") for count in (0, 1, 1200)]
    assert counts == ["0 entries", "1 entry", "1,200 entries"]
