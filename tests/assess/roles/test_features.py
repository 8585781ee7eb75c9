from hypothesis import given
from hypothesis import strategies as st

from mediakit.assess.roles.contexts import _Covered
from mediakit.assess.roles.features import _find_mention
from mediakit.assess.roles.words import find_words


@given(st.text(alphabet="ab ,.", min_size=1, max_size=40), st.data())
def test_a_mention_is_the_words_that_have_a_character_of_it(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = find_words(text)
    first, last = _find_mention(words, start, end)
    meant = [at for at, word in enumerate(words) if word.start < end and word.end > start]
    if meant:
        assert (first, last) == (meant[0], meant[-1] + 1)
    else:  # marks and spaces alone: some word stands for them
        assert last - first == min(len(words), 1)


def test_a_mention_in_a_text_without_words_is_none():
    assert _find_mention((), 0, 3) == (0, 0)


_SPANS = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 6)), max_size=8)


@given(_SPANS, st.integers(0, 25), st.integers(1, 6))
def test_a_stretch_meets_the_spans_it_shares_a_character_with(pairs, start, length):
    spans = [(first, first + size) for first, size in pairs]
    shared = any(set(range(*span)) & set(range(start, start + length)) for span in spans)
    assert _Covered(spans).meets(start, start + length) == shared
