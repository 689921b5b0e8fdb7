"""A mail server on the loopback, which keeps what arrives: sessions as RFC 5321 has them, with faults on demand."""

import base64
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from types import TracebackType
from typing import Any


@dataclass
class Arrived:
    """One message: from whom and to whom the session said, and its octets."""

    sender: str
    recipients: list[str]
    content: bytes

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.content, policy=default)  # type: ignore[return-value]


@dataclass
class Smtp:
    """answers: command in small letters -> what is said instead.  hangs_up: after which command ("content": after it).

    users: name -> password; with any, nobody else may send.  certificate: (chain, key) for STARTTLS, or for all.
    """

    answers: dict[str, str] = field(default_factory=dict)
    hangs_up: str = ""
    users: dict[str, str] = field(default_factory=dict)
    certificate: tuple[Path, Path] | None = None
    is_encrypted: bool = False
    arrived: list[Arrived] = field(default_factory=list)
    sessions: int = 0

    def __enter__(self) -> "Smtp":
        told = self

        class Session(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                told.sessions += 1
                Talk(told, self).run()

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address, daemon_threads = True, True

            def handle_error(self, request: Any, client_address: Any) -> None:
                """A client that leaves in the middle is no fault of the test."""

        self._server = Server(("127.0.0.1", 0), Session)
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        return f"{'smtps' if self.is_encrypted else 'smtp'}://localhost:{self.port}"

    def encrypt(self, socket: Any) -> Any:
        assert self.certificate
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*self.certificate)
        return context.wrap_socket(socket, server_side=True)


class Talk:
    """One session."""

    def __init__(self, server: Smtp, session: socketserver.StreamRequestHandler) -> None:
        self.server, self.session = server, session
        self.socket: Any = session.connection
        self.is_safe, self.user = False, ""
        self.sender, self.recipients = "", list[str]()

    def say(self, line: str) -> None:
        self.socket.sendall(line.encode() + b"\r\n")

    def read(self) -> bytes:
        line: bytes = self.lines.readline()
        return line

    def run(self) -> None:
        try:
            if self.server.is_encrypted:
                self._secure()
            self.lines = self.socket.makefile("rb")
            if self.server.hangs_up == "greeting":
                return
            self.say(self.server.answers.get("greeting", "220 localhost ESMTP"))
            while line := self.read():
                word, _, rest = line.decode().strip().partition(" ")
                if not self._answer(word.lower(), rest) or self.server.hangs_up == word.lower():
                    return
        except (OSError, ssl.SSLError):
            return
        finally:
            self.socket.close()

    def _secure(self) -> None:
        self.socket = self.server.encrypt(self.socket)
        self.is_safe = True

    def _answer(self, word: str, rest: str) -> bool:
        if instead := self.server.answers.get(word):
            self.say(instead)
        elif word == "ehlo":
            offered = ["localhost"]
            if self.server.certificate and not self.is_safe:
                offered.append("STARTTLS")
            if self.server.users:
                offered.append("AUTH PLAIN")
            for place, one in enumerate(offered):
                self.say(f"250{' ' if place == len(offered) - 1 else '-'}{one}")
        elif word == "starttls":
            self.say("220 go ahead")
            self._secure()
            self.lines = self.socket.makefile("rb")
        elif word == "auth":
            _, name, password = base64.b64decode(rest.split()[1]).decode().split("\0")
            self.user = name if self.server.users.get(name) == password else ""
            self.say("235 welcome" if self.user else "535 wrong user or password")
        elif self.server.users and not self.user and word in {"mail", "rcpt", "data"}:
            self.say("530 sign in first")
        elif word == "mail":
            self.sender = rest.partition("<")[2].partition(">")[0]
            self.say("250 ok")
        elif word == "rcpt":
            self.recipients.append(rest.partition("<")[2].partition(">")[0])
            self.say("250 ok")
        elif word == "data":
            return self._take_content()
        elif word == "quit":
            self.say("221 bye")
            return False
        else:
            self.say("250 ok")
        return True

    def _take_content(self) -> bool:
        self.say("354 go on")
        content = b""
        while (line := self.read()) != b".\r\n":
            if not line:
                return False
            content += line[1:] if line.startswith(b".") else line
        if self.server.hangs_up == "content":
            return False
        instead = self.server.answers.get("content", "")
        if not instead:
            self.server.arrived.append(Arrived(self.sender, self.recipients, content))
        self.sender, self.recipients = "", []
        self.say(instead or "250 taken as 4711")
        return True


@contextmanager
def serve_smtp(**told: Any) -> Iterator[Smtp]:
    """A server for the time of a block."""
    with Smtp(**told) as server:
        yield server
