"""A short form of fuzz.py on our own files; the long one is a command of its own."""

import gzip
import io
import zipfile
from random import Random

import pytest
from hostile.badly import check_badly
from hostile.fuzz import GOOD, Job, check_reading, fuzz, make_file
from hostile.mutations import MUTATIONS, end_with_bomb, mutate
from hostile.seeds import own_seeds

from mediakit.acquire import readers
from mediakit.acquire.corpus import read_corpus
from mediakit.acquire.readers import list_formats

N_MUTATIONS = len(MUTATIONS) + 1


def test_every_format_has_files_and_they_are_read(tmp_path):
    assert sorted(own_seeds()) == list_formats()
    for name, files in own_seeds().items():
        for file, data in files:
            path = tmp_path / name / file
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
            corpus = read_corpus(path)
            assert corpus.files["source_format"].tolist() == [name]
            assert name == "gdelt" or len(corpus.articles) >= 1


def test_mutations_of_every_format_cost_no_other_file():
    jobs = [Job(name, at) for at in range(N_MUTATIONS) for name in list_formats()]
    outcomes = list(fuzz(jobs))
    assert len(outcomes) == len(jobs)
    failed = [outcome for outcome in outcomes if outcome.problem]
    assert not failed, "\n".join(map(str, failed))


def test_mutations_are_the_same_at_every_call():
    jobs = [Job(name, at) for name in ("warc", "nexis_docx", "html") for at in range(12, 24)]
    for job in jobs:
        assert make_file(job)[0] == make_file(job)[0]
    assert make_file(jobs[0]) == make_file(jobs[0])


@pytest.mark.parametrize(
    "data",
    [b"", b"a", b"<p>\xff", gzip.compress(b"<p>text</p>", mtime=0)],
    ids=["empty", "letter", "not UTF-8", "packed"],
)
def test_mutations_take_any_bytes(data):
    for at in range(3 * len(MUTATIONS)):
        if MUTATIONS[at % len(MUTATIONS)] is not end_with_bomb:
            name, changed = mutate(data, at, Random(at))
            assert name and isinstance(changed, bytes)


def test_bombs_are_small_and_grow():
    (_, page), (_, docx) = own_seeds()["html"][0], own_seeds()["nexis_docx"][0]
    packed = end_with_bomb(docx, Random(0))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert sum(item.file_size for item in archive.infolist()) > 300 * 2**20
    assert len(packed) < 4 * 2**20 and len(end_with_bomb(page, Random(0))) < 4 * 2**20


def test_failures_are_noticed_and_the_rest_goes_on():
    """The fuzzer itself: it must see a reading that never ends, fails, eats memory or ends the process."""
    suffixes = {
        "txt": "took over",
        "csv": "ended with",
        "tsv": "ZeroDivisionError",
        "json": "MB",
        "jsonl": None,
    }
    outcomes = list(fuzz([Job(name, 0) for name in suffixes], check=check_badly, most_seconds=3.0))
    assert [outcome.job.format for outcome in outcomes] == list(suffixes)
    for outcome, expected in zip(outcomes, suffixes.values()):
        assert expected in outcome.problem if expected else outcome.problem is None


def test_a_lost_article_is_noticed(tmp_path):
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "b.txt").write_text(GOOD)
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    kept = read_corpus(paths).articles["article_id"].tolist()
    assert check_reading(paths, None, kept) is None
    assert "not kept" in check_reading(paths[::-1], None, [*kept, "another"])


def test_a_reader_that_raises_is_noticed(tmp_path, monkeypatch):
    monkeypatch.setitem(readers._FORMATS, "csv", readers.Format(lambda content: 1 / 0, (".csv",)))
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "b.csv").write_text("title,text\nA,B.\n")
    kept = read_corpus(tmp_path / "a.txt").articles["article_id"].tolist()
    assert "ZeroDivisionError" in check_reading([tmp_path / "a.txt", tmp_path / "b.csv"], None, kept)
