from dataclasses import replace
from types import MappingProxyType

import pandas as pd
import pytest
from lxml import html
from report.dam import find_span, make_analysis, make_articles

from mediakit._core.analysis import Analysis
from mediakit._core.tables import build_table
from mediakit.compare.design import Design
from mediakit.pipeline import analyze
from mediakit.report.methods_page import methods_page
from mediakit.report.write import write_report


@pytest.fixture(scope="module")
def analyzed():
    """A real run over the six articles and a copy of one of them."""
    articles = make_articles()
    copy = articles.iloc[[0]].assign(
        article_id="d1", outlet="Meridian", published=pd.Timestamp("2031-03-09", tz="UTC")
    )
    return analyze(pd.concat([articles, copy], ignore_index=True), design=Design(min_articles=3), seed=7)


def said(page, anchor):
    [section] = [section for section in page["sections"] if section.anchor == anchor]
    return " ".join(section.paragraphs)


def with_settings(analysis, **settings):
    return replace(analysis, settings=MappingProxyType({**analysis.settings, **settings}))


def test_a_real_run_names_what_it_used(analyzed):
    page = methods_page(analyzed)
    assert "PolNeAR 1.0 (Newell, Margolin and Ruths 2018" in said(page, "quotations")
    assert "quotes_en.npz (SHA-256 " in said(page, "quotations")
    assert "at least 30 % of the prose" in said(page, "copies")
    assert "Copies of others in the corpus: 1 article (14 %), in 1 group: 1 reprint." in said(page, "copies")
    assert said(page, "actors").startswith("No codebook of actors was used")
    assert "“diplomacy_and_war”, version " in said(page, "cues")
    assert "Benjamini and Hochberg (1995)" in said(page, "comparison")
    assert "Groups with fewer than 3 units have an estimate" in said(page, "comparison")
    # Articles given as a table have no files; all else is known.
    assert "not recorded" not in str(page["sections"][1:]) + page["software"]


def test_only_what_was_used_is_cited(analyzed):
    bibtex = methods_page(analyzed)["bibtex"]
    cited = [line for line in bibtex.splitlines() if line.startswith("@")]
    for key in ("mediakit", "newell2018", "hamborg2021", "hutto2014", "benjamini1995", "entman1993"):
        assert any(f"{{{key}," in line for line in cited), key
    assert "holm1979" not in bibtex and "monroe2008" not in bibtex and "semetko2000" not in bibtex
    holm = with_settings(analyzed, design={**analyzed.settings["design"], "correction": "holm"})
    assert "holm1979" in methods_page(holm)["bibtex"]
    assert "benjamini1995" not in methods_page(holm)["bibtex"]


def test_the_call_makes_the_same_analysis_again(analyzed):
    code = methods_page(analyzed)["code"]
    names = {}
    read = 'corpus = mk.read_corpus("articles/")  # the files that data/files.csv lists\n'
    assert read in code
    runnable = code.replace(read, "").replace('mk.write_report(analysis, "report/")\n', "")
    names["corpus"] = analyzed.articles
    exec(runnable, names)
    again = names["analysis"]
    assert dict(again.settings) == dict(analyzed.settings)
    pd.testing.assert_frame_equal(again.estimates, analyzed.estimates)


def test_the_call_names_a_codebook_that_is_not_shipped_as_a_file(analyzed):
    book = {**analyzed.settings["frames"], "name": "mine", "sha256": "0" * 64}
    assert "frames='mine.toml'," in methods_page(with_settings(analyzed, frames=book))["code"]


def test_a_period_that_was_saved_and_loaded_is_a_tuple_in_the_call(analyzed):
    design = {**analyzed.settings["design"], "period": ["2031-03-01", "2031-03-31"]}
    code = methods_page(with_settings(analyzed, design=design))["code"]
    assert "period=('2031-03-01', '2031-03-31')" in code


def test_a_codebook_of_actors_is_named_with_what_it_is(tmp_path):
    book = tmp_path / "dam.toml"
    book.write_text(
        '[codebook]\nname = "dam"\nkind = "actors"\nversion = "2"\nsource = "Entman 1993"\n'
        '[[actor]]\nname = "Vera Orlen"\naliases = ["Orlen"]\n[[actor]]\nname = "Ruy Tasca"\naliases = ["Tasca"]\n',
        encoding="utf-8",
    )
    page = methods_page(analyze(make_articles(), actors=book))
    words = said(page, "actors")
    assert words.startswith(
        "Actors were looked for with the codebook “dam”, version 2, of 2 actors (source: Entman 1993; SHA-256 "
    )
    assert "entman1993" in page["bibtex"]
    assert "actors='dam.toml'," in page["code"]


def test_a_model_whose_card_is_not_here_is_named_and_not_described(analyzed):
    models = {**analyzed.settings["models"], "quotes": {"file": "models/mine.npz", "sha256": "ab" * 32}}
    words = said(methods_page(with_settings(analyzed, models=models)), "quotations")
    assert words.startswith("The file used was mine.npz (SHA-256 abababababab…), whose card is not part of")
    assert "PolNeAR" not in words


def test_what_a_hand_made_analysis_does_not_know_is_said_and_not_guessed():
    page = methods_page(make_analysis())
    assert "The model that was used is not recorded in this analysis." in said(page, "quotations")
    assert "The rule by which copies were looked for is not recorded" in said(page, "copies")
    assert "The design of the comparison is not recorded" in said(page, "comparison")
    assert "How p values were corrected is not recorded" in said(page, "comparison")
    assert page["code"] == "" and page["hashes"] is None
    assert "PolNeAR" not in str(page["sections"])


def test_articles_alone_have_methods_too():
    page = methods_page(Analysis(make_articles()))
    assert [section.anchor for section in page["sections"]] == ["corpus", "copies", "actors", "quotations"]
    assert said(page, "quotations") == "This analysis has no quotations."
    assert page["software"].endswith("not recorded in this analysis.")
    assert page["bibtex"].count("@") == 1


def test_sources_without_an_entry_are_listed_as_they_are_written():
    book = {
        "name": "dams",
        "source": "Nobody 1987",
        "frames": [{"name": "a", "source": "own"}, {"name": "b", "source": "Entman 1993"}],
    }
    page = methods_page(with_settings(make_analysis(), frames=book))
    assert page["sources"] == ["Nobody 1987"]


def test_the_page_has_the_entries_and_links_the_file(tmp_path, analyzed):
    folder = write_report(analyzed, tmp_path / "out").parent
    page = html.parse(folder / "methods.html").getroot()
    [shown] = page.xpath("//section[@aria-labelledby='cite']//pre")
    assert shown.text == (folder / "citations.bib").read_text("utf-8")
    [link] = page.xpath("//section[@aria-labelledby='cite']//a/@href")
    assert link == "citations.bib"
    assert page.xpath("//nav//a[@aria-current='page']")[0].text == "Methods"
    rows = page.xpath("//table[caption='The frames of the codebook']/tbody/tr")
    assert len(rows) == len(analyzed.settings["frames"]["frames"])
    assert page.xpath("//table[caption='What was used']")


def test_hostile_settings_are_only_shown(tmp_path):
    evil = "</pre><script>alert(1)</script>} @book{x, \u202e"
    book = {"name": evil, "source": evil + " 1999", "version": evil, "validation": evil, "sha256": evil,
            "frames": [{"name": evil, "definition": evil, "source": evil, "n_cues": 1}]}  # fmt: skip
    settings = {"by": "outlet", "seed": evil, "actors": {**book, "actors": [{"name": evil}]}, "frames": book,
                "design": {"level": 0.95, "unit": evil, "story": evil, "period": [evil, evil]},
                "packages": {"mediakit-news": evil, "python": evil}, "articles_sha256": evil, "note": evil,
                "models": {"quotes": {"file": "../../" + evil, "sha256": evil}}}  # fmt: skip
    folder = write_report(with_settings(make_analysis(), **settings), tmp_path / "out").parent
    page = html.parse(folder / "methods.html").getroot()
    assert page.xpath("//script") == []
    assert "\u202e" not in (folder / "methods.html").read_text("utf-8")
    assert "@book" not in (folder / "citations.bib").read_text("utf-8")


def test_copies_that_change_a_sign_or_a_verdict_are_counted():
    def row(copies, difference, told_apart, group_b="B", frame="war"):
        return {"scores": "frames", "frame": frame, "actor": None, "group_a": "A", "group_b": group_b, "measure": "rate",
                "copies": copies, "difference": difference, "told_apart": told_apart}  # fmt: skip

    rows = [
        row("all", 0.5, True), row("own_words", -0.1, False),
        row("all", 0.5, True, "C"), row("own_words", 0.4, False, "C"),
        row("all", 0.5, False, "D"), row("own_words", 0.4, False, "D"),
        row("all", 0.5, True, "E"),
    ]  # fmt: skip
    analysis = replace(make_analysis(), sensitivity=build_table("sensitivity", rows))
    assert (
        "Every contrast was made again: with articles in the outlets' own words alone 1 of 3 contrasts change "
        "their sign and 2 their verdict." in said(methods_page(analysis), "comparison")
    )


def test_each_comparison_has_a_line_of_its_own():
    [section] = [
        section for section in methods_page(make_analysis())["sections"] if section.anchor == "comparison"
    ]
    [grid] = section.grids
    cells = [[cell.text for cell in row] for row in grid.rows]
    assert [row[0] for row in cells] == ["sentiment: mean", "frames: share", "quotes: word_share"]
    assert [row[3:] for row in cells] == [["4", "1", "1", "1"], ["2", "0", "–", "–"], ["2", "0", "–", "–"]]
    assert grid.rows[0][0].notes == ["actor, voice kind"]


@pytest.mark.parametrize(
    ("design", "words"),
    [
        ({"unit": "copies"}, "The unit of sampling is the group of copies"),
        ({"unit": "author"}, "The unit of sampling is the value of “author”"),
        ({"story": "event_id"}, "Groups were compared within stories, the values of “event_id”"),
        ({"method": "bootstrap_t"}, "studentised bootstrap of 2,000 resamples, at a level of 95 %. Seed: 7."),
        ({"method": "welch"}, "Intervals are Student's t, tests Welch's"),
        ({"correction": "none"}, "The p values were not corrected for the number of tests"),
        ({"copies": "one_per_group"}, "of each group of copies only the origin counts"),
        ({"period": ["2031-03-01", "2031-03-31"]}, "Articles from 2031-03-01 to 2031-03-31 count."),
        ({"standardise": "section"}, "composition of the whole by “section”"),
        ({"against": "rest"}, "Each group was held against all others together."),
        ({"margin": 0.1}, "Equivalence was tested with a margin of ±0.1"),
        ({"pool_voices": True}, "unresolved words were taken together"),
        ({"level": 0.9}, "at a level of 90 %"),
    ],
)
def test_each_choice_of_the_design_is_said(design, words):
    plain = {**Design().__dict__, **design}
    assert words in said(methods_page(with_settings(make_analysis(), design=plain)), "comparison")


def test_vader_as_a_method_is_cited_and_described():
    analysis = make_analysis()
    vader = replace(analysis, sentiment=analysis.sentiment.assign(method="vader+news_terms"))
    words = said(methods_page(vader), "tone")
    assert "Tone is the compound score of VADER (Hutto and Gilbert 2014)" in words
    assert "The terms of the codebook “news_terms” were added." in words
    other = replace(analysis, sentiment=analysis.sentiment.assign(method="mine"))
    assert "How the score was made is not recorded" in said(methods_page(other), "tone")


def test_an_article_with_odd_values_does_not_stop_the_page():
    articles = make_articles([("x", None, "T", None, "Some words by Orlen.")]).assign(language=None)
    span = find_span(articles, "x", "text", "Orlen")
    analysis = Analysis(articles, mentions=build_table("mentions", [{**span, "actor": "O", "form": "name"}]))
    assert "not identified 1" in said(methods_page(analysis), "corpus")
