from dataclasses import replace

import pandas as pd
import pytest
from lxml import html
from report.dam import find_span, make_analysis, make_articles
from report.test_write import HOSTILE, broken_links, pages_of

from mediakit._core.tables import build_table
from mediakit.compare.alignments import align_quotes
from mediakit.report.statements import MAX_STATEMENTS, statements_page
from mediakit.report.write import write_report

FULL = "We will finish the dam before the rain comes"
SHORT = "will finish the dam"
ROWS = [
    ("l1", "The Lantern", "A vow", "2031-03-01", f"“{FULL},” Orlen said."),
    ("h1", "Harbour Post", "A promise", "2031-03-02", f"She “{SHORT}” soon, Orlen said."),
    ("m1", "Meridian", "Dam talk", "2031-03-01", "Orlen spoke of the dam. She hopes to be done by the rain."),
    ("e1", "Echo", "Dam visit", "2031-03-01", "Orlen visited the dam."),
    ("f1", "Far Herald", "A race", None, "A horse won."),
]


def make_statement(articles=None, **changes):
    """An analysis with one statement: in full, trimmed, reworded, left out, and an outlet without the event."""
    articles = make_articles(ROWS) if articles is None else articles
    spans = [("l1", f"{FULL},", True), ("h1", SHORT, True), ("m1", "to be done by the rain", False)]
    quotes = [
        {**find_span(articles, key, "text", words), "quote_id": f"{key}-q", "in_marks": in_marks,
         "use": "speech", "speaker": "Orlen", "actor": "Vera Orlen"}
        for key, words, in_marks in spans
    ]  # fmt: skip
    cut = FULL.index(SHORT)
    rows = [
        ("The Lantern", "l1-q", "full", "", [], "l1", 1.0, 1),
        ("Harbour Post", "h1-q", "trimmed", "We … before the rain comes",
         [0, cut - 1, cut + len(SHORT) + 1, len(FULL)], "h1", 4 / 9, 2),
        ("Meridian", "m1-q", "paraphrase", None, [], "m1", 0.0, 1),
        ("Echo", None, "absent", None, [], "e1", 0.0, 0),
    ]  # fmt: skip
    names = ["outlet", "quote_id", "status", "words_cut", "cut_spans", "article_id", "share", "n_quotes"]
    aligned = pd.DataFrame(rows, columns=names).assign(statement_id="l1-q", speaker="Vera Orlen")
    aligned = aligned.assign(**changes)
    return make_analysis(articles, quotes=quotes, alignments=aligned, copies=[])


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    folder = write_report(make_statement(), tmp_path_factory.mktemp("statements") / "out").parent
    assert broken_links(folder) == []
    return html.parse(folder / "statements.html").getroot()


def test_each_outlet_has_its_way_and_its_words(page):
    table = page.xpath("//section[@class='statement']//table")[0]
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in table.xpath("tbody/tr")]
    assert [row[:3] for row in rows] == [
        ["The Lantern", "in full", "The words above."],
        ["Harbour Post", "trimmed, 44 % kept", f"“{FULL},”"],
        ["Meridian", "reworded (candidate)", "to be done by the rain"],
        ["Echo", "left out", "An article on the event has none of it."],
        ["Far Herald", "not covered", "No article on the event was found."],
    ]


def test_the_words_cut_are_struck_and_no_others(page):
    [words] = page.xpath("//tr[@class='trimmed']/td[@class='words']")
    assert [cut.text_content() for cut in words.xpath(".//del")] == ["We", "before the rain comes"]


def test_the_statement_has_its_words_speaker_and_day(page):
    [section] = page.xpath("//section[@class='statement']")
    assert section.xpath("string(.//blockquote)").strip() == f"“{FULL},”"
    heading = " ".join(section.xpath("string(.//h2)").split())
    assert heading == "Vera Orlen 2031-03-01 · run by 3 of 5 outlets"


def test_every_version_leads_to_its_words(tmp_path):
    folder = write_report(make_statement(), tmp_path / "out").parent
    pages = pages_of(folder)
    found = []
    for link in pages["statements.html"].xpath("//section[@class='statement']//td/a/@href"):
        path, _, anchor = link.partition("#")
        found.append(pages[path].xpath("string(//*[@id=$anchor])", anchor=anchor) if anchor else None)
    assert found == [f"{FULL},", SHORT, "to be done by the rain", None]


def test_the_counts_by_outlet(page):
    rows = page.xpath("//table[caption='Statements by outlet']/tbody/tr")
    counts = {row.xpath("string(th)"): [cell.text_content() for cell in row.xpath("td")] for row in rows}
    assert counts["Harbour Post"] == ["0", "1", "0", "0", "0"]
    assert counts["Far Herald"] == ["0", "0", "0", "0", "1"]


def test_the_figure_says_in_words_what_it_shows(page):
    [image] = page.xpath("//figure/img")
    assert "1 in full, 1 trimmed, 1 reworded (candidate), 1 event told without it" in image.get("alt")


def test_there_is_a_page_only_where_two_outlets_could_have_run_a_statement(tmp_path):
    alone = make_statement()
    alone = replace(alone, alignments=alone.alignments.iloc[:1])
    folder = write_report(alone, tmp_path / "alone").parent
    assert not (folder / "statements.html").exists()
    assert "statements.html" not in (folder / "index.html").read_text("utf-8")
    folder = write_report(make_statement(), tmp_path / "several").parent
    assert "statements.html" in (folder / "index.html").read_text("utf-8")


def test_statements_most_outlets_ran_come_first_and_the_longest_of_these():
    sayings = ["The river is ours", "The river is ours, and so is the whole valley", "The river is theirs"]
    rows = [(f"{outlet}{at}", outlet, "River", "2031-03-01", f"“{saying},” Tasca said.")
            for at, saying in enumerate(sayings) for outlet in ("Echo", "Post")]  # fmt: skip
    rows.append(("Sun0", "Sun", "River", "2031-03-01", f"“{sayings[0]},” Tasca said."))
    articles = make_articles(rows)
    analysis = make_analysis(
        articles,
        quotes=[
            {**find_span(articles, key, "text", f"{sayings[int(key[-1])]},"), "quote_id": key, "in_marks": True}
            for key in articles["article_id"]
        ],
        alignments=[
            {"statement_id": f"Echo{key[-1]}", "outlet": outlet, "quote_id": key, "status": "full",
             "article_id": key, "share": 1.0, "n_quotes": 1}
            for key, outlet in zip(articles["article_id"], articles["outlet"], strict=True)
        ],
        copies=[],
    )  # fmt: skip
    found = [statement.words[0].pieces[0][0] for statement in statements_page(analysis)["statements"]]
    assert found == [f"{sayings[0]},", f"{sayings[1]},", f"{sayings[2]},"]


def test_the_page_stops_and_says_so(tmp_path):
    analysis = make_statement()
    aligned, quotes = analysis.alignments, analysis.quotes
    n = MAX_STATEMENTS + 3
    copies = [
        (
            aligned.assign(statement_id=f"{at}-q", quote_id=aligned["quote_id"].map({"l1-q": f"{at}-q"})),
            quotes[quotes["quote_id"] == "l1-q"].assign(quote_id=f"{at}-q"),
        )
        for at in range(n)
    ]
    many = replace(
        analysis,
        alignments=build_table("alignments", pd.concat([one for one, _ in copies], ignore_index=True)),
        quotes=pd.concat([quotes, *(one for _, one in copies)], ignore_index=True),
    )
    page = pages_of(write_report(many, tmp_path / "out").parent)["statements.html"]
    assert len(page.xpath("//section[@class='statement']")) == MAX_STATEMENTS
    assert "3 further statements" in page.text_content()


def test_hostile_words_are_only_shown(tmp_path):
    rows = [("l1", HOSTILE, HOSTILE, None, f"“{HOSTILE}” {FULL},"), ("h1", "Echo", "x", None, f"{SHORT}"),
            ("m1", "Sun", "x", None, "to be done by the rain"), ("e1", "Star", "x", None, "x")]  # fmt: skip
    articles = make_articles(rows)
    outlets = [HOSTILE, "Echo", "Sun", "Star"]
    quote = {**find_span(articles, "l1", "text", HOSTILE), "quote_id": HOSTILE, "in_marks": True}
    analysis = make_statement(articles, speaker=HOSTILE, outlet=outlets, statement_id=HOSTILE)
    analysis = replace(analysis, quotes=pd.concat([analysis.quotes, build_table("quotes", [quote])]))
    folder = write_report(analysis, tmp_path / "out").parent
    [page] = [page for name, page in pages_of(folder).items() if name == "statements.html"]
    assert page.xpath("//script|//b|//@onload") == []
    source = (folder / "statements.html").read_text("utf-8")
    assert "\u202e" not in source and "\x00" not in source
    assert "alert('x')" in page.xpath("string(//blockquote)")


def test_offsets_that_fit_no_words_do_no_harm(tmp_path):
    analysis = make_statement(cut_spans=[[], [-5, 9_000, 3], [], []])
    page = pages_of(write_report(analysis, tmp_path / "out").parent)["statements.html"]
    assert page.xpath("string(//tr[@class='trimmed']/td[@class='words'])") == f"“{FULL},”"


def test_what_align_quotes_makes_is_what_the_page_strikes_out(tmp_path):
    analysis = make_statement()
    aligned = align_quotes(analysis.articles, analysis.quotes)
    page = pages_of(write_report(replace(analysis, alignments=aligned), tmp_path / "out").parent)
    cut = page["statements.html"].xpath("//tr[@class='trimmed']//del/text()")
    assert " … ".join(cut) == aligned.set_index("outlet").loc["Harbour Post", "words_cut"]
