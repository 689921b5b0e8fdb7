"""One message to one person: plain text, and a calendar file in the two ways in which mail programs look for it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr

from assay.domain.errors import InputError


@dataclass(frozen=True)
class Mail:
    """message_id: with its angle brackets, the same however often it is tried.  sender: "Name <address>".

    in_name_of: who writes, shown before the sender's address; replies go to reply_to.  calendar: a file of `method`.
    """

    message_id: str
    made_at: datetime
    sender: str
    to_address: str
    to_name: str
    subject: str
    text: str
    in_name_of: str = ""
    reply_to: str = ""
    calendar: str = ""
    method: str = ""


def compose_message(mail: Mail) -> EmailMessage:
    """The message as it is sent or exported. Raises InputError for an address that is none."""
    message = EmailMessage(policy=SMTP)
    name, address = parseaddr(mail.sender)
    message["From"] = _write_address(mail.in_name_of or name, address)
    message["To"] = _write_address(mail.to_name, mail.to_address)
    if mail.reply_to:
        message["Reply-To"] = _write_address(mail.in_name_of, mail.reply_to)
    message["Subject"] = _join_line(mail.subject)
    message["Date"] = mail.made_at.astimezone(UTC)
    message["Message-ID"] = mail.message_id
    # no out-of-office reply and no list comes back to a message that a machine handed in
    message["Auto-Submitted"] = "auto-generated" if not mail.in_name_of else "no"
    message.set_content(mail.text.replace("\r\n", "\n").rstrip("\n") + "\n", charset="utf-8", cte="quoted-printable")
    if mail.calendar:
        message.add_alternative(mail.calendar, subtype="calendar", charset="utf-8", params={"method": mail.method})
        message.add_attachment(
            mail.calendar.encode(),
            maintype="application",
            subtype="ics",
            filename="invitation.ics",
        )
    return message


def write_eml(message: EmailMessage) -> bytes:
    """The message as a file that mail programs open."""
    return message.as_bytes(policy=SMTP)


def _write_address(name: str, address: str) -> Address:
    try:
        return Address(display_name=_join_line(name), addr_spec=address.strip())
    except (ValueError, IndexError) as error:
        raise InputError(f"{address!r} is no address.", fix="Correct it in the CRM, or ask the person.") from error


def _join_line(text: str) -> str:
    """On one line: what a header may hold."""
    return " ".join("".join(letter if ord(letter) >= 32 else " " for letter in text).split())
