import json

import pytest

from mediakit._core.errors import InputError
from mediakit.report.notebooks import copy_notebooks


def test_all_numbered_notebooks_are_copied_whole(tmp_path):
    copies = copy_notebooks(tmp_path / "new" / "folder")
    assert copies == sorted(copies)
    assert copies[0].name == "01_first_comparison.ipynb"
    assert all(json.loads(copy.read_text(encoding="utf-8"))["cells"] for copy in copies)


def test_nothing_is_overwritten(tmp_path):
    mine = copy_notebooks(tmp_path)[0]
    mine.write_text("my work", encoding="utf-8")
    with pytest.raises(InputError, match="already"):
        copy_notebooks(tmp_path)
    assert mine.read_text(encoding="utf-8") == "my work"


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "x").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="is a file"):
        copy_notebooks(tmp_path / "x")
