"""The command line: files in, a report or a table out; each command calls the public functions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

import mediakit as mk
from mediakit._core.errors import MediakitError
from mediakit._core.export import write_csv
from mediakit._core.resources import carried_folder
from mediakit._core.study import Study, load_study

_DEFAULT_OUT = Path("report")
_INTERRUPTED = 130

app = typer.Typer(
    help="Who is quoted, with which words, in whose voice, about whom: compare news coverage across outlets.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

_Paths = Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders or globs.")]
_Outlet = Annotated[
    str | None,
    typer.Option(help='Name of the outlet, "folder" for the folder\'s name, or the column that holds it.'),
]
_Actors = Annotated[str | None, typer.Option(metavar="CODEBOOK", help="Codebook of actors: a TOML file.")]
_Frames = Annotated[
    str | None, typer.Option(metavar="CODEBOOK", help="Codebook of frames: a TOML file or a shipped name.")
]


def main() -> None:
    """Run the command line."""
    app()


@app.command()
def report(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[STUDY.toml | PATH...]",
            help="A study file, or what to read; without any, the sample that comes with the package.",
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Folder of the report.  [default: report]")] = None,
    outlet: _Outlet = None,
    actors: _Actors = None,
    frames: _Frames = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Seed wherever chance enters.")] = None,
) -> None:
    """Read, annotate, compare, and write a report as a folder of web pages."""
    with _exit_codes():
        given = {"outlet": outlet, "actors": actors, "frames": frames, "seed": seed, "out": out}
        study = _choose_study(paths or []).model_copy(
            update={name: value for name, value in given.items() if value is not None}
        )
        corpus = mk.read_corpus(
            list(study.corpus), outlet=study.outlet, columns=study.columns, format=study.format
        )
        analysis = mk.analyze(
            corpus,
            actors=study.actors,
            frames=study.frames,
            by=study.by,
            title=study.title,
            sample=study.sample,
            seed=study.seed,
        )
        index = mk.write_report(analysis, study.out or _DEFAULT_OUT)
        typer.echo(f"{len(analysis.articles):,} articles. The report is in {index}: open it in a browser.")


@app.command()
def read(
    paths: _Paths,
    out: Annotated[Path, typer.Option("--out", "-o", help="Where to write: .parquet or .csv.")],
    outlet: _Outlet = None,
) -> None:
    """Read articles into one table, and say what was read and what was not."""
    with _exit_codes():
        _check_suffix(out)
        corpus = mk.read_corpus(paths, outlet=outlet)
        _write_table(corpus.articles, out)
        typer.echo(repr(corpus))
        typer.echo(f"The articles are in {out}.")


@app.command()
def quotes(
    paths: _Paths,
    out: Annotated[Path, typer.Option("--out", "-o", help="Where to write: .parquet or .csv.")],
    outlet: _Outlet = None,
    actors: _Actors = None,
) -> None:
    """Find the quotations of articles, with their speakers, and write them as a table."""
    with _exit_codes():
        _check_suffix(out)
        articles = mk.read_corpus(paths, outlet=outlet).articles
        found = mk.find_quotes(articles, mentions=mk.find_mentions(articles, actors=actors))
        _write_table(found, out)
        typer.echo(f"{found['quote_id'].nunique():,} quotations of {len(articles):,} articles are in {out}.")


@app.callback(invoke_without_command=True)
def _show_version(
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    if version:
        typer.echo(f"mediakit {mk.__version__}")
        raise typer.Exit


def _choose_study(paths: list[str]) -> Study:
    """The study of the sample, of a study file, or of paths to read."""
    if not paths:
        return load_study(carried_folder("data", "visit") / "study.toml")
    if len(paths) == 1 and paths[0].endswith(".toml"):
        return load_study(paths[0])
    return Study(corpus=tuple(paths))


def _check_suffix(out: Path) -> None:
    if out.suffix not in {".parquet", ".csv"}:
        raise typer.BadParameter(
            f"expected a file name that ends in .parquet or .csv, got {str(out)!r}", param_hint="--out"
        )


def _write_table(table: pd.DataFrame, out: Path) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    if out.suffix == ".csv":
        write_csv(table, out)
    else:
        table.to_parquet(out, index=False)


@contextmanager
def _exit_codes() -> Iterator[None]:
    """End with 1 and a message for errors that users can mend, with 130 when interrupted."""
    try:
        yield
    except MediakitError as error:
        typer.echo(f"mediakit: {error}", err=True)
        raise typer.Exit(1) from error
    except KeyboardInterrupt as error:
        typer.echo("mediakit: interrupted.", err=True)
        raise typer.Exit(_INTERRUPTED) from error
