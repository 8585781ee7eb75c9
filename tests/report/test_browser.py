"""The written pages in a real Chromium: no requests, no errors, links that lead where they say."""

import shutil
from dataclasses import replace
from io import BytesIO
from urllib.parse import unquote, urlsplit

import matplotlib.pyplot as plt
import pytest
from report.dam import estimate, find_span, make_analysis, make_articles

from mediakit._core.tables import build_table
from mediakit.report.show import show_article
from mediakit.report.write import write_report

pytestmark = pytest.mark.browser

_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@pytest.fixture(scope="module")
def chromium():
    api = pytest.importorskip("playwright.sync_api", reason="needs playwright to drive the browser")
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("needs Chromium: there is no `chromium` on the path")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    return write_report(make_analysis(), tmp_path_factory.mktemp("browser") / "out").parent


@pytest.fixture
def page(chromium):
    """A page that fails the test when a page complains or asks for anything but a file."""
    page = chromium.new_page(viewport={"width": 1000, "height": 800})
    troubles = []
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("requestfailed", lambda request: troubles.append(f"failed: {request.url}"))
    page.on(
        "request",
        lambda request: None if request.url.startswith("file:") else troubles.append(f"asked: {request.url}"),
    )
    yield page
    page.close()
    assert troubles == []


def test_every_page_loads_without_complaint(page, written):
    for path in sorted(written.rglob("*.html")):
        page.goto(path.as_uri())
        assert page.locator("main h1").count() == 1
        assert page.evaluate("document.styleSheets.length") == 1


def test_from_a_number_to_its_sentence_to_its_place_in_the_article(page, written):
    page.goto((written / "index.html").as_uri())
    page.get_by_text("The numbers, each linked to its sentences").first.click()
    page.get_by_role("link", name="−0.60", exact=True).first.click()
    assert (
        page.locator("h1").inner_text()
        == "Scored mentions: Harbour Post · Vera Orlen · in the outlet's own words"
    )
    page.locator("ol.evidence li a").first.click()
    anchor = unquote(urlsplit(page.url).fragment)
    assert anchor.startswith("mention-")
    target = page.locator(":target")
    assert target.inner_text() == "Orlen"
    box = target.bounding_box()
    assert 0 <= box["y"] <= 800  # scrolled into view
    page.go_back()
    assert "Scored mentions" in page.locator("h1").inner_text()


def test_figures_are_drawn(page, written):
    page.goto((written / "index.html").as_uri())
    images = page.locator("figure img")
    assert images.count() >= 3
    assert all(images.nth(at).evaluate("image => image.naturalWidth > 100") for at in range(images.count()))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_background(page, written, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(next(iter(sorted(written.glob("articles/a1*.html")))).as_uri())
    for selector in ("body", ".byline", ".quote", "thead th", "main a"):
        ink, paper = page.locator(selector).first.evaluate(
            """element => {
                let behind = element;
                const style = getComputedStyle;
                while (behind.parentElement && style(behind).backgroundColor === "rgba(0, 0, 0, 0)")
                    behind = behind.parentElement;
                return [style(element).color, style(behind).backgroundColor];
            }"""
        )
        assert contrast(ink, paper) >= 4.5, (selector, ink, paper)


def contrast(*colours):
    """WCAG's contrast ratio of two colours as the browser writes them."""
    lights = []
    for colour in colours:
        parts = [float(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        lights.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)
    return max(lights) / min(lights)


@pytest.mark.parametrize("width", [360, 800])
def test_the_page_does_not_scroll_sideways(page, written, width):
    page.set_viewport_size({"width": width, "height": 800})
    for path in (
        written / "index.html",
        *sorted(written.glob("articles/*.html"))[:2],
        written / "numbers.html",
    ):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path.name


def test_the_keyboard_reaches_the_content_first(page, written):
    page.goto((written / "index.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "name", ["index", "statements", "numbers", "methods", "articles", "rejects", "articles/a1*", "evidence/*"]
)
def test_axe_finds_no_violation(page, written, name, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-core")
    page.emulate_media(color_scheme=scheme)
    page.goto(sorted(written.glob(f"{name}.html"))[0].as_uri())
    # Its own look at the style sheet is what the page's policy forbids; the browser's computed styles do.
    found = axe.Axe().run(page, options={"preload": False}).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


PAPER = 673  # CSS pixels between the margins of A4; Letter is wider
PRINTED = ["index", "numbers", "methods", "statements", "articles", "rejects", "articles/a1*", "evidence/*"]


@pytest.mark.parametrize("name", PRINTED)
def test_on_paper_pages_are_light_open_and_without_navigation(page, written, name):
    page.set_viewport_size({"width": PAPER, "height": 950})
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(sorted(written.glob(f"{name}.html"))[0].as_uri())
    paper, ink = page.evaluate(
        "[getComputedStyle(document.documentElement)].map(s => [s.backgroundColor, s.color])[0]"
    )
    assert (paper, ink) == ("rgb(255, 255, 255)", "rgb(0, 0, 0)")
    for selector in ("header", ".contents", ".skip", ".legend input"):
        assert not any(found.is_visible() for found in page.locator(selector).all()), selector
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER
    assert page.evaluate(
        "[...document.querySelectorAll('.grid, pre')].every(e => e.scrollWidth <= e.clientWidth + 1)"
    )
    # What a closed fold holds has a height only when it is shown.
    folded = "[...document.querySelectorAll('details > :not(summary)')].every(e => e.getBoundingClientRect().height > 0)"
    assert page.evaluate(folded)


def test_a_table_of_many_outlets_fits_on_paper_and_says_what_it_leaves_out(page, tmp_path):
    outlets = [f"The Unabbreviated Chronicle {at}" for at in range(40)]
    estimates = build_table(
        "estimates",
        [estimate("quotes", "word_share", name, 0.5, 0.1, 0.9, 9, actor="Vera Orlen") for name in outlets],
    )
    analysis = replace(make_analysis(), estimates=estimates)
    index = write_report(analysis, tmp_path / "out")
    page.set_viewport_size({"width": PAPER, "height": 950})
    page.emulate_media(media="print")
    page.goto(index.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER
    grid = page.locator(".grid").filter(has_text="The Unabbreviated Chronicle 0").first
    assert sum(head.is_visible() for head in grid.locator("thead th").all()) == 12
    note = grid.evaluate("element => getComputedStyle(element, '::after').content")
    assert "left out on paper" in note


def test_the_fold_that_paper_opens_is_closed_on_the_screen(page, written):
    page.goto((written / "index.html").as_uri())
    folded = page.locator("details:not([open]) > .grid").first
    assert not folded.is_visible()
    page.emulate_media(media="print")
    assert folded.is_visible()


def test_rows_and_figures_are_not_cut_and_heads_are_repeated(page, written):
    page.emulate_media(media="print")
    page.goto((written / "index.html").as_uri())
    style = "(selector, name) => getComputedStyle(document.querySelector(selector))[name]"
    styles = {
        (selector, name): page.evaluate(f"([s, n]) => ({style})(s, n)", [selector, name])
        for selector, name in (("tbody tr", "breakInside"), ("figure", "breakInside"), ("thead", "display"), ("h2", "breakAfter"))
    }  # fmt: skip
    assert list(styles.values()) == ["avoid", "avoid", "table-header-group", "avoid"]


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_pages_print_to_pdf(page, written, size):
    for name in ("index.html", "methods.html"):
        page.goto((written / name).as_uri())
        assert page.pdf(format=size).startswith(b"%PDF")


def test_a_mark_is_hidden_and_shown_with_mouse_and_keyboard(page, written):
    page.goto(next(iter(sorted(written.glob("articles/a1*.html")))).as_uri())
    quote = page.locator("article .body .quote").first
    tint = "element => getComputedStyle(element).backgroundColor"
    before = quote.evaluate(tint)
    page.get_by_label("words inside quotation marks").click()
    assert quote.evaluate(tint) == "rgba(0, 0, 0, 0)" != before
    page.keyboard.press("Space")
    assert quote.evaluate(tint) == before


def test_a_notebook_shows_an_article_in_a_frame_that_runs_nothing(chromium, tmp_path):
    view = show_article(make_analysis(), "a1")
    file = tmp_path / "notebook.html"
    file.write_text(f"<!doctype html><title>Notebook</title>{view._repr_html_()}", "utf-8")
    page = chromium.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    frame = page.frame_locator("iframe")
    assert frame.locator("h1").inner_text().startswith("Orlen")
    tint = "element => getComputedStyle(element).backgroundColor"
    quote = frame.locator("article .body .quote").first
    assert quote.evaluate(tint) != "rgba(0, 0, 0, 0)"
    frame.get_by_label("words inside quotation marks").click()
    assert quote.evaluate(tint) == "rgba(0, 0, 0, 0)"
    page.close()
    assert asked == [file.as_uri()]


def sync_api():
    return pytest.importorskip("playwright.sync_api", reason="needs playwright to drive the browser")


def lines_shown(page):
    return page.locator("#content li a:visible").filter(has_not=page.locator("bdi")).all_inner_texts()


def test_the_list_of_articles_is_filtered_by_words_choices_and_dates(page, written):
    page.goto((written / "articles.html").as_uri())
    count = page.locator("[role=status]")
    assert count.inner_text() == "6 of 6 articles"
    page.get_by_label("Words in title or author").press_sequentially("DAM tálks")
    assert lines_shown(page) == ["Dam talks fail"]
    assert count.inner_text() == "1 of 6 articles"
    assert page.locator("h2:visible").all_inner_texts() == ["Harbour Post"]
    page.get_by_role("button", name="Clear").press("Enter")
    assert len(lines_shown(page)) == 6
    page.get_by_label("Actor").select_option("Vera Orlen")
    page.get_by_label("Frame").select_option("sacralisation")
    assert lines_shown(page) == ["Orlen: dam by spring", "Orlen calls the dam “a sacred duty”"]
    page.get_by_label("Outlet", exact=True).select_option("Meridian")
    assert lines_shown(page) == ["Orlen: dam by spring"]
    page.get_by_label("From", exact=True).fill("2031-03-02")
    assert count.inner_text() == "0 of 6 articles"
    page.get_by_role("button", name="Clear").click()
    page.get_by_label("To", exact=True).fill("2031-03-01")
    assert len(lines_shown(page)) == 3  # an article without a date is in no period


def test_the_filter_is_kept_when_the_reader_comes_back(page, written):
    page.goto((written / "articles.html").as_uri())
    page.get_by_label("Words in title or author").fill("valley")
    page.get_by_role("link", name="A valley waits").click()
    page.go_back()
    sync_api().expect(page.locator("#count")).to_have_text("1")
    assert lines_shown(page) == ["A valley waits"]


def test_without_scripts_all_articles_are_listed_and_no_filter(chromium, written):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((written / "articles.html").as_uri())
    assert page.locator(".outlet li").count() == 6
    assert page.locator("#filter").is_hidden()
    context.close()


def test_hostile_names_in_the_list_of_articles_run_nothing(page, tmp_path):
    hostile = "</option></script><script>document.title='x'</script><img src=x onerror=alert(1)> \u202ex"
    rows = [("x1", hostile, hostile, "2031-03-01T08:00Z", f"It is {hostile} here.")]
    articles = make_articles(rows).assign(author=hostile)
    span = find_span(articles, "x1", "text", hostile)
    empty = dict.fromkeys(("quotes", "sentiment", "estimates", "contrasts", "copies"), ())
    tables = {"mentions": [{**span, "actor": hostile}], "frames": [{**span, "frame": hostile}]}
    folder = write_report(make_analysis(articles, **empty, **tables), tmp_path / "out").parent
    page.goto((folder / "articles.html").as_uri())
    for name in ("actor", "frame", "outlet"):
        page.locator(f"#by-{name}").select_option("0")
        assert page.locator("[role=status]").inner_text() == "1 of 1 articles"
    page.get_by_label("Words").fill("<img src=x")
    assert len(lines_shown(page)) == 1
    assert page.locator("#content img").count() == 0
    assert page.title().startswith("Articles")


def test_a_long_text_is_laid_out_by_parts_and_a_link_into_it_finds_its_place(page, tmp_path):
    line = "The dam will stand by spring and the valley will be dry by then. " * 20
    text = "\n\n".join([line] * 60 + ["At last Orlen came."])
    articles = make_articles([("l1", "Post", "Long", "2031-03-01T08:00Z", text)])
    span = find_span(articles, "l1", "text", "Orlen")
    empty = dict.fromkeys(("quotes", "sentiment", "frames", "estimates", "contrasts", "copies"), ())
    view = show_article(make_analysis(articles, mentions=[{**span, "actor": "Orlen"}], **empty), "l1")
    file = tmp_path / "long.html"
    file.write_text(view.html, "utf-8")
    page.goto(f"{file.as_uri()}#mention-text-{span['start']}-{span['end']}")
    parts = page.locator(".part")
    assert 10 <= parts.count() <= 20
    how = "element => getComputedStyle(element).contentVisibility"
    assert parts.first.evaluate(how) == "visible"
    assert parts.last.evaluate(how) == "auto"
    assert page.locator("article *").count() < 100  # a paragraph and a mark are one element each
    assert page.locator(":target").inner_text() == "Orlen"
    sync_api().expect(page.locator(":target")).to_be_in_viewport()


def test_of_many_actors_all_are_found_by_some_letters_of_their_names(page, tmp_path):
    names = [f"Actor {at:03}" for at in range(150)]
    articles = make_articles(
        [("x1", "Post", "First", None, "One came."), ("x2", "Post", "Second", None, "One came.")]
    )
    mentions = [
        {**find_span(articles, "x1", "text", "One"), "actor": "Élodie Ans"},
        *({**find_span(articles, "x2", "text", "One"), "actor": name} for name in names),
    ]
    empty = dict.fromkeys(
        ("quotes", "sentiment", "frames", "estimates", "contrasts", "copies", "alignments"), ()
    )
    folder = write_report(make_analysis(articles, mentions=mentions, **empty), tmp_path / "out").parent
    page.goto((folder / "articles.html").as_uri())
    actor = page.get_by_label("Actor")
    assert page.locator("datalist option").count() == 151
    for asked, titles in {
        "elod": ["First"],
        "Actor 149": ["Second"],
        "o": ["First", "Second"],
        "nobody": [],
    }.items():
        actor.fill(asked)
        assert lines_shown(page) == titles, asked


def test_in_the_dark_figures_have_the_colour_of_the_page_and_on_paper_they_are_light(page, written):
    page.goto((written / "index.html").as_uri())
    how = "getComputedStyle(document.querySelector('figure img')).filter"
    seen = {}
    for media, scheme in (("screen", "light"), ("screen", "dark"), ("print", "dark")):
        page.emulate_media(media=media, color_scheme=scheme)
        seen[media, scheme] = page.evaluate(how)
    assert [each == "none" for each in seen.values()] == [True, False, True]
    page.emulate_media(media="screen", color_scheme="dark")
    picture = BytesIO(page.locator("figure img").first.screenshot())
    corner = plt.imread(picture)[4, 4, :3]
    assert all(channel < 0.15 for channel in corner)


def test_paper_has_the_first_rows_of_a_long_table_and_says_so(page, tmp_path):
    rows = [estimate("quotes", "word_share", f"Post {at:03}", 0.5, 0.1, 0.9, 9) for at in range(230)]
    analysis = replace(make_analysis(), estimates=build_table("estimates", rows))
    folder = write_report(analysis, tmp_path / "out").parent
    page.goto((folder / "numbers.html").as_uri())
    grid = page.locator(".long .grid").first
    shown = "element => [...element.querySelectorAll('tbody tr')].filter(row => row.offsetHeight).length"
    assert grid.evaluate(shown) == 230
    page.emulate_media(media="print")
    assert grid.evaluate(shown) == 200
    assert "left out on paper" in grid.evaluate("element => getComputedStyle(element, '::after').content")
