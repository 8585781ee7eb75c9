import base64
import hashlib
import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from shutil import copytree
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

import pandas as pd
import pytest
from lxml import html
from report.dam import find_span, make_analysis, make_articles

import mediakit as mk
from mediakit._core.analysis import Analysis
from mediakit._core.errors import TableError
from mediakit.report.write import write_report

SCRIPT = (Path(write_report.__code__.co_filename).parent / "templates/articles.js").read_text("utf-8")
HOSTILE = "<script>alert('x')</script> \"onload=1\" &amp; &lt;b&gt; \u202egnp.exe \x00 {{ 7*7 }} =1+1"


def pages_of(folder):
    return {
        path.relative_to(folder).as_posix(): html.parse(path).getroot() for path in folder.rglob("*.html")
    }


def broken_links(folder):
    """Every link, image or style sheet of a report whose file or anchor is not there."""
    pages = pages_of(folder)
    ids = {(folder / name).resolve(): set(page.xpath("//@id")) for name, page in pages.items()}
    broken = []
    for name, page in pages.items():
        for address in [*page.xpath("//a/@href"), *page.xpath("//link/@href"), *page.xpath("//img/@src")]:
            parts = urlsplit(address)
            if parts.scheme in {"http", "https"}:
                continue
            target = (folder / name).parent / unquote(parts.path) if parts.path else folder / name
            missing = not target.is_file() or (parts.fragment and parts.fragment not in ids[target.resolve()])
            if missing or parts.scheme:
                broken.append(f"{name}: {address}")
    return broken


def files_of(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A report that several tests look at and none changes."""
    return write_report(make_analysis(), tmp_path_factory.mktemp("report") / "out").parent


def test_it_returns_the_page_to_open(analysis, tmp_path):
    assert write_report(analysis, str(tmp_path / "deep" / "out")) == tmp_path / "deep" / "out" / "index.html"


def test_all_links_and_anchors_resolve(written):
    assert len(list(written.glob("articles/*.html"))) == 6
    assert broken_links(written) == []


def test_a_broken_link_is_found(written, tmp_path):
    folder = copytree(written, tmp_path / "copy")
    (folder / "rejects.html").unlink()
    assert "index.html: rejects.html" in broken_links(folder)


def test_two_runs_give_the_same_bytes(analysis, tmp_path):
    first, second = (write_report(analysis, tmp_path / name).parent for name in ("a", "b"))
    assert files_of(first) == files_of(second)


def test_the_analysis_stays_as_it_was(analysis, tmp_path):
    before = {name: table.copy() for name, table in analysis.tables.items()}
    write_report(analysis, tmp_path / "out")
    for name, table in analysis.tables.items():
        pd.testing.assert_frame_equal(table, before[name])


def test_every_page_is_well_formed_and_accessible(written):
    for name, page in pages_of(written).items():
        assert page.get("lang"), name
        assert len(page.xpath("//main")) == len(page.xpath("//h1")) == 1, name
        assert page.xpath("//a[@class='skip'][@href='#content']"), name
        levels = [int(heading.tag[1]) for heading in page.xpath("//h1|//h2|//h3|//h4")]
        assert all(after <= before + 1 for before, after in pairwise(levels)), name
        assert all(head.get("scope") for head in page.xpath("//th")), name
        assert len(page.xpath("//table")) == len(page.xpath("//table/caption[normalize-space()]")), name
        assert all(len(image.get("alt")) > 20 for image in page.xpath("//img")), name
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), name
        assert set(page.xpath("//@aria-labelledby")) <= set(ids), name


def policy_hash(source):
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


def test_pages_ask_no_host_for_anything(written):
    for name, page in pages_of(written).items():
        assert page.xpath("//iframe|//object|//embed|//form|//base|//@style") == [], name
        [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        styles, scripts = page.xpath("//style"), page.xpath("//script")
        # An article's page and the index of articles carry their style, and allow no other.
        assert len(styles) == name.startswith("articles"), name
        assert len(scripts) == (name == "articles.html"), name
        style = policy_hash(styles[0].text) if styles else "'self' file:"
        script = f"script-src {policy_hash(scripts[0].text)}; " if scripts else ""
        assert policy.startswith(f"default-src 'none'; style-src {style}; {script}img-src 'self' file:;"), (
            name
        )
        assert not [address for address in page.xpath("//@src|//link/@href") if urlsplit(address).scheme], (
            name
        )
    assert "url(" not in (written / "style.css").read_text()
    assert "@import" not in (written / "style.css").read_text()


def test_the_sample_says_so_on_every_page(written, analysis, tmp_path):
    notice = "Nothing here says anything about any real outlet."
    assert all(notice in page.text_content() for page in pages_of(written).values())
    real = replace(analysis, settings=MappingProxyType({**analysis.settings, "sample": False}))
    others = pages_of(write_report(real, tmp_path / "real").parent)
    assert not any(notice in page.text_content() for page in others.values())


def test_a_number_leads_to_its_sentences_and_these_to_their_place(written):
    index = html.parse(written / "index.html").getroot()
    [link] = index.xpath("//a[normalize-space()='−0.60']")
    evidence = html.parse(written / link.get("href")).getroot()
    assert (
        evidence.xpath("string(//h1)")
        == "Scored mentions: Harbour Post · Vera Orlen · in the outlet's own words"
    )
    assert "mean score −0.60, too few, 2 articles" in evidence.text_content()
    first = evidence.xpath("//ol[@class='evidence']/li")[0]
    assert first.xpath("string(.//span[@class='mention'])") == "Orlen"
    path, anchor = first.xpath(".//a/@href")[0].split("#")
    article = html.parse((written / link.get("href")).parent / path).getroot()
    assert article.xpath(f"string(//*[@id='{anchor}'])") == "Orlen"


def test_every_estimate_with_rows_is_linked(written):
    page = html.parse(written / "numbers.html").getroot()
    cells = page.xpath("//table[caption='All estimates']/tbody/tr")
    linked = [bool(row.xpath(".//a")) for row in cells]
    assert linked == [True] * 5 + [False] + [True] * 2  # the outlet without any cue has no sentences


def test_an_article_shows_its_quotations_and_cues_in_place(written):
    page = html.parse(written / article_file(written, "c1")).getroot()
    body = page.xpath("//div[@class='body']")[0]
    assert body.text_content().strip() == (
        "The dam will stand by spring, Vera Orlen said, praising a “holy battle” against the water."
    )
    [cue] = body.xpath(".//span[contains(@class,'quote')]//span[@class='frame']")
    assert cue.text_content() == "holy battle"
    assert cue.get("title") == "Frame cue: sacralisation, positive, voice: Vera Orlen (quoted)"
    assert body.xpath("string(.//span[contains(@class,'indirect')])") == "The dam will stand by spring"


def article_file(folder, article_id):
    for path in folder.glob("articles/*.html"):
        page = html.parse(path).getroot()
        if page.xpath(f"//dd[normalize-space()='{article_id}']"):
            return path.relative_to(folder)
    raise AssertionError(f"no page of {article_id}")


def test_hostile_texts_are_only_shown(tmp_path):
    rows = [("../../x", HOSTILE, HOSTILE, None, f"Before. {HOSTILE} after.")]
    articles = make_articles(rows).assign(
        url="javascript:alert(1)", author=HOSTILE, kicker=HOSTILE, language='"><script>', subheads=[[HOSTILE]]
    )
    span = find_span(articles, "../../x", "text", HOSTILE)
    quote = {**span, "quote_id": "q", "speaker": HOSTILE, "actor": HOSTILE, "cue": HOSTILE, "in_marks": True}
    frame = {**span, "frame": HOSTILE, "voice": HOSTILE, "voice_kind": "quoted"}
    number = {
        "scores": "quotes",
        "outlet": HOSTILE,
        "actor": HOSTILE,
        "measure": "word_share",
        "estimate": 1.0,
        "low": 0.5,
        "high": 1.0,
        "n_articles": 1,
        "method": "95% interval",
    }
    analysis = make_analysis(
        articles,
        quotes=[{**quote, "use": "speech"}],
        mentions=[{**span, "actor": HOSTILE}],
        sentiment=[{**span, "actor": HOSTILE, "score": 0.5}],
        frames=[frame],
        copies=[],
        estimates=[number],
        contrasts=[],
        rejects=[{"source_file": HOSTILE, "place": HOSTILE, "reason": HOSTILE}],
    )
    folder = write_report(analysis, tmp_path / "out", title=HOSTILE).parent
    assert broken_links(folder) == []
    for name, page in pages_of(folder).items():
        assert page.xpath("//b|//@onload|//*[starts-with(@href,'javascript')]") == [], name
        source = (folder / name).read_text("utf-8")
        assert page.xpath("//script/text()") == [SCRIPT] * (name == "articles.html"), name
        assert source.count("<script") == (name == "articles.html"), name
        assert "\u202e" not in source and "\x00" not in source, name
        assert "alert(&#39;x&#39;)" in source, name
        assert "49" not in page.xpath("string(//h1)"), name
    article = html.parse(next(folder.glob("articles/*.html"))).getroot()
    shown = HOSTILE.replace("\u202e", "[U+202E]").replace("\x00", "␀")
    assert shown in article.xpath("string(//div[@class='body'])")


def test_only_web_addresses_become_links(tmp_path):
    articles = make_articles().assign(url=["https://example.org/?a=1&b=2"] + ["javascript:alert(1)"] * 5)
    folder = write_report(make_analysis(articles), tmp_path / "out").parent
    outside = [a for page in pages_of(folder).values() for a in page.xpath("//a[contains(@href,':')]")]
    assert [a.get("href") for a in outside] == ["https://example.org/?a=1&b=2"]
    assert outside[0].get("rel") == "noopener noreferrer nofollow"


def test_an_analysis_of_articles_alone_has_a_report(tmp_path):
    folder = write_report(Analysis(make_articles()), tmp_path / "out").parent
    assert broken_links(folder) == []
    assert not (folder / "numbers.html").exists()
    assert not (folder / "rejects.html").exists()


def test_spans_that_do_not_fit_are_refused(analysis, tmp_path):
    moved = analysis.quotes.assign(start=analysis.quotes["start"] + 1)
    with pytest.raises(TableError, match="quotes table"):
        write_report(replace(analysis, quotes=moved), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_manifest_names_settings_tables_and_files(written):
    manifest = json.loads((written / "data" / "manifest.json").read_text())
    assert manifest["settings"]["title"] == "The dam"
    assert manifest["tables"]["articles"]["n_rows"] == 6
    assert set(manifest["files"]) == set(files_of(written)) - {"data/manifest.json"}


def test_the_public_name_is_this_function():
    assert mk.write_report is write_report
    assert Path(mk.write_report.__code__.co_filename).parent.joinpath("templates", "base.html").is_file()


def test_the_index_has_both_measures_of_a_cue_and_says_why_they_differ(written):
    [section] = pages_of(written)["index.html"].xpath("//section[@aria-labelledby='measures']")
    [row] = section.xpath(".//tbody/tr[starts-with(th, 'sacralisation')]")
    cells = [cell.text_content().strip() for cell in row.xpath("th|td")]
    assert cells == ["sacralisation", "positive", "3", "−0.13", "0", "2", "1"]
    shown = " ".join(section.text_content().split())
    assert "A frame cue says how its speaker presents the matter" in shown
    assert "sacralisation, positive, VADER −0.38" in shown


def test_the_index_has_vader_beside_the_tone(written):
    [section] = pages_of(written)["index.html"].xpath("//section[@aria-labelledby='measures']")
    [row] = section.xpath(".//tbody/tr[starts-with(th, 'own')]")
    cells = [cell.text_content().strip() for cell in row.xpath("th|td")]
    assert cells == ["own", "9", "−0.12", "−0.25", "67%"]
    [link] = row.xpath(".//a/@href")
    shown = pages_of(written)[link].text_content()
    assert "−0.70 negative towards Vera Orlen, VADER −0.25" in " ".join(shown.split())


def test_mentions_without_a_score_are_shown_as_such(tmp_path):
    analysis = make_analysis()
    unscored = analysis.sentiment.assign(score=float("nan"), vader=float("nan"), label=None, method=None)
    pages = pages_of(write_report(replace(analysis, sentiment=unscored), tmp_path / "out").parent)
    assert not pages["index.html"].xpath("//caption[starts-with(., 'Tone toward')]")
    [page] = [page for path, page in pages.items() if path.startswith("articles/") and "b2" in path]
    [row] = page.xpath("//*[@id='sentiment']//tbody/tr")
    cells = [cell.text_content().strip() for cell in row.xpath("th|td")]
    assert cells[3:] == ["–"] * 4


def test_the_overview_starts_with_what_was_found_and_leads_to_the_methods(written):
    page = pages_of(written)["index.html"]
    assert page.xpath("string(//p[@class='lead'])") == (
        "Of 1 pair of groups 1 could be tested; 1 is told apart (corrected p below 0.05)."
    )
    [row] = page.xpath("//table[caption='The clearest differences']/tbody/tr")
    assert [cell.text_content().strip().split("[")[0] for cell in row.xpath("th|td")] == [
        "Sentiment: mean scoreVera Orlen · own", "Harbour Post", "Meridian", "−1.20", "0.012",
    ]  # fmt: skip
    headings = page.xpath("//h2/@id")
    assert headings[0] == "compared"
    assert [link[1:] for link in page.xpath("//nav[@class='contents']/ol/li/a/@href")] == headings
    assert "methods.html#comparison" in page.xpath("//section[@aria-labelledby='compared']//a/@href")
    assert "methods.html#comparison" in pages_of(written)["numbers.html"].xpath("//main//a/@href")


def test_nothing_told_apart_is_said_without_a_table(analysis, tmp_path):
    same = analysis.contrasts.assign(p_adjusted=0.5)
    page = pages_of(write_report(replace(analysis, contrasts=same), tmp_path / "out").parent)["index.html"]
    assert page.xpath("string(//p[@class='lead'])").endswith("none is told apart (corrected p below 0.05).")
    assert page.xpath("//table[caption='The clearest differences']") == []
