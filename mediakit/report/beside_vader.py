"""Frame cues, scored mentions and VADER's scores of the same words in, where they part out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from mediakit.report.evidence import Evidence, Sentence
from mediakit.report.numbers import Cell, Grid, Row, decimal, to_rows, vader_label

MAX_EXAMPLES = 8
_VOICES = ("own", "quoted", "reported", "unresolved")


def has_both(frames: pd.DataFrame) -> bool:
    """Whether there are cues with a direction and VADER's score of the same words."""
    if not {"direction", "vader"} <= set(frames.columns):
        return False
    return bool((frames["direction"].notna() & frames["vader"].notna()).any())


def vader_grid(frames: pd.DataFrame, evidence: Evidence) -> Grid:
    """Each frame, its direction, and how VADER reads the words of its cues."""
    both = frames[frames["direction"].notna() & frames["vader"].notna()]
    rows = []
    for (frame, direction), part in both.groupby(["frame", "direction"], sort=True):
        labels = [vader_label(score) for score in part["vader"]]
        group = {"frame": str(frame), "direction": str(direction)}
        rows.append(
            [
                Cell(str(frame)),
                Cell(str(direction)),
                Cell(f"{len(part):,}", evidence.link("frames", group)),
                Cell(decimal(float(part["vader"].mean()))),
                *(
                    Cell(
                        f"{labels.count(label):,}",
                        evidence.link("frames", {**group, "vader_reads": f"VADER {label}"}),
                    )
                    for label in ("positive", "neutral", "negative")
                ),
            ]
        )
    heads = ["Frame", "Direction", "Cues", "VADER, mean", "VADER positive", "neutral", "negative"]
    return Grid("Frame cues, and how VADER reads the same words", heads, rows, n_numeric=5)


def tone_grid(sentiment: pd.DataFrame, evidence: Evidence) -> Grid | None:
    """The tone toward all actors in each kind of voice, and VADER of the same words; None where one lacks."""
    if "vader" not in sentiment:
        return None
    both = sentiment[sentiment["vader"].notna() & (sentiment["method"] != "vader")]
    rows = []
    for voice in _VOICES:
        part = both[both["voice_kind"] == voice]
        if part.empty:
            continue
        same = part["label"] == part["vader"].map(vader_label)
        rows.append(
            [
                Cell(voice),
                Cell(f"{len(part):,}", evidence.link("sentiment", {"voice_kind": voice})),
                Cell(decimal(float(part["score"].mean()))),
                Cell(decimal(float(part["vader"].mean()))),
                Cell(f"{same.mean():.0%}"),
            ]
        )
    heads = ["Voice", "Scored mentions", "Tone, mean", "VADER, mean", "same label"]
    caption = "Tone toward the actors mentioned, and how VADER reads the same words"
    return Grid(caption, heads, rows, n_numeric=4) if rows else None


def disagreements(
    articles: pd.DataFrame, frames: pd.DataFrame, evidence: Evidence
) -> Sequence[tuple[Row, Sentence]]:
    """Cues that VADER reads the other way round, the strongest first, each word once."""
    order: Mapping[str, int] = {key: at for at, key in enumerate(articles["article_id"])}
    opposite = {"positive": "negative", "negative": "positive"}
    found = [
        row
        for row in to_rows(frames)
        if row["vader"] is not None and opposite.get(row["direction"] or "") == vader_label(row["vader"])
    ]
    found.sort(key=lambda row: (-abs(row["vader"]), order[row["article_id"]], row["field"], row["start"]))
    by_word: dict[str, Row] = {}
    for row in found:
        by_word.setdefault(row["text"].casefold(), row)
    return [(row, evidence.show("frames", row)) for row in list(by_word.values())[:MAX_EXAMPLES]]
