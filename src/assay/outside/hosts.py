"""Which addresses of the network may be asked: hosts that anybody reaches, and those of the own network by name.

A name is looked up once, and whoever connects takes the address that was judged, so that a name that leads elsewhere
a moment later leads nowhere.
"""

import ipaddress
import socket
import threading
from collections.abc import Collection

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

#: addresses of IPv6 that end in one of IPv4, to which a router passes them on
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
#: where clouds tell a machine its secrets, outside the ranges that are refused anyway
_METADATA = frozenset(
    ipaddress.ip_address(one)
    for one in ("169.254.169.254", "168.63.129.16", "100.100.100.200", "192.0.0.192", "fd00:ec2::254", "fd20:ce::254")
)


class HostRefused(Exception):
    """A host that is not asked. kind: unknown (nobody knows the name), private (of the own network and not allowed),
    never (no host at all, or where a cloud keeps secrets).
    """

    def __init__(self, kind: str, host: str) -> None:
        super().__init__(f"{host}: {kind}")
        self.kind, self.host = kind, host


def is_public(address: str) -> bool:
    """Whether an address is reached from everywhere; one that leads to another is as that one."""
    found = _unwrap(address)
    return found.is_global and not found.is_multicast and not found.is_reserved and found not in _METADATA


def is_loopback(address: str) -> bool:
    """Whether an address is this very machine."""
    return _unwrap(address).is_loopback


def find_address(host: str, port: int, allowed: Collection[str] = (), *, wait_s: float = 10) -> str:
    """The first address of a host; every one of them has to be public, unless the host stands among the `allowed`.

    Also of these none is asked that is no single machine, or where a cloud keeps secrets.  wait_s: for the look-up.
    Raises HostRefused.
    """
    found = _look_up(host, port, wait_s)
    if not found:
        raise HostRefused("unknown", host)
    if any(map(_is_never, found)):
        raise HostRefused("never", host)
    if host not in allowed and not all(map(is_public, found)):
        raise HostRefused("private", host)
    return found[0]


def _unwrap(address: str) -> _Address:
    found = ipaddress.ip_address(address.split("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = ipaddress.IPv4Address(found.packed[-4:]) if found in _NAT64 else found.ipv4_mapped or found.sixtofour
        return inner or found
    return found


def _is_never(address: str) -> bool:
    found = _unwrap(address)
    # ::1 lies in a range that IPv6 reserves
    is_odd = found.is_multicast or found.is_unspecified or (found.is_reserved and not found.is_loopback)
    return is_odd or found.is_link_local or found in _METADATA


def _look_up(host: str, port: int, wait_s: float) -> list[str]:
    """In a thread of its own, as a look-up cannot be told how long it may take."""
    found: list[str] = []

    def ask() -> None:
        try:
            found.extend(str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError):
            found.clear()

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(max(wait_s, 0.001))
    return [] if thread.is_alive() else found
