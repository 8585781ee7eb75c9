"""What goes out with the package: the sample, the notebooks, one version, nothing of this machine."""

import re
from importlib import resources
from pathlib import Path

import pytest
from matplotlib import pyplot as plt

import mediakit
from mediakit._core.resources import carried_folder

ROOT = Path(__file__).parent.parent
FOLDERS = ("mediakit", "tests", "data", "notebooks", "docs", "benchmarks", ".ci", ".github")
BINARY = {".npz", ".png", ".parquet", ".gz", ".pyc"}
# Paths of somebody's machine, and hosts packages are fetched from: neither holds elsewhere.
# The hosts are put together here, so that this file does not name them either.
HOSTS = [f"{name}.org" for name in ("py" + "pi", "python" + "hosted", "ana" + "conda")]
PRIVATE = re.compile(
    r"(?<![\w.~])/(?:home|root|Users|work|opt)/\w|[A-Z]:\\Users|" + "|".join(map(re.escape, HOSTS))
)


def find_text_files():
    below = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    files = [path for path in [*ROOT.glob("*"), *below] if path.is_file() and path.suffix not in BINARY]
    return [path for path in files if not {"__pycache__", ".ipynb_checkpoints", "_build"} & set(path.parts)]


def shell_blocks():
    return re.findall(r"^```shell\n(.*?)^```$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M | re.S)


def test_the_sample_is_complete():
    folder = carried_folder("data", "visit")
    for name in (
        "study.toml",
        "actors.toml",
        "frames.toml",
        "DATASHEET.md",
        "gold/quotes.csv",
    ):
        assert (folder / name).is_file(), name
    assert len({path.suffix for path in (folder / "articles").rglob("*.*")}) == 4


def test_notebooks_are_carried():
    assert "01_first_comparison.ipynb" in [path.name for path in carried_folder("notebooks").iterdir()]


def test_type_checkers_are_told_of_the_types():
    assert resources.files("mediakit").joinpath("py.typed").is_file()


def test_versions_agree():
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^version: (\S+)$", citation, re.MULTILINE) == [mediakit.__version__]
    assert re.findall(r"^## \[([\d.]+)\]", changelog, re.MULTILINE)[0] == mediakit.__version__


def test_the_readme_starts_with_two_commands_of_one_line():
    assert [block.count("\n") for block in shell_blocks()] == [1, 1]
    assert all(block.startswith("pip install ") for block in shell_blocks())


def test_pictures_of_the_readme_are_there_and_described():
    pictures = re.findall(r"!\[(.*?)\]\((.*?)\)", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert pictures
    for description, path in pictures:
        assert len(description) > 40
        assert (ROOT / path).is_file(), path


def test_the_example_of_the_readme_runs(tmp_path, monkeypatch):
    (example,) = re.findall(
        r"^```python\n(.*?)^```$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M | re.S
    )
    monkeypatch.chdir(tmp_path)
    exec(example, {})
    plt.close("all")
    assert (tmp_path / "report" / "index.html").is_file()


@pytest.mark.parametrize(
    "text",
    [
        "see /" + "home/ada/x",
        "('/" + "opt/wheels')",
        r"C:" + r"\Users\ada",
        "https://pypi" + ".org/simple",
    ],
)
def test_private_places_are_recognised(text):
    assert PRIVATE.search(text)


def test_nothing_names_a_place_of_somebodys_machine():
    files = find_text_files()
    assert ROOT / "README.md" in files and Path(__file__) in files
    found = {
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in files
        for match in PRIVATE.finditer(path.read_text(encoding="utf-8", errors="replace"))
    }
    assert not found
