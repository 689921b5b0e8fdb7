"""What the page of a debrief shows of invitations, letters, the buyer's own page, and what came back."""

from dataclasses import dataclass

from assay.asking.states import Kind
from assay.web.debriefs.allowing import may_work
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
        debrief.people.filter(removed_at=None).exclude(
            asked_at=None, debrief__outcome__in=("lost", "won", "no_decision")
        )
    )
    if not people:
        return None
    can = may_work(request, debrief)
    rows = [_view(one, can=can) for one in people]
    rows = [one for one in rows if one.messages or one.replies or one.may_invite or one.may_write or one.opened]
    return Part("debriefs/messages/part.html", {"rows": rows, "can_work": can, "debrief": debrief}) if rows else None


def _view(person: AskedPerson, *, can: bool) -> Written:
    return Written(
        person=person,
        messages=list(person.messages.exclude(sent_at=None).select_related("mail")),
        replies=list(person.replies.filter(removed_at=None).select_related("by")),
        may_invite=can and not find_why_not(person, BuyerMessage.Kind.INVITATION),
        may_write=can and not find_why_not(person, BuyerMessage.Kind.LETTER),
        is_handed_in=person.debrief.answers.filter(who=f"page {person.person_id}", removed_at=None)
        .exclude(finished_at=None)
        .exists(),
        opened=person.tokens.exclude(used_at=None).exists(),
    )
