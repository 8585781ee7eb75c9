import json

import numpy as np
import pandas as pd
import pytest
from assess.by_hand import make_articles, make_mentions

from mediakit._core.errors import InputError, TableError
from mediakit.assess.news_fitting import Settings
from mediakit.assess.news_training import read_coded, train_sentiment
from mediakit.assess.sentiment import score_sentiment

VERBS = {"blargled": "positive", "gronked": "negative", "met": "neutral"}
SENTENCES = [
    {"sentence": f"{name} {verb} {place}", "start": 0, "end": len(name), "label": label}
    for name in ("Lund", "Orlov", "Ada Ek", "He")
    for place in ("the crew", "them at sea", "in May")
    for verb, label in VERBS.items()
]
CODED = pd.DataFrame(SENTENCES)
QUICK = Settings(epochs=25, batch=9, drop_words=0.0, rate=3e-3)


def labels_of(model):
    articles = make_articles(" ".join(f"Teki {verb} the guests." for verb in VERBS))
    mentions = make_mentions(articles, {"Teki": "Ama Teki"})
    return score_sentiment(articles, mentions, method="news", model=model)["label"].tolist()


def test_words_of_a_field_are_learned():
    assert labels_of(train_sentiment(CODED, settings=QUICK)) == list(VERBS.values())


def test_shares_of_coders_are_learned_from():
    shares = pd.get_dummies(CODED["label"]).astype(float) * 8 + 1
    coded = CODED.drop(columns="label").assign(**shares)
    assert labels_of(train_sentiment(coded, settings=QUICK)) == list(VERBS.values())


def test_a_model_can_be_learned_afresh():
    settings = Settings(units=16, hidden=16, epochs=80, batch=9, drop_words=0.0, rate=5e-3)
    model = train_sentiment(CODED, afresh=True, settings=settings)
    assert model.network.across.shape == (2, 16, 3 * 16)
    assert labels_of(model) == list(VERBS.values())


def test_same_seed_same_file(tmp_path):
    settings = Settings(epochs=1)
    files = [
        train_sentiment(CODED, settings=settings, seed=seed).save(tmp_path / f"{at}.npz").read_bytes()
        for at, seed in enumerate((0, 0, 1))
    ]
    assert files[0] == files[1] != files[2]


def test_files_give_the_table(tmp_path):
    path = tmp_path / "coded.jsonl"
    rows = [
        {
            "sentence_normalized": row["sentence"],
            "targets": [{"from": row["start"], "to": row["end"], "polarity": polarity}],
        }
        for row, polarity in zip(SENTENCES, [6.0, 2.0, 4.0] * 12)
    ]
    path.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    pd.testing.assert_frame_equal(read_coded(path), CODED)


SHARES = pd.get_dummies(CODED["label"]).astype(float) * 0.75


@pytest.mark.parametrize("coded", [CODED, CODED.drop(columns="label").join(SHARES)], ids=["label", "shares"])
def test_files_of_plain_rows_give_the_table(tmp_path, coded):
    coded.to_csv(tmp_path / "coded.csv", index=False)
    pd.testing.assert_frame_equal(read_coded(tmp_path / "coded.csv"), coded)
    # More columns than are needed, an empty line, and what Windows programs put first and last.
    lines = coded.assign(article="a").to_json(orient="records", lines=True).splitlines()
    (tmp_path / "coded.jsonl").write_text("\r\n\r\n".join(lines), encoding="utf-8-sig", newline="")
    pd.testing.assert_frame_equal(read_coded(tmp_path / "coded.jsonl"), coded)


def test_a_model_is_learned_from_plain_rows(tmp_path):
    CODED.to_json(tmp_path / "coded.jsonl", orient="records", lines=True)
    assert labels_of(train_sentiment(tmp_path / "coded.jsonl", settings=QUICK)) == list(VERBS.values())


def test_values_of_plain_rows_are_checked(tmp_path):
    path = tmp_path / "coded.jsonl"
    CODED.assign(end=CODED["end"].astype(str)).to_json(path, orient="records", lines=True)
    with pytest.raises(TableError, match="Row 0 of the coded sentences has '4' as its end"):
        train_sentiment(path)


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "5",
        '{"targets": [{}]}',
        '{"sentence_normalized": "x", "targets": [{"polarity": 5}]}',
        '{"sentence": "Lund lied.", "start": 0, "end": 4}',
        '{"sentence": "Lund lied.", "start": 0, "label": "negative"}',
        '{"sentence": "Lund lied.", "start": 0, "end": 4, "negative": 1, "neutral": 0}',
    ],
)
def test_a_line_that_is_no_coded_sentence_is_named(tmp_path, line):
    path = tmp_path / "coded.jsonl"
    path.write_text("\n" + line, encoding="utf-8")
    expected = r"Line 2 of coded.jsonl is no coded sentence.*start, end and label .*sentence_normalized"
    with pytest.raises(InputError, match=expected):
        train_sentiment(path)


def test_what_cannot_be_learned_from_is_refused(tmp_path):
    with pytest.raises(InputError, match="Only 3 coded targets"):
        train_sentiment(CODED.head(3))
    with pytest.raises(TableError, match=r"the label 'good'. Known: negative, neutral, positive"):
        train_sentiment(CODED.assign(label="good"))
    with pytest.raises(TableError, match="Row 0 of the coded sentences has its target at 0 to 99"):
        train_sentiment(CODED.assign(end=99))
    with pytest.raises(TableError, match="no column 'start'"):
        train_sentiment(CODED.drop(columns="start"))
    with pytest.raises(TableError, match=r"Row 0 .* has 0.5 as its start; expected a whole number"):
        train_sentiment(CODED.assign(start=0.5))
    with pytest.raises(TableError, match="Row 1 of the coded sentences has nan as its end"):
        train_sentiment(CODED.assign(end=CODED["end"].astype(float).where(CODED.index != 1)))
    with pytest.raises(TableError, match="Row 1 of the coded sentences has nan as its sentence"):
        train_sentiment(CODED.assign(sentence=CODED["sentence"].where(CODED.index != 1)))
    with pytest.raises(TableError, match=r"Row 0 .* shares"):
        train_sentiment(CODED.assign(negative=np.nan, neutral=0, positive=0))
    with pytest.raises(InputError, match="cannot be read"):
        train_sentiment(tmp_path / "none.jsonl")
    with pytest.raises(InputError, match=r"'coded.tsv' cannot be read .* ends in .csv or .jsonl"):
        train_sentiment("coded.tsv")
