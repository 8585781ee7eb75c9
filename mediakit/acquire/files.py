"""One located file in, its article rows and problems out; whatever is wrong with it, nothing is raised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from mediakit.acquire.assemble import assemble
from mediakit.acquire.columns import Mapped
from mediakit.acquire.locate import Located
from mediakit.acquire.readers import format_by_content, format_by_name, get_reader, is_about_files
from mediakit.acquire.reading import WHOLE, Content, Problem, Record
from mediakit.acquire.unzip import UnreadableError


@dataclass
class FileRead:
    """What one file gave.

    Attributes
    ----------
    name : str
        The name the file is shown by.
    named : bool
        Whether the user named the file itself.
    format : str or None
        The format it was read as; None when it is of no known format.
    rows, places : list
        Its articles, and where in the file each stands.
    problems : list of Problem
        What could not be read, and the doubts.
    names : list of str
        The names its records give their values.
    mapped : Mapped
        Which of these stands for which of ours.
    """

    name: str
    named: bool
    format: str | None = None
    rows: list[dict[str, Any]] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    mapped: Mapped = field(default_factory=lambda: Mapped({}))


def read_file(
    item: Located,
    *,
    format: str | None,
    outlet: str | None,
    columns: Mapping[str, str] | None,
    now: datetime,
) -> FileRead:
    """All that one file holds.

    A file in a folder that neither its name nor its first bytes promise to be an article is passed over: it
    has no format and no problem.
    """
    found = FileRead(item.name, item.named)
    records: list[Record] = []
    try:
        content = Content(item.name, item.path)
        if format is None and not _may_be_article(item, content):
            return found
        found.format = format or _find_format(item, content)
        for one in get_reader(found.format)(content):
            if isinstance(one, Record):
                records.append(one)
            else:
                found.problems.append(one)
    except UnreadableError as error:
        found.problems.append(Problem(WHOLE, error.reason, error.remedy))
    except OSError as error:
        reason = f"the file cannot be opened: {error.strerror or error}"
        found.problems.append(Problem(WHOLE, reason, "check the path and your right to read it"))
    except Exception as error:  # a parser's own failure on one file must not cost the others
        reason = f"the reader of {found.format} failed: {type(error).__name__}: {error}"[:300]
        found.problems.append(Problem(WHOLE, reason, "report it with the file; the other files were read"))
    if not records and not any(not problem.doubt for problem in found.problems):
        found.problems.append(Problem(WHOLE, "the file holds no records", "nothing to do if it is empty"))
    rows = assemble(records, outlet=outlet, folder=item.folder, columns=columns, now=now)
    found.rows, found.places, found.names, found.mapped = rows.rows, rows.places, rows.names, rows.mapped
    found.problems += rows.problems
    return found


def _may_be_article(item: Located, content: Content) -> bool:
    if item.named or format_by_name(item.path.name) is not None:
        return True
    return format_by_content(item.path.name, content.start) is not None


def _find_format(item: Located, content: Content) -> str:
    if not content.start.strip() and not content.data.strip():
        raise UnreadableError("the file is empty", "nothing to do if it should be")
    if is_about_files(item.path.name) and not item.named:
        raise UnreadableError("by its name the file is about the others", "name it to read it as an article")
    found = format_by_content(item.path.name, content.start)
    if found is None:
        suffix = f"the suffix {item.path.suffix!r}" if item.path.suffix else "a name without a suffix"
        raise UnreadableError(f"no known format has {suffix}", 'say which it is, such as format="txt"')
    return found
