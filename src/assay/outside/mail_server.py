"""Which server takes mail, as an address and a password say it: checked here, so that a mistake is told at once."""

import ipaddress
from dataclasses import dataclass, field
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

from assay.domain.errors import InputError

#: the ports of mail that is handed in
_PORTS = {"smtp": 25, "smtps": 465}
_SUBMISSION = 587


@dataclass(frozen=True)
class MailServer:
    """is_encrypted: from the first octet on.  needs_starttls: no mail goes there before the line is encrypted.

    A server that offers encryption is always taken at its word.  sender: "Name <address>", in whose name mail goes.
    """

    host: str
    port: int
    is_encrypted: bool
    needs_starttls: bool
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    wait_s: float = 20

    @property
    def is_own(self) -> bool:
        """Whether it is this very machine, to which no line has to be encrypted."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def sender_address(self) -> str:
        """The bare address of the sender."""
        return parseaddr(self.sender)[1]


def read_server(url: str, sender: str, user: str = "", password: str = "") -> MailServer:
    """The server of an address such as smtp://user:password@mail.example.org:587 or smtps://mail.example.org.

    user, password: where they do not stand in the address.  Raises InputError for what is no such address.
    """
    try:
        told = urlsplit(url.strip())
        port = told.port
    except ValueError as error:
        raise InputError(f"The mail server cannot be read: {error}.", fix=_EXAMPLE) from error
    if told.scheme not in _PORTS or not told.hostname or told.path not in {"", "/"} or told.query:
        raise InputError(f"{_hide(url)!r} is no address of a mail server.", fix=_EXAMPLE)
    check_sender(sender)
    port = port or _PORTS[told.scheme]
    return MailServer(
        host=told.hostname,
        port=port,
        is_encrypted=told.scheme == "smtps",
        needs_starttls=told.scheme == "smtp" and port == _SUBMISSION,
        sender=sender,
        user=unquote(told.username or "") or user,
        password=unquote(told.password or "") or password,
    )


def check_sender(sender: str) -> None:
    """Raises InputError where `sender` is no "Name <address>" on one line."""
    address = parseaddr(sender)[1]
    name, _, host = address.rpartition("@")
    if not name or not host or any(ord(letter) < 33 or ord(letter) > 126 for letter in address) or "\n" in sender:
        raise InputError(
            f"{sender!r} is no sender of mail.", fix="Write a name and an address: Acme <debriefs@example.org>."
        )


_EXAMPLE = "Write smtp://mail.example.org:587, or smtps://mail.example.org for a line encrypted from the start."


def _hide(url: str) -> str:
    """The address without what may be a password."""
    before, at, after = url.rpartition("@")
    return f"{before.partition('://')[0]}://…@{after}" if at else url
