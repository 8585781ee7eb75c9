import pytest

from mediakit._core.inflections import inflect
from mediakit._core.resources import read_lexicon


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("attack", "attack attacks attacked attacking"),
        ("win", "win wins winning won"),
        ("ally", "ally allies allied allying"),
        ("play", "play plays played playing"),
        ("stop", "stop stops stopped stopping"),
        ("die", "die dies died dying"),
        ("agree", "agree agrees agreed agreeing"),
        ("veto", "veto vetoes vetoed vetoing"),
        ("push", "push pushes pushed pushing"),
        ("panic", "panic panics panicked panicking"),
        ("write", "write writes writing wrote written"),
        ("visit", "visit visits visited visitted visiting visitting"),
    ],
)
def test_forms_of_a_word(word, forms):
    assert inflect(word) == tuple(forms.split())


def test_each_word_is_listed_once_with_its_forms():
    rows = read_lexicon("en", "irregular")
    assert [row[0] for row in rows] == sorted({row[0] for row in rows})
    for base, forms in rows:
        assert set(forms.split("|")) <= set(inflect(base)), base
