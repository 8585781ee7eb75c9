"""The rules of the house: who may import whom, which folders there are, how long a module may be."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "mediakit"
STAGES = {"acquire", "annotate", "assess", "compare", "plot", "report"}
# A room with many modules keeps them in families, one level down; they are all of one stage.
FAMILIES = {
    *(
        f"acquire/{name}"
        for name in ("cleaning", "copying", "exports", "formats", "pages", "published", "web")
    ),
    *(f"assess/{name}" for name in ("framing", "news", "roles")),
    *(f"compare/{name}" for name in ("correction", "events")),
}
FOLDERS = STAGES | FAMILIES | {"_core", "resources", "report/templates"}
ENTRANCES = {"pipeline.py", "__init__.py", "cli.py"}
MODULES = ENTRANCES | {"__main__.py"}
DATA_SUFFIXES = {".toml", ".tsv", ".npz", ".json", ".md", ".bib"}
MAX_LINES = 500


def imported_modules(path: Path, root: Path) -> set[str]:
    """Full names of all modules a file imports, at any depth, with relative imports resolved."""
    package = [root.name, *path.relative_to(root).parent.parts]
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            names |= {f"{module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Call):  # import_module("mediakit.x") and __import__("mediakit.x")
            function = getattr(node.func, "attr", getattr(node.func, "id", ""))
            first = node.args[0] if node.args else None
            if function in {"import_module", "__import__"} and isinstance(first, ast.Constant):
                names.add(str(first.value))
    return names


def rooms_of(names: set[str], root: Path) -> set[str]:
    """The rooms (folders or top modules) of ours among imported names; the package itself is "__init__"."""
    rooms = set()
    for parts in (name.split(".") for name in names):
        if parts[0] != root.name:
            continue
        if len(parts) == 1 or not ((root / parts[1]).is_dir() or (root / f"{parts[1]}.py").is_file()):
            rooms.add("__init__")
        else:
            rooms.add(parts[1])
    return rooms


def broken_rules(root: Path) -> list[str]:
    """Every breach of the rules below a package's root, as sentences."""
    breaches = []
    for folder in sorted(path for path in root.rglob("*") if path.is_dir() and path.name != "__pycache__"):
        name = folder.relative_to(root).as_posix()
        if name not in FOLDERS and not name.startswith("resources/"):
            breaches.append(f"{name}/ is not one of the rooms")
    for path in sorted((root / "resources").rglob("*")):
        if path.is_file() and path.suffix not in DATA_SUFFIXES:
            breaches.append(f"{path.relative_to(root).as_posix()}: resources hold data only")
    for path in sorted(root.rglob("*.py")):
        name = path.relative_to(root)
        n_lines = len(path.read_text(encoding="utf-8").splitlines())
        if n_lines > MAX_LINES:
            breaches.append(f"{name.as_posix()} has {n_lines} lines, more than {MAX_LINES}")
        room = name.parts[0] if len(name.parts) > 1 else None
        if room is None and name.name not in MODULES:
            breaches.append(f"{name.as_posix()} stands outside the rooms")
        rooms = rooms_of(imported_modules(path, root), root)
        if room is None:
            allowed = {"cli.py": {"__init__", "_core"}, "__main__.py": {"cli"}}.get(name.name)
        else:
            allowed = {"_core": {"_core"}, "report": {"_core", "report", "plot"}}.get(room, {"_core", room})
        for other in sorted(rooms - allowed if allowed is not None else set()):
            breaches.append(f"{name.as_posix()} imports {other}")
    return breaches


def test_package_keeps_the_rules():
    assert broken_rules(PACKAGE) == []


@pytest.mark.parametrize(
    ("file", "source", "breach"),
    [
        ("annotate/x.py", "import mediakit.assess.vader", "annotate/x.py imports assess"),
        ("annotate/x.py", "from ..assess import vader", "annotate/x.py imports assess"),
        ("annotate/x.py", "from .. import assess", "annotate/x.py imports assess"),
        ("annotate/x.py", "def f():\n    from mediakit import plot", "annotate/x.py imports plot"),
        (
            "annotate/x.py",
            "import importlib\nimportlib.import_module('mediakit.report')",
            "annotate/x.py imports report",
        ),
        ("annotate/x.py", "from mediakit import find_frames", "annotate/x.py imports __init__"),
        ("_core/x.py", "from mediakit.acquire import corpus", "_core/x.py imports acquire"),
        ("compare/x.py", "from mediakit.pipeline import analyze", "compare/x.py imports pipeline"),
        ("cli.py", "from mediakit.acquire import corpus", "cli.py imports acquire"),
        ("helpers.py", "", "helpers.py stands outside the rooms"),
        ("utils/x.py", "", "utils/ is not one of the rooms"),
        ("assess/utils/x.py", "", "assess/utils/ is not one of the rooms"),
        ("resources/x.py", "", "resources/x.py: resources hold data only"),
        ("assess/x.py", "\n" * 501, "assess/x.py has 501 lines, more than 500"),
    ],
)
def test_a_breach_is_found(tmp_path, file, source, breach):
    root = tmp_path / "mediakit"
    for folder in FOLDERS:
        (root / folder).mkdir(parents=True, exist_ok=True)
    for name in ("pipeline.py", "acquire/corpus.py"):
        (root / name).touch()
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    (root / file).write_text(source)
    assert breach in broken_rules(root)


def test_report_may_use_plot(tmp_path):
    for name in ("report/x.py", "plot/y.py"):
        (tmp_path / "mediakit" / name).parent.mkdir(parents=True)
    (tmp_path / "mediakit/report/x.py").write_text(
        "from mediakit import plot\nfrom mediakit._core import tables"
    )
    (tmp_path / "mediakit/_core").mkdir()
    assert broken_rules(tmp_path / "mediakit") == []
