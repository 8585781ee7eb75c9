import json

import pandas as pd
import pytest
from acquire.published.published import METADATA, POLNEAR, POLNEAR_ANN, POLNEAR_TEXT, write_files

from mediakit._core.tables import check_table
from mediakit.acquire.published.polnear import read_polnear

NAME = "herald_2016-09-12_mayor-wins"


def read(folder, **changes):
    """The corpus with some of its files changed, or removed."""
    files = {
        name: changes.get(name.rpartition("/")[2].rpartition(".")[2], text) for name, text in POLNEAR.items()
    }
    return read_polnear(write_files(folder, {k: v for k, v in files.items() if v is not None}) / "data")


def test_articles(tmp_path):
    articles, _, rejects = read(tmp_path)
    assert rejects.empty
    article = check_table(articles, "articles").iloc[0]
    assert article[["article_id", "outlet", "title", "agency", "split"]].tolist() == [
        NAME,
        "herald",
        "Mayor wins vote",
        "AP",
        "dev",
    ]
    assert article["text"] == POLNEAR_TEXT
    assert article["published"] == pd.Timestamp("2016-09-12", tz="UTC")
    assert pd.isna(article["author"])


def test_gold(tmp_path):
    _, gold, _ = read(tmp_path)
    direct, mixed = gold.to_dict("records")
    assert (direct["source_text"], direct["cue_text"], direct["content_text"]) == (
        "Ada Lamb",
        "said",
        "“We won,”",
    )
    assert (direct["kind"], mixed["kind"]) == ("direct", "mixed")
    assert mixed["content_spans"] == [(54, 68), (69, 76)]
    assert POLNEAR_TEXT[mixed["source_start"] : mixed["source_end"]] == mixed["source_text"] == "Critics"
    assert (direct["annotator"], direct["n_annotators"], direct["split"]) == ("ab12", 1, "dev")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("“We won,” she said", "mixed"),
        ("''We won''", "direct"),
        ('"We won"', "direct"),
        ("‘We won’", "direct"),
        ("'We won'", "direct"),
        ("that dogs’ owners’ vote won", "indirect"),
        ("that they won", "indirect"),
        ("“We won", "direct"),
    ],
)
def test_kind_follows_the_quotation_marks(tmp_path, content, kind):
    ann = f"T1\tContent 0 {len(content)}\t{content}\nE1\tAttribution-no-source:T1 Content:T1\n"
    _, gold, _ = read(tmp_path, txt=f"{content}, he said.\n\nIt’s “over”.", ann=ann)
    assert gold["kind"].tolist() == [kind]
    assert gold["source_start"].isna().all()


def test_without_metadata_the_name_tells_outlet_and_day(tmp_path):
    articles, gold, _ = read(tmp_path, tsv=None)
    assert articles["outlet"].tolist() == ["herald"]
    assert articles["published"].dt.strftime("%Y-%m-%d").tolist() == ["2016-09-12"]
    assert len(gold) == 2


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"txt": POLNEAR_TEXT.replace("\n", "\r\n")}, "2 of 2 attributions quote other words"),
        ({"ann": POLNEAR_ANN + "T10\tContent x\ty\n"}, "Line 12"),
        ({"ann": None}, "no annotation file"),
    ],
)
def test_an_article_with_unusable_annotations_stays_and_is_doubted(tmp_path, changes, reason):
    articles, gold, rejects = read(tmp_path, **changes)
    assert len(articles) == 1
    assert gold.empty
    assert rejects[["kind", "article_id"]].to_numpy().tolist() == [["doubt", NAME]]
    assert reason in rejects.loc[0, "reason"]


def test_damaged_metadata_costs_no_article(tmp_path):
    read(tmp_path)
    (tmp_path / "data/metadata.tsv").write_bytes(
        METADATA.encode().replace(b"AP", b"\xff")[:-3] + b"\n\n\ta\n"
    )
    articles, gold, _ = read_polnear(tmp_path / "data")
    assert (len(articles), len(gold)) == (1, 2)


def test_a_text_that_is_no_utf8_is_rejected_alone(tmp_path):
    read(tmp_path)
    (tmp_path / "data/dev/text/other_2016-01-01_x.txt").write_bytes(b"caf\xe9")
    articles, gold, rejects = read_polnear(tmp_path / "data")
    assert (len(articles), len(gold), rejects["kind"].tolist()) == (1, 2, ["rejected"])


def test_an_announced_text_that_is_missing_is_rejected(tmp_path):
    lost = METADATA.splitlines()[1].replace("mayor-wins", "mayor-loses") + "\n"
    other_part = lost.replace("dev", "train", 1).replace("loses", "stays")  # of a part that is not here
    articles, _, rejects = read(tmp_path, tsv=METADATA + lost + other_part)
    assert len(articles) == 1
    assert rejects[["source_file", "kind"]].to_numpy().tolist() == [["metadata.tsv", "rejected"]]


def test_real_annotations_are_read_as_published(shared):
    articles, gold, rejects = read_polnear(shared / "eval/polnear_raw/data")
    assert rejects.empty
    expected = [
        json.loads(line) for line in (shared / "eval/polnear/dev_attributions.jsonl").open(encoding="utf-8")
    ]
    by_id = {(row["article_id"], row["attribution_id"]): row for row in expected}
    columns = [f"{role}_{part}" for role in ("source", "cue") for part in ("start", "end", "text")]
    assert len(gold) == len(by_id)
    same_kind = 0
    for row in gold.astype(object).where(gold.notna(), None).to_dict("records"):
        other = by_id[row["article_id"], row["attribution_id"]]
        assert [row[name] for name in columns] == [other[name] for name in columns]
        assert [list(span) for span in row["content_spans"]] == other["content_spans"]
        same_kind += row["kind"] == other["kind"]
    assert same_kind / len(gold) > 0.99
    texts = pd.read_json(shared / "eval/polnear/dev_articles.jsonl", lines=True).set_index("article_id")[
        "text"
    ]
    assert articles.set_index("article_id")["text"].to_dict() == texts.to_dict()
