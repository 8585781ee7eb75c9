"""The command line: files in, a report or a table out; each command calls the public functions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

import mediakit as mk
from mediakit._core.errors import InputError, MediakitError
from mediakit._core.export import check_file, check_folder, write_csv, write_parquet
from mediakit._core.resources import carried_folder
from mediakit._core.study import Study, build_study, load_study
from mediakit._core.wording import plural

_DEFAULT_OUT = Path("report")
_INTERRUPTED = 130

app = typer.Typer(
    help="Who is quoted, with which words, in whose voice, about whom: compare news coverage across outlets.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

train = typer.Typer(
    help="Train a model on articles or sentences that people have coded.", no_args_is_help=True
)
app.add_typer(train, name="train")

codebook = typer.Typer(help="Codebooks of frames: what they count.", no_args_is_help=True)
app.add_typer(codebook, name="codebook")

_Seed = Annotated[int, typer.Option(min=0, help="Seed wherever chance enters.")]
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
        study = _choose_study(paths or [], {key: value for key, value in given.items() if value is not None})
        folder = study.out or _DEFAULT_OUT
        check_folder(folder)
        corpus = mk.read_corpus(
            list(study.corpus), outlet=study.outlet, columns=study.columns, format=study.format
        )
        _refuse_none(corpus)
        if corpus.files["n_rejected"].any():
            _tell_trouble(corpus)
        analysis = mk.analyze(
            corpus,
            actors=study.actors,
            frames=study.frames,
            by=study.by,
            title=study.title,
            sample=study.sample,
            seed=study.seed,
        )
        index = mk.write_report(analysis, folder)
        n_articles = plural(len(analysis.articles), "article")
        typer.echo(f"{n_articles}. The report is in {index}: open it in a browser.")


@app.command()
def read(
    paths: _Paths,
    out: Annotated[Path, typer.Option("--out", "-o", help="Where to write: .parquet or .csv.")],
    outlet: _Outlet = None,
) -> None:
    """Read articles into one table, and say what was read and what was not."""
    with _exit_codes():
        _check_out(out)
        corpus = mk.read_corpus(paths, outlet=outlet)
        _refuse_none(corpus)
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
        _check_out(out)
        corpus = mk.read_corpus(paths, outlet=outlet)
        _refuse_none(corpus)
        _tell_trouble(corpus)
        articles = corpus.articles
        found = mk.find_quotes(articles, mentions=mk.find_mentions(articles, actors=actors))
        _write_table(found, out)
        n_quotes = found["quote_id"].nunique()
        verb = "is" if n_quotes == 1 else "are"
        typer.echo(f"{plural(n_quotes, 'quotation')} of {plural(len(articles), 'article')} {verb} in {out}.")


@app.command()
def notebooks(folder: Annotated[Path, typer.Argument(help="Where to copy them.")]) -> None:
    """Copy the notebooks that come with the package into a folder, to run and to change them."""
    with _exit_codes():
        copies = mk.copy_notebooks(folder)
        typer.echo(f"{plural(len(copies), 'notebook')} in {folder}. Open them with: jupyter lab {folder}")


@train.command("quotes")
def train_quotes(
    folder: Annotated[
        Path,
        typer.Argument(
            help="Annotated articles: brat files, or the tables articles and quotes as .parquet or .csv."
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Where to write the model: .npz.")],
    seed: _Seed = 0,
) -> None:
    """Train the search for quotations on articles that people have annotated."""
    with _exit_codes():
        _check_model(out)
        articles, attributions = mk.read_attributions(folder)
        mk.train_quotes(articles, attributions, seed=seed).save(out)
        learned = f"{plural(len(attributions), 'attribution')} of {plural(len(articles), 'article')}"
        typer.echo(f"Trained on {learned}. The model is in {out}: find_quotes(articles, model={str(out)!r}).")


@train.command("sentiment")
def train_sentiment(
    file: Annotated[
        Path, typer.Argument(help="Coded sentences: .csv or .jsonl, a row a target, or NewsMTSC's .jsonl.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Where to write the model: .npz.")],
    seed: _Seed = 0,
) -> None:
    """Train the tone toward a person on sentences that people have coded."""
    with _exit_codes():
        _check_model(out)
        mk.train_sentiment(file, seed=seed).save(out)
        typer.echo(
            f"The model is in {out}: score_sentiment(articles, mentions, method='news', model={str(out)!r})."
        )


@train.command("frames")
def train_frames(
    paths: _Paths,
    codes: Annotated[
        Path, typer.Option(help="The codes, .csv or .parquet: article_id, and 0 or 1 for each frame.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Where to write the model: .npz.")],
    outlet: _Outlet = None,
    seed: _Seed = 0,
) -> None:
    """Train frames on articles that people have coded, and say how well they are told apart."""
    with _exit_codes():
        _check_model(out)
        corpus = mk.read_corpus(paths, outlet=outlet)
        _refuse_none(corpus)
        _tell_trouble(corpus)
        classifier = mk.FrameClassifier(seed=seed).fit(corpus.articles, _read_table(codes))
        typer.echo(classifier.cross_validate().to_string(index=False))
        classifier.save(out)
        typer.echo(f"The model is in {out}: mediakit.FrameClassifier.load({str(out)!r}).score(articles).")


@codebook.command("check")
def check_codebook(
    file: Annotated[Path, typer.Argument(help="A codebook of frames: a TOML file.")],
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH...]", help="Articles to count its cues in.")
    ] = None,
    out: Annotated[
        Path, typer.Option("--out", "-o", help="Where to write each cue with its count and examples.")
    ] = Path("codebook.html"),
    outlet: _Outlet = None,
    actors: _Actors = None,
) -> None:
    """Check a codebook of frames, and show what each of its cues finds in articles."""
    with _exit_codes():
        frames = mk.load_codebook(file, "frames")
        n_cues = plural(sum(len(frame.cues) for frame in frames.frames), "cue")
        typer.echo(f"{file}: {plural(len(frames.frames), 'frame')}, {n_cues}, no mistake found.")
        if not paths:
            return
        if out.suffix != ".html":
            raise typer.BadParameter(
                f"expected a file name that ends in .html, got {str(out)!r}", param_hint="--out"
            )
        check_file(out)
        corpus = mk.read_corpus(paths, outlet=outlet)
        _refuse_none(corpus)
        mentions = mk.find_mentions(corpus.articles, actors=actors)
        quotes = mk.find_quotes(corpus.articles, mentions)
        checked = mk.check_codebook(frames, corpus.articles, mentions=mentions, quotes=quotes, actors=actors)
        n_idle = plural(int((checked["n"] == 0).sum()), "cue")
        mk.write_codebook_check(checked, frames, out)
        typer.echo(f"{n_idle} found nothing. The list is in {out}: open it in a browser.")


@app.callback(invoke_without_command=True)
def _show_version(
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    if version:
        typer.echo(f"mediakit {mk.__version__}")
        raise typer.Exit


def _choose_study(paths: list[str], given: Mapping[str, object]) -> Study:
    """The study of the sample, of a study file, or of paths to read, with the options given in its place."""
    has_file = any(path.endswith(".toml") for path in paths)
    if has_file and len(paths) > 1:
        raise typer.BadParameter("a study file stands alone; put the paths into its key corpus")
    if has_file or not paths:
        study = load_study(paths[0] if paths else carried_folder("data", "visit") / "study.toml")
        return build_study({**study.model_dump(), **given}, "the command line")
    return build_study({"corpus": paths, **given}, "the command line")


def _refuse_none(corpus: mk.Corpus) -> None:
    if corpus.articles.empty:
        raise InputError(f"No article was read. {_describe_trouble(corpus)}".strip())


def _tell_trouble(corpus: mk.Corpus) -> None:
    if len(corpus.rejects):
        typer.echo(f"mediakit: {_describe_trouble(corpus)}", err=True)


def _describe_trouble(corpus: mk.Corpus) -> str:
    """How many records were rejected or doubtful, and the first reason; rejected ones come first."""
    if corpus.rejects.empty:
        return "The files hold no records."
    n_rejected, n_doubts = (int(corpus.files[name].sum()) for name in ("n_rejected", "n_doubts"))
    first = corpus.rejects.sort_values("kind", ascending=False, kind="stable").iloc[0]
    return (
        f"{plural(n_rejected, 'record')} rejected, {plural(n_doubts, 'doubt')}. "
        f"The first, in {first['source_file']} ({first['place']}): {first['reason']}; {first['remedy']}."
    )


def _check_out(out: Path) -> None:
    if out.suffix not in {".parquet", ".csv"}:
        raise typer.BadParameter(
            f"expected a file name that ends in .parquet or .csv, got {str(out)!r}", param_hint="--out"
        )
    check_file(out)


def _check_model(out: Path) -> None:
    if out.suffix != ".npz":
        raise typer.BadParameter(
            f"expected a file name that ends in .npz, got {str(out)!r}", param_hint="--out"
        )
    check_file(out)


def _read_table(path: Path) -> pd.DataFrame:
    """A table of a file, its article_id as text."""
    if path.suffix not in {".csv", ".parquet"}:
        raise InputError(f"{path} is no .csv or .parquet file.")
    if not path.is_file():
        raise InputError(f"There is no file {str(path)!r}.")
    try:
        if path.suffix == ".parquet":
            return pd.read_parquet(path)
        return pd.read_csv(path, dtype={"article_id": str})
    except (ValueError, OSError) as error:  # pandas' and pyarrow's are among them
        raise InputError(f"{str(path)!r} cannot be read as a table: {error}.") from error


def _write_table(table: pd.DataFrame, out: Path) -> None:
    write = write_csv if out.suffix == ".csv" else write_parquet
    write(table, out)


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
