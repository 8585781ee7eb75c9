import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.colors import to_hex

from mediakit import plot
from mediakit._core.errors import InputError, TableError, UnknownNameError

from .conftest import OUTLETS, outside, overlaps

STATUSES = ["full", "trimmed", "paraphrase", "absent"]
WORDS = "We will reopen the old bridge before winter, and nobody will ever have to pay a toll on it again, whatever they say."


def make_alignments(n=5, outlets=OUTLETS, speaker="Iva Toll"):
    """Statements whose outlets take turns in running, trimming, rewording and leaving them out, one gap each."""
    rows = []
    for number in range(n):
        for at, outlet in enumerate(outlets):
            status = STATUSES[(at + number) % 4] if at else "full"
            if at == (number + 2) % len(outlets) and at:
                continue
            quote = f"s{number}" if at == 0 else f"s{number}-{at}"
            rows.append({
                "statement_id": f"s{number}", "outlet": outlet, "quote_id": None if status == "absent" else quote,
                "status": status, "share": {"full": 1.0, "trimmed": 0.345}.get(status, 0.0), "speaker": speaker,
                "text": None if status == "absent" else f"{number}: {WORDS}",
            })  # fmt: skip
    return pd.DataFrame(rows)


def cells(ax):
    """Text and colour of the cells by outlet and row."""
    outlets = sorted(OUTLETS)
    assert len(ax.get_xticks()) == len(outlets)
    boxes = {(round(box.get_x() + 0.46), round(box.get_y() + 0.42)): box for box in ax.patches}
    return {
        (outlets[int(text.get_position()[0])], int(text.get_position()[1])): (
            text.get_text(),
            to_hex(boxes[text.get_position()].get_facecolor()),
        )
        for text in ax.texts
    }


def test_each_cell_says_how_the_outlet_ran_the_statement():
    alignments = make_alignments()
    found = cells(plot.quote_matrix(alignments))
    assert len(found) == len(alignments)
    words = {"full": "full", "trimmed": "34 %", "paraphrase": "reworded", "absent": "absent"}
    for row in alignments.itertuples():
        assert found[row.outlet, int(row.statement_id[1:])][0] == words[row.status]
    assert len(set(found.values())) == 4


def test_a_place_without_a_row_stays_empty():
    alignments = make_alignments(n=1)
    missing = set(OUTLETS) - set(alignments["outlet"])
    ax = plot.quote_matrix(
        pd.concat([alignments, make_alignments(n=2)[lambda table: table["statement_id"] == "s1"]])
    )
    assert missing and all((outlet, 0) not in cells(ax) for outlet in missing)


def test_rows_name_the_speaker_and_the_first_words():
    labels = [tick.get_text() for tick in plot.quote_matrix(make_alignments()).get_yticklabels()]
    assert labels[0].startswith("Iva Toll:\n“0: We will reopen the old bridge")
    assert labels[0].endswith("…") and labels[0].count("\n") == 2


def shown(ax):
    """The numbers of the statements, from top to bottom."""
    return [tick.get_text().split("“")[1][0] for tick in ax.get_yticklabels()]


def test_statements_most_outlets_ran_are_shown_in_the_order_they_appeared():
    alignments = make_alignments(n=3)
    alone = alignments.iloc[[0]].assign(statement_id="alone", quote_id="alone")
    fewer = alignments[(alignments["statement_id"] != "s1") | (alignments["status"] == "full")]
    ax = plot.quote_matrix(pd.concat([alone, fewer]), n_shown=2)
    assert [tick.get_text()[11:14] for tick in ax.get_yticklabels()] == ["0: ", "2: "] or len(
        ax.get_yticks()
    ) == 2
    chosen = plot.quote_matrix(alignments, statements=["s2", "s0"])
    assert [tick.get_text().split("“")[1][0] for tick in chosen.get_yticklabels()] == ["2", "0"]


def test_texts_fit_and_stay_inside_the_figure():
    ax = plot.quote_matrix(
        make_alignments(n=8, speaker="The Undersecretary of State for Political Affairs and Trade")
    )
    ax.figure.draw_without_rendering()
    assert (
        overlaps(ax.texts) == []
        and overlaps(ax.get_yticklabels()) == []
        and overlaps(ax.get_xticklabels()) == []
    )
    assert (
        outside([*ax.texts, *ax.get_xticklabels(), *ax.get_yticklabels(), *ax.get_legend().get_texts()]) == []
    )
    boxes = {(round(box.get_x() + 0.46), round(box.get_y() + 0.42)): box for box in ax.patches}
    for text in ax.texts:
        assert text.get_window_extent().width < boxes[text.get_position()].get_window_extent().width


def test_the_legend_explains_each_colour_once():
    ax = plot.quote_matrix(make_alignments())
    colours = [to_hex(patch.get_facecolor()) for patch in ax.get_legend().get_patches()]
    assert sorted(colours) == sorted({colour for _, colour in cells(ax).values()})


def test_description_counts():
    text = plot.describe(plot.quote_matrix(make_alignments(n=2)))
    assert text.startswith("Matrix of 2 statements by 6 outlets (") and text.endswith(
        "event told without it."
    )
    assert "3 in full, 3 trimmed, 2 reworded" in text


def test_axes_of_the_user_are_used_and_settings_and_input_stay():
    settings, alignments = dict(plt.rcParams), make_alignments()
    before = alignments.copy()
    ax = plt.subplots()[1]
    assert plot.quote_matrix(alignments, ax=ax) is ax
    assert dict(plt.rcParams) == settings
    assert alignments.equals(before)


def test_hostile_words_are_plain_text():
    hostile = make_alignments(outlets=["$x$ Post", "<b>Sun</b>"], speaker=r"$\frac$").assign(text="$\\sqrt{")
    ax = plot.quote_matrix(hostile)
    ax.figure.draw_without_rendering()
    assert ax.get_xticklabels()[0].get_text() == r"\$x\$ Post"


def test_what_cannot_be_drawn_is_refused():
    with pytest.raises(InputError, match="None of the 0 statements"):
        plot.quote_matrix(make_alignments()[:0])
    with pytest.raises(InputError, match=r"None of the 1 statements .* has rows of two outlets"):
        plot.quote_matrix(make_alignments()[:1])
    with pytest.raises(UnknownNameError, match=r"Unknown statement: 's9'\. Known: s0, s1"):
        plot.quote_matrix(make_alignments(), statements=["s9"])
    with pytest.raises(UnknownNameError, match="Unknown status: 'cut'"):
        plot.quote_matrix(make_alignments().assign(status="cut"))
    with pytest.raises(TableError, match="lacks the column 'status'"):
        plot.quote_matrix(make_alignments().drop(columns="status"))
