"""What the cues of a codebook find in; a page to argue with out, for people who code."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from mediakit._core.codebooks import Codebook, CueRule, Source, load_codebook
from mediakit._core.errors import InputError
from mediakit._core.export import explain_write_errors
from mediakit._core.tables import check_table
from mediakit.assess.codebook_check import CLOSE, INVISIBLE, OPEN

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; color: #222 }
h2 { margin-top: 2.5rem }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid }
td.n, th.n { text-align: right }
tr.none { color: #707070 }
mark { background: #ffe08a; color: inherit }
ol { margin: .25rem 0 .5rem; padding-left: 1.5rem }
summary { cursor: pointer }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def write_codebook_check(checked: pd.DataFrame, codebook: Source, path: str | Path) -> Path:
    """Write what `check_codebook` found as one HTML page that needs nothing else: no script, no network.

    Parameters
    ----------
    checked : DataFrame
        What `check_codebook` returned.
    codebook : str, Path or Codebook
        The same codebook: definitions, conditions and excluded phrases are shown beside the cues.
    path : str or Path
        Where to write; an existing file is replaced.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    InputError
        When the table is of another codebook, or the file cannot be written.
    TableError
        When the table lacks a column.
    """
    codebook = load_codebook(codebook, kind="frames")
    checked = check_table(checked, "cues")
    cues = [(frame.name, rule.phrase) for frame in codebook.frames for rule in frame.rules]
    if list(zip(checked["frame"], checked["cue"], strict=True)) != cues:
        raise InputError(
            f"The table's cues are not those of {codebook.header.name!r}. Pass all rows of what "
            "check_codebook returned, and the codebook it was given."
        )
    path = Path(path)
    with explain_write_errors(path):
        path.write_text(_page(checked, codebook), encoding="utf-8", newline="\n")
    return path


def _page(checked: pd.DataFrame, codebook: Codebook) -> str:
    title = f"Codebook {codebook.header.name}, version {codebook.header.version}"
    n_silent = int((checked["n"] == 0).sum())
    summary = (
        f"{len(checked):,} cues of {len(codebook.frames):,} frames count {int(checked['n'].sum()):,} times; "
        f"{n_silent:,} cues never do. Validation: {codebook.header.validation}. "
        "A cue points to a frame; it is not the frame."
    )
    sections = []
    at = 0
    for frame in codebook.frames:
        rows = checked.iloc[at : at + len(frame.cues)]
        at += len(frame.cues)
        excluded = f"<p>Does not count in: {_show('; '.join(frame.exclude))}</p>" if frame.exclude else ""
        body = "".join(
            _row(row, rule) for row, rule in zip(rows.to_dict("records"), frame.rules, strict=True)
        )
        sections.append(
            f"<h2>{_show(frame.name)}</h2><p>{_show(frame.definition)} "
            f"<small>{_show(frame.source)}. Direction: {frame.direction}.</small></p>{excluded}"
            '<table><tr><th>Cue<th class="n">Counts<th class="n">Found<th class="n">Articles'
            f'<th class="n">Outlets</tr>{body}</table>'
        )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">'
        f"<title>{_show(title)}</title><style>{_STYLE}</style><h1>{_show(title)}</h1>"
        f"<p>{_show(codebook.header.description)}</p><p>{_show(summary)}</p>{''.join(sections)}</html>\n"
    )


def _row(row: dict[Any, Any], rule: CueRule) -> str:
    examples = row["examples"]
    cue = f"{_show(rule.phrase)}{_conditions(rule)}"
    if examples:
        items = "".join(f"<li><bdi>{_mark(example)}</bdi></li>" for example in examples)
        cue = f"<details><summary>{cue}</summary><ol>{items}</ol></details>"
    numbers = "".join(f'<td class="n">{row[name]:,}' for name in ("n", "n_found", "n_articles", "n_outlets"))
    opening = "<tr>" if row["n"] else '<tr class="none">'
    return f"{opening}<td>{cue}{numbers}</tr>"


def _conditions(rule: CueRule) -> str:
    parts = []
    if rule.voices:
        parts.append(f"in the voices {', '.join(rule.voices)}")
    if rule.with_:
        parts.append(f"in a sentence with: {', '.join(rule.with_)}")
    if rule.without:
        parts.append(f"in a sentence without: {', '.join(rule.without)}")
    if rule.near:
        within = f" within {rule.within} words" if rule.within else " in its sentence"
        parts.append(f"near: {', '.join(rule.near)}{within}")
    if rule.only_in:
        parts.append(f"only in: {'; '.join(rule.only_in)}")
    if rule.exclude:
        parts.append(f"not in: {'; '.join(rule.exclude)}")
    return f" <small>({_show('; '.join(parts))})</small>" if parts else ""


def _mark(example: str) -> str:
    before, _, rest = example.partition(OPEN)
    cue, _, after = rest.partition(CLOSE)
    return f"{_show(before)}<mark>{_show(cue)}</mark>{_show(after)}"


def _show(text: str) -> str:
    return escape(INVISIBLE.sub(" ", text))
