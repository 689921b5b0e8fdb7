"""A program on the loopback that takes webhooks, keeps what arrives, and answers as it is told."""

import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@dataclass
class Taken:
    """One message, its headers in small letters."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """statuses: of the next answers, 200 once they are used up.  answer, headers: of each.  drips: seconds between the
    letters of an answer, 0 for all at once.  silent: seconds before it answers at all.
    """

    statuses: list[int] = field(default_factory=list)
    answer: bytes = b"ok"
    headers: dict[str, str] = field(default_factory=dict)
    drips: float = 0
    silent: float = 0
    taken: list[Taken] = field(default_factory=list)
    url: str = ""
    port: int = 0


@contextmanager
def receive(certificate: tuple[Path, Path] | None = None, **told: object) -> Iterator[Receiver]:
    """certificate: (chain, key), with which the line is encrypted."""
    receiver = Receiver(**told)  # type: ignore[arg-type]
    done = threading.Event()

    class Talk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            receiver.taken.append(Taken(self.path, headers, body))
            done.wait(receiver.silent)
            self.send_response(receiver.statuses.pop(0) if receiver.statuses else 200)
            for name, value in receiver.headers.items():
                self.send_header(name, value)
            self.end_headers()
            if not receiver.drips:
                self.wfile.write(receiver.answer)
            for letter in receiver.answer if receiver.drips else b"":
                self.wfile.write(bytes([letter]))
                if done.wait(receiver.drips):
                    break

        def log_message(self, *_: object) -> None:
            """Nothing is written beside the test."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """Whoever leaves in the middle is no fault of the test."""

    server = Server(("127.0.0.1", 0), Talk)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    receiver.port = server.server_port
    receiver.url = f"https://localhost:{receiver.port}" if certificate else f"http://127.0.0.1:{receiver.port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        done.set()
        server.shutdown()
        server.server_close()
        thread.join()


def wait_for(receiver: Receiver, count: int, seconds: float = 60) -> None:
    """Until so many messages have come. Fails after some seconds."""
    until = time.monotonic() + seconds
    while len(receiver.taken) < count:
        assert time.monotonic() < until, f"{len(receiver.taken)} of {count} messages came"
        time.sleep(0.02)
