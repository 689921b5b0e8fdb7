"""By which server mail goes: the environment's, else the home's; without one, letters are written into the home."""

import os
import uuid
from collections.abc import Sequence
from email.utils import make_msgid
from pathlib import Path

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.filebased import EmailBackend as Folder

from assay.domain.errors import AssayError, InputError
from assay.outside.mail_sending import send_content
from assay.outside.mail_server import MailServer, read_server
from assay.store.home import Home, open_home

#: where nobody has said in whose name mail goes
_NOBODY = "Assay <assay@localhost>"


def find_server(home: Home) -> MailServer | None:
    """The server that takes mail, None where none was named. Raises InputError where what was named cannot be used."""
    told = home.settings.get
    sender = find_sender(home)
    if url := os.environ.get("ASSAY_EMAIL_URL"):
        return read_server(url, sender)
    if url := told("mail_server"):
        return read_server(url, sender, told("mail_user", ""), read_password(told("mail_password_file", "")))
    return None


def has_server(home: Home) -> bool:
    """Whether a server takes mail: one is named, and what was named can be used."""
    try:
        return find_server(home) is not None
    except InputError:
        return False


def find_sender(home: Home) -> str:
    """In whose name mail goes."""
    return os.environ.get("ASSAY_EMAIL_FROM") or home.settings.get("mail_sender") or _NOBODY


def find_outbox(home: Home) -> Path:
    """The folder into which letters are written where there is no server."""
    return home.path / "outbox"


def read_password(path: str) -> str:
    """The password in a file of this server, none for no file. Raises InputError where it cannot be read."""
    if not path:
        return ""
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text"
        raise InputError(
            f"The password of the mail server cannot be read from {path}: {why}.",
            fix="Name a file that the server's user may read, with the password alone in it.",
        ) from error


def make_message_id(sender: str) -> str:
    """A new Message-ID of the sender's domain, with its angle brackets."""
    domain = sender.rpartition("@")[2].rstrip("> ")
    return make_msgid(uuid.uuid4().hex[:8], domain=domain or "localhost")


class HomeBackend(BaseEmailBackend):
    """Sends Django's own letters by the server of the home, which may be named while the application runs."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        """How many were sent. Raises OSError, as Django's callers expect, with what to do in its text."""
        home = open_home()
        try:
            server = find_server(home)
            if server is None:
                return Folder(file_path=str(find_outbox(home)), fail_silently=self.fail_silently).send_messages(
                    list(messages)
                )
            return sum(_send(server, message) for message in messages)
        except AssayError as error:
            if self.fail_silently:
                return 0
            raise OSError(f"{error.message} {error.fix}") from error


def _send(server: MailServer, message: EmailMessage) -> bool:
    if not message.recipients():
        return False
    message.from_email = server.sender
    send_content(server, server.sender_address, message.recipients(), message.message().as_bytes())
    return True
