"""The work of sending one mail, so that it goes once: what is being sent is marked before the server hears of it.

A worker that dies in between leaves the mark, and whoever comes next does not send again but says that it cannot be
told; so does a session that ended after the server had the whole message.
"""

from collections.abc import Mapping
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from assay.domain.errors import AssayError
from assay.jobs.kinds import work
from assay.jobs.progress import Progress
from assay.jobs.queue import enqueue, find_unfinished
from assay.jobs.turns import do_every
from assay.outside.mail_message import Mail as Written
from assay.outside.mail_message import compose_message
from assay.outside.mail_sending import MailAway, MailUnsure, send_mail
from assay.outside.mail_server import MailServer
from assay.store.home import open_home
from assay.web.debriefs.mailing.links import fill_links
from assay.web.debriefs.models import Mail, MailState
from assay.web.mailing import find_server

#: minutes between two tries; after the last the mail has failed, some two days on
_PAUSES = (1, 5, 15, 60, 240, 720, 1440)
#: a mail that is being sent for longer was left behind by a worker
_LEFT = timedelta(minutes=10)


@work("mail_send", _("Sending a mail"), quick=True)
def send_one(progress: Progress, mail: int) -> Mapping[str, Any]:
    """Sends one mail that waits; does nothing about any other."""
    progress.report(0, 1)
    with transaction.atomic():
        found = Mail.objects.select_for_update().filter(pk=mail).first()
        if found is None or found.next_at > timezone.now() + timedelta(seconds=1):
            return {"state": found.state if found else ""}
        if found.state == MailState.SENDING:
            _mark_unsure(found)
        if found.state != MailState.WAITING:
            return {"state": found.state}
    progress.seal()
    if not Mail.objects.filter(pk=mail, state=MailState.WAITING).update(
        state=MailState.SENDING, changed_at=timezone.now()
    ):
        return {"state": ""}
    _send(found)
    return {"state": found.state}


def _send(mail: Mail) -> None:
    mail.state = MailState.SENDING
    try:
        server = find_server(open_home())
        if server is None:
            mail.state = MailState.FAILED
            mail.problem, mail.advice = (
                gettext("No mail server is named here."),
                gettext("Name one, then send it again."),
            )
        else:
            mail.said = send_mail(server, _compose(mail, server))[:400]
            mail.state, mail.sent_at, mail.problem, mail.advice = MailState.SENT, timezone.now(), "", ""
    except MailUnsure as error:
        _tell(mail, MailState.UNSURE, error)
    except MailAway as error:
        mail.tries += 1
        is_over = mail.tries > len(_PAUSES)
        _tell(mail, MailState.FAILED if is_over else MailState.WAITING, error)
        if not is_over:
            mail.next_at = timezone.now() + timedelta(minutes=_PAUSES[mail.tries - 1])
    except AssayError as error:
        _tell(mail, MailState.FAILED, error)
    _keep(mail)


def _tell(mail: Mail, state: MailState, error: AssayError) -> None:
    mail.state, mail.problem, mail.advice = state, error.message[:500], error.fix[:500]


def _keep(mail: Mail) -> None:
    """Keeps what became of it, and nothing else: its words may have been removed while it was being sent."""
    mail.save(update_fields=["state", "tries", "next_at", "sent_at", "said", "problem", "advice", "changed_at"])


def _compose(mail: Mail, server: MailServer) -> EmailMessage:
    """The mail as it is handed over, with its links filled in."""
    with override(mail.language):
        text = fill_links(mail.text, mail.person, mail.made_by, mail.language) if mail.person else mail.text
    written = Written(
        message_id=mail.message_id,
        made_at=mail.made_at,
        sender=server.sender,
        to_address=mail.to_address,
        to_name=mail.to_name,
        subject=mail.subject,
        text=text,
        in_name_of=mail.in_name_of,
        reply_to=mail.reply_to,
        calendar=mail.calendar,
        method=mail.method,
    )
    return compose_message(written)


def _mark_unsure(mail: Mail) -> None:
    mail.state = MailState.UNSURE
    mail.problem = gettext("The sending was cut off: the server may have it.")
    mail.advice = gettext(
        "Look for it in the server's log by its Message-ID, or ask the person, before you send it again."
    )
    _keep(mail)


def ask_for_waiting() -> None:
    """Has mails sent whose pause is over, and says of those left behind that it cannot be told."""
    now = timezone.now()
    for mail in Mail.objects.filter(state=MailState.WAITING, next_at__lte=now)[:100]:
        enqueue("mail_send", {"mail": mail.pk}, key=f"mail {mail.pk}")
    for mail in Mail.objects.filter(state=MailState.SENDING, changed_at__lt=now - _LEFT):
        if find_unfinished(f"mail {mail.pk}") is None:
            _mark_unsure(mail)


do_every(15, "mail to send", ask_for_waiting)
