"""Codebooks of actors and frames: TOML in, a checked immutable object out, and back."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, ValidationError, model_validator

from mediakit._core.codebook_text import explain_error, toml_block
from mediakit._core.cue_checks import check_frames
from mediakit._core.errors import CodebookError, UnknownNameError
from mediakit._core.resources import list_resources, resource_path

Phrase = Annotated[str, Field(min_length=1, pattern=r"\S")]
Direction = Literal["positive", "negative", "neutral"]
VoiceKind = Literal["own", "quoted", "reported", "unresolved"]
ActorClass = Literal["person", "state", "organisation", "group", "actor"]


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


class _Context(_Strict):
    """Where a cue counts: in which voices, beside which words, and near an actor of which classes."""

    voices: tuple[VoiceKind, ...] = ()
    with_: tuple[Phrase, ...] = Field((), alias="with")
    without: tuple[Phrase, ...] = ()
    near: tuple[ActorClass, ...] = ()
    within: int | None = Field(None, ge=1, le=100)

    @model_validator(mode="after")
    def _check_within(self) -> Self:
        if self.within and not self.near:
            raise ValueError("`within` counts the words to an actor: say of which class with `near`")
        return self


class CueRule(_Context):
    """A cue with what it asks for besides its words; what is not given is as its frame says.

    Attributes
    ----------
    phrase : str
        Its words; see `mediakit.find_frames` for wildcards, gaps and inflections.
    exclude : tuple of str
        Phrases in which this cue does not count.
    only_in : tuple of str
        Phrases of which one must cover the cue; empty for none.
    voices : tuple of str
        Kinds of voice in which it counts: "own", "quoted", "reported", "unresolved"; empty for all.
    with_ : tuple of str
        Phrases of which one must stand in the cue's sentence; `with` in the file; empty for none.
    without : tuple of str
        Phrases of which none may stand in the cue's sentence.
    near : tuple of str
        Classes of actors ("actor" for any) of which one must be named in the cue's sentence; empty for none.
    within : int, optional
        How many words may stand between the cue and that actor; the whole sentence when not given.
    weight : float, optional
        Above 0.
    direction : {"positive", "negative", "neutral"}, optional
        Toward the actor the cue is about.
    """

    phrase: Phrase
    exclude: tuple[Phrase, ...] = ()
    only_in: tuple[Phrase, ...] = ()
    weight: float | None = Field(None, gt=0)
    direction: Direction | None = None

    @property
    def asks_for_context(self) -> bool:
        """Whether more than the words around it decides whether it counts."""
        return bool(self.voices or self.near or self.with_ or self.without)

    @property
    def is_conditional(self) -> bool:
        """Whether it may stand somewhere and not count."""
        return bool(self.asks_for_context or self.exclude or self.only_in)


# Told apart before they are checked, so that an error speaks of the one that was meant.
PhraseOrRule = Annotated[
    Annotated[Phrase, Tag("_phrase")] | Annotated[CueRule, Tag("_rule")],
    Discriminator(lambda value: "_phrase" if isinstance(value, str) else "_rule"),
]


class Frame(_Named, _Context):
    """A frame: its definition, the cues that point to it, and phrases in which a cue does not count."""

    definition: Phrase
    source: str = ""
    validation: str = "unvalidated"
    direction: Direction = "neutral"
    cues: tuple[PhraseOrRule, ...] = Field(min_length=1)
    exclude: tuple[Phrase, ...] = ()
    weight: float = Field(1.0, gt=0)

    @property
    def rules(self) -> list[CueRule]:
        """The cues in full: where a cue says nothing of its own, what the frame says."""
        return [self._complete(cue if isinstance(cue, CueRule) else CueRule(phrase=cue)) for cue in self.cues]

    def _complete(self, cue: CueRule) -> CueRule:
        given = {
            "voices": cue.voices or self.voices,
            "with_": cue.with_ or self.with_,
            "without": cue.without or self.without,
            "near": cue.near or self.near,
            "within": cue.within or self.within,
            "weight": cue.weight or self.weight,
            "direction": cue.direction or self.direction,
        }
        return cue.model_copy(update=given)


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
            check_frames(self.frames, self.header.language)
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
    >>> "diplomacy_and_war" in list_codebooks("frames")
    True
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
    blocks = [toml_block("[codebook]", codebook.header)]
    blocks += [toml_block("[[actor]]", actor) for actor in codebook.actors]
    blocks += [toml_block("[[frame]]", frame) for frame in codebook.frames]
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
        raise CodebookError(explain_error(path.name, text, error)) from error
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
        raise CodebookError(explain_error(codebook.header.name, "", error)) from error


def _replace(base: tuple[_Entry, ...], new: tuple[_Entry, ...]) -> tuple[_Entry, ...]:
    names = {entry.name for entry in new}
    return tuple(entry for entry in base if entry.name not in names) + new


def _refuse_repeats(names: Iterable[str], message: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"{message} {name!r}")
        seen.add(name)
