import json

import pytest

from mediakit._core.errors import InputError
from mediakit.report.folder import MANIFEST, write_folder


def test_our_own_report_is_replaced_and_other_files_stay(analysis, tmp_path):
    out = tmp_path / "out"
    write_folder(out, {"index.html": b"1", "articles/old.html": b"1"}.items(), analysis)
    (out / "notes.txt").write_text("mine")
    write_folder(out, {"index.html": b"2"}.items(), analysis)
    assert (out / "index.html").read_bytes() == b"2"
    assert not (out / "articles").exists()
    assert (out / "notes.txt").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_somebody_elses_folder_is_not_touched(analysis, tmp_path):
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(InputError, match="holds no report of mediakit"):
        write_folder(tmp_path, {"index.html": b"2"}.items(), analysis)
    assert (tmp_path / "index.html").read_text() == "mine"


@pytest.mark.parametrize("manifest", ["[]", "{}", "nonsense", '{"made_by": "another"}'])
def test_a_manifest_of_another_program_is_not_ours(analysis, tmp_path, manifest):
    (tmp_path / "data").mkdir()
    (tmp_path / MANIFEST).write_text(manifest)
    with pytest.raises(InputError):
        write_folder(tmp_path, {"index.html": b"2"}.items(), analysis)


def test_a_file_is_no_folder(analysis, tmp_path):
    (tmp_path / "out").write_text("mine")
    with pytest.raises(InputError, match="is a file"):
        write_folder(tmp_path / "out", [], analysis)


def test_an_edited_manifest_removes_nothing_outside(analysis, tmp_path):
    out = tmp_path / "out"
    write_folder(out, {"index.html": b"1"}.items(), analysis)
    (tmp_path / "precious.txt").write_text("mine")
    manifest = json.loads((out / MANIFEST).read_text())
    manifest["files"] = ["../precious.txt", str(tmp_path / "precious.txt"), "."]
    (out / MANIFEST).write_text(json.dumps(manifest))
    write_folder(out, {"index.html": b"2"}.items(), analysis)
    assert (tmp_path / "precious.txt").read_text() == "mine"
