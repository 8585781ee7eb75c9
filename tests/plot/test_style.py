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
