import io
import subprocess
import sys

import matplotlib as mpl
import pytest
from matplotlib import pyplot as plt

from mediakit import plot
from mediakit.plot import style

from .conftest import make_estimates


@pytest.mark.parametrize("name", ["heatmap", "intervals", "voice_share"])
def test_the_same_table_gives_the_same_svg(name):
    def draw():
        ax = getattr(plot, name)(make_estimates("word_share"))
        content = io.BytesIO()
        with mpl.rc_context({"svg.hashsalt": "mediakit"}):
            ax.figure.savefig(content, format="svg", metadata={"Date": None})
        plt.close(ax.figure)
        return content.getvalue()

    assert draw() == draw()


def test_importing_the_room_does_not_import_matplotlib():
    code = "import sys, mediakit.plot; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_unknown_figure_lists_the_known():
    with pytest.raises(AttributeError, match=r"It has: heatmap, .*, describe"):
        _ = plot.pie


def test_text_stands_out_from_every_colour():
    assert style.text_colour("#FFFFFF") == style.text_colour("#F0E442") == "#222222"
    assert style.text_colour("#00436B") == "white"
    greys = [f"#{level:02x}{level:02x}{level:02x}" for level in range(256)]
    assert min(style.contrast(style.text_colour(grey), grey) for grey in greys) >= 4.5


def test_names_are_wrapped_at_words_and_cut_with_a_sign():
    assert style.wrap("European Commission", 12) == "European\nCommission"
    assert style.wrap("Bundesverfassungsgericht", 12) == "Bundesverfas\nsungsgericht"
    assert style.wrap("one two three four", 5, n_lines=2).endswith("…")
    assert style.wrap(" ", 12) == "(no name)"


def test_another_figure_has_no_description():
    assert plot.describe(plt.subplots()[1]) == ""


def test_text_without_spaces_is_cut_and_not_lost():
    assert style.wrap("Bundesverfassungsgericht", 12, n_lines=1) == "Bundesverfa…"


def test_room_is_what_settings_or_the_users_axes_allow():
    assert style.room(None) == float("inf")
    with plt.rc_context({"figure.figsize": (3.5, 2.5)}):
        assert style.room(None) == 3.5
    _, axes = plt.subplots(1, 2, figsize=(9, 3), width_ratios=[2, 1])
    assert [style.room(ax) for ax in axes] == [6, 3]
    free = plt.figure(figsize=(10, 3)).add_axes((0, 0, 0.4, 1))
    assert style.room(free) == pytest.approx(4)


def test_a_long_caption_begins_at_the_left_of_the_labels_and_ends_on_the_page():
    figure, ax = plt.subplots(figsize=(3.5, 3), layout="constrained")
    ax.set_yticks([0.5], ["a name that takes most of the page"])
    with style.style(ax):
        style.set_caption(ax, "a caption with many words, which go on and on " * 3)
        ax.xaxis.label.set_fontsize(9)  # as in the figures: the Axes are older than the style
    figure.draw_without_rendering()
    box, name = ax.xaxis.label.get_window_extent(), ax.get_yticklabels()[0].get_window_extent()
    assert box.x0 == pytest.approx(name.x0, abs=3)
    assert box.x1 <= figure.bbox.x1
