import pytest

from mediakit._core.errors import InputError, UnknownNameError
from mediakit.acquire.columns import add_paths, check_renames, flatten, map_names


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("media_name", "outlet"), ("Publication", "outlet"), ("source.name", "outlet"),
        ("Newspaper", "outlet"),
        ("publishedAt", "published"), ("Publish Date", "published"), ("pubDate", "published"),
        ("DATE", "published"),
        ("headline", "title"), ("headline.main", "title"), ("Full Text", "text"), ("articleBody", "text"),
        ("story_text", "text"), ("fields.bodyText", "text"), ("byline", "author"), ("web_url", "url"),
        ("stories_id", "article_id"), ("ID", "article_id"), ("lang", "language"), ("sectionName", "section"),
        ("standfirst", "teaser"), ("abstract", "teaser"),
    ],
)  # fmt: skip
def test_common_names(theirs, ours):
    assert map_names([theirs]).chosen == {ours: theirs}


def test_first_name_wins_and_the_other_is_told():
    mapped = map_names(["content", "body"])
    assert mapped.chosen == {"text": "body"}
    assert mapped.describe() == "text from 'body' (not content)"


def test_names_of_ours_win_over_synonyms():
    assert map_names(["headline", "title", "body", "text"]).chosen == {"title": "title", "text": "text"}


def test_the_users_choice_wins_and_frees_the_name():
    mapped = map_names(["text", "Volltext", "summary"], {"volltext": "text", "text": "teaser"})
    assert mapped.chosen == {"text": "Volltext", "teaser": "text"}


def test_nested_ids_and_names_belong_to_something_else():
    assert map_names(["author.id", "owner.source"]).chosen == {}


def test_renames_are_checked():
    with pytest.raises(UnknownNameError, match="Did you mean 'title'"):
        check_renames({"a": "titel"})
    with pytest.raises(InputError, match="same name"):
        check_renames({"a": "title", "b": "title"})


def test_flatten_keeps_order_and_lists():
    assert list(flatten({"b": {"c": 1, "a": [1]}, "a": 2}).items()) == [("b.c", 1), ("b.a", [1]), ("a", 2)]


NESTED = {
    "headline.main": "Talks go on",
    "byline.person": [{"lastname": "Ruiz"}, {"lastname": "Ek"}, {"firstname": "Eva"}],
    "a.b.c.d": {"e": {"f": ["g", "h"]}},
}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("byline.person.0.lastname", "Ruiz"),
        ("byline.person[1].lastname", "Ek"),
        ("byline.person[].lastname", ["Ruiz", "Ek"]),
        ("byline.person.lastname", ["Ruiz", "Ek"]),
        ("Byline.Person.0.Last_Name", "Ruiz"),
        ("a.b.c.d.e.f.1", "h"),
        ("a.b.c.d.e", {"f": ["g", "h"]}),
    ],
)
def test_paths_lead_into_lists_and_deep_records(path, value):
    assert add_paths(NESTED, [path]) == {**NESTED, path: value}


@pytest.mark.parametrize(
    "path", ["headline", "headline.main", "byline.person.9.lastname", "a.x.c", "byline.person.x", "..", ""]
)
def test_paths_that_add_nothing(path):
    assert add_paths(NESTED, [path]) == NESTED


def test_half_a_character_in_a_name():
    assert list(flatten({"ti\ud800tle": {"\ud83d\ude00": 1}})) == ["ti\ufffdtle.\U0001f600"]
