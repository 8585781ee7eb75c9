import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit.annotate.marks import find_stretches, with_double_marks


def inside(text):
    return [text[stretch.start : stretch.end] for stretch in find_stretches(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said: “Go.” She left.", ["Go."]),
        ('"Well," he said, "go."', ["Well,", "go."]),
        ("''It's 'fine' now,'' she said.", ["It's 'fine' now,"]),
        ("He wrote ``all well'' on it.", ["all well"]),
        ("« Oui », dit-il. »Nein«, sagte sie.", ["Oui", "Nein"]),
        ("„So ist es“, sagte er. „Ja” auch.", ["So ist es", "Ja"]),
        ("‘We can’t wait for the farmers’ vote,’ she said.", ["We can’t wait for the farmers’ vote,"]),
        ("He said 'the boys' are back.", ["the boys"]),
        ("“A “nested” one” and no more.", ["A “nested” one"]),
        ("‘Holy’ war: the mayor’s ‘no’.", ["Holy", "no"]),
        ("(“Yes”) and —“no”—", ["Yes", "no"]),
        ('“Go," he said. "It is late,” she said.', ["Go,", "It is late,"]),
        ('“A "small" ladder,” he said.', ['A "small" ladder,']),
        ("“A “small“ one.", ["A “small"]),
    ],
)
def test_styles(text, expected):
    assert inside(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Isn’t it the ’90s?",
        "rock 'n' roll ‘em",
        "The farmers’ land, the boys’ coats",
        "6'2\" tall",
        "A stray ” here.",
        "“”",
    ],
)
def test_no_quotation(text):
    assert inside(text) == []


def test_unclosed_runs_to_the_paragraph_end():
    assert inside("He said: “It goes on.\n\nNext paragraph.") == ["It goes on."]


def test_reopened_paragraph_continues():
    first, second = find_stretches("“One.\n\n“Two,” she said.")
    assert (first.closed, second.continues, second.closed) == (False, True, True)


@given(st.text(alphabet="ab .,’'‘“”\"„«»`\n", max_size=60))
def test_stretches_are_true_and_in_order(text):
    last = 0
    for stretch in find_stretches(text):
        assert last <= stretch.start < stretch.end <= len(text)
        assert "\n" not in text[stretch.start : stretch.end]
        last = stretch.end


@given(st.lists(st.sampled_from(["We stay.", "no", "It’s over,", "holy battle"]), min_size=1, max_size=5))
def test_a_balanced_quotation_is_never_lost(quotations):
    text = " and then ".join(f"“{words}”" for words in quotations)
    assert inside(text) == quotations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("‘He said “go”,’ she said.", "“He said ‘go’,” she said."),
        ("„So“, « oui » and »nein«.", "“So”, “ oui ” and “nein”."),
        ("“He said ‘go’,” she said.", "“He said ‘go’,” she said."),
        ('"Go," isn’t it the ’90s?', '"Go," isn’t it the ’90s?'),
        ("‘It runs on.\n\n‘And ends.’", "“It runs on.\n\n“And ends.”"),
    ],
)
def test_double_marks_outside(text, expected):
    assert with_double_marks(text, find_stretches(text)) == expected


@given(st.text(alphabet="ab .,’'‘“”\"„«»`\n", max_size=60))
def test_double_marks_keep_the_offsets(text):
    assert len(with_double_marks(text, find_stretches(text))) == len(text)


@pytest.mark.parametrize(
    "unit", ["«a ", "»a ", "„a ", "“a ", "“a“ ", "‘a ", "‚a ", "'a ", "'boys' are ", "‘boys’ are ", "``a "]
)
def test_lines_full_of_marks(unit):
    # A search to the line's end for every mark would take minutes here.
    text = unit * 20_000
    for stretch in find_stretches(text):
        assert 0 <= stretch.start < stretch.end <= len(text)
