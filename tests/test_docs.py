"""The documentation's examples run, page by page; its links between pages lead somewhere."""

import re
from pathlib import Path

import matplotlib as mpl
import pytest
from matplotlib import pyplot as plt

DOCS = Path(__file__).parent.parent / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md") if not {"_build", "_gathered"} & {*path.parts})
# An example that cannot run here stands behind a comment that says why.
BLOCK = re.compile(r"(?P<why><!-- not run: [^>]+ -->\n)?```python\n(?P<code>.*?)```", re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]+)")
TREE = re.compile(r"```\{toctree\}\n(.*?)```", re.DOTALL)


def examples_of(page):
    return [found["code"] for found in BLOCK.finditer(page.read_text(encoding="utf-8")) if not found["why"]]


@pytest.mark.parametrize("page", [page for page in PAGES if examples_of(page)], ids=lambda page: page.stem)
def test_examples_run_from_top_to_bottom(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    mpl.use("agg")
    names = {}
    for at, code in enumerate(examples_of(page)):
        exec(compile(code, f"{page.name}, example {at + 1}", "exec"), names)
    plt.close("all")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_between_pages_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    listed = [
        f"{name}.md"
        for tree in TREE.findall(text)
        for name in tree.split()
        if not name.startswith(":") and "*" not in name and not name.isdigit()
    ]
    for link in [*LINK.findall(text), *listed]:
        # What is gathered when the pages are made is checked by Sphinx, whose warnings are errors.
        if "_gathered" not in link:
            assert (page.parent / link).resolve().exists(), link
