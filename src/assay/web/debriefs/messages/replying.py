"""What came back from a buyer, by the buyer's own press or recorded by hand, with what follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assay.asking.circles import Circle
from assay.domain.errors import InputError
from assay.web.debriefs.answering import remove_answers
from assay.web.debriefs.messages.calendaring import confirm_time, take_back_time
from assay.web.debriefs.models import Answer, AskedPerson, BuyerMessage, Debrief, Reply
from assay.web.debriefs.models.answers import Origin, Side
from assay.web.debriefs.moving import schedule, take_answer
from assay.web.debriefs.recording import ask_to_record
from assay.web.debriefs.tasks import finish_task, make_task
from assay.web.people.models import User

Kind = Reply.Kind
#: what may come back to each
TO_INVITATION = (Kind.YES, Kind.OTHER_TIME, Kind.IN_WRITING, Kind.NO, Kind.SOMEONE_ELSE, Kind.MORE_SENIOR, Kind.NOTHING)
TO_LETTER = (Kind.REPLY, Kind.MORE_SENIOR, Kind.CALL, Kind.NOTHING)
#: what each of them says about being willing to talk; the others leave that as it is
_SAYS = {Kind.YES: "agreed", Kind.OTHER_TIME: "agreed", Kind.IN_WRITING: "agreed", Kind.NO: "declined",
         Kind.SOMEONE_ELSE: "declined", Kind.NOTHING: "silent"}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What came back. text: the buyer's own words, which go into the record.  named: somebody else to ask, by name."""

    kind: str
    at: datetime | None = None
    time: datetime | None = None
    channel: str = ""
    named: str = ""
    note: str = ""
    text: str = ""


def record_reply(person: AskedPerson, message: BuyerMessage | None, told: Told, by: User | None) -> Reply:
    """Keeps what came back, and does what follows. by: None for the buyer on the own page.

    Raises InputError for a time before which no talk may be held. The same told twice on end is kept once.
    """
    debrief = person.debrief
    with transaction.atomic():
        Debrief.objects.select_for_update().get(pk=debrief.pk)
        last = person.replies.filter(removed_at=None).last()
        if last is not None and _is_same(last, told, by):
            return last
        if told.kind == Kind.YES and told.time is None:
            raise InputError(_("No time was chosen."), fix=_("Choose one of those that are offered."))
        reply = Reply.objects.create(
            debrief=debrief,
            person=person,
            message=message,
            kind=told.kind,
            at=told.at or timezone.now(),
            by=by,
            by_buyer=by is None,
            time=told.time,
            channel=told.channel,
            named=told.named.strip()[:200],
            note=told.note.strip()[:5000],
            answer=_keep_words(person, message, told, by),
        )
        _follow(reply, message)
    return reply


def _is_same(last: Reply, told: Told, by: User | None) -> bool:
    said = (told.kind, told.time, told.channel, told.named.strip(), told.note.strip(), by, told.text.strip())
    words = last.answer.text if last.answer else ""
    return said == (last.kind, last.time, last.channel, last.named, last.note, last.by, words)


def _follow(reply: Reply, message: BuyerMessage | None) -> None:
    """What follows from it for the debrief, the calendar and the tasks."""
    debrief, person, kind = reply.debrief, reply.person, Kind(reply.kind)
    is_letter = message is not None and message.kind == BuyerMessage.Kind.LETTER
    if (says := _SAYS.get(kind)) and not is_letter:
        was_scheduled = debrief.scheduled_for is not None
        debrief = take_answer(debrief, person, says)
        if was_scheduled and debrief.scheduled_for is None:
            take_back_time(person)
    if kind == Kind.YES and reply.time is not None:
        minutes = message.minutes if message else debrief.minutes or 30
        debrief = schedule(None, debrief, reply.time, reply.channel, minutes, debrief.version)
        AskedPerson.objects.filter(pk=person.pk).update(scheduled_for=reply.time)
        confirm_time(person, reply.time, reply.channel)
    _set_task(reply, debrief)


def _set_task(reply: Reply, debrief: Debrief) -> None:
    """What somebody of ours has to do about it."""
    key = f"reply {reply.person_id}"
    text = {
        Kind.OTHER_TIME: _("find another time with %(name)s"),
        Kind.SOMEONE_ELSE: _("ask whom %(name)s named"),
        Kind.MORE_SENIOR: _("answer whoever wrote in place of %(name)s"),
        Kind.CALL: _("write down the call of %(name)s"),
    }.get(Kind(reply.kind))
    if text is None:
        finish_task(key, reply.by)
    else:
        make_task(key, "reply", debrief, due=timezone.localdate(), text=text % {"name": reply.person.name})


def _keep_words(person: AskedPerson, message: BuyerMessage | None, told: Told, by: User | None) -> Answer | None:
    """The buyer's own words, as a statement for the record. They are read by those who read the debrief."""
    if not told.text.strip():
        return None
    debrief, now = person.debrief, timezone.now()
    number = person.replies.exclude(answer=None).count() + 1
    is_own = told.kind != Kind.MORE_SENIOR
    values: Mapping[str, Any] = {
        "question": message.subject if message else "",
        "text": told.text.strip()[:20_000],
        "side": Side.BUYER,
        "origin": Origin.LETTER_REPLY,
        "speaker_id": person.person_id if is_own else None,
        "speaker_name": person.name if is_own else told.named.strip()[:200],
        "author": by,
        "circle": message.circle if message else Circle.TEAM,
        "said_at": told.at or now,
        "finished_at": now,
    }
    answer = Answer.objects.create(debrief=debrief, key=f"reply {number}", who=f"letter {person.pk}", **values)
    ask_to_record(by)
    return answer


def remove_reply(reply: Reply) -> None:
    """It was recorded by mistake: it counts no longer, and its words leave the record. Nothing else is undone."""
    with transaction.atomic():
        Reply.objects.filter(pk=reply.pk, removed_at=None).update(removed_at=timezone.now())
        if reply.answer:
            remove_answers([reply.answer])
