from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediakit.annotate.attributions import _BATCH, find_attributions


def found_in(text):
    """Source and contents of each attribution, as words."""
    return [
        (one.source and text[slice(*one.source)], [text[start:end] for start, end in one.content])
        for one in find_attributions([text])[0]
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor said that the bridge was safe.", [("The mayor", ["that the bridge was safe"])]),
        ("“We will rebuild it,” Anna Orlova said.", [("Anna Orlova", ["We will rebuild it,"])]),
        ("“We will rebuild it,” said Anna Orlova.", [("Anna Orlova", ["We will rebuild it,"])]),
        ("''We will rebuild it,'' she said.", [("she", ["We will rebuild it,"])]),
        ('"We will rebuild it," he told reporters.', [("he", ["We will rebuild it,"])]),
        ("According to the ministry, nine people died.", [("the ministry", ["nine people died"])]),
        ("Nine people died, according to the ministry.", [("the ministry", ["Nine people died"])]),
        ("The harbour opened at nine.", []),
    ],
)
def test_who_says_what(text, expected):
    assert found_in(text) == expected


def test_quotation_over_several_sentences():
    text = "“It is over,” said Anna Orlova. “We won. Everybody knows.”"
    [(source, contents)] = found_in(text)
    assert source == "Anna Orlova"
    assert contents == ["It is over,", "We won. Everybody knows."]


def test_two_speakers_in_one_sentence():
    text = "Smith said the plan was safe, but Jones said that it would fail."
    assert [source for source, _ in found_in(text)] == ["Smith", "Jones"]


def test_source_is_missing_where_the_text_names_none():
    [(source, _)] = found_in("The bridge is expected to open in May.")
    assert source is None


def test_cue_and_confidence():
    text = "The mayor said that the bridge was safe."
    [[one]] = find_attributions([text])
    assert text[slice(*one.cue)] == "said"
    assert 0.9 < one.confidence <= 1


@pytest.mark.parametrize(
    "text",
    ["", " \n\n ", "x", "“", "””““", "SAYS HE", "😀" * 50, "said", ":", "a" * 5000, "\udc80 said \udc80"],
)
def test_odd_texts_are_read(text):
    assert isinstance(find_attributions([text])[0], list)


def test_texts_do_not_touch_each_other():
    texts = [
        "The mayor said that the bridge was safe.",
        "",
        "“Yes,” he said.",
        "He said:",
        "“Yes, it is safe.”",
    ]
    assert find_attributions(texts) == [find_attributions([text])[0] for text in texts]


def test_long_text_is_read_in_parts_with_offsets_of_the_whole():
    sentence = "The mayor said that the bridge was safe.\n\n"
    n = 3 * _BATCH // len(sentence)
    text = sentence * n
    found = find_attributions([text])[0]
    assert len(found) == n
    assert {text[slice(*one.source)] for one in found} == {"The mayor"}


def test_line_without_end_is_read():
    text = "he said that it was so and " * (_BATCH // 20)
    assert find_attributions([text])[0]


@settings(max_examples=60)
@given(st.lists(st.text(alphabet="Ash said. “”\"'’,\n:", max_size=80), max_size=4))
def test_spans_are_true_and_contents_do_not_overlap(texts):
    for text, found in zip(texts, find_attributions(texts), strict=True):
        contents = sorted(span for one in found for span in one.content)
        assert all(0 <= start < end <= len(text) for start, end in contents)
        assert all(a[1] <= b[0] for a, b in pairwise(contents))
        for one in found:
            assert one.content
            assert 0 <= one.confidence <= 1
            assert all(0 <= a < b <= len(text) for a, b in [one.cue, *([one.source] if one.source else [])])
