"""The talk in calendars: proposed with the invitation, confirmed, moved and cancelled under one UID."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from assay.domain.errors import InputError
from assay.outside.calendar import Attendee, Method, Talk, write_calendar
from assay.store.home import open_home
from assay.web.debriefs.mailing.posting import post_mail
from assay.web.debriefs.messages.addressing import find_reply_address, name_writer, write_to
from assay.web.debriefs.models import AskedPerson, BuyerMessage
from assay.web.debriefs.models.words import Channel
from assay.web.mailing import find_server, has_server
from assay.web.middleware import read_zone
from assay.web.people.letters import name_company


def find_times(message: BuyerMessage) -> list[datetime]:
    """The times offered, by the clock of the message's zone."""
    zone = read_zone(message.zone)
    return [datetime.fromisoformat(one).astimezone(zone) for one in message.times]


def write_talk(message: BuyerMessage, at: datetime, channel: str, method: Method, *, is_tentative: bool) -> str:
    """The calendar file of this talk in the language of the message. Raises InputError where nobody invites."""
    address = find_reply_address(message)
    sender = find_server(open_home())
    sent_by = sender.sender_address if sender else ""
    if not address and not sent_by:
        raise InputError(_("Nobody holds this debrief yet."), fix=_("Say who asks the buyer."))
    with override(message.language):
        talk = Talk(
            uid=message.uid,
            sequence=message.sequence,
            made_at=timezone.now(),
            begins_at=at.astimezone(read_zone(message.zone)),
            minutes=message.minutes,
            summary=_("A talk to learn from, with %(company)s") % {"company": name_company()},
            description=_(
                "We want to learn what we could do better, and stay on good terms with you. Your decision stands; "
                "nobody will reopen it, and nothing will be sold."
            ),
            place=str(Channel(channel).label) if channel else "",
            organizer=Attendee(address or sent_by, name_writer(message), sent_by if address else ""),
            attendees=(Attendee(message.address, message.person.name),),
            is_tentative=is_tentative,
        )
    return write_calendar(talk, method)


def make_uid(message: BuyerMessage) -> str:
    """A UID that no other talk has, the same for good."""
    return f"talk-{message.debrief_id}-{message.person_id}@{urlsplit(settings.PUBLIC_URL).hostname}"


def find_invitation(person: AskedPerson) -> BuyerMessage | None:
    """The invitation that this person got, None where none went."""
    return person.messages.filter(kind=BuyerMessage.Kind.INVITATION).exclude(sent_at=None).first()


def confirm_time(person: AskedPerson, at: datetime, channel: str) -> None:
    """Writes to the buyer that the time is settled, with the calendar file that says so, if mail goes from here."""
    message = find_invitation(person)
    if message is None or not message.address:
        return
    _raise_sequence(message)
    with override(message.language), timezone.override(read_zone(message.zone)):
        text = _(
            "Thank you. We look forward to our talk on %(time)s (%(zone)s), %(channel)s, %(minutes)s minutes. The file "
            "with this mail puts it into your calendar. If it does not suit you after all, answer this mail, or say no "
            "in your calendar; you need not say why.\n\n%(name)s"
        ) % {
            "time": date_format(timezone.localtime(at), "DATETIME_FORMAT"),
            "zone": message.zone,
            "channel": Channel(channel).label if channel else "",
            "minutes": message.minutes,
            "name": name_writer(message),
        }
        _post(message, _("Our talk is settled"), text, write_talk(message, at, channel, Method.REQUEST,
              is_tentative=False), Method.REQUEST)  # fmt: skip


def take_back_time(person: AskedPerson) -> None:
    """Takes a talk that will not be held out of the buyer's calendar."""
    message = find_invitation(person)
    at = person.scheduled_for
    if message is None or not message.address or at is None:
        return
    _raise_sequence(message)
    AskedPerson.objects.filter(pk=person.pk).update(scheduled_for=None)
    with override(message.language):
        text = _("Thank you for telling us. The talk is cancelled, and we will not ask you again.\n\n%(name)s") % {
            "name": name_writer(message)
        }
        _post(message, _("Our talk is cancelled"), text, write_talk(message, at, "", Method.CANCEL,
              is_tentative=False), Method.CANCEL)  # fmt: skip


def _raise_sequence(message: BuyerMessage) -> None:
    """A calendar takes what follows as the newer state of the talk."""
    message.sequence += 1
    message.save(update_fields=["sequence"])


def _post(message: BuyerMessage, subject: str, text: str, calendar: str, method: Method) -> None:
    """Where no mail goes from here the rep tells the buyer; the page of the debrief says so."""
    if not has_server(open_home()):
        return
    writing = write_to(message, subject, text, calendar, method)
    post_mail(f"talk {message.pk} {message.sequence}", writing, made_by=None, debrief=message.debrief,
              person=message.person)  # fmt: skip
