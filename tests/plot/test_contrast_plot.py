import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex

from mediakit import compare_groups, plot
from mediakit._core.errors import InputError, TableError
from mediakit.plot import style

from .conftest import outside, overlaps


def make_choices(differences, told, pair=("Post", "Times"), actor="Kyiv"):
    """A pair under each choice of articles among copies."""
    sensitive = len({value > 0 for value in differences}) > 1 or len(set(told)) > 1
    return pd.DataFrame(
        {
            "actor": actor,
            "group_a": pair[0],
            "group_b": pair[1],
            "measure": "mean",
            "copies": ["all", "one_per_group", "own_words"],
            "difference": differences,
            "low": [value - 0.1 for value in differences],
            "high": [value + 0.1 for value in differences],
            "p_adjusted": [0.01 if one else 0.5 for one in told],
            "n_a": [20, 15, 11],
            "n_b": [25, 14, 12],
            "told_apart": told,
            "sensitive": sensitive,
            "method": "95% MOVER interval",
        }
    )


STEADY = make_choices([0.3, 0.28, 0.25], [True] * 3)
HANGS = make_choices([0.2, 0.1, 0.05], [True, False, False], pair=("Post", "Echo"))
TURNS = make_choices([0.01, -0.01, -0.02], [False] * 3, pair=("Echo", "Times"))
BOTH = pd.concat([STEADY, HANGS, TURNS])


def points(ax):
    """Drawn differences by marker: value and whether it is filled."""
    found = {}
    for line in ax.lines:
        if line.get_marker() in "osD":
            filled = to_hex(line.get_markerfacecolor()) != to_hex(ax.get_facecolor())
            found.setdefault(line.get_marker(), []).append((float(line.get_xdata()[0]), filled))
    return found


def labels(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def test_each_choice_has_its_marker_and_is_filled_when_told_apart():
    assert points(plot.sensitivity(HANGS)) == {
        "o": [(0.2, True)],
        "s": [(0.1, False)],
        "D": [(0.05, False)],
    }


def test_pairs_that_hang_on_copies_say_how_and_are_shaded():
    ax = plot.sensitivity(BOTH)
    assert labels(ax) == [
        "Post − Times",
        "Post − Echo\n(verdict hangs on copies)",
        "Echo − Times\n(sign hangs on copies)",
    ]
    assert len(ax.patches) == 2


@pytest.mark.parametrize("paper", ["default", "dark_background"])
def test_lines_stand_out_from_a_shaded_pair(paper):
    with plt.style.context(paper):
        ax = plot.sensitivity(HANGS)
    (shade,) = ax.patches
    colours = {line.get_color() for line in ax.lines if line.get_marker() in "osD"}
    assert min(style.contrast(colour, shade.get_facecolor()) for colour in colours) >= 3


def test_verdicts_that_hang_come_first_when_there_is_no_room():
    ax = plot.sensitivity(BOTH, n_shown=1)
    assert labels(ax) == ["Post − Echo\n(verdict hangs on copies)"]
    assert ax.get_xlabel().endswith("2 further pairs not shown")


def test_it_says_n_and_what_the_lines_are():
    ax = plot.sensitivity(STEADY)
    assert [text.get_text() for text in ax.texts] == [
        "+0.30   n = 20 / 25",
        "+0.28   n = 15 / 14",
        "+0.25   n = 11 / 12",
    ]
    assert "95 % interval, sampling error only; filled: told from zero" in " ".join(ax.get_xlabel().split())
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [
        "all articles",
        "one of each group of copies",
        "own words only",
    ]


def test_a_choice_that_leaves_no_pair_leaves_its_line_empty():
    ax = plot.sensitivity(HANGS.iloc[:1])
    assert points(ax) == {"o": [(0.2, True)]}


def test_cells_have_headings_those_with_most_articles_first():
    small = make_choices([0.5] * 3, [False] * 3, actor="Paris").assign(n_a=6, n_b=6)
    ax = plot.sensitivity(pd.concat([small, STEADY]))
    headings = [text.get_text() for text in ax.texts if text.get_weight() == "bold"]
    assert headings == ["Kyiv", "Paris"]


def test_voices_are_in_words():
    voices = [STEADY.assign(voice_kind=kind) for kind in ("own", "quoted")]
    ax = plot.sensitivity(pd.concat(voices))
    headings = [text.get_text() for text in ax.texts if text.get_weight() == "bold"]
    assert headings == ["in the outlet's own words", "inside quotation marks"]
    caption = plot.sensitivity(voices[0]).get_xlabel().replace("\n", " ")
    assert "actor: Kyiv, in the outlet's own words" in caption


def test_what_compare_groups_gives_is_drawn():
    articles = pd.DataFrame(
        {
            "article_id": [f"a{at}" for at in range(24)],
            "outlet": ["Post", "Times"] * 12,
            "text": "Some words here.",
        }
    )
    scores = articles[["article_id"]].assign(actor="Kyiv", score=[0.1 * (at % 5) for at in range(24)])
    copies = pd.DataFrame(
        {"article_id": ["a0", "a1"], "group_id": "a0", "origin": [True, False], "kind": "wire", "share": 0.9}
    )
    compared = compare_groups(scores, articles, copies=copies)
    assert set(points(plot.sensitivity(compared.sensitivity))) == {"o", "s", "D"}
    assert set(points(plot.contrasts(compared.contrasts))) == {"o"}
    assert "95 % interval" in plot.sensitivity(compared.sensitivity).get_xlabel()


def test_contrasts_are_filled_by_the_corrected_p_and_the_level_of_the_method():
    table = BOTH[BOTH["copies"] == "all"].drop(columns=["copies", "told_apart", "sensitive"])
    table = table.assign(p_adjusted=[0.04, 0.06, 0.5])
    assert points(plot.contrasts(table)) == {"o": [(0.3, True), (0.2, False), (0.01, False)]}
    ax = plot.contrasts(table.assign(method="90% MOVER interval"))
    assert points(ax) == {"o": [(0.3, True), (0.2, True), (0.01, False)]}


def test_differences_of_shares_are_in_percentage_points():
    table = STEADY.iloc[:1].assign(measure="share")
    ax = plot.contrasts(table)
    assert ax.texts[0].get_text().startswith("+30 ")
    assert "percentage points" in ax.get_xlabel()


def test_an_interval_far_beyond_the_differences_has_an_arrow():
    ax = plot.contrasts(STEADY.iloc[:1].assign(high=90.0, measure="rate"))
    assert ax.get_xlim()[1] < 1
    assert [line.get_marker() for line in ax.lines if line.get_marker() in "<>"] == [">"]


def test_zero_is_in_the_figure():
    for value in (-5.0, 5.0):
        low, high = plot.contrasts(STEADY.iloc[:1].assign(difference=value, low=value, high=value)).get_xlim()
        assert low < 0 < high


def test_long_names_have_room():
    pair = ("The Philadelphia Evening Bulletin and Post", "$Süddeutsche_Zeitung$ für Politik und Kultur")
    ax = plot.sensitivity(
        pd.concat([make_choices([0.2, 0.1, -0.1], [True, False, False], pair=pair), STEADY])
    )
    texts = [*ax.texts, *ax.get_yticklabels(), ax.xaxis.label, *ax.get_legend().get_texts()]
    assert not overlaps(texts)
    assert not outside(texts)


def test_what_cannot_be_drawn_is_refused():
    with pytest.raises(InputError, match="2 values of measure"):
        plot.contrasts(pd.concat([STEADY.iloc[:1], STEADY.iloc[:1].assign(measure="rate")]))
    with pytest.raises(InputError, match="nothing to draw"):
        plot.sensitivity(STEADY.iloc[:0])
    with pytest.raises(InputError, match="nothing to draw"):
        plot.sensitivity(STEADY.assign(difference=float("nan")))
    with pytest.raises(InputError, match="more than one row"):
        plot.contrasts(STEADY)
    with pytest.raises(InputError, match="'mine'"):
        plot.sensitivity(STEADY.assign(copies="mine"))
    with pytest.raises(InputError, match="got nan"):
        plot.sensitivity(STEADY.assign(copies=["all", "own_words", float("nan")]))
    with pytest.raises(InputError, match="n_shown is 0"):
        plot.sensitivity(STEADY, n_shown=0)
    with pytest.raises(TableError, match="group_a"):
        plot.contrasts(STEADY.drop(columns="group_a"))


def test_the_description_names_what_is_told_and_what_hangs():
    assert plot.describe(plot.sensitivity(BOTH)) == (
        "Forest plot of differences in the mean score between two groups, 3 of 3; 2 told from zero: "
        "Post minus Times +0.30; Post minus Echo +0.20. 2 hang on copies: "
        "Post minus Echo +0.20, verdict hangs on copies; Echo minus Times +0.01, sign hangs on copies."
    )
