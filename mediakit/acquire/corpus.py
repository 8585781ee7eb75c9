"""Files in, a corpus out: its articles, what was rejected or doubtful, and what each file held."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pandas as pd

from mediakit._core.errors import InputError
from mediakit._core.execute import map_items
from mediakit._core.tables import build_table, check_table
from mediakit.acquire import summary
from mediakit.acquire.cleaning.repeated import drop_repeated
from mediakit.acquire.columns import check_renames, has_name
from mediakit.acquire.files import FileRead, read_file
from mediakit.acquire.identity import Identities
from mediakit.acquire.locate import Paths, locate_files
from mediakit.acquire.readers import get_reader, list_formats
from mediakit.acquire.reading import Problem


@dataclass(frozen=True, eq=False)
class Corpus:
    """What was read: shown at a prompt or in a notebook, it is the report of the reading.

    Attributes
    ----------
    articles : DataFrame
        The articles, with the columns declared for the table and the user's own behind them.
    rejects : DataFrame
        What could not be read (kind "rejected") or was read with a doubt (kind "doubt"): source_file, place,
        reason, remedy, kind, n_records, article_id of the doubtful article.
    files : DataFrame
        What each file held: source_file, source_format, n_records, n_read, n_rejected, n_doubts, columns
        (which of its columns were taken for which of ours). n_records is always n_read plus n_rejected; the
        rows of rejects add up to them: n_rejected is the sum of n_records over the rejected.
    """

    articles: pd.DataFrame
    rejects: pd.DataFrame
    files: pd.DataFrame

    def __repr__(self) -> str:
        return summary.as_text(self.articles, self.rejects, self.files)

    def _repr_html_(self) -> str:
        return summary.as_html(self.articles, self.rejects, self.files)


def read_corpus(
    path: Paths,
    *,
    outlet: str | None = None,
    columns: Mapping[str, str] | None = None,
    format: str | None = None,
) -> Corpus:
    r"""Read articles from files of any of the known formats.

    Parameters
    ----------
    path : path, or list of paths
        A file, a folder (with all below it), a glob, or a list of these. Formats: saved web pages; exports
        of Nexis (Word, text, HTML), Factiva (HTML, XML), Europresse (HTML) and ProQuest (mail); RSS, Atom
        and JSON Feed; NITF, NewsML 1 and G2, ninjs and AP's JSON; WARC and ARC; Media Cloud's stories; JSON,
        JSON lines, CSV, TSV, Parquet and XML; plain text; zip archives of these. Each also compressed with
        gzip; told by content first, then by name. `list_formats` names them, `register_reader` adds one.
    outlet : str, optional
        The outlet's name; or "folder" for the name of the folder a file lies in, the first below the folder
        named in `path`; or the name of a column that holds it. By default the file's own column or the
        page's own publisher, else the host of the article's address.
    columns : mapping, optional
        The files' names to ours, such as ``{"Volltext": "text"}``; dots reach into nested JSON. Common names
        (body, headline, source, pubdate …) need no mention; other columns are kept as they are.
    format : str, optional
        Read every file as this format, whatever its name.

    Returns
    -------
    Corpus
        articles, rejects and files; its display is the report of the reading.

    Raises
    ------
    InputError
        When a path does not exist, no file is of a known format, or the only file named has no text column.
    UnknownNameError
        When `format` or a name of ours in `columns` is unknown.

    Notes
    -----
    Line ends become newlines and control characters are dropped. Page furniture, subheads, credits and lines
    that an outlet repeats around its articles are taken out of the text; a text without any stays character
    for character as the source has it. Times without a zone are taken as UTC. A language that no source
    declares is identified from the text. An article without an id gets a hash of its address, or of outlet,
    title, date and text: the same on every machine. Of different articles with one id the first read keeps it
    as it is; the later ones get a hash of outlet, title, date and text behind it and a doubt in rejects.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "herald.csv")
    ...     _ = path.write_text("Headline,Body,Date\nTalks resume,The talks resumed.,1 Nov 2024\n")
    ...     articles = read_corpus(path, outlet="The Herald").articles
    >>> articles.loc[0, ["outlet", "title", "text", "published"]].astype(str).tolist()
    ['The Herald', 'Talks resume', 'The talks resumed.', '2024-11-01 00:00:00+00:00']
    """
    check_renames(columns)
    if format is not None:
        get_reader(format)
    files = locate_files(path)
    now = datetime.now(UTC)  # for the doubt about dates in the future alone
    read_one = partial(read_file, format=format, outlet=outlet, columns=columns, now=now)
    read = map_items(read_one, files, "reading")
    _refuse_hopeless(read, columns)
    return build_corpus(read)


def build_corpus(read: Sequence[FileRead]) -> Corpus:
    """The corpus of what was read from files or addresses, in their order."""
    _clean_outlets(read)
    return Corpus(*_build_tables(read))


def read_articles(
    path: Paths,
    *,
    outlet: str | None = None,
    columns: Mapping[str, str] | None = None,
    format: str | None = None,
) -> pd.DataFrame:
    """Read articles as `read_corpus` does, and return the articles alone.

    Warns with the number of rejected records and doubts when there were any; `read_corpus` returns them.

    Parameters
    ----------
    path, outlet, columns, format
        As for `read_corpus`.

    Returns
    -------
    DataFrame
        The articles table.
    """
    corpus = read_corpus(path, outlet=outlet, columns=columns, format=format)
    if len(corpus.rejects):
        n_rejected = int(corpus.files["n_rejected"].sum())
        n_doubts = int(corpus.files["n_doubts"].sum())
        first = corpus.rejects.iloc[0]
        warnings.warn(
            f"Articles read: {len(corpus.articles):,}; records rejected: {n_rejected:,}; doubts: "
            f"{n_doubts:,}. The first, in {first['source_file']} ({first['place']}): "
            f"{first['reason']}. See read_corpus(...).rejects for all.",
            UserWarning,
            stacklevel=2,
        )
    return corpus.articles


def _refuse_hopeless(read: Sequence[FileRead], columns: Mapping[str, str] | None) -> None:
    if not any(found.format or found.problems for found in read):
        shown = ", ".join(repr(found.name) for found in read[:5]) + (", …" if len(read) > 5 else "")
        raise InputError(
            f"None of the {len(read)} files is of a known format: {shown}. Known are "
            f"{', '.join(list_formats())}; say which with format=."
        )
    if len(read) == 1 and read[0].named and read[0].names and "text" not in read[0].mapped.chosen:
        raise InputError(f"{read[0].name}: {read[0].problems[0].reason}. {read[0].problems[0].remedy}.")
    names = dict.fromkeys(name for found in read for name in found.names)
    unused = [name for name in columns or {} if not has_name(names, name)]
    if names and unused:
        shown = ", ".join(map(repr, list(names)[:20])) + (", …" if len(names) > 20 else "")
        raise InputError(f"No file has the column {unused[0]!r} that columns= names. Found: {shown}.")


def _clean_outlets(read: Sequence[FileRead]) -> None:
    """Take out of the texts what each outlet repeats; the doubt stands with the first article it concerns."""
    owners = [(found, at) for found in read for at in range(len(found.rows))]
    for first, reason in drop_repeated([found.rows[at] for found, at in owners]):
        found, at = owners[first]
        remedy = "nothing to do when the line is no part of the articles"
        found.problems.append(Problem(found.places[at], reason, remedy, doubt=True))


def _build_tables(read: Sequence[FileRead]) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The tables articles, rejects and files, with ids made unique over all files."""
    articles: list[dict[str, Any]] = []
    rejects: list[dict[str, Any]] = []
    files: list[dict[str, Any]] = []
    identities = Identities()
    for found in read:
        problems = list(found.problems)
        n_before = len(articles)
        for row, place in zip(found.rows, found.places, strict=True):
            kept, problem = identities.admit(row, place, f"{found.name} ({place})")
            if problem:
                problems.append(problem)
            if kept:
                articles.append({**row, "source_file": found.name, "source_format": found.format})
        ids = dict(zip(found.places, (row["article_id"] for row in found.rows), strict=True))
        n_doubts = sum(problem.doubt for problem in problems)
        n_read = len(articles) - n_before
        n_rejected = sum(problem.n_records for problem in problems if not problem.doubt)
        files.append(
            {
                "source_file": found.name,
                "source_format": found.format,
                "n_records": n_read + n_rejected,
                "n_read": n_read,
                "n_rejected": n_rejected,
                "n_doubts": n_doubts,
                "columns": found.mapped.describe() or None,
            }
        )
        rejects += [
            {
                "source_file": found.name,
                "place": problem.place,
                "reason": problem.reason,
                "remedy": problem.remedy,
                "kind": "doubt" if problem.doubt else "rejected",
                "n_records": problem.n_records,
                "article_id": ids.get(problem.place) if problem.doubt else None,
            }
            for problem in problems
        ]
    return (
        build_table("articles", _by_column(articles)),
        build_table("rejects", rejects),
        build_table("files", files),
    )


def _by_column(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows of many files as a frame; columns that only some have are missing in the others."""
    names = dict.fromkeys(name for row in rows for name in row)
    return pd.DataFrame({name: [row.get(name) for row in rows] for name in names})


def as_corpus(source: Corpus | pd.DataFrame | Paths) -> Corpus:
    """A corpus as it is, the articles of a DataFrame as a corpus, or what stands at a path.

    Raises
    ------
    MediakitError
        When the table or the path cannot be used.
    """
    if isinstance(source, Corpus):
        return source
    if isinstance(source, pd.DataFrame):
        return Corpus(check_table(source, "articles"), build_table("rejects", []), build_table("files", []))
    return read_corpus(source)
