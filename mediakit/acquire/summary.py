"""The tables of a corpus in, the report of its reading out, as text and as HTML."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import NamedTuple

import pandas as pd

from mediakit._core.notebook_tables import html_list, html_table
from mediakit._core.wording import plural

_MOST = 10  # rows shown of any list: a report is read at one glance
_MOST_DECISIONS = 5
_WIDTH = 160  # characters of a reason or decision; .rejects and .files have the whole
_COUNTS = ("n_records", "n_read", "n_rejected", "n_doubts")


class _Trouble(NamedTuple):
    """One sort of reason: how many records it speaks for, where it was met first, what to do."""

    n_records: int
    reason: str
    place: str
    remedy: str


def as_text(articles: pd.DataFrame, rejects: pd.DataFrame, files: pd.DataFrame) -> str:
    """The report for a prompt."""
    lines = [f"Corpus: {_headline(articles, files)}"]
    lines += [f"  {fact}" for fact in _facts(articles, files)]
    formats = _by_format(files)
    if len(formats) > 1:
        lines += _columns(("format", "files", "seen", "read", "rejected", "doubts"), formats)
    outlets = _by_outlet(articles, rejects)
    if outlets:
        lines += _columns(("outlet", "read", "doubts", "formats", "period"), outlets)
    for title, troubles in _troubles(rejects):
        lines.append(f"{title}:")
        for one in troubles:
            lines.append(f"  {one.n_records:>6,} × {one.reason}")
            lines.append(f"{'':>11}first in {one.place}; {one.remedy}")
    lines += [f"Columns {decision}" for decision in _decisions(files)]
    lines.append(f"Next: {_next(articles, rejects)}")
    return "\n".join(lines)


def as_html(articles: pd.DataFrame, rejects: pd.DataFrame, files: pd.DataFrame) -> str:
    """The report for a notebook; all that comes from the files is escaped."""
    parts = [f"<p><strong>Corpus</strong>: {escape(_headline(articles, files))}</p>"]
    parts.append(html_list(_facts(articles, files)))
    formats = _by_format(files)
    if len(formats) > 1:
        parts.append(html_table(("format", "files", "seen", "read", "rejected", "doubts"), formats))
    parts.append(html_table(("outlet", "read", "doubts", "formats", "period"), _by_outlet(articles, rejects)))
    for title, troubles in _troubles(rejects):
        shown = [(f"{one.n_records:,}", *one[1:]) for one in troubles]
        parts.append(
            f"<p>{escape(title)}</p>" + html_table(("records", "reason", "first in", "remedy"), shown)
        )
    decisions = _decisions(files)
    if decisions:
        parts.append(f"<details><summary>Columns taken for ours</summary>{html_list(decisions)}</details>")
    parts.append(f"<p>Next: {escape(_next(articles, rejects))}</p>")
    return "".join(parts)


def _headline(articles: pd.DataFrame, files: pd.DataFrame) -> str:
    n_outlets = articles["outlet"].nunique()
    n_files = int((files["n_records"] > 0).sum())
    return (
        f"{plural(len(articles), 'article')} of {plural(n_outlets, 'outlet')} from {plural(n_files, 'file')}"
    )


def _facts(articles: pd.DataFrame, files: pd.DataFrame) -> list[str]:
    n_records, n_read = int(files["n_records"].sum()), int(files["n_read"].sum())
    facts = [
        f"records: {n_records:,} seen, {n_read:,} read, {int(files['n_rejected'].sum()):,} rejected, "
        f"{plural(int(files['n_doubts'].sum()), 'doubt')}"
    ]
    if n_read:
        facts.append(f"period: {_period(articles)}")
    formats = files.loc[files["n_records"] > 0, "source_format"].dropna().unique()
    if len(formats) == 1:
        facts.append(f"format: {formats[0]}")
    passed = files.loc[files["n_records"] == 0, "source_file"].tolist()
    if passed:
        shown = ", ".join(passed[:3]) + (", …" if len(passed) > 3 else "")
        facts.append(f"passed over: {plural(len(passed), 'file')} of other kinds ({shown})")
    return facts


def _period(articles: pd.DataFrame) -> str:
    known = articles["published"].dropna()
    n_missing = len(articles) - len(known)
    if known.empty:
        return "unknown, no article has a date"
    period = f"{known.min():%Y-%m-%d} to {known.max():%Y-%m-%d}"
    return f"{period}; {n_missing:,} without a date" if n_missing else period


def _by_format(files: pd.DataFrame) -> list[tuple[str, ...]]:
    """For each format its files, and the records seen, read, rejected and doubtful; all formats are shown."""
    used = files[files["n_records"] > 0]
    groups = used.groupby(used["source_format"].fillna("(none)"), sort=True)
    return [
        (str(name), f"{len(group):,}", *(f"{int(group[count].sum()):,}" for count in _COUNTS))
        for name, group in groups
    ]


def _by_outlet(articles: pd.DataFrame, rejects: pd.DataFrame) -> list[tuple[str, ...]]:
    """For each outlet its articles, the doubts about them, and where and when they come from."""
    named = articles.assign(outlet=articles["outlet"].fillna("(no outlet)"))
    doubted = rejects.loc[rejects["kind"] == "doubt", "article_id"].dropna()
    outlet_of = dict(zip(named["article_id"], named["outlet"], strict=True))
    n_doubts = doubted.map(outlet_of).value_counts()
    groups = sorted(named.groupby("outlet"), key=lambda item: (-len(item[1]), str(item[0])))
    rows: list[tuple[str, ...]] = [
        (
            str(name),
            f"{len(group):,}",
            f"{int(n_doubts.get(name, 0)):,}",
            ", ".join(sorted(group["source_format"].dropna().unique())),
            _period(group),
        )
        for name, group in groups[:_MOST]
    ]
    rest = [name for name, _ in groups[_MOST:]]
    if rest:
        n_articles = sum(len(group) for _, group in groups[_MOST:])
        n_rest = sum(int(n_doubts.get(name, 0)) for name in rest)
        rows.append((f"{len(rest):,} more", f"{n_articles:,}", f"{n_rest:,}", "", ""))
    return rows


def _troubles(rejects: pd.DataFrame) -> list[tuple[str, list[_Trouble]]]:
    """For rejected records and for doubts: each sort of reason, the one of most records first."""
    troubles = []
    for kind, title in (("rejected", "Rejected"), ("doubt", "Read with a doubt")):
        of_kind = rejects[rejects["kind"] == kind]
        # Reasons differ in the value they quote, the numbers and the address; the other words tell the sort.
        sort = of_kind["reason"].str.replace(r"(?:(?<=\W)['\"]|\().*|\d[\d,-]*| in \S+ \(.*", "…", regex=True)
        found = [
            _Trouble(
                int(group["n_records"].sum()),
                _short(str(group.iloc[0]["reason"])),
                f"{group.iloc[0]['source_file']} ({group.iloc[0]['place']})",
                _short(str(group.iloc[0]["remedy"])),
            )
            for _, group in of_kind.groupby(sort, sort=True)
        ]
        found.sort(key=lambda one: -one.n_records)
        if found:
            more = f"; the first {_MOST} of {len(found)} reasons" if len(found) > _MOST else ""
            troubles.append((f"{title}, {int(of_kind['n_records'].sum()):,}{more}", found[:_MOST]))
    return troubles


def _decisions(files: pd.DataFrame) -> list[str]:
    """Which of the files' columns were taken for ours, once for all files where it is the same."""
    known = files["columns"].dropna()
    groups = list(known.groupby(known, sort=True))
    shown = []
    for decision, group in groups[:_MOST_DECISIONS]:
        first = files.loc[group.index[0], "source_file"]
        more = f" and {len(group) - 1:,} more" if len(group) > 1 else ""
        shown.append(_short(f"of {first}{more}: {decision}"))
    if len(groups) > _MOST_DECISIONS:
        shown.append(f"of other files: {len(groups) - _MOST_DECISIONS:,} more decisions in .files")
    return shown


def _next(articles: pd.DataFrame, rejects: pd.DataFrame) -> str:
    if articles.empty:
        return "nothing was read; the reasons are above and in .rejects"
    steps = []
    n_nameless = int(articles["outlet"].isna().sum())
    if n_nameless:
        steps.append(
            f'no outlet for {plural(n_nameless, "article")}: pass outlet="its name", "folder" or a column'
        )
    if len(rejects):
        steps.append("look at .rejects")
    steps.append("mediakit.find_mentions(corpus.articles), or mediakit.analyze(corpus)")
    return "; ".join(steps)


def _short(text: str) -> str:
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"


def _columns(names: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Rows as lines with the columns below each other; numbers stand to the right."""
    cells = [names, *rows]
    widths = [max(len(row[at]) for row in cells) for at in range(len(names))]
    sides: list[Callable[[str, int], str]] = [
        str.rjust if rows[0][at].replace(",", "").isdigit() else str.ljust for at in range(len(names))
    ]
    return [
        "  "
        + "  ".join(side(cell, width) for side, cell, width in zip(sides, row, widths, strict=True)).rstrip()
        for row in cells
    ]
