import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex

from mediakit import plot
from mediakit._core.errors import InputError, TableError

from .conftest import ACTORS, OUTLETS, make_estimates, outside, overlaps, visible_texts


def cells(ax):
    """Text of the cells by outlet and actor."""
    found = np.array([text.get_text() for text in ax.texts]).reshape(len(OUTLETS), len(ACTORS))
    return {(o, a): found[i, j] for i, o in enumerate(OUTLETS) for j, a in enumerate(sorted(ACTORS))}


def test_each_cell_says_its_number_and_its_articles():
    shown = cells(plot.heatmap(make_estimates()))
    assert shown["BBC News", "Volodymyr Zelensky"] == "−0.50\nn = 12"
    assert shown["BBC News", "Vladimir Putin"] == "+0.40\nn = 15"


def test_cells_with_too_few_articles_are_hatched_and_show_no_number():
    estimates = make_estimates()
    ax = plot.heatmap(estimates)
    hatched = [patch for patch in ax.patches if patch.get_hatch()]
    assert len(hatched) == estimates["low"].isna().sum() == 7
    assert cells(ax)["BBC News", "NATO"] == "too few\nn = 3"
    boxes = {patch.get_xy(): patch for patch in ax.patches if patch.get_fill()}
    assert {to_hex(boxes[patch.get_xy()].get_facecolor()).upper() for patch in hatched} == {"#E4E4E4"}


def test_a_combination_that_does_not_occur_is_a_dash():
    estimates = make_estimates()
    gone = (estimates["outlet"] == "Fox") & (estimates["actor"] == "Donald Trump")
    assert cells(plot.heatmap(estimates[~gone]))["Fox", "Donald Trump"] == "–"


def test_means_are_centred_at_zero_and_shares_begin_there():
    ax = plot.heatmap(make_estimates().query("actor == 'Donald Trump' or actor == 'NATO'"))
    bar = ax.figure.axes[1]
    assert bar.get_ylim()[0] == -bar.get_ylim()[1]
    ax = plot.heatmap(make_estimates("share"), limit=0.4)
    assert ax.figure.axes[1].get_ylim() == (0, 0.4)
    assert "%" in ax.texts[0].get_text()


def test_colours_tell_the_sign():
    ax = plot.heatmap(make_estimates(outlets=["BBC News"], actors=ACTORS[:3]), limit=0.5)
    by_x = {round(patch.get_x() + 0.5): patch.get_facecolor() for patch in ax.patches}
    estimates = make_estimates(outlets=["BBC News"], actors=ACTORS[:3]).sort_values("actor")["estimate"]
    for x, estimate in enumerate(estimates):
        red, _, blue, _ = by_x[x]
        assert (red > blue) == (estimate < 0)


def test_long_names_do_not_overlap_and_stay_inside_the_figure():
    ax = plot.heatmap(make_estimates())
    assert overlaps(ax.texts) == []
    assert overlaps(ax.get_yticklabels()) == []
    assert outside([*ax.texts, *ax.get_xticklabels(), *ax.get_yticklabels()]) == []
    names = {" ".join(tick.get_text().split()) for tick in ax.get_xticklabels()}
    assert names == set(ACTORS)
    ax.figure.draw_without_rendering()
    starts = [tick.get_window_extent().x0 for tick in ax.get_xticklabels()]
    assert np.diff(starts).min() > 30  # slanted labels are parallel: their boxes overlap, they don't


def test_short_names_stand_upright():
    ax = plot.heatmap(make_estimates(actors=["Donald Trump", "NATO", "European Commission"]))
    assert {tick.get_rotation() for tick in ax.get_xticklabels()} == {0}
    assert overlaps(ax.get_xticklabels()) == []


def test_cell_text_fits_its_cell():
    ax = plot.heatmap(make_estimates())
    ax.figure.draw_without_rendering()
    for text, patch in zip(ax.texts, [patch for patch in ax.patches if patch.get_fill()], strict=True):
        inner, outer = text.get_window_extent(), patch.get_window_extent()
        assert inner.width < outer.width
        assert inner.height < outer.height


def test_voices_are_not_mixed_unasked():
    mixed = two_voices(make_estimates())
    with pytest.raises(
        InputError, match=r"2 values of voice_kind: own, quoted.*where=\{'voice_kind': 'own'\}"
    ):
        plot.heatmap(mixed, panel=None)
    ax = plot.heatmap(mixed, where={"voice_kind": "quoted"})
    assert ax.get_title(loc="left") == "Mean score, inside quotation marks"


def two_voices(estimates):
    """The quoted words say twice of what the outlet's own do."""
    quoted = estimates.assign(voice_kind="quoted", estimate=2 * estimates["estimate"])
    return pd.concat([quoted, estimates.assign(voice_kind="own")], ignore_index=True)


def test_each_voice_has_a_panel_with_the_same_rows_and_colours():
    estimates = make_estimates(outlets=["Post", "Times"], actors=["Kyiv", "NATO"])
    ax = plot.heatmap(two_voices(estimates))
    headings = [text for text in ax.texts if "n =" not in text.get_text()]
    assert [" ".join(text.get_text().split()) for text in headings] == [
        "In the outlet's own words", "Inside quotation marks"
    ]  # fmt: skip
    own, quoted = (text.get_position()[0] for text in headings)
    assert own < quoted
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["Post", "Times"]
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["Kyiv", "NATO"] * 2
    numbers = [text for text in ax.texts if "n =" in text.get_text()]
    shown = [float(text.get_text().split()[0].replace("−", "-")) for text in numbers]
    assert shown[4:] == [2 * value for value in shown[:4]]
    assert {text.get_position()[0] >= quoted for text in numbers[4:]} == {True}
    highest = 2 * estimates["estimate"].abs().max()
    assert ax.figure.axes[1].get_ylim() == pytest.approx((-highest, highest))  # one bar for both panels
    assert "a panel for each of 2 values of voice_kind" in plot.describe(ax)
    texts = visible_texts(ax)
    assert not overlaps(texts)
    assert not outside(texts)


def test_panels_stand_below_each_other_in_a_journals_column():
    estimates = two_voices(make_estimates(outlets=["Post", "Times"], actors=["Kyiv", "NATO", "Paris"]))
    _, ax = plt.subplots(figsize=(3.5, 4), layout="constrained")
    plot.heatmap(estimates, ax=ax)
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["Post", "Times"] * 2
    assert len(ax.figure.axes) == 1  # the cells have numbers: no colour bar
    assert not overlaps(visible_texts(ax))


def test_a_panel_with_one_value_is_no_panel():
    estimates = make_estimates(outlets=["Post"], actors=["Kyiv"])
    plain, one = plot.heatmap(estimates), plot.heatmap(estimates.assign(voice_kind="own"))
    assert [text.get_text() for text in one.texts] == [text.get_text() for text in plain.texts]


@pytest.mark.parametrize("n_actors", [1, 2, 3])
def test_a_long_title_stays_on_a_narrow_page(n_actors):
    estimates = make_estimates(outlets=["Post"], actors=["Kyiv", "NATO", "Paris"][:n_actors])
    ax = plot.heatmap(estimates.assign(voice_kind="unresolved"))
    texts = visible_texts(ax)
    assert not overlaps(texts)
    assert not outside(texts)


def test_what_cannot_be_drawn_is_refused():
    with pytest.raises(TableError, match="no column 'speaker'"):
        plot.heatmap(make_estimates(), columns="speaker")
    with pytest.raises(InputError, match=r"No row of the estimates has outlet 'Sun'\. Known: BBC News"):
        plot.heatmap(make_estimates(), where={"outlet": "Sun"})
    with pytest.raises(InputError, match="nothing to draw"):
        plot.heatmap(make_estimates()[:0])
    doubled = make_estimates(outlets=["Fox", "Fox"])
    with pytest.raises(InputError, match="more than one row"):
        plot.heatmap(doubled)


def test_axes_of_the_user_are_used_and_settings_and_input_stay():
    settings = dict(plt.rcParams)
    estimates = make_estimates()
    before = estimates.copy()
    ax = plt.subplots()[1]
    assert plot.heatmap(estimates, ax=ax) is ax
    assert dict(plt.rcParams) == settings
    assert estimates.equals(before)


def test_description_names_the_extremes():
    text = plot.describe(plot.heatmap(make_estimates()))
    assert text.startswith(
        "Heat map of the mean score by outlet (6 rows) and actor (8 columns): lowest -0.50 for"
    )
    assert text.endswith("7 cells with too few articles.")


def test_hostile_names_are_plain_text():
    ax = plot.heatmap(make_estimates(outlets=["$x^2$ Post"], actors=["A $1 note", "NATO\nline"]))
    ax.figure.draw_without_rendering()
    assert ax.get_yticklabels()[0].get_text() == r"\$x^2\$ Post"
