"""Brings what stands elsewhere into the documentation: notebooks, cards, tables, the changelog."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import mediakit
from mediakit import plot
from mediakit._core.tables import TABLES, Column

DOCS = Path(__file__).parent.parent
ROOT = DOCS.parent
OUT = DOCS / "_gathered"

# heading of a group in the reference: how the names of its functions begin
_GROUPS = {
    "Load": ("Corpus", "read_corpus", "read_articles", "fetch_", "load_sample", "Dataset", "Gdelt",
             "read_gdelt", "register_reader", "list_formats", "Record", "Problem", "find_copies"),
    "Codebooks": ("Codebook", "list_codebooks", "load_codebook", "write_codebook", "check_codebook"),
    "Annotate": ("find_mentions", "find_quotes", "read_attributions", "train_quotes"),
    "Assess": ("score_", "find_frames", "train_", "Frame"),
    "Compare": ("Design", "Comparison", "compare_", "align_", "find_", "add_", "sample_", "correct_"),
    "The whole way": ("analyze", "Analysis", "load_analysis", "show_article", "ArticleView", "write_report",
                      "copy_notebooks"),
}  # fmt: skip


def setup(app: Any) -> dict[str, Any]:
    """Gather everything before Sphinx looks for sources."""
    shutil.rmtree(OUT, ignore_errors=True)
    gather_notebooks()
    gather_cards()
    write_tables()
    write_reference()
    (OUT / "changelog.md").write_text((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), encoding="utf-8")
    return {"parallel_read_safe": True}


def gather_notebooks() -> None:
    """The numbered notebooks, which are run when the pages are made."""
    (OUT / "notebooks").mkdir(parents=True)
    for path in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb")):
        shutil.copy(path, OUT / "notebooks" / path.name)
    write_index(
        OUT / "notebooks",
        "Tutorials",
        "Notebooks that run from top to bottom. Each can be copied and changed.",
    )


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


def write_index(folder: Path, title: str, sentence: str) -> None:
    """A page that lists the others of a folder."""
    names = "\n".join(path.stem for path in sorted(folder.iterdir()))
    (folder / "index.md").write_text(
        f"# {title}\n\n{sentence}\n\n```{{toctree}}\n:maxdepth: 1\n\n{names}\n```\n", encoding="utf-8"
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
    """A page for every public name, in groups that follow the way of the data."""
    left = [name for name in mediakit.__all__ if name not in {"plot", "MediakitError", "FetchError"}]
    parts = ["# Reference\n\nAll public names: `import mediakit as mk`.\n"]
    for heading, beginnings in _GROUPS.items():
        names = [name for name in left if name.startswith(beginnings)]
        left = [name for name in left if name not in names]
        parts.append(_summary(heading, "mediakit", names))
    if left:
        raise ValueError(f"Public names without a group in the reference: {', '.join(left)}. Add to _GROUPS.")
    parts.append(_summary("Figures", "mediakit.plot", plot.__all__))
    parts.append(_summary("Errors", "mediakit", ["MediakitError", "FetchError"]))
    parts.append("```{toctree}\n:hidden:\n\ntables\n```\n\nThe columns of all tables: [Tables](tables.md).\n")
    (OUT / "reference.md").write_text("\n".join(parts), encoding="utf-8")


def _summary(heading: str, module: str, names: list[str]) -> str:
    listed = "\n".join(names)
    return (
        f"## {heading}\n\n```{{eval-rst}}\n.. currentmodule:: {module}\n\n"
        ".. autosummary::\n   :toctree: api\n   :nosignatures:\n\n   "
        + listed.replace("\n", "\n   ")
        + "\n```\n"
    )
