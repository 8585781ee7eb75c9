"""A file of GDELT's in, the rows of its table out, their values under our names."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mediakit.acquire.formats.zipped import is_zip, open_archive, read_member
from mediakit.acquire.reading import WHOLE, Content, Problem
from mediakit.acquire.unzip import UnreadableError

GKG = "gkg"
EVENTS = "events"

# The values of a GKG 2.1 row in their order, and the names a first row can give those we take.
_GKG = (
    *("id", "date", "collection", "source", "url", "counts", "v2_counts", "themes", "v2_themes"),
    *("locations", "v2_locations", "persons", "v2_persons", "organizations", "v2_organizations", "tone"),
    *("dates", "gcam", "image", "images", "image_embeds", "video_embeds", "quotations", "names", "amounts"),
    *("translation", "extras"),
)
_GKG_NAMES = {
    "id": "gkgrecordid",
    "date": "v21date date",
    "collection": "v2sourcecollectionidentifier sourcecollectionidentifier",
    "source": "v2sourcecommonname sourcecommonname",
    "url": "v2documentidentifier documentidentifier",
    "themes": "v1themes themes",
    "v2_themes": "v2enhancedthemes v2themes",
    "persons": "v1persons persons",
    "v2_persons": "v2enhancedpersons v2persons",
    "organizations": "v1organizations organizations",
    "v2_organizations": "v2enhancedorganizations v2organizations",
    "tone": "v15tone v2tone tone",
    "quotations": "v21quotations quotations",
    "translation": "v21translationinfo translationinfo",
    "extras": "v2extrasxml extrasxml extras",
}
_ACTORS = [
    *("id", "date", "monthyear", "year", "fractiondate"),
    *(
        f"{actor}_{part}"
        for actor in ("actor1", "actor2")
        for part in (
            *(
                "code",
                "name",
                "country",
                "group",
                "ethnic",
                "religion1",
                "religion2",
                "type",
                "type2",
                "type3",
            ),
        )
    ),
    *("is_root_event", "event_code", "event_base_code", "event_root_code", "quad_class", "goldstein"),
    *("n_mentions", "n_sources", "n_articles", "tone"),
]
_PLACE_1 = ("type", "place", "place_country", "adm1", "latitude", "longitude", "feature")
_PLACE_2 = ("type", "place", "place_country", "adm1", "adm2", "latitude", "longitude", "feature")


def _event_layout(place: Sequence[str]) -> list[str]:
    """The columns of events in their order; the place of the action carries our names."""
    actors = [f"{actor}_{part}" for actor in ("actor1", "actor2") for part in place]
    return [*_ACTORS, *actors, *place, "added", "url"]


_EVENT_NAMES = {
    **{"id": "globaleventid", "date": "sqldate day", "added": "dateadded", "url": "sourceurl"},
    **{"is_root_event": "isrootevent", "event_code": "eventcode", "event_base_code": "eventbasecode"},
    **{"event_root_code": "eventrootcode", "quad_class": "quadclass", "goldstein": "goldsteinscale"},
    **{
        "n_mentions": "nummentions",
        "n_sources": "numsources",
        "n_articles": "numarticles",
        "tone": "avgtone",
    },
    **{"place": "actiongeofullname", "place_country": "actiongeocountrycode"},
    **{"latitude": "actiongeolat", "longitude": "actiongeolong"},
    **{
        f"{actor}_{ours}": f"{actor}{theirs}"
        for actor in ("actor1", "actor2")
        for ours, theirs in (
            ("code", "code"),
            ("name", "name"),
            ("country", "countrycode"),
            ("type", "type1code"),
        )
    },
}


@dataclass(frozen=True)
class _Layout:
    """Which table a row belongs to, and where each of its values stands; None for what a header lacks."""

    kind: str
    places: Mapping[str, int | None]
    n_values: int

    def name(self, values: Sequence[str]) -> dict[str, str]:
        """The values of a row under our names; empty where there is none."""
        return {name: "" if at is None else values[at] for name, at in self.places.items()}


def _in_order(kind: str, names: Sequence[str]) -> _Layout:
    return _Layout(kind, {name: at for at, name in enumerate(names)}, len(names))


_EVENTS_1 = _event_layout(_PLACE_1)
# By the number of values: GKG 2.1, events 1.0 with and without the address, events 2.0.
_LAYOUTS = {
    layout.n_values: layout
    for layout in (
        _in_order(GKG, _GKG),
        _in_order(EVENTS, _EVENTS_1[:-1]),
        _in_order(EVENTS, _EVENTS_1),
        _in_order(EVENTS, _event_layout(_PLACE_2)),
    )
}
_MOST_OTHERS = 5
_OTHERS = {11: "GKG 1.0", 16: "GDELT's table of mentions"}
_FIRST_GKG = re.compile(rb"\d{14}-T?\d+\t\d{14}\t\d\t")
_FIRST_EVENT = re.compile(rb"\d{1,10}\t\d{8}\t\d{6}\t\d{4}\t\d{4}\.\d+\t")
# A file of 15 minutes unpacks to some 30 MB.
_MAX_BYTES = 500 * 2**20


def is_gdelt(start: bytes) -> bool:
    """Whether a file's first row is that of GKG 2.1 or of the events, or names their columns."""
    line = start.split(b"\n", 1)[0].removeprefix(b"\xef\xbb\xbf").rstrip(b"\r")
    n_values = line.count(b"\t") + 1
    lower = line[:100].lower()
    if lower.startswith((b"gkgrecordid\t", b"globaleventid\t")):
        return True
    if _FIRST_GKG.match(line):
        return n_values == len(_GKG) or b"\n" not in start
    return _FIRST_EVENT.match(line) is not None and _LAYOUTS.get(n_values, _LAYOUTS[len(_GKG)]).kind == EVENTS


def read_tables(content: Content) -> Iterator[tuple[str, str, Mapping[str, str] | Problem]]:
    """The rows of a file, each with its place and kind; a `Problem` for what is no row."""
    try:
        for member, data in _unpack(content):
            for place, kind, row in _read_rows(data):
                named = f"{member}, {place}" if member else place
                yield (
                    named,
                    kind,
                    Problem(named, row.reason, row.remedy) if isinstance(row, Problem) else row,
                )
    except UnreadableError as error:
        yield WHOLE, "", Problem(WHOLE, error.reason, error.remedy)
    except OSError as error:
        reason = f"the file cannot be opened: {error.strerror or error}"
        yield WHOLE, "", Problem(WHOLE, reason, "check the path and your right to read it")


def _unpack(content: Content) -> Iterator[tuple[str, bytes]]:
    """The tables in a file: itself, or the members of a zip archive."""
    if not is_zip(content.start):
        yield "", content.data
        return
    with open_archive(content) as archive:
        for member in archive.infolist():
            if not member.is_dir():
                yield member.filename, read_member(archive, member, _MAX_BYTES)


def _read_rows(data: bytes) -> Iterator[tuple[str, str, Mapping[str, str] | Problem]]:
    header: _Layout | None = None
    n_read = n_other = 0
    for at, line in enumerate(io.BytesIO(data), start=1):
        values = line.decode("utf-8", "replace").rstrip("\r\n").split("\t")
        if values == [""]:
            continue
        if at == 1:
            header = _read_header(values)
            if header:
                continue
        layout = header or _LAYOUTS.get(len(values))
        if layout and len(values) == layout.n_values:
            n_read += 1
            yield f"line {at}", layout.kind, layout.name(values)
            continue
        n_other += 1
        yield f"line {at}", "", Problem(f"line {at}", _why_other(values, header), "download the file again")
        if n_other == _MOST_OTHERS and not n_read:
            return  # none of GDELT's tables: its first rows speak for all


def _why_other(values: Sequence[str], header: _Layout | None) -> str:
    if header:
        return f"{len(values)} values where the first row has {header.n_values}"
    known = _OTHERS.get(len(values), f"{len(values)} tab-separated values")
    return f"{known}, where GKG 2.1 has 27 values and events have 57, 58 or 61"


def _read_header(values: Sequence[str]) -> _Layout | None:
    """The layout a first row of names tells, or None when it holds values."""
    names = [re.sub(r"[\W_]", "", name).lower() for name in values]
    known = {"gkgrecordid": (GKG, _GKG_NAMES), "globaleventid": (EVENTS, _EVENT_NAMES)}.get(names[0])
    if not known:
        return None
    kind, ours = known
    places = {
        name: next((names.index(one) for one in theirs.split() if one in names), None)
        for name, theirs in ours.items()
    }
    return _Layout(kind, places, len(values))
