"""A table of what was found in, the rows that stand behind its numbers and the words for them out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from mediakit.report.marks import describe_voice, who_speaks
from mediakit.report.numbers import Row, decimal, vader_label

PRESENT = 0.5  # probability from which a frame of a whole article counts as present
Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Kind:
    """How the rows of one table are listed.

    Attributes
    ----------
    title : str
        Heading of their pages.
    nouns : tuple of str
        What one row is, and what several are.
    facts, voice : callable
        What was found about a row, and whose words it is, in words; empty for nothing.
    rows : callable
        The rows that count, with field, start and end, of the tables and the name of this one.
    derived : callable
        Further columns of a row, which groups of the report may name.
    note : str
        What a reader must know of the sentences; empty for nothing.
    """

    title: str
    nouns: tuple[str, str]
    facts: Callable[[Row], str]
    voice: Callable[[Row], str] = describe_voice
    rows: Callable[[Tables, str], pd.DataFrame] = lambda tables, name: tables[name]
    derived: Callable[[Row], Row] = lambda row: {}
    note: str = ""


def _present_frames(tables: Tables, name: str) -> pd.DataFrame:
    return tables[name][tables[name]["score"] >= PRESENT]


def _scored(tables: Tables, name: str) -> pd.DataFrame:
    return tables[name].dropna(subset=["score"])


def _scored_cues(tables: Tables, name: str) -> pd.DataFrame:
    """The reporting words that were scored; an article's page marks the words they introduce."""
    key = ["article_id", "quote_id"]
    place = {"field": "quote_field", "start": "quote_start", "end": "quote_end"}
    firsts = tables["quotes"].sort_values([*key, "start"]).drop_duplicates(key)
    cues = _scored(tables, name).dropna(subset=["cue_start", "cue_end"])
    cues = cues.rename(columns={"cue_start": "start", "cue_end": "end"}).astype({"start": int, "end": int})
    return cues.merge(firsts[[*key, *place]].rename(columns=place), on=key)


def _quote_facts(row: Row) -> str:
    cue = f"“{row['cue']}”, " if row["cue"] else ""
    marks = "" if row["in_marks"] else ", outside the marks"
    return f"{cue}{row['kind']}, {row['use']}{marks}"


def _sentiment_facts(row: Row) -> str:
    if row["score"] is None:
        return f"not scored, about {row['actor']}"
    facts = f"{decimal(row['score'])} {row['label'] or ''} towards {row['actor']}".replace("  ", " ")
    return facts if row.get("vader") is None else f"{facts}, VADER {decimal(row['vader'])}"


def _frame_facts(row: Row) -> str:
    facts = [row["frame"]]
    if row.get("direction"):
        facts.append(row["direction"])
    if row["actor"]:
        facts.append(f"about {row['actor']}")
    if row.get("vader") is not None:
        facts.append(f"VADER {decimal(row['vader'])}")
    return ", ".join(facts)


def _mention_facts(row: Row) -> str:
    return f"mention of {row['actor']}" + (f" ({row['form']})" if row["form"] else "")


def _framing_facts(row: Row) -> str:
    return f"{row['frame']} {decimal(row['score'])}"


def _role_facts(row: Row) -> str:
    return f"{row['actor']} as {row['role']} {decimal(row['score'])}"


def _stance_facts(row: Row) -> str:
    return f"{row['stance'] or 'scored'} {decimal(row['score'])}"


def _vader_reads(row: Row) -> Row:
    score = row.get("vader")
    return {} if score is None else {"vader_reads": f"VADER {vader_label(score)}"}


KINDS_OF_EVIDENCE: Mapping[str, Kind] = {
    "mentions": Kind("Mentions", ("mention", "mentions"), _mention_facts, lambda row: ""),
    "quotes": Kind(
        "Quotations",
        ("stretch of quoted or reported words", "stretches of quoted or reported words"),
        _quote_facts,
        who_speaks,
        derived=lambda row: {"who": who_speaks(row)},
    ),
    "sentiment": Kind("Scored mentions", ("scored mention", "scored mentions"), _sentiment_facts),
    "frames": Kind("Frame cues", ("cue", "cues"), _frame_facts, derived=_vader_reads),
    "framing": Kind(
        "Frames of whole articles",
        ("article with the frame", "articles with the frame"),
        _framing_facts,
        lambda row: "",
        _present_frames,
        note=(
            "A whole article is scored: the number beside each frame is the probability that the article has "
            "it, from .5 on. Shown is the sentence that speaks most for the frame, also where much else does."
        ),
    ),
    "roles": Kind(
        "Roles",
        ("article with the actor", "articles with the actor"),
        _role_facts,
        lambda row: "",  # the page says whose words were scored; the sentence may quote others beside them
        _scored,
        note=(
            "All mentions of the actor in an article are scored together: the number beside each role is its "
            "probability, 0 to 1. Shown is the sentence that speaks most for it, also where little does."
        ),
    ),
    "stance": Kind(
        "How words of others are introduced",
        ("attribution with scored reporting words", "attributions with scored reporting words"),
        _stance_facts,
        who_speaks,
        _scored_cues,
        note=(
            "The reporting words are marked: 1 takes what is said as true, 0 just says it, −1 doubts it or "
            "makes the speaker look bad."
        ),
    ),
}
