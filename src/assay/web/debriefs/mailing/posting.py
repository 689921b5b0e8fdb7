"""Puts a mail on its way: a row that is kept before anything is sent."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from assay.domain.errors import InputError
from assay.jobs.queue import enqueue
from assay.outside.mail_server import MailServer
from assay.store.home import open_home
from assay.web.debriefs.models import AskedPerson, Debrief, Mail, MailState
from assay.web.mailing import find_server, make_message_id
from assay.web.people.models import User


@dataclass(frozen=True)
class Writing:
    """What is written to whom. calendar: a file of `method`, may be empty.  text: with places for links."""

    to_address: str
    to_name: str
    subject: str
    text: str
    language: str = "en"
    in_name_of: str = ""
    reply_to: str = ""
    calendar: str = ""
    method: str = ""


def check_sendable() -> MailServer:
    """The server that takes mail. Raises InputError where mail cannot be sent from here."""
    server = find_server(open_home())
    if server is None:
        raise InputError(
            _("No mail server is named here."),
            fix=_("Ask an administrator to name one under Settings, E-mail; or save the file and send it yourself."),
        )
    return server


def post_mail(
    key: str, writing: Writing, *, made_by: User | None, debrief: Debrief | None, person: AskedPerson | None
) -> Mail:
    """The mail of that key, made and put on its way if it is not there yet. Raises as check_sendable does."""
    server = check_sendable()
    with transaction.atomic():
        mail, is_new = Mail.objects.get_or_create(
            key=key,
            defaults={
                "debrief": debrief,
                "person": person,
                "message_id": make_message_id(server.sender_address),
                "in_name_of": writing.in_name_of[:200],
                "reply_to": writing.reply_to[:254],
                "to_address": writing.to_address.strip()[:254],
                "to_name": writing.to_name[:200],
                "subject": writing.subject[:200],
                "text": writing.text,
                "calendar": writing.calendar,
                "method": writing.method,
                "language": writing.language,
                "made_by": made_by,
            },
        )
        if is_new:
            ask_to_send(mail)
    return mail


def ask_to_send(mail: Mail) -> None:
    """Has it sent once the transaction at hand is through; pages do not wait for it."""
    transaction.on_commit(lambda: enqueue("mail_send", {"mail": mail.pk}, key=f"mail {mail.pk}"))


def drop_mail(mail: Mail) -> bool:
    """Has it not sent, if that is not too late."""
    return bool(Mail.objects.filter(pk=mail.pk, state=MailState.WAITING).update(state=MailState.DROPPED))


def send_again(mail: Mail) -> bool:
    """Has one sent again that failed, or of which it cannot be told, when a person has decided so."""
    standing = Mail.objects.filter(pk=mail.pk, state__in=(MailState.FAILED, MailState.UNSURE))
    found = standing.update(state=MailState.WAITING, tries=0, problem="", advice="")
    if found:
        ask_to_send(mail)
    return bool(found)
