"""Hands one message to the mail server by SMTP. What went wrong says whether it may be tried again, and what to do.

Mail cannot be taken back, and a server that does not answer after it got the whole message may have sent it: that is
told apart from every other failure, so that nobody gets a message twice.
"""

import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import getaddresses, parseaddr

from assay.domain.errors import AssayError, InputError, RetryLater
from assay.outside.mail_server import MailServer


class MailRefused(InputError):
    """The server will not take this message, today or tomorrow."""


class MailAway(RetryLater):
    """The server cannot be reached, or asks to come again later; nothing was sent."""


class MailUnsure(AssayError):
    """The server got the whole message and did not say whether it took it. It must not be sent again unasked."""


def send_mail(server: MailServer, message: EmailMessage) -> str:
    """Sends `message`, which has From, To and Message-ID; what the server said on taking it.

    Raises MailRefused, MailAway or MailUnsure; AssayError of no other kind.
    """
    told = getaddresses([str(one) for one in message.get_all("To", [])])
    sender = parseaddr(str(message["From"]))[1]
    content = message.as_bytes(policy=SMTP.clone(max_line_length=76))
    return send_content(server, sender, [address for _, address in told], content)


def send_content(server: MailServer, sender: str, to: Sequence[str], content: bytes) -> str:
    """Sends a message that is written already; as `send_mail` does."""
    recipients = _check_recipients(to)
    with _open(server) as connection:
        _take(connection.mail(sender), f"the sender {sender}", "Choose a sender for which the server sends mail.")
        for address in recipients:
            _take(connection.rcpt(address), f"the recipient {address}", "Check the address with the person.")
        _take(connection.docmd("data"), "the message", "Ask who runs the mail server.", wanted=(354,))
        return _hand_over(connection, content)


def check_server(server: MailServer) -> None:
    """Signs in and leaves. Raises what `send_mail` raises."""
    with _open(server) as connection:
        connection.noop()


def _check_recipients(to: Sequence[str]) -> list[str]:
    found = []
    for address in to:
        name, _, host = address.rpartition("@")
        try:
            found.append(f"{name.encode('ascii').decode()}@{host.encode('idna').decode('ascii')}")
        except UnicodeError:
            raise MailRefused(
                f"{address} cannot be written to: its name holds letters that mail servers do not pass on.",
                fix="Ask the person for another address.",
            ) from None
        if not name or not host:
            raise MailRefused(f"{address!r} is no address.", fix="Correct it in the CRM, or ask the person.")
    if not found:
        raise MailRefused("The message goes to nobody.", fix="Add the person's address in the CRM.")
    return found


@contextmanager
def _open(server: MailServer) -> Iterator[smtplib.SMTP]:
    """A session that is encrypted where it has to be, and signed in."""
    where = f"The mail server {server.host}:{server.port}"
    try:
        connection = _connect(server)
    except ssl.SSLCertVerificationError as error:
        raise MailAway(
            f"{where} has a certificate that is not valid for it: {error.verify_message}.", fix=_TRUST
        ) from error
    except ssl.SSLError as error:
        raise MailAway(f"{where} does not encrypt as expected: {error}.", fix=_SCHEMES) from error
    except smtplib.SMTPException as error:
        raise MailAway(f"{where} does not speak SMTP: {error}.", fix=_SCHEMES) from error
    except OSError as error:
        raise MailAway(f"{where} cannot be reached: {error}.", fix=_REACH) from error
    try:
        _sign_in(connection, server)
        yield connection
    except MailUnsure:
        raise
    except smtplib.SMTPServerDisconnected as error:
        raise MailAway(f"{where} ended the session: {error}.", fix=_REACH) from error
    except (smtplib.SMTPException, OSError) as error:
        raise MailAway(f"{where} failed: {error}.", fix=_REACH) from error
    finally:
        with suppress(smtplib.SMTPException, OSError):
            connection.quit()


_TRUST = "Name the server as its certificate does; trust a certificate of your own by SSL_CERT_FILE."
_SCHEMES = "Write smtp:// for port 587 or 25, smtps:// for port 465."
_REACH = "Check host, port and firewall. It is tried again by itself."


def _connect(server: MailServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.is_encrypted:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=server.wait_s, context=context)
    connection = smtplib.SMTP(server.host, server.port, timeout=server.wait_s)
    try:
        connection.ehlo()
        if connection.has_extn("starttls"):
            connection.starttls(context=context)
            connection.ehlo()
        elif server.needs_starttls:
            raise ssl.SSLError(1, "it offers no STARTTLS")
    except BaseException:
        connection.close()
        raise
    return connection


def _sign_in(connection: smtplib.SMTP, server: MailServer) -> None:
    connection.ehlo_or_helo_if_needed()
    if not server.user:
        return
    if not isinstance(connection.sock, ssl.SSLSocket) and not server.is_own:
        raise MailRefused(
            f"The mail server {server.host} offers no encryption; the password would go there readable.",
            fix=_SCHEMES + " Or leave user and password out, where the server takes mail without them.",
        )
    try:
        connection.login(server.user, server.password)
    except smtplib.SMTPAuthenticationError as error:
        kind = MailAway if 400 <= error.smtp_code < 500 else MailRefused
        raise kind(
            f"The mail server does not let {server.user} in: {_read(error.smtp_error)}.",
            fix="Mend the user or the password. Some servers ask for a password made for this application alone.",
        ) from error
    except smtplib.SMTPNotSupportedError as error:
        raise MailRefused(
            f"The mail server {server.host} asks nobody to sign in.", fix="Leave user and password out."
        ) from error


def _take(answer: tuple[int, bytes], what: str, fix: str, wanted: tuple[int, ...] = (250, 251)) -> None:
    code, said = answer
    if code in wanted:
        return
    told = f"The mail server does not take {what}: {code} {_read(said)}."
    if 400 <= code < 500 or code < 0:
        raise MailAway(told, fix="It is tried again by itself.")
    raise MailRefused(told, fix=fix)


def _hand_over(connection: smtplib.SMTP, content: bytes) -> str:
    """From here on a missing answer does not mean that nothing was sent."""
    lines = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\n", b"\r\n")
    stuffed = b"\r\n".join(b"." + line if line.startswith(b".") else line for line in lines.split(b"\r\n"))
    end = b".\r\n" if stuffed.endswith(b"\r\n") else b"\r\n.\r\n"
    try:
        connection.send(stuffed + end)
        code, said = connection.getreply()
    except (smtplib.SMTPException, OSError) as error:
        raise MailUnsure(
            f"The mail server got the message and did not say whether it took it: {error}.",
            fix="Look for it in the server's log by its Message-ID, or ask the person, before it is sent again.",
        ) from error
    _take((code, said), "the message", "Read what the server says, and change the message.")
    return f"{code} {_read(said)}"


def _read(said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join(text.split())[:300].rstrip(".")
