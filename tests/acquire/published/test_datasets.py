import dataclasses
import shutil
from types import MappingProxyType

import pytest
from acquire.published.published import (
    NARRATIVE_FRAMING,
    NEWS_CSV,
    NEWSMTSC,
    POLNEAR,
    git,
    make_repository,
    write_files,
)

from mediakit._core.errors import FetchError, InputError, UnknownNameError
from mediakit._core.tables import check_table
from mediakit.acquire.published import datasets
from mediakit.acquire.published.datasets import DATASETS, fetch_dataset
from mediakit.acquire.published.pins import GitPin

FILES = {
    "polnear": POLNEAR,
    "newsmtsc": NEWSMTSC,
    "narrative_framing": NARRATIVE_FRAMING,
    "news_articles": {"NewsArticles.csv": NEWS_CSV},
}
IN_GIT = [name for name in DATASETS if isinstance(DATASETS[name].pin, GitPin)]


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """A cache of the test's own, and no folder of the user's."""
    monkeypatch.delenv("MEDIAKIT_DATA", raising=False)
    monkeypatch.setattr("pooch.os_cache", lambda project: tmp_path / "cache" / project)
    return tmp_path / "cache" / "mediakit"


def publish(name, tmp_path, monkeypatch):
    """Put the corpus into a repository of the test's own, which the registry then names."""
    if not shutil.which("git"):
        pytest.skip("needs the program git")
    address, commit = make_repository(tmp_path / "origin", FILES[name])
    pin = dataclasses.replace(DATASETS[name].pin, url=address, commit=commit)
    registry = {**DATASETS, name: dataclasses.replace(DATASETS[name], pin=pin)}
    monkeypatch.setattr(datasets, "DATASETS", MappingProxyType(registry))
    return commit


def test_unknown_name_lists_the_known():
    with pytest.raises(UnknownNameError, match=r"'polnea'.*narrative_framing, news_articles.*mean 'polnear'"):
        fetch_dataset("polnea")


@pytest.mark.parametrize("name", IN_GIT)
def test_fetched_once_from_its_repository(name, tmp_path, monkeypatch, cache):
    commit = publish(name, tmp_path, monkeypatch)
    first = fetch_dataset(name)
    assert len(first.articles) and len(first.gold) and first.rejects.empty
    check_table(first.articles, "articles")
    assert set(first.gold["article_id"]) <= set(first.articles["article_id"])
    assert first.folder.is_relative_to(cache / f"{name}-{commit[:12]}")
    assert commit[:12] in first.source
    assert first.notes[0].startswith("fetched now; the commit pins")
    shutil.rmtree(tmp_path / "origin")  # the network is gone
    again = fetch_dataset(name)
    assert again.notes[0].startswith("fetched earlier, and unchanged")
    assert again.gold.equals(first.gold)


def test_only_the_data_is_fetched(tmp_path, monkeypatch, cache):
    for name in IN_GIT:
        publish(name, tmp_path / name, monkeypatch)
        fetch_dataset(name)
    kept = {path.name for path in cache.rglob("*") if path.is_file()}
    assert "README.md" in kept
    assert not kept & {"herald_2016-09-12_mayor-wins.xml", "other.py", "train.txt"}


def test_wrong_commit(tmp_path, monkeypatch, cache):
    publish("polnear", tmp_path, monkeypatch)
    git(tmp_path / "origin/published.git", "update-ref", "-d", "HEAD")
    shutil.rmtree(tmp_path / "origin/published.git/objects")
    (tmp_path / "origin/published.git/objects").mkdir()
    with pytest.raises(FetchError, match="git fetch failed"):
        fetch_dataset("polnear")
    assert list(cache.iterdir()) == []


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("inside", ["{name}", "{dashed}-main", "."])
def test_a_folder_that_holds_it_is_read_and_nothing_fetched(name, inside, tmp_path, monkeypatch, cache):
    place = inside.format(name=name, dashed=name.replace("_", "-").title())
    write_files(tmp_path / "data" / place, FILES[name])
    monkeypatch.setenv("MEDIAKIT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PATH", "")
    dataset = fetch_dataset(name)
    assert len(dataset.articles)
    assert dataset.folder.is_relative_to(tmp_path / "data")
    assert dataset.notes[0].startswith("taken from a folder of yours")
    assert not cache.exists()


def test_the_folder_named_in_the_call_comes_first(tmp_path, monkeypatch):
    monkeypatch.setenv("MEDIAKIT_DATA", str(tmp_path / "missing"))
    write_files(tmp_path / "mine/polnear", POLNEAR)
    assert len(fetch_dataset("polnear", folder=tmp_path / "mine").articles) == 1


@pytest.mark.parametrize(
    ("folder", "state"),
    [("missing", "is no folder"), ("empty", "holds nothing"), ("other", "holds 'notes.txt'")],
)
def test_a_folder_without_it(tmp_path, monkeypatch, folder, state):
    (tmp_path / "empty").mkdir()
    write_files(tmp_path / "other", {"notes.txt": ""})
    monkeypatch.setenv("MEDIAKIT_DATA", str(tmp_path / folder))
    with pytest.raises(InputError, match=rf"'newsmtsc' is not in .*{state}.*Expected newsmtsc/News.*unset"):
        fetch_dataset("newsmtsc")


def test_shown_it_says_whose_it_is_and_where_it_lies(tmp_path):
    write_files(tmp_path, POLNEAR)
    dataset = fetch_dataset("polnear", folder=tmp_path)
    shown = repr(dataset)
    published = DATASETS["polnear"]
    for fact in (
        published.licence,
        published.citation,
        published.size,
        str(dataset.folder),
        str(published.pin),
    ):
        assert fact in shown
    assert "1 article, 2 rows of gold, 0 rejects" in shown
    assert "1 article here, 1,008 published" in shown
    assert "Mayor" not in shown  # no text of articles
    with pytest.raises(dataclasses.FrozenInstanceError):
        dataset.name = "other"


def test_news_articles_have_no_gold(tmp_path):
    write_files(tmp_path, FILES["news_articles"])
    dataset = fetch_dataset("news_articles", folder=tmp_path)
    article = dataset.articles.iloc[0]
    assert article[["outlet", "title", "teaser"]].tolist() == ["abcnews.go.com", "Vote held", "Narrowly"]
    assert list(dataset.gold.columns) == ["article_id"]
    assert dataset.gold.empty


@pytest.mark.parametrize("name", DATASETS)
def test_the_registry_states_all_a_reader_must_know(name):
    published = DATASETS[name]
    for fact in (published.content, published.size, published.licence, published.citation):
        assert fact
    if isinstance(published.pin, GitPin):
        assert len(published.pin.commit) == 40
        assert published.pin.url.startswith("https://")


def test_real_folders(shared):
    polnear = fetch_dataset("polnear", folder=shared / "eval")
    assert (len(polnear.articles), len(polnear.gold)) == (84, 2192)
    news = fetch_dataset("news_articles", folder=shared / "corpora")
    assert news.articles["outlet"].nunique() == 9
    assert len(news.articles) + (news.rejects["kind"] == "rejected").sum() == 3824
