from io import BytesIO

import matplotlib as mpl
import pandas as pd
import pytest
from lxml import etree
from report.dam import estimate

from mediakit import plot
from mediakit._core.tables import build_table
from mediakit.report.comparisons import cross_estimates, draw_differences
from mediakit.report.evidence import Evidence
from mediakit.report.figures import MAX_LINES, MAX_PAIRS, draw_contrasts, draw_figures, draw_funnel

OUTLETS = ("Echo", "Post", "Sun", "Times")


def make_estimates(measure, column, values, *, actor=None, n=20, interval=True):
    rows = []
    for at, outlet in enumerate(OUTLETS):
        for value in values:
            number = 0.1 * (at + 1)
            low, high = (number - 0.05, number + 0.05) if interval else (None, None)
            group = {**({"actor": actor} if actor else {}), column: value}
            rows.append(estimate("frames", measure, outlet, number, low, high, n, **group))
    return build_table("estimates", rows)


def make_contrasts(n, *, p=0.01, scores="sentiment", measure="mean", **columns):
    rows = [
        {"scores": scores, "actor": f"Actor {at:02}", "group_a": "Echo", "group_b": "Post", "measure": measure,
         "difference": 0.3, "low": 0.1, "high": 0.5, "p": p, "p_adjusted": p + at / 1000, "family_size": n,
         "n_a": 20, "n_b": 20, "method": "95% interval"}
        for at in range(n)
    ]  # fmt: skip
    return build_table("contrasts", pd.DataFrame(rows).assign(**columns))


def read_data(figure):
    return pd.read_csv(BytesIO(figure.data))


def kinds_of(figures):
    return [figure.path.removeprefix("figures/").split("-")[0] for figure in figures]


@pytest.mark.parametrize(
    ("estimates", "within", "kind"),
    [
        (make_estimates("mean", "actor", ["Toll", "Orlen"]), ["actor"], "intervals"),
        (make_estimates("mean", "actor", ["Toll", "Orlen"], interval=False), ["actor"], "heatmap"),
        (make_estimates("rate", "frame", ["threat"]), ["frame"], "heatmap"),
        (make_estimates("word_share", "actor", ["Toll"]), ["actor"], "voices"),
        (make_estimates("mean", "actor", ["Toll"]), [], "intervals"),
        (make_estimates("share", "frame", ["threat", "calm"], actor="Toll"), ["actor", "frame"], "profile"),
    ],
)
def test_each_question_has_one_figure_of_its_kind(estimates, within, kind):
    estimates = estimates if within else estimates.drop(columns="actor")
    [figure] = draw_figures(estimates, "outlet", within, "some name")
    assert kinds_of([figure]) == [kind]
    assert etree.fromstring(figure.svg).tag.endswith("svg")
    assert len(figure.alt) > 40
    assert figure.data_path == figure.path.replace("figures/", "data/figures/").replace(".svg", ".csv")


def test_the_data_are_the_rows_that_are_drawn():
    estimates = make_estimates("mean", "actor", [f"Actor {at}" for at in range(9)])
    [figure] = draw_figures(estimates, "outlet", ["actor"], "many")
    data = read_data(figure)
    assert figure.note == "The 4 actors of 9 with most articles."
    assert data["actor"].nunique() == 4
    drawn = estimates[estimates["actor"].isin(data["actor"])].reset_index(drop=True)
    shared = ["outlet", "actor", "estimate", "low", "high", "n_articles"]
    pd.testing.assert_frame_equal(data[shared], drawn[shared], check_dtype=False)


def test_a_name_that_is_a_formula_is_escaped_in_the_data_and_no_where_else():
    estimates = make_estimates("rate", "frame", ["=1+1"])
    [figure] = draw_figures(estimates, "outlet", ["frame"], "formula")
    assert set(read_data(figure)["frame"]) == {"'=1+1"}


def test_control_characters_are_shown_in_the_figure_and_kept_in_the_data():
    estimates = make_estimates("rate", "frame", ["a\u202eb"])
    [figure] = draw_figures(estimates, "outlet", ["frame"], "hostile")
    assert "[U+202E]" in figure.alt and "\u202e" not in figure.alt
    assert set(read_data(figure)["frame"]) == {"a\u202eb"}


def test_the_users_style_changes_no_byte():
    estimates = make_estimates("rate", "frame", ["threat"])
    [plain] = draw_figures(estimates, "outlet", ["frame"], "name")
    with mpl.rc_context({"figure.facecolor": "black", "font.size": 20, "savefig.dpi": 50}):
        [styled] = draw_figures(estimates, "outlet", ["frame"], "name")
    assert plain.svg == styled.svg


def test_few_cues_make_no_profile():
    estimates = make_estimates("share", "frame", ["threat", "calm"], actor="Toll", n=1)
    assert draw_figures(estimates.assign(n=1), "outlet", ["actor", "frame"], "few") == []
    one_frame = make_estimates("share", "frame", ["threat"], actor="Toll")
    assert draw_figures(one_frame, "outlet", ["actor", "frame"], "one") == []


def test_a_line_needs_periods_with_intervals():
    months = [f"2031-{month:02}-01" for month in range(1, 6)]
    [figure] = draw_figures(
        make_estimates("share", "period", months, actor="Toll"), "outlet", ["actor", "period"], "time"
    )
    assert kinds_of([figure]) == ["time"]
    assert read_data(figure)["outlet"].nunique() == MAX_LINES
    assert figure.note == "The 3 outlets of 4 with most articles."
    short = make_estimates("share", "period", months, actor="Toll", interval=False)
    assert draw_figures(short, "outlet", ["actor", "period"], "time") == []
    thin = make_estimates("share", "period", months, actor="Toll", n=6)
    assert draw_figures(thin, "outlet", ["actor", "period"], "time") == []


def test_lines_over_time_have_no_table_of_cells():
    months = [f"2031-{month:02}-01" for month in range(1, 6)]
    estimates = make_estimates("share", "period", months, actor="Toll").assign(scores="mentions")
    articles = build_table("articles", [{"article_id": "a", "text": "", "outlet": "Echo"}])
    [comparison] = cross_estimates(estimates, Evidence(articles, {}))
    assert comparison.heading == "Mentions: share of articles, by actor and period"
    assert comparison.parts[0].grid is None
    none = estimates.assign(low=None, high=None)
    assert cross_estimates(build_table("estimates", none), Evidence(articles, {})) == []


def test_probabilities_of_roles_have_no_sign():
    estimates = make_estimates("mean", "role", ["innocent", "antagonist"], actor="Toll").assign(
        scores="roles"
    )
    articles = build_table("articles", [{"article_id": "a", "text": "", "outlet": "Echo"}])
    [comparison] = cross_estimates(estimates, Evidence(articles, {}))
    assert comparison.heading == "Roles: mean probability, by actor and role"
    assert comparison.parts[0].grid.rows[0][1].text == "0.10"
    [figure] = comparison.parts[0].figures
    assert "for 2 roles and 4 groups. Largest in each: Echo:" in figure.alt


def test_differences_are_drawn_under_each_choice_among_copies():
    contrasts = make_contrasts(2)
    rows = contrasts.merge(pd.DataFrame({"copies": ["all", "one_per_group", "own_words"]}), how="cross")
    sensitivity = build_table("sensitivity", rows.assign(told_apart=True, sensitive=False))
    figure = draw_contrasts(contrasts, sensitivity, "sentiment")
    assert len(read_data(figure)) == 6
    assert set(read_data(figure)["copies"]) == {"all", "one_per_group", "own_words"}


def test_without_copies_differences_are_drawn_once():
    figure = draw_contrasts(make_contrasts(MAX_PAIRS + 2), build_table("sensitivity", []), "sentiment")
    assert len(read_data(figure)) == MAX_PAIRS
    assert figure.note == f"The {MAX_PAIRS} with the smallest corrected p."
    untested = make_contrasts(2).assign(p_adjusted=float("nan"))
    assert draw_contrasts(untested, build_table("sensitivity", []), "sentiment") is None


def test_comparisons_that_tell_nothing_apart_have_no_figure_beside_those_that_do():
    told, not_told = make_contrasts(1), make_contrasts(1, p=0.5, scores="quotes", measure="word_share")
    none = build_table("sensitivity", [])
    both = build_table("contrasts", pd.concat([not_told, told], ignore_index=True))
    assert [heading for heading, _ in draw_differences(both, none)] == ["Sentiment: mean score"]
    assert [heading for heading, _ in draw_differences(not_told, none)] == ["Quotations: share of words"]
    assert draw_differences(build_table("contrasts", []), none) == []


def test_the_funnel_has_its_steps_as_data(analysis):
    files = analysis.files.assign(n_read=2)
    figure = draw_funnel(files, analysis.copies)
    assert read_data(figure)["n"].tolist() == [3, 2, 1]
    assert draw_funnel(analysis.files.iloc[:0], analysis.copies) is None
    assert figure.alt == plot.describe(plot.ingest_funnel(files, copies=analysis.copies))
