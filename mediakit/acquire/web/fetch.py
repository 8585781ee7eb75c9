"""Addresses of web pages in, a corpus of their articles out, with each address that gave none and why."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from math import isfinite
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from mediakit._core.errors import InputError
from mediakit._core.execute import map_items, map_threads
from mediakit.acquire.corpus import Corpus, build_corpus
from mediakit.acquire.decode import clean
from mediakit.acquire.files import FileRead, read_file
from mediakit.acquire.locate import Located
from mediakit.acquire.reading import Problem
from mediakit.acquire.unzip import UnreadableError
from mediakit.acquire.web.pagecache import PageCache
from mediakit.acquire.web.web import ROBOT, Visitor, describe_status

_PLACE = "whole page"
_BROWSER = "open the page in a browser and save it from there"
_REMEDIES = {
    401: "log in with a browser and save the page from there",
    402: "log in with a browser and save the page from there",
    403: _BROWSER,
    404: "check the address; a web archive may hold the page",
    410: "a web archive may hold the page",
    429: "try again later with a longer delay=",
    451: "a web archive may hold the page",
}
_MEDIA_TYPE = re.compile(r"[\w.+-]{1,40}/[\w.+-]{1,60}")
_NOT_FOR_GOOD = {408, 425, 429}  # the same request may be answered another time


def fetch_articles(
    urls: Iterable[str] | str | os.PathLike[str],
    *,
    cache: str | os.PathLike[str] | None = None,
    delay: float = 1.0,
    timeout: float = 30.0,
    outlet: str | None = None,
    contact: str | None = None,
    allow_private: bool = False,
) -> Corpus:
    """Fetch web pages, politely, and read the articles on them.

    Parameters
    ----------
    urls : list or Series of str, or path
        Addresses that begin with http:// or https://, or the path of a text file with one a line (blank lines
        and lines that begin with # are passed over).
    cache : path, optional
        A folder that keeps what servers answered, made when it is missing: one web archive (WARC) a page,
        which `read_corpus` reads too. What is in it is not asked for again, so that a run that was broken off
        goes on where it stood. Without it, everything is fetched each time.
    delay : float, default 1.0
        Seconds between two requests to one host. A longer time that the site's robots.txt asks for, up to a
        minute, is kept.
    timeout : float, default 30.0
        Seconds one request may take, from the connection to the last byte.
    outlet : str, optional
        The outlet's name, when all pages are of one; by default the page's own publisher, or its host.
    contact : str, optional
        A mail address or web page by which publishers can reach you; it is sent with every request.
    allow_private : bool, default False
        Fetch from the own network too. Only for lists whose every address is trusted: they could reach
        machines that nobody outside can.

    Returns
    -------
    Corpus
        articles, in the order of the addresses, with a column `captured` (when each was fetched, ISO 8601);
        rejects with one row for each address that gave no article, and the doubts; files with one row an
        address. `source_file` is the address as given, `url` that of the page in the end.

    Raises
    ------
    InputError
        When there are no addresses, or an option cannot be used. What goes wrong with a page raises nothing.

    Notes
    -----
    What robots.txt forbids is not fetched (RFC 9309), nor are addresses inside the own network, whatever
    form they take, nor pages larger than 10 MiB. Each host is asked for one page at a time, up to eight hosts
    beside each other. At most five redirects are followed, each checked as the first address was. A server
    that is busy (status 429, 502, 503 or 504) is asked up to three times, after the time it names. Pages are
    judged as those of web archives are: home pages, overviews and pages without the body of an article are
    rejected.

    Examples
    --------
    >>> corpus = fetch_articles(["http://127.0.0.1/router", "ftp://herald.example/crane"])
    >>> corpus.rejects["reason"].tolist()  # doctest: +NORMALIZE_WHITESPACE
    ["the host '127.0.0.1' lies in a private or reserved network (127.0.0.1)",
     "the address is not of the web: its scheme is 'ftp'"]
    """
    addresses = _list_addresses(urls)
    _check_number("delay", delay, at_least=0.0)
    _check_number("timeout", timeout, at_least=0.001)
    visitor = Visitor(
        delay=delay, timeout=timeout, agent=_describe_agent(contact), allow_private=allow_private
    )
    with ExitStack() as stack:
        kept = PageCache(_make_folder(cache) if cache else Path(stack.enter_context(TemporaryDirectory())))
        fetch = partial(_fetch, visitor=visitor, cache=kept)
        wanted = list(dict.fromkeys(url for url in addresses if isinstance(url, str)))
        failed = dict(zip(wanted, map_threads(fetch, wanted, "fetching", group=_host), strict=True))
        read = partial(_read, cache=kept, failed=failed, outlet=outlet, now=datetime.now(UTC))
        return build_corpus(map_items(read, _mark_repeated(addresses), "reading"))


def _fetch(url: str, *, visitor: Visitor, cache: PageCache) -> UnreadableError | None:
    """Put the answer for one address into the cache, unless it is there; the error when there is none."""
    if cache.get(url) is not None:
        return None
    try:
        answer = visitor.get(url)
    except UnreadableError as error:
        return error
    if answer.status >= 500 or answer.status in _NOT_FOR_GOOD:
        return _refusal(answer.status)
    cache.put(url, answer)
    return None


def _read(
    item: tuple[object, bool],
    *,
    cache: PageCache,
    failed: dict[str, UnreadableError | None],
    outlet: str | None,
    now: datetime,
) -> FileRead:
    """What one address gave; `item` says also whether the list has named it before."""
    url, repeated = item
    if not isinstance(url, str):
        name = "(no address)"
        return _reject(name, UnreadableError(f"this is no address: {url!r}"[:200], "mend or drop the row"))
    if repeated:
        return _reject(url, UnreadableError("the address stands in the list before", "nothing to do"))
    error = failed[url]
    capture = None if error else cache.get(url)
    if error or capture is None:
        return _reject(url, error or UnreadableError("the cache has lost the page", "fetch it again"))
    if capture.status != 200:
        return _reject(url, _refusal(capture.status or 0))
    if capture.body is None:
        kind = capture.media_type if _MEDIA_TYPE.fullmatch(capture.media_type) else "of an unknown kind"
        return _reject(url, UnreadableError(f"the answer is no web page: it is {kind}", _BROWSER))
    located = Located(cache.path(url), url, named=True)
    return read_file(located, format="warc", outlet=outlet, columns=None, now=now)


def _refusal(status: int) -> UnreadableError:
    remedy = _REMEDIES.get(status, "try again later" if status >= 500 else _BROWSER)
    return UnreadableError(f"the server answered {describe_status(status)}", remedy)


def _reject(url: str, error: UnreadableError) -> FileRead:
    return FileRead(url, named=True, problems=[Problem(_PLACE, error.reason, error.remedy)])


def _list_addresses(urls: Any) -> list[object]:
    """The addresses as given; what is no string becomes a rejection later."""
    if isinstance(urls, str) and urls.lower().startswith(("http://", "https://")):
        return [urls.strip()]
    if isinstance(urls, str | os.PathLike):
        path = Path(urls).expanduser()
        try:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(
                f"The list of addresses {str(urls)!r} cannot be read: {error}. Expected a text file with one "
                "address a line, or a list of addresses that begin with http:// or https://."
            ) from error
        found: list[object] = [line.strip() for line in lines if line.strip() and line.strip()[0] != "#"]
    elif isinstance(urls, pd.DataFrame) or not isinstance(urls, Iterable):
        raise InputError(
            f"Expected a list of addresses or a column with them, got {type(urls).__name__}. "
            'Pass the column: fetch_articles(table["url"]).'
        )
    else:
        found = [clean(url).strip() if isinstance(url, str) else url for url in urls]
    if not found:
        raise InputError("There is nothing to fetch: the list of addresses is empty.")
    return found


def _mark_repeated(addresses: list[object]) -> list[tuple[object, bool]]:
    seen: set[object] = set()
    marked = []
    for url in addresses:
        known = isinstance(url, str) and url in seen
        marked.append((url, known))
        if isinstance(url, str):
            seen.add(url)
    return marked


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _check_number(name: str, value: float, *, at_least: float) -> None:
    if not isinstance(value, int | float) or not isfinite(value) or value < at_least:
        raise InputError(f"{name}= is a number of seconds of at least {at_least:g}, got {value!r}.")


def _describe_agent(contact: str | None) -> str:
    """The User-Agent: our name, the version, and where the user can be reached."""
    if contact is not None and not (contact.isascii() and contact.isprintable()):
        raise InputError(f"contact= is a mail address or a web address in plain letters, got {contact!r}.")
    try:
        name = f"{ROBOT}/{version('mediakit-news')}"
    except PackageNotFoundError:
        name = ROBOT
    return f"{name} (media analysis{f'; {contact}' if contact else ''})"


def _make_folder(cache: str | os.PathLike[str]) -> Path:
    folder = Path(cache).expanduser()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"The folder cache={str(cache)!r} cannot be made: {error.strerror}.") from error
    return folder
