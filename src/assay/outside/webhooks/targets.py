"""Where a webhook may go: an https address of a public host, or of a host of the own network that is allowed."""

import ipaddress
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from assay.outside.hosts import find_address, is_loopback

#: letters of an address
LONGEST = 500
_PORTS = {"https": 443, "http": 80}


class TargetRefused(Exception):
    """An address to which nothing is sent. kind: form (no such address), password (a name and password stand in it),
    plain (not encrypted on its way to another machine).
    """

    def __init__(self, kind: str, host: str = "") -> None:
        super().__init__(f"{host}: {kind}")
        self.kind, self.host = kind, host


@dataclass(frozen=True)
class Rules:
    """allowed: hosts of the own network, in small letters.  opens_own: this very machine is allowed too."""

    allowed: frozenset[str] = frozenset()
    opens_own: bool = False

    def list_allowed(self, host: str) -> Collection[str]:
        """The hosts that need not be public, where this one is asked."""
        return self.allowed | {host} if self.opens_own and _is_own(host) else self.allowed


@dataclass(frozen=True)
class Target:
    """An address that may be asked. path: with its query, as it stands in a request."""

    is_encrypted: bool
    host: str
    port: int
    path: str


def read_target(url: str, rules: Rules) -> Target:
    """The parts of an address. Asks nobody.

    http is taken for this very machine alone, and only where the rules allow it. Raises TargetRefused.
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except (ValueError, UnicodeError):  # a port that is none, a bracket without the other, a label that is too long
        raise TargetRefused("form") from None
    if not host or parts.scheme not in _PORTS or parts.fragment or len(url) > LONGEST or not _is_plain(url):
        raise TargetRefused("form")
    if parts.username is not None or parts.password is not None:
        raise TargetRefused("password", host)
    if parts.scheme == "http" and not (_is_own(host) and host in rules.list_allowed(host)):
        raise TargetRefused("plain", host)
    path = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe="%/:?&=+$,;@!*'()[]~")
    return Target(parts.scheme == "https", host, port or _PORTS[parts.scheme], path)


def look_up_target(target: Target, rules: Rules, *, wait_s: float = 10) -> str:
    """The address of the network to connect to. Raises HostRefused, or TargetRefused where it is plain and not ours."""
    address = find_address(target.host, target.port, rules.list_allowed(target.host), wait_s=wait_s)
    if not target.is_encrypted and not is_loopback(address):
        raise TargetRefused("plain", target.host)
    return address


def _is_plain(url: str) -> bool:
    """Whether no letter is one that urlsplit would pass over."""
    return all(ord(letter) > 32 and ord(letter) != 127 for letter in url) and "\\" not in url


def _is_own(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
