import pandas as pd
import pytest

from mediakit import plot
from mediakit._core.errors import InputError, TableError

from .conftest import outside, overlaps


def make_words(frames=("conflict", "economic"), n=5):
    return pd.DataFrame(
        [
            {"frame": frame, "word": f"{frame[:3]}{at}", "weight": 0.8 - 0.3 * at, "n_articles": 30 - at}
            for frame in frames
            for at in range(n)
        ]
    )


def test_words_that_speak_for_a_frame_are_bars_from_its_zero_on_one_scale():
    ax = plot.top_features(make_words())
    assert [bar.get_x() for bar in ax.patches] == [0, 0, 0, 1, 1, 1]  # those against are not drawn
    widths = [bar.get_width() / 0.3 * 0.8 for bar in ax.patches[:3]]
    assert widths == pytest.approx([0.8, 0.5, 0.2])


def test_each_word_has_its_number_of_articles_and_each_frame_its_name():
    ax = plot.top_features(make_words(("human_interest",)), n_shown=2)
    assert [text.get_text() for text in ax.texts] == ["human interest", "hum0  30", "hum1  29"]


def test_a_frame_without_words_is_named():
    words = pd.concat([make_words(), make_words(("moral",), n=1).assign(weight=-0.5)])
    assert "moral" in [text.get_text() for text in plot.top_features(words).texts]


def test_texts_have_room():
    frames = [f"frame_{at}_with_a_name_of_forty_characters" for at in range(7)]
    words = make_words(frames, n=8).assign(word="Donaudampfschifffahrtsgesellschaft$_$", weight=0.5)
    words["word"] += words.groupby("frame").cumcount().astype(str)
    ax = plot.top_features(words)
    assert not overlaps([*ax.texts, ax.xaxis.label])
    assert not outside([*ax.texts, ax.xaxis.label])


def test_what_cannot_be_drawn_is_refused():
    with pytest.raises(InputError, match="saved without words"):
        plot.top_features(make_words().iloc[:0])
    with pytest.raises(TableError, match="weight"):
        plot.top_features(make_words().drop(columns="weight"))
    with pytest.raises(InputError, match="n_shown is 0"):
        plot.top_features(make_words(), n_shown=0)


def test_the_description_names_the_first_words():
    assert plot.describe(plot.top_features(make_words(("moral",)))) == (
        "Bars of the words that speak for 1 frame. moral: mor0, mor1, mor2."
    )
