import pandas as pd
import pytest
from matplotlib.colors import to_hex

from mediakit import plot
from mediakit._core.errors import InputError
from mediakit.plot.style import PALETTE

from .conftest import OUTLETS, make_estimates, outside, overlaps

TWO = pd.DataFrame(
    {
        "outlet": ["Post"] * 3 + ["Times"] * 2,
        "actor": ["Kyiv", "Paris", "Berlin", "Kyiv", "Paris"],
        "measure": "word_share",
        "n_articles": [9, 9, 9, 7, 7],
        "n": [12, 5, 1, 4, 4],
        "estimate": [0.5, 0.3, 0.1, 0.4, 0.6],
    }
)


def bars(ax):
    return [
        [(round(part.get_x(), 3), round(part.get_width(), 3)) for part in group] for group in ax.containers
    ]


def test_parts_stand_side_by_side_from_zero_to_one():
    ax = plot.voice_share(TWO)
    # parts by mean share: Kyiv and Paris .45 each (by name), Berlin, then what is missing
    assert bars(ax) == [
        [(0.0, 0.5), (0.0, 0.4)],
        [(0.5, 0.3), (0.4, 0.6)],
        [(0.8, 0.1), (1.0, 0.0)],
        [(0.9, 0.1), (1.0, 0.0)],
    ]
    assert ax.get_xlim() == (0, 1)
    assert [tick.get_text() for tick in ax.get_xticklabels()][-1] == "100 %"


def test_small_parts_are_lumped_with_their_number():
    texts = [text.get_text() for text in plot.voice_share(TWO, n_shown=1, rest="unnamed").texts]
    assert "Kyiv 50 %" in texts
    assert "others (2) 40 %" in texts
    assert "unnamed 10 %" in texts or "unnamed\n10 %" in texts


def test_unnamed_speakers_in_the_table_are_shown_as_such_and_hatched():
    named = TWO.replace({"actor": {"Kyiv": "unnamed"}})
    ax = plot.voice_share(named, rest="unnamed")
    unnamed = ax.containers[-1]
    assert {part.get_hatch() for part in unnamed} == {"...."}
    assert [round(part.get_width(), 3) for part in unnamed] == [0.6, 0.4]
    assert to_hex(ax.containers[0][0].get_facecolor()).upper() == PALETTE[0]


def test_rows_and_articles_stand_at_the_right():
    texts = [text.get_text() for text in plot.voice_share(TWO).texts]
    assert "18 / 9" in texts
    assert "8 / 7" in texts


def test_the_legend_goes_when_all_parts_are_named():
    assert plot.voice_share(TWO[TWO["actor"] != "Berlin"]).get_legend() is None
    crowded = plot.voice_share(make_estimates("word_share"))
    labels = [text.get_text() for text in crowded.get_legend().get_texts()]
    assert "Bundesverfassungsgericht" in labels
    assert labels[-2:] == ["others (2)", "other or unnamed"]


def test_long_names_do_not_overlap_and_stay_inside_the_figure():
    ax = plot.voice_share(make_estimates("word_share"))
    texts = [*ax.texts, *ax.get_yticklabels(), *ax.get_xticklabels(), *ax.get_legend().get_texts()]
    assert overlaps(texts) == []
    assert outside(texts) == []
    assert len(ax.get_yticklabels()) == len(OUTLETS)


def test_labels_fit_their_parts():
    ax = plot.voice_share(make_estimates("word_share"))
    ax.figure.draw_without_rendering()
    parts = [part.get_window_extent() for group in ax.containers for part in group]
    inside = [text for text in ax.texts if text.get_ha() == "center"]
    assert len(inside) > 20
    for text in inside:
        box = text.get_window_extent()
        assert any(
            part.x0 <= box.x0 and box.x1 <= part.x1 and part.contains(*text.get_window_extent().min)
            for part in parts
        ), text.get_text()


def test_other_measures_are_refused():
    with pytest.raises(InputError, match="'word_share', got 'share'"):
        plot.voice_share(make_estimates("share"))
    with pytest.raises(InputError, match="n_shown is 12"):
        plot.voice_share(TWO, n_shown=12)


def test_description():
    assert plot.describe(plot.voice_share(TWO)) == (
        "Stacked bars of the share of quoted words by actor for 2 groups. "
        "Largest named part in each: Post: Kyiv 50 %; Times: Paris 60 %."
    )
