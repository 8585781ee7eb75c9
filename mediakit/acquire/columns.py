"""The names a file gives its values in, the names of the articles table out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mediakit._core.errors import InputError, UnknownNameError
from mediakit._core.tables import get_table
from mediakit.acquire.decode import clean

# Our name: the names others use, the first that is there wins. Compared in lower case, without spaces,
# underscores and hyphens, first as a whole ("fields.body"), then by the last part of a nested name ("body").
_SYNONYMS = {
    "article_id": "article_id id guid uid uuid stories_id story_id doc_id document_id text_id news_id _id",
    "outlet": "outlet source.name source.title source source_name media_name media.name "
    "medium publisher.name publisher publication publication_name newspaper news_outlet site site_name "
    "sitename website news_source media domain channel",
    "title": "title headline headline.main head hed article_title web_title news_title heading",
    "text": "text body full_text article_text article_body body_text content main_text maintext story_text "
    "article plain_text content_text raw_text text_content content_html body_html story",
    "published": "published date publish_date published_at published_date publication_date "
    "pub_date date_published date_publish datetime time timestamp web_publication_date "
    "first_published created created_at date_time article_date seen_date",
    "author": "author authors byline byline.original creator writer reporter journalist author_name",
    "url": "url link uri web_url article_url canonical_url permalink href article_link article_source_link "
    "source_url news_url",
    "language": "language lang",
    "section": "section category section_name rubric ressort categories",
    "teaser": "teaser standfirst description summary abstract subtitle subheadline dek deck lead lede "
    "snippet excerpt trail_text",
    "kicker": "kicker overline eyebrow pretitle",
    "subheads": "subheads subheadings",
    "agency": "agency news_agency wire_service",
    "desk": "desk",
    "republished_from": "republished_from original_source",
}
_OWN = ("source_file", "source_format", "date_only")
FIELDS = tuple(_SYNONYMS)


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]", "", name).lower()


_LOOKUP = {field: tuple(_plain(name) for name in names.split()) for field, names in _SYNONYMS.items()}


@dataclass(frozen=True)
class Mapped:
    """Which of a file's names stands for which of ours, and which others could have."""

    chosen: Mapping[str, str]
    passed_over: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def describe(self) -> str:
        """The decisions that were more than taking a name as it is, as a short phrase."""
        parts = []
        for ours, theirs in self.chosen.items():
            others = self.passed_over.get(ours, ())
            if theirs != ours or (others and ours == "text"):
                extra = f" (not {', '.join(others)})" if others else ""
                parts.append(f"{ours} from {theirs!r}{extra}")
        return "; ".join(parts)


def check_renames(columns: Mapping[str, str] | None) -> None:
    """Refuse a `columns=` that names a column we do not have.

    Raises
    ------
    UnknownNameError
        When a value is none of the names of the articles table that a file can fill.
    """
    for ours in (columns or {}).values():
        if ours not in FIELDS:
            raise UnknownNameError("column of the articles table in columns=", ours, FIELDS)
    repeated = len(set((columns or {}).values())) < len(columns or {})
    if repeated:
        raise InputError(f"Two of the columns in columns={dict(columns or {})!r} have the same name of ours.")


def map_names(names: Sequence[str], columns: Mapping[str, str] | None = None) -> Mapped:
    """For each name of ours, the one of a file's names that stands for it.

    Parameters
    ----------
    names : sequence of str
        The names in the file that hold any value; nested ones with dots.
    columns : mapping, optional
        The user's own decisions, their name to ours; names the file lacks are passed over.

    Examples
    --------
    >>> map_names(["Headline", "Full Text", "media_name"]).chosen
    {'outlet': 'media_name', 'title': 'Headline', 'text': 'Full Text'}
    """
    plain: dict[str, list[str]] = {}
    for name in names:
        plain.setdefault(_plain(name), []).append(name)
    last: dict[str, list[str]] = {}
    for name in names:
        if "." in name:
            last.setdefault(_plain(name.rsplit(".", 1)[1]), []).append(name)
    told = {
        ours: plain[_plain(theirs)][0] for theirs, ours in (columns or {}).items() if _plain(theirs) in plain
    }
    taken = set(told.values())
    chosen: dict[str, str] = {}
    passed_over: dict[str, tuple[str, ...]] = {}
    for ours in FIELDS:
        if ours in told:
            chosen[ours] = told[ours]
            continue
        # An identifier deep inside a record is that of something else.
        places = (plain,) if ours in ("article_id", "outlet") else (plain, last)
        found = [
            name
            for place in places
            for key in _LOOKUP[ours]
            for name in place.get(key, ())
            if name not in taken
        ]
        found = list(dict.fromkeys(found))
        if found:
            chosen[ours] = found[0]
            taken.add(found[0])
            passed_over[ours] = tuple(found[1:])
    return Mapped(chosen, passed_over)


def flatten(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record with the values of nested mappings under dotted names; lists stay as they are.

    Examples
    --------
    >>> flatten({"title": "T", "source": {"id": None, "name": "Herald"}})
    {'title': 'T', 'source.id': None, 'source.name': 'Herald'}
    """
    flat: dict[str, Any] = {}
    waiting: list[tuple[str, Any, int]] = [("", record, 0)]
    while waiting:
        prefix, value, depth = waiting.pop()
        if isinstance(value, Mapping) and depth < 4:
            items = [
                (f"{prefix}.{_name(key)}" if prefix else _name(key), inner, depth + 1)
                for key, inner in value.items()
            ]
            waiting.extend(reversed(items))
        else:
            flat[prefix] = value
    return flat


def _name(key: Any) -> str:
    """A key as a column can be named: JSON may escape half a character."""
    name = str(key)
    return name if name.isascii() else clean(name)


def add_paths(values: Mapping[str, Any], paths: Iterable[str]) -> Mapping[str, Any]:
    """A flat record with the values that dotted paths lead to under these paths' names.

    Numbers count the items of a list from 0; a path through a list without a number takes all its items.
    Brackets may stand for dots: ``byline.person[0].lastname``.

    Examples
    --------
    >>> record = {"media": [{"url": "a.jpg"}, {"url": "b.jpg"}]}
    >>> add_paths(record, ["media.1.url"])["media.1.url"], add_paths(record, ["media[].url"])["media[].url"]
    ('b.jpg', ['a.jpg', 'b.jpg'])
    """
    added = {}
    for path in paths:
        steps = [step for step in re.split(r"[.\[\]]+", path) if step]
        if len(steps) > 1 and not has_name(values, path):
            value = _follow(values, steps)
            if value is not None:
                added[path] = value
    return {**values, **added} if added else values


def _follow(value: Any, steps: Sequence[str]) -> Any:
    """What a path leads to inside a value, or None; a key of several steps, as `flatten` makes, is one."""
    if not steps:
        return value
    if isinstance(value, list):
        if steps[0].isdigit():
            at = int(steps[0][:9])
            return _follow(value[at], steps[1:]) if at < len(value) else None
        found = [_follow(item, steps) for item in value if isinstance(item, Mapping)]
        return [item for item in found if item is not None] or None
    if isinstance(value, Mapping):
        plain = {_plain(str(name)): inner for name, inner in value.items()}
        for n in range(len(steps), 0, -1):
            key = _plain(".".join(steps[:n]))
            if key in plain and (found := _follow(plain[key], steps[n:])) is not None:
                return found
    return None


def other_names(names: Iterable[str], mapped: Mapped) -> list[str]:
    """The user's own columns: what stands for nothing of ours, and does not carry one of our names."""
    used = set(mapped.chosen.values())
    ours = set(get_table("articles").names)
    return [name for name in names if name not in used and name not in ours and name not in _OWN]


def has_name(names: Iterable[str], wanted: str) -> bool:
    """Whether a name is among a file's names, however it is spaced and capitalised."""
    return any(same_name(wanted, name) for name in names)


def same_name(one: str, other: str) -> bool:
    """Whether two names differ at most in case, spaces, underscores and hyphens."""
    return _plain(one) == _plain(other)
