import pandas as pd
import pytest
from matplotlib.colors import to_hex

from mediakit import plot
from mediakit._core.errors import InputError, UnknownNameError

from .conftest import outside, overlaps


def make_words(group="Post", n=16):
    return pd.DataFrame(
        {
            "outlet": group,
            "word": [f"word{i}" for i in range(n)],
            "n": range(10, 10 + n),
            "n_rest": 20,
            "n_articles": range(5, 5 + n),
            "g2": [(n / 2 - i - 0.5) * 3 for i in range(n)],
            "log_ratio": [(n / 2 - i - 0.5) / 2 for i in range(n)],
            "p_adjusted": [0.01 if i % 2 else 0.2 for i in range(n)],
        }
    )


def test_bars_have_the_lengths_of_the_ratios_largest_first():
    words = make_words()
    ax = plot.keyness(words, n_shown=3)
    assert [bar.get_width() for bar in ax.patches] == words["log_ratio"].iloc[[0, 1, 2, 13, 14, 15]].tolist()


def test_only_sure_words_are_filled():
    ax = plot.keyness(make_words(), n_shown=2)
    assert [to_hex(bar.get_facecolor()) == "#ffffff" for bar in ax.patches] == [True, False, True, False]


def test_every_bar_has_its_word_and_counts():
    ax = plot.keyness(make_words(), n_shown=1)
    assert [text.get_text() for text in ax.texts] == ["word0", "n = 10 in 5", "word15", "n = 25 in 20"]


def test_texts_have_room():
    ax = plot.keyness(make_words().assign(word=lambda table: "extraordinarily" + table["word"]))
    assert not overlaps(ax.texts)
    assert not outside([*ax.texts, ax.title, ax.xaxis.label])


def test_several_groups_need_a_choice():
    both = pd.concat([make_words(), make_words("Times")])
    with pytest.raises(InputError, match="Choose one: group='Post'"):
        plot.keyness(both)
    assert "Times" in plot.keyness(both, group="Times").get_title("left")
    with pytest.raises(UnknownNameError, match="Echo"):
        plot.keyness(both, group="Echo")


def test_nothing_to_draw():
    with pytest.raises(InputError, match="nothing to draw"):
        plot.keyness(make_words().assign(g2=0.0))


def test_the_description_names_words_of_both_sides():
    text = plot.describe(plot.keyness(make_words()))
    assert "more often: word0" in text and "less often:" in text


def test_a_word_the_others_never_use_stands_among_the_more_frequent():
    words = make_words(n=2).assign(log_ratio=[0.0, -1.0], g2=[0.5, -3.0], n_rest=[0, 20])
    ax = plot.keyness(words)
    assert to_hex(ax.patches[1].get_edgecolor()) != to_hex(ax.patches[0].get_edgecolor())
    assert "more often: word0; less often: word1" in plot.describe(ax)


def test_ratios_of_zero_are_drawn():
    assert plot.keyness(make_words(n=2).assign(log_ratio=0.0)).get_xlim()[1] > 0


def test_no_rows():
    with pytest.raises(InputError, match="nothing to draw"):
        plot.keyness(make_words().iloc[:0])
