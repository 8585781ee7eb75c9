import json
from zipfile import ZipFile

import pytest
from acquire.published.published import NEWSMTSC, NEWSMTSC_FOLDER, SENTENCES, write_files

import mediakit as mk
from mediakit._core.errors import InputError
from mediakit._core.spans import check_spans
from mediakit._core.tables import check_table
from mediakit.acquire.published.newsmtsc import read_newsmtsc


def write_lines(folder, *sentences):
    (folder / "train.jsonl").write_text("".join(f"{line}\n" for line in sentences), encoding="utf-8")
    return folder


def test_sentences_and_targets(tmp_path):
    articles, gold, rejects = read_newsmtsc(write_files(tmp_path, NEWSMTSC) / NEWSMTSC_FOLDER)
    assert articles["text"].tolist() == ["Lamb praised Fox, and she smiled."]
    assert gold[["text", "actor", "label", "split"]].to_numpy().tolist() == [
        ["Lamb", "g1_Lamb", "neutral", "train"],
        ["Fox", "g1_Fox", "positive", "train"],
    ]
    assert gold["further_spans"].tolist() == [[(22, 25)], []]
    assert rejects.empty
    check_spans(check_table(gold, "mentions"), check_table(articles, "articles"), "gold")


def test_gold_goes_into_score_sentiment_as_it_is(tmp_path):
    articles, gold, _ = read_newsmtsc(write_files(tmp_path, NEWSMTSC) / NEWSMTSC_FOLDER)
    scored = mk.score_sentiment(articles, gold, method="vader")
    assert scored["actor"].tolist() == gold["actor"].tolist()


def test_the_archive_is_read_where_it_was_not_unpacked(tmp_path):
    line = json.dumps(SENTENCES[0])
    with ZipFile(tmp_path / "NewsMTSC-dataset.zip", "w") as archive:
        archive.writestr("NewsMTSC-dataset/devtest_rw.jsonl", line)
        archive.writestr("__MACOSX/NewsMTSC-dataset/._devtest_rw.jsonl", "{}")
    articles, gold, rejects = read_newsmtsc(tmp_path)
    assert (len(articles), len(gold), len(rejects)) == (1, 2, 0)
    assert articles["split"].tolist() == ["devtest_rw"]
    assert len(read_newsmtsc(write_lines(tmp_path, line))[0]) == 1  # unpacked beside it: not read twice


def test_damaged_archive(tmp_path):
    (tmp_path / "NewsMTSC-dataset.zip").write_bytes(b"PK\x03\x04cut")
    with pytest.raises(InputError, match="no zip archive"):
        read_newsmtsc(tmp_path)


@pytest.mark.parametrize(
    "damage",
    [
        "{cut",
        "[]",
        json.dumps({**SENTENCES[0], "sentence_normalized": "Other words."}),
        json.dumps({"primary_gid": "g2"}),
        json.dumps(SENTENCES[0]),  # a second time
        json.dumps({"primary_gid": "g2", "sentence_normalized": "x", "targets": [{"from": "a"}]}),
        json.dumps(SENTENCES[0]).replace("g1", "g2").replace("4.0", "5.0"),
    ],
)
def test_a_bad_line_costs_no_other(tmp_path, damage):
    articles, gold, rejects = read_newsmtsc(write_lines(tmp_path, json.dumps(SENTENCES[0]), damage))
    assert (len(articles), len(gold)) == (1, 2)
    assert rejects[["source_file", "place", "kind"]].to_numpy().tolist() == [
        ["train.jsonl", "line 2", "rejected"]
    ]


def test_real_sentences(shared):
    articles, gold, rejects = read_newsmtsc(shared / "eval/newsmtsc")
    assert rejects.empty
    assert gold["split"].value_counts()["train"] == 8739
    assert gold["actor"].is_unique
    check_spans(gold, check_table(articles, "articles"), "gold")
