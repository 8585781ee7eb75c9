import hashlib
import http.server
import json
import shutil
import threading
from functools import partial
from pathlib import Path

import pytest
from acquire.published.published import NEWS_CSV, POLNEAR, git, make_repository

from mediakit._core.errors import FetchError, MediakitError
from mediakit.acquire.published.pins import DoiPin, GitPin, fetch_once

PATHS = ("/README*", "/data/metadata.tsv", "/data/*/text/", "/data/*/attributions/")
ANYTHING = bool


@pytest.fixture(scope="module", params=[True, False], ids=["server filters", "server sends all"])
def repository(request, tmp_path_factory):
    if not shutil.which("git"):
        pytest.skip("needs the program git")
    return make_repository(tmp_path_factory.mktemp("repository"), POLNEAR, filters=request.param)


@pytest.fixture
def pin(repository):
    return GitPin(*repository, PATHS)


def files_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_exactly_the_commit_and_the_paths_wanted_are_fetched(pin, tmp_path):
    kept = tmp_path / "cache" / "polnear"
    assert fetch_once(pin, kept, ANYTHING)
    assert files_below(kept) == {
        "SHA256SUMS",
        *(name for name in POLNEAR if "corenlp" not in name),
    }
    for name in files_below(kept) - {"SHA256SUMS"}:
        assert (kept / name).read_bytes() == POLNEAR[name].encode()  # not as the later commit has them
    assert [path.name for path in kept.parent.iterdir()] == ["polnear"]


def test_the_second_use_fetches_nothing(pin, tmp_path, monkeypatch):
    fetch_once(pin, tmp_path / "kept", ANYTHING)
    monkeypatch.setenv("PATH", "")
    assert not fetch_once(pin, tmp_path / "kept", ANYTHING)


def test_the_users_configuration_runs_and_changes_nothing(pin, tmp_path, monkeypatch):
    ran, hook = tmp_path / "ran", tmp_path / "hooks/post-checkout"
    hook.parent.mkdir()
    hook.write_text(f"#!/bin/sh\ntouch {ran}\n")
    hook.chmod(0o755)
    attributes = tmp_path / "attributes"
    attributes.write_text("*.txt text eol=crlf\n")
    config = tmp_path / "config"
    config.write_text(
        f"[core]\nhooksPath = {hook.parent}\nautocrlf = true\neol = crlf\nattributesFile = {attributes}\n"
        f"[init]\ntemplateDir = {tmp_path}\n[protocol]\nversion = 0\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    fetch_once(pin, tmp_path / "kept", ANYTHING)
    for name in files_below(tmp_path / "kept") - {"SHA256SUMS"}:
        assert (tmp_path / "kept" / name).read_bytes() == POLNEAR[name].encode()
    assert not ran.exists()
    assert not (tmp_path / "elsewhere").exists()


def test_a_mirror_the_user_configured_is_used(repository, tmp_path, monkeypatch):
    address, commit = repository
    config = tmp_path / "config"
    config.write_text(f'[url "{address}"]\ninsteadOf = https://git.invalid/published.git\n')
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    assert fetch_once(GitPin("https://git.invalid/published.git", commit, PATHS), tmp_path / "kept", ANYTHING)


def test_missing_git(pin, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(FetchError, match=r"git was not found.*Install it.*MEDIAKIT_DATA") as caught:
        fetch_once(pin, tmp_path / "kept", ANYTHING)
    assert isinstance(caught.value, MediakitError)
    assert list(tmp_path.iterdir()) == []


def test_unknown_commit(repository, tmp_path):
    with pytest.raises(FetchError, match=r"git fetch failed for file:.*at commit 0{12}.*MEDIAKIT_DATA"):
        fetch_once(GitPin(repository[0], "0" * 40, PATHS), tmp_path / "kept", ANYTHING)
    assert list(tmp_path.iterdir()) == []


def test_unreachable_repository(tmp_path):
    pin = GitPin((tmp_path / "nowhere.git").as_uri(), "0" * 40, PATHS)
    with pytest.raises(FetchError, match="Is the network up"):
        fetch_once(pin, tmp_path / "kept", ANYTHING)


def test_another_object_than_the_commit_is_refused(tmp_path, repository):
    address, commit = repository
    bare = Path(address.removeprefix("file://"))
    git(bare, "config", "user.name", "A")
    git(bare, "config", "user.email", "a@example.org")
    git(bare, "tag", "--annotate", "--force", "--message", "m", "v1", commit)
    tag = git(bare, "rev-parse", "v1")  # checks out as the commit, and is not it
    with pytest.raises(FetchError, match=f"got commit '{commit}'"):
        fetch_once(GitPin(address, tag, PATHS), tmp_path / "kept", ANYTHING)


def test_what_lacks_the_data_is_not_kept(pin, tmp_path):
    with pytest.raises(FetchError, match="does not hold the files expected"):
        fetch_once(pin, tmp_path / "kept", lambda folder: False)
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_fetch_leaves_nothing(pin, tmp_path):
    def interrupt(folder):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch_once(pin, tmp_path / "kept", interrupt)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("change", ["edit", "remove", "add", "remove sums"])
def test_a_change_since_is_found(pin, tmp_path, change):
    kept = tmp_path / "kept"
    fetch_once(pin, kept, ANYTHING)
    if change == "edit":
        (kept / "data/metadata.tsv").write_text("else")
    elif change == "remove":
        (kept / "data/metadata.tsv").unlink()
    elif change == "add":
        (kept / "data/more.tsv").write_text("more")
    else:
        (kept / "SHA256SUMS").unlink()
    with pytest.raises(FetchError, match="Delete the folder"):
        fetch_once(pin, kept, ANYTHING)


def test_a_faster_process_wins(pin, tmp_path):
    kept = tmp_path / "kept"

    def another_finishes(folder):
        fetch_once(pin, kept, ANYTHING)
        return True

    assert fetch_once(pin, kept, another_finishes)
    assert not fetch_once(pin, kept, ANYTHING)
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_a_cache_that_cannot_be_written(pin, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(FetchError, match="right to write"):
        fetch_once(pin, tmp_path / "file" / "kept", ANYTHING)


class Archive(http.server.BaseHTTPRequestHandler):
    """A Dataverse archive with one file."""

    def __init__(self, described, content, *arguments):
        self.described, self.content = described, content
        super().__init__(*arguments)

    def do_GET(self):
        body = {
            "/dataset.xhtml": b"<html></html>",
            "/api/datasets/:persistentId?persistentId=doi:10.1/X": json.dumps(self.described).encode(),
        }.get(self.path, self.content.get(self.path))
        self.send_response(404 if body is None else 200)
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *arguments):
        pass


@pytest.fixture
def archive(monkeypatch):
    """Starts an archive on the loopback and makes the DOI lead to it."""
    servers = []

    def start(*files, version=1, content):
        latest = {"versionNumber": version, "files": [{"dataFile": file} for file in files]}
        handler = partial(Archive, {"data": {"latestVersion": latest}}, content)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        address = f"http://127.0.0.1:{server.server_port}/dataset.xhtml"
        monkeypatch.setattr("pooch.downloaders.doi_to_url", lambda doi, **options: address)
        return DoiPin("10.1/X", version=1)

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


PLAIN = {"id": 7, "filename": "NewsArticles.csv", "md5": "4f3a7b8be6c3a1cf9f1c5a1a7ab9b8a0"}


def test_a_file_is_checked_by_the_hash_its_archive_announces(archive, tmp_path):
    md5 = hashlib.md5(NEWS_CSV.encode()).hexdigest()
    pin = archive(
        {"id": 7, "filename": "NewsArticles.csv", "md5": md5},
        {"id": 8, "filename": "codebook.pdf", "md5": "0"},
        content={"/api/access/datafile/7": NEWS_CSV.encode()},
    )
    assert fetch_once(pin, tmp_path / "kept", ANYTHING)
    assert files_below(tmp_path / "kept") == {"NewsArticles.csv", "SHA256SUMS"}
    assert (tmp_path / "kept/NewsArticles.csv").read_text() == NEWS_CSV
    assert not fetch_once(pin, tmp_path / "kept", ANYTHING)


def test_a_converted_table_is_fetched_as_it_was_deposited(archive, tmp_path):
    pin = archive(
        {
            "id": 7,
            "filename": "NewsArticles.tab",
            "originalFileName": "NewsArticles.csv",
            "md5": "of the tab",
        },
        content={"/api/access/datafile/7?format=original": NEWS_CSV.encode()},
    )
    fetch_once(pin, tmp_path / "kept", ANYTHING)
    assert (tmp_path / "kept/NewsArticles.csv").read_text() == NEWS_CSV


@pytest.mark.parametrize(
    ("file", "version", "message"),
    [
        (PLAIN, 1, "hash"),
        ({**PLAIN, "id": 9}, 1, "404"),
        (PLAIN, 2, "now serves version 2"),
        ({"id": 7}, 1, "filename"),
    ],
)
def test_an_archive_that_gives_something_else(archive, tmp_path, file, version, message):
    pin = archive(file, version=version, content={"/api/access/datafile/7": b"else"})
    with pytest.raises(FetchError, match=rf"(?s){message}.*MEDIAKIT_DATA"):
        fetch_once(pin, tmp_path / "kept", ANYTHING)
    assert list(tmp_path.iterdir()) == []


def test_an_archive_that_does_not_answer(tmp_path, monkeypatch):
    monkeypatch.setattr("pooch.downloaders.doi_to_url", lambda doi, **options: "http://127.0.0.1:9/x")
    with pytest.raises(FetchError, match="Is the network up"):
        fetch_once(DoiPin("10.1/X", version=1), tmp_path / "kept", ANYTHING)
