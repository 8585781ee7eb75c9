"""Brings what stands elsewhere into the documentation: notebooks, cards, tables, the changelog."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from figure_gallery import write_gallery

import mediakit
from mediakit import plot
from mediakit._core.tables import TABLES, Column

DOCS = Path(__file__).parent.parent
ROOT = DOCS.parent
OUT = DOCS / "_gathered"

# page of the reference: its sentence; in the order in which data flows
_STEPS = {
    "Read": "Files and addresses in; articles, and what could not be read, out.",
    "Annotate": "Articles in; mentions of actors, and quotations with their speakers, out.",
    "Assess": "Articles, mentions and quotations in; tone, frames, roles and stance out.",
    "Compare": "Scores in; estimates of groups and differences between them, out.",
    "Plot": "Tables in, figures out. Each function returns the Axes, to be changed with matplotlib.",
    "Report": "The whole way in one call; pages that lead from each number to its sentences.",
    "Errors": "What goes wrong by a file or an argument is a MediakitError, with what to do about it.",
}
# where a public name lives: the page it stands on
_PAGES = {
    "acquire": "Read",
    "annotate": "Annotate",
    "_core.codebooks": "Annotate",
    "assess": "Assess",
    "compare": "Compare",
    "pipeline": "Report",
    "_core.analysis": "Report",
    "report": "Report",
    "_core.errors": "Errors",
}


def setup(app: Any) -> dict[str, Any]:
    """Gather everything before Sphinx looks for sources."""
    shutil.rmtree(OUT, ignore_errors=True)
    gather_notebooks()
    gather_cards()
    write_tables()
    write_reference()
    write_gallery(OUT)
    (OUT / "changelog.md").write_text((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), encoding="utf-8")
    return {"parallel_read_safe": True}


def gather_notebooks() -> None:
    """The numbered notebooks, which are run when the pages are made."""
    folder = OUT / "notebooks"
    folder.mkdir(parents=True)
    for path in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb")):
        shutil.copy(path, folder / path.name)
    write_index(
        folder,
        "Tutorials",
        "Notebooks that run from top to bottom, offline. `mediakit notebooks FOLDER` copies them, to run and "
        "to change; begin with the first, then take the second with files of your own.",
        {path.stem: _opening(path) for path in folder.iterdir()},
    )


def _opening(path: Path) -> str:
    """The first sentences of a notebook: its first paragraph below the heading."""
    source = json.loads(path.read_text(encoding="utf-8"))["cells"][0]["source"]
    return "".join(source).split("\n\n")[1]


def gather_cards() -> None:
    """The cards of models, codebooks and lexicons, and the datasheet of the sample."""
    resources = ROOT / "mediakit" / "resources"
    for kind in ("models", "codebooks", "lexicons"):
        folder = OUT / "cards" / kind
        folder.mkdir(parents=True)
        for path in sorted((resources / kind).rglob("*.md")):
            name = "_".join(path.relative_to(resources / kind).parts)
            (folder / name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
        write_index(
            folder, kind.capitalize(), f"What each of the {kind} was made from, and how well it measures."
        )
    (OUT / "cards" / "sample.md").write_text(
        (ROOT / "data/visit/DATASHEET.md").read_text(encoding="utf-8"), encoding="utf-8"
    )


def write_index(folder: Path, title: str, sentence: str, openings: Mapping[str, str] | None = None) -> None:
    """A page that lists the others of a folder, with what each opens with where that is given."""
    names = [path.stem for path in sorted(folder.iterdir())]
    hidden = ":hidden:\n" if openings else ":maxdepth: 1\n"
    listed = "".join(f"**[](<{name}>)**\n: {openings[name]}\n\n" for name in names) if openings else ""
    tree = "\n".join(names)
    (folder / "index.md").write_text(
        f"# {title}\n\n{sentence}\n\n{listed}```{{toctree}}\n{hidden}\n{tree}\n```\n", encoding="utf-8"
    )


def write_tables() -> None:
    """The declared tables, from the declarations that also check them."""
    parts = ["# Tables\n\nStages meet in tables. Each is declared once; these are the declarations.\n"]
    for table in TABLES.values():
        key = f" Key: {', '.join(f'`{name}`' for name in table.key)}." if table.key else ""
        rows = "\n".join(_table_row(column) for column in table.columns)
        parts.append(
            f"## {table.name}\n\nA row is {table.row}.{key}\n\n"
            f"| column | kind | meaning |\n|---|---|---|\n{rows}\n"
        )
    (OUT / "tables.md").write_text("\n".join(parts), encoding="utf-8")


def _table_row(column: Column) -> str:
    needed = " (needed)" if column.required else ""
    return f"| `{column.name}` | {column.kind.replace('_', ' ')}{needed} | {column.meaning} |"


def write_reference() -> None:
    """A page for each step, with a page for every public name below it."""
    names: dict[str, list[str]] = {step: [] for step in _STEPS}
    for name in mediakit.__all__:
        if name != "plot":
            names[_step_of(getattr(mediakit, name).__module__)].append(name)
    names["Plot"] = list(plot.__all__)
    for step, sentence in _STEPS.items():
        module = "mediakit.plot" if step == "Plot" else "mediakit"
        listed = "\n   ".join(names[step])
        (OUT / f"{step.lower()}.md").write_text(
            f"# {step}\n\n{sentence}\n\n```{{eval-rst}}\n.. currentmodule:: {module}\n\n"
            f".. autosummary::\n   :toctree: api\n   :nosignatures:\n\n   {listed}\n```\n",
            encoding="utf-8",
        )
    pages = [f"- **[{step}]({step.lower()}.md)**: {sentence}" for step, sentence in _STEPS.items()]
    tree = "\n".join([*map(str.lower, _STEPS), "tables"])
    (OUT / "reference.md").write_text(
        "# Reference\n\nAll public names, by the step they belong to: `import mediakit as mk`.\n\n"
        + "\n".join(pages)
        + "\n- **[Tables](tables.md)**: Every column of every table.\n\n"
        f"```{{toctree}}\n:hidden:\n\n{tree}\n```\n",
        encoding="utf-8",
    )


def _step_of(module: str) -> str:
    """The page of the reference for what lives in a module."""
    place = module.removeprefix("mediakit.")
    return next(step for beginning, step in _PAGES.items() if f"{place}.".startswith(f"{beginning}."))
