import pandas as pd
import pytest

from mediakit._core.tables import build_table
from mediakit.report.comparisons import list_contrasts, list_estimates
from mediakit.report.evidence import BY, MAX_SHOWN, Evidence


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


def test_only_the_first_rows_are_shown():
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
    assert [sentence.href.split("#")[1] for sentence in sentences[:2]] == ["frame-text-0-3", "frame-text-4-7"]


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
