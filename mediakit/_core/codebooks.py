"""Codebooks of actors and frames: TOML in, a checked immutable object out, and back."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from mediakit._core.errors import CodebookError, UnknownNameError
from mediakit._core.resources import list_resources, resource_path

Phrase = Annotated[str, Field(min_length=1, pattern=r"\S")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Header(_Strict):
    """What a codebook is: its name, kind, language, version, source and state of validation."""

    name: Phrase
    kind: Literal["actors", "frames"]
    language: str = "en"
    version: str = "1"
    description: str = ""
    source: str = ""
    validation: str = "unvalidated"
    licence: str = ""
    extends: str | None = None


class _Named(_Strict):
    name: Phrase


class Actor(_Named):
    """An actor: a name, the spellings and titles that stand for it, and what it is."""

    class_: Literal["person", "state", "organisation", "group"] = Field("person", alias="class")
    definition: str = ""
    aliases: tuple[Phrase, ...] = ()
    titles: tuple[Phrase, ...] = ()
    exclude: tuple[Phrase, ...] = ()
    gender: Literal["male", "female"] | None = None
    state: str | None = None
    match_case: bool = True


class Frame(_Named):
    """A frame: its definition, the cues that point to it, and phrases in which a cue does not count."""

    definition: Phrase
    source: str = ""
    validation: str = "unvalidated"
    direction: Literal["positive", "negative", "neutral"] = "neutral"
    cues: tuple[Phrase, ...] = Field(min_length=1)
    exclude: tuple[Phrase, ...] = ()
    weight: float = Field(1.0, gt=0)


class Codebook(_Strict):
    """A codebook of actors or of frames.

    Attributes
    ----------
    header : Header
        Name, kind, language, version, source, state of validation.
    actors : tuple of Actor
        The actors of an actor codebook; empty in a frame codebook.
    frames : tuple of Frame
        The frames of a frame codebook; empty in an actor codebook.
    sha256 : str
        Digest of the file it was read from, or empty.
    """

    header: Header = Field(alias="codebook")
    actors: tuple[Actor, ...] = Field((), alias="actor")
    frames: tuple[Frame, ...] = Field((), alias="frame")
    sha256: str = ""

    @model_validator(mode="after")
    def _check_entries(self) -> Self:
        of_actors = self.header.kind == "actors"
        entries: Sequence[_Named] = self.actors if of_actors else self.frames
        others: Sequence[_Named] = self.frames if of_actors else self.actors
        if others:
            other = "frame" if of_actors else "actor"
            raise ValueError(f'a codebook of kind "{self.header.kind}" has no [[{other}]] entries')
        if not entries and self.header.extends is None:
            raise ValueError(f"it has no [[{self.header.kind.removesuffix('s')}]] entries")
        _refuse_repeats((entry.name for entry in entries), "two entries are named")
        if self.header.kind == "actors":
            _refuse_repeats(
                (form for actor in self.actors for form in {actor.name, *actor.aliases}),
                "two actors share the alias",
            )
        else:
            _refuse_repeats(
                (cue.lower() for frame in self.frames for cue in set(frame.cues)), "two frames share the cue"
            )
        return self

    def __len__(self) -> int:
        return len(self.actors) + len(self.frames)

    def __repr__(self) -> str:
        entries = [actor.name for actor in self.actors] + [frame.name for frame in self.frames]
        shown = ", ".join(entries[:6]) + (", …" if len(entries) > 6 else "")
        return f"<Codebook {self.header.name!r}: {len(entries)} {self.header.kind}: {shown}>"

    __str__ = __repr__


Source = str | Path | Codebook
_Entry = TypeVar("_Entry", Actor, Frame)


def list_codebooks(kind: str | None = None) -> list[str]:
    """Names of the codebooks that ship with the package, of one kind or of all.

    Parameters
    ----------
    kind : {"actors", "frames"}, optional
        The kind to list; all when not given.

    Returns
    -------
    list of str
        The names, sorted; `load_codebook` takes each.

    Examples
    --------
    >>> list_codebooks("frames")
    ['diplomacy_and_war']
    """
    names = list_resources("codebooks", ".toml")
    return [name for name in names if kind is None or load_codebook(name).header.kind == kind]


def load_codebook(source: Source, kind: Literal["actors", "frames"] | None = None) -> Codebook:
    """A codebook from a TOML file, a shipped name, or a Codebook itself.

    Parameters
    ----------
    source : str, Path or Codebook
        A path to a TOML file, the name of a shipped codebook, or a Codebook.
    kind : {"actors", "frames"}, optional
        The kind that is needed here.

    Returns
    -------
    Codebook
        With the entries of the codebook it extends, which its own entries of the same name replace.

    Raises
    ------
    CodebookError
        When the file is not TOML, an entry is wrong or the kind is another; file, line and key are named.
    UnknownNameError
        When there is neither such a file nor a shipped codebook of that name.
    """
    codebook = source if isinstance(source, Codebook) else _read(_locate(source, kind))
    if kind is not None and codebook.header.kind != kind:
        raise CodebookError(
            f"The codebook {codebook.header.name!r} holds {codebook.header.kind}; "
            f"one of {kind} is needed here."
        )
    return codebook


def write_toml(codebook: Codebook, path: Path) -> None:
    """Write a codebook as TOML in a form that people like to edit: one entry a block, one list a line."""
    path.write_text(to_toml(codebook), encoding="utf-8")


def to_toml(codebook: Codebook) -> str:
    """A codebook as the TOML text that `load_codebook` reads back to an equal one."""
    blocks = [_toml_block("[codebook]", codebook.header)]
    blocks += [_toml_block("[[actor]]", actor) for actor in codebook.actors]
    blocks += [_toml_block("[[frame]]", frame) for frame in codebook.frames]
    return "\n\n".join(blocks) + "\n"


def _locate(source: str | Path, kind: str | None = None) -> Path:
    path = Path(source)
    if path.is_file():
        return path
    shipped = resource_path("codebooks", f"{source}.toml")
    if isinstance(source, str) and re.fullmatch(r"\w+", source) and shipped.is_file():
        return shipped
    if path.suffix == ".toml" or len(path.parts) > 1:
        raise CodebookError(
            f"There is no codebook file {str(source)!r}. Check the path, or name a shipped one."
        )
    what = f"codebook of {kind} (nor a file)" if kind else "codebook (nor a file)"
    raise UnknownNameError(what, str(source), list_codebooks(kind))


def _read(path: Path, seen: tuple[Path, ...] = ()) -> Codebook:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
        values = tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CodebookError(
            f"{path.name} is not a TOML file: {error}. See the shipped ones for the form."
        ) from error
    try:
        codebook = Codebook.model_validate({**values, "sha256": hashlib.sha256(raw).hexdigest()})
    except ValidationError as error:
        raise CodebookError(_explain(path.name, text, error)) from error
    if codebook.header.extends is None:
        return codebook
    if path in seen:
        raise CodebookError(f"{path.name} extends itself. Remove `extends` from one of the codebooks.")
    beside = path.with_name(f"{codebook.header.extends}.toml")
    base = _read(beside if beside.is_file() else _locate(codebook.header.extends), (*seen, path))
    return _extend(base, codebook)


def _extend(base: Codebook, codebook: Codebook) -> Codebook:
    if base.header.kind != codebook.header.kind:
        raise CodebookError(
            f"{codebook.header.name!r} holds {codebook.header.kind} and extends {base.header.name!r}, "
            f"which holds {base.header.kind}."
        )
    # Validated again, since the two may share an alias or a cue that each has only once.
    try:
        return Codebook(
            header=codebook.header,
            actors=_replace(base.actors, codebook.actors),
            frames=_replace(base.frames, codebook.frames),
            sha256=hashlib.sha256((base.sha256 + codebook.sha256).encode()).hexdigest(),
        )
    except ValidationError as error:
        raise CodebookError(_explain(codebook.header.name, "", error)) from error


def _replace(base: tuple[_Entry, ...], new: tuple[_Entry, ...]) -> tuple[_Entry, ...]:
    names = {entry.name for entry in new}
    return tuple(entry for entry in base if entry.name not in names) + new


def _refuse_repeats(names: Iterable[str], message: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"{message} {name!r}")
        seen.add(name)


def _explain(name: str, text: str, error: ValidationError) -> str:
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"]) or "the whole file"
    line = _line_of(text, first["loc"])
    at = f", line {line}" if line else ""
    more = f" ({error.error_count() - 1} more problems)" if error.error_count() > 1 else ""
    got = first.get("input")
    shown = f" Got {got!r}." if isinstance(got, (str, int, float, bool)) else ""
    return f"{name}{at}, {place}: {first['msg'].removeprefix('Value error, ')}.{shown}{more}"


def _line_of(text: str, place: tuple[int | str, ...]) -> int | None:
    """Line of an entry's key, or of the entry, found by counting the [[actor]] or [[frame]] headings."""
    if len(place) < 2 or not isinstance(place[1], int):
        return None
    lines = text.splitlines()
    headings = [at for at, line in enumerate(lines) if line.strip() == f"[[{place[0]}]]"]
    if place[1] >= len(headings):
        return None
    start = headings[place[1]]
    end = headings[place[1] + 1] if place[1] + 1 < len(headings) else len(lines)
    for at in range(start, end):
        if len(place) > 2 and re.match(rf"\s*{re.escape(str(place[2]))}\s*=", lines[at]):
            return at + 1
    return start + 1


def _toml_block(heading: str, model: BaseModel) -> str:
    values = model.model_dump(by_alias=True, exclude_defaults=True)
    return "\n".join([heading, *(f"{key} = {_toml_value(value)}" for key, value in values.items())])


def _toml_value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + "".join(_escape(char) for char in value) + '"'
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml_value(item) for item in value) + "]"
    return repr(value)


def _escape(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    if char < " " or char == "\x7f":
        return f"\\u{ord(char):04x}"
    return char
