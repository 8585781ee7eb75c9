"""Study files: TOML in, what a whole run needs, with its paths resolved, out."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from mediakit._core.errors import InputError
from mediakit._core.wording import plural

_Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Study(BaseModel):
    """What a study file says: what to read, with which codebooks, how to compare, where to write.

    Attributes
    ----------
    corpus : tuple of str
        Files, folders and globs to read; in the file a string or a list, relative to the file.
    title : str
        Heading of the report.
    outlet : str, optional
        The outlet's name, "folder" for the name of each file's folder, or the column that holds it.
    columns : dict, optional
        The corpus's names of columns to ours.
    format : str, optional
        The format to read every file as.
    actors : str, optional
        Codebook of actors: a file, or a shipped name; actors as found when not given.
    frames : str
        Codebook of frames: a file, or a shipped name.
    by : str
        The column of articles that makes the groups to compare.
    seed : int
        Seed wherever chance enters.
    sample : bool
        Whether every page says that outlets and articles are invented.
    out : Path, optional
        Folder of the report, relative to the file.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    corpus: tuple[_Name, ...] = Field(min_length=1)
    title: str = ""
    outlet: _Name | None = None
    columns: dict[str, _Name] | None = None
    format: _Name | None = None
    actors: _Name | None = None
    frames: _Name = "diplomacy_and_war"
    by: _Name = "outlet"
    seed: Annotated[int, Field(ge=0)] = 0
    sample: bool = False
    out: Path | None = None

    @model_validator(mode="before")
    @classmethod
    def _accept_toml(cls, values: object) -> object:
        """TOML has one path or a list of them where the study has a tuple, and strings for paths."""
        if not isinstance(values, dict):
            return values
        corpus, out = values.get("corpus"), values.get("out")
        if isinstance(corpus, str | list):
            values = {**values, "corpus": (corpus,) if isinstance(corpus, str) else tuple(corpus)}
        return {**values, "out": Path(out)} if isinstance(out, str) and out.strip() else values

    def resolve(self, folder: Path) -> Self:
        """The study with the paths of its file taken from the folder the file lies in."""
        return self.model_copy(
            update={
                "corpus": tuple(str(folder / path) for path in self.corpus),
                "actors": self.actors and _find_codebook(self.actors, folder),
                "frames": _find_codebook(self.frames, folder),
                "out": self.out and folder / self.out,
            }
        )


def load_study(path: str | Path) -> Study:
    """The study a TOML file describes in its table ``[study]``.

    Parameters
    ----------
    path : str or Path
        The file.

    Returns
    -------
    Study
        With all paths resolved: those in the file are relative to it.

    Raises
    ------
    InputError
        When there is no such file, it is no TOML, or a key is unknown, missing or of the wrong kind; the
        message names file and key.
    """
    path = Path(path)
    try:
        values = tomllib.loads(path.read_bytes().decode("utf-8"))
    except OSError as error:
        raise InputError(f"There is no study file to read at {str(path)!r}: {error.strerror}.") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{path.name} is not a TOML file: {error}. Correct it and run again.") from error
    others = sorted(set(values) - {"study"})
    if others or not isinstance(values.get("study"), dict):
        found = f"it has {others[0]!r}" if others else "it has none"
        raise InputError(f"{path.name}: expected one table [study] with all the keys, {found}.")
    return build_study(values["study"], path.name).resolve(path.resolve().parent)


def build_study(values: Mapping[str, Any], source: str) -> Study:
    """The study with the given keys.

    Parameters
    ----------
    values : mapping
        The keys of a study and their values.
    source : str
        Where they were given; errors name it.

    Raises
    ------
    InputError
        When a key is unknown, missing or of the wrong kind.
    """
    try:
        return Study.model_validate(dict(values))
    except ValidationError as error:
        raise InputError(_explain(source, error)) from error


def _find_codebook(source: str, folder: Path) -> str:
    """Path of a codebook file beside the study, or the name as it is, which may be that of a shipped one."""
    beside = folder / source
    looks_like_path = source.endswith(".toml") or len(Path(source).parts) > 1
    return str(beside) if looks_like_path or beside.is_file() else source


def _explain(name: str, error: ValidationError) -> str:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    n_more = error.error_count() - 1
    more = f" ({plural(n_more, 'more problem')})" if n_more else ""
    if first["type"] == "missing":
        return f"{name}: the key {key!r} is missing from [study].{more}"
    if first["type"] == "extra_forbidden":
        return f"{name}: unknown key {key!r} in [study]. Known: {', '.join(Study.model_fields)}.{more}"
    return f"{name}, key {key!r}: {first['msg']}. Got {first['input']!r}.{more}"
