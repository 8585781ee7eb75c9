import pandas as pd
import pytest

import mediakit as mk

TEXTS = [
    "Mayor Iva Toll met President Ivan Zelensky in Kyiv. Toll thanked the Halmen Institute.",
    "President Ivan Zelenskyj praised Russia. Moscow was silent. Mr Zelenskyj left.",
]


@pytest.fixture
def articles():
    return pd.DataFrame({"article_id": ["a", "b"], "text": TEXTS})


def test_codebook_holds_what_was_found(articles, tmp_path):
    written = mk.write_codebook(mk.find_mentions(articles), tmp_path / "actors.toml")
    actors = {actor.name: (actor.class_, set(actor.aliases)) for actor in written.actors}
    assert actors["Ivan Zelensky"] == ("person", {"Ivan Zelenskyj", "Zelenskyj"})
    assert actors["Iva Toll"] == ("person", {"Toll"})
    assert actors["Russia"] == ("state", {"Moscow"})
    assert actors["Halmen Institute"] == ("organisation", set())


def test_codebook_finds_the_same_names_again(articles, tmp_path):
    found = mk.find_mentions(articles)
    mk.write_codebook(found, tmp_path / "actors.toml")
    again = mk.find_mentions(articles, tmp_path / "actors.toml")
    names = ["article_id", "start", "end", "actor"]
    pd.testing.assert_frame_equal(
        found.loc[found["form"] == "name", names].reset_index(drop=True),
        again.loc[again["form"] == "name", names].reset_index(drop=True),
    )


def test_rare_actors_can_be_left_out(articles, tmp_path):
    written = mk.write_codebook(mk.find_mentions(articles), tmp_path / "actors.toml", min_articles=2)
    assert [actor.name for actor in written.actors] == ["Ivan Zelensky"]


def test_nothing_to_write_is_an_error(articles, tmp_path):
    with pytest.raises(mk.MediakitError, match="Lower min_articles"):
        mk.write_codebook(mk.find_mentions(articles), tmp_path / "actors.toml", min_articles=9)
