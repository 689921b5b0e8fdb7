"""Takes out everything that a buyer said in a debrief, at the buyer's word alone: here, in mail, and in the record."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from assay.web.debriefs.answering import erase_answers
from assay.web.debriefs.buyer.consenting import name_who, withdraw_consent
from assay.web.debriefs.buyer.opening import Visit
from assay.web.debriefs.models import (
    Answer,
    AskedPerson,
    BuyerMessage,
    Draft,
    DraftVersion,
    Mail,
    MailState,
    Reply,
)
from assay.web.debriefs.moving import take_answer
from assay.web.debriefs.tokens import revoke_links
from assay.web.people.log import note
from assay.web.request import Request


def list_said(visit: Visit) -> list[Answer]:
    """All that stands here in this buyer's words, whoever wrote it down."""
    own = Q(who=name_who(visit.person)) | Q(side="buyer", speaker_id=visit.person.person_id)
    return list(visit.debrief.answers.filter(own, erased_at=None))


def remove_all(request: Request, visit: Visit) -> None:
    """No word stays, here or in the record, and no link opens any more. That the person was asked is kept, by number
    alone, so that nobody asks again.
    """
    now, person = timezone.now(), visit.person
    with transaction.atomic():
        withdraw_consent(visit)
        erase_answers(list_said(visit))
        drafts = Draft.objects.filter(debrief=visit.debrief, person_id=person.person_id)
        DraftVersion.objects.filter(draft__in=drafts).update(text="")
        drafts.update(text="")
        Reply.objects.filter(person=person).update(note="", named="")
        Mail.objects.filter(person=person, state=MailState.WAITING).update(state=MailState.DROPPED)
        Mail.objects.filter(person=person).update(text="", calendar="", subject="", to_name="", to_address="", said="")
        BuyerMessage.objects.filter(person=person).update(text="", subject="", address="", times=[])
        take_answer(visit.debrief, person, "declined")
        revoke_links(person)
        AskedPerson.objects.filter(pk=person.pk).update(
            name="–", role="", figures={}, comes_back=False, comes_back_at=now, removed_at=now, scheduled_for=None
        )
        note(request, "erased", "answers", visit.debrief.pk, by="buyer", deal=str(visit.debrief.deal_id))
