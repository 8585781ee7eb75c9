"""The tables of a corpus in, the report of its reading out, as text and as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import pandas as pd

from mediakit._core.wording import plural

_MOST = 10  # rows shown of any list: a report is read at one glance


def as_text(articles: pd.DataFrame, rejects: pd.DataFrame, files: pd.DataFrame) -> str:
    """The report for a prompt."""
    lines = [f"Corpus: {_headline(articles, files)}"]
    lines += [f"  {line}" for line in _facts(articles, files)]
    outlets = _outlets(articles)
    if outlets:
        width = max(len(name) for name, *_ in outlets)
        lines += [
            f"  {name:<{width}}  {count:>7,}  {formats}  {period}" for name, count, formats, period in outlets
        ]
    for title, rows in _troubles(rejects):
        lines.append(f"{title}:")
        lines += [
            f"  {count:>6,} × {reason}; first in {place}. {remedy}" for reason, count, place, remedy in rows
        ]
    lines.append(f"Next: {_next(articles, rejects)}")
    return "\n".join(lines)


def as_html(articles: pd.DataFrame, rejects: pd.DataFrame, files: pd.DataFrame) -> str:
    """The report for a notebook; all that comes from the files is escaped."""
    parts = [f"<p><strong>Corpus</strong>: {escape(_headline(articles, files))}</p>"]
    facts = "".join(f"<li>{escape(fact)}</li>" for fact in _facts(articles, files))
    parts.append(f"<ul>{facts}</ul>" if facts else "")
    outlets = [(name, f"{count:,}", formats, period) for name, count, formats, period in _outlets(articles)]
    parts.append(_table(("outlet", "articles", "formats", "period"), outlets))
    for title, rows in _troubles(rejects):
        shown = [(f"{count:,}", reason, place, remedy) for reason, count, place, remedy in rows]
        parts.append(f"<p>{escape(title)}</p>" + _table(("records", "reason", "first in", "remedy"), shown))
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
        formats = articles["source_format"].value_counts().sort_index()
        facts.append("formats: " + ", ".join(f"{count:,} {name}" for name, count in formats.items()))
        facts.append(f"period: {_period(articles)}")
    n_passed = int((files["n_records"] == 0).sum())
    if n_passed:
        facts.append(f"passed over: {plural(n_passed, 'file')} of other kinds")
    decisions = files["columns"].dropna() if "columns" in files else pd.Series(dtype=object)
    for decision, group in list(decisions.groupby(decisions, sort=True))[:_MOST]:
        first = files.loc[group.index[0], "source_file"]
        more = f" and {len(group) - 1:,} more" if len(group) > 1 else ""
        facts.append(f"columns of {first}{more}: {decision}")
    return facts


def _period(articles: pd.DataFrame) -> str:
    known = articles["published"].dropna()
    n_missing = len(articles) - len(known)
    if known.empty:
        return "unknown, no article has a date"
    period = f"{known.min():%Y-%m-%d} to {known.max():%Y-%m-%d}"
    return f"{period}; {n_missing:,} without a date" if n_missing else period


def _outlets(articles: pd.DataFrame) -> list[tuple[str, int, str, str]]:
    named = articles.assign(outlet=articles["outlet"].fillna("(no outlet)"))
    groups = sorted(named.groupby("outlet"), key=lambda item: (-len(item[1]), str(item[0])))
    rows = [
        (str(name), len(group), ", ".join(sorted(group["source_format"].dropna().unique())), _period(group))
        for name, group in groups[:_MOST]
    ]
    rest = groups[_MOST:]
    if rest:
        rows.append((f"{len(rest):,} more", sum(len(group) for _, group in rest), "", ""))
    return rows


def _troubles(rejects: pd.DataFrame) -> list[tuple[str, list[tuple[str, int, str, str]]]]:
    """For rejected records and for doubts: each reason with its number, first place and remedy."""
    troubles = []
    for kind, title in (("rejected", "Rejected"), ("doubt", "Read with a doubt")):
        of_kind = rejects[rejects["kind"] == kind] if "kind" in rejects else rejects.iloc[:0]
        # Reasons differ in the value they quote; what stands before it tells the sort.
        sort = of_kind["reason"].str.replace(r"['\"].*|\d[\d,-]*", "…", regex=True)
        rows = []
        for _, group in sorted(of_kind.groupby(sort), key=lambda item: (-len(item[1]), str(item[0]))):
            first = group.iloc[0]
            place = f"{first['source_file']} ({first['place']})"
            rows.append((str(first["reason"]), int(group["n_records"].sum()), place, str(first["remedy"])))
        if rows:
            troubles.append((f"{title}, {int(of_kind['n_records'].sum()):,}", rows[:_MOST]))
    return troubles


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


def _table(names: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    if not rows:
        return ""
    head = "".join(f"<th style='text-align:left'>{escape(name)}</th>" for name in names)
    body = "".join(
        "<tr>" + "".join(f"<td style='text-align:left'>{escape(value)}</td>" for value in row) + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
