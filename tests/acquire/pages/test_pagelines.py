import json

from lxml import html

from mediakit.acquire.pages.pagelines import find_stated, is_heading, read_pieces


def read(body):
    return read_pieces(html.document_fromstring(f"<html><body>{body}</body></html>"))


def test_lines_end_where_blocks_do_and_not_in_them():
    pieces = read("<div>One <b>and</b> <a href='/'>two</a><p>Three<br>four</p>five</div>")
    assert [piece.text for piece in pieces] == ["One and two", "Three", "four", "five"]
    assert [str(piece.element.tag) for piece in pieces] == ["div", "p", "p", "div"]


def test_shares_of_links_and_bold():
    link, bold, plain = read("<p><a href='/'>All of it</a></p><p><strong>Bold</strong></p><p>Plain</p>")
    assert (link.linked, link.bold) == (1.0, 0.0)
    assert (bold.linked, bold.bold) == (0.0, 1.0)
    assert (plain.linked, plain.bold) == (0.0, 0.0)


def test_scripts_buttons_and_menus_are_no_lines():
    assert read("<script>var x;</script><nav>Home</nav><button>Share</button><footer>Us</footer>") == []


def test_boxes_are_beside():
    inside, *boxes = read(
        '<div class="article with-sidebar"><p>Text</p></div><aside><p>Read</p></aside>'
        '<div class="newsletter"><p>Sign up</p></div><p class="caption">The pier</p><div hidden>Hidden</div>'
        '<figure><figcaption>The crane</figcaption></figure><div style="display: none"><p>None</p></div>'
    )
    assert not inside.beside
    assert len(boxes) == 6
    assert all(piece.beside for piece in boxes)


def test_ruby_stays_in_its_line():
    (piece,) = read("<p>The <ruby><rb>漢字</rb><rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby> reader</p>")
    assert piece.text == "The 漢字(かんじ) reader"


def test_headings():
    body = "<h2><span>One</span></h2><p><b>A line in bold</b></p><p class='subheading'>Named so</p>"
    assert all(is_heading(piece) for piece in read(body))
    body = "<p><b>Is it a question?</b></p><p><b>It is a sentence.</b></p><p>A short line</p>"
    assert not any(is_heading(piece) for piece in read(body))


def test_markup_in_scripts():
    markup = "".join(f'<p class="x">Paragraph {n} says “so”.</p>' for n in range(4))
    state = json.dumps({"id": 1, "short": "<p>One</p>", "html": markup})
    escaped = state.replace("<", "\\u003c")
    assert find_stated([f"window.state = {state};", "var x = 1;"]) == [markup]
    assert find_stated([f"window.state = {escaped};"]) == [markup]
    assert find_stated([state[:-30], '"<p <p <p', '\\"<p>', ""]) == []
