import io
import struct
import zipfile

import pytest

from mediakit.acquire.corpus import read_corpus
from mediakit.acquire.formats import zipped
from mediakit.acquire.formats.zipped import is_zip, read_zip
from mediakit.acquire.reading import Content, Problem, Record
from mediakit.acquire.unzip import UnreadableError

ARTICLE = "Crane falls into harbour\n\n4 November 2024\n\nTwo ships cannot leave the harbour. Nobody was hurt on Monday."
TABLE = "Headline,Body\nPier opens,The pier is open again.\n"
RECORD = '[{"title": "Barley leaves", "text": "The barley left on Tuesday."}]'


def archive(files, **options):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, **options) as target:
        for name, data in files.items():
            target.writestr(name, data)
    return stream.getvalue()


def read(files):
    return list(read_zip(Content("bundle.zip", archive(files))))


def reasons(files):
    return [one.reason for one in read(files) if isinstance(one, Problem) and not one.doubt]


def test_each_file_is_read_by_its_own_format(tmp_path):
    (tmp_path / "bundle.zip").write_bytes(archive({"a.txt": ARTICLE, "deep/b.csv": TABLE, "c.json": RECORD}))
    corpus = read_corpus(tmp_path)
    assert corpus.files["source_format"].tolist() == ["zip"]
    assert corpus.articles["title"].tolist() == ["Crane falls into harbour", "Pier opens", "Barley leaves"]
    assert corpus.articles["text"].str.startswith(("Two ships", "The pier", "The barley")).all()


def test_places_begin_with_the_name_of_the_file():
    first, second = read({"a.txt": ARTICLE, "deep/b.csv": TABLE})
    assert first.place == "a.txt"
    assert second.place.startswith("deep/b.csv: ")


def test_names_of_one_format_stay_for_columns(tmp_path):
    (tmp_path / "bundle.zip").write_bytes(archive({"a.csv": "Kopf,Volltext\nPier opens,The pier is open.\n"}))
    corpus = read_corpus(tmp_path, columns={"Kopf": "title", "Volltext": "text"})
    assert corpus.articles["title"].tolist() == ["Pier opens"]


def test_a_broken_file_costs_no_other():
    data = bytearray(archive({"a.txt": "damaged " * 300, "b.txt": ARTICLE}))
    data[45:60] = b"\xff" * 15
    problem, record = read_zip(Content("bundle.zip", bytes(data)))
    assert problem.place == "a.txt" and "damaged" in problem.reason
    assert isinstance(record, Record) and record.place == "b.txt"


def test_archives_inside_archives_are_refused():
    assert reasons({"inner.zip": archive({"a.txt": ARTICLE})}) == [
        "an archive inside the archive is not opened"
    ]


def test_files_of_other_kinds_are_one_row():
    *_, problem = read(
        {
            "a.txt": ARTICLE,
            "b.png": b"\x89PNG\r\n\x1a\n",
            "c.png": b"\x89PNG",
            "__MACOSX/._a.txt": b"x",
            "d/": b"",
        }
    )
    assert problem.reason == "the archive holds 2 files of other kinds: .png"
    assert problem.n_records == 2


def test_empty_files_and_empty_archives(tmp_path):
    assert reasons({"a.txt": "  \n"}) == ["the file is empty"]
    (tmp_path / "bundle.zip").write_bytes(archive({}))
    assert read_corpus(tmp_path / "bundle.zip").rejects["reason"].tolist() == ["the file holds no records"]


def test_bombs_are_refused():
    (reason,) = reasons({"a.txt": b" " * 30_000_000})
    assert "grows from" in reason and "30,000,000 bytes" in reason


def test_announced_sizes_are_checked_before_reading():
    data = archive({"a.txt": ARTICLE})
    at = data.index(b"PK\x01\x02") + 24
    huge = data[:at] + struct.pack("<I", 2**32 - 2) + data[at + 4 :]
    (problem,) = read_zip(Content("bundle.zip", huge))
    assert "4,294,967,294 bytes" in problem.reason
    small = data[:at] + struct.pack("<I", 9) + data[at + 4 :]
    (problem,) = read_zip(Content("bundle.zip", small))
    assert isinstance(problem, Problem)


def test_all_files_together_are_bounded(monkeypatch):
    monkeypatch.setattr(zipped, "_MAX_TOTAL", 150)
    found = read({"a.txt": ARTICLE, "b.txt": ARTICLE})
    assert [type(one) for one in found] == [Record, Problem]


def test_lists_of_too_many_files_are_refused(monkeypatch):
    monkeypatch.setattr(zipped, "_MAX_DIRECTORY", 100)
    with pytest.raises(UnreadableError, match="more files than any export"):
        read({f"{n}.txt": "x" for n in range(10)})


def test_encrypted_files():
    data = bytearray(archive({"a.txt": ARTICLE}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (problem,) = read_zip(Content("bundle.zip", bytes(data)))
    assert problem.reason == "the file in the archive is encrypted"


def test_damaged_archive():
    with pytest.raises(UnreadableError, match="the ZIP archive is damaged"):
        list(read_zip(Content("bundle.zip", archive({"a.txt": ARTICLE})[:60])))


@pytest.mark.parametrize(
    "name",
    ["[Content_Types].xml", "xl/workbook.xml", "mimetype", "META-INF/MANIFEST.MF", "word/document.xml"],
)
def test_documents_packed_as_archives_are_none(name):
    assert is_zip(archive({"a.txt": "x"}))
    assert not is_zip(archive({name: "x"}))
