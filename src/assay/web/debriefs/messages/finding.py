"""The person and the message of an address, for whoever works on the debrief; others find no page."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from assay.domain.errors import InputError
from assay.web.debriefs.allowing import find_debrief, may_work
from assay.web.debriefs.messages.writing import find_why_not, open_message
from assay.web.debriefs.models import AskedPerson, BuyerMessage, Debrief
from assay.web.request import Request


def find_worked(request: Request, number: int) -> Debrief:
    """A debrief that the user works on. Raises Http404, and PermissionDenied for readers."""
    debrief = find_debrief(request, number)
    if not may_work(request, debrief):
        raise PermissionDenied
    return debrief


def find_person(request: Request, number: int, person: int) -> AskedPerson:
    """Somebody who is asked in a debrief that the user works on. Raises as `find_worked` does."""
    debrief = find_worked(request, number)
    found = debrief.people.select_related("debrief").filter(pk=person, removed_at=None).first()
    if found is None:
        raise Http404
    return found


def find_message(request: Request, number: int, person: int, kind: str) -> BuyerMessage:
    """The message of that kind to that person, with a 404 for any other kind."""
    if kind not in BuyerMessage.Kind.values:
        raise Http404
    asked = find_person(request, number, person)
    if why := find_why_not(asked, kind):
        standing = BuyerMessage.objects.filter(person=asked, kind=kind).exclude(sent_at=None).first()
        if standing is None:
            raise InputError(why, fix=_("The page of the debrief says what comes first."))
    return open_message(asked, kind, request.user)
