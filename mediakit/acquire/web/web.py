"""An address in, the answer of its server out: politely, within limits, never from inside the own network."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.client import HTTPException
from socket import SHUT_RDWR, socket
from time import monotonic
from typing import TYPE_CHECKING

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, DecodeError, HTTPError, NewConnectionError, SSLError
from urllib3.response import HTTPResponse

from mediakit._core.execute import Turns, time_limit
from mediakit.acquire.formats.captures import MOST_BYTES, PAGE_TYPES
from mediakit.acquire.unzip import UnreadableError
from mediakit.acquire.web.addresses import Address, parse_address, resolve

if TYPE_CHECKING:
    from protego import Protego

ROBOT = "mediakit"  # the name robots.txt knows us by
_MOST_REDIRECTS = 5
_MOST_TRIES = 3
_LONGEST_WAIT = 60.0  # seconds a server may ask us to wait, between requests or before another try
_MOST_ROBOTS = 500 * 1024  # bytes of robots.txt that are read; RFC 9309 asks for no more
_BLOCK = 65_536
_BUSY = {429, 502, 503, 504}
_REDIRECTS = {301, 302, 303, 307, 308}
_LATER = "try again later; what was fetched stays in the cache"
_MOST_IPS = 3  # addresses of a host that are tried


@dataclass(frozen=True)
class Answer:
    """What a server answered: from which address, when, and a page's content, unpacked.

    `content` is empty when the answer is no page: a picture or a document is not fetched.
    """

    address: Address
    status: int
    headers: tuple[tuple[str, str], ...]
    content: bytes
    time: datetime

    def header(self, name: str) -> str:
        """The first value of a header, or nothing."""
        return next((value for key, value in self.headers if key.lower() == name), "")


class Visitor:
    """One who asks servers for pages: one request a host at a time, with a pause behind each.

    Parameters
    ----------
    delay : float
        Seconds between two requests to one host; a longer one that its robots.txt asks for is kept.
    timeout : float
        Seconds one request may take, from the connection to the last byte.
    agent : str
        The User-Agent.
    allow_private : bool
        Whether addresses inside the own network may be asked.
    """

    def __init__(self, *, delay: float, timeout: float, agent: str, allow_private: bool) -> None:
        self._turns = Turns(delay)
        self._asking = Turns(0.0)
        self._delay = delay
        self._timeout = timeout
        self._agent = agent
        self._allow_private = allow_private
        self._robots: dict[str, Protego | UnreadableError | None] = {}
        self._trust = ssl.create_default_context()

    def get(self, url: str) -> Answer:
        """The answer at the end of the redirects; each address on the way is checked anew.

        Raises
        ------
        UnreadableError
            When there is none: the address is refused, its robots.txt forbids it, the server does not answer
            in time, or answers with something that cannot be read.
        """
        address = parse_address(url)
        for _ in range(_MOST_REDIRECTS + 1):
            delay = self._ask_robots(address)
            answer = self._try(address, delay, _PAGE)
            if not _leads_on(answer):
                return answer
            address = parse_address(answer.header("location"), address)
        raise UnreadableError(f"more than {_MOST_REDIRECTS} redirects", "open the page in a browser")

    def _ask_robots(self, address: Address) -> float:
        """The seconds between requests that the site asks for, when its robots.txt allows the address."""
        with self._asking.take(address.origin):
            if address.origin not in self._robots:
                self._robots[address.origin] = self._read_robots(address)
        rules = self._robots[address.origin]
        if isinstance(rules, UnreadableError):
            raise UnreadableError(rules.reason, rules.remedy)
        if rules is None:
            return self._delay
        if not rules.can_fetch(str(address), ROBOT):
            raise UnreadableError("robots.txt forbids the page to programs", "ask the publisher")
        asked = rules.crawl_delay(ROBOT) or 0.0
        if asked > _LONGEST_WAIT:
            reason = f"robots.txt asks for {asked:g} seconds between requests"
            raise UnreadableError(reason, "ask the publisher")
        return max(asked, self._delay)

    def _read_robots(self, address: Address) -> Protego | UnreadableError | None:
        """The rules of a site; none when it has none; an error when they cannot be known (RFC 9309)."""
        from protego import Protego

        at = parse_address("/robots.txt", address)
        try:
            for _ in range(_MOST_REDIRECTS + 1):
                answer = self._try(at, self._delay, _ROBOTS_TXT)
                if not _leads_on(answer):
                    break
                at = parse_address(answer.header("location"), at)
        except UnreadableError as error:
            return error
        if answer.status >= 500 or answer.status in _BUSY:
            return UnreadableError(f"robots.txt cannot be read: status {answer.status}", _LATER)
        return Protego.parse(answer.content.decode("utf-8", "replace")) if answer.status == 200 else None

    def _try(self, address: Address, delay: float, wanted: _Wanted) -> Answer:
        """The answer to a request, tried again when the server is busy, after the time it asks for."""
        for n_tries in range(1, _MOST_TRIES + 1):
            ips = resolve(address, allow_private=self._allow_private)
            with self._turns.take(address.host) as turn:
                turn.pause = delay
                answer = self._request(address, ips, wanted)
                if answer.status not in _BUSY or n_tries == _MOST_TRIES:
                    return answer
                wait = _retry_after(answer)
                turn.pause = max(delay, 2.0**n_tries * self._delay if wait is None else wait)
                if turn.pause > _LONGEST_WAIT:
                    turn.pause = delay
                    return answer
        raise AssertionError("the last try returns")

    def _request(self, address: Address, ips: list[str], wanted: _Wanted) -> Answer:
        """The answer to one request, from one of the addresses that were checked and no other."""
        end = monotonic() + self._timeout
        try:
            connection = self._connect(address, ips, end)
            opened: socket = connection.sock
            try:
                with time_limit(end - monotonic(), lambda: _close(opened)):
                    connection.request(
                        "GET",
                        address.target,
                        headers={
                            "Host": address.host_and_port,
                            "User-Agent": self._agent,
                            "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1",
                            "Accept-Encoding": "gzip, deflate",
                            "Connection": "close",
                        },
                        preload_content=False,
                    )
                    response = connection.getresponse()
                    answer = Answer(
                        address, response.status, tuple(response.headers.items()), b"", datetime.now(UTC)
                    )
                    content = _read(response, wanted) if wanted.is_content(answer) else b""
            finally:
                connection.close()
        except UnreadableError:
            raise
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            raise _explain(error, self._timeout, late=monotonic() >= end) from error
        if monotonic() >= end:
            raise _explain(TimeoutError(), self._timeout, late=True)
        return Answer(answer.address, answer.status, answer.headers, content, answer.time)

    def _connect(self, address: Address, ips: list[str], end: float) -> HTTPConnection:
        """A connection to the first of the addresses that takes one."""
        for number, ip in enumerate(ips[:_MOST_IPS], start=1):
            left = max(0.01, end - monotonic())
            connection = (
                HTTPSConnection(
                    ip, address.port, timeout=left, ssl_context=self._trust, server_hostname=address.host
                )
                if address.scheme == "https"
                else HTTPConnection(ip, address.port, timeout=left)
            )
            try:
                connection.connect()
                return connection
            except (NewConnectionError, ConnectTimeoutError):
                connection.close()
                if number == len(ips[:_MOST_IPS]):
                    raise
        raise AssertionError("a host has an address")


def _is_page(answer: Answer) -> bool:
    media_type = answer.header("content-type").partition(";")[0].strip().lower()
    return answer.status == 200 and media_type in PAGE_TYPES


def _is_found(answer: Answer) -> bool:
    return answer.status == 200


@dataclass(frozen=True)
class _Wanted:
    """Which answers hold what was asked for, how long it may be, and whether a longer one is cut."""

    is_content: Callable[[Answer], bool]
    most: int
    cut: bool


_PAGE = _Wanted(_is_page, MOST_BYTES, cut=False)
_ROBOTS_TXT = _Wanted(_is_found, _MOST_ROBOTS, cut=True)


def _leads_on(answer: Answer) -> bool:
    return answer.status in _REDIRECTS and bool(answer.header("location"))


def _read(response: HTTPResponse, wanted: _Wanted) -> bytes:
    """The content of an answer, unpacked; one that is too long is refused, or cut."""
    announced = response.headers.get("Content-Length", "")
    if not wanted.cut and announced.isdecimal() and int(announced[:20]) > wanted.most:
        raise _too_large(wanted.most)
    parts: list[bytes] = []
    room = wanted.most
    while room >= 0 and (part := response.read1(_BLOCK)):
        parts.append(part)
        room -= len(part)
    if room < 0 and not wanted.cut:
        raise _too_large(wanted.most)
    return b"".join(parts)


def _too_large(most: int) -> UnreadableError:
    return UnreadableError(f"the page is larger than {most // 2**20} MiB", "save it from a browser")


def _retry_after(answer: Answer) -> float | None:
    """The seconds that a busy server asks to wait."""
    value = answer.header("retry-after").strip()
    if value.isdecimal():
        return float(value[:9])
    try:
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def _close(opened: socket) -> None:
    """End a connection from another thread: whoever waits for its data gets an end or an error."""
    try:
        opened.shutdown(SHUT_RDWR)
    except OSError:
        opened.close()  # it was never connected, or is closed already


def _explain(error: Exception, timeout: float, *, late: bool) -> UnreadableError:
    if late:
        return UnreadableError(f"the server took longer than {timeout:g} seconds", "try a longer timeout=")
    if isinstance(error, SSLError | ssl.SSLError):
        return UnreadableError("the server's certificate cannot be trusted", "open the page in a browser")
    if isinstance(error, NewConnectionError | ConnectTimeoutError):
        return UnreadableError("the server cannot be reached", _LATER)
    if isinstance(error, DecodeError):
        return UnreadableError("the content encoding of the answer cannot be undone", _LATER)
    return UnreadableError(f"the answer is broken off or malformed ({type(error).__name__})", _LATER)


def describe_status(status: int) -> str:
    """A status with its standard phrase, not the server's own words."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
