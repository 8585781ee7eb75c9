"""The sample corpus's gold codings as tables of the contract, and scores against them."""

import json
import re
from pathlib import Path

import pandas as pd

GOLD = Path(__file__).parents[2] / "data" / "visit" / "gold"
_WORD = re.compile(r"\w+")


def load_gold(name: str, articles: pd.DataFrame) -> pd.DataFrame:
    """One gold table with the article_id of the articles that were read; missing text stays missing."""
    if name == "articles":
        lines = (GOLD / "articles.jsonl").read_text(encoding="utf-8").splitlines()
        table = pd.DataFrame([json.loads(line) for line in lines])
    else:
        table = pd.read_csv(GOLD / f"{name}.csv", dtype={"record": str, "quote_id": str})
    records = table["record"].fillna("").astype(str)
    by_record = {record: record for record in articles["article_id"]}
    by_file = {
        Path(file).as_posix(): key for file, key in zip(articles["source_file"], articles["article_id"])
    }
    ids = [
        by_record[record] if record else next(key for file, key in by_file.items() if file.endswith(source))
        for record, source in zip(records, table["source_file"])
    ]
    table = table.assign(article_id=ids)
    if "quote_id" in table:
        table["quote_id"] = table["article_id"] + table["quote_id"].astype(object).where(
            table["quote_id"].notna()
        )
    return table


def tokens(text: str, start: int, end: int) -> set[int]:
    """Offsets of the words in a span."""
    return {match.start() for match in _WORD.finditer(text, start, end)}


def attributions(quotes: pd.DataFrame, fields: dict[tuple[str, str], str]) -> list[dict]:
    """One dictionary an attribution: its words, those in marks, use, actor and speaker's words."""
    found = []
    for (article_id, field, _), rows in quotes.groupby(["article_id", "field", "quote_id"], sort=False):
        text = fields[article_id, field]
        words = set().union(*(tokens(text, s, e) for s, e in zip(rows["start"], rows["end"])))
        marked = rows[rows["in_marks"].astype(bool)]
        first = rows.iloc[0]
        speaker = set()
        if pd.notna(first["speaker_start"]):
            speaker = tokens(text, int(first["speaker_start"]), int(first["speaker_end"]))
        found.append(
            {
                "key": (article_id, field),
                "words": words,
                "marked": set().union(*(tokens(text, s, e) for s, e in zip(marked["start"], marked["end"]))),
                "use": first["use"],
                "kind": first["kind"],
                "actor": first["actor"] if pd.notna(first["actor"]) else None,
                "speaker": speaker,
                "text": " … ".join(rows["text"]),
                "named": first["speaker"],
            }
        )
    return found


def match(gold: list[dict], predicted: list[dict]) -> list[tuple[int, int]]:
    """Pairs of attributions whose words have a Jaccard index of at least one half, the best first."""
    candidates = []
    by_key: dict[tuple, list[int]] = {}
    for j, other in enumerate(predicted):
        by_key.setdefault(other["key"], []).append(j)
    for i, one in enumerate(gold):
        for j in by_key.get(one["key"], []):
            shared = len(one["words"] & predicted[j]["words"])
            if shared and shared / len(one["words"] | predicted[j]["words"]) >= 0.5:
                candidates.append((shared / len(one["words"] | predicted[j]["words"]), i, j))
    used_gold, used_predicted, pairs = set(), set(), []
    for _, i, j in sorted(candidates, key=lambda c: (-c[0], c[1], c[2])):
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i), used_predicted.add(j), pairs.append((i, j))
    return pairs


def f1(right: int, predicted: int, gold: int) -> float:
    """Harmonic mean of precision and recall, rounded to three places."""
    return round(2 * right / (predicted + gold), 3) if predicted + gold else 0.0


def score_quotes(gold_rows: pd.DataFrame, quotes: pd.DataFrame, articles: pd.DataFrame) -> dict[str, float]:
    """F1 of quotations, of quotations with the right actor, the same for those with marks, and of `use`."""
    fields = {
        (key, field): text
        for field in ("title", "text")
        for key, text in zip(articles["article_id"], articles[field])
    }
    gold, predicted = attributions(gold_rows, fields), attributions(quotes, fields)
    marked_gold = {(*g["key"], w) for g in gold for w in g["marked"]}
    marked_predicted = {(*p["key"], w) for p in predicted for w in p["marked"]}
    speech_gold = [g for g in gold if g["use"] == "speech"]
    speech = [p for p in predicted if p["use"] == "speech"]
    pairs = match(speech_gold, speech)
    right = [(i, j) for i, j in pairs if speech_gold[i]["actor"] == speech[j]["actor"]]
    all_pairs = match(gold, predicted)
    others = [g for g in gold if g["use"] != "speech"]
    others_right = sum(gold[i]["use"] == predicted[j]["use"] != "speech" for i, j in all_pairs)
    return {
        "words_in_marks": f1(len(marked_gold & marked_predicted), len(marked_predicted), len(marked_gold)),
        "quotations": f1(len(pairs), len(speech), len(speech_gold)),
        "end_to_end": f1(len(right), len(speech), len(speech_gold)),
        "end_to_end_marks": f1(
            sum(bool(speech_gold[i]["marked"]) for i, _ in right),
            sum(bool(p["marked"]) for p in speech),
            sum(bool(g["marked"]) for g in speech_gold),
        ),
        "recall_indirect": round(
            sum(speech_gold[i]["kind"] == "indirect" for i, _ in pairs)
            / sum(g["kind"] == "indirect" for g in speech_gold),
            3,
        ),
        "use_not_speech": f1(others_right, sum(p["use"] != "speech" for p in predicted), len(others)),
    }
