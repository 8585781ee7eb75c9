import gzip
import json
import re

import pandas as pd
import pytest
from acquire.formats.test_gdelt import gkg

import mediakit as mk
from mediakit._core.errors import InputError, UnknownNameError
from mediakit._core.tables import get_table
from mediakit.acquire import readers
from mediakit.acquire.corpus import read_articles, read_corpus
from mediakit.acquire.reading import Record

TEXT = "The talks in Ostrel went on for a third day, and nobody left the room before midnight."
ROW = {
    "id": "7",
    "source": "Herald",
    "headline": "Talks go on",
    "body": TEXT,
    "date": "2024-11-01",
    "topic": "port",
}


def write(folder, name):
    """The same record as a file of each format."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    frame = pd.DataFrame([ROW])
    if ".parquet" in name:
        frame.to_parquet(path)
        return path
    texts = {
        ".csv": frame.to_csv(index=False),
        ".tsv": frame.to_csv(index=False, sep="\t"),
        ".json": json.dumps([ROW]),
        ".jsonl": json.dumps(ROW) + "\n",
        ".txt": f"Title: Talks go on\nId: 7\nSource: Herald\nDate: 2024-11-01\nTopic: port\n\n{TEXT}\n",
    }
    data = texts[next(suffix for suffix in (".jsonl", *texts) if suffix in name)].encode()
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path


NAMES = [
    "a.csv",
    "a.tsv",
    "a.json",
    "a.jsonl",
    "a.ndjson",
    "a.txt",
    "a.parquet",
    "a.csv.gz",
    "a.json.gz",
    "a.txt.gz",
]


@pytest.mark.parametrize("name", [name for name in NAMES if "ndjson" not in name])
def test_every_format_gives_the_same_article(tmp_path, name):
    corpus = read_corpus(write(tmp_path, name))
    assert len(corpus.rejects) == 0
    row = corpus.articles.iloc[0]
    assert (row["article_id"], row["outlet"], row["title"], row["text"]) == (
        "7",
        "Herald",
        "Talks go on",
        TEXT,
    )
    assert row["published"] == pd.Timestamp("2024-11-01", tz="UTC") and row["date_only"]
    assert row["source_file"] == name


def test_tables_have_the_declared_columns_and_the_users_own(tmp_path):
    corpus = read_corpus(write(tmp_path, "a.csv"))
    assert list(corpus.articles.columns) == [*get_table("articles").names, "topic"]
    assert list(corpus.rejects.columns) == get_table("rejects").names
    assert list(corpus.files.columns) == get_table("files").names


def test_content_wins_over_a_wrong_name(tmp_path):
    (tmp_path / "a.txt").write_text(json.dumps([ROW]))
    (tmp_path / "b").write_text(f"<!doctype html><html><body><p>{TEXT} More words.</p></body></html>")
    assert read_corpus(tmp_path).articles["source_format"].tolist() == ["json", "html"]


def test_ids_do_not_depend_on_the_place(tmp_path):
    for folder in ("one/Herald", "two/deeper/Herald"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "a.txt").write_text(
            f"Talks go on\n\n{TEXT}\n\nThey end on Friday, the mayor said."
        )
    one = read_corpus(tmp_path / "one", outlet="folder")
    two = read_corpus(tmp_path / "two" / "deeper", outlet="folder")
    pd.testing.assert_frame_equal(one.articles, two.articles)
    pd.testing.assert_frame_equal(one.files, two.files)


def test_outlet_is_a_name_a_folder_or_a_column(tmp_path):
    path = write(tmp_path, "Gazette/a.csv")
    assert read_articles(path).loc[0, "outlet"] == "Herald"
    assert read_articles(path, outlet="The Times").loc[0, "outlet"] == "The Times"
    assert read_articles(path, outlet="topic").loc[0, "outlet"] == "port"
    assert read_articles(path, outlet="folder").loc[0, "outlet"] == "Gazette"
    assert read_articles(tmp_path, outlet="folder").loc[0, "outlet"] == "Gazette"


def test_folder_of_an_outlet_is_the_first_below_the_named_one(tmp_path):
    write(tmp_path, "Gazette/2024/11/a.csv")
    assert read_articles(tmp_path, outlet="folder").loc[0, "outlet"] == "Gazette"


def test_paths_globs_and_lists(tmp_path):
    for name in ("x/a.csv", "x/b.json", "y/a.csv"):
        write(tmp_path, name)
    files = lambda path: read_corpus(path).files["source_file"].tolist()  # noqa: E731
    assert files(tmp_path) == ["x/a.csv", "x/b.json", "y/a.csv"]
    assert files(str(tmp_path / "*" / "*.csv")) == ["x/a.csv", "y/a.csv"]
    assert files(str(tmp_path / "**" / "*.json")) == ["x/b.json"]
    assert files([tmp_path / "y", tmp_path / "x" / "a.csv"]) == ["x/a.csv", "y/a.csv"]
    assert files([tmp_path / "x" / "a.csv", tmp_path / "x"]) == ["a.csv", "b.json"]


def test_nested_json_by_dotted_names(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps({"meta": {"k": "Herald"}, "doc": {"t": TEXT}}))
    articles = read_articles(tmp_path, columns={"meta.k": "outlet", "doc.t": "text"})
    assert articles.loc[0, ["outlet", "text"]].tolist() == ["Herald", TEXT]


def test_news_services_need_no_mapping(tmp_path):
    newsapi = {
        "articles": [
            {"source": {"id": "h", "name": "Herald"}, "author": "Ann Lee", "title": "Talks", "url": "https://h.example/1",
             "publishedAt": "2024-11-01T10:00:00Z", "content": "The talks in Ostrel went on… [+900 chars]"},
        ]
    }  # fmt: skip
    (tmp_path / "a.json").write_text(json.dumps(newsapi))
    corpus = read_corpus(tmp_path)
    assert corpus.articles.loc[0, ["outlet", "author", "title"]].tolist() == ["Herald", "Ann Lee", "Talks"]
    assert "cut off" in corpus.rejects.loc[0, "reason"]


def test_markup_inside_records_becomes_paragraphs(tmp_path):
    (tmp_path / "a.json").write_text(
        json.dumps({"title": "Q &amp; A <b>now</b>", "content_html": "<p>One.</p>\n<p>Two.</p>"})
    )
    assert read_articles(tmp_path).loc[0, "text"] == "One.\n\nTwo."


def test_text_of_a_record_stays_when_nothing_is_set_apart(tmp_path):
    text = "  One\u00a0two.\nThree\u200b four.\n\n\n Five < six and seven > two. "
    (tmp_path / "a.json").write_text(json.dumps({"text": text}))
    assert read_articles(tmp_path).loc[0, "text"] == text


def test_credits_below_a_record_get_columns(tmp_path):
    (tmp_path / "a.json").write_text(
        json.dumps({"outlet": "Herald", "text": f"{TEXT}\n\nSource: The Gazette"})
    )
    row = read_articles(tmp_path).iloc[0]
    assert (row["text"], row["republished_from"]) == (TEXT, "The Gazette")


def test_own_name_as_source_is_no_republication(tmp_path):
    (tmp_path / "a.json").write_text(
        json.dumps({"outlet": "The Gazette", "text": f"{TEXT}\n\nSource: The Gazette"})
    )
    assert pd.isna(read_articles(tmp_path).loc[0, "republished_from"])


def test_a_future_date_is_a_doubt_and_changes_nothing(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps({"text": TEXT, "date": "2199-01-01"}))
    corpus = read_corpus(tmp_path)
    assert corpus.articles.loc[0, "published"].year == 2199
    assert "future" in corpus.rejects.loc[0, "reason"]


def test_report_says_what_was_read_and_what_to_do(tmp_path):
    write(tmp_path, "a.csv")
    (tmp_path / "b.json").write_text(json.dumps([{"text": TEXT}, {"title": "No text"}]))
    report = repr(read_corpus(tmp_path))
    assert "2 articles of 1 outlet from 2 files" in report
    assert "3 seen, 2 read, 1 rejected, 0 doubts" in report
    assert "text from 'body'" in report
    assert "1 × the text is empty\n" in report and "first in b.json (record 2); nothing to do" in report
    assert re.search(r"csv +1 +1 +1 +0 +0\n +json +1 +2 +1 +1 +0\n", report)
    assert "no outlet for 1 article" in report


def test_report_puts_the_commonest_reason_first_and_counts_doubts_by_outlet(tmp_path):
    rows = "".join(f"{at},Herald,,\n" for at in range(3))
    (tmp_path / "a.csv").write_text(
        f"id,outlet,text,date\nx,Gazette,A crane fell.,32 May\ny,Times,A pier.,\n{rows}"
    )
    (tmp_path / "b.gkg.csv").write_text(f"{gkg()}\n" * 9)
    report = repr(read_corpus(tmp_path))
    assert re.search(r"Rejected, 12:\n +9 × the rows of GDELT.*\n.*\n +3 × the text is empty", report)
    assert re.search(r"outlet +read +doubts.*\n  Gazette +1 +1 .*\n  Times +1 +0 ", report)


def test_report_cuts_long_reasons_and_says_how_many_there_are(tmp_path):
    names = [f"name {at}" for at in range(40)]
    (tmp_path / "a.csv").write_text(f"{','.join(names)}\n{','.join(names)}\n")
    (tmp_path / "good.txt").write_text(TEXT)
    corpus = read_corpus(tmp_path)
    assert max(map(len, repr(corpus).splitlines())) < 200
    assert "<details>" not in corpus._repr_html_() and "no column holds the text" in corpus._repr_html_()


def test_report_is_short_for_many_rejects(tmp_path):
    rows = "".join(f"{at},Title {at},,{at}/40/2024\n" for at in range(3000))
    (tmp_path / "a.csv").write_text("id,title,text,date\nx,Title,Some text.,\n" + rows)
    assert len(repr(read_corpus(tmp_path)).splitlines()) < 15


def test_a_reader_can_be_added(tmp_path, monkeypatch):
    monkeypatch.setattr(readers, "_FORMATS", dict(readers._FORMATS))
    readers.register_reader(
        "note", lambda content: [Record("1", {"text": content.data.decode()})], suffixes=(".note",)
    )
    (tmp_path / "a.note").write_text(TEXT)
    assert read_articles(tmp_path).loc[0, ["text", "source_format"]].tolist() == [TEXT, "note"]


def test_a_table_of_articles_needs_no_reading():
    with pytest.raises(InputError, match=r"got a DataFrame.*analyze\(\)"):
        read_corpus(pd.DataFrame([ROW]))


def test_unknown_format_lists_the_known(tmp_path):
    with pytest.raises(UnknownNameError, match="jsonl"):
        read_corpus(write(tmp_path, "a.csv"), format="excel")


def test_same_bytes_twice(tmp_path):
    for name in ("x/a.csv", "x/b.json", "y/a.txt"):
        write(tmp_path, name)
    one, two = read_corpus(tmp_path), read_corpus(tmp_path)
    for name in ("articles", "rejects", "files"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(two, name))


def test_sample(sample):
    assert len(sample) == 64
    assert sample["outlet"].value_counts().to_dict() == {
        "Corvane": 15,
        "The Thornmere Courier": 11,
        "Public Radio Halmen": 11,
        "Quillgather": 11,
        "The Morning Flare": 9,
        "Voice of Dravia": 7,
    }
    assert sample["article_id"].is_unique
    assert len(mk.load_sample().rejects) == 0


def test_real_corpora_are_read_whole(shared):
    corpus = read_corpus(shared / "corpora" / "news_articles_2016_2017.parquet")
    assert corpus.files.loc[0, ["n_records", "n_read", "n_rejected"]].tolist() == [3824, 3788, 36]
    doubts = corpus.rejects[corpus.rejects["kind"] == "doubt"]
    assert len(doubts) > 20
    assert doubts["reason"].str.contains(" repeats ").all()
    assert corpus.articles["outlet"].nunique() == 9
    corpus = read_corpus(shared / "eval" / "polnear" / "dev_articles.jsonl")
    assert corpus.files.loc[0, ["n_records", "n_read", "n_rejected"]].tolist() == [84, 84, 0]
