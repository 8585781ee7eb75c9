"""Files as they come: each ends in a clear message or a row in rejects, and takes no other with it."""

import gzip
import json
import os
from pathlib import Path

import pytest

from mediakit._core.errors import InputError, UnknownNameError
from mediakit.acquire import readers, unzip
from mediakit.acquire.corpus import read_articles, read_corpus

GOOD = "The ministers met on Friday. They spoke for an hour and agreed on nothing.\n"
PAGE = "The dockers met on Monday. For now the barley stays in the port of Ostrel, and nobody is paid.\n"


def check_accounts(corpus):
    """Every record is either an article or a row in rejects, and every row of rejects is counted."""
    files, rejects = corpus.files, corpus.rejects
    assert (files["n_records"] == files["n_read"] + files["n_rejected"]).all()
    assert files["n_read"].sum() == len(corpus.articles)
    assert (rejects["kind"] == "rejected").sum() == files["n_rejected"].sum()
    assert (rejects["kind"] == "doubt").sum() == files["n_doubts"].sum()
    assert corpus.articles["article_id"].is_unique
    assert rejects["remedy"].notna().all()
    assert corpus.articles["text"].str.strip().ne("").all()
    assert repr(corpus) and corpus._repr_html_()


def read_beside_good(folder, **options):
    """A folder with one good article and the bad file: the good one must be read."""
    (folder / "good.txt").write_text(GOOD)
    corpus = read_corpus(folder, **options)
    check_accounts(corpus)
    assert "good.txt" in corpus.articles["source_file"].tolist()
    return corpus


BAD_FILES = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\n\t\n", "empty"),
    "binary.txt": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
    "noise.csv": (bytes(range(256)) * 20, "binary"),
    "empty.csv": (b"", "empty"),
    "header_only.csv": (b"title,text\n", "no records"),
    "no_text.csv": (b"name,age\nAnn,3\n", "no column holds the text"),
    "no_text.json": (b'{"name": "Ann", "age": 3}', "no column holds the text"),
    "number.json": (b"42", "no records"),
    "half.json": (b'[{"title": "A", "text": "B"', "not valid JSON"),
    "deep.json": (b"[" * 200_000 + b"]" * 200_000, "nested too deeply"),
    "fake.parquet": (b"PAR1" + b"x" * 100 + b"PAR1", "Parquet file is damaged"),
    "cut.txt.gz": (gzip.compress(GOOD.encode() * 50)[:-20], "gzip"),
    "fake.html.gz": (b"\x1f\x8b" + b"x" * 50, "gzip"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_file_is_a_reject(tmp_path, name):
    data, reason = BAD_FILES[name]
    (tmp_path / name).write_bytes(data)
    corpus = read_beside_good(tmp_path)
    assert corpus.rejects["source_file"].tolist() == [name]
    assert reason in corpus.rejects.loc[0, "reason"]


def test_half_a_json_line_loses_one_record(tmp_path):
    lines = [json.dumps({"title": f"Title {at}", "text": f"Text {at}."}) for at in range(3)]
    lines[1] = lines[1][: len(lines[1]) // 2]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    corpus = read_corpus(tmp_path)
    check_accounts(corpus)
    assert corpus.articles["title"].tolist() == ["Title 0", "Title 2"]
    assert corpus.rejects.loc[0, "place"] == "line 2"


def test_ragged_csv_rows_are_rejected_by_line(tmp_path):
    (tmp_path / "a.csv").write_text(
        "title,text\nOne,First.\nTwo,Second, with a comma.\nThree\nFour,Fourth.,\n"
    )
    corpus = read_corpus(tmp_path)
    check_accounts(corpus)
    assert corpus.articles["title"].tolist() == ["One", "Four"]
    assert corpus.rejects["place"].tolist() == ["line 3", "line 4"]
    assert "3 values where the header has 2" in corpus.rejects.loc[0, "reason"]


def test_unclosed_quotation_mark_loses_one_row(tmp_path):
    (tmp_path / "a.csv").write_text('title,text\nOne,First.\nTwo,"Second.\nThree,Third.\nFour,Fourth.\n')
    corpus = read_corpus(tmp_path)
    check_accounts(corpus)
    assert corpus.articles["title"].tolist() == ["One", "Three", "Four"]
    assert corpus.rejects["place"].tolist() == ["line 3"]


def test_many_unclosed_marks_end_in_time(tmp_path):
    (tmp_path / "a.csv").write_text("title,text\n" + 'One,"First.\nTwo,Second.\n' * 2001)
    check_accounts(read_corpus(tmp_path))


def test_huge_field_is_read(tmp_path):
    text = "word " * 200_000
    (tmp_path / "a.csv").write_text(f'title,text\nOne,"{text}"\nTwo,Short.\n')
    corpus = read_corpus(tmp_path)
    assert corpus.articles["text"].str.len().tolist() == [len(text), 6]


def test_one_line_of_twenty_megabytes(tmp_path):
    sentence = "The minister said on Friday that the talks would go on. "
    (tmp_path / "a.txt").write_text(sentence * (20 * 2**20 // len(sentence)))
    corpus = read_corpus(tmp_path)
    check_accounts(corpus)
    assert len(corpus.articles.loc[0, "text"]) > 20_900_000


def test_two_megabytes_of_lines(tmp_path):
    line = "Short line\n\nAnd a sentence that ends here, after some more words.\n\n"
    (tmp_path / "a.txt").write_text(line * (2 * 2**20 // len(line)))
    check_accounts(read_corpus(tmp_path))


@pytest.mark.parametrize(
    "text",
    ["a " * 500_000, "A" * 1_000_000, "(" * 500_000, "By " * 300_000, "Source: " * 100_000, "<p" * 300_000],
)
def test_patterns_stay_linear(tmp_path, text):
    (tmp_path / "a.txt").write_text(f"Title\n\n{text}\n\n{text}")
    (tmp_path / "b.json").write_text(json.dumps({"title": text, "author": text, "date": text, "text": text}))
    check_accounts(read_corpus(tmp_path))


def test_wrong_encoding_is_a_doubt(tmp_path):
    text = (
        "Der Minister sagte, die Gespräche über die Grenzstädte müssten weitergehen. „Ja“, so Müller.\n" * 3
    )
    (tmp_path / "a.txt").write_bytes(text.encode("cp1252"))
    corpus = read_beside_good(tmp_path)
    assert len(corpus.articles) == 2
    assert "Gespräche über die Grenzstädte müssten" in corpus.articles.loc[0, "text"]
    assert corpus.rejects["kind"].tolist() == ["doubt"]
    assert "read as" in corpus.rejects.loc[0, "reason"]


def test_one_damaged_byte_does_not_change_the_rest(tmp_path):
    text = "Die Gespräche „müssen“ weitergehen – so Müller. " * 20
    data = text.encode()
    (tmp_path / "a.txt").write_bytes(data[:300] + b"\xff" + data[300:])
    corpus = read_corpus(tmp_path)
    assert corpus.articles.loc[0, "text"].count("Gespräche „müssen“") >= 19
    assert corpus.rejects["kind"].tolist() == ["doubt"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-32", "utf-16-le"])
def test_wide_encodings(tmp_path, encoding):
    text = "Über die Gespräche wurde nichts bekannt."
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    (tmp_path / "a.txt").write_bytes(mark + text.encode(encoding))
    assert read_corpus(tmp_path).articles.loc[0, "text"] == text


def test_same_id_same_content_is_dropped_and_other_content_kept(tmp_path):
    rows = "id,title,text\n1,One,First.\n1,One,First.\n1,Other,Another.\n1,Other,Another.\n"
    (tmp_path / "a.csv").write_text(rows)
    corpus = read_corpus(tmp_path)
    check_accounts(corpus)
    first, second = corpus.articles["article_id"]
    assert first == "1" and second.startswith("1-")
    assert corpus.rejects["kind"].tolist() == ["rejected", "doubt", "rejected"]
    assert corpus.rejects.loc[1, "article_id"] == second


def test_many_articles_of_one_id(tmp_path):
    rows = "".join(f"1,Text {at}.\n" for at in range(5000))
    (tmp_path / "a.csv").write_text(f"id,text\n{rows}")
    corpus = read_corpus(tmp_path)
    check_accounts(corpus)
    assert corpus.articles["article_id"].nunique() == 5000


def test_csv_without_text_named_alone_is_an_error(tmp_path):
    (tmp_path / "a.csv").write_text("Titel,Volltext\nEins,Der Text.\n")
    with pytest.raises(InputError, match=r"'Titel', 'Volltext'.*columns="):
        read_corpus(tmp_path / "a.csv")
    assert (
        read_corpus(tmp_path / "a.csv", columns={"volltext": "text"}).articles.loc[0, "text"] == "Der Text."
    )


def test_columns_that_no_file_has(tmp_path):
    (tmp_path / "a.csv").write_text("title,text\nOne,First.\n")
    with pytest.raises(InputError, match="'heading'"):
        read_corpus(tmp_path, columns={"heading": "title"})
    with pytest.raises(UnknownNameError, match="'headline'"):
        read_corpus(tmp_path, columns={"title": "headline"})


@pytest.mark.parametrize("path", ["missing.txt", "missing/*.txt", "missing/deeper", ""])
def test_missing_path_is_named(tmp_path, monkeypatch, path):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=r"missing|holds no files"):
        read_corpus(path)


def test_nothing_to_read(tmp_path):
    with pytest.raises(InputError, match="empty"):
        read_corpus([])
    with pytest.raises(InputError, match="got int"):
        read_corpus([3])
    (tmp_path / "notes.toml").write_text("a = 1")
    (tmp_path / "run.py").write_text("print(1)")
    with pytest.raises(InputError, match=r"known format: .*parquet.*; say which with format=\.$"):
        read_corpus(tmp_path)


def test_other_files_in_a_folder_are_passed_over(tmp_path):
    (tmp_path / "README").write_text("About these files.")
    (tmp_path / ".hidden.txt").write_text(GOOD)
    (tmp_path / "study.toml").write_text("a = 1")
    corpus = read_beside_good(tmp_path)
    assert len(corpus.rejects) == 0
    passed = corpus.files[corpus.files["source_format"].isna()]
    assert passed["source_file"].tolist() == ["README", "study.toml"]
    assert passed["n_records"].sum() == 0


def test_a_named_file_of_unknown_kind_is_a_reject(tmp_path):
    (tmp_path / "study.toml").write_text("a = 1")
    (tmp_path / "good.txt").write_text(GOOD)
    corpus = read_corpus([tmp_path / "study.toml", tmp_path / "good.txt"])
    check_accounts(corpus)
    assert corpus.rejects["source_file"].tolist() == ["study.toml"]


def test_unreadable_file_is_a_reject(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text(GOOD)
    open_path = Path.open

    def refuse(path, *args, **options):  # chmod would do for most users, but root may read everything
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return open_path(path, *args, **options)

    monkeypatch.setattr(Path, "open", refuse)
    corpus = read_beside_good(tmp_path)
    assert "cannot be opened" in corpus.rejects.loc[0, "reason"]


def test_folder_that_looks_like_a_file_and_broken_link(tmp_path):
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "folder.txt" / "a.txt").write_text("Another text with its own words.")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    corpus = read_beside_good(tmp_path)
    assert corpus.articles["source_file"].tolist() == ["folder.txt/a.txt", "good.txt"]
    assert corpus.rejects["source_file"].tolist() == ["gone.txt"]


def test_links_in_a_circle(tmp_path):
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "up").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    corpus = read_beside_good(tmp_path)
    assert len(corpus.articles) == 1


def test_gzip_bomb_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(unzip, "_MAX_FLOOR", 100_000)
    (tmp_path / "bomb.txt.gz").write_bytes(gzip.compress(b"a" * 5_000_000))
    corpus = read_beside_good(tmp_path)
    assert "grow to more than" in corpus.rejects.loc[0, "reason"]


ENTITIES = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10}">' for at in range(1, 12))
HOSTILE_PAGES = {
    "deep": "<html><body>" + "<div>" * 10_000 + PAGE + "</div>" * 10_000 + "</body></html>",
    "bomb": f'<!DOCTYPE html [<!ENTITY a0 "ha">{ENTITIES}]><html><body><p>&a11; {PAGE}</p></body></html>',
    "external": f'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>&x;{PAGE}</p></body></html>',
    "unclosed": "<html><body><p>" + "<b><i><p>" * 3000 + PAGE,
    "script": f"<html><body><script>{'if (a < b) {' * 20_000}</script><p>{PAGE}</p></body></html>",
    "declared": f'<?xml version="1.0" encoding="utf-16"?><html><body><p>{PAGE}</p></body></html>',
    "linked": f'<html><script type="application/ld+json">{"[" * 50_000}</script><p>{PAGE}</p></html>',
    "empty": "<html></html>",
    "frames": "<html><frameset><frame src='a'></frameset></html>",
}


@pytest.mark.parametrize("name", HOSTILE_PAGES)
def test_hostile_page(tmp_path, name):
    (tmp_path / "page.html").write_text(HOSTILE_PAGES[name])
    corpus = read_beside_good(tmp_path)
    pages = corpus.articles[corpus.articles["source_format"] == "html"]
    assert "root:" not in "".join(pages["text"])
    if name in ("script", "declared", "linked"):
        assert "barley stays in the port" in pages.iloc[0]["text"]
    else:
        assert len(pages) + len(corpus.rejects) >= 1


def test_hostile_text_is_escaped_in_the_report(tmp_path):
    (tmp_path / "a.csv").write_text('outlet,title,date,text\n<script>x</script>,T,<img src=x>,"Some text."\n')
    page = read_corpus(tmp_path)._repr_html_()
    assert "<script>" not in page and "<img" not in page


def test_control_characters_and_lone_surrogates_do_not_reach_the_tables(tmp_path):
    (tmp_path / "a.json").write_text(
        '{"title": "A\\u0000B\\ud83d", "text": "One\\u0007 two\\ud83d\\r\\nthree."}'
    )
    articles = read_corpus(tmp_path).articles
    assert articles.loc[0, "title"] == "AB\ufffd"
    assert articles.loc[0, "text"] == "One two\ufffd\nthree."
    articles.to_parquet(tmp_path / "out.parquet")


def test_read_articles_warns_with_the_count(tmp_path):
    (tmp_path / "a.csv").write_text("title,text\nOne,First.\nTwo,\n")
    with pytest.warns(UserWarning, match="Articles read: 1; records rejected: 1; doubts: 0"):
        articles = read_articles(tmp_path)
    assert len(articles) == 1


def test_failure_inside_a_reader_costs_one_file(tmp_path, monkeypatch):
    def fail(content):
        raise ZeroDivisionError("by a parser")

    monkeypatch.setitem(readers._FORMATS, "csv", readers.Format(fail, (".csv",)))
    (tmp_path / "a.csv").write_text("title,text\nOne,First.\n")
    corpus = read_beside_good(tmp_path)
    assert "ZeroDivisionError" in corpus.rejects.loc[0, "reason"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system with named pipes")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert len(read_beside_good(tmp_path).articles) == 1


@pytest.mark.parametrize("year", [1, 1500, 2500, 9999])
def test_years_no_article_can_have(tmp_path, year):
    (tmp_path / "a.json").write_text(json.dumps({"text": PAGE, "date": f"{year:04}-01-01T00:00:00+05:00"}))
    corpus = read_beside_good(tmp_path)
    assert corpus.articles["published"].isna().all()
    assert "not understood" in corpus.rejects.loc[0, "reason"]
