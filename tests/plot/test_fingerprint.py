import pytest
from matplotlib.colors import to_hex

from mediakit import plot
from mediakit._core.errors import InputError

from .conftest import OUTLETS, make_estimates, outside, overlaps

FRAMES = ["threat", "escalation", "praise_of_leader", "restraint"]


def make_shares(outlets=OUTLETS):
    return make_estimates("share", outlets=outlets, actors=FRAMES).rename(columns={"actor": "frame"})


def test_a_bar_for_each_frame_and_group_on_one_scale_from_zero():
    shares = make_shares()
    ax = plot.frame_fingerprint(shares)
    assert len(ax.patches) == len(shares)
    assert all(bar.get_x() == round(bar.get_x()) for bar in ax.patches)  # each at its column's zero
    widths = sorted(bar.get_width() for bar in ax.patches)
    ratio = widths[-1] / shares["estimate"].max()
    assert widths == pytest.approx(sorted(shares["estimate"] * ratio))


def test_too_few_articles_are_empty_without_a_line():
    shares = make_shares()
    ax = plot.frame_fingerprint(shares)
    n_few = int(shares["low"].isna().sum())
    assert sum(to_hex(bar.get_facecolor()) == "#ffffff" for bar in ax.patches) == n_few > 0
    intervals = [line for line in ax.lines if len(set(line.get_ydata())) == 1]
    assert len(intervals) == len(shares) - n_few


def test_frames_are_in_the_order_of_their_mean():
    shares = make_shares()
    order = shares.groupby("frame")["estimate"].mean().sort_values(ascending=False).index
    labels = [label.get_text() for label in plot.frame_fingerprint(shares).get_yticklabels()]
    assert labels == [name.replace("_", " ") for name in order]


def test_columns_name_group_and_articles():
    labels = [label.get_text() for label in plot.frame_fingerprint(make_shares()).get_xticklabels()]
    assert labels[0].startswith("BBC News\nn = ")


def test_texts_have_room():
    ax = plot.frame_fingerprint(make_shares())
    assert not overlaps([*ax.texts, *ax.get_xticklabels(), *ax.get_yticklabels()])
    assert not outside([*ax.texts, *ax.get_xticklabels(), ax.xaxis.label])


def test_means_below_zero_are_refused():
    means = make_estimates("mean").rename(columns={"actor": "frame"})
    with pytest.raises(InputError, match=r"plot\.heatmap"):
        plot.frame_fingerprint(means)


def test_actors_are_not_mixed():
    with pytest.raises(InputError, match="values of actor"):
        plot.frame_fingerprint(make_shares().assign(actor=lambda table: table["outlet"].str[:3]))


def test_texts_have_room_with_two_groups():
    ax = plot.frame_fingerprint(make_shares(OUTLETS[:2]).assign(actor=r"$\no$", voice_kind="own"))
    assert not outside([*ax.texts, ax.xaxis.label])


def test_no_estimate_at_all():
    with pytest.raises(InputError, match="nothing to draw"):
        plot.frame_fingerprint(make_shares().assign(estimate=float("nan")))
