"""One message sent to one address, and the answer, within limits of time and size whatever the other side does."""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from assay.outside.webhooks.targets import Target

#: octets of an answer that are read
_LARGEST = 8_192
_PIECE = 2_048


class Unposted(Exception):
    """No answer came. kind: late, certificate (it cannot be trusted), unreachable; detail: as the system says it."""

    def __init__(self, kind: str, detail: str) -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind, self.detail = kind, detail


@dataclass(frozen=True)
class Posted:
    """What was answered. body: its beginning.  retry_after: seconds that the other side asks to wait, 0 for none."""

    status: int
    body: str
    retry_after: int = 0


class _Line(http.client.HTTPConnection):
    """Speaks to one address of the network, and where the line is encrypted checks the certificate of the host."""

    def __init__(self, target: Target, address: str, until: float) -> None:
        super().__init__(target.host, target.port)
        self.default_port = 443 if target.is_encrypted else 80  # what the header Host leaves out
        self._is_encrypted, self._address, self._until = target.is_encrypted, address, until
        self._held: socket.socket | None = None

    def connect(self) -> None:
        left = max(self._until - time.monotonic(), 0.001)
        self._held = self.sock = socket.create_connection((self._address, self.port), left)
        if self._is_encrypted:
            tls = ssl.create_default_context()
            wrapped = tls.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self._held = self.sock = wrapped
            wrapped.do_handshake()

    def cut(self) -> None:
        """Ends whatever waits for the other side, from another thread: of the socket itself, not of its encryption."""
        if self._held is not None:
            with suppress(OSError):  # the other side was quicker
                socket.socket.shutdown(self._held, socket.SHUT_RDWR)


def post_message(target: Target, address: str, headers: Mapping[str, str], body: bytes, *, until: float) -> Posted:
    """Sends the body to `address`, as the host of the target. Where it leads elsewhere nobody follows.

    until: by the monotonic clock; nothing takes longer, look-up and answer included.  Raises Unposted.
    """
    line = _Line(target, address, until)
    try:
        with _cut_at(line, until):
            line.request("POST", target.path, body=body, headers=dict(headers))
            answer = line.getresponse()
            told = answer.getheader("Retry-After", "").strip()
            wait = int(told) if told.isascii() and told.isdecimal() and len(told) < 9 else 0
            return Posted(answer.status, _read_beginning(answer), wait)
    except (OSError, http.client.HTTPException, ValueError) as error:
        # a line that was cut when the time was up looks like any that broke
        if isinstance(error, TimeoutError) or time.monotonic() >= until:
            raise Unposted("late", "") from error
        kind = "certificate" if isinstance(error, ssl.SSLCertVerificationError) else "unreachable"
        raise Unposted(kind, str(error) or type(error).__name__) from error
    finally:
        line.close()


def _read_beginning(answer: http.client.HTTPResponse) -> str:
    """As much of the answer as comes in time: that it came at all is told by its status."""
    came = b""
    with suppress(OSError, http.client.HTTPException, ValueError):
        while len(came) < _LARGEST and (piece := answer.read1(_PIECE)):
            came += piece
    return came[:_LARGEST].decode("utf-8", "replace")


@contextmanager
def _cut_at(line: _Line, until: float) -> Iterator[None]:
    """Shuts the line when the time is up: a host that sends a letter now and then never is late by itself."""
    timer = threading.Timer(max(until - time.monotonic(), 0), line.cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
