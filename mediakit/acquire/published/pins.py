"""Where published data lies in; a folder that holds exactly that data out, or none at all."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from mediakit._core.errors import FetchError

_SUMS = "SHA256SUMS"  # the name and layout of sha256sum(1), so that others can check the folder too
_DATA_SUFFIXES = (".csv", ".tab", ".tsv", ".xls", ".xlsx", ".zip")

# How to reach the network (proxy, certificates, mirrors) stays the user's own configuration: the commit pins
# what comes back. What changes files, runs programs or reaches further is overruled.
_GIT_OPTIONS = (
    f"core.hooksPath={os.devnull}",
    f"core.attributesFile={os.devnull}",
    "core.autocrlf=false",
    "core.eol=lf",
    "core.fsmonitor=false",
    "core.symlinks=false",
    "core.sparseCheckout=true",
    "core.sparseCheckoutCone=false",
    "init.defaultObjectFormat=sha1",
    "submodule.recurse=false",
    "gc.auto=0",
    "maintenance.auto=false",
    "protocol.version=2",
    "http.lowSpeedLimit=1000",  # bytes a second, for
    "http.lowSpeedTime=60",  # seconds: then the network counts as down
)
# Set inside a hook, for instance: git would work on that other repository instead of ours.
_GIT_ELSEWHERE = {
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_TEMPLATE_DIR",
}


@dataclass(frozen=True)
class GitPin:
    """One commit of a git repository, and the paths of it that are wanted (patterns as in .gitignore)."""

    url: str
    commit: str
    paths: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.url.removesuffix('.git')} at commit {self.commit[:12]}"

    @property
    def key(self) -> str:
        """What tells this content from that of another pin, fit for a folder's name."""
        return self.commit[:12]

    def fetch(self, folder: Path) -> None:
        """Fetch the commit, and nothing else, into an empty folder.

        Raises
        ------
        FetchError
            When git is missing, fails, or gives another commit.
        """
        # git runs beside the files, not among them: what is left behind has no .git and runs nothing.
        with TemporaryDirectory(prefix=".git-", dir=folder.parent) as administration:
            git = _Git(folder, Path(administration), self)
            git.run("init", "--quiet", "--template=")
            wanted = Path(administration, "info", "sparse-checkout")
            wanted.parent.mkdir(exist_ok=True)
            wanted.write_text("".join(f"{path}\n" for path in self.paths), encoding="utf-8")
            git.run("remote", "add", "origin", self.url)
            git.run("fetch", "--quiet", "--depth=1", "--no-tags", "--filter=blob:none", "origin", self.commit)
            git.run("checkout", "--quiet", "--detach", self.commit)
            found = git.run("rev-parse", "HEAD")
            if found != self.commit:
                raise FetchError(f"Asked for {self}, got commit {found!r}. {_remedy(self)}")


@dataclass(frozen=True)
class _Git:
    """The git executable, at work for one fetch."""

    files: Path
    administration: Path
    pin: GitPin

    def run(self, *arguments: str) -> str:
        options = [part for option in _GIT_OPTIONS for part in ("-c", option)]
        places = [f"--git-dir={self.administration}", f"--work-tree={self.files}"]
        environment = {name: value for name, value in os.environ.items() if name not in _GIT_ELSEWHERE}
        # Never a question: not in the terminal, not in a window.
        environment |= {"GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "", "SSH_ASKPASS": "", "LC_ALL": "C"}
        try:
            done = subprocess.run(
                ["git", *places, *options, *arguments],
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                check=False,
            )
        except FileNotFoundError as error:
            raise FetchError(
                f"The program git was not found; it fetches {self.pin}. Install it (https://git-scm.com). "
                f"{_remedy(self.pin)}"
            ) from error
        if done.returncode:
            said = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
            raise FetchError(
                f"git {arguments[0]} failed for {self.pin}: {said[-1]} Is the network up, and the host "
                f"reachable from here (behind a proxy: HTTPS_PROXY)? {_remedy(self.pin)}"
            )
        return done.stdout.strip()


@dataclass(frozen=True)
class DoiPin:
    """One version of a data set in a Dataverse archive, by its DOI."""

    doi: str
    version: int

    def __str__(self) -> str:
        return f"https://doi.org/{self.doi}, version {self.version}"

    @property
    def key(self) -> str:
        """What tells this content from that of another pin, fit for a folder's name."""
        return f"v{self.version}"

    def fetch(self, folder: Path) -> None:
        """Download the tables of the data set into an empty folder, in the format they were deposited in.

        The archive's MD5 is checked where it is that of the file it serves. It is not for tables the archive
        has converted (it then counts them without their header); these are only recorded.

        Raises
        ------
        FetchError
            When the archive does not answer, has another version, or a file is not what it announced.
        """
        import pooch
        from pooch.downloaders import doi_to_repository

        try:
            archive = doi_to_repository(self.doi)
            described = archive.api_response.json()["data"]["latestVersion"]
            self._check_version(described)
            for file in (entry["dataFile"] for entry in described["files"]):
                name = str(file["filename"])
                if not name.lower().endswith(_DATA_SUFFIXES):
                    continue
                converted = name.endswith(".tab")
                original = file.get("originalFileName") or f"{name.removesuffix('.tab')}.csv"
                pooch.retrieve(
                    archive.download_url(name) + ("?format=original" if converted else ""),
                    known_hash=None if converted or not file.get("md5") else f"md5:{file['md5']}",
                    fname=Path(original if converted else name).name,
                    path=folder,
                    downloader=pooch.HTTPDownloader(timeout=60),
                )
        except FetchError:
            raise
        except (OSError, ValueError, KeyError, TypeError) as error:  # requests' own errors are OSErrors
            raise FetchError(
                f"Could not fetch {self}: {error} Is the network up, and the archive reachable from here "
                f"(behind a proxy: HTTPS_PROXY)? {_remedy(self)}"
            ) from error

    def _check_version(self, described: dict[str, Any]) -> None:
        found = described.get("versionNumber")
        if found != self.version:
            raise FetchError(
                f"Asked for {self}; the archive now serves version {found}. Its content may differ from what "
                f"was published first. {_remedy(self)}"
            )


Pin = GitPin | DoiPin


def fetch_once(pin: Pin, folder: Path, has_data: Callable[[Path], bool]) -> bool:
    """Make sure that the folder holds the pinned data: fetched now, or earlier and unchanged since.

    What is fetched goes to a temporary folder and is renamed when complete, with the SHA-256 of each file
    written down; those are checked on every later use.

    Parameters
    ----------
    pin : GitPin or DoiPin
        What to fetch.
    folder : Path
        Where to keep it.
    has_data : callable
        Takes a folder and tells whether it holds the data.

    Returns
    -------
    bool
        True when it was fetched now.

    Raises
    ------
    FetchError
        When it cannot be fetched, lacks the data, or was changed since.
    """
    if folder.is_dir():
        _check_sums(folder)
        return False
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".partial-", dir=folder.parent, ignore_cleanup_errors=True) as partial:
            data = Path(partial, "data")
            data.mkdir()
            pin.fetch(data)
            if not has_data(data):
                raise FetchError(f"{pin} does not hold the files expected. {_remedy(pin)}")
            _write_sums(data)
            try:
                data.rename(folder)
            except OSError:
                if not folder.is_dir():  # else another process was faster, with the same content
                    raise
    except FetchError:
        raise
    except OSError as error:
        raise FetchError(
            f"Cannot keep fetched data in {str(folder)!r}: {error}. Is there room, and the right to write? "
            "The environment variable XDG_CACHE_HOME chooses another place on Linux."
        ) from error
    return True


def _remedy(pin: Pin) -> str:
    return (
        f"Or fetch {pin} by other means, and name the folder it lies in with folder= or the environment "
        "variable MEDIAKIT_DATA."
    )


def _data_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != _SUMS)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _write_sums(folder: Path) -> None:
    lines = [f"{_digest(path)}  {path.relative_to(folder).as_posix()}\n" for path in _data_files(folder)]
    (folder / _SUMS).write_text("".join(lines), encoding="utf-8")


def _check_sums(folder: Path) -> None:
    remedy = f"Delete the folder {str(folder)!r} to have it fetched anew."
    try:
        lines = (folder / _SUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FetchError(f"The fetched data has no readable {_SUMS}: {error}. {remedy}") from error
    written = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    found = {path.relative_to(folder).as_posix(): _digest(path) for path in _data_files(folder)}
    changed = sorted(name for name in {*written, *found} if written.get(name) != found.get(name))
    if changed:
        raise FetchError(
            f"{len(changed)} of the {len(written)} fetched files were changed, added or removed since; the "
            f"first is {changed[0]!r}. {remedy}"
        )
