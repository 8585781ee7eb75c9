import pytest
from matplotlib import pyplot as plt
from matplotlib.text import Text

from mediakit import plot
from mediakit.plot import style
from mediakit.plot.all_figures import drawings

from .conftest import outside, overlaps, visible_texts

NAMES = sorted(set(plot.__all__) - {"describe", "gallery"})
COLUMN = 3.5  # inches
TALL = {"sensitivity": 6.5, "heatmap": 6, "top_features": 5, "frame_fingerprint": 5}  # inches; others 4
STYLES = ["default", "dark_background", "ggplot", "Solarize_Light2", "grayscale"]
MIDDLING = {"figure.facecolor": "#7A7A7A"}  # where neither dark nor light ink is at ease
SEE_THROUGH = {"figure.facecolor": (1, 1, 1, 0), "text.color": "white"}


@pytest.fixture(scope="module")
def figures():
    return plot.gallery()


def behind(text, axes):
    """Colour that a text is drawn on: its own box, else the last patch under its middle, else the paper."""
    box = text.get_bbox_patch()
    if box is not None and box.get_facecolor()[3] == 1:
        return box.get_facecolor()
    x, y = text.get_window_extent().get_points().mean(axis=0)
    colour = axes.figure.get_facecolor() if not axes.bbox.contains(x, y) else axes.get_facecolor()
    for patch in sorted(axes.patches, key=lambda patch: patch.get_zorder()):
        if patch.get_fill() and patch.get_window_extent().contains(x, y):
            colour = patch.get_facecolor()
    return colour


def test_every_figure_is_in_the_gallery(figures):
    assert list(figures) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_no_text_overlaps_or_leaves_the_page(name):
    ax = plot.gallery()[name]
    texts = visible_texts(ax)
    assert not overlaps(texts)
    assert not outside(texts)


@pytest.fixture(scope="module", params=["settings", "own axes"])
def column_figures(request):
    """Every figure for a journal's column: as the settings say, and on the user's Axes."""
    if request.param == "settings":
        with plt.rc_context({"figure.figsize": (COLUMN, 2.5)}):
            return plot.gallery()
    figures = {}
    for name, draw in drawings().items():
        _, ax = plt.subplots(figsize=(COLUMN, TALL.get(name, 4)), layout="constrained")
        figures[name] = draw(ax=ax)
    return figures


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", NAMES)
def test_every_figure_is_readable_in_a_journals_column(column_figures, name):
    ax = column_figures[name]
    texts = visible_texts(ax)
    slanted = {text for text in texts if text.get_rotation() not in (0, 90)}  # boxes overlap, letters do not
    assert ax.figure.get_figwidth() <= COLUMN
    assert not overlaps([text for text in texts if text not in slanted])
    assert not outside(texts)


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_has_a_description(figures, name):
    assert plot.describe(figures[name]).endswith(".")


@pytest.mark.parametrize("user", [*STYLES, MIDDLING, SEE_THROUGH], ids=str)
def test_every_text_is_readable_on_the_users_paper(user):
    with plt.style.context(user):
        figures = plot.gallery()
    for name, ax in figures.items():
        ax.figure.draw_without_rendering()
        for axes in ax.figure.axes:  # that of a colour bar too
            for text in visible_texts(axes):
                assert style.contrast(text.get_color(), behind(text, axes)) >= 4.5, (name, text.get_text())
    plt.close("all")


def test_paper_is_that_of_the_users_style():
    with plt.style.context("dark_background"):
        ax = plot.gallery()["intervals"]
    assert ax.figure.get_facecolor()[:3] == ax.get_facecolor()[:3] == (0, 0, 0)


def test_see_through_paper_becomes_white():
    with plt.style.context(SEE_THROUGH):
        ax = plot.gallery()["intervals"]
    assert ax.figure.get_facecolor() == ax.get_facecolor() == (1, 1, 1, 1)


def test_ink_fits_the_users_own_figure(estimates):
    figure, both = plt.subplots(1, 2, facecolor="#101820")
    for draw, ax in zip((plot.intervals, plot.heatmap), both, strict=True):
        draw(estimates, ax=ax)
    figure.draw_without_rendering()
    for axes in figure.axes:
        for text in visible_texts(axes):
            assert style.contrast(text.get_color(), behind(text, axes)) >= 4.5, text.get_text()


@pytest.fixture
def estimates():
    from .conftest import make_estimates

    return make_estimates(outlets=["Post", "Times"], actors=["Kyiv", "NATO"])


@pytest.mark.parametrize("dark", [False, True])
def test_lines_and_markers_stand_out_from_the_paper(dark):
    with plt.style.context("dark_background" if dark else "default"):
        figures = plot.gallery()
    for name in ("contrasts", "intervals", "sensitivity"):
        ax = figures[name]
        colours = {line.get_color() for line in ax.lines if line.get_marker() in "osD"}
        assert min(style.contrast(colour, ax.get_facecolor()) for colour in colours) >= 3, name
    plt.close("all")


def lightness(colour):
    """CIE L*, 0 to 100: what is left of a colour in grey print."""
    luminance = style.contrast(colour, "black") * 0.05 - 0.05
    return 116 * luminance ** (1 / 3) - 16 if luminance > 0.0089 else 903.3 * luminance


def test_parts_of_a_bar_differ_in_grey_print():
    looks = [(hatch, lightness(colour)) for colour, hatch in zip(style.PALETTE, style.HATCHES, strict=True)]
    looks += [("", lightness("white"))]
    for at, (hatch, light) in enumerate(looks):
        for other, other_light in looks[at + 1 :]:
            assert hatch != other or abs(light - other_light) > 10


def test_no_text_is_drawn_as_a_formula(figures):
    for ax in figures.values():
        for text in ax.findobj(Text):
            assert not text.get_text().count("$") - text.get_text().count(r"\$")
