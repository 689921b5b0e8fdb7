"""A message to a buyer from its first draft until it goes: kept as typed, heard, held back, sent or handed over."""

from dataclasses import dataclass
from email.message import EmailMessage

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assay.asking.messages import Unsaid, find_unsaid, hear_whole
from assay.asking.states import State
from assay.domain.errors import InputError
from assay.outside.calendar import Method
from assay.outside.mail_message import Mail, compose_message
from assay.store.home import open_home
from assay.web.debriefs.drafting import Field, Kept, read_draft
from assay.web.debriefs.mailing.links import NO, PAGE, fill_links
from assay.web.debriefs.mailing.posting import check_sendable, post_mail
from assay.web.debriefs.messages.addressing import find_reply_address, name_writer, write_to
from assay.web.debriefs.messages.calendaring import find_times, make_uid, write_talk
from assay.web.debriefs.messages.facts import Facts, read_facts
from assay.web.debriefs.messages.wording import propose_subject, propose_text
from assay.web.debriefs.models import AskedPerson, BuyerMessage, Debrief, MailState
from assay.web.debriefs.models.words import Channel
from assay.web.debriefs.moving import move
from assay.web.debriefs.steps.forms import BY_VOICE
from assay.web.mailing import find_sender, make_message_id
from assay.web.people.letters import name_company
from assay.web.people.models import User
from assay.words.ear.messages import MessageHeard

#: minutes that a talk takes where nobody says otherwise
_MINUTES = 30


@dataclass(frozen=True)
class Checked:
    """How a text was heard. lacks_link: a place for a link is missing without which the buyer cannot choose or refuse.

    is_foreign: neither English nor German, so that a person has to read it in the ear's place.
    """

    heard: MessageHeard
    unsaid: list[Unsaid]
    lacks_link: bool

    @property
    def is_foreign(self) -> bool:
        """Whether nothing could be heard in it."""
        return self.heard.language == "other"

    def may_go(self, *, is_read: bool) -> bool:
        """Whether nothing holds it back. is_read: somebody says to have read it for what it must not say."""
        return (self.heard.may_go or (self.is_foreign and is_read)) and not self.unsaid and not self.lacks_link


def find_why_not(person: AskedPerson, kind: str) -> str:
    """Why no such message may be written to this person now; empty where it may."""
    debrief = person.debrief
    is_over = debrief.state in {State.DECLINED, State.WITHDRAWN, State.OPENED}
    if kind == BuyerMessage.Kind.INVITATION:
        if is_over or person.answer != "agreed":
            return _("An invitation follows an oral yes: ask by voice first, and record the answer.")
        return ""
    if debrief.outcome == "won":
        return _("The letter asks where we went wrong; this deal was won.")
    is_refused = person.asked_at is not None and person.answer in {"declined", "silent"}
    is_dead = debrief.outcome == "silent" and debrief.state in {State.ACCEPTED, State.ASKED}
    if is_over or not (is_refused or is_dead):
        return _("The letter is for silence, or for a call that was refused. Ask by voice first.")
    return ""


def open_message(person: AskedPerson, kind: str, user: User) -> BuyerMessage:
    """The message of that kind to this person, made where there is none."""
    found = BuyerMessage.objects.select_related("debrief", "person", "mail").filter(person=person, kind=kind).first()
    if found is not None:
        return found
    debrief = person.debrief
    circle = debrief.circle if debrief.circle != "private" else "team"
    values = {
        "debrief": debrief,
        "address": read_facts(person).email,
        "language": debrief.language,
        "minutes": debrief.minutes or _MINUTES,
        "channels": [value for value, _label in BY_VOICE],
        "times": [debrief.scheduled_for.isoformat()] if debrief.scheduled_for else [],
        "zone": user.time_zone,
        "circle": circle,
    }
    message, _new = BuyerMessage.objects.get_or_create(person=person, kind=kind, defaults=values)
    if not message.uid:
        message.uid, message.subject = make_uid(message), propose_subject(message)
        message.save(update_fields=["uid", "subject"])
    return message


def find_field(message: BuyerMessage) -> Field:
    """Where the text is kept as it is typed: one for all who work on the debrief."""
    return Field(f"message {message.kind}", None, message.debrief, person_id=message.person.person_id)


def read_text(message: BuyerMessage, facts: Facts) -> Kept:
    """As it went; else as it was typed; else as it is proposed, version 0."""
    if message.sent_at is not None:
        return Kept(message.text, 0)
    kept = read_draft(find_field(message))
    return kept if kept.version and kept.text.strip() else Kept(propose_text(message, facts), kept.version)


def check_text(message: BuyerMessage, text: str, facts: Facts) -> Checked:
    """How the text is heard, and what in a letter the buyer did not give."""
    heard = hear_whole(text, message.kind)
    if message.kind == BuyerMessage.Kind.INVITATION:
        return Checked(heard, [], PAGE not in text or NO not in text)
    given = (message.person.name, *message.person.name.split(), name_writer(message), facts.account, name_company())
    return Checked(heard, find_unsaid(text, facts.said, facts.names, given), False)


def hold_back(message: BuyerMessage, text: str, facts: Facts, *, is_read: bool) -> None:
    """Raises InputError where the text may not go as it is."""
    if not check_text(message, text, facts).may_go(is_read=is_read):
        raise InputError(_("This text is held back."), fix=_("Change what is marked beside it, then try again."))


def send_message(message: BuyerMessage, text: str, user: User, way: str) -> BuyerMessage:
    """It goes: by mail from here, or handed over by a person. Twice the same press sends it once.

    Raises InputError where it has no address, or no mail goes from here.
    """
    with transaction.atomic():
        standing = BuyerMessage.objects.select_for_update().select_related("debrief", "person").get(pk=message.pk)
        if standing.sent_at is not None:
            return standing
        if way == BuyerMessage.Way.MAIL:
            check_sendable()
            if not standing.address:
                raise InputError(
                    _("There is no e-mail address."), fix=_("Type it above, or hand the letter over on paper.")
                )
        now = timezone.now()
        standing.text, standing.way, standing.sent_at, standing.sent_by = text, way, now, user
        if way == BuyerMessage.Way.MAIL:
            standing.mail = post_mail(
                f"{standing.kind} {standing.pk}.{standing.version}",
                write_to(standing, standing.subject, text, write_proposal(standing), Method.REQUEST),
                made_by=user,
                debrief=standing.debrief,
                person=standing.person,
            )
        standing.version += 1
        standing.save()
        _note_asked(standing, user)
    return standing


def _note_asked(message: BuyerMessage, user: User) -> None:
    """A letter to somebody whom nobody asked by voice, when the trail is dead, is the asking itself."""
    person, now = message.person, timezone.now()
    if person.asked_at is None:
        own = {"asked_at": now, "asked_by": user, "channel": Channel.LETTER, "answer": "silent", "answered_at": now}
        AskedPerson.objects.filter(pk=person.pk).update(**own)
    debrief = Debrief.objects.get(pk=message.debrief_id)
    if debrief.state == State.ACCEPTED:
        move(None, debrief, State.ASKED, debrief.version, asked_at=now, channel=Channel.LETTER, answer="silent",
             answered_at=now)  # fmt: skip


def reopen_message(message: BuyerMessage) -> bool:
    """Lets it be changed once more, where its mail certainly did not go."""
    unsent = BuyerMessage.objects.filter(pk=message.pk, mail__state__in=(MailState.FAILED, MailState.DROPPED))
    return bool(unsent.update(sent_at=None, sent_by=None, way="", mail=None))


def write_proposal(message: BuyerMessage) -> str:
    """The calendar file of the first time offered, tentative where there are several; empty for none."""
    times = find_times(message)
    if message.kind != BuyerMessage.Kind.INVITATION or not times or not message.address:
        return ""
    channel = message.channels[0] if len(message.channels) == 1 else ""
    return write_talk(message, times[0], channel, Method.REQUEST, is_tentative=len(times) > 1)


def export_message(message: BuyerMessage, text: str, user: User) -> EmailMessage:
    """The message for a mail program of one's own, with links of its own, which opens it to be sent (X-Unsent)."""
    calendar, sender = write_proposal(message), find_sender(open_home())
    mail = Mail(
        message_id=make_message_id(sender),
        made_at=timezone.now(),
        sender=user.email or sender,
        to_address=message.address,
        to_name=message.person.name,
        subject=message.subject,
        text=fill_links(text, message.person, user, message.language),
        in_name_of=name_writer(message),
        reply_to=find_reply_address(message),
        calendar=calendar,
        method=str(Method.REQUEST),
    )
    composed = compose_message(mail)
    composed["X-Unsent"] = "1"
    return composed
