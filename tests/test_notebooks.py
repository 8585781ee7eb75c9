"""Every notebook runs from top to bottom, in another folder than its own, and in JupyterLab."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

import mediakit

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]

pytestmark = pytest.mark.notebook


@pytest.fixture
def nbformat():
    return pytest.importorskip("nbformat", reason="needs nbformat: pip install '.[test]'")


@pytest.fixture
def nbclient():
    return pytest.importorskip("nbclient", reason="needs nbclient and ipykernel: pip install '.[test]'")


def test_there_are_notebooks():
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_stored_clean(path, nbformat):
    notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == [] and cell.execution_count is None, cell.id


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs(path, nbformat, nbclient, tmp_path, monkeypatch):
    copy = Path(shutil.copy(path, tmp_path))
    monkeypatch.setenv("PYTHONPATH", environment()["PYTHONPATH"])
    monkeypatch.delenv("MPLBACKEND", raising=False)  # as in a notebook of a user: figures are shown
    notebook = nbformat.read(copy, as_version=4)
    client = nbclient.NotebookClient(
        notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    )
    client.execute()  # raises CellExecutionError with the cell and its traceback
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert not [
                one for one in cell.outputs if one.output_type == "error" or one.get("name") == "stderr"
            ]
            shown = [one for one in cell.outputs if "image/png" in one.get("data", {})]
            assert len(shown) == cell.source.count("mk.plot."), cell.id


def environment():
    """The environment of another process that finds the package under test where this one does."""
    found = [str(Path(mediakit.__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(found)}


@pytest.fixture(scope="module")
def jupyterlab(tmp_path_factory):
    """Address of a JupyterLab of its own that shows a folder, with nothing of the user's settings."""
    tmp_path = tmp_path_factory.mktemp("jupyterlab")
    pytest.importorskip("jupyterlab", reason="needs JupyterLab: pip install '.[notebook]'")
    folder = tmp_path / "shown"
    folder.mkdir()
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    own = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "JUPYTERLAB_SETTINGS_DIR",
           "JUPYTERLAB_WORKSPACES_DIR", "IPYTHONDIR")  # fmt: skip
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1",
        f"--port={port}", f"--ServerApp.root_dir={folder}", "--IdentityProvider.token=",
        "--LabApp.extension_manager=readonly",
        "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate",
    ]  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    with (tmp_path / "server.log").open("w") as log:
        server = subprocess.Popen(
            command,
            env={**environment(), **{name: str(tmp_path / name) for name in own}},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_for(address, server, tmp_path / "server.log")
            yield folder, address
        finally:
            server.terminate()
            server.wait()


def wait_for(address, server, log):
    for _ in range(240):
        assert server.poll() is None, log.read_text(encoding="utf-8")
        try:
            urlopen(f"{address}/api").close()
        except URLError:
            time.sleep(0.5)
        else:
            return
    raise AssertionError(log.read_text(encoding="utf-8"))


@pytest.fixture
def chromium():
    api = pytest.importorskip("playwright.sync_api", reason="needs playwright to drive the browser")
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("needs Chromium: there is no `chromium` on the path")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.mark.browser
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs_in_jupyterlab(path, jupyterlab, chromium, nbformat):
    folder, address = jupyterlab
    notebook = Path(shutil.copy(path, folder))
    page = chromium.new_page()
    page.set_default_timeout(300_000)
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    with page.expect_response(
        lambda got: "/api/sessions" in got.url and got.request.method == "POST" and got.ok
    ):
        # A workspace of its own: the tabs of another test would come back.
        page.goto(f"{address}/lab/workspaces/{notebook.stem}/tree/{notebook.name}")
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    last = page.locator(".jp-CodeCell").last
    last.locator(".jp-InputPrompt", has_text=re.compile(r"\d")).wait_for()
    page.keyboard.press("Control+s")
    page.locator(".lm-TabBar-tab.jp-mod-current:not(.jp-mod-dirty)").first.wait_for()

    cells = [cell for cell in nbformat.read(notebook, as_version=4).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert not [out for cell in cells for out in cell.outputs if out.output_type == "error"]
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
