import pandas as pd
import pytest

from mediakit._core.errors import InputError
from mediakit.annotate.brat import read_brat

TEXT = "“No,” she\nsaid. “Never.”\nIt is so."
ANNOTATION = """T1\tContent 0 5;16 24\t“No,” “Never.”
T2\tSource 6 9\tshe
T3\tCue 10 14\tsaid
T4\tAttribution 10 14\tsaid
E1\tAttribution:T4 Content:T1 Cue:T3 Source:T2
T5\tContent 25 33\tIt is so
T6\tCue 28 30\tis
T7\tAttribution-no-source 28 30\tis
E2\tAttribution-no-source:T7 Content:T5 Cue:T6
"""


def test_reads_text_and_attributions(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.ann").write_text(ANNOTATION)
    articles, attributions = read_brat(tmp_path)
    assert articles["article_id"].tolist() == ["a"]
    assert articles["text"].tolist() == [TEXT]
    first, second = attributions.to_dict("records")
    assert first["content_spans"] == [(0, 5), (16, 24)]
    assert [TEXT[first[f"{role}_start"] : int(first[f"{role}_end"])] for role in ("cue",)] == ["said"]
    assert (first["source_start"], first["source_end"]) == (6, 9)
    assert pd.isna(second["source_start"])


def test_annotator_in_the_name_and_other_folder(tmp_path):
    for folder in ("text", "attributions"):
        (tmp_path / folder).mkdir()
    (tmp_path / "text/a_b.txt").write_text(TEXT)
    (tmp_path / "attributions/a_b_x1.ann").write_text(ANNOTATION)
    (tmp_path / "attributions/a_b_x2.ann").write_text("")
    articles, attributions = read_brat(tmp_path)
    assert articles["article_id"].tolist() == ["a_b"]
    assert len(attributions) == 2


def test_folder_without_annotations(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    with pytest.raises(InputError, match=r"1 \.txt files and no \.ann file"):
        read_brat(tmp_path)


def test_damaged_line_is_named(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.ann").write_text("T1\tContent 0 five\t“No”\n")
    with pytest.raises(InputError, match=r"Line 1 of .*a\.ann"):
        read_brat(tmp_path)
