"""The tables of one run in one immutable object that can be looked at, saved and loaded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import partial
from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from mediakit._core.errors import InputError
from mediakit._core.export import explain_write_errors, write_parquet
from mediakit._core.notebook_tables import html_table
from mediakit._core.tables import TABLES, build_table
from mediakit._core.wording import plural

_SETTINGS = "analysis.json"
_FORMAT = 1
_NEXT = (
    "Next: mediakit.write_report(analysis, folder); mediakit.show_article(analysis, article_id); "
    ".save(folder); or any table above."
)


@dataclass(frozen=True, eq=False)
class Analysis:
    """All tables of one run, and the settings it was made with.

    Each attribute but the last is a table with the columns declared for its name.

    Attributes
    ----------
    articles, rejects, mentions, quotes, copies, sentiment, frames, framing, roles, stance : DataFrame
        What was read, found and scored.
    files : DataFrame
        What was read from each file: source_file, source_format, n_records, n_read, n_rejected, n_doubts.
    estimates, contrasts : DataFrame
        What was compared; the column `scores` names the table that was ("sentiment", "frames" or "quotes").
    sensitivity : DataFrame
        The contrasts with all articles, one of each group of copies, and the outlets' own words.
    alignments : DataFrame
        The same statement across outlets: who ran, trimmed or left out which words.
    settings : mapping
        Codebooks, options, seed, versions of the packages and content hashes: what makes the run repeatable.
    """

    articles: pd.DataFrame
    rejects: pd.DataFrame = field(default_factory=partial(build_table, "rejects", ()))
    files: pd.DataFrame = field(default_factory=partial(build_table, "files", ()))
    mentions: pd.DataFrame = field(default_factory=partial(build_table, "mentions", ()))
    quotes: pd.DataFrame = field(default_factory=partial(build_table, "quotes", ()))
    copies: pd.DataFrame = field(default_factory=partial(build_table, "copies", ()))
    sentiment: pd.DataFrame = field(default_factory=partial(build_table, "sentiment", ()))
    frames: pd.DataFrame = field(default_factory=partial(build_table, "frames", ()))
    framing: pd.DataFrame = field(default_factory=partial(build_table, "framing", ()))
    roles: pd.DataFrame = field(default_factory=partial(build_table, "roles", ()))
    stance: pd.DataFrame = field(default_factory=partial(build_table, "stance", ()))
    estimates: pd.DataFrame = field(default_factory=partial(build_table, "estimates", ()))
    contrasts: pd.DataFrame = field(default_factory=partial(build_table, "contrasts", ()))
    sensitivity: pd.DataFrame = field(default_factory=partial(build_table, "sensitivity", ()))
    alignments: pd.DataFrame = field(default_factory=partial(build_table, "alignments", ()))
    settings: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables by name, in data order."""
        return {item.name: getattr(self, item.name) for item in fields(self) if item.name in TABLES}

    def save(self, folder: str | Path) -> Path:
        """Write each table as Parquet and the settings as JSON into a folder, which is made when missing.

        Returns
        -------
        Path
            The folder; `load_analysis` reads it back. Of the user's own columns, those whose values have no
            type in common come back as text.

        Raises
        ------
        InputError
            When the folder cannot be written.
        """
        path = Path(folder)
        settings = {"format": _FORMAT, "settings": dict(self.settings)}
        shown = json.dumps(settings, indent=1, ensure_ascii=False)
        with explain_write_errors(path):
            path.mkdir(parents=True, exist_ok=True)
            for name, table in self.tables.items():
                write_parquet(table, path / f"{name}.parquet")
            (path / _SETTINGS).write_text(shown, encoding="utf-8")
        return path

    def __repr__(self) -> str:
        lines = [f"Analysis: {self._headline()}"]
        lines += [
            f"  .{name:<10} {len(table):>7,} rows: a row is {TABLES[name].row}"
            for name, table in self.tables.items()
        ]
        lines.append(_NEXT)
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = [(f".{name}", f"{len(table):,}", TABLES[name].row) for name, table in self.tables.items()]
        return (
            f"<p><strong>Analysis</strong>: {escape(self._headline())}</p>"
            f"{html_table(('table', 'rows', 'a row is'), rows)}<p>{escape(_NEXT)}</p>"
        )

    def _headline(self) -> str:
        speech = self.quotes[self.quotes["use"] == "speech"]
        counts = {
            "article": len(self.articles),
            "outlet": self.articles["outlet"].replace("", None).nunique(),
            "actor": self.mentions["actor"].nunique(),
            "quotation": speech["quote_id"].nunique(),
        }
        return ", ".join(plural(count, name) for name, count in counts.items())


def load_analysis(folder: str | Path) -> Analysis:
    """The analysis that `Analysis.save` wrote into a folder.

    Parameters
    ----------
    folder : str or Path
        The folder.

    Returns
    -------
    Analysis
        With the tables and the settings it was saved with.

    Raises
    ------
    InputError
        When the folder holds no analysis, lacks one of its tables, or was written by a newer version.
    """
    path = Path(folder)
    try:
        stored = json.loads((path / _SETTINGS).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise InputError(
            f"There is no analysis in {str(folder)!r}: it has no {_SETTINGS}. "
            "Write one with analysis.save(folder)."
        ) from error
    except ValueError as error:
        raise InputError(
            f"{_SETTINGS} in {str(folder)!r} is damaged: {error}. Run the analysis again."
        ) from error
    if stored.get("format") != _FORMAT:
        raise InputError(
            f"The analysis in {str(folder)!r} has format {stored.get('format')!r}; "
            f"this version reads {_FORMAT}. Update mediakit, or run the analysis again."
        )
    names = [item.name for item in fields(Analysis) if item.name in TABLES]
    lacking = [name for name in names if not (path / f"{name}.parquet").is_file()]
    if lacking:
        raise InputError(
            f"The analysis in {str(folder)!r} lacks {', '.join(lacking)}. Run the analysis again."
        )
    stored_tables = {name: pd.read_parquet(path / f"{name}.parquet") for name in names}
    tables = {name: build_table(name, table)[list(table.columns)] for name, table in stored_tables.items()}
    return Analysis(**tables, settings=MappingProxyType(stored["settings"]))
