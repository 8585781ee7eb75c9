"""The tables all stages meet in: each column declared once, with its dtype and its meaning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from mediakit._core.errors import TableError, UnknownNameError

Kind = Literal["text", "int", "maybe_int", "float", "bool", "time", "list"]

# pandas 3 has a string dtype with NaN as its missing value; pandas 2.2 keeps strings as objects.
_TEXT_DTYPE: Any = "str" if int(pd.__version__.split(".")[0]) >= 3 else object


_NUMBER_DTYPES: Mapping[str, Any] = {"int": "int64", "maybe_int": "Int64", "float": "float64"}


@dataclass(frozen=True)
class Column:
    """One column of a table: its name, kind, meaning, and what stands there when the input has none."""

    name: str
    kind: Kind
    meaning: str
    required: bool = False


@dataclass(frozen=True)
class Table:
    """One table: what a row is, its columns in order, and the columns that identify a row."""

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        """The names of the declared columns, in order."""
        return [column.name for column in self.columns]

    @property
    def required(self) -> list[str]:
        """The names of the columns an input must have."""
        return [column.name for column in self.columns if column.required]


_SPAN = (
    Column("article_id", "text", "the article", required=True),
    Column("field", "text", '"title" or "text"', required=True),
    Column("start", "int", "offset of the first character in the field", required=True),
    Column("end", "int", "offset after the last character in the field", required=True),
    Column("text", "text", "the words: article[field][start:end]", required=True),
)
_VOICE = (
    Column("voice", "text", 'who says these words: an actor, a speaker\'s own surface form, or "outlet"'),
    Column("voice_kind", "text", '"own", "quoted", "reported" or "unresolved"'),
    Column("quote_id", "text", "the innermost quotation around the span, if any"),
)
_TABLES = (
    Table(
        "articles",
        "an article",
        (
            Column("article_id", "text", "the user's id, or a short hash; unique", required=True),
            Column("outlet", "text", "the outlet that published the article"),
            Column("title", "text", "the headline"),
            Column("text", "text", "the body: paragraphs joined by a blank line", required=True),
            Column("published", "time", "time of publication in UTC, NaT when unknown"),
            Column("date_only", "bool", "True when the source gave a day without a time"),
            Column("author", "text", "the byline"),
            Column("kicker", "text", "the line above the headline"),
            Column("teaser", "text", "the standfirst or summary below the headline"),
            Column("subheads", "list", "headings inside the body, in order"),
            Column("section", "text", "the section of the outlet"),
            Column("url", "text", "the address"),
            Column("language", "text", "language as a BCP 47 tag"),
            Column("agency", "text", "the news agency credited"),
            Column("desk", "text", "initials of the desk or editor"),
            Column("republished_from", "text", "the source named for a republished article"),
            Column("source_file", "text", "the file it was read from"),
            Column("source_format", "text", "the format it was read as"),
        ),
        ("article_id",),
    ),
    Table(
        "rejects",
        "something that could not be read, or was read with a doubt",
        (
            Column("source_file", "text", "the file"),
            Column("place", "text", "line, record or page inside the file"),
            Column("reason", "text", "what happened, and what was found"),
            Column("remedy", "text", "what can be done"),
            Column("kind", "text", '"rejected" when it became no article, "doubt" when it was read with one'),
            Column(
                "n_records", "int", "records the row speaks for: 1, or those of an archive taken together"
            ),
            Column("article_id", "text", "the article read with the doubt"),
        ),
    ),
    Table(
        "files",
        "a file",
        (
            Column("source_file", "text", "the file"),
            Column("source_format", "text", "the format it was read as, missing when none fits"),
            Column("n_records", "int", "records seen in the file"),
            Column("n_read", "int", "articles read from it"),
            Column("n_rejected", "int", "records that became no article"),
            Column("n_doubts", "int", "doubts about what was read, each with a row in rejects"),
            Column("columns", "text", "which of its columns were taken for which of ours"),
        ),
    ),
    Table(
        "gdelt_documents",
        "a document of GDELT's Global Knowledge Graph",
        (
            Column("document_id", "text", "GDELT's number of the record", required=True),
            Column("url", "text", "the document's address, or another identifier"),
            Column("date", "time", "when GDELT saw it, to the quarter of an hour"),
            Column("source", "text", "the host, or the name of the source"),
            Column("collection", "text", '"web", "citation", "core", "dtic", "jstor" or "nontextual"'),
            Column("title", "text", "the page's title, in files that have it"),
            Column("author", "text", "the page's authors, in files that have them"),
            Column("published", "time", "the page's own time of publication, NaT when unknown"),
            Column("language", "text", "ISO 639-3 code of a document that was translated, else en"),
            Column("tone", "float", "positive minus negative, -100 to 100"),
            Column("positive", "float", "percentage of words with a positive connotation"),
            Column("negative", "float", "percentage of words with a negative connotation"),
            Column("polarity", "float", "percentage of words with either"),
            Column("activity", "float", "percentage of words of activity"),
            Column("self_reference", "float", "percentage of pronouns of self and group"),
            Column("n_words", "maybe_int", "words of the document"),
            Column("themes", "list", "themes, one a mention, in the order of their offsets"),
            Column("theme_offsets", "list", "character offset of each theme; empty when GDELT gives none"),
            Column("persons", "list", "persons, one a mention"),
            Column("person_offsets", "list", "character offset of each person"),
            Column("organizations", "list", "organizations, one a mention"),
            Column("organization_offsets", "list", "character offset of each organization"),
        ),
        ("document_id",),
    ),
    Table(
        "gdelt_quotations",
        "a quotation GDELT found in a document",
        (
            Column("document_id", "text", "the document", required=True),
            Column("offset", "int", "offset of its first character in GDELT's copy of the document"),
            Column("length", "int", "its length in characters there"),
            Column("verb", "text", "the verb of attribution, when GDELT found one"),
            Column("text", "text", "the words quoted", required=True),
        ),
    ),
    Table(
        "gdelt_events",
        "an event of GDELT's event database",
        (
            Column("event_id", "text", "GDELT's number of the event", required=True),
            Column("date", "time", "the day of the event"),
            Column("added", "time", "when it was added"),
            *(
                Column(f"{actor}_{part}", "text", f"the {nth} actor's {meaning}")
                for actor, nth in (("actor1", "first"), ("actor2", "second"))
                for part, meaning in (
                    ("code", "CAMEO code"),
                    ("name", "name"),
                    ("country", "country as a CAMEO code"),
                    ("type", "role as a CAMEO code"),
                )
            ),
            Column("is_root_event", "bool", "True when it stands in the lead of its first article"),
            Column("event_code", "text", "what happened, as a CAMEO code"),
            Column("event_base_code", "text", "its second level"),
            Column("event_root_code", "text", "its first level"),
            Column("quad_class", "maybe_int", "1, 2 verbal, material cooperation; 3, 4 conflict"),
            Column("goldstein", "float", "Goldstein scale, -10 to 10"),
            Column("n_mentions", "maybe_int", "mentions in the first quarter of an hour"),
            Column("n_sources", "maybe_int", "sources in the first quarter of an hour"),
            Column("n_articles", "maybe_int", "documents in the first quarter of an hour"),
            Column("tone", "float", "mean tone of these documents, -100 to 100"),
            Column("place", "text", "where it happened"),
            Column("place_country", "text", "FIPS 10-4 code of that country"),
            Column("latitude", "float", "latitude of the place"),
            Column("longitude", "float", "longitude of the place"),
            Column("url", "text", "the first document that told of it"),
        ),
        ("event_id",),
    ),
    Table(
        "mentions",
        "one mention of an actor",
        (
            *_SPAN,
            Column("actor", "text", "the actor meant", required=True),
            Column("form", "text", '"name", "nominal" or "pronoun"'),
        ),
    ),
    Table(
        "quotes",
        "one stretch of quoted or reported words",
        (
            Column("quote_id", "text", "the attribution this stretch belongs to", required=True),
            *_SPAN,
            Column("in_marks", "bool", "True when the stretch stands inside quotation marks"),
            Column("kind", "text", 'of the attribution: "direct", "mixed" or "indirect"'),
            Column("use", "text", '"speech", "scare", "title" or "term"'),
            Column("cue", "text", "the reporting words"),
            Column("cue_start", "maybe_int", "offset of the cue in the same field"),
            Column("cue_end", "maybe_int", "offset after the cue"),
            Column("speaker", "text", "the speaker as the article names them here"),
            Column("speaker_start", "maybe_int", "offset of the speaker in the same field"),
            Column("speaker_end", "maybe_int", "offset after the speaker"),
            Column("actor", "text", "the actor the speaker is, when known"),
            Column("confidence", "float", "probability that the actor is right, 0 to 1"),
        ),
    ),
    Table(
        "copies",
        "an article in a group of copies",
        (
            Column("article_id", "text", "the article", required=True),
            Column("group_id", "text", "the group of copies", required=True),
            Column("origin", "bool", "True for the article the others were copied from"),
            Column("kind", "text", '"wire", "reprint" or "update"'),
            Column("share", "float", "share of the article's words that are copied, 0 to 1"),
        ),
        ("article_id",),
    ),
    Table(
        "sentiment",
        "one mention, scored",
        (
            *_SPAN,
            Column("actor", "text", "the target of the sentiment", required=True),
            Column("sentence_start", "int", "offset of the sentence scored"),
            Column("sentence_end", "int", "offset after the sentence scored"),
            *_VOICE,
            Column("score", "float", "-1 (negative) to 1 (positive)", required=True),
            Column("label", "text", '"negative", "neutral" or "positive"'),
            Column("method", "text", "how it was scored"),
        ),
    ),
    Table(
        "frames",
        "one cue of a frame",
        (
            *_SPAN,
            Column("frame", "text", "the frame the cue points to", required=True),
            Column("actor", "text", "the actor the cue is about, missing when there is none"),
            *_VOICE,
            Column("weight", "float", "weight of the cue in the codebook, above 0"),
            Column("direction", "text", 'toward the actor: "positive", "negative" or "neutral"'),
            Column("vader", "float", "VADER compound of the cue's words alone, -1 to 1, for comparison"),
        ),
    ),
    Table(
        "estimates",
        "a group and a measure",
        (
            Column("measure", "text", "what was measured", required=True),
            Column("n_articles", "int", "articles that count in the estimate"),
            Column("n", "int", "rows of the scores table that count"),
            Column("estimate", "float", "the estimate, in the measure's unit"),
            Column("low", "float", "lower end of the interval, missing when there are too few articles"),
            Column("high", "float", "upper end of the interval"),
            Column("method", "text", "how the interval was made"),
            Column("note", "text", "what the reader must know"),
        ),
    ),
    Table(
        "contrasts",
        "a pair of groups and a measure",
        (
            Column("group_a", "text", "the first group", required=True),
            Column("group_b", "text", "the second group", required=True),
            Column("measure", "text", "what was measured", required=True),
            Column("difference", "float", "estimate of a minus estimate of b"),
            Column("low", "float", "lower end of the interval of the difference"),
            Column("high", "float", "upper end of the interval of the difference"),
            Column("p", "float", "p value of no difference, before correction"),
            Column("p_adjusted", "float", "p value corrected over the family"),
            Column("family_size", "int", "number of tests in the family"),
            Column("n_a", "int", "articles of a"),
            Column("n_b", "int", "articles of b"),
            Column("effect", "float", "standardised difference"),
            Column("method", "text", "how interval and p were made"),
            Column("note", "text", "what the reader must know"),
        ),
    ),
)
TABLES: Mapping[str, Table] = {table.name: table for table in _TABLES}


def get_table(name: str) -> Table:
    """Declaration of a table by name.

    Raises
    ------
    UnknownNameError
        When no table has this name.
    """
    if name not in TABLES:
        raise UnknownNameError("table", name, TABLES)
    return TABLES[name]


def build_table(name: str, rows: Iterable[Mapping[str, Any]] | pd.DataFrame) -> pd.DataFrame:
    """Rows as a table with its declared columns, in their order and dtypes; other columns stay at the end.

    Columns the rows lack are filled with the kind's missing value: NaN for text and float, NaT for time, an
    empty list, False, 0, <NA>.
    """
    table = get_table(name)
    frame = rows.copy() if isinstance(rows, pd.DataFrame) else pd.DataFrame(list(rows))
    frame = frame.reset_index(drop=True)
    extra = [column for column in frame.columns if column not in table.names]
    columns = {
        column.name: _as_kind(frame[column.name], column.kind)
        if column.name in frame
        else _missing(column.kind, len(frame))
        for column in table.columns
    }
    return pd.DataFrame({**columns, **{name: frame[name] for name in extra}}, index=frame.index)


def check_table(frame: object, name: str) -> pd.DataFrame:
    """A user's DataFrame as the named table, checked once at the public door; the input stays as it was.

    Raises
    ------
    TableError
        When it is no DataFrame, lacks a required column, holds values of another kind, or repeats a key.
    """
    table = get_table(name)
    if not isinstance(frame, pd.DataFrame):
        raise TableError(
            f"Expected the {name} table as a pandas DataFrame (a row is {table.row}), "
            f"got {type(frame).__name__}."
        )
    lacking = [column for column in table.required if column not in frame.columns]
    if lacking:
        raise TableError(
            f"The {name} table lacks the column{'s' if len(lacking) > 1 else ''} {_quoted(lacking)}. "
            f"It has {_quoted(map(str, frame.columns)) or 'no columns'}. "
            f"A row is {table.row}; needed are {_quoted(table.required)}. Rename the columns with "
            "frame.rename(columns={...})."
        )
    repeated_names = frame.columns[frame.columns.duplicated()]
    if len(repeated_names):
        raise TableError(f"The {name} table has two columns {repeated_names[0]!r}. Rename or drop one.")
    for declared in table.columns:
        if declared.name in frame.columns:
            _check_kind(frame[declared.name], declared, name)
    checked = build_table(name, frame)
    if name == "articles":  # a missing body or title is an empty one: spans need a string to point into
        for column in ("title", "text", "outlet"):
            checked[column] = checked[column].fillna("")
    for key in table.key:
        if checked[key].isna().any():
            place = checked.index[checked[key].isna()][0]
            raise TableError(f"The {name} table has no {key} in row {place}. Each row needs its own.")
    if table.key:
        repeated = checked.duplicated(list(table.key))
        if repeated.any():
            example = checked.loc[repeated, list(table.key)].iloc[0].tolist()
            raise TableError(
                f"The {name} table has {int(repeated.sum())} repeated keys; the first is {example}. "
                f"Each row needs its own {', '.join(table.key)}; drop or rename the repeated ones."
            )
    return checked


def _check_kind(series: pd.Series[Any], column: Column, name: str) -> None:
    """Refuse a column whose values are not of its kind, naming the first that is not."""
    try:
        _as_kind(series, column.kind)
    except (TypeError, ValueError, OverflowError) as error:
        place, value = next(
            ((place, value) for place, value in series.items() if not _is_kind(value, column.kind)),
            (series.index[0], series.iloc[0]),
        )
        raise TableError(
            f"The column {column.name!r} of the {name} table ({column.meaning}) has {value!r} in "
            f"row {place}, which cannot be read as {column.kind.removeprefix('maybe_')}. "
            f"Mend or drop the value. ({error})"
        ) from error


def _is_kind(value: Any, kind: Kind) -> bool:
    try:
        _as_kind(pd.Series([value], dtype=object), kind)
    except (TypeError, ValueError, OverflowError):
        return False
    return True


def check_columns(frame: pd.DataFrame, columns: Sequence[str], what: str) -> None:
    """Refuse a frame that lacks one of the columns, naming those it has.

    Raises
    ------
    TableError
        When a column is missing.
    """
    lacking = [column for column in columns if column not in frame.columns]
    if lacking:
        raise TableError(
            f"{what} has no column {_quoted(lacking)}. It has {_quoted(map(str, frame.columns))}."
        )


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(repr(name) for name in names)


def _missing(kind: Kind, n: int) -> pd.Series[Any]:
    if kind == "list":
        return pd.Series([[] for _ in range(n)], dtype=object)
    dtypes: dict[str, Any] = {
        **_NUMBER_DTYPES,
        "text": _TEXT_DTYPE,
        "time": "datetime64[us, UTC]",
        "bool": bool,
    }
    fill: Any = {"int": 0, "maybe_int": pd.NA, "bool": False, "time": pd.NaT}.get(kind, np.nan)
    missing: pd.Series[Any] = pd.Series(fill, index=range(n), dtype=dtypes[kind])
    return missing


def _as_kind(series: pd.Series[Any], kind: Kind) -> pd.Series[Any]:
    if kind == "text":
        missing = series.isna()
        text = series.astype(object).map(lambda value: value if isinstance(value, str) else str(value))
        return text.where(~missing, np.nan).astype(_TEXT_DTYPE)
    if kind == "time":
        # Each value by itself: one column may hold days, and times with and without a zone.
        is_time = pd.api.types.is_datetime64_any_dtype(series)
        times: pd.Series[Any] = pd.to_datetime(series, utc=True, format=None if is_time else "mixed")
        return times.astype("datetime64[us, UTC]")
    if kind == "list":
        return series.map(lambda value: list(value) if isinstance(value, (list, tuple, np.ndarray)) else [])
    if kind == "bool":
        return series.astype(object).where(~series.isna(), False).astype(bool)
    converted: pd.Series[Any] = series.astype(_NUMBER_DTYPES[kind])
    return converted
