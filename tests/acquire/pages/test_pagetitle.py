import pytest

from mediakit.acquire.pages.pagetitle import Titles, choose_title, find_heading, without_site

HEADLINE = "Crane falls into Ostrel harbour"
OTHER = "A crane, a pier and two ships full of barley"


def choose(**titles):
    return choose_title(Titles(**titles), ["The Gazette", "gazette.example"])[0]


@pytest.mark.parametrize(
    "title",
    [
        f"{HEADLINE} | The Gazette",
        f"{HEADLINE} - The Gazette",
        f"The Gazette: {HEADLINE}".replace(":", " -"),
        f"{HEADLINE} – gazette.example",
        f"{HEADLINE} | News | The Gazette",
    ],
)
def test_names_of_the_outlet_are_no_part_of_a_title(title):
    assert choose(open_graph=title) == HEADLINE
    assert choose(page=title) == HEADLINE


@pytest.mark.parametrize(
    "title", ["Talks fail - again", "The Gazette loses its editor", "Kyiv – Moscow – Berlin", "Iran-Iraq"]
)
def test_dashes_of_a_headline_stay(title):
    assert without_site(title, {"the gazette"}) == title


def test_an_end_that_another_place_lacks_is_cut():
    assert choose(open_graph=f"{HEADLINE} * By Ann Lee", headings=(HEADLINE,)) == HEADLINE


def test_a_kicker_before_a_colon_stays():
    assert choose(open_graph=f"Harbour: {HEADLINE}", headings=(HEADLINE,)) == f"Harbour: {HEADLINE}"


def test_the_declared_headline_wins_over_another_wording():
    assert choose(headline=HEADLINE, open_graph=OTHER, headings=(OTHER,)) == HEADLINE
    assert choose(headline=HEADLINE, open_graph=OTHER, twitter=HEADLINE) == HEADLINE


def test_a_wording_shared_by_open_graph_and_twitter_wins():
    assert choose(headline=HEADLINE, open_graph=OTHER, twitter=OTHER, headings=(HEADLINE,)) == OTHER


def test_but_not_when_it_is_written_for_search_engines():
    titles = {"headline": HEADLINE, "open_graph": OTHER, "twitter": OTHER, "headings": (HEADLINE,)}
    assert choose(**titles, page=f"{OTHER} | The Gazette") == HEADLINE
    assert choose(**titles, page=f"{OTHER} | The Gazette", name=OTHER) == OTHER


def test_a_page_with_an_alternative_headline_has_decided():
    titles = {"headline": HEADLINE, "open_graph": OTHER, "twitter": OTHER, "headings": (OTHER,)}
    assert choose(**titles, alternative="Something else") == HEADLINE


def test_the_heading_is_the_one_made_of_declared_words():
    headings = ("Log in", "Crane falls into the harbour", "Most read")
    assert find_heading(headings, HEADLINE) == "Crane falls into the harbour"
    assert find_heading(("Log in", "Most read"), HEADLINE) == ""


def test_scripts_without_spaces_have_headings_too():
    assert find_heading(("港でクレーンが倒れる",), "") == "港でクレーンが倒れる"
    assert choose(open_graph="港でクレーンが倒れる：The Gazette") == "港でクレーンが倒れる"


def test_a_page_without_any_title():
    assert choose_title(Titles(), []) == ("", "")
