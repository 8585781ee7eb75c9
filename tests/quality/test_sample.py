"""Scores on the sample corpus's gold codings, pinned as floors that may be raised and never silently lowered."""

import hashlib
import json
from pathlib import Path

import pytest
from quality.gold import GOLD, f1, load_gold, score_quotes

import mediakit as mk

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))

pytestmark = pytest.mark.quality


@pytest.fixture(scope="module")
def found(sample):
    mentions = mk.find_mentions(sample, GOLD.parent / "actors.toml")
    quotes = mk.find_quotes(sample, mentions)
    frames = mk.find_frames(sample, GOLD.parent / "frames.toml", mentions=mentions, quotes=quotes)
    return {"mentions": mentions, "quotes": quotes, "frames": frames}


def check(name, scores):
    """Print all scores, then compare each with its floor."""
    floors = FLOORS[name]["floors"]
    print(
        f"\n{name}: "
        + ", ".join(f"{key} {value:.3f} (floor {floors[key]:.3f})" for key, value in scores.items())
    )
    assert set(scores) == set(floors)
    below = {key: (value, floors[key]) for key, value in scores.items() if value < floors[key]}
    assert not below, f"{name} below its floors: {below}"


def span_keys(table, *columns):
    values = table[["article_id", "field", "start", "end", *columns]].astype(object)
    return set(map(tuple, values.where(values.notna(), None).to_numpy().tolist()))


def test_gold_is_the_one_the_floors_were_measured_on():
    for name, entry in FLOORS.items():
        if not entry["gold"]:
            continue  # published gold that is not part of the project
        digest = hashlib.sha256()
        for file in entry["gold"]:
            digest.update((GOLD / file).read_bytes())
        assert digest.hexdigest() == entry["sha256"], f"{name}: the gold changed; measure again and pin anew"


def test_gold_spans_are_true(sample):
    fields = {(k, f): text for f in ("title", "text") for k, text in zip(sample["article_id"], sample[f])}
    for name in ("quotes", "mentions", "frames"):
        gold = load_gold(name, sample)
        wrong = [
            row.text
            for row in gold.itertuples()
            if fields[row.article_id, row.field][int(row.start) : int(row.end)] != row.text
        ]
        assert not wrong, (name, wrong[:3])


def test_structure(sample):
    gold = load_gold("articles", sample).set_index("article_id").loc[sample["article_id"]].reset_index()
    columns = ("title", "text", "kicker", "teaser", "agency", "desk", "republished_from")
    scores = {
        name: round(float((sample[name].fillna("") == gold[name].fillna("")).mean()), 3) for name in columns
    }
    scores["subheads"] = round(
        sum(a == b for a, b in zip(sample["subheads"], gold["subheads"])) / len(gold), 3
    )
    scores["day"] = round(
        sum(str(a)[:10] == str(b)[:10] for a, b in zip(sample["published"], gold["published"])) / len(gold), 3
    )
    check("structure", scores)


def test_mentions(sample, found):
    gold = load_gold("mentions", sample)
    keys, truth = span_keys(found["mentions"], "actor"), span_keys(gold, "actor")
    scores = {"all": f1(len(keys & truth), len(keys), len(truth))}
    for form in ("name", "nominal", "pronoun"):
        part = span_keys(found["mentions"][found["mentions"]["form"] == form], "actor")
        part_truth = span_keys(gold[gold["form"] == form], "actor")
        right = (len(part & truth) + len(part_truth & keys)) / 2
        scores[form] = f1(right, len(part), len(part_truth))
    check("mentions", scores)


def test_quotes(sample, found):
    check("quotes", score_quotes(load_gold("quotes", sample), found["quotes"], sample))


def test_quotes_without_a_codebook(sample):
    quotes = mk.find_quotes(sample, mk.find_mentions(sample))
    # The codebook joins these spellings under one name; without it the commonest in the corpus is the name.
    names = {"Volodymyr Zelenskyy": "Volodymyr Zelensky"}
    quotes = quotes.assign(actor=quotes["actor"].replace(names))
    check("quotes_without_codebook", score_quotes(load_gold("quotes", sample), quotes, sample))


def test_frames(sample, found):
    gold, frames = load_gold("frames", sample), found["frames"]

    def overlap(columns):
        truth = {}
        for row in gold.itertuples():
            truth.setdefault((row.article_id, row.field), []).append(row)
        right, used = 0, set()
        for row in frames.itertuples():
            for one in truth.get((row.article_id, row.field), []):
                same = all(str(getattr(row, name)) == str(getattr(one, name)) for name in columns)
                if same and one.Index not in used and row.start < one.end and one.start < row.end:
                    used.add(one.Index)
                    right += 1
                    break
        return f1(right, len(frames), len(gold))

    check(
        "frames",
        {
            "frame": overlap(["frame"]),
            "frame_and_voice": overlap(["frame", "voice", "voice_kind"]),
            "frame_and_target": overlap(["frame", "actor"]),
        },
    )


def test_copies(sample):
    gold, copies = load_gold("copies", sample), mk.find_copies(sample)

    def pairs(table):
        return {
            frozenset(pair)
            for _, rows in table.groupby("group_id")
            for pair in ((a, b) for a in rows["article_id"] for b in rows["article_id"] if a < b)
        }

    found_pairs, truth = pairs(copies), pairs(gold)
    check("copies", {"pairs": f1(len(found_pairs & truth), len(found_pairs), len(truth))})
