"""What was said in confidence, and mail, that is kept no longer."""

from datetime import datetime

from django.db.models import QuerySet

from assay.asking.circles import Circle
from assay.web.debriefs.answering import erase_answers
from assay.web.debriefs.models import Answer, BuyerMessage, Mail, MailState

#: of a mail that is through with
_ENDED = (MailState.SENT, MailState.FAILED, MailState.UNSURE, MailState.DROPPED)
_AT_ONCE = 500


def list_old_answers(edge: datetime) -> QuerySet[Answer]:
    """Answers that not everybody may read who may see the deal, last changed before that."""
    return Answer.objects.filter(changed_at__lt=edge, erased_at=None).exclude(circle=Circle.COMPANY).exclude(text="")


def erase_old_answers(edge: datetime) -> int:
    """Leaves no word of them, in the record neither; how many they are."""
    old = list(list_old_answers(edge).order_by("id"))
    for start in range(0, len(old), _AT_ONCE):
        erase_answers(old[start : start + _AT_ONCE])
    return len(old)


def list_old_mails(edge: datetime) -> QuerySet[Mail]:
    """Mails that are through with, made before that, whose words are still kept."""
    return Mail.objects.filter(made_at__lt=edge, state__in=_ENDED).exclude(text="", to_address="")


def empty_old_mails(edge: datetime) -> int:
    """Empties mails and the messages that they carried; that one was sent, when and to which deal stays. How many."""
    BuyerMessage.objects.filter(sent_at__lt=edge).update(text="", subject="", address="")
    return list_old_mails(edge).update(
        text="", subject="", calendar="", to_address="", to_name="", said="", reply_to=""
    )
