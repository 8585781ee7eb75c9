"""Every notebook runs from top to bottom, in another folder than its own, and is stored without output."""

import os
import shutil
from pathlib import Path

import pytest

import mediakit

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

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
    # The kernel starts elsewhere: it finds the package under test where this process does.
    monkeypatch.setenv(
        "PYTHONPATH",
        os.pathsep.join([str(Path(mediakit.__file__).parents[1]), os.environ.get("PYTHONPATH", "")]),
    )
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
