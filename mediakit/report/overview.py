"""The tables of an analysis in, the grids of the overview out, each number linked to its sentences."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import pandas as pd

from mediakit._core.analysis import Analysis
from mediakit._core.spans import count_words
from mediakit._core.wording import plural
from mediakit.report.comparisons import list_contrasts
from mediakit.report.evidence import Evidence
from mediakit.report.inert import file_stem
from mediakit.report.marks import who_speaks
from mediakit.report.numbers import NONE, Cell, Grid, Row, day, to_rows

_LEVEL = 0.95  # where the settings do not say
_MAX_TOLD = 5
_TOLD_HEADS = ("About", "A", "B", "A minus B", "p corrected")
_MAX_SPEAKERS = 15
_MAX_FILES = 40
_MAX_REJECTS = 2000
_COUNTS = ("n_records", "n_read", "n_rejected", "n_doubts")


def outlet_anchor(outlet: str) -> str:
    """Anchor of an outlet's articles in the index of articles."""
    return f"outlet-{file_stem(outlet)}"


def summarise(analysis: Analysis) -> list[tuple[str, str]]:
    """What the report is about, as pairs of a name and a value."""
    articles, quotes = analysis.articles, analysis.quotes
    speech = quotes[quotes["use"] == "speech"]
    published = articles["published"].dropna()
    period = f"{day(published.min())} to {day(published.max())}" if len(published) else NONE
    undated = int(articles["published"].isna().sum())
    return [
        ("Articles", f"{len(articles):,}"),
        ("Outlets", f"{articles['outlet'].nunique():,}"),
        ("Period", period + (f" ({undated:,} undated)" if undated and len(published) else "")),
        ("Actors", f"{analysis.mentions['actor'].nunique():,}"),
        ("Mentions", f"{len(analysis.mentions):,}"),
        ("Quotations", f"{speech['quote_id'].nunique():,}"),
        ("Frame cues", f"{len(analysis.frames):,}"),
    ]


def summarise_contrasts(analysis: Analysis) -> str:
    """How many pairs of groups could be tested and how many are told apart, in a sentence."""
    contrasts, told = analysis.contrasts, _told_apart(analysis)
    if contrasts.empty:
        return ""
    n_tested = int(contrasts["p_adjusted"].notna().sum())
    said = f"Of {plural(len(contrasts), 'pair')} of groups {n_tested:,} could be tested"
    n_told = {0: "none is", 1: "1 is"}.get(len(told), f"{len(told):,} are")
    said += f"; {n_told} told apart (corrected p below {_chance(analysis):.2g})"
    n_hanging = int(told["note"].str.contains("hangs on copies", na=False).sum())
    return said + (f", {n_hanging:,} of them with a verdict that hangs on copies." if n_hanging else ".")


def told_apart_grid(analysis: Analysis, evidence: Evidence) -> Grid:
    """The pairs of groups that are told apart best: what about, both groups, difference and corrected p."""
    found = list_contrasts(_told_apart(analysis), evidence, _MAX_TOLD)
    kept = [found.heads.index(head) for head in _TOLD_HEADS]
    rows = []
    for row in found.rows:
        cell, *others = (row[at] for at in kept)
        rows.append([Cell(cell.notes[0], notes=[] if cell.text == "All" else [cell.text]), *others])
    return Grid("The clearest differences", _TOLD_HEADS, rows, n_numeric=2, note=found.note)


def _told_apart(analysis: Analysis) -> pd.DataFrame:
    return analysis.contrasts[analysis.contrasts["p_adjusted"] < _chance(analysis)]


def _chance(analysis: Analysis) -> float:
    """The corrected p below which a pair counts as told apart."""
    return 1 - float((analysis.settings.get("design") or {}).get("level") or _LEVEL)


def outlet_grid(analysis: Analysis, evidence: Evidence) -> Grid:
    """Articles, words and quotations of each outlet."""
    speech = analysis.quotes[analysis.quotes["use"] == "speech"]
    outlet_of = dict(zip(analysis.articles["article_id"], analysis.articles["outlet"], strict=True))
    n_quotes = Counter(outlet_of[key] for key in speech.drop_duplicates("quote_id")["article_id"])
    copied = set(analysis.copies.loc[~analysis.copies["origin"], "article_id"])
    rows = []
    for outlet, articles in analysis.articles.groupby("outlet", sort=True):
        n_words = sum(map(count_words, articles["text"]))
        n_copied = int(articles["article_id"].isin(copied).sum())
        quoted = evidence.link("quotes", {"outlet": outlet, "use": "speech"})
        rows.append(
            [
                Cell(str(outlet) or "(no outlet)"),
                Cell(f"{len(articles):,}", f"articles.html#{outlet_anchor(str(outlet))}"),
                Cell(f"{n_copied:,}"),
                Cell(f"{n_words:,}"),
                Cell(f"{n_quotes[outlet]:,}", quoted),
                Cell(f"{day(articles['published'].min())} to {day(articles['published'].max())}"),
            ]
        )
    heads = ["Outlet", "Articles", "Copies of others", "Words", "Quotations", "Published"]
    return Grid("Articles by outlet", heads, rows, n_numeric=5)


def file_grid(analysis: Analysis) -> Grid:
    """What was read from each file, the files with rejects and doubts first."""
    files = analysis.files.assign(trouble=analysis.files["n_rejected"] + analysis.files["n_doubts"])
    shown = files.sort_values(["trouble", "source_file"], ascending=[False, True]).head(_MAX_FILES)
    rows = [
        [
            Cell(row["source_file"] or NONE),
            Cell(row["source_format"] or "none fits"),
            *(Cell(f"{row[name]:,}") for name in _COUNTS),
        ]
        for row in to_rows(shown)
    ]
    heads = ["File", "Format", "Records", "Read", "Rejected", "Doubts"]
    note = _first_of(len(shown), len(files), "files", "data/files.csv")
    return Grid("Files", heads, rows, n_numeric=4, note=note)


def format_grid(analysis: Analysis) -> Grid:
    """What was read, by format; files of other kinds, which hold no records, are left out."""
    files = analysis.files[analysis.files["n_records"] > 0]
    rows = [
        [
            Cell(str(name)),
            Cell(f"{len(group):,}"),
            *(Cell(f"{int(group[count].sum()):,}") for count in _COUNTS),
        ]
        for name, group in files.groupby(files["source_format"].fillna("none fits"), sort=True)
    ]
    heads = ["Format", "Files", "Records", "Read", "Rejected", "Doubts"]
    return Grid("What was read, by format", heads, rows, n_numeric=5)


def reject_grid(rejects: pd.DataFrame) -> Grid:
    """What was rejected or doubted, with reason and remedy; the rejected first."""
    ordered = rejects.sort_values("kind", ascending=False, kind="stable").head(_MAX_REJECTS)
    rows = [
        [
            Cell(row["source_file"] or NONE),
            *(Cell(row[name] or NONE) for name in ("kind", "place", "reason", "remedy")),
            Cell(f"{row['n_records']:,}"),
        ]
        for row in to_rows(ordered)
    ]
    heads = ["File", "Kind", "Place", "What happened", "What to do", "Records"]
    note = _first_of(len(rows), len(rejects), "rejects and doubts", "data/rejects.csv")
    return Grid("Rejects and doubts", heads, rows, n_numeric=1, note=note)


def speaker_grid(analysis: Analysis, evidence: Evidence) -> Grid:
    """Who is quoted most: quotations and quoted words, by outlet."""
    speech = to_rows(analysis.quotes[analysis.quotes["use"] == "speech"])
    outlet_of = dict(zip(analysis.articles["article_id"], analysis.articles["outlet"], strict=True))
    outlets = sorted(set(outlet_of.values()))
    counts, words = _count_quotes(speech, outlet_of)
    totals = {who: sum(counts[who].values()) for who in counts}
    top = sorted(totals, key=lambda who: (-totals[who], who))
    rows = []
    for who in top[:_MAX_SPEAKERS]:
        group = {"use": "speech", "who": who}
        total = _quote_cell(totals[who], sum(words[who].values()), evidence.link("quotes", group))
        cells = [
            _quote_cell(
                counts[who][outlet],
                words[who][outlet],
                evidence.link("quotes", {"outlet": outlet, **group}),
            )
            for outlet in outlets
        ]
        rows.append([Cell(who), *cells, total])
    note = _first_of(len(rows), len(top), "speakers", "data/quotes.csv")
    caption = "Quotations by speaker and outlet, with the words inside quotation marks"
    heads = ["Speaker", *(outlet or "(no outlet)" for outlet in outlets), "All"]
    return Grid(caption, heads, rows, n_numeric=len(outlets) + 1, note=note)


def _count_quotes(
    speech: Iterable[Row], outlet_of: dict[str, str]
) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
    """Attributions and words inside marks, by speaker and outlet."""
    seen: set[tuple[str, str]] = set()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    words: dict[str, Counter[str]] = defaultdict(Counter)
    for row in speech:
        who, outlet = who_speaks(row), outlet_of[row["article_id"]]
        if (row["article_id"], row["quote_id"]) not in seen:
            seen.add((row["article_id"], row["quote_id"]))
            counts[who][outlet] += 1
        if row["in_marks"]:
            words[who][outlet] += count_words(row["text"])
    return counts, words


def _quote_cell(count: int, n_words: int, href: str | None) -> Cell:
    if not count:
        return Cell(NONE)
    return Cell(f"{count:,}", href, [plural(n_words, "word")])


def _first_of(shown: int, total: int, what: str, path: str) -> str:
    return "" if shown >= total else f"The first {shown:,} of {total:,} {what}; all are in {path}."
