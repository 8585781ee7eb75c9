import pandas as pd
import pytest

from mediakit._core.tables import build_table
from mediakit.report.evidence import MAX_SHOWN, Evidence


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
