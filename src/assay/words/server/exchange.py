"""One question to a server and its answer, within limits of time and size, whatever the server does."""

import ipaddress
import os
import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import requests

#: bytes of one answer, unless more are asked for
LARGEST = 2 * 2**20
_CONNECT_S = 10.0
_CHUNK = 65_536


class Unanswered(Exception):
    """No whole answer came: no connection, too slow, too large, cut off. is_late: the time was up."""

    def __init__(self, message: str, *, is_late: bool = False) -> None:
        super().__init__(message)
        self.is_late = is_late


@dataclass(frozen=True)
class Reply:
    """What a server answered."""

    status: int
    kind: str
    body: bytes
    retry_after: str
    length_told: int | None


def ask_server(url: str, body: Mapping[str, Any], *, key: str, wait_s: float, largest: int = LARGEST) -> Reply:
    """Sends `body` as JSON and reads the whole answer, up to so many bytes. key: sent as a bearer token, "" for none.

    A redirect is not followed: it may lead anywhere. For an address of this machine no proxy is asked.
    Raises Unanswered.
    """
    import requests
    from urllib3.exceptions import HTTPError

    until = time.monotonic() + wait_s
    sockets: list[socket.socket] = []
    try:
        with _open_session(sockets, url) as session, _cut_at(until, sockets):
            answer = session.post(
                url,
                json=body,
                headers={"Authorization": f"Bearer {key}"} if key else {},
                timeout=(min(_CONNECT_S, wait_s), wait_s),
                allow_redirects=False,
                stream=True,
            )
            with answer:
                return _read(answer, until, largest)
    except (requests.RequestException, HTTPError, OSError, ValueError) as error:
        if isinstance(error, requests.Timeout) or time.monotonic() >= until - 0.05:
            raise Unanswered(f"no whole answer within {wait_s:g} seconds", is_late=True) from error
        raise Unanswered(_describe(error)) from error


def is_loopback(url: str) -> bool:
    """Whether an address is one of this machine, by its number or as localhost."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _read(answer: "requests.Response", until: float, largest: int) -> Reply:
    coding = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if coding not in ("", "identity"):
        raise Unanswered(f"the answer is packed ({coding[:20]}), which was not asked for")
    told = answer.headers.get("Content-Length", "")
    length = int(told) if told.isascii() and told.isdecimal() else None
    if length is not None and length > largest:
        raise Unanswered(f"the answer is larger than {largest} bytes")
    parts: list[bytes] = []
    size = 0
    while chunk := answer.raw.read1(_CHUNK):
        parts.append(chunk)
        size += len(chunk)
        if size > largest:
            raise Unanswered(f"the answer is larger than {largest} bytes")
        if time.monotonic() >= until:
            break
    if time.monotonic() >= until:  # what was cut off looks like a whole answer where no length was told
        raise Unanswered("the answer came too slowly", is_late=True)
    if length is not None and size < length:
        raise Unanswered("the answer was cut off")
    kind = answer.headers.get("Content-Type", "").split(";")[0].strip().lower()
    return Reply(answer.status_code, kind, b"".join(parts), answer.headers.get("Retry-After", "").strip(), length)


@contextmanager
def _cut_at(until: float, sockets: list[socket.socket]) -> Iterator[None]:
    """Shuts the connection when the time is up: a server that sends a letter now and then never is late by itself."""

    def cut() -> None:
        for one in sockets:
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # the other side was quicker

    timer = threading.Timer(max(0.0, until - time.monotonic()), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        for one in sockets:
            one.close()


def _open_session(sockets: list[socket.socket], url: str) -> "requests.Session":
    """A session that asks no .netrc for passwords, and tells of each connection that it makes."""
    import requests
    from requests.adapters import HTTPAdapter
    from urllib3.connection import HTTPConnection, HTTPSConnection
    from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

    def remember(made: socket.socket) -> socket.socket:
        sockets.append(made.dup())
        return made

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return remember(super()._new_conn())

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return remember(super()._new_conn())

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    class Adapter(HTTPAdapter):
        def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
            super().init_poolmanager(*args, **kwargs)
            self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}

    session = requests.Session()
    session.trust_env = False
    session.headers.update({"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "assay"})
    session.mount("http://", Adapter(max_retries=0))
    session.mount("https://", Adapter(max_retries=0))
    session.verify = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("SSL_CERT_FILE") or True
    if not is_loopback(url):
        session.proxies.update(requests.utils.get_environ_proxies(url))
    return session


def _describe(error: Exception) -> str:
    """In words without addresses and keys, which messages of libraries may hold."""
    import requests

    if isinstance(error, requests.exceptions.SSLError):
        return "its certificate cannot be trusted"
    if isinstance(error, requests.exceptions.ProxyError):
        return "the proxy does not let us through"
    if isinstance(error, requests.ConnectionError):
        return "there is no connection, or it was broken off"
    return f"the exchange broke off ({type(error).__name__})"
