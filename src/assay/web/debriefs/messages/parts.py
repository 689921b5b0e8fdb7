"""What the page of a debrief shows of invitations, letters, the buyer's own page, and what came back."""

from dataclasses import dataclass
from typing import Any

from assay.asking.states import Kind
from assay.web.debriefs.allowing import may_work
from assay.web.debriefs.buyer.consenting import name_who
from assay.web.debriefs.messages.writing import find_why_not
from assay.web.debriefs.models import AskedPerson, BuyerMessage, Debrief, Reply
from assay.web.debriefs.steps.parts import Part
from assay.web.request import Request


@dataclass(frozen=True)
class Written:
    """One person with what went there and what came back. why: why nothing may be written now, where it may not."""

    person: AskedPerson
    messages: list[BuyerMessage]
    replies: list[Reply]
    may_invite: bool
    may_write: bool
    is_handed_in: bool
    opened: bool


def show_messages(request: Request, debrief: Debrief) -> Part | None:
    """The part about what goes to the buyer; the words themselves are read by those who work on the debrief."""
    if debrief.kind != Kind.BUYER:
        return None
    people = list(
        debrief.people.filter(removed_at=None)
        .exclude(asked_at=None, debrief__outcome__in=("lost", "won", "no_decision"))
        .prefetch_related("messages__mail", "replies", "tokens")
    )
    if not people:
        return None
    can = may_work(request, debrief)
    finished = debrief.answers.filter(removed_at=None).exclude(finished_at=None)
    handed_in = set(finished.values_list("who", flat=True))
    rows = [_view(one, can=can, is_handed_in=name_who(one) in handed_in) for one in people]
    rows = [one for one in rows if one.messages or one.replies or one.may_invite or one.may_write or one.opened]
    return Part("debriefs/messages/part.html", {"rows": rows, "can_work": can, "debrief": debrief}) if rows else None


def describe_message(message: BuyerMessage) -> dict[str, Any]:
    """What the page of a message shows, be it a draft or gone."""
    return {
        "message": message,
        "debrief": message.debrief,
        "person": message.person,
        "is_letter": message.kind == BuyerMessage.Kind.LETTER,
        "replies": message.person.replies.filter(removed_at=None).select_related("by", "answer"),
    }


def _view(person: AskedPerson, *, can: bool, is_handed_in: bool) -> Written:
    return Written(
        person=person,
        messages=[one for one in person.messages.all() if one.sent_at],
        replies=[one for one in person.replies.all() if not one.removed_at],
        may_invite=can and not find_why_not(person, BuyerMessage.Kind.INVITATION),
        may_write=can and not find_why_not(person, BuyerMessage.Kind.LETTER),
        is_handed_in=is_handed_in,
        opened=any(one.used_at for one in person.tokens.all()),
    )
