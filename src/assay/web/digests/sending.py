"""Sends digests and bundled notices: each once, however many workers there are, and again only if nothing went out."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assay.outside.mail_sending import MailUnsure
from assay.web.confirming.models import Notice
from assay.web.confirming.today import list_notices, name_losses, say_notice
from assay.web.digests.gathering import Digest, Entry, Group, gather_digest, make_request
from assay.web.digests.models import DigestChoice
from assay.web.digests.stopping import make_stop
from assay.web.mailing import has_server, make_message_id
from assay.web.middleware import read_zone
from assay.web.people.letters import make_address, name_company
from assay.web.people.models import User
from assay.web.people.numbers import name_language

_log = logging.getLogger(__name__)

#: by the person's clock nothing is sent before this hour
_HOUR = 7
#: notices are bundled: at most one such mail in so long
_APART = timedelta(hours=24)


@contextmanager
def speak_to(user: User) -> Iterator[None]:
    """All within is written in the user's language, numbers and time zone."""
    language = name_language(user.language, user.number_format)
    with timezone.override(read_zone(user.time_zone)), translation.override(language):
        yield


def count_days(choice: DigestChoice) -> int:
    """How many days a digest looks back."""
    return 1 if choice.rhythm == DigestChoice.Rhythm.DAILY else 7


def find_due_day(choice: DigestChoice, now: datetime) -> date | None:
    """The day whose digest is to be sent now, by the person's clock; None where none is.

    A day that passed while nothing was running is made up for, once: the latest one.
    """
    if choice.rhythm == DigestChoice.Rhythm.NONE:
        return None
    zone = read_zone(choice.user.time_zone)
    local = now.astimezone(zone)
    day = local.date() if local.hour >= _HOUR else local.date() - timedelta(days=1)
    if choice.rhythm == DigestChoice.Rhythm.WEEKLY:
        day -= timedelta(days=(day.weekday() - choice.weekday) % 7)
    if day < choice.chosen_at.astimezone(zone).date() or (choice.sent_on is not None and day <= choice.sent_on):
        return None
    return day


def is_anything_due(now: datetime | None = None) -> bool:
    """Whether a mail is to be sent now, and can be."""
    if not has_server(settings.HOME):
        return False
    now = now or timezone.now()
    return any(find_due_day(one, now) for one in _list_choices()) or bool(_list_untold(now))


def send_due(now: datetime | None = None) -> int:
    """Sends all that is due; how many mails went out. None where no mail server is set up."""
    if not has_server(settings.HOME):
        return 0
    now = now or timezone.now()
    sent = sum(send_day(one, day) for one in _list_choices() if (day := find_due_day(one, now)))
    return sent + sum(_send_notices(user, now) for user in _list_untold(now))


def _list_choices() -> list[DigestChoice]:
    chosen = DigestChoice.objects.exclude(rhythm=DigestChoice.Rhythm.NONE).select_related("user")
    return list(chosen.filter(user__is_active=True, user__is_demo=False))


def send_day(choice: DigestChoice, day: date) -> bool:
    """The digest of that day, if no other worker has taken it. Where there is nothing to tell nothing is sent."""
    own = DigestChoice.objects.filter(pk=choice.pk)
    if not own.filter(Q(sent_on=None) | Q(sent_on__lt=day)).update(sent_on=day):
        return False
    with speak_to(choice.user):
        digest = gather_digest(choice.user, count_days(choice))
        if digest is None or not digest.groups:
            return False
        if _hand_over(compose_digest(choice.user, digest)):
            Notice.objects.filter(user=choice.user, mailed_at=None, withdrawn_at=None).update(mailed_at=timezone.now())
            return True
    own.filter(sent_on=day).update(sent_on=choice.sent_on)
    return False


def send_now(user: User) -> bool:
    """One digest at once, also where there is nothing to tell. False where there is no run yet.

    Raises OSError where the server of letters does not take it.
    """
    choice = DigestChoice.objects.filter(user=user).first() or DigestChoice(user=user)
    with speak_to(user):
        digest = gather_digest(user, count_days(choice))
        if digest is None:
            return False
        compose_digest(user, digest).send()
    return True


def compose_digest(user: User, digest: Digest) -> EmailMultiAlternatives:
    """The digest as a message, in the language that is active."""
    count = sum(len(group.entries) + group.more for group in digest.groups)
    subject = ngettext("%(company)s: %(n)s thing for you", "%(company)s: %(n)s things for you", count)
    told = {"groups": digest.groups, "as_of": digest.as_of, "lead": ""}
    return _compose(user, "digest", subject % {"company": name_company(), "n": count}, told)


def _list_untold(now: datetime) -> list[User]:
    """Those with notices that neither mail nor page has told them, and who got no such mail within a day."""
    waiting = Notice.objects.filter(seen_at=None, mailed_at=None, withdrawn_at=None)
    found = User.objects.filter(is_active=True, is_demo=False, pk__in=waiting.values("user"))
    declined = Q(digest_choice__notices=False) | Q(digest_choice__rhythm=DigestChoice.Rhythm.DAILY)
    lately = Q(digest_choice__told_at__gt=now - _APART)
    return list(found.exclude(declined).exclude(lately))


def _send_notices(user: User, now: datetime) -> bool:
    """All that waits for the user in one mail, if no other worker has taken it."""
    choice, _made = DigestChoice.objects.get_or_create(user=user)
    own = DigestChoice.objects.filter(pk=choice.pk)
    if not own.filter(Q(told_at=None) | Q(told_at__lte=now - _APART)).update(told_at=now):
        return False
    with speak_to(user):
        notices = list(list_notices(user).filter(mailed_at=None)[:20])
        if notices and _hand_over(compose_notices(user, notices)):
            Notice.objects.filter(pk__in=[one.pk for one in notices]).update(mailed_at=now)
            return True
    own.filter(told_at=now).update(told_at=choice.told_at)
    return False


def compose_notices(user: User, notices: list[Notice]) -> EmailMultiAlternatives:
    """Deals like a loss that was understood, in one message."""
    losses = name_losses(make_request(user), notices)
    entries = [
        Entry(one.deal_name, say_notice(one, losses), make_address(f"/confirming/notices/{one.pk}/")) for one in notices
    ]
    subject = ngettext(
        "%(n)s deal of yours is like a loss that was understood",
        "%(n)s deals of yours are like a loss that was understood",
        len(notices),
    )
    lead = _("Somebody who knows said why a deal was lost. The same is likely at work here:")
    told = {"groups": [Group(_("Open deals of yours"), entries, 0)], "as_of": None, "lead": lead}
    return _compose(user, "notices", subject % {"n": len(notices)}, told)


def _compose(user: User, kind: str, subject: str, told: dict[str, Any]) -> EmailMultiAlternatives:
    """Plain text with the same as HTML, which loads nothing from anywhere, and a way to end it (RFC 8058)."""
    stop = make_stop(user, kind)
    context = {**told, "user": user, "kind": kind, "stop": stop, "company": name_company(),
               "home": make_address("/"), "choose": make_address("/digests/"), "subject": subject}  # fmt: skip
    text = render_to_string("digests/mail.txt", context).strip() + "\n"
    headers = {
        "Message-ID": make_message_id(settings.DEFAULT_FROM_EMAIL),
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    message = EmailMultiAlternatives(subject, text, settings.DEFAULT_FROM_EMAIL, [user.email], headers=headers)
    message.attach_alternative(render_to_string("digests/mail.html", context), "text/html")
    return message


def _hand_over(message: EmailMultiAlternatives) -> bool:
    """Whether the server took it, or may have: what may have gone out is not sent a second time."""
    try:
        message.send()
    except OSError as error:
        _log.warning("a digest was not sent: %s", error)
        return isinstance(error.__cause__, MailUnsure)
    return True
