import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex

from mediakit import plot
from mediakit._core.errors import InputError, TableError

from .conftest import OUTLETS, outside, overlaps

WEEKS = pd.date_range("2024-01-01", periods=10, freq="7D").strftime("%Y-%m-%d")
EVENTS = pd.DataFrame({"date": ["2024-01-10", "2024-02-20"], "label": ["bridge closes", "strike ends"]})


def make_series(outlets=OUTLETS[:3], missing=(), few=()):
    rows = [
        {
            "period": week,
            "outlet": outlet,
            "measure": "mean",
            "n_articles": 3 if at in few else 20 - number,
            "estimate": 0.1 * number,
            "low": np.nan if at in few else 0.1 * number - 0.05,
            "high": np.nan if at in few else 0.1 * number + 0.05,
            "method": "95% t",
            "note": "too few articles" if at in few else "",
        }
        for number, outlet in enumerate(outlets)
        for at, week in enumerate(WEEKS)
        if at not in missing
    ]
    return pd.DataFrame(rows)


def lines(ax):
    """The drawn pieces with a line, by colour."""
    found = {}
    for line in ax.lines:
        if line.get_linestyle() == "-" and len(line.get_xdata()) > 1 and line.get_marker() != "None":
            found.setdefault(to_hex(line.get_color()), []).append(line)
    return found


def test_a_line_for_each_group_with_its_values():
    ax = plot.timeline(make_series())
    drawn = lines(ax)
    assert len(drawn) == 3
    values = sorted(float(piece[0].get_ydata()[0]) for piece in drawn.values())
    assert values == pytest.approx([0.0, 0.1, 0.2])
    assert len({piece[0].get_marker() for piece in drawn.values()}) == 3  # told apart without colour


def test_a_missing_period_breaks_the_line():
    drawn = lines(plot.timeline(make_series(OUTLETS[:1], missing=(4, 5))))
    (pieces,) = drawn.values()
    assert [len(piece.get_xdata()) for piece in pieces] == [4, 4]


def test_too_few_articles_are_open_and_without_a_band():
    ax = plot.timeline(make_series(OUTLETS[:1], few=(9,)))
    open_ends = [line for line in ax.lines if to_hex(line.get_markerfacecolor()) == "#ffffff"]
    assert len(open_ends[0].get_xdata()) == 1


def in_one_line(text):
    return " ".join(text.split())


def test_groups_with_most_articles_are_named_with_their_number():
    ax = plot.timeline(make_series(OUTLETS), n_shown=2)
    labels = [text.get_text() for text in ax.texts]
    assert labels == ["BBC News (n = 200)", "Fox (n = 190)"]
    assert "4 further groups not shown" in in_one_line(ax.get_xlabel())


def test_one_group_left_out_is_one_group():
    ax = plot.timeline(make_series(), n_shown=2)
    assert "1 further group not shown" in in_one_line(ax.get_xlabel())


def test_a_caption_has_lines_as_long_as_the_axes_are_wide():
    _, ax = plt.subplots(figsize=(3.5, 3), layout="constrained")
    plot.timeline(make_series(), ax=ax)
    assert ax.get_xlabel().count("\n") > 0
    assert not outside([ax.xaxis.label])


def test_events_inside_the_time_are_named():
    outside_ = pd.DataFrame({"date": ["2030-01-01"], "label": ["later"]})
    ax = plot.timeline(make_series(), events=pd.concat([EVENTS, outside_]))
    labels = [text.get_text() for text in ax.texts]
    assert "bridge closes" in labels and "strike ends" in labels and "later" not in labels


def test_labels_do_not_overlap_when_lines_end_at_one_place():
    table = make_series(OUTLETS[:4]).assign(estimate=0.1, low=0.05, high=0.15)
    ax = plot.timeline(table, events=EVENTS)
    assert not overlaps(ax.texts)
    assert not outside([*ax.texts, ax.xaxis.label, ax.yaxis.label])


def test_shares_begin_at_zero():
    ax = plot.timeline(make_series().assign(measure="share"))
    assert ax.get_ylim()[0] == 0
    assert ax.get_ylabel() == "share of articles"


def test_the_description_has_first_and_last_values():
    text = plot.describe(plot.timeline(make_series(OUTLETS[:1])))
    assert "from 2024-01-01 to 2024-03-04" in text
    assert "BBC News: +0.00 to +0.00" in text


def test_before_and_after_are_no_dates():
    with pytest.raises(TableError, match="is no date"):
        plot.timeline(make_series().assign(period="before 2024-01-01").drop_duplicates("outlet"))


def test_voices_are_not_mixed():
    both = pd.concat([make_series().assign(voice_kind="own"), make_series().assign(voice_kind="quoted")])
    with pytest.raises(InputError, match="voice_kind"):
        plot.timeline(both)


def test_an_event_without_a_day():
    with pytest.raises(InputError, match="expected a day"):
        plot.timeline(make_series(), events=EVENTS.assign(date="soon"))


def test_dollars_in_what_is_common_are_no_formula():
    ax = plot.timeline(make_series().assign(actor=r"$\no$"))
    ax.figure.canvas.draw()
    assert ax.get_ylabel() == r"mean score, actor: \$\no\$"


def test_no_estimate_at_all():
    with pytest.raises(InputError, match="nothing to draw"):
        plot.timeline(make_series().assign(estimate=np.nan))


def test_events_in_several_zones_stand_at_their_days():
    events = pd.DataFrame({"date": ["2024-01-10T00:00+02:00", "2024-02-20"], "label": ["a", "b"]})
    assert {"a", "b"} <= {text.get_text() for text in plot.timeline(make_series(), events=events).texts}
