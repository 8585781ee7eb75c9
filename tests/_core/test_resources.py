import pytest

from mediakit._core import resources
from mediakit._core.errors import UnknownNameError
from mediakit._core.resources import carried_folder, list_resources, read_lexicon, resource_path


def test_shipped_files_are_listed_without_their_suffix():
    names = list_resources("codebooks", ".toml")
    assert names == sorted(names) and "diplomacy_and_war" in names
    assert all(resource_path("codebooks", f"{name}.toml").is_file() for name in names)


def test_a_folder_that_is_not_there_has_nothing():
    assert list_resources("nothing", ".toml") == []


def test_the_sample_and_the_notebooks_are_carried():
    assert (carried_folder("data", "visit") / "study.toml").is_file()
    assert list(carried_folder("notebooks").glob("*.ipynb"))


def test_a_sample_that_is_not_there_lists_those_that_are():
    with pytest.raises(UnknownNameError, match=r"Unknown data folder: 'visits'.*Did you mean 'visit'"):
        carried_folder("data", "visits")


def test_an_installed_package_finds_its_own_copy_first(tmp_path, monkeypatch):
    for folder in ("mediakit/data/visit", "data/visit", "data/other"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "mediakit")
    assert carried_folder("data", "visit") == tmp_path / "mediakit" / "data" / "visit"
    assert carried_folder("data", "other") == tmp_path / "data" / "other"


def test_lexicon_rows_are_fields_without_comments(tmp_path, monkeypatch):
    (tmp_path / "resources/lexicons/en").mkdir(parents=True)
    path = tmp_path / "resources/lexicons/en/verbs_of_test.tsv"
    path.write_text("# verb\tclass\nsay\t neutral\n\nclaim\tdistancing \n", encoding="utf-8")
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path)
    assert read_lexicon("en", "verbs_of_test") == (("say", "neutral"), ("claim", "distancing"))


@pytest.mark.parametrize("name", list_resources("lexicons/en", ".tsv"))
def test_shipped_lexicons_have_words_and_say_each_thing_once(name):
    rows = read_lexicon("en", name)
    assert rows and all(row[0] for row in rows)
    assert len(set(rows)) == len(rows)


def test_an_unknown_lexicon_lists_the_known_ones():
    with pytest.raises(UnknownNameError, match=r"Unknown lexicon for 'en': 'report'.*reporting"):
        read_lexicon("en", "report")
    with pytest.raises(UnknownNameError, match=r"Unknown lexicon for 'xx': 'reporting'\. Known: none"):
        read_lexicon("xx", "reporting")


def test_every_shipped_file_has_a_card_beside_it():
    """A card bears the file's name, or names the file in its text."""
    root = resource_path("codebooks").parent
    files = [path for path in sorted(root.rglob("*")) if path.suffix in {".tsv", ".toml", ".npz"}]
    assert {path.suffix for path in files} == {".tsv", ".toml", ".npz"}
    bare = [
        path.name
        for path in files
        if not path.with_suffix(".md").is_file()
        and not any(path.name in card.read_text("utf-8") for card in path.parent.glob("*.md"))
    ]
    assert bare == []
