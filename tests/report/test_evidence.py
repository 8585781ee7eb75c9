from dataclasses import replace

import pandas as pd
import pytest
from report.dam import OWN, estimate, find_span, make_articles
from report.test_write import broken_links

from mediakit._core.tables import build_table
from mediakit.report.comparisons import list_contrasts, list_estimates
from mediakit.report.evidence import BY, MAX_SHOWN, Evidence
from mediakit.report.write import write_report


def evidence_of(analysis):
    return Evidence(
        analysis.articles, {name: analysis.tables[name] for name in ("quotes", "sentiment", "frames")}
    )


def words(sentence):
    return "".join(piece.text for piece in sentence.pieces)


def test_a_group_has_one_page_with_its_rows(analysis):
    evidence = evidence_of(analysis)
    group = {"outlet": "The Lantern", "actor": "Vera Orlen"}
    href = evidence.link("sentiment", group, "mean score +0.05, [-0.30, 0.40], 1 article")
    assert evidence.link("sentiment", group) == href
    [(path, page)] = evidence.pages()
    assert path == href
    assert page.numbers == ["mean score +0.05, [-0.30, 0.40], 1 article"]
    assert [words(sentence) for sentence in evidence.sentences(page)] == [
        "Orlen calls the dam “a sacred duty”",
        "“We will finish the dam,” minister Vera Orlen said.",
    ]


def test_a_page_names_the_voice_of_its_group_in_words(analysis):
    evidence = evidence_of(analysis)
    evidence.link("sentiment", {"outlet": "The Lantern", **OWN})
    [(_, page)] = evidence.pages()
    assert page.heading == "Scored mentions: The Lantern · in the outlet's own words"


def test_a_group_without_rows_has_no_page(analysis):
    evidence = evidence_of(analysis)
    assert evidence.link("sentiment", {"outlet": "Meridian", "actor": "Nobody"}) is None
    assert evidence.link("unknown", {}) is None
    assert list(evidence.pages()) == []


def test_groups_may_name_columns_of_articles_and_speakers(analysis):
    evidence = evidence_of(analysis)
    evidence.link("quotes", {"outlet": "Harbour Post", "who": "a farmer"})
    [(_, page)] = evidence.pages()
    [sentence] = evidence.sentences(page)
    assert (words(sentence), sentence.voice) == ("“Promises,” said a farmer.", "a farmer")
    assert sentence.href.endswith("#quote-text-36-45")


def test_a_text_without_full_stops_is_cut_around_the_span():
    text = "word " * 400 + "target " + "word " * 400
    articles = build_table("articles", [{"article_id": "a", "text": text, "title": "", "outlet": "x"}])
    frames = build_table(
        "frames",
        [{"article_id": "a", "field": "text", "start": 2000, "end": 2006, "text": "target", "frame": "f"}],
    )
    evidence = Evidence(articles, {"frames": frames})
    evidence.link("frames", {"frame": "f"})
    [sentence] = evidence.sentences(next(evidence.pages())[1])
    assert sentence.cut_before
    assert sentence.cut_after
    assert "target" in words(sentence)
    assert len(words(sentence)) < 900


def test_of_many_rows_some_at_equal_distances_are_shown():
    text = "hit " * (MAX_SHOWN + 50)
    articles = build_table("articles", [{"article_id": "a", "text": text, "title": "", "outlet": "x"}])
    starts = range(0, len(text), 4)
    rows = [
        {"article_id": "a", "field": "text", "start": at, "end": at + 3, "text": "hit", "frame": "f"}
        for at in reversed(starts)
    ]
    evidence = Evidence(articles, {"frames": build_table("frames", rows)})
    evidence.link("frames", {"frame": "f"})
    page = next(evidence.pages())[1]
    sentences = evidence.sentences(page)
    assert (len(page.places), len(sentences)) == (MAX_SHOWN + 50, MAX_SHOWN)
    shown = [int(sentence.href.split("-")[-2]) // 4 for sentence in sentences]
    assert (shown[0], shown[4], shown[-1]) == (0, 5, 248)  # each fifth is passed over


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_does_not_depend_on_that_of_the_table(analysis, order):
    quotes = analysis.quotes.iloc[::order]
    evidence = Evidence(analysis.articles, {"quotes": quotes})
    evidence.link("quotes", {"use": "speech"})
    hrefs = [sentence.href for sentence in evidence.sentences(next(evidence.pages())[1])]
    assert hrefs[0].endswith("#quote-title-21-34")
    assert pd.Series(hrefs).is_unique


@pytest.mark.parametrize("by", ["kind", "use", "score", "by", "section"])
def test_a_column_of_the_articles_makes_the_groups_even_when_a_table_has_one_of_its_name(analysis, by):
    articles = analysis.articles.assign(**{by: ["x", "x", "y", "y", "y", "y"]})
    evidence = Evidence(articles, {"quotes": analysis.quotes, "sentiment": analysis.sentiment}, by)
    evidence.link("quotes", {BY: "x", "use": "speech"})
    [(_, page)] = evidence.pages()
    assert {sentence.outlet for sentence in evidence.sentences(page)} == {"The Lantern"}
    assert len(page.places) == 5
    assert evidence.link("sentiment", {BY: "y", "actor": "Vera Orlen"})


@pytest.mark.parametrize(
    "values", [[1, 2], [True, False], [1.5, 2.0], list(pd.to_datetime(["2031-03-01", "2031-03-02"]))]
)
def test_estimates_and_contrasts_of_groups_that_are_no_text_are_linked(analysis, values):
    articles = analysis.articles.assign(wave=[values[0]] * 2 + [values[1]] * 4)
    columns = {"scores": "sentiment", "measure": "mean", "actor": "Vera Orlen"}
    estimates = [{"wave": value, **columns, "estimate": 0.1, "n_articles": 2} for value in values]
    names = {"group_a": str(values[0]), "group_b": str(values[1])}
    contrasts = build_table("contrasts", [{**columns, **names, "difference": 0.1}])
    evidence = Evidence(articles, {"sentiment": analysis.sentiment}, "wave")
    [row] = list_contrasts(contrasts, evidence).rows
    assert [cell.text for cell in row[1:3]] == [str(value) for value in values]
    listed = list_estimates(build_table("estimates", estimates), evidence)
    at = listed.heads.index("Estimate")
    linked = {cells[at].href for cells in listed.rows}
    assert {cell.href for cell in row[1:3]} == linked
    assert len(linked - {None}) == 2


@pytest.fixture
def scored(analysis):
    """The tables with articles, actors and reporting words scored, by hand."""
    articles = make_articles()
    talks = find_span(articles, "b1", "text", "The talks between Orlen and Tasca failed on Friday.")
    role = {**talks, "actor": "Ruy Tasca", "voice": "outlet", "voice_kind": "own"}
    cue = find_span(articles, "b1", "text", "spoke")
    stance = {"article_id": "b1", "quote_id": "b1-q1", "field": "text", "cue": "spoke", "actor": "Vera Orlen",
              "cue_start": cue["start"], "cue_end": cue["end"], "speaker": "Orlen"}  # fmt: skip
    tables = {
        "framing": [{**talks, "frame": "conflict", "score": 0.8}, {**talks, "frame": "moral", "score": 0.4}],
        "roles": [
            {**role, "role": "antagonist", "score": 0.1},
            {**role, "role": "innocent", "score": None},
        ],
        "stance": [
            {**stance, "score": -1.0, "stance": "distancing"},
            {**stance, "quote_id": "a1-q1", "article_id": "a1", "score": None},
        ],
    }
    return {
        "quotes": analysis.quotes,
        "mentions": analysis.mentions,
        **{name: build_table(name, rows) for name, rows in tables.items()},
    }


@pytest.mark.parametrize(
    ("scores", "group", "marked", "facts", "anchor"),
    [
        ("framing", {"frame": "conflict"}, "The talks between Orlen and Tasca failed on Friday.", "conflict 0.80", "sentence-text-0-51"),
        ("roles", {"role": "antagonist"}, "The talks between Orlen and Tasca failed on Friday.", "Ruy Tasca as antagonist 0.10", "sentence-text-0-51"),
        ("stance", {BY: "Harbour Post"}, "spoke", "distancing −1.00", "quote-text-68-77"),
        ("mentions", {BY: "Harbour Post", "actor": "Ruy Tasca"}, "Tasca", "mention of Ruy Tasca (name)", "mention-text-28-33"),
    ],
)  # fmt: skip
def test_each_kind_of_number_leads_to_its_words(analysis, scored, scores, group, marked, facts, anchor):
    evidence = Evidence(analysis.articles, scored)
    evidence.link(scores, group)
    [(_, page)] = evidence.pages()
    [sentence] = evidence.sentences(page)
    assert "".join(piece.text for piece in sentence.pieces if piece.opens) == marked
    assert sentence.facts.replace("-", "−") == facts
    assert sentence.href.split("#")[1] == anchor


def test_what_is_absent_or_not_scored_is_no_evidence(analysis, scored):
    evidence = Evidence(analysis.articles, scored)
    assert evidence.link("framing", {"frame": "moral"}) is None
    assert evidence.link("roles", {"role": "innocent"}) is None
    assert evidence.link("stance", {BY: "The Lantern"}) is None


def test_mentions_are_found_by_the_period_of_their_article(analysis, scored):
    evidence = Evidence(analysis.articles, scored, periods=["2031-03-02", "2031-03-01"])
    evidence.link("mentions", {"actor": "Vera Orlen", "period": "2031-03-02"})
    [(_, page)] = evidence.pages()
    assert [sentence.title for sentence in evidence.sentences(page)] == ["A valley waits"]


def test_every_sentence_of_evidence_has_its_place_in_its_article(analysis, scored, tmp_path):
    estimates = [
        estimate("framing", "share", "Harbour Post", 0.5, None, None, 2, frame="conflict"),
        estimate("roles", "mean", "Harbour Post", 0.1, None, None, 1, role="antagonist", **OWN),
        estimate("stance", "mean", "Harbour Post", -1.0, None, None, 1),
    ]
    tables = {**scored, "estimates": build_table("estimates", estimates)}
    folder = write_report(replace(analysis, **tables), tmp_path / "out").parent
    stems = {path.name.split("-")[0] for path in folder.glob("evidence/*.html")}
    assert {"framing", "roles", "stance"} <= stems
    assert broken_links(folder) == []
