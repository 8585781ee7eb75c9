"""A web address in, the machine on the public network that it leads to out, or why it is not asked."""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urljoin, urlsplit

from mediakit.acquire.unzip import UnreadableError

_PORTS = {"http": 80, "https": 443}
_KEPT = "%/:=&?~#+!$,;'@()*[]|"  # what quoting leaves as it stands in paths and queries
_NAT64 = IPv6Network("64:ff9b::/96")
_CHECK = "check the address; a whole one begins with https://"


@dataclass(frozen=True)
class Address:
    """An address of the web, taken apart; `target` is path and query, `str()` the whole of it."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """Scheme, host and port: what one robots.txt speaks for."""
        return f"{self.scheme}://{self.host_and_port}"

    @property
    def host_and_port(self) -> str:
        """The host as a request names it: the port only when it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        return self.origin + self.target


def parse_address(url: str, base: Address | None = None) -> Address:
    """An address taken apart; one that a server redirects to may be relative to `base`.

    Raises
    ------
    UnreadableError
        When it is no address of the web: another scheme, no host, a name and password, or malformed.

    Examples
    --------
    >>> str(parse_address("HTTPS://Herald.example:443/a b?q=é#top"))
    'https://herald.example/a%20b?q=%C3%A9'
    """
    try:
        parts = urlsplit(urljoin(str(base), url.strip()) if base else url.strip())
        scheme, host, port = parts.scheme.lower(), parts.hostname or "", parts.port
        if not host.isascii():
            host = host.encode("idna").decode("ascii")
        query = f"?{parts.query}" if parts.query else ""
        target = quote(parts.path or "/", safe=_KEPT) + quote(query, safe=_KEPT)
    except ValueError as error:  # UnicodeError is one
        raise UnreadableError(f"the address is malformed: {error}", _CHECK) from error
    if scheme not in _PORTS:
        raise UnreadableError(f"the address is not of the web: its scheme is {scheme[:20]!r}", _CHECK)
    if not host or re.search(r"[\x00-\x20\x7f\"<>\\^`{|}]", host):
        raise UnreadableError("the address names no host", _CHECK)
    if parts.username is not None:
        raise UnreadableError("the address holds a user name", "leave out what stands before the @")
    return Address(scheme, host, port or _PORTS[scheme], target)


def resolve(address: Address, *, allow_private: bool) -> list[str]:
    """The IP addresses of a host, each of them checked: what is connected to must be one of these.

    Raises
    ------
    UnreadableError
        When the host is unknown, or any of its addresses lies in a private or reserved network.
    """
    try:
        found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        shown = getattr(error, "strerror", None) or error
        raise UnreadableError(f"the host {address.host!r} is not found: {shown}", _CHECK) from error
    ips = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for ip in ips:
        if not allow_private and not is_public(ip):
            raise UnreadableError(
                f"the host {address.host!r} lies in a private or reserved network ({ip})",
                "allow_private=True fetches from the own network, when every address of the list is trusted",
            )
    return ips


def is_public(ip: str) -> bool:
    """Whether an IP address is one of the public network, whatever form it takes.

    Examples
    --------
    >>> is_public("93.184.216.34"), is_public("::ffff:127.0.0.1"), is_public("169.254.169.254")
    (True, False, False)
    """
    parsed = ip_address(ip)
    if isinstance(parsed, IPv6Address):
        if parsed.is_site_local:
            return False
        inner = _inner_address(parsed)
        if inner is not None:
            return is_public(str(inner))
    return parsed.is_global and not parsed.is_multicast and not parsed.is_reserved


def _inner_address(ip: IPv6Address) -> IPv4Address | None:
    """The address of version 4 that one of version 6 stands for."""
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
